"""The same attack? What agrees in two tellings and what contradicts: decided here, within an article and between two.

In: two descriptions, of a mention, of all mentions of an attack so far, or of what one article says of it. Out: what
keeps them apart whatever else agrees (``contradiction``), and how much speaks for one attack (``agreement``), slot by
slot: day, place, weapon, toll, names, doer. What each slot weighs is data (``lexicons/same_attack.toml``); what
discourse adds within an article stands in ``merging``, what the other articles add in ``comparison.incidents``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Any, NamedTuple

from analysis.extraction.records import DatePrecision

Range = tuple[int | None, int | None]
Weights = Mapping[str, float]

# A clock zone or a night between two tellings: dates a day apart may be the same.
SLIP = timedelta(days=1)
# Words of a full name: nobody dies twice, whatever days are read.
_FULL_NAME = 2
# Families within which the weapons are told apart: a rocket is no missile.
_DISTINCT = frozenset({"projectile"})
_VAGUE = frozenset({"month", "year", "period"})
_NOTHING: frozenset[str] = frozenset()
_NO_COMPANIONS: frozenset[frozenset[str]] = frozenset()
_NO_RARITY: Mapping[str, float] = {}


class Time(NamedTuple):
    """When an attack was, both days inclusive; an open or unknown end is None."""

    start: date | None
    end: date | None
    precision: DatePrecision | None


@dataclass(frozen=True, slots=True)
class Description:
    """What is told of an attack, as it is compared; what is not told is empty.

    ``countries`` are sure, ``likely`` also those guessed from the article; ``ranks`` say how narrow the places are;
    ``names`` are words of victims and targets that tell one attack from another, ``nouns`` those that do so less;
    ``victims`` are words of the own name of one who was killed, hurt or taken; ``kinds``: "taking", "robbery", "force".
    """

    times: tuple[Time, ...] = ()
    days: frozenset[date] = frozenset()
    countries: frozenset[str] = _NOTHING
    likely: frozenset[str] = _NOTHING
    places: frozenset[str] = _NOTHING
    ranks: frozenset[int] = frozenset()
    weapons: frozenset[str] = _NOTHING
    families: frozenset[str] = _NOTHING
    killed: tuple[Range, ...] = ()
    wounded: tuple[Range, ...] = ()
    names: frozenset[str] = _NOTHING
    nouns: frozenset[str] = _NOTHING
    victims: frozenset[str] = _NOTHING
    doers: frozenset[str] = _NOTHING
    kinds: frozenset[str] = _NOTHING


_SLOTS = tuple(f.name for f in fields(Description))


def joined(a: Description, b: Description) -> Description:
    """What two tellings of one attack tell together."""
    return Description(*(_union(getattr(a, slot), getattr(b, slot)) for slot in _SLOTS))


def _union(a: Any, b: Any) -> Any:
    return tuple(dict.fromkeys((*a, *b))) if isinstance(a, tuple) else a | b


def contradiction(a: Description, b: Description, *, surname: bool = False) -> str | None:
    """What two tellings cannot both say of one attack: "days", "countries" or "kinds"; None where nothing does.

    With ``surname``, one word of a name tells who it is, as within an article.
    """
    if any(times_apart(x, y) for x in a.times for y in b.times) and not _dies_once(a, b, surname):
        return "days"
    if a.countries and b.countries and a.countries.isdisjoint(b.countries):
        return "countries"
    if a.kinds and b.kinds and a.kinds.isdisjoint(b.kinds) and a.names.isdisjoint(b.names):
        return "kinds"
    return None


def _dies_once(a: Description, b: Description, surname: bool) -> bool:
    """Whether both tell of what befell one person, by a full name, or not both with its day: "Vargas, who left office
    in May, was shot dead"."""
    if len(a.victims & b.victims) >= _FULL_NAME:
        return True
    return surname and may_be_one(a.victims, b.victims) and not (a.days and b.days)


