"""Rules as data: an entry of a lexicon with a name, a pattern in this project's words, and the sentences that prove it.

As Duckling keeps rules beside their corpus of examples and medspaCy its ConText rules: code holds the grammar, tables
the vocabulary. In TOML::

    [[event_exclusions]]
    name = "charge"
    says = "the bare name of a crime behind a word of the law"
    before = "@law ..5 (of|for|to|with)"     # right before the word that is asked about
    after = "!(in)"                          # right behind it
    near = "<search>"                        # anywhere in the sentence
    must = ["The court convicted her of murder."]
    must_not = ["The murder of the clerk was the third this week."]

All that are given must hold. Other keys mean what the step that owns the table says (``given``).

Whoever wants to know which rules decide (``explain``, the test of all examples) reads within ``watched_rules``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from analysis.errors import LexiconError
from analysis.language.lexicon import Lexicon
from analysis.language.patterns import Line, Pattern, compile_pattern

_OWN = frozenset({"name", "says", "before", "after", "near", "must", "must_not"})


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """A named rule of a table; ``given`` holds the keys that only its own step understands."""

    table: str
    name: str
    says: str
    before: Pattern | None
    after: Pattern | None
    near: Pattern | None
    given: Mapping[str, Any] = field(default_factory=dict)
    must: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()
    where: str = ""  # its file, table and number

    def match(self, line: Line, at: int, behind: int | None = None) -> Mapping[str, tuple[int, int]] | None:
        """The named groups of the patterns, where the rule holds of the words ``at`` to ``behind`` (exclusive; one word
        if not given); None where it does not."""
        groups: dict[str, tuple[int, int]] = {}
        for pattern, found in (
            (self.after, self.after and self.after.starts_at(line, at + 1 if behind is None else behind)),
            (self.before, self.before and self.before.ends_at(line, at)),
            (self.near, self.near and self.near.search(line)),
        ):
            if pattern is not None and found is None:
                return None
            groups.update(found.groups if found else {})
        return groups

    def holds(self, line: Line, at: int, behind: int | None = None) -> bool:
        """Whether the rule holds, as ``match``; told to who watches."""
        return self.match(line, at, behind) is not None and self.fires()

    def fires(self) -> bool:
        """True, told to who watches: for steps that ask a rule's parts themselves and find that it decides."""
        watched = _WATCHED.get()
        if watched is not None:
            watched.add(self)
        return True


_WATCHED: ContextVar[set[Rule] | None] = ContextVar("watched rules", default=None)


@contextmanager
def watched_rules() -> Iterator[set[Rule]]:
    """The rules that fire within the block."""
    watched: set[Rule] = set()
    token = _WATCHED.set(watched)
    try:
        yield watched
    finally:
        _WATCHED.reset(token)


def rule_tables(lexicon: Lexicon) -> Sequence[str]:
    """The names of the tables whose entries are rules: they have a name, and sentences that prove them."""
    return [
        name
        for name, table in lexicon.tables.items()
        if isinstance(table, list) and any(isinstance(e, dict) and {"name", "must"} <= e.keys() for e in table)
    ]


@lru_cache(maxsize=64)
def load_rules(lexicon: Lexicon, table: str) -> Sequence[Rule]:
    """The rules of a table in their order; the word lists that their patterns name are ``[word_lists]``."""
    lists: Mapping[str, Collection[str]] = lexicon.get("word_lists", {})
    rules = [_rule(table, entry, lists, lexicon.where(table, i)) for i, entry in enumerate(lexicon[table], 1)]
    names = [rule.name for rule in rules]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        raise LexiconError(f"{lexicon.where(table, len(rules))}: two rules are named {twice!r}. Rename one.")
    return rules


def _rule(table: str, entry: Mapping[str, Any], lists: Mapping[str, Collection[str]], where: str) -> Rule:
    name = entry.get("name") if isinstance(entry, Mapping) else None
    if not isinstance(name, str):
        raise LexiconError(f"{where}: a rule needs a name. Give it one.")
    where = f"{where} ({name})"

    def pattern(key: str) -> Pattern | None:
        return compile_pattern(entry[key], lists, f"{where}, {key}") if key in entry else None

    return Rule(
        table,
        name,
        entry.get("says", name),
        pattern("before"),
        pattern("after"),
        pattern("near"),
        given=MappingProxyType({key: value for key, value in entry.items() if key not in _OWN}),
        must=tuple(entry.get("must", ())),
        must_not=tuple(entry.get("must_not", ())),
        where=where,
    )
