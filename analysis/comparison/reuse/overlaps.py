"""Articles that share wording: how much of each, which passages, and where it likely comes from.

Body sentences only: captions, headlines and furniture are no part of ``Document.spans``. Pairs come from candidates.py,
passages from alignment.py, origins from origins.py. Stock background is borrowing only between two articles that share
a substantial part of their text anyway.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from analysis.comparison.outlets import outlet_key
from analysis.comparison.reuse.alignment import AlignedPassage, align
from analysis.comparison.reuse.documents import Document
from analysis.comparison.reuse.origins import SUBSTANTIAL, TOLD, Source, find_origin
from analysis.comparison.reuse.shingles import Hashes, Words, contains, shingle_hashes


@dataclass(frozen=True, slots=True)
class Overlap:
    """A pair of articles that share wording, ``article_a`` the first by id.

    Containment is the share of an article's body words that stand in the other; ``longest_run`` counts the words of the
    longest shared passage, small changes included; ``origin`` is an article_id, "common wire", "common quotation", or
    None.
    """

    article_a: str
    article_b: str
    containment_a: float
    containment_b: float
    longest_run: int
    origin: str | None


@dataclass(frozen=True, slots=True)
class Reused:
    """A passage that both articles of a pair have, by character offsets."""

    article_a: str
    article_b: str
    start_a: int
    end_a: int
    start_b: int
    end_b: int


@dataclass(frozen=True, slots=True)
class Reuse:
    """All pairs that share wording, and their passages; sorted by article ids, then by offset."""

    overlaps: tuple[Overlap, ...]
    reused: tuple[Reused, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """What two articles share, before it is asked where it comes from: the passages of ``reused``, the words of the
    ``longest``, those ``told`` that nobody is reported to have said, and what is known of both."""

    a: Source
    b: Source
    told: int
    longest: int
    reused: tuple[Reused, ...]


def compare_pair(a: Document, b: Document, of_a: Words, of_b: Words, known: Hashes, stock: Hashes) -> Pair | None:
    """What two articles share beyond stock background, or None; ``known`` are all fingerprints that several have."""
    passages = _without_stock(align(of_a, of_b), of_a, of_b, known, stock)
    if not passages:
        return None
    spans_a = [(int(of_a.starts[p.a_first]), int(of_a.ends[p.a_last])) for p in passages]
    spans_b = [(int(of_b.starts[p.b_first]), int(of_b.ends[p.b_last])) for p in passages]
    count, told = sum(p.shared for p in passages), sum(p.told for p in passages)
    own = [len(words) - (count - told) for words in (of_a, of_b)]
    if min(own) < TOLD:  # an article that has next to nothing beside what both have somebody say is compared by that
        told, own = count, [len(of_a), len(of_b)]
    return Pair(
        _source(a, spans_a, min(1.0, count / len(of_a)), min(1.0, told / own[0])),
        _source(b, spans_b, min(1.0, count / len(of_b)), min(1.0, told / own[1])),
        told=told,
        longest=max(p.shared for p in passages),
        reused=tuple(Reused(a.article_id, b.article_id, *x, *y) for x, y in zip(spans_a, spans_b, strict=True)),
    )


def judge_pairs(pairs: Sequence[Pair], outlets: Iterable[tuple[str, str | None]]) -> Reuse:
    """All pairs with their origins, given the outlet of each article (by id) that was compared."""
    sharing: dict[str, set[str]] = defaultdict(set)
    by_outlet: dict[str, set[str]] = defaultdict(set)
    for p in pairs:
        sharing[p.a.article_id].add(p.b.article_id)
        sharing[p.b.article_id].add(p.a.article_id)
    for article_id, outlet in outlets:
        if outlet:
            by_outlet[outlet_key(outlet)].add(article_id)
    ordered = sorted(pairs, key=lambda p: (p.a.article_id, p.b.article_id))
    overlaps = []
    for p in ordered:
        origin = find_origin(p.a, p.b, p.told, sharing=sharing, by_outlet=by_outlet)
        overlaps.append(Overlap(p.a.article_id, p.b.article_id, p.a.share, p.b.share, p.longest, origin))
    return Reuse(tuple(overlaps), tuple(r for p in ordered for r in p.reused))


def _without_stock(
    passages: Sequence[AlignedPassage], a: Words, b: Words, known: Hashes, stock: Hashes
) -> Sequence[AlignedPassage]:
    shared = sum(p.shared for p in passages)
    if not passages or len(stock) == 0 or shared / min(len(a), len(b)) >= SUBSTANTIAL:
        return passages
    hashes = shingle_hashes(a)
    return [p for p in passages if not _is_stock(hashes[p.a_first : p.a_last + 1], known, stock)]


def _is_stock(hashes: Hashes, known: Hashes, stock: Hashes) -> bool:
    """Whether most of a passage's known shingles are stock; those not known are not sampled, or only here."""
    sampled = hashes[contains(known, hashes)]
    return len(sampled) > 0 and int(contains(stock, sampled).sum()) > len(sampled) / 2


def _source(document: Document, shared: Sequence[tuple[int, int]], share: float, own: float) -> Source:
    """What is known of an article of a pair, given the spans that it shares with the other."""
    spans = document.paragraphs or document.spans
    beside = [(s, e) for s, e in spans if any(s < end and start < e for start, end in shared)]
    credits = [(outlet_key(c.cited), c) for c in document.credits]
    return Source(
        document.article_id,
        document.outlet,
        document.published,
        share,
        own,
        cited=frozenset(cited for cited, _ in credits),
        vouched=frozenset(cited for cited, c in credits if c.whole or any(s <= c.at < e for s, e in beside)),
        whole=frozenset(cited for cited, c in credits if c.whole),
        is_agency=document.is_agency,
    )
