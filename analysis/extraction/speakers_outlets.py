"""Outlets as speakers: the outlets of a state speak for its government, others for nobody but themselves."""

from __future__ import annotations

from functools import cache

from analysis.extraction.lexicon import Lexicon
from analysis.extraction.speakers_descriptions import Speaker
from analysis.extraction.statements_nesting import outlet_meant

LONGEST_NAME = 6  # words


def outlet_speaker(outlet: str, start: int, end: int, lexicon: Lexicon) -> Speaker:
    """The outlet as a speaker, never anonymous."""
    official = outlet in _of_states(lexicon)
    return Speaker(outlet, start, end, official=official, anonymous=False, kind="body")


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
