"""The tables of outlets.toml, compiled once per lexicon: names of outlets, and the rules that make a name a credit."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from analysis.language.counting import Phrases, phrase_table
from analysis.language.gazetteer import Finder, checked_entry, fold
from analysis.language.lexicon import Lexicon
from analysis.language.patterns import Line, Pattern, compile_pattern
from analysis.language.rules import Rule, load_rules

_KINDS = ("agency", "newspaper", "broadcaster", "state-agency", "institute")
_LIST = re.compile(r"@([a-z_]+)")


@dataclass(frozen=True, slots=True, eq=False)
class CreditRule:
    """An entry of [[credit_rules]]: what stands left and right of a name of some ``kinds`` of outlets (none: any)."""

    rule: Rule
    left: Pattern | None
    right: Pattern | None
    kinds: Sequence[str]

    def holds(self, line: Line, first: int, behind: Sequence[int]) -> int | None:
        """If the rule holds of a name from word ``first`` on that may end before each word of ``behind``, the first
        word of the group "it" to its left, or ``first``."""
        left = self.left and self.left.ends_at(line, first)
        if (self.left and not left) or (self.right and not any(self.right.starts_at(line, i) for i in behind)):
            return None
        self.rule.fires()
        return left.groups["it"][0] if left and "it" in left.groups else first


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
    tags: Mapping[str, Sequence[str]]  # the lists that each word is on


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
    tags: dict[str, list[str]] = {}
    for name, words in lists.items():
        for word in words:
            tags.setdefault(word, []).append(name)
    anaphors, endings = lexicon["outlet_anaphors"], lists["endings"]
    described = {phrase.lower(): kind for kind, phrases in lexicon["state_outlets"].items() for phrase in phrases}
    last = {phrase.rpartition(" ")[2] for phrase in (*anaphors, *described)}
    openers = {form for word in last for form in (word, word.capitalize(), word.upper())}
    openers |= {fold(ending).strip().partition(" ")[0] for ending in endings}
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
        tags,
    )


def _rules(lists: Mapping[str, Sequence[str]], lexicon: Lexicon) -> Mapping[str, Sequence[CreditRule]]:
    def in_full(name: re.Match[str]) -> str:
        """A list in a pattern: words that have its tag, and its phrases."""
        phrases = sorted((phrase for phrase in lists[name[1]] if " " in phrase), key=len, reverse=True)
        return f"({'|'.join((f'<{name[1]}>', *phrases))})"

    def pattern(rule: Rule, side: str) -> Pattern | None:
        if side not in rule.given:
            return None
        return compile_pattern(_LIST.sub(in_full, rule.given[side]), {}, f"[[credit_rules]] {rule.name}, {side}")

    found: dict[str, list[CreditRule]] = {}
    for rule in load_rules(lexicon, "credit_rules"):
        made = CreditRule(rule, pattern(rule, "left"), pattern(rule, "right"), rule.given.get("kinds", ()))
        found.setdefault(rule.given["means"], []).append(made)
    return found


@lru_cache(maxsize=8)
def outlet_forms(lexicon: Lexicon) -> Mapping[str, str]:
    """The canonical name of each form under which an outlet of the lexicon may sign; research institutes don't."""
    return MappingProxyType(
        {
            form: outlet["name"]
            for outlet in lexicon.get("outlets", [])
            if outlet.get("kind") != "institute"
            for form in (outlet["name"].upper(), *outlet.get("aliases", []), outlet["name"])
        }
    )


def canonical_outlet(name: str, lexicon: Lexicon) -> str:
    """The lexicon's name of an outlet; where it has none, the name itself without what stands in brackets."""
    plain = re.sub(r"\s*\([^)]*\)", "", name).strip()
    keys = _outlet_keys(lexicon)
    return keys.get(_key(plain)) or keys.get(_key(name)) or plain


@lru_cache(maxsize=8)
def _outlet_keys(lexicon: Lexicon) -> Mapping[str, str]:
    keys: dict[str, str] = {}
    for outlet in lexicon.get("outlets", []):
        for form in (outlet["name"], *outlet.get("aliases", [])):
            keys.setdefault(_key(form), outlet["name"])
    return keys


def _key(name: str) -> str:
    return re.sub(r"[^a-z0-9]|^the ?", "", fold(name).lower())
