"""Candidates for shared wording: none is missed, and the cost does not grow with the pairs."""

from __future__ import annotations

import random
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from in_memory import find_candidates, shared_prints

from analysis.comparison.reuse.candidates import NEIGHBOURS
from analysis.comparison.reuse.shingles import (
    SHINGLE,
    WINDOW,
    fingerprints,
    read_words,
)
from analysis.comparison.spelling import plain_word

LETTERS = "bcdfghklmnprstvw"


def a_text(seed: int, n: int) -> str:
    chance = random.Random(seed)
    return " ".join("".join(chance.choices(LETTERS, k=6)) for _ in range(n))


def candidates(*texts: str) -> list[tuple[int, int]]:
    return find_candidates(shared_prints([fingerprints(read_words(text, [(0, len(text))])) for text in texts]))


@settings(deadline=None, max_examples=50)
@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 99))
def test_a_run_that_two_share_is_always_found(before: int, after: int, seed: int) -> None:
    run = a_text(seed, SHINGLE + WINDOW - 1)
    assert candidates(
        f"{a_text(1000, before)} {run} {a_text(1001, 9)}", f"{a_text(1002, 9)} {run} {a_text(1003, after)}"
    )


def test_rewrites_are_found_among_many() -> None:
    chance = random.Random(7)
    stories = [[a_text(100 * i + j, 18) for j in range(8)] for i in range(60)]
    rewrites = []
    for story in stories[:20]:
        words = " ".join(chance.sample(story, 5)).split()
        rewrites.append(" ".join(w if chance.random() > 0.1 else "changed" for w in words))
    found = set(candidates(*map(" ".join, stories), *rewrites))
    assert {(i, 60 + i) for i in range(20)} <= found
    assert len(found) < 40


def test_unrelated_texts_are_no_candidates() -> None:
    assert candidates(*(a_text(i, 300) for i in range(30))) == []


def test_what_all_have_does_not_pair_all_with_all() -> None:
    n = 10 * NEIGHBOURS
    found = candidates(*(f"{a_text(1, 12)} {a_text(10 + i, 12)}" for i in range(n)))
    assert len(found) <= n * NEIGHBOURS
    assert len({i for pair in found for i in pair}) == n


def test_stock_that_many_have_makes_no_pair() -> None:
    n, line = 2 * NEIGHBOURS, a_text(1, 12)
    texts = [f"{line} {a_text(10 + i, 12)}" for i in range(n)] + [f"{a_text(10, 12)} {a_text(9, 12)}"]
    shared = shared_prints([fingerprints(read_words(text, [(0, len(text))])) for text in texts])
    stock = fingerprints(read_words(line, [(0, len(line))]))
    assert find_candidates(shared, stock) == [(0, n)]


SPANS = [
    pytest.param("Boats, one “U.S.-built”; it's 12_b.", [(0, 35)], "Boats one U.S. built it's 12 b", id="marks"),
    pytest.param("A bell  rang.\n\nThen — silence.", [(0, 13), (15, 31)], "A bell rang Then silence", id="blanks"),
    pytest.param("Sand.Salt", [(0, 5), (5, 9)], "Sand Salt", id="adjacent"),
    pytest.param("Sea [a quay] wall", [(0, 3), (13, 17)], "Sea wall", id="apart"),
    pytest.param("— – —", [(0, 5)], "", id="no-words"),
]


@pytest.mark.parametrize(("text", "spans", "expected"), SPANS)
def test_words_stand_where_they_are_said_to(text: str, spans: list[tuple[int, int]], expected: str) -> None:
    words = read_words(text, spans)
    found = [text[start:end] for start, end in zip(words.starts.tolist(), words.ends.tolist(), strict=True)]
    assert found == expected.split()
    assert words.forms(0, len(words)) == [plain_word(word) for word in found]


def test_a_caption_between_two_words_parts_them() -> None:
    assert read_words("Sea [a quay] wall. End", [(0, 3), (13, 18), (19, 22)]).segment.tolist() == [0, 1, 1]


def test_pairs_come_in_order_whatever_shares_what() -> None:
    found = candidates(*(f"{a_text(i, 20)} {a_text(i + 1, 20)}" for i in range(6)))
    assert found == [(i, i + 1) for i in range(5)]
    assert set(found) <= set(combinations(range(6), 2))


@pytest.mark.parametrize("texts", [(), ("",), ("one two",), (a_text(1, 30),)], ids=["none", "empty", "short", "one"])
def test_nothing_to_compare(texts: tuple[str, ...]) -> None:
    assert candidates(*texts) == []
    assert all(np.all(np.diff(fingerprints(read_words(t, [(0, len(t))])).astype(object)) > 0) for t in texts)


SAME = [
    pytest.param("harbour", "harbor", id="our"),
    pytest.param("organised", "organized", id="ise"),
    pytest.param("centre", "center", id="tre"),
    pytest.param("defence", "defense", id="ence"),
    pytest.param("travelled", "traveled", id="double-l"),
    pytest.param("took", "take", id="irregular-past"),
    pytest.param("were", "is", id="auxiliary"),
    pytest.param("U.S.", "US", id="full-stops"),
    pytest.param("mayor’s", "mayor", id="possessive"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_and_tenses_of_one_word(one: str, other: str) -> None:
    assert plain_word(one) == plain_word(other)


@pytest.mark.parametrize(("one", "other"), [("four", "for"), ("hour", "hor"), ("raid", "rail")])
def test_other_words_stay_apart(one: str, other: str) -> None:
    assert plain_word(one) != plain_word(other)
