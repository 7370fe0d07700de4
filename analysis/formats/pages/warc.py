"""A web archive (.warc, .warc.gz; ISO 28500) → the articles of the pages that crawlers and archives kept in it.

A page is a response of status 200 that is HTML, or a resource that is. Each is read once for its address and content;
what only says that a page had not changed (revisit) is none. When it was captured is not the day of publication.
"""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from collections.abc import Iterator
from contextlib import redirect_stderr
from dataclasses import replace
from email.message import Message
from gzip import GzipFile
from hashlib import sha256
from importlib import import_module
from io import BytesIO, StringIO
from typing import Any, NamedTuple

from analysis.errors import UnreadableFile
from analysis.formats.pages.mhtml import HTML
from analysis.formats.pages.saved import Transport, read_moment
from analysis.formats.pages.webpage import read_webpage
from analysis.formats.record import Problem, Record, Records
from analysis.formats.source import Kind, Source

_HEAVIEST_PAGE = 20_000_000  # bytes, decoded
_CHUNK = 1_000_000
_MOST_EXPANDED = 200  # times the size of the archive
_GZIP = b"\x1f\x8b"
# Codings of transport that need more than the standard library.
_CODINGS = ("br", "zstd")
_LEFT_OUT = {
    "hold no article": "Nothing, where these are lists and front pages; else save them on their own.",
    "are compressed (br or zstd) and could not be read": "For br, install what undoes it: pip install 'brotli>=1.2'.",
    "are larger than any article": "Save what matters of them on its own.",
}
_NO_ARTICLE, _CODED, _TOO_LARGE = _LEFT_OUT


class _Page(NamedTuple):
    """A page of the archive: its bytes as its server meant them, what is said of it, and how it was sent."""

    raw: bytes
    said: Transport
    coding: str


class _BrokenArchive(Exception):
    """The archive cannot be read on."""


def read_warc(source: Source) -> Records:
    """The articles of an archive, each with the position of its page. Raises UnreadableFile where there is none."""
    records: list[Record] = []
    left_out: defaultdict[str, list[str]] = defaultdict(list)
    seen: set[tuple[str, bytes]] = set()
    n_pages, broken = 0, False
    try:
        for page in _pages(source):
            address = page.said.address or ""
            if _is_known(seen, address, page.raw):
                continue
            n_pages += 1
            try:
                found = _articles(page, source.name)
            except UnreadableFile as error:
                left_out[error.reason if error.reason in _LEFT_OUT else _NO_ARTICLE].append(address)
                continue
            for record in found:
                if not _is_known(seen, record.url or "", record.text.encode("utf-8", "replace")):  # captured again
                    number = f"{n_pages}-{record.id}" if record.id else str(n_pages)
                    records.append(replace(record, id=number, line=n_pages))
    except _BrokenArchive:
        broken = True
    if not records:
        what = "cannot be read as WARC" if broken else f"holds {n_pages} HTML pages, and no article"
        remedy = "Check that it is whole, and that the crawl kept the pages themselves."
        raise UnreadableFile(source.name, f"The archive {what}.", remedy)
    told = [(f"{len(a)} of its {n_pages} pages {w}, the first {a[0]}.", _LEFT_OUT[w]) for w, a in left_out.items()]
    if broken:
        told += [(f"The archive is broken behind its page {n_pages}.", "Fetch it again; what stands before is read.")]
    problems = (Problem(source.name, None, reason, remedy) for reason, remedy in told)
    return Records(tuple(records), tuple(problems))


def _is_known(seen: set[tuple[str, bytes]], address: str, content: bytes) -> bool:
    """Whether this content stood at this address already; from now on it is."""
    key, n_seen = (address, sha256(content).digest()), len(seen)
    seen.add(key)
    return len(seen) == n_seen


def _articles(page: _Page, name: str) -> tuple[Record, ...]:
    """The articles of a page. Raises UnreadableFile where it has none, with a reason of ``_LEFT_OUT`` or another."""
    if len(page.raw) > _HEAVIEST_PAGE:
        raise UnreadableFile(name, _TOO_LARGE, "")
    try:
        return read_webpage(page.raw, name, page.said)
    except UnreadableFile as error:
        if page.coding in _CODINGS and (b"\0" in page.raw or b"<" not in page.raw):
            raise UnreadableFile(name, _CODED, "") from error
        raise


def _pages(source: Source) -> Iterator[_Page]:
    """The HTML pages of an archive, their bytes without the codings of their transport."""
    iterator = source.library("warcio.archiveiterator", "warcio").ArchiveIterator
    whole = _Unzipped(source.raw) if source.raw.startswith(_GZIP) else BytesIO(source.raw)
    try:
        with redirect_stderr(StringIO()):  # warnings of warcio's
            for record in iterator(whole):
                if page := _page_in(record):
                    yield page
    except Exception as error:  # warcio raises what its parts raise: AttributeError, ValueError, zlib.error, …
        raise _BrokenArchive from error
    if isinstance(whole, _Unzipped) and whole.is_broken:
        raise _BrokenArchive


class _Unzipped:
    """The content of a gzip file, however its members are cut, up to where it breaks."""

    def __init__(self, raw: bytes) -> None:
        self._file, self._position, self.is_broken = GzipFile(fileobj=BytesIO(raw)), 0, False
        self._most = _MOST_EXPANDED * len(raw)

    def read(self, size: int) -> bytes:
        try:
            part = self._file.read1(size)
        except (OSError, EOFError, zlib.error):
            self.is_broken, part = True, b""
        self._position += len(part)
        if self._position > self._most:  # nothing but to fill a machine
            self.is_broken, part = True, b""
        return part

    def tell(self) -> int:
        return self._position


def _page_in(record: Any) -> _Page | None:
    """The page that a record holds. Raises EOFError where the archive ends in it."""
    http = record.http_headers
    if record.rec_type == "response" and http is not None and http.get_statuscode() == "200":
        type_, coding = http.get_header("Content-Type"), (http.get_header("Content-Encoding") or "").strip().lower()
    elif record.rec_type == "resource":
        type_, coding = record.content_type, ""
    else:
        return None
    content = Message()
    content["Content-Type"] = type_ or ""
    if content.get_content_type() not in HTML:
        return None
    if coding in _CODINGS:  # which warcio 1.8.1 leaves as they are, or fails on where the package brotli is there
        record.http_headers.replace_header("Content-Encoding", "identity")
    raw, stream = b"", record.content_stream()
    while len(raw) <= _HEAVIEST_PAGE and (chunk := stream.read(_CHUNK)):
        raw += chunk
    if len(raw) <= _HEAVIEST_PAGE and getattr(record.raw_stream, "limit", 0) > 0:
        raise EOFError
    said = record.rec_headers.get_header
    captured = read_moment(re.sub(r"\D", "", said("WARC-Date") or ""))
    transport = Transport(content.get_content_charset(), said("WARC-Target-URI") or "", captured)
    return _Page(_uncoded(raw) if coding == "br" else raw, transport, coding)


def _uncoded(raw: bytes) -> bytes:
    """What brotli has compressed; the bytes themselves where they are not, or the package is not there."""
    try:
        brotli = import_module("brotli")
    except ImportError:
        return raw
    try:
        plain: bytes = brotli.Decompressor().process(raw, output_buffer_limit=_HEAVIEST_PAGE + 1)
    except brotli.error:
        return raw
    return plain


WARC = Kind("web archive", (".warc", ".warc.gz"), read_warc, holds_many=True)
