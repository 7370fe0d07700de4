"""Speakers: who stands behind the source of a statement, resolved within the article.

A name in full; a surname or a title with one → the full name; "the adviser" → whom the article gave that role; a
pronoun → the person last spoken of whom it fits; "the report" → the one last introduced. What does not resolve stays
missing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from analysis.extraction.lexicon import Lexicon
from analysis.extraction.records import Entity
from analysis.extraction.statements_people import Gender, Mention, People, Person
from analysis.extraction.statements_roles import (
    ARTICLE,
    PronounKind,
    actor_facts,
    affiliation_of,
    head_end,
    head_of,
    is_official,
    role_words,
    side_of,
)
from analysis.reading.article import Article

TRAILING = re.compile(r"(?:[\W_]|\b(?:to|of|and|that|in)\b)+$")
RELATIVE = re.compile(r"(?<=\w),?\s+(?:who|which)$")
NAMED_KINDS = ("government", "force", "group", "institution")  # bodies that speak under their own name
SPEAKING_KINDS = (*NAMED_KINDS, "country", "city", "region")
LOOK_BACK = 8  # sentences a pronoun looks back for its person
NEAR = 900  # characters within which "they" and "it" still mean the last that spoke


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


@dataclass(slots=True)
class SpeakerResolver:
    """Resolves mentions of one article in text order, remembering who has spoken."""

    article: Article
    people: People
    entities: Sequence[Entity]
    lexicon: Lexicon
    spoken: list[Speaker] = field(default_factory=list)

    def resolve(self, start: int, end: int) -> Speaker:
        """The speaker mentioned at a span."""
        span_end = end
        if relative := RELATIVE.search(self.article.text, start, end):
            end = relative.start()
        mention = self.article.text[start:end]
        low = mention.lower().replace("’", "'").removesuffix("'s").removesuffix("'d").removesuffix("'ll").strip()
        if stands_for := role_words(self.lexicon).pronouns.get(low):
            speaker = self._pronoun(stands_for, start, end)
        else:
            speaker = self._named(start, end) or self._explained(start, end) or self._described(start, end)
        self.spoken.append(speaker)
        return replace(speaker, end=span_end)

    def _pronoun(self, stands_for: PronounKind, start: int, end: int) -> Speaker:
        meant: Speaker | None = None
        near = [s for s in reversed(self.spoken) if s.name and start - s.start < NEAR]
        if stands_for == "male" or stands_for == "female":
            meant = self._person_before(start, stands_for)
        elif stands_for == "plural":
            meant = next((s for s in near if (s.plural or s.kind == "body") and not self._is_work(s)), None)
        elif stands_for == "thing":
            meant = next((s for s in near if s.kind == "body"), None)
        if meant is None:
            return Speaker(None, start, end, kind="pronoun")
        return replace(meant, start=start, end=end)

    def _person_before(self, start: int, gender: Gender) -> Speaker | None:
        """The last sentence with a fitting person: whoever spoke in it, else whom it names first."""
        sentences = self.article.sentences
        at = bisect_right(sentences, start, key=lambda s: s.start) - 1
        for k in range(at, max(-1, at - LOOK_BACK), -1):
            begin, stop = sentences[k].start, min(sentences[k].end, start)
            speakers = [s for s in self.spoken if begin <= s.start < stop and s.name and s.kind != "body"]
            fitting = [s for s in speakers if s.gender in (None, gender) and not s.plural]
            if fitting:
                return fitting[-1]
            for mention in self.people.within(begin, stop):
                known = mention.person.gender
                if known == gender or (known is None and (mention.person.role or " " in mention.person.name)):
                    return self._as_speaker(mention, mention.start, mention.end)
        return None

    def _named(self, start: int, end: int) -> Speaker | None:
        """The person a phrase names as its head: the name stands last, or everything after it explains it."""
        for mention in self.people.within(start, end):
            before = self.article.text[start : mention.start].lower()
            after = self.article.text[mention.end : end].strip(" .,")
            possessive = after[:2] in ("'s", "’s") and after[2:].strip()
            if (
                re.search(r"\b(?:of|for|to|from|at|with|and|in|by|near|on)\s+(?:[\w.\-’']+\s+){0,4}$", before)
                or possessive
            ):
                continue
            if after and not after.startswith(("(", "of ", "from ", "and ", "'s", "’s", "in ", "at ", "jr", "Jr")):
                continue
            return self._as_speaker(mention, start, end)
        return None

    def _explained(self, start: int, end: int) -> Speaker | None:
        """A description that its apposition names: "A Taliban spokesman, X, said"."""
        for mention in self.people.within(end, end + 30):
            between = self.article.text[end : mention.start]
            if between.startswith(", ") and not set(between[2:].lower().split()) - role_words(self.lexicon).nouns - set(
                role_words(self.lexicon).titles
            ):
                found = self._as_speaker(mention, start, end)
                return found if found.role else replace(found, role=ARTICLE.sub("", self.article.text[start:end]))
        return None

    def _as_speaker(self, mention: Mention, start: int, end: int) -> Speaker:
        person = self._richest(mention.person)
        entity = next(
            (e for e in self.entities if e.entity_kind == "person" and e.start < mention.end and e.end > mention.start),
            None,
        )
        listed = actor_facts(self.lexicon).get(entity.entity) if entity else None
        role = person.role or (listed.role if listed else None)
        official = is_official(role, role_words(self.lexicon)) if role else None
        if official is None and listed:
            official = listed.official
        local = [
            e
            for e in self.entities
            if start - 60 <= e.start < mention.end + 100
            and role
            and e.start >= 0
            and self.article.text[e.start : e.end] in role
        ]
        if official is None:
            official = next((f.official for e in local if (f := actor_facts(self.lexicon).get(e.entity))), None)
        side = (
            self._side_of(local, role or "", None, official)
            or (entity.side if entity else None)
            or (listed.side if listed else None)
        )
        return Speaker(
            _longer(person.name, entity.entity if entity else None),
            start,
            end,
            role,
            affiliation_of(role, local),
            side,
            official=bool(official),
            anonymous=False,
            gender=person.gender,
            kind="person",
        )

    def _side_of(self, local: Sequence[Entity], phrase: str, start: int | None, official: bool | None) -> str | None:
        """The side of the first actor in a description; for private people only before the noun: "Iraqi doctor"."""
        reach = len(phrase) if official else head_end(phrase)
        for entity in local:
            at = phrase.find(self.article.text[entity.start : entity.end]) if start is None else entity.start - start
            if at <= reach and (side := side_of(entity)):
                return side
        return None

    def _richest(self, person: Person) -> Person:
        """The same person with the longest name and a role, if another mention gives them."""
        same = [
            m.person
            for m in self.people.mentions
            if m.person.surname == person.surname and m.person.gender in (None, person.gender)
        ]
        return next((p for p in same if p.role and p.name == person.name), person)

    def _described(self, start: int, end: int) -> Speaker:
        """Somebody without a name, or a body: "two officials", "the ministry", "Tehran"."""
        words = role_words(self.lexicon)
        phrase = TRAILING.sub("", " ".join(self.article.text[start:end].split()))
        head, plural = head_of(phrase, words)
        definite = phrase.lower().startswith(("the ", "this ", "that "))
        if definite and head in words.nouns and not plural and (named := self._by_role(phrase, start)):
            return replace(named, start=start, end=end)
        local = [e for e in self.entities if e.start >= start and e.end <= end + 1]
        body = self._body(phrase, head, local, start, end, definite)
        if body is not None:
            facts = actor_facts(self.lexicon).get(body.entity)
            speaks = facts.official if facts and facts.official is not None else body.entity_kind in SPEAKING_KINDS
            canonical = body.entity if body.entity_kind in NAMED_KINDS else ARTICLE.sub("", phrase)
            affiliation = body.entity if body.entity_kind in NAMED_KINDS else None
            return Speaker(
                canonical,
                start,
                end,
                None,
                affiliation,
                side_of(body),
                speaks,
                False,
                plural=plural,
                kind="body",
            )
        official = self._is_official_phrase(phrase, local)
        name = ARTICLE.sub("", phrase) if phrase else None
        if definite and head in words.works:
            name = self._work(head, name)
        human = self._is_human(phrase, head, plural)
        role = name if human else None
        side = self._side_of(local, phrase, start, official)
        kind = "description" if human else "body"
        return Speaker(
            name, start, end, role, affiliation_of(role, local), side, official, human, plural=plural, kind=kind
        )

    def _body(
        self, phrase: str, head: str, local: Sequence[Entity], start: int, end: int, definite: bool
    ) -> Entity | None:
        """The actor a phrase names with its last word, or stands for: "the group" is the one last named."""
        words = role_words(self.lexicon)
        named = next((e for e in reversed(local) if e.end >= end - 3 and e.entity_kind != "person"), None)
        if named is not None:
            return named if head not in words.unnamed else None
        if not (definite or len(phrase.split()) == 1 or phrase.lower().startswith("its ")):
            return None
        kinds = ("group", "force") if head in words.group_words else NAMED_KINDS
        before = [e for e in self.entities if e.start < start and e.entity_kind in kinds]
        if head in words.group_words:
            return before[-1] if before else None
        if head in words.bodies or phrase[:1].isupper():
            return next((e for e in reversed(before) if e.entity.lower().split()[-1] == head), None)
        return None

    def _is_human(self, phrase: str, head: str, plural: bool) -> bool:
        """Whether a phrase describes unnamed people: it counts them, or its noun is a person's role."""
        words = role_words(self.lexicon)
        if head in words.bodies or head in words.works or head in words.private_bodies:
            return False
        counted = re.match(r"(?:an?|one|two|three|four|some|several|many|another)\s", phrase, re.IGNORECASE)
        common = not phrase.split()[-1][:1].isupper() if phrase else False
        return head in words.unnamed or head in words.private or (common and (bool(counted) or plural))

    def _is_work(self, speaker: Speaker) -> bool:
        return str(speaker.name).lower().split()[-1] in role_words(self.lexicon).works

    def _work(self, head: str, name: str | None) -> str | None:
        """ "The report" is the one last spoken of with more words: "a Times report"."""
        for speaker in reversed(self.spoken):
            if speaker.name and speaker.name.lower().endswith(head) and len(speaker.name) > len(name or ""):
                return speaker.name
        return name

    def _by_role(self, phrase: str, start: int) -> Speaker | None:
        """A person named before whose role has the words of "the …" phrase."""
        wanted = {w.lower() for w in re.findall(r"\w+", phrase)} - {"the", "this", "that"}
        for mention in reversed(self.people.within(0, start)):
            if mention.person.role and wanted <= {w.lower() for w in re.findall(r"\w+", mention.person.role)}:
                return self._as_speaker(mention, mention.start, mention.end)
        return None

    def _is_official_phrase(self, phrase: str, local: Sequence[Entity]) -> bool | None:
        verdict = is_official(phrase, role_words(self.lexicon))
        if verdict is None and any(e.entity_kind in NAMED_KINDS for e in local):
            return True
        return False if verdict is None else verdict


def _longer(name: str, listed: str | None) -> str:
    """The name in the article, or the lexicon's where that says more of the same person: Tarr → Corin Tarr."""
    return listed if listed and listed.split()[-1] == name.split()[-1] and len(listed) >= len(name) else name
