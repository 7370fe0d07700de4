"""What all charts share: our style, rows and columns with their names, text beside a mark."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib import style
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.reporting.style import RC, WIDTH

MOST_DOTS = 2_000  # more lie on one another, and weigh 100 bytes each
MOST_ROWS = 40  # a chart with more is unreadable; the table has them all
LONGEST_LABEL = 32
UNKNOWN = "not known"
_DAY = re.compile(r"(?:\b\d{4}|^date not stated)$")  # how a label of an incident or a tally ends
_ROW, _TWO_LINES, _MARGIN = 0.27, 0.38, 0.75  # inches: a row of a chart, one whose name has two lines, axis and titles
_LONGEST_HEAD = 18  # characters of a column's name
_FIT = 52  # characters of all columns' names together that stand side by side
_SLANT, _FEW = 35, 8  # degrees; the slanted names of more columns would touch

our_style = style.context(["default", RC])
"""Decorates what draws: our style on matplotlib's defaults, whatever the reader's matplotlibrc says."""


def row_charts(
    labels: Iterable[Any], n_panels: int = 1, *, extra: float = 0.0, grid: bool = True
) -> tuple[Figure, list[Axes]]:
    """A figure of the page's width with ``n_panels`` side by side and a row for each label, the first one on top.

    It is ``extra`` inches higher than the rows need. Where it has not all rows, it says so: the caption repeats that.
    """
    names = [text_of(label) for label in labels]
    shown = names[:MOST_ROWS]
    height = _TWO_LINES if any("\n" in _row_name(name) for name in shown) else _ROW
    size = (WIDTH, _MARGIN + extra + height * len(shown))
    figure, panels = plt.subplots(1, n_panels, figsize=size, layout="constrained", squeeze=False, sharey=True)
    if len(names) > MOST_ROWS:
        figure.set_label(f"Drawn: the first {MOST_ROWS} of {len(names):,}.")
    for ax in panels[0]:
        ax.grid(grid, axis="x")
        name_rows(ax, shown)
    return figure, list(panels[0])


def name_rows(ax: Axes, labels: Sequence[str]) -> None:
    """``labels`` on the y axis, the first one on top."""
    ax.set_yticks(range(len(labels)), [_row_name(label) for label in labels])
    ax.set_ylim(len(labels) - 0.5, -0.5)
    ax.spines["left"].set_visible(False)


def column_names(labels: Sequence[str]) -> tuple[float, dict[str, Any]]:
    """The height in inches that the names of columns take, and how ``set_xticks`` is to write them.

    Side by side where they fit, slanted where they are few, else upright.
    """
    names = [short(label, _LONGEST_HEAD) for label in labels]
    height, angle = (0.25, 0) if sum(map(len, names)) <= _FIT else (0.55, _SLANT) if len(names) <= _FEW else (1.1, 90)
    return height, {"labels": names, "rotation": angle, "ha": "left" if angle == _SLANT else "center"}


def beside(ax: Axes, text: str, x: float, y: float, away: float = 4, **look: Any) -> None:
    """``text`` in a row, ``away`` points from ``x``."""
    ax.annotate(text, (x, y), xytext=(away, 0), textcoords="offset points", va="center", **look)


def line(ax: Axes, y: float, left: float, right: float, **look: Any) -> None:
    """A line in a row, which ends where it says."""
    ax.plot([left, right], [y, y], solid_capstyle="butt", **look)


def _row_name(label: str) -> str:
    """``label`` as a row's name: of a long one that ends in a day ("gunfire, Ferrow Bridge, 11 Mar 2031") the day has a
    line of its own."""
    words, comma, last = label.rpartition(", ")
    has_day = comma and _DAY.search(last) and len(last) <= LONGEST_LABEL < len(label)
    return f"{short(words)},\n{last}" if has_day else short(label)


def short(label: str, longest: int = LONGEST_LABEL) -> str:
    """``label`` cut to what fits beside a chart, at the end of a word where it has several; of one that ends in a day
    the words before it are."""
    if len(label) <= longest:
        return label
    words, comma, last = label.rpartition(", ")
    day = f"{comma}{last}" if comma and _DAY.search(last) and len(last) < longest * 2 / 3 else ""
    kept = (words if day else label)[: longest - len(day)]
    return (kept[:-1].rpartition(" ")[0] or kept[:-1]).rstrip(" ,") + f"…{day}"


def text_of(value: Any) -> str:
    """``value`` as a label; "not known" where it is missing."""
    return UNKNOWN if value is None or pd.isna(value) else str(value)
