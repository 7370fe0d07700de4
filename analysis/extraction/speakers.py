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
from analysis.extraction.speakers_descriptions import (
    NAMED_KINDS,
    Speaker,
    find_body,
    is_date,
    is_human,
    is_work,
    longer_name,
    role_of,
    work_of,
)
from analysis.extraction.speakers_sides import own_body, side_in, side_of_authorities
from analysis.extraction.statements_nesting import outlet_meant
from analysis.extraction.statements_people import Gender, Mention, People, Person
from analysis.extraction.statements_roles import (
    ARTICLE,
    PronounKind,
    actor_facts,
    affiliation_of,
    head_of,
    is_official,
    role_words,
    side_of,
)
from analysis.reading.article import Article

TRAILING = re.compile(r"(?:[\W_]|\b(?:to|of|and|that|in)\b)+$")
RELATIVE = re.compile(r"(?<=\w),?\s+(?:who|which)$")
SPEAKING_KINDS = (*NAMED_KINDS, "country", "city", "region")
AFTER_NAME = ("(", "of ", "from ", "and ", "'s", "’s", "in ", "at ", "jr", "Jr")  # may follow the name in a mention
PART_OF = ("one of them", "the other", "another of them", "a second", "one of the two", "another one")
CALLED = re.compile(
    r",?\s+who\s+(?:uses|used|goes\sby|went\sby|gave|gives)\s+(?:(?:the|only|his|her)\s){0,3}name\s(?:only\s)?(?:(?:as|of)\s)?"
    r"(?:only\s)?(?P<name>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,3})"
)
AHEAD = 450  # characters within which a description may be given its name
LOOK_BACK = 8  # sentences a pronoun looks back for its person
NEAR = 900  # characters within which "they" and "it" still mean the last that spoke
_STOPPED_TITLE = re.compile(r"\b(\w{2,5})\.$")  # "Gen. Vane"; a longer word before a stop ends its sentence


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
        if is_date(mention, role_words(self.lexicon)):
            return Speaker(None, start, span_end)
        low = mention.lower().replace("’", "'").removesuffix("'s").removesuffix("'d").removesuffix("'ll").strip()
        if found := self._one_of_them(low, start, end):
            speaker = found
        elif stands_for := role_words(self.lexicon).pronouns.get(low):
            speaker = self._pronoun(stands_for, start, end)
        else:
            speaker = self._named(start, end) or self._explained(start, end) or self._described(start, end)
        self.spoken.append(speaker)
        return replace(speaker, end=span_end)

    def _one_of_them(self, low: str, start: int, end: int) -> Speaker | None:
        """ "One of them", "the other": one of the people last spoken of together."""
        if low not in PART_OF:
            return None
        several = next((s for s in reversed(self.spoken) if s.plural and s.name and start - s.start < NEAR), None)
        if several is None or several.kind != "description":
            return None
        name = str(several.name)
        name = name if name.startswith("one of ") else f"one of {name[0].lower()}{name[1:]}"
        return replace(several, name=name, start=start, end=end, plural=True)

    def _pronoun(self, stands_for: PronounKind, start: int, end: int) -> Speaker:
        meant: Speaker | None = None
        words = role_words(self.lexicon)
        near = [s for s in reversed(self.spoken) if s.name and start - s.start < NEAR]
        if stands_for == "male" or stands_for == "female":
            meant = self._person_before(start, stands_for)
        elif stands_for == "plural":
            meant = next((s for s in near if (s.plural or s.kind == "body") and not is_work(s.name, words)), None)
        elif stands_for == "thing":
            meant = self._subject_before(start) or next((s for s in near if s.kind == "body"), None)
        if meant is None:
            return Speaker(None, start, end, kind="pronoun")
        return replace(meant, start=start, end=end)

    def _subject_before(self, start: int) -> Speaker | None:
        """The body or report that opens the sentence, or the one before, unless somebody has spoken since."""
        sentences = self.article.sentences
        at = bisect_right(sentences, start, key=lambda s: s.start) - 1
        for sentence in reversed(sentences[max(0, at - 1) : at + 1]):
            if any(sentence.start <= s.start < start for s in self.spoken):
                return None
            first = next(
                (e for e in self.entities if sentence.start <= e.start < min(sentence.start + 40, start)), None
            )
            if first and first.entity_kind in NAMED_KINDS and first.end < start:
                return self._described(first.start, first.end)
        return None

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
            apposed = mention.start == start and self.article.text[mention.end : mention.end + 1] == ","
            if (
                after
                and not apposed
                and not after.startswith(("(", "of ", "from ", "and ", "'s", "’s", "in ", "at ", "jr", "Jr"))
            ):
                continue
            return self._as_speaker(mention, start, end)
        return None

    def _explained(self, start: int, end: int) -> Speaker | None:
        """A description that its apposition names: "A Taliban spokesman, X, said", "who uses the name X"."""
        if alias := CALLED.match(self.article.text, end):
            phrase = ARTICLE.sub("", self.article.text[start:end])
            described = self._described(start, end)
            full = next((m.person.name for m in self.people.mentions if m.person.name.endswith(alias["name"])), None)
            return replace(
                described, name=full or alias["name"], role=phrase, anonymous=False, plural=False, kind="person"
            )
        for mention in self.people.within(end, end + 30):
            between = self.article.text[end : mention.start]
            words = {w.strip(".") for w in between[2:].lower().split()}
            if between.startswith(", ") and not words - role_words(self.lexicon).nouns - set(
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
        if own := own_body(self.article.text, self.entities, start, mention.start):  # "its spokesman, X"
            local = [own, *local]
            official = True if official is None else official
        if official is None:
            official = next((f.official for e in local if (f := actor_facts(self.lexicon).get(e.entity))), None)
        side = (
            side_in(self.article.text, local, role or "", None, official)
            or (side_of(own) if own else None)
            or (entity.side if entity else None)
            or (listed.side if listed else None)
        )
        return Speaker(
            longer_name(person.name, entity.entity if entity else None),
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
        if definite and head in words.nouns and not plural and (named := self._by_role(phrase, head, start)):
            return replace(named, start=start, end=end)
        local = [e for e in self.entities if e.start >= start and e.end <= end + 1]
        if head in words.nouns and not plural and (named := self._introduced_next(phrase, head, start, end)):
            return replace(named, start=start, end=end)
        body = find_body(self.article.text, phrase, head, local, self.entities, (start, end), words)
        if body is not None:
            facts = actor_facts(self.lexicon).get(body.entity)
            speaks = facts.official if facts and facts.official is not None else body.entity_kind in SPEAKING_KINDS
            canonical = body.entity if body.entity_kind in NAMED_KINDS else ARTICLE.sub("", phrase)
            affiliation = body.entity if body.entity_kind in NAMED_KINDS else None
            who = Speaker(canonical, start, end, None, affiliation, side_of(body), speaks, anonymous=False)
            return replace(who, plural=plural, kind="body")
        official = self._is_official_phrase(phrase, local)
        name = ARTICLE.sub("", phrase) if phrase else None
        if phrase and (outlet := outlet_meant(phrase, self.article.text[:start], self.lexicon)):
            return Speaker(outlet, start, end, official=False, anonymous=False, kind="body")
        meant = work_of(self.article.text, head, self.spoken, start, name) if definite and head in words.works else None
        if meant is not None:
            return replace(meant, start=start, end=end)
        human = is_human(phrase, head, plural, words)
        role = role_of(phrase, words) if human else None
        side = side_in(self.article.text, local, phrase, start, official)
        if side is None and official is not False and head in words.authorities:
            side = side_of_authorities(self.article.text, phrase, head, start, self.entities, self.spoken)
        kind = "description" if human else "body"
        return Speaker(
            name, start, end, role, affiliation_of(role, local), side, official, human, plural=plural, kind=kind
        )

    def _introduced_next(self, phrase: str, head: str, start: int, end: int) -> Speaker | None:
        """ "An adviser to the leader warned …": the person of the next sentences who has that role."""
        wanted = {w.lower() for w in re.findall(r"\w+", phrase)} - {"the", "a", "an", "s"}
        for mention in self.people.within(end, end + AHEAD):
            role = {w.lower() for w in re.findall(r"\w+", mention.person.role or "")}
            first = not any(m.person == mention.person for m in self.people.within(0, start))
            if first and head in role and len(wanted & role) > 2:
                return self._as_speaker(mention, mention.start, mention.end)
        return None

    def _by_role(self, phrase: str, head: str, start: int) -> Speaker | None:
        """A person named before whose role, or the title before the name, is that of "the …" phrase."""
        wanted = {w.lower() for w in re.findall(r"\w+", phrase)} - {"the", "this", "that"}
        for mention in reversed(self.people.within(0, start)):
            role = mention.person.role or ""
            before = self.article.text[max(0, mention.start - 60) : mention.start].rstrip().lower()
            before = _STOPPED_TITLE.sub(r"\1", before)
            titled = before.endswith(f" {phrase.lower()[4:]}")
            same = head_of(role, role_words(self.lexicon))[0] == head
            same = same and wanted <= {w.lower() for w in re.findall(r"\w+", role)}
            if titled or same:
                return self._as_speaker(mention, mention.start, mention.end)
        return None

    def _is_official_phrase(self, phrase: str, local: Sequence[Entity]) -> bool | None:
        verdict = is_official(phrase, role_words(self.lexicon))
        if verdict is None and any(e.entity_kind in NAMED_KINDS for e in local):
            return True
        return False if verdict is None else verdict
