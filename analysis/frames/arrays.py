"""Python values → Arrow arrays, of exactly the type that is asked for.

pyarrow's own ``array`` loads pandas to see whether it was given something of pandas, which takes 0.4 s; here there are
only lists. It also takes 1 for "true" and 3.0 for 3, where these would be mistakes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from types import NoneType
from typing import Any

import numpy as np
import pyarrow as arrow

from analysis.frames.columns import Kind

TYPES: Mapping[Kind, arrow.DataType] = {
    "text": arrow.large_string(),
    "number": arrow.int64(),
    "share": arrow.float64(),
    "truth": arrow.bool_(),
    "day": arrow.timestamp("us"),
}
_TAKEN: Mapping[Kind, frozenset[type]] = {
    "text": frozenset({str}),
    "number": frozenset({int}),
    "share": frozenset({float, int}),
    "truth": frozenset({bool}),
    "day": frozenset({date, datetime}),
}
_EPOCH = datetime(1970, 1, 1)
_MICROSECOND = timedelta(microseconds=1)

Buffers = list[arrow.Buffer]


def make_array(kind: Kind, values: Sequence[Any]) -> arrow.Array:
    """``values`` as an array, None as missing.

    Raises TypeError for values of another type and for moments in a time zone, ValueError (UnicodeEncodeError) for text
    that is none, OverflowError for numbers beyond 64 bits.
    """
    found = set(map(type, values))
    if not found <= _TAKEN[kind] | {NoneType}:
        raise TypeError(f"{', '.join(sorted(t.__name__ for t in found))} in a column of {kind}")
    validity = _bits([value is not None for value in values]) if NoneType in found else None
    return arrow.Array.from_buffers(TYPES[kind], len(values), [validity, *_DATA[kind](values)])


def _bits(truths: Sequence[bool]) -> arrow.Buffer:
    return arrow.py_buffer(np.packbits(np.array(truths, dtype=np.bool_), bitorder="little"))


def _texts(values: Sequence[str | None]) -> Buffers:
    encoded = [b"" if value is None else value.encode() for value in values]
    ends = np.zeros(len(encoded) + 1, dtype=np.int64)
    np.cumsum(np.fromiter(map(len, encoded), np.int64, len(encoded)), out=ends[1:])
    return [arrow.py_buffer(ends), arrow.py_buffer(b"".join(encoded))]


def _numbers(values: Sequence[int | None]) -> Buffers:
    return [arrow.py_buffer(np.array([0 if value is None else value for value in values], dtype=np.int64))]


def _shares(values: Sequence[float | None]) -> Buffers:
    return [arrow.py_buffer(np.array([0.0 if value is None else value for value in values], dtype=np.float64))]


def _truths(values: Sequence[bool | None]) -> Buffers:
    return [_bits([value is True for value in values])]


def _days(values: Sequence[date | None]) -> Buffers:
    return [arrow.py_buffer(np.array([0 if value is None else _moment(value) for value in values], dtype=np.int64))]


def _moment(value: date) -> int:
    """Microseconds since 1970; a day is its midnight."""
    moment = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
    return (moment - _EPOCH) // _MICROSECOND  # TypeError where it has a time zone


_DATA: Mapping[Kind, Callable[[Sequence[Any]], Buffers]] = {
    "text": _texts, "number": _numbers, "share": _shares, "truth": _truths, "day": _days,
}  # fmt: skip
