"""Rules of speech as data: of a table's entries the first that holds of a cue and its surroundings decides. In TOML::

    [[cue_rules]]
    name = "charged with murder"    # and says, must, must_not, as of all rules
    then = false
    lemmas = ["charge"]             # of the cue; also forms, kinds (one of them), passive
    after_word = ["with", "<date>"] # the next word: one of these, or of such a kind; also at_…, before_…
    from_word = ". with"            # or a pattern: from a place on; upto_…: right before it; whole_…: from end to end

Places and facts are those of the step that owns the table; its comment names them. A key with ``not_`` before it wants
what the same key without it does not. "@name" in a list stands for the words of another list, "^" for no word at all.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from operator import itemgetter
from typing import Any, NamedTuple

from analysis.extraction.statements import tags
from analysis.language.known import Known
from analysis.language.patterns import Line, Pattern, compile_pattern
from analysis.language.rules import Rule

_OF_CUE = ("lemmas", "forms", "kinds", "passive")
_OFFSETS = {"before": -1, "at": 0, "after": 1}
_PATTERNS = ("from", "upto", "whole")

CueFacts = tuple[str, str, frozenset[str], bool]  # lemma, form, kinds, passive
Places = Mapping[str, tuple[int, int]]  # first word, and the one behind the last


class VerdictRule(NamedTuple):
    """A rule, and what each part of its entry asks and whether that shall be so."""

    rule: Rule
    then: bool
    of_cue: list[tuple[str, Any, bool]]
    facts: list[tuple[str, Any, bool]]
    words: list[tuple[str, int, frozenset[str], int, bool]]
    patterns: list[tuple[str, str, Pattern, bool]]


class Verdicts:
    """The rules of a table, found by what they ask of a cue."""

    def __init__(self, rules: Sequence[Rule], lists: Mapping[str, Collection[str]]) -> None:
        self._of_all: list[tuple[int, VerdictRule]] = []
        self._of_lemma: dict[str, list[tuple[int, VerdictRule]]] = {}
        for n, rule in enumerate(_compiled(rule, lists) for rule in rules):
            lemmas = next((wanted for key, wanted, so in rule.of_cue if key == "lemmas" and so), None)
            for held in [self._of_all] if lemmas is None else [self._of_lemma.setdefault(one, []) for one in lemmas]:
                held.append((n, rule))
        self.of_cue: Known[CueFacts, list[VerdictRule]] = Known(self._fitting)

    def _fitting(self, cue: CueFacts) -> list[VerdictRule]:
        asked = dict(zip(_OF_CUE, cue, strict=True))
        rules = sorted([*self._of_all, *self._of_lemma.get(cue[0], ())], key=itemgetter(0))
        return [rule for _, rule in rules if hold(rule.of_cue, asked)]


def _compiled(of_table: Rule, lists: Mapping[str, Collection[str]]) -> VerdictRule:
    rule, where = VerdictRule(of_table, of_table.given["then"], [], [], [], []), f"[[{of_table.table}]] {of_table.name}"
    for key, wanted in of_table.given.items():
        bare = key.removeprefix("not_")
        side, _, place = bare.partition("_")
        if isinstance(wanted, list):
            wanted = frozenset(word for one in wanted for word in (lists[one[1:]] if one[0] == "@" != one else [one]))
        if side in _OFFSETS:
            kinds = sum(tags.BITS[word[1:-1]] for word in wanted if word[0] == "<" != word)
            some = frozenset("" if word == "^" else word for word in wanted)
            rule.words.append((place, _OFFSETS[side], some, kinds, bare == key))
        elif side in _PATTERNS:
            rule.patterns.append((side, place, compile_pattern(wanted, lists, f"{where}, {key}"), bare == key))
        elif key != "then":
            (rule.of_cue if bare in _OF_CUE else rule.facts).append((bare, wanted, bare == key))
    return rule


def hold(asked: Sequence[tuple[str, Any, bool]], facts: Mapping[str, Any]) -> bool:
    for key, wanted, so in asked:
        found = facts[key]
        if not isinstance(wanted, frozenset):
            held = found == wanted
        else:
            held = found in wanted if isinstance(found, str) else not wanted.isdisjoint(found)
        if held is not so:
            return False
    return True


def match(patterns: Sequence[tuple[str, str, Pattern, bool]], line: Line, places: Places) -> bool:
    for side, place, pattern, so in patterns:
        if place not in places:
            return False
        first, last = places[place]
        if side == "whole":
            found = pattern.covers(line, first, last)
        else:
            found = pattern.starts_at(line, first) if side == "from" else pattern.ends_at(line, first)
        if (found is not None) is not so:
            return False
    return True
