"""Agreement of coders, with each other and with the program: as lines, as data, as a page with the units to discuss."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from itertools import combinations
from typing import Any

import pandas as pd

from analysis.comparison.coders import agreement, disagreements
from analysis.reporting.evidence import evidence
from analysis.reporting.pages.page import sections_page
from analysis.reporting.shown import Shown, count, fill, nothing, number_text
from analysis.reporting.tables import table
from analysis.review.coding import PROGRAM, Coding, Unit, program_codes, variables

RELIABLE, TENTATIVE = 0.8, 0.667
"""Krippendorff (2004, p. 241): rely on variables with alpha from 0.8; draw tentative conclusions from 0.667."""

_UNIT = ["unit_id", "article_id", "start", "end"]
_NUMBERS = ["agree", "kappa", "alpha", "low", "high", "as_numbers"]
_LABELS = {"agree": "equal", "interval": "alpha, 95 %", "as_numbers": "as numbers"}
_FORMATS = {"agree": "{:.0%}", **dict.fromkeys(("kappa", "alpha", "as_numbers"), "{:.2f}")}
_HOW_TO_READ = (
    "Equal is the share of equal codes, which chance alone can make high. Kappa (Cohen) and alpha (Krippendorff) take "
    "chance out: 1 is perfect, 0 is chance, below 0 is worse. "
    f"Rely on a variable from alpha {RELIABLE} on, be tentative from {TENTATIVE} on. "
    "The interval is from a bootstrap over the units: with twenty of them it is wide. Where everybody always gave one "
    "value, neither can be computed. The program is one more coder, not the truth."
)


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
        known = self.among.dropna(subset=["alpha"]).sort_values("alpha", kind="stable")
        ends = {"highest": known.tail(1), "lowest": known.head(int(len(known) > 1))}
        told = [
            f"{end} for {row['variable']} ({number_text(row['alpha'])})"
            for end, rows in ends.items()
            for row in rows.to_dict("records")
        ]
        alpha = f"; alpha is {', '.join(told)}" if told else ""
        return f"{coded}{alpha}; {len(self.disputes)} of the units to discuss."


def agreement_report(coding: Coding, frames: Mapping[str, pd.DataFrame]) -> AgreementReport:
    """Agreement on everything that was coded, among coders, pair by pair, and of each with the program."""
    codes = [*coding.codes, *program_codes(coding, frames)]
    of = variables()
    coded = [v for v in of if v in {c.variable for c in coding.codes}]

    def measured(groups: Iterable[Sequence[str]]) -> pd.DataFrame:
        listed = list(groups)
        found = filter(None, (agreement(codes, coders, v) for v in coded for coders in listed))
        rows = [(of[a.variable], a.variable, ", ".join(a.coders), *astuple(a)[2:]) for a in found]
        table = pd.DataFrame(rows, columns=["frame", "variable", "coders", "units", *_NUMBERS])
        return table.astype(dict.fromkeys(_NUMBERS, "Float64"))

    return AgreementReport(
        coding.coders,
        len(coding.units),
        among=measured([coding.coders] if len(coding.coders) > 1 else []),
        pairs=measured(combinations(coding.coders, 2) if len(coding.coders) > 2 else []),
        program=measured((coder, PROGRAM) for coder in coding.coders),
        disputes=_disputes(disagreements(codes), [*coding.coders, PROGRAM]),
    )


def _disputes(found: Mapping[Any, Mapping[str, Mapping[str, str]]], coders: Sequence[str]) -> pd.DataFrame:
    rows = []
    for unit, said in sorted((u, s) for u, s in found.items() if isinstance(u, Unit)):
        name = unit.row or f"{unit.article_id}:{unit.start}-{unit.end}"
        told = {c: [f"{v} {labels[c]}" for v, labels in sorted(said.items()) if c in labels] for c in coders}
        rows.append((name, unit.article_id, unit.start, unit.end, *map("; ".join, told.values())))
    return pd.DataFrame(rows, columns=[*_UNIT, *(f"{c}:" for c in coders)])


def agreement_text(report: AgreementReport) -> Iterator[str]:
    """Lines for a terminal. What coders wrote stands in them as it is: neutralise it where it is printed."""
    yield report.sentence
    for title, frame in report.tables.items():
        yield from ("", title)
        yield from (f"  {_line(row)}" for row in frame.to_dict("records"))
    if len(report.disputes):
        yield from ("", "To discuss")
    for row in report.disputes.to_dict("records"):
        yield f"  {row['unit_id']}"
        yield from (f"    {name} {row[name]}" for name in report.said if row[name])


def agreement_json(report: AgreementReport) -> str:
    """The report as JSON in ASCII; numbers that cannot be computed are null."""
    tables = {"among": report.among, "pairs": report.pairs, "program": report.program, "disputes": report.disputes}
    rows = {name: json.loads(frame.to_json(orient="records", double_precision=4)) for name, frame in tables.items()}
    return json.dumps({"coders": list(report.coders), "units": report.n_units, **rows}, indent=2) + "\n"


def agreement_html(report: AgreementReport, frames: Mapping[str, pd.DataFrame], *, corpus: str, command: str) -> str:
    """The report as one self-contained page; ``frames`` hold the words of the units, ``command`` makes it again."""
    sections = {f"table-{n}": (title, "", _table(title, t)) for n, (title, t) in enumerate(report.tables.items(), 1)}
    sections["reading"] = ("How to read it", _HOW_TO_READ, Shown(""))
    caption, rows = "Units that two coders, or a coder and the program, code differently", report.disputes
    disputes = nothing("Nobody disagrees with anybody.")
    if not rows.empty:
        about: dict[str, Any] = {"show": report.said, "id_column": "unit_id", "limit": 500, "open": True}
        disputes = evidence(rows.replace("", pd.NA), frames, caption=caption, **about)
    sections["discuss"] = ("To discuss", "", disputes)
    foot = fill("foot", command=command)
    return sections_page("Do the coders agree?", report.sentence, sections, foot=foot, corpus=corpus)


def _line(row: Mapping[Any, Any]) -> str:
    about = f"{row['variable']} ({row['coders']}): {row['agree']:.0%} equal in {row['units']} units"
    told = [f"{name} {number_text(row[name])}" for name in ("kappa", "alpha") if pd.notna(row[name])]
    if interval := _interval(row):
        told[-1] += f" ({interval})"
    told += [f"alpha of numbers {number_text(row['as_numbers'])}"] if pd.notna(row["as_numbers"]) else []
    return ", ".join([about, *told])


def _interval(row: Mapping[Any, Any]) -> str | None:
    return None if pd.isna(row["low"]) else f"{number_text(row['low'])} to {number_text(row['high'])}"


def _table(title: str, frame: pd.DataFrame) -> Shown:
    intervals = [_interval(row) for row in frame.to_dict("records")]
    hidden = {c for c in ("kappa", "as_numbers") if frame[c].isna().all()}
    hidden |= {"frame"} if frame["frame"].nunique() < 2 else set()
    order = ["variable", "coders", "units", "agree", "kappa", "alpha", "interval", "as_numbers", "frame"]
    shown = frame.assign(interval=pd.Series(intervals, index=frame.index, dtype="string"))
    columns = [c for c in order if c not in hidden]
    return table(shown[columns], caption=title, formats=_FORMATS, labels=_LABELS, open_rows=40)
