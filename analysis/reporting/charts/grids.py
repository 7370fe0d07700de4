"""Grids and clouds: a matrix that says its numbers or letters, a scatter of two scores."""

from __future__ import annotations

from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import BoundaryNorm, ListedColormap
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from analysis.reporting.charts.canvas import MOST_DOTS, MOST_ROWS, column_names, our_style, row_charts, text_of
from analysis.reporting.style import COLOURS, RAMP, RAMP_INK, SERIES, WIDTH

_MOST_COLUMNS = 14
_STEPS = len(RAMP)


@our_style
def matrix(frame: pd.DataFrame, *, fmt: str = "{:.0f}", top: float | None = None, axis: str = "") -> Figure | None:
    """``frame`` (index: rows, columns: columns, values: numbers) as shaded cells that say their number.

    Shades end at ``top`` (1 for shares; else the largest value). Missing values are a dash, zeros a dot.
    """
    if frame.empty:
        return None
    figure, ax, shown = _grid(frame, axis)
    numbers = shown.astype("Float64").to_numpy(dtype=float, na_value=np.nan)
    most = float(top or np.nanmax(numbers, initial=0) or 1)
    # Not seaborn's heatmap, which draws the whole figure to see whether its labels overlap: ours are set afterwards.
    edges = BoundaryNorm([most * i / _STEPS for i in range(_STEPS + 1)], _STEPS, clip=True)
    look: dict[str, Any] = {"cmap": ListedColormap(list(RAMP)), "norm": edges, "edgecolor": COLOURS["paper"]}
    columns, rows = (np.arange(n + 1) - 0.5 for n in numbers.T.shape)
    ax.pcolormesh(columns, rows, np.nan_to_num(numbers), linewidth=1.2, **look)
    for (i, j), number in np.ndenumerate(numbers):
        text = "–" if np.isnan(number) else "·" if number == 0 else fmt.format(number)
        step = 0 if np.isnan(number) else max(min(int(number / most * _STEPS), _STEPS - 1), 0)
        _say(ax, j, i, text, RAMP_INK[step])
    return figure


@our_style
def letters_matrix(letters: pd.DataFrame, *, axis: str = "") -> Figure | None:
    """``letters`` (index: rows, columns: columns, values: text) as cells, shaded where there is any; else a dot."""
    if letters.empty:
        return None
    figure, ax, shown = _grid(letters, axis)
    for (i, j), text in np.ndenumerate(shown.fillna("").to_numpy(dtype=object)):
        if text:
            ax.add_patch(Rectangle((j - 0.47, i - 0.44), 0.94, 0.88, facecolor=RAMP[1], edgecolor="none"))
        _say(ax, j, i, text or "·", COLOURS["ink" if text else "soft"])
    return figure


def _grid(frame: pd.DataFrame, axis: str) -> tuple[Figure, Axes, pd.DataFrame]:
    """A figure with the names of rows and columns, and the part of ``frame`` that it has room for."""
    shown = frame.iloc[:MOST_ROWS, :_MOST_COLUMNS]
    height, names = column_names([text_of(v) for v in shown.columns])
    figure, (ax,) = row_charts(frame.index, extra=height, grid=False)
    ax.set_xticks(range(len(shown.columns)), **names)
    ax.xaxis.tick_top()
    ax.tick_params(axis="both", length=0)
    ax.spines[:].set_visible(False)
    ax.set(xlim=(-0.5, len(shown.columns) - 0.5), xlabel=axis)
    return figure, ax, shown


def _say(ax: Axes, x: float, y: float, text: str, colour: str) -> None:
    ax.text(x, y, text, ha="center", va="center", color=colour, fontsize=8.5, in_layout=False)  # within its cell


@our_style
def scatter(
    frame: pd.DataFrame, *, x: str, y: str, limits: tuple[float, float] | None = None, diagonal: bool = False
) -> Figure | None:
    """A dot for each row with both values; ``diagonal`` is where x equals y.

    Of more than MOST_DOTS rows so many are drawn, evenly; the axis says which.
    """
    import seaborn as sns  # loads slowly, and most reports do not need it

    known = frame[[x, y]].dropna().astype(float)
    if known.empty:
        return None
    figure, ax = plt.subplots(figsize=(WIDTH, 3.9), layout="constrained")
    ax.grid()
    if diagonal:
        ax.axline((0, 0), slope=1, color=COLOURS["soft"], linewidth=0.9, linestyle="--")
    every = -(-len(known) // MOST_DOTS)
    hollow = {"facecolors": "none", "edgecolors": SERIES[0], "linewidths": 1.3}  # so that dots on dots can be seen
    drawn = known.iloc[::every].drop_duplicates()  # half of many scores are 0
    sns.scatterplot(drawn, x=x, y=y, ax=ax, s=26, **hollow)
    if limits:
        ax.set(xlim=limits, ylim=limits)
    if every > 1:
        ax.set_xlabel(f"{x} (every {every}th of {len(known):,} is drawn)")
    return figure
