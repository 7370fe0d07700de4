"""How well a mention agrees with an attack that the same article tells: the measure behind merging.

Names, day, place, weapon, toll, doer and nearness speak for one attack; days apart, other countries, another kind of
attack, "another bomb" and somebody else as the victim speak against.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from analysis.extraction.attack_mention import Mention
from analysis.extraction.attack_tolls import Range
from analysis.extraction.records import DateSpan

# A clock zone or a night between two tellings: dates a day apart may be the same.
SLIP = timedelta(days=1)
# What somebody else as the victim costs; twice that where the mention is a reference ("the murder of the judge").
OTHER_VICTIM = -2.5
# What "they" or "that attack" right behind an attack counts for; what a weapon named before does ("fired the rockets");
# what a noun costs that can't mean such an attack ("the raid" for a roadside bomb).
CARRIED_ON, RECALLED, OTHER_FORM = 1.5, 1.5, -1.5
# Families within which the weapons are told apart: a rocket is no missile.
_DISTINCT = frozenset({"projectile"})
_PLACE_WORD = re.compile(r"\w{3,}")
_DULL_PLACE_WORDS = frozenset({"city", "san", "the", "province"})
# Nouns that refer to an attack of any form, and endings that part "ambush" from "ambushed".
_ANY_ATTACK = frozenset({"attack", "incident"})
_ENDING = re.compile(r"(?:ings?|ed|es|s|ers?)$")


@dataclass(frozen=True, slots=True)
class Weapons:
    """What the lexicon says of weapon classes: the family of each, pairs of families that one attack may combine, and
    the families that an event class may be of."""

    families: Mapping[str, str]
    companions: frozenset[frozenset[str]]
    forms: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(slots=True)
class Cluster:
    """The mentions of one attack, and what they say together."""

    mentions: list[Mention] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    proper: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    stems: set[str] = field(default_factory=set)

    def add(self, mention: Mention) -> None:
        self.mentions.append(mention)
        self.names |= mention.names
        self.proper |= mention.proper
        self.places |= place_words(mention.place_chain)
        self.stems |= _stems(mention)

    @property
    def last(self) -> Mention:
        """The mention added last: the one behind which a reference stands."""
        return self.mentions[-1]


def agreement(
    mention: Mention, cluster: Cluster, weapons: Weapons, headlines: frozenset[int], *, is_latest: bool = False
) -> float | None:
    """How well a mention agrees with an attack, which may be the latest told; None where they contradict one
    another."""
    if _contradict(mention, cluster, weapons):
        return None
    last = cluster.last
    score = min(3.0, 1.5 * len(mention.names & cluster.names)) + min(1.0, 0.2 * len(cluster.mentions))
    score += _same_day(mention, cluster) + _same_place(mention, cluster) + _same_weapon(mention, cluster, weapons)
    score += _same_toll(mention, cluster) + _same_doer(mention, cluster) + _other_victim(mention, cluster)
    score += _referring(mention, cluster) + _other_form(mention, cluster, weapons)
    if mention.recalls_weapon and is_latest and _same_weapon(mention, cluster, weapons) >= 0:
        score += RECALLED if abs(mention.sentence - cluster.last.sentence) <= _OUTCOME_REACH else 0.0
    score += 0.5 if mention.event == last.event else 0.0
    gap = abs(mention.sentence - last.sentence)
    score += 1.0 if gap <= 1 else 0.5 if gap <= 3 else 0.0
    score += CARRIED_ON if mention.is_carrying and is_latest and gap <= 1 else 0.0
    if mention.is_indefinite and last.sentence not in headlines and (mention.date or mention.place or mention.target):
        same_day = _same_day(mention, cluster) > 0 and not mention.place and not mention.target
        score -= 0.25 if same_day else 1.0
    if last.sentence in headlines and len(cluster.mentions) == 1:
        score += 1.5
    return score


def _contradict(mention: Mention, cluster: Cluster, weapons: Weapons) -> bool:
    """Whether a mention cannot be of the attack, whatever else agrees."""
    apart = any(
        _days_apart(mention, m)
        for m in cluster.mentions
        if not (_has_its_answers_date(m) or _has_its_answers_date(mention))
    )
    if _countries_apart(mention, cluster) or (apart and not _dies_once(mention, cluster)):
        return True
    if any(m.sentence == mention.sentence and (m.is_cause or mention.is_cause) for m in cluster.mentions):
        return True  # an attack is not what it answers
    shared = mention.names & cluster.names
    if mention.is_other or (not shared and _is_other_cause(mention, cluster, weapons)):
        return True
    if mention.kind != cluster.mentions[0].kind and not (shared or (mention.is_definite and not mention.triggers)):
        return True
    return not mention.triggers and abs(mention.sentence - cluster.last.sentence) > _TOLL_REACH


def _has_its_answers_date(mention: Mention) -> bool:
    """Whether a date may be that of the answer: "this month Norland retaliated over the killing of three sailors"."""
    return mention.is_cause and mention.date is not None and mention.date.date_precision != "day"


def _dies_once(mention: Mention, cluster: Cluster) -> bool:
    """Whether both tell of the death of one named person, and not both give its day: "Vargas, who left office in May,
    was shot dead"."""
    days = any(m.date and m.date.date_precision == "day" for m in cluster.mentions)
    if mention.date is None or (days and mention.date.date_precision == "day"):
        return False
    return bool(mention.proper & cluster.proper) and "kill" in {t.event for t in mention.triggers}


