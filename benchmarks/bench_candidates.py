"""How well and at what cost candidates for shared wording are found, on a folder of .txt articles of your own.

    python benchmarks/bench_candidates.py FOLDER                         recall against all pairs, beside MinHash
    python benchmarks/bench_candidates.py FOLDER --sizes 1000 5000 20000 50000     time and memory by number of articles

Recall: to the articles are added 200 rewrites of them (sentences dropped, put in another order, one word in ten new).
Brute force looks at every pair; recall is of those of which a fifth of one article stands in the other, and of those
that share any passage. MinHash is measured with 128 permutations of whole-article signatures in bands of 4, 2 and 1.

Scale: larger corpora are recombined from the sentences of the folder, half of the words replaced by others of them, so
that they share no more than unrelated articles do; one article in five is a rewrite of another one. Each size runs in a
process of its own; the peak of memory is that of the process with the texts in it.
"""

from __future__ import annotations

import argparse
import random
import re
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path

import numpy as np

from analysis.comparison.reuse.alignment import MIN_RUN, align
from analysis.comparison.reuse.candidates import find_candidates, shared_prints
from analysis.comparison.reuse.documents import Document
from analysis.comparison.reuse.overlaps import find_overlaps
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
    options.add_argument("--sizes", type=int, nargs="*", default=[])
    options.add_argument("--one", type=int, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    texts = [path.read_text(encoding="utf-8-sig") for path in sorted(chosen.folder.rglob("*.txt"))]
    if chosen.one:
        measure(texts, chosen.one)
    elif chosen.sizes:
        print("articles      words       s   peak MB   pairs   ms per article")
        for size in chosen.sizes:
            subprocess.run([sys.executable, __file__, str(chosen.folder), "--one", str(size)], check=True)
    else:
        compare(texts)


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
    found = set(find_candidates(shared_prints([fingerprints(w) for w in words])))
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


def measure(texts: Sequence[str], size: int) -> None:
    """Time and peak memory of finding all shared wording in ``size`` recombined articles."""
    documents = [Document(f"d{i:06}", text, ((0, len(text)),)) for i, text in enumerate(recombined(texts, size))]
    n_words = sum(len(d.text.split()) for d in documents if d.text)
    started = time.perf_counter()
    reuse = find_overlaps(documents)
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    pairs = len(reuse.overlaps)
    print(f"{size:8,} {n_words:10,} {seconds:7.1f} {peak:9.0f} {pairs:7,} {1e3 * seconds / size:16.1f}", flush=True)


def recombined(texts: Sequence[str], size: int) -> Iterator[str]:
    chance = random.Random(size)
    sentences = [s for text in texts for s in sentences_of(text)]
    vocabulary = " ".join(texts).split()
    made: list[str] = []
    for i in range(size):
        if i % 5 == 4:
            text = rewritten(chance.choice(made), vocabulary, chance)
        else:
            text = "\n".join(changed(chance.choice(sentences), vocabulary, chance, 1 / 2) for _ in range(20))
        made = [*made[-200:], text]
        yield text


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
