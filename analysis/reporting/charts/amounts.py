"""Amounts: bars that start at zero and say their number, small multiples of several counts, shares of a whole."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, Literal

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.reporting.charts.canvas import MOST_ROWS, beside, name_rows, our_style, row_charts, short, text_of
from analysis.reporting.style import COLOURS, INCIDENT, REALIS, SERIES, TALLY, colours_by_name, says_unknown

Colouring = Literal["plain", "outlet", "realis"]
_MEASURES = {"keywords": COLOURS["c6"], "mentions": COLOURS["c3"], "incidents": INCIDENT, "tallies": TALLY}
_HATCHES = ("", "///", "||", "\\\\\\", "xx", "--")  # no dots: each hatch of dots costs 100 kB of SVG
_ROOM_FOR_LABEL = 0.09  # share of a bar below which a number does not fit into it


@our_style
def bars(
    frame: pd.DataFrame, *, label: str, value: str, axis: str = "", colouring: Colouring = "plain"
) -> Figure | None:
    """One bar for each row of ``frame``, in its order, with its number. Missing labels are named and greyed.

    ``colouring``: "outlet" gives each name its colour over all reports, "realis" each realis its colour and hatch.
    """
    shown = frame.head(MOST_ROWS)
    if shown.empty:
        return None
    figure, (ax,) = row_charts(len(shown), of=len(frame), grid=False)
    _draw_bars(ax, shown, label, value, _looks(shown[label], colouring))
    ax.set_xlabel(axis)
    return figure


@our_style
def counts_compared(
    frame: pd.DataFrame, *, label: str, measures: Sequence[str], names: Mapping[str, str] | None = None
) -> Figure | None:
    """Several counts of the same rows, each in a panel and on a scale of its own, so that none is added to another.

    ``measures`` are columns (keywords, mentions, incidents, tallies have own colours); ``names`` title the panels.
    """
    shown = frame.head(MOST_ROWS)
    if shown.empty or not measures:
        return None
    figure, axes = row_charts(len(shown), len(measures), of=len(frame), extra=0.2, grid=False)
    for i, (ax, measure) in enumerate(zip(axes, measures, strict=True)):
        colour = _MEASURES.get(measure, SERIES[i % len(SERIES)])
        _draw_bars(ax, shown, label, measure, [(colour, "")] * len(shown))
        ax.set_title((names or {}).get(measure, measure.replace("_", " ")))
    return figure


@our_style
def stacked_share(
    frame: pd.DataFrame, *, row: str, part: str, count: str, order: Sequence[str] = (), axis: str = "share of rows"
) -> Figure | None:
    """The parts of each row as shares of 100 %, with the row's n; at most six parts, the smallest as "other"."""
    counts = frame.assign(**{row: frame[row].map(text_of), part: frame[part].map(text_of)})
    wide = counts.pivot_table(index=row, columns=part, values=count, aggfunc="sum", fill_value=0, sort=True)
    wide = wide.loc[wide.sum(axis=1) > 0]
    if wide.empty:
        return None
    n, wide = len(wide), _six_parts(wide.astype(float), order).iloc[:MOST_ROWS]
    figure, (ax,) = row_charts(len(wide), of=n, extra=0.35, grid=False)
    totals = wide.sum(axis=1)
    _draw_shares(ax, wide.div(totals, axis=0), wide)
    counted = bool((wide % 1 == 0).all(axis=None))  # else they are shares already, and have no n
    name_rows(ax, [f"{short(str(r), 24)}  n={int(of_row)}" if counted else str(r) for r, of_row in totals.items()])
    ax.set_xlim(0, 1)
    ax.set_xticks([0, 0.5, 1], ["0", "50 %", "100 %"])
    ax.set_xlabel(axis)
    figure.legend(loc="outside upper left", ncols=3, fontsize=8.5, handlelength=1.2, columnspacing=1.2)
    return figure


def _draw_bars(ax: Axes, frame: pd.DataFrame, label: str, value: str, looks: Sequence[tuple[str, str]]) -> None:
    numbers = [math.nan if pd.isna(v) else float(v) for v in frame[value]]
    for i, (number, (colour, hatch)) in enumerate(zip(numbers, looks, strict=True)):
        if math.isnan(number):
            beside(ax, "–", 0, i)
            continue
        _bar(ax, i, number, colour, hatch, height=0.62)
        beside(ax, f"{number:,.0f}" if number == round(number) else f"{number:,.2f}", number, i)
    ax.set_xlim(0, max([n for n in numbers if not math.isnan(n)], default=1) * 1.15 or 1)
    ax.xaxis.set_visible(False)
    ax.spines["bottom"].set_visible(False)
    ax.axvline(0, color=COLOURS["soft"], linewidth=0.8)
    name_rows(ax, [text_of(v) for v in frame[label]])


def _bar(ax: Axes, at: Any, widths: Any, colour: str, hatch: str, **more: Any) -> None:
    ax.barh(at, widths, facecolor="none" if hatch else colour, edgecolor=colour, hatch=hatch, linewidth=0.8, **more)


def _looks(labels: pd.Series[Any], colouring: Colouring) -> list[tuple[str, str]]:
    grey = (COLOURS["c6"], "//")
    if colouring == "realis":
        return [REALIS.get(str(v), grey) for v in labels]
    names = [text_of(v) for v in labels]
    colours = colours_by_name(names) if colouring == "outlet" else dict.fromkeys(names, INCIDENT)
    return [grey if says_unknown(name) else (colours[name], "") for name in names]


def _six_parts(wide: pd.DataFrame, order: Sequence[str]) -> pd.DataFrame:
    sizes = wide.sum()
    given = [name for name in order if name in wide.columns]
    ordered = [*given, *sorted((c for c in wide.columns if c not in given), key=lambda c: (-sizes[c], c))]
    if len(ordered) <= len(SERIES):
        return wide[ordered]
    kept, other = ordered[: len(SERIES) - 1], ordered[len(SERIES) - 1 :]
    return wide[kept].assign(other=wide[other].sum(axis=1))


def _draw_shares(ax: Axes, shares: pd.DataFrame, counts: pd.DataFrame) -> None:
    left, rows = np.zeros(len(shares)), np.arange(len(shares))
    for name, colour, hatch in zip(shares.columns, SERIES, _HATCHES, strict=False):
        widths = shares[name].to_numpy()
        there = widths > 0  # a bar of no width is a line that nobody should see
        label = short(str(name), 22)
        _bar(ax, rows[there], widths[there], colour, hatch, left=left[there], height=0.66, label=label)
        for y, (start, width, number) in enumerate(zip(left, widths, counts[name], strict=True)):
            if width >= _ROOM_FOR_LABEL:
                _say_in_bar(ax, start + width / 2, y, f"{number:.0f}" if number % 1 == 0 else f"{width:.0%}")
        left = left + widths


def _say_in_bar(ax: Axes, x: float, y: int, text: str) -> None:
    box = {"boxstyle": "round,pad=0.15", "facecolor": COLOURS["paper"], "edgecolor": "none"}
    ax.text(x, y, text, ha="center", va="center", fontsize=8, bbox=box)
