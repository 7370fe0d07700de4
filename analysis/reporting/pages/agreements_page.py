"""Agreement of coders as lines for a terminal, as data, and as a page with the units to discuss."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

import pandas as pd

from analysis.reporting.agreements import RELIABLE, TENTATIVE, AgreementReport, signed
from analysis.reporting.evidence import evidence
from analysis.reporting.pages.page import Entry, Page
from analysis.reporting.pages.render import fill_template
from analysis.reporting.tables import table

_TITLE = "Do the coders agree?"
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
    names = list(report.disputes.columns[4:])
    yield report.sentence
    for title, frame in _tables(report):
        yield ""
        yield title
        yield from (f"  {_line(row)}" for row in frame.to_dict("records"))
    if len(report.disputes):
        yield ""
        yield "To discuss"
    for row in report.disputes.to_dict("records"):
        yield f"  {row['unit_id']}"
        yield from (f"    {name} {row[name]}" for name in names if row[name])


def agreement_json(report: AgreementReport) -> str:
    """The report as JSON in ASCII; numbers that cannot be computed are null."""
    tables = {"among": report.among, "pairs": report.pairs, "program": report.program, "disputes": report.disputes}
    rows = {name: json.loads(frame.to_json(orient="records", double_precision=4)) for name, frame in tables.items()}
    return json.dumps({"coders": list(report.coders), "units": report.n_units, **rows}, indent=2) + "\n"


def agreement_html(report: AgreementReport, frames: Mapping[str, pd.DataFrame], *, corpus: str, command: str) -> str:
    """The report as one self-contained page; ``frames`` hold the words of the units, ``command`` makes it again."""
    sections = [_section(n, title, frame) for n, (title, frame) in enumerate(_tables(report), 1)]
    contents = [Entry(f"table-{n}", title) for n, (title, _) in enumerate(_tables(report), 1)]
    reading = f'<h2 id="reading">How to read it</h2><div class="prose"><p>{escape(_HOW_TO_READ)}</p></div>'
    discussed = _disputes(report, frames)
    page = Page(
        title=_TITLE,
        heading=escape(_TITLE),
        description=report.sentence,
        corpus=corpus,
        head=f'<p class="answer">{escape(report.sentence)}</p>',
        main="\n".join([*sections, reading, discussed]),
        foot=f'<dl class="made"><div><dt>Make it again</dt><dd><code>{escape(command)}</code></dd></div></dl>',
        facts="{}",
        contents=[*contents, Entry("reading", "How to read it"), Entry("discuss", "To discuss")],
    )
    return fill_template(page)


def _tables(report: AgreementReport) -> list[tuple[str, pd.DataFrame]]:
    tables = [
        ("Among the coders", report.among),
        ("Pair by pair", report.pairs),
        ("Each coder and the program", report.program),
    ]
    return [(title, frame) for title, frame in tables if not frame.empty]


def _line(row: Mapping[Any, Any]) -> str:
    about = f"{row['variable']} ({row['coders']}): {row['agree']:.0%} equal in {row['units']} units"
    told = [f"{name} {signed(row[name])}" for name in ("kappa", "alpha") if pd.notna(row[name])]
    if pd.notna(row["low"]):
        told[-1] += f" ({signed(row['low'])} to {signed(row['high'])})"
    told += [f"alpha of numbers {signed(row['as_numbers'])}"] if pd.notna(row["as_numbers"]) else []
    return ", ".join([about, *told])


def _section(n: int, title: str, frame: pd.DataFrame) -> str:
    bounds = zip(frame["low"], frame["high"], strict=True)
    interval = [None if pd.isna(low) else f"{signed(low)} to {signed(high)}" for low, high in bounds]
    shown = frame.assign(interval=pd.Series(interval, index=frame.index, dtype="string"))
    order = ["variable", "coders", "units", "agree", "kappa", "alpha", "interval", "as_numbers", "frame"]
    hidden = {"frame"} if frame["frame"].nunique() < 2 else set()
    hidden |= {c for c in ("kappa", "as_numbers") if frame[c].isna().all()}
    shown = shown[[c for c in order if c not in hidden]]
    decimals = {c: "{:.2f}" for c in ("kappa", "alpha", "as_numbers") if c in shown}
    made = table(shown, caption=title, formats={"agree": "{:.0%}", **decimals}, labels=_LABELS, open_rows=40)
    return f'<h2 id="table-{n}">{escape(title)}</h2>{made.html}'


def _disputes(report: AgreementReport, frames: Mapping[str, pd.DataFrame]) -> str:
    heading = '<h2 id="discuss">To discuss</h2>'
    if report.disputes.empty:
        return f'{heading}<p class="nodata">Nobody disagrees with anybody.</p>'
    names = list(report.disputes.columns[4:])
    caption = "Units that two coders, or a coder and the program, code differently"
    rows = report.disputes.replace("", pd.NA)
    return heading + evidence(rows, frames, caption=caption, show=names, id_column="unit_id", limit=500, open=True).html
