"""Frames without the words of their articles: facts, names, numbers, scores and offsets stay."""

from __future__ import annotations

import re

import pyarrow as arrow

from analysis.frames.layouts import LAYOUTS
from analysis.frames.tables import checked, make_array

# A withheld text must not come back through a long headline or target: facts fit into eight words.
WORDS = 8
_WORD = re.compile(r"[^\W_]+")


def withhold_table(name: str, table: arrow.Table) -> arrow.Table:
    """A frame, or a part of it, without article text, and with no more than the start of any cell of over eight words.

    ``table`` has been checked.
    """
    for at, (column, told) in enumerate(LAYOUTS[name].columns.items()):
        if told.kind == "text":
            is_text = (name, column) == ("articles", "text")
            values = [None if v is None or is_text else _first_words(v) for v in table[column].to_pylist()]
            table = table.set_column(at, column, make_array(name, column, values))
    return checked(name, table)


def _first_words(value: str) -> str:
    words = [m for m in _WORD.finditer(value) if not m[0].isdigit()]  # offsets give nothing away
    return value if len(words) <= WORDS else f"{value[: words[WORDS - 1].end()]} …"
