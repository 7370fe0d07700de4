"""Agreement of coders as lines for a terminal, as data, and as a page with the units to discuss."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

import pandas as pd

from analysis.reporting.agreements import RELIABLE, TENTATIVE, AgreementReport
from analysis.reporting.evidence import evidence
from analysis.reporting.pages.page import Page
from analysis.reporting.shown import Shown, nothing, number_text
from analysis.reporting.tables import table
from analysis.reporting.templates import fill

_LABELS = {"agree": "equal", "interval": "alpha, 95 %", "as_numbers": "as numbers"}
_HOW_TO_READ = (
    "Equal is the share of equal codes, which chance alone can make high. Kappa (Cohen) and alpha (Krippendorff) take "
    "chance out: 1 is perfect, 0 is chance, below 0 is worse. "
    f"Rely on a variable from alpha {RELIABLE} on, be tentative from {TENTATIVE} on. "
    "The interval is from a bootstrap over the units: with twenty of them it is wide. Where everybody always gave one "
    "value, neither can be computed. The program is one more coder, not the truth."
)


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
    sections["discuss"] = ("To discuss", "", _disputes(report, frames))
    page = Page(
        title="Do the coders agree?",
        description=report.sentence,
        corpus=corpus,
        head=f'<p class="answer">{escape(report.sentence)}</p>',
        main=fill("sections", sections=sections),
        foot=fill("foot", command=command),
        contents={anchor: title for anchor, (title, _, _) in sections.items()},
    )
    return page.html


def _line(row: Mapping[Any, Any]) -> str:
    about = f"{row['variable']} ({row['coders']}): {row['agree']:.0%} equal in {row['units']} units"
    told = [f"{name} {number_text(row[name])}" for name in ("kappa", "alpha") if pd.notna(row[name])]
    if pd.notna(row["low"]):
        told[-1] += f" ({number_text(row['low'])} to {number_text(row['high'])})"
    told += [f"alpha of numbers {number_text(row['as_numbers'])}"] if pd.notna(row["as_numbers"]) else []
    return ", ".join([about, *told])


def _table(title: str, frame: pd.DataFrame) -> Shown:
    bounds = zip(frame["low"], frame["high"], strict=True)
    interval = [None if pd.isna(low) else f"{number_text(low)} to {number_text(high)}" for low, high in bounds]
    shown = frame.assign(interval=pd.Series(interval, index=frame.index, dtype="string"))
    hidden = {c for c in ("kappa", "as_numbers") if frame[c].isna().all()}
    hidden |= {"frame"} if frame["frame"].nunique() < 2 else set()
    order = ["variable", "coders", "units", "agree", "kappa", "alpha", "interval", "as_numbers", "frame"]
    formats = {"agree": "{:.0%}", **dict.fromkeys(("kappa", "alpha", "as_numbers"), "{:.2f}")}
    return table(
        shown[[c for c in order if c not in hidden]], caption=title, formats=formats, labels=_LABELS, open_rows=40
    )


def _disputes(report: AgreementReport, frames: Mapping[str, pd.DataFrame]) -> Shown:
    if report.disputes.empty:
        return nothing("Nobody disagrees with anybody.")
    caption = "Units that two coders, or a coder and the program, code differently"
    rows = report.disputes.replace("", pd.NA)
    return evidence(rows, frames, caption=caption, show=report.said, id_column="unit_id", limit=500, open=True)
