"""Bytes of a file → its text, newlines untouched; and the forms in which text is compared, never kept."""

from __future__ import annotations

import codecs
import re

from analysis.errors import UnreadableFile

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Control characters that no text has; a file with them is a picture, an archive, a document of a word processor.
_BINARY = bytes(set(range(32)) - {7, 8, 9, 10, 11, 12, 13, 26, 27, 28, 29, 30, 31})
_LOOKED_AT = 4096
# One character for one, so that offsets stay.
_FOLDED = (
    ("“”„‟«»″", '"'),
    ("‘’‚‛′`´", "'"),
    ("\u00a0\u2007\u2009\u200a\u202f\u2002\u2003\u3000\t\n\r\x0b\x0c\x85\u2028\u2029", " "),
)
_WORD = re.compile(r"\w+")
# A full stop or the like ends a line; what introduces something, too.
SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*$")
LINE_END = re.compile(r"[.!?…:][\"'”’»)\]]*$")
_PROSE_WORDS = 4
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def decode(raw: bytes, path: str, *, prefer: str | None = None) -> str:
    """The text of a file: as its byte-order mark says, or UTF-8, or ``prefer``, or as charset-normalizer finds.

    The mark is removed, nothing else is changed. Raises UnreadableFile where there are no bytes, nothing but white
    space, or no text.
    """
    if not raw:
        raise UnreadableFile(path, "The file is empty.", "Save the article again, or remove the file.")
    text = _decoded(raw, prefer)
    if text is None:
        reason = "The file is not text in any encoding that can be recognised."
        raise UnreadableFile(path, reason, "Save it as UTF-8 text.")
    if not text.strip():
        raise UnreadableFile(path, "The file holds nothing but white space.", "Save the article again, or remove it.")
    return text


def _decoded(raw: bytes, prefer: str | None) -> str | None:
    body, encoding = without_mark(raw)
    if encoding:
        return _strictly(body, encoding)
    if raw[:_LOOKED_AT].translate(None, _BINARY) != raw[:_LOOKED_AT]:
        return None
    text = _strictly(raw, "utf-8")
    if text is None and prefer:
        text = _strictly(raw, prefer)
    return text if text is not None else _guessed(raw)


def without_mark(raw: bytes) -> tuple[bytes, str | None]:
    """The bytes after a byte-order mark and the encoding that it tells; all of them and None where there is none."""
    return next(((raw[len(mark) :], encoding) for mark, encoding in _MARKS if raw.startswith(mark)), (raw, None))


def _strictly(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _guessed(raw: bytes) -> str | None:
    from charset_normalizer import from_bytes  # loads slowly, and few files need it

    best = from_bytes(raw).best()
    return None if best is None else str(best).removeprefix("\ufeff")


def fold(text: str) -> str:
    """``text`` with straight quotes and plain spaces, of the same length."""
    if text.isascii() and text.isprintable() and "`" not in text:
        return text
    for characters, plain in _FOLDED:
        for character in characters:
            text = text.replace(character, plain)  # ten times as fast as str.translate on a text with curly quotes
    return text


def squeeze(text: str) -> str:
    """``text`` folded, with single spaces: what patterns are tried on. Its offsets are its own."""
    return " ".join(fold(text).split())


def bare_words(text: str | None) -> tuple[str, ...]:
    """The words of a folded text in lower case, without punctuation: what paragraphs are compared by."""
    return tuple(_WORD.findall((text or "").lower()))


def is_prose(text: str) -> bool:
    """Whether a text is a sentence or more: some words, and a full stop or the like at their end."""
    return SENTENCE_END.search(text) is not None and len(bare_words(text)) >= _PROSE_WORDS


def whole_characters(text: str) -> str:
    """``text`` with each lone surrogate (half a character, as broken exports have them) as U+FFFD, which can be written
    to a file; the same length."""
    return _LONE_SURROGATE.sub("\ufffd", text)


def on_one_line(name: str) -> str:
    """The name of a file with each control character and line break in it as U+FFFD: it stands in messages and rows."""
    return _BREAKS.sub("\ufffd", name)
