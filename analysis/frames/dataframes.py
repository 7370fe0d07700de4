"""Frames as pandas holds them: DataFrames with exactly the columns of their layout, in its order.

Stand-off offsets ``start`` and ``end`` count characters of ``articles.text``. Text columns that hold several values
separate them by "; ". Missing is missing (NA).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd
import pyarrow as arrow

from analysis.frames.layouts import LAYOUTS
from analysis.frames.tables import checked, make_array, make_table, rows_of


def make_frame(name: str, rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """The frame ``name`` made of ``rows`` (mappings with its columns); raises as ``make_table`` does."""
    frame: pd.DataFrame = make_table(name, list(rows)).to_pandas()
    return frame


def validate(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """``frame`` with the types of its columns. Raises FrameError that names frame, column and row that break it."""
    arrays = [_array(name, str(column), values) for column, values in frame.items()]
    table = arrow.Table.from_arrays(arrays, names=list(map(str, frame.columns)))
    validated: pd.DataFrame = checked(name, table).to_pandas()
    return validated


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a frame with None for what is missing and plain days and times."""
    return rows_of(arrow.Table.from_pandas(frame, preserve_index=False))


def _array(name: str, column: str, values: pd.Series[Any]) -> arrow.Array:
    try:
        return arrow.Array.from_pandas(values)
    except (arrow.ArrowException, ValueError, OverflowError):  # values of several types, half a character
        plain = values.astype(object).where(values.notna(), None).to_list()
        return make_array(name, column, plain) if column in LAYOUTS[name].columns else arrow.nulls(len(plain))
