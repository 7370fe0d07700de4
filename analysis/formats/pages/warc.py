"""A web archive (.warc, .warc.gz; ISO 28500) → the articles of the pages that crawlers and archives kept in it.

A page is a response of status 200 that is HTML, or a resource that is. Each is read once for its address and content;
what only says that a page had not changed (revisit) is none. When it was captured is not the day of publication.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from contextlib import redirect_stderr
from dataclasses import dataclass, replace
from datetime import datetime
from email.message import Message
from gzip import GzipFile
from hashlib import sha256
from importlib import import_module
from io import BytesIO, StringIO
from typing import Any

from analysis.errors import UnreadableFile
from analysis.formats.pages.mhtml import HTML
from analysis.formats.pages.paywalls import tell_cut
from analysis.formats.pages.saving import read_moment
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
    "without article": (
        "hold no article",
        "Nothing, where these are lists and front pages; else save them on their own.",
    ),
    "coded": (
        "are compressed (br or zstd) and could not be read",
        "For br, install what undoes it: pip install 'brotli>=1.2'.",
    ),
    "too large": ("are larger than any article", "Save what matters of them on its own."),
}


@dataclass(frozen=True, slots=True)
class _Page:
    """A page of the archive: where it was and when, its bytes as its server meant them, and how they are written."""

    address: str
    captured: datetime | None
    raw: bytes
    charset: str | None
    coding: str


class _BrokenArchive(Exception):
    """The archive cannot be read on."""


def read_warc(source: Source) -> Records:
    """The articles of an archive, each with the position of its page. Raises UnreadableFile where there is none."""
    harvest = _Harvest(source.name)
    broken = False
    try:
        for page in _pages(source):
            harvest.take(page)
    except _BrokenArchive:
        broken = True
    if not harvest.records:
        what = "cannot be read as WARC" if broken else f"holds {harvest.n_pages} HTML pages, and no article"
        remedy = "Check that it is whole, and that the crawl kept the pages themselves."
        raise UnreadableFile(source.name, f"The archive {what}.", remedy)
    return Records(tuple(harvest.records), tuple(harvest.problems(broken=broken)))


class _Harvest:
    """The articles of an archive while it is read, and how many of its pages are none, for what reason."""

    def __init__(self, name: str) -> None:
        self.records: list[Record] = []
        self.n_pages = 0
        self._name = name
        self._seen: set[tuple[str, bytes]] = set()
        self._left_out: dict[str, list[str]] = {}

    def take(self, page: _Page) -> None:
        if not self._is_new(page.address, page.raw):
            return
        self.n_pages += 1
        if len(page.raw) > _HEAVIEST_PAGE:
            self._left_out.setdefault("too large", []).append(page.address)
            return
        try:
            records = read_webpage(
                page.raw, self._name, charset=page.charset, address=page.address, captured=page.captured
            )
        except UnreadableFile:
            is_coded = page.coding in _CODINGS and (b"\0" in page.raw or b"<" not in page.raw)
            why = "coded" if is_coded else "without article"
            self._left_out.setdefault(why, []).append(page.address)
            return
        for record in records:
            if self._is_new(record.url or "", record.text.encode("utf-8", "replace")):  # captured again
                number = str(self.n_pages)
                number = number if record.id is None else f"{number}-{record.id}"
                self.records.append(replace(record, id=number, line=self.n_pages))

    def problems(self, *, broken: bool) -> Iterator[Problem]:
        yield from tell_cut(self.records, self._name)
        for why, addresses in self._left_out.items():
            what, remedy = _LEFT_OUT[why]
            counted = f"{len(addresses)} of its {self.n_pages} pages {what}, the first {addresses[0]}."
            yield Problem(self._name, None, counted, remedy)
        if broken:
            cut = f"The archive is broken behind its page {self.n_pages}."
            yield Problem(self._name, None, cut, "Fetch it again; what stands before is read.")

    def _is_new(self, address: str, content: bytes) -> bool:
        key = (address, sha256(content).digest())
        known = key in self._seen
        self._seen.add(key)
        return not known


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
    address, charset = record.rec_headers.get_header("WARC-Target-URI") or "", content.get_content_charset()
    captured = read_moment(re.sub(r"\D", "", record.rec_headers.get_header("WARC-Date") or ""))
    return _Page(address, captured, _uncoded(raw) if coding == "br" else raw, charset, coding)


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
