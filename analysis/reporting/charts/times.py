"""Time: when something happened and when it was reported are two things; a vague date is a line, not a point."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd
from matplotlib import dates as mdates
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.frames.ranges import range_text
from analysis.reporting.charts.canvas import (
    LONGEST_LABEL,
    MOST_DOTS,
    MOST_ROWS,
    UNKNOWN,
    beside,
    name_rows,
    our_style,
    row_charts,
    short,
    text_of,
)
from analysis.reporting.style import COLOURS, INCIDENT, SERIES, TALLY, colours_by_name

_HALF_A_DAY = 0.5
_ROOM_FOR_ARROW = 10  # points between the names of rows and the axis
_EPOCH, _ONE_DAY = pd.Timestamp(1970, 1, 1), pd.Timedelta(days=1)
_SHORTEST_WINDOW = pd.Timedelta(days=60)
_LARGEST = 20  # articles up to which a dot grows
_REPORTED: dict[str, Any] = {
    "markerfacecolor": "none",  # the day of the event may lie inside
    "markeredgecolor": SERIES[1],
    "markeredgewidth": 1.4,
    "markersize": 8,
    "linestyle": "none",
}
_DATE_FORMATS: dict[str, Any] = {
    "formats": ["%Y", "%b", "%d %b", "%H:%M", "%H:%M", "%S"],
    "zero_formats": ["", "%b\n%Y", "%b", "%d %b", "%H:%M", "%H:%M"],
    "offset_formats": ["", "%Y", "%b %Y", "%d %b %Y", "%d %b %Y", "%d %b %Y"],
}


@our_style
def timeline(frame: pd.DataFrame, *, label: str, start: str, end: str, reported: str) -> Figure | None:
    """Each row's event (a dot for a day, a line for a longer interval) and the day of its first report (a hollow mark).

    An event from long before the news (a year or so) is an arrow at the edge with its date, for it would squeeze all
    others. Rows without any date are left out; the caption should say how many.
    """
    every = frame[frame[[start, end, reported]].notna().any(axis=1)]
    dated = every.head(MOST_ROWS)
    if dated.empty:
        return None
    figure, (ax,) = row_charts(len(dated), of=len(every), extra=0.3)
    days = pd.concat([dated[start], dated[end], dated[reported]])
    _date_axis(ax, days[days.between(*_news_window(dated[reported], days))])
    for i, row in enumerate(dated.to_dict("records")):
        _draw_event(ax, i, row[start], row[end], row[reported])
    name_rows(ax, [text_of(v) for v in dated[label]])
    ax.tick_params(axis="y", pad=_ROOM_FOR_ARROW)  # of what happened earlier
    ax.plot([], [], "o", color=INCIDENT, markersize=5, label="happened (day)")
    ax.plot([], [], color=INCIDENT, linewidth=4, label="happened (between)")
    ax.plot([], [], "D", label="first reported", **_REPORTED)
    figure.legend(loc="outside upper left", ncols=3, fontsize=8.5)
    return figure


@our_style
def period_ranges(frame: pd.DataFrame, *, label: str, start: str, end: str, low: str, high: str) -> Figure | None:
    """Tallies: each a line over the time that it covers, with its number as a range. Never added up: they overlap."""
    every = frame[frame[[start, end]].notna().any(axis=1)]
    dated = every.head(MOST_ROWS)
    if dated.empty:
        return None
    figure, (ax,) = row_charts(len(dated), of=len(every))
    _date_axis(ax, pd.concat([dated[start], dated[end]]))
    edges = ax.get_xlim()
    labels = []
    for i, row in enumerate(dated.to_dict("records")):
        _draw_period(ax, i, row[start], row[end], edges)
        text = range_text(row[low], row[high]) or UNKNOWN
        labels.append(f"{short(text_of(row[label]), LONGEST_LABEL - len(text) - 2)}: {text}")  # a number is never cut
    ax.tick_params(axis="y", pad=_ROOM_FOR_ARROW)  # of an open start
    name_rows(ax, labels)
    return figure


@our_style
def dots_over_time(frame: pd.DataFrame, *, row: str, date: str, colours: Iterable[str] | None = None) -> Figure | None:
    """A dot for each dated row of ``frame`` on the line of its ``row`` (an outlet), with how many each line has.

    ``colours`` lists all outlets of the corpus where ``frame`` holds only some, so that colours stay the same.
    """
    dated = frame.dropna(subset=[date])
    if dated.empty:
        return None
    labels = dated[row].map(text_of)
    every = sorted(labels.unique())
    names = every[:MOST_ROWS]
    palette = colours_by_name([*names, *(colours or ())])
    unit = _unit(dated[date], len(names))
    figure, (ax,) = row_charts(len(names), of=len(every))
    counts = []
    for i, name in enumerate(names):
        days = dated.loc[labels == name, date].dt.to_period(unit).dt.start_time.value_counts().sort_index()
        sizes = 22 + 26 * (np.minimum(days, _LARGEST) - 1)
        ax.scatter(days.index, [i] * len(days), s=sizes, color=palette[name], linewidths=0)
        counts.append(int(days.sum()))
    if unit != "D":
        ax.set_xlabel("a dot for each week" if unit == "W" else "a dot for each month")
    name_rows(ax, [f"{short(name, 26)}  n={count}" for name, count in zip(names, counts, strict=True)])
    _date_axis(ax, dated[date])
    return figure


def _unit(days: pd.Series[Any], n_rows: int) -> str:
    """Days, of a long time weeks or months: so many that the dots of all rows can still be told apart."""
    span = (days.max() - days.min()).days * n_rows
    return "D" if len(days) <= MOST_DOTS or span <= MOST_DOTS else "W" if span <= 7 * MOST_DOTS else "M"


def _draw_event(ax: Axes, y: int, start: Any, end: Any, reported: Any) -> None:
    first, last, told = _day(start, end), _day(end, start), _day(reported)
    left, right = ax.get_xlim()
    if last < left:
        _point_outside(ax, y, left, "<", end)
    elif first > right:
        _point_outside(ax, y, right, ">", start)
    elif last - first < _HALF_A_DAY:
        ax.plot([first], [y], "o", color=INCIDENT, markersize=5)
    else:
        ax.plot([first, last], [y, y], color=INCIDENT, linewidth=4, solid_capstyle="butt")
    if told > last:
        ax.plot([last, told], [y, y], color=COLOURS["soft"], linewidth=0.8, linestyle=":", zorder=1)
    ax.plot([told], [y], "D", **_REPORTED)


def _point_outside(ax: Axes, y: int, edge: float, arrow: str, day: Any) -> None:
    ax.plot([edge], [y], arrow, color=INCIDENT, markersize=6, clip_on=False)
    away, align = (7, "left") if arrow == "<" else (-7, "right")
    beside(ax, pd.Timestamp(day).strftime("%b %Y"), edge, y, away, fontsize=8, color=COLOURS["soft"], ha=align)


def _news_window(reported: pd.Series[Any], days: pd.Series[Any]) -> tuple[pd.Timestamp, pd.Timestamp]:
    """The days that the axis of a timeline may span: those of the reports and as long again before them."""
    told = reported.dropna()
    if told.empty:
        return days.min(), days.max()
    span = max(told.max() - told.min(), _SHORTEST_WINDOW)
    return told.min() - span, told.max() + span / 4


def _draw_period(ax: Axes, y: int, start: Any, end: Any, edges: tuple[float, float]) -> None:
    left = edges[0] if pd.isna(start) else _day(start)
    right = edges[1] if pd.isna(end) else _day(end)
    if right - left < _HALF_A_DAY:
        ax.plot([left], [y], "s", color=TALLY, markersize=6)
    ax.plot([left, right], [y, y], color=TALLY, linewidth=5, solid_capstyle="butt")
    for bound, at, arrow in ((start, left, "<"), (end, right, ">")):
        if pd.isna(bound):
            ax.plot([at], [y], arrow, color=TALLY, markersize=7, clip_on=False)


def _day(value: Any, instead: Any = None) -> float:
    """Days since 1970, which is matplotlib's count; nan, which draws nothing, where neither is known."""
    chosen = instead if pd.isna(value) else value
    return math.nan if pd.isna(chosen) else float((pd.Timestamp(chosen) - _EPOCH) / _ONE_DAY)


def _date_axis(ax: Axes, days: pd.Series[Any]) -> None:
    known = [_day(day) for day in days.dropna()]
    room = max((max(known) - min(known)) * 0.04, 2.0)
    ax.set_xlim(min(known) - room, max(known) + room)
    locator = mdates.AutoDateLocator(minticks=3, maxticks=7)  # type: ignore[no-untyped-call]
    ax.xaxis.set_major_locator(locator)
    ax.xaxis.set_major_formatter(mdates.ConciseDateFormatter(locator, **_DATE_FORMATS))  # type: ignore[no-untyped-call]
