"""What extraction finds in one article: frozen records whose fields are the columns of the frames.

Offsets are characters of the article's text. Ranges are inclusive; a missing bound is None. Lists of names are tuples.
References between rows of one article (``nested_in``, ``part_of``) are indices into the article's list of such rows;
``pipeline`` turns them into ids.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

DatePrecision = Literal["day", "week", "month", "year", "period"]
Realis = Literal["actual", "hypothetical", "planned", "denied"]
AttackKind = Literal["incident", "tally"]
Mode = Literal["direct", "indirect", "mixed"]
Stance = Literal[
    "assertion",
    "warning",
    "threat",
    "denial",
    "claim of responsibility",
    "accusation",
    "condemnation",
    "appeal for calm",
    "commitment",
    "threat of force",
]
Credit = Literal["text", "dateline", "byline", "photo"]
Strength = Literal["carried whole", "rewritten", "quoted from", "mentioned"]


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A time expression that denotes a calendar interval; both days inclusive, an open or unknown end is None."""

    start: int
    end: int
    date_start: date | None
    date_end: date | None
    date_precision: DatePrecision


@dataclass(frozen=True, slots=True)
class Entity:
    """A mention of an actor or place of the lexicon or gazetteer.

    ``entity`` is the canonical name; ``entity_kind`` one of person, group, force, government, institution, people,
    country, region, city, site; ``side`` the country or group it belongs to; ``country`` ISO alpha-2.
    """

    start: int
    end: int
    entity: str
    entity_kind: str
    side: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Attack:
    """A mention of an attack; the columns mean what ``frames.ATTACKS`` says."""

    start: int
    end: int
    kind: AttackKind
    realis: Realis
    trigger: str
    trigger_start: int
    trigger_end: int
    rule: str
    count_low: int | None = None
    count_high: int | None = None
    date_start: date | None = None
    date_end: date | None = None
    date_precision: DatePrecision | None = None
    place: str | None = None
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    geo_precision: int | None = None
    event_type: str | None = None
    sub_event_type: str | None = None
    weapon: str | None = None
    intercepted: bool | None = None
    perpetrator: str | None = None
    target: str | None = None
    killed_low: int | None = None
    killed_high: int | None = None
    wounded_low: int | None = None
    wounded_high: int | None = None
    attribution: str | None = None
    claimed_by: str | None = None
    denied_by: str | None = None
    part_of: int | None = None
    corrected: str | None = None  # what the outlet's own correction changed
    same_as: int | None = None  # index of an earlier mention of this article that tells of the same attack


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement that the text reports; ``start``/``end`` span the content without cue and speaker."""

    start: int
    end: int
    mode: Mode
    rule: str
    speaker: str | None = None
    speaker_start: int | None = None
    speaker_end: int | None = None
    role: str | None = None
    affiliation: str | None = None
    side: str | None = None
    official: bool | None = None
    anonymous: bool | None = None
    reported_via: tuple[str, ...] = ()
    nested_in: int | None = None
    cue: str | None = None
    stance: Stance = "assertion"
    stance_words: tuple[str, ...] = ()
    compound: float | None = None
    compound_words: tuple[str, ...] = ()
    tone: float | None = None
    tone_words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """A credit given to another outlet, agency or institute, under its canonical name."""

    start: int
    end: int
    cited: str
    credit: Credit
    strength: Strength | None = None  # none for a photo


class Term(NamedTuple):
    """A stemmed term of one article and how often its sentences use it; of a contested one, where.

    An article has two hundred; as a dataclass one takes three times as long to make.
    """

    term: str
    count: int  # type: ignore[assignment]  # hides tuple.count, which nobody asks for
    starts: tuple[int, ...] = ()
