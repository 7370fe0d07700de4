"""Frames as Arrow tables: made of rows or of what others wrote, and checked against the contract in ``layouts``.

This is the one check that there is, of what a run has just made and of what strangers hand over. It needs no pandas,
which would take a parse half a second and 60 MB; so values are handed to Arrow as buffers and compared in Python: for
pyarrow's ``array`` and ``scalar`` load pandas, to see whether they were given something of it.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from importlib.metadata import version
from itertools import groupby
from operator import ge, gt
from typing import Any

import numpy as np
import pyarrow as arrow

from analysis.errors import FrameError
from analysis.frames.layouts import LAYOUTS, Column, Kind, Layout

arrow.set_memory_pool(arrow.system_memory_pool())  # gives back what is freed: 15 MB less for a parse

TYPES: Mapping[Kind, arrow.DataType] = {
    "text": arrow.large_string(),
    "number": arrow.int64(),
    "share": arrow.float64(),
    "truth": arrow.bool_(),
    "day": arrow.timestamp("us"),  # nanoseconds end in 1677, and news writes of "the 1500s"
}
_MISSING = type(None)
_EXACT: Mapping[Kind, set[type]] = {
    "text": {str, _MISSING},
    "number": {int, _MISSING},
    "share": {float, int, _MISSING},
    "truth": {bool, _MISSING},
    "day": {datetime, date, _MISSING},
}
_OTHER: Mapping[Kind, str] = {
    "text": "no text",
    "number": "no whole number",
    "share": "no number",
    "truth": "neither True nor False",
    "day": "no date. Write it as 2024-02-27",
}


def make_table(name: str, rows: Sequence[Mapping[str, Any]]) -> arrow.Table:
    """The frame ``name`` made of ``rows`` (mappings with its columns), None being missing.

    Values become what they stand for, such as days written as text. Raises FrameError that names frame, column and row
    where the rows break the contract.
    """
    return columns_table(name, {column: [row.get(column) for row in rows] for column in LAYOUTS[name].columns})


def columns_table(name: str, columns: Mapping[str, Sequence[Any]]) -> arrow.Table:
    """As ``make_table``, given the values of each column; columns that are not given are missing in every row."""
    nothing = [None] * max(map(len, columns.values()), default=0)
    arrays = [make_array(name, column, columns.get(column, nothing)) for column in LAYOUTS[name].columns]
    return checked(name, arrow.Table.from_arrays(arrays, names=list(LAYOUTS[name].columns)))


def checked(name: str, table: arrow.Table, columns: Sequence[str] = ()) -> arrow.Table:
    """``table``, which has all columns of the frame or those given, with the types of the frame.

    Raises FrameError that names frame, column and row where it breaks the contract.
    """
    layout = LAYOUTS[name]
    wanted = list(columns or layout.columns)
    if table.column_names != wanted:
        raise _error(name, _misnamed(table.column_names, wanted))
    arrays = [_typed(name, column, table[column]) for column in wanted]
    table = arrow.Table.from_arrays(arrays, schema=table_schema(name, tuple(wanted)))
    for column, values in zip(wanted, arrays, strict=True):
        if fault := _fault(layout.columns[column], values):
            row, what = fault
            value = values[row].as_py()
            told = "it" if value is None else repr(value)
            raise _error(name, f"column {column}, {row_at(name, row, table)}: {told} {what}")
    for first, second, breaks, how in _orders(layout):
        if first in wanted and second in wanted:
            for row, (low, high) in enumerate(zip(table[first].to_pylist(), table[second].to_pylist(), strict=True)):
                if low is not None and high is not None and breaks(low, high):
                    raise _error(name, f"{row_at(name, row, table)}: {first} must {how} {second}")
    return table


def row_at(name: str, row: int, table: Any) -> str:
    """Where a person finds a row of a frame (arrow or pandas): its number, from 1, and the first of its ids."""
    column = next(iter(LAYOUTS[name].columns))
    try:
        key = str(table[column][row])
    except KeyError:
        return f"row {row + 1}"
    return f"row {row + 1} ({column} {key!r})"


def _orders(layout: Layout) -> Iterator[tuple[str, str, Callable[[int, int], bool], str]]:
    if layout.is_span:
        yield "start", "end", ge, "lie before"
    for name in layout.ranges:
        yield f"{name}_low", f"{name}_high", gt, "not exceed"


def _error(name: str, fault: str) -> FrameError:
    return FrameError(f"Frame {name}, {fault}. `python -m analysis codebook` shows what each column may hold.")


def _misnamed(found: Sequence[str], wanted: Sequence[str]) -> str:
    for column in (*wanted, *found):
        if found.count(column) != 1 or column not in wanted:
            what = "is missing" if column not in found else "is not known" if column not in wanted else "stands twice"
            return f"column {column}: it {what}"
    return f"the columns must stand in this order: {', '.join(wanted)}"


def _fault(column: Column, array: arrow.ChunkedArray) -> tuple[int, str] | None:
    """The first row with a value that ``column`` may not hold, and what is wrong with it.

    Not each value is looked at: the least, the greatest, of closed lists and patterns each once.
    """
    is_bound = column.filled or column.low is not None
    if not (column.unique or column.required or column.values or column.pattern or is_bound):
        return None
    values = array.to_pylist()
    if column.required and array.null_count:
        return values.index(None), "may not be missing"
    known = set(values) - {None}
    if column.unique and len(known) != len(values) - array.null_count:
        return next(row for row, n in enumerate(map(Counter(values).__getitem__, values)) if n > 1), "stands twice"
    looked_at = known if column.values or column.pattern or not known else {min(known), max(known)}
    faults = {value: what for value in looked_at if (what := _wrong(column, value))}
    return min(((values.index(value), what) for value, what in faults.items()), default=None)


def _wrong(column: Column, value: Any) -> str:
    if column.filled and not value:
        return "may not be empty"
    if column.values and value not in column.values:
        return f"is none of {', '.join(column.values)}"
    if column.pattern and not re.match(column.pattern, value):
        return f"does not match {column.pattern}"
    if column.low is not None and value < column.low:
        return f"is less than {column.low}"
    return f"is more than {column.high}" if column.high is not None and value > column.high else ""


def _typed(name: str, column: str, values: arrow.ChunkedArray) -> arrow.ChunkedArray:
    """``values`` in the type of ``column``; what other writers take for the same is cast, all else read anew."""
    kind, found = LAYOUTS[name].columns[column].kind, values.type
    if found == TYPES[kind] and not (kind == "share" and any(value != value for value in values.to_pylist())):  # NaN
        return values
    is_same = {
        "text": arrow.types.is_string(found),
        "number": arrow.types.is_integer(found) and found != arrow.uint64(),
        "day": arrow.types.is_timestamp(found) and found.tz is None,
    }
    if arrow.types.is_null(found) or is_same.get(kind):
        return values.cast(TYPES[kind], safe=False)  # a moment may lose its nanoseconds
    return arrow.chunked_array([make_array(name, column, values.to_pylist())])


def make_array(name: str, column: str, values: Sequence[Any]) -> arrow.Array:
    """``values`` of a frame's column as an array, None and NaN being missing. Raises FrameError."""
    kind = LAYOUTS[name].columns[column].kind
    if not set(map(type, values)) <= _EXACT[kind]:
        values = [_meant(name, column, row, value) for row, value in enumerate(values)]
    if kind == "share":
        values = [None if value != value else value for value in values]  # NaN
    try:
        buffers = _BUFFERS[kind](values)
    except (ValueError, OverflowError) as error:  # half a character, more than 64 bits, a time zone
        raise _error(name, f"column {column}: {error}") from error
    validity = _bits([value is not None for value in values]) if None in values else None
    return arrow.Array.from_buffers(TYPES[kind], len(values), [validity, *buffers])


