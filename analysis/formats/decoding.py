"""Bytes of a file → its text, newlines untouched."""

from __future__ import annotations

import codecs

from analysis.errors import UnreadableFile

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Control characters that no text has; a file with them is a picture, an archive, a document of a word processor.
_BINARY = bytes(set(range(32)) - {7, 8, 9, 10, 11, 12, 13, 26, 27, 28, 29, 30, 31})
_LOOKED_AT = 4096


def decode(raw: bytes, path: str, *, prefer: str | None = None) -> str:
    """The text of a file: as its byte-order mark says, or UTF-8, or ``prefer``, or as charset-normalizer finds.

    The mark is removed, nothing else is changed. Raises UnreadableFile where there are no bytes, nothing but white
    space, or no text.
    """
    if not raw:
        raise UnreadableFile(path, "The file is empty.", "Save the article again, or remove the file.")
    text = _decoded(raw, prefer)
    if text is None:
        raise UnreadableFile(
            path, "The file is not text in any encoding that can be recognised.", "Save it as UTF-8 text."
        )
    if not text.strip():
        raise UnreadableFile(path, "The file holds nothing but white space.", "Save the article again, or remove it.")
    return text


def _decoded(raw: bytes, prefer: str | None) -> str | None:
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            return _strictly(raw[len(mark) :], encoding)
    if raw[:_LOOKED_AT].translate(None, _BINARY) != raw[:_LOOKED_AT]:
        return None
    text = _strictly(raw, "utf-8")
    if text is None and prefer:
        text = _strictly(raw, prefer)
    return text if text is not None else _guessed(raw)


def _strictly(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _guessed(raw: bytes) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(raw).best()
    return None if best is None else str(best).removeprefix("\ufeff")
