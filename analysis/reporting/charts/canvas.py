"""What all charts share: the empty canvas in our style, the names of rows and columns, text beside a mark."""

from __future__ import annotations

from typing import Any

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib import style
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.reporting.style import RC, WIDTH

MOST_DOTS = 2_000  # more lie on one another, and weigh 100 bytes each
MOST_ROWS = 40  # a chart with more is unreadable; the table has them all
MOST_COLUMNS = 14
LONGEST_LABEL = 32
UNKNOWN = "not known"
_ROW, _MARGIN = 0.27, 0.75  # inches: a row of a chart, axis and titles
_LONGEST_HEAD = 18  # characters of a column's name
_FIT = 52  # characters of all columns' names together that stand side by side
_SLANT, _FEW = 35, 8  # degrees; the slanted names of more columns would touch

our_style = style.context(["default", RC])
"""Decorates what draws: our style on matplotlib's defaults, whatever the reader's matplotlibrc says."""


def row_charts(
    n_rows: int, n_panels: int = 1, *, of: int, extra: float = 0.0, grid: bool = True
) -> tuple[Figure, list[Axes]]:
    """A figure of the page's width with ``n_panels`` side by side, high enough for ``n_rows`` and ``extra`` inches.

    It says how many ``of`` all rows it shows, where it does not show all: the caption repeats that.
    """
    size = (WIDTH, _MARGIN + extra + _ROW * n_rows)
    figure, panels = plt.subplots(1, n_panels, figsize=size, layout="constrained", squeeze=False, sharey=True)
    if of > MOST_ROWS:
        figure.set_label(f"Drawn: the first {MOST_ROWS} of {of:,}.")
    for ax in panels[0]:
        ax.grid(grid, axis="x")
    return figure, list(panels[0])


def name_rows(ax: Axes, labels: list[str]) -> None:
    """``labels`` on the y axis, the first one on top."""
    ax.set_yticks(range(len(labels)), [short(label) for label in labels])
    ax.set_ylim(len(labels) - 0.5, -0.5)
    ax.spines["left"].set_visible(False)


def name_columns(ax: Axes, at: list[float], labels: list[str]) -> None:
    """``labels`` above the columns at ``at``: side by side where they fit, slanted where they are few, else upright."""
    angle = _angle(labels)
    names = [short(label, _LONGEST_HEAD) for label in labels]
    ax.set_xticks(at, names, rotation=angle, ha="left" if angle == _SLANT else "center")
    ax.xaxis.tick_top()


def head_height(labels: list[str]) -> float:
    """Inches that the names of columns take."""
    return {0: 0.25, _SLANT: 0.55, 90: 1.1}[_angle(labels)]


def _angle(labels: list[str]) -> int:
    if sum(len(short(label, _LONGEST_HEAD)) for label in labels) <= _FIT:
        return 0
    return _SLANT if len(labels) <= _FEW else 90


def beside(ax: Axes, text: str, x: float, y: float, away: float = 4, **look: Any) -> None:
    """``text`` in a row, ``away`` points from ``x``."""
    ax.annotate(text, (x, y), xytext=(away, 0), textcoords="offset points", va="center", **look)


def short(label: str, longest: int = LONGEST_LABEL) -> str:
    """``label`` cut to what fits beside a chart."""
    return label if len(label) <= longest else label[: longest - 1].rstrip() + "…"


def text_of(value: Any) -> str:
    """``value`` as a label; "not known" where it is missing."""
    return UNKNOWN if value is None or pd.isna(value) else str(value)
