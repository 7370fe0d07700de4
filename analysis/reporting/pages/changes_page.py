"""What changed between two runs: as lines for a terminal, as data, as a page of its own in the look of the reports."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any

import pandas as pd

from analysis.reporting.changes import RunChanges
from analysis.reporting.changes_section import Section
from analysis.reporting.evidence import evidence
from analysis.reporting.head import alerts
from analysis.reporting.pages.page import Entry, Page, Sibling
from analysis.reporting.pages.render import fill_template
from analysis.reporting.shown import short_id
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
        yield ""
        yield f"{section.title}: {section.summary}"
        rows = section.table.to_dict("records")
        for row in rows[:_MOST_LINES]:
            yield from textwrap.wrap(_line(row), _WIDTH, initial_indent="  ", subsequent_indent="      ")
        if len(rows) > _MOST_LINES:
            yield f"  and {len(rows) - _MOST_LINES} more"


def changes_json(changes: RunChanges) -> str:
    """The changes as JSON in ASCII: ``before``, ``after``, ``sentence``, ``cautions``, and the rows of each section."""
    rows = {s.name: s.table.to_dict("records") for s in changes.sections}
    about = {"before": changes.before, "after": changes.after, "sentence": changes.sentence}
    data = {**about, "cautions": list(changes.cautions), "changes": rows}
    return json.dumps(data, indent=2) + "\n"


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
    anchors = [Entry(section.name, section.title) for section in changes.sections]
    opened = changes.opened[:_MOST_OPENED]
    main = "\n".join(_section(section, frozenset(opened)) for section in changes.sections)
    words = _words(opened, frames)
    main += words or ""
    page = Page(
        title=_TITLE,
        heading=escape(_TITLE),
        description=changes.sentence,
        corpus=corpus,
        head=_head(changes),
        main=main or '<p class="nodata">Nothing changed.</p>',
        foot=_foot(changes, command),
        facts=_facts(changes, corpus),
        contents=[*anchors, Entry("words", "The words behind it")] if words else anchors,
        siblings=siblings,
        home=home,
    )
    return fill_template(page)


def _line(row: Mapping[Any, Any]) -> str:
    """A row as a line: its name, what became of it, the rest by column; "before → after" as one."""
    (_, name), *rest = row.items()
    cells = {k: v for k, v in rest if v != "" and k != "words"}
    told = [str(cells.pop(k)) for k in ("change", "what") if k in cells]
    if "before" in row and "after" in row:
        told.append(f"{_stated(row['before'])} → {_stated(row['after'])}")
        cells = {k: v for k, v in cells.items() if k not in ("before", "after")}
    told += [f"{k} {v}" for k, v in cells.items()]
    return f"{name}: {', '.join(told)}"


def _stated(value: Any) -> str:
    return "not stated" if value == "" else str(value)


def _head(changes: RunChanges) -> str:
    sentence = f'<p class="answer">{escape(changes.sentence)}</p>'
    runs = f'<p class="basis">Before: {escape(changes.before)}.<br>After: {escape(changes.after)}.</p>'
    return f"{sentence}{runs}{alerts(changes.cautions).html}"


def _section(section: Section, opened: frozenset[str]) -> str:
    shown = section.table
    for column in section.links:  # a link only to words that the page has
        shown = shown.assign(**{column: shown[column].where(shown[column].isin(list(opened)), pd.NA)})
    shown = shown.replace("", pd.NA)
    shown = shown.drop(columns=[c for c in shown.columns if shown[c].isna().all()])
    links = {c: "#{}" for c in section.links if c in shown.columns}
    made = table(
        shown,
        caption=section.summary[:1].upper() + section.summary[1:],
        links=links,
        formats=dict.fromkeys(links, short_id),
        csv_name=f"changes-{section.name}",
    )
    note = f'<div class="prose"><p>{escape(section.note)}</p></div>' if section.note else ""
    return f'<h2 id="{section.name}">{escape(section.title)}</h2>{note}{made.html}'


def _words(opened: Sequence[str], frames: Mapping[str, pd.DataFrame]) -> str:
    rows = frames["attacks"][frames["attacks"]["attack_id"].isin(list(opened))]
    if rows.empty:
        return ""
    show = ["incident_id", "date_start", "place", "weapon", "killed", "count", "attribution"]
    caption = "The first mention of each incident, and the tallies, in the later run"
    listed = evidence(rows, frames, caption=caption, show=show, limit=_MOST_OPENED, open=len(rows) <= 10)
    return f'<h2 id="words">The words behind it</h2>{listed.html}'


def _foot(changes: RunChanges, command: str) -> str:
    rows = {"Before": escape(changes.before), "After": escape(changes.after)}
    if command:
        rows["Make it again"] = f"<code>{escape(command)}</code>"
    return f'<dl class="made">{"".join(f"<div><dt>{k}</dt><dd>{v}</dd></div>" for k, v in rows.items())}</dl>'


def _facts(changes: RunChanges, corpus: str) -> str:
    facts = {
        "title": _TITLE,
        "corpus": corpus,
        "answer": changes.sentence,
        "before": changes.before,
        "after": changes.after,
        "changes": [section.summary for section in changes.sections],
    }
    text = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.replace("<", "\\u003c")
