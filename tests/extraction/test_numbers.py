"""The codebook of numbers: phrases of news and the ranges that they become."""

from __future__ import annotations

import time
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.extraction.records import DateSpan
from analysis.language.lexicon import Lexicon, load_lexicon
from analysis.language.numbers import Quantity
from analysis.language.reading import read_sentence

LEXICON = load_lexicon()

COUNTED = [
    pytest.param("The blast killed 14 miners.", [("14", 14, 14)], id="digits"),
    pytest.param("Some camps hold 1,500 people.", [("1,500", 1500, 1500)], id="thousands-separator"),
    pytest.param("They fired twenty-five shells.", [("twenty-five", 25, 25)], id="hyphenated-word"),
    pytest.param("The toll is one hundred and ten.", [("one hundred and ten", 110, 110)], id="hundred-and"),
    pytest.param("Two thousand three hundred fled.", [("Two thousand three hundred", 2300, 2300)], id="thousand-words"),
    pytest.param("A hundred and ten thousand fled.", [("A hundred and ten thousand", 110_000, 110_000)], id="folded"),
    pytest.param("Some 3.5 million fled.", [("Some 3.5 million", 3_150_000, 3_850_000)], id="decimal-million"),
    pytest.param("Two dozen tanks burned.", [("Two dozen", 24, 24)], id="two-dozen"),
    pytest.param("Half a dozen tanks burned.", [("Half a dozen", 6, 6)], id="half-a-dozen"),
    pytest.param("A dozen tanks burned.", [("A dozen", 12, 12)], id="a-dozen"),
    pytest.param("A hundred tanks burned.", [("A hundred", 100, 100)], id="a-hundred"),
    pytest.param("A couple of drones fell.", [("A couple", 2, 2)], id="a-couple"),
    pytest.param("A half-dozen tanks burned.", [("A half-dozen", 6, 6)], id="a-half-dozen"),
    pytest.param("At least a half-dozen burned.", [("At least a half-dozen", 6, None)], id="at-least-half-dozen"),
    pytest.param("A score of drones fell.", [("A score of", 20, 20)], id="a-score-of"),
    pytest.param("Tens of shells fell.", [("Tens of", 20, 99)], id="tens-of"),
    pytest.param("Tens of thousands fled.", [("Tens of thousands", 20_000, 99_999)], id="tens-of-thousands"),
    pytest.param("Dozens upon dozens fled.", [("Dozens upon dozens", 24, 99)], id="dozens-upon-dozens"),
    pytest.param("Not a single guard was hurt.", [("Not a single", 0, 0)], id="not-a-single"),
    pytest.param("Not one guard was hurt.", [("Not one", 0, 0)], id="not-one"),
    pytest.param("As few as three guards stayed.", [("As few as three", 3, None)], id="as-few-as"),
    pytest.param("Well under 40 guards stayed.", [("Well under 40", None, 39)], id="well-under"),
    pytest.param("Two villages north of Orvale burned.", [("Two", 2, 2)], id="north-of-a-place"),
    pytest.param("Unit 8200 left.", [], id="unit-number"),
    pytest.param("Twin blasts shook Orvale.", [("Twin", 2, 2)], id="twin"),
    pytest.param("At least five people died.", [("At least five", 5, None)], id="at-least"),
    pytest.param("No fewer than 8 people died.", [("No fewer than 8", 8, None)], id="no-fewer-than"),
    pytest.param("More than 20 rockets fell.", [("More than 20", 21, None)], id="more-than"),
    pytest.param("Over 20 rockets fell.", [("Over 20", 21, None)], id="over"),
    pytest.param("More than two dozen rockets fell.", [("More than two dozen", 25, None)], id="more-than-dozen"),
    pytest.param("Up to 47 rockets fell.", [("Up to 47", None, 47)], id="up-to"),
    pytest.param("As many as 12 rockets fell.", [("As many as 12", None, 12)], id="as-many-as"),
    pytest.param("No more than three fell.", [("No more than three", None, 3)], id="no-more-than"),
    pytest.param("Fewer than ten fell.", [("Fewer than ten", None, 9)], id="fewer-than"),
    pytest.param("About 50 rockets fell.", [("About 50", 45, 55)], id="about"),
    pytest.param("Nearly 50 rockets fell.", [("Nearly 50", 45, 49)], id="nearly"),
    pytest.param("Just over 20 rockets fell.", [("Just over 20", 21, 22)], id="just-over"),
    pytest.param("An estimated 200 guards fled.", [("An estimated 200", 180, 220)], id="estimated"),
    pytest.param("A total of 12 guards fled.", [("A total of 12", 12, 12)], id="total"),
    pytest.param("Three or more guards fled.", [("Three or more", 3, None)], id="or-more"),
    pytest.param("A dozen or so guards fled.", [("A dozen or so", 11, 13)], id="or-so"),
    pytest.param("The 50-plus guards fled.", [("50-plus", 50, None)], id="plus"),
    pytest.param("Five to seven guards fled.", [("Five to seven", 5, 7)], id="range-to"),
    pytest.param("Between 3 and 5 guards fled.", [("Between 3 and 5", 3, 5)], id="range-between"),
    pytest.param("Some 10-15 guards fled.", [("Some 10-15", 10, 15)], id="range-hyphen"),
    pytest.param("Two or three guards fled.", [("Two or three", 2, 3)], id="range-or"),
    pytest.param("One or two guards fled.", [("One or two", 1, 2)], id="one-or-two"),
    pytest.param(
        "Raids rose from four in May to 19 in June, then up to 28 by mid-July.",
        [("four", 4, 4), ("19", 19, 19), ("up to 28", None, 28)],
        id="change-is-no-range",
    ),
    pytest.param("Raids fell from 20 to 35.", [("20", 20, 20), ("35", 35, 35)], id="change-side-by-side"),
    pytest.param("A few shells fell.", [("A few", 3, 9)], id="a-few"),
    pytest.param("Several shells fell.", [("Several", 3, 9)], id="several"),
    pytest.param("Several hundred shells fell.", [("Several hundred", 300, 999)], id="several-hundred"),
    pytest.param("A few dozen shells fell.", [("A few dozen", 36, 119)], id="a-few-dozen"),
    pytest.param("Dozens of shells fell.", [("Dozens", 24, 99)], id="dozens"),
    pytest.param("Scores were hurt.", [("Scores", 40, 99)], id="scores"),
    pytest.param("Hundreds were hurt.", [("Hundreds", 200, 999)], id="hundreds"),
    pytest.param("Thousands were hurt.", [("Thousands", 2000, 9999)], id="thousands"),
    pytest.param("Tens of thousands fled.", [("Tens of thousands", 20_000, 99_999)], id="tens-of-thousands"),
    pytest.param("No soldiers were hurt.", [("No", 0, 0)], id="no"),
    pytest.param("None of them was hurt.", [("None", 0, 0)], id="none"),
    pytest.param("No one was hurt.", [("No one", 0, 0)], id="no-one"),
    pytest.param("At least one guard died.", [("At least one", 1, None)], id="at-least-one"),
    pytest.param("ABOUT 50 PEASANTS AND TWO GUARDS", [("ABOUT 50", 45, 55), ("TWO", 2, 2)], id="upper-case"),
    pytest.param("The 2000 people fled; 2000 people fled.", [("2000", 2000, 2000)], id="year-like-count"),
    pytest.param("In October 7 guards died.", [("7", 7, 7)], id="count-after-month"),
    pytest.param(
        "two thousand and three thousand", [("two thousand", 2000, 2000), ("three thousand", 3000, 3000)], id="two"
    ),
]

