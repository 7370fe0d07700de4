"""How far names of places and of actors agree: as words, however a database spells and decorates them.

"Military Forces of Torvany (2030-)" and "the Torvanian army" share a side; "Taleban" is "Taliban"; an "Unidentified
Armed Group" is nobody.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from rapidfuzz import fuzz

from analysis.extraction.attacks.identity import is_name, name_words
from analysis.formats.lists import listed
from analysis.language.gazetteer import ACTOR_KINDS, compile_gazetteer, fold
from analysis.language.lexicon import Lexicon

_ALIKE = 80  # of 100: letters in common, from which on two spellings are taken for one
_IN_BRACKETS = re.compile(r"\([^()]*\)")
Words = frozenset[str]


class Actor(NamedTuple):
    """Whom the lexicon knows under a name, whose sides they are, and the words that are left."""

    known: frozenset[str]
    sides: frozenset[str]
    words: Words


def table() -> Mapping[str, Any]:
    """``weights.toml`` as it stands."""
    return listed(__package__, "weights.toml")


@cache
def words_in(name: str, kind: str) -> Words:
    """The words of a name that tell something; ``kind``: places or actors."""
    return name_words(fold(name)) - _dull(kind)


@cache
def _dull(kind: str) -> Words:
    return frozenset(table()[kind]["dull"])


@cache
def names_agree(a: Words, b: Words) -> float:
    """The share of the shorter name's words that stand in the other, whole names being compared without spaces, too."""
    if not a or not b:
        return 0.0
    if a <= b or b <= a:
        return 1.0
    short, long = (a, b) if len(a) < len(b) else (b, a) if len(b) < len(a) else sorted((a, b), key=_whole)
    shared = sum(w in long or any(w[0] == v[0] and fuzz.ratio(w, v) >= _ALIKE for v in long) for w in short)
    return float(max(shared / len(short), fuzz.ratio(_whole(a), _whole(b), score_cutoff=_ALIKE) / 100))


@cache
def _whole(words: Words) -> str:
    return "".join(sorted(words))


def places_agree(lexicon: Lexicon) -> Callable[[str, str, str, str], float]:
    """What compares a place of ours with theirs, the region that theirs lies in, and their notes; NaN without a name.

    Two towns that are known by other names disagree; a street or a village may lie in or near the town of theirs.
    """
    gazetteer, weights = compile_gazetteer(lexicon), table()["places"]
    named: float = weights["named"]

    @cache
    def is_town(name: str) -> bool:
        return any(meant.kind == "city" for meant in gazetteer.meant(fold(name).strip()))

    def agree(ours: str, theirs: str, region: str, notes: str) -> float:
        mine = words_in(ours, "places")
        if not mine or not (theirs or region):
            return math.nan
        place = named * names_agree(mine, words_in(theirs, "places"))
        if place == named:
            return named
        around = weights["region"] * names_agree(mine, words_in(region, "places"))
        told = weights["noted"] if ours.lower() in notes.lower() else 0.0
        beside = 0.0 if is_town(ours) and is_town(theirs) else weights["beside"]
        return float(max(place, around, told, beside))

    return agree


def actors_agree(lexicon: Lexicon) -> Callable[[str, str, str, str], float]:
    """What compares perpetrator and target with the two actors of an event, "" being nobody; NaN where either side
    names nobody.

    Who did it must be one of theirs; a target that is none of theirs is mostly a thing, and says nothing.
    """
    actor = _reader(lexicon)

    def agree(perpetrator: str, target: str, first: str, second: str) -> float:
        theirs = [named for name in (first, second) if (named := actor(name))]
        found = []
        for name in (perpetrator, target):
            if theirs and (ours := actor(name)):
                best = max(_agree(ours, other) for other in theirs)
                if best or name == perpetrator:
                    found.append(best)
        return sum(found) / len(found) if found else math.nan

    return agree


def _agree(a: Actor, b: Actor) -> float:
    if a.known & b.known:
        return 1.0
    of_side = table()["actors"]["same_side"] if a.sides & b.sides else 0.0
    return float(max(of_side, names_agree(a.words, b.words)))


def _reader(lexicon: Lexicon) -> Callable[[str], Actor | None]:
    """What reads an actor's name; None for one that names nobody in particular."""
    gazetteer = compile_gazetteer(lexicon)
    nobody = tuple(table()["actors"]["nobody"])

    @cache
    def read(name: str) -> Actor | None:
        bare = _IN_BRACKETS.sub("", name)
        if not bare.strip() or any(word in bare.lower() for word in nobody):
            return None
        folded = f" {fold(bare)} "
        meant = [
            m for start, end in _longest(gazetteer.finder.find(folded)) for m in gazetteer.meant(folded[start:end])
        ]
        known = frozenset(m.entity for m in meant if m.kind in ACTOR_KINDS)
        sides = frozenset(m.side for m in meant if m.side and (m.kind in ACTOR_KINDS or m.kind == "country"))
        words = words_in(bare, "actors") if is_name(bare.strip()) else frozenset[str]()
        return Actor(known, sides, words) if known or sides or words else None

    return read


def _longest(spans: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The longest spans first in the text, those that overlap one of them left out."""
    last = -1
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= last:
            yield start, end
            last = end
