"""Names of places in a sentence that may say where something happened, known to the gazetteer or by their words.

A name locates behind a preposition of place ("in Harrowfen"), as what is hit ("shelled Harrowfen"), and before an
event noun ("the Harrowfen bombing"). "The Harrowfen mayor" locates nothing, "a farmer from Harrowfen" hardly anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from analysis.extraction.attack_groups import is_number
from analysis.extraction.attack_scene import PLACES, Scene, is_dated
from analysis.extraction.attack_triggers import Trigger
from analysis.extraction.attack_words import Word
from analysis.extraction.lexicon import Lexicon
from analysis.extraction.records import Entity

# A site tells more than its town, a town more than a street in it, which may be anywhere, and more than its region. A
# name that no list knows is mostly a town.
SITE, TOWN, ADDRESS, REGION = 4, 3, 2, 1
_RANKS = {"city": TOWN, "region": REGION}
# How many words farther away a name counts that says where somebody or something comes from.
_ORIGIN = 12
_LONGEST = 4
# A longer word in capitals amid others is an outcry, no name.
_ACRONYM = 4


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A name at word ``at``; ``cost``: words by which it counts as farther away than it stands."""

    at: int
    name: str
    rank: int
    entity: Entity | None = None
    cost: int = 0


def place_names(scene: Scene, triggers: Sequence[Trigger]) -> Iterator[PlaceName]:
    """Entities first, then names that the words around them show to be places."""
    taken: set[int] = set()
    for entity in scene.entities:
        at, behind = scene.index_at(entity.start), scene.index_at(entity.end - 1) + 1
        taken.update(range(at, behind))
        if entity.entity_kind not in PLACES or _is_part_of_name(scene, at, behind):
            continue
        if _locates(scene, at, behind, triggers):
            name = scene.text[entity.start : entity.end] if scene.is_upper_case else entity.entity
            rank = _RANKS.get(entity.entity_kind) or _site_rank(scene, behind - 1)
            if rank == SITE and any("thing" in w.tags for w in scene.words[behind : behind + 2]):
                rank = ADDRESS  # "the Harrow Basin fuel depot"
            yield PlaceName(at, name, rank, entity, _cost(scene, at))
    for found in (_sites(scene, taken), _by_kind(scene, taken), _bare(scene, taken), _capital(scene)):
        for place in found:
            taken.add(place.at)
            yield place


def _is_part_of_name(scene: Scene, at: int, behind: int) -> bool:
    """ "George Washington University": a house that bears a name lies elsewhere."""
    words = scene.words
    if at == 0 or behind >= len(words) or words[behind].lower not in scene.lexicon["place_words"]["houses"]:
        return False
    return scene.text[words[at - 1].start].isupper() and scene.text[words[behind].start].isupper()


def _locates(scene: Scene, at: int, behind: int, triggers: Sequence[Trigger]) -> bool:
    return _is_locative(scene, at, behind) or _is_hit(scene, at, behind, triggers) or _is_modifier(scene, behind)


def _is_locative(scene: Scene, at: int, behind: int) -> bool:
    """Whether a name stands behind a preposition of place or another name that does; "the Lima mayor" locates
    nothing."""
    kinds, _, before = _vocabulary(scene.lexicon)
    if behind < len(scene.words) and {"person", "plural"} & scene.words[behind].tags == {"person"}:
        return False
    for j in range(at - 1, max(-1, at - 7), -1):
        word = scene.words[j]
        if word.lower in before or word.lower.rpartition(" ")[2] in before:  # "in", but also "fired at"
            return True
        if (word.events and not word.events[0].is_noun) or word.tags & {"say", "be", "relative"}:
            return False
    return behind < len(scene.words) and scene.words[behind].lower in kinds


