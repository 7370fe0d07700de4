"""Where shared wording comes from, as far as it can be known.

In this order: one of the two credits the other's outlet and does not precede it; both credit the same third outlet,
whose own article is named if it is in the corpus and shares wording with both, else it is a common wire; one has a
substantial part of its words from the other, which was published on an earlier day; on the same day or without dates,
one consists mostly of the other's words, which has much else. Otherwise nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

COMMON_WIRE = "common wire"
SUBSTANTIAL = 0.3  # share borrowed from which an earlier date decides
MOSTLY = 0.5  # share borrowed from which direction decides without dates ...
LOPSIDED = 2.0  # ... if it is so many times the share of the other


@dataclass(frozen=True, slots=True)
class Source:
    """What is known of an article that may be a source or a borrower."""

    article_id: str
    outlet: str | None
    published: datetime | None
    cited: frozenset[str]


def find_origin(
    a: Source,
    b: Source,
    containment_a: float,
    containment_b: float,
    *,
    sharing: Mapping[str, Collection[str]],
    by_outlet: Mapping[str, Collection[str]],
) -> str | None:
    """The article_id of the likely source, "common wire", or None.

    ``sharing`` maps an article to those it shares wording with, ``by_outlet`` an outlet's key to its articles.
    """
    credited = [x.article_id for x, y in ((a, b), (b, a)) if _credits(y, x) and not _precedes(y, x)]
    if len(credited) == 1:
        return credited[0]
    if not credited and (third := _third(a, b, sharing, by_outlet)):
        return third
    return _by_date(a, b, max(containment_a, containment_b)) or _by_direction(a, b, containment_a, containment_b)


def outlet_key(name: str) -> str:
    """An outlet's name for comparison: no article, no brackets, letters and digits only."""
    plain = re.sub(r"\s*\([^)]*\)", "", name).lower()
    return re.sub(r"[^\w]|_", "", re.sub(r"^the\s", "", plain))


def _credits(borrower: Source, source: Source) -> bool:
    return source.outlet is not None and outlet_key(source.outlet) in {outlet_key(c) for c in borrower.cited}


def _precedes(x: Source, y: Source) -> bool:
    """Whether x was published on an earlier day than y."""
    return x.published is not None and y.published is not None and x.published.date() < y.published.date()


def _third(
    a: Source, b: Source, sharing: Mapping[str, Collection[str]], by_outlet: Mapping[str, Collection[str]]
) -> str | None:
    own = {outlet_key(s.outlet) for s in (a, b) if s.outlet}
    common = sorted({outlet_key(c) for c in a.cited} & {outlet_key(c) for c in b.cited} - own)
    if not common:
        return None
    held = {i for key in common for i in by_outlet.get(key, ())}
    both = sorted(held & set(sharing.get(a.article_id, ())) & set(sharing.get(b.article_id, ())))
    return both[0] if both else COMMON_WIRE


def _by_date(a: Source, b: Source, containment: float) -> str | None:
    if containment < SUBSTANTIAL:
        return None
    if _precedes(a, b):
        return a.article_id
    return b.article_id if _precedes(b, a) else None


def _by_direction(a: Source, b: Source, containment_a: float, containment_b: float) -> str | None:
    """The borrower is the one that consists mostly of the other's words; its source is the other."""
    if _precedes(a, b) or _precedes(b, a):
        return None
    if containment_a >= MOSTLY and containment_a >= LOPSIDED * containment_b:
        return b.article_id
    if containment_b >= MOSTLY and containment_b >= LOPSIDED * containment_a:
        return a.article_id
    return None
