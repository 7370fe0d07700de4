"""Lines between two bounds: ranges with an arrow where a bound is open, uncertain means, stretches of two articles."""

from __future__ import annotations

from typing import Any

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Polygon, Rectangle
from matplotlib.ticker import MaxNLocator

from analysis.frames.ranges import range_text
from analysis.reporting.charts.canvas import MOST_ROWS, beside, name_rows, our_style, row_charts, short, text_of
from analysis.reporting.style import COLOURS, INCIDENT, RAMP, SERIES, WIDTH

_PANELS = 9
_BAR = 0.16  # height of an article's bar in the map of stretches, of 1
_LEAST = 0.004  # width of the shortest stretch that can be seen, as share of the article


@our_style
def range_bars(
    frame: pd.DataFrame, *, label: str, low: str, high: str, axis: str = "", colour: str = INCIDENT
) -> Figure | None:
    """A range for each row: dots at known bounds, a line between them, an arrow where a bound is open.

    A row with neither bound says that nothing is known.
    """
    shown = frame.head(MOST_ROWS)
    known = pd.concat([shown[low], shown[high]]).dropna()
    if known.empty:
        return None
    reach = max(float(known.max()), 1.0) * 1.12
    figure, (ax,) = row_charts(len(shown), of=len(frame))
    for i, (bottom, top) in enumerate(zip(shown[low], shown[high], strict=True)):
        _draw_range(ax, i, bottom, top, reach, colour)
    name_rows(ax, [text_of(v) for v in shown[label]])
    ax.xaxis.set_major_locator(MaxNLocator(nbins=6, integer=True))  # half an attack is none
    ax.set_xlim(-reach * 0.02, reach * 1.16)
    ax.set_xlabel(axis)
    return figure


@our_style
def dots_with_intervals(
    frame: pd.DataFrame, *, label: str, value: str, low: str, high: str, n: str, axis: str = "", centre: float = 0.0
) -> Figure | None:
    """A mean for each row with its interval and n, round a line at ``centre``; a hollow dot has no interval."""
    known = frame.dropna(subset=[value])
    shown = known.head(MOST_ROWS).to_dict("records")
    if not shown:
        return None
    figure, (ax,) = row_charts(len(shown), of=len(known))
    ax.axvline(centre, color=COLOURS["soft"], linewidth=1)
    for i, row in enumerate(shown):
        _draw_mean(ax, i, row[value], row[low], row[high])
    name_rows(ax, [f"{text_of(row[label])}  n={int(row[n])}" for row in shown])
    ax.set_xlabel(axis)
    ax.margins(x=0.08)
    return figure


@our_style
def term_intervals(
    frame: pd.DataFrame, *, panel: str, term: str, value: str, low: str, high: str, axis: str = "", most: int = 8
) -> Figure | None:
    """For each ``panel`` (an outlet) its ``most`` terms by ``value``, each a dot with its interval; 0 is a line."""
    known = frame.dropna(subset=[panel, term, value])
    panels = {str(name): rows.head(most) for name, rows in known.groupby(panel, sort=False)}
    names = list(panels)[:_PANELS]
    if not names:
        return None
    across = min(len(names), 2)
    down = -(-len(names) // across)
    size = (WIDTH, down * (0.55 + 0.22 * max(map(len, panels.values()))) + 0.3)
    figure, grid = plt.subplots(down, across, figsize=size, layout="constrained", squeeze=False, sharex=True)
    for ax, name in zip(grid.flat, names, strict=False):
        ax.grid(axis="x")
        ax.axvline(0, color=COLOURS["soft"], linewidth=1)
        for i, row in enumerate(panels[name].to_dict("records")):
            _line(ax, i, float(row[low]), float(row[high]), color=SERIES[0], linewidth=2)
            ax.plot([float(row[value])], [i], "o", color=SERIES[0], markersize=5)
        name_rows(ax, panels[name][term].astype(str).tolist())
        ax.set_title(short(name, 34))
    for ax in list(grid.flat)[len(names) :]:
        ax.set_visible(False)
    figure.supxlabel(axis, fontsize=9, color=COLOURS["soft"])
    return figure


@our_style
def stretch_map(stretches: pd.DataFrame, *, upper: str, lower: str) -> Figure | None:
    """The borrowed stretches of two articles as bands between two bars; each bar is one article from end to end.

    ``stretches`` has from_a, to_a, from_b, to_b as shares of the length of ``upper`` (a) and ``lower`` (b).
    """
    if stretches.empty:
        return None
    figure, ax = plt.subplots(figsize=(WIDTH, 1.9), layout="constrained")
    bars = {"a": 1 - _BAR, "b": 0.0}
    for y in bars.values():
        ax.add_patch(Rectangle((0, y), 1, _BAR, facecolor=RAMP[0], edgecolor=COLOURS["soft"], linewidth=0.8))
    for row in stretches.to_dict("records"):
        ends = {side: max(row[f"to_{side}"], row[f"from_{side}"] + _LEAST) for side in bars}
        above, below = [(row["from_a"], 1 - _BAR), (ends["a"], 1 - _BAR)], [(ends["b"], _BAR), (row["from_b"], _BAR)]
        ax.add_patch(Polygon([*above, *below], facecolor=RAMP[1], edgecolor=RAMP[2], linewidth=0.6))
        for side, y in bars.items():
            start = row[f"from_{side}"]
            ax.add_patch(Rectangle((start, y), ends[side] - start, _BAR, facecolor=SERIES[0], edgecolor="none"))
    ax.set(xlim=(-0.005, 1.005), ylim=(-0.28, 1.28), yticks=[])
    ax.text(0, 1.07, short(upper, 70), va="bottom", fontsize=9)
    ax.text(0, -0.07, short(lower, 70), va="top", fontsize=9)
    ax.set_xticks([0, 0.25, 0.5, 0.75, 1], ["start", "25 %", "50 %", "75 %", "end"])
    ax.spines[:].set_visible(False)
    return figure


def _line(ax: Axes, y: int, left: float, right: float, **look: Any) -> None:
    ax.plot([left, right], [y, y], solid_capstyle="butt", **look)


def _draw_range(ax: Axes, y: int, low: Any, high: Any, reach: float, colour: str) -> None:
    if pd.isna(low) and pd.isna(high):
        ax.text(0, y, " nothing said", va="center", color=COLOURS["soft"], fontsize=8)
        return
    left = 0.0 if pd.isna(low) else float(low)
    right = reach if pd.isna(high) else float(high)
    _line(ax, y, left, right, color=colour, linewidth=2.2)
    dots = [float(bound) for bound in (low, high) if not pd.isna(bound)]
    ax.plot(dots, [y] * len(dots), "o", color=colour, markersize=5.5)
    if pd.isna(high):
        ax.plot([right], [y], ">", color=colour, markersize=6)
    if pd.isna(low):
        ax.plot([left], [y], "|", color=colour, markersize=8)
    beside(ax, range_text(low, high), right, y, 7, fontsize=8.5)


def _draw_mean(ax: Axes, y: int, mean: float, low: Any, high: Any) -> None:
    certain = not (pd.isna(low) or pd.isna(high))
    if certain:
        _line(ax, y, float(low), float(high), color=INCIDENT, linewidth=2.2)
    face = INCIDENT if certain else COLOURS["paper"]
    ax.plot([mean], [y], "o", markerfacecolor=face, markeredgecolor=INCIDENT, markersize=6.5)
    text = f"{mean:+.2f}".replace("-", "−")
    ax.annotate(text, (mean, y), xytext=(0, 6), textcoords="offset points", ha="center", fontsize=8)
