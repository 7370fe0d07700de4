"""Text that a spreadsheet would run as a formula ("=cmd", "@SUM") starts with an apostrophe, which it hides.

Found words begin as they like. The apostrophe can be taken away again: guarded text that had one gets a second.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TextIO, cast

import pandas as pd

_FORMULA = re.compile(r"'*[=+\-@\t\r\n]")
_GUARDED = re.compile(r"'+[=+\-@\t\r\n]")


def guard(text: str) -> str:
    """``text`` so that a spreadsheet shows it and does not run it."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguard(text: str) -> str:
    """The text that ``guard`` was given."""
    return text[1:] if _GUARDED.match(text) else text


def guard_table(table: pd.DataFrame) -> pd.DataFrame:
    """``table`` with its text columns guarded; numbers, days and truths are no text."""
    return _mapped(table, guard)


def unguard_table(table: pd.DataFrame) -> pd.DataFrame:
    """The table that ``guard_table`` was given."""
    return _mapped(table, unguard)


def write_csv(table: pd.DataFrame, file: TextIO) -> None:
    """``table``, guarded, as CSV with lines that end in a newline only, whatever its cells hold."""
    guard_table(table).to_csv(
        cast(TextIO, _Lines(file)), index=False, lineterminator="\r\n", date_format="%Y-%m-%dT%H:%M:%S"
    )


class _Lines:
    """Takes rows that end in CR LF, so that a cell with a CR is quoted, and writes them with LF."""

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def write(self, row: str) -> int:
        return self._file.write(f"{row[:-2]}\n")


def _mapped(table: pd.DataFrame, change: Callable[[str], str]) -> pd.DataFrame:
    texts = [c for c in table.columns if pd.api.types.is_string_dtype(table[c].dtype)]
    changed = {c: table[c].map(change, na_action="ignore").astype("string") for c in texts}
    return table.assign(**changed)
