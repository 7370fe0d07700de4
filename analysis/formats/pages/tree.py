"""Bytes of a saved page → its tree, and the address that whoever saved it wrote beside it.

Archives and browsers leave their own marks in what they save: a toolbar, an address that stands before the page's own,
a comment that says where the page was. All of them come off here; when a page was captured says nothing of when it was
published, and is not read.
"""

from __future__ import annotations

import logging
import re
from typing import Any, NamedTuple

from analysis.errors import UnreadableFile
from analysis.formats.text import decode

# libxml2 holds each attribute of a tag against all before it: 40,000 of them take 15 seconds, and no page needs them.
# A value in quotation marks may hold ">". What is matched is never given back, so that no tag is read twice.
_VALUE = re.compile(r"""=\s*+(?:"[^"]*+"|'[^']*+')""")
_TAG = re.compile(rf"(<[a-zA-Z][\w:-]*+)[\s/](?:[^>=]++|{_VALUE.pattern}|=)*+>?")
_LONG_TAG, _MOST_ATTRIBUTES = 8000, 1000
_DECLARED = re.compile(rb"""<meta[^>]{1,200}charset\s?=\s?["']?([\w-]{3,20})""", re.IGNORECASE)
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
# "<!-- saved from url=(0027)https://…" by browsers, "Page saved with SingleFile  url: https://…" by the extension.
_SAVED_FROM = re.compile(
    r"<!--\s{0,9}(?:saved from url=\(\d{1,5}\)|Page saved with SingleFile\s{1,9}url: )(https?://\S+)"
)
_HEAD, _LONGEST_ADDRESS = 20_000, 4000
# https://web.archive.org/web/20310312081500id_/https://valepost.example/depot
_ARCHIVED = re.compile(r"(?:https?:)?//[\w.-]{1,60}/(?:\w{1,20}/)?\d{4,14}(?:[a-z]{2}_)?/(https?:/{1,2}.+)")
_TOOLBAR = "//*[starts-with(@id, 'wm-ipp') or @id='donato']"


class Page(NamedTuple):
    """A parsed page (an lxml tree), and the address that it was saved from, where that is told."""

    tree: Any
    address: str | None


def parse_page(raw: bytes, path: str, *, charset: str | None = None, address: str | None = None) -> Page:
    """The page in ``raw``; ``charset`` is what its transport said, which the page's own declaration does not change;
    ``address`` is where it says that the page was.

    Raises UnreadableFile where there is no text or no page.
    """
    from trafilatura import load_html  # loads slowly, and only pages need it

    declared = _DECLARED.search(raw[:4096])
    html = decode(raw, path, prefer=charset or (declared[1].decode("ascii") if declared else None))
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    tree = load_html(_with_few_attributes(_CONTROLS.sub(" ", html)))
    if tree is None:
        raise UnreadableFile(path, "The file is not an HTML page.", "Save the page again, or its text as a .txt file.")
    for toolbar in tree.xpath(_TOOLBAR):
        toolbar.getparent().remove(toolbar)
    saved = _SAVED_FROM.search(html[:_HEAD])
    noted = tree.xpath("//meta[@name='savepage-url']/@content")
    return Page(tree, own_address(address or (saved[1] if saved else next(iter(noted), None))))


def own_address(address: str | None) -> str | None:
    """The address of the page itself: without an archive's in front; None where it is no web address."""
    bare = (address or "").strip()[:_LONGEST_ADDRESS]
    while archived := _ARCHIVED.fullmatch(bare):
        bare = re.sub(r"^(https?):/{1,2}", r"\1://", archived[1])
    return bare if bare.startswith(("http://", "https://")) else None


def _with_few_attributes(html: str) -> str:
    """The page without the attributes of tags that have more of them than libxml2 can bear."""
    kept, end = [], 0
    for tag in _TAG.finditer(html):
        if tag.end() - tag.start() < _LONG_TAG or _n_attributes(tag[0]) <= _MOST_ATTRIBUTES:
            continue
        kept += [html[end : tag.end(1)], ">"]
        end = tag.end()
    return "".join([*kept, html[end:]])


def _n_attributes(tag: str) -> int:
    return len(_VALUE.sub(" ", tag).replace("/", " ").split())
