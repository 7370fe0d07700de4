"""The day of publication that a page states, and nothing that only looks like one.

What is stated is tried in the order of what it claims: JSON-LD, meta tags, microdata, time stamps that say "published",
time stamps at the head of the article, the article's own address. A day of a change, of a comment, of a related page,
a ticker or a masthead is not the article's. Where a page contradicts itself on one level, the day is missing. 3/4/2031
is read as the page's language writes it, and not at all where that is not told.

An article's own stamp stands at its head: between the headline and the second paragraph of prose, or right above the
headline. What stands in a box of its own (a comment, a related page, a ticker, a masthead) is of something else; what
stands further down may only be the article's where it says "published".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any, Literal

from analysis.formats.dates import LONGEST_STAMP, Order, is_time_stamp, read_date
from analysis.formats.pages.markup import element_text, marks_of, meta_names, page_words, seen
from analysis.formats.pages.stated.linked import Node, texts_of

_MICRODATA = (
    "//*[@itemprop='datePublished' or @pubdate or @property='datePublished' or @property='schema:datePublished']"
)
_IN_ADDRESS = re.compile(r"https?://[^/?#]+/(?:[^?#]*/)?((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?:[/-]|$)")
_UTC = re.compile(r"(?:Z|[+-]00:?00)$")
_FARTHEST = timedelta(hours=26)  # of UTC and a day anywhere, where it is shown without its time
Says = Literal["published", "changed"]
_SHOWING = frozenset({"span", "p", "div", "small", "em", "i", "b", "strong", "font", "li", "dd", "td", "cite", "abbr"})
_CHANGE = re.compile(
    r"[\s|·•,;/(–—-]*\b(?:last )?(?:updated?|modified|changed|corrected)\b.*$", re.IGNORECASE | re.DOTALL
)
# "Ana Bell · March 5, 2031 · 2 min"; "Submitted by Ana Bell on Wed, 03/05/2031 - 09:00", as Drupal has it.
_PARTS = re.compile(r" [|·•] ")
_POSTED_BY = re.compile(r"^(?:submitted|posted|published|written) by .{1,60}? on ", re.IGNORECASE)
_OTHER_TYPE = re.compile(r"(?:Article|Posting|Comment|Event)$")
_PROSE = 15  # words of a paragraph
_N_PROSE = 2
_YEAR = re.compile(r"\d{4}")
_WORD = re.compile(r"[^\W\d_]+")
_LABEL_WORDS, _LABEL_LEVELS, _LABEL = 4, 3, 200
# An element that holds the headline so many levels below may hold its stamp above it.
_LEVELS_ABOVE = 2


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
        *(meta.get(name, ()) for name in meta_names("published")),
        [e.get("datetime") or e.get("content") or element_text(e, at_most=LONGEST_STAMP) or "" for e in marked],
        [stamp.value for stamp in stamps if stamp.says == "published"],
        [stamp.value for stamp in stamps if stamp.says is None and stamp.at_head],
        *(meta.get(name, ()) for name in meta_names("dated")),
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


# -------------------------------------------------------------------------------------------------- stamps it shows


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time stamp: ``value`` to be read, ``text`` as shown; what it ``says`` of itself; whether it is the head's."""

    value: str
    text: str | None
    says: Says | None
    at_head: bool


