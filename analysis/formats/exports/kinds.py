"""The kinds of exports, each told by what its files hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from email import message_from_bytes
from email.message import Message
from pathlib import PurePath

from analysis.errors import UnreadableFile
from analysis.formats.exports import europresse, factiva, lexis, proquest
from analysis.formats.exports.documents import read_word
from analysis.formats.record import Records
from analysis.formats.source import Kind, Source

_SAVE_TEXT = "Save its articles as .txt files."
_PAGE, _TEXT, _WORD = (".html", ".htm"), (".txt",), (".docx", ".rtf", ".doc")


def _if_text(recognises: Callable[[Source], bool]) -> Callable[[Source], bool]:
    """What tells a kind of text, for any file: one that is no text is of no such kind."""

    def tell(source: Source) -> bool:
        try:
            return recognises(source)
        except UnreadableFile:
            return False

    return tell


NEXIS_PAGE = Kind("Nexis page", _PAGE, lexis.read_page, lexis.is_page, holds_many=True)
FACTIVA_PAGE = Kind("Factiva page", _PAGE, factiva.read_page, factiva.is_page, holds_many=True)
EUROPRESSE_PAGE = Kind("Europresse page", _PAGE, europresse.read_page, europresse.is_page, holds_many=True)
PROQUEST_PAGE = Kind("ProQuest page", _PAGE, proquest.read_page, _if_text(proquest.is_export), holds_many=True)
NEXIS_TEXT = Kind("Nexis text", _TEXT, lexis.read_text, _if_text(lexis.is_text), holds_many=True)
PROQUEST_TEXT = Kind("ProQuest text", _TEXT, proquest.read_text, _if_text(proquest.is_export), holds_many=True)
PAGES = (NEXIS_PAGE, FACTIVA_PAGE, EUROPRESSE_PAGE, PROQUEST_PAGE)
TEXTS = (PROQUEST_TEXT, NEXIS_TEXT)  # ProQuest, too, writes "Document 1 of 20"


def read_document(source: Source) -> Records:
    """The articles of a Word file; of a page that is only named like one, as old exports are.

    Raises UnreadableFile where there is none.
    """
    if not source.raw[:200].lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        return read_word(source)
    kind = next((k for k in PAGES if k.recognises and k.recognises(source)), None)
    if kind is None:
        reason = "The file is named like one of Word, and is a page."
        raise UnreadableFile(source.name, reason, "Give its name the ending .html.")
    return kind.read(source)


WORD = Kind("Word document", _WORD, read_document, holds_many=True)


def read_mail(source: Source) -> Records:
    """The articles of a mail that a database sent: in its page, else its text, and in what is attached to it.

    Raises UnreadableFile where there is none.
    """
    try:
        parts = [part for part in message_from_bytes(source.raw).walk() if not part.is_multipart()]
        contents = [(_suffix(part), Source(source.name, _content(part))) for part in parts]
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise UnreadableFile(source.name, f"The mail is broken ({error}).", _SAVE_TEXT) from error
    found: list[Records] = []
    for kinds in (PAGES, TEXTS, (WORD,)):
        told = [(within, k) for end, within in contents for k in kinds if end in k.suffixes and _tells(k, within)]
        found += [kind.read(within) for within, kind in told if kinds is not TEXTS or not found]
    if not found:
        raise UnreadableFile(source.name, "The mail holds no articles of a press database.", _SAVE_TEXT)
    if len(found) == 1:
        return found[0]
    records = [replace(r, id=f"{n}-{r.id or 1}") for n, part in enumerate(found, start=1) for r in part.records]
    return Records(tuple(records), tuple(problem for part in found for problem in part.problems))


def _tells(kind: Kind, source: Source) -> bool:
    return kind.recognises is None or kind.recognises(source)


def _suffix(part: Message) -> str:
    """The ending of a part's name, or what its kind of text would have."""
    endings = {"text/html": ".html", "text/plain": ".txt"}
    return PurePath(part.get_filename() or "").suffix.lower() or endings.get(part.get_content_type(), "")


def _content(part: Message) -> bytes:
    """The bytes of a part; those of text in UTF-8, where its encoding is named."""
    raw = part.get_payload(decode=True)
    raw = raw if isinstance(raw, bytes) else b""
    charset = part.get_content_charset()
    if part.get_content_maintype() != "text" or charset is None:
        return raw
    try:
        return raw.decode(charset).encode()
    except (LookupError, UnicodeError):
        return raw


MAIL = Kind("mail", (".eml",), read_mail, holds_many=True)
EXPORTS = (*PAGES, *TEXTS, WORD, MAIL)
