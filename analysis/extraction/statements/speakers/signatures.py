"""Signatures: a quotation whose speaker stands after it behind a dash, or alone on the next line.

“The bridge held.” — Orla Tenn            on the line of the quotation
“The bridge held.” ⏎ – Orla Tenn, nurse   on the next one
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from analysis.extraction.statements.grammar.phrases import Source
from analysis.extraction.statements.grammar.words import Grammar, read_unit
from analysis.extraction.statements.quoted import Reported
from analysis.reading.article import Article

DASH = r"[―—–]|--?"
BLANK = r"[^\S\n]"  # white space within a line; web pages put no-break spaces round the dash
NAME = rf"(?P<name>[A-Z][\w.’'\-]*(?:{BLANK}+[\w.’'\-]+){{0,5}})"
SIGNATURE = re.compile(
    rf"{BLANK}*\n{{0,2}}{BLANK}*(?:{DASH}){BLANK}*{NAME}{BLANK}*(?:[,(][^\n.]{{0,80}})?{BLANK}*\.?{BLANK}*(?=\n|$)"
)
WITHOUT_CUE = frozenset(("carried on", "quotation alone", "quotation"))
CLOSING = "\"”»'’"


def signed(article: Article, reported: Sequence[Reported], grammar: Grammar) -> list[Reported]:
    """``reported`` with the signer as source of each quotation without a cue of its own that somebody signs."""
    return [_signed(article, r, grammar) if r.rule in WITHOUT_CUE else r for r in reported]


def _signed(article: Article, row: Reported, grammar: Grammar) -> Reported:
    end = row.end
    while end < len(article.text) and article.text[end] in CLOSING:
        end += 1
    signature = SIGNATURE.match(article.text, end)
    if signature is None:
        return row
    unit = read_unit(article, signature.span("name"), (), grammar)
    if any(word in grammar["finite"] or word in grammar["auxiliaries"] for word in unit.low):
        return row  # a dash that goes on: “The bridge held” — Tenn was sure of it
    return replace(row, unit=unit, cue=None, source=Source(0, len(unit.low) - 1, "after"), via=None)
