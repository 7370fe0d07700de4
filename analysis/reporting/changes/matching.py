"""What of an earlier run is what of a later one: articles, mentions and incidents of two sets of frames, matched.

An incident's id rests on its first mention and may change with it; the incident is known by its mentions (article and
characters), and where an article was replaced, by what is said of it. Ids alone decide nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.comparison.reuse.families import find_families
from analysis.frames.querying import columns_of

Tables = Mapping[str, pd.DataFrame]
Pairs = tuple[tuple[str, str], ...]
_SAID = ["date_start", "date_end", "country", "place", "weapon", "sub_event_type"]


@dataclass(frozen=True, slots=True)
class Pairing:
    """``pairs`` of ids (before, after), and the ids that only one of the runs has, in its order."""

    pairs: Pairs
    new: tuple[str, ...]
    removed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Matched:
    """Two runs side by side.

    ``joined`` are incidents of the earlier run whose mentions now stand in one that continues another; ``parted`` are
    incidents of the later run whose mentions stood in one that another continues; both as (before, after).
    """

    articles: Pairing
    rewritten: frozenset[str]
    """Articles (ids of the later run) that both runs have, with another text."""
    mentions: Pairing
    statements: Pairing
    incidents: Pairing
    joined: Pairs
    parted: Pairs


def match_runs(before: Tables, after: Tables) -> Matched:
    """The articles, mentions, statements and incidents of two runs, matched; the order of rows plays no part."""
    known = [columns_of(t, "articles", ["article_id", "sha256"]) for t in (before, after)]
    articles = match_articles(*known)
    texts = [dict(zip(t["article_id"], t["sha256"], strict=True)) for t in known]
    rewritten = frozenset(b for a, b in articles.pairs if texts[0][a] != texts[1][b])
    mentions = match_rows(before["attacks"], after["attacks"], articles, rewritten, "attack_id", "trigger")
    statements = match_rows(before["statements"], after["statements"], articles, rewritten, "statement_id", "cue")
    incidents, joined, parted = _match_incidents(before, after, mentions)
    return Matched(articles, rewritten, mentions, statements, incidents, joined, parted)


def match_articles(before: pd.DataFrame, after: pd.DataFrame) -> Pairing:
    """Articles by id, and those whose file was renamed by their text."""
    known = set(after["article_id"])
    pairs = {i: i for i in before["article_id"] if i in known}
    by_text = {t: i for i, t in zip(after["article_id"], after["sha256"], strict=True) if i not in pairs}
    for i, text in zip(before["article_id"], before["sha256"], strict=True):
        if i not in pairs and text in by_text:
            pairs[i] = by_text.pop(text)
    return _pairing(pairs, before["article_id"], after["article_id"])


def match_rows(
    before: pd.DataFrame, after: pd.DataFrame, articles: Pairing, rewritten: frozenset[str], key: str, words: str
) -> Pairing:
    """Rows by article and characters: the same span, else the largest overlap; in a rewritten article by ``words``."""
    columns, order = [key, "article_id", "start", "end", words], ["start", "end", key]
    old, new = (
        rows[columns].astype(object).sort_values(order) for rows in (before, after)
    )  # as they are, looked up fast
    old["article_id"] = old["article_id"].map(dict(articles.pairs)).astype(object)
    old_told, new_told = (rows["article_id"].isin(rewritten) for rows in (old, new))
    pairs = _same(old[old_told].dropna(), new[new_told].dropna(), ["article_id", words], key)
    old, new = old[~old_told].dropna(subset=["article_id"]), new[~new_told]
    pairs |= _same(old, new, ["article_id", "start", "end"], key)
    rest = old[~old[key].isin(set(pairs))].merge(new[~new[key].isin(set(pairs.values()))], on="article_id")
    starts, ends = rest[["start_x", "start_y"]].astype(int), rest[["end_x", "end_y"]].astype(int)
    shared = ends.min(axis=1) - starts.max(axis=1)
    scores = (shared / (ends.max(axis=1) - starts.min(axis=1)))[shared > 0]  # Jaccard (1912)
    ids = rest.loc[scores.index]
    pairs |= _one_to_one(zip(scores, ids[f"{key}_x"], ids[f"{key}_y"], strict=True))
    return _pairing(pairs, before[key], after[key])


def _same(old: pd.DataFrame, new: pd.DataFrame, on: list[str], key: str) -> dict[str, str]:
    """Rows that agree in the columns ``on``: the first with the first, the second with the second."""
    old, new = (rows[[*on, key]].assign(nth=rows.groupby(on).cumcount()) for rows in (old, new))
    both = old.merge(new, on=[*on, "nth"])
    return dict(zip(both[f"{key}_x"], both[f"{key}_y"], strict=True))


def _one_to_one(scored: Iterable[tuple[float, str, str]]) -> dict[str, str]:
    """The best pairs first, each id once."""
    pairs: dict[str, str] = {}
    taken: set[str] = set()
    for _, a, b in sorted(scored, key=lambda s: (-s[0], s[1], s[2])):
        if a not in pairs and b not in taken:
            pairs[a] = b
            taken.add(b)
    return pairs


def new_families(before: Tables, after: Tables, articles: Pairing) -> list[frozenset[str]]:
    """Families of the later run of which no two articles were in one family of the earlier run."""
    now = dict(articles.pairs)
    old = [{now[a] for a in family if a in now} for family in _families(before)]
    return [f for f in _families(after) if not any(len(f & g) > 1 for g in old)]


def _families(tables: Tables) -> list[frozenset[str]]:
    """Articles that are one source, two or more each."""
    known = find_families(columns_of(tables, "articles", ["article_id", "outlet", "published"]), tables["overlaps"])
    groups = known[known["n_articles"] > 1].groupby("family")["article_id"]
    return [frozenset(map(str, ids)) for _, ids in groups]


def _match_incidents(before: Tables, after: Tables, mentions: Pairing) -> tuple[Pairing, Pairs, Pairs]:
    told = [t["attacks"][["attack_id", "incident_id"]].dropna() for t in (before, after)]
    was, now = (dict(zip(t["attack_id"], t["incident_id"], strict=True)) for t in told)
    shared = Counter((was[a], now[b]) for a, b in mentions.pairs if a in was and b in now)
    pairs = _one_to_one((float(n), a, b) for (a, b), n in shared.items())
    taken = set(pairs.values())
    joined = tuple(sorted((a, b) for a, b in shared if a not in pairs and b in taken))
    parted = tuple(sorted((a, b) for a, b in shared if a in pairs and b not in taken))
    gone, come = {a for a, _ in joined}, {b for _, b in parted}
    # Without a common mention: those of which the runs say the same day, place and means, and of no other.
    old, new = _by_what_is_said(before, {*pairs, *gone}), _by_what_is_said(after, taken | come)
    pairs |= {ids[0]: new[said][0] for said, ids in old.items() if len(ids) == len(new.get(said, ())) == 1}
    ids_before, ids_after = (t["incidents"]["incident_id"] for t in (before, after))
    return _pairing(pairs, ids_before[~ids_before.isin(gone)], ids_after[~ids_after.isin(come)]), joined, parted


def _by_what_is_said(tables: Tables, leave: set[str]) -> dict[tuple[str, ...], list[str]]:
    said: dict[tuple[str, ...], list[str]] = defaultdict(list)
    known = tables["incidents"].dropna(subset=["date_start"])
    known = known[~known["incident_id"].isin(leave)].dropna(subset=["country", "place"], how="all")
    for incident, *row in known[["incident_id", *_SAID]].astype("string").fillna("").itertuples(index=False):
        said[tuple(row)].append(incident)
    return said


def _pairing(found: dict[str, str], before: pd.Series[Any], after: pd.Series[Any]) -> Pairing:
    ids, has, order = after.tolist(), set(found.values()), {i: n for n, i in enumerate(after.tolist())}
    ordered = tuple(sorted(found.items(), key=lambda p: order[p[1]]))
    return Pairing(ordered, tuple(i for i in ids if i not in has), tuple(i for i in before.tolist() if i not in found))
