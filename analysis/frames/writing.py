"""A frame as a file, Parquet or CSV, with the words of its articles or without: then facts, names, numbers, scores and
offsets stay."""

from __future__ import annotations

import re
from pathlib import Path

import pyarrow as arrow
import pyarrow.parquet as parquet

from analysis.frames.layouts import LAYOUTS
from analysis.frames.tables import make_array

# A withheld text must not come back through a long headline or target: facts fit into eight words.
_WORDS = 8
_WORD = re.compile(r"[^\W_]+")
# What rows are joined by is no text, however long the name of a file is.
_NAMES = frozenset({
    "article_id", "article_a", "article_b", "duplicate_of", "incident_id", "nested_in", "origin", "part_of", "passage",
    "path", "row",
})  # fmt: skip


def write_table(name: str, table: arrow.Table, path: Path, *, with_text: bool = True) -> None:
    """Write a frame, which has been checked, as Parquet or CSV, by the ending of ``path``."""
    table = table if with_text else withhold_table(name, table)
    if path.suffix == ".parquet":
        parquet.write_table(table, path)
        arrow.default_memory_pool().release_unused()  # what it took for pages
        return
    from analysis.frames.spreadsheets import write_csv  # loads pandas

    with path.open("w", encoding="utf-8", newline="") as file:
        write_csv(table.to_pandas(), file)


def withhold_table(name: str, table: arrow.Table) -> arrow.Table:
    """A frame without article text, and with no more than the start of any cell of over eight words."""
    for at, (column, told) in enumerate(LAYOUTS[name].columns.items()):
        if told.kind == "text" and not told.unique and column not in _NAMES:
            is_text = (name, column) == ("articles", "text")
            values = [None if v is None or is_text else _first_words(v) for v in table[column].to_pylist()]
            table = table.set_column(at, column, make_array(name, column, values))
    return table


def _first_words(value: str) -> str:
    words = [m for m in _WORD.finditer(value) if not m[0].isdigit()]  # offsets give nothing away
    return value if len(words) <= _WORDS else f"{value[: words[_WORDS - 1].end()]} …"
