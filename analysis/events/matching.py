"""Which incident of the news is which row of an event table, one to one.

Pairs are looked for among rows of one country within some days (a sweep over days, no more is held than a part of the
pairs); ``likeness`` says how likely each is one attack; of those over the threshold the assignment is chosen that makes
the whole likeliest (``scipy.sparse.csgraph.min_weight_full_bipartite_matching``). MELTT (Donnay et al. 2019,
Journal of Conflict Resolution 63/5) matches event data so: blocks of time and space, types and actors compared, one to
one. The order of rows and their ids decide nothing; only rows that are alike in all else are told apart by ids.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
from scipy.sparse import coo_array  # type: ignore[import-untyped]
from scipy.sparse.csgraph import (  # type: ignore[import-untyped]
    connected_components,
    min_weight_full_bipartite_matching,
)

from analysis.events.likeness import PARTS, Floats, Likeness, Places, Side, log_odds, most_of, probability
from analysis.events.naming import table
from analysis.events.reading import EventTable
from analysis.language.lexicon import Lexicon, load_lexicon

OUTCOMES = ("matched", "near miss", "news only", "database only")
COLUMNS = ("incident_id", "event_id", "outcome", "score", *PARTS, "days_apart", "kilometres_apart")
THRESHOLD: float = table()["threshold"]
_COMPARED = (
    *("date_start", "date_end", "country", "place", "region", "latitude", "longitude", "geo_precision", "event_type"),
    *("sub_event_type", "perpetrator", "target", "actor1", "actor2", "killed_low", "killed_high", "notes"),
)
_AT_ONCE = 250_000  # pairs that are compared at a time
_SHORT = 3  # days: longer times are swept by themselves, so that a month does not widen the window of all
_FAR = 1_000_000  # days: between one country's days and the next one's
_MOST_NAMED, _MOST_KEPT = 50, 10  # pairs of an incident whose names are compared, and that are kept: in a bad week
_LEAST = 1e-6  # no pair weighs nothing: a sparse matrix would not hold it


def match_events(
    incidents: pd.DataFrame,
    events: EventTable | pd.DataFrame,
    *,
    days: int = 2,
    kilometres: float = 50.0,
    threshold: float = THRESHOLD,
    lexicon: Lexicon | None = None,
) -> pd.DataFrame:
    """Incidents beside events, one row each: ``matched`` ones; those of ``news only`` and of ``database only``; and as
    ``near miss`` the best pairs of these that lost to another pair or lie under the threshold.

    Each incident stands once among matched and news only, each event once among matched and database only.
    ``incidents`` is the frame of that name, ``events`` an event table or its rows. ``days`` and ``kilometres`` are the
    greatest distances beyond the precision of either side. ``score`` is the probability of one attack by
    ``weights.toml``; ``day``, ``distance`` (without coordinates: names of places), ``type``, ``actors``, ``toll`` are
    its parts, from 0 (disagree) to 1, missing where either side is silent. Rows without a day, or of more than a month,
    go with none. Names of actors are those of ``lexicon``; default: the table's, else the package's.
    """
    rows = events.rows if isinstance(events, EventTable) else events
    lexicon = lexicon or (events.lexicon if isinstance(events, EventTable) else load_lexicon())
    ours, theirs = Side(_in_order(incidents, "incident_id")), Side(_in_order(rows, "event_id"))
    likeness = Likeness(ours, theirs, lexicon, days=days, kilometres=kilometres)
    least = _odds(min(threshold, table()["near"]))
    found = [_scored(likeness, i, j, days, least, placed) for i, j, placed in _pairs(ours, theirs, days)]
    pairs = pd.concat(found, ignore_index=True) if found else _table(np.zeros(0, np.int64), np.zeros(0, np.int64))
    return _told(pairs, ours.rows, theirs.rows, threshold)


def _odds(score: float) -> float:
    """The log-odds of a probability."""
    score = min(max(score, 1e-9), 1 - 1e-9)
    return math.log2(score / (1 - score))


def _in_order(rows: pd.DataFrame, key: str) -> pd.DataFrame:
    """The rows with what is compared of them, in the order of that, and by their ids last."""
    order = [c for c in (*_COMPARED, key) if c in rows]
    rows = rows[order].reset_index(drop=True)
    texts = rows.astype("string").fillna("")
    return rows.loc[texts.sort_values(order).index].reset_index(drop=True)


def _pairs(ours: Side, theirs: Side, days: int) -> Iterator[tuple[Places, Places, bool]]:
    """Places of rows of one country within ``days`` of each other; and (True) pairs of which either tells no country,
    where the place must speak for them."""
    (a, codes), (b, others) = ours.codes("country"), theirs.codes("country")
    one = table()["one_country"]
    known = {name: n for n, name in enumerate(sorted({one.get(c, c) for (c,) in (*codes, *others)} - {""}))}
    mine, its = (
        np.array([known.get(one.get(c, c), -1) for (c,) in listed] or [-1])[at]
        for listed, at in ((codes, a), (others, b))
    )
    dated, told = _dated(ours), _dated(theirs)
    yield from ((i, j, False) for i, j in _sweep(ours, theirs, dated & (mine >= 0), told & (its >= 0), mine, its, days))
    nowhere = np.zeros(max(len(mine), len(its)), np.int64)
    for some, other in ((dated & (mine < 0), told), (dated & (mine >= 0), told & (its < 0))):
        yield from ((i, j, True) for i, j in _sweep(ours, theirs, some, other, nowhere, nowhere, days))


def _dated(side: Side) -> Any:
    """Which rows have a first and a last day that lie close enough together to be of one attack."""
    known = side.rows["date_start"].notna() & side.rows["date_end"].notna()
    return known.to_numpy(bool) & (side.end - side.start < table()["days"]["longest"])


def _sweep(
    ours: Side, theirs: Side, some: Any, other: Any, mine: Places, its: Places, days: int
) -> Iterator[tuple[Places, Places]]:
    """Pairs of those rows whose times may meet and whose country's number is the same, some at a time."""
    length = theirs.end - theirs.start
    i = np.flatnonzero(some)
    for among in (other & (length < _SHORT), other & (length >= _SHORT)):
        j = np.flatnonzero(among)
        if not len(i) or not len(j):
            continue
        j = j[np.argsort(its[j] * _FAR + theirs.start[j], kind="stable")]
        keys = its[j] * _FAR + theirs.start[j]
        low = np.searchsorted(keys, mine[i] * _FAR + ours.start[i] - days - length[j].max())
        high = np.searchsorted(keys, mine[i] * _FAR + ours.end[i] + days, side="right")
        counts = high - low
        total = counts.cumsum()
        cuts = np.searchsorted(total, np.arange(_AT_ONCE, total[-1] + _AT_ONCE, _AT_ONCE))
        for first, last in pairwise([0, *np.unique(cuts + 1).clip(max=len(i)).tolist()]):
            n = counts[first:last]
            at = np.arange(n.sum()) - np.repeat(n.cumsum() - n - low[first:last], n)
            yield np.repeat(i[first:last], n), j[at]


