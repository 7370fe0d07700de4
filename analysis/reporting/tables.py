"""A DataFrame as a table: reads without script, sorts and filters with it, downloads as CSV without a network."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any
from urllib.parse import quote

import pandas as pd

from analysis.frames.ranges import range_text
from analysis.frames.spreadsheets import write_csv
from analysis.guarding import guard
from analysis.reporting.shown import MISSING, Shown, cell_text, digest, nothing, safe_link

Format = str | Callable[[Any], str]
CORRECTED = "corrected"  # the column of a frame that gives the reason of a correction by hand
LONGEST, CUT = 350, 100  # of a table with more rows than LONGEST the page holds the first CUT: it stays under 1 MB
_SHORT = 10  # characters: a day or a short word is not broken
_PLAIN_NUMBER = re.compile(r"[+−]?[\d,]+(?:\.\d+)?%?")  # what the page's script can sort by itself
_CSV_SAFE = " !$&'()*+,-./:;=?@_~|"


@dataclass(frozen=True, slots=True)
class _Column:
    """A column to show: ``label`` over ``texts``, made of ``raw``; ``keys`` to sort by where texts would not do."""

    name: str
    label: str
    numeric: bool
    raw: list[str]
    texts: list[str]
    keys: list[str]


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
    Of more than LONGEST rows the page holds
    CUT and counts the others.
    """
    if frame.empty:
        return nothing(f"{caption.rstrip('.')}: nothing to show.")
    count = f"{len(frame):,} {'row' if len(frame) == 1 else 'rows'}"
    if len(frame) > LONGEST:
        count = f"The first {CUT} of {count}, here and in the CSV; the others are in the frames"
        frame = frame.head(CUT).reset_index(drop=True)
    frame = _without_empty_marks(frame)
    formats, labels, links = dict(formats or {}), dict(labels or {}), dict(links or {})
    columns = [_column(frame, name, formats, labels) for name in _shown_names(frame) if name != CORRECTED]
    ids = [cell_text(v) for v in frame[row_ids]] if row_ids else [""] * len(frame)
    head = "".join(f'<th scope="col"{_kind(c)}>{escape(c.label)}</th>' for c in columns)
    marks = [_mark(reason) for reason in frame.get(CORRECTED, [""] * len(frame))]
    body = "".join(_row(columns, i, links, ids[i], marks[i]) for i in range(len(frame)))
    csv = csv_link(frame, csv_name or caption)
    name = digest(caption, body)
    html = (
        f'<div class="table" data-open="{open_rows}">'
        f'<div class="scroll" role="region" tabindex="0" aria-labelledby="t{name}">'
        f'<table><caption id="t{name}">{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
        f'<p class="tools">{count} · {csv}</p></div>'
    )
    return Shown(html)


def _without_empty_marks(frame: pd.DataFrame) -> pd.DataFrame:
    """``frame`` without ``corrected`` where no row is: its CSV needs no empty column."""
    marked = CORRECTED in frame.columns and frame[CORRECTED].notna().any()
    return frame if marked or CORRECTED not in frame.columns else frame.drop(columns=CORRECTED)


def _mark(reason: Any) -> str:
    """The mark of a row that was corrected by hand, with the reason."""
    text = cell_text(reason)
    return f' <span class="corrected">corrected by hand: {escape(text)}</span>' if text else ""


def csv_link(frame: pd.DataFrame, name: str) -> str:
    """A link that holds ``frame`` as CSV in itself. Text that a spreadsheet would run as a formula starts with '."""
    guarded = frame.copy()
    for column in guarded.columns:
        if not pd.api.types.is_numeric_dtype(guarded[column]):
            guarded[column] = [_csv_text(v) for v in guarded[column]]
    guarded.columns = pd.Index([guard(str(c)) for c in guarded.columns])
    lines = io.StringIO()
    write_csv(guarded, lines)
    file = "".join(c if c.isalnum() else "-" for c in name.lower()).strip("-")[:60]
    data = quote(lines.getvalue(), safe=_CSV_SAFE)
    return (
        f'<a class="csv" download="{escape(file)}.csv" href="data:text/csv;charset=utf-8,{escape(data)}">'
        f'CSV<span class="sr"> of {escape(name)}</span></a>'
    )


def _csv_text(value: Any) -> str:
    return cell_text(value)


def _shown_names(frame: pd.DataFrame) -> list[str]:
    names = [str(c) for c in frame.columns]
    ranges = {n.removesuffix("_low") for n in names if n.endswith("_low") and n.removesuffix("_low") + "_high" in names}
    shown = [n.removesuffix("_low") if n.removesuffix("_low") in ranges else n for n in names]
    return [n for n in shown if not (n.endswith("_high") and n.removesuffix("_high") in ranges)]


def _column(frame: pd.DataFrame, name: str, formats: Mapping[str, Format], labels: Mapping[str, str]) -> _Column:
    label = labels.get(name, name.replace("_", " "))
    if name not in frame.columns:
        bounds = list(zip(frame[f"{name}_low"], frame[f"{name}_high"], strict=True))
        keys = [cell_text(low if pd.notna(low) else high).replace(",", "") for low, high in bounds]
        return _Column(name, label, True, keys, [range_text(low, high) for low, high in bounds], keys)
    values = frame[name]
    numeric = pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values)
    show = _formatter(values, formats.get(name))
    texts = ["" if _is_missing(v) else show(v) for v in values]
    keys = [_plain_number(v) if numeric else "" for v in values]
    return _Column(name, label, numeric, [cell_text(v) for v in values], texts, keys)


def _formatter(values: pd.Series[Any], given: Format | None) -> Callable[[Any], str]:
    if callable(given):
        return given
    if given is not None:
        pattern = given
        return lambda v: pattern.format(v).replace("-", "−", 1)
    if pd.api.types.is_float_dtype(values):
        known = values.dropna()
        whole = bool((known % 1 == 0).all())
        return lambda v: f"{float(v):,.{0 if whole else 2}f}".replace("-", "−", 1)
    if pd.api.types.is_datetime64_any_dtype(values):
        return lambda v: cell_text(pd.Timestamp(v))
    return cell_text


def _plain_number(value: Any) -> str:
    return "" if _is_missing(value) else f"{float(value):g}"


def _is_missing(value: Any) -> bool:
    return not isinstance(value, list | tuple | set | frozenset) and bool(pd.isna(value))


def _row(columns: list[_Column], i: int, links: Mapping[str, str], row_id: str, mark: str) -> str:
    anchor = f' id="{escape(row_id)}"' if row_id else ""
    first, *rest = columns
    cells = f'<th scope="row"{_kind(first)}{_key(first, i)}>{_cell(first, i, links)}{mark}</th>'
    cells += "".join(f"<td{_kind(c)}{_key(c, i)}>{_cell(c, i, links)}</td>" for c in rest)
    return f"<tr{anchor}>{cells}</tr>"


def _cell(column: _Column, i: int, links: Mapping[str, str]) -> str:
    text = column.texts[i]
    if not text:
        return MISSING
    address = safe_link(links[column.name].replace("{}", column.raw[i])) if column.name in links else ""
    return f'<a href="{escape(address)}">{escape(text)}</a>' if address else escape(text)


def _kind(column: _Column) -> str:
    if column.numeric:
        return ' class="num"'
    return ' class="nw"' if max(map(len, column.texts)) <= _SHORT else ""


def _key(column: _Column, i: int) -> str:
    key = column.keys[i]
    return f' data-v="{escape(key)}"' if key and not _PLAIN_NUMBER.fullmatch(column.texts[i]) else ""
