"""The codebook of numbers: phrases of news and the ranges that they become."""

from __future__ import annotations

import time
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.extraction.examples import numbers_in
from analysis.extraction.records import DateSpan
from analysis.language.lexicon import Lexicon, load_lexicon
from analysis.language.numbers import Quantity
from analysis.language.reading import read_sentence

LEXICON = load_lexicon()


def find_quantities(text: str, start: int, end: int, lexicon: Lexicon, **options: Any) -> list[Quantity]:
    return read_sentence(text, lexicon, start, end).quantities_in(start, end, **options)


def quantities(text: str, **options: bool) -> list[tuple[str, int | None, int | None]]:
    found = find_quantities(text, 0, len(text), LEXICON, **options)
    return [(text[q.start : q.end], q.low, q.high) for q in found]


@pytest.mark.parametrize(("sentence", "expected"), LEXICON["number_examples"].items())
def test_reads(sentence: str, expected: dict[str, str]) -> None:
    assert list(numbers_in(sentence, LEXICON).items()) == list(expected.items())


def test_articles_count_only_on_request() -> None:
    assert quantities("A guard and one child") == []
    assert quantities("A guard and one child", articles=True) == [("A", 1, 1), ("one", 1, 1)]


def test_offsets_are_those_of_the_text() -> None:
    text = "Quiet. Two fell. Three rose."
    assert [(q.start, q.end) for q in find_quantities(text, 7, 16, LEXICON)] == [(7, 10)]


def test_dates_can_be_left_out() -> None:
    text = "The 12 and the 14"
    assert [q.low for q in find_quantities(text, 0, len(text), LEXICON, skip=[DateSpan(4, 6, None, None, "day")])] == [
        14
    ]


PIECES = st.sampled_from(
    [
        "two",
        "twenty",
        "-",
        "five",
        "hundred",
        "and",
        "thousand",
        "million",
        "dozen",
        "a few",
        "several",
        "at least",
        "up to",
        "to",
        "between",
        "or",
        "more",
        "12",
        "1,500",
        "3.5",
        "1990",
        "no",
        ".",
        ",",
        "%",
        "a",
        "one",
        "people",
        "nineteen",
        "ninety",
    ]
)


@given(st.lists(PIECES, max_size=14).map(" ".join) | st.text())
def test_spans_are_valid_on_any_text(text: str) -> None:
    found = find_quantities(text, 0, len(text), LEXICON, articles=True)
    assert all(0 <= q.start < q.end <= len(text) for q in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(q.low is not None or q.high is not None for q in found)
    assert all(q.low <= q.high for q in found if q.low is not None and q.high is not None)
    assert all(bound is None or 0 <= bound < 2**62 for q in found for bound in (q.low, q.high))


@pytest.mark.parametrize("unit", ["two thousand ", "million ", "1,500", "9", "at least ", "a few ", "five to ", "- 3"])
def test_time_is_linear(unit: str) -> None:
    text = unit * (40_000 // len(unit))
    began = time.process_time()
    find_quantities(text, 0, len(text), LEXICON)
    assert time.process_time() - began < 5  # quadratic work on this length takes minutes