def _is_hit(scene: Scene, at: int, behind: int, triggers: Sequence[Trigger]) -> bool:
    """Whether the name is, or opens, what a trigger hits: "shelled Harrowfen", "Harrowfen was shelled"."""
    for group in (t.object for t in triggers if t.object):
        if group.first <= at < group.last:
            return not any("person" in w.tags for w in scene.words[behind : group.last])
    return False


def _is_modifier(scene: Scene, behind: int) -> bool:
    """ "the Harrowfen bombing", "a Harrowfen market": a name right before an event noun or a thing that is hit."""
    if behind >= len(scene.words):
        return False
    word = scene.words[behind]
    return any(e.is_noun for e in word.events) or ("thing" in word.tags and "person" not in word.tags)


def _cost(scene: Scene, at: int) -> int:
    """ "a farmer from Harrowfen", "the mayor of Harrowfen": less telling than another name."""
    table = scene.lexicon["place_words"]
    before = [w for w in scene.words[max(0, at - 3) : at] if "determiner" not in w.tags]
    if not before:
        return 0
    if before[-1].lower in table["origin"]:
        return _ORIGIN
    belongs = before[-1].lower == "of" and len(before) > 1 and "person" in before[-2].tags
    return _ORIGIN if belongs else 0


def _sites(scene: Scene, taken: set[int]) -> Iterator[PlaceName]:
    """ "at the Harrow Hill airport", "in Weaver Street", "at Camp Harrow": a name with the word for a site."""
    table = scene.lexicon["place_words"]
    sites, prefixes, before = _sets(scene.lexicon)
    words = scene.words
    for i, word in enumerate(words):
        if word.lower in sites and i:
            start = _name_start(scene, i, taken)
            generic = all(w.lower in table["generic"] or w.lower in table["offices"] for w in words[start:i])
            if not generic and _is_behind(words, start, before) and not _is_house(scene, start, i):
                yield PlaceName(start, _text(scene, start, i + 1), _site_rank(scene, i))
        elif word.lower in prefixes and not scene.is_upper_case and scene.text[word.start].isupper():
            end = _name_end(scene, i + 1, taken)
            if end > i + 1 and i not in taken and _is_behind(words, i, before):
                yield PlaceName(i, _text(scene, i, end), SITE)


def _is_house(scene: Scene, start: int, last: int) -> bool:
    """ "a lecturer at Harrow University": says who somebody is."""
    before = [w for w in scene.words[max(0, start - 3) : start] if "determiner" not in w.tags]
    house = scene.words[last].lower in scene.lexicon["place_words"]["houses"]
    return house and len(before) > 1 and (before[-2].tags & {"person", "plural"}) == {"person"}


def _site_rank(scene: Scene, last: int) -> int:
    """The rank of a site by its last word: "Camp Harrow" is a place of its own, "Weaver Street" lies in a town."""
    return ADDRESS if scene.words[last].lower in scene.lexicon["place_words"]["addresses"] else SITE


def _is_behind(words: Sequence[Word], at: int, before: frozenset[str]) -> bool:
    """Whether a preposition of place stands right before word ``at`` and its article."""
    j = at - 1
    while j >= 0 and ("determiner" in words[j].tags or words[j].lower in {"'s", '"', "“"}):
        j -= 1
    return j >= 0 and words[j].lower.rpartition(" ")[2] in before


def _by_kind(scene: Scene, taken: set[int]) -> Iterator[PlaceName]:
    """ "in the town of Harrowfen", "the Harrowfen neighborhood", "the Harrow and Fen neighborhoods"."""
    kinds, plurals, _ = _vocabulary(scene.lexicon)
    offices = scene.lexicon["place_words"]["offices"]
    words = scene.words
    for i, word in enumerate(words):
        if word.lower not in kinds and word.lower not in plurals:
            continue
        rank = REGION if word.lower in scene.lexicon["place_words"]["wide"] else TOWN
        named_behind = i + 2 < len(words) and words[i + 1].lower == "of"
        end = _name_end(scene, i + 2, taken) if named_behind else 0
        if end > i + 2:
            if words[i + 2].lower not in offices:
                yield PlaceName(i + 2, _text(scene, i + 2, end), rank)
        elif i and i not in taken and not _goes_on(scene, i):
            start = _name_start(scene, i, taken)
            if start < i and words[start].lower not in offices:
                yield PlaceName(start, _text(scene, start, i), rank)
                if word.lower in plurals and start > 1 and words[start - 1].lower == "and":
                    other = _name_start(scene, start - 1, taken)
                    if other < start - 1:
                        yield PlaceName(other, _text(scene, other, start - 1), rank)


