"""Grids and clouds: a matrix that says its numbers, a scatter of two scores, the terms that set outlets apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import BoundaryNorm, ListedColormap
from matplotlib.figure import Figure

from analysis.reporting.charts.canvas import (
    MARGIN,
    MOST_ROWS,
    ROW,
    drawing,
    few_dots,
    head_height,
    light_grid,
    name_columns,
    name_rows,
    say_what_is_drawn,
    short,
    text_of,
)
from analysis.reporting.pages.style import COLOURS, MARKERS, RAMP, RAMP_INK, SERIES, WIDTH, colours_by_name

_MOST_COLUMNS = 14
_STEPS = len(RAMP)
_MIDDLE = 0.5  # cell i is drawn from i to i + 1


def matrix(
    frame: pd.DataFrame, *, fmt: str = "{:.0f}", top: float | None = None, axis: str = "", zero: str = "·"
) -> Figure | None:
    """``frame`` (index: rows, columns: columns, values: numbers) as shaded cells that say their number.

    Shades end at ``top`` (1 for shares; else the largest value). Missing values are a dash, zeros ``zero``.
    """
    shown = frame.iloc[:MOST_ROWS, :_MOST_COLUMNS].astype("Float64")
    if shown.empty or shown.shape[1] == 0:
        return None
    most = float(top or shown.max().max() or 1) if shown.notna().any().any() else 1.0
    heads = [text_of(v) for v in shown.columns]
    with drawing():
        height = MARGIN + head_height(heads) + ROW * len(shown)
        figure, ax = plt.subplots(figsize=(WIDTH, height), layout="constrained")
        say_what_is_drawn(figure, len(frame))
        _shade(ax, shown, most)
        for i in range(len(shown)):
            for j in range(shown.shape[1]):
                _say(ax, i, j, shown.iat[i, j], most, fmt, zero)
        name_columns(ax, [j + _MIDDLE for j in range(len(heads))], heads)
        ax.set_yticks([i + _MIDDLE for i in range(len(shown))], [short(text_of(v)) for v in shown.index], rotation=0)
        ax.tick_params(axis="both", length=0)
        ax.spines[:].set_visible(False)
        ax.set_xlabel(axis)
    return figure


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
    """A dot for each row with both values; groups differ in colour and shape; ``diagonal`` is where x equals y."""
    known = frame.dropna(subset=[x, y])
    if known.empty:
        return None
    with drawing():
        figure, ax = plt.subplots(figsize=(WIDTH, 3.9), layout="constrained")
        ax.grid(True, color=COLOURS["line"], linewidth=0.7)
        if diagonal:
            ax.axline((0, 0), slope=1, color=COLOURS["soft"], linewidth=0.9, linestyle="--")
        dots, how_many = few_dots(known)
        _draw_groups(ax, dots, x, y, group)
        if limits:
            ax.set(xlim=limits, ylim=limits)
        ax.set(xlabel=f"{x_axis or x}{how_many}", ylabel=y_axis or y)
        if group:
            figure.legend(loc="outside upper left", ncols=4, fontsize=8.5, handletextpad=0.2)
    return figure


def term_panels(
    frame: pd.DataFrame,
    *,
    panel: str,
    term: str,
    score: str,
    axis: str = "",
    most: int = 8,
    arrange: Literal["outlet", "plain"] = "outlet",
) -> Figure | None:
    """For each ``panel`` (an outlet) its ``most`` terms by ``score`` as dots; panels share the scale."""
    known = frame.dropna(subset=[panel, term, score])
    names = sorted(known[panel].astype(str).unique())[:9]
    if not names:
        return None
    palette = colours_by_name(names) if arrange == "outlet" else dict.fromkeys(names, SERIES[0])
    with drawing():
        across = min(len(names), 3)
        down = -(-len(names) // across)
        size = (WIDTH, down * (0.6 + 0.22 * most) + 0.3)
        figure, grid = plt.subplots(down, across, figsize=size, layout="constrained", squeeze=False, sharex=True)
        for ax, name in zip(grid.flat, names, strict=False):
            top = known[known[panel].astype(str) == name].sort_values([score, term], ascending=[False, True]).head(most)
            _draw_terms(ax, top[term].astype(str).tolist(), top[score].astype(float).tolist(), palette[name])
            ax.set_title(short(name, 24))
        for ax in list(grid.flat)[len(names) :]:
            ax.set_visible(False)
        figure.supxlabel(axis, fontsize=9, color=COLOURS["soft"])
    return figure


def _shade(ax: Axes, frame: pd.DataFrame, most: float) -> None:
    edges = BoundaryNorm([most * i / _STEPS for i in range(_STEPS + 1)], _STEPS, clip=True)
    values = frame.to_numpy(dtype=float, na_value=0.0)
    look: dict[str, Any] = {"cmap": ListedColormap(list(RAMP)), "norm": edges, "edgecolor": COLOURS["paper"]}
    # Not seaborn's heatmap, which draws the whole figure to see whether its labels overlap: ours are set afterwards.
    ax.pcolormesh(values, linewidth=1.2, **look)
    ax.set(xlim=(0, frame.shape[1]), ylim=(len(frame), 0))


def _say(ax: Axes, row: int, column: int, value: Any, most: float, fmt: str, zero: str) -> None:
    number = 0.0 if pd.isna(value) else float(value)
    text = "–" if pd.isna(value) else zero if number == 0 else fmt.format(number)
    step = min(int(number / most * _STEPS), _STEPS - 1)
    at = (column + _MIDDLE, row + _MIDDLE)
    ax.text(*at, text, ha="center", va="center", color=RAMP_INK[max(step, 0)], fontsize=8.5)


def _draw_groups(ax: Axes, frame: pd.DataFrame, x: str, y: str, group: str | None) -> None:
    import seaborn as sns  # loads scipy, which most reports do not need

    labels = frame[group].map(text_of) if group else pd.Series("", index=frame.index)
    sizes = labels.value_counts()
    names: Sequence[str] = sorted(sizes.index)
    look = {name: (SERIES[i % len(SERIES)], MARKERS[i % len(MARKERS)]) for i, name in enumerate(names)}
    for name, (colour, marker) in look.items():
        label = f"{short(name, 20)} ({sizes[name]})" if group else None
        values = frame.loc[labels == name, [x, y]].astype(float)
        hollow = {"facecolors": "none", "edgecolors": colour, "linewidths": 1.3}  # so that dots on dots can be seen
        sns.scatterplot(values, x=x, y=y, ax=ax, s=26, marker=marker, label=label, legend=False, **hollow)


def _draw_terms(ax: Axes, terms: list[str], scores: list[float], colour: str) -> None:
    light_grid(ax)
    ax.hlines(range(len(terms)), 0, scores, color=colour, linewidth=1.4)
    ax.plot(scores, range(len(terms)), "o", color=colour, markersize=5)
    name_rows(ax, terms)
