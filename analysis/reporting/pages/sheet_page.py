"""A coding sheet as a page to print: the sentences, and room to write beside each."""

from __future__ import annotations

from html import escape

import pandas as pd

from analysis.reporting.pages.page import Page
from analysis.reporting.templates import fill

COLUMNS = ("attack? yes / no", "tally: T", "killed", "unsure: ★")  # what is asked on paper
_HOW = (
    "For each sentence: does it tell of at least one attack that happened? An attack is armed force used or attempted "
    "against someone or something. One that was intercepted counts; a threat, a fear, a plan, a policy, a war in "
    "general does not. A number of attacks over a time is yes with a T. Work alone, and star what you are unsure of."
)


def sheet_html(sheet: pd.DataFrame, *, corpus: str, command: str) -> str:
    """The sentences of ``sheet`` (as ``draw_sheet`` gives it) as a page to print, with empty cells beside each."""
    sentences = list(zip(sheet["words"], sheet["unit"], strict=True))
    page = Page(
        title=f"Coding sheet: {len(sheet)} sentences",
        corpus=corpus,
        head=f'<p class="answer">Name: {"_" * 24} Date: {"_" * 12}</p>',
        main=fill("sheet", how=_HOW, columns=COLUMNS, sentences=sentences),
        foot=f"<p>Drawn by chance from the corpus {escape(corpus)} with <code>{escape(command)}</code>.</p>",
    )
    return page.html
