"""What all scores share: figures that keep their counts, one-to-one matching, comparison of values."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from annotation import Span


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
    if len(weights) > len(weights.T):
        return sorted((i, j) for j, i in assigned(weights.T))
    return [(i, j) for i, j in enumerate(_assignment(-weights)) if weights[i, j] > 0]


def _assignment(cost: np.ndarray) -> list[int]:
    """For each row its column, at the least total cost: the Hungarian method by shortest augmenting paths, rows one by
    one (Kuhn 1955; Jonker and Volgenant 1987). There are at least as many columns as rows."""
    n_rows, n_columns = cost.shape
    of_row, of_column = np.zeros(n_rows), np.zeros(n_columns)  # prices that make each pair cost 0 or more
    owner = np.full(n_columns, -1)
    for new in range(n_rows):
        shortest, before = np.full(n_columns, np.inf), np.full(n_columns, -1)
        reached = np.zeros(n_columns, dtype=bool)
        row, column, length = new, -1, 0.0
        while row >= 0:
            through = length + cost[row] - of_row[row] - of_column
            nearer = ~reached & (through < shortest)
            shortest[nearer], before[nearer] = through[nearer], column
            column = int(np.argmin(np.where(reached, np.inf, shortest)))
            length, row = shortest[column], owner[column]
            reached[column] = True
        inside = reached & (owner >= 0)
        of_row[owner[inside]] += length - shortest[inside]
        of_row[new] += length
        of_column[reached] -= length - shortest[reached]
        while column >= 0:
            owner[column], column = (owner[before[column]] if before[column] >= 0 else new), before[column]
    return [int(np.flatnonzero(owner == row)[0]) for row in range(n_rows)]


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
