"""The foot of a report: what it was made from, and the command that makes it again."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from analysis.reporting.show import footer
from analysis.reporting.shown import Shown
from analysis.reporting.summary_corpus import not_read
from analysis.storage import Frames

# Where a corpus stands and where its text does are folders of one machine; the command names them, the choices follow.
_FOLDERS = ("corpus", "articles")


def made_from(frames: Frames, notebook: str, parameters: Mapping[str, Any]) -> Shown:
    """The foot of the report that ``notebook`` makes of ``frames`` with ``parameters`` in force."""
    return footer(
        corpus=frames.manifest.corpus,
        fingerprint=frames.manifest.fingerprint,
        articles=len(frames.articles),
        skipped=not_read(frames),
        parameters=parameters,
        command=_command(notebook, frames.manifest.corpus, parameters),
    )


def _command(notebook: str, name: str, parameters: Mapping[str, Any]) -> str:
    corpus = str(parameters["corpus"])
    shown = PurePath(corpus).name if PurePath(corpus).is_absolute() else corpus
    words = ["python", "-m", "analysis", "report", shown, "--out", f"reports/{name}", "--notebook", notebook]
    for key, value in parameters.items():
        if key not in _FOLDERS and value not in ("", [], ()):
            words += ["-p", key, ",".join(value) if isinstance(value, list) else str(value)]
    return shlex.join(words)
