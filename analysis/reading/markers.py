"""The words and patterns that mark furniture, captions, datelines and bylines: the tables of ``markers.toml``.

Patterns are tried on *squeezed* paragraphs: straight quotation marks, single spaces.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any, NamedTuple

import ahocorasick

from analysis.formats.lists import listed
from analysis.formats.text import squeeze


class Marker(NamedTuple):
    """One named pattern of a table."""

    name: str
    pattern: re.Pattern[str]


def marker_tables() -> dict[str, Any]:
    """``markers.toml`` as it stands."""
    return listed(__package__, "markers.toml")


@cache
def agencies() -> Mapping[str, str]:
    """The outlet that each name of an agency or photo service means."""
    table: dict[str, str] = marker_tables()["agencies"]
    return table


@cache
def words(table: str, group: str | None = None) -> frozenset[str]:
    """The words of a table of lists: of one of its groups, or of all."""
    groups = marker_tables()["words"][table]
    return frozenset(groups[group]) if group else frozenset(word for listed in groups.values() for word in listed)


@cache
def phrases(table: str) -> Any:
    """An automaton that finds the phrases of a table of lists."""
    automaton = ahocorasick.Automaton()
    for phrase in words(table):
        automaton.add_word(phrase, phrase)
    automaton.make_automaton()
    return automaton


@cache
def markers(table: str) -> tuple[Marker, ...]:
    """The patterns of a table in their order."""
    return tuple(Marker(entry["name"], re.compile(_source(entry))) for entry in marker_tables()[table])


@cache
def any_of(table: str, *, flag: str | None = None, end: str = "") -> re.Pattern[str]:
    """The patterns of a table, or those of them that have a ``flag``, as one that only says yes or no."""
    entries = [entry for entry in marker_tables()[table] if flag is None or flag in entry]
    return re.compile(f"(?:{'|'.join(map(_source, entries))}){end}")


def first_match(squeezed: str, *tables: str) -> re.Match[str] | None:
    """The match of the first pattern of these tables that is all of a squeezed line."""
    for table in tables:
        for marker in markers(table):
            if match := marker.pattern.fullmatch(squeezed):
                return match
    return None


@cache
def credit_names() -> re.Pattern[str]:
    """One to three bare names of agencies before a capitalised word."""
    return re.compile(rf"(?:(?i:{_agency()})(?: ?[/,] ?| )){{1,3}}(?:\d )?(?=[A-Z][\w']*\s)")


@lru_cache(maxsize=256)
def outlet_line(outlet: str) -> re.Pattern[str]:
    """A pattern of the lines in which an outlet speaks of itself: its name alone, or with a tagline."""
    name = re.escape(squeeze(outlet).removeprefix("The ").removeprefix("the "))
    sources = (entry["pattern"].replace("OUTLET", f"(?:the )?{name}") for entry in marker_tables()["outlet_line"])
    return re.compile("|".join(sources), re.IGNORECASE)


def _source(entry: Mapping[str, Any]) -> str:
    pattern = str(entry["pattern"]).replace("AGENCY", _agency()).replace("NAME", _person())
    return f"(?:{pattern})" if entry.get("case") else f"(?i:{pattern})"


@cache
def _agency() -> str:
    return "|".join(map(re.escape, sorted([*agencies(), *words("photo_services")], key=len, reverse=True)))


@cache
def _person() -> str:
    """A pattern of two to four capitalised words, particles and initials between them."""
    word = r"[A-Z\u00c0-\u00de][\w'.-]{0,24}"
    small = "|".join(sorted(words("name_particles"), key=lambda particle: (-len(particle), particle)))
    return rf"{word}(?: (?:(?:{small})[ -])?{word}){{1,3}}"
