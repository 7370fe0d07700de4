"""One kind of change between two runs: a table with a row a change, counted in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.reporting.shown import cell_text

NEW, REMOVED, CHANGED = "new", "removed", "changed"


@dataclass(frozen=True, slots=True)
class Section:
    """One kind of change: ``summary`` counts it ("2 new articles"), ``table`` has a row a change, of text and counts.

    ``links`` are the columns whose values are ids of rows that can be opened in the later run.
    """

    name: str
    title: str
    summary: str
    table: pd.DataFrame
    note: str = ""
    links: tuple[str, ...] = ()


def section(
    name: str, title: str, summary: str, rows: Sequence[Mapping[str, Any]], columns: Sequence[str], **more: Any
) -> Section:
    """The section of ``rows``, of which ``columns`` are shown, in this order; what a row does not say is empty."""
    table = pd.DataFrame({c: _column([row.get(c) for row in rows]) for c in columns})
    return Section(name, title, summary, table, **more)


def _column(values: Sequence[Any]) -> pd.Series[Any]:
    """Counts as numbers, all else as text; text that is missing is empty."""
    if values and all(isinstance(v, int) for v in values):
        return pd.Series(values, dtype="Int64")
    return pd.Series([cell_text(v) for v in values], dtype="string")


def numbers(rows: Sequence[Mapping[str, Any]], what: str, plural: str = "") -> str:
    """How many of ``what`` are new, removed and changed: "2 new and 1 removed incidents"."""
    kinds = [(kind, sum(row["change"] == kind for row in rows)) for kind in (NEW, REMOVED, CHANGED)]
    told = [f"{n} {kind}" for kind, n in kinds if n]
    return f"{' and '.join(told)} {what if sum(n for _, n in kinds) == 1 else plural or f'{what}s'}"


def by_id(frame: pd.DataFrame, key: str) -> dict[str, dict[Any, Any]]:
    """The rows of ``frame`` by the column ``key``."""
    return {row[key]: row for row in frame.to_dict("records")}
