"""Mentions of one article put together by attack: the last step of the attack cascade.

In: mentions in text order. Out: clusters, each the mentions of one attack. A mention joins the attack that it agrees
with best (``attack_agreement``); a reference ("the attack") joins the nearest that it does not contradict. What
contradicts (days apart, other countries, "another bomb") keeps apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analysis.extraction.attacks.agreement import agreement, is_outcome
from analysis.extraction.attacks.cluster import Cluster, Weapons
from analysis.extraction.attacks.slots.mention import Mention

__all__ = ["Cluster", "merge_mentions"]

# Agreement from which a mention that could stand alone is taken for the same attack, and a mere reference.
SAME = 1.5
REFERENCE = 0.5


def merge_mentions(
    mentions: Sequence[Mention],
    families: Mapping[str, str],
    companions: frozenset[frozenset[str]],
    headlines: frozenset[int],
    forms: Mapping[str, frozenset[str]] | None = None,
) -> list[Cluster]:
    """Clusters in the order of their first mention; ``families`` maps a weapon class to those that it may be confused
    with, ``forms`` an event class to the families that it may be of.

    A reference that finds no attack is left out.
    """
    weapons = Weapons(families, companions, forms or {})
    clusters: list[Cluster] = []
    waiting: list[Mention] = []
    for mention in mentions:
        best = _best(mention, clusters, weapons, headlines)
        if best is not None and _may_point_ahead(mention, best):
            waiting.append(mention)
        elif best is not None:
            best.add(mention)
        elif mention.is_full:
            clusters.append(_cluster_of(mention))
        else:
            waiting.append(mention)
    for mention in waiting:
        if (ahead := _ahead(mention, clusters, weapons, headlines)) is not None:
            ahead.add(mention)
    for cluster in clusters:
        cluster.mentions.sort(key=lambda m: (m.start, m.trigger_start))
    return sorted(clusters, key=lambda c: c.mentions[0].start)


def _cluster_of(mention: Mention) -> Cluster:
    cluster = Cluster()
    cluster.add(mention)
    return cluster


def _ahead(
    mention: Mention, clusters: Sequence[Cluster], weapons: Weapons, headlines: frozenset[int]
) -> Cluster | None:
    """The attack, told further on, that a reference points to: the next one, or the one with its weapon."""
    if mention.is_cause:  # what was answered is told before, or nowhere
        return None
    if mention.weapon and (ahead := _best(mention, clusters, weapons, headlines)):
        return ahead
    later = [c for c in clusters if c.mentions[0].sentence >= mention.sentence]
    return _best(mention, later[:1], weapons, headlines) if mention.triggers else None


def _may_point_ahead(mention: Mention, cluster: Cluster) -> bool:
    """ "the rocket attack" before the rockets are told of: an earlier attack with another weapon is not it."""
    weapons = {m.weapon for m in cluster.mentions if m.weapon}
    noun = bool(mention.triggers) and mention.triggers[0].voice == "noun"
    return noun and mention.is_definite and bool(weapons and mention.weapon) and mention.weapon not in weapons


def _best(mention: Mention, clusters: Sequence[Cluster], weapons: Weapons, headlines: frozenset[int]) -> Cluster | None:
    """The attack that a mention agrees with best, of equals the one told last; None where none is near enough."""
    told = mention.date or mention.place or mention.names
    if mention.ordinal and not told and mention.ordinal <= len(clusters):
        return clusters[mention.ordinal - 1]
    least = REFERENCE if _is_reference(mention) else SAME
    latest = max(clusters, key=lambda c: c.last.start, default=None)
    others = len(clusters) > 1
    scored = [
        (agreement(mention, c, weapons, headlines, is_latest=c is latest, others=others), i, c)
        for i, c in enumerate(clusters)
    ]
    possible = [
        (score, i, c)
        for score, i, c in scored
        if score is not None and score >= (REFERENCE if is_outcome(mention, c) else least)
    ]
    return max(possible, key=lambda s: (s[0], s[1]))[2] if possible else None


def _is_reference(mention: Mention) -> bool:
    """Whether a mention speaks of something told already; "attacks that hit nobody" are any attacks."""
    if mention.is_definite:
        return True
    bare_plural = bool(mention.triggers) and all(t.voice == "noun" and t.plural for t in mention.triggers)
    return not mention.is_full and not bare_plural