class Surroundings:
    """An article's headline among the elements of its page; ``heading`` is None where there is none."""

    def __init__(self, tree: Any, heading: Any) -> None:
        body = next(iter(tree.xpath("//body")), tree)
        self._elements = list(body.iter("*"))
        self._heading = heading
        self._around = [] if heading is None else list(heading.iterancestors())
        close = (a for a in self._around[:_LEVELS_ABOVE] if a.tag not in ("body", "html"))
        self._above = [a for a in close if next(a.iter("nav"), None) is None]
        self._is_alone = len(tree.xpath("//article")) <= 1

    def stamps(self) -> Iterator[Stamp]:
        """The page's stamps that may be of its article, in order."""
        above, n_prose = self._heading is not None, 0
        for element in self._elements:
            if element is self._heading:
                above = False
            elif not above and n_prose < _N_PROSE:
                n_prose += _is_prose(element)
            found = _stamp_in(element)
            if found is None or self.is_others(element):
                continue
            value, text = found
            at_head = n_prose < _N_PROSE if not above else any(a in self._above for a in element.iterancestors())
            yield Stamp(value, text, self._says(element, text), at_head)

    def is_others(self, element: Any, *, linked: bool = False) -> bool:
        """Whether an element stands in a box that is not the article's; ``linked``: it may be part of a link."""
        for box in (element, *element.iterancestors()):
            if box in self._around or box is self._heading or box.tag in ("body", "html"):
                return False
            inside = next(box.iterancestors("article"), None) is not None
            if (
                box.tag in ("aside", "nav", "form")
                or (box.tag == "article" and (self._heading is not None or not self._is_alone))
                or (box.tag in ("header", "footer") and not inside)
                or (box.tag == "a" and not linked and element_text(box, at_most=LONGEST_STAMP) != element_text(element))
                or not page_words("other_dates").isdisjoint(marks_of(box))
                or (_OTHER_TYPE.search(box.get("itemtype") or "") and self._heading is not None)
            ):
                return True
        return False

    def _says(self, element: Any, text: str | None) -> Says | None:
        """What stands in a stamp's text, in front of it, on its element, or on one that holds it and little else."""
        own = _label(_WORD.findall((text or "").lower())[:_LABEL_WORDS])
        said = own or _label(reversed(_words_before(element)))
        holders = [a for a in element.iterancestors() if a not in self._around and a.tag not in ("article", "body")]
        return said or next((says for e in [element, *holders[:2]] if (says := _label(marks_of(e)))), None)


def _is_prose(element: Any) -> bool:
    own = " ".join([element.text or "", *(child.tail or "" for child in element)])
    text = "".join(element.itertext()) if element.tag == "p" else own
    return len(text.split()) >= _PROSE


def _stamp_in(element: Any) -> tuple[str, str | None] | None:
    """The value of a stamp, and its text where it reads as one."""
    if element.tag == "time":
        text = element_text(element, at_most=LONGEST_STAMP)
        value = element.get("datetime") or element.get("content") or text
        return (value, text if text and is_time_stamp(text) else None) if value else None
    if (
        element.tag not in _SHOWING
        or len(element) > 4
        or not any(_YEAR.search(t) for t in islice(element.itertext(), 9))
        or next(element.iter("time"), None) is not None
    ):
        return None
    text = element_text(element, at_most=LONGEST_STAMP)
    bare = _CHANGE.sub("", text) if text else None
    shown = bare or text
    if shown and (is_time_stamp(shown) or _is_foreign_stamp(shown)):
        return shown, shown
    lines = (seen(line) for line in (element.text, *(br.tail for br in element.iterchildren("br"))) if line)
    parts = (_POSTED_BY.sub("", part) for part in _PARTS.split(shown or ""))
    line = next((p for p in (*lines, *parts) if _YEAR.search(p) and (is_time_stamp(p) or _is_foreign_stamp(p))), None)
    return (line, line) if line else None


def _is_foreign_stamp(text: str) -> bool:
    """Whether a text is a date with what stands beside one in its language: "Veröffentlicht am 5. März 2031, 6 Uhr"."""
    if read_date(text, "day first") is None:  # 3/4/2031 is a stamp, whatever it means
        return False
    beside = frozenset[str]().union(*map(page_words, ("published", "changed", "beside_dates")))
    return sum(word not in beside for word in _WORD.findall(text.lower())) <= 1  # the month


def _words_before(element: Any) -> list[str]:
    """The last words in front of an element, up to another stamp, within the boxes that hold little else."""
    for _ in range(_LABEL_LEVELS):
        parent = element.getparent()
        if parent is None:
            return []
        text = ""
        for sibling in element.itersiblings(preceding=True):
            text = (sibling.tail or "") + text
            if sibling.tag == "time" or len(text) > _LABEL:
                break
            if isinstance(sibling.tag, str):
                text = f"{element_text(sibling, at_most=_LABEL) or '. . . .'} {text}"
        else:
            text = f"{parent.text or ''} {text}"
        if text.strip(" \t\r\n|·•:-–—/"):
            return _WORD.findall(text[-_LABEL:].lower())[-_LABEL_WORDS:]
        element = parent
    return []


def _label(words: Iterable[str]) -> Says | None:
    """What the nearest of some words says; of marks, which have no order, "published" holds."""
    if isinstance(words, set):
        words = sorted(words, key=lambda word: word not in page_words("published"))
    for word in words:
        if word in page_words("published"):
            return "published"
        if word in page_words("changed"):
            return "changed"
    return None
