"""The tables of outlets.toml, compiled once per lexicon: names of outlets, and the rules that make a name a credit."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from analysis.language.counting import Phrases, phrase_table
from analysis.language.gazetteer import Finder, checked_entry, fold
from analysis.language.known import Known
from analysis.language.lexicon import Lexicon
from analysis.language.patterns import Pattern, compile_pattern, tagged_word
from analysis.language.rules import Rule, load_rules
from analysis.language.tokens import lowered

_KINDS = ("agency", "newspaper", "broadcaster", "state-agency", "institute")
_ENDINGS = ("n", "i", "se", "sh", "'s")  # of adjectives of countries and genitives


class CreditRule(NamedTuple):
    """An entry of [[credit_rules]], and what stands left and right of a name."""

    rule: Rule
    left: Pattern | None
    right: Pattern | None


@dataclass(frozen=True, slots=True, eq=False)
class Outlets:
    """Names of outlets, and the words that make a name a credit.

    ``names`` maps folded forms to canonical names; ``shorts`` folded short forms to those who bear them; ``state`` a
    country and a kind to the outlets of that state; ``described`` phrases such as "state news agency" to their kind;
    ``anaphors`` nouns that carry a credit on. ``finder`` finds names, and words without which there is nothing else.
    """

    finder: Finder
    names: Mapping[str, str]
    shorts: Mapping[str, Sequence[str]]
    kinds: Mapping[str, str]
    state: Mapping[tuple[str, str], Sequence[str]]
    endings: Phrases
    described: Phrases
    anaphors: Phrases
    rules: Mapping[str, Sequence[CreditRule]]  # by what they mean
    pieces: Known[str, str]  # words as they are written with their tags: what patterns read


@lru_cache(maxsize=8)
def compile_outlets(lexicon: Lexicon) -> Outlets:
    """The outlets of a lexicon. Raises LexiconError where an entry lacks a name or has an unknown kind."""
    entries = [checked_entry(entry, "outlets", _KINDS) for entry in lexicon.get("outlets", [])]
    names: dict[str, str] = {}
    shorts: dict[str, list[str]] = {}
    state: dict[tuple[str, str], list[str]] = {}
    for entry in entries:
        for form in (entry["name"], *entry.get("aliases", [])):
            shouted = form if form in lexicon["guarded_outlets"] else form.upper()
            for spelling in (form, form[:1].upper() + form[1:], shouted):
                names.setdefault(fold(spelling).strip(), entry["name"])
        for form in entry.get("short", []):
            shorts.setdefault(form, []).append(entry["name"])
        if "state_of" in entry:
            state.setdefault((entry["state_of"], entry["kind"]), []).append(entry["name"])
    lists: dict[str, Sequence[str]] = {**lexicon["outlet_context"], **lexicon["credit_strength"]}
    anaphors, endings = lexicon["outlet_anaphors"], lists["endings"]
    described = {phrase.lower(): kind for kind, phrases in lexicon["state_outlets"].items() for phrase in phrases}
    last = {phrase.rpartition(" ")[2] for phrase in (*anaphors, *described)}
    openers = {form for word in last for form in (word, word.capitalize(), word.upper())}
    openers |= {fold(ending).strip().partition(" ")[0] for ending in endings}

    def piece(raw: str) -> str:
        low, tags = lowered(raw), ["word"] * raw[0].isalnum()
        if tags and low.endswith(_ENDINGS):
            tags += ["ending", "adjective"] if "A" <= raw[0] <= "Z" else ["ending"]
        tags += ["shouted"] * (raw[0].isalnum() and raw.isupper())
        return tagged_word(low, tags)

    return Outlets(
        Finder({*names, *shorts, *openers}),
        names,
        shorts,
        {entry["name"]: entry["kind"] for entry in entries},
        state,
        phrase_table({ending: ending for ending in endings}, lexicon),
        phrase_table(described, lexicon),
        phrase_table({noun: noun for noun in anaphors}, lexicon),
        _rules(lists, lexicon),
        Known(piece),
    )


def _rules(lists: Mapping[str, Sequence[str]], lexicon: Lexicon) -> Mapping[str, Sequence[CreditRule]]:
    found: dict[str, list[CreditRule]] = {}
    for rule in load_rules(lexicon, "credit_rules"):
        sides, where = [rule.given.get(side, "") for side in ("left", "right")], f"[[credit_rules]] {rule.name}"
        left, right = [compile_pattern(side, lists, where) if side else None for side in sides]
        found.setdefault(rule.given["means"], []).append(CreditRule(rule, left, right))
    return found


@lru_cache(maxsize=8)
def outlet_forms(lexicon: Lexicon) -> Mapping[str, str]:
    """The canonical name of each form under which an outlet of the lexicon may sign; research institutes don't."""
    listed = [outlet for outlet in lexicon.get("outlets", []) if outlet.get("kind") != "institute"]
    names = {form: o["name"] for o in listed for form in (o["name"].upper(), *o.get("aliases", []), o["name"])}
    return MappingProxyType(names)


def canonical_outlet(name: str, lexicon: Lexicon) -> str:
    """The lexicon's name of an outlet; where it has none, the name itself without what stands in brackets."""
    plain = re.sub(r"\s*\([^)]*\)", "", name).strip()
    keys = _outlet_keys(lexicon)
    return keys.get(_key(plain)) or keys.get(_key(name)) or plain


@lru_cache(maxsize=8)
def _outlet_keys(lexicon: Lexicon) -> Mapping[str, str]:
    listed = reversed(lexicon.get("outlets", []))  # of two that share a key the first bears it
    return {_key(form): o["name"] for o in listed for form in reversed((o["name"], *o.get("aliases", [])))}


def _key(name: str) -> str:
    return re.sub(r"[^a-z0-9]|^the ?", "", fold(name).lower())
