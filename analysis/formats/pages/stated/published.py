"""The day of publication that a page states, and nothing that only looks like one.

What is stated is tried in the order of what it claims: JSON-LD, meta tags, microdata, time stamps that say "published",
time stamps at the head of the article, the article's own address. A day of a change, of a comment, of a related page,
a ticker or a masthead is not the article's. Where a page contradicts itself on one level, the day is missing. 3/4/2031
is read as the page's language writes it, and not at all where that is not told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from analysis.formats.dates import LONGEST_STAMP, Order, read_date
from analysis.formats.pages.markup import element_text, page_words
from analysis.formats.pages.stated.linked import Node, texts_of
from analysis.formats.pages.stated.stamps import Surroundings

# Names of meta tags (name, property, itemprop), lower case, the surest first; the last are also used for other days.
_SURE = (
    "article:published_time", "article:published", "og:published_time", "og:article:published_time", "datepublished",
    "publishdate", "publish_date", "publish-date", "published_at", "pubdate", "publication_date", "parsely-pub-date",
    "dc.date.issued", "dcterms.issued", "citation_publication_date",
)  # fmt: skip
_VAGUE = ("dcterms.created", "dc.date.created", "sailthru.date", "dcterms.date", "dc.date", "date")
_MICRODATA = (
    "//*[@itemprop='datePublished' or @pubdate or @property='datePublished' or @property='schema:datePublished']"
)
_IN_ADDRESS = re.compile(r"https?://[^/?#]+/(?:[^?#]*/)?((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?:[/-]|$)")
_UTC = re.compile(r"(?:Z|[+-]00:?00)$")
_FARTHEST = timedelta(hours=26)  # of UTC and a day anywhere, where it is shown without its time


def day_order(locales: Iterable[str | None]) -> Order:
    """How a page of these locales (its own first) writes 3/4/2031; None where no region or language tells it."""
    for locale in locales:
        tag = (locale or "").replace("_", "-").lower()
        if tag in page_words("month_first"):
            return "month first"
        if re.fullmatch(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*", tag) and tag not in page_words("order_not_told"):
            return "day first"
    return None


def find_published(
    tree: Any,
    around: Surroundings,
    *,
    meta: Mapping[str, Sequence[str]],
    articles: Sequence[Node],
    address: str | None,
    order: Order,
) -> tuple[datetime | None, str | None]:
    """The day of publication, and the time stamp that shows it on the page; both None where no day can be told."""
    stamps = list(around.stamps())
    marked = [e for e in tree.xpath(_MICRODATA) if not around.is_others(e)]
    for values in (
        [value for article in articles for value in texts_of(article.get("datePublished"))],
        *(meta.get(name, ()) for name in _SURE),
        [e.get("datetime") or e.get("content") or element_text(e, at_most=LONGEST_STAMP) or "" for e in marked],
        [stamp.value for stamp in stamps if stamp.says == "published"],
        [stamp.value for stamp in stamps if stamp.says is None and stamp.at_head],
        *(meta.get(name, ()) for name in _VAGUE),
        [f"{m[1]}-{m[2]}-{m[3]}"] if address and (m := _IN_ADDRESS.match(address)) else [],
    ):
        stated = (value for value in values if len(value) <= LONGEST_STAMP)
        if days := [(value, day) for value in stated if (day := read_date(value, order))]:
            day = _agreed(days)
            shown = next((s.text for s in stamps if s.at_head and s.says != "changed" and s.text), None)
            in_utc = any(_UTC.search(value.strip()) and read_date(value, order) == day for value, _ in days)
            return (_local(day, read_date(shown, order)) if in_utc else day, shown) if day else (None, None)
    return None, None


def _local(moment: datetime, shown: datetime | None) -> datetime:
    """A moment of UTC in the outlet's own time, where the page shows that."""
    if shown is None or shown.date() == moment.date() or abs(shown - moment) > _FARTHEST:
        return moment
    return shown


def _agreed(days: Sequence[tuple[str, datetime]]) -> datetime | None:
    """The one day that all state, in the outlet's own time where one states that; None where they differ."""
    instants = {_instant(value) for value, _ in days}
    if len({day.date() for _, day in days}) > 1 and (None in instants or len(instants) > 1):
        return None
    local = (day for value, day in days if not _UTC.search(value.strip()))
    return next(local, days[0][1])


def _instant(value: str) -> datetime | None:
    try:
        stated = datetime.fromisoformat(value.strip())
    except ValueError:
        return None
    return stated if stated.tzinfo else None
