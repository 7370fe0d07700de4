"""What a person writes in a cell (“3”, “5 or more”, “2031-03”, “yes”) → the values of a frame's columns."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from analysis.extraction.dates.intervals import Interval, interval_of, month_of, years_of
from analysis.frames.layouts import LAYOUTS

NONE = frozenset({"", "none", "na", "n/a", "-", "–"})
"""How "the text does not say" may be written."""

RANGES = ("count", "killed", "wounded")
DATE = "date"
_YES, _NO = frozenset({"yes", "true", "y", "1"}), frozenset({"no", "false", "n", "0"})
_NUMBER = r"(\d{1,9})"
_DASH = r"\s*(?:-|–|\.\.|to)\s*"
_RANGE_FORMS = (
    (re.compile(_NUMBER), lambda m: (int(m[1]), int(m[1]))),
    (re.compile(f"{_NUMBER}{_DASH}{_NUMBER}"), lambda m: (int(m[1]), int(m[2]))),
    (re.compile(rf"{_NUMBER}\s*(?:\+|-|–|\.\.|or more)"), lambda m: (int(m[1]), None)),
    (re.compile(rf"at least {_NUMBER}"), lambda m: (int(m[1]), None)),
    (re.compile(rf"(?:up to |-|–|\.\.)\s*{_NUMBER}"), lambda m: (None, int(m[1]))),
)


def read_value(frame: str, column: str, written: str) -> dict[str, Any]:
    """The columns of ``frame`` that ``written`` sets, with their values; None where it says that nothing is known.

    ``killed``, ``wounded`` and ``count`` take a range ("3", "3-5", "3 or more", "up to 5") and set both bounds;
    ``date`` takes a day, a month, a year or two days ("2031-03-04..2031-03-06") and sets start, end and precision.
    Raises ValueError with a sentence for the user.
    """
    columns = LAYOUTS[frame].columns
    if column in RANGES and f"{column}_low" in columns:
        low, high = read_range(written)
        return {f"{column}_low": low, f"{column}_high": high}
    if column == DATE and "date_start" in columns:
        return _date_columns(written)
    if column not in columns:
        raise ValueError(f"there is no column “{column}” in {frame}")
    return {column: _single(frame, column, written)}


def read_range(written: str) -> tuple[int | None, int | None]:
    """The bounds of a range as people write it, both inclusive; None for an open end."""
    text = written.strip().lower()
    if text in NONE:
        return None, None
    for form, bounds in _RANGE_FORMS:
        if match := form.fullmatch(text):
            low, high = bounds(match)
            if low is not None and high is not None and low > high:
                raise ValueError(f"“{written}” runs backwards: write {high}-{low}")
            return low, high
    raise ValueError(f"“{written}” is no number: write 3, 3-5, “3 or more” or “up to 5”")


def read_interval(written: str) -> Interval | None:
    """The days that a person means by "2031-03-04", "2031-03", "2031" or "2031-03-04..2031-03-06"."""
    text = written.strip().lower()
    if text in NONE:
        return None
    try:
        if re.fullmatch(r"\d{4}", text):
            return years_of(int(text), int(text), "year", "year")
        if re.fullmatch(r"\d{4}-\d\d", text):
            date.fromisoformat(f"{text}-01")
            return month_of(int(text[:4]), int(text[5:]))
        first, _, last = text.partition("..")
        start, end = date.fromisoformat(first.strip()), date.fromisoformat((last or first).strip())
    except ValueError:
        raise ValueError(f"“{written}” is no date: write 2031-03-04, 2031-03 or 2031-03-04..2031-03-06") from None
    if start > end:
        raise ValueError(f"“{written}” runs backwards")
    whole = next((i for u in ("day", "week") if (i := interval_of(u, start)).end == end and i.start == start), None)
    return whole or Interval(start, end, "period")


def _date_columns(written: str) -> dict[str, Any]:
    interval = read_interval(written)
    if interval is None:
        return {"date_start": None, "date_end": None, "date_precision": None}
    return {"date_start": interval.start, "date_end": interval.end, "date_precision": interval.precision}


def _single(frame: str, column: str, written: str) -> Any:
    layout = LAYOUTS[frame].columns[column]
    text = written.strip()
    # A place may be called "Na": only an empty cell clears a column of text that takes any word.
    if text.lower() in NONE if layout.kind != "text" or layout.values else not text:
        return None
    if layout.kind == "truth":
        return read_truth(text)
    if layout.kind == "share":
        try:
            return float(text)
        except ValueError:
            raise ValueError(f"“{written}” is no number of degrees: write 34.52 or -6.8") from None
    if layout.kind == "number":
        if not re.fullmatch(r"\d{1,9}", text):
            raise ValueError(f"“{written}” is no whole number")
        return int(text)
    if layout.kind == "day":
        interval = read_interval(text)
        return None if interval is None else (interval.end if column.endswith("_end") else interval.start)
    return _as_allowed(text, layout.values)


def read_truth(written: str) -> bool:
    """Yes or no, true or false. Raises ValueError for anything else."""
    text = written.strip().lower()
    if text not in _YES | _NO:
        raise ValueError(f"“{written}” is neither yes nor no")
    return text in _YES


def _as_allowed(text: str, allowed: Sequence[str]) -> str:
    by_key: Mapping[str, str] = {value.casefold(): value for value in allowed}
    if allowed and text.casefold() not in by_key:
        raise ValueError(f"“{text}” is none of {', '.join(allowed)}")
    return by_key.get(text.casefold(), text)
