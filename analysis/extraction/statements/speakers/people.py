"""A person or a body as the speaker of a statement: name, role, affiliation, side, whether official."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from analysis.extraction.records import Entity
from analysis.extraction.statements.speakers.descriptions import NAMED_KINDS, Speaker, entities_within, longer_name
from analysis.extraction.statements.speakers.named_people import Mention, People, Person
from analysis.extraction.statements.speakers.role_phrases import (
    ARTICLE,
    RoleWords,
    actor_facts,
    affiliation_of,
    is_official,
    role_words,
    side_of,
)
from analysis.extraction.statements.speakers.sides import own_body, side_in
from analysis.language.lexicon import Lexicon

REACH = 250  # characters within which "its" before a role finds its body
JOINED = re.compile(r"\s(?:and|or)\s(?:by\s)?(?:the\s)?")
SPEAKING_KINDS = (*NAMED_KINDS, "country", "city", "region")


def person_as_speaker(
    mention: Mention, span: tuple[int, int], text: str, people: People, entities: Sequence[Entity], lexicon: Lexicon
) -> Speaker:
    """A named person, with what the article says of him or her, else what the lexicon knows."""
    start, end = span
    person = _richest(mention.person, people)
    near = entities[bisect_right(entities, mention.start, key=_end) : bisect_left(entities, mention.end, key=_start)]
    entity = next((e for e in near if e.entity_kind == "person"), None)
    facts = actor_facts(lexicon)
    listed = facts.get(entity.entity if entity else person.name)
    role = person.role or (listed.role if listed else None)
    local = _in_role(role, text, entities, start - 60, mention.end + 100)
    own = own_body(text, entities, start, mention.start)  # "its spokesman, X"
    if own:
        local = [own, *local]
    words = role_words(lexicon)
    reasons = [
        False if own is None and _is_private(text, start, mention.start, words) else None,
        is_official(role, words) if role else None,
        listed.official if listed else None,
        True if own else None,
        *(f.official for e in local if (f := facts.get(e.entity))),
    ]
    official = next((r for r in reasons if r is not None), None)
    sides = [
        side_in(text, local, role or "", None, official),
        side_of(own) if own else None,
        entity.side if entity else None,
        listed.side if listed else None,
    ]
    return Speaker(
        longer_name(person.name, entity.entity if entity else None),
        start,
        end,
        role,
        affiliation_of(role, local),
        next((side for side in sides if side), None),
        official=bool(official),
        anonymous=False,
        gender=person.gender,
        kind="person",
    )


def _start(entity: Entity) -> int:
    return entity.start


def _end(entity: Entity) -> int:
    return entity.end


def _is_private(text: str, start: int, end: int, words: RoleWords) -> bool:
    """Whether "its" before a role stands for a private body: "The union … *Its* leader, X, said"."""
    if text[start:end].lower().split(" ")[0] not in ("its", "their"):
        return False
    before = re.findall(r"\b(?:the|a|an)\s(?:[\w’'-]+\s)?([a-z]+)\b", text[max(0, start - REACH) : start].lower())
    return any(noun in words.private_bodies for noun in before)


def _richest(person: Person, people: People) -> Person:
    """The same person with a role, if another mention gives one."""
    told = people.told.get(person.name, ())
    return next((p for p in told if p.surname == person.surname and p.gender in (None, person.gender)), person)


def _in_role(role: str | None, text: str, entities: Sequence[Entity], begin: int, stop: int) -> list[Entity]:
    """The actors and places near a name whose words stand in its role."""
    if not role:
        return []
    return [e for e in entities_within(entities, begin, stop) if text[e.start : e.end] in role]


def body_as_speaker(body: Entity, phrase: str, span: tuple[int, int], lexicon: Lexicon) -> Speaker:
    """A ministry, an army, a country that speaks under its own name."""
    facts = actor_facts(lexicon).get(body.entity)
    official = facts.official if facts and facts.official is not None else body.entity_kind in SPEAKING_KINDS
    named = body.entity if body.entity_kind in NAMED_KINDS else None
    name = named or ARTICLE.sub("", phrase)
    return Speaker(name, *span, None, named, side_of(body), official, anonymous=False, kind="body")


def joined_bodies(text: str, local: Sequence[Entity], span: tuple[int, int], lexicon: Lexicon) -> Speaker | None:
    """Two bodies that speak together: "the army and the League said"; on a side only where it is the same."""
    bodies = [e for e in local if e.entity_kind in SPEAKING_KINDS]
    if len(bodies) != 2 or not JOINED.fullmatch(text[bodies[0].end : bodies[1].start]):
        return None
    both = [body_as_speaker(e, text[e.start : e.end], span, lexicon) for e in bodies]
    side = both[0].side if both[0].side == both[1].side else None
    official = all(b.official for b in both)
    return Speaker(
        f"{both[0].name}; {both[1].name}", *span, None, None, side, official, False, plural=True, kind="body"
    )


def is_official_phrase(phrase: str, local: Sequence[Entity], words: RoleWords) -> bool:
    """Whether somebody without a name is official: the role says so, or it names a body and does not say otherwise."""
    verdict = is_official(phrase, words)
    return any(e.entity_kind in NAMED_KINDS for e in local) if verdict is None else verdict
