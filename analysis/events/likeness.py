"""How likely two rows are one attack: the parts of the score of each pair, and what they add up to.

Probabilistic record linkage (Fellegi and Sunter 1969): each part on which both sides say something adds to the log-odds
of one attack or takes from it, partial agreement being interpolated (Winkler 1990); what is missing adds nothing. Time,
space, type and actors are compared as MELTT does (Donnay, Dunford, McGrath, Backer and Cunningham 2019), and the toll.
Weights and their reasons stand in ``weights.toml``.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from analysis.events.naming import actors_agree, places_agree, table
from analysis.language.lexicon import Lexicon

PARTS = ("day", "distance", "type", "actors", "toll")
_EARTH = 6371.0  # kilometres
_MOST_KNOWN = 200_000  # comparisons of texts that are kept
Floats = np.ndarray[Any, np.dtype[np.float64]]
Places = np.ndarray[Any, np.dtype[np.int64]]


@dataclass(frozen=True)
class Side:
    """One side's rows as arrays: days as numbers, places in radians, names as codes. ``rows`` have the columns of
    incidents or of an event table."""

    rows: pd.DataFrame

    @cached_property
    def start(self) -> Places:
        """First day, in days since 1970."""
        return self._days("date_start")

    @cached_property
    def end(self) -> Places:
        return self._days("date_end")

    def _days(self, column: str) -> Places:
        return self.rows[column].to_numpy("datetime64[D]").astype(np.int64)

    def numbers(self, column: str) -> Floats:
        if column not in self.rows:  # frames of before version 0.6 have no coordinates
            return np.full(len(self.rows), math.nan)
        return self.rows[column].to_numpy(dtype=float, na_value=math.nan)

    @cached_property
    def point(self) -> tuple[Floats, Floats]:
        return np.radians(self.numbers("latitude")), np.radians(self.numbers("longitude"))

    @cached_property
    def precision(self) -> Places:
        """ACLED's 1 to 3; where a place is told without, it is taken for the place itself."""
        return np.clip(np.nan_to_num(self.numbers("geo_precision"), nan=1), 1, 3).astype(np.int64)

    def codes(self, *columns: str) -> tuple[Places, list[tuple[str, ...]]]:
        """Which of the list of different values each row has in these columns; "" where there is none."""
        missing = pd.Series("", index=self.rows.index)
        texts = [self.rows[c].fillna("").astype(str) if c in self.rows else missing for c in columns]
        codes, values = pd.MultiIndex.from_arrays(texts).factorize()
        return codes, list(values)

    @cached_property
    def toll(self) -> tuple[Floats, Floats]:
        """Least and most killed; an open end reaches everywhere, and nothing told is NaN on both sides."""
        low, high = self.numbers("killed_low"), self.numbers("killed_high")
        silent = np.isnan(low) & np.isnan(high)
        low, high = np.nan_to_num(low, nan=0), np.where(np.isnan(high), math.inf, high)
        return np.where(silent, math.nan, low), np.where(silent, math.nan, high)


