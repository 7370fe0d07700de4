"""Articles that share wording: how much of each, which passages, and where it likely comes from.

Body sentences only: captions, headlines and furniture are the caller's to leave out of ``Document.spans``. Candidates
come from shingles.py, passages from alignment.py, origins from origins.py. Wording that stands in many articles is
stock background (a sentence on who holds which region): it is borrowing only between two articles that share a
substantial part of their text anyway.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from analysis.comparison.alignment import AlignedPassage, align
from analysis.comparison.origins import SUBSTANTIAL, Source, find_origin, outlet_key
from analysis.comparison.shingles import Words, find_candidates, fingerprints, read_words, shingle_hashes

STOCK = 6  # articles that share a wording from which on it is stock
NEAR_DUPLICATE = 0.6  # share of one article that stands in the other

Level = Literal["none", "partial", "near-duplicate"]


@dataclass(frozen=True, slots=True)
class Document:
    """What is compared of an article: ``spans`` are the character offsets of its body sentences."""

    article_id: str
    text: str | None
    spans: tuple[tuple[int, int], ...] = ()
    outlet: str | None = None
    published: datetime | None = None
    cited: frozenset[str] = frozenset()


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
    words = [read_words(d.text or "", d.spans) for d in held]
    pairs, frequency = find_candidates([fingerprints(w) for w in words])
    shared: dict[tuple[int, int], list[AlignedPassage]] = {}
    for a, b in pairs:
        passages = _without_stock(align(words[a], words[b]), words[a], words[b], frequency)
        if passages:
            shared[a, b] = passages
    return Reuse(_overlaps(held, words, shared), _reused(held, words, shared))


def reuse_level(containment_a: float, containment_b: float) -> Level:
    """ "near-duplicate" where three fifths of one article stand in the other, "partial" where anything does."""
    most = max(containment_a, containment_b)
    return "near-duplicate" if most >= NEAR_DUPLICATE else "partial" if most > 0 else "none"


def _without_stock(
    passages: Sequence[AlignedPassage], a: Words, b: Words, frequency: Mapping[int, int]
) -> list[AlignedPassage]:
    most = max(sum(p.shared for p in passages) / max(len(w), 1) for w in (a, b))
    if most >= SUBSTANTIAL:
        return list(passages)
    hashes = shingle_hashes(a).tolist()
    return [p for p in passages if not _is_stock([frequency.get(h, 0) for h in hashes[p.a_first : p.a_last + 1]])]


def _is_stock(frequencies: Sequence[int]) -> bool:
    """Whether most of a passage's known shingles stand in many articles; 0 is one not sampled, or only here."""
    known = [f for f in frequencies if f]
    return bool(known) and sum(f >= STOCK for f in known) > len(known) / 2


def _overlaps(
    held: Sequence[Document], words: Sequence[Words], shared: Mapping[tuple[int, int], Sequence[AlignedPassage]]
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
        in_a, in_b = min(1.0, count / len(words[a])), min(1.0, count / len(words[b]))
        origin = find_origin(_source(held[a]), _source(held[b]), in_a, in_b, sharing=sharing, by_outlet=by_outlet)
        longest = max(p.shared for p in passages)
        found.append(Overlap(held[a].article_id, held[b].article_id, in_a, in_b, longest, origin))
    return tuple(found)


def _source(document: Document) -> Source:
    return Source(document.article_id, document.outlet, document.published, document.cited)


def _reused(
    held: Sequence[Document], words: Sequence[Words], shared: Mapping[tuple[int, int], Sequence[AlignedPassage]]
) -> tuple[Reused, ...]:
    return tuple(
        Reused(
            held[a].article_id,
            held[b].article_id,
            words[a].starts[p.a_first],
            words[a].ends[p.a_last],
            words[b].starts[p.b_first],
            words[b].ends[p.b_last],
        )
        for (a, b), passages in sorted(shared.items())
        for p in passages
    )
