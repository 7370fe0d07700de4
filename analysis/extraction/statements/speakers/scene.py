"""Who has spoken in an article so far, the outlets it may name, and what is known of a phrase that names a speaker."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from analysis.extraction.records import Entity
from analysis.extraction.statements.speakers.people import People
from analysis.extraction.statements.speakers.roles import ARTICLE, RoleWords, Speaker, head_of, role_words
from analysis.language.lexicon import Lexicon
from analysis.language.reading import Reading, SentenceReading
from analysis.language.tokens import Forms

_LONGEST_NAME = 6  # words


@dataclass(frozen=True, slots=True, eq=False)
class Outlets:
    """The lexicon's outlets: canonical names by every name in lower case without "the"; who bears a short name.

    ``sides`` holds the media of states by canonical name, with the country that each speaks for; ``of_states`` those
    that a state owns or speaks through.
    """

    names: Mapping[str, str]
    short: Mapping[str, Sequence[str]]
    sides: Mapping[str, str]
    of_states: frozenset[str]

    def meant(self, phrase: str, text: str = "", before: int = 0) -> str | None:
        """The outlet that a phrase names; of those that share a short name the one named before a place of the text."""
        bare = _without_article(phrase)
        bearers = self.short.get(bare, ())
        named = [(at, name) for name in bearers if (at := text.rfind(name, 0, before)) >= 0]
        if named:
            return max(named)[1]
        return bearers[0] if len(bearers) == 1 else (None if bearers else self.names.get(bare))

    def opening(self, words: Sequence[str]) -> str | None:
        """The outlet whose name of several words opens a sentence: "The Lantern Wire counts otherwise: it says"."""
        return self._first(" ".join(words[:k]).rstrip(" ,:;") for k in range(min(len(words), _LONGEST_NAME), 1, -1))

    def named_last(self, words: Sequence[str]) -> str | None:
        """The outlet of a state whose name ends its description: "North Korea's official *Rodong Sinmun*"."""
        endings = [" ".join(words[k:]) for k in range(max(1, len(words) - _LONGEST_NAME), len(words))]
        return self._first(ending for ending in endings if self.meant(ending) in self.sides)

    def _first(self, phrases: Iterable[str]) -> str | None:
        return next((outlet for phrase in phrases if (outlet := self.meant(phrase))), None)

    def as_speaker(self, outlet: str) -> Speaker:
        """The outlet as a speaker, never anonymous; the media of a state are official and on its side."""
        side = self.sides.get(outlet)
        official = side is not None or outlet in self.of_states
        return Speaker(outlet, side=side, official=official, anonymous=False, kind="body")


@lru_cache(maxsize=8)
def outlets_of(lexicon: Lexicon) -> Outlets:
    """The lexicon's outlets, compiled once."""
    listed, state_media = lexicon.get("outlets", ()), lexicon.get("state_media", {})
    names = {_without_article(name): name for of_state in state_media.values() for name in of_state}
    short: dict[str, tuple[str, ...]] = {}
    for outlet in listed:
        for name in (outlet["name"], *outlet.get("aliases", ()), *outlet.get("short", ())):
            names[_without_article(name)] = outlet["name"]
        for name in outlet.get("short", ()):
            short[name.lower()] = (*short.get(name.lower(), ()), outlet["name"])
    of_states = frozenset(o["name"] for o in listed if "state_of" in o or o.get("kind") == "state-agency")
    known = Outlets(names, short, {}, of_states)
    sides = {known.meant(name) or name: country for country, media in state_media.items() for name in media}
    return Outlets(names, short, sides, of_states)


@lru_cache(maxsize=8192)
def _without_article(phrase: str) -> str:
    return ARTICLE.sub("", phrase).lower()


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

    def sentence_after(self, at: int) -> SentenceReading | None:
        """The first sentence that begins at or after a character."""
        return next(iter(self.reading.sentences[bisect_left(self.reading.sentences, at, key=_start) :]), None)

    def places_of(self, word: str, before: int) -> Iterator[tuple[SentenceReading, int]]:
        """Where a word in lower case stands before a character of the text, the last place first."""
        for sentence in self.sentences_before(before, len(self.reading.sentences)):
            if word in sentence.words:
                for i in range(len(sentence.low) - 1, -1, -1):
                    if sentence.low[i] == word and sentence.spans[i][0] < before:
                        yield sentence, i


def _start(item: Entity | Speaker | SentenceReading) -> int:
    return item.start