def _meant(name: str, column: str, row: int, value: Any) -> Any:
    """What ``value`` stands for: a day written as text is that day, 3.0 is 3. Raises FrameError where it is nothing."""
    kind = LAYOUTS[name].columns[column].kind
    if type(value) in _EXACT[kind]:
        return value
    try:
        if value != value:  # NaN, NaT
            return None
        return _READ[kind](value)
    except (KeyError, TypeError, ValueError, OverflowError):
        raise _error(name, f"column {column}, row {row + 1}: {value!r} is {_OTHER[kind]}") from None


def _day(value: Any) -> datetime:
    return value if isinstance(value, datetime) else datetime.fromisoformat(value)


def _whole(value: Any) -> int:
    if isinstance(value, str) and value.isdecimal():
        return int(value)
    if (number := int(float(value))) != float(value):
        raise ValueError(value)
    return number


_TRUTHS = {"True": True, "False": False, 1: True, 0: False}
_READ: Mapping[Kind, Callable[[Any], Any]] = {
    "text": str,
    "number": _whole,
    "share": float,
    "truth": _TRUTHS.__getitem__,
    "day": _day,
}


def _bits(truths: Sequence[bool]) -> arrow.Buffer:
    return arrow.py_buffer(np.packbits(np.array(truths, dtype=np.bool_), bitorder="little"))


