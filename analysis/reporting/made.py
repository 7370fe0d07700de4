"""The foot of a report: what it was made from, and the command that makes it again."""

from __future__ import annotations

import shlex
from collections.abc import Hashable, Mapping, Sequence
from pathlib import PurePath
from typing import Any

import pandas as pd

from analysis.frames.querying import articles_of
from analysis.frames.storage import Frames
from analysis.reporting.head import footer
from analysis.reporting.shown import Shown, cell_text
from analysis.reporting.summaries.corpus import not_read

# Where a corpus stands and where its text does are folders of one machine; the command names them, the choices follow.
_FOLDERS = ("corpus", "articles")


def made_from(frames: Frames, notebook: str, parameters: Mapping[str, Any]) -> Shown:
    """The foot of the report that ``notebook`` makes of ``frames`` with ``parameters`` in force."""
    command = _command(notebook, frames.manifest.corpus, parameters)
    return _foot(frames, command, parameters, [_edit(row) for row in frames["edits"].to_dict("records")])


def lesson_made_from(frames: Frames) -> Shown:
    """The foot of a lesson on the corpus of ``frames``."""
    return _foot(frames, "make lessons", {})


def _foot(frames: Frames, command: str, parameters: Mapping[str, Any], corrections: Sequence[str] = ()) -> Shown:
    return footer(
        corpus=frames.manifest.corpus,
        fingerprint=frames.manifest.fingerprint,
        articles=len(articles_of(frames)),
        skipped=not_read(frames),
        parameters=parameters,
        command=command,
        corrections=corrections,
    )


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
