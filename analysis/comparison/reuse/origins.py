"""Where shared wording comes from, as far as it can be known.

In this order:

1. One of the two credits the other's outlet beside the shared words, and does not precede it. A credit elsewhere in the
   article is for something else, unless a substantial part of the article is shared.
2. Both credit the same third outlet, one of them beside the shared words, or one carries a third's story whole: the
   third's own article if it is in the corpus and shares wording with both, else a common wire.
3. One is an agency's, which writes to be printed, the other was not published before it, and what is shared is a
   reporter's words and not only a quotation, which any reporter may hear.
4. One was published on an earlier day, and a substantial part of the other stands in it.
5. On the same day or without dates, one consists mostly of the other's words, which has much else.

Otherwise nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

COMMON_WIRE = "common wire"
SUBSTANTIAL = 0.3  # share borrowed from which an earlier date decides, and a credit anywhere in the article
TOLD = 12  # shared words outside quotation marks from which on a reporter's text was taken over
MOSTLY = 0.5  # share borrowed from which direction decides without dates ...
LOPSIDED = 2.0  # ... if it is so many times the share of the other


@dataclass(frozen=True, slots=True)
class Source:
    """What is known of an article that may be a source or a borrower.

    ``cited`` are all outlets it credits, ``vouched`` those credited beside the shared words or for the whole, ``whole``
    those whose story it carries.
    """

    article_id: str
    outlet: str | None
    published: datetime | None
    cited: frozenset[str]
    vouched: frozenset[str]
    whole: frozenset[str] = frozenset()
    is_agency: bool = False


@dataclass(frozen=True, slots=True)
class Shared:
    """How much a pair shares: the share of each article, and the words outside quotation marks."""

    in_a: float
    in_b: float
    told: int

    @property
    def most(self) -> float:
        return max(self.in_a, self.in_b)


def find_origin(
    a: Source,
    b: Source,
    shared: Shared,
    *,
    sharing: Mapping[str, Collection[str]],
    by_outlet: Mapping[str, Collection[str]],
) -> str | None:
    """The article_id of the likely source, "common wire", or None.

    ``sharing`` maps an article to those it shares wording with, ``by_outlet`` an outlet's key to its articles.
    """
    pairs = ((a, b), (b, a))
    credited = [x.article_id for x, y in pairs if _credits(y, x, shared) and not _precedes(y, x)]
    if len(credited) == 1:
        return credited[0]
    if not credited and (third := _third(a, b, shared, sharing, by_outlet)):
        return third
    return _by_agency(a, b, shared) or _by_date(a, b, shared) or _by_direction(a, b, shared)


def outlet_key(name: str) -> str:
    """An outlet's name for comparison: no article, no brackets, letters and digits only."""
    plain = re.sub(r"\s*\([^)]*\)", "", name).lower()
    return re.sub(r"[^\w]|_", "", re.sub(r"^the\s", "", plain))


def _keys(names: Collection[str]) -> set[str]:
    return {outlet_key(name) for name in names}


def _credits(borrower: Source, source: Source, shared: Shared) -> bool:
    names = borrower.cited if shared.most >= SUBSTANTIAL else borrower.vouched
    return source.outlet is not None and outlet_key(source.outlet) in _keys(names)


def _precedes(x: Source, y: Source) -> bool:
    """Whether x was published on an earlier day than y."""
    return x.published is not None and y.published is not None and x.published.date() < y.published.date()


def _third(
    a: Source,
    b: Source,
    shared: Shared,
    sharing: Mapping[str, Collection[str]],
    by_outlet: Mapping[str, Collection[str]],
) -> str | None:
    own = {outlet_key(s.outlet) for s in (a, b) if s.outlet}
    common = _keys(a.cited) & _keys(b.cited) - own
    if shared.most < SUBSTANTIAL:
        common &= _keys(a.vouched) | _keys(b.vouched)
    if shared.told >= TOLD:
        common |= _keys(a.whole | b.whole) - own
    if not common:
        return None
    held = {i for key in sorted(common) for i in by_outlet.get(key, ())}
    both = sorted(held & set(sharing.get(a.article_id, ())) & set(sharing.get(b.article_id, ())))
    return both[0] if both else COMMON_WIRE


def _by_agency(a: Source, b: Source, shared: Shared) -> str | None:
    for agency, paper in ((a, b), (b, a)):
        if agency.is_agency and not paper.is_agency and shared.told >= TOLD and not _precedes(paper, agency):
            return agency.article_id
    return None


def _by_date(a: Source, b: Source, shared: Shared) -> str | None:
    if shared.most < SUBSTANTIAL:
        return None
    if _precedes(a, b):
        return a.article_id
    return b.article_id if _precedes(b, a) else None


def _by_direction(a: Source, b: Source, shared: Shared) -> str | None:
    """The borrower is the one that consists mostly of the other's words; its source is the other."""
    if _precedes(a, b) or _precedes(b, a):
        return None
    if shared.in_a >= MOSTLY and shared.in_a >= LOPSIDED * shared.in_b:
        return b.article_id
    if shared.in_b >= MOSTLY and shared.in_b >= LOPSIDED * shared.in_a:
        return a.article_id
    return None
