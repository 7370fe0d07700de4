"""Candidates for shared wording: pairs of articles with a hashed word shingle in common, never all pairs.

A shingle is five stems in a row. Of every four neighbouring shingles the one with the smallest hash is kept (winnowing,
Schleimer, Wilkerson and Aiken, SIGMOD 2003: MinHash taken locally), so that any run of eight words that two articles
share leaves a common fingerprint. A MinHash signature of whole articles says how much they share in all, and so misses
the sentence that two long articles have in common: on 840 articles and 200 rewrites of them, 128 permutations in bands
of 4, 2 and 1 found .05, .37 and .89 of the pairs with any common passage, fingerprints .998; of the pairs that share
a fifth .12, .87 and 1, the fingerprints 1, with as many candidates (benchmarks/bench_candidates.py). Sorting the
fingerprints makes them an inverted index; the cost grows with the number of words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from struct import Struct

import numpy as np
from numpy.typing import NDArray

from analysis.comparison.spelling import plain_word

SHINGLE = 5  # stems
WINDOW = 4  # shingles; a shared run of SHINGLE + WINDOW - 1 words is always found
FEW = 5  # articles that may share a fingerprint so that it makes a pair alone
NEIGHBOURS = 30  # of the articles that share one fingerprint, each is paired with so many that follow it
_QUOTATION = re.compile(r"“[^”\n]+”?|\"[^\"\n]+\"?")
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’][^\W_]+)*")
_READ = np.dtype([("hash", np.uint64), ("first", np.int32), ("size", np.int32), ("advance", np.int32)])
_AS_READ = Struct("=Qiii").pack
_NONE = np.uint64(np.iinfo(np.uint64).max)  # larger than any hash: no shingle here
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)


Hashes = NDArray[np.uint64]


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The words of an article's body: hash of the stem, first character, character after it, in ``text``.

    ``quoted`` is true within quotation marks. A change in ``segment`` says that something else (a caption, furniture)
    stands between two words.
    """

    text: str
    hashes: Hashes
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    segment: NDArray[np.int32]
    quoted: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.hashes)

    def forms(self, first: int, after: int) -> list[str]:
        """The forms (``spelling.plain_word``) of the words from ``first`` up to ``after``."""
        spans = zip(self.starts[first:after].tolist(), self.ends[first:after].tolist(), strict=True)
        return [plain_word(self.text[start:end]) for start, end in spans]


@dataclass(frozen=True, slots=True)
class SharedPrints:
    """Fingerprints with the articles that have them: ``sizes`` says how many ``holders`` belong to each of ``hashes``.

    ``holders`` are article numbers, those of the first fingerprint first, each group in ascending order.
    """

    hashes: Hashes
    sizes: NDArray[np.int64]
    holders: NDArray[np.int64]


def read_words(text: str, spans: Iterable[tuple[int, int]]) -> Words:
    """The words within ``spans``; quotation marks, case, endings, tense, spelling make no difference (spelling.py)."""
    words = [np.zeros(0, dtype=_READ)]
    firsts = [np.zeros(0, dtype=np.int32)]
    segments = [np.zeros(0, dtype=np.int32)]
    for start, end, segment in _stretches(text, spans):
        read = np.frombuffer(b"".join(map(_words_in, text[start:end].split(" "))), dtype=_READ)
        before = np.cumsum(read["advance"], dtype=np.int32) - read["advance"]
        words.append(read)
        firsts.append(before + read["first"] + np.int32(start))
        segments.append(np.full(len(read), segment, dtype=np.int32))
    found, starts, segment_of = np.concatenate(words), np.concatenate(firsts), np.concatenate(segments)
    is_word = found["size"] > 0
    if not is_word.all():
        found, starts, segment_of = found[is_word], starts[is_word], segment_of[is_word]
    return Words(text, found["hash"].copy(), starts, starts + found["size"], segment_of, _quotations(text)[starts])


