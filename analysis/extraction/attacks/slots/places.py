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
from analysis.extraction.attacks.slots.place_names import PART, REGION, SPEAKING, TOWN, PlaceName, place_names
from analysis.extraction.records import Entity
from analysis.language.gazetteer import compile_gazetteer
from analysis.language.lexicon import Lexicon
from analysis.language.rules import load_rules
from analysis.language.tokens import words_of_name


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
# A name before its event word stands as near as one so many words farther behind it, in another clause even more.
_BEFORE, _APART = 4, 8
_PARTING = frozenset({"—", "--", "–", ";"})


def find_place(scene: Scene, triggers: Sequence[Trigger], first: int, last: int) -> Place:
    """The places that locate the triggers: names behind a preposition of place, nearest first, and the country."""
    anchor = triggers[0].at
    named = [
        n
        for n in place_names(scene, triggers)
        if first <= n.at < last and (n.cost == SPEAKING or not _is_of_another(scene, n.at, triggers))
    ]
    countries = _countries(scene, triggers, first, last)
    if not named:
        return Place(None, _country(scene, triggers, countries))
    nearest = min(named, key=lambda n: (_distance(scene, n, anchor), n.at))
    if nearest.rank in (REGION, TOWN):  # "in Harrowfen, the capital of Ember province, gunmen", ", in the hills above"
        before = [n for n in named if 0 < nearest.at - n.at <= _CHAINED and not n.cost and n.rank > REGION]
        told = (n for n in before if nearest.rank == REGION or _is_told_by(scene, n, nearest))
        told = (n for n in told if not any(w.events for w in scene.words[n.at : nearest.at]))
        nearest = max(told, key=lambda n: n.at, default=nearest)
    abroad = nearest.entity.country if nearest.entity else None
    between = next((e.country for i, e in countries if anchor < i < nearest.at), None) if abroad else None
    if between is not None and between != abroad:  # "the attack in Norland and others in Harrowfen"
        return Place(None, between)
    chain = [nearest]
    for other in sorted(named, key=lambda n: n.at):
        if 0 < other.at - chain[-1].at <= _CHAINED and len(chain) < _LONGEST_CHAIN and not other.cost:
            chain.append(other)
    finest = max(chain, key=lambda n: n.rank)
    country = next((n.entity.country for n in chain if n.entity and n.entity.country), None)
    is_nowhere = nearest.entity is not None and nearest.entity.entity_kind == "region" and abroad is None
    found = None if is_nowhere else country or _country(scene, triggers, countries) or _country_of_town(scene, chain)
    part = next((f"{n.name}, " for n in chain if n.rank == PART and finest.rank == TOWN), "")
    name = part + finest.name if part else _listed(scene, chain) or finest.name
    return Place(name, found, is_nowhere, ", ".join(dict.fromkeys(n.name for n in chain)), finest.rank)


def _is_told_by(scene: Scene, town: PlaceName, other: PlaceName) -> bool:
    """Whether a town is told with another one that it lies by: "Harrowfen, in the hills above Tarnwick"."""
    behind = town.at + len(words_of_name(town.name))
    between = [w.lower for w in scene.words[behind : other.at]]
    return between[:1] == [","] and len(between) > 2 and not {"and", "then"} & {*between} and between.count(",") == 1


def _listed(scene: Scene, chain: Sequence[PlaceName]) -> str | None:
    """All unknown towns of a list: "in Harrowfen, Tarnwick and Lowport", not "between Harrowfen and Lowport"."""
    towns = [n for n in chain if n.rank == TOWN and n.entity is None]
    between = [w.lower for w in scene.words[towns[0].at : towns[-1].at]] if len(towns) > 1 else []
    words = {word for n in towns for word in words_of_name(n.name.lower())} | {",", "and"}
    if "and" not in between or not words.issuperset(between) or scene.words[towns[0].at - 1].lower == "between":
        return None
    return " and ".join([", ".join(n.name for n in towns[:-1]), towns[-1].name])


def _country_of_town(scene: Scene, names: Sequence[PlaceName]) -> str | None:
    """The country of a town that is none of the article's entities: one that the sentence or the article names."""
    gazetteer, among = compile_gazetteer(scene.lexicon), [*(e.country for e in scene.entities), scene.home]
    found = (gazetteer.country_of_town(n.name, among) for n in names if n.rank in (TOWN, PART))
    return next((code for code in found if code), None)


def _distance(scene: Scene, name: PlaceName, anchor: int) -> int:
    """Words between a name and its event word; a name before it, or in another clause, counts as farther away."""
    distance = abs(name.at - anchor) + name.cost
    if name.at > anchor:
        return distance
    return distance + _BEFORE + (_APART if _is_apart(scene, name.at, anchor) else 0)


def _is_apart(scene: Scene, first: int, last: int) -> bool:
    """Whether a dash, a semicolon or an opener parts two words."""
    return any(w.lower in _PARTING or "opener" in w.tags for w in scene.words[first + 1 : last])


def _is_of_another(scene: Scene, at: int, triggers: Sequence[Trigger]) -> bool:
    """Whether a rule says that word ``at`` is where somebody speaks, or where the accused are."""
    line, later = scene.line, min(t.at for t in triggers)
    return any(
        (rule.before is None or rule.before.ends_at(line, at, rule.given["reach"]) is not None)
        and (rule.after is None or rule.after.starts_at(line, at + 1) is not None)
        and (rule.near is None or (at < later and rule.near.search(line, at + 1, later) is not None))
        and rule.fires()
        for rule in load_rules(scene.lexicon, "places_of_others")
    )


def _country(scene: Scene, triggers: Sequence[Trigger], countries: Sequence[tuple[int, Entity]]) -> str | None:
    """The country behind a preposition of place in the mention, or the only one that what it hits names."""
    if countries:
        return countries[0][1].country
    for group in (t.object for t in triggers):
        entity = scene.entity_in(group, PLACES | {"country"})
        if entity and entity.country and is_own_name(scene.text, entity, scene.lexicon):
            return entity.country
    return None


def _countries(scene: Scene, triggers: Sequence[Trigger], first: int, last: int) -> list[tuple[int, Entity]]:
    """Countries under their own name behind a preposition of place, in the clauses of the triggers."""
    found, anchor = [], triggers[0].at
    before = scene.lexicon["place_words"]["country_before"]
    for entity in scene.entities:
        if entity.entity_kind != "country" or not entity.country:
            continue
        i = scene.index_at(entity.start)
        at = i - 1 - (i > 1 and "determiner" in scene.words[i - 1].tags)  # "in the Philippines"
        named_so = [w for w in scene.words[i + 1 : i + 2] if w.lower in scene.lexicon["place_words"]["kinds"]]
        if not first <= i < last or not i or named_so or scene.words[at].lower not in before:
            continue  # "the Montserrat neighborhood" is no country
        own = is_own_name(scene.text, entity, scene.lexicon)
        if own and not _is_apart(scene, i, anchor) and not _is_of_another(scene, i, triggers):
            found.append((i, entity))
    return found


def is_own_name(text: str, entity: Entity, lexicon: Lexicon) -> bool:
    """Whether a country stands under its name and not as an adjective: "the German consulate" may stand anywhere."""
    return entity.entity_kind != "country" or text[entity.start : entity.end].lower() not in _demonyms(lexicon)


@lru_cache(maxsize=8)
def _demonyms(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(d.lower() for place in lexicon.get("places", ()) for d in place.get("demonyms", ()))
