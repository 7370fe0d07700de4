"""Aligned passages of two articles: what stands in both, tolerant of small changes.

Runs of three and more equal stems are seeds; runs that follow one another in both articles with no more than a few
words between are one passage ("has warned its neighbours" and "warned neighbours"). Words between two runs count as
shared where they are spelled nearly alike ("defence", "defense"). A passage stays if enough of its words are shared,
some of them in a row, and if it is dense enough; a quotation may be shorter, since nobody finds the same words twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.fuzz import ratio

from analysis.comparison.reuse.shingles import SHINGLE, Hashes, Words, shingle_hashes

SEED = 3  # equal stems in a row
GAP = 5  # words that may stand between two runs of a passage, on either side
MIN_WORDS = 12  # shared words of a passage
MIN_RUN = 7  # equal stems in a row somewhere in it: five or six are soon met in formulas of news
QUOTED_RUN = 8  # equal stems in a row that suffice where most of them are somebody's quoted words ...
MIN_QUOTED = 6  # ... so many of them: the title of a broadcast with its channel is no quotation
DENSITY = 0.65  # shared words among all words of the passage, on both sides
ALIKE = 75  # rapidfuzz ratio from which two words are one in two spellings
_LEAST = min(MIN_RUN, QUOTED_RUN)  # equal stems in a row that every passage has
_REPEATED = 20  # a seed that stands more often in one article says nothing about where it belongs
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)

Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Run:
    """``length`` equal stems from word ``a`` of the one and word ``b`` of the other article."""

    a: int
    b: int
    length: int


@dataclass(frozen=True, slots=True)
class AlignedPassage:
    """Words ``a_first`` to ``a_last`` (inclusive) of the one article stand, slightly changed, in the other.

    ``shared`` counts equal words; ``longest`` the most of them in a row; ``told`` those outside quotation marks: what
    somebody said can be heard by two reporters, what a reporter wrote was written by one.
    """

    a_first: int
    a_last: int
    b_first: int
    b_last: int
    shared: int
    longest: int
    told: int


@dataclass(frozen=True, slots=True)
class Seeds:
    """Hashes of an article's runs of SEED stems by their first word, and in ascending order, ``order`` saying where
    each of these stands."""

    hashes: Hashes
    ascending: Hashes
    order: Places


def long_runs(shingles: Hashes) -> Hashes:
    """Hashes of an article's runs of MIN_RUN stems, in ascending order, given those of all its shingles
    (``shingles.shingle_hashes``)."""
    apart = MIN_RUN - SHINGLE  # a run is what its first and its last shingle cover
    first, last = shingles[: max(0, len(shingles) - apart)], shingles[apart:]
    runs = ((first * _MULTIPLIER) ^ last)[(first != 0) & (last != 0)]
    return np.sort(runs)


def may_share(a: Hashes, b: Hashes) -> bool:
    """Whether two articles, given their ``long_runs``, can share a passage: each passage has such a run.

    It spares the words of most candidates, as a formula of five or six words makes a pair, too.
    """
    return len(_within(a, b)) > 0 if len(a) < len(b) else len(_within(b, a)) > 0


def align(a: Words, b: Words) -> list[AlignedPassage]:
    """Passages that ``a`` and ``b`` share, in the order of ``a``; none overlaps another in either article."""
    chains = _chain(_runs(a, b), a, b)
    passages = [p for chain in chains if (p := _passage(chain, a, b))]
    kept: list[AlignedPassage] = []
    for passage in sorted(passages, key=lambda p: (-p.shared, p.a_first, p.b_first)):
        if not any(_overlap(passage, other) for other in kept):
            kept.append(passage)
    return sorted(kept, key=lambda p: p.a_first)


def _runs(a: Words, b: Words) -> list[Run]:
    """Maximal runs of equal stems, each once, by their first word in ``a``, then in ``b``; only where a passage can be.

    Seeds on one diagonal (as many words further in both articles) that follow one another are one run.
    """
    seeds_a, seeds_b = _seeds(a), _seeds(b)
    common = seeds_a.order[_within(seeds_a.ascending, seeds_b.ascending)]
    in_a = _beside_long(np.sort(common), a.quoted)
    if len(in_a) == 0:
        return []
    first = np.searchsorted(seeds_b.ascending, seeds_a.hashes[in_a], side="left")
    counts = np.searchsorted(seeds_b.ascending, seeds_a.hashes[in_a], side="right") - first
    few = counts <= _REPEATED
    in_a, first, counts = in_a[few], first[few], counts[few]
    nth = np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)
    runs = _joined(np.repeat(in_a, counts), seeds_b.order[np.repeat(first, counts) + nth])
    if not few.all():
        runs = list(_through(runs, seeds_a.hashes, seeds_b.hashes))
    return sorted(runs, key=lambda r: (r.a, r.b))


@lru_cache(maxsize=1024)
def _seeds(words: Words) -> Seeds:
    hashes = shingle_hashes(words, SEED)
    order = np.argsort(hashes, kind="stable")
    return Seeds(hashes, hashes[order], order)


def _beside_long(seeds: Places, quoted: NDArray[np.bool_]) -> Places:
    """Those of ``seeds`` (ascending) in groups that no gap of a passage bridges, if a group can hold a passage: by so
    many seeds in a row as each has, and by its words or, for a quotation, by those of them that are ``quoted``."""
    in_a_row = _LEAST - SEED
    is_long = np.zeros(len(seeds), dtype=np.bool_)
    is_long[in_a_row:] = seeds[in_a_row:] - seeds[: max(0, len(seeds) - in_a_row)] == in_a_row
    if not is_long.any():
        return seeds[:0]
    opens = np.ones(len(seeds), dtype=np.bool_)
    opens[1:] = seeds[1:] - seeds[:-1] > SEED + GAP
    firsts = opens.nonzero()[0]
    sizes = np.concatenate([firsts[1:], [len(seeds)]]) - firsts
    start, end = seeds[firsts], seeds[firsts + sizes - 1] + SEED
    before = np.concatenate([[0], quoted.cumsum()])
    kept = (end - start >= MIN_WORDS) | ((end - start >= QUOTED_RUN) & (before[end] - before[start] >= MIN_QUOTED))
    kept &= np.logical_or.reduceat(is_long, firsts)
    return np.asarray(seeds[np.repeat(kept, sizes)])


def _joined(in_a: Places, in_b: Places) -> list[Run]:
    """The runs that seeds make, diagonal by diagonal."""
    order = np.lexsort((in_a, in_b - in_a))
    in_a, in_b = in_a[order], in_b[order]
    opens = np.ones(len(in_a), dtype=np.bool_)
    opens[1:] = (in_a[1:] != in_a[:-1] + 1) | (in_b[1:] != in_b[:-1] + 1)
    firsts = np.flatnonzero(opens)
    lengths = np.diff(firsts, append=len(in_a)) + SEED - 1
    found = zip(in_a[firsts].tolist(), in_b[firsts].tolist(), lengths.tolist(), strict=True)
    return [Run(i, j, length) for i, j, length in found]


def _through(runs: Sequence[Run], of_a: Hashes, of_b: Hashes) -> Iterator[Run]:
    """``runs``, given diagonal by diagonal, each as far as both are equal, through seeds that stand too often."""
    diagonal, reached = 0, -1
    for run in runs:
        if run.b - run.a == diagonal and run.a < reached:
            continue
        i, j = run.a + run.length - SEED + 1, run.b + run.length - SEED + 1
        while i < len(of_a) and j < len(of_b) and of_a[i] == of_b[j] != 0:
            i, j = i + 1, j + 1
        diagonal, reached = run.b - run.a, i + SEED - 1
        yield Run(run.a, run.b, reached - run.a)


def _within(hashes: Hashes, ascending: Hashes) -> Places:
    """Where ``hashes`` have a value of ``ascending``, but for 0, the shingle over a segment's end."""
    if len(ascending) == 0:
        return np.zeros(0, dtype=np.int64)
    at = np.searchsorted(ascending, hashes)
    at[at == len(ascending)] = 0
    return np.flatnonzero((ascending[at] == hashes) & (hashes != 0))


