"""Where a place lies that a text names: cities, towns with their other spellings, and regions, by name.

``towns.tsv`` and ``regions.tsv`` (GeoNames; ``benchmarks/city_table.py`` says which and how) hold too many and too
common names to look for in every text ("Lyman", "Sake", "Bor"); what a sentence shows to be a place is looked up among
them. They are sorted, so a name is found by halving, and nothing of them is held but the few pages that are touched.
"""

from __future__ import annotations

import mmap
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import NamedTuple


class Town(NamedTuple):
    """A town, or the chief town of a region: degrees are WGS 84 to two decimals, a kilometre; ``region`` is GeoNames'
    code of the first-order region within the country (ISO alpha-2), for the United States the state's;
    ``is_main_name`` is false where the town is but spelled so, too."""

    country: str
    region: str
    inhabitants: int
    latitude: float
    longitude: float
    is_main_name: bool = True


@lru_cache(maxsize=4096)
def towns_named(form: str) -> tuple[Town, ...]:
    """The towns of that name, which is folded, the largest first."""
    found = []
    for where in _line("towns.tsv", form):
        code, inhabitants, latitude, longitude, *other = where.split(" ")
        at = int(latitude) / 100, int(longitude) / 100
        found.append(Town(code[:2], code[2:], 100 * int(inhabitants), *at, not other))
    return tuple(found)


@lru_cache(maxsize=4096)
def regions_named(form: str) -> tuple[Town, ...]:
    """The regions of that name, which is folded, as their chief towns; ``inhabitants`` are 0."""
    found = []
    for where in _line("regions.tsv", form):
        code, latitude, longitude, _ = where.split(" ", 3)
        found.append(Town(code[:2], code[2:], 0, int(latitude) / 100, int(longitude) / 100))
    return tuple(found)


def town_sizes(form: str) -> Mapping[str, int]:
    """The countries with a town of that name, which is folded, and the inhabitants of the largest, 100 at least."""
    return {town.country: max(100, town.inhabitants) for town in reversed(towns_named(form))}


def _line(table: str, form: str) -> list[str]:
    """What a table says behind a name."""
    lines, name = _table(table), form.encode()
    low, high = 0, len(lines)
    while low < high:  # the line that begins at ``low`` or behind it, and before ``high``
        start = lines.rfind(b"\n", low, (low + high) // 2) + 1 or low
        end = lines.find(b"\n", start)
        found, _, rest = lines[start:end].partition(b"\t")
        if found == name:
            return rest.decode().split("\t")
        if found < name or found.startswith(b"#"):
            low = end + 1
        else:
            high = start
    return []


@lru_cache(maxsize=2)
def _table(name: str) -> mmap.mmap:
    with resources.as_file(resources.files("analysis.language") / name) as path, path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
