"""Who reports what: incidents and actors by outlet, which figures each gives, and to whom each attributes them.

An empty place is a report that is not in the corpus; it may well exist elsewhere.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from analysis.comparison.outlets import UNKNOWN_OUTLET, outlet_names
from analysis.frames.querying import articles_of, columns_of, in_pieces, once

Tables = Mapping[str, pd.DataFrame]

# What an article may say of an incident beside that it happened, by the columns of attacks that hold it.
FIGURES: Mapping[str, tuple[str, ...]] = {
    "toll": ("killed_low", "killed_high", "wounded_low", "wounded_high"),
    "date": ("date_start", "date_end"),
    "perpetrator": ("perpetrator",),
    "claim": ("claimed_by", "denied_by"),
}
_COLUMNS = ["incident_id", "article_id", "outlet", "attack_id", "n_mentions", *FIGURES, "credited", "attributed"]
_MOST = 3  # articles of one outlet that must name an actor before its absence elsewhere is worth a line


@once
def incident_reports(frames: Tables) -> pd.DataFrame:
    """What each article says of each incident, one row each, by incident and article.

    ``toll``, ``date``, ``perpetrator``, ``claim`` (of responsibility, or its denial) are true where it says so;
    ``credited`` is the outlet or institute to which it credits all of its mentions, missing where one is its own;
    ``attributed`` those who say it by the article, separated by "; "; ``attack_id`` is the first mention.
    """
    attacks = frames["attacks"]
    mentions = attacks[
        (attacks["kind"] == "incident") & (attacks["realis"] == "actual") & attacks["incident_id"].notna()
    ]
    told = {name: mentions[list(columns)].notna().any(axis=1) for name, columns in FIGURES.items()}
    rows = mentions.assign(**told, credited=_credited(mentions, frames))
    names = outlet_names(articles_of(frames))
    groups = rows.sort_values(["incident_id", "article_id", "start"]).groupby(["incident_id", "article_id"], sort=True)
    table = groups.agg(
        attack_id=("attack_id", "first"),
        n_mentions=("attack_id", "size"),
        **{name: (name, "any") for name in FIGURES},
    ).reset_index()
    keys = [*zip(rows["incident_id"], rows["article_id"], strict=True)]
    for column, source, of_group in (("credited", "credited", _only), ("attributed", "attribution", _list)):
        said = _grouped(keys, rows[source])
        told_of = [of_group(said[key]) for key in zip(table["incident_id"], table["article_id"], strict=True)]
        table[column] = pd.Series(told_of, index=table.index, dtype="string")
    table["outlet"] = table["article_id"].map(names).astype("string")
    return table.reindex(columns=_COLUMNS).astype({"credited": "string", "attributed": "string"})


def attributions(frames: Tables) -> pd.DataFrame:
    """Who attributes to whom: for each outlet and each it credits, the articles, and the credits by strength.

    Columns outlet, cited, articles, then a count for each strength; photo credits are left out. The most first.
    """
    citations = frames["citations"]
    named = citations[citations["credit"] != "photo"]
    names = outlet_names(articles_of(frames))
    rows = named.assign(outlet=named["article_id"].map(names), strength=named["strength"].fillna("not graded"))
    strengths = ["carried whole", "rewritten", "quoted from", "mentioned"]
    keys = ["outlet", "cited"]
    counts = rows.groupby([*keys, "strength"]).size().unstack(fill_value=0)
    counts = counts.reindex(columns=[*strengths, *(c for c in counts.columns if c not in strengths)], fill_value=0)
    table = counts.assign(articles=rows.groupby(keys)["article_id"].nunique()).reset_index()
    table = table[[*keys, "articles", *counts.columns]]
    return table.sort_values(["articles", *keys], ascending=[False, True, True], ignore_index=True)


def entity_coverage(frames: Tables, *, kinds: tuple[str, ...] = ()) -> pd.DataFrame:
    """How many articles of each outlet (columns) name each actor or place (rows), the most named first.

    ``kinds`` are entity kinds; empty means all but countries and cities, which most articles name.
    """
    names = outlet_names(articles_of(frames))
    pieces = []
    for entities in in_pieces(frames, "entities", ["article_id", "entity", "entity_kind"]):
        wanted = entities["entity_kind"].isin(kinds) if kinds else ~entities["entity_kind"].isin(["country", "city"])
        rows = entities[wanted].drop_duplicates(["article_id", "entity"])
        pieces.append(rows.assign(outlet=rows["article_id"].map(names)).groupby(["entity", "outlet"]).size())
    counts = pd.concat(pieces).groupby(level=["entity", "outlet"]).sum().unstack(fill_value=0)
    if counts.empty:
        return counts
    most_first = counts.sum(axis=1).sort_index().sort_values(ascending=False, kind="stable")
    return counts.loc[most_first.index]


def only_one_has(frames: Tables, *, least: int = _MOST) -> pd.DataFrame:
    """What only one outlet has: incidents, and actors or places that at least ``least`` of its articles name.

    Articles without an outlet may be by several: what they alone have is left out. Columns outlet, what ("incident" or
    the kind of entity), which (incident_id or name), articles. Sorted by outlet.
    """
    reports = incident_reports(frames)
    names = outlet_names(articles_of(frames))
    keys = ["what", "which", "outlet"]
    pieces = [reports.assign(what="incident", which=reports["incident_id"]).groupby(keys).size()]
    for entities in in_pieces(frames, "entities", ["article_id", "entity", "entity_kind"]):
        named = entities.drop_duplicates(["article_id", "entity"])
        named = named.assign(outlet=named["article_id"].map(names), what=named["entity_kind"], which=named["entity"])
        pieces.append(named.groupby(keys).size())
    both = pd.concat(pieces).groupby(level=keys).sum().rename("articles").reset_index()
    grouped = both.groupby(["what", "which"]).agg(
        outlet=("outlet", "first"), outlets=("outlet", "nunique"), articles=("articles", "sum")
    )
    alone = grouped[(grouped["outlets"] == 1) & (grouped["outlet"] != UNKNOWN_OUTLET)].reset_index()
    enough = (alone["what"] == "incident") | (alone["articles"] >= least)
    columns = ["outlet", "what", "which", "articles"]
    return alone.loc[enough, columns].sort_values(columns[:3], ignore_index=True)


@once
def voices(frames: Tables) -> pd.DataFrame:
    """Whom each outlet lets speak: statements by outlet and side, with how many are by unnamed speakers.

    Columns outlet, side ("not stated" where it is missing), statements, anonymous. Nested statements count.
    """
    names = outlet_names(articles_of(frames))
    statements = columns_of(frames, "statements", ["statement_id", "article_id", "side", "anonymous"])
    rows = statements.assign(
        outlet=statements["article_id"].map(names),
        side=statements["side"].fillna("not stated"),
        unnamed=statements["anonymous"].fillna(False).astype("Int64"),
    )
    counts = rows.groupby(["outlet", "side"], as_index=False).agg(
        statements=("statement_id", "size"), anonymous=("unnamed", "sum")
    )
    return counts.sort_values(["outlet", "statements", "side"], ascending=[True, False, True], ignore_index=True)


def _credited(mentions: pd.DataFrame, frames: Tables) -> pd.Series[Any]:
    """For each mention the outlet that its sentence credits, missing where there is none."""
    ids = set(mentions["article_id"])
    citations = frames["citations"]
    texts = citations[(citations["credit"] == "text") & citations["article_id"].isin(ids)]
    credits: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for row in texts.sort_values(["article_id", "start"]).itertuples():
        credits[str(row.article_id)].append((int(row.start), str(row.cited)))  # type: ignore[arg-type]
    sentences = columns_of(frames, "sentences", ["article_id", "start", "end"], articles=set(credits))
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for row in sentences[sentences["article_id"].isin(set(credits))].sort_values(["article_id", "start"]).itertuples():
        spans[str(row.article_id)].append((int(row.start), int(row.end)))  # type: ignore[arg-type]
    found = [
        _credit_beside(credits.get(article, []), spans.get(article, []), int(start))
        for article, start in zip(mentions["article_id"], mentions["trigger_start"], strict=True)
    ]
    return pd.Series(found, index=mentions.index, dtype="string")


def _credit_beside(credits: list[tuple[int, str]], sentences: list[tuple[int, int]], at: int) -> str | None:
    index = bisect_right(sentences, (at, 1 << 60)) - 1
    if index < 0 or not credits:
        return None
    start, end = sentences[index]
    return next((cited for place, cited in credits if start <= place < end), None)


def _grouped(keys: Iterable[tuple[str, str]], values: Iterable[Any]) -> dict[tuple[str, str], list[Any]]:
    """``values`` by their keys: with tens of thousands of groups a hundred times as quick as by pandas."""
    groups: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for key, value in zip(keys, values, strict=True):
        groups[key].append(None if pd.isna(value) else str(value))
    return groups


def _only(values: list[str | None]) -> str | None:
    """The one value of all, or None where they differ or one is missing."""
    return values[0] if len(set(values)) == 1 else None


def _list(values: list[str | None]) -> str | None:
    return "; ".join(sorted({v for v in values if v is not None})) or None
