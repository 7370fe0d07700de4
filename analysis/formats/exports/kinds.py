"""The kinds of exports, each told by what its files hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from email import message_from_binary_file
from email.message import Message
from functools import partial
from io import BytesIO
from pathlib import PurePath

from analysis.errors import UnreadableFile
from analysis.formats.exports import advance, europresse, factiva, lexis, proquest
from analysis.formats.exports.drafts import Draft, records_of
from analysis.formats.exports.lines import Line
from analysis.formats.exports.word import word_lines
from analysis.formats.lists import listed
from analysis.formats.pages.mhtml import bytes_of
from analysis.formats.record import Problem, Record, Records
from analysis.formats.source import Kind, Source

_SAVE_TEXT = "Save its articles as .txt files."
_CHANGED = "Changes are tracked in the file: it was read as if all of them were accepted."
_LOOKED_AT = 20_000  # lines
_PART = "Give each database a file of its own."
_PAGE, _TEXT, _WORD = (".html", ".htm"), (".txt",), (".docx", ".rtf", ".doc")


def _kind(
    database: str, suffixes: tuple[str, ...], fits: Callable[[Source], bool], read: Callable[[Source], Iterable[Draft]]
) -> Kind:
    name = f"{database} {'text' if suffixes is _TEXT else 'page'}"
    return Kind(name, suffixes, partial(_read_alone, database, read), fits, holds_many=True)


def _read_alone(database: str, read: Callable[[Source], Iterable[Draft]], source: Source) -> Records:
    """The exports of one database; that those of another one stand in the same file is told."""
    found = records_of(read(source), source, database)
    marks = listed(__package__, "labels.toml")["marks"].items()
    others = [o for o, mark in marks if o != database and re.search(mark.encode(), source.raw, re.MULTILINE)]
    if not others:
        return found
    reason = f"Exports of {' and '.join(others)} stand in the same file as those of {database}: only these are read."
    return Records(found.records, (*found.problems, Problem(source.name, None, reason, _PART)))


PAGES = (
    _kind("Nexis", _PAGE, lexis.is_page, lexis.page_articles),
    _kind("Factiva", _PAGE, factiva.is_page, factiva.page_articles),
    _kind("Europresse", _PAGE, europresse.is_page, europresse.page_articles),
    _kind("ProQuest", _PAGE, proquest.is_export, proquest.page_articles),
)
TEXTS = (
    _kind("ProQuest", _TEXT, proquest.is_export, proquest.text_articles),  # which, too, writes "Document 1 of 20"
    _kind("Nexis", _TEXT, lambda source: lexis.has_markers(source.text), lexis.text_articles),
)


def read_document(source: Source) -> Records:
    """The articles of a Word file; of a page that is only named like one, as old exports are.

    Raises UnreadableFile where there is none.
    """
    if source.raw[:200].lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        if kind := next((k for k in PAGES if k.fits(source)), None):
            return kind.read(source)
        reason = "The file is named like one of Word, and is a page."
        raise UnreadableFile(source.name, reason, "Give its name the ending .html.")
    lines, is_revised = word_lines(source)
    found = _articles(lines, source)
    problem = Problem(source.name, None, _CHANGED, "Accept or reject them in Word.", skipped=False)
    return Records(found.records, (*found.problems, problem)) if is_revised else found


def _articles(lines: tuple[str, ...], source: Source) -> Records:
    beginning = "\n".join(lines[:_LOOKED_AT])
    if advance.is_document(lines):
        return records_of(advance.articles(lines), source, "Nexis")
    if lexis.has_markers(beginning):
        return records_of(lexis.articles(lexis.text_blocks(lines)), source, "Nexis")
    if factiva.is_document(lines):
        return records_of(factiva.document_articles(lines), source, "Factiva")
    if proquest.has_labels(beginning):
        return records_of(proquest.articles([Line(line) for line in lines]), source, "ProQuest")
    if not any(lines):
        raise UnreadableFile(source.name, "The Word file holds no text.", "Save the article again, or remove the file.")
    return Records((Record("\n\n".join(line for line in lines if line), wrapped=False),))


WORD = Kind("Word document", _WORD, read_document, holds_many=True)


def read_mail(source: Source) -> Records:
    """The articles of a mail that a database sent: in its page, else its text, and in what is attached to it.

    Raises UnreadableFile where there is none.
    """
    contents = _contents(source)
    found: list[Records] = []
    for kinds in (PAGES, TEXTS, (WORD,)):
        told = [(within, k) for end, within in contents for k in kinds if end in k.suffixes and k.fits(within)]
        found += [kind.read(within) for within, kind in told if kinds is not TEXTS or not found]
    if not found:
        raise UnreadableFile(source.name, "The mail holds no articles of a press database.", _SAVE_TEXT)
    if len(found) == 1:
        return found[0]
    records = [replace(r, id=f"{n}-{r.id or 1}") for n, part in enumerate(found, start=1) for r in part.records]
    return Records(tuple(records), tuple(problem for part in found for problem in part.problems))


def _contents(source: Source) -> list[tuple[str, Source]]:
    """What the parts of a mail hold, each with the ending of its name. Raises UnreadableFile."""
    try:
        # From bytes at once, it would be held in four bytes a character.
        parts = [part for part in message_from_binary_file(BytesIO(source.raw)).walk() if not part.is_multipart()]
        return [(_suffix(part), Source(source.name, _content(part))) for part in parts]
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise UnreadableFile(source.name, f"The mail is broken ({error}).", _SAVE_TEXT) from error


def _suffix(part: Message) -> str:
    """The ending of a part's name, or what its kind of text would have."""
    endings = {"text/html": ".html", "text/plain": ".txt"}
    return PurePath(part.get_filename() or "").suffix.lower() or endings.get(part.get_content_type(), "")


def _content(part: Message) -> bytes:
    """The bytes of a part; those of text in UTF-8, where its encoding is named."""
    raw = bytes_of(part)
    charset = part.get_content_charset()
    if part.get_content_maintype() != "text" or charset in (None, "utf-8", "us-ascii"):
        return raw
    try:
        return raw.decode(charset).encode()
    except (LookupError, UnicodeError):
        return raw


MAIL = Kind("mail", (".eml",), read_mail, holds_many=True)
EXPORTS = (*PAGES, *TEXTS, WORD, MAIL)
