"""Mentions of one article put together by attack: the last step of the attack cascade.

In: mentions in text order. Out: clusters, each the mentions of one attack. A mention joins the attack that it agrees
with best in names, day, place, weapon, toll and nearness; a reference ("the attack") joins the nearest that it does
not contradict. What contradicts (days apart, other countries, "another bomb") keeps apart.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from analysis.extraction.attack_mention import Mention
from analysis.extraction.attack_tolls import Range
from analysis.extraction.records import DateSpan

# Agreement from which a mention that could stand alone is taken for the same attack, and a mere reference.
SAME = 1.5
REFERENCE = 0.5
# A clock zone or a night between two tellings: dates a day apart may be the same.
SLIP = timedelta(days=1)
# Families within which the weapons are told apart: a rocket is no missile.
_DISTINCT = frozenset({"projectile"})
_PLACE_WORD = re.compile(r"\w{3,}")


@dataclass(slots=True)
class Cluster:
    """The mentions of one attack, and what they say together."""

    mentions: list[Mention] = field(default_factory=list)

    @property
    def names(self) -> frozenset[str]:
        return frozenset().union(*(m.names for m in self.mentions))

    @property
    def places(self) -> frozenset[str]:
        return frozenset().union(*(place_words(m.place_chain) for m in self.mentions))


def merge_mentions(
    mentions: Sequence[Mention],
    families: Mapping[str, str],
    companions: frozenset[frozenset[str]],
    headlines: frozenset[int],
) -> list[Cluster]:
    """Clusters in the order of their first mention; ``families`` maps a weapon class to those that it may be confused
    with.

    A reference that finds no attack is left out.
    """
    clusters: list[Cluster] = []
    waiting: list[Mention] = []
    for mention in mentions:
        best = _best(mention, clusters, families, companions, headlines)
        if best is not None and _may_point_ahead(mention, best):
            waiting.append(mention)
        elif best is not None:
            best.mentions.append(mention)
        elif mention.is_full:
            clusters.append(Cluster([mention]))
        else:
            waiting.append(mention)
    for mention in waiting:
        if mention.is_cause:  # what was answered is told before, or nowhere
            continue
        if mention.weapon and (ahead := _best(mention, clusters, families, companions, headlines)):
            ahead.mentions.append(mention)
            continue
        later = [c for c in clusters if c.mentions[0].sentence >= mention.sentence]
        if later and mention.triggers and (best := _best(mention, later[:1], families, companions, headlines)):
            best.mentions.append(mention)
    for cluster in clusters:
        cluster.mentions.sort(key=lambda m: (m.start, m.trigger_start))
    return sorted(clusters, key=lambda c: c.mentions[0].start)


def _may_point_ahead(mention: Mention, cluster: Cluster) -> bool:
    """ "the rocket attack" before the rockets are told of: an earlier attack with another weapon is not it."""
    weapons = {m.weapon for m in cluster.mentions if m.weapon}
    noun = bool(mention.triggers) and mention.triggers[0].voice == "noun"
    return noun and mention.is_definite and bool(weapons and mention.weapon) and mention.weapon not in weapons


def _best(
    mention: Mention,
    clusters: Sequence[Cluster],
    families: Mapping[str, str],
    companions: frozenset[frozenset[str]],
    headlines: frozenset[int],
) -> Cluster | None:
    scored = [(agreement(mention, c, families, companions, headlines), i, c) for i, c in enumerate(clusters)]
    possible = [
        s
        for s in scored
        if s[0] is not None and s[0] >= (SAME if mention.is_full and not mention.is_definite else REFERENCE)
    ]
    return max(possible, key=lambda s: (s[0], s[1]))[2] if possible else None


def agreement(
    mention: Mention,
    cluster: Cluster,
    families: Mapping[str, str],
    companions: frozenset[frozenset[str]],
    headlines: frozenset[int],
) -> float | None:
    """How well a mention agrees with an attack; None where they contradict one another."""
    last = cluster.mentions[-1]
    if any(_days_apart(mention, m) for m in cluster.mentions) or _countries_apart(mention, cluster):
        return None
    if any(m.sentence == mention.sentence and (m.is_cause or mention.is_cause) for m in cluster.mentions):
        return None  # an attack is not what it answers
    shared = mention.names & cluster.names
    if not shared and _is_other_cause(mention, cluster, families, companions):
        return None
    if mention.is_other and not (len(shared) > 1):
        return None
    if mention.kind != cluster.mentions[0].kind and not (shared or (mention.is_definite and not mention.triggers)):
        return None
    score = min(3.0, 1.5 * len(shared))
    score += (
        _same_day(mention, cluster)
        + _same_place(mention, cluster)
        + _same_weapon(mention, cluster, families, companions)
    )
    score += _same_toll(mention, cluster) + min(1.0, 0.2 * len(cluster.mentions))
    if (
        mention.is_definite
        and mention.triggers
        and mention.triggers[0].voice == "noun"
        and mention.triggers[0].plural != _is_plural(cluster)
    ):
        score -= 1.0
    score += _same_doer(mention, cluster)
    score += 0.5 if mention.event == last.event else 0.0
    gap = abs(mention.sentence - last.sentence)
    score += 1.0 if gap <= 1 else 0.5 if gap <= 3 else 0.0
    score += 1.5 if mention.is_definite else 0.0
    if mention.is_indefinite and last.sentence not in headlines and (mention.date or mention.place or mention.target):
        same_day = _same_day(mention, cluster) > 0 and not mention.place and not mention.target
        score -= 0.25 if same_day else 1.0
    if last.sentence in headlines and len(cluster.mentions) == 1:
        score += 1.5
    if not mention.triggers and gap > 4:
        return None
    return score


def _is_other_cause(
    mention: Mention, cluster: Cluster, families: Mapping[str, str], companions: frozenset[frozenset[str]]
) -> bool:
    """Whether one is given as the cause of an attack only, and neither names nor weapon show it to be the other."""
    if mention.is_cause:
        return _same_weapon(mention, cluster, families, companions) <= 0
    return all(m.is_cause for m in cluster.mentions) and mention.is_full and not mention.is_definite


def _is_plural(cluster: Cluster) -> bool:
    """Whether an attack is told in the plural: "air strikes"."""
    return all(t.plural for t in cluster.mentions[0].triggers[:1]) and bool(cluster.mentions[0].triggers)


def place_words(place: str | None) -> frozenset[str]:
    """The words of a place's name that tell it from another."""
    return (
        frozenset(w for w in _PLACE_WORD.findall(place.lower()) if w not in {"city", "san", "the", "province"})
        if place
        else frozenset()
    )


