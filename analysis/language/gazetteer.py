"""The names to look for: actors and places of the lexicon, countries, cities.

A name is looked up in folded text: every character that is not a letter or digit becomes a space, accents are dropped,
case is kept, and the length stays the same, so that offsets carry over. "Kata'ib", "Kata’ib" and "al-Qaeda", "al Qaeda"
fall together that way. Cities of 15,000 people and more come from GeoNames (``cities.tsv``, main names only: its
alternate names are mostly noise in English text; ``towns`` is asked for those where a place is meant); a name of the
lexicon hides a country's or a city's, and a corpus's entry hides the package's. Names of outlets are matched, too, and
mean nothing here: they keep "The New York Times" from being a mention of New York.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from itertools import chain, dropwhile
from typing import Any, Literal, NamedTuple

from analysis.errors import LexiconError
from analysis.language.lexicon import Lexicon
from analysis.language.towns import town_sizes

ACTOR_KINDS = ("person", "group", "force", "government", "institution", "people")
PLACE_KINDS = ("country", "region", "city", "site")
_ACTOR_KEYS = {"name", "aliases", "kind", "side", "country", "official", "role", "affiliation"}
_PLACE_KEYS = {"name", "aliases", "demonyms", "kind", "country", "capital", "lat", "lon"}
_DEFAULT_KINDS = {"actors": "group", "places": "site"}  # of an entry that gives nothing but a name
_LARGE = 100_000  # inhabitants: from here on a city is taken at its name, unless the name is guarded
_TOWN = 5_000  # from here on a name that no other town bears stands for it, whatever country is told of
_DWARFS = 4  # a large city of so many times the inhabitants of any namesake is meant, whatever country is told of
_MAIN_NAME = 10  # a city counts as so many times its inhabitants against one that may also be spelled so
_CAPITAL_WEIGHT = 5  # a capital counts as so many times its inhabitants against other cities of its name

_GAP = re.compile(r"(?<=\w) ")
_NEXT_WORD = re.compile(r" +[^ ]+")
_WORD_BEFORE = re.compile(r"(\w[\w'’.\-]*)\s{1,2}$")
_WORD_AFTER = re.compile(r"\s(\w[\w'’\-]*)")
_LONGEST_WORD = 30
_NAMES_AFTER = re.compile(r"(?:,|,?\s(?:in|of)(?:\s[a-z][a-z\-]*){0,3})\s((?:[A-Z][\w.'’\-]*\s?){1,4})")
_OF_KIND = re.compile(
    r"\b([A-Z][\w\-]+) (?:[a-z]+ ){0,2}(?:city|town|village|port|capital|district|suburb|region|province|camp) of $"
)
_TOWN_BEFORE = re.compile(r"\b((?:[A-Z][\w.'’\-]*\s){0,2}[A-Z][\w.'’\-]*),\s$")
_LONGEST_KIND = 60  # characters
_SPELLED_OTHERWISE = re.compile(r"['’`-]|\s\s|[^\S ]")
_CAPITAL_WORD = re.compile(r" ([^ a-z][^ ]*)")
_BREAK = re.compile(r"[,;:!?()\"“”\[\]]|\w{4,}\.\s|\n\s*\n")

Certainty = Literal["lexicon", "country", "large city", "small city", "guarded city", "outlet"]


class Name(NamedTuple):
    """What a form may stand for; ``population`` is 0 for what is no city of GeoNames."""

    entity: str
    kind: str
    side: str | None
    country: str | None
    certainty: Certainty
    population: int = 0


class Finder:
    """Finds names in folded text by their first words. ``forms`` are all names as they are written, folded."""

    def __init__(self, forms: Iterable[str]) -> None:
        self.forms = frozenset(forms)
        longer = [form for form in self.forms if " " in form]
        first = frozenset([form.partition(" ")[0] for form in longer])
        longest = [form for form in longer if form.count(" ") > 1]
        self._begun = first.union([form[: at.start()] for form in longest for at in _GAP.finditer(form)])
        self._openers = first | self.forms.difference(longer)
        self._small = frozenset(word for word in self._openers if "a" <= word[0] <= "z")

    def find(self, folded: str) -> Iterator[tuple[int, int]]:
        """The spans of all names in a text that is folded and has a space at both ends; they may overlap.

        Offsets are those of the text without these spaces. Names that begin in lower case are few, and come last.
        """
        for match in _CAPITAL_WORD.finditer(folded):
            if match[1] in self._openers:
                yield from self._from(folded, *match.span())
        for word in sorted(self._small.intersection(folded.split(" "))):
            at = folded.find(f" {word} ")
            while at >= 0:
                yield from self._from(folded, at, at + 1 + len(word))
                at = folded.find(f" {word} ", at + 1)

    def _from(self, folded: str, at: int, end: int) -> Iterator[tuple[int, int]]:
        """The spans of the names whose first word stands from ``at`` to ``end``, with a space before it."""
        form = folded[at + 1 : end]
        if form in self.forms:
            yield at, end - 1
        while form in self._begun and (word := _NEXT_WORD.match(folded, end)):
            end = word.end()
            form = folded[at + 1 : end]
            if form in self.forms:
                yield at, end - 1


@dataclass(frozen=True, slots=True, eq=False)
class Gazetteer:
    """All forms, and the place words that guard uncertain ones.

    ``names`` holds the forms of the lexicon; ``cities`` those of GeoNames with their lines of ``cities.tsv``, which
    join ``names`` when they are first asked for; ``capitals`` the forms that exist only for text set in capitals, with
    what they are in mixed case; ``finder`` finds them all. ``countries`` maps codes to short names.
    """

    names: dict[str, tuple[Name, ...]]
    cities: Mapping[str, str]
    capitals: Mapping[str, str]
    finder: Finder
    countries: Mapping[str, str]
    seats: frozenset[tuple[str, str]]  # capital cities, folded, with their countries' codes
    states: frozenset[str]  # abbreviations of the states of the United States, folded
    guards: Mapping[str, frozenset[str]]

    def meant(self, form: str) -> tuple[Name, ...]:
        """What a form in mixed case may stand for; nothing, where nothing bears that name."""
        if form not in self.names and form in self.cities:
            self.names[form] = _cities(form, self.cities[form], self)
        return self.names.get(form, ())

    def countries_of(self, form: str) -> frozenset[str]:
        """The ISO codes of what a name of a country, a region or a people, or a state's abbreviation, may stand for."""
        folded = fold(form).strip()
        if folded in self.states:
            return frozenset({"US"})
        return frozenset(n.country for n in self.meant(folded) if n.kind in ("country", "region") and n.country)

    def is_state(self, form: str) -> bool:
        """Whether a name or its abbreviation means a state of the United States, and no country."""
        folded = fold(form).strip()
        meant = self.meant(folded)
        return folded in self.states or {(n.kind, n.country) for n in meant} == {("region", "US")}

    def sizes(self, form: str) -> Mapping[str, int]:
        """The countries with a town of that name, and the inhabitants of the largest in each."""
        found = dict(town_sizes(form))
        cities = _cities(form, self.cities[form], self) if form in self.cities else ()
        for name in (*cities, *(n for n in self.names.get(form, ()) if n.kind == "city" and n.certainty == "lexicon")):
            found[name.country or ""] = (name.population or _LARGE) * _MAIN_NAME
        return found

    def country_of_town(self, name: str, among: Iterable[str | None]) -> str | None:
        """The country of a place that is none of an article's entities: the first of ``among`` that has a town of its
        name; else where the largest lies, which must be a town of its own kind where ``among`` tells of countries."""
        form = fold(name).strip()
        form = self.capitals.get(form, form)
        sizes = self.sizes(form) or self.sizes(form.removesuffix(" City"))
        told = [code for code in among if code]
        if here := next((code for code in told if code in sizes), None):
            return here
        largest = max(sizes, key=lambda c: sizes[c], default="")
        others = max((n for c, n in sizes.items() if c != largest), default=0)
        known = max(_LARGE * _MAIN_NAME, _DWARFS * others) if others else _TOWN
        return largest if largest and (not told or sizes[largest] >= known) else None