def may_be_one(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether words of two names may be of one person: "Vargas" and "Lia Vargas"; not "Lia Vargas" and "Lia Soto"."""
    shared = a & b
    return len(shared) >= _FULL_NAME or (bool(shared) and shared in (a, b))


def times_apart(a: Time, b: Time) -> bool:
    """Whether two times lie more than a day apart, or are two months; an open end reaches everywhere."""
    if a.precision == b.precision == "month":
        return a.start != b.start
    if a.end is not None and b.start is not None and a.end + SLIP < b.start:
        return True
    return b.end is not None and a.start is not None and b.end + SLIP < a.start


def ranges_meet(a: Range, b: Range) -> bool:
    """Whether two ranges of numbers share a number; an open end reaches everywhere."""
    (a_low, a_high), (b_low, b_high) = a, b
    return not (
        (a_high is not None and b_low is not None and a_high < b_low)
        or (b_high is not None and a_low is not None and b_high < a_low)
    )


def agreement(
    a: Description,
    b: Description,
    weights: Weights,
    companions: frozenset[frozenset[str]] = _NO_COMPANIONS,
    rarity: Mapping[str, float] = _NO_RARITY,
) -> float:
    """What speaks for one attack less what speaks against it.

    ``companions`` are pairs of weapon families that one attack may combine; ``rarity`` tells of the words of places
    how few articles name them, from 0 to 1.
    """
    return (
        day_agreement(a, b, weights)
        + _place_agreement(a, b, weights, rarity)
        + _shared(a.likely, b.likely, weights["same_country"], weights["other_country"])
        + weapon_agreement(a, b, weights, companions)
        + _toll_agreement(a, a.killed, b.killed, weights)
        + _toll_agreement(a, a.wounded, b.wounded, weights)
        + min(weights["most_names"], weights["name"] * len(a.names & b.names))
        + _shared(a.nouns, b.nouns, weights["noun"], 0.0)
        + _doer_agreement(a.doers, b.doers, weights)
    )


def _doer_agreement(a: frozenset[str], b: frozenset[str], weights: Weights) -> float:
    parts = weights["part_of_doer"] and any(x in y or y in x for x in a for y in b)
    return weights["same_doer"] if parts or not a.isdisjoint(b) else 0.0


def _shared(a: frozenset[str], b: frozenset[str], same: float, other: float) -> float:
    if not a or not b:
        return 0.0
    return other if a.isdisjoint(b) else same


def day_agreement(a: Description, b: Description, weights: Weights) -> float:
    if not a.times or not b.times:
        return 0.0
    if a.days and b.days:
        return weights["other_day"] if a.days.isdisjoint(b.days) else weights["same_day"]
    if b.days and any(t.precision in _VAGUE for t in a.times):
        return weights["vague_time"]
    within = any(_is_within(day, t) for day in a.days for t in b.times)
    return weights["day_in_time" if within else "times"]


def _is_within(day: date, time: Time) -> bool:
    """Whether a day lies in a closed interval that is hardly longer: "on Monday or Tuesday"."""
    return time.start is not None and time.end is not None and time.start <= day <= time.end <= time.start + 2 * SLIP


def _place_agreement(a: Description, b: Description, weights: Weights, rarity: Mapping[str, float]) -> float:
    """A village shared tells more than a capital; a site lies in a city: other names on other levels contradict
    nothing."""
    if shared := a.places & b.places:
        return weights["same_place"] * (0.5 + 0.5 * max(rarity.get(word, 1.0) for word in shared))
    return weights["other_place"] if a.places and b.places and a.ranks & b.ranks else 0.0


def weapon_agreement(a: Description, b: Description, weights: Weights, companions: frozenset[frozenset[str]]) -> float:
    if not a.weapons.isdisjoint(b.weapons):
        return weights["same_weapon"]
    if not a.families or not b.families:
        return 0.0
    if shared := a.families & b.families:
        return weights["same_family" if shared - _DISTINCT else "distinct_family"]
    combined = any(frozenset({x, y}) in companions for x in a.families for y in b.families)
    return weights["companion" if combined else "other_weapon"]


def _toll_agreement(a: Description, mine: Sequence[Range], theirs: Sequence[Range], weights: Weights) -> float:
    if not mine or not theirs:
        return 0.0
    if any(ranges_meet(x, y) for x in mine for y in theirs):
        both = set(mine) & set(theirs)
        return weights[
            "no_toll" if both == {(0, 0)} else "equal_toll" if any((t[0] or 0) > 1 for t in both) else "toll"
        ]
    if not (a.times or a.places or a.weapons):
        return weights["bare_toll"]
    return weights["grown_toll" if any(may_have_grown(x, y) for x in mine for y in theirs) else "other_toll"]


def may_have_grown(a: Range, b: Range) -> bool:
    """Whether one toll may be the other at a later hour: no more than twice as many."""
    low, high = sorted(t[0] or t[1] or 0 for t in (a, b))
    return low >= 2 and high <= 2 * low


_DULL_PLACE_WORDS = frozenset({"city", "san", "the", "province"})
_NAME_WORD = re.compile(r"\w{3,}")


def name_words(name: str | None) -> frozenset[str]:
    """The words of a name of which one may be enough to know it again."""
    return frozenset(_NAME_WORD.findall(name.lower())) if name else _NOTHING


def place_words(place: str | None) -> frozenset[str]:
    """The words of a place's name that tell it from another."""
    return name_words(place) - _DULL_PLACE_WORDS


def is_name(doer: str) -> bool:
    """Whether a doer stands under a name: "gunmen" may be anyone."""
    return doer[0].isupper() and not doer.isupper()
