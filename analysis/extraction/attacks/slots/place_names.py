"""Names of places in a sentence that may say where something happened, known to the gazetteer or by their words.

A name locates behind a preposition of place ("in Harrowfen"), as what is hit ("shelled Harrowfen"), and before an
event noun ("the Harrowfen bombing"). "The Harrowfen mayor" locates nothing, "a farmer from Harrowfen" hardly anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from analysis.extraction.attacks.events.scene import PLACES, Scene, is_dated
from analysis.extraction.attacks.events.triggers import Trigger
from analysis.extraction.attacks.slots.place_words import (
    ADDRESS,
    LONGEST,
    REGION,
    SITE,
    TOWN,
    PlaceName,
    capitals,
    cities,
    is_behind,
    kinds_of_places,
    may_name,
    name_end,
    name_start,
    site_words,
    words_of,
)
from analysis.extraction.records import Entity

_RANKS = {"city": TOWN, "region": REGION}
# How many words farther away a name counts that says where somebody or something comes from.
_ORIGIN = 12
# The first name of a dateline: "LIMA, 5 May", "Lima (AP)".
_NAME_IN_DATELINE = re.compile(r"[^\W\d_][^,(\[:–—-]*")
# A longer word in capitals amid others is an outcry, no name.
_ACRONYM = 4


def place_names(scene: Scene, triggers: Sequence[Trigger]) -> Iterator[PlaceName]:
    """Entities first, then names that the words around them show to be places."""
    taken: set[int] = set()
    for entity in scene.entities:
        at, behind = scene.index_at(entity.start), scene.index_at(entity.end - 1) + 1
        taken.update(range(at, behind))
        if entity.entity_kind not in PLACES or _is_part_of_name(scene, at, behind):
            continue
        if _locates(scene, at, behind, triggers):
            first = _longer(scene, at)
            name = scene.text[entity.start : entity.end] if scene.is_upper_case else entity.entity
            if first < at:
                yield PlaceName(first, words_of(scene, first, behind), _RANKS["region"], entity, _cost(scene, first))
                continue
            rank = _RANKS.get(entity.entity_kind) or _site_rank(scene, behind - 1)
            if rank == SITE and any("thing" in w.tags for w in scene.words[behind : behind + 2]):
                rank = ADDRESS  # "the Harrow Basin fuel depot"
            yield PlaceName(at, name, rank, entity, _cost(scene, at))
    for found in (
        _sites(scene, taken),
        _by_kind(scene, taken),
        _bare(scene, taken),
        _opened(scene, taken),
        _capital(scene),
        _here(scene),
    ):
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
    kinds, _, before = kinds_of_places(scene.lexicon)
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
    sites, prefixes, before = site_words(scene.lexicon)
    words = scene.words
    for i, word in enumerate(words):
        if word.lower in sites and i:
            start = name_start(scene, i, taken)
            generic = all(w.lower in table["generic"] or w.lower in table["offices"] for w in words[start:i])
            if not generic and is_behind(words, start, before) and not _is_house(scene, start, i):
                yield PlaceName(start, words_of(scene, start, i + 1), _site_rank(scene, i))
        elif word.lower in prefixes and not scene.is_upper_case and scene.text[word.start].isupper():
            end = name_end(scene, i + 1, taken)
            if end > i + 1 and i not in taken and is_behind(words, i, before):
                yield PlaceName(i, words_of(scene, i, end), SITE)


def _is_house(scene: Scene, start: int, last: int) -> bool:
    """ "a lecturer at Harrow University": says who somebody is."""
    before = [w for w in scene.words[max(0, start - 3) : start] if "determiner" not in w.tags]
    house = scene.words[last].lower in scene.lexicon["place_words"]["houses"]
    return house and len(before) > 1 and (before[-2].tags & {"person", "plural"}) == {"person"}


def _site_rank(scene: Scene, last: int) -> int:
    """The rank of a site by its last word: "Camp Harrow" is a place of its own, "Weaver Street" lies in a town."""
    return ADDRESS if scene.words[last].lower in scene.lexicon["place_words"]["addresses"] else SITE


def _by_kind(scene: Scene, taken: set[int]) -> Iterator[PlaceName]:
    """ "in the town of Harrowfen", "the Harrowfen neighborhood", "the Harrow and Fen neighborhoods"."""
    kinds, plurals, _ = kinds_of_places(scene.lexicon)
    offices = scene.lexicon["place_words"]["offices"]
    words = scene.words
    for i, word in enumerate(words):
        if word.lower not in kinds and word.lower not in plurals:
            continue
        rank = REGION if word.lower in scene.lexicon["place_words"]["wide"] else TOWN
        named_behind = i + 2 < len(words) and words[i + 1].lower == "of"
        end = name_end(scene, i + 2, taken) if named_behind else 0
        if end > i + 2:
            if words[i + 2].lower not in offices:
                yield PlaceName(i + 2, words_of(scene, i + 2, end), rank)
        elif i and i not in taken and not _goes_on(scene, i) and words[i - 1].lower not in kinds:
            start = name_start(scene, i, taken)
            if start == i or words[start].lower in offices or _is_surname(scene, start, i):
                continue
            yield PlaceName(start, words_of(scene, start, i), rank)
            if word.lower in plurals and start > 1 and words[start - 1].lower == "and":
                other = name_start(scene, start - 1, taken)
                if other < start - 1:
                    yield PlaceName(other, words_of(scene, other, start - 1), rank)


def _is_surname(scene: Scene, start: int, i: int) -> bool:
    """ "Adam Ward", not "in Harrow Ward": in mixed case a capital shows that word ``i`` is a name itself."""
    if scene.is_upper_case or not scene.text[scene.words[i].start].isupper():
        return False
    return not is_behind(scene.words, start, kinds_of_places(scene.lexicon)[2])


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
            end = name_end(scene, i + 1, taken)
            name = words_of(scene, i + 1, end)
            shouted = name.isupper() and len(name) > _ACRONYM
            if i + 1 < end < i + 1 + LONGEST and not shouted and not is_dated(scene, i + 1):
                yield PlaceName(i + 1, name, TOWN)


def _opened(scene: Scene, taken: set[int]) -> Iterator[PlaceName]:
    """Capitals or not, "in San Tarno", "outside El Harrow": a name that opens as the names of places do."""
    table = scene.lexicon["place_words"]
    bare, openers = table["bare"], table["openers"]
    for i in range(1, len(scene.words) - 1):
        if scene.words[i].lower not in openers or i in taken:
            continue
        before = i - 1 if scene.words[i - 1].lower not in table["directions"] else i - 2
        end = name_end(scene, i + 1, taken)
        if before < 0 or end == i + 1 or scene.words[before].lower not in bare:
            continue
        if scene.is_upper_case or scene.text[scene.words[i].start].isupper():
            name, word = words_of(scene, i, end), scene.words[i]
            country = cities(scene.lexicon).get(name.lower())
            known = Entity(word.start, scene.words[end - 1].end, name, "city", None, country) if country else None
            yield PlaceName(i, name, TOWN, known)


def _longer(scene: Scene, at: int) -> int:
    """The first word of a name of which the gazetteer knows but the end: "Valle del | Cauca"."""
    joints = scene.lexicon["place_words"]["joints"]
    joint = at
    while joint and at - joint < 2 and scene.words[joint - 1].lower in {w for j in joints for w in j.split()}:
        joint -= 1
    return joint - 1 if 0 < joint < at and may_name(scene, joint - 1) else at


def _here(scene: Scene) -> Iterator[PlaceName]:
    """ "in this city", "near this northern port": the place of the dateline."""
    here = scene.lexicon["place_words"]["here"]
    city = _NAME_IN_DATELINE.match(scene.dateline or "")
    for i, word in enumerate(scene.words if city else ()):
        if word.lower not in here:
            continue
        this = next((j for j in range(i - 1, max(0, i - 4), -1) if scene.words[j].lower == "this"), None)
        if this is not None and city and is_behind(scene.words, this, kinds_of_places(scene.lexicon)[2]):
            name = city[0].strip()
            country = cities(scene.lexicon).get(name.lower())
            yield PlaceName(i, name, TOWN, Entity(word.start, word.end, name, "city", None, country))


def _capital(scene: Scene) -> Iterator[PlaceName]:
    """ "in the capital": of the country that the article is about; "the capital of" names it itself."""
    words = scene.words
    for i, word in enumerate(words):
        if word.lower not in {"capital", "capital's"} or i < 2 or words[i - 1].lower not in _ITS:
            continue
        if i + 1 < len(words) and words[i + 1].lower == "of":
            continue
        located = is_behind(words, i, kinds_of_places(scene.lexicon)[2])
        city = capitals(scene.lexicon).get(scene.home) if located and scene.home else None
        if city:
            yield PlaceName(i, city, TOWN, Entity(word.start, word.end, city, "city", None, scene.home))


_ITS = frozenset({"the", "country's", "nation's", "its"})
