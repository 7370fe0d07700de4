"""Writes invented pages in the forms in which people and crawlers keep them; none of it is read by our own code."""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from quopri import encodestring


@dataclass(frozen=True)
class Written:
    """An invented article as it is written to a file."""

    number: int
    day: date
    outlet: str = "The Vale Post"

    @property
    def title(self) -> str:
        return f"Rockets hit depot {self.number} in Harrow"

    @property
    def address(self) -> str:
        return f"https://valepost.example/depot-{self.number}"

    @property
    def sentences(self) -> list[str]:
        return [
            f"Rockets struck the café at depot {self.number} in Harrow before dawn on Tuesday, killing two guards.",
            f"The governor said that crews had needed nine hours to put out the fire at depot {self.number}.",
            f"Residents of quarter {self.number} spent the night in a school that the town had opened as a shelter.",
        ]

    def html(self, charset: str | None = None) -> str:
        declared = f'<meta charset="{charset}">' if charset else ""
        declared += f"<title>{self.title} | {self.outlet}</title>"
        head = f'{declared}<meta property="og:site_name" content="{self.outlet}">'
        published = f'<meta property="article:published_time" content="{self.day}">'
        prose = "".join(f"<p>{sentence}</p>" for sentence in self.sentences)
        nav = '<nav><a href="/">Home</a> <a href="/world">World</a></nav>'
        body = f"{nav}<article><h1>{self.title}</h1>{prose}</article><footer>© {self.outlet}</footer>"
        return f'<!doctype html><html lang="en"><head>{head}{published}</head><body>{body}</body></html>'


def mhtml(
    article: Written,
    *,
    main: str = "",
    frames: Sequence[str] = (),
    coding: str = "quoted-printable",
    frame_first: bool = False,
) -> bytes:
    """A page with its frames as Chromium writes it: no charset, addresses of the parts, the day of saving in Date."""
    parts = [(article.address, main or article.html())]
    parts += [(f"cid:frame-{i}@mhtml.blink", html) for i, html in enumerate(frames)]
    boundary = "----MultipartBoundary--8f2c----"
    head = f"""From: <Saved by Blink>
Snapshot-Content-Location: {article.address}
Subject: =?utf-8?Q?Saved=20page?=
Date: Wed, 9 Apr 2031 10:00:00 +0000
MIME-Version: 1.0
Content-Type: multipart/related;
\ttype="text/html";
\tboundary="{boundary}"

"""
    body = b""
    for address, html in reversed(parts) if frame_first else parts:
        named = f"--{boundary}\nContent-Type: text/html\nContent-Transfer-Encoding: {coding}\n"
        named += f"Content-Location: {address}\n\n"
        coded = encodestring(html.encode()) if coding == "quoted-printable" else html.encode()
        body += named.encode() + coded + b"\n"
    picture = (
        f"--{boundary}\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n--{boundary}--\n"
    )
    return (head.encode() + body + picture.encode()).replace(b"\n", b"\r\n")


@dataclass(frozen=True)
class Capture:
    """A record of a web archive."""

    address: str
    body: bytes
    type: str = "response"
    status: str = "200 OK"
    content: str = "text/html; charset=utf-8"
    coding: str = ""
    chunked: bool = False

    @property
    def block(self) -> bytes:
        """The record's content: what the server sent."""
        body = gzip.compress(self.body) if self.coding == "gzip" else self.body
        if self.type == "resource":
            return body
        body = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body) if self.chunked else body
        coding = f"Content-Encoding: {self.coding}\r\n" if self.coding else ""
        transfer = "Transfer-Encoding: chunked\r\n" if self.chunked else ""
        head = f"HTTP/1.1 {self.status}\r\nContent-Type: {self.content}\r\n{coding}{transfer}\r\n"
        return head.encode() + (b"" if self.type == "revisit" else body)


def warc(captures: Sequence[Capture], *, compressed: bool = True) -> bytes:
    """A web archive as crawlers write it, captured on 9 April 2031; compressed record by record."""
    records = [_warc_record("warcinfo", "", "application/warc-fields", b"software: invented\r\n")]
    for capture in captures:
        type_ = capture.content if capture.type == "resource" else "application/http; msgtype=response"
        records.append(_warc_record(capture.type, capture.address, type_, capture.block))
    return b"".join(gzip.compress(record) if compressed else record for record in records)


def _warc_record(type_: str, address: str, content: str, block: bytes) -> bytes:
    target = f"WARC-Target-URI: {address}\r\n" if address else ""
    head = f"WARC/1.0\r\nWARC-Type: {type_}\r\n{target}WARC-Date: 2031-04-09T10:00:00Z\r\nContent-Type: {content}\r\n"
    return f"{head}Content-Length: {len(block)}\r\n\r\n".encode() + block + b"\r\n\r\n"
