"""A page saved as one file with its pictures and frames (.mhtml, .mht; RFC 2557) → the article of its main part.

Browsers write the page's HTML as UTF-8 and say no charset; frames (advertisements, mostly) are further HTML parts. When
the file was saved stands in ``Date``: it is not the day of publication.
"""

from __future__ import annotations

from email import message_from_bytes
from email.message import Message

from analysis.errors import UnreadableFile
from analysis.formats.pages.saved import Transport, read_mail_date
from analysis.formats.pages.webpage import read_webpage
from analysis.formats.record import Records
from analysis.formats.source import Kind, Source

HTML = ("text/html", "application/xhtml+xml")


def read_mhtml(source: Source) -> Records:
    """The article of the file's main HTML part, else of the first frame that holds one.

    Raises UnreadableFile where none does.
    """
    message = message_from_bytes(source.raw)
    parts = _pages(message)
    if not parts:
        raise UnreadableFile(source.name, "The file holds no HTML page.", "Save the page again, complete or as HTML.")
    refused: UnreadableFile | None = None
    captured = read_mail_date(_header(message, "Date"))
    for part in parts:
        charset = part.get_content_charset()
        charset = charset if charset and charset.isascii() else None
        address = _header(part, "Content-Location") or _header(message, "Snapshot-Content-Location")
        try:
            return Records(read_webpage(bytes_of(part), source.name, Transport(charset, address, captured)))
        except UnreadableFile as error:
            refused = refused or error
    assert refused is not None
    raise refused


def _pages(message: Message) -> list[Message]:
    """The HTML parts, the page itself first."""
    parts = [part for part in message.walk() if part.get_content_type() in HTML]
    main = {_header(message, "Snapshot-Content-Location"), str(message.get_param("start"))} - {""}
    return sorted(parts, key=lambda p: main.isdisjoint({_header(p, "Content-Location"), _header(p, "Content-ID")}))


def _header(part: Message, name: str) -> str:
    return str(part[name] or "").strip()  # bytes that no header has make it an object of another kind


def bytes_of(part: Message) -> bytes:
    """What a part of a mail holds."""
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


MHTML = Kind("page saved with its pictures (MHTML)", (".mhtml", ".mht"), read_mhtml)
