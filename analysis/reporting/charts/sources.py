"""Charts that compare sources: what each outlet gives of an incident, borrowed stretches of two articles, wording."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Polygon

from analysis.reporting.charts.canvas import (
    MARGIN,
    MOST_ROWS,
    ROW,
    drawing,
    head_height,
    light_grid,
    name_columns,
    name_rows,
    say_what_is_drawn,
    short,
    text_of,
)
from analysis.reporting.pages.style import COLOURS, RAMP, SERIES, WIDTH

_MOST_COLUMNS = 14
_BAR = 0.16  # height of an article's bar in the map of stretches, of 1
_LEAST = 0.004  # width of the shortest stretch that can be seen, as share of the article
_PANELS = 9


def letters_matrix(letters: pd.DataFrame, *, axis: str = "") -> Figure | None:
    """``letters`` (index: rows, columns: columns, values: text) as cells, shaded where there is any; else a dot."""
    shown = letters.iloc[:MOST_ROWS, :_MOST_COLUMNS]
    if shown.empty or shown.shape[1] == 0:
        return None
    heads = [text_of(v) for v in shown.columns]
    with drawing():
        height = MARGIN + head_height(heads) + ROW * len(shown)
        figure, ax = plt.subplots(figsize=(WIDTH, height), layout="constrained")
        say_what_is_drawn(figure, len(letters))
        for i, (_, row) in enumerate(shown.iterrows()):
            for j, value in enumerate(row):
                _cell(ax, j, i, "" if pd.isna(value) else str(value))
        name_columns(ax, list(range(len(heads))), heads)
        name_rows(ax, [text_of(v) for v in shown.index])
        ax.set_xlim(-0.5, len(heads) - 0.5)
        ax.tick_params(axis="both", length=0)
        ax.spines[:].set_visible(False)
        ax.set_xlabel(axis)
    return figure


def stretch_map(stretches: pd.DataFrame, *, upper: str, lower: str) -> Figure | None:
    """The borrowed stretches of two articles as bands between two bars; each bar is one article from end to end.

    ``stretches`` has from_a, to_a, from_b, to_b as shares of the length of ``upper`` (a) and ``lower`` (b).
    """
    if stretches.empty:
        return None
    with drawing():
        figure, ax = plt.subplots(figsize=(WIDTH, 1.9), layout="constrained")
        for y in (1 - _BAR, 0.0):
            ax.add_patch(Polygon(_box(0, 1, y), facecolor=RAMP[0], edgecolor=COLOURS["soft"], linewidth=0.8))
        for row in stretches.to_dict("records"):
            a, b = (
                (row["from_a"], _seen(row["from_a"], row["to_a"])),
                (row["from_b"], _seen(row["from_b"], row["to_b"])),
            )
            band = [(a[0], 1 - _BAR), (a[1], 1 - _BAR), (b[1], _BAR), (b[0], _BAR)]
            ax.add_patch(Polygon(band, facecolor=RAMP[1], edgecolor=RAMP[2], linewidth=0.6))
            for (start, end), y in ((a, 1 - _BAR), (b, 0.0)):
                ax.add_patch(Polygon(_box(start, end, y), facecolor=SERIES[0], edgecolor="none"))
        ax.set(xlim=(-0.005, 1.005), ylim=(-0.28, 1.28), yticks=[])
        ax.text(0, 1.07, short(upper, 70), va="bottom", fontsize=9)
        ax.text(0, -0.07, short(lower, 70), va="top", fontsize=9)
        ax.set_xticks([0, 0.25, 0.5, 0.75, 1], ["start", "25 %", "50 %", "75 %", "end"])
        ax.spines[:].set_visible(False)
    return figure


def term_intervals(
    frame: pd.DataFrame, *, panel: str, term: str, value: str, low: str, high: str, axis: str = "", most: int = 8
) -> Figure | None:
    """For each ``panel`` (an outlet) its ``most`` terms by ``value``, each a dot with its interval; 0 is a line."""
    known = frame.dropna(subset=[panel, term, value])
    names = list(dict.fromkeys(known[panel].astype(str)))[:_PANELS]
    if not names:
        return None
    with drawing():
        across = min(len(names), 2)
        down = -(-len(names) // across)
        longest = min(most, int(known.groupby(panel).size().max()))
        size = (WIDTH, down * (0.55 + 0.22 * longest) + 0.3)
        figure, grid = plt.subplots(down, across, figsize=size, layout="constrained", squeeze=False, sharex=True)
        for ax, name in zip(grid.flat, names, strict=False):
            _draw_terms(ax, known[known[panel].astype(str) == name].head(most), term, value, low, high)
            ax.set_title(short(name, 34))
        for ax in list(grid.flat)[len(names) :]:
            ax.set_visible(False)
        figure.supxlabel(axis, fontsize=9, color=COLOURS["soft"])
    return figure


def _cell(ax: Axes, x: int, y: int, text: str) -> None:
    if text:
        ax.add_patch(Polygon(_box(x - 0.47, x + 0.47, y - 0.44, 0.88), facecolor=RAMP[1], edgecolor="none"))
    ax.text(x, y, text or "·", ha="center", va="center", fontsize=8.5, color=COLOURS["ink" if text else "soft"])


def _box(left: float, right: float, bottom: float, height: float = _BAR) -> list[tuple[float, float]]:
    return [(left, bottom), (right, bottom), (right, bottom + height), (left, bottom + height)]


def _seen(start: float, end: float) -> float:
    return max(end, start + _LEAST)


def _draw_terms(ax: Axes, rows: pd.DataFrame, term: str, value: str, low: str, high: str) -> None:
    light_grid(ax)
    ax.axvline(0, color=COLOURS["soft"], linewidth=1)
    for i, row in enumerate(rows.to_dict("records")):
        ax.plot([float(row[low]), float(row[high])], [i, i], color=SERIES[0], linewidth=2, solid_capstyle="butt")
        ax.plot([float(row[value])], [i], "o", color=SERIES[0], markersize=5)
    name_rows(ax, rows[term].astype(str).tolist())