def _stretches(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
    """``spans`` with their segments, those joined between which there is nothing but white space."""
    begin, reached, segment = -1, -1, 0
    for start, end in sorted(spans):
        between = text[reached:start]
        if begin >= 0 and not between.isspace():
            yield begin, reached, segment
            begin, segment = start, segment + bool(between)
        elif begin < 0:
            begin = start
        reached = end
    if begin >= 0:
        yield begin, reached, segment


@lru_cache(maxsize=131072)
def _words_in(piece: str) -> bytes:
    """The words of what stands between two blanks, as ``_READ``: where they begin in it, and with the last one how far
    it is to the next piece; a piece without a word has one of no size. A corpus repeats its pieces, and few are new."""
    found = [(_hash(plain_word(m[0])), m.start(), m.end() - m.start()) for m in _WORD.finditer(piece)] or [(0, 0, 0)]
    last = len(found) - 1
    return b"".join([_AS_READ(*word, len(piece) + 1 if i == last else 0) for i, word in enumerate(found)])


def _hash(form: str) -> int:
    """A hash that is the same in every process and every run."""
    return int.from_bytes(blake2b(form.encode(), digest_size=8).digest(), "big")


def _quotations(text: str) -> NDArray[np.bool_]:
    """For each character whether it stands in double quotation marks; a missing mark ends with its paragraph."""
    inside = np.zeros(len(text) + 1, dtype=np.bool_)
    for match in _QUOTATION.finditer(text):
        inside[match.start() : match.end()] = True
    return inside


def shingle_hashes(words: Words, size: int = SHINGLE) -> Hashes:
    """A hash for each run of ``size`` words, by the index of its first; runs over a segment's end are 0."""
    n = len(words) - size + 1
    if n <= 0:
        return np.zeros(0, dtype=np.uint64)
    mixed = np.zeros(n, dtype=np.uint64)
    for offset in range(size):
        mixed = (mixed ^ words.hashes[offset : offset + n]) * _MULTIPLIER
        mixed ^= mixed >> np.uint64(29)
    mixed[words.segment[:n] != words.segment[size - 1 :]] = 0
    return mixed


def fingerprints(words: Words) -> Hashes:
    """The smallest shingle hash of every WINDOW neighbouring ones, each once, in ascending order."""
    return winnowed(shingle_hashes(words))


def winnowed(hashes: Hashes) -> Hashes:
    """The fingerprints of an article with these shingles (``shingle_hashes``)."""
    if len(hashes) == 0:
        return hashes
    minima = np.where(hashes == 0, _NONE, hashes)
    for _ in range(min(WINDOW, len(hashes)) - 1):
        minima = np.minimum(minima[1:], minima[:-1])
    minima.sort()
    kept = minima != _NONE
    kept[1:] &= minima[1:] != minima[:-1]
    return np.asarray(minima[kept])


def shared_prints(prints: Sequence[Hashes]) -> SharedPrints:
    """The fingerprints that more than one article has, given those of each article, none of them twice."""
    hashes = np.concatenate([*prints, np.zeros(0, dtype=np.uint64)])
    return group_prints(hashes, np.repeat(np.arange(len(prints), dtype=np.int64), [len(p) for p in prints]))


def group_prints(hashes: Hashes, holders: NDArray[np.int64]) -> SharedPrints:
    """As ``shared_prints``, given fingerprints and the number of the article that has each, in any order."""
    order = np.lexsort((holders, hashes))
    hashes, holders = hashes[order], holders[order]
    bounds = np.flatnonzero(np.concatenate([[True], hashes[1:] != hashes[:-1]])) if len(hashes) else np.zeros(0, int)
    sizes = np.diff(bounds, append=len(hashes))
    several = np.repeat(sizes > 1, sizes)
    return SharedPrints(hashes[bounds[sizes > 1]], sizes[sizes > 1], holders[several])


def find_candidates(shared: SharedPrints, stock: Hashes | None = None) -> list[tuple[int, int]]:
    """Pairs of article numbers (the lower first) with a common fingerprint.

    One common fingerprint makes a pair if no more than FEW articles have it; of more common ones it takes two. Where
    more than NEIGHBOURS articles share a fingerprint, each is paired with the next NEIGHBOURS only: the cost stays
    linear, and one story that is printed everywhere still hangs together. If such a fingerprint is in ``stock``
    (ascending, see stock.py), it makes no pair.
    """
    n = int(shared.holders.max()) + 1 if len(shared.holders) else 1
    return joined_candidates([count_pairs(shared, n, stock)], n)


@dataclass(frozen=True, slots=True)
class PairCounts:
    """Pairs of articles (as a number: the lower one times their number, plus the other) by their fingerprints: ``rare``
    share one that few have; ``common`` share others, ``counts`` of them."""

    rare: NDArray[np.int64]
    common: NDArray[np.int64]
    counts: NDArray[np.int64]


def count_pairs(shared: SharedPrints, n: int, stock: Hashes | None = None) -> PairCounts:
    """The pairs that some of the fingerprints of ``n`` articles make; stock that many have is left out beforehand."""
    if stock is not None:
        shared = _without_common_stock(shared, stock)
    group = np.repeat(np.arange(len(shared.sizes)), shared.sizes)
    is_rare = np.repeat(shared.sizes <= FEW, shared.sizes)
    rare: list[NDArray[np.int64]] = [np.zeros(0, np.int64)]
    common: list[NDArray[np.int64]] = [np.zeros(0, np.int64)]
    for step in range(1, min(NEIGHBOURS, int(shared.sizes.max(initial=1)) - 1) + 1):
        same = group[step:] == group[:-step]
        keys = shared.holders[:-step] * n + shared.holders[step:]
        rare.append(np.unique(keys[same & is_rare[step:]]))
        common.append(keys[same & ~is_rare[step:]])
    counted, counts = np.unique(np.concatenate(common), return_counts=True)
    return PairCounts(np.unique(np.concatenate(rare)), counted, counts)


def _without_common_stock(shared: SharedPrints, stock: Hashes) -> SharedPrints:
    """An outlet's standing line is in a thousand articles, and made thirty pairs of each in which it does not count."""
    kept = (shared.sizes <= NEIGHBOURS) | ~np.isin(shared.hashes, stock, assume_unique=True)
    return SharedPrints(shared.hashes[kept], shared.sizes[kept], shared.holders[np.repeat(kept, shared.sizes)])


def joined_candidates(parts: Iterable[PairCounts], n: int) -> list[tuple[int, int]]:
    """The candidates among ``n`` articles, given what each part of the fingerprints says; the parts share none."""
    rare, common, counts = np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.int64)
    for part in parts:
        rare = np.union1d(rare, part.rare)
        common, place = np.unique(np.concatenate([common, part.common]), return_inverse=True)
        counts = np.bincount(place, np.concatenate([counts, part.counts]), minlength=len(common)).astype(np.int64)
    return [divmod(key, n) for key in np.union1d(rare, common[counts > 1]).tolist()]
