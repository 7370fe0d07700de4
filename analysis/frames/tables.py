"""Rows → Arrow tables, checked against the contract in ``layouts``: what a run has just made, without pandas.

Everything that pandera checks of frames is checked here, a whole column at a time: types, what must not be missing or
empty, closed lists, patterns, unique ids, ranges, order. Rows that do not pass as they are go to pandera, which makes
of them what can be made, or says which row is wrong.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pyarrow as arrow
import pyarrow.compute as compute
import pyarrow.parquet as parquet

from analysis.errors import FrameError
from analysis.frames.arrays import TYPES, make_array
from analysis.frames.columns import Column, Kind
from analysis.frames.layouts import LAYOUTS, Layout

# Under which names pandas knows these types; its text was called "string" before version 3.
_TEXT = "str" if int(version("pandas").partition(".")[0]) >= 3 else "string"
_IN_PANDAS: Mapping[Kind, tuple[str, str]] = {
    "text": ("object", _TEXT),
    "number": ("int64", "Int64"),
    "share": ("float64", "Float64"),
    "truth": ("bool", "boolean"),
    "day": ("datetime", "datetime64[us]"),
}


def make_table(name: str, rows: Sequence[Mapping[str, Any]]) -> arrow.Table:
    """The frame ``name`` made of ``rows`` (mappings with its columns); pandas reads it with the types of frames.

    Raises FrameError that names frame, column and row where the rows break the contract.
    """
    table = plain_table(name, rows)
    if table is not None:
        return table
    from analysis.frames.validation import coerced_frame  # loads pandas and pandera

    return arrow.Table.from_pandas(coerced_frame(name, rows), schema=table_schema(name), preserve_index=False)


def plain_table(name: str, rows: Sequence[Mapping[str, Any]]) -> arrow.Table | None:
    """As ``make_table``; None where the rows do not keep the contract as they are."""
    layout = LAYOUTS[name]
    try:
        columns = [make_array(column.kind, [row.get(c) for row in rows]) for c, column in layout.columns.items()]
        table = arrow.Table.from_arrays(columns, schema=table_schema(name))
    except (arrow.ArrowException, TypeError, ValueError, OverflowError):
        return None
    return table if keeps_layout(layout, table) else None


def keeps_layout(layout: Layout, table: arrow.Table) -> bool:
    """Whether all that ``layout`` asks of columns and between them holds in ``table``."""
    if not all(_keeps(column, table[name]) for name, column in layout.columns.items()):
        return False
    in_order = [compute.less_equal(table[f"{name}_low"], table[f"{name}_high"]) for name in layout.ranges]
    if layout.is_span:
        in_order.append(compute.less(table["start"], table["end"]))
    return all(compute.all(holds, min_count=0).as_py() for holds in in_order)  # what is missing breaks nothing


def _keeps(column: Column, values: arrow.ChunkedArray) -> bool:
    if column.required and values.null_count:
        return False
    if column.filled and _least(compute.binary_length(values), 1) < 1:
        return False
    if column.unique and compute.count_distinct(values).as_py() != len(values):
        return False
    if column.values or column.pattern:
        found = {value for value in compute.unique(values).to_pylist() if value is not None}
        if column.values and not found.issubset(column.values):
            return False
        if column.pattern and not all(re.match(column.pattern, value) for value in found):
            return False
    if column.low is not None and _least(values, column.low) < column.low:
        return False
    return column.high is None or bool(_most(values, column.high) <= column.high)


def _least(values: arrow.ChunkedArray, default: float) -> Any:
    least = compute.min(values).as_py()
    return default if least is None else least


def _most(values: arrow.ChunkedArray, default: float) -> Any:
    most = compute.max(values).as_py()
    return default if most is None else most


@cache
def table_schema(name: str) -> arrow.Schema:
    """The types of a frame's columns, and in its metadata what tells pandas how frames hold them."""
    columns = LAYOUTS[name].columns
    told = {
        "index_columns": [],
        "column_indexes": [],
        "columns": [_in_pandas(column, layout.kind) for column, layout in columns.items()],
        "attributes": {},
        "creator": {"library": "pyarrow", "version": arrow.__version__},
        "pandas_version": version("pandas"),
    }
    fields = [(column, TYPES[layout.kind]) for column, layout in columns.items()]
    return arrow.schema(fields, metadata={"pandas": json.dumps(told)})


def _in_pandas(column: str, kind: Kind) -> dict[str, str | None]:
    of_values, of_column = _IN_PANDAS[kind]
    return {
        "name": column, "field_name": column, "pandas_type": of_values, "numpy_type": of_column, "metadata": None
    }  # fmt: skip


def write_table(table: arrow.Table, path: Path) -> None:
    """Write a table as Parquet."""
    parquet.write_table(table, path)


def read_table(path: Path, columns: Sequence[str] | None = None) -> arrow.Table:
    """A table, or some of its columns, from a file of Parquet."""
    return parquet.read_table(path, columns=columns, partitioning=None)


def with_values(name: str, table: arrow.Table, column: str, values: list[Any]) -> arrow.Table:
    """``table`` with other values in a column. Raises FrameError where they break the contract."""
    at = table.schema.get_field_index(column)
    changed = table.set_column(at, table.schema.field(at), make_array(LAYOUTS[name].columns[column].kind, values))
    if not _keeps(LAYOUTS[name].columns[column], changed[column]):
        raise FrameError(f"Frame {name}, column {column}: a value that it may not hold. Parse again with --fresh.")
    return changed


def join_tables(tables: Sequence[arrow.Table]) -> arrow.Table:
    """The rows of all ``tables``, in the order of their article_id."""
    table = arrow.concat_tables(tables)
    return table.take(compute.sort_indices(table["article_id"]))


def rows_of(table: arrow.Table) -> list[dict[str, Any]]:
    """The rows of a table with None for what is missing, and the days that an interval lies between as days."""
    rows: list[dict[str, Any]] = table.to_pylist()
    for column in {"date_start", "date_end"}.intersection(table.column_names):
        for row in rows:
            row[column] = row[column] and row[column].date()
    return rows
