"""Amounts: bars that start at zero and say their number, small multiples of several counts, shares of a whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.reporting.charts.canvas import MOST_ROWS, beside, our_style, row_charts, short, text_of
from analysis.reporting.style import COLOURS, INCIDENT, REALIS, SERIES, TALLY, colours_by_name, says_unknown

Colouring = Literal["plain", "outlet", "realis"]
_MEASURES = {"keywords": COLOURS["c6"], "mentions": COLOURS["c3"], "incidents": INCIDENT, "tallies": TALLY}
_HATCHES = ("", "///", "||", "\\\\\\", "xx", "--")  # no dots: each hatch of dots costs 100 kB of SVG
_GREY = (COLOURS["c6"], "//")
_ROOM_FOR_LABEL = 0.09  # share of a bar below which a number does not fit into it


@our_style
def bars(
    frame: pd.DataFrame, *, label: str, value: str, axis: str = "", colouring: Colouring = "plain"
) -> Figure | None:
    """One bar for each row of ``frame``, in its order, with its number. Missing labels are named and greyed.

    ``colouring``: "outlet" gives each name its colour over all reports, "realis" each realis its colour and hatch.
    """
    if frame.empty:
        return None
    figure, (ax,) = row_charts(frame[label], grid=False)
    _draw_bars(ax, frame[value].head(MOST_ROWS), _looks(frame[label].head(MOST_ROWS), colouring))
    ax.set_xlabel(axis)
    return figure


@our_style
def counts_compared(frame: pd.DataFrame, *, label: str, measures: Sequence[str]) -> Figure | None:
    """Several counts of the same rows, each in a panel and on a scale of its own, so that none is added to another.

    ``measures`` are columns; keywords, mentions, incidents and tallies have own colours.
    """
    if frame.empty or not measures:
        return None
    figure, axes = row_charts(frame[label], len(measures), extra=0.2, grid=False)
    for ax, measure, colour in zip(axes, measures, SERIES, strict=False):
        _draw_bars(ax, frame[measure].head(MOST_ROWS), [(_MEASURES.get(measure, colour), "")] * MOST_ROWS)
        ax.set_title(measure.replace("_", " "))
    return figure


@our_style
def stacked_share(
    frame: pd.DataFrame, *, row: str, part: str, count: str, order: Sequence[str] = (), axis: str = "share of rows"
) -> Figure | None:
    """The parts of each row as shares of 100 %, with the row's n; at most six parts, the smallest as "other". What is
    missing comes last, in grey: it is no part like the others."""
    counts = frame.assign(**{row: frame[row].map(text_of), part: frame[part].map(text_of)})
    wide = counts.pivot_table(index=row, columns=part, values=count, aggfunc="sum", fill_value=0, sort=True)
    wide = _six_parts(wide.loc[wide.sum(axis=1) > 0].astype(float), order)
    wide = wide.loc[sorted(wide.index, key=says_unknown)]
    if wide.empty:
        return None
    totals, are_counts = wide.sum(axis=1), bool((wide % 1 == 0).all(axis=None))  # shares have no n
    names = [f"{short(str(r), 24)}  n={int(n)}" if are_counts else str(r) for r, n in totals.items()]
    figure, (ax,) = row_charts(names, extra=0.35, grid=False)
    _draw_shares(ax, wide.div(totals, axis=0).head(MOST_ROWS), wide.head(MOST_ROWS))
    ax.set(xlim=(0, 1), xlabel=axis)
    ax.set_xticks([0, 0.5, 1], ["0", "50 %", "100 %"])
    legend = figure.legend(loc="outside upper left", ncols=3, fontsize=8.5, handlelength=1.2, columnspacing=1.2)
    for text in legend.get_texts():  # set afterwards: Matplotlib leaves out a label that begins with "_"
        text.set_text(short(str(wide.columns[int(text.get_text())]), 22))
    return figure


def _draw_bars(ax: Axes, values: pd.Series[Any], looks: Sequence[tuple[str, str]]) -> None:
    numbers: list[float] = values.astype("Float64").to_numpy(dtype=float, na_value=np.nan).tolist()
    for i, (number, (colour, hatch)) in enumerate(zip(numbers, looks, strict=False)):
        if np.isnan(number):
            beside(ax, "–", 0, i)
            continue
        _bar(ax, i, number, colour, hatch, height=0.62)
        beside(ax, f"{number:,.0f}" if number == round(number) else f"{number:,.2f}", number, i)
    ax.set_xlim(0, float(np.nanmax(numbers, initial=0)) * 1.15 or 1)
    ax.xaxis.set_visible(False)
    ax.spines["bottom"].set_visible(False)
    ax.axvline(0, color=COLOURS["soft"], linewidth=0.8)


def _bar(ax: Axes, at: Any, widths: Any, colour: str, hatch: str, **more: Any) -> None:
    ax.barh(at, widths, facecolor="none" if hatch else colour, edgecolor=colour, hatch=hatch, linewidth=0.8, **more)


def _looks(labels: pd.Series[Any], colouring: Colouring) -> list[tuple[str, str]]:
    if colouring == "realis":
        return [REALIS.get(str(v), _GREY) for v in labels]
    names = [text_of(v) for v in labels]
    colours = colours_by_name(names) if colouring == "outlet" else dict.fromkeys(names, INCIDENT)
    return [_GREY if says_unknown(name) else (colours[name], "") for name in names]


def _six_parts(wide: pd.DataFrame, order: Sequence[str]) -> pd.DataFrame:
    """The columns in ``order``, then by size; the sixth and smaller ones as one."""
    sizes = wide.sum().sort_index().sort_values(ascending=False, kind="stable")
    every = dict.fromkeys([*(name for name in order if name in wide), *sizes.index])
    ordered, missing = [n for n in every if not says_unknown(n)], [n for n in every if says_unknown(n)]
    if len(ordered) + len(missing) > len(SERIES):
        kept, other = ordered[: len(SERIES) - 1 - len(missing)], ordered[len(SERIES) - 1 - len(missing) :]
        wide, ordered = wide.assign(other=wide[other].sum(axis=1)), [*kept, "other"]
    return wide[[*ordered, *missing]]


def _draw_shares(ax: Axes, shares: pd.DataFrame, counts: pd.DataFrame) -> None:
    left, rows = np.zeros(len(shares)), np.arange(len(shares))
    box = {"boxstyle": "round,pad=0.15", "facecolor": COLOURS["paper"], "edgecolor": "none"}
    for i, (name, *look) in enumerate(zip(shares.columns, SERIES, _HATCHES, strict=False)):
        colour, hatch = _GREY if says_unknown(name) else look
        widths = shares[name].to_numpy()
        there = widths > 0  # a bar of no width is a line that nobody should see
        if not there.any():
            continue
        _bar(ax, rows[there], widths[there], colour, hatch, left=left[there], height=0.66, label=str(i))
        for y in rows[widths >= _ROOM_FOR_LABEL]:
            number, width = counts[name].iloc[y], widths[y]
            text = f"{number:.0f}" if number % 1 == 0 else f"{width:.0%}"
            ax.text(left[y] + width / 2, y, text, ha="center", va="center", fontsize=8, bbox=box, in_layout=False)
        left = left + widths