def _chain(runs: Sequence[Run], a: Words, b: Words) -> list[list[Run]]:
    """Runs that follow one another closely in both articles, joined; each run goes to the nearest chain before it."""
    chains: list[list[Run]] = []
    open_chains: list[list[Run]] = []
    for run in runs:
        open_chains = [c for c in open_chains if run.a - (c[-1].a + c[-1].length) <= GAP]
        fitting = [c for c in open_chains if _follows(c[-1], run, a, b)]
        if fitting:
            max(fitting, key=lambda c: (c[-1].a + c[-1].length, sum(r.length for r in c))).append(run)
        else:
            chains.append([run])
            open_chains.append(chains[-1])
    return chains


def _follows(last: Run, run: Run, a: Words, b: Words) -> bool:
    gap_a, gap_b = run.a - (last.a + last.length), run.b - (last.b + last.length)
    near = 0 <= gap_a <= GAP and 0 <= gap_b <= GAP
    return bool(near and a.segment[last.a] == a.segment[run.a] and b.segment[last.b] == b.segment[run.b])


def _passage(chain: Sequence[Run], a: Words, b: Words) -> AlignedPassage | None:
    if max(r.length for r in chain) < _LEAST:
        return None
    first, last = chain[0], chain[-1]
    a_last, b_last = last.a + last.length - 1, last.b + last.length - 1
    respelled = sum(_respelled(x, y, a, b) for x, y in pairwise(chain))
    shared, longest = sum(r.length for r in chain) + respelled, max(r.length for r in chain)
    widest = max(a_last - first.a, b_last - first.b) + 1
    long_enough = shared >= MIN_WORDS and longest >= MIN_RUN
    if shared < DENSITY * widest or not (long_enough or any(_is_quotation(run, a, b) for run in chain)):
        return None
    told = sum(int((~(a.quoted[r.a : r.a + r.length] & b.quoted[r.b : r.b + r.length])).sum()) for r in chain)
    return AlignedPassage(first.a, a_last, first.b, b_last, shared, longest, told)


def _is_quotation(run: Run, a: Words, b: Words) -> bool:
    """Whether a run is long enough for a quotation and mostly stands within quotation marks in both articles."""
    marked = a.quoted[run.a : run.a + run.length] & b.quoted[run.b : run.b + run.length]
    return run.length >= QUOTED_RUN and int(marked.sum()) >= max(MIN_QUOTED, run.length / 2)


def _respelled(before: Run, after: Run, a: Words, b: Words) -> int:
    """Words between two runs that differ only in spelling, compared in order."""
    of_a = a.forms(before.a + before.length, after.a)
    of_b = b.forms(before.b + before.length, after.b)
    return sum(1 for x, y in zip(of_a, of_b, strict=False) if x == y or ratio(x, y) >= ALIKE)


def _overlap(x: AlignedPassage, y: AlignedPassage) -> bool:
    apart_a = x.a_last < y.a_first or y.a_last < x.a_first
    apart_b = x.b_last < y.b_first or y.b_last < x.b_first
    return not (apart_a and apart_b)
