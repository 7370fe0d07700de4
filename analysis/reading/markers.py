"""The words and patterns that mark furniture, captions, datelines and bylines, compiled from ``markers.toml``.

Patterns are tried on *squeezed* paragraphs: straight quotation marks, single spaces.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any

import ahocorasick

from analysis.formats.text import squeeze


@dataclass(frozen=True, slots=True)
class Marker:
    """One named pattern of the table, with an example that it matches."""

    name: str
    pattern: re.Pattern[str]
    example: str


@dataclass(frozen=True, slots=True, eq=False)
class Markers:
    """Everything of ``markers.toml``, ready to use. Patterns that only say yes or no are joined to one each."""

    furniture: re.Pattern[str]
    furniture_phrases: Any  # an automaton
    last_furniture: re.Pattern[str]
    comment_forms: re.Pattern[str]
    galleries: re.Pattern[str]
    lone_credits: re.Pattern[str]
    caption_leads: tuple[Marker, ...]
    begins_caption: re.Pattern[str]
    caption_credits: re.Pattern[str]
    datelines: tuple[Marker, ...]
    bylines: tuple[Marker, ...]
    signatures: tuple[Marker, ...]
    bare_bylines: tuple[Marker, ...]
    outlet_lines: tuple[str, ...]
    credit_names: re.Pattern[str]
    agencies: Mapping[str, str]
    not_names: frozenset[str]
    organisations: frozenset[str]
    outlet_words: frozenset[str]
    share_ways: frozenset[str]
    share_words: frozenset[str]
    abbreviations: frozenset[str]
    before_numbers: frozenset[str]
    sentence_starters: frozenset[str]
    english_words: frozenset[str]


@cache
def load_markers() -> Markers:
    """The markers that come with the package."""
    raw = marker_tables()
    words, short, furniture = raw["words"], raw["abbreviations"], raw["furniture"]
    credited = [*words["agencies"], *words["photo_services"]["names"]]
    agency = "|".join(map(re.escape, sorted(credited, key=len, reverse=True)))
    person = _person(words["name_particles"]["names"])

    def source(entry: Mapping[str, Any]) -> str:
        pattern = str(entry["pattern"]).replace("AGENCY", agency).replace("NAME", person)
        return f"(?:{pattern})" if entry.get("case") else f"(?i:{pattern})"

    def joined(entries: Iterable[Mapping[str, Any]], end: str = "") -> re.Pattern[str]:
        return re.compile(f"(?:{'|'.join(map(source, entries))}){end}")

    def named(table: str) -> tuple[Marker, ...]:
        return tuple(Marker(e["name"], re.compile(source(e)), e["example"]) for e in raw[table])

    return Markers(
        furniture=joined(e for e in furniture if not e.get("only_last")),
        furniture_phrases=_automaton(p for group in raw["furniture_phrases"].values() for p in group),
        last_furniture=joined(e for e in furniture if e.get("only_last")),
        comment_forms=joined(e for e in furniture if e.get("begins_comments")),
        galleries=joined(e for e in furniture if e.get("has_title")),
        lone_credits=joined(raw["lone_credit"]),
        caption_leads=named("caption_lead"),
        begins_caption=joined(raw["caption_lead"]),
        caption_credits=joined(raw["caption_credit"], end=r"\Z"),
        datelines=named("dateline"),
        bylines=named("byline"),
        signatures=named("signature"),
        bare_bylines=named("bare_byline"),
        outlet_lines=tuple(entry["pattern"] for entry in raw["outlet_line"]),
        credit_names=re.compile(rf"(?:(?i:{agency})(?: ?[/,] ?| )){{1,3}}(?:\d )?(?=[A-Z][\w']*\s)"),
        agencies=words["agencies"],
        not_names=frozenset(words["not_names"]["names"]),
        organisations=frozenset(w for group in words["organisations"].values() for w in group),
        outlet_words=frozenset(words["organisations"]["outlets"]),
        share_ways=frozenset(words["share_bar"]["ways"]),
        share_words=frozenset([*words["share_bar"]["ways"], *words["share_bar"]["fillers"]]),
        abbreviations=frozenset(w for name, group in short.items() if name != "before_numbers" for w in group),
        before_numbers=frozenset(short["before_numbers"]),
        sentence_starters=frozenset(raw["sentence_starters"]["words"]),
        english_words=frozenset(words["english"]["names"]),
    )


def marker_tables() -> dict[str, Any]:
    """``markers.toml`` as it stands."""
    return tomllib.loads(resources.files("analysis.reading").joinpath("markers.toml").read_text("utf-8"))


def _automaton(phrases: Iterable[str]) -> Any:
    automaton = ahocorasick.Automaton()
    for phrase in phrases:
        automaton.add_word(phrase, phrase)
    automaton.make_automaton()
    return automaton


def _person(particles: Iterable[str]) -> str:
    """A pattern of two to four capitalised words, particles and initials between them."""
    word = r"[A-Z\u00c0-\u00de][\w'.-]{0,24}"
    small = "|".join(sorted(particles, key=len, reverse=True))
    return rf"{word}(?: (?:(?:{small})[ -])?{word}){{1,3}}"


@lru_cache(maxsize=256)
def outlet_line(outlet: str) -> re.Pattern[str]:
    """A pattern of the lines in which an outlet speaks of itself: its name alone, or with a tagline."""
    name = re.escape(squeeze(outlet).removeprefix("The ").removeprefix("the "))
    sources = (source.replace("OUTLET", f"(?:the )?{name}") for source in load_markers().outlet_lines)
    return re.compile("|".join(sources), re.IGNORECASE)


def first_match(markers: Iterable[Marker], squeezed: str) -> re.Match[str] | None:
    """The match of the first of ``markers`` that is all of a squeezed line."""
    return next((match for marker in markers if (match := marker.pattern.fullmatch(squeezed))), None)
