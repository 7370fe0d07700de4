"""Frames → what notebook 2 shows: who credits and borrows from whom, who reports what, which words each prefers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from analysis.comparison.outlets import UNKNOWN_OUTLET, outlet_names
from analysis.frames.querying import articles_of, in_parts, once, terms_by
from analysis.reporting.summaries.attacks import incident_table
from analysis.reporting.summaries.coverage import incident_reports

Tables = Mapping[str, pd.DataFrame]


@once
def shared_wording(frames: Tables) -> pd.DataFrame:
    """Pairs of articles that share wording: whose, how much of each stands in the other, likely origin; most first."""
    names = outlet_names(articles_of(frames))
    pairs = frames["overlaps"]
    pairs = pairs.assign(outlet_a=pairs["article_a"].map(names), outlet_b=pairs["article_b"].map(names))
    most = pairs[["containment_a", "containment_b"]].max(axis=1)
    order = most.sort_values(ascending=False, kind="stable").index
    ids, shares = ["article_a", "outlet_a", "article_b", "outlet_b"], ["containment_a", "containment_b"]
    return pairs.loc[order, [*ids, *shares, "longest_run", "origin"]].reset_index(drop=True)


def containment_matrix(frames: Tables, *, among: Sequence[str] | None = None) -> pd.DataFrame:
    """Share of each article's body (rows) that stands in each other article (columns), of articles that share any.

    ``among`` keeps some of them, for a large corpus has tens of thousands.
    """
    pairs = frames["overlaps"]
    if among is not None:
        pairs = pairs[pairs["article_a"].isin(among) & pairs["article_b"].isin(among)]
    forward = pairs.set_index(["article_a", "article_b"])["containment_a"]
    backward = pairs.set_index(["article_b", "article_a"])["containment_b"]
    both = pd.concat([forward, backward.rename_axis(forward.index.names)])
    if both.empty:
        return pd.DataFrame()
    ids = sorted(set(pairs["article_a"]) | set(pairs["article_b"]))
    matrix: pd.DataFrame = both.astype(float).unstack()
    return matrix.reindex(index=ids, columns=ids)


@once
def only_one_outlet(frames: Tables) -> pd.DataFrame:
    """Incidents that only one outlet reports, and one that is known, by outlet: label and outlet, one row each."""
    told = incident_reports(frames).groupby("incident_id")["outlet"].agg(["first", "nunique"])
    lone = told[(told["nunique"] == 1) & (told["first"] != UNKNOWN_OUTLET)]["first"]
    labels = incident_table(frames).set_index("incident_id")["incident"]
    found = pd.DataFrame({"incident": list(labels[lone.index]), "outlet": list(lone)}, dtype="string")
    return found.sort_values(["outlet", "incident"], ignore_index=True)


def shared_passages(frames: Tables) -> pd.DataFrame:
    """Aligned passages as rows to open in one article of the pair, with the other's outlet; longest first."""
    names = outlet_names(articles_of(frames))
    reused = frames["reused"]
    stands_in = reused["article_a"].map(names) + ", " + reused["article_a"]
    rows = reused.assign(length=reused["end_b"] - reused["start_b"], stands_in=stands_in)
    rows = rows.assign(article_id=rows["article_b"], start=rows["start_b"], end=rows["end_b"])
    order = ["length", "article_b", "start_b"]
    rows = rows.sort_values(order, ascending=[False, True, True], ignore_index=True)
    ids = [f"{b}:r{s}-{a}" for b, s, a in zip(rows["article_b"], rows["start_b"], rows["article_a"], strict=True)]
    return rows.assign(reused_id=pd.Series(ids, index=rows.index, dtype="string"))


@once
def terms_with_outlets(frames: Tables) -> pd.DataFrame:
    """Terms with the outlet of their article: article_id, outlet, term, count, shared, starts; compared by wording.

    Of a large corpus, whose frames are in parts, the terms of each outlet are added up: there is no article_id.
    """
    names = outlet_names(articles_of(frames))
    if in_parts(frames):
        return terms_by(frames, names.to_dict())
    terms = frames["terms"]
    columns = ["article_id", "outlet", "term", "count", "shared", "starts"]
    return terms.assign(outlet=terms["article_id"].map(names))[columns]


def preferred_terms(
    wording: pd.DataFrame, *, cutoff: float, most: int = 10, outlets: int | None = None
) -> pd.DataFrame:
    """For each outlet that is compared, at most ``most`` terms on its side with z beyond ``cutoff``, strongest first.

    ``outlets`` keeps those with most text; None keeps all.
    """
    compared = wording[wording["compared"]]
    words = compared.groupby("outlet")["n_words"].first().sort_index().sort_values(ascending=False, kind="stable")
    beyond = compared[(compared["z"] > cutoff) & compared["outlet"].isin(words.index[:outlets])]
    ordered = beyond.sort_values(["outlet", "z", "term"], ascending=[True, False, True])
    columns = ["outlet", "term", "count", "rest", "log_odds", "low", "high", "z"]
    return ordered.groupby("outlet", sort=False).head(most)[columns].reset_index(drop=True)
