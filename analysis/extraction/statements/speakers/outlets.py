"""Outlets as speakers: the outlets of a state speak for its government, others for nobody but themselves."""

from __future__ import annotations

from functools import cache

from analysis.extraction.statements.nesting import outlet_meant
from analysis.extraction.statements.speakers.descriptions import Speaker
from analysis.extraction.statements.speakers.role_phrases import head_end
from analysis.language.lexicon import Lexicon

LONGEST_NAME = 6  # words


def outlet_speaker(outlet: str, start: int, end: int, lexicon: Lexicon) -> Speaker:
    """The outlet as a speaker, never anonymous; the media of a state are official and on its side."""
    side = state_sides(lexicon).get(outlet)
    official = side is not None or outlet in _of_states(lexicon)
    return Speaker(outlet, start, end, side=side, official=official, anonymous=False, kind="body")


def outlet_named_last(phrase: str, lexicon: Lexicon) -> str | None:
    """The outlet whose name ends a phrase that describes it: "North Korea's official *Rodong Sinmun*"."""
    words = phrase.split()
    if head_end(phrase) < len(phrase):
        return None  # "a host of CNN"
    endings = (" ".join(words[k:]) for k in range(max(1, len(words) - LONGEST_NAME), len(words)))
    return next((outlet for ending in endings if (outlet := _state_outlet(ending, lexicon))), None)


def _state_outlet(name: str, lexicon: Lexicon) -> str | None:
    outlet = outlet_meant(name, "", lexicon)
    return outlet if outlet in state_sides(lexicon) else None


@cache
def state_sides(lexicon: Lexicon) -> dict[str, str]:
    """The media of states by canonical name: the country each speaks for."""
    table = lexicon.get("state_media", {})
    return {outlet_meant(name, "", lexicon) or name: country for country, names in table.items() for name in names}


def outlet_opening(sentence: str, lexicon: Lexicon) -> str | None:
    """The outlet whose name opens a sentence: "The Lantern Wire counts otherwise: it says"."""
    words = sentence.split()[:LONGEST_NAME]
    openings = (" ".join(words[:k]).rstrip(",:;") for k in range(len(words), 1, -1))
    return next((outlet for opening in openings if (outlet := outlet_meant(opening, "", lexicon))), None)


@cache
def _of_states(lexicon: Lexicon) -> frozenset[str]:
    """The outlets that a state owns or speaks through."""
    outlets = lexicon.get("outlets", ())
    return frozenset(o["name"] for o in outlets if "state_of" in o or o.get("kind") == "state-agency")
