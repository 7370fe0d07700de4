"""Who has spoken in an article so far, and what is known of a phrase that may name the next speaker."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from analysis.extraction.records import Entity
from analysis.extraction.statements.speakers.outlets import Outlets, outlets_of
from analysis.extraction.statements.speakers.people import People
from analysis.extraction.statements.speakers.roles import (
    RoleWords,
    Speaker,
    head_of,
    role_words,
)  # fmt: skip
from analysis.language.reading import Reading, SentenceReading
from analysis.language.tokens import Forms


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words at a place of the text that describe somebody: their head noun in lower case, the entities in them."""

    text: str
    low: str
    start: int
    end: int
    head: str
    plural: bool
    entities: Sequence[Entity]

    @property
    def is_definite(self) -> bool:
        return self.low.startswith(("the ", "this ", "that "))


@dataclass(eq=False, slots=True)
class Scene:
    """An article with the people and entities that it names, and whoever has spoken so far, in text order."""

    reading: Reading
    people: People
    entities: Sequence[Entity]
    spoken: list[Speaker] = field(default_factory=list)

    @property
    def text(self) -> str:
        return self.reading.article.text

    @property
    def words(self) -> RoleWords:
        return role_words(self.reading.lexicon)

    @property
    def outlets(self) -> Outlets:
        return outlets_of(self.reading.lexicon)

    def phrase(self, start: int, end: int) -> Phrase:
        """The words of a span, without marks and prepositions at their end."""
        text = " ".join(self.text[start:end].split())
        while text and (not text[-1].isalnum() or text.rpartition(" ")[2] in ("to", "of", "and", "that", "in")):
            text = text[:-1] if not text[-1].isalnum() else text.rpartition(" ")[0]
        within = [e for e in self.between(start, end + 2) if e.end <= end + 1]
        return Phrase(text, text.lower(), start, end, *head_of(text, self.words), within)

    def forms(self, start: int, end: int) -> tuple[Forms, Forms]:
        """The tokens of any span, as written and in lower case."""
        return self.words.tokenizer.forms(self.text, max(0, start), end)

    def between(self, start: int, end: int) -> Sequence[Entity]:
        """The entities that begin in a span."""
        first = bisect_left(self.entities, start, key=_start)
        return self.entities[first : bisect_left(self.entities, end, key=_start)]

    def spoken_between(self, start: int, end: int) -> list[Speaker]:
        """Whoever has spoken so far with a mention that begins in a span."""
        first = bisect_left(self.spoken, start, key=_start)
        return self.spoken[first : bisect_left(self.spoken, end, key=_start)]

    def sentences_before(self, at: int, most: int) -> Sequence[SentenceReading]:
        """The last sentences that begin before a character, the nearest first; at most so many."""
        last = bisect_left(self.reading.sentences, at, key=_start)
        return self.reading.sentences[max(0, last - most) : last][::-1]

    def places_of(self, word: str, before: int) -> Iterator[tuple[SentenceReading, int]]:
        """Where a word in lower case stands before a character of the text, the last place first."""
        for sentence in self.sentences_before(before, len(self.reading.sentences)):
            if word in sentence.words:
                for i in range(len(sentence.low) - 1, -1, -1):
                    if sentence.low[i] == word and sentence.spans[i][0] < before:
                        yield sentence, i


def _start(item: Entity | Speaker | SentenceReading) -> int:
    return item.start
