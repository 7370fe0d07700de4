"""What changed between two runs: as lines for a terminal, as data, as a page of its own in the look of the reports."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any

import pandas as pd

from analysis.reporting.changes.runs import RunChanges, Section
from analysis.reporting.evidence import evidence
from analysis.reporting.head import alerts
from analysis.reporting.pages.page import Sibling, sections_page
from analysis.reporting.shown import Shown, fill, short_id
from analysis.reporting.tables import table

_TITLE = "What changed since the last run?"
_MOST_OPENED = 200  # mentions whose words the page shows
_MOST_LINES = 25  # rows of a section that a terminal shows
_WIDTH = 110


def changes_text(changes: RunChanges) -> Iterator[str]:
    """Lines for a terminal. What articles say stands in them as it is: neutralise it where it is printed."""
    yield f"Before: {changes.before}"
    yield f"After:  {changes.after}"
    yield from changes.cautions
    yield changes.sentence
    for section in changes.sections:
        yield from ("", f"{section.title}: {section.summary}")
        rows = section.table.to_dict("records")
        for row in rows[:_MOST_LINES]:
            yield from textwrap.wrap(_line(row), _WIDTH, initial_indent="  ", subsequent_indent="      ")
        if len(rows) > _MOST_LINES:
            yield f"  and {len(rows) - _MOST_LINES} more"


def changes_json(changes: RunChanges) -> str:
    """The changes as JSON in ASCII: ``before``, ``after``, ``sentence``, ``cautions``, and the rows of each section."""
    rows = {s.name: s.table.to_dict("records") for s in changes.sections}
    about = {"before": changes.before, "after": changes.after, "sentence": changes.sentence}
    return json.dumps({**about, "cautions": list(changes.cautions), "changes": rows}, indent=2) + "\n"


def changes_html(
    changes: RunChanges,
    frames: Mapping[str, pd.DataFrame],
    *,
    corpus: str,
    home: str = "",
    command: str = "",
    siblings: Sequence[Sibling] = (),
) -> str:
    """The changes as one self-contained page; ``frames`` are those of the later run, whose words it shows.

    ``home`` is the address of the front page, ``command`` what makes this page again, ``siblings`` are the reports
    beside it.
    """
    opened = list(changes.opened[:_MOST_OPENED])
    sections = {s.name: (s.title, s.note, _table(s, opened)) for s in changes.sections}
    attacks = frames["attacks"]
    rows = attacks[attacks["attack_id"].isin(opened)]
    if not rows.empty:
        show = ["incident_id", "date_start", "place", "weapon", "killed", "count", "attribution"]
        caption = "The first mention of each incident, and the tallies, in the later run"
        words = evidence(rows, frames, caption=caption, show=show, limit=_MOST_OPENED, open=len(rows) <= 10)
        sections["words"] = ("The words behind it", "", words)
    facts = {
        "title": _TITLE,
        "corpus": corpus,
        "answer": changes.sentence,
        "before": changes.before,
        "after": changes.after,
        "changes": [section.summary for section in changes.sections],
    }
    runs = f'<p class="basis">Before: {escape(changes.before)}.<br>After: {escape(changes.after)}.</p>'
    foot = fill("foot", rows=[("Before", changes.before), ("After", changes.after)], command=command)
    about: dict[str, Any] = {
        "head": f"{runs}{alerts(changes.cautions).html}",
        "foot": foot,
        "corpus": corpus,
        "facts": facts,
    }
    return sections_page(_TITLE, changes.sentence, sections, **about, siblings=siblings, home=home)


def _line(row: Mapping[Any, Any]) -> str:
    """A row as a line: its name, what became of it, the rest by column; "before → after" as one."""
    (_, name), *rest = row.items()
    cells = {k: v for k, v in rest if v != "" and k != "words"}
    told = [str(cells.pop(k)) for k in ("change", "what") if k in cells]
    if "before" in row and "after" in row:
        before, after = (cells.pop(k, "not stated") for k in ("before", "after"))
        told.append(f"{before} → {after}")
    return f"{name}: {', '.join([*told, *(f'{k} {v}' for k, v in cells.items())])}"


def _table(section: Section, opened: Sequence[str]) -> Shown:
    shown = section.table
    for column in section.links:  # a link only to words that the page has
        shown = shown.assign(**{column: shown[column].where(shown[column].isin(opened), pd.NA)})
    shown = shown.replace("", pd.NA).dropna(axis="columns", how="all")
    links = dict.fromkeys(section.links, "#{}")
    return table(
        shown,
        caption=section.summary[:1].upper() + section.summary[1:],
        links=links,
        formats=dict.fromkeys(links, short_id),
        csv_name=f"changes-{section.name}",
    )
