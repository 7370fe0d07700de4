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
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.fuzz import ratio

from analysis.comparison.shingles import SHINGLE, Hashes, Words, shingle_hashes

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


def may_share(a: Hashes, b: Hashes) -> bool:
    """Whether two articles, given the hashes of all their shingles (``shingles.shingle_hashes``), can share a passage.

    Each passage has a run of MIN_RUN equal stems or more, and so several shingles in a row that both have. It spares
    the words of most candidates: a formula of five or six words makes a pair, too.
    """
    least = min(MIN_RUN, QUOTED_RUN) - SHINGLE + 1
    common = np.zeros(len(a) + 1, dtype=np.int64)
    common[1:] = np.cumsum((a != 0) & np.isin(a, b))
    return bool(np.any(common[least:] - common[:-least] == least))


def align(a: Words, b: Words) -> list[AlignedPassage]:
    """Passages that ``a`` and ``b`` share, in the order of ``a``; none overlaps another in either article."""
    chains = _chain(sorted(_runs(a, b), key=lambda r: (r.a, r.b)), a, b)
    passages = [p for chain in chains if (p := _passage(chain, a, b))]
    kept: list[AlignedPassage] = []
    for passage in sorted(passages, key=lambda p: (-p.shared, p.a_first, p.b_first)):
        if not any(_overlap(passage, other) for other in kept):
            kept.append(passage)
    return sorted(kept, key=lambda p: p.a_first)


def _runs(a: Words, b: Words) -> Iterator[Run]:
    """Maximal runs of equal stems, each once."""
    of_a, of_b = shingle_hashes(a, SEED), shingle_hashes(b, SEED)
    in_a = _within(of_a, np.sort(of_b))
    positions: dict[int, list[int]] = defaultdict(list)
    for j in _within(of_b, np.sort(of_a[in_a])).tolist():
        positions[int(of_b[j])].append(j)
    reached: dict[int, int] = {}  # by diagonal: the word of `a` after the last run on it
    for i in in_a.tolist():
        at = positions[int(of_a[i])]
        for j in at if len(at) <= _REPEATED else []:
            if reached.get(j - i, -1) <= i:
                length = _extent(a, b, i, j)
                reached[j - i] = i + length
                yield Run(i, j, length)


def _within(hashes: Hashes, ascending: Hashes) -> NDArray[np.int64]:
    """Where ``hashes`` have a value of ``ascending``, but for 0, the shingle over a segment's end."""
    if len(ascending) == 0:
        return np.zeros(0, dtype=np.int64)
    at = np.minimum(np.searchsorted(ascending, hashes), len(ascending) - 1)
    return np.flatnonzero((ascending[at] == hashes) & (hashes != 0))


def _extent(a: Words, b: Words, i: int, j: int) -> int:
    """How many words from i and j on are equal, within one segment of each article."""
    n, limit = 0, min(len(a) - i, len(b) - j)
    in_a, in_b = a.segment[i], b.segment[j]
    while n < limit and a.forms[i + n] == b.forms[j + n] and a.segment[i + n] == in_a and b.segment[j + n] == in_b:
        n += 1
    return n


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
    of_a = a.forms[before.a + before.length : after.a]
    of_b = b.forms[before.b + before.length : after.b]
    return sum(1 for x, y in zip(of_a, of_b, strict=False) if x == y or ratio(x, y) >= ALIKE)


def _overlap(x: AlignedPassage, y: AlignedPassage) -> bool:
    apart_a = x.a_last < y.a_first or y.a_last < x.a_first
    apart_b = x.b_last < y.b_first or y.b_last < x.b_first
    return not (apart_a and apart_b)
