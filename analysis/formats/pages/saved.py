"""Bytes of a saved page → its tree, without what those who save, archive or print it write into it.

Where a page was and when it was captured is told beside it. That says nothing of when it was published; it is kept
apart, in UTC where its offset is stated. An archive's capture goes before the saving of what the archive shows.
"""

from __future__ import annotations

import logging
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, NamedTuple

from analysis.errors import UnreadableFile
from analysis.formats.dates import can_be_published
from analysis.formats.pages.markup import element_text
from analysis.formats.text import decode

# "<!-- saved from url=(0027)https://…" by browsers, "Page saved with SingleFile  url: https://…" by the extension.
_SAVED_FROM = re.compile(
    r"<!--\s{0,9}(?:saved from url=\(\d{1,5}\)|Page saved with SingleFile\s{1,9}url: )(https?://\S+)"
)
# "saved date: Wed Mar 12 2031 09:15:00 GMT+0100 (Central European Standard Time)", and Save Page WE's, which is alike.
_SAVED_ON = re.compile(r"Page saved with SingleFile\s[^<>]{0,4000}?saved date: ([^\n<>]{1,60})")
_SCRIPT_DATE = re.compile(r"\w{3} (\w{3}) (\d{1,2}) (\d{4}) ([\d:]{8}) GMT([+-]\d{4})")
_ARCHIVED_ON = re.compile(r"FILE ARCHIVED ON (\d\d:\d\d:\d\d) (\w{3} \d{1,2}, \d{4}) AND RETRIEVED FROM")
_CACHED_ON = re.compile(r"as it appeared on (\d{1,2} \w{3} \d{4} [\d:]{8}) GMT")
_HEAD, _LONGEST_ADDRESS = 20_000, 4000
# https://web.archive.org/web/20310312081500id_/https://valepost.example/depot; archive.today/2031.03.12-081500/https://…
_ARCHIVED = re.compile(
    r"(?:https?:)?//[\w.-]{1,60}/(?:\w{1,20}/)?(\d{4,14}|\d{4}\.\d\d\.\d\d-\d{6})(?:[a-z]{2}_)?/(https?:/{1,2}.+)"
)
_TOOLBAR = "//*[starts-with(@id, 'wm-ipp') or @id='donato']"
_CACHE = "//*[contains(@id, 'google-cache-hdr')] | //body/div[starts-with(normalize-space(), 'This is Google')]"
# archive.today states itself as the outlet, and its capture as the day of publication (article:published_time).
_KEPT_AT = "//link[@rel='bookmark']/@href"
_OWN = "//link[@rel='canonical']/@href | //meta[@property='og:url']/@content"
_OF_ARCHIVE = "//*[@id='HEADER'] | //head/meta[@property!='og:title' or @itemprop] | //head/link[@rel='canonical']"
# By Save Page WE, and by Firefox in its reader view.
_NOTED = "//meta[@name='savepage-url']/@content | //a[contains(@class, 'reader-domain')]/@href"
_MOMENT = re.compile(r"(?:D:)?(\d{14})(?:([+-])(\d\d)'?(\d\d))?")
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
    return _without_marks(tree, html, said)


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


def _without_marks(tree: Any, html: str, said: Transport) -> Page:
    """A page without the marks of who archived it, and what these tell."""
    saved = _SAVED_FROM.search(html[:_HEAD])
    stated = [said.address, saved and saved[1], *tree.xpath(_NOTED)]
    kept_at = next((href for href in tree.xpath(_KEPT_AT) if _ARCHIVED.fullmatch(href)), None)
    headers = tree.xpath(_CACHE)
    captures = [
        *map(captured_in, [*stated, kept_at, *tree.xpath(_OWN)]),
        *(read_mail_date(f"{m[2]} {m[1]}") for m in [_ARCHIVED_ON.search(html)] if m),
        *(read_mail_date(m[1]) for header in headers if (m := _CACHED_ON.search(element_text(header) or ""))),
        *(_by_script(m[1]) for m in [_SAVED_ON.search(html[:_HEAD])] if m),
        *map(_by_script, tree.xpath("//meta[@name='savepage-date']/@content")),
        said.captured,
    ]
    cached = [href for header in headers for href in header.xpath(".//a/@href")]
    for mark in [*tree.xpath(_TOOLBAR), *headers, *(tree.xpath(_OF_ARCHIVE) if kept_at else ())]:
        if mark.getparent() is not None:
            mark.drop_tree()
    where = own_address(kept_at) or next((a for a in map(own_address, [*stated, *cached]) if a), None)
    return Page(tree, where, next((moment for moment in captures if moment), None))


def own_address(address: str | None) -> str | None:
    """The address of the page itself: without an archive's in front; None where it is no web address."""
    bare = (address or "").strip()[:_LONGEST_ADDRESS]
    while archived := _ARCHIVED.fullmatch(bare):
        bare = re.sub(r"^(https?):/{1,2}", r"\1://", archived[2])
    return bare if bare.startswith(("http://", "https://")) else None


def captured_in(address: str | None) -> datetime | None:
    """When an archive captured what it shows at this address; None where the address asks for the nearest capture."""
    archived = _ARCHIVED.fullmatch((address or "").strip()[:_LONGEST_ADDRESS])
    return read_moment(re.sub(r"\D", "", archived[1])) if archived else None


def read_moment(stated: str | None) -> datetime | None:
    """A moment of 14 digits with, in PDF, its offset: "20310312081500", "D:20310312091500+01'00'"."""
    found = _MOMENT.match(stated or "")
    if found is None:
        return None
    offset = f"{found[2]}{found[3]}{found[4]}" if found[2] else "+0000"
    try:
        return _in_utc(datetime.strptime(f"{found[1]} {offset}", "%Y%m%d%H%M%S %z"))
    except ValueError:
        return None


def read_mail_date(day: str) -> datetime | None:
    """A moment as mails and archives write it: "12 Mar 2031 08:15:00 +0100"; None where it is none."""
    try:
        return _in_utc(parsedate_to_datetime(day))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _by_script(stated: str) -> datetime | None:
    """A moment as JavaScript writes it."""
    found = _SCRIPT_DATE.match(stated)
    return read_mail_date(f"{found[2]} {found[1]} {found[3]} {found[4]} {found[5]}") if found else None


def _in_utc(moment: datetime) -> datetime | None:
    """A moment in UTC where its offset is known, without it; None where nothing can have been captured then."""
    try:
        bare = moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
    except (ValueError, OverflowError):
        return None
    return bare if can_be_published(bare) else None
