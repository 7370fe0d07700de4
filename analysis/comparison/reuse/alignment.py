"""Aligned passages of two articles: what stands in both, tolerant of small changes.

Runs of three and more equal stems are seeds; runs that follow one another in both articles with no more than a few
words between are one passage ("has warned its neighbours" and "warned neighbours"). Words between two runs count as
shared where they are spelled nearly alike ("defence", "defense"). A passage stays if enough of its words are shared,
some of them in a row, and if it is dense enough; a quotation may be shorter, since nobody finds the same words twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np

from analysis.comparison.reuse.shingles import MULTIPLIER, SHINGLE, Hashes, Words, contains, shingle_hashes

SEED = 3  # equal stems in a row
GAP = 5  # words that may stand between two runs of a passage, on either side
MIN_WORDS = 12  # shared words of a passage
MIN_RUN = 7  # equal stems in a row somewhere in it: five or six are soon met in formulas of news
QUOTED_RUN = 8  # equal stems in a row that suffice where most of them are somebody's quoted words ...
MIN_QUOTED = 6  # ... so many of them: the title of a broadcast with its channel is no quotation
DENSITY = 0.65  # shared words among all words of the passage, on both sides
ALIKE = 75  # rapidfuzz ratio from which two words are one in two spellings
_REPEATED = 20  # a seed that stands more often in one article says nothing about where it belongs


@dataclass(frozen=True, slots=True)
class Run:
    """``length`` equal stems from word ``a`` of the one and word ``b`` of the other article."""

    a: int
    b: int
    length: int

    @property
    def a_end(self) -> int:
        return self.a + self.length

    @property
    def b_end(self) -> int:
        return self.b + self.length


@dataclass(frozen=True, slots=True)
class AlignedPassage:
    """Words ``a_first`` to ``a_last`` (inclusive) of the one article stand, slightly changed, in the other.

    ``shared`` counts equal words; ``told`` those of them that neither article has as what somebody said: that can be
    heard, or read in a press release, by two reporters; what a reporter wrote was written by one.
    """

    a_first: int
    a_last: int
    b_first: int
    b_last: int
    shared: int
    told: int


def long_runs(shingles: Hashes) -> Hashes:
    """Hashes of an article's runs of MIN_RUN stems, in ascending order, given those of all its shingles
    (``shingles.shingle_hashes``)."""
    apart = MIN_RUN - SHINGLE  # a run is what its first and its last shingle cover
    first, last = shingles[: max(0, len(shingles) - apart)], shingles[apart:]
    return np.sort(((first * MULTIPLIER) ^ last)[(first != 0) & (last != 0)])


def may_share(a: Hashes, b: Hashes) -> bool:
    """Whether two articles, given their ``long_runs``, can share a passage: each passage has such a run.

    It spares the words of most candidates, as a formula of five or six words makes a pair, too.
    """
    few, many = sorted((a, b), key=len)
    return bool(contains(many, few).any())


def align(a: Words, b: Words) -> list[AlignedPassage]:
    """Passages that ``a`` and ``b`` share, in the order of ``a``; none overlaps another in either article."""
    passages = [p for chain in _chain(_runs(a, b), a, b) if (p := _passage(chain, a, b))]
    kept: list[AlignedPassage] = []
    for passage in sorted(passages, key=lambda p: (-p.shared, p.a_first, p.b_first)):
        if not any(_overlap(passage, other) for other in kept):
            kept.append(passage)
    return sorted(kept, key=lambda p: p.a_first)


def _runs(a: Words, b: Words) -> Iterator[Run]:
    """Maximal runs of equal stems, each once, by their first word in ``a``, then in ``b``."""
    seeds_a, seeds_b = _common(_seeds(a), _seeds(b)), _common(_seeds(b), _seeds(a))
    places: dict[int, list[int]] = defaultdict(list)
    for j, seed in seeds_b.items():
        places[seed].append(j)
    reached: dict[int, int] = {}  # by diagonal, which is as many words further in both articles
    for i, seed in seeds_a.items():
        found = places[seed]
        for diagonal in [j - i for j in found] if len(found) <= _REPEATED else ():
            if reached.get(diagonal, -1) > i:
                continue
            end = i + 1
            while end in seeds_a and seeds_a[end] == seeds_b.get(end + diagonal):
                end += 1
            reached[diagonal] = end
            yield Run(i, i + diagonal, end - i + SEED - 1)


def _common(seeds: tuple[Hashes, Hashes], others: tuple[Hashes, Hashes]) -> dict[int, int]:
    """Those seeds of one article that the other has too, by their first words; 0 goes over a segment's end."""
    at = np.flatnonzero(contains(others[1], seeds[0]) & (seeds[0] != 0))
    return dict(zip(at.tolist(), seeds[0][at].tolist(), strict=True))


