"""The words behind a number: rows with outlet, day and exact words in context, or offsets where text is withheld."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import Any

import pandas as pd

from analysis.frames.parted import columns_of
from analysis.frames.ranges import range_text
from analysis.reporting.shown import Shown, cell_text, day_text, digest, nothing, safe_link, short_id

_ARTICLE = ["article_id", "outlet", "published", "language", "url", "text"]
_CONTEXT = 160  # characters either side where no sentence is known
_LONGEST = 600  # of context either side: a "sentence" of a broken file may be the whole file


@dataclass(frozen=True, slots=True)
class _Quote:
    before: str
    exact: str
    after: str


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
    identifier = id_column or _id_column(rows)
    shown = set(rows["article_id"].head(limit))
    told = columns_of(frames, "articles", _ARTICLE, articles=shown)
    articles = {str(a["article_id"]): a for a in told.to_dict("records")}
    sentences = _by_article(columns_of(frames, "sentences", ["article_id", "start", "end"], articles=shown), shown)
    groups = []
    for article_id, of_article in groupby(rows.head(limit).to_dict("records"), key=lambda row: str(row["article_id"])):
        article, lines = articles.get(article_id, {}), sentences.get(article_id, [])
        items = "".join(_item(row, article, lines, identifier, show) for row in of_article)
        groups.append(f"{_source(article, article_id)}<ol>{items}</ol>")
    rest = len(rows) - limit
    more = f'<p class="more-rows">{rest:,} more in the frame; the first {limit} are shown.</p>' if rest > 0 else ""
    name = digest(caption, *groups)
    html = (
        f'<details class="evidence" id="e{name}"{" open" if open else ""}><summary>{escape(caption)}'
        f' <span class="n">{len(rows):,} {"row" if len(rows) == 1 else "rows"}</span></summary>'
        f"{''.join(groups)}{more}</details>"
    )
    return Shown(html)


def _id_column(rows: pd.DataFrame) -> str:
    names = [str(c) for c in rows.columns if str(c).endswith("_id") and c != "article_id"]
    return names[0] if names else ""


def _by_article(sentences: pd.DataFrame, wanted: set[str]) -> dict[str, list[tuple[int, int]]]:
    chosen = sentences[sentences["article_id"].isin(wanted)].sort_values(["article_id", "start"], kind="stable")
    return {
        str(article): list(zip(group["start"].astype(int), group["end"].astype(int), strict=True))
        for article, group in chosen.groupby("article_id", sort=True)
    }


def _item(
    row: Mapping[Any, Any],
    article: Mapping[Any, Any],
    sentences: Sequence[tuple[int, int]],
    identifier: str,
    show: Sequence[str],
) -> str:
    start, end = int(row["start"]), int(row["end"])
    text = article.get("text")
    if text is None or pd.isna(text):
        words = f'<p class="withheld">Characters {start}–{end} of {escape(str(row["article_id"]))} (text withheld)</p>'
    else:
        words = _quotation(_quote(str(text), start, end, sentences), article)
    row_id = cell_text(row.get(identifier)) if identifier else ""
    anchor = f' id="{escape(row_id)}"' if row_id else ""
    return f"<li{anchor}>{words}{_details(row, row_id, show)}{_correction(row)}</li>"


def _correction(row: Mapping[Any, Any]) -> str:
    """The mark of a row that was corrected by hand, with the reason."""
    reason = cell_text(row.get("corrected"))
    return f'<p class="source"><strong>Corrected by hand:</strong> {escape(reason)}</p>' if reason else ""


def _quote(text: str, start: int, end: int, sentences: Sequence[tuple[int, int]]) -> _Quote:
    touching = [(s, e) for s, e in sentences if s < end and e > start]
    if touching:
        first, last = min(s for s, _ in touching), max(e for _, e in touching)
    else:
        first, last = _to_space(text, start - _CONTEXT), _to_space(text, end + _CONTEXT)
    first, last = max(min(first, start), start - _LONGEST, 0), min(max(last, end), end + _LONGEST)
    return _Quote(text[first:start], text[start:end], text[end:last])


def _to_space(text: str, position: int) -> int:
    if position <= 0 or position >= len(text):
        return min(max(position, 0), len(text))
    space = text.find(" ", position)
    return space if space >= 0 else position


def _quotation(quote: _Quote, article: Mapping[Any, Any]) -> str:
    language = cell_text(article.get("language"))
    lang = f' lang="{escape(language)}"' if language and language != "en" else ""
    return (
        f"<blockquote{lang}>{escape(quote.before)}<mark>{escape(quote.exact)}</mark>{escape(quote.after)}</blockquote>"
    )


def _source(article: Mapping[Any, Any], article_id: str) -> str:
    """Outlet, day and id of the article that the words below come from."""
    outlet = cell_text(article.get("outlet"))
    day = article.get("published")
    when = day_text(day)
    if day is not None and not pd.isna(day):
        when = f'<time datetime="{pd.Timestamp(day).strftime("%Y-%m-%d")}">{when}</time>'
    address = safe_link(article.get("url"))
    who = f"<b>{escape(outlet or article_id)}</b>"
    who = f'<a href="{escape(address)}" rel="noreferrer">{who}</a>' if address else who
    name = f' · <span class="id">{escape(article_id)}</span>' if outlet else ""
    return f'<p class="source">{who}, {when}{name}</p>'


def _details(row: Mapping[Any, Any], row_id: str, show: Sequence[str]) -> str:
    """The link that cites the row, and what else is known of it. End tags are left out: thousands of them weigh."""
    link = f'<dt>row<dd><a class="id" href="#{escape(row_id)}">{escape(short_id(row_id))}</a> ' if row_id else ""
    pairs = [(name, _value(row, name)) for name in show]
    known = "".join(f"<dt>{escape(name.replace('_', ' '))}<dd>{escape(value)} " for name, value in pairs if value)
    return f"<dl>{link}{known}</dl>" if link or known else ""


def _value(row: Mapping[Any, Any], name: str) -> str:
    if name not in row and f"{name}_low" in row:
        return range_text(row[f"{name}_low"], row[f"{name}_high"])
    value = row.get(name)
    return f"{value:.2f}".replace("-", "−") if isinstance(value, float) and not pd.isna(value) else cell_text(value)
