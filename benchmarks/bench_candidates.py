"""How well and at what cost candidates for shared wording are found, on a folder of .txt articles of your own.

To the articles are added 200 rewrites of them (sentences dropped, put in another order, one word in ten new).
Brute force looks at every pair; recall is of those of which a fifth of one article stands in the other, and of those
that share any passage. MinHash is measured with 128 permutations of whole-article signatures in bands of 4, 2 and 1.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

import numpy as np

from analysis.comparison.reuse.alignment import MIN_RUN, align
from analysis.comparison.reuse.candidates import count_pairs, group_prints, joined_candidates
from analysis.comparison.reuse.shingles import (
    Words,
    fingerprints,
    read_words,
    shingle_hashes,
)

PLANTED = 200
CONTAINED = 0.2
PERMUTATIONS = 128
_SENTENCE = re.compile(r"(?<=[.!?][\"”’ ])\s*|\n+")

Pairs = set[tuple[int, int]]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path)
    folder = options.parse_args().folder
    compare([path.read_text(encoding="utf-8-sig") for path in sorted(folder.rglob("*.txt"))])


def compare(texts: Sequence[str]) -> None:
    """Recall of our candidates and of MinHash against brute force, on ``texts`` and planted rewrites."""
    chance = random.Random(1)
    vocabulary = " ".join(texts[:50]).split()
    corpus = [*texts, *(rewritten(chance.choice(texts), vocabulary, chance) for _ in range(PLANTED))]
    words = [read_words(text, [(0, len(text))]) for text in corpus]
    started = time.perf_counter()
    shares = all_pairs(words)
    much = {pair for pair, share in shares.items() if share >= CONTAINED}
    seconds = time.perf_counter() - started
    print(f"{len(corpus)} articles; brute force {seconds:.0f} s; {len(shares)} pairs share a passage, {len(much)} much")
    started = time.perf_counter()
    prints = [fingerprints(w) for w in words]
    holders = np.repeat(np.arange(len(prints)), [len(p) for p in prints])
    shared = count_pairs(group_prints(np.concatenate(prints), holders), len(prints))
    found = set(joined_candidates([shared], len(prints)))
    report("winnowing", found, much, set(shares), time.perf_counter() - started)
    for rows in (4, 2, 1):
        started = time.perf_counter()
        found = minhash_pairs(words, rows)
        name = f"MinHash, {PERMUTATIONS // rows} bands of {rows}"
        report(name, found, much, set(shares), time.perf_counter() - started)


def report(name: str, found: Pairs, much: Pairs, some: Pairs, seconds: float) -> None:
    of_much, of_some = len(found & much) / max(len(much), 1), len(found & some) / max(len(some), 1)
    counted = f"{len(found):8,} candidates   {seconds:.1f} s"
    print(f"{name:26} recall of a fifth {of_much:.3f}, of any passage {of_some:.3f} {counted}")


def all_pairs(words: Sequence[Words]) -> dict[tuple[int, int], float]:
    """The larger containment of every pair that shares a passage. A passage needs MIN_RUN equal words in a row."""
    runs = [frozenset(shingle_hashes(w, MIN_RUN).tolist()) for w in words]
    shares = {}
    for a, b in combinations(range(len(words)), 2):
        if not runs[a].isdisjoint(runs[b]) and (passages := align(words[a], words[b])):
            shares[a, b] = sum(p.shared for p in passages) / min(len(words[a]), len(words[b]))
    return shares


def minhash_pairs(words: Sequence[Words], rows: int) -> Pairs:
    """Pairs whose signatures agree on all rows of a band (Broder 1997; locality-sensitive hashing)."""
    factors = np.random.default_rng(1).integers(1, 2**62, size=(PERMUTATIONS, 1), dtype=np.uint64) | np.uint64(1)
    signatures = [(shingle_hashes(w)[None, :] * factors).min(axis=1) for w in words]
    found: Pairs = set()
    for first in range(0, PERMUTATIONS, rows):
        buckets: dict[bytes, list[int]] = {}
        for i, signature in enumerate(signatures):
            buckets.setdefault(signature[first : first + rows].tobytes(), []).append(i)
        for bucket in buckets.values():
            found |= set(combinations(bucket, 2))
    return found


def rewritten(text: str, vocabulary: Sequence[str], chance: random.Random) -> str:
    """``text`` with some sentences dropped, the rest in another order, one word in ten changed."""
    sentences = sentences_of(text)
    kept = chance.sample(sentences, max(1, round(len(sentences) * chance.uniform(0.3, 0.9))))
    return "\n".join(changed(sentence, vocabulary, chance, 0.1) for sentence in kept)


def changed(sentence: str, vocabulary: Sequence[str], chance: random.Random, share: float) -> str:
    return " ".join(chance.choice(vocabulary) if chance.random() < share else word for word in sentence.split())


def sentences_of(text: str) -> list[str]:
    return [s.strip() for s in _SENTENCE.split(text) if s and len(s.split()) > 4]


if __name__ == "__main__":
    main()
