"""Amounts: bars that start at zero and say their number, small multiples of several counts, shares of a whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.reporting.charts.canvas import (
    MOST_ROWS,
    drawing,
    name_rows,
    rows_canvas,
    say_what_is_drawn,
    short,
    text_of,
    whole_numbers,
)
from analysis.reporting.pages.style import (
    COLOURS,
    INCIDENT,
    KEYWORD,
    MENTION,
    REALIS,
    SERIES,
    TALLY,
    colours_by_name,
    says_unknown,
)

Colouring = Literal["plain", "outlet", "realis"]
_MEASURES: Mapping[str, str] = {"keywords": KEYWORD, "mentions": MENTION, "incidents": INCIDENT, "tallies": TALLY}
_HATCHES = ("", "///", "||", "\\\\\\", "xx", "--")  # no dots: each hatch of dots costs 100 kB of SVG
_ROOM_FOR_LABEL = 0.09  # share of a bar below which a number does not fit into it


def bars(
    frame: pd.DataFrame, *, label: str, value: str, axis: str = "", colouring: Colouring = "plain"
) -> Figure | None:
    """One bar for each row of ``frame``, in its order, with its number. Missing labels are named and greyed.

    ``colouring``: "outlet" gives each name its colour over all reports, "realis" each realis its colour and hatch.
    """
    shown = frame.head(MOST_ROWS)
    if shown.empty:
        return None
    with drawing():
        figure, (ax,) = rows_canvas(len(shown))
        say_what_is_drawn(figure, len(frame))
        labels = [text_of(v) for v in shown[label]]
        _draw_bars(ax, labels, _numbers(shown[value]), _looks(shown[label], colouring))
        name_rows(ax, labels)
        ax.set_xlabel(axis)
    return figure


def counts_compared(
    frame: pd.DataFrame, *, label: str, measures: Sequence[str], names: Mapping[str, str] | None = None
) -> Figure | None:
    """Several counts of the same rows, each in a panel and on a scale of its own, so that none is added to another.

    ``measures`` are columns (keywords, mentions, incidents, tallies have own colours); ``names`` title the panels.
    """
    shown = frame.head(MOST_ROWS)
    if shown.empty or not measures:
        return None
    names = names or {}
    with drawing():
        figure, axes = rows_canvas(len(shown), len(measures), extra=0.2)
        say_what_is_drawn(figure, len(frame))
        labels = [text_of(v) for v in shown[label]]
        for i, (ax, measure) in enumerate(zip(axes, measures, strict=True)):
            look = (_MEASURES.get(measure, SERIES[i % len(SERIES)]), "")
            _draw_bars(ax, labels, _numbers(shown[measure]), [look] * len(shown))
            name_rows(ax, labels)
            ax.set_title(names.get(measure, measure.replace("_", " ")))
    return figure


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
    with drawing():
        figure, (ax,) = rows_canvas(len(wide), extra=0.35)
        say_what_is_drawn(figure, n)
        totals = wide.sum(axis=1)
        _draw_shares(ax, wide.div(totals, axis=0), wide)
        counted = bool((wide % 1 == 0).all(axis=None))  # else they are shares already, and have no n
        name_rows(ax, [f"{short(str(r), 24)}  n={int(of_row)}" if counted else str(r) for r, of_row in totals.items()])
        ax.set_xlim(0, 1)
        ax.set_xticks([0, 0.5, 1], ["0", "50 %", "100 %"])
        ax.set_xlabel(axis)
        figure.legend(loc="outside upper left", ncols=3, fontsize=8.5, handlelength=1.2, columnspacing=1.2)
    return figure


def _draw_bars(ax: Axes, labels: list[str], numbers: list[float], looks: list[tuple[str, str]]) -> None:
    for i, (number, (colour, hatch)) in enumerate(zip(numbers, looks, strict=True)):
        if np.isnan(number):
            ax.annotate("–", (0, i), xytext=(4, 0), textcoords="offset points", va="center")
            continue
        fill = "none" if hatch else colour
        ax.barh(i, number, height=0.62, facecolor=fill, edgecolor=colour, hatch=hatch, linewidth=0.8)
        text = f"{number:,.0f}" if number == round(number) else f"{number:,.2f}"
        ax.annotate(text, (number, i), xytext=(4, 0), textcoords="offset points", va="center")
    del labels
    whole_numbers(ax)
    ax.margins(x=0.12)
    ax.set_xlim(0, max([n for n in numbers if not np.isnan(n)], default=1) * 1.15 or 1)
    ax.xaxis.set_visible(False)
    ax.spines["bottom"].set_visible(False)
    ax.axvline(0, color=COLOURS["soft"], linewidth=0.8)


def _looks(labels: pd.Series[Any], colouring: Colouring) -> list[tuple[str, str]]:
    grey = (COLOURS["c6"], "//")
    if colouring == "realis":
        return [REALIS.get(str(v), grey) for v in labels]
    names = [text_of(v) for v in labels]
    colours = colours_by_name(names) if colouring == "outlet" else dict.fromkeys(names, INCIDENT)
    return [grey if says_unknown(name) else (colours[name], "") for name in names]


def _numbers(values: pd.Series[Any]) -> list[float]:
    return [float("nan") if pd.isna(v) else float(v) for v in values]


def _six_parts(wide: pd.DataFrame, order: Sequence[str]) -> pd.DataFrame:
    sizes = wide.sum()
    given = [name for name in order if name in wide.columns]
    rest = sorted((c for c in wide.columns if c not in given), key=lambda c: (-sizes[c], c))
    ordered = [*given, *rest]
    if len(ordered) <= len(SERIES):
        return wide[ordered]
    kept, other = ordered[: len(SERIES) - 1], ordered[len(SERIES) - 1 :]
    return wide[kept].assign(other=wide[other].sum(axis=1))


def _draw_shares(ax: Axes, shares: pd.DataFrame, counts: pd.DataFrame) -> None:
    left = np.zeros(len(shares))
    positions = np.arange(len(shares))
    for i, name in enumerate(shares.columns):
        widths = shares[name].to_numpy()
        hatch, colour = _HATCHES[i % len(_HATCHES)], SERIES[i % len(SERIES)]
        there = widths > 0  # a bar of no width is a line that nobody should see
        ax.barh(
            positions[there],
            widths[there],
            left=left[there],
            height=0.66,
            facecolor="none" if hatch else colour,
            edgecolor=colour,
            hatch=hatch,
            linewidth=0.8,
            label=short(str(name), 22),
        )
        for y, (start, width) in enumerate(zip(left, widths, strict=True)):
            if width >= _ROOM_FOR_LABEL:
                number = float(counts[name].iloc[y])
                _say_in_bar(ax, start + width / 2, y, f"{number:.0f}" if number % 1 == 0 else f"{width:.0%}")
        left = left + widths


def _say_in_bar(ax: Axes, x: float, y: int, text: str) -> None:
    box = {"boxstyle": "round,pad=0.15", "facecolor": COLOURS["paper"], "edgecolor": "none"}
    ax.text(x, y, text, ha="center", va="center", fontsize=8, bbox=box)
