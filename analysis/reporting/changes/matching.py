"""What of an earlier run is what of a later one: articles, mentions and incidents of two sets of frames, matched.

An incident's id rests on its first mention and may change with it; the incident is known by its mentions (article and
characters), and where an article was replaced, by what is said of it. Ids alone decide nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.comparison.reuse.families import find_families
from analysis.frames.querying import columns_of

Tables = Mapping[str, pd.DataFrame]
_SAID = ("date_start", "date_end", "country", "place", "weapon", "sub_event_type")


@dataclass(frozen=True, slots=True)
class Pairing:
    """``pairs`` of ids (before, after), and the ids that only one of the runs has, in its order."""

    pairs: tuple[tuple[str, str], ...]
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
    joined: tuple[tuple[str, str], ...]
    parted: tuple[tuple[str, str], ...]


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
    ids_before, ids_after = list(before["article_id"]), list(after["article_id"])
    known = set(ids_after)
    pairs = {i: i for i in ids_before if i in known}
    by_text = {t: i for i, t in zip(ids_after, after["sha256"], strict=True) if i not in pairs}
    for i, text in zip(ids_before, before["sha256"], strict=True):
        if i not in pairs and text in by_text:
            pairs[i] = by_text.pop(text)
    return _pairing(pairs.items(), ids_before, ids_after)


def match_rows(
    before: pd.DataFrame, after: pd.DataFrame, articles: Pairing, rewritten: frozenset[str], key: str, words: str
) -> Pairing:
    """Rows by article and characters: the same span, else the largest overlap; in a rewritten article by ``words``."""
    columns = (key, "article_id", "start", "end", words)
    rows_before, rows_after = _by_article(before, columns), _by_article(after, columns)
    pairs: list[tuple[str, str]] = []
    for a, b in articles.pairs:
        old, new = rows_before.get(a, []), rows_after.get(b, [])
        scored = _by_words(old, new, key, words) if b in rewritten else _by_span(old, new, key)
        pairs += _one_to_one(scored)
    return _pairing(pairs, list(before[key]), list(after[key]))


def _by_article(frame: pd.DataFrame, columns: Sequence[str]) -> dict[str, list[dict[Any, Any]]]:
    """Rows with some columns only: 3,000 articles have 70,000 statements of 27 columns."""
    rows: dict[str, list[dict[Any, Any]]] = defaultdict(list)
    for cells in zip(*(frame[c].to_numpy(dtype=object) for c in columns), strict=True):
        row = dict(zip(columns, cells, strict=True))
        rows[row["article_id"]].append(row)
    return rows


def _by_span(
    old: Sequence[Mapping[Any, Any]], new: Sequence[Mapping[Any, Any]], key: str
) -> Iterator[tuple[float, str, str]]:
    """Pairs that share characters, scored by the share of them that both have (Jaccard 1912)."""
    begins = sorted(new, key=lambda r: (r["start"], r["end"], r[key]))
    longest = max((int(r["end"]) - int(r["start"]) for r in new), default=0)
    first = 0
    for a in sorted(old, key=lambda r: (r["start"], r["end"], r[key])):
        while first < len(begins) and begins[first]["start"] + longest <= a["start"]:
            first += 1
        for b in begins[first:]:
            if b["start"] >= a["end"]:
                break
            shared = min(a["end"], b["end"]) - max(a["start"], b["start"])
            if shared > 0:
                yield shared / (max(a["end"], b["end"]) - min(a["start"], b["start"])), a[key], b[key]


def _by_words(
    old: Sequence[Mapping[Any, Any]], new: Sequence[Mapping[Any, Any]], key: str, words: str
) -> Iterator[tuple[float, str, str]]:
    """The first row with these words with the first, the second with the second."""
    numbered = {(r[words], n): r[key] for r, n in _numbered(new, words)}
    for row, n in _numbered(old, words):
        if (row[words], n) in numbered:
            yield 1.0, row[key], numbered[row[words], n]


def _numbered(rows: Sequence[Mapping[Any, Any]], words: str) -> Iterator[tuple[Mapping[Any, Any], int]]:
    seen: Counter[str] = Counter()
    for row in sorted(rows, key=lambda r: r["start"]):
        if pd.notna(row[words]):
            seen[row[words]] += 1
            yield row, seen[row[words]]


def _one_to_one(scored: Iterable[tuple[float, str, str]]) -> list[tuple[str, str]]:
    """The best pairs first, each id once."""
    pairs: dict[str, str] = {}
    taken: set[str] = set()
    for _, a, b in sorted(scored, key=lambda s: (-s[0], s[1], s[2])):
        if a not in pairs and b not in taken:
            pairs[a] = b
            taken.add(b)
    return list(pairs.items())


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


def _match_incidents(
    before: Tables, after: Tables, mentions: Pairing
) -> tuple[Pairing, tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
    shared = _shared_mentions(before, after, mentions)
    pairs = dict(_one_to_one((float(n), a, b) for (a, b), n in shared.items()))
    taken = set(pairs.values())
    joined = tuple(sorted((a, b) for a, b in shared if a not in pairs and b in taken))
    parted = tuple(sorted((a, b) for a, b in shared if a in pairs and b not in taken))
    gone, come = {a for a, _ in joined}, {b for _, b in parted}
    pairs |= _alike(before["incidents"], after["incidents"], set(pairs) | gone, taken | come)
    ids_before = [i for i in before["incidents"]["incident_id"] if i not in gone]
    ids_after = [i for i in after["incidents"]["incident_id"] if i not in come]
    return _pairing(pairs.items(), ids_before, ids_after), joined, parted


def _shared_mentions(before: Tables, after: Tables, mentions: Pairing) -> Counter[tuple[str, str]]:
    of = [
        {a: i for a, i in zip(t["attacks"]["attack_id"], t["attacks"]["incident_id"], strict=True) if pd.notna(i)}
        for t in (before, after)
    ]
    return Counter((of[0][a], of[1][b]) for a, b in mentions.pairs if a in of[0] and b in of[1])


def _alike(before: pd.DataFrame, after: pd.DataFrame, had: set[str], has: set[str]) -> dict[str, str]:
    """Incidents without a common mention of which the runs say the same day, place and means, and of no other."""
    old, new = _by_what_is_said(before, had), _by_what_is_said(after, has)
    return {ids[0]: new[said][0] for said, ids in old.items() if len(ids) == 1 and len(new.get(said, ())) == 1}


def _by_what_is_said(incidents: pd.DataFrame, leave: set[str]) -> dict[tuple[str, ...], list[str]]:
    said: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for row in incidents.to_dict("records"):
        known = tuple("" if pd.isna(row[c]) else str(row[c]) for c in _SAID)
        if row["incident_id"] not in leave and known[0] and (known[2] or known[3]):
            said[known].append(row["incident_id"])
    return said


def _pairing(pairs: Iterable[tuple[str, str]], before: Sequence[str], after: Sequence[str]) -> Pairing:
    found = dict(pairs)
    has = set(found.values())
    order = {i: n for n, i in enumerate(after)}
    return Pairing(
        tuple(sorted(found.items(), key=lambda p: order[p[1]])),
        tuple(i for i in after if i not in has),
        tuple(i for i in before if i not in found),
    )
