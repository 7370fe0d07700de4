"""What a text must hold for a regular expression to match it: letters that no match can do without.

A pattern with many alternatives is tried at every character of a text, in vain nearly always. The parts that it needs
are found quickly, for many patterns in one pass together (Aho and Corasick 1975), and a pattern is tried only where
its own are there: the idea of RE2's FilteredRE2 and of Hyperscan.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import import_module
from typing import Any

import ahocorasick

_SHORTEST = 2  # letters; what is shorter stands in every text
Parts = frozenset[str]
# Patterns with every construct that is read, and their parts: what is read wrongly would hide rows.
_KNOWN: Mapping[str, tuple[Parts, ...]] = {
    r"(?:Abc|def+gh)(?i:jk)? [lm]no(?!pqr)(?:st){1,2}(?:uv)*wxy": (
        frozenset({"wxy"}),
        frozenset({"no"}),
        frozenset({"st"}),
        frozenset({"abc", "de"}),
    ),
    r"ab|c": (),
    r"a(?P<name>bc)\b(?=de)": (frozenset({"bc"}),),
}


def required_parts(pattern: str | re.Pattern[str]) -> tuple[Parts, ...]:
    """Sets of parts in lower case; every match of ``pattern`` holds, whatever its case, one part of each set.

    The most telling set stands first: its shortest part is the longest. White space within a part is one space, so that
    a text is to be asked with single spaces, or the pattern to have none. Empty where nothing can be told.
    """
    source, flags = (pattern, 0) if isinstance(pattern, str) else (pattern.pattern, pattern.flags)
    return _parts_of(source, flags) if _is_readable() else ()


def _parts_of(source: str, flags: int) -> tuple[Parts, ...]:
    parser: Any = import_module("re._parser")  # Python's own, and private: see _is_readable
    return tuple(sorted(_of_sequence(parser.parse(source, flags)), key=_worth, reverse=True))


@cache
def _is_readable() -> bool:
    """Whether this Python's parser of patterns gives what is understood here; if not, nothing is told of any pattern.

    Then every pattern is tried on every text: slower, and no row is lost.
    """
    try:
        return all(_parts_of(pattern, re.IGNORECASE) == parts for pattern, parts in _KNOWN.items())
    except Exception:  # whatever a private module has become
        return False


def parts_automaton(wanted: Sequence[Iterable[str]]) -> Any:
    """An automaton over all parts; the value of a part is the numbers of those that want it."""
    numbers: dict[str, list[int]] = {}
    for number, parts in enumerate(wanted):
        for part in sorted(parts):
            numbers.setdefault(part, []).append(number)
    automaton = ahocorasick.Automaton()
    for part, those in numbers.items():
        automaton.add_word(part, tuple(those))
    automaton.make_automaton()
    return automaton


def _worth(parts: Parts) -> tuple[int, int]:
    return min(map(len, parts)), -len(parts)


def _of_sequence(items: Iterable[tuple[Any, Any]]) -> list[Parts]:
    """What is needed of things that stand in a row."""
    found: list[Parts] = []
    run = ""
    for kind, value in [*items, ("END", None)]:
        if str(kind) == "LITERAL":
            run += chr(value).lower()
            continue
        if len(part := " ".join(run.split())) >= _SHORTEST:
            found.append(frozenset({part}))
        run = ""
        found += _of_item(str(kind), value)
    return found


def _of_item(kind: str, value: Any) -> list[Parts]:
    if kind == "SUBPATTERN":
        return _of_sequence(value[-1])
    if kind in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT") and value[0] > 0:
        return _of_sequence(value[2])
    if kind == "BRANCH":  # the best of each alternative
        best = [max(_of_sequence(branch), key=_worth, default=None) for branch in value[1]]
        return [frozenset().union(*(b for b in best if b))] if all(best) else []
    return []