# So many sentences behind an attack a bare toll ("two people died") may still be its.
_TOLL_REACH = 4


def _referring(mention: Mention, cluster: Cluster) -> float:
    """What a reference adds: "the attack" means one told before, "the ambush" one told as an ambush, in the same
    number."""
    score = 1.5 if mention.is_definite else 0.0
    if not (mention.is_definite and mention.triggers and mention.triggers[0].voice == "noun"):
        return score
    if mention.triggers[0].plural != _is_plural(cluster):
        score -= 1.0
    return score + (1.0 if (_stems(mention) - _ANY_ATTACK) & cluster.stems else 0.0)


def is_outcome(mention: Mention, cluster: Cluster) -> bool:
    """Whether a mention tells but of dead and hurt right behind an attack: "Several people were killed"."""
    told = mention.date or mention.place or mention.weapon or mention.perpetrator or mention.proper or mention.is_other
    passive = all(t.voice == "passive" and t.event in ("kill", "wound", "shoot") for t in mention.triggers)
    return passive and not told and 0 < mention.sentence - cluster.last.sentence <= _OUTCOME_REACH


# So many sentences behind an attack its dead and hurt may be told.
_OUTCOME_REACH = 3


def _other_form(mention: Mention, cluster: Cluster, weapons: Weapons) -> float:
    """Whether a noun can't mean an attack with such a weapon: "the raid", "the shooting" and a roadside bomb."""
    if not mention.triggers or mention.triggers[0].voice != "noun" or mention.weapon:
        return 0.0
    may_be = weapons.forms.get(mention.event)
    theirs = {weapons.families[m.weapon] for m in cluster.mentions if m.weapon and m.weapon in weapons.families}
    return OTHER_FORM if may_be and theirs and not may_be & theirs else 0.0


def _stems(mention: Mention) -> set[str]:
    return {_ENDING.sub("", word.lower()) for word in mention.trigger_words}


def _other_victim(mention: Mention, cluster: Cluster) -> float:
    """Somebody else by name is mostly the victim of another attack: "the mayor's murder", "the killing of a judge"."""
    if not mention.proper or not cluster.proper or mention.proper & cluster.proper:
        return 0.0
    return OTHER_VICTIM * (2 if mention.is_definite else 1)


def _is_same_number(mention: Mention, cluster: Cluster) -> bool:
    """Whether both tell of the killing of the same number: "the killing of three sailors", be it as a cause."""
    dead = mention.killed[0] if mention.killed else None
    same = any(m.killed == mention.killed and m.event == mention.event for m in cluster.mentions)
    return dead is not None and dead > 1 and same


def _is_other_cause(mention: Mention, cluster: Cluster, weapons: Weapons) -> bool:
    """Whether one is given as the cause of an attack only, and neither names nor weapon show it to be the other."""
    if _is_same_number(mention, cluster):
        return False
    if mention.is_cause:
        again = _same_day(mention, cluster) > 1.0 and bool(_stems(mention) & cluster.stems)
        return not again and _same_weapon(mention, cluster, weapons) <= 0
    return all(m.is_cause for m in cluster.mentions) and (mention.is_full or mention.date is not None)


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


def _same_weapon(mention: Mention, cluster: Cluster, weapons: Weapons) -> float:
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
