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
from analysis.reporting.charts.canvas import MOST_ROWS, beside, line, name_rows, our_style, row_charts, short, text_of
from analysis.reporting.style import COLOURS, INCIDENT, RAMP, SERIES, WIDTH

_PANELS = 9
_BAR = 0.16  # height of an article's bar in the map of stretches, of 1
_LEAST = 0.004  # width of the shortest stretch that can be seen, as share of the article


@our_style
def range_bars(frame: pd.DataFrame, *, label: str, low: str, high: str, axis: str = "") -> Figure | None:
    """A range for each row: dots at known bounds, a line between them, an arrow where a bound is open.

    A row with neither bound says that nothing is known.
    """
    shown = frame[[low, high]].head(MOST_ROWS)
    known = pd.concat([shown[low], shown[high]]).dropna()
    if known.empty:
        return None
    reach = max(float(known.max()), 1.0) * 1.12
    figure, (ax,) = row_charts(frame[label])
    for i, (bottom, top) in enumerate(shown.itertuples(index=False)):
        _draw_range(ax, i, bottom, top, reach)
    ax.xaxis.set_major_locator(MaxNLocator(nbins=6, integer=True))  # half an attack is none
    ax.set(xlim=(-reach * 0.02, reach * 1.16), xlabel=axis)
    return figure


def _draw_range(ax: Axes, y: int, low: Any, high: Any, reach: float) -> None:
    if pd.isna(low) and pd.isna(high):
        ax.text(0, y, " nothing said", va="center", color=COLOURS["soft"], fontsize=8)
        return
    left, right = 0.0 if pd.isna(low) else float(low), reach if pd.isna(high) else float(high)
    line(ax, y, left, right, color=INCIDENT, linewidth=2.2)
    dots = list({float(bound) for bound in (low, high) if not pd.isna(bound)})
    ax.plot(dots, [y] * len(dots), "o", color=INCIDENT, markersize=5.5)
    if pd.isna(high):
        ax.plot([right], [y], ">", color=INCIDENT, markersize=6)
    if pd.isna(low):
        ax.plot([left], [y], "|", color=INCIDENT, markersize=8)
    beside(ax, range_text(low, high), right, y, 7, fontsize=8.5)


@our_style
def dots_with_intervals(
    frame: pd.DataFrame, *, label: str, value: str, low: str, high: str, n: str, axis: str = "", centre: float = 0.0
) -> Figure | None:
    """A mean for each row with its interval and n, round a line at ``centre``; a hollow dot has no interval."""
    known = frame.dropna(subset=[value])
    if known.empty:
        return None
    figure, (ax,) = row_charts(
        f"{text_of(name)}  n={int(size)}" for name, size in zip(known[label], known[n], strict=True)
    )
    ax.axvline(centre, color=COLOURS["soft"], linewidth=1)
    for i, (mean, bottom, top) in enumerate(known[[value, low, high]].head(MOST_ROWS).itertuples(index=False)):
        certain = not (pd.isna(bottom) or pd.isna(top))
        if certain:
            line(ax, i, float(bottom), float(top), color=INCIDENT, linewidth=2.2)
        face = INCIDENT if certain else COLOURS["paper"]
        ax.plot([mean], [i], "o", markerfacecolor=face, markeredgecolor=INCIDENT, markersize=6.5)
        text = f"{mean:+.2f}".replace("-", "−")
        ax.annotate(text, (mean, i), xytext=(0, 6), textcoords="offset points", ha="center", fontsize=8)
    ax.set_xlabel(axis)
    ax.margins(x=0.08)
    return figure


@our_style
def term_intervals(
    frame: pd.DataFrame, *, panel: str, term: str, value: str, low: str, high: str, axis: str = ""
) -> Figure | None:
    """For each ``panel`` (an outlet) its terms in their order, each a dot with its interval; 0 is a line."""
    panels = list(frame.dropna(subset=[panel, term, value]).groupby(panel, sort=False))[:_PANELS]
    if not panels:
        return None
    across = min(len(panels), 2)
    down = -(-len(panels) // across)
    size = (WIDTH, down * (0.55 + 0.22 * max(len(rows) for _, rows in panels)) + 0.3)
    figure, grid = plt.subplots(down, across, figsize=size, layout="constrained", squeeze=False, sharex=True)
    for ax, (name, rows) in zip(grid.flat, panels, strict=False):
        ax.grid(axis="x")
        ax.axvline(0, color=COLOURS["soft"], linewidth=1)
        for i, (at, left, right) in enumerate(rows[[value, low, high]].astype(float).itertuples(index=False)):
            line(ax, i, left, right, color=SERIES[0], linewidth=2)
            ax.plot([at], [i], "o", color=SERIES[0], markersize=5)
        name_rows(ax, rows[term].astype(str).tolist())
        ax.set_title(short(str(name), 34))
    for ax in list(grid.flat)[len(panels) :]:
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
