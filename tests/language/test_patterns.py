"""Patterns over words: what each item of the language of patterns matches."""

from __future__ import annotations

import pytest

from analysis.errors import LexiconError
from analysis.language.patterns import Line, compile_pattern, line_of, tagged_word

TAGS = {"gunmen": ["outlaw", "plural"], "car bomb": ["weapon"], "was": ["be"], "killed": ["toll:killed"], "river": []}
LISTS = {"law": {"trial", "court martial"}}


def read_line(sentence: str) -> Line:
    words = [word.replace("_", " ") for word in sentence.split()]
    return line_of([tagged_word(word, TAGS.get(word, ())) for word in words])


@pytest.mark.parametrize(
    ("pattern", "sentence", "matched"),
    [
        ("gunmen", "the gunmen fled", "gunmen"),
        ("gun", "the gunmen fled", None),
        ("car_bomb", "a car_bomb hit", "car_bomb"),
        ("*men", "the gunmen fled", "gunmen"),
        ("<outlaw>", "the gunmen fled", "gunmen"),
        ("<outlaw|weapon>", "a car_bomb hit", "car_bomb"),
        ("<outlaw&plural>", "the gunmen fled", "gunmen"),
        ("<outlaw&weapon>", "the gunmen fled", None),
        ("<toll:killed>", "three were killed there", "killed"),
        ("<!outlaw|be> fled", "the gunmen fled", None),
        ("<!be> fled", "the gunmen fled", "gunmen fled"),
        ("@law", "after a court_martial ended", "court_martial"),
        ("the . fled", "the gunmen fled", "the gunmen fled"),
        ("the ..3 fled", "the two old gunmen fled", "the two old gunmen fled"),
        ("the ..1 fled", "the two old gunmen fled", None),
        ("(a|the old) river", "by the old river", "the old river"),
        ("the old? river", "by the river", "the river"),
        ("very+ old", "a very very old river", "very very old"),
        ("very{2,3} old", "a very old river", None),
        ("the !(old|new) .", "the old and the wide river", "the wide"),
        ("river !(was)", "the river was wide", None),
        ("riv~ was", "the rivers was wide", "rivers was"),
        ("^ the", "by the river", None),
        ("^ by", "by the river", "by"),
        ("river $", "by the river", "river"),
        ("(in|on) @law|<outlaw>", "the gunmen fled", "gunmen"),
        ("said , \"", 'he said , " stay', 'said , "'),
        ("n't", "did n't go", "n't"),
        (r"go \?", "did he go ?", "go ?"),
        ("a.m.", "at 6 a.m. there", "a.m."),
    ],
)  # fmt: skip
def test_what_a_pattern_matches(pattern: str, sentence: str, matched: str | None) -> None:
    found = compile_pattern(pattern, LISTS).search(read_line(sentence))
    assert (" ".join(sentence.split()[found.first : found.last]) if found else None) == matched


def test_a_match_begins_or_ends_where_it_is_asked_to() -> None:
    line = read_line("the old river and the old mill")
    pattern = compile_pattern("the old", LISTS)
    assert pattern.starts_at(line, 1) is None
    assert (found := pattern.starts_at(line, 4)) is not None
    assert (found.first, found.last) == (4, 6)
    assert (before := pattern.ends_at(line, 2)) is not None
    assert before.first == 0
    assert pattern.ends_at(line, 3) is None
    assert pattern.search(line, 1, 5) is None


def test_named_groups_are_words_too() -> None:
    found = compile_pattern("by what:(the . river)", LISTS).search(read_line("a mill by the old river"))
    assert found is not None
    assert found.groups == {"what": (3, 6)}


@pytest.mark.parametrize("pattern", ["(a b", "a )", "@nothing", "<>"])
def test_what_is_no_pattern_is_told_with_its_place(pattern: str) -> None:
    with pytest.raises(LexiconError, match=r"lexicon\.toml, rule x"):
        compile_pattern(pattern, LISTS, "lexicon.toml, rule x")
