"""What a description without a name stands for: unnamed people, a body named before, a report introduced before."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from analysis.extraction.records import Entity
from analysis.extraction.statements.speakers.named_people import Gender
from analysis.extraction.statements.speakers.role_phrases import RoleWords

NAMED_KINDS = ("government", "force", "group", "institution")  # bodies that speak under their own name
COUNTED = re.compile(r"(?:an?|one|two|three|four|some|several|many|another)\s", re.IGNORECASE)
STOPPING = frozenset(("who", "familiar", "close", "with", "whose", "in", "from", "speaking", "reached"))
DEMONYM = re.compile(r"[A-Z]\w+(?:an|ian|i|ish|ese)|U\.?S\.?|British|French|Dutch|Greek|Turkish")
CLOCK = re.compile(r"\d{1,2}[:.]\d\d|[ap]\.?m\.?|\d{1,4}(?:st|nd|rd|th)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks; ``start``/``end`` span the mention (the pronoun itself, where it is one)."""

    name: str | None
    start: int
    end: int
    role: str | None = None
    affiliation: str | None = None
    side: str | None = None
    official: bool | None = None
    anonymous: bool | None = None
    plural: bool = False
    gender: Gender | None = None
    kind: str = "description"  # person, description, body, pronoun


def entities_within(entities: Sequence[Entity], start: int, end: int) -> Sequence[Entity]:
    """The entities, which stand in text order, that begin in a span."""
    return entities[bisect_left(entities, start, key=_start) : bisect_left(entities, end, key=_start)]


def _start(entity: Entity) -> int:
    return entity.start


@lru_cache(maxsize=8192)
def is_date(mention: str, words: RoleWords) -> bool:
    """Whether a phrase holds nothing but days, months and hours: nobody speaks."""
    low = re.findall(r"[\w.:]+", mention.lower())
    return bool(low) and all(
        w.strip(".") in words.dates or w in words.dates or w in ("on", "at", "in", "the") or CLOCK.fullmatch(w)
        for w in low
    )


def find_body(
    text: str,
    phrase: str,
    head: str,
    local: Sequence[Entity],
    entities: Sequence[Entity],
    span: tuple[int, int],
    words: RoleWords,
) -> Entity | None:
    """The actor a phrase names with its last word, or stands for: "the group" is the one last named."""
    start, end = span
    named = next((e for e in reversed(local) if e.end >= end - 3 and e.entity_kind != "person"), None)
    if named is not None:
        return named if head not in words.unnamed else None
    if local and head in words.bodies and local[0].entity_kind == "country":  # "Varnia's ministry"
        owned = (e for e in entities if e.side == local[0].entity and _bears(text, e, head))
        return next(owned, None)
    definite = phrase.lower().startswith(("the ", "this ", "that ", "its ", "our ", "same "))
    if not (definite or len(phrase.split()) == 1):
        return None
    kinds = ("group", "force") if head in words.group_words else NAMED_KINDS
    before = [e for e in entities if e.start < start and e.entity_kind in kinds]
    if head in words.group_words:
        marks = set(re.findall(r"[A-Z][\w-]+", phrase)) - {"The", "Its", "Our"}
        bearing = [e for e in before if marks & set(re.findall(r"[\w-]+", text[e.start : e.end]))]
        groups = bearing or ([] if marks else before)
        if not groups and phrase.islower() and " " not in phrase:  # a headline: "No part in it, command says"
            groups = [e for e in entities if e.entity_kind in kinds][:1]
        return groups[-1] if groups else None
    if head in words.bodies or phrase[:1].isupper():
        return next((e for e in reversed(before) if _bears(text, e, head)), None)
    return None


def _bears(text: str, entity: Entity, head: str) -> bool:
    """Whether an actor was named with a noun: "the Ministry of Health" bears "ministry"."""
    return head in entity.entity.lower().split() or text[entity.start : entity.end].lower().split()[-1] == head


def is_human(phrase: str, head: str, plural: bool, words: RoleWords) -> bool:
    """Whether a phrase describes unnamed people: it counts them, or its noun is a person's role."""
    if head in words.bodies or head in words.works or head in words.private_bodies:
        return False
    if head.endswith(("man", "woman", "men", "women", "person")):
        return True
    common = not phrase.split()[-1][:1].isupper() if phrase else False
    return (
        head in words.unnamed
        or head in words.private
        or head in words.headship
        or (common and (bool(COUNTED.match(phrase)) or plural))
    )


def is_work(name: str | None, words: RoleWords) -> bool:
    return str(name).lower().split()[-1] in words.works


def work_of(text: str, head: str, spoken: Sequence[Speaker], start: int, name: str | None) -> Speaker | None:
    """Whose work "the statement" is: the one last spoken of with more words, or whoever spoke "in a statement"."""
    for speaker in reversed(spoken):
        if speaker.name and speaker.name.lower().endswith(head) and len(speaker.name) > len(name or ""):
            return speaker
        if speaker.kind == "body" and re.search(rf"\b{re.escape(head)}\b", text[speaker.start : speaker.end].lower()):
            return speaker  # "an article on our front page", which stands for the outlet
    introduced = [
        m.start() for m in re.finditer(rf"\b(?:in|issued|released|published)\s+an?\s+(?:\w+\s)?{head}\b", text[:start])
    ]
    if not introduced:
        return None
    near = [s for s in spoken if 0 <= introduced[-1] - s.start < 300 and s.name]
    return near[-1] if near else None


def role_of(phrase: str, words: RoleWords) -> str | None:
    """The role in a description: without article, number, what somebody knows or was told, and names of countries."""
    tokens = phrase.split()
    while tokens and (tokens[0].lower() in words.common or tokens[0].isdigit()):
        tokens = tokens[1:]
    stop = next(
        (k for k, t in enumerate(tokens) if k and (t.lower() in STOPPING or t.lower().endswith("ed"))), len(tokens)
    )
    kept = [t for k, t in enumerate(tokens[:stop]) if not (k < stop - 1 and DEMONYM.fullmatch(t))]
    return " ".join(kept).strip(" ,") or None


def longer_name(name: str, listed: str | None) -> str:
    """The name in the article, or the lexicon's where that says more of the same person: Tarr → Corin Tarr."""
    return listed if listed and listed.split()[-1] == name.split()[-1] and len(listed) >= len(name) else name
