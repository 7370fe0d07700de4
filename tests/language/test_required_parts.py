"""Quick looks at a text agree with the patterns that they spare."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.language import required_parts as required_parts_module
from analysis.language.required_parts import parts_automaton, required_parts

PARTS = [
    pytest.param("(?:was|were) shelled", {"shelled"}, id="a-choice-before-a-word"),
    pytest.param(r"no \w+ involvement", {"involvement"}, id="the-longest-part"),
    pytest.param(r"(?:\w+ )?fired(?: on)?", {"fired"}, id="what-may-be-missing-is-not-needed"),
    pytest.param(r"(?i:Bridge|\w+s)", None, id="a-choice-that-may-be-anything"),
]


@pytest.mark.parametrize(("pattern", "parts"), PARTS)
def test_what_a_pattern_cannot_do_without(pattern: str, parts: set[str] | None) -> None:
    assert next(iter(required_parts(pattern)), None) == parts


@given(st.from_regex(r"(?:the|its) (?:north|south) gate (?:was|had been) (?:shut|opened)", fullmatch=True))
def test_every_match_holds_a_part_of_each_set(match: str) -> None:
    pattern = re.compile(r"(?:the|its) (?:north|south) gate (?:was|had been) (?:shut|opened)")
    found = required_parts(pattern)
    assert found
    assert all(any(part in match for part in parts) for parts in found)
    assert {n for _, numbers in parts_automaton(found).iter(match) for n in numbers} == set(range(len(found)))


@pytest.mark.parametrize("change", ["gone", "other-names", "other-layout"])
def test_where_the_parser_of_patterns_has_changed_nothing_is_told(change: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def other(name: str) -> SimpleNamespace:
        if change == "gone":
            raise ModuleNotFoundError(name)
        kinds = {"other-names": ("TEXT", "abc"), "other-layout": ("BRANCH", 7)}
        return SimpleNamespace(parse=lambda *_: [kinds[change]])

    required_parts_module._is_readable.cache_clear()
    monkeypatch.setattr(required_parts_module, "import_module", other)
    assert required_parts("abcd") == ()
    monkeypatch.undo()
    required_parts_module._is_readable.cache_clear()
    assert required_parts("abcd") == (frozenset({"abcd"}),)
