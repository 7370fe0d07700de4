"""What is handed out beside the reports: the codebook as a page, and a coding sheet to print."""

from __future__ import annotations

from html import escape

import pandas as pd

from analysis.frames.codebook import codebook, definitions
from analysis.frames.layouts import LAYOUTS
from analysis.reporting.pages.page import Page
from analysis.reporting.shown import fill
from analysis.reporting.tables import table

CODEBOOK = "codebook.html"
_CODEBOOK = (
    "What the words in the reports mean, with what is one and what is none, and what every column of the frames holds."
)


def codebook_html(*, home: str = "") -> str:
    """The codebook: definitions with examples, every column of every frame; ``home`` is the front page's address."""
    rows = codebook().replace({"values": ""}, None).replace({"may_be_missing": {True: "yes", False: "no"}})
    labels = {"may_be_missing": "may be missing", "values": "one of"}
    frames = []
    for name, layout in LAYOUTS.items():
        columns = rows[rows["frame"] == name].drop(columns="frame")
        caption, csv_name = f"Columns of {name}", f"codebook-{name}"
        shown = table(columns, caption=caption, labels=labels, csv_name=csv_name, open_rows=len(columns))
        frames.append((str(name), layout.description, shown))
    return Page(
        title="Codebook",
        description=_CODEBOOK,
        head=f'<p class="answer">{_CODEBOOK}</p>',
        main=fill("codebook", terms=definitions(), frames=frames),
        foot="<p>Made from definitions.toml and the schemas of the frames. Examples are invented.</p>",
        contents={"words": "What the words mean", **{f"frame-{name}": f"Frame: {name}" for name, _, _ in frames}},
        home=home,
    ).html


def sheet_html(sheet: pd.DataFrame, *, corpus: str, command: str) -> str:
    """The sentences of ``sheet`` (as ``draw_sheet`` gives it) as a page to print, with empty cells beside each."""
    sentences = list(zip(sheet["words"], sheet["unit"], strict=True))
    return Page(
        title=f"Coding sheet: {len(sheet)} sentences",
        corpus=corpus,
        head=f'<p class="answer">Name: {"_" * 24} Date: {"_" * 12}</p>',
        main=fill("sheet", sentences=sentences),
        foot=f"<p>Drawn by chance from the corpus {escape(corpus)} with <code>{escape(command)}</code>.</p>",
    ).html
