"""Grids and clouds: a matrix that says its numbers or letters, a scatter of two scores."""

from __future__ import annotations

from typing import Any

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import BoundaryNorm, ListedColormap
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from analysis.reporting.charts.canvas import (
    MOST_COLUMNS,
    MOST_DOTS,
    MOST_ROWS,
    head_height,
    name_columns,
    name_rows,
    our_style,
    row_charts,
    short,
    text_of,
)
from analysis.reporting.style import COLOURS, MARKERS, RAMP, RAMP_INK, SERIES, WIDTH

_STEPS = len(RAMP)
_MIDDLE = 0.5  # cell i of a matrix of numbers is drawn from i to i + 1


@our_style
def matrix(
    frame: pd.DataFrame, *, fmt: str = "{:.0f}", top: float | None = None, axis: str = "", zero: str = "·"
) -> Figure | None:
    """``frame`` (index: rows, columns: columns, values: numbers) as shaded cells that say their number.

    Shades end at ``top`` (1 for shares; else the largest value). Missing values are a dash, zeros ``zero``.
    """
    shown = frame.iloc[:MOST_ROWS, :MOST_COLUMNS].astype("Float64")
    if shown.empty:
        return None
    most = float(top or shown.max().max() or 1) if shown.notna().any().any() else 1.0
    heads = [text_of(v) for v in shown.columns]
    figure, ax = _grid(shown, heads, of=len(frame), axis=axis)
    # Not seaborn's heatmap, which draws the whole figure to see whether its labels overlap: ours are set afterwards.
    edges = BoundaryNorm([most * i / _STEPS for i in range(_STEPS + 1)], _STEPS, clip=True)
    look: dict[str, Any] = {"cmap": ListedColormap(list(RAMP)), "norm": edges, "edgecolor": COLOURS["paper"]}
    ax.pcolormesh(shown.to_numpy(dtype=float, na_value=0.0), linewidth=1.2, **look)
    ax.set(xlim=(0, shown.shape[1]), ylim=(len(shown), 0))
    for (i, j), value in _cells(shown):
        number = 0.0 if pd.isna(value) else float(value)
        text = "–" if pd.isna(value) else zero if number == 0 else fmt.format(number)
        step = max(min(int(number / most * _STEPS), _STEPS - 1), 0)
        _say(ax, j + _MIDDLE, i + _MIDDLE, text, RAMP_INK[step])
    name_columns(ax, [j + _MIDDLE for j in range(len(heads))], heads)
    ax.set_yticks([i + _MIDDLE for i in range(len(shown))], [short(text_of(v)) for v in shown.index], rotation=0)
    return figure


@our_style
def letters_matrix(letters: pd.DataFrame, *, axis: str = "") -> Figure | None:
    """``letters`` (index: rows, columns: columns, values: text) as cells, shaded where there is any; else a dot."""
    shown = letters.iloc[:MOST_ROWS, :MOST_COLUMNS]
    if shown.empty:
        return None
    heads = [text_of(v) for v in shown.columns]
    figure, ax = _grid(shown, heads, of=len(letters), axis=axis)
    for (i, j), value in _cells(shown):
        text = "" if pd.isna(value) else str(value)
        if text:
            ax.add_patch(Rectangle((j - 0.47, i - 0.44), 0.94, 0.88, facecolor=RAMP[1], edgecolor="none"))
        _say(ax, j, i, text or "·", COLOURS["ink" if text else "soft"])
    name_columns(ax, list(range(len(heads))), heads)
    name_rows(ax, [text_of(v) for v in shown.index])
    ax.set_xlim(-0.5, len(heads) - 0.5)
    return figure


def _grid(shown: pd.DataFrame, heads: list[str], *, of: int, axis: str) -> tuple[Figure, Axes]:
    figure, (ax,) = row_charts(len(shown), of=of, extra=head_height(heads), grid=False)
    ax.tick_params(axis="both", length=0)
    ax.spines[:].set_visible(False)
    ax.set_xlabel(axis)
    return figure, ax


def _cells(frame: pd.DataFrame) -> list[tuple[tuple[int, int], Any]]:
    return [((i, j), frame.iat[i, j]) for i in range(frame.shape[0]) for j in range(frame.shape[1])]


def _say(ax: Axes, x: float, y: float, text: str, colour: str) -> None:
    ax.text(x, y, text, ha="center", va="center", color=colour, fontsize=8.5)


@our_style
def scatter(
    frame: pd.DataFrame,
    *,
    x: str,
    y: str,
    group: str | None = None,
    x_axis: str = "",
    y_axis: str = "",
    limits: tuple[float, float] | None = None,
    diagonal: bool = False,
) -> Figure | None:
    """A dot for each row with both values; groups differ in colour and shape; ``diagonal`` is where x equals y.

    Of more than MOST_DOTS rows so many are drawn, evenly; the axis says which.
    """
    known = frame.dropna(subset=[x, y])
    if known.empty:
        return None
    figure, ax = plt.subplots(figsize=(WIDTH, 3.9), layout="constrained")
    ax.grid()
    if diagonal:
        ax.axline((0, 0), slope=1, color=COLOURS["soft"], linewidth=0.9, linestyle="--")
    every = -(-len(known) // MOST_DOTS)
    _draw_groups(ax, known.iloc[::every], x, y, group)
    if limits:
        ax.set(xlim=limits, ylim=limits)
    how_many = f" (every {every}th of {len(known):,} is drawn)" if every > 1 else ""
    ax.set(xlabel=f"{x_axis or x}{how_many}", ylabel=y_axis or y)
    if group:
        figure.legend(loc="outside upper left", ncols=4, fontsize=8.5, handletextpad=0.2)
    return figure


def _draw_groups(ax: Axes, frame: pd.DataFrame, x: str, y: str, group: str | None) -> None:
    import seaborn as sns  # loads slowly, and most reports do not need it

    labels = frame[group].map(text_of) if group else pd.Series("", index=frame.index)
    for i, (name, size) in enumerate(sorted(labels.value_counts().items())):
        values = frame.loc[labels == name, [x, y]].astype(float)
        look = {"edgecolors": SERIES[i % len(SERIES)], "marker": MARKERS[i % len(MARKERS)]}
        hollow = {"facecolors": "none", "linewidths": 1.3}  # so that dots on dots can be seen
        label = f"{short(str(name), 20)} ({size})" if group else None
        sns.scatterplot(values, x=x, y=y, ax=ax, s=26, label=label, legend=False, **look, **hollow)
