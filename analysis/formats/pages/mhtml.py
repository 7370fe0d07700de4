"""A page saved as one file with its pictures and frames (.mhtml, .mht; RFC 2557) → the article of its main part.

Browsers write the page's HTML as UTF-8 and say no charset; frames (advertisements, mostly) are further HTML parts. When
the file was saved stands in ``Date``: it is not the day of publication, and is not read.
"""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message

from analysis.errors import UnreadableFile
from analysis.formats.pages.webpage import read_webpage
from analysis.formats.record import Records
from analysis.formats.source import Kind, Source

_HTML = ("text/html", "application/xhtml+xml")


def read_mhtml(source: Source) -> Records:
    """The article of the file's main HTML part, else of the first frame that holds one.

    Raises UnreadableFile where none does.
    """
    message = message_from_bytes(source.raw)
    parts = list(_pages(message))
    if not parts:
        raise UnreadableFile(source.name, "The file holds no HTML page.", "Save the page again, complete or as HTML.")
    refused: UnreadableFile | None = None
    for part in parts:
        address = _header(part, "Content-Location") or _header(message, "Snapshot-Content-Location")
        try:
            return Records(read_webpage(_bytes_of(part), source.name, charset=_charset(part), address=address))
        except UnreadableFile as error:
            refused = refused or error
    assert refused is not None
    raise refused


def _pages(message: Message) -> Iterator[Message]:
    """The HTML parts, the page itself first."""
    parts = [part for part in message.walk() if part.get_content_type() in _HTML]
    main = {_header(message, "Snapshot-Content-Location"), str(message.get_param("start"))} - {""}
    return iter(
        sorted(parts, key=lambda p: main.isdisjoint({_header(p, "Content-Location"), _header(p, "Content-ID")}))
    )


def _header(part: Message, name: str) -> str:
    return str(part[name] or "").strip()  # bytes that no header has make it an object of another kind


def _bytes_of(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _charset(part: Message) -> str | None:
    found = part.get_content_charset()
    return found if found and found.isascii() else None


MHTML = Kind("page saved with its pictures (MHTML)", (".mhtml", ".mht"), read_mhtml)
