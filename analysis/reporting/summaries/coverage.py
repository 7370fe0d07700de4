"""Who reports what: incidents and actors by outlet, which figures each gives, to whom each attributes them, who speaks.

An empty place is a report that is not in the corpus; it may well exist elsewhere. Tables that have outlets as columns
keep the largest and add up the rest: they read with 200 outlets as with two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from analysis.comparison.outlets import UNKNOWN_OUTLET, outlet_names
from analysis.comparison.reuse.families import count_sources, find_families
from analysis.frames.querying import articles_of, columns_of, in_pieces, once, same_outlets_of
from analysis.reporting.style import is_told
from analysis.reporting.summaries.attacks import (
    NOT_STATED,
    disputed_mentions,
    incident_labels,
    incident_mentions,
    incident_table,
)

Tables = Mapping[str, pd.DataFrame]

# What an article may say of an incident beside that it happened, by the columns of attacks that hold it.
FIGURES: Mapping[str, tuple[str, ...]] = {
    "toll": ("killed_low", "killed_high", "wounded_low", "wounded_high"),
    "date": ("date_start", "date_end"),
    "perpetrator": ("perpetrator",),
    "claim": ("claimed_by", "denied_by"),
}
_REPORTS = ["incident_id", "article_id", "outlet", "attack_id", "n_mentions", *FIGURES, "credited", "attributed"]
_STRENGTHS = ["carried whole", "rewritten", "quoted from", "mentioned"]
MOST_OUTLETS = 12  # columns of a matrix; the rest is added up
_MOST_NAMED = 20
_NAMES = 8  # names of a list that are written out
_LEAST = 3  # articles of one outlet that must name an actor before its absence elsewhere is worth a line


def with_outlet(rows: pd.DataFrame, frames: Tables) -> pd.DataFrame:
    """``rows`` (with article_id) with the ``outlet`` of each."""
    return rows.assign(outlet=rows["article_id"].map(outlet_names(articles_of(frames))).astype("string"))


def most_first(sizes: pd.Series[Any]) -> pd.Series[Any]:
    """``sizes`` from the largest to the smallest, equal ones by their names."""
    return sizes.sort_index().sort_values(ascending=False, kind="stable")


@once
def families_of(frames: Tables) -> pd.DataFrame:
    """The family of each article, one row each (comparison.families)."""
    return find_families(articles_of(frames), frames["overlaps"])


@once
def incident_reports(frames: Tables) -> pd.DataFrame:
    """What each article says of each incident, one row each, by incident and article.

    ``toll``, ``date``, ``perpetrator``, ``claim`` (of responsibility, or its denial) are true where it says so;
    ``credited`` is the outlet or institute to which it credits all of its mentions, missing where one is its own;
    ``attributed`` those who say it by the article, separated by "; "; ``attack_id`` is the first mention.
    """
    keys = ["incident_id", "article_id"]
    mentions = incident_mentions(frames).dropna(subset=["incident_id"])
    told = {name: mentions[list(columns)].notna().any(axis=1) for name, columns in FIGURES.items()}
    rows = mentions.assign(**told, credited=_credited(mentions, frames)).sort_values([*keys, "start"])
    said: dict[tuple[str, ...], set[str]] = defaultdict(set)  # far quicker than pandas with tens of thousands of groups
    for *key, who in rows[[*keys, "attribution"]].dropna().itertuples(index=False):
        said[tuple(key)].add(who)
    groups = rows.groupby(keys)
    table = groups.agg(
        attack_id=("attack_id", "first"), n_mentions=("attack_id", "size"), **{name: (name, "any") for name in FIGURES}
    )
    credits = groups["credited"].agg(["first", "nunique", "count"])
    of_one = (credits["nunique"] == 1) & (credits["count"] == table["n_mentions"])
    attributed = pd.Series({key: "; ".join(sorted(said[key])) for key in table.index if key in said}, dtype="string")
    table = table.assign(credited=credits["first"].where(of_one), attributed=attributed.reindex(table.index))
    return with_outlet(table.reset_index(), frames)[_REPORTS].astype({"credited": "string", "attributed": "string"})


def _credited(mentions: pd.DataFrame, frames: Tables) -> pd.Series[Any]:
    """For each mention the outlet that its sentence credits, missing where there is none."""
    citations = frames["citations"]
    credits = citations[(citations["credit"] == "text") & citations["article_id"].isin(set(mentions["article_id"]))]
    among = set(credits["article_id"])
    sentences = columns_of(frames, "sentences", ["article_id", "start", "end"], articles=among)
    sentences = sentences.rename(columns={"start": "begin", "end": "until"}).sort_values("begin", kind="stable")

    def in_sentences(rows: pd.DataFrame, at: str) -> pd.DataFrame:
        """``rows`` with ``begin`` and ``until`` of the last sentence that begins before them; by their place."""
        ordered = rows[rows["article_id"].isin(among)].sort_values(at, kind="stable").reset_index(names="row")
        return pd.merge_asof(ordered, sentences, left_on=at, right_on="begin", by="article_id")

    held = in_sentences(credits[["article_id", "start", "cited"]], "start")
    held = held[held["start"] < held["until"]].drop_duplicates(["article_id", "begin"])
    of_mentions = in_sentences(mentions[["article_id", "trigger_start"]], "trigger_start").dropna(subset=["begin"])
    found = of_mentions.merge(held[["article_id", "begin", "cited"]], on=["article_id", "begin"])
    credited = found.set_index("row")["cited"].replace(same_outlets_of(frames))  # may be an outlet of the corpus
    return credited.reindex(mentions.index).astype("string")


def attributions(frames: Tables) -> pd.DataFrame:
    """Who attributes to whom: for each outlet and each it credits, the articles, and the credits by strength.

    Columns outlet, cited, articles, then a count for each strength; photo credits are left out. The most first.
    """
    keys = ["outlet", "cited"]
    citations = frames["citations"]
    rows = with_outlet(citations[citations["credit"] != "photo"], frames).fillna({"strength": "not graded"})
    counts = rows.groupby([*keys, "strength"]).size().unstack(fill_value=0)
    strengths = [*_STRENGTHS, *(name for name in counts if name not in _STRENGTHS)]
    table = counts.reindex(columns=strengths, fill_value=0)
    table.insert(0, "articles", rows.groupby(keys)["article_id"].nunique())
    return table.reset_index().sort_values(["articles", *keys], ascending=[False, True, True], ignore_index=True)


@once
def incident_sources(frames: Tables) -> pd.DataFrame:
    """Each incident with how many report it, counted twice, by date: incident, articles, outlets, independent, words.

    ``independent`` counts families of outlets (comparison.families.count_sources); ``words`` is the first mention.
    """
    counts = count_sources(incident_reports(frames), families_of(frames), by="incident_id").set_index("incident_id")
    labels = incident_table(frames)[["incident", "words", "incident_id"]]
    return labels.join(counts, on="incident_id").dropna(subset=["outlets"]).reset_index(drop=True)


def with_sources(incidents: pd.DataFrame, frames: Tables) -> pd.DataFrame:
    """``incidents`` (with incident_id) with a column ``independent``: in how many families of outlets each is told."""
    return incidents.join(incident_sources(frames).set_index("incident_id")["independent"], on="incident_id")


def coverage_letters(frames: Tables) -> pd.DataFrame:
    """What each outlet (columns) gives of each incident (rows, by label): T toll, D date, P perpetrator, C claim.

    "–" is a report without any of them; missing is no report. The outlets with most reports; the rest as "n others".
    """
    reports = incident_reports(frames)
    if reports.empty:
        return pd.DataFrame()
    sizes = most_first(reports.loc[is_told(reports["outlet"]), "outlet"].value_counts())
    kept = sorted(sizes.index if len(sizes) <= MOST_OUTLETS + 1 else sizes.index[:MOST_OUTLETS])
    others = f"{len(sizes) - len(kept)} others"
    reports = reports.assign(outlet=reports["outlet"].where(reports["outlet"].isin([*kept, UNKNOWN_OUTLET]), others))
    given = reports.groupby(["incident_id", "outlet"])[list(FIGURES)].any()
    letters = [name[0].upper() for name in FIGURES]
    said = [" ".join(c for c, told in zip(letters, row, strict=True) if told) or "–" for row in given.to_numpy()]
    wide = pd.Series(said, index=given.index, dtype="string").unstack()
    labels = incident_labels(frames).loc[lambda names: names.index.isin(wide.index)]
    columns = [*kept, *(name for name in (others, UNKNOWN_OUTLET) if name in wide)]
    return wide.reindex(index=labels.index, columns=columns).set_axis(list(labels), axis=0)


def fold_outlets(matrix: pd.DataFrame) -> pd.DataFrame:
    """``matrix`` (outlets as columns, counts) with the largest columns, the sum of the rest as "n others", and last the
    articles whose outlet is not known."""
    ordered = [name for name in most_first(matrix.sum()).index if name != UNKNOWN_OUTLET]
    kept, rest = (ordered, []) if len(ordered) <= MOST_OUTLETS + 1 else (ordered[:MOST_OUTLETS], ordered[MOST_OUTLETS:])
    folded = matrix[sorted(kept)].assign(**{f"{len(rest)} others": matrix[rest].sum(axis=1)} if rest else {})
    return folded.join(matrix[[UNKNOWN_OUTLET]]) if UNKNOWN_OUTLET in matrix else folded


@once
def _named(frames: Tables) -> pd.DataFrame:
    """In how many articles of each outlet each actor or place is named: what (its kind), which, outlet, articles."""
    keys = ["what", "which", "outlet"]
    pieces = []
    for entities in in_pieces(frames, "entities", ["article_id", "entity", "entity_kind"]):
        rows = with_outlet(entities.drop_duplicates(["article_id", "entity"]), frames)
        pieces.append(rows.rename(columns={"entity_kind": "what", "entity": "which"}).groupby(keys).size())
    return pd.concat(pieces).groupby(level=keys).sum().rename("articles").reset_index()


def actors_by_outlet(frames: Tables) -> pd.DataFrame:
    """Articles of each outlet (columns) that name each actor or site (rows), the most named; of many the first.

    Countries and cities, which most articles name, are left out.
    """
    named = _named(frames)
    actors = named[~named["what"].isin(["country", "city"])].rename(columns={"which": "entity"})
    counts = actors.groupby(["entity", "outlet"])["articles"].sum().unstack(fill_value=0)
    if counts.empty:
        return counts
    return fold_outlets(counts.loc[most_first(counts.sum(axis=1)).index[:_MOST_NAMED]])


@once
def alone_table(frames: Tables) -> pd.DataFrame:
    """What only one outlet has: incidents, and actors or places that at least three of its articles name.

    Articles without an outlet may be by several: what they alone have is left out. Columns outlet, what ("incident" or
    the kind of entity), which (an incident by label), articles. Sorted by outlet, what, and incident_id or name.
    """
    reports = incident_reports(frames).rename(columns={"incident_id": "which"}).assign(what="incident")
    incidents = reports.groupby(["what", "which", "outlet"]).size().rename("articles").reset_index()
    named = _named(frames)
    both = pd.concat([incidents, named.astype(incidents.dtypes)])
    grouped = both.groupby(["what", "which"]).agg(
        outlet=("outlet", "first"), outlets=("outlet", "nunique"), articles=("articles", "sum")
    )
    alone = grouped[(grouped["outlets"] == 1) & (grouped["outlet"] != UNKNOWN_OUTLET)].reset_index()
    alone = alone[(alone["what"] == "incident") | (alone["articles"] >= _LEAST)]
    columns, labels = ["outlet", "what", "which", "articles"], incident_labels(frames)
    ordered = alone[columns].sort_values(columns[:3], ignore_index=True)
    return ordered.assign(which=ordered["which"].map(lambda name: labels.get(name, name)).astype("string"))


@once
def voices(frames: Tables) -> pd.DataFrame:
    """Whom each outlet lets speak: statements by outlet and side, of how many the speaker is known, and unnamed.

    Columns outlet, side ("not stated" where it is missing), statements, resolved, anonymous. Nested statements count.
    """
    rows = with_outlet(columns_of(frames, "statements", ["statement_id", "article_id", "side", "anonymous"]), frames)
    rows = rows.assign(side=rows["side"].fillna(NOT_STATED), unnamed=rows["anonymous"].astype("Int64"))
    counts = rows.groupby(["outlet", "side"], as_index=False).agg(
        statements=("statement_id", "size"), resolved=("unnamed", "count"), anonymous=("unnamed", "sum")
    )
    return counts.sort_values(["outlet", "statements", "side"], ascending=[True, False, True], ignore_index=True)


def of_largest(rows: pd.DataFrame, size: str) -> pd.DataFrame:
    """The ``rows`` (with outlet) of the outlets with most of ``size``."""
    largest = most_first(rows.groupby("outlet")[size].sum()).index[:MOST_OUTLETS]
    return rows[rows["outlet"].isin(largest)].reset_index(drop=True)


def voices_by_outlet(frames: Tables) -> pd.DataFrame:
    """Statements by outlet: how many, by how many sides, the side heard most with its share, of how many no side is
    told, the share of unnamed speakers among those who are known."""
    rows = voices(frames)
    told = rows[is_told(rows["side"])].groupby("outlet")
    table = told.agg(sides=("side", "nunique"), heard_most=("side", "first"), share=("statements", "first"))
    sums = rows.groupby("outlet")[["statements", "resolved", "anonymous"]].sum()
    table = sums.join(table).assign(
        no_side=sums["statements"] - told["statements"].sum().reindex(sums.index, fill_value=0)
    )
    table["sides"] = table["sides"].fillna(0).astype("Int64")
    shares = {
        "share": table["share"] / table["statements"],
        "unnamed_share": table["anonymous"] / table["resolved"].where(table["resolved"] > 0),
    }
    ordered = table.assign(**{name: share.astype("Float64") for name, share in shares.items()}).reset_index()
    ordered = ordered[["outlet", "statements", "sides", "heard_most", "share", "no_side", "unnamed_share"]]
    return ordered.sort_values(["statements", "outlet"], ascending=[False, True], ignore_index=True)


@once
def both_sides(frames: Tables) -> pd.DataFrame:
    """Disagreements with both sides, one row each: incident, what, one_side, one_words, other_side, other_words.

    A side is a value with the outlets that give it; its words are the attack_id of the first mention that does. The one
    side is the value that most outlets give; each other value has a row.
    """
    rows = []
    for (incident, what), said in disputed_mentions(frames).groupby(["incident", "what"], sort=False):
        values = said.groupby("says").agg(outlets=("outlet", "unique"), words=("attack_id", "first"))
        ranked = sorted(zip(values.index, values["outlets"], values["words"], strict=True), key=lambda v: -len(v[1]))
        sides = [(f"{says} ({name_list(sorted(outlets), 4)})", words) for says, outlets, words in ranked]
        rows += [(incident, what, *sides[0], *other) for other in sides[1:]]
    columns = ["incident", "what", "one_side", "one_words", "other_side", "other_words"]
    return pd.DataFrame(rows, columns=columns).astype("string")


def evidence_of_sides(frames: Tables) -> pd.DataFrame:
    """The mentions behind ``both_sides``, in its order, each once: rows of attacks."""
    order = list(dict.fromkeys(both_sides(frames)[["one_words", "other_words"]].to_numpy().ravel()))
    return frames["attacks"].set_index("attack_id", drop=False).loc[order].reset_index(drop=True)


def name_list(names: Sequence[str], most: int = _NAMES) -> str:
    """Names in a row, the rest as a number: "A, B and 12 more"; "none" where there are none."""
    if len(names) <= most:
        return ", ".join(names) or "none"
    return f"{', '.join(names[:most])} and {len(names) - most} more"
