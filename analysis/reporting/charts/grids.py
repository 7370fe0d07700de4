"""Grids and clouds: a matrix that says its numbers, a scatter of two scores, the terms that set outlets apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import BoundaryNorm, ListedColormap
from matplotlib.figure import Figure

from analysis.reporting.charts.canvas import MARGIN, MOST_ROWS, ROW, drawing, light_grid, name_rows, short, text_of
from analysis.reporting.style import COLOURS, MARKERS, RAMP, RAMP_INK, SERIES, WIDTH, colours_by_name

_MOST_COLUMNS = 14
_STEPS = len(RAMP)


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
    with drawing():
        figure, ax = plt.subplots(figsize=(WIDTH, MARGIN + 0.55 + ROW * len(shown)), layout="constrained")
        _shade(ax, shown, most)
        for i in range(len(shown)):
            for j in range(shown.shape[1]):
                _say(ax, i, j, shown.iat[i, j], most, fmt, zero)
        name_rows(ax, [text_of(v) for v in shown.index])
        names = [short(text_of(v), 18) for v in shown.columns]
        slanted = sum(map(len, names)) > 52
        ax.set_xticks(range(len(names)), names, rotation=35 if slanted else 0, ha="left" if slanted else "center")
        ax.xaxis.tick_top()
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
        _draw_groups(ax, known, x, y, group)
        if limits:
            ax.set(xlim=limits, ylim=limits)
        ax.set(xlabel=x_axis or x, ylabel=y_axis or y)
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
    x, y = ([i - 0.5 for i in range(n + 1)] for n in (frame.shape[1], frame.shape[0]))
    values = frame.to_numpy(dtype=float, na_value=0.0)
    ax.pcolormesh(x, y, values, cmap=ListedColormap(list(RAMP)), norm=edges, edgecolors=COLOURS["paper"], linewidth=1.2)


def _say(ax: Axes, row: int, column: int, value: Any, most: float, fmt: str, zero: str) -> None:
    number = 0.0 if pd.isna(value) else float(value)
    text = "–" if pd.isna(value) else zero if number == 0 else fmt.format(number)
    step = min(int(number / most * _STEPS), _STEPS - 1)
    ax.text(column, row, text, ha="center", va="center", color=RAMP_INK[max(step, 0)], fontsize=8.5)


def _draw_groups(ax: Axes, frame: pd.DataFrame, x: str, y: str, group: str | None) -> None:
    names: Sequence[str] = sorted(frame[group].map(text_of).unique()) if group else [""]
    labels = frame[group].map(text_of) if group else pd.Series("", index=frame.index)
    for i, name in enumerate(names):
        part = frame[labels == name]
        colour = SERIES[i % len(SERIES)]
        ax.scatter(
            part[x].astype(float),
            part[y].astype(float),
            s=26,
            marker=MARKERS[i % len(MARKERS)],
            facecolors="none",
            edgecolors=colour,
            linewidths=1.3,
            label=f"{short(name, 20)} ({len(part)})" if group else None,
        )


def _draw_terms(ax: Axes, terms: list[str], scores: list[float], colour: str) -> None:
    light_grid(ax)
    ax.hlines(range(len(terms)), 0, scores, color=colour, linewidth=1.4)
    ax.plot(scores, range(len(terms)), "o", color=colour, markersize=5)
    name_rows(ax, terms)
