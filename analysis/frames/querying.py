"""What is asked of frames: some columns, the rows of some articles, sums; no more is read of those that are stored.

Each function takes ``Frames``, or any mapping of tables by name, which are held.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import wraps
from typing import Any

import pandas as pd

from analysis.frames.layouts import LAYOUTS
from analysis.frames.manifest import Manifest
from analysis.frames.storage import Frames

Tables = Mapping[str, pd.DataFrame]

_TRIED = 12  # articles in which a line of a word is looked for: in some it stands in what others have, too


def _frames(tables: Tables) -> Frames:
    return tables if isinstance(tables, Frames) else Frames(dict(tables), Manifest("", "", ""))


def columns_of(
    frames: Tables, name: str, columns: Sequence[str], *, articles: Collection[str] | None = None
) -> pd.DataFrame:
    """Some columns of a frame, of some articles or all."""
    return _frames(frames).read(name, columns, articles)


def articles_of(frames: Tables) -> pd.DataFrame:
    """What is known of each article, each outlet under one name (``Manifest.same_outlets``); where frames are stored
    without the text, which is read for those quoted."""
    if not isinstance(frames, Frames) or "articles" in frames.tables:
        articles = frames["articles"]
    else:
        if articles_of not in frames.made:
            frames.made[articles_of] = frames.read("articles", [c for c in LAYOUTS["articles"].columns if c != "text"])
        articles = frames.made[articles_of]
    names = same_outlets_of(frames)
    return articles.assign(outlet=articles["outlet"].replace(names)) if names else articles


def same_outlets_of(frames: Tables) -> dict[str, str]:
    """The names of outlets that are taken for another, with that."""
    return dict(_frames(frames).manifest.same_outlets)


def n_articles(frames: Tables) -> int:
    """How many articles there are."""
    return _frames(frames).count_articles()


def articles_without_text(frames: Tables) -> int:
    """How many articles have no text."""
    return _frames(frames).count_articles(without_text=True)


def in_pieces(frames: Tables, name: str, columns: Sequence[str]) -> Iterator[pd.DataFrame]:
    """Some columns of a frame, piece by piece, each article's rows in one piece."""
    return _frames(frames).pieces(name, columns)


def rows_by_article(frames: Tables, name: str) -> pd.Series[Any]:
    """How many rows of a frame each article has, by article_id; articles without any are not there."""
    return pd.concat([piece["article_id"].value_counts() for piece in in_pieces(frames, name, ["article_id"])])


def once(make: Callable[[Tables], pd.DataFrame]) -> Callable[[Tables], pd.DataFrame]:
    """``make``, whose result is kept with the frames: a report shows the same table in several places.

    Nobody may change what comes back. Of tables that are no ``Frames`` it is made each time.
    """

    @wraps(make)
    def made(frames: Tables) -> pd.DataFrame:
        kept: dict[Any, pd.DataFrame] | None = getattr(frames, "made", None)
        if kept is None:
            return make(frames)
        if make not in kept:
            kept[make] = make(frames)
        return kept[make]

    return made


def terms_by(frames: Tables, group_of: Mapping[Any, str]) -> pd.DataFrame:
    """Terms by group of articles, given the group of each: outlet, term, count, shared, starts, one row each.

    ``starts`` are those of all articles of the group: they can be counted, no more.
    """
    keys = ["outlet", "term"]
    sums, starts = pd.DataFrame(), []
    for piece in in_pieces(frames, "terms", ["article_id", "term", "count", "shared", "starts"]):
        piece = piece.assign(outlet=piece["article_id"].map(group_of).astype(piece["term"].dtype))
        starts.append(piece.loc[piece["starts"].notna(), [*keys, "starts"]])
        sums = pd.concat([sums, piece[[*keys, "count", "shared"]]]).groupby(keys, as_index=False).sum()
    if sums.empty:  # pandas joins no texts that are none
        return sums.assign(starts=pd.Series(dtype="string"))
    places = pd.concat(starts).groupby(keys)["starts"].agg("; ".join)
    return sums.join(places, on=keys)


def terms_like(frames: Tables, words: pd.DataFrame, outlets: Mapping[Any, str]) -> pd.DataFrame:
    """Rows of terms that ``words`` (outlet, term) name, of the first articles of each outlet that use them."""
    keys = ["outlet", "term"]
    found = []
    for piece in in_pieces(frames, "terms", ["article_id", "term", "starts"]):
        wanted = words[keys].astype(piece["term"].dtype).drop_duplicates()
        used = piece[piece["term"].isin(wanted["term"])]
        used = used.assign(outlet=used["article_id"].map(outlets).astype(piece["term"].dtype))
        found.append(used.merge(wanted, on=keys))
    rows = pd.concat(found, ignore_index=True).sort_values("article_id", kind="stable")
    return rows[rows.groupby(keys).cumcount() < _TRIED].reset_index(drop=True)
