"""Frames → what notebook 0 shows: what was read, what is missing, what the files are made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis.comparison.outlets import UNKNOWN_OUTLET
from analysis.frames.querying import articles_of, articles_without_text, in_pieces, rows_by_article
from analysis.reporting.shown import count
from analysis.reporting.style import is_told

Tables = Mapping[str, pd.DataFrame]

METADATA = ("outlet", "published", "title", "authors", "dateline", "language")
REPETITION = "repetition"
_A_DAY = pd.Timedelta(days=1)  # a page is captured in UTC, and dated in its own time


def articles_by_outlet(frames: Tables) -> pd.DataFrame:
    """Articles and words by outlet, with the first and last day; most articles first, those of no known outlet last."""
    articles = articles_of(frames).assign(outlet=lambda t: t["outlet"].fillna(UNKNOWN_OUTLET))
    grouped = articles.groupby("outlet", as_index=False).agg(
        articles=("article_id", "size"), words=("n_words", "sum"), first=("published", "min"), last=("published", "max")
    )
    ordered = grouped.assign(told=is_told(grouped["outlet"])).sort_values(
        ["told", "articles", "outlet"], ascending=[False, False, True], ignore_index=True
    )
    return ordered.drop(columns="told")


def known_metadata(frames: Tables) -> pd.DataFrame:
    """For each kind of metadata, of how many articles it is known, one row each."""
    known = articles_of(frames)[list(METADATA)].notna()
    return pd.DataFrame({"known": known.sum(), "missing": (~known).sum()}).rename_axis("metadata").reset_index()


def dates_from(frames: Tables) -> pd.DataFrame:
    """Where the articles' dates were read, one row each; "nowhere" where there is none."""
    sources = articles_of(frames)["published_from"].fillna("nowhere")
    return sources.value_counts().sort_index().rename("articles").reset_index()


def passage_shares(frames: Tables) -> pd.DataFrame:
    """Of each article's characters, the share of each kind of passage; repeated passages are a kind of their own."""
    keys, pieces = ["article_id", "kind"], []
    for passages in in_pieces(frames, "passages", ["article_id", "start", "end", "kind", "duplicate_of"]):
        kinds = passages["kind"].where(passages["duplicate_of"].isna(), REPETITION)
        measured = passages[["article_id"]].assign(kind=kinds, share=passages["end"] - passages["start"])
        pieces.append(measured.groupby(keys, as_index=False).sum())
    lengths = pd.concat(pieces, ignore_index=True).sort_values(keys, ignore_index=True)
    total = lengths.groupby("article_id")["share"].transform("sum")
    return lengths.assign(share=(lengths["share"] / total).astype("Float64"))


def largest_left_out(shares: pd.DataFrame) -> tuple[str, float]:
    """The article with most repetition and furniture, and their share of its characters; ("no article", 0) if none."""
    left_out = shares[shares["kind"].isin(["furniture", REPETITION])].groupby("article_id")["share"].sum()
    return ("no article", 0.0) if left_out.empty else (str(left_out.idxmax()), float(left_out.max()))


def dated_articles(frames: Tables) -> pd.DataFrame:
    """Articles with a date: article_id, outlet (with a name for an unknown one), published, title."""
    articles = articles_of(frames).dropna(subset=["published"])
    known = articles[["article_id", "outlet", "published", "title"]]
    return known.fillna({"outlet": UNKNOWN_OUTLET}).reset_index(drop=True)


def rows_found(frames: Tables) -> pd.DataFrame:
    """How much extraction found in each article, one row each; missing where it was not analysed for its language."""
    articles = articles_of(frames)[["article_id", "outlet", "published", "language", "n_words"]].copy()
    for name in ("sentences", "dates", "attacks", "statements", "citations"):
        found = articles["article_id"].map(rows_by_article(frames, name)).fillna(0).astype("Int64")
        articles[name] = found.mask(_is_foreign(articles) & (found == 0))
    return articles.reset_index(drop=True)


def not_read(frames: Tables) -> pd.DataFrame:
    """Files and records by which an article was lost: path, reason, remedy, one row each."""
    problems = frames["problems"]
    return problems.loc[problems["skipped"].astype(bool), ["path", "reason", "remedy"]].reset_index(drop=True)


def basis(frames: Tables) -> dict[str, Any]:
    """What an answer is based on: numbers of articles and outlets, first and last day (None where none is known)."""
    articles = articles_of(frames)
    days = articles["published"].dropna().dt.normalize()
    first, last = (None, None) if days.empty else (days.min(), days.max())
    return {"articles": len(articles), "outlets": int(articles["outlet"].nunique()), "first": first, "last": last}


def warnings_for_reader(frames: Tables) -> list[str]:
    """What a reader should distrust about the corpus as a whole, as sentences; empty where there is nothing."""
    articles, skipped = articles_of(frames), len(not_read(frames))
    if articles.empty:
        return ["There is no article to report on: all figures below are empty."]
    n, undated, unnamed = len(articles), int(articles["published"].isna().sum()), int(articles["outlet"].isna().sum())
    foreign = int(_is_foreign(articles).sum())
    again = int(articles["duplicate_of"].notna().sum())
    withheld = articles_without_text(frames)
    early = int((articles["captured"] < articles["published"] - _A_DAY).sum())
    edits = len(frames["edits"]) if "edits" in frames else 0
    alone = articles["outlet"].nunique(dropna=False) == 1 and not unnamed
    of_all, listed = f"of {n:,} articles", "; the foot of this page lists them."
    candidates = {
        f"Only {n:,} articles: single articles weigh heavily in every figure.": n < 10,
        "All articles are by one outlet: nothing here compares sources.": alone,
        f"{undated:,} {of_all} {_has(undated)} no date: days told relative to it are left out.": undated,
        f"{unnamed:,} {of_all} {_has(unnamed)} no outlet: no count of outlets has them.": unnamed,
        f"Archived, saved or printed before they are dated: {early:,} {of_all}; one of the two is wrong.": early,
        f"Not in English, and so listed but not analysed: {foreign:,} {of_all}.": foreign,
        f"Printed a second time in their export, and so listed but counted once: {again:,} {of_all}.": again,
        f"The text of {withheld:,} {of_all} is withheld: evidence is shown as offsets, not as words.": withheld,
        f"Files or records that could not be read: {skipped:,}{listed}": skipped,
        f"Corrected by hand: {count(edits, 'row')}{listed}": edits,
    }
    return [sentence for sentence, holds in candidates.items() if holds]


def _is_foreign(articles: pd.DataFrame) -> pd.Series[bool]:
    return articles["language"].notna() & (articles["language"] != "en").fillna(False)


def _has(n: int) -> str:
    return "has" if n == 1 else "have"
