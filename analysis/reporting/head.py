"""The head and foot of a report: the answer, its key figures, what to distrust, and what the page was made from."""

from __future__ import annotations

import re
import shlex
from collections.abc import Hashable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from html import escape
from importlib.metadata import PackageNotFoundError, version
from pathlib import PurePath
from typing import Any

import pandas as pd

from analysis.frames.querying import articles_of
from analysis.frames.ranges import range_text
from analysis.frames.storage import Frames
from analysis.reporting.shown import Shown, cell_text, count, day_text, fill, number_text, safe_link
from analysis.reporting.summaries.corpus import not_read

PACKAGES = ("dispatches", "pandas", "nltk", "vaderSentiment", "matplotlib", "seaborn")
_MOST_FIGURES = 4
_MOST_ITEMS = 20  # files skipped or corrections listed before "and n more"
_LONGEST_NUMBER = 7  # characters; longer values are set smaller
# Where a corpus stands and where its text does are folders of one machine; the command names them, the choices follow.
_FOLDERS = ("corpus", "articles")


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A number that matters: ``label`` names it, ``low`` and ``high`` are its range, ``note`` what it does not say."""

    label: str
    value: int | float | str
    low: int | None = None
    high: int | None = None
    note: str = ""
    href: str = ""


def answer(sentence: str, *, articles: int, outlets: int, first: Any = None, last: Any = None) -> Shown:
    """The answer in one sentence, what it is based on, and between which days; stands under the page's title."""
    basis = f"Based on {count(articles, 'article')} by {count(outlets, 'outlet')}"
    if pd.notna(first) and pd.notna(last):
        basis += f", {day_text(first)}" + (f" to {day_text(last)}" if pd.Timestamp(first) != pd.Timestamp(last) else "")
    html = f'<p class="answer">{escape(sentence)}</p><p class="basis">{escape(basis)}.</p>'
    facts = {"answer": sentence, "basis": basis, "articles": articles, "outlets": outlets}
    return Shown(html, "head", facts)


def key_figures(figures: Sequence[KeyFigure]) -> Shown:
    """Up to four key figures with their ranges and notes."""
    if len(figures) > _MOST_FIGURES:
        raise ValueError(f"A report has at most {_MOST_FIGURES} key figures, not {len(figures)}.")
    facts, looks = [], []
    for f in figures:
        value = (
            f"{f.value:,}"
            if isinstance(f.value, int)
            else f.value
            if isinstance(f.value, str)
            else number_text(f.value)
        )
        facts.append({"label": f.label, "value": value, "range": range_text(f.low, f.high), "note": f.note})
        looks.append({"address": safe_link(f.href), "is_long": len(value) > _LONGEST_NUMBER})
    shown = [{**fact, **look} for fact, look in zip(facts, looks, strict=True)]
    return Shown(fill("key_figures", figures=shown), "head", {"figures": facts})


def alerts(sentences: Iterable[str]) -> Shown:
    """What a reader should distrust: few articles, missing dates, withheld text. Nothing where there is nothing."""
    items = [s for s in sentences if s]
    return Shown(fill("alerts", alerts=items), "head", {"alerts": items})


def made_from(frames: Frames, notebook: str = "", parameters: Mapping[str, Any] | None = None) -> Shown:
    """The foot of the report that ``notebook`` makes of ``frames`` with ``parameters`` in force; or of a lesson.

    It says what the page was made from, what was corrected by hand, and the command that makes it again. Absolute paths
    lose their folders.
    """
    known, corpus = parameters or {}, frames.manifest.corpus
    skipped = not_read(frames)
    html = fill(
        "made",
        corpus=_without_folders(corpus),
        fingerprint=frames.manifest.fingerprint,
        articles=f"{len(articles_of(frames)):,}",
        skipped=[f"{path}: {reason}" for path, reason in zip(skipped["path"], skipped["reason"], strict=True)],
        corrections=[_edit(row) for row in frames["edits"].to_dict("records")] if notebook else [],
        parameters=[(k, repr(_without_folders(v) if isinstance(v, str) else v)) for k, v in known.items()],
        versions=", ".join(_versions()),
        command=_without_folders(_command(notebook, corpus, known)) if notebook else "make lessons",
        most=_MOST_ITEMS,
    )
    facts = {"corpus": PurePath(corpus).name, "fingerprint": frames.manifest.fingerprint, "skipped": len(skipped)}
    return Shown(html, "foot", facts)


def _edit(row: Mapping[Hashable, Any]) -> str:
    """A correction in words: line, what was done to which row, from what to what, why and by whom."""
    what = f"{row['action']} {row['row']}" + (f", {row['column']}" if pd.notna(row["column"]) else "")
    before, after = cell_text(row["before"]) or "not stated", cell_text(row["after"]) or "not stated"
    change = f" (was: {before})" if row["action"] == "drop" else f": {before} → {after}"
    by = f" ({row['by']})" if pd.notna(row["by"]) else ""
    return f"Line {row['line']}: {what}{change}. {row['reason']}{by}"


def _command(notebook: str, name: str, parameters: Mapping[str, Any]) -> str:
    corpus = str(parameters["corpus"])
    shown = PurePath(corpus).name if PurePath(corpus).is_absolute() else corpus
    words = ["python", "-m", "analysis", "report", shown, "--out", f"reports/{name}", "--notebook", notebook]
    for key, value in parameters.items():
        if key not in _FOLDERS and value not in ("", [], ()):
            words += ["-p", key, ",".join(value) if isinstance(value, list) else str(value)]
    return shlex.join(words)


def _without_folders(text: str) -> str:
    return re.sub(r"(?<!\S)(?:/|[A-Za-z]:\\)\S+", lambda m: PurePath(m[0]).name, text)


def _versions() -> Iterable[str]:
    for name in PACKAGES:
        with suppress(PackageNotFoundError):
            yield f"{name} {version(name)}"