_WHOLE = str.maketrans("ŁłĐđØøıĦħŦŧƏə", "LlDdOoiHhTtEe")  # what Unicode does not take for a letter with a mark


def unaccented(text: str) -> str:
    """The text without the marks on its letters: "Lodz" for Łódź."""
    parts = unicodedata.normalize("NFD", text.translate(_WHOLE))
    return "".join(part for part in parts if not unicodedata.combining(part))


class _Fold(dict[int, str]):
    """Translation table for str.translate: one character in, one character out."""

    def __missing__(self, code: int) -> str:
        base = unaccented(chr(code))[:1]
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


def word_before(text: str, at: int) -> str:
    """The word right before a character, with nothing but white space between; "" where a mark or nothing is there."""
    found = _WORD_BEFORE.search(text, max(0, at - _LONGEST_WORD), at)
    return found[1] if found else ""


def word_after(text: str, at: int) -> str:
    """The word right behind a character, after white space; "" where a mark or nothing is there."""
    found = _WORD_AFTER.match(text, at)
    return found[1] if found else ""


def names_after(text: str, at: int) -> Sequence[str]:
    """What capitalised words behind a comma or "in" may name: all of up to four, then fewer ("Tripoli, North Lebanon",
    "Tripoli, in the north of Lebanon", "Valencia in Venezuela's Carabobo state")."""
    found = _NAMES_AFTER.match(text, at)
    words = [w.removesuffix("'s").removesuffix("’s") for w in found[1].rstrip(" .").split()] if found else ()
    return [" ".join(words[:n]) for n in range(len(words), 0, -1)]


