"""Words of an article as hashes of their stems, and its fingerprints: what articles are compared by.

A shingle is five stems in a row. Of every four neighbouring shingles the one with the smallest hash is kept (winnowing,
Schleimer, Wilkerson and Aiken, SIGMOD 2003: MinHash taken locally), so that any run of eight words that two articles
share leaves a common fingerprint.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import blake2b
from struct import Struct

import numpy as np
from numpy.typing import NDArray

from analysis.comparison.spelling import plain_word
from analysis.reading.plain import read_plain

SHINGLE = 5  # stems
WINDOW = 4  # shingles; a shared run of SHINGLE + WINDOW - 1 words is always found
_QUOTATION = re.compile(r"“[^”\n]+”?|\"[^\"\n]+\"?")
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’][^\W_]+)*")
_READ = np.dtype([("hash", np.uint64), ("first", np.int32), ("size", np.int32), ("advance", np.int32)])
_AS_READ = Struct("=Qiii").pack
_NONE = np.uint64(np.iinfo(np.uint64).max)  # larger than any hash: no shingle here
MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)

Hashes = NDArray[np.uint64]


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The words of an article's body: hash of the stem, first character, character after it, in ``text``.

    ``quoted`` is true within quotation marks, ``spoken`` in a sentence that mostly says what somebody else said. A
    change in ``segment`` says that something else (a caption, furniture) stands between two words.
    """

    text: str
    hashes: Hashes
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    segment: NDArray[np.int32]
    quoted: NDArray[np.bool_]
    spoken: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.hashes)

    def forms(self, first: int, after: int) -> list[str]:
        """The forms (``spelling.plain_word``) of the words from ``first`` up to ``after``."""
        spans = zip(self.starts[first:after].tolist(), self.ends[first:after].tolist(), strict=True)
        return [plain_word(read_plain(self.text[start:end]).text) for start, end in spans]


def read_words(text: str, spans: Iterable[tuple[int, int]], spoken: Iterable[tuple[int, int]] = ()) -> Words:
    """The words within ``spans``; quotation marks, case, endings, tense, spelling make no difference (spelling.py), nor
    what is hidden in the text (reading/plain.py). ``spoken`` are the statements of the text."""
    plain = read_plain(text)
    if plain.starts is None:
        return _read(text, sorted(spans), spoken)
    of_plain, spoken_there = (
        sorted((plain.plain(start), plain.plain(end)) for start, end in of_file) for of_file in (spans, spoken)
    )
    read = _read(plain.text, of_plain, spoken_there)
    starts, ends = (np.asarray(at, dtype=np.int32) for at in (plain.starts, plain.ends))
    return replace(read, text=text, starts=starts[read.starts], ends=ends[read.ends - 1])


def _read(text: str, spans: Sequence[tuple[int, int]], spoken: Iterable[tuple[int, int]]) -> Words:
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
    hashes, ends, quoted = found["hash"].copy(), starts + found["size"], _quotations(text)[starts]
    return Words(text, hashes, starts, ends, segment_of, quoted, _spoken(starts, quoted, spans, spoken))


def _spoken(
    starts: NDArray[np.int32],
    quoted: NDArray[np.bool_],
    sentences: Sequence[tuple[int, int]],
    statements: Iterable[tuple[int, int]],
) -> NDArray[np.bool_]:
    """For each word whether its sentence is for the greater part in quotation marks or within a statement: then who
    said it, when and where ("the ministry said in a statement on its website") belongs to it."""
    said = quoted.copy()
    for first, after in _within(starts, statements):
        said[first:after] = True
    for first, after in _within(starts, sentences):
        of_sentence = said[first:after]
        of_sentence[:] = 2 * np.count_nonzero(of_sentence) > len(of_sentence)
    return said


def _within(starts: NDArray[np.int32], spans: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Of each span of characters the first of the words in it and the one after it."""
    found: list[list[int]] = np.searchsorted(starts, np.array(list(spans), dtype=np.int32).reshape(-1, 2)).tolist()
    return found


def _stretches(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
    """``spans``, in order, with their segments, those joined between which there is nothing but white space."""
    begin, reached, segment = -1, -1, 0
    for start, end in spans:
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
    if piece.isalpha():
        return _AS_READ(_hash(plain_word(piece)), 0, len(piece), len(piece) + 1)
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
        mixed = (mixed ^ words.hashes[offset : offset + n]) * MULTIPLIER
        mixed ^= mixed >> np.uint64(29)
    mixed[words.segment[:n] != words.segment[size - 1 :]] = 0
    return mixed


def fingerprints(words: Words) -> Hashes:
    """The smallest shingle hash of every WINDOW neighbouring ones, each once, in ascending order."""
    hashes = shingle_hashes(words)
    minima = np.where(hashes == 0, _NONE, hashes)
    for _ in range(min(WINDOW, len(hashes)) - 1):
        minima = np.minimum(minima[1:], minima[:-1])
    minima.sort()
    kept = minima != _NONE
    kept[1:] &= minima[1:] != minima[:-1]
    return np.asarray(minima[kept])


def contains(ascending: Hashes, values: Hashes) -> NDArray[np.bool_]:
    """Whether each of ``values`` is among the hashes in ``ascending`` order."""
    if len(ascending) == 0:
        return np.zeros(len(values), dtype=np.bool_)
    at = np.minimum(np.searchsorted(ascending, values), len(ascending) - 1)
    return np.asarray(ascending[at] == values)
