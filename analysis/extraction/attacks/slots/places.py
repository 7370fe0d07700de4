"""Where an attack was: names behind a preposition of place, known to the gazetteer or shown to be places by their
words.

The dateline is not the place, nor is where a spokesman sits; "the German consulate" says nothing of the country.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from analysis.extraction.attacks.events.scene import PLACES, Scene
from analysis.extraction.attacks.events.triggers import Trigger
from analysis.extraction.attacks.slots.place_names import place_names
from analysis.extraction.attacks.slots.place_words import PlaceName
from analysis.extraction.records import Entity
from analysis.language.expressions import Word
from analysis.language.lexicon import Lexicon


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


# A chain of names told together ("the market of Harrowfen, in the north") has at most so many words between two.
_CHAINED = 8
_LONGEST_CHAIN = 3
# A name before its event word stands as near as one so many words farther behind it.
_BEFORE = 4
# A name in another clause, before its event word.
_APART = 8


def find_place(scene: Scene, triggers: Sequence[Trigger], first: int, last: int) -> Place:
    """The places that locate the triggers: names behind a preposition of place, nearest first, and the country."""
    named = [
        n
        for n in place_names(scene, triggers)
        if first <= n.at < last and not _is_speakers(scene, n.at, triggers) and not _is_accuseds(scene, n.at, triggers)
    ]
    if not named:
        return Place(None, _country(scene, triggers, first, last))
    named.sort(key=lambda n: (_distance(scene, n, triggers[0].at), n.at))
    nearest = named[0]
    if (country := _nearer_country(scene, triggers, first, last, nearest)) is not None:
        return Place(None, country)
    chain = [nearest]
    for other in sorted(named[1:], key=lambda n: n.at):
        if 0 < other.at - chain[-1].at <= _CHAINED and len(chain) < _LONGEST_CHAIN and not other.cost:
            chain.append(other)
    finest = max(chain, key=lambda n: n.rank)
    country = next((n.entity.country for n in chain if n.entity and n.entity.country), None)
    entity = nearest.entity
    is_nowhere = entity is not None and entity.entity_kind == "region" and entity.country is None
    found = None if is_nowhere else country or _country(scene, triggers, first, last)
    names = dict.fromkeys(n.name for n in chain)
    return Place(finest.name, found, is_nowhere, ", ".join(names), finest.rank)


def _distance(scene: Scene, name: PlaceName, anchor: int) -> int:
    """Words between a name and its event word; a name before it, or in another clause, counts as farther away."""
    distance = abs(name.at - anchor) + name.cost
    if name.at > anchor:
        return distance
    between = scene.words[name.at + 1 : anchor]
    return distance + _BEFORE + (_APART if any(_parts(w) for w in between) else 0)


def _parts(word: Word) -> bool:
    return word.lower in {"—", "--", "–", ";"} or "opener" in word.tags


def _nearer_country(scene: Scene, triggers: Sequence[Trigger], first: int, last: int, nearest: PlaceName) -> str | None:
    """ "the attack in Norland and others in Harrowfen": told before the nearest name, which lies abroad."""
    if nearest.entity is None or nearest.entity.country is None:
        return None
    anchor = triggers[0].at
    located = [(i, e) for i, e in _located(scene, triggers, first, last) if anchor < i < nearest.at]
    country = located[0][1].country if located else None
    return country if country != nearest.entity.country else None


def _is_speakers(scene: Scene, at: int, triggers: Sequence[Trigger]) -> bool:
    """ "a spokesman in Berlin said", "told reporters in Berlin that": the place of who speaks."""
    words = scene.words
    if any("say" in w.tags for w in words[at + 1 : at + 4]):
        return True
    later = min(t.at for t in triggers)
    if at >= later:
        return False
    if any("say" in w.tags for w in words[at + 1 : min(later, at + 8)]):
        return True
    said = next((j for j in range(at - 1, max(-1, at - 6), -1) if "say" in words[j].tags), None)
    if said is None or not any(w.lower == "in" for w in words[said + 1 : at]):
        return False
    return any("relative" in w.tags for w in words[at + 1 : later])


def _is_accuseds(scene: Scene, at: int, triggers: Sequence[Trigger]) -> bool:
    """ "accused the garrison **at Camp Harrow** of shelling the town": where the accused are."""
    words, later = scene.words, min(t.at for t in triggers)
    if at > later or not any(w.lower == "of" for w in words[at + 1 : later]):
        return False
    accusing = scene.lexicon["responsibility"]["blame_direct"]
    before = words[max(0, at - 6) : at]
    return any(w.lower in accusing for w in before) and not any("be" in w.tags for w in before)


def _country(scene: Scene, triggers: Sequence[Trigger], first: int, last: int) -> str | None:
    """The country behind a preposition of place in the mention, or the only one that it names."""
    if located := _located(scene, triggers, first, last):
        return located[0][1].country
    targets = [t.object for t in triggers if t.object is not None]
    for group in targets:
        entity = scene.entity_in(group, PLACES | {"country"})
        if entity and entity.country and (entity.entity_kind in PLACES or is_own_name(scene, entity)):
            return entity.country
    return None


def _located(scene: Scene, triggers: Sequence[Trigger], first: int, last: int) -> list[tuple[int, Entity]]:
    """Countries under their own name behind a preposition of place, in the clauses of the triggers."""
    found = []
    start = triggers[0].at
    before = scene.lexicon["place_words"]["country_before"]
    for entity in scene.entities:
        if entity.entity_kind != "country" or not entity.country:
            continue
        i = scene.index_at(entity.start)
        if not (first <= i < last) or not i or scene.words[i - 1].lower not in before:
            continue
        apart = any(_parts(w) for w in scene.words[i + 1 : start])
        if not apart and not _is_speakers(scene, i, triggers) and is_own_name(scene, entity):
            found.append((i, entity))
    return found


def is_own_name(scene: Scene, entity: Entity) -> bool:
    """Whether a country stands under its name and not as an adjective: "the German consulate" may stand anywhere."""
    return scene.text[entity.start : entity.end].lower() not in _demonyms(scene.lexicon)


@lru_cache(maxsize=8)
def _demonyms(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(d.lower() for place in lexicon.get("places", ()) for d in place.get("demonyms", ()))
