"""The mentions of one attack together, and when days, places and numbers of two tellings meet."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from analysis.extraction.attacks.slots.mention import Mention
from analysis.extraction.attacks.slots.tolls import Range

# A clock zone or a night between two tellings: dates a day apart may be the same.
SLIP = timedelta(days=1)
_PLACE_WORD = re.compile(r"\w{3,}")
_DULL_PLACE_WORDS = frozenset({"city", "san", "the", "province"})
_ENDING = re.compile(r"(?:ings?|ed|es|s|ers?)$")  # parts "ambush" from "ambushed"


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
        self.stems |= stems_of(mention)

    @property
    def last(self) -> Mention:
        """The mention added last: the one behind which a reference stands."""
        return self.mentions[-1]


def place_words(place: str | None) -> frozenset[str]:
    """The words of a place's name that tell it from another."""
    return (
        frozenset(w for w in _PLACE_WORD.findall(place.lower()) if w not in _DULL_PLACE_WORDS) if place else frozenset()
    )


def stems_of(mention: Mention) -> set[str]:
    return {_ENDING.sub("", word.lower()) for word in mention.trigger_words}


def days_apart(a: tuple[date | None, date | None], b: tuple[date | None, date | None]) -> bool:
    """Whether two intervals lie more than a day apart; an open end reaches everywhere."""
    (a_start, a_end), (b_start, b_end) = a, b
    if a_end is not None and b_start is not None and a_end + SLIP < b_start:
        return True
    return b_end is not None and a_start is not None and b_end + SLIP < a_start


def ranges_meet(a: Range, b: Range) -> bool:
    """Whether two ranges of numbers share a number; an open end reaches everywhere."""
    (a_low, a_high), (b_low, b_high) = a, b
    return not (
        (a_high is not None and b_low is not None and a_high < b_low)
        or (b_high is not None and a_low is not None and b_high < a_low)
    )