def people_before(text: str, at: int) -> str:
    """The people that stands before what a place is: "the **Lebanese** city of"; "" where none does."""
    found = text.endswith("of ", 0, at) and _OF_KIND.search(text, max(0, at - _LONGEST_KIND), at)
    return found[1] if found else ""


def town_before(text: str, at: int) -> str:
    """The name before a comma: "**Macon**, Georgia"; "" where none stands there."""
    found = _TOWN_BEFORE.search(text, max(0, at - _LONGEST_KIND), at)
    return found[1] if found else ""


def is_one_name(text: str, start: int, end: int) -> bool:
    """Whether no mark, end of a sentence or of a paragraph parts the words of a name."""
    return _BREAK.search(text, start, end) is None


@lru_cache(maxsize=4)  # several steps ask for the same article
def folded_text(text: str) -> str:
    """A whole text, folded, with a space before and behind it."""
    return f" {fold(text)} "


@lru_cache(maxsize=8)
def compile_gazetteer(lexicon: Lexicon) -> Gazetteer:
    """The gazetteer of a lexicon. Raises LexiconError on an entry without a name or with an unknown kind."""
    actors = [checked_entry(entry, "actors", ACTOR_KINDS, _ACTOR_KEYS) for entry in lexicon.get("actors", [])]
    places = [checked_entry(entry, "places", PLACE_KINDS, _PLACE_KEYS) for entry in lexicon.get("places", [])]
    own = {p["country"]: p["name"] for p in places if p["kind"] == "country" and "country" in p}
    others = {code: name for code, name in lexicon["iso_countries"].items() if code not in own}
    countries = others | own
    seats = frozenset(
        (fold(p["capital"] if isinstance(p["capital"], str) else p["name"]), p.get("country", ""))
        for p in places
        if p.get("capital")
    )
    guards = {key: frozenset(words) for key, words in lexicon.get("place_guards", {}).items()}
    cities = {form: line for form, _, line in (line.partition("\t") for line in _city_lines())}
    names: dict[str, tuple[Name, ...]] = {}
    states = frozenset(lexicon["us_states"]["short"])
    known = Gazetteer(names, cities, {}, Finder(()), countries, seats, states, guards)
    for state in lexicon["us_states"]["names"]:
        # only a large city abroad stands beside a state of its name
        abroad = (n for n in known.meant(state) if n.certainty == "large city" and n.country != "US")
        names[state] = (Name(state, "region", "United States", "US", "lexicon"), *abroad)
    by_iso = ((fold(name), Name(name, "country", name, code, "country")) for code, name in others.items())
    outlets = _outlet_forms(lexicon.get("outlets", []))
    for form, name in _listed_forms(lexicon, countries):
        names[form] = (*(n for n in names.get(form, ()) if n.kind == "region"), name)
    for form, name in chain(by_iso, _place_forms(places, countries), outlets, _actor_forms(actors)):
        names[form] = _beside(names.get(form, ()), name)
    capitals = {
        upper: form
        for form in chain(cities, names)
        if (upper := form.upper()) != form and upper not in cities and upper not in names
    }
    finder = Finder(chain(names, cities, capitals))
    return Gazetteer(names, cities, capitals, finder, countries, seats, states, guards)


def checked_entry(raw: Any, table: str, kinds: Collection[str], keys: Collection[str] = ()) -> Mapping[str, Any]:
    """An entry of a lexicon's table of names, with its kind. Raises LexiconError, which says what is wrong with it.

    ``keys`` are those that it may have, where not all are allowed.
    """
    if not isinstance(raw, dict) or not isinstance(raw.get("name"), str) or not raw["name"].strip():
        shown = json.dumps(raw, ensure_ascii=False, default=str)[:120]
        raise LexiconError(f'lexicon.toml, [[{table}]] {shown}: an entry needs a name. Add name = "…".')
    entry: dict[str, Any] = {"kind": _DEFAULT_KINDS.get(table), **raw}
    if wrong := _wrong(entry, kinds, keys):
        raise LexiconError(f"lexicon.toml, [[{table}]] {entry['name']}: {wrong}")
    return entry


