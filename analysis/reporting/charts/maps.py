"""Where incidents were: a map of the places with coordinates; its label says how to read it and what it leaves out.

Equirectangular, true to scale along the middle parallel of what is shown. Outlines are Natural Earth's 1:110m (public
domain; ``benchmarks/outline_table.py``), drawn where the countries are real. A mark's area grows with the killed: the
filled one is the least that is told, the ring around it the most.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import accumulate, pairwise
from math import cos, radians, sqrt
from typing import Any

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from analysis.extraction.attacks.locating import DEGREE
from analysis.frames.layouts import EVENT_TYPES
from analysis.reporting.charts.canvas import MOST_DOTS, UNKNOWN, our_style, short, text_of
from analysis.reporting.style import COLOURS, SERIES, WIDTH

_SHAPES = "os^DvP"
_LOOKS = {kind: (SERIES[i], _SHAPES[i]) for i, kind in enumerate((*EVENT_TYPES[:5], UNKNOWN))}
_LOOKS |= {EVENT_TYPES[5]: (SERIES[5], "X")}
_SMALLEST, _LARGEST = 22.0, 420.0  # square points of a mark with no toll, and of the highest
_LEAST = 0.9  # degrees shown at least
_MARGIN, _LEGEND = 0.12, 0.42  # share of what is shown; inches
_TALLEST, _FLATTEST = 4.6, 2.6  # inches
_LETTER, _LINE = 4.6, 10.0  # points: how wide a letter of a label is, how high its line
_INVENTED = frozenset(f"X{letter}" for letter in "ABCDEFGHIJLMNOPQRSTUVWYZ")  # XK is Kosovo


@dataclass(frozen=True, slots=True)
class _View:
    """What is shown: degrees east from the ``middle`` meridian times ``scale``, degrees north; points to a degree."""

    middle: float
    scale: float
    left: float
    right: float
    low: float
    high: float
    points: float

    def x(self, longitude: float) -> float:
        return ((longitude - self.middle + 180) % 360 - 180) * self.scale


@our_style
def incident_map(
    incidents: pd.DataFrame, *, second: pd.DataFrame | None = None, names: tuple[str, str] = ("incidents", "events")
) -> Figure | None:
    """The rows of ``incidents`` that have coordinates, by type; with ``second`` (the same columns; ``killed_best`` does
    not count) both, in a colour each under their ``names``. None where no row has any.

    The figure's label says how to read it and what is not on it: the caption repeats that.
    """
    frames = [placed_of(incidents), *([] if second is None else [placed_of(second)])]
    placed = pd.concat(frames, keys=range(len(frames)), names=["of"]).reset_index(level="of")
    if placed.empty:
        return None
    view, height = _view(placed)
    figure = plt.figure(figsize=(WIDTH, height + _LEGEND))
    ax = figure.add_axes((0.005, 0.005, 0.99, height / (height + _LEGEND) - 0.01))
    _frame(ax, view)
    is_real = not set(placed["country"].dropna()) <= _INVENTED
    if is_real:
        _draw_outlines(ax, view)
    marks = list(_marks(placed, view, by_type=second is None))
    for mark in marks:
        _draw_mark(ax, mark)
    n_dropped = _label(ax, marks, view)
    _scale_bar(ax, view)
    known = [name for name in _LOOKS if any(m.name == name for m in marks)] if second is None else [*names]
    looks = [_LOOKS[name] for name in known] if second is None else [(SERIES[0], "o"), (SERIES[1], "s")]
    keys = [
        Line2D([], [], color=c, marker=s, linestyle="none", markersize=6, label=n)
        for n, (c, s) in zip(known, looks, strict=True)
    ]
    figure.legend(handles=keys, loc="upper left", ncols=3, fontsize=8.5)
    figure.set_label(_how_to_read(incidents, view, is_real, n_dropped))
    return figure


def degrees(value: float, ends: str) -> str:
    """A latitude ("NS") or longitude ("EW") in words."""
    return f"{abs(value):.1f}° {ends[int(value < 0)]}"


def placed_of(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows that have coordinates."""
    return rows.dropna(subset=["latitude", "longitude"]).reset_index(drop=True)


