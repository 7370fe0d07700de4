"""Bytes of a saved page → its tree, and what whoever saved it wrote beside it."""

from __future__ import annotations

import logging
import re
from datetime import datetime
from typing import Any, NamedTuple

from analysis.errors import UnreadableFile
from analysis.formats.pages.saving import take_off_marks
from analysis.formats.text import decode

# libxml2 holds each attribute of a tag against all before it: 40,000 of them take 15 seconds, and no page needs them.
# A value in quotation marks may hold ">". What is matched is never given back, so that no tag is read twice.
_VALUE = re.compile(r"""=\s*+(?:"[^"]*+"|'[^']*+')""")
_TAG = re.compile(rf"(<[a-zA-Z][\w:-]*+)[\s/](?:[^>=]++|{_VALUE.pattern}|=)*+>?")
_LONG_TAG, _MOST_ATTRIBUTES = 8000, 1000
_DECLARED = re.compile(rb"""<meta[^>]{1,200}charset\s?=\s?["']?([\w-]{3,20})""", re.IGNORECASE)
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


class Transport(NamedTuple):
    """What whoever brings a page says of it: its charset, which no declaration of its own changes; where it was;
    when it was captured."""

    charset: str | None = None
    address: str | None = None
    captured: datetime | None = None


UNKNOWN = Transport()


class Page(NamedTuple):
    """A parsed page (an lxml tree), the address that it was saved from and when it was captured, where that is told."""

    tree: Any
    address: str | None
    captured: datetime | None


def parse_page(raw: bytes, path: str, said: Transport = UNKNOWN) -> Page:
    """The page in ``raw``. Raises UnreadableFile where there is no text or no page."""
    from trafilatura import load_html  # loads slowly, and only pages need it

    html = decode_page(raw, path, said.charset)
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    tree = load_html(html)
    if tree is None:
        raise UnreadableFile(path, "The file is not an HTML page.", "Save the page again, or its text as a .txt file.")
    return Page(tree, *take_off_marks(tree, html, said.address, said.captured))


def decode_page(raw: bytes, path: str, charset: str | None = None) -> str:
    """The markup of a page in ``raw``, without what parsers stumble over. Raises UnreadableFile where it is no text."""
    declared = _DECLARED.search(raw[:4096])
    text = decode(raw, path, prefer=charset or (declared[1].decode("ascii") if declared else None))
    return _with_few_attributes(_CONTROLS.sub(" ", text))


def _with_few_attributes(html: str) -> str:
    """The page without the attributes of tags that have more of them than libxml2 can bear."""
    kept, end = [], 0
    for tag in _TAG.finditer(html):
        if len(tag[0]) >= _LONG_TAG and len(_VALUE.sub(" ", tag[0]).replace("/", " ").split()) > _MOST_ATTRIBUTES:
            kept += [html[end : tag.end(1)], ">"]
            end = tag.end()
    return "".join([*kept, html[end:]])
