"""Where on Earth the place of an attack lies: its name and country → coordinates, and how near they are.

The precision is ACLED's: 1, the town itself; 2, near it, or a part of it that has no coordinates of its own; 3, a
region, told by its chief town. A country is no point. Of places of one name the one is meant that lies in the attack's
country, in the region that the text names behind it; a large city that dwarfs the others; the one in a region that the
article names elsewhere, or near its other places; the one that dwarfs the others. What is still open stays missing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from math import cos, hypot, radians
from typing import NamedTuple

from analysis.extraction.records import Attack, Entity
from analysis.language.gazetteer import compile_gazetteer, fold, names_after, word_after, word_before
from analysis.language.lexicon import Lexicon
from analysis.language.towns import Town, regions_named, towns_named

_DWARFS = 4  # a town of so many times the inhabitants of any namesake in its country is meant
_LARGE = 100_000  # inhabitants: from here on whatever region the article names
_CLOSE = 150.0  # kilometres within which another place of the article tells which of several towns is meant
DEGREE = 111.2  # kilometres, of latitude


class Point(NamedTuple):
    """Degrees in WGS 84, and ACLED's precision."""

    latitude: float
    longitude: float
    geo_precision: int


def with_coordinates(
    attacks: Sequence[Attack], text: str, entities: Sequence[Entity], lexicon: Lexicon
) -> list[Attack]:
    """The attacks of one article, each with the coordinates of its place where they can be told."""
    if not any(a.place for a in attacks):
        return list(attacks)
    named = frozenset([*(e.entity for e in entities if e.entity_kind in ("city", "region")), *_places(attacks)])
    points = {
        (a.place, a.country): _located(a.place, a.country, lexicon, text, _first(text, a), named)
        for a in attacks
        if a.place
    }
    found = ((a, points.get((a.place or "", a.country))) for a in attacks)
    return [replace(a, **point._asdict()) if point else a for a, point in found]


def locate(place: str | None, country: str | None, lexicon: Lexicon) -> Point | None:
    """The coordinates of a place that is told by nothing but its name and its country (ISO alpha-2)."""
    return _located(place, country, lexicon) if place else None


def distance(a: Point | Town, b: Point | Town) -> float:
    """Kilometres between two points that are near one another."""
    east = (a.longitude - b.longitude + 180) % 360 - 180
    return DEGREE * hypot(a.latitude - b.latitude, east * cos(radians((a.latitude + b.latitude) / 2)))


def namesakes(place: str, country: str | None) -> int:
    """How many towns of the country bear the name, by the table that ships with the package."""
    return len(
        {(t.latitude, t.longitude) for t in towns_named(_form(place)) if t.country == country and t.is_main_name}
    )


def _places(attacks: Iterable[Attack]) -> Iterable[str]:
    return (a.place for a in attacks if a.place)


def _first(text: str, attack: Attack) -> int:
    """Where the text names an attack's place: where it tells the attack, else for the first time; -1 if nowhere."""
    place = attack.place or ""
    at = text.find(place, attack.start, attack.end)
    return at if at >= 0 else text.find(place)


def _located(
    place: str, country: str | None, lexicon: Lexicon, text: str = "", at: int = -1, named: frozenset[str] = frozenset()
) -> Point | None:
    words, end = lexicon["place_words"], at + len(place)
    behind = names_after(text, end) if at >= 0 else ()
    kind = word_after(text, end).lower() if at >= 0 else ""
    is_near = at >= 0 and word_before(text, at).lower() in words["near"]
    narrow, *wider = [part.strip() for part in place.split(",")]  # "Tarn quarter, Harrowfen"
    own = _own(lexicon)
    for number, name in enumerate((narrow, *wider, *behind)):
        precision = 2 if number or is_near else 1
        form = _form(name)
        if (point := own.get(form)) and point[0] in (None, country):
            return Point(*point[1:3], max(point[3], precision))
        if country is None:
            continue
        told = _regions((*wider, *behind), country)
        if (kind in words["wide"] and not number) or _is_region(name, country, lexicon):
            if not number and (region := _region(name, country, lexicon)):
                return Point(region.latitude, region.longitude, 3)
            continue
        if town := _town(
            form, country, told or _regions(sorted(named), country), _towns(named - {name}, country), told
        ):
            return Point(town.latitude, town.longitude, precision)
    return None


def _town(
    form: str, country: str, regions: Collection[str], others: Sequence[Town], told: Collection[str]
) -> Town | None:
    """The town that is meant; ``regions`` are codes of those that the article names, ``told`` those named with it."""
    known = [t for t in towns_named(form) if t.country == country]
    known = [t for t in known if t.is_main_name] or known
    known = [t for t in known if t.region in told] or known
    if len(known) < 2:
        return known[0] if known else None
    is_dwarfing = known[0].inhabitants >= _DWARFS * known[1].inhabitants > 0
    if is_dwarfing and known[0].inhabitants >= _LARGE:
        return known[0]
    within = [t for t in known if t.region in regions]
    near = [t for t in within or known if any(distance(t, o) <= _CLOSE for o in others)]
    return next((few[0] for few in (within, near) if len(few) == 1), known[0] if is_dwarfing and not within else None)


def _towns(names: Iterable[str], country: str) -> list[Town]:
    """The towns of a country among names that only one town bears."""
    found = ([t for t in towns_named(_form(n)) if t.country == country and t.is_main_name] for n in names)
    return [towns[0] for towns in found if len(towns) == 1]


def _regions(names: Iterable[str], country: str) -> frozenset[str]:
    """The codes of the country's regions among names."""
    return frozenset(r.region for name in names for r in regions_named(_form(name)) if r.country == country)


def _is_region(name: str, country: str, lexicon: Lexicon) -> bool:
    """Whether the lexicon knows a name as a region of the country, and as no city there."""
    return {n.kind for n in compile_gazetteer(lexicon).meant(_form(name)) if n.country == country} == {"region"}


def _region(name: str, country: str, lexicon: Lexicon) -> Town | None:
    """A region by its own name, with the word for its kind or without ("Herat province"), or the lexicon's for it."""
    last = name.rpartition(" ")
    short = last[0] if last[2].lower() in lexicon["place_words"]["kinds"] else name
    entities = {n.entity for n in compile_gazetteer(lexicon).meant(_form(name)) if n.kind == "region"}
    known = [form for p in lexicon["places"] if p["name"] in entities for form in (p["name"], *p.get("aliases", ()))]
    found = (r for form in (name, short, *known) for r in regions_named(_form(form)) if r.country == country)
    return next(found, None)


def _form(name: str) -> str:
    return fold(name).strip()


@lru_cache(maxsize=8)
def _own(lexicon: Lexicon) -> Mapping[str, tuple[str | None, float, float, int]]:
    """The places to which the lexicon itself gives coordinates: country, latitude, longitude, precision."""
    return {
        _form(form): (p.get("country"), float(p["lat"]), float(p["lon"]), 3 if p.get("kind") == "region" else 1)
        for p in lexicon.get("places", ())
        if "lat" in p
        for form in (p["name"], *p.get("aliases", ()))
    }
