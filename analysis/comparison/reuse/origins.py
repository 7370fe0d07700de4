"""Where shared wording comes from, as far as it can be known.

In this order:

1. One of the two credits the other's outlet beside the shared words, and does not precede it. A credit elsewhere in the
   article is for something else, unless a substantial part of the article is shared.
2. Both credit the same third outlet, one of them beside the shared words, or one carries a third's story whole: the
   third's own article if it is in the corpus and shares wording with both, else a common wire.
3. What they share is mostly what somebody said, to whom any reporter may listen: a common quotation.
4. One is an agency's, which writes to be printed, the other was not published before it, and a reporter's own words
   are shared.
5. One was published on an earlier day, and a substantial part of the other stands in it.
6. On the same day or without dates, one consists mostly of the other's words, which has much else.

"Substantial" is a share of an article's own words, without what both report somebody as saying; where they share two
dozen words that nobody is reported to have said, of all its words.

Otherwise nothing is said.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from analysis.comparison.outlets import outlet_key

COMMON_WIRE = "common wire"
COMMON_QUOTATION = "common quotation"
SUBSTANTIAL = 0.3  # share borrowed from which an earlier date decides, and a credit anywhere in the article
TOLD = 12  # shared words of its own from which on a reporter's text was taken over
MOSTLY = 0.5  # share borrowed from which direction decides without dates ...
LOPSIDED = 2.0  # ... if it is so many times the share of the other


@dataclass(frozen=True, slots=True)
class Source:
    """What is known of an article that may be a source or a borrower.

    ``cited`` are the keys of all outlets it credits, ``vouched`` of those credited beside the shared words or for the
    whole, ``whole`` of those whose story it carries; ``share`` is how much of it stands in the other article, ``own``
    how much of what is left of it without the words that both have somebody say.
    """

    article_id: str
    outlet: str | None
    published: datetime | None
    share: float
    own: float
    cited: frozenset[str]
    vouched: frozenset[str]
    whole: frozenset[str]
    is_agency: bool


def find_origin(
    a: Source,
    b: Source,
    told: int,
    *,
    sharing: Mapping[str, Collection[str]],
    by_outlet: Mapping[str, Collection[str]],
) -> str | None:
    """The article_id of the likely source, "common wire", "common quotation", or None.

    ``told`` counts the shared words that nobody is reported to have said, ``sharing`` maps an article to those it
    shares wording with, ``by_outlet`` an outlet's key to its articles.
    """
    pairs = ((a, b), (b, a))
    shared_much = max(a.share, b.share) >= SUBSTANTIAL
    much = shared_much and (told >= 2 * TOLD or (told >= TOLD and max(a.own, b.own) >= SUBSTANTIAL))
    credited = [
        source.article_id
        for source, borrower in pairs
        if source.outlet is not None
        and outlet_key(source.outlet) in (borrower.cited if much else borrower.vouched)
        and not _precedes(borrower, source)
    ]
    if len(credited) == 1:
        return credited[0]
    if not credited and (names := _third(a, b, told, much)):
        held = {i for name in names for i in by_outlet.get(name, ())}
        both = held & set(sharing.get(a.article_id, ())) & set(sharing.get(b.article_id, ()))
        return min(both, default=COMMON_WIRE)
    if shared_much and not much:
        return COMMON_QUOTATION
    for agency, paper in pairs:
        if agency.is_agency and not paper.is_agency and told >= TOLD and not _precedes(paper, agency):
            return agency.article_id
    for source, borrower in pairs:
        if _precedes(source, borrower):
            return source.article_id if much else None
    for source, borrower in pairs:
        if much and borrower.share >= MOSTLY and borrower.share >= LOPSIDED * source.share:
            return source.article_id
    return None


def _precedes(x: Source, y: Source) -> bool:
    """Whether x was published on an earlier day than y."""
    return x.published is not None and y.published is not None and x.published.date() < y.published.date()


def _third(a: Source, b: Source, told: int, much: bool) -> frozenset[str]:
    """The outlets, neither of the two, that both credit or whose story one of them carries."""
    common = a.cited & b.cited
    if not much:
        common &= a.vouched | b.vouched
    if told >= TOLD:
        common |= a.whole | b.whole
    return common - {outlet_key(s.outlet) for s in (a, b) if s.outlet}