def _how_to_read(incidents: pd.DataFrame, view: _View, is_real: bool, n_dropped: int) -> str:
    """What the caption says of the drawing, and what is not on it."""
    missing = incidents[incidents["latitude"].isna()]
    by_country = missing["country"].value_counts().sort_index()
    listed = ", ".join(f"{country} {n}" for country, n in by_country.items())
    told = [
        "Area grows with the killed: inner mark, the least that is told; ring, the most, where it is more.",
        "Hollow inner marks: a region's chief town, or near the town.",
        f"Not on it: {len(missing):,} without coordinates{f' (by country: {listed})' if listed else ''}."
        if len(missing)
        else "",
        f"{n_dropped:,} names left out for want of room." if n_dropped else "",
        f"Equirectangular, true to scale at {degrees((view.low + view.high) / 2, 'NS')}.",
        "Places: GeoNames (CC BY 4.0). Outlines: Natural Earth 1:110m, borders as it draws them."
        if is_real
        else "An invented world has no outlines.",
    ]
    return " ".join(filter(None, told))


def _view(placed: pd.DataFrame) -> tuple[_View, float]:
    """What must be shown for all of ``placed``, and the height in inches of the map."""
    longitudes = placed["longitude"].astype(float)
    turned = longitudes % 360
    crosses = longitudes.max() - longitudes.min() > turned.max() - turned.min()  # the antimeridian
    east = turned if crosses else longitudes
    middle, north = (east.min() + east.max()) / 2, (placed["latitude"].min() + placed["latitude"].max()) / 2
    scale = max(cos(radians(north)), 0.1)
    width = max((east.max() - east.min()) * scale, _LEAST) * (1 + 2 * _MARGIN)
    height = max(placed["latitude"].max() - placed["latitude"].min(), _LEAST / 2) * (1 + 2 * _MARGIN)
    inches = min(max(WIDTH * height / width, _FLATTEST), _TALLEST)
    points = 72 * min(WIDTH / width, inches / height)
    half, up = 72 * WIDTH / points / 2, 72 * inches / points / 2
    return _View(middle, scale, -half, half, north - up, north + up, points), inches


def _frame(ax: Axes, view: _View) -> None:
    ax.set_xlim(view.left, view.right)
    ax.set_ylim(view.low, view.high)
    ax.set_xticks([])
    ax.set_yticks([])
    ax.grid(False)
    for spine in ax.spines.values():
        spine.set(visible=True, color=COLOURS["line"])


@cache
def _outlines() -> Sequence[tuple[str, Sequence[tuple[float, float]]]]:
    """Coasts and borders as degrees east and north."""
    text = (resources.files("analysis.reporting.charts") / "outlines.tsv").read_text("utf-8")
    found = []
    for line in text.splitlines()[1:]:
        kind, *steps = line.split("\t")
        pairs = [(int(x), int(y)) for x, _, y in (step.partition(" ") for step in steps)]
        points = accumulate(pairs, lambda a, b: (a[0] + b[0], a[1] + b[1]))
        found.append((kind, [(x / 20, y / 20) for x, y in points]))
    return found


def _draw_outlines(ax: Axes, view: _View) -> None:
    for kind, line in _outlines():
        look: Mapping[str, Any] = {"linestyle": (0, (3, 2))} if kind == "border" else {}
        for xs, ys in _seen(line, view):
            ax.plot(xs, ys, color=COLOURS["soft"], linewidth=0.7, zorder=1, **look)


def _seen(line: Sequence[tuple[float, float]], view: _View) -> Iterator[tuple[list[float], list[float]]]:
    """The stretches of a line in view, with the points right outside."""
    points = [(view.x(east), north) for east, north in line]
    wide, high = view.right - view.left, view.high - view.low
    run: list[tuple[float, float]] = []
    for a, b in pairwise(points):
        beside = min(a[0], b[0]) > view.right + wide or max(a[0], b[0]) < view.left - wide
        above = min(a[1], b[1]) > view.high + high or max(a[1], b[1]) < view.low - high
        if beside or above or abs(a[0] - b[0]) > 180 * view.scale:  # around the back of the world
            if run:
                yield tuple(map(list, zip(*run, strict=True)))  # type: ignore[misc]
            run = []
        else:
            run = [*run, b] if run else [a, b]
    if run:
        yield tuple(map(list, zip(*run, strict=True)))  # type: ignore[misc]


@dataclass(frozen=True, slots=True)
class _Mark:
    """An incident as it is drawn; ``low`` and ``high`` are areas in square points, x and y in the units of the view."""

    x: float
    y: float
    low: float
    high: float
    is_near: bool
    place: str
    name: str
    colour: str
    shape: str


