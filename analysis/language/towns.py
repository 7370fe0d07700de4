"""In which countries a place may lie that the gazetteer does not look for: towns, and other spellings of cities.

The names of ``towns.tsv`` (GeoNames; ``benchmarks/city_table.py`` says which) are too many and too common to be looked
for in every text ("Lyman", "Sake", "Bor"); what an attack's sentence shows to be a place is looked up among them.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib import resources


@lru_cache(maxsize=4096)
def town_sizes(form: str) -> Mapping[str, int]:
    """The countries with a town of that name, which is folded, and the inhabitants of the largest."""
    table, start = _table(), f"\n{form}\t"
    at = table.find(start)
    line = table[at + len(start) : table.index("\n", at + 1)] if at >= 0 else ""
    return {c[:2]: 100 * int(c[2:]) for c in line.split("\t") if c}


@lru_cache(maxsize=1)
def _table() -> str:
    """The table, read when it is first asked for; cut into lines it takes four times the memory."""
    return f"\n{(resources.files('analysis.language') / 'towns.tsv').read_text('utf-8')}\n"
