"""The words behind a number: rows with outlet, day and exact words in context, or offsets where text is withheld."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

import pandas as pd

from analysis.frames.querying import columns_of
from analysis.frames.ranges import range_text
from analysis.reporting.shown import (
    Shown,
    cell_text,
    count,
    day_text,
    digest,
    fill,
    nothing,
    number_text,
    safe_link,
    short_id,
)

_ARTICLE = ["article_id", "outlet", "published", "language", "url", "text"]
_CONTEXT = 160  # characters either side where no sentence is known
_LONGEST = 600  # of context either side: a "sentence" of a broken file may be the whole file
_WIDTH = 42  # characters on either side of a keyword


def evidence(
    rows: pd.DataFrame,
    frames: Mapping[str, pd.DataFrame],
    *,
    caption: str,
    show: Sequence[str] = (),
    id_column: str | None = None,
    limit: int = 25,
    open: bool = False,
) -> Shown:
    """``rows`` (article_id, start, end and an id) with the sentences round each span, the span itself marked.

    ``show`` names columns to list under each quotation ("killed" shows killed_low and killed_high as a range). The id,
    by default the first column that ends in _id and is not article_id, becomes the anchor of the row. Rows of one
    article that follow each other stand under its outlet and day. Rows after ``limit`` are counted, not shown. The
    list is folded unless ``open``.
    """
    if rows.empty:
        return nothing(f"{caption.rstrip('.')}: no rows.")
    ids = (str(c) for c in rows.columns if str(c).endswith("_id") and c != "article_id")
    identifier = id_column or next(ids, "")
    listed = rows.head(limit).to_dict("records")
    shown = {str(row["article_id"]) for row in listed}
    told = columns_of(frames, "articles", _ARTICLE, articles=shown)
    articles = {str(a["article_id"]): a for a in told.to_dict("records")}
    sentences: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for sentence in columns_of(frames, "sentences", ["article_id", "start", "end"], articles=shown).to_dict("records"):
        sentences[sentence["article_id"]].append((int(sentence["start"]), int(sentence["end"])))
    groups = []
    for article_id, of_article in groupby(listed, key=lambda row: str(row["article_id"])):
        article, spans = articles.get(article_id, {}), sentences[article_id]
        groups.append((_source(article, article_id), [_quote(r, article, spans, identifier, show) for r in of_article]))
    name = digest(caption, *(f"{row.get(identifier)} {row['article_id']} {row['start']}" for row in listed), *show)
    about = {"caption": caption, "count": count(len(rows), "row"), "open": open, "limit": limit}
    return Shown(fill("evidence", groups=groups, name=name, rest=len(rows) - limit, **about))


def keyword_lines(uses: pd.DataFrame, frames: Mapping[str, pd.DataFrame], *, caption: str, limit: int = 200) -> Shown:
    """Keyword in context: ``uses`` (use_id, outlet, term, article_id, start, end) as lines in their order.

    A use's id is its line's; where text is withheld, the line says the offset. Lines after ``limit`` are counted, not
    shown. The list is folded.
    """
    if uses.empty:
        return nothing(f"{caption.rstrip('.')}: no lines to show.")
    rows = uses.head(limit).to_dict("records")
    shown = columns_of(frames, "articles", ["article_id", "text"], articles={str(row["article_id"]) for row in rows})
    texts = shown.set_index("article_id")["text"]
    lines = [_line(row, texts.get(row["article_id"])) for row in rows]
    name = digest(caption, *(str(row["use_id"]) for row in rows))
    about = {"caption": caption, "count": count(len(uses), "line"), "limit": limit, "rest": len(uses) - len(lines)}
    return Shown(fill("lines", lines=lines, name=name, **about))


def _source(article: Mapping[Any, Any], article_id: str) -> dict[str, str]:
    """Outlet, day and id of the article that the words below come from."""
    outlet, language = cell_text(article.get("outlet")), cell_text(article.get("language"))
    day = article.get("published")
    return {
        "who": outlet or article_id,
        "id": article_id if outlet else "",
        "when": day_text(day),
        "day": "" if day is None or pd.isna(day) else pd.Timestamp(day).strftime("%Y-%m-%d"),
        "address": safe_link(article.get("url")),
        "lang": "" if language == "en" else language,
    }


def _quote(
    row: Mapping[Any, Any],
    article: Mapping[Any, Any],
    sentences: Sequence[tuple[int, int]],
    identifier: str,
    show: Sequence[str],
) -> dict[str, Any]:
    start, end, text = int(row["start"]), int(row["end"]), article.get("text")
    words: dict[str, Any] = {"exact": None, "start": start, "end": end, "article_id": row["article_id"]}
    if text is not None and pd.notna(text):
        first, last = _context(text, start, end, sentences)
        words = {"before": text[first:start], "exact": text[start:end], "after": text[end:last]}
    row_id = cell_text(row.get(identifier)) if identifier else ""
    told = [(name.replace("_", " "), value) for name in show if (value := _value(row, name))]
    corrected = cell_text(row.get("corrected"))
    return {**words, "row_id": row_id, "short_id": short_id(row_id), "told": told, "corrected": corrected}


def _context(text: str, start: int, end: int, sentences: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """First character and end of what is shown: the sentences that the span touches, else some words round it."""
    touching = [(s, e) for s, e in sentences if s < end and e > start]
    if touching:
        first, last = min(s for s, _ in touching), max(e for _, e in touching)
    else:
        first, last = _to_space(text, start - _CONTEXT), _to_space(text, end + _CONTEXT)
    return max(min(first, start), start - _LONGEST, 0), min(max(last, end), end + _LONGEST)


def _to_space(text: str, position: int) -> int:
    position = min(max(position, 0), len(text))
    return max(text.find(" ", position), position) if position else 0


def _value(row: Mapping[Any, Any], name: str) -> str:
    if name not in row and f"{name}_low" in row:
        return range_text(row[f"{name}_low"], row[f"{name}_high"])
    value = row.get(name)
    return number_text(value) if isinstance(value, float) and not pd.isna(value) else cell_text(value)


def _line(row: Mapping[Any, Any], text: Any) -> dict[str, Any]:
    start, end = int(row["start"]), int(row["end"])
    words: dict[str, Any] = {"word": None, "start": start, "term": row["term"]}
    if text is not None and pd.notna(text):
        before, after = text[max(0, start - _WIDTH) : start], text[end : end + _WIDTH]
        before = before.partition(" ")[2] if start > _WIDTH else before
        after = after.rpartition(" ")[0] if end + _WIDTH < len(text) else after
        before, after = (re.sub(r"\s+", " ", part) for part in (before.lstrip(), after.rstrip()))
        words = {"before": before, "word": text[start:end], "after": after}
    return {**words, "use_id": row["use_id"], "who": f"{cell_text(row['outlet'])}, {row['article_id']}"}