def _scored(likeness: Likeness, i: Places, j: Places, days: int, least: float, placed: bool) -> pd.DataFrame:
    """The pairs that may be one attack with the parts of their score, those left out first that are soonest told."""
    day, apart = likeness.day(i, j)
    distance, far = likeness.distance(i, j)
    rest = most_of("type") + most_of("toll") + most_of("actors")
    distant = np.where(np.isnan(distance), 1.0, distance)
    keep = (apart <= days) & (distant >= 0) & (log_odds({"day": day, "distance": distant}) + rest >= least)
    pairs = _table(
        i[keep], j[keep], day=day[keep], days_apart=apart[keep], distance=distance[keep], kilometres_apart=far[keep]
    )
    i, j = pairs["i"].to_numpy(), pairs["j"].to_numpy()
    pairs = _likeliest(
        pairs.assign(type=likeness.type(i, j), toll=likeness.toll(i, j)), least, _MOST_NAMED, most_of("actors")
    )
    i, j = pairs["i"].to_numpy(), pairs["j"].to_numpy()
    bare = pairs["distance"].isna().to_numpy()
    pairs.loc[bare, "distance"] = likeness.names(i[bare], j[bare])
    pairs = _likeliest(pairs[pairs["distance"].notna() | (not placed)], least, _MOST_NAMED, most_of("actors"))
    pairs = pairs.assign(actors=likeness.actors(pairs["i"].to_numpy(), pairs["j"].to_numpy()))
    return _likeliest(pairs, least, _MOST_KEPT)


