"""What a run does piece by piece and process by process, done at once in memory: what tests hold a few articles to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from analysis.comparison.incidents.accounts import AttackMention, make_accounts
from analysis.comparison.incidents.merging import MergedIncidents, merge_accounts
from analysis.comparison.reuse.alignment import long_runs, may_share
from analysis.comparison.reuse.candidates import (
    SharedPrints,
    count_pairs,
    group_prints,
    joined_candidates,
    stock_prints,
)
from analysis.comparison.reuse.documents import Document, is_compared, words_of
from analysis.comparison.reuse.overlaps import Reuse, compare_pair, judge_pairs
from analysis.comparison.reuse.shingles import Hashes, fingerprints, shingle_hashes
from analysis.language.lexicon import Lexicon


def merge_incidents(
    mentions: Sequence[AttackMention], lexicon: Lexicon, telling: Mapping[str, Sequence[str]]
) -> MergedIncidents:
    """The incidents behind ``mentions``; ``telling``: by article, its telling terms."""
    return merge_accounts(make_accounts(mentions, lexicon, telling), lexicon)


def find_overlaps(documents: Iterable[Document]) -> Reuse:
    """Pairs of articles that share wording."""
    held = sorted((d for d in documents if is_compared(d)), key=lambda d: d.article_id)
    words = [words_of(document) for document in held]
    shared = shared_prints([fingerprints(w) for w in words])
    stock = stock_prints(shared, [d.outlet for d in held], [d.published.date() if d.published else None for d in held])
    runs = [long_runs(shingle_hashes(w)) for w in words]
    likely = [(a, b) for a, b in find_candidates(shared, stock) if may_share(runs[a], runs[b])]
    found = (compare_pair(held[a], held[b], words[a], words[b], shared.hashes, stock) for a, b in likely)
    return judge_pairs([pair for pair in found if pair is not None], ((d.article_id, d.outlet) for d in held))


def shared_prints(prints: Sequence[Hashes]) -> SharedPrints:
    """The fingerprints that more than one article has, given those of each article, none of them twice."""
    hashes = np.concatenate([*prints, np.zeros(0, dtype=np.uint64)])
    return group_prints(hashes, np.repeat(np.arange(len(prints), dtype=np.int64), [len(p) for p in prints]))


def find_candidates(shared: SharedPrints, stock: Hashes | None = None) -> list[tuple[int, int]]:
    """Pairs of article numbers (the lower first) with a common fingerprint."""
    n = int(shared.holders.max(initial=0)) + 1
    return joined_candidates([count_pairs(shared, n, stock)], n)
