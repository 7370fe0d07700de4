"""Frames that fit together: what each schema alone cannot see of frames that come from elsewhere."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analysis.errors import FrameError

# Frames whose rows may name an article that is gone: a correction stays on record.
_FREE = frozenset({"edits"})


def check_references(tables: Mapping[str, pd.DataFrame]) -> None:
    """Raises FrameError where a row names an article that there is none of, or a span that its text does not have."""
    articles = tables["articles"]
    known = articles["article_id"]
    lengths = articles.set_index("article_id")["text"].str.len()
    for name, table in tables.items():
        for column in ("article_id", "article_a", "article_b"):
            if name not in _FREE and name != "articles" and column in table.columns:
                _fail_at(~table[column].isin(known), name, column, table, "names an article that frame articles lacks")
        if name not in _FREE and {"article_id", "end"} <= set(table.columns):
            beyond = (table["end"] > table["article_id"].map(lengths)).fillna(False)
            _fail_at(beyond, name, "end", table, "lies after the end of the article's text")


def _fail_at(wrong: pd.Series[bool], name: str, column: str, table: pd.DataFrame, what: str) -> None:
    rows = wrong.to_numpy(dtype=bool).nonzero()[0]
    if len(rows):
        value = table[column].iloc[rows[0]]
        raise FrameError(f"Frame {name}, column {column}, row {rows[0]}: {value!r} {what}. Make the frames again.")
