"""Agreement of coders, with each other and with the program, as tables and as units to discuss."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.comparison.coders import Agreement, agreement, disagreements, pairs_of
from analysis.reporting.sentences import count
from analysis.review.coding import PROGRAM, Coding, Unit, program_codes, variables

RELIABLE, TENTATIVE = 0.8, 0.667
"""Krippendorff (2004, p. 241): rely on variables with alpha from 0.8; draw tentative conclusions from 0.667."""

_COLUMNS = ("frame", "variable", "coders", "units", "agree", "kappa", "alpha", "low", "high", "as_numbers")


@dataclass(frozen=True, slots=True)
class AgreementReport:
    """``among``: a row a variable, all coders together; ``pairs``: a row a variable and pair of coders; ``program``: a
    row a variable and coder, against the program. ``disputes``: a row a unit on which any two differ, with
    unit_id, article_id, start, end and a column "NAME:" for each coder."""

    coders: tuple[str, ...]
    n_units: int
    among: pd.DataFrame
    pairs: pd.DataFrame
    program: pd.DataFrame
    disputes: pd.DataFrame

    @property
    def sentence(self) -> str:
        """What was coded, and on which variable coders agree best and worst."""
        coded = f"{count(len(self.coders), 'coder')} and the program, {count(self.n_units, 'unit')}"
        known = self.among.dropna(subset=["alpha"])
        if known.empty:
            return f"{coded}; {len(self.disputes)} of the units to discuss."
        ordered = known.sort_values("alpha", kind="stable")
        worst, best = ordered.iloc[0], ordered.iloc[-1]
        said = f"alpha is highest for {best['variable']} ({signed(best['alpha'])})"
        if len(known) > 1:
            said += f", lowest for {worst['variable']} ({signed(worst['alpha'])})"
        return f"{coded}; {said}; {len(self.disputes)} of the units to discuss."


def signed(number: float) -> str:
    """A coefficient with two decimals and a real minus."""
    return f"{number:.2f}".replace("-", "−")


def agreement_report(coding: Coding, frames: Mapping[str, pd.DataFrame]) -> AgreementReport:
    """Agreement on everything that was coded, among coders, pair by pair, and of each with the program."""
    codes = [*coding.codes, *program_codes(coding, frames)]
    coded = [v for v in variables() if v in {c.variable for c in coding.codes}]
    pairs = pairs_of(coding.coders) if len(coding.coders) > 2 else []
    sets: list[tuple[str, Sequence[str]]] = [(v, coding.coders) for v in coded]
    among = [agreement(codes, coders, v) for v, coders in sets if len(coders) > 1]
    by_pair = [agreement(codes, pair, v) for v in coded for pair in pairs]
    program = [agreement(codes, (coder, PROGRAM), v) for v in coded for coder in coding.coders]
    return AgreementReport(
        coding.coders,
        len(coding.units),
        _table(among),
        _table(by_pair),
        _table(program),
        _disputes(disagreements(codes), [*coding.coders, PROGRAM]),
    )


def _table(found: Sequence[Agreement | None]) -> pd.DataFrame:
    of = variables()
    rows = [
        {
            "frame": of[a.variable],
            "variable": a.variable,
            "coders": ", ".join(a.coders),
            "units": a.n_units,
            "agree": a.percent,
            "kappa": a.kappa,
            "alpha": a.alpha,
            "low": a.alpha_low,
            "high": a.alpha_high,
            "as_numbers": a.alpha_interval,
        }
        for a in found
        if a is not None
    ]
    numbers = dict.fromkeys(("agree", "kappa", "alpha", "low", "high", "as_numbers"), "Float64")
    return pd.DataFrame(rows, columns=list(_COLUMNS)).astype(numbers)


def _disputes(found: Mapping[Any, Mapping[str, Mapping[str, str]]], coders: Sequence[str]) -> pd.DataFrame:
    rows = []
    for unit, said in sorted((u, s) for u, s in found.items() if isinstance(u, Unit)):
        where: dict[str, Any] = {"article_id": unit.article_id, "start": unit.start, "end": unit.end}
        unit_id = unit.row or f"{unit.article_id}:{unit.start}-{unit.end}"
        rows.append({"unit_id": unit_id, **where, **{f"{coder}:": _said(coder, said) for coder in coders}})
    return pd.DataFrame(rows, columns=["unit_id", "article_id", "start", "end", *(f"{c}:" for c in coders)])


def _said(coder: str, said: Mapping[str, Mapping[str, str]]) -> str:
    return "; ".join(f"{v} {labels[coder]}" for v, labels in sorted(said.items()) if coder in labels)
