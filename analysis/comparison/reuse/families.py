"""Stories grouped into families by reuse and credit, and sources counted by outlets and by independent families.

Two articles are of one family if a substantial part of one stands in the other; or if less does, but it is known where
it comes from (origins.py: by credits, agencies, dates), as long as that is more than a sentence here and there. What
both have somebody say makes no family: whoever asks a ministry gets the same statement. A wire story in six papers is
one family. Families are made over all articles, once; the cost grows with the number of pairs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from analysis.comparison.outlets import UNKNOWN_OUTLET, outlet_key
from analysis.comparison.reuse.candidates import connected
from analysis.comparison.reuse.origins import COMMON_QUOTATION, SUBSTANTIAL

KNOWN = 0.1  # share borrowed from which a pair whose origin is known is of one family
_COLUMNS = {
    "family": "string",
    "article_id": "string",
    "outlet": "string",
    "published": "datetime64[us]",
    "role": "string",
    "share": "Float64",
    "n_articles": "Int64",
    "n_outlets": "Int64",
}


def find_families(articles: pd.DataFrame, overlaps: pd.DataFrame) -> pd.DataFrame:
    """The family of each article, one row each; the largest families first, their origin first.

    ``family`` is the article_id of its origin (of its first article where no origin is known); ``role`` is "origin",
    "borrows" or "alone"; ``share`` the largest share of the article's words that stand in another of its family;
    ``n_articles`` and ``n_outlets`` count the family.
    """
    kin = _kin(overlaps)
    heads = connected(articles["article_id"], zip(kin["article_a"], kin["article_b"], strict=True))
    rows = articles[["article_id", "outlet", "published"]].assign(
        outlet=articles["outlet"].fillna(UNKNOWN_OUTLET),
        group=articles["article_id"].map(heads),
        share=articles["article_id"].map(_shares(kin)),
    )
    origins = _origins(rows, kin)
    rows["family"] = rows["group"].map(origins)
    counted = rows.groupby("family")
    rows["n_articles"] = counted["article_id"].transform("size")
    rows["n_outlets"] = rows["family"].map(articles.groupby(rows["family"])["outlet"].nunique())
    is_origin = rows["article_id"].eq(rows["family"]) & rows["article_id"].isin(kin["origin"].dropna())
    rows["role"] = is_origin.map({True: "origin", False: "borrows"}).where(rows["n_articles"] > 1, "alone")
    first = rows["role"].map({"origin": 0}).fillna(1)
    order = ["n_outlets", "n_articles", "family", "first", "published", "article_id"]
    ordered = rows.assign(first=first).sort_values(order, ascending=[False, False, True, True, True, True])
    return ordered.reindex(columns=list(_COLUMNS)).astype(_COLUMNS).reset_index(drop=True)


def count_sources(reports: pd.DataFrame, families: pd.DataFrame, *, by: str) -> pd.DataFrame:
    """How many report each value of ``by``, counted twice: ``outlets``, and ``independent`` families of them.

    An article whose outlet is not known counts as an article, and for no outlet: it may be by any of them.
    ``reports`` has the columns ``by`` and article_id, and may have ``credited``: the outlet to which an article credits
    all that it says of the matter. An outlet whose articles on it are all borrowed or credited is not independent of
    those that it shares them with; together they count as many as have an article of their own, and at least one.
    One row for each value, in order.
    """
    known = families.set_index("article_id")
    credited = reports["credited"] if "credited" in reports else pd.Series(pd.NA, index=reports.index, dtype="string")
    rows = reports[[by, "article_id"]].assign(
        credited=credited,
        outlet=reports["article_id"].map(known["outlet"]).replace(UNKNOWN_OUTLET, pd.NA),
        family=reports["article_id"].map(known["family"].where(known["n_outlets"] > 1)),
    )
    groups: dict[Any, list[dict[Any, Any]]] = defaultdict(list)
    for row in rows.dropna(subset=[by]).to_dict("records"):
        groups[row[by]].append(row)
    counts = [
        {
            by: value,
            "articles": len({row["article_id"] for row in groups[value]}),
            "outlets": len({row["outlet"] for row in groups[value] if pd.notna(row["outlet"])}),
            "independent": _independent(row for row in groups[value] if pd.notna(row["outlet"])),
        }
        for value in sorted(groups)
    ]
    types = {"articles": "Int64", "outlets": "Int64", "independent": "Int64"}
    return pd.DataFrame.from_records(counts, columns=[by, *types]).astype(types)


def _independent(reports: Iterable[Mapping[Any, Any]]) -> int:
    own: set[str] = set()
    ties: list[tuple[str, str]] = []
    outlets: set[str] = set()
    for report in reports:
        outlet = f"outlet {outlet_key(report['outlet'])}"
        outlets.add(outlet)
        if pd.notna(report["credited"]):
            ties.append((outlet, f"outlet {outlet_key(report['credited'])}"))
        elif pd.notna(report["family"]):
            ties.append((outlet, f"family {report['family']}"))
        else:
            own.add(outlet)
    heads = connected([*sorted(outlets), *(end for _, end in ties)], ties)
    members: dict[str, set[str]] = defaultdict(set)
    for outlet in outlets:
        members[heads[outlet]].add(outlet)
    return sum(max(1, len(group & own)) for group in members.values())


def _kin(overlaps: pd.DataFrame) -> pd.DataFrame:
    """The pairs that make families."""
    most = overlaps[["containment_a", "containment_b"]].astype("Float64").max(axis=1).fillna(0.0)
    origin = overlaps["origin"]
    borrowed = origin.ne(COMMON_QUOTATION).fillna(True)
    return overlaps[borrowed & ((most >= SUBSTANTIAL) | ((most >= KNOWN) & origin.notna()))]


def _shares(kin: pd.DataFrame) -> dict[str, float]:
    shares: dict[str, float] = {}
    for side in "ab":
        for article_id, share in zip(kin[f"article_{side}"], kin[f"containment_{side}"], strict=True):
            shares[article_id] = max(float(share), shares.get(article_id, 0.0))
    return shares


def _origins(rows: pd.DataFrame, kin: pd.DataFrame) -> dict[str, str]:
    """The name of each group: the article that most pairs name as origin, else the earliest, else the first by id."""
    named = kin["origin"].value_counts()
    ranked = rows.assign(named=rows["article_id"].map(named).astype("Float64").fillna(0.0)).sort_values(
        ["named", "published", "article_id"], ascending=[False, True, True], na_position="last"
    )
    heads = ranked.groupby("group")["article_id"].first()
    return {str(group): str(article_id) for group, article_id in heads.items()}
