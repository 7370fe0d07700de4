"""The codebook as a page of the reports: definitions with examples, and every column of every frame."""

from __future__ import annotations

from html import escape

import pandas as pd

from analysis.frames.codebook import codebook, definitions
from analysis.frames.layouts import LAYOUTS
from analysis.reporting.pages.page import Entry, Page
from analysis.reporting.pages.render import fill_template
from analysis.reporting.tables import table

NAME = "codebook.html"
_ABOUT = (
    "What the words in the reports mean, with what is one and what is none, and what every column of the frames holds."
)


def codebook_html(*, home: str = "") -> str:
    """The page; ``home`` is the address of the front page as seen from it. The same program gives the same bytes."""
    frames = [str(name) for name in LAYOUTS]
    return fill_template(
        Page(
            title="Codebook",
            heading="Codebook",
            description=_ABOUT,
            corpus="",
            head=f'<p class="answer">{escape(_ABOUT)}</p>',
            main=_words() + "".join(_frame(name) for name in frames),
            foot="<p>Made from definitions.toml and the schemas of the frames. Examples are invented.</p>",
            facts="{}",
            contents=[Entry("words", "What the words mean"), *(Entry(f"frame-{n}", f"Frame: {n}") for n in frames)],
            home=home,
        )
    )


def _words() -> str:
    terms = "".join(
        f'<dt id="word-{number}">{escape(str(term["name"]))}</dt><dd><p>{escape(str(term["definition"]))}</p>'
        f"{_listed('For example', term['examples'])}{_listed('But', term['counter'])}</dd>"
        for number, term in enumerate(definitions(), 1)
    )
    return f'<h2 id="words">What the words mean</h2><dl class="words">{terms}</dl>'


def _listed(label: str, sentences: list[str]) -> str:
    items = "".join(f"<li>{escape(sentence)}</li>" for sentence in sentences)
    return f'<p class="label">{label}</p><ul>{items}</ul>'


def _frame(name: str) -> str:
    rows = codebook()
    columns = rows[rows["frame"] == name].drop(columns="frame")
    shown = columns.assign(
        may_be_missing=columns["may_be_missing"].map({True: "yes", False: "no"}), values=_na(columns)
    )
    about = escape(f"One row per {LAYOUTS[name].description}.")
    listed = table(
        shown,
        caption=f"Columns of {name}",
        labels={"may_be_missing": "may be missing", "values": "one of"},
        csv_name=f"codebook-{name}",
        open_rows=len(shown),
    )
    return f'<h2 id="frame-{name}">Frame: {name}</h2><p>{about}</p>{listed.html}'


def _na(columns: pd.DataFrame) -> pd.Series[str]:
    return columns["values"].replace("", pd.NA).astype("string")
