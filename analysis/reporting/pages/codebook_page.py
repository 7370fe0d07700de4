"""The codebook as a page of the reports: definitions with examples, and every column of every frame."""

from __future__ import annotations

from analysis.frames.codebook import codebook, definitions
from analysis.frames.layouts import LAYOUTS
from analysis.reporting.pages.page import Page
from analysis.reporting.shown import Shown
from analysis.reporting.tables import table
from analysis.reporting.templates import fill

NAME = "codebook.html"
_ABOUT = (
    "What the words in the reports mean, with what is one and what is none, and what every column of the frames holds."
)


def codebook_html(*, home: str = "") -> str:
    """The page; ``home`` is the address of the front page as seen from it. The same program gives the same bytes."""
    names = [str(name) for name in LAYOUTS]
    frames = [(name, LAYOUTS[name].description, _columns(name)) for name in names]
    page = Page(
        title="Codebook",
        description=_ABOUT,
        head=f'<p class="answer">{_ABOUT}</p>',
        main=fill("codebook", terms=definitions(), frames=frames),
        foot="<p>Made from definitions.toml and the schemas of the frames. Examples are invented.</p>",
        contents={"words": "What the words mean", **{f"frame-{name}": f"Frame: {name}" for name in names}},
        home=home,
    )
    return page.html


def _columns(name: str) -> Shown:
    rows = codebook()
    columns = rows[rows["frame"] == name].drop(columns="frame").replace({"values": ""}, None)
    return table(
        columns.replace({"may_be_missing": {True: "yes", False: "no"}}),
        caption=f"Columns of {name}",
        labels={"may_be_missing": "may be missing", "values": "one of"},
        csv_name=f"codebook-{name}",
        open_rows=len(columns),
    )
