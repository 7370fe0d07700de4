"""Candidates for shared wording: pairs of articles with a fingerprint in common, never all pairs.

A MinHash signature of whole articles says how much they share in all, and so misses the sentence that two long articles
have in common: on 840 articles and 200 rewrites of them, 128 permutations in bands of 4, 2 and 1 found .05, .37 and .89
of the pairs with any common passage, fingerprints .998; of the pairs that share a fifth .12, .87 and 1, the
fingerprints 1, with as many candidates (benchmarks/bench_candidates.py). Sorting the fingerprints makes them an
inverted index; the cost grows with the number of words.

Stock background is wording that recurs from day to day, as no story does: a sentence on who holds which region, an
outlet's standing description of a group, a line about its newsletter. What many articles of one day share is no
background but one story, or one speech, in many papers. Dates tell the two apart; where articles have none, only the
number does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from analysis.comparison.reuse.shingles import Hashes

FEW = 5  # articles that may share a fingerprint so that it makes a pair alone
NEIGHBOURS = 30  # of the articles that share one fingerprint, each is paired with so many that follow it
MANY = 6  # articles without dates that share a wording from which on it is stock
SOME = 4  # articles that suffice if they are spread over more days than a story lives
OWN = 3  # articles of one outlet that suffice on as many days
STORY = 7  # days that papers go on printing one story

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class SharedPrints:
    """Fingerprints with the articles that have them: ``sizes`` says how many ``holders`` belong to each of ``hashes``.

    ``holders`` are article numbers, those of the first fingerprint first, each group in ascending order.
    """

    hashes: Hashes
    sizes: Numbers
    holders: Numbers

    @property
    def group(self) -> Numbers:
        """The number of the fingerprint that each of ``holders`` belongs to."""
        return np.repeat(np.arange(len(self.sizes)), self.sizes)

    def only(self, kept: NDArray[np.bool_]) -> SharedPrints:
        return SharedPrints(self.hashes[kept], self.sizes[kept], self.holders[np.repeat(kept, self.sizes)])


@dataclass(frozen=True, slots=True)
class PairCounts:
    """Pairs of articles (as a number: the lower one times their number, plus the other) by their fingerprints: ``rare``
    share one that few have; ``common`` share others, ``counts`` of them."""

    rare: Numbers
    common: Numbers
    counts: Numbers


def group_prints(hashes: Hashes, holders: Numbers) -> SharedPrints:
    """The fingerprints that more than one article has, given fingerprints and the number of the article that has each,
    in any order."""
    order = np.lexsort((holders, hashes))
    hashes, holders = hashes[order], holders[order]
    firsts = np.flatnonzero(np.concatenate([[True], hashes[1:] != hashes[:-1]])[: len(hashes)])
    sizes = np.diff(firsts, append=len(hashes))
    return SharedPrints(hashes[firsts], sizes, holders).only(sizes > 1)


def stock_prints(shared: SharedPrints, outlets: Sequence[str | None], days: Sequence[date | None]) -> Hashes:
    """Those of the shared fingerprints that are stock, in ascending order, given each article's outlet and day."""
    if len(shared.hashes) == 0:
        return shared.hashes
    number = {name: i for i, name in enumerate(sorted({o for o in outlets if o}), start=1)}
    by = np.array([number.get(o or "", 0) for o in outlets], dtype=np.int64)[shared.holders]
    on = np.array([d.toordinal() if d else 0 for d in days], dtype=np.int64)[shared.holders]
    firsts = np.cumsum(shared.sizes) - shared.sizes
    latest = np.maximum.reduceat(on, firsts)
    earliest = np.minimum.reduceat(np.where(on > 0, on, np.iinfo(np.int64).max), firsts)
    dated = np.add.reduceat((on > 0).astype(np.int64), firsts) * 2 >= shared.sizes
    n_days, n_outlets = _distinct(shared, on), _distinct(shared, by)
    spread = (shared.sizes >= SOME) & (latest - earliest > STORY) & (n_days >= OWN)
    own = (n_outlets == 1) & (np.minimum.reduceat(by, firsts) > 0) & (n_days >= OWN)
    return shared.hashes[np.where(dated, spread | own, shared.sizes >= MANY)]


def _distinct(shared: SharedPrints, values: Numbers) -> Numbers:
    """How many different values the holders of each have; 0, which stands for what is not known, is none of them."""
    pairs = np.unique(np.stack([shared.group, values])[:, values > 0], axis=1)
    return np.bincount(pairs[0], minlength=len(shared.sizes))


def count_pairs(shared: SharedPrints, n: int, stock: Hashes | None = None) -> PairCounts:
    """The pairs that some of the fingerprints of ``n`` articles make.

    One common fingerprint makes a pair if no more than FEW articles have it; of more common ones it takes two. Where
    more than NEIGHBOURS articles share a fingerprint, each is paired with the next NEIGHBOURS only: the cost stays
    linear, and one story that is printed everywhere still hangs together. If such a fingerprint is in ``stock``
    (ascending, see ``stock_prints``), it makes no pair: an outlet's standing line is in a thousand articles, and made
    thirty pairs of each in which it does not count.
    """
    if stock is not None:
        shared = shared.only((shared.sizes <= NEIGHBOURS) | ~np.isin(shared.hashes, stock, assume_unique=True))
    group, is_rare = shared.group, np.repeat(shared.sizes <= FEW, shared.sizes)
    rare, common = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for step in range(1, min(NEIGHBOURS, int(shared.sizes.max(initial=1)) - 1) + 1):
        same = group[step:] == group[:-step]
        keys = shared.holders[:-step] * n + shared.holders[step:]
        rare.append(np.unique(keys[same & is_rare[step:]]))
        common.append(keys[same & ~is_rare[step:]])
    return PairCounts(np.unique(np.concatenate(rare)), *np.unique(np.concatenate(common), return_counts=True))


def joined_candidates(parts: Iterable[PairCounts], n: int) -> list[tuple[int, int]]:
    """The candidates among ``n`` articles, given what each part of the fingerprints says; the parts share none."""
    parts = list(parts)
    rare = np.concatenate([part.rare for part in parts])
    common, place = np.unique(np.concatenate([part.common for part in parts]), return_inverse=True)
    counts = np.bincount(place, np.concatenate([part.counts for part in parts]), minlength=len(common))
    return [divmod(key, n) for key in np.union1d(rare, common[counts > 1]).tolist()]


def connected(names: Iterable[str], ties: Iterable[tuple[str, str]]) -> dict[str, str]:
    """A representative for each name: the same for all that ties connect (union by the smaller name)."""
    head = {name: name for name in names}

    def find(name: str) -> str:
        while head[name] != name:
            head[name] = head[head[name]]
            name = head[name]
        return name

    for a, b in ties:
        first, second = sorted((find(a), find(b)))
        head[second] = first
    return {name: find(name) for name in head}
