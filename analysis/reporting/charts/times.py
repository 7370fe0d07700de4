"""Time: when something happened and when it was reported are two things; a vague date is a line, not a point."""

from __future__ import annotations

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
    line,
    our_style,
    row_charts,
    short,
    text_of,
)
from analysis.reporting.style import COLOURS, INCIDENT, SERIES, TALLY, colours_by_name

_HALF_A_DAY = 0.5
_ROOM_FOR_ARROW = 10  # points between the names of rows and the axis
_EPOCH, _ONE_DAY = pd.Timestamp(1970, 1, 1), pd.Timedelta(days=1)
_SHORTEST_WINDOW = 60  # days
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
    dated = frame.dropna(subset=[start, end, reported], how="all")
    if dated.empty:
        return None
    figure, (ax,) = row_charts(dated[label], extra=0.3)
    days = _days(dated[[start, end, reported]].head(MOST_ROWS))
    known = days.to_numpy().ravel()
    low, high = _news_window(days[reported].dropna())
    _date_axis(ax, known[(known >= low) & (known <= high)])
    for i, (first, last, told) in enumerate(days.itertuples(index=False)):
        _draw_event(ax, i, last if np.isnan(first) else first, first if np.isnan(last) else last, told)
    ax.tick_params(axis="y", pad=_ROOM_FOR_ARROW)  # of what happened earlier
    ax.plot([], [], "o", color=INCIDENT, markersize=5, label="happened (day)")
    ax.plot([], [], color=INCIDENT, linewidth=4, label="happened (between)")
    ax.plot([], [], "D", label="first reported", **_REPORTED)
    figure.legend(loc="outside upper left", ncols=3, fontsize=8.5)
    return figure


def _draw_event(ax: Axes, y: int, first: float, last: float, told: float) -> None:
    left, right = ax.get_xlim()
    if last < left or first > right:
        edge, arrow, away, align = (left, "<", 7, "left") if last < left else (right, ">", -7, "right")
        day = _EPOCH + (last if last < left else first) * _ONE_DAY
        ax.plot([edge], [y], arrow, color=INCIDENT, markersize=6, clip_on=False)
        beside(ax, f"{day:%b %Y}", edge, y, away, fontsize=8, color=COLOURS["soft"], ha=align)
    elif last - first < _HALF_A_DAY:
        ax.plot([first], [y], "o", color=INCIDENT, markersize=5)
    else:
        line(ax, y, first, last, color=INCIDENT, linewidth=4)
    if told > last:
        ax.plot([last, told], [y, y], color=COLOURS["soft"], linewidth=0.8, linestyle=":", zorder=1)
    ax.plot([told], [y], "D", **_REPORTED)


def _news_window(told: pd.Series[float]) -> tuple[float, float]:
    """The days that the axis of a timeline may span: those of the reports and as long again before them."""
    if told.empty:
        return -np.inf, np.inf
    span = max(told.max() - told.min(), _SHORTEST_WINDOW)
    return told.min() - span, told.max() + span / 4


@our_style
def period_ranges(frame: pd.DataFrame, *, label: str, start: str, end: str, low: str, high: str) -> Figure | None:
    """Tallies: each a line over the time that it covers, with its number as a range. Never added up: they overlap."""
    dated = frame.dropna(subset=[start, end], how="all")
    if dated.empty:
        return None
    numbers = [range_text(a, b) or UNKNOWN for a, b in zip(dated[low], dated[high], strict=True)]
    room = [LONGEST_LABEL - len(number) - 2 for number in numbers]  # a number is never cut
    names = zip(dated[label], numbers, room, strict=True)
    figure, (ax,) = row_charts([f"{short(text_of(name), n)}: {number}" for name, number, n in names])
    days = _days(dated[[start, end]].head(MOST_ROWS))
    _date_axis(ax, days.to_numpy().ravel())
    left, right = ax.get_xlim()
    for i, (first, last) in enumerate(days.itertuples(index=False)):
        bounds = left if np.isnan(first) else first, right if np.isnan(last) else last
        if bounds[1] - bounds[0] < _HALF_A_DAY:
            ax.plot(bounds[:1], [i], "s", color=TALLY, markersize=6)
        line(ax, i, *bounds, color=TALLY, linewidth=5)
        for bound, at, arrow in ((first, left, "<"), (last, right, ">")):
            if np.isnan(bound):
                ax.plot([at], [i], arrow, color=TALLY, markersize=7, clip_on=False)
    ax.tick_params(axis="y", pad=_ROOM_FOR_ARROW)  # of an open start
    return figure


@our_style
def dots_over_time(frame: pd.DataFrame, *, row: str, date: str, colours: Iterable[str] = ()) -> Figure | None:
    """A dot for each dated row of ``frame`` on the line of its ``row`` (an outlet), with how many each line has.

    ``colours`` lists all outlets of the corpus where ``frame`` holds only some, so that colours stay the same.
    """
    dated = frame.dropna(subset=[date])
    if dated.empty:
        return None
    labels = dated[row].map(text_of)
    sizes = labels.value_counts().sort_index()
    names = list(sizes.index[:MOST_ROWS])
    palette = colours_by_name([*names, *colours])
    unit = _unit(dated[date], len(names))
    figure, (ax,) = row_charts(f"{short(str(name), 26)}  n={n}" for name, n in sizes.items())
    for i, name in enumerate(names):
        days = dated.loc[labels == name, date].dt.to_period(unit).dt.start_time.value_counts().sort_index()
        area = 22 + 26 * (np.minimum(days, _LARGEST) - 1)
        ax.scatter(days.index, [i] * len(days), s=area, color=palette[name], linewidths=0)
    if unit != "D":
        ax.set_xlabel("a dot for each week" if unit == "W" else "a dot for each month")
    _date_axis(ax, _days(dated[date]).to_numpy())
    return figure


def _unit(days: pd.Series[Any], n_rows: int) -> str:
    """Days, of a long time weeks or months: so many that the dots of all rows can still be told apart."""
    span = (days.max() - days.min()).days * n_rows
    return "D" if len(days) <= MOST_DOTS or span <= MOST_DOTS else "W" if span <= 7 * MOST_DOTS else "M"


def _days(dates: Any) -> Any:
    """Days since 1970, which is matplotlib's count; nan, which draws nothing, where a date is not known."""
    return ((dates - _EPOCH) / _ONE_DAY).astype(float)


def _date_axis(ax: Axes, days: np.ndarray) -> None:
    first, last = float(np.nanmin(days)), float(np.nanmax(days))
    room = max((last - first) * 0.04, 2.0)
    ax.set_xlim(first - room, last + room)
    locator = mdates.AutoDateLocator(minticks=3, maxticks=7)  # type: ignore[no-untyped-call]
    ax.xaxis.set_major_locator(locator)
    ax.xaxis.set_major_formatter(mdates.ConciseDateFormatter(locator, **_DATE_FORMATS))  # type: ignore[no-untyped-call]
