"""What all scores share: figures that keep their counts, one-to-one matching, comparison of values."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from annotation import Span
from scipy.optimize import linear_sum_assignment


@dataclass(frozen=True, slots=True)
class Figure:
    """A share with its counts: ``right`` of ``of``. Nothing to get right or wrong counts as 1."""

    right: int
    of: int

    @property
    def value(self) -> float:
        return self.right / self.of if self.of else 1.0


Figures = dict[str, Figure]
Pair = tuple[Span, Span]
Weight = Callable[[Span, Span], float]


def retrieval(n_right: int, n_found: int, n_gold: int) -> Figures:
    """Precision, recall and F1 (its counts are those of the Dice form: 2 right of found and gold together)."""
    return {
        "precision": Figure(n_right, n_found),
        "recall": Figure(n_right, n_gold),
        "f1": Figure(2 * n_right, n_found + n_gold),
    }


def spans(frame: pd.DataFrame) -> list[Span]:
    """The rows of a frame with offsets, their values as text ('' where missing)."""
    return [Span(str(v["article_id"]), int(v["start"]), int(v["end"]), v) for v in records(frame)]


def records(frame: pd.DataFrame) -> Iterator[dict[str, str]]:
    """The rows of a frame, values as text in the form of the gold: '' for missing, days, lower-case truth."""
    for row in frame.to_dict("records"):
        yield {str(column): _as_text(value) for column, value in row.items()}


def _as_text(value: Any) -> str:
    if pd.isna(value):
        return ""
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    return str(value).lower() if isinstance(value, (bool, np.bool_)) else str(value)


def overlap(a: Span, b: Span) -> int:
    """Characters that both hold."""
    return max(0, min(a.end, b.end) - max(a.start, b.start)) if a.article_id == b.article_id else 0


def iou(a: Span, b: Span) -> float:
    """Characters that both hold, as a share of those that either holds."""
    both = overlap(a, b)
    return both / (a.end - a.start + b.end - b.start - both)


def one_to_one(gold: Sequence[Span], found: Sequence[Span], weight: Weight) -> list[Pair]:
    """The pairs of the one-to-one matching with the greatest total weight; a pair of weight 0 is none.

    Solved as an assignment problem, article by article.
    """
    pairs: list[Pair] = []
    for article_id in sorted({span.article_id for span in gold}):
        rows = [span for span in gold if span.article_id == article_id]
        columns = [span for span in found if span.article_id == article_id]
        weights = np.array([[weight(row, column) for column in columns] for row in rows])
        pairs += [(rows[i], columns[j]) for i, j in assigned(weights)]
    return pairs


def assigned(weights: np.ndarray) -> list[tuple[int, int]]:
    """Row and column of each pair of the best assignment that has a weight above 0."""
    if weights.size == 0:
        return []
    pairs = zip(*linear_sum_assignment(weights, maximize=True), strict=True)
    return [(int(i), int(j)) for i, j in pairs if weights[i, j] > 0]


def plain(value: str) -> str:
    """A name without case, leading article, punctuation and the form of its apostrophes."""
    words = re.findall(r"\w+", value.replace("’", "'").replace("'s", "").casefold())
    return " ".join(words[1:] if words[:1] in (["the"], ["a"], ["an"]) else words)


def same(a: str, b: str) -> bool:
    """Whether two values are one, names without regard to case and article."""
    return plain(a) == plain(b)


Same = Callable[[Mapping[str, str], Mapping[str, str]], bool]


def agreement(pairs: Iterable[tuple[Mapping[str, str], Mapping[str, str]]], columns: Sequence[str]) -> Figure:
    """Pairs that agree on all ``columns``, of those where gold or program has a value: both empty proves nothing."""
    filled = [(g, f) for g, f in pairs if any(g[c] or f[c] for c in columns)]
    return Figure(sum(all(same(g[c], f[c]) for c in columns) for g, f in filled), len(filled))
