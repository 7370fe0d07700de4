"""The side of a speaker: the country or group in the description, else the one that the article gave before."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.extraction.records import Entity
from analysis.extraction.statements.speakers.descriptions import NAMED_KINDS, Speaker
from analysis.extraction.statements.speakers.role_phrases import head_end, side_of

PLACE_KINDS = ("city", "region", "site")
NEAR = 900  # characters within which a place says whose police and officials speak
RELATIVE = re.compile(r",?\s(?:who|which)\s[^,.;:\n]{0,90}")
BARE_BODY = re.compile(r"\b(?:for|of|at|with)\sthe\s([a-z]+)$")
OWNER = 250  # characters within which "its" before a role finds its body


def side_in(text: str, local: Sequence[Entity], phrase: str, start: int | None, official: bool | None) -> str | None:
    """The side of the first actor in a description; for private people only before the noun: "Iraqi doctor"."""
    reach = len(phrase) if official or " close to " in phrase else head_end(phrase)
    for entity in local:
        at = phrase.find(text[entity.start : entity.end]) if start is None else entity.start - start
        if at <= reach and (side := side_of(entity)):
            return side
    return None


def own_body(text: str, entities: Sequence[Entity], start: int, end: int) -> Entity | None:
    """The body that "its" or "their" before a role stands for: the last one named."""
    if text[start:end].lower().split(" ")[0] not in ("its", "their"):
        return None
    near = [e for e in entities if start - OWNER < e.start < start and e.entity_kind in NAMED_KINDS]
    return near[-1] if near else None


def side_told_after(text: str, entities: Sequence[Entity], phrase: str, start: int, end: int) -> str | None:
    """The side of an official from what follows or went before.

    "a diplomat *who follows the border for the League*", "*its* spokesman", "a spokesman for *the observers*" where the
    article has named the observers of somebody.
    """
    if own := own_body(text, entities, start, end):
        return side_of(own)
    if clause := RELATIVE.match(text, end):
        within = [e for e in entities if end <= e.start < clause.end() and e.entity_kind in NAMED_KINDS]
        return side_of(within[-1]) if within else None
    body = BARE_BODY.search(phrase)
    if body is None:
        return None
    noun = re.compile(rf"\b{re.escape(body[1])}\b", re.IGNORECASE)
    near = (e for e in reversed(entities) if e.start < start and noun.search(text, e.start - 25, e.end + 25))
    return next((side for e in near if e.entity_kind in NAMED_KINDS and (side := side_of(e))), None)


def side_of_authorities(
    text: str, phrase: str, head: str, start: int, entities: Sequence[Entity], spoken: Sequence[Speaker]
) -> str | None:
    """The side of officials named without one: as described before, as the last such speaker, as the place."""
    noun = re.escape(head.removesuffix("s"))
    before = [e for e in entities if start - NEAR < e.start < start]
    if phrase.lower().startswith("the "):
        described = re.compile(rf"\s(?:[a-z]+\s){{0,3}}{noun}s?\b")
        for entity in reversed(before):
            if described.match(text, entity.end) and (side := side_of(entity)):
                return side
    for speaker in reversed(spoken):
        if speaker.side and speaker.kind == "description" and re.search(rf"\b{noun}s?\b", str(speaker.name).lower()):
            return speaker.side
    places = [e for e in before if e.entity_kind in PLACE_KINDS and side_of(e)]
    return side_of(places[-1]) if places else None