@lru_cache(1024)
def _seeds(words: Words) -> tuple[Hashes, Hashes]:
    """Hashes of an article's runs of SEED stems by their first word, and in ascending order."""
    hashes = shingle_hashes(words, SEED)
    return hashes, np.sort(hashes)


def _chain(runs: Iterator[Run], a: Words, b: Words) -> list[list[Run]]:
    """Runs that follow one another closely in both articles, joined; each run goes to the nearest chain before it."""
    chains: list[list[Run]] = []
    open_chains: list[list[Run]] = []
    for run in runs:
        open_chains = [c for c in open_chains if run.a - c[-1].a_end <= GAP]
        fitting = [c for c in open_chains if _follows(c[-1], run, a, b)]
        if fitting:
            max(fitting, key=lambda c: (c[-1].a_end, sum(r.length for r in c))).append(run)
        else:
            chains.append([run])
            open_chains.append(chains[-1])
    return chains


def _follows(last: Run, run: Run, a: Words, b: Words) -> bool:
    near = 0 <= run.a - last.a_end <= GAP and 0 <= run.b - last.b_end <= GAP
    return bool(near and a.segment[last.a] == a.segment[run.a] and b.segment[last.b] == b.segment[run.b])


def _passage(chain: Sequence[Run], a: Words, b: Words) -> AlignedPassage | None:
    longest = max(r.length for r in chain)
    if longest < min(MIN_RUN, QUOTED_RUN):
        return None
    first, last = chain[0], chain[-1]
    shared = sum(r.length for r in chain) + sum(_respelled(x, y, a, b) for x, y in pairwise(chain))
    widest = max(last.a_end - first.a, last.b_end - first.b)
    quoted = [_quoted(run, a, b) for run in chain]
    is_quotation = any(
        run.length >= QUOTED_RUN and n >= max(MIN_QUOTED, run.length / 2) for run, n in zip(chain, quoted, strict=True)
    )
    if shared < DENSITY * widest or not (is_quotation or (shared >= MIN_WORDS and longest >= MIN_RUN)):
        return None
    told = sum(r.length - int((a.spoken[r.a : r.a_end] & b.spoken[r.b : r.b_end]).sum()) for r in chain)
    return AlignedPassage(first.a, last.a_end - 1, first.b, last.b_end - 1, shared, told)


def _quoted(run: Run, a: Words, b: Words) -> int:
    """How many words of a run stand within quotation marks in both articles."""
    return int((a.quoted[run.a : run.a_end] & b.quoted[run.b : run.b_end]).sum())


def _respelled(before: Run, after: Run, a: Words, b: Words) -> int:
    """Words between two runs that differ only in spelling, compared in order."""
    from rapidfuzz.fuzz import ratio  # few articles share so much that it is asked for

    of_a, of_b = a.forms(before.a_end, after.a), b.forms(before.b_end, after.b)
    return sum(1 for x, y in zip(of_a, of_b, strict=False) if x == y or ratio(x, y) >= ALIKE)


def _overlap(x: AlignedPassage, y: AlignedPassage) -> bool:
    apart_a = x.a_last < y.a_first or y.a_last < x.a_first
    apart_b = x.b_last < y.b_first or y.b_last < x.b_first
    return not (apart_a and apart_b)
