"""What all charts share: the empty canvas in our style, labels, colours by group."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib import style
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from analysis.reporting.pages.style import COLOURS, RC, WIDTH

ROW = 0.27  # inches a row of a chart is high
MARGIN = 0.75  # inches for axis and titles
MOST_DOTS = 2_000  # more lie on one another, and weigh 100 bytes each
MOST_ROWS = 40  # a chart with more is unreadable; the table has them all
LONGEST_LABEL = 32
_LONGEST_HEAD = 18  # characters of a column's name
_FIT = 52  # characters of all columns' names together that stand side by side
_SLANT, _FEW = 35, 8  # degrees; the slanted names of more columns would touch
UNKNOWN = "not known"


@contextmanager
def drawing() -> Iterator[None]:
    """Our style on matplotlib's defaults, whatever the reader's matplotlibrc says."""
    with style.context(["default", dict(RC)]):
        yield


def rows_canvas(n_rows: int, n_panels: int = 1, *, extra: float = 0.0) -> tuple[Figure, list[Axes]]:
    """A figure of the page's width with ``n_panels`` side by side, high enough for ``n_rows``."""
    height = MARGIN + extra + ROW * max(n_rows, 1)
    figure, grid = plt.subplots(
        1, n_panels, figsize=(WIDTH, height), layout="constrained", squeeze=False, sharey=n_panels > 1
    )
    return figure, list(grid[0])


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


def short(label: str, longest: int = LONGEST_LABEL) -> str:
    """``label`` cut to what fits beside a chart."""
    return label if len(label) <= longest else label[: longest - 1].rstrip() + "…"


def text_of(value: Any) -> str:
    """``value`` as a label; "not known" where it is missing."""
    return UNKNOWN if value is None or pd.isna(value) else str(value)


def few_dots(frame: pd.DataFrame) -> tuple[pd.DataFrame, str]:
    """At most MOST_DOTS rows, evenly drawn, and what to say of it beside the axis; nothing where all are shown."""
    if len(frame) <= MOST_DOTS:
        return frame, ""
    step = -(-len(frame) // MOST_DOTS)
    return frame.iloc[::step], f" (every {step}th of {len(frame):,} is drawn)"


def say_what_is_drawn(figure: Figure, n: int) -> None:
    """Let ``figure`` say how many of its ``n`` rows it shows, where it does not show all: the caption repeats it."""
    if n > MOST_ROWS:
        figure.set_label(f"Drawn: the first {MOST_ROWS} of {n:,}.")


def light_grid(ax: Axes) -> None:
    ax.grid(True, axis="x", color=COLOURS["line"], linewidth=0.7)


def whole_numbers(ax: Axes) -> None:
    """Whole numbers on the x axis, from 0: half an attack is none."""
    ax.xaxis.set_major_locator(MaxNLocator(nbins=6, integer=True))
    ax.set_xlim(left=0)
