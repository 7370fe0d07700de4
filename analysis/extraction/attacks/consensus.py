"""What several tellings of one attack say together of when, where, who and with what.

The votes and ranges are those of an article's mentions as of several articles' accounts (``comparison.incidents``).
Within an article a mention's own word goes before that of the others, a name before a description, a site before its
town; where one party claims an attack and another is blamed for it, the text does not say who did it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from analysis.extraction.attacks.events.forces import named_force
from analysis.extraction.attacks.identity import Range, Time
from analysis.extraction.attacks.slots.mention import Mention
from analysis.extraction.records import Entity
from analysis.language.lexicon import Lexicon
from analysis.language.tokens import words_of_name

T = TypeVar("T")
# Bombs of which the general word says less: with "bomb" in one sentence and one of these in another, this one it is.
_SPECIAL_BOMBS = ("vehicle bomb", "suicide bomb")


def most_told(values: Iterable[T | None]) -> T | None:
    """The value most often given; of equals the one that sorts first as text."""
    counted = Counter(v for v in values if v is not None)
    return min(counted, key=lambda v: (-counted[v], str(v))) if counted else None


def closest_times(times: Iterable[Time]) -> list[Time]:
    """The days among ``times``, for a day wins over anything longer; without one, the shortest."""
    ordered = sorted(times, key=_width)
    return [t for t in ordered if t.precision == "day"] or ordered


def _width(time: Time) -> float:
    """Days in a time; an open end is longer than any closed one."""
    return float("inf") if time.start is None or time.end is None else (time.end - time.start).days


def hull(figures: Sequence[Range]) -> Range:
    """The range from the lowest to the highest figure. One that holds another says no more than it: "at least 14" and
    "several" beside 17 and 4 are 17 and 4; "at least 14" alone, or above all closed figures, stays open."""
    figures = [f for f in figures if not any(g != f and _holds(f, g) for g in figures)]
    low = min((f[0] for f in figures if f[0] is not None), default=None)
    high = max((f[1] for f in figures if f[1] is not None), default=None)
    open_from = max((f[0] for f in figures if f[1] is None and f[0] is not None), default=0)
    return low, (high if high is not None and high >= open_from else None)


def _holds(wide: Range, narrow: Range) -> bool:
    """Whether a range of numbers lies in another, as "at least 14" holds 17."""
    (low, high), (least, most) = wide, narrow
    return (low is None or (least is not None and low <= least)) and (
        high is None or (most is not None and most <= high)
    )


def added(counts: Sequence[Range]) -> Range:
    """Ranges added up; "several" beside an open end stays open."""
    lows = [low for low, _ in counts if low is not None]
    highs = [high for _, high in counts if high is not None]
    return (sum(lows) if lows else None), (sum(highs) if len(highs) == len(counts) else None)


def left_of(struck: Range, dead: Range | None) -> Range | None:
    """Who of those struck is not dead, where both are exact."""
    if dead is None or None in (*struck, *dead) or struck[0] != struck[1] or dead[0] != dead[1]:
        return struck
    left = (struck[0] or 0) - (dead[0] or 0)
    return (left, left) if left > 0 else None


def tolls_of(mentions: Sequence[Mention], whole: Collection[str]) -> list[tuple[Range | None, Range | None]]:
    """Killed and wounded by each mention of an attack, as the others let it be meant: who was "also killed" comes to
    those told before, of those shot some are dead, an earlier toll gives way to any other, and of 12 people, by one of
    the words for the ``whole``, "the blast killed three children" tells a part."""
    killed: list[Range | None] = []
    for mention in mentions:
        told = mention.killed
        before = max((k for k in killed if k), key=lambda k: k[0] or 0, default=None)
        if told and before and "more" in mention.meant:
            told = added([before, told])
        killed.append(None if _is_overtaken(mention, mentions) or _is_part(mention, mentions, whole) else told)
    dead = max((k for k in killed if k), key=lambda k: k[0] or 0, default=None)
    hurt = any(m.wounded and "struck" not in m.meant for m in mentions)
    return [(k, _hurt(m, dead, mentions, told=hurt)) for k, m in zip(killed, mentions, strict=True)]


def _is_part(mention: Mention, mentions: Sequence[Mention], whole: Collection[str]) -> bool:
    low = (mention.killed[0] or 0) if mention.killed else 0
    told = mention.is_definite and len(mention.triggers) > 1 and mention.triggers[0].voice == "noun"
    if low < 2 or not told or mention.target in (None, *whole):
        return False
    return any(
        m.killed and (m.killed[0] or 0) > low and m.target in whole and m.start < mention.start for m in mentions
    )


def _is_overtaken(mention: Mention, mentions: Sequence[Mention]) -> bool:
    return "earlier" in mention.meant and any(m.killed and "earlier" not in m.meant for m in mentions)


def _hurt(mention: Mention, dead: Range | None, mentions: Sequence[Mention], *, told: bool) -> Range | None:
    if "struck" in mention.meant and mention.wounded:
        return None if told else left_of(mention.wounded, dead)
    return None if _is_overtaken(mention, mentions) else mention.wounded


@dataclass(frozen=True, slots=True)
class ArticleContext:
    """What an article as a whole adds to its attacks: its named actors, the only country and the only armed group."""

    lexicon: Lexicon
    entities: Sequence[Entity]
    country: str | None
    group: str | None


def weapon_of(mentions: Sequence[Mention]) -> str | None:
    """The first weapon that is named; a special bomb wins over a bomb."""
    weapons = [m.weapon for m in mentions if m.weapon]
    special = next((w for w in weapons if w in _SPECIAL_BOMBS), None)
    return special if special and weapons[0] in ("bomb", "gunfire") else next(iter(weapons), None)


def perpetrator_of(
    mentions: Sequence[Mention], claims: Mapping[str, str], blamed: str | None, context: ArticleContext
) -> str | None:
    """Who did it: the doer under a name, else who claims it, else who is ``blamed`` in the first mention's sentence,
    else the doer as he is first called ("gunmen").

    "The guerrillas" are the one armed group that the article names, where there is but one; "the army" is the one army.
    """
    told = [m for m in mentions if m.perpetrator]
    doers = [named_force(m.perpetrator or "", context.entities, context.lexicon, context.country) for m in told]
    members = context.lexicon["group_members"]["words"]
    if doers and context.group and any(w in members for w in words_of_name(doers[0].lower())):
        return context.group
    known = {e.entity for e in context.entities}
    named = next((d for d in doers if d in known), None)
    if named is not None:  # a state, and elsewhere its air force: the force did it
        forces = {e.entity for e in context.entities if e.entity_kind == "force" and e.side in doers}
        return next((d for d in doers if d in forces), named)
    claimer = claims.get("claim")
    if claimer is not None and claims.get("blame", claimer) != claimer:
        return blamed
    first = min(range(len(told)), key=lambda i: (told[i].start, told[i].trigger_start), default=None)
    found = claimer or blamed or (None if first is None else doers[first])
    return next((d for d in (*doers, claimer or "") if d.endswith(f" {found}")), found)
