"""A coding sheet as a page to print: the sentences, and room to write beside each."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import pandas as pd

from analysis.reporting.pages.page import Page
from analysis.reporting.pages.render import fill_template

# What is asked on paper.
COLUMNS = ("attack? yes / no", "tally: T", "killed", "unsure: ★")
_HOW = (
    "For each sentence: does it tell of at least one attack that happened? An attack is armed force used or attempted "
    "against someone or something. One that was intercepted counts; a threat, a fear, a plan, a policy, a war in "
    "general does not. A number of attacks over a time is yes with a T. Work alone, and star what you are unsure of."
)


def sheet_html(sheet: pd.DataFrame, *, corpus: str, command: str) -> str:
    """The sentences of ``sheet`` (as ``draw_sheet`` gives it) as a page to print, with empty cells beside each."""
    return fill_template(
        Page(
            title=f"Coding sheet: {len(sheet)} sentences",
            heading=f"Coding sheet: {len(sheet)} sentences",
            description="",
            corpus=corpus,
            head=f'<p class="answer">Name: {"_" * 24} Date: {"_" * 12}</p>',
            main=f"<p>{escape(_HOW)}</p>{_table(list(sheet['words']), list(sheet['unit']))}",
            foot=f"<p>Drawn by chance from the corpus {escape(corpus)} with <code>{escape(command)}</code>.</p>",
            facts="{}",
        )
    )


def _table(sentences: Sequence[str], units: Sequence[str]) -> str:
    heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in COLUMNS)
    rows = "".join(_row(n, words, unit) for n, (words, unit) in enumerate(zip(sentences, units, strict=True), 1))
    return (
        '<table class="sheet"><caption>Sentences</caption>'
        f'<thead><tr><th scope="col">no.</th><th scope="col">sentence</th>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def _row(number: int, words: str, unit: str) -> str:
    empty = "".join(f'<td data-label="{escape(name)}"></td>' for name in COLUMNS)  # on a phone, where heads are gone
    sentence = f'{escape(words)}<br><span class="unit">{escape(unit)}</span>'
    return f'<tr><th scope="row">{number}</th><td>{sentence}</td>{empty}</tr>'
