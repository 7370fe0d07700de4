"""Articles that share wording: how much of each, which passages, and where it likely comes from.

Body sentences only: captions, headlines and furniture are the caller's to leave out of ``Document.spans``. Candidates
come from shingles.py, passages from alignment.py, origins from origins.py. Stock background (stock.py) is borrowing
only between two articles that share a substantial part of their text anyway.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from analysis.comparison.alignment import AlignedPassage, align
from analysis.comparison.origins import SUBSTANTIAL, Shared, Source, find_origin, outlet_key
from analysis.comparison.shingles import (
    Hashes,
    SharedPrints,
    Words,
    find_candidates,
    fingerprints,
    read_words,
    shared_prints,
    shingle_hashes,
)
from analysis.comparison.stock import stock_prints

KEPT = 2000  # articles whose words are kept for the second look, 30 kB each; of more they are read again
NEAR_DUPLICATE = 0.6  # share of one article that stands in the other

Level = Literal["none", "partial", "near-duplicate"]


@dataclass(frozen=True, slots=True)
class CreditAt:
    """An outlet credited at a character of the text; ``whole`` says that its story is carried whole."""

    cited: str
    at: int
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """What is compared of an article: ``spans`` are the character offsets of its body sentences.

    ``paragraphs`` are those of its body: a credit vouches for the shared words of its own paragraph. ``is_agency`` says
    that the outlet is a news agency.
    """

    article_id: str
    text: str | None
    spans: tuple[tuple[int, int], ...] = ()
    outlet: str | None = None
    published: datetime | None = None
    credits: tuple[CreditAt, ...] = ()
    paragraphs: tuple[tuple[int, int], ...] = ()
    is_agency: bool = False


@dataclass(frozen=True, slots=True)
class Overlap:
    """A pair of articles that share wording, ``article_a`` the first by id.

    Containment is the share of an article's body words that stand in the other; ``longest_run`` counts the words of the
    longest shared passage, small changes included; ``origin`` is an article_id, "common wire", or None.
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


def find_overlaps(documents: Iterable[Document]) -> Reuse:
    """Pairs of articles that share wording. The order of ``documents`` does not matter."""
    held = sorted((d for d in documents if d.text is not None and d.spans), key=lambda d: d.article_id)
    words = {i: _words(d) for i, d in enumerate(held[:KEPT])}
    prints = shared_prints([fingerprints(words[i] if i in words else _words(d)) for i, d in enumerate(held)])
    stock = stock_prints(prints, [d.outlet for d in held], [d.published.date() if d.published else None for d in held])
    pairs = find_candidates(prints)
    for i in {i for pair in pairs for i in pair} - words.keys():
        words[i] = _words(held[i])
    shared: dict[tuple[int, int], list[AlignedPassage]] = {}
    for a, b in pairs:
        passages = _without_stock(align(words[a], words[b]), words[a], words[b], prints, stock)
        if passages:
            shared[a, b] = passages
    reused = _reused(held, words, shared)
    return Reuse(_overlaps(held, words, shared, reused), tuple(r for pair in reused.values() for r in pair))


def _words(document: Document) -> Words:
    return read_words(document.text or "", document.spans)


def reuse_level(containment_a: float, containment_b: float) -> Level:
    """ "near-duplicate" where three fifths of one article stand in the other, "partial" where anything does."""
    most = max(containment_a, containment_b)
    return "near-duplicate" if most >= NEAR_DUPLICATE else "partial" if most > 0 else "none"


def _without_stock(
    passages: Sequence[AlignedPassage], a: Words, b: Words, prints: SharedPrints, stock: Hashes
) -> list[AlignedPassage]:
    most = max(sum(p.shared for p in passages) / max(len(w), 1) for w in (a, b))
    if len(stock) == 0 or most >= SUBSTANTIAL:
        return list(passages)
    hashes = shingle_hashes(a)
    return [p for p in passages if not _is_stock(hashes[p.a_first : p.a_last + 1], prints.hashes, stock)]


def _is_stock(hashes: Hashes, known: Hashes, stock: Hashes) -> bool:
    """Whether most of a passage's known shingles are stock; those not known are not sampled, or only here."""
    sampled = hashes[_contains(known, hashes)]
    return len(sampled) > 0 and int(_contains(stock, sampled).sum()) > len(sampled) / 2


def _contains(ascending: Hashes, values: Hashes) -> NDArray[np.bool_]:
    at = np.minimum(np.searchsorted(ascending, values), len(ascending) - 1)
    return np.asarray(ascending[at] == values)


def _overlaps(
    held: Sequence[Document],
    words: Mapping[int, Words],
    shared: Mapping[tuple[int, int], Sequence[AlignedPassage]],
    reused: Mapping[tuple[int, int], Sequence[Reused]],
) -> tuple[Overlap, ...]:
    sharing: dict[str, set[str]] = defaultdict(set)
    by_outlet: dict[str, set[str]] = defaultdict(set)
    for a, b in shared:
        sharing[held[a].article_id].add(held[b].article_id)
        sharing[held[b].article_id].add(held[a].article_id)
    for d in held:
        if d.outlet:
            by_outlet[outlet_key(d.outlet)].add(d.article_id)
    found = []
    for (a, b), passages in sorted(shared.items()):
        count = sum(p.shared for p in passages)
        much = Shared(
            min(1.0, count / len(words[a])), min(1.0, count / len(words[b])), told=sum(p.told for p in passages)
        )
        of_a = _source(held[a], [(r.start_a, r.end_a) for r in reused[a, b]])
        of_b = _source(held[b], [(r.start_b, r.end_b) for r in reused[a, b]])
        origin = find_origin(of_a, of_b, much, sharing=sharing, by_outlet=by_outlet)
        longest = max(p.shared for p in passages)
        found.append(Overlap(held[a].article_id, held[b].article_id, much.in_a, much.in_b, longest, origin))
    return tuple(found)


def _source(document: Document, shared: Sequence[tuple[int, int]]) -> Source:
    """What is known of an article of a pair, given the spans that it shares with the other."""
    beside = [
        (s, e) for s, e in document.paragraphs or document.spans if any(s < end and start < e for start, end in shared)
    ]
    whole = frozenset(c.cited for c in document.credits if c.whole)
    vouched = frozenset(c.cited for c in document.credits if any(start <= c.at < end for start, end in beside))
    return Source(
        document.article_id,
        document.outlet,
        document.published,
        cited=frozenset(c.cited for c in document.credits),
        vouched=vouched | whole,
        whole=whole,
        is_agency=document.is_agency,
    )


def _reused(
    held: Sequence[Document], words: Mapping[int, Words], shared: Mapping[tuple[int, int], Sequence[AlignedPassage]]
) -> dict[tuple[int, int], list[Reused]]:
    return {
        (a, b): [
            Reused(
                held[a].article_id,
                held[b].article_id,
                int(words[a].starts[p.a_first]),
                int(words[a].ends[p.a_last]),
                int(words[b].starts[p.b_first]),
                int(words[b].ends[p.b_last]),
            )
            for p in passages
        ]
        for (a, b), passages in sorted(shared.items())
    }
