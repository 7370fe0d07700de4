"""Keyword in context: each use of a word on a line of its own; offsets where text is withheld."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

import pandas as pd

from analysis.frames.parted import columns_of
from analysis.reporting.shown import Shown, cell_text, digest, nothing

_WIDTH = 42  # characters on either side


def keyword_lines(uses: pd.DataFrame, frames: Mapping[str, pd.DataFrame], *, caption: str, limit: int = 200) -> Shown:
    """``uses`` (use_id, outlet, term, article_id, start, end) as lines in their order; a use's id is its line's.

    Lines after ``limit`` are counted, not shown. The list is folded.
    """
    if uses.empty:
        return nothing(f"{caption.rstrip('.')}: no lines to show.")
    rows = uses.head(limit).to_dict("records")
    shown = columns_of(frames, "articles", ["article_id", "text"], articles={str(row["article_id"]) for row in rows})
    texts = shown.set_index("article_id")["text"]
    lines = [_line(row, texts.get(row["article_id"])) for row in rows]
    rest = len(uses) - len(lines)
    more = f'<p class="more-rows">{rest:,} more; the first {limit} are shown.</p>' if rest > 0 else ""
    name = digest(caption, *lines)
    html = (
        f'<details class="evidence kwic" id="k{name}"><summary>{escape(caption)} <span class="n">{len(uses):,} '
        f"{'line' if len(uses) == 1 else 'lines'}</span></summary>"
        f'<div class="scroll" role="region" tabindex="0" aria-label="{escape(caption)}"><ol>{"".join(lines)}</ol></div>'
        f"{more}</details>"
    )
    return Shown(html)


def _line(row: Mapping[Any, Any], text: Any) -> str:
    start, end, article_id = int(row["start"]), int(row["end"]), str(row["article_id"])
    if text is None or pd.isna(text):
        words = f'<span class="withheld">“{escape(str(row["term"]))}” at character {start}</span>'
    else:
        words = _words(str(text), start, end)
    who = escape(f"{cell_text(row['outlet'])}, {article_id}")
    return f'<li id="{escape(str(row["use_id"]))}"><p>{words}</p><p class="source">{who}</p></li>'


def _words(text: str, start: int, end: int) -> str:
    before, after = text[max(0, start - _WIDTH) : start], text[end : end + _WIDTH]
    before = before.partition(" ")[2] if start > _WIDTH else before
    after = after.rpartition(" ")[0] if end + _WIDTH < len(text) else after
    left, right = " ".join(before.split()), " ".join(after.split())
    spaced = before[-1:].isspace(), after[:1].isspace()
    return (
        f'<span class="left">{escape(left)}{" " if spaced[0] else ""}</span><mark>{escape(text[start:end])}</mark>'
        f"<span>{' ' if spaced[1] else ''}{escape(right)}</span>"
    )
