"""Where an attack was: names behind a preposition of place, known to the gazetteer or shown to be places by their
words.

The dateline is not the place, nor is where a spokesman sits; "the German consulate" says nothing of the country.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from analysis.extraction.attack_groups import is_number
from analysis.extraction.attack_scene import PLACES, Scene, is_dated
from analysis.extraction.attack_triggers import Trigger
from analysis.extraction.lexicon import Lexicon
from analysis.extraction.records import Entity


@dataclass(frozen=True, slots=True)
class Place:
    """``place`` is the most specific name, ``chain`` all names told together, narrow to wide; ``rank`` is higher for a
    site than for a city, lowest for a region; ``country`` ISO alpha-2.

    ``is_nowhere`` is true for a place that the gazetteer knows and that lies in no country: a sea.
    """

    place: str | None
    country: str | None
    is_nowhere: bool = False
    chain: str | None = None
    rank: int = 0


# A site tells more than its town, a town more than its region; a name that no list knows is mostly a town.
_RANKS = {"site": 3, "city": 2, "region": 1}


def find_place(scene: Scene, triggers: Sequence[Trigger], first: int, last: int) -> Place:
    """The places that locate the triggers: names behind a preposition of place, nearest first, and the country."""
    named = [
        (i, name, entity)
        for i, name, entity in _place_names(scene)
        if first <= i < last and not _is_speakers(scene, i, triggers)
    ]
    if not named:
        return Place(None, _country(scene, triggers, first, last))
    anchor = triggers[0].at
    named.sort(key=lambda n: (abs(n[0] - anchor) + (4 if n[0] < anchor else 0), n[0]))
    nearest = named[0]
    chain = [nearest]
    for other in sorted(named[1:], key=lambda n: n[0]):
        if 0 < other[0] - chain[-1][0] <= 8 and len(chain) < 3:
            chain.append(other)
    names = list(dict.fromkeys(n[1] for n in chain))
    country = next((n[2].country for n in chain if n[2] and n[2].country), None)
    rank, place = max(((_rank(n[2]), -k), n[1]) for k, n in enumerate(chain))
    is_nowhere = nearest[2] is not None and nearest[2].entity_kind == "region" and nearest[2].country is None
    found = None if is_nowhere else country or _country(scene, triggers, first, last)
    return Place(place, found, is_nowhere, ", ".join(names), rank[0])


def _rank(entity: Entity | None) -> int:
    return _RANKS[entity.entity_kind] if entity else 2


def _is_speakers(scene: Scene, at: int, triggers: Sequence[Trigger]) -> bool:
    """ "a spokesman in Berlin said": the place of who speaks."""
    if any("say" in w.tags for w in scene.words[at + 1 : at + 4]):
        return True
    later = min(t.at for t in triggers)
    return at < later and any("say" in w.tags for w in scene.words[at + 1 : min(later, at + 8)])


def _place_names(scene: Scene) -> Iterable[tuple[int, str, Entity | None]]:
    """Names of places as (word, name, entity): entities first, then names that the words around them show to be
    places."""
    taken: set[int] = set()
    for entity in scene.entities:
        at = scene.index_at(entity.start)
        if entity.entity_kind in PLACES and _is_locative(scene, at) and not _is_part_of_name(scene, at, entity):
            taken.update(range(at, scene.index_at(entity.end - 1) + 1))
            yield at, entity.entity if not scene.is_upper_case else scene.text[entity.start : entity.end], entity
        elif entity.entity_kind == "country":
            taken.update(range(at, scene.index_at(entity.end - 1) + 1))
    yield from ((i, name, None) for i, name in _unknown_places(scene, taken))


def _is_part_of_name(scene: Scene, at: int, entity: Entity) -> bool:
    """ "George Washington University": a house that bears a name lies elsewhere."""
    behind = scene.index_at(entity.end - 1) + 1
    if behind >= len(scene.words) or scene.words[behind].lower not in scene.lexicon["place_words"]["houses"]:
        return False
    return (
        at > 0 and scene.text[scene.words[at - 1].start].isupper() and scene.text[scene.words[behind].start].isupper()
    )


def _is_locative(scene: Scene, at: int) -> bool:
    """Whether a name stands behind a preposition of place or another name that does; "the Lima mayor" locates
    nothing."""
    kinds, before_words = _place_words(scene.lexicon)
    for j in range(at - 1, max(-1, at - 7), -1):
        word = scene.words[j]
        if word.lower in before_words:
            return True
        if (word.events and not word.events[0].is_noun) or word.tags & {"say", "be", "relative"}:
            return False
    return at + 1 < len(scene.words) and scene.words[at + 1].lower in kinds


def _unknown_places(scene: Scene, taken: set[int]) -> Iterable[tuple[int, str]]:
    """ "in the town of Harrowfen", "the Harrowfen neighborhood", in mixed case also "in Harrowfen"."""
    kinds, _before_words = _place_words(scene.lexicon)
    words = scene.words
    for i, word in enumerate(words):
        if word.lower in kinds and i + 2 < len(words) and words[i + 1].lower == "of":
            if (end := _name_end(scene, i + 2, taken)) > i + 2:
                yield i + 2, _text(scene, i + 2, end)
        elif word.lower in kinds and i and i not in taken:
            start = _name_start(scene, i, taken)
            if start < i and words[start].lower not in scene.lexicon["place_words"]["offices"]:
                yield start, _text(scene, start, i)
        elif (
            (
                not scene.is_upper_case
                and not scene.is_headline
                and word.lower in {"in", "outside"}
                and (end := _name_end(scene, i + 1, taken)) > i + 1
            )
            and not is_dated(scene, i + 1)
            and end - i < 5
        ):
            yield i + 1, _text(scene, i + 1, end)


def _name_end(scene: Scene, start: int, taken: set[int]) -> int:
    end = start
    while end < len(scene.words) and end - start < 4 and end not in taken and _may_name(scene, end):
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
    if (
        not word.lower[0].isalpha()
        or word.events
        or word.tags
        & {"preposition", "determiner", "conjunction", "say", "be", "relative", "pronoun", "adverb", "have", "number"}
    ):
        return False
    if scene.is_upper_case:
        return not word.tags and word.lower not in scene.lexicon["place_words"]["no_name"] and not is_number(word)
    return (
        scene.text[word.start].isupper()
        and not word.tags & {"person", "force", "outlaw", "possessive"}
        and not word.lower.endswith("'s")
    )


@cache
def _place_words(lexicon: Lexicon) -> tuple[frozenset[str], frozenset[str]]:
    table = lexicon["place_words"]
    return frozenset(table["kinds"]), frozenset(table["before"])


def _country(scene: Scene, triggers: Sequence[Trigger], first: int, last: int) -> str | None:
    """The country behind a preposition of place in the mention, or the only one that it names."""
    named = [(scene.index_at(e.start), e) for e in scene.entities if e.entity_kind == "country" and e.country]
    inside = [(i, e) for i, e in named if first <= i < last]
    located = [
        e
        for i, e in inside
        if i
        and scene.words[i - 1].lower in scene.lexicon["place_words"]["country_before"]
        and not _is_speakers(scene, i, triggers)
        and _is_own_name(scene, e)
    ]
    if located:
        return located[0].country
    targets = [t.object for t in triggers if t.object is not None]
    for group in targets:
        entity = scene.entity_in(group, PLACES | {"country"})
        if entity and entity.country and (entity.entity_kind in PLACES or _is_own_name(scene, entity)):
            return entity.country
    return None


def _is_own_name(scene: Scene, entity: Entity) -> bool:
    """Whether a country stands under its name and not as an adjective: "the German consulate" may stand anywhere."""
    return scene.text[entity.start : entity.end].lower() not in _demonyms(scene.lexicon)


@cache
def _demonyms(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(d.lower() for place in lexicon.get("places", ()) for d in place.get("demonyms", ()))


def _text(scene: Scene, first: int, last: int) -> str:
    return " ".join(scene.text[scene.words[first].start : scene.words[last - 1].end].split())
