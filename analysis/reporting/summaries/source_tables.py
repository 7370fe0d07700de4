"""Frames → the tables of notebook 2: families, sources counted twice, coverage, both sides of a disagreement, words.

Tables that have outlets as columns keep the largest and add up the rest: they read with 200 outlets as with two.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from analysis.comparison.outlets import outlet_names
from analysis.comparison.reuse.families import count_sources, find_families
from analysis.frames.layouts import SEPARATOR
from analysis.frames.querying import articles_of, once
from analysis.reporting.summaries.attacks import incident_mentions, incident_table, stated
from analysis.reporting.summaries.coverage import FIGURES, entity_coverage, incident_reports, only_one_has, voices
from analysis.reporting.summaries.sources import containment_matrix

Tables = Mapping[str, pd.DataFrame]

MOST_ARTICLES = 200  # columns of a matrix of articles
MOST_OUTLETS = 12  # columns of a matrix; the rest is added up
_LETTERS = {"toll": "T", "date": "D", "perpetrator": "P", "claim": "C"}
_NAMES = 8  # names of a list that are written out


@once
def families_of(frames: Tables) -> pd.DataFrame:
    """The family of each article, one row each (comparison.families)."""
    return find_families(articles_of(frames), frames["overlaps"])


def pair_table(pairs: pd.DataFrame) -> pd.DataFrame:
    """``pairs`` (sources.shared_wording) to read: each article with its outlet in one column."""
    named = {
        f"article_{side}": pairs[f"outlet_{side}"].astype("string") + ": " + pairs[f"article_{side}"] for side in "ab"
    }
    columns = ["article_a", "article_b", "containment_a", "containment_b", "longest_run", "origin"]
    return pairs.assign(**named)[columns]


def family_matrix(frames: Tables) -> pd.DataFrame:
    """Per cent of each article's words (rows) that stand in each other (columns); those of one family side by side.

    The columns are articles of the largest families, at most MOST_ARTICLES: no chart shows more.
    """
    paired = set(frames["overlaps"]["article_a"]) | set(frames["overlaps"]["article_b"])
    order = [article for article in families_of(frames)["article_id"] if article in paired]
    shares = containment_matrix(frames, among=order[:MOST_ARTICLES])
    return (shares * 100).reindex(index=order, columns=order[:MOST_ARTICLES])


def family_table(frames: Tables) -> pd.DataFrame:
    """The families of more than one article: family, outlet, published, role, share, article_id; one row an article."""
    families = families_of(frames)
    columns = ["family", "outlet", "published", "role", "share", "article_id"]
    return families.loc[families["n_articles"] > 1, columns].reset_index(drop=True)


def with_sources(incidents: pd.DataFrame, frames: Tables) -> pd.DataFrame:
    """``incidents`` (with incident_id) with a column ``independent``: in how many families of outlets each is told."""
    counts = incident_sources(frames).set_index("incident_id")["independent"]
    return incidents.join(counts, on="incident_id")


@once
def incident_sources(frames: Tables) -> pd.DataFrame:
    """Each incident with how many report it, counted twice, by date: incident, articles, outlets, independent, words.

    ``independent`` counts families of outlets (comparison.families.count_sources); ``words`` is the first mention.
    """
    reports = incident_reports(frames)
    families = families_of(frames)
    counts = count_sources(reports, families, by="incident_id").set_index("incident_id")
    labels = incident_table(frames)[["incident", "words", "incident_id"]]
    return labels.join(counts, on="incident_id").dropna(subset=["outlets"]).reset_index(drop=True)


@once
def coverage_letters(frames: Tables) -> pd.DataFrame:
    """What each outlet (columns) gives of each incident (rows, by label): T toll, D date, P perpetrator, C claim.

    "–" is a report without any of them; missing is no report. The outlets with most reports; the rest as "n others".
    """
    reports = incident_reports(frames)
    if reports.empty:
        return pd.DataFrame()
    kept = top_outlets(reports["outlet"])
    others = f"{reports['outlet'].nunique() - len(kept)} others"
    by_outlet = reports.assign(outlet=reports["outlet"].where(reports["outlet"].isin(kept), others))
    given = by_outlet.groupby(["incident_id", "outlet"])[list(FIGURES)].any()
    rows = zip(*(given[name] for name in FIGURES), strict=True)
    letters = [" ".join(_LETTERS[n] for n, is_told in zip(FIGURES, row, strict=True) if is_told) or "–" for row in rows]
    wide = pd.Series(letters, index=given.index, dtype="string").unstack()
    labels = incident_table(frames).set_index("incident_id")["incident"]
    told = set(wide.index)
    shown = [i for i in labels.index if i in told]
    columns = [*kept, *([others] if others in wide.columns else [])]
    return wide.reindex(index=shown, columns=columns).set_axis(list(labels[shown]), axis=0)


def top_outlets(outlets: pd.Series[str], most: int = MOST_OUTLETS) -> list[str]:
    """The outlets with most rows, at most ``most``, in alphabetical order; all where there are no more."""
    counts = outlets.dropna().value_counts().sort_index().sort_values(ascending=False, kind="stable")
    kept = counts.index if len(counts) <= most + 1 else counts.index[:most]
    return sorted(map(str, kept))


def fold_outlets(matrix: pd.DataFrame, most: int = MOST_OUTLETS) -> pd.DataFrame:
    """``matrix`` (outlets as columns, counts) with the largest columns, and the sum of the rest as "n others"."""
    if matrix.shape[1] <= most + 1:
        return matrix
    totals = matrix.sum().sort_index().sort_values(ascending=False, kind="stable")
    kept, rest = sorted(totals.index[:most]), list(totals.index[most:])
    return matrix[kept].assign(**{f"{len(rest)} others": matrix[rest].sum(axis=1)})


def both_sides(frames: Tables) -> pd.DataFrame:
    """Disagreements with both sides, one row each: incident, what, one_side, one_words, other_side, other_words.

    A side is a value with the outlets that give it; its words are the attack_id of the first mention that does. The one
    side is the value that most outlets give; each other value has a row.
    """
    labels = incident_table(frames).set_index("incident_id")["incident"]
    disputed = frames["incidents"].dropna(subset=["disputed"]).set_index("incident_id")["disputed"]
    mentions = incident_mentions(frames)
    mentions = mentions[mentions["incident_id"].isin(disputed.index)].assign(
        outlet=lambda t: t["article_id"].map(outlet_names(articles_of(frames)))
    )
    by_incident = dict(list(mentions.groupby("incident_id")))
    records = []
    for incident_id in [i for i in labels.index if i in by_incident]:
        for column in str(disputed[incident_id]).split(SEPARATOR):
            sides = _sides(by_incident[incident_id], column)
            for other in sides[1:]:
                records.append((labels[incident_id], column.replace("_", " "), *sides[0], *other))
    columns = ["incident", "what", "one_side", "one_words", "other_side", "other_words"]
    return pd.DataFrame.from_records(records, columns=columns).astype("string")


def evidence_of_sides(frames: Tables, sides: pd.DataFrame) -> pd.DataFrame:
    """The mentions behind ``both_sides``, in its order, each once: rows of attacks."""
    pairs = zip(sides["one_words"], sides["other_words"], strict=True)
    order = list(dict.fromkeys(attack_id for pair in pairs for attack_id in pair))
    attacks = frames["attacks"][frames["attacks"]["attack_id"].isin(order)]
    return attacks.set_index("attack_id", drop=False).loc[order].reset_index(drop=True)


def actors_by_outlet(frames: Tables, *, most: int = 20) -> pd.DataFrame:
    """Articles of each outlet (columns) that name each actor or site (rows); the ``most`` named."""
    matrix = entity_coverage(frames)
    return matrix if matrix.empty else fold_outlets(matrix.head(most))


def alone_table(frames: Tables) -> pd.DataFrame:
    """What only one outlet has: outlet, what, which (incidents by label), articles."""
    alone = only_one_has(frames)
    labels = incident_table(frames).set_index("incident_id")["incident"]
    return alone.assign(which=alone["which"].map(lambda which: labels.get(which, which)).astype("string"))


def sides_heard(frames: Tables) -> pd.DataFrame:
    """Statements by outlet and side, of the outlets with most: outlet, side, statements, anonymous."""
    said = voices(frames)
    totals = said.groupby("outlet")["statements"].sum().sort_index().sort_values(ascending=False, kind="stable")
    return said[said["outlet"].isin(totals.index[:MOST_OUTLETS])].reset_index(drop=True)


def voices_by_outlet(frames: Tables) -> pd.DataFrame:
    """Statements by outlet: how many, by how many sides, the side heard most with its share, the share of unnamed."""
    said = voices(frames)
    first = said.drop_duplicates("outlet").set_index("outlet")
    grouped = said.groupby("outlet")
    table = grouped.agg(statements=("statements", "sum"), sides=("side", "nunique"), unnamed=("anonymous", "sum"))
    shares = {
        "share": first["statements"] / table["statements"],
        "unnamed_share": table["unnamed"] / table["statements"],
    }
    table = table.assign(heard_most=first["side"], **{k: v.astype("Float64") for k, v in shares.items()}).reset_index()
    columns = ["outlet", "statements", "sides", "heard_most", "share", "unnamed_share"]
    return table.sort_values(["statements", "outlet"], ascending=[False, True], ignore_index=True)[columns]


def with_lines(words: pd.DataFrame, uses: pd.DataFrame) -> pd.DataFrame:
    """``words`` (outlet, term, …) with ``lines``: the id of the first of ``uses``, missing where none is known."""
    first: dict[tuple[str, str], str] = {}
    for use in uses.to_dict("records"):
        first.setdefault((str(use["outlet"]), str(use["term"])), str(use["use_id"]))
    lines = [first.get((str(o), str(t))) for o, t in zip(words["outlet"], words["term"], strict=True)]
    return words.assign(lines=pd.Series(lines, index=words.index, dtype="string"))


def name_list(names: Sequence[str], most: int = _NAMES) -> str:
    """Names in a row, the rest as a number: "A, B and 12 more"; "none" where there are none."""
    if len(names) <= most:
        return ", ".join(names) or "none"
    return f"{', '.join(names[:most])} and {len(names) - most} more"


def _sides(mentions: pd.DataFrame, column: str) -> list[tuple[str, str]]:
    """What is said of a column, with the outlets that say it, and the first mention; what most outlets say first."""
    said = mentions.assign(says=[stated(row, column) for row in mentions.to_dict("records")])
    known = said[said["says"] != ""]
    groups = [
        (str(says), sorted(set(group["outlet"])), str(group["attack_id"].iloc[0]))
        for says, group in known.groupby("says", sort=True)
    ]
    ranked = sorted(groups, key=lambda g: (-len(g[1]), g[0]))
    return [(f"{says} ({name_list(outlets, 4)})", words) for says, outlets, words in ranked]
