"""Incidents: the mentions of one real-world attack put together over articles and outlets.

In: attack rows with where they come from. Out: the incident of each mention, and one ``Incident`` a real-world
attack. First the mentions of one article are joined by ``same_as``; then articles are compared within blocks (country
and days, place, named victims), never all pairs; the best agreements are joined first, and nothing is joined that
contradicts. The order of the input plays no part.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.comparison.incidents.accounts import Account, together
from analysis.comparison.incidents.blocking import pairs
from analysis.comparison.incidents.consensus import Incident, build_incident
from analysis.comparison.incidents.likeness import agree, background, likeness
from analysis.language.lexicon import Lexicon

# The mean likeness of the accounts of two clusters from which they are joined.
_NEAR = 1.75
# What two accounts that contradict one another count for in that mean.
_CONTRADICTION = -4.0
# So many accounts of a cluster stand for it when two clusters are compared.
_COMPARED = 24


@dataclass(frozen=True, slots=True)
class MergedIncidents:
    """``incident_of`` gives the incident_id of each actual incident mention; ``incidents`` are ordered by date and
    id."""

    incident_of: Mapping[str, str]
    incidents: Sequence[Incident]


def merge_accounts(accounts: Sequence[Account], lexicon: Lexicon) -> MergedIncidents:
    """The incidents behind ``accounts``, which are in the order of their articles and, within one, of their first
    mentions. Tallies and attacks that are not told as having happened belong to none."""
    clusters = _clusters(accounts, lexicon)
    incidents = [build_incident([accounts[i] for i in sorted(c)]) for c in clusters]
    incident_of = {
        m.attack_id: incident.incident_id
        for c, incident in zip(clusters, incidents, strict=True)
        for i in c
        for m in accounts[i].mentions
    }
    return MergedIncidents(
        incident_of, sorted(incidents, key=lambda i: (str(i.date_start or i.date_end or ""), i.incident_id))
    )


def _clusters(accounts: Sequence[Account], lexicon: Lexicon) -> list[set[int]]:
    """Accounts of one attack: the pairs of a block that agree are joined, best first, unless any two would
    contradict."""
    behind, weights = background(accounts), lexicon["same_attack"]["between"]
    members = {i: {i} for i in range(len(accounts))}
    joint = list(accounts)
    cluster_of = list(range(len(accounts)))
    known: dict[tuple[int, int], float | None] = {}

    def alike(i: int, j: int) -> float | None:
        pair = (i, j) if i < j else (j, i)
        if pair not in known:
            known[pair] = likeness(accounts[pair[0]], accounts[pair[1]], behind, weights)
        return known[pair]

    scored = []
    for i, j in pairs(accounts):
        if (score := agree(accounts[i], accounts[j], behind, weights)) is not None:
            scored.append((-score, accounts[i].key, accounts[j].key, i, j))
    for _, _, _, i, j in sorted(scored):
        a, b = cluster_of[i], cluster_of[j]
        if a == b or agree(joint[a], joint[b], behind, weights) is None:
            continue
        if _are_near([alike(x, y) for x in _few(members[a]) for y in _few(members[b])]):
            joint[a] = together(joint[a], joint[b])
            members[a] |= members.pop(b)
            for k in members[a]:
                cluster_of[k] = a
    return sorted(members.values(), key=lambda c: min(accounts[i].key for i in c))


def _few(members: set[int]) -> Sequence[int]:
    """The members of a cluster, of a large one some, spread evenly: it is compared in the same time whatever its
    size."""
    ordered = sorted(members)
    return ordered if len(ordered) <= _COMPARED else ordered[:: -(-len(ordered) // _COMPARED)]


def _are_near(scores: Sequence[float | None]) -> bool:
    """Whether two clusters are one attack: on average their accounts are alike (Sokal and Michener 1958), lest a chain
    of accounts that say little join two attacks; one misread day among many accounts parts nobody."""
    return sum(_CONTRADICTION if s is None else s for s in scores) >= _NEAR * len(scores)
