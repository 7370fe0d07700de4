"""How far a slot of a mention is that of an attack told before: day, place, weapon, toll, doer; above 0 speaks for one
attack, below against."""

from __future__ import annotations

from analysis.extraction.attacks.cluster import SLIP, Cluster, Weapons, place_words, ranges_meet
from analysis.extraction.attacks.slots.mention import Mention
from analysis.extraction.records import DateSpan

# Families within which the weapons are told apart: a rocket is no missile.
_DISTINCT = frozenset({"projectile"})


def same_day(mention: Mention, cluster: Cluster) -> float:
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


def same_place(mention: Mention, cluster: Cluster) -> float:
    mine, theirs = place_words(mention.place_chain), cluster.places
    if not mine or not theirs:
        return 0.0
    if mine & theirs:
        return 1.5
    # a site lies in a city: other names on other levels contradict nothing
    return -1.5 if any(m.place_rank == mention.place_rank for m in cluster.mentions) else 0.0


def same_weapon(mention: Mention, cluster: Cluster, weapons: Weapons) -> float:
    families, companions = weapons.families, weapons.companions
    theirs = {families[m.weapon] for m in cluster.mentions if m.weapon and m.weapon in families}
    if mention.weapon is None or mention.weapon not in families or not theirs:
        return 0.0
    mine = families[mention.weapon]
    if "aerial" in {mine, *theirs} and "bomb" in (mention.event, cluster.mentions[0].event):
        return 0.0  # a "bombing" may be of a bomb or from the air
    if any(m.weapon == mention.weapon for m in cluster.mentions):
        return 0.75
    if mine in theirs:
        return 0.25 if mine not in _DISTINCT else -0.75
    return -0.5 if any(frozenset({mine, t}) in companions for t in theirs) else -2.5


def same_toll(mention: Mention, cluster: Cluster) -> float:
    if mention.killed is None:
        return 0.0
    theirs = [m.killed for m in cluster.mentions if m.killed is not None]
    if not theirs:
        return 0.0
    if any(ranges_meet(mention.killed, t) for t in theirs):
        return 1.0
    # a bare toll told by another source ("the group said nine soldiers had been killed") disputes the first
    return -1.0 if mention.date or mention.place or mention.weapon else 0.5


def same_doer(mention: Mention, cluster: Cluster) -> float:
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