class Likeness:
    """The parts of the score of pairs of rows of two sides, given as places of rows on either."""

    def __init__(self, ours: Side, theirs: Side, lexicon: Lexicon, *, days: int, kilometres: float) -> None:
        self._ours, self._theirs, self._days, self._kilometres = ours, theirs, days, kilometres
        self._type = _Compared(
            types_agree, ours.codes("event_type", "sub_event_type"), theirs.codes("event_type", "sub_event_type")
        )
        self._names = _Compared(places_agree(lexicon), ours.codes("place"), theirs.codes("place", "region", "notes"))
        self._who = _Compared(
            actors_agree(lexicon), ours.codes("perpetrator", "target"), theirs.codes("actor1", "actor2")
        )

    def day(self, i: Places, j: Places) -> tuple[Floats, Places]:
        """Agreement of days, and how many lie between them; of a longer time that holds the day, less."""
        ours, theirs = self._ours, self._theirs
        apart = np.maximum(0, np.maximum(theirs.start[j] - ours.end[i], ours.start[i] - theirs.end[j]))
        longest = np.maximum(ours.end[i] - ours.start[i], theirs.end[j] - theirs.start[j]) + 1
        steps = {int(n): value for n, value in table()["days"]["agree"].items()}
        vague = np.array([*steps.values()])[np.searchsorted([*steps], longest).clip(max=len(steps) - 1)]
        return vague * (1 - apart / (self._days + 1)), apart

    def distance(self, i: Places, j: Places) -> tuple[Floats, Floats]:
        """Agreement of places by coordinates, and kilometres between them; -1: too far to be one. Without coordinates
        NaN."""
        (lat, lon), (lat2, lon2) = self._ours.point, self._theirs.point
        apart = haversine(lat[i], lon[i], lat2[j], lon2[j])
        weights, (a, b) = table()["places"], (self._ours.precision[i], self._theirs.precision[j])
        off, most = (np.array([0, *weights[name].values()]) for name in ("off", "agree"))
        beyond = np.maximum(0, apart - off[a] - off[b])
        part = np.minimum(most[a], most[b]) * 2 ** (-weights["halves"] * beyond / self._kilometres)
        return np.where(beyond > self._kilometres, -1.0, part), apart

    def names(self, i: Places, j: Places) -> Floats:
        """Agreement of the names of places."""
        return self._names(i, j)

    def type(self, i: Places, j: Places) -> Floats:
        return self._type(i, j)

    def actors(self, i: Places, j: Places) -> Floats:
        return self._who(i, j)

    def toll(self, i: Places, j: Places) -> Floats:
        """1 where the numbers of killed are one, less where ranges meet or nobody is; else how near their nearest ends
        are."""
        (low, high), (low2, high2) = self._ours.toll, self._theirs.toll
        least, most = np.maximum(low[i], low2[j]), np.minimum(high[i], high2[j])
        with np.errstate(invalid="ignore", divide="ignore"):
            meet = np.where(low[i] == high[i], 1.0, table()["tolls"]["meet"])
            part = np.where(least <= most, meet, most / least)
        none = (high[i] == 0) & (high2[j] == 0)
        return np.where(np.isnan(least + most), math.nan, np.where(none, table()["tolls"]["none"], part))


class _Compared:
    """A comparison of texts, made once for each pair of different values."""

    def __init__(
        self,
        compare: Callable[..., float],
        ours: tuple[Places, list[tuple[str, ...]]],
        theirs: tuple[Places, list[tuple[str, ...]]],
    ) -> None:
        self._compare, (self._ours, self._a), (self._theirs, self._b) = compare, ours, theirs
        self._known: dict[int, float] = {}

    def __call__(self, i: Places, j: Places) -> Floats:
        if len(self._known) > _MOST_KNOWN:
            self._known.clear()
        pairs, at = np.unique(self._ours[i] * len(self._b) + self._theirs[j], return_inverse=True)
        return np.array([self._told(pair) for pair in pairs.tolist()], dtype=float)[at]

    def _told(self, pair: int) -> float:
        if pair not in self._known:
            a, b = divmod(pair, len(self._b))
            self._known[pair] = self._compare(*self._a[a], *self._b[b])
        return self._known[pair]


def types_agree(event_type: str, sub_type: str, their_type: str, their_sub_type: str) -> float:
    """How far two types agree; NaN where either is missing or of an unknown list.

    >>> types_agree("Battles", "Armed clash", "State-based conflict", ""), types_agree("Battles", "", "Fight", "")
    (0.8, nan)
    """
    weights = table()["types"]
    known = {name for entry in weights["alike"] for name in (entry["a"], entry["b"])}
    if not {event_type, their_type} <= known:
        return math.nan
    if event_type == their_type:
        return 1.0 if sub_type == their_sub_type else float(weights["same_type"])
    both = {event_type, their_type}
    return float(next((entry["value"] for entry in weights["alike"] if {entry["a"], entry["b"]} == both), 0.0))


def haversine(lat: Any, lon: Any, lat2: Any, lon2: Any) -> Any:
    """Kilometres between points in radians along the great circle (Sinnott 1984)."""
    h = np.sin((lat2 - lat) / 2) ** 2 + np.cos(lat) * np.cos(lat2) * np.sin((lon2 - lon) / 2) ** 2
    return 2 * _EARTH * np.arcsin(np.minimum(1.0, np.sqrt(h)))


def log_odds(parts: Mapping[str, Floats]) -> Any:
    """The log-odds (base 2) of one attack by the parts that are given; NaN adds nothing."""
    return table()["prior"] + sum(np.nan_to_num(_weighed(name, part)) for name, part in parts.items())


def _weighed(name: str, part: Any) -> Any:
    m, u = (table()["parts"][name][x] for x in "mu")
    agree, disagree = math.log2(m / u), math.log2((1 - m) / (1 - u))
    return disagree + part * (agree - disagree)


def most_of(name: str) -> float:
    """What a part can add at most."""
    return float(_weighed(name, 1.0))


def probability(odds: Any) -> Any:
    """The probability that log-odds (base 2) stand for."""
    return 1 / (1 + 2.0**-odds)
