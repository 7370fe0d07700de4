"""A live page whose entries are of several days → a page for each day: an entry's "Tuesday" is the one before it.

Only pages that call themselves live are divided (schema.org's ``LiveBlogPosting``, "live" in the headline). An entry
is an element with one dated ``time`` and prose; those of one page lie side by side.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from copy import deepcopy
from datetime import date, datetime
from typing import Any, NamedTuple

from analysis.formats.dates import can_be_published, read_date
from analysis.formats.pages.blocks import blocks_of, is_prose
from analysis.formats.pages.markup import marks_around, page_words
from analysis.formats.pages.stated.linked import as_list, linked_nodes

_LIVE = re.compile(r"\blive\b|\bas it happened\b", re.IGNORECASE)
_FEWEST = 3


class LiveDay(NamedTuple):
    """What a live page says on one day: a tree of its own, and when the day's first entry was written."""

    tree: Any
    begins: datetime


def days_of(tree: Any, heading: Any, titles: Sequence[str]) -> list[LiveDay]:
    """The days of a live page, the first first; none where it is not live, or all of one day.

    What stands outside the entries (a summary, key points) is of the last day.
    """
    entries = _entries(tree) if _is_live(tree, titles) else {}
    by_day: defaultdict[date, list[Any]] = defaultdict(list)
    for entry, written in entries.items():
        by_day[written.date()].append(entry)
    if len(by_day) < 2:
        return []
    *earlier, last = sorted(by_day)
    trees = {day: _excerpt(tree, heading, by_day[day]) for day in earlier} | {last: tree}
    for entry in (entry for day in earlier for entry in by_day[day]):
        entry.drop_tree()
    return [LiveDay(part, min(entries[entry] for entry in by_day[day])) for day, part in trees.items()]


def _is_live(tree: Any, titles: Sequence[str]) -> bool:
    kinds = [kind for node in linked_nodes(tree) for kind in as_list(node.get("@type"))]
    kinds += tree.xpath("//@itemtype")
    return any(str(kind).endswith("LiveBlogPosting") for kind in kinds) or any(_LIVE.search(t) for t in titles)


def _entries(tree: Any) -> dict[Any, datetime]:
    """The entries, each with its time: elements of one parent, each with one dated ``time`` and prose."""
    times = {
        t: day for t in tree.xpath("//body//time") if (day := read_date(t.get("datetime"))) and can_be_published(day)
    }
    held = Counter(ancestor for time in times for ancestor in time.iterancestors())
    entries = {_widest_alone(time, held): day for time, day in times.items()}
    parents = Counter(entry.getparent() for entry in entries if any(is_prose(b) for b in blocks_of(entry)))
    parent, n = next(iter(parents.most_common(1)), (None, 0))
    if parent is None or n < _FEWEST or not page_words("comments").isdisjoint(marks_around(parent)):
        return {}
    return {entry: day for entry, day in entries.items() if entry.getparent() is parent}


def _widest_alone(time: Any, held: Counter[Any]) -> Any:
    """The outermost element that holds this ``time`` and no other."""
    element = time
    while (parent := element.getparent()) is not None and held[parent] == 1:
        element = parent
    return element


def _excerpt(tree: Any, heading: Any, entries: Sequence[Any]) -> Any:
    """A page of the headline and some entries alone."""
    from lxml.html.builder import E

    parts = [deepcopy(part) for part in (*([] if heading is None else [heading]), *entries)]
    return E.html(E.body(E.article(*parts)), lang=tree.get("lang") or "")
