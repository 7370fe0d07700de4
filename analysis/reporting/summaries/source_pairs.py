"""Two articles side by side with the passages that both have marked; a map of the stretches where text is withheld."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import pandas as pd

from analysis.comparison.outlets import UNKNOWN_OUTLET
from analysis.frames.querying import articles_of, columns_of
from analysis.reporting import charts
from analysis.reporting.figures import figure
from analysis.reporting.shown import Shown, cell_text, day_text, digest, nothing

Tables = Mapping[str, pd.DataFrame]
_SHOWN_KINDS = ("headline", "subhead", "body")


def strongest_pair(pairs: pd.DataFrame) -> tuple[str, str]:
    """The articles of the first of ``pairs`` by two outlets, else of the first; empty where there is none."""
    if pairs.empty:
        return "", ""
    apart = pairs[pairs["outlet_a"] != pairs["outlet_b"]]
    first = (apart if len(apart) else pairs).iloc[0]
    return str(first["article_a"]), str(first["article_b"])


def shared_stretches(frames: Tables, article_a: str, article_b: str) -> pd.DataFrame:
    """The passages that two articles share, one row each: offsets, and the same as shares of each article's length."""
    reused = frames["reused"]
    rows = reused[(reused["article_a"] == article_a) & (reused["article_b"] == article_b)].reset_index(drop=True)
    both = columns_of(frames, "passages", ["article_id", "end"], articles=[article_a, article_b])
    ends = both.groupby("article_id")["end"].max()
    shares = {
        f"{name}_{side}": rows[f"{column}_{side}"].astype("Float64") / float(ends.get(article, 1))
        for side, article in (("a", article_a), ("b", article_b))
        for name, column in (("from", "start"), ("to", "end"))
    }
    return rows.assign(**shares)


def stretch_figure(frames: Tables, article_a: str, article_b: str) -> Shown:
    """The map of what two articles share, by offset: it needs no text."""
    stretches = shared_stretches(frames, article_a, article_b)
    names = [_name(frames, article) for article in (article_a, article_b)]
    offsets = stretches[["start_a", "end_a", "start_b", "end_b"]]
    count = f"{len(stretches)} passage{'' if len(stretches) == 1 else 's'}"
    return figure(
        charts.stretch_map(stretches, upper=names[0], lower=names[1]),
        title=f"{count} of one article {'stands' if len(stretches) == 1 else 'stand'} in another",
        caption="Each bar is an article from its first to its last character; bands join what stands in both.",
        alt=f"Two bars, {names[0]} and {names[1]}, joined by {len(stretches)} bands; the offsets follow as a table.",
        table=offsets,
    )


def side_by_side(frames: Tables, article_a: str, article_b: str) -> Shown:
    """Both articles beside each other, the shared passages marked and numbered; each number leads to its counterpart.

    Where the text of either is withheld, a sentence that says so.
    """
    both = columns_of(frames, "articles", ["article_id", "text"], articles=[article_a, article_b])
    articles = {str(a["article_id"]): a for a in both.to_dict("records")}
    if article_a not in articles or article_b not in articles:
        return nothing("No two articles share wording: there is nothing to lay side by side.")
    if any(pd.isna(articles[article]["text"]) for article in (article_a, article_b)):
        return nothing("The text of these two articles is withheld; the map above shows where they agree.")
    stretches = shared_stretches(frames, article_a, article_b)
    name = digest(article_a, article_b)
    columns = []
    for side, other, article_id in (("a", "b", article_a), ("b", "a", article_b)):
        spans = [
            (int(r[f"start_{side}"]), int(r[f"end_{side}"]), i) for i, r in enumerate(stretches.to_dict("records"), 1)
        ]
        words = _marked(frames, articles[article_id], spans, f"m{name}{side}", f"m{name}{other}")
        columns.append(f"<div><h4>{escape(_name(frames, article_id))}</h4>{words}</div>")
    caption = f"Both articles side by side: {_name(frames, article_a)}; {_name(frames, article_b)}"
    return Shown(
        f'<details class="evidence pair" id="s{name}"><summary>{escape(caption)}</summary>'
        f'<div class="columns">{"".join(columns)}</div></details>'
    )


def _name(frames: Tables, article_id: str) -> str:
    rows = articles_of(frames)
    found = rows[rows["article_id"] == article_id]
    if found.empty:
        return article_id
    row = found.iloc[0]
    return f"{cell_text(row['outlet']) or UNKNOWN_OUTLET}, {day_text(row['published'])}"


def _marked(
    frames: Tables, article: Mapping[Any, Any], spans: Sequence[tuple[int, int, int]], own: str, other: str
) -> str:
    """The article's paragraphs. A passage that runs over several is marked in each, numbered in the first."""
    columns = ["article_id", "start", "end", "kind", "duplicate_of"]
    passages = columns_of(frames, "passages", columns, articles=[article["article_id"]])
    told = passages[passages["kind"].isin(_SHOWN_KINDS) & passages["duplicate_of"].isna()].sort_values("start")
    text = str(article["text"])
    paragraphs = [
        f"<p>{_paragraph(text, int(start), int(end), spans, own, other)}</p>"
        for start, end in zip(told["start"], told["end"], strict=True)
    ]
    return f"<blockquote>{''.join(paragraphs)}</blockquote>"


def _paragraph(text: str, start: int, end: int, spans: Sequence[tuple[int, int, int]], own: str, other: str) -> str:
    parts, at = [], start
    for first, last, number in sorted(spans):
        begin, stop = max(first, at), min(last, end)
        if begin >= stop:
            continue
        link = (
            f'<a class="n" id="{own}-{number}" href="#{other}-{number}"><span class="sr">passage </span>{number}</a> '
            if first >= start
            else ""
        )
        parts.append(f"{escape(text[at:begin])}<mark>{link}{escape(text[begin:stop])}</mark>")
        at = stop
    return "".join([*parts, escape(text[at:end])])