NOT_COUNTED = [
    pytest.param("Dora Venn, 34, said so.", id="age-between-commas"),
    pytest.param("A 34-year-old baker aged 35.", id="age"),
    pytest.param("It cost $20 million, or 20 million euros.", id="money"),
    pytest.param("Some 20 percent, or 20%.", id="percentage"),
    pytest.param("A 122 mm shell and a 122mm shell.", id="calibre"),
    pytest.param("At 5:30, at 10 p.m. and at 0600 GMT.", id="time"),
    pytest.param("An F-16, an AK-47 and Route 9.", id="names"),
    pytest.param("A Vulkan 12 in Orvale.", id="number-behind-a-name"),
    pytest.param("In 2018, and in the 2018 raids.", id="year"),
    pytest.param("Nineteen ninety-six was quiet.", id="spelled-year"),
    pytest.param("On October 7, on 7 October, on 12 JAN 90.", id="day-of-month"),
    pytest.param("Five miles, two hours, three weeks.", id="measure"),
    pytest.param("The 21st raid, the second raid.", id="ordinal"),
    pytest.param("A two-story house, a 10-member council, 24/7.", id="part-of-a-word"),
    pytest.param("Call 555-1234 or 0207 782.", id="telephone"),
    pytest.param("No, he no longer has No. 5.", id="no-that-counts-nothing"),
    pytest.param("One of them, the one that fell.", id="lone-one"),
    pytest.param("Worry over May 5.", id="month-before"),
    pytest.param("Two-thirds of a third.", id="fraction"),
    pytest.param("Hundreds of millions of dollars.", id="vague-money"),
]


def find_quantities(text: str, start: int, end: int, lexicon: Lexicon, **options: Any) -> list[Quantity]:
    return read_sentence(text, lexicon, start, end).quantities_in(start, end, **options)


def quantities(text: str, **options: bool) -> list[tuple[str, int | None, int | None]]:
    found = find_quantities(text, 0, len(text), LEXICON, **options)
    return [(text[q.start : q.end], q.low, q.high) for q in found]


@pytest.mark.parametrize(("sentence", "expected"), COUNTED)
def test_reads(sentence: str, expected: list[tuple[str, int | None, int | None]]) -> None:
    assert quantities(sentence) == expected


@pytest.mark.parametrize("sentence", NOT_COUNTED)
def test_counts_nothing_in(sentence: str) -> None:
    assert quantities(sentence) == []


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
