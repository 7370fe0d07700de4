"""A DataFrame as a table: reads without script, sorts and filters with it, downloads as CSV without a network."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import pandas as pd

from analysis.frames.ranges import range_text
from analysis.frames.spreadsheets import write_csv
from analysis.guarding import guard
from analysis.reporting.shown import Shown, cell_text, counted, digest, nothing, number_text, safe_link
from analysis.reporting.templates import fill

Format = str | Callable[[Any], str]
CORRECTED = "corrected"  # the column of a frame that gives the reason of a correction by hand
LONGEST, CUT = 350, 100  # of a table with more rows than LONGEST the page holds the first CUT: it stays under 1 MB
_SHORT = 10  # characters: a day or a short word is not broken
_PLAIN_NUMBER = re.compile(r"[+−]?[\d,]+(?:\.\d+)?%?")  # what the page's script can sort by itself
_CSV_SAFE = " !$&'()*+,-./:;=?@_~|"
_NUMERIC, _UNBROKEN = "num", "nw"  # classes of cells


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell: what it says, the key to sort by where that would not do, the address that it links to."""

    text: str
    key: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class _Column:
    label: str
    kind: str
    cells: list[_Cell]


def table(
    frame: pd.DataFrame,
    *,
    caption: str,
    formats: Mapping[str, Format] | None = None,
    labels: Mapping[str, str] | None = None,
    links: Mapping[str, str] | None = None,
    row_ids: str | None = None,
    open_rows: int = 10,
    csv_name: str | None = None,
) -> Shown:
    """``frame`` as a table; its first column heads the rows. The index is not shown: reset it first.

    ``formats``: for a column a format ("{:.1f}", "{:+.2f}", "{:.0%}") or a function to text. ``labels``: its heading.
    ``links``: for a column an address in which {} is the value ("#{}" leads to the row with this id). ``row_ids``: the
    column whose values become the rows' ids. Columns ``x_low`` and ``x_high`` are shown as one range ``x``; the CSV has
    both. Rows after ``open_rows`` are folded by the page's script; ``csv_name`` names the download. A column
    ``corrected`` is no column: it marks the rows that a person corrected, with the reason.
    Of more than LONGEST rows the page holds CUT and counts the others.
    """
    if frame.empty:
        return nothing(f"{caption.rstrip('.')}: nothing to show.")
    count = counted(len(frame), "row")
    if len(frame) > LONGEST:
        count = f"The first {CUT} of {count}, here and in the CSV; the others are in the frames"
        frame = frame.head(CUT).reset_index(drop=True)
    if CORRECTED in frame and frame[CORRECTED].isna().all():
        frame = frame.drop(columns=CORRECTED)  # its CSV needs no empty column
    columns = [
        _column(frame, name, (labels or {}).get(name), (formats or {}).get(name), (links or {}).get(name))
        for name in _shown_names(frame)
    ]
    anchors = frame[row_ids] if row_ids else [""] * len(frame)
    marks = frame.get(CORRECTED, [""] * len(frame))
    rows = [
        {"anchor": cell_text(anchor), "mark": cell_text(mark), "cells": [(c, c.cells[i]) for c in columns]}
        for i, (anchor, mark) in enumerate(zip(anchors, marks, strict=True))
    ]
    csv, name = _csv(frame), csv_name or caption
    about = {"caption": caption, "count": count, "open_rows": open_rows, "csv": csv, "csv_name": name}
    file = "".join(c if c.isalnum() else "-" for c in name.lower()).strip("-")[:60]
    return Shown(fill("table", columns=columns, rows=rows, file=file, name=digest(caption, csv), **about))


def _csv(frame: pd.DataFrame) -> str:
    """``frame`` as CSV within an address. Text that a spreadsheet would run as a formula starts with '."""
    texts = {str(c): [cell_text(v) for v in frame[c]] for c in frame if not pd.api.types.is_numeric_dtype(frame[c])}
    guarded = frame.assign(**texts).rename(columns=lambda name: guard(str(name)))
    lines = io.StringIO()
    write_csv(guarded, lines)
    return quote(lines.getvalue(), safe=_CSV_SAFE)


def _shown_names(frame: pd.DataFrame) -> list[str]:
    """The columns to show, two bounds as one."""
    names = [str(c) for c in frame.columns if c != CORRECTED]
    ranges = {n.removesuffix("_low") for n in names if n.endswith("_low") and f"{n.removesuffix('_low')}_high" in names}
    shown = (n.removesuffix("_low") if n.removesuffix("_low") in ranges else n for n in names)
    return [n for n in shown if not (n.endswith("_high") and n.removesuffix("_high") in ranges)]


def _column(frame: pd.DataFrame, name: str, label: str | None, given: Format | None, link: str | None) -> _Column:
    if name not in frame:
        bounds = zip(frame[f"{name}_low"], frame[f"{name}_high"], strict=True)
        cells = [_cell(range_text(b, t), cell_text(b if pd.notna(b) else t).replace(",", "")) for b, t in bounds]
        return _Column(label or name.replace("_", " "), _NUMERIC, cells)
    values = frame[name]
    numeric = pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values)
    show = _formatter(values, given)
    cells = []
    for value in values:
        text = "" if _is_missing(value) else show(value)
        key = f"{float(value):g}" if numeric and text else ""
        address = safe_link(link.replace("{}", cell_text(value))) if link and text else ""
        cells.append(_cell(text, key, address))
    kind = _NUMERIC if numeric else _UNBROKEN if max(len(cell.text) for cell in cells) <= _SHORT else ""
    return _Column(label or name.replace("_", " "), kind, cells)


def _cell(text: str, key: str, address: str = "") -> _Cell:
    return _Cell(text, "" if _PLAIN_NUMBER.fullmatch(text) else key, address)


def _formatter(values: pd.Series[Any], given: Format | None) -> Callable[[Any], str]:
    if callable(given):
        return given
    if given is not None:
        pattern = given
        return lambda v: number_text(v, pattern)
    if pd.api.types.is_float_dtype(values):
        whole = bool((values.dropna() % 1 == 0).all())
        return lambda v: number_text(float(v), "{:,.0f}" if whole else "{:,.2f}")
    if pd.api.types.is_datetime64_any_dtype(values):
        return lambda v: cell_text(pd.Timestamp(v))
    return cell_text


def _is_missing(value: Any) -> bool:
    return not isinstance(value, list | tuple | set | frozenset) and bool(pd.isna(value))
