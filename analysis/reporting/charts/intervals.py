"""Ranges and uncertain means, drawn as what they are: a line between bounds, an arrow where a bound is open."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.frames.ranges import range_text
from analysis.reporting.charts.canvas import (
    MOST_ROWS,
    drawing,
    light_grid,
    name_rows,
    rows_canvas,
    say_what_is_drawn,
    text_of,
    whole_numbers,
)
from analysis.reporting.pages.style import COLOURS, INCIDENT


def range_bars(
    frame: pd.DataFrame, *, label: str, low: str, high: str, axis: str = "", colour: str = INCIDENT
) -> Figure | None:
    """A range for each row: dots at known bounds, a line between them, an arrow where a bound is open.

    A row with neither bound says that nothing is known.
    """
    shown = frame.head(MOST_ROWS)
    known = pd.concat([shown[low], shown[high]]).dropna()
    if shown.empty or known.empty:
        return None
    reach = max(float(known.max()), 1.0) * 1.12
    with drawing():
        figure, (ax,) = rows_canvas(len(shown))
        say_what_is_drawn(figure, len(frame))
        light_grid(ax)
        for i, (bottom, top) in enumerate(zip(shown[low], shown[high], strict=True)):
            _draw_range(ax, i, bottom, top, reach, colour)
        name_rows(ax, [text_of(v) for v in shown[label]])
        whole_numbers(ax)
        ax.set_xlim(-reach * 0.02, reach * 1.16)
        ax.set_xlabel(axis)
    return figure


def dots_with_intervals(
    frame: pd.DataFrame, *, label: str, value: str, low: str, high: str, n: str, axis: str = "", centre: float = 0.0
) -> Figure | None:
    """A mean for each row with its interval and n, round a line at ``centre``; a hollow dot has no interval."""
    known = frame.dropna(subset=[value])
    shown = known.head(MOST_ROWS)
    if shown.empty:
        return None
    with drawing():
        figure, (ax,) = rows_canvas(len(shown))
        say_what_is_drawn(figure, len(known))
        light_grid(ax)
        ax.axvline(centre, color=COLOURS["soft"], linewidth=1)
        for i, row in enumerate(shown.to_dict("records")):
            _draw_mean(ax, i, row[value], row[low], row[high])
        name_rows(ax, [f"{text_of(row[label])}  n={int(row[n])}" for row in shown.to_dict("records")])
        ax.set_xlabel(axis)
        ax.margins(x=0.08)
    return figure


def _draw_range(ax: Axes, y: int, low: Any, high: Any, reach: float, colour: str) -> None:
    if pd.isna(low) and pd.isna(high):
        ax.text(0, y, " nothing said", va="center", color=COLOURS["soft"], fontsize=8)
        return
    left = 0.0 if pd.isna(low) else float(low)
    right = reach if pd.isna(high) else float(high)
    ax.plot([left, right], [y, y], color=colour, linewidth=2.2, solid_capstyle="butt")
    dots = [float(bound) for bound in (low, high) if not pd.isna(bound)]
    ax.plot(dots, [y] * len(dots), "o", color=colour, markersize=5.5)
    if pd.isna(high):
        ax.plot([right], [y], ">", color=colour, markersize=6)
    if pd.isna(low):
        ax.plot([left], [y], "|", color=colour, markersize=8)
    ax.annotate(range_text(low, high), (right, y), xytext=(7, 0), textcoords="offset points", va="center", fontsize=8.5)


def _draw_mean(ax: Axes, y: int, mean: float, low: Any, high: Any) -> None:
    certain = not (pd.isna(low) or pd.isna(high))
    if certain:
        ax.plot([float(low), float(high)], [y, y], color=INCIDENT, linewidth=2.2, solid_capstyle="butt")
    face = INCIDENT if certain else COLOURS["paper"]
    ax.plot([mean], [y], "o", markerfacecolor=face, markeredgecolor=INCIDENT, markersize=6.5)
    text = f"{mean:+.2f}".replace("-", "−")
    ax.annotate(text, (mean, y), xytext=(0, 6), textcoords="offset points", ha="center", fontsize=8)
