"""Outlets: which one a phrase names, and as speakers: those of a state speak for it, others for themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from analysis.extraction.statements.speakers.roles import ARTICLE, Speaker
from analysis.language.lexicon import Lexicon

LONGEST_NAME = 6  # words


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
        return self._first(" ".join(words[:k]).rstrip(" ,:;") for k in range(min(len(words), LONGEST_NAME), 1, -1))

    def named_last(self, words: Sequence[str]) -> str | None:
        """The outlet of a state whose name ends its description: "North Korea's official *Rodong Sinmun*"."""
        endings = [" ".join(words[k:]) for k in range(max(1, len(words) - LONGEST_NAME), len(words))]
        return self._first(ending for ending in endings if self.meant(ending) in self.sides)

    def _first(self, phrases: Iterable[str]) -> str | None:
        return next((outlet for phrase in phrases if (outlet := self.meant(phrase))), None)

    def as_speaker(self, outlet: str, start: int, end: int) -> Speaker:
        """The outlet as a speaker, never anonymous; the media of a state are official and on its side."""
        side = self.sides.get(outlet)
        official = side is not None or outlet in self.of_states
        return Speaker(outlet, start, end, side=side, official=official, anonymous=False, kind="body")


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
