"""Two articles side by side with the passages that both have marked; a map of the stretches where text is withheld."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from analysis.comparison.outlets import UNKNOWN_OUTLET
from analysis.frames.querying import articles_of, columns_of
from analysis.reporting import charts
from analysis.reporting.show import figure
from analysis.reporting.shown import Shown, cell_text, count, day_text, digest, fill, nothing

Tables = Mapping[str, pd.DataFrame]
_SHOWN_KINDS = ("headline", "subhead", "body")


def strongest_pair(pairs: pd.DataFrame) -> tuple[str, str]:
    """The articles of the first of ``pairs`` by two outlets, else of the first; empty where there is none."""
    if pairs.empty:
        return "", ""
    apart = pairs[pairs["outlet_a"] != pairs["outlet_b"]]
    first = (apart if len(apart) else pairs).iloc[0]
    return str(first["article_a"]), str(first["article_b"])


def stretch_figure(frames: Tables, article_a: str, article_b: str) -> Shown:
    """The map of what two articles share, by offset: it needs no text."""
    stretches = _stretches(frames, article_a, article_b)
    both = columns_of(frames, "passages", ["article_id", "end"], articles=[article_a, article_b])
    ends = both.groupby("article_id")["end"].max()
    shares = {
        f"{name}_{side}": stretches[f"{column}_{side}"].astype("Float64") / float(ends.get(article, 1))
        for side, article in (("a", article_a), ("b", article_b))
        for name, column in (("from", "start"), ("to", "end"))
    }
    upper, lower = _name(frames, article_a), _name(frames, article_b)
    stand = "stands" if len(stretches) < 2 else "stand"
    return figure(
        charts.stretch_map(stretches.assign(**shares), upper=upper, lower=lower),
        title=f"{count(len(stretches), 'passage')} of one article {stand} in another",
        caption="Each bar is an article from its first to its last character; bands join what stands in both.",
        alt=f"Two bars, {upper} and {lower}, joined by {len(stretches)} bands; the offsets follow as a table.",
        table=stretches,
    )


def side_by_side(frames: Tables, article_a: str, article_b: str) -> Shown:
    """Both articles beside each other, the shared passages marked and numbered; each number leads to its counterpart.

    Where the text of either is withheld, a sentence that says so.
    """
    both = columns_of(frames, "articles", ["article_id", "text"], articles=[article_a, article_b])
    texts = both.set_index("article_id")["text"]
    if article_a not in texts or article_b not in texts:
        return nothing("No two articles share wording: there is nothing to lay side by side.")
    if texts.isna().any():
        return nothing("The text of these two articles is withheld; the map above shows where they agree.")
    stretches = _stretches(frames, article_a, article_b)
    name = digest(article_a, article_b)
    columns = []
    for side, other, article_id in (("a", "b", article_a), ("b", "a", article_b)):
        numbers = range(1, len(stretches) + 1)
        spans = list(zip(stretches[f"start_{side}"], stretches[f"end_{side}"], numbers, strict=True))
        told = {"name": _name(frames, article_id), "own": f"m{name}{side}", "other": f"m{name}{other}"}
        columns.append({**told, "paragraphs": _paragraphs(frames, article_id, str(texts[article_id]), sorted(spans))})
    return Shown(fill("pair", name=name, columns=columns))


def _stretches(frames: Tables, article_a: str, article_b: str) -> pd.DataFrame:
    """The offsets of the passages that two articles share, one row each."""
    reused = frames["reused"]
    rows = reused[(reused["article_a"] == article_a) & (reused["article_b"] == article_b)]
    return rows[["start_a", "end_a", "start_b", "end_b"]].reset_index(drop=True)


def _name(frames: Tables, article_id: str) -> str:
    rows = articles_of(frames)
    for row in rows[rows["article_id"] == article_id].to_dict("records"):
        return f"{cell_text(row['outlet']) or UNKNOWN_OUTLET}, {day_text(row['published'])}"
    return article_id


def _paragraphs(
    frames: Tables, article_id: str, text: str, spans: Sequence[tuple[int, int, int]]
) -> list[dict[str, Any]]:
    """The article's paragraphs. A passage that runs over several is marked in each, numbered in the first."""
    columns = ["article_id", "start", "end", "kind", "duplicate_of"]
    passages = columns_of(frames, "passages", columns, articles=[article_id])
    told = passages[passages["kind"].isin(_SHOWN_KINDS) & passages["duplicate_of"].isna()].sort_values("start")
    paragraphs = []
    for start, end in zip(told["start"], told["end"], strict=True):
        parts, at = [], start
        for first, last, number in spans:
            begin, stop = max(first, at), min(last, end)
            if begin < stop:
                part = {
                    "before": text[at:begin],
                    "words": text[begin:stop],
                    "number": number if first >= start else None,
                }
                parts.append(part)
                at = stop
        paragraphs.append({"parts": parts, "rest": text[at:end]})
    return paragraphs
