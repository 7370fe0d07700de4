"""Tables as CSV that a spreadsheet shows and does not run (``guarding``)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TextIO, cast

import pandas as pd

from analysis.guarding import guard, unguard


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
