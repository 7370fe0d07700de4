"""A DataFrame as a table: reads without script, sorts and filters with it, downloads as CSV without a network."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote

import pandas as pd

from analysis.frames.ranges import range_text
from analysis.frames.spreadsheets import write_csv
from analysis.guarding import guard
from analysis.reporting.shown import Shown, cell_text, count, digest, fill, nothing, number_text, safe_link

Format = str | Callable[[Any], str]
CORRECTED = "corrected"  # the column of a frame that gives the reason of a correction by hand
LONGEST, CUT = 350, 100  # of a table with more rows than LONGEST the page holds the first CUT: it stays under 1 MB
_SHORT = 10  # characters: a day or a short word is not broken
_PLAIN_NUMBER = re.compile(r"[+−]?[\d,]+(?:\.\d+)?%?")  # what the page's script can sort by itself
_CSV_SAFE = " !$&'()*+,-./:;=?@_~|"
_WIDE = 40  # characters: lists of names need room, or they stand one word a line
_NUMERIC, _UNBROKEN, _LONG = "num", "nw", "long"  # classes of cells


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
    anchor: str = "",
) -> Shown:
    """``frame`` as a table; its first column heads the rows. The index is not shown: reset it first.

    ``formats``: for a column a format ("{:.1f}", "{:+.2f}", "{:.0%}") or a function to text. ``labels``: its heading.
    ``links``: for a column an address in which {} is the value ("#{}" leads to the row with this id). ``row_ids``: the
    column whose values become the rows' ids. Columns ``x_low`` and ``x_high`` are shown as one range ``x``; the CSV has
    both. Rows after ``open_rows`` are folded by the page's script; ``csv_name`` names the download. A column
    ``corrected`` is no column: it marks the rows that a person corrected, with the reason.
    ``anchor`` is the table's id, to which charts may link.
    Of more than LONGEST rows the page holds CUT and counts the others.
    """
    if frame.empty:
        return nothing(f"{caption.rstrip('.')}: nothing to show.")
    size = count(len(frame), "row")
    if len(frame) > LONGEST:
        size = f"The first {CUT} of {size}, here and in the CSV; the others are in the frames"
        frame = frame.head(CUT).reset_index(drop=True)
    if CORRECTED in frame and frame[CORRECTED].isna().all():
        frame = frame.drop(columns=CORRECTED)  # its CSV needs no empty column
    columns = []
    for name in _shown_names(frame):
        kind, cells = _cells(frame, name, (formats or {}).get(name), (links or {}).get(name))
        label = (labels or {}).get(name) or name.replace("_", " ")
        columns.append({"name": name, "label": label, "kind": kind, "cells": cells})
    anchors, marks = (frame[c].map(cell_text) if c in frame else [""] * len(frame) for c in (row_ids, CORRECTED))
    by_row = zip(*(column["cells"] for column in columns), strict=True)
    rows = [
        {"anchor": anchor, "mark": mark, "cells": list(zip(columns, row, strict=True))}
        for anchor, mark, row in zip(anchors, marks, by_row, strict=True)
    ]
    csv, name = _csv(frame), csv_name or caption
    about = {"caption": caption, "count": size, "open_rows": open_rows, "csv": csv, "csv_name": name}
    file = "".join(c if c.isalnum() else "-" for c in name.lower()).strip("-")[:60]
    return Shown(
        fill("table", columns=columns, rows=rows, file=file, name=digest(caption, csv), anchor=anchor, **about)
    )


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
    pairs = {f"{n}{end}": n for low in names if (n := low.removesuffix("_low")) != low for end in ("_low", "_high")}
    pairs = {bound: n for bound, n in pairs.items() if f"{n}_high" in names}
    return list(dict.fromkeys(pairs.get(n, n) for n in names))


def _cells(frame: pd.DataFrame, name: str, given: Format | None, link: str | None) -> tuple[str, list[dict[str, str]]]:
    """The class of a column and its cells: the text, the key to sort by where that would not do, the address."""
    addresses, numeric = [""] * len(frame), True
    if name not in frame:
        bounds = list(zip(frame[f"{name}_low"], frame[f"{name}_high"], strict=True))
        texts = [range_text(low, high) for low, high in bounds]
        keys = [cell_text(low if pd.notna(low) else high).replace(",", "") for low, high in bounds]
    else:
        values = frame[name]
        numeric = pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values)
        show = _formatter(values, given)
        texts = [show(v) if isinstance(v, list | tuple | set | frozenset) or pd.notna(v) else "" for v in values]
        keys = [f"{float(v):g}" if numeric and text else "" for v, text in zip(values, texts, strict=True)]
        if link:
            addresses = [safe_link(link.replace("{}", cell_text(v))) for v in values]
    longest = max(texts, key=len)
    is_list, breaks = any("; " in text for text in texts), any(" " in text or "-" in text for text in texts)
    kind = _LONG if is_list and len(longest) >= _WIDE else _UNBROKEN if breaks and len(longest) <= _SHORT else ""
    kind = _NUMERIC if numeric else kind
    keys = ["" if _PLAIN_NUMBER.fullmatch(text) else key for text, key in zip(texts, keys, strict=True)]
    parts = zip(texts, keys, addresses, strict=True)
    return kind, [{"text": text, "key": key, "address": address} for text, key, address in parts]


def _formatter(values: pd.Series[Any], given: Format | None) -> Callable[[Any], str]:
    if callable(given):
        return given
    if given is None and pd.api.types.is_float_dtype(values):
        given = "{:,.0f}" if (values.dropna() % 1 == 0).all() else "{:,.2f}"
    if given is not None:
        pattern = given
        return lambda v: number_text(v, pattern)
    return cell_text
