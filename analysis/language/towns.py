"""In which countries a place may lie that the gazetteer does not look for: towns, and other spellings of cities.

The names of ``towns.tsv`` (GeoNames; ``benchmarks/city_table.py`` says which) are too many and too common to be looked
for in every text ("Lyman", "Sake", "Bor"); what an attack's sentence shows to be a place is looked up among them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib import resources


@lru_cache(maxsize=4096)
def town_sizes(form: str) -> Mapping[str, int]:
    """The countries with a town of that name, which is folded, and the inhabitants of the largest."""
    table, start = _table(), f"{form}\t"
    at = bisect_left(table, start)
    line = table[at] if at < len(table) else ""
    return {c[:2]: 100 * int(c[2:]) for c in line.split("\t")[1:]} if line.startswith(start) else {}


@lru_cache(maxsize=1)
def _table() -> Sequence[str]:
    """The lines of the table, sorted; cut when first asked for, which few articles do."""
    return (resources.files("analysis.language") / "towns.tsv").read_text("utf-8").splitlines()