def _wrong(entry: Mapping[str, Any], kinds: Collection[str], keys: Collection[str]) -> str | None:
    if entry["kind"] not in kinds:
        return f"unknown kind {entry['kind']!r}. Use {'one of ' if keys else ''}{', '.join(kinds)}."
    if keys and (unknown := sorted(entry.keys() - keys)):
        return f"unknown key {unknown[0]!r}. Use {', '.join(sorted(keys))}."
    for key in ("aliases", "demonyms"):
        listed = entry.get(key, [])
        if not isinstance(listed, list) or not all(isinstance(form, str) for form in listed):
            return f"{key} must be a list of words in quotation marks."
        if not all(any(map(str.isalnum, form)) for form in (entry["name"], *listed)):
            return "a name without a letter or digit. Remove it."
    for key, kind in (("official", bool), ("side", str), ("role", str)):
        if not isinstance(entry.get(key, kind()), kind):
            return f"{key} must be {'true or false' if kind is bool else 'words in quotation marks'}."
    degrees = [entry[key] for key in ("lat", "lon") if key in entry]
    if degrees and not (entry["kind"] != "country" and _are_degrees(degrees)):
        return "lat (-90 to 90) and lon (-180 to 180) are given together, in degrees, of a place that is no country."
    code = entry.get("country")
    if code is not None and not (isinstance(code, str) and re.fullmatch(r"[A-Z]{2}", code)):
        return f'country {code!r} is no ISO 3166-1 code, as "IQ" (or XA to XZ).'
    return None


def _are_degrees(given: Sequence[Any]) -> bool:
    """Whether these are a latitude and a longitude."""
    numbers = [value for value in given if isinstance(value, int | float) and not isinstance(value, bool)]
    return len(numbers) == 2 and abs(numbers[0]) <= 90 and abs(numbers[1]) <= 180


def _city_lines() -> Iterator[str]:
    table = (resources.files("analysis.language") / "cities.tsv").read_text("utf-8")
    return dropwhile(lambda line: line.startswith("#"), table.splitlines())


def _cities(form: str, line: str, known: Gazetteer) -> tuple[Name, ...]:
    """The cities of one name by their line in ``cities.tsv``."""
    found = []
    for city in line.split("\t"):
        code, inhabitants, *entity = city.split(" ", 2)
        population = int(inhabitants)
        certainty: Certainty = "large city" if population >= _LARGE else "small city"
        if form in known.guards.get("guarded", ()) or len(form) < 4:
            certainty = "guarded city"
        weight = population * (_CAPITAL_WEIGHT if (form, code) in known.seats else 1)
        found.append(Name(entity[0] if entity else form, "city", known.countries.get(code), code, certainty, weight))
    return tuple(found)


def _place_forms(places: Iterable[Mapping[str, Any]], countries: Mapping[str, str]) -> Iterator[tuple[str, Name]]:
    for p in places:
        code = p.get("country")
        certainty: Certainty = "country" if p["kind"] == "country" else "lexicon"
        name = Name(p["name"], p["kind"], countries.get(code) if code else None, code, certainty)
        for form in (p["name"], *p.get("aliases", []), *p.get("demonyms", [])):
            yield from ((variant, name) for variant in _spellings(form))


def _listed_forms(lexicon: Lexicon, countries: Mapping[str, str]) -> Iterator[tuple[str, Name]]:
    """Regions and towns that are listed by country, with other spellings; a region may be one of several (Punjab)."""
    for table, kind in (("regions", "region"), ("towns", "city")):
        for code, listed in lexicon[table].items():
            for forms in (entry.split("/") for entry in listed):
                name = Name(forms[0], kind, countries.get(code), code, "lexicon")
                yield from ((variant, name) for form in forms for variant in _spellings(form))


def _actor_forms(actors: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, Name]]:
    for a in actors:
        name = Name(a["name"], a["kind"], a.get("side"), a.get("country"), "lexicon")
        for form in (a["name"], *a.get("aliases", [])):
            yield from ((variant, name) for variant in _spellings(form))


def _outlet_forms(outlets: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, Name]]:
    """Names of outlets of several words: they hide the place or person in them."""
    for outlet in outlets:
        for form in (outlet.get("name", ""), *outlet.get("aliases", [])):
            if " " in form:
                name = Name(outlet["name"], "outlet", None, None, "outlet")
                yield from ((variant, name) for variant in _spellings(form))


def _spellings(form: str) -> Iterator[str]:
    """The folded form; as the beginning of a sentence writes it; hyphens and apostrophes left out."""
    spellings: Iterable[str] = (form,)
    if _SPELLED_OTHERWISE.search(form):
        closed = re.sub(r"['’`]", "", form)
        spellings = dict.fromkeys((form, closed, re.sub(r"\s+", " ", form.replace("-", " "))))
    for spelling in spellings:
        folded = fold(spelling).strip()
        yield folded
        yield folded[:1].upper() + folded[1:]


def _beside(others: Iterable[Name], name: Name) -> tuple[Name, ...]:
    """A name of the lexicon stands alone; but a country may share its name with a state (Georgia)."""
    states = (n for n in others if n.kind == "region" and n.country == "US")
    return (name, *states) if name.certainty == "country" else (name,)