def _texts(values: Sequence[str | None]) -> list[arrow.Buffer]:
    encoded = [b"" if value is None else value.encode() for value in values]
    ends = np.zeros(len(encoded) + 1, dtype=np.int64)
    np.cumsum(np.fromiter(map(len, encoded), np.int64, len(encoded)), out=ends[1:])
    return [arrow.py_buffer(ends), arrow.py_buffer(b"".join(encoded))]


def _fixed(values: Sequence[Any], dtype: str, missing: Any = 0) -> list[arrow.Buffer]:
    return [arrow.py_buffer(np.array([missing if value is None else value for value in values], dtype=dtype))]


def _moments(values: Sequence[date | None]) -> list[arrow.Buffer]:
    if any(getattr(value, "tzinfo", None) for value in values):
        raise ValueError("a moment in a time zone; write it in the time of its place, without one")
    return _fixed(values, "datetime64[us]", date.min)


_BUFFERS: Mapping[Kind, Callable[[Sequence[Any]], list[arrow.Buffer]]] = {
    "text": _texts,
    "number": lambda values: _fixed(values, "int64"),
    "share": lambda values: _fixed(values, "float64"),
    "truth": lambda values: [_bits([value is True for value in values])],
    "day": _moments,
}


@cache
def _pandas() -> str:
    return version("pandas")


@cache
def table_schema(name: str, columns: tuple[str, ...]) -> arrow.Schema:
    """The types of columns of a frame, and in its metadata those by which pandas holds them."""
    text = "str" if int(_pandas().partition(".")[0]) >= 3 else "string"  # its name before version 3
    in_pandas: Mapping[Kind, tuple[str, str]] = {
        "text": ("object", text),
        "number": ("int64", "Int64"),
        "share": ("float64", "Float64"),
        "truth": ("bool", "boolean"),
        "day": ("datetime", "datetime64[us]"),
    }
    kinds = {column: LAYOUTS[name].columns[column].kind for column in columns}
    told = {
        "index_columns": [],
        "column_indexes": [],
        "columns": [
            {
                "name": c,
                "field_name": c,
                "pandas_type": in_pandas[k][0],
                "numpy_type": in_pandas[k][1],
                "metadata": None,
            }
            for c, k in kinds.items()
        ],
        "attributes": {},
        "creator": {"library": "pyarrow", "version": arrow.__version__},
        "pandas_version": _pandas(),
    }
    return arrow.schema([(c, TYPES[kind]) for c, kind in kinds.items()], metadata={"pandas": json.dumps(told)})


def by_article(tables: Sequence[arrow.Table]) -> arrow.Table:
    """``tables`` as one, in the order of their articles' ids; rows of one article stay as they are."""
    whole, parts, at = arrow.concat_tables(tables), [], 0
    for article_id, rows in groupby(whole["article_id"].to_pylist()):
        parts.append((article_id, at, n := len(list(rows))))
        at += n
    ordered = [whole.slice(start, n) for _, start, n in sorted(parts)]
    return arrow.concat_tables([whole.slice(0, 0), *ordered]).combine_chunks()


def rows_of(table: arrow.Table) -> list[dict[str, Any]]:
    """The rows of a table with None for what is missing, and the days that an interval lies between as days."""
    rows: list[dict[str, Any]] = table.to_pylist()
    for column in {"date_start", "date_end"}.intersection(table.column_names):
        for row in rows:
            row[column] = row[column] and row[column].date()
    return rows
