"""The lexicon's outlets and crediting words, compiled once per lexicon."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

import ahocorasick

from analysis.errors import LexiconError
from analysis.language.gazetteer import fold
from analysis.language.lexicon import Lexicon

_KINDS = ("agency", "newspaper", "broadcaster", "state-agency", "institute")
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day['’]s"
_JOINT = r"(?:[-–/][A-Z]\w*(?:\s[A-Z]\w+){0,3}(?=\s))?"  # of "a Gazette-Harbour News poll" what follows "Gazette"


@dataclass(frozen=True, slots=True)
class CreditWords:
    """Names of outlets, and the words that make a name a credit.

    ``names`` maps folded forms to canonical names; ``shorts`` folded short forms to those who bear them; ``state`` a
    country and a kind to the outlets of that state; ``described`` matches descriptions such as "the state news agency".
    """

    automaton: Any
    names: Mapping[str, str]
    shorts: Mapping[str, tuple[str, ...]]
    kinds: Mapping[str, str]
    anaphors: Mapping[str, frozenset[str]]
    state: Mapping[tuple[str, str], tuple[str, ...]]
    openers: frozenset[str]
    photo_agencies: frozenset[str]
    guarded: frozenset[str]
    before: re.Pattern[str]
    after: re.Pattern[str]
    verb: re.Pattern[str]
    person: re.Pattern[str]
    photo: re.Pattern[str]
    noun: re.Pattern[str]
    noun_parts: tuple[str, ...]
    anaphor: re.Pattern[str]
    continued: re.Pattern[str]
    introduced: re.Pattern[str]
    unlisted: re.Pattern[str]
    ending_words: frozenset[str]
    described: re.Pattern[str]
    described_parts: tuple[str, ...]
    whole: re.Pattern[str]
    part: re.Pattern[str]
    refused: re.Pattern[str]


@lru_cache(maxsize=8)
def credit_words(lexicon: Lexicon) -> CreditWords:
    """The tables of outlets.toml, compiled. Raises LexiconError where an entry lacks a name or has an unknown kind."""
    outlets = lexicon.get("outlets", [])
    for outlet in outlets:
        _check(outlet)
    guarded = frozenset(fold(name).strip() for name in lexicon.get("guarded_outlets", []))
    names, shorts = _forms(outlets, guarded)
    automaton = ahocorasick.Automaton()
    for form in {*names, *shorts}:
        automaton.add_word(f" {form} ", form)
    automaton.make_automaton()
    context, strength = lexicon["outlet_context"], lexicon["credit_strength"]
    before, verbs, nouns = _any(context["before"]), _any(context["after"]), _any(context["nouns"])
    anaphors, persons = _any(lexicon["outlet_anaphors"]), _any(context["persons"])
    describing = f"(?:{_any(context['descriptors'])}|[A-Z][\\w'’-]*(?:n|i|se|sh|'s|’s))"
    between = f"(?:[\\s,]+{describing}){{0,5}}"
    return CreditWords(
        automaton,
        names,
        shorts,
        MappingProxyType({outlet["name"]: outlet["kind"] for outlet in outlets}),
        MappingProxyType({noun: frozenset(kinds) for noun, kinds in lexicon["outlet_anaphors"].items()}),
        _state_outlets(outlets),
        frozenset(context["openers"]),
        frozenset(lexicon.get("photo_agencies", [])),
        guarded,
        before=re.compile(
            rf"(?i:\b{before}){between}[\s,]*[\"“'‘\[]*$"
            rf"|\b{_any(context['talks'])}(?:\s\w+){{0,3}}\swith\s(?:the\s)?$"
            r"|[,\"”'’]\s*(?:reports?|reported|said|says|wrote|writes)\s+(?:the\s)?$"
        ),
        after=re.compile(
            rf"{_JOINT}[\"”'’]?(?:['’]s)?(?:\s\([^)]{{1,20}}\))?(?:\]\([^)\s]{{1,200}}\))?(?:,[^,.;]{{1,40}},)?(?i:{between})\s"
            rf"(?i:{verbs}|{nouns})\b|,\s(?:citing|quoting)\b|,\swhich\s(?:(?:has|had)\s)?(?i:{verbs})\b"
        ),
        verb=re.compile(rf"(?i)\b{verbs}\b"),
        person=re.compile(rf"(?:['’]s)?(?i:{between})\s(?i:{persons})\b"),
        photo=re.compile(rf"(?i)(?<!\w){_any(context['photo'])}(?!\w)"),
        noun=re.compile(_any(f(noun) for noun in lexicon["outlet_anaphors"] for f in (str.lower, str.upper))),
        noun_parts=tuple(dict.fromkeys(noun.lower().split()[-1] for noun in lexicon["outlet_anaphors"])),
        anaphor=re.compile(
            rf"(?i)(?:\b{before}[\s,]+(?P<named>(?:the|{_WEEKDAY})\s(?:\w+\s)?{anaphors})\b"
            rf"|\b(?P<says>the\s(?:[a-z]+\s)?{anaphors})(?=(?:\s(?:also|had|has|then|later|further))?\s{verbs}\b))"
        ),
        continued=re.compile(rf"\W*(?:It|Its|The\s{anaphors})\b"),
        introduced=re.compile(r"(?i)\b(?:an?|another|new)\s(?:[\w.'’-]+\s){0,3}?report\b"),
        unlisted=re.compile(rf"\b{_any(context['endings'])}\b"),
        ending_words=frozenset(fold(ending).split()[0] for ending in context["endings"]),
        described=_descriptions(lexicon["state_outlets"]),
        described_parts=tuple(
            sorted({form.lower().split()[-1] for forms in lexicon["state_outlets"].values() for form in forms})
        ),
        whole=re.compile(rf"(?i)\b{_any(strength['whole'])}{between}[\s:,]*$"),
        part=re.compile(rf"(?i)\b{_any(strength['part'])}\b[^.]{{0,60}}$"),
        refused=re.compile(rf"(?i)\b{_any(strength['refused'])}{between}\s*$"),
    )


def _forms(
    outlets: Iterable[Mapping[str, Any]], guarded: frozenset[str]
) -> tuple[Mapping[str, str], Mapping[str, tuple[str, ...]]]:
    names: dict[str, str] = {}
    shorts: dict[str, tuple[str, ...]] = {}
    for outlet in outlets:
        for form in (outlet["name"], *outlet.get("aliases", [])):
            folded = fold(form).strip()
            for spelling in {form, form[:1].upper() + form[1:], form if folded in guarded else form.upper()}:
                names.setdefault(fold(spelling).strip(), outlet["name"])
        for form in outlet.get("short", []):
            shorts[form] = (*shorts.get(form, ()), outlet["name"])
    return MappingProxyType(names), MappingProxyType(shorts)


def _state_outlets(outlets: Iterable[Mapping[str, Any]]) -> Mapping[tuple[str, str], tuple[str, ...]]:
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for outlet in outlets:
        if "state_of" in outlet:
            key = outlet["state_of"], outlet["kind"]
            found[key] = (*found.get(key, ()), outlet["name"])
    return MappingProxyType(found)


def _descriptions(table: Mapping[str, Iterable[str]]) -> re.Pattern[str]:
    """A group for each kind; its name is the kind with _ for -, as group names must be."""
    groups = "|".join(f"(?P<{kind.replace('-', '_')}>{_any(forms)})" for kind, forms in sorted(table.items()))
    return re.compile(rf"(?i)\b(?:{groups})\b")


def _any(words: Iterable[str]) -> str:
    ordered = sorted(set(words), key=lambda w: (-len(w), w))
    return "(?:" + "|".join(re.escape(w).replace(r"\ ", r"\s") for w in ordered) + ")"


def _check(outlet: Mapping[str, Any]) -> None:
    if not isinstance(outlet.get("name"), str) or not outlet["name"]:
        raise LexiconError(f'lexicon.toml, [[outlets]] {dict(outlet)}: an entry needs a name. Add name = "…".')
    if outlet.get("kind") not in _KINDS:
        raise LexiconError(
            f"lexicon.toml, [[outlets]] {outlet['name']}: unknown kind {outlet.get('kind')!r}. Use {', '.join(_KINDS)}."
        )
    aliases = outlet.get("aliases", [])
    if not isinstance(aliases, list) or not all(isinstance(alias, str) for alias in aliases):
        raise LexiconError(
            f"lexicon.toml, [[outlets]] {outlet['name']}: aliases must be a list of words in quotation marks."
        )
    if any(not re.search(r"[^\W_]", form) for form in (outlet["name"], *aliases)):
        raise LexiconError(f"lexicon.toml, [[outlets]] {outlet['name']}: a name without a letter or digit. Remove it.")
