"""What a notebook cell calls to show something: each call returns a piece for JupyterLab and the report alike."""

from __future__ import annotations

from analysis.frames.ranges import range_text
from analysis.reporting.evidence import evidence
from analysis.reporting.figures import figure
from analysis.reporting.head import KeyFigure, alerts, answer, footer, key_figures
from analysis.reporting.shown import Shown, day_text, nothing, short_id
from analysis.reporting.tables import table

__all__ = [
    "KeyFigure",
    "Shown",
    "alerts",
    "answer",
    "day_text",
    "evidence",
    "figure",
    "footer",
    "key_figures",
    "nothing",
    "range_text",
    "short_id",
    "table",
]