def _days_apart(a: Mention, b: Mention) -> bool:
    if a.date is None or b.date is None:
        return False
    return days_apart((a.date.date_start, a.date.date_end), (b.date.date_start, b.date.date_end))


def days_apart(a: tuple[date | None, date | None], b: tuple[date | None, date | None]) -> bool:
    """Whether two intervals lie more than a day apart; an open end reaches everywhere."""
    (a_start, a_end), (b_start, b_end) = a, b
    if a_end is not None and b_start is not None and a_end + SLIP < b_start:
        return True
    return b_end is not None and a_start is not None and b_end + SLIP < a_start


def _countries_apart(mention: Mention, cluster: Cluster) -> bool:
    known = {m.country for m in cluster.mentions if m.country}
    return bool(mention.country and known and mention.country not in known)


def _same_doer(mention: Mention, cluster: Cluster) -> float:
    theirs = {m.perpetrator.lower() for m in cluster.mentions if m.perpetrator}
    if mention.perpetrator is None or not theirs:
        return 0.0
    mine = mention.perpetrator.lower()
    if any(mine in t or t in mine for t in theirs):
        return 1.0
    others = all(_is_name(m.perpetrator) for m in cluster.mentions if m.perpetrator)
    if others and _is_name(mention.perpetrator):
        aims = frozenset(w for m in cluster.mentions for w in place_words(m.target))
        other_aim = bool(mention.target and aims and not place_words(mention.target) & aims)
        return -2.0 if mention.is_full and not mention.is_definite and other_aim else -1.0
    return -1.0 if mention.is_indefinite else 0.0


def _is_name(doer: str) -> bool:
    """Whether a doer stands under a name: "gunmen" may be anyone."""
    return doer[0].isupper() and not doer.isupper()


def _same_day(mention: Mention, cluster: Cluster) -> float:
    if mention.date is None:
        return 0.0
    days = {m.date.date_start for m in cluster.mentions if m.date and m.date.date_precision == "day"}
    if mention.date.date_precision != "day":  # "earlier this year": hardly the attack whose day is known
        return -1.5 if days and mention.date.date_precision in ("year", "period", "month") else 0.0
    if mention.date.date_start in days:
        return 1.5
    if days:
        return -1.0
    return 0.5 if any(_is_within(mention.date, m.date) for m in cluster.mentions if m.date) else 0.0


def _is_within(day: DateSpan, span: DateSpan) -> bool:
    """Whether a day lies in a closed interval that is hardly longer: "on Monday or Tuesday"."""
    start, end = span.date_start, span.date_end
    if start is None or end is None or day.date_start is None:
        return False
    return start <= day.date_start <= end and end - start <= 2 * SLIP


def _same_place(mention: Mention, cluster: Cluster) -> float:
    mine, theirs = place_words(mention.place_chain), cluster.places
    if not mine or not theirs:
        return 0.0
    if mine & theirs:
        return 1.5
    # a site lies in a city: other names on other levels contradict nothing
    return -1.5 if any(m.place_rank == mention.place_rank for m in cluster.mentions) else 0.0


def _same_weapon(
    mention: Mention, cluster: Cluster, families: Mapping[str, str], companions: frozenset[frozenset[str]]
) -> float:
    theirs = {families[m.weapon] for m in cluster.mentions if m.weapon and m.weapon in families}
    if mention.weapon is None or mention.weapon not in families or not theirs:
        return 0.0
    mine = families[mention.weapon]
    if any(m.weapon == mention.weapon for m in cluster.mentions):
        return 0.75
    if mine in theirs:
        return 0.25 if mine not in _DISTINCT else -0.75
    return -0.5 if any(frozenset({mine, t}) in companions for t in theirs) else -2.5


def _same_toll(mention: Mention, cluster: Cluster) -> float:
    if mention.killed is None:
        return 0.0
    theirs = [m.killed for m in cluster.mentions if m.killed is not None]
    if not theirs:
        return 0.0
    if any(ranges_meet(mention.killed, t) for t in theirs):
        return 1.0
    # a bare toll told by another source ("the group said nine soldiers had been killed") disputes the first
    return -1.0 if mention.date or mention.place or mention.weapon else 0.5


def ranges_meet(a: Range, b: Range) -> bool:
    """Whether two ranges of numbers share a number; an open end reaches everywhere."""
    (a_low, a_high), (b_low, b_high) = a, b
    return not (
        (a_high is not None and b_low is not None and a_high < b_low)
        or (b_high is not None and a_low is not None and b_high < a_low)
    )
