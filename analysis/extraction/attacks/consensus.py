"""What the mentions of one attack say together of when, where, who and with what.

In: a mention, the mentions of its attack, who claims it and who is blamed. Out: the slots of the mention's row. A
mention's own word goes before that of the others, a name before a description, a site before its town; where one party
claims an attack and another is blamed for it, the text does not say who did it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.extraction.attacks.events.forces import named_force
from analysis.extraction.attacks.slots.mention import Mention
from analysis.extraction.records import DateSpan, Entity
from analysis.language.lexicon import Lexicon

# Bombs of which the general word says less: with "bomb" in one sentence and one of these in another, this one it is.
_SPECIAL_BOMBS = ("vehicle bomb", "suicide bomb")


@dataclass(frozen=True, slots=True)
class ArticleContext:
    """What an article as a whole adds to its attacks: its named actors, the only country and the only armed group."""

    lexicon: Lexicon
    entities: Sequence[Entity]
    country: str | None
    group: str | None


def date_of(mention: Mention, mentions: Sequence[Mention]) -> DateSpan | None:
    """The mention's own day, else the first day that the others give, else the narrowest of what is left."""
    dates = [m.date for m in (mention, *mentions) if m.date]
    days = [d for d in dates if d.date_precision == "day"]
    return next(iter(days), None) or min(dates, key=_width, default=None)


def _width(span: DateSpan) -> float:
    """Days in a span; an open end is longer than any closed one."""
    if span.date_start is None or span.date_end is None:
        return float("inf")
    return (span.date_end - span.date_start).days


def place_of(mention: Mention, mentions: Sequence[Mention]) -> Mention | None:
    """The mention that gives the place: the finest, of equals the mention itself, then the first in the text."""
    placed = [m for m in (mention, *mentions) if m.place]
    return max(placed, key=lambda m: m.place_rank, default=None)


def weapon_of(mention: Mention, mentions: Sequence[Mention]) -> str | None:
    """The mention's own weapon, else the first that is named; a special bomb wins over a bomb."""
    weapons = [m.weapon for m in (mention, *mentions) if m.weapon]
    special = next((w for w in weapons if w in _SPECIAL_BOMBS), None)
    return special if special and weapons[0] in ("bomb", "gunfire") else next(iter(weapons), None)


def perpetrator_of(
    mention: Mention,
    mentions: Sequence[Mention],
    claims: Mapping[str, str],
    blamed: str | None,
    context: ArticleContext,
) -> str | None:
    """Who did it: the doer under a name, else who claims it, else who is ``blamed`` in the mention's own sentence, else
    the doer as he is called ("gunmen").

    "The guerrillas" are the one armed group that the article names, where there is but one; "the army" is the one army.
    """
    told = (mention.perpetrator, *(m.perpetrator for m in mentions))
    doers = [named_force(n, context.entities, context.lexicon, context.country) for n in told if n]
    members = context.lexicon["group_members"]["words"]
    if doers and context.group and any(w in members for w in doers[0].lower().split()):
        return context.group
    known = {e.entity for e in context.entities}
    named = next((d for d in doers if d in known), None)
    if named is not None:  # a state, and elsewhere its air force: the force did it
        forces = {e.entity for e in context.entities if e.entity_kind == "force" and e.side in doers}
        return next((d for d in doers if d in forces), named)
    claimer = claims.get("claim")
    if claimer is not None and claims.get("blame", claimer) != claimer:
        return blamed
    first = next((m.perpetrator for m in mentions if m.perpetrator), None)
    described = named_force(first, context.entities, context.lexicon, context.country) if first else None
    return claimer or blamed or described
