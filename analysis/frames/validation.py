"""Frames as pandas holds them: made of rows, validated by pandera against the contract in ``layouts``.

A frame is a pandas DataFrame with exactly the columns of its layout in this order. Stand-off offsets ``start`` and
``end`` count characters of ``articles.text``. Text columns that hold several values separate them by "; ". Missing is
missing (NA).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

import pandas as pd
import pandera.pandas as pa

from analysis.errors import FrameError
from analysis.frames.columns import Column
from analysis.frames.layouts import ACTIONS, EVENT_TYPES, LAYOUTS, SEPARATOR, Layout
from analysis.frames.tables import plain_table

__all__ = ["ACTIONS", "ADDED_COLUMNS", "ADDED_FRAMES", "EVENT_TYPES", "SCHEMAS", "SEPARATOR", "make_frame", "validate"]

# Microseconds, not nanoseconds: those end in 1677 and 2262, and news writes of "the 1500s". pandera coerces to
# nanoseconds only, so that dates are coerced here.
_MOMENT: Final = "datetime64[us]"
_TYPES = {"text": "string", "number": "Int64", "share": "Float64", "truth": "boolean", "day": None}


def _schema(layout: Layout) -> pa.DataFrameSchema:
    ordered = pa.Check(lambda f: f["start"] < f["end"], error="start must lie before end")
    return pa.DataFrameSchema(
        {name: _column(column) for name, column in layout.columns.items()},
        checks=[*([ordered] if layout.is_span else []), *map(_low_is_low, layout.ranges)],
        description=layout.description,
        strict=True,
        ordered=True,
        coerce=True,
    )


def _column(column: Column) -> pa.Column:
    return pa.Column(
        _TYPES[column.kind],
        list(_checks(column)),
        nullable=not column.required,
        unique=column.unique,
        description=column.meaning,
        metadata={"type": _MOMENT} if column.kind == "day" else None,
    )


def _checks(column: Column) -> Iterable[pa.Check]:
    if column.kind == "day":
        yield pa.Check(pd.api.types.is_datetime64_any_dtype, error="must be dates")
    if column.filled:
        yield pa.Check.str_length(min_value=1)
    if column.values:
        yield pa.Check.isin(list(column.values))
    if column.pattern:
        yield pa.Check.str_matches(column.pattern)
    if column.low is not None:
        yield pa.Check.ge(column.low) if column.high is None else pa.Check.in_range(column.low, column.high)


def _low_is_low(name: str) -> pa.Check:
    def check(frame: pd.DataFrame) -> pd.Series[bool]:
        low, high = frame[f"{name}_low"], frame[f"{name}_high"]
        return (low.isna() | high.isna() | (low <= high)).fillna(True).astype(bool)

    return pa.Check(check, error=f"{name}_low must not exceed {name}_high")


SCHEMAS: Mapping[str, pa.DataFrameSchema] = {name: _schema(layout) for name, layout in LAYOUTS.items()}

# What frames of an earlier version lack and may be read without, as missing: they can be compared with newer ones.
ADDED_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "attacks": ("corrected",),
    "incidents": ("corrected",),
    "statements": ("corrected",),
    "citations": ("strength", "corrected"),
    "terms": ("shared", "starts"),
}
ADDED_FRAMES = frozenset({"edits"})


def make_frame(name: str, rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """The frame ``name`` made of ``rows`` (mappings with its columns), validated."""
    rows = list(rows)
    table = plain_table(name, rows)
    return coerced_frame(name, rows) if table is None else table.to_pandas()


def coerced_frame(name: str, rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """As ``make_frame``, of rows whose values must be made what they stand for, such as days written as text."""
    columns = list(SCHEMAS[name].columns)
    return validate(name, pd.DataFrame.from_records(list(rows), columns=columns))


def validate(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """``frame`` with the types of its schema. Raises FrameError that names frame, column and row where it breaks it."""
    try:
        return SCHEMAS[name].validate(_with_moments(name, frame), lazy=True)
    except pa.errors.SchemaErrors as error:
        raise FrameError(_explain(name, error.failure_cases)) from error


def _with_moments(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    moments = [c for c, column in SCHEMAS[name].columns.items() if column.metadata and c in frame.columns]
    return frame.assign(**{c: _as_moments(frame[c], name) for c in moments})


def _as_moments(values: pd.Series[Any], name: str) -> pd.Series[Any]:
    try:
        return values.astype(_MOMENT)
    except (TypeError, ValueError, OverflowError) as error:
        at = next((i for i, v in enumerate(values) if pd.isna(pd.to_datetime(v, errors="coerce")) and pd.notna(v)), 0)
        where = f"Frame {name}, column {values.name}, row {at}"
        raise FrameError(f"{where}: {values.iloc[at]!r} is no date. Write it as 2024-02-27.") from error


def _explain(name: str, cases: pd.DataFrame) -> str:
    of_columns = cases[cases["schema_context"] == "Column"]  # where values have no type, rules over rows say nothing
    first = (cases if of_columns.empty else of_columns).iloc[0]
    if first["schema_context"] == "DataFrameSchema" and pd.notna(first["index"]):
        where, what = f"row {int(first['index'])}", str(first["check"])
    elif first["schema_context"] == "DataFrameSchema":
        where, what = f"column {first['failure_case']}", str(first["check"]).replace("_", " ")
    else:
        row = "" if pd.isna(first["index"]) else f", row {int(first['index'])}"
        where, what = f"column {first['column']}{row}", f"{first['failure_case']!r} fails {first['check']}"
    return f"Frame {name}, {where}: {what}. `python -m analysis codebook` shows what each column may hold."
