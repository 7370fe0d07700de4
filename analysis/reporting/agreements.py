"""Agreement of coders, with each other and with the program, as tables and as units to discuss."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import pandas as pd

from analysis.comparison.coders import Agreement, agreement, disagreements
from analysis.reporting.sentences import count
from analysis.reporting.shown import number_text
from analysis.review.coding import PROGRAM, Coding, Unit, program_codes, variables

RELIABLE, TENTATIVE = 0.8, 0.667
"""Krippendorff (2004, p. 241): rely on variables with alpha from 0.8; draw tentative conclusions from 0.667."""

_UNIT = ("unit_id", "article_id", "start", "end")
_NUMBERS = ("agree", "kappa", "alpha", "low", "high", "as_numbers")


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
    def tables(self) -> dict[str, pd.DataFrame]:
        """The tables that have rows, by their titles."""
        titles = ("Among the coders", "Pair by pair", "Each coder and the program")
        tables = zip(titles, (self.among, self.pairs, self.program), strict=True)
        return {title: frame for title, frame in tables if not frame.empty}

    @property
    def said(self) -> list[str]:
        """The columns of ``disputes`` that say what a coder coded."""
        return list(self.disputes.columns[len(_UNIT) :])

    @property
    def sentence(self) -> str:
        """What was coded, and on which variable coders agree best and worst."""
        coded = f"{count(len(self.coders), 'coder')} and the program, {count(self.n_units, 'unit')}"
        known = self.among.dropna(subset=["alpha"])
        if known.empty:
            return f"{coded}; {len(self.disputes)} of the units to discuss."
        ordered = known.sort_values("alpha", kind="stable")
        worst, best = ordered.iloc[0], ordered.iloc[-1]
        said = f"alpha is highest for {best['variable']} ({number_text(best['alpha'])})"
        if len(known) > 1:
            said += f", lowest for {worst['variable']} ({number_text(worst['alpha'])})"
        return f"{coded}; {said}; {len(self.disputes)} of the units to discuss."


def agreement_report(coding: Coding, frames: Mapping[str, pd.DataFrame]) -> AgreementReport:
    """Agreement on everything that was coded, among coders, pair by pair, and of each with the program."""
    codes = [*coding.codes, *program_codes(coding, frames)]
    coded = [v for v in variables() if v in {c.variable for c in coding.codes}]

    def measured(groups: Iterable[Sequence[str]]) -> pd.DataFrame:
        listed = list(groups)
        return _table(agreement(codes, coders, v) for v in coded for coders in listed)

    return AgreementReport(
        coding.coders,
        len(coding.units),
        among=measured([coding.coders] if len(coding.coders) > 1 else []),
        pairs=measured(combinations(coding.coders, 2) if len(coding.coders) > 2 else []),
        program=measured((coder, PROGRAM) for coder in coding.coders),
        disputes=_disputes(disagreements(codes), [*coding.coders, PROGRAM]),
    )


def _table(found: Iterable[Agreement | None]) -> pd.DataFrame:
    rows = []
    for a in filter(None, found):
        about = (variables()[a.variable], a.variable, ", ".join(a.coders), a.n_units)
        rows.append((*about, a.percent, a.kappa, a.alpha, a.alpha_low, a.alpha_high, a.alpha_interval))
    table = pd.DataFrame(rows, columns=["frame", "variable", "coders", "units", *_NUMBERS])
    return table.astype(dict.fromkeys(_NUMBERS, "Float64"))


def _disputes(found: Mapping[Any, Mapping[str, Mapping[str, str]]], coders: Sequence[str]) -> pd.DataFrame:
    rows = []
    for unit, said in sorted((u, s) for u, s in found.items() if isinstance(u, Unit)):
        where = (unit.row or f"{unit.article_id}:{unit.start}-{unit.end}", unit.article_id, unit.start, unit.end)
        rows.append((*where, *(_said(coder, said) for coder in coders)))
    return pd.DataFrame(rows, columns=[*_UNIT, *(f"{c}:" for c in coders)])


def _said(coder: str, said: Mapping[str, Mapping[str, str]]) -> str:
    return "; ".join(f"{v} {labels[coder]}" for v, labels in sorted(said.items()) if coder in labels)