def _marks(placed: pd.DataFrame, view: _View, *, by_type: bool) -> Iterator[_Mark]:
    """The marks, the largest first; those of one place stand around it."""
    tolls = placed[["killed_low", "killed_high"]].astype("Float64")
    most = max([10.0, *tolls.max().dropna()])
    at: dict[tuple[float, float], int] = {}
    rows = placed.assign(top=tolls.max(axis=1).fillna(0)).sort_values(
        ["top", "latitude"], ascending=False, kind="stable"
    )
    for row in rows.head(MOST_DOTS).to_dict("records"):
        spot = (row["latitude"], row["longitude"])
        number = at[spot] = at.get(spot, -1) + 1
        away, turn = 9 * sqrt(number) / view.points, number * 137.508
        low, high = (
            _SMALLEST + (_LARGEST - _SMALLEST) * float(0 if pd.isna(n) else n) / most
            for n in (row["killed_low"], row["killed_high"])
        )
        kind = text_of(row["event_type"])
        colour, shape = _LOOKS.get(kind, _LOOKS[UNKNOWN]) if by_type else (SERIES[row["of"]], "os"[row["of"]])
        yield _Mark(
            view.x(row["longitude"]) + away * cos(radians(turn)), row["latitude"] + away * cos(radians(turn - 90)),
            low, max(low, high), row["geo_precision"] != 1, text_of(row["place"]), kind, colour, shape,
        )  # fmt: skip


def _draw_mark(ax: Axes, mark: _Mark) -> None:
    look: dict[str, Any] = {"marker": mark.shape, "linestyle": "none", "zorder": 3, "markeredgewidth": 0.8}
    hollow: dict[str, Any] = {"markerfacecolor": "none", "markeredgecolor": mark.colour}
    full: dict[str, Any] = {
        "markerfacecolor": mark.colour,
        "markeredgecolor": COLOURS["paper"],
    }  # keeps it apart from what it lies on
    if mark.high > mark.low:
        ax.plot([mark.x], [mark.y], markersize=sqrt(mark.high), **hollow, **look)
    ax.plot([mark.x], [mark.y], markersize=sqrt(mark.low), **(hollow if mark.is_near else full), **look)


def _label(ax: Axes, marks: Sequence[_Mark], view: _View) -> int:
    """Write the names of places where there is room, those of the largest marks first; returned is how many lack it."""
    taken = [_box(m.x, m.y, sqrt(m.high) / 2, sqrt(m.high) / 2, view) for m in marks]
    taken.append((view.left, view.low, view.left + 150 / view.points, view.low + 24 / view.points))  # the scale bar
    left_out, seen = 0, set[str]()
    for mark in marks:
        if mark.place in seen or mark.place == UNKNOWN:
            continue
        seen.add(mark.place)
        text, away = short(mark.place, 24), sqrt(mark.high) / 2 + 3
        half = len(text) * _LETTER / 2
        for dx, dy in ((away + half, 0), (-away - half, 0), (0, away + _LINE / 2), (0, -away - _LINE / 2)):
            x, y = mark.x + dx / view.points, mark.y + dy / view.points
            box = _box(x, y, half, _LINE / 2, view)
            inside = box[0] > view.left and box[2] < view.right and box[1] > view.low and box[3] < view.high
            if inside and not any(_meet(box, other) for other in taken):
                ax.text(x, y, text, ha="center", va="center", fontsize=8, color=COLOURS["ink"], zorder=4)
                taken.append(box)
                break
        else:
            left_out += 1
    return left_out


_Box = tuple[float, float, float, float]


def _box(x: float, y: float, half: float, up: float, view: _View) -> _Box:
    """Around a point, so many points to each side."""
    return x - half / view.points, y - up / view.points, x + half / view.points, y + up / view.points


def _meet(a: _Box, b: _Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _scale_bar(ax: Axes, view: _View) -> None:
    """A bar of a round number of kilometres, a quarter of the map's width at most."""
    most = (view.right - view.left) * DEGREE / 4
    length = max(n * 10**power for n in (1, 2, 5) for power in range(5) if n * 10**power <= most)
    x, y = view.left + 8 / view.points, view.low + 8 / view.points
    ax.plot([x, x + length / DEGREE], [y, y], color=COLOURS["ink"], linewidth=2, solid_capstyle="butt", zorder=4)
    ax.text(x, y + 4 / view.points, f"{length:,} km", fontsize=8, color=COLOURS["ink"], va="bottom", zorder=4)