def _goes_on(scene: Scene, i: int) -> bool:
    """ "Harrow State Bureau": in mixed case a capital behind shows that the name of something else goes on."""
    if scene.is_upper_case or i + 1 >= len(scene.words) or not scene.text[scene.words[i].start].isupper():
        return False
    return scene.text[scene.words[i + 1].start].isupper()


def _bare(scene: Scene, taken: set[int]) -> Iterator[PlaceName]:
    """In mixed case also "in Harrowfen", "outside Harrowfen"."""
    if scene.is_upper_case or scene.is_headline:
        return
    bare = scene.lexicon["place_words"]["bare"]
    for i, word in enumerate(scene.words):
        if word.lower in bare:
            end = _name_end(scene, i + 1, taken)
            name = _text(scene, i + 1, end)
            shouted = name.isupper() and len(name) > _ACRONYM
            if i + 1 < end < i + 1 + _LONGEST and not shouted and not is_dated(scene, i + 1):
                yield PlaceName(i + 1, name, TOWN)


def _capital(scene: Scene) -> Iterator[PlaceName]:
    """ "in the capital": of the country that the article is about; "the capital of" names it itself."""
    words = scene.words
    for i, word in enumerate(words):
        if word.lower not in {"capital", "capital's"} or i < 2 or words[i - 1].lower not in _ITS:
            continue
        if i + 1 < len(words) and words[i + 1].lower == "of":
            continue
        located = _is_behind(words, i, _vocabulary(scene.lexicon)[2])
        city = _capitals(scene.lexicon).get(scene.home) if located and scene.home else None
        if city:
            yield PlaceName(i, city, TOWN, Entity(word.start, word.end, city, "city", None, scene.home))


_ITS = frozenset({"the", "country's", "nation's", "its"})


def _name_end(scene: Scene, start: int, taken: set[int]) -> int:
    end = start
    while end < len(scene.words) and end - start < _LONGEST and end not in taken and _may_name(scene, end):
        end += 1
    return end


def _name_start(scene: Scene, end: int, taken: set[int]) -> int:
    start = end
    while start > 0 and end - start < 3 and start - 1 not in taken and _may_name(scene, start - 1):
        start -= 1
    return start


def _may_name(scene: Scene, i: int) -> bool:
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


@cache
def _vocabulary(lexicon: Lexicon) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Words for kinds of places, their plurals, prepositions of place."""
    table = lexicon["place_words"]
    return frozenset(table["kinds"]), frozenset(table["kinds_many"]), frozenset(table["before"])


@cache
def _sets(lexicon: Lexicon) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    table = lexicon["place_words"]
    return frozenset(table["sites"]), frozenset(table["site_prefixes"]), frozenset(table["before"])


@cache
def _capitals(lexicon: Lexicon) -> dict[str, str]:
    """The capital of each country by its ISO code: a string at the country, or true at the city itself."""
    found: dict[str, str] = {}
    for place in lexicon.get("places", ()):
        capital = place.get("capital")
        if capital and place.get("country"):
            found[place["country"]] = capital if isinstance(capital, str) else place["name"]
    return found


def _text(scene: Scene, first: int, last: int) -> str:
    if first >= last:
        return ""
    return " ".join(scene.text[scene.words[first].start : scene.words[last - 1].end].split())
