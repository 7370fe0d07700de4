"""The front page: every report of every corpus with its answer and key figures, read from the reports themselves."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Any

from analysis.frames.replacing import write_in_place
from analysis.reporting.pages.page import Entry, Page
from analysis.reporting.pages.render import fill_template

_FACTS = re.compile(r'<script type="application/json" id="report-facts">(.*?)</script>', re.DOTALL)
_PICTURE = re.compile(r"<figure.*?</figure>", re.DOTALL)
LESSONS = "lessons"  # the folder whose pages are lessons, with a teacher's edition of each in a folder below
_HEAVIEST_PICTURE = 20_000
_ABOUT = (
    "What news articles say about attacks, who says it and how: counted by a program, with the words behind each "
    "number. A count here is a count of what articles report, not of what happened."
)
_YOUR_OWN = """<h2 id="your-own">Your own articles</h2>
<div class="prose"><p>Put articles into a folder (.txt, .html, .md, .json, .jsonl or .csv), and beside them, if you can,
a <code>metadata.csv</code> with outlet and date of each. Then:</p>
<pre class="out">python -m analysis report FOLDER --out reports/mine</pre>
<p>Everything runs on your machine. Nothing is sent anywhere, and these pages load nothing.</p></div>"""


@dataclass(frozen=True, slots=True)
class Report:
    """A rendered report: where it is as seen from the front page, and the facts that it carries."""

    href: str
    corpus: str
    facts: Mapping[str, Any]
    picture: str

    @property
    def title(self) -> str:
        return str(self.facts.get("title", self.href))


def write_index(reports_dir: Path, *, title: str = "Dispatches") -> Path:
    """``reports_dir``/index.html, which links the reports in the folders below it; returns its path.

    Reads only the reports: the same reports give the same page. Pages without facts (not ours) are left out.
    """
    path = reports_dir / "index.html"
    write_in_place(path, fill_template(_front_page(find_reports(reports_dir), title)))
    return path


def find_reports(reports_dir: Path) -> list[Report]:
    """The reports in the folders of ``reports_dir``, by folder and name; lessons last."""
    pages = sorted(reports_dir.glob("*/*.html"), key=lambda p: (p.parent.name == LESSONS, p.parent.name, p.name))
    return [report for page in pages if (report := _read_report(page)) is not None]


def _read_report(path: Path) -> Report | None:
    html = path.read_text(encoding="utf-8")
    found = _FACTS.search(html)
    if not found:
        return None
    picture = _PICTURE.search(html)
    return Report(
        href=f"{path.parent.name}/{path.name}",
        corpus=path.parent.name,
        facts=json.loads(found[1]),
        picture=picture[0] if picture else "",
    )


def _front_page(reports: Iterable[Report], title: str) -> Page:
    corpora = [(name, list(group)) for name, group in groupby(reports, key=lambda r: r.corpus)]
    sections = "\n".join(_corpus(name, group) for name, group in corpora)
    main = sections or '<p class="nodata">There are no reports yet.</p>'
    contents = [Entry(f"corpus-{name}", _corpus_title(name)) for name, _ in corpora]
    return Page(
        title=title,
        heading=escape(title),
        description=_ABOUT,
        corpus="",
        head=f'<p class="answer">{escape(_ABOUT)}</p>',
        main=f"{main}\n{_YOUR_OWN}",
        foot="<p>Made from the reports that it links, by <code>python -m analysis reports</code>.</p>",
        facts="{}",
        contents=[*contents, Entry("your-own", "Your own articles")],
        codebook="codebook.html",
        front=True,
    )


def _corpus(name: str, reports: list[Report]) -> str:
    anchor = f"corpus-{escape(name)}"
    changes = "".join(_changes(report) for report in reports if "changes" in report.facts)
    reports = [report for report in reports if "changes" not in report.facts]
    cards = "\n".join(_card(report) for report in reports)
    bases = [str(r.facts["basis"]) for r in reports if r.facts.get("basis")]
    basis = f'<p class="basis">{escape(bases[0])}.</p>' if bases else ""
    editions = _editions(reports) if name == LESSONS else ""
    return (
        f'<section aria-labelledby="{anchor}"><h2 id="{anchor}">{escape(_corpus_title(name))}</h2>{basis}{editions}'
        f'{_alerts(reports)}{changes}<ul class="cards">{cards}</ul>{_picture(reports)}</section>'
    )


def _editions(lessons: list[Report]) -> str:
    """Where the teacher's edition of each lesson is, and the notebooks and the sheet that are handed out."""
    links = ", ".join(
        f'<a href="{escape(lesson.href.replace("/", "/teacher/", 1))}">{escape(lesson.title)}</a>' for lesson in lessons
    )
    return (
        f"<p>For classes, on the invented corpus. With solutions and notes: {links} "
        f"Students get the pages below, the notebooks in {LESSONS}/notebooks, and a "
        f'<a href="{LESSONS}/coding-sheet.html">coding sheet</a> to print.</p>'
    )


def _changes(report: Report) -> str:
    """What changed since an earlier run, with a link to the page that shows it."""
    items = "".join(f"<li>{escape(str(s))}</li>" for s in report.facts["changes"])
    link = f'<a href="{escape(report.href)}">{escape(report.title)}</a>'
    since = f"<p>Before: {escape(str(report.facts.get('before', '')))}.</p>"
    return f'<div class="prose"><h3>{link}</h3><ul>{items}</ul>{since}</div>'


def _corpus_title(name: str) -> str:
    return f"{name[:1].upper()}{name[1:]}"


def _card(report: Report) -> str:
    answer = str(report.facts.get("answer", ""))
    figures = "".join(_figure(f) for f in report.facts.get("figures", []))
    listed = f"<dl>{figures}</dl>" if figures else ""
    text = f"<p>{escape(answer)}</p>" if answer else ""
    link = f'<a href="{escape(report.href)}">{escape(report.title)}</a>'
    return f'<li class="card"><h3>{link}</h3>{text}{listed}</li>'


def _figure(figure: Mapping[str, Any]) -> str:
    value, spread = str(figure.get("value", "")), str(figure.get("range", ""))
    shown = f"{value} ({spread})" if spread and spread != value else value
    return f"<dt>{escape(str(figure.get('label', '')))}</dt><dd>{escape(shown)}</dd>"


def _alerts(reports: list[Report]) -> str:
    sentences = list(dict.fromkeys(str(s) for r in reports for s in r.facts.get("alerts", [])))
    if not sentences or not reports:
        return ""
    label = f"Read {reports[0].corpus} with care"
    items = "".join(f"<li>{escape(s)}</li>" for s in sentences)
    return f'<aside class="alerts" aria-label="{escape(label)}"><p>Read with care</p><ul>{items}</ul></aside>'


def _picture(reports: list[Report]) -> str:
    """The first figure of the report on attacks, or else of the first report, without its data table."""
    ordered = sorted(reports, key=lambda r: ("attack" not in r.href, r.href))
    for report in ordered:
        figure = re.sub(r'<details class="data">.*?</details>', "", report.picture, flags=re.DOTALL)
        if figure and len(figure) <= _HEAVIEST_PICTURE:
            return f'<div class="picture">{figure}</div>'
    return ""
