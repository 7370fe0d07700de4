"""Bodies that speak (a ministry, an army, "the group"), and the side that a speaker is on.

The side is the country or group in the description, else the one that the article gave before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.extraction.records import Entity
from analysis.extraction.statements.speakers.roles import ARTICLE, NAMED_KINDS, Speaker, head_end, side_of
from analysis.extraction.statements.speakers.scene import Phrase, Scene

_NEAR = 900  # characters within which a place says whose police and officials speak
_OWNER = 250  # characters within which "its" before a role finds its body
_PLACE_KINDS = ("city", "region", "site")
_SPEAKING_KINDS = (*NAMED_KINDS, "country", "city", "region")
_RELATIVE = re.compile(r",?\s(?:who|which)\s[^,.;:\n]{0,90}")
_BARE_BODY = re.compile(r"\b(?:for|of|at|with)\sthe\s([a-z]+)$")


def find_body(scene: Scene, phrase: Phrase) -> Entity | None:
    """The actor a phrase names with its last word, or stands for: "the group" is the one last named."""
    words, head = scene.words, phrase.head
    named = next((e for e in reversed(phrase.entities) if e.end >= phrase.end - 3 and e.entity_kind != "person"), None)
    if named is not None:
        return named if head not in words["unnamed"] else None
    if phrase.entities and head in words["bodies"] and phrase.entities[0].entity_kind == "country":
        owner = phrase.entities[0].entity  # "Varnia's ministry"
        return next((e for e in scene.entities if e.side == owner and _bears(scene, e, head)), None)
    if " " in phrase.text and not phrase.low.startswith(("the ", "this ", "that ", "its ", "our ", "same ")):
        return None
    before = [e for e in scene.between(0, phrase.start) if e.entity_kind in NAMED_KINDS]
    if head not in words["group_words"]:
        may_bear = head in words["bodies"] or phrase.text[:1].isupper()
        return next((e for e in reversed(before) if _bears(scene, e, head)), None) if may_bear else None
    groups = [e for e in before if e.entity_kind in ("group", "force")]
    marks = {word for word in scene.forms(phrase.start, phrase.end)[0] if word[0].isupper()} - {"The", "Its", "Our"}
    if marks:
        groups = [e for e in groups if marks & set(scene.forms(e.start, e.end)[0])]
    elif not groups and phrase.text.islower() and " " not in phrase.text:  # a headline: "No part in it, command says"
        groups = [e for e in scene.entities if e.entity_kind in ("group", "force")][:1]
    return groups[-1] if groups else None


def _bears(scene: Scene, entity: Entity, head: str) -> bool:
    """Whether an actor was named with a noun: "the Ministry of Health" bears "ministry"."""
    mention = scene.text[entity.start : entity.end].lower()
    return f" {head} " in f" {entity.entity.lower()} " or f" {mention}".endswith(f" {head}")


def body_as_speaker(scene: Scene, body: Entity, phrase: str, start: int, end: int) -> Speaker:
    """A ministry, an army, a country that speaks under its own name."""
    facts = scene.words.actors.get(body.entity)
    official = facts.official if facts and facts.official is not None else body.entity_kind in _SPEAKING_KINDS
    named = body.entity if body.entity_kind in NAMED_KINDS else None
    name = named or ARTICLE.sub("", phrase)
    return Speaker(name, start, end, None, named, side_of(body), official, anonymous=False, kind="body")


def joined_bodies(scene: Scene, phrase: Phrase) -> Speaker | None:
    """Two bodies that speak together: "the army and the League said"; on a side only where it is the same."""
    bodies = [e for e in phrase.entities if e.entity_kind in _SPEAKING_KINDS]
    between = scene.forms(bodies[0].end, bodies[1].start)[1] if len(bodies) == 2 else ()
    if between[:1] not in (("and",), ("or",)) or not set(between[1:]) <= {"by", "the"}:
        return None
    one, other = [body_as_speaker(scene, e, scene.text[e.start : e.end], e.start, e.end) for e in bodies]
    side, official = one.side if one.side == other.side else None, bool(one.official and other.official)
    name = f"{one.name}; {other.name}"
    return Speaker(name, phrase.start, phrase.end, None, None, side, official, False, plural=True, kind="body")


def own_body(scene: Scene, start: int, end: int) -> Entity | None:
    """The body that "its" or "their" before a role stands for: the last one named."""
    if not scene.text[start:end].lower().startswith(("its ", "their ")):
        return None
    near = [e for e in scene.between(start - _OWNER + 1, start) if e.entity_kind in NAMED_KINDS]
    return near[-1] if near else None


def side_in(text: str, entities: Sequence[Entity], phrase: str, start: int | None, official: bool | None) -> str | None:
    """The side of the first actor in a description; for private people only before the noun: "Iraqi doctor"."""
    reach = len(phrase) if official or " close to " in phrase else head_end(phrase)
    for entity in entities:
        at = phrase.find(text[entity.start : entity.end]) if start is None else entity.start - start
        if at <= reach and (side := side_of(entity)):
            return side
    return None


def side_told_after(scene: Scene, phrase: Phrase) -> str | None:
    """The side of an official from what follows or went before.

    "a diplomat *who follows the border for the League*", "*its* spokesman", "a spokesman for *the observers*" where the
    article has named the observers of somebody.
    """
    if own := own_body(scene, phrase.start, phrase.end):
        return side_of(own)
    if clause := _RELATIVE.match(scene.text, phrase.end):
        within = [e for e in scene.between(phrase.end, clause.end()) if e.entity_kind in NAMED_KINDS]
        return side_of(within[-1]) if within else None
    body = _BARE_BODY.search(phrase.text)
    if body is None:
        return None
    for entity in reversed(scene.between(0, phrase.start)):
        around = scene.words.cut(scene.text[max(0, entity.start - 25) : entity.end + 25])
        if entity.entity_kind in NAMED_KINDS and body[1] in around and (side := side_of(entity)):
            return side
    return None


def side_of_authorities(scene: Scene, phrase: Phrase) -> str | None:
    """The side of officials named without one: as described before, as the last such speaker, as the place."""
    nouns = {phrase.head, phrase.head + "s", phrase.head.removesuffix("s")}
    before = scene.between(phrase.start - _NEAR + 1, phrase.start)
    if phrase.low.startswith("the "):
        described = (e for e in reversed(before) if side_of(e) and _is_followed(scene, e.end, nouns))
        if entity := next(described, None):
            return side_of(entity)
    for speaker in reversed(scene.spoken):
        if speaker.side and speaker.kind == "description" and not nouns.isdisjoint(scene.words.cut(str(speaker.name))):
            return speaker.side
    places = [e for e in before if e.entity_kind in _PLACE_KINDS and side_of(e)]
    return side_of(places[-1]) if places else None


def _is_followed(scene: Scene, at: int, nouns: set[str]) -> bool:
    """Whether one of some nouns follows with at most three plain words between: "Varnian *border police*"."""
    for word in scene.forms(at, at + 60)[0][:4]:
        if word in nouns:
            return True
        if not (word.isalpha() and word.islower()):
            return False
    return False
