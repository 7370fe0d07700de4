"""Speakers: who stands behind the source of a statement, resolved within the article.

A name in full; a surname or a title with one → the full name; "the adviser" → whom the article gave that role; a
pronoun → the person last spoken of whom it fits; "the report" → the one last introduced. What does not resolve stays
missing.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from analysis.extraction.records import Entity
from analysis.extraction.statements.speakers.descriptions import (
    NAMED_KINDS,
    Speaker,
    entities_within,
    find_body,
    is_date,
    is_human,
    is_work,
    role_of,
    work_of,
)
from analysis.extraction.statements.speakers.named_people import Gender, Mention, People
from analysis.extraction.statements.speakers.outlets import outlets_of
from analysis.extraction.statements.speakers.people import (
    body_as_speaker,
    is_official_phrase,
    joined_bodies,
    person_as_speaker,
)
from analysis.extraction.statements.speakers.references import (
    force_named,
    fuller_name,
    glossed,
    last_several,
    one_of,
    own_work,
    owned_by,
    owner_after,
    owner_pronoun,
    people_before,
    said_before,
)
from analysis.extraction.statements.speakers.role_phrases import (
    ARTICLE,
    PronounKind,
    affiliation_of,
    head_end,
    head_of,
    is_official,
    role_words,
)
from analysis.extraction.statements.speakers.roles import introduced_next, known_by_role
from analysis.extraction.statements.speakers.sides import side_in, side_of_authorities, side_told_after
from analysis.language.lexicon import Lexicon
from analysis.reading.article import Article

TRAILING = re.compile(r"(?:[\W_]|\b(?:to|of|and|that|in)\b)+$")
RELATIVE = re.compile(r"(?<=\w),?\s+(?:who|which)$")
AFTER_NAME = ("(", "of ", "from ", "and ", "'s", "’s", "in ", "at ", "jr", "Jr")  # may follow the name in a mention
DEPENDENT = re.compile(r"\b(?:of|for|to|from|at|with|and|in|by|near|on)\s+(?:[\w.\-’']+\s+){0,4}$")
CALLED = re.compile(
    r",?\s+who\s+(?:uses|used|goes\sby|went\sby|gave|gives)\s+(?:(?:the|only|his|her)\s){0,3}name\s(?:only\s)?(?:(?:as|of)\s)?"
    r"(?:only\s)?(?P<name>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,3})"
)
LOOK_BACK = 8  # sentences a pronoun looks back for its person
NEAR = 900  # characters within which "they" and "it" still mean the last that spoke


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
        words = role_words(self.lexicon)
        if low in words.part_of and (found := self._part_of_them(low, start, end)):
            speaker = found
        elif role := glossed(self.article.text, low, end):
            bare = ARTICLE.sub("", role)
            official = bool(is_official(bare, words))
            speaker = Speaker(role, start, end, bare, None, None, official, anonymous=True)
        elif stands_for := words.pronouns.get(low):
            speaker = self._pronoun(stands_for, start, end)
        else:
            speaker = self._named(start, end) or self._explained(start, end) or self._described(start, end)
        self.spoken.append(speaker)
        return speaker if speaker.end == span_end else replace(speaker, end=span_end)

    def _part_of_them(self, low: str, start: int, end: int) -> Speaker | None:
        """ "One of them", "the other": of the people last spoken of together, or named since."""
        several = last_several(self.spoken, start)
        named = people_before(self.article, start, role_words(self.lexicon))
        if named and (several is None or several.start < named[0]):
            several = self._described(*named)
        return one_of(several, low, start, end) if several else None

    def _pronoun(self, stands_for: PronounKind, start: int, end: int) -> Speaker:
        meant: Speaker | None = None
        words = role_words(self.lexicon)
        near = [s for s in reversed(self._spoken_within(start - NEAR + 1, start + 1)) if s.name]
        if stands_for == "male" or stands_for == "female":
            meant = self._person_before(start, stands_for)
        elif stands_for == "plural":
            meant = next((s for s in near if (s.plural or s.kind == "body") and not is_work(s.name, words)), None)
        elif stands_for == "thing":
            meant = self._subject_before(start) or next((s for s in near if s.kind == "body"), None)
        if meant is None:
            return Speaker(None, start, end, kind="pronoun")
        return replace(meant, start=start, end=end)

    def _spoken_within(self, start: int, end: int) -> list[Speaker]:
        """Whoever has spoken so far with a mention that begins in a span, in text order."""
        first = bisect_left(self.spoken, start, key=lambda s: s.start)
        return self.spoken[first : bisect_left(self.spoken, end, key=lambda s: s.start)]

    def _subject_before(self, start: int) -> Speaker | None:
        """The body or report that opens the sentence, or the one before, unless somebody has spoken since."""
        sentences = self.article.sentences
        at = bisect_right(sentences, start, key=lambda s: s.start) - 1
        for sentence in reversed(sentences[max(0, at - 1) : at + 1]):
            if self._spoken_within(sentence.start, start):
                return None
            first = next(
                (e for e in self.entities if sentence.start <= e.start < min(sentence.start + 40, start)), None
            )
            if first and first.entity_kind in NAMED_KINDS and first.end < start:
                return self._described(first.start, first.end)
            outlets = outlets_of(self.lexicon)
            if outlet := outlets.opening(self.article.text[sentence.start : start].split()):
                return outlets.as_speaker(outlet, start, start)
        return None

    def _person_before(self, start: int, gender: Gender) -> Speaker | None:
        """The last sentence with a fitting person: whoever spoke in it, else whom it names first."""
        sentences = self.article.sentences
        at = bisect_right(sentences, start, key=lambda s: s.start) - 1
        for k in range(at, max(-1, at - LOOK_BACK), -1):
            begin, stop = sentences[k].start, min(sentences[k].end, start)
            speakers = [s for s in self._spoken_within(begin, stop) if s.name and s.kind != "body"]
            fitting = [s for s in speakers if s.gender in (None, gender) and not s.plural]
            fitting = [s for s in fitting if not (s.anonymous and self._addresses(s, gender))]
            if fitting:
                return fitting[-1]
            for mention in self.people.within(begin, stop):
                known = mention.person.gender
                if known == gender or (known is None and (mention.person.role or " " in mention.person.name)):
                    return self._as_speaker(mention, mention.start, mention.end)
        return None

    def _addresses(self, speaker: Speaker, gender: Gender) -> bool:
        """Whether somebody unnamed spoke to a "him": in "A heckler demanded that he read them" that is another."""
        said = self.article.text[speaker.end : speaker.end + 40].lower().replace(" that ", " ").split()
        words = role_words(self.lexicon)
        return said[:1] != [] and said[0] in words.directives and words.pronouns.get("".join(said[1:2])) == gender

    def other_person(self, speaker: Speaker, gender: Gender) -> Speaker:
        """Whom a pronoun means other than the one who says it: the last person named before it that fits."""
        for mention in reversed(self.people.within(0, speaker.start)):
            fits = mention.person.gender == gender or (mention.person.gender is None and mention.person.role)
            if fits and mention.person.name != speaker.name:
                return self._as_speaker(mention, speaker.start, speaker.end)
        return Speaker(None, speaker.start, speaker.end, kind="pronoun")

    def _named(self, start: int, end: int) -> Speaker | None:
        """The person a phrase names as its head: the name stands last, or everything after it explains it."""
        for mention in self.people.within(start, end):
            before = self.article.text[start : mention.start].lower()
            after = self.article.text[mention.end : end].strip(" .,")
            possessive = after[:2] in ("'s", "’s") and after[2:].strip()
            if possessive or (before and DEPENDENT.search(before)):
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
        outlets = outlets_of(self.lexicon)
        if outlet := outlets.meant(mention.person.name):  # "Lantern Wire, an agency, said"
            return outlets.as_speaker(outlet, start, end)
        found = person_as_speaker(mention, (start, end), self.article.text, self.people, self.entities, self.lexicon)
        before = next(
            (s for s in self.spoken if s.kind == "person" and s.name == found.name and s.role == found.role), None
        )
        return replace(found, official=before.official, side=found.side or before.side) if before else found

    def _described(self, start: int, end: int) -> Speaker:
        """Somebody without a name, or a body: "two officials", "the ministry", "Tehran"."""
        words = role_words(self.lexicon)
        phrase = TRAILING.sub("", " ".join(self.article.text[start:end].split()))
        head, plural = head_of(phrase, words)
        definite = phrase.lower().startswith(("the ", "this ", "that "))
        if definite and head in words.nouns and not plural:
            known = known_by_role(self.article.text, self.people, phrase, head, start, words)
            if known is not None:
                return replace(self._as_speaker(known, known.start, known.end), start=start, end=end)
        local = [e for e in entities_within(self.entities, start, end + 2) if e.end <= end + 1]
        if head in words.nouns and not plural and (known := introduced_next(self.people, phrase, head, start, end)):
            return replace(self._as_speaker(known, known.start, known.end), start=start, end=end)
        if together := joined_bodies(self.article.text, local, (start, end), self.lexicon):
            return together
        body = find_body(self.article.text, phrase, head, local, self.entities, (start, end), words)
        if body is not None:
            return replace(body_as_speaker(body, phrase, (start, end), self.lexicon), plural=plural)
        official = is_official_phrase(phrase, local, words)
        name = ARTICLE.sub("", phrase) if phrase else None
        if phrase and (outlet := self._outlet(phrase, head, start)):
            return outlets_of(self.lexicon).as_speaker(outlet, start, end)
        if definite and not plural and (same := said_before(self.spoken, head, words)):
            return replace(same, start=start, end=end)
        if owner := self._owner(phrase, start, end):
            return owned_by(owner, phrase, head, start, end, words)
        if definite and head in words.private_bodies and len(phrase.split()) == 2:
            name = fuller_name(self.article.text, head, start) or name
        if head == phrase.lower().removeprefix("the ") and head in words.authorities:
            name = force_named(self.article.text, head, words) or name
        meant = work_of(self.article.text, head, self.spoken, start, name) if definite and head in words.works else None
        if meant is not None:
            return replace(meant, start=start, end=end)
        human = is_human(phrase, head, plural, words)
        role = role_of(phrase, words) if human else None
        side = side_in(self.article.text, local, phrase, start, official)
        if side is None and official:
            side = side_told_after(self.article.text, self.entities, phrase, start, end)
        if side is None and official is not False and head in words.authorities:
            side = side_of_authorities(self.article.text, phrase, head, start, self.entities, self.spoken)
        kind = "description" if human else "body"
        return Speaker(
            name, start, end, role, affiliation_of(role, local), side, official, human, plural=plural, kind=kind
        )

    def _outlet(self, phrase: str, head: str, start: int) -> str | None:
        """The outlet that a phrase names, also with its town: "the Lantern Institute of this city"."""
        if own := own_work(phrase, head, self.article, role_words(self.lexicon)):
            return own
        outlets, text = outlets_of(self.lexicon), self.article.text
        if of_state := outlets.named_last(phrase):
            return of_state
        named = phrase[: head_end(phrase)]
        return outlets.meant(phrase, text, start) or (
            outlets.meant(named, text, start) if named[:1].isupper() or " " in named else None
        )

    def _owner(self, phrase: str, start: int, end: int) -> Speaker | None:
        """The person on whom a description depends: "an aide to *him*", "*her* office"."""
        pronoun = owner_pronoun(phrase + owner_after(self.article.text, end), role_words(self.lexicon))
        gender = role_words(self.lexicon).pronouns.get(pronoun or "")
        return self._person_before(start, gender) if gender in ("male", "female") else None