def _likeliest(pairs: pd.DataFrame, least: float, most: int, rest: float = 0.0) -> pd.DataFrame:
    """The pairs that can still be likely, scored by what is known of them, and of each incident no more than some;
    ``rest`` is what may be added to them."""
    odds = log_odds({name: pairs[name].to_numpy() for name in PARTS})
    open_end = np.where(pairs["distance"].isna(), most_of("distance"), 0.0) if rest else 0.0
    scored = pairs.assign(odds=odds, score=probability(odds)).loc[odds + open_end + rest >= least]
    scored = scored.sort_values(["i", "odds", "j"], ascending=[True, False, True])
    kept: pd.DataFrame = scored.loc[scored.groupby("i").cumcount() < most]
    return kept.reset_index(drop=True)


def _table(i: Places, j: Places, **columns: Any) -> pd.DataFrame:
    return pd.DataFrame({"i": i, "j": j, **dict.fromkeys(("odds", *COLUMNS[3:]), math.nan), **columns})


def _told(pairs: pd.DataFrame, ours: pd.DataFrame, theirs: pd.DataFrame, threshold: float) -> pd.DataFrame:
    """The rows of ``match_events``, matched ones first, each by the order of incidents, then of events."""
    chosen = _assigned(pairs[pairs["score"] >= threshold], threshold)
    matched = pairs.loc[chosen]
    left = pairs.drop(index=chosen)
    alone = {"i": ~left["i"].isin(matched["i"]), "j": ~left["j"].isin(matched["j"])}
    best = left.sort_values(["odds", "i", "j"], ascending=[False, True, True])
    nearest = [best[alone[side].loc[best.index]].groupby(side).head(table()["most_near"]).index for side in "ij"]
    near = left.loc[left.index.isin(nearest[0].union(nearest[1]))]
    parts = [
        matched.assign(outcome=OUTCOMES[0]),
        near.assign(outcome=OUTCOMES[1]),
        pd.DataFrame({"i": np.setdiff1d(np.arange(len(ours)), matched["i"]), "outcome": OUTCOMES[2]}),
        pd.DataFrame({"j": np.setdiff1d(np.arange(len(theirs)), matched["j"]), "outcome": OUTCOMES[3]}),
    ]
    rows = pd.concat([p.sort_values([c for c in "ij" if c in p]) for p in parts], ignore_index=True)
    ids = {
        name: side[name].astype("string").array.take(rows[at].fillna(-1).astype(np.int64).to_numpy(), allow_fill=True)
        for name, side, at in (("incident_id", ours, "i"), ("event_id", theirs, "j"))
    }
    rounded = rows.reindex(columns=list(COLUMNS[3:])).astype("Float64").round(4)
    told = rounded.assign(**ids, outcome=rows["outcome"].astype("string"))[list(COLUMNS)]
    return told.astype({"days_apart": "Int64"}).assign(kilometres_apart=told["kilometres_apart"].round(1))


def _assigned(pairs: pd.DataFrame, threshold: float) -> pd.Index[Any]:
    """The pairs of the one-to-one assignment with the greatest sum of what each is over the threshold, found apart for
    each group of rows that pairs hold together."""
    if pairs.empty:
        return pairs.index
    (i, mine), (j, its) = (pairs[side].factorize(sort=True) for side in "ij")
    n = len(mine) + len(its)
    _, group = connected_components(coo_array((np.ones(len(i)), (i, len(mine) + j)), shape=(n, n)), directed=False)
    over = pairs["odds"].to_numpy() - _odds(threshold) + _LEAST
    order = np.argsort(group[i], kind="stable")
    ends = np.flatnonzero(np.diff(group[i][order], append=-1)) + 1
    chosen = [at for at in np.split(order, ends[:-1]) if len(at) == 1]
    chosen += [at[_best(i[at], j[at], over[at])] for at in np.split(order, ends[:-1]) if len(at) > 1]
    found: pd.Index[Any] = pairs.index[np.sort(np.concatenate(chosen))]
    return found


def _best(i: Places, j: Places, over: Floats) -> Any:
    """Which pairs of a group are taken; each incident may stay without an event."""
    (i, mine), (j, its) = (np.unique(x, return_inverse=True)[::-1] for x in (i, j))
    alone = np.arange(len(mine))
    values = np.concatenate([over + _LEAST, np.full(len(mine), _LEAST)])
    graph = coo_array((values, (np.concatenate([i, alone]), np.concatenate([j, len(its) + alone]))))
    partner = min_weight_full_bipartite_matching(graph.tocsr(), maximize=True)[1]
    return partner[i] == j
