"""Where the name of a place begins and ends in a sentence, and what stands before it: the parts of
``attack_place_names``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from analysis.extraction.attacks.events.scene import Scene
from analysis.extraction.records import Entity
from analysis.language.expressions import Word
from analysis.language.groups import is_number
from analysis.language.lexicon import Lexicon

# A site tells more than its town, a town more than a street in it, which may be anywhere, and more than its region. A
# name that no list knows is mostly a town.
SITE, TOWN, ADDRESS, REGION = 4, 3, 2, 1
# Words of a name, at most.
LONGEST = 4


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A name at word ``at``; ``cost``: words by which it counts as farther away than it stands."""

    at: int
    name: str
    rank: int
    entity: Entity | None = None
    cost: int = 0


def is_behind(words: Sequence[Word], at: int, before: frozenset[str]) -> bool:
    """Whether a preposition of place stands right before word ``at`` and its article."""
    j = at - 1
    while j >= 0 and ("determiner" in words[j].tags or words[j].lower in {"'s", '"', "“"}):
        j -= 1
    return j >= 0 and words[j].lower.rpartition(" ")[2] in before


def name_end(scene: Scene, start: int, taken: set[int]) -> int:
    end = start
    while end < len(scene.words) and end - start < LONGEST and end not in taken and may_name(scene, end):
        end += 1
    return end


def name_start(scene: Scene, end: int, taken: set[int]) -> int:
    start = end
    while start > 0 and end - start < 3 and start - 1 not in taken and may_name(scene, start - 1):
        start -= 1
    return start


def may_name(scene: Scene, i: int) -> bool:
    """Whether a word may be part of an unknown name: in mixed case a capital, in capitals a word that no lexicon
    knows."""
    word = scene.words[i]
    if not word.lower[0].isalpha() or word.events or word.tags & _CLOSED:
        return False
    if scene.is_upper_case:
        return not word.tags and word.lower not in scene.lexicon["place_words"]["no_name"] and not is_number(word)
    return (
        scene.text[word.start].isupper()
        and not word.tags & {"person", "force", "outlaw", "possessive"}
        and not word.lower.endswith("'s")
    )


_CLOSED = frozenset(
    {
        "preposition",
        "determiner",
        "conjunction",
        "say",
        "be",
        "relative",
        "pronoun",
        "adverb",
        "have",
        "number",
    }
)


@lru_cache(maxsize=8)
def kinds_of_places(lexicon: Lexicon) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Words for kinds of places, their plurals, prepositions of place."""
    table = lexicon["place_words"]
    return frozenset(table["kinds"]), frozenset(table["kinds_many"]), frozenset(table["before"])


@lru_cache(maxsize=8)
def site_words(lexicon: Lexicon) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    table = lexicon["place_words"]
    return frozenset(table["sites"]), frozenset(table["site_prefixes"]), frozenset(table["before"])


@lru_cache(maxsize=8)
def capitals(lexicon: Lexicon) -> dict[str, str]:
    """The capital of each country by its ISO code: a string at the country, or true at the city itself."""
    found: dict[str, str] = {}
    for place in lexicon.get("places", ()):
        capital = place.get("capital")
        if capital and place.get("country"):
            found[place["country"]] = capital if isinstance(capital, str) else place["name"]
    return found


@lru_cache(maxsize=8)
def cities(lexicon: Lexicon) -> dict[str, str]:
    """The country of each city of the gazetteer by its name in small letters."""
    places = lexicon.get("places", ())
    return {p["name"].lower(): p["country"] for p in places if p.get("kind") == "city" and p.get("country")}


def words_of(scene: Scene, first: int, last: int) -> str:
    if first >= last:
        return ""
    return " ".join(scene.text[scene.words[first].start : scene.words[last - 1].end].split())
