"""How well people who coded the same units agree, with each other and with the program.

Percent agreement; Cohen's kappa for two (Cohen 1960); Krippendorff's alpha for any number, with units that not all have
coded (Krippendorff 2004, chapter 11), both by ``nltk.metrics.agreement``. Alpha comes with a percentile bootstrap
interval over the units. A coefficient that chance leaves undefined (everyone always gave one value) is None, not 1.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd

RESAMPLES = 1000
SEED = 20311  # any fixed number: the same codes must give the same interval
LEAST_UNITS = 5  # fewer give no interval worth the name


@dataclass(frozen=True, slots=True)
class Code:
    """What one coder says of one variable of one unit: the label, and the number that it is, if it is one."""

    coder: str
    unit: Hashable
    variable: str
    label: str
    number: float | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement of ``coders`` on a variable, over the ``n_units`` that two or more of them have coded.

    ``percent`` is the share of pairs of codes that are equal, 0 to 1; ``kappa`` is for two coders only. ``alpha`` takes
    labels for names, ``alpha_interval`` their numbers for distances (units without two numbers left out).
    """

    variable: str
    coders: tuple[str, ...]
    n_units: int
    percent: float
    kappa: float | None
    alpha: float | None
    alpha_low: float | None
    alpha_high: float | None
    alpha_interval: float | None


def agreement(codes: Iterable[Code], coders: Sequence[str], variable: str) -> Agreement | None:
    """How ``coders`` agree on ``variable``; None where no unit was coded by two of them."""
    ours = [c for c in codes if c.variable == variable and c.coder in coders]
    units = _coded_twice(ours)
    if not units:
        return None
    labels = [[c.label for c in unit] for unit in units]
    numbers = [[c.number for c in unit if c.number is not None] for unit in units]
    low, high = _bootstrap(labels)
    return Agreement(
        variable=variable,
        coders=tuple(coders),
        n_units=len(units),
        percent=_percent(labels),
        kappa=_kappa(units) if len(coders) == 2 else None,
        alpha=_alpha(labels),
        alpha_low=low,
        alpha_high=high,
        alpha_interval=_alpha([n for n in numbers if len(n) > 1], interval=True),
    )


def disagreements(codes: Iterable[Code]) -> dict[Hashable, dict[str, dict[str, str]]]:
    """Units on which any two codes differ: for each its variables in dispute, for each of these label by coder."""
    said: dict[Hashable, dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for code in codes:
        said[code.unit][code.variable][code.coder] = code.label
    found = {
        unit: {v: dict(labels) for v, labels in variables.items() if len(set(labels.values())) > 1}
        for unit, variables in said.items()
    }
    return {unit: variables for unit, variables in found.items() if variables}


def _coded_twice(codes: Iterable[Code]) -> list[list[Code]]:
    """The codes of each unit that two or more coders have coded; a coder's later code replaces an earlier one."""
    by_unit: dict[Hashable, dict[str, Code]] = defaultdict(dict)
    for code in codes:
        by_unit[code.unit][code.coder] = code
    return [[unit[c] for c in sorted(unit)] for unit in by_unit.values() if len(unit) > 1]


def _percent(units: Sequence[Sequence[str]]) -> float:
    pairs = [a == b for unit in units for a, b in combinations(unit, 2)]
    return sum(pairs) / len(pairs)


def _kappa(units: Sequence[Sequence[Code]]) -> float | None:
    from nltk.metrics.agreement import AnnotationTask  # loads slowly

    if len({c.label for unit in units for c in unit}) < 2:
        return None
    task = AnnotationTask([(c.coder, n, c.label) for n, unit in enumerate(units) for c in unit])
    return float(task.kappa_pairwise(*sorted(task.C)))


def _alpha(units: Sequence[Sequence[str]] | Sequence[Sequence[float]], *, interval: bool = False) -> float | None:
    """Krippendorff's alpha of units with two or more values each; None where all values are one."""
    from nltk.metrics.agreement import AnnotationTask
    from nltk.metrics.distance import binary_distance, interval_distance

    if len({value for unit in units for value in unit}) < 2:
        return None
    data = [(coder, n, value) for n, unit in enumerate(units) for coder, value in enumerate(unit)]
    return float(AnnotationTask(data, distance=interval_distance if interval else binary_distance).alpha())


def _bootstrap(units: Sequence[Sequence[str]]) -> tuple[float | None, float | None]:
    """The 95 % percentile interval of nominal alpha when units are drawn anew (Efron and Tibshirani 1993)."""
    if len(units) < LEAST_UNITS or len({value for unit in units for value in unit}) < 2:
        return None, None
    counts = pd.DataFrame([Counter(unit) for unit in units]).fillna(0).to_numpy(dtype=float)  # units by labels
    rng = np.random.default_rng(SEED)
    drawn = [nominal_alpha(counts[rng.integers(len(counts), size=len(counts))]) for _ in range(RESAMPLES)]
    known = [a for a in drawn if a is not None]
    low, high = np.percentile(known, [2.5, 97.5])
    return round(float(low), 4), round(float(high), 4)


def nominal_alpha(counts: np.ndarray) -> float | None:
    """Krippendorff's alpha for names from a table of units by labels: what nltk computes, fast enough to repeat."""
    sizes = counts.sum(axis=1)
    total, of_label = sizes.sum(), counts.sum(axis=0)
    expected = (total**2 - (of_label**2).sum()) / (total - 1)
    if expected == 0:
        return None
    observed = ((sizes**2 - (counts**2).sum(axis=1)) / (sizes - 1)).sum()
    return 1.0 - float(observed / expected)
