"""The record of what one sentence tells of one attack."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.extraction.attacks.events.triggers import Trigger
from analysis.extraction.attacks.identity import Range, Time
from analysis.extraction.records import DateSpan, Realis


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """What one sentence tells of one attack.

    Without an event word of its own ("two people died", "the group claimed it") it refers to an attack told elsewhere.
    """

    sentence: int
    start: int
    end: int
    triggers: tuple[Trigger, ...] = ()
    realis: Realis = "actual"
    cue: str = ""
    trigger_words: tuple[str, ...]
    trigger_start: int
    trigger_end: int
    is_full: bool = False
    is_definite: bool = True
    is_other: bool = False
    is_indefinite: bool = False
    kind: str = "force"
    names: frozenset[str] = frozenset()
    date: DateSpan | None = None
    hot: DateSpan | None = None  # what the tense of hot news tells, if nothing else does
    place: str | None = None
    place_chain: str | None = None
    place_rank: int = 0
    is_nowhere: bool = False
    country: str | None = None
    weapon: str | None = None
    perpetrator: str | None = None
    target: str | None = None
    killed: Range | None = None
    wounded: Range | None = None
    meant: frozenset[str] = frozenset()  # how its toll is meant: see ``Tolls``
    intercepted: bool | None = None
    is_cause: bool = False
    is_disowned: bool = False  # is denied: an attack told before, or none
    is_carrying: bool = False  # goes on about what was told last: "They killed three", "that attack"
    recalls_weapon: bool = False  # "fired the rockets": those told before
    is_same_place: bool = False  # "in the same street": where the attack told last was
    ordinal: int | None = None  # "the first attack", "the second" of those told before
    proper: frozenset[str] = frozenset()  # words of the victims' own names
    is_several: bool = False  # it tells of several attacks at once: "bombings kill eleven"
    several: int | None = None  # and says how many: "both bombings"
    is_share: bool = False  # one of several attacks told in one breath: "and five in Khartoum"

    @property
    def time(self) -> Time | None:
        """When it was, by this mention."""
        return time_of(self.date)

    @property
    def event(self) -> str:
        """The class of the leading trigger."""
        return self.triggers[0].event if self.triggers else self.cue or "toll"

    @property
    def rule(self) -> str:
        """The pattern that made the mention: class and voice of its leading trigger."""
        return f"{self.event}.{self.triggers[0].voice}" if self.triggers else self.event


def time_of(date: DateSpan | None) -> Time | None:
    """When that is."""
    return Time(date.date_start, date.date_end, date.date_precision) if date else None
