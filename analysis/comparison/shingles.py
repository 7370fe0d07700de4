"""Candidates for shared wording: pairs of articles with a hashed word shingle in common, never all pairs.

A shingle is five stems in a row. Of every four neighbouring shingles the one with the smallest hash is kept (winnowing,
Schleimer, Wilkerson and Aiken, SIGMOD 2003: MinHash taken locally), so that any run of eight words that two articles
share leaves a common fingerprint. A MinHash of whole articles misses what matters most here, one shared sentence in two
long articles. Fingerprints go into an inverted index; the cost grows with the number of words.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from analysis.extraction.terms import stem

SHINGLE = 5  # stems
WINDOW = 4  # shingles; a shared run of SHINGLE + WINDOW - 1 words is always found
FEW = 5  # articles that may share a fingerprint so that it makes a pair alone
NEIGHBOURS = 30  # of the articles that share one fingerprint, each is paired with so many that follow it
_QUOTATION = re.compile(r"“[^”\n]+|\"[^\"\n]+")
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’][^\W_]+)*")
_NONE = np.uint64(np.iinfo(np.uint64).max)  # larger than any hash: no shingle here
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of an article's body: stem, hash of the stem, first character, character after it.

    ``quoted`` is true within quotation marks. A change in ``segment`` says that something else (a caption, furniture)
    stands between two words.
    """

    forms: tuple[str, ...]
    hashes: NDArray[np.uint64]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    segment: NDArray[np.int64]
    quoted: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.forms)


def read_words(text: str, spans: Iterable[tuple[int, int]]) -> Words:
    """The words within ``spans``; quotation marks, case, full stops in abbreviations and endings make no difference."""
    forms: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    segments: list[int] = []
    segment, reached = 0, None
    for start, end in sorted(spans):
        if reached is not None and text[reached:start].strip():
            segment += 1
        reached = end
        for match in _WORD.finditer(text, start, end):
            forms.append(_plain(match[0]))
            starts.append(match.start())
            ends.append(match.end())
            segments.append(segment)
    inside = _quotations(text)
    hashes = np.fromiter((_hash(form) for form in forms), dtype=np.uint64, count=len(forms))
    return Words(tuple(forms), hashes, tuple(starts), tuple(ends), np.asarray(segments, dtype=np.int64), inside[starts])


def _quotations(text: str) -> NDArray[np.bool_]:
    """For each character whether it stands in double quotation marks; a missing mark ends with its paragraph."""
    inside = np.zeros(len(text) + 1, dtype=np.bool_)
    for match in _QUOTATION.finditer(text):
        inside[match.start() : match.end()] = True
    return inside


def _plain(word: str) -> str:
    return stem(word.replace(".", "").replace("’", "'").lower().removesuffix("'s")).replace("'", "")


@lru_cache(maxsize=262144)
def _hash(form: str) -> int:
    """A hash that is the same in every process and every run."""
    return int.from_bytes(blake2b(form.encode(), digest_size=8).digest(), "big")


def shingle_hashes(words: Words, size: int = SHINGLE) -> NDArray[np.uint64]:
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


def fingerprints(words: Words) -> frozenset[int]:
    """The smallest shingle hash of every WINDOW neighbouring ones."""
    hashes = shingle_hashes(words)
    if len(hashes) == 0:
        return frozenset()
    padded = np.where(hashes == 0, _NONE, hashes)
    width = min(WINDOW, len(padded))
    minima = np.lib.stride_tricks.sliding_window_view(padded, width).min(axis=1)
    return frozenset(np.unique(minima).tolist()) - {int(_NONE)}


def find_candidates(prints: Sequence[frozenset[int]]) -> tuple[list[tuple[int, int]], Mapping[int, int]]:
    """Pairs of indices (the lower first) with a common fingerprint, and in how many articles each shared one stands.

    One common fingerprint makes a pair if no more than FEW articles have it; of more common ones it takes two. Where
    more than NEIGHBOURS articles share a fingerprint, each is paired with the next NEIGHBOURS only: the cost stays
    linear, and what is printed everywhere still hangs together.
    """
    index: dict[int, list[int]] = defaultdict(list)
    for at, found in enumerate(prints):
        for fingerprint in found:
            index[fingerprint].append(at)
    shared = {fingerprint: at for fingerprint, at in index.items() if len(at) > 1}
    weight: Counter[tuple[int, int]] = Counter()
    for holders in shared.values():
        each = 2 if len(holders) <= FEW else 1
        for i, a in enumerate(holders):
            for b in holders[i + 1 : i + 1 + NEIGHBOURS]:
                weight[a, b] += each
    pairs = sorted(pair for pair, total in weight.items() if total > 1)
    return pairs, {fingerprint: len(at) for fingerprint, at in shared.items()}
