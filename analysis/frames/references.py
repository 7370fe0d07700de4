"""Frames that fit together: what a layout alone cannot see of frames that come from elsewhere."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import numpy as np
import pandas as pd

from analysis.errors import FrameError
from analysis.frames.tables import row_at

# The article that a row is of, and the ends of what lies in its text.
_SPANS = {"article_id": ("end", "trigger_end", "speaker_end"), "article_a": ("end_a",), "article_b": ("end_b",)}
# Columns that name a row of a frame, where that frame is at hand.
_NAMED = (
    ("sentences", "passage", "passages", "passage_id"),
    ("passages", "duplicate_of", "passages", "passage_id"),
    ("attacks", "incident_id", "incidents", "incident_id"),
    ("attacks", "part_of", "attacks", "attack_id"),
    ("statements", "nested_in", "statements", "statement_id"),
)


def check_references(tables: Mapping[str, pd.DataFrame]) -> None:
    """Raises FrameError where a row names an article or a row that there is none of, a span that its text does not
    have, days that run backwards, or where an article's text is not the one that its digest is of."""
    _check_texts(tables["articles"])
    lengths = tables["articles"].set_index("article_id")["text"].str.len()
    for name, table in tables.items():
        if name != "edits":  # may name an article that is gone: a correction stays on record
            _check_articles(name, table, lengths)
        if "date_start" in table.columns:
            _fail_at(table["date_start"] > table["date_end"], name, "date_start", table, "is after date_end")
    for name, column, other, key in _NAMED:
        if name in tables and other in tables:
            named = tables[name][column]
            unknown = named.notna() & ~named.isin(tables[other][key])
            _fail_at(unknown, name, column, tables[name], f"names a row that frame {other} lacks")


def _check_texts(articles: pd.DataFrame) -> None:
    """Offsets into another text than theirs would show other words as evidence."""
    if "sha256" in articles.columns:
        told = articles.dropna(subset=["text"])
        digests = [hashlib.sha256(text.encode()).hexdigest() for text in told["text"]]
        what = "is not the digest of the article's text, to which all offsets refer"
        _fail_at(
            told["sha256"] != pd.Series(digests, index=told.index, dtype="string"), "articles", "sha256", told, what
        )


def _check_articles(name: str, table: pd.DataFrame, lengths: pd.Series[int]) -> None:
    for column in _SPANS.keys() & set(table.columns):
        unknown = ~table[column].isin(lengths.index)
        _fail_at(unknown, name, column, table, "names an article that frame articles lacks")
        for end in (end for end in _SPANS[column] if end in table.columns):
            beyond = table[end] > table[column].map(lengths)
            _fail_at(beyond, name, end, table, "lies after the end of the article's text")


def _fail_at(wrong: pd.Series[bool], name: str, column: str, table: pd.DataFrame, what: str) -> None:
    rows = wrong.fillna(False).to_numpy(dtype=bool).nonzero()[0]
    if len(rows):
        value = table[column].iloc[rows[0]]
        value = value.item() if isinstance(value, np.generic) else value  # 7, not np.int64(7)
        place = row_at(name, int(rows[0]), table.reset_index(drop=True))
        raise FrameError(f"Frame {name}, column {column}, {place}: {value!r} {what}. Make the frames again.")
