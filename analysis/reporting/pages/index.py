"""The front page: every report of every corpus with its answer and key figures, read from the reports themselves."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from analysis.frames.replacing import write_in_place
from analysis.reporting.pages.page import Page
from analysis.reporting.shown import fill

_FACTS = re.compile(r'<script type="application/json" id="report-facts">(.*?)</script>', re.DOTALL)
_PICTURE = re.compile(r"<figure.*?</figure>", re.DOTALL)
_DATA = re.compile(r'<details class="data">.*?</details>', re.DOTALL)
LESSONS = "lessons"  # the folder whose pages are lessons, with a teacher's edition of each in a folder below
_HEAVIEST_PICTURE = 20_000
_ABOUT = (
    "What news articles say about attacks, who says it and how: counted by a program, with the words behind each "
    "number. A count here is a count of what articles report, not of what happened."
)


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
    corpora = [_corpus(name, list(group)) for name, group in groupby(find_reports(reports_dir), lambda r: r.corpus)]
    page = Page(
        title=title,
        description=_ABOUT,
        head=f'<p class="answer">{_ABOUT}</p>',
        main=fill("front", corpora=corpora),
        foot="<p>Made from the reports that it links, by <code>python -m analysis reports</code>.</p>",
        contents={**{f"corpus-{c['name']}": c["title"] for c in corpora}, "your-own": "Your own articles"},
        codebook="codebook.html",
        front=True,
    )
    write_in_place(path, page.html)
    return path


def find_reports(reports_dir: Path) -> list[Report]:
    """The reports in the folders of ``reports_dir``, by folder and name; lessons last."""
    pages = sorted(reports_dir.glob("*/*.html"), key=lambda p: (p.parent.name == LESSONS, p.parent.name, p.name))
    reports = []
    for path in pages:
        html = path.read_text(encoding="utf-8")
        facts, figure = _FACTS.search(html), _PICTURE.search(html)
        if facts:
            picture = _DATA.sub("", figure[0]) if figure else ""
            reports.append(Report(f"{path.parent.name}/{path.name}", path.parent.name, json.loads(facts[1]), picture))
    return reports


def _corpus(name: str, found: Sequence[Report]) -> dict[str, Any]:
    """What the front page says of a corpus; ``changes`` are pages that tell what changed since an earlier run."""
    reports = [report for report in found if "changes" not in report.facts]
    attacks_first = sorted(reports, key=lambda r: ("attack" not in r.href, r.href))
    return {
        "name": name,
        "title": f"{name[:1].upper()}{name[1:]}",
        "basis": next((r.facts["basis"] for r in reports if r.facts.get("basis")), ""),
        "alerts": list(dict.fromkeys(alert for r in reports for alert in r.facts.get("alerts", []))),
        "changes": [report for report in found if "changes" in report.facts],
        "reports": reports,
        "is_lessons": name == LESSONS,
        "picture": next((r.picture for r in attacks_first if 0 < len(r.picture) <= _HEAVIEST_PICTURE), ""),
    }
