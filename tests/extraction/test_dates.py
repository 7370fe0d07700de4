"""Time expressions in invented sentences, and the intervals that a reader would understand."""

from __future__ import annotations

import time
from datetime import date, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.extraction.dates.dates import find_dates
from analysis.language.lexicon import load_lexicon
from analysis.language.reading import Reading
from analysis.reading.article import Article, Passage, Sentence

LEXICON = load_lexicon()
PUBLISHED = datetime(2024, 2, 27, 18, 30)  # a Tuesday
PUBLISHED_EXAMPLE = datetime(2031, 3, 12)  # what the rules' examples are published on


def article(text: str, published: datetime | None = PUBLISHED) -> Article:
    """An article of one passage; "|" parts its sentences."""
    sentences, start = [], 0
    for part in text.split("|"):
        sentences.append(Sentence(start, start + len(part), 0))
        start += len(part) + 1
    return Article(
        "a", text, published=published, passages=(Passage(0, len(text), "body"),), sentences=tuple(sentences)
    )


def found(text: str, published: datetime | None = PUBLISHED) -> list[tuple[str, str]]:
    """The expressions with their intervals: "2024-02-27" for a day, else "first/last"."""
    rows = find_dates(Reading(article(text, published), LEXICON))
    return [(text[d.start : d.end], _interval(d.date_start, d.date_end)) for d in rows]


def _interval(start: date | None, end: date | None) -> str:
    return str(start) if start == end else f"{start}/{end}"


ABSOLUTE = [
    ("He fled on 6 October 2020.", "6 October 2020", "2020-10-06", "day-month-year"),
    ("He fled on October 6, 2020.", "October 6, 2020", "2020-10-06", "month-day-year"),
    ("He fled on Tues., Oct. 6, 2020.", "Tues., Oct. 6, 2020", "2020-10-06", "weekday-and-abbreviation"),
    ("He fled on the 6th of October, 2020.", "6th of October, 2020", "2020-10-06", "ordinal"),
    ("ORVALE, 12 JAN 90 (KPA)", "12 JAN 90", "1990-01-12", "wire-date"),
    ("It was 13/10/2020.", "13/10/2020", "2020-10-13", "numeric-day-first"),
    ("It was 10/13/2020.", "10/13/2020", "2020-10-13", "numeric-month-first"),
    ("Posted 2020-10-06.", "2020-10-06", "2020-10-06", "iso"),
    ("It lasted from Sept. 12-14, 2001.", "Sept. 12-14, 2001", "2001-09-12/2001-09-14", "range-of-days"),
    ("It lasted from 3 to 5 May 2001.", "3 to 5 May 2001", "2001-05-03/2001-05-05", "range-day-first"),
    ("The war began in August 1988.", "August 1988", "1988-08-01/1988-08-31", "month-year"),
    ("It fell in late January 2001.", "late January 2001", "2001-01-21/2001-01-31", "late-month"),
    ("It fell at the end of 1990.", "the end of 1990", "1990-09-01/1990-12-31", "end-of-year"),
    ("It began in 2018.", "2018", "2018-01-01/2018-12-31", "year"),
    ("It began in 1865.", "in 1865", "1865-01-01/1865-12-31", "old-year"),
    ("The 1990-91 talks failed.", "The 1990-91", "1990-01-01/1991-12-31", "two-years"),
    ("In the 1980s it was calm.", "the 1980s", "1980-01-01/1989-12-31", "decade"),
    ("In the late 1970s it was calm.", "the late 1970s", "1977-01-01/1979-12-31", "late-decade"),
    ("In the third quarter of 1984 it was calm.", "the third quarter of 1984", "1984-07-01/1984-09-30", "quarter"),
    ("In the first half of 1984 it was calm.", "the first half of 1984", "1984-01-01/1984-06-30", "half"),
    ("In the winter of 1994 it was calm.", "the winter of 1994", "1994-12-01/1995-02-28", "season-year"),
    ("In nineteen ninety-six it was calm.", "nineteen ninety-six", "1996-01-01/1996-12-31", "spelled-year"),
    ("On 5 February 2024 14 soldiers died.", "5 February 2024", "2024-02-05", "year-and-a-count"),
    ("In 2023, 1,250 attacks were counted.", "2023", "2023-01-01/2023-12-31", "year-and-thousands"),
    ("Rockets fell on Feb. 29, 2020.", "Feb. 29, 2020", "2020-02-29", "leap-day"),
    ("Since 9/11 it was calm.", "9/11", "2001-09-11", "landmark"),
]

RELATIVE = [
    ("Rockets fell on Sunday.", "Sunday", "2024-02-25", "weekday"),
    ("Rockets fell on Tuesday.", "Tuesday", "2024-02-27", "weekday-of-publication"),
    ("Rockets fell early on Wednesday.", "Wednesday", "2024-02-28", "weekday-ahead-by-time-zone"),
    ("Rockets fell on Wednesday.", "Wednesday", "2024-02-21", "weekday-six-days-ago"),
    ("The council will meet on Thursday.", "Thursday", "2024-02-29", "weekday-ahead"),
    ("Guards said they would leave by Friday.", "Friday", "2024-03-01", "weekday-would"),
    ("Rockets fell last Tuesday.", "last Tuesday", "2024-02-20", "last-weekday"),
    ("They meet next Tuesday.", "next Tuesday", "2024-03-05", "next-weekday"),
    ("Rockets fell late Monday night.", "late Monday night", "2024-02-26", "part-of-day"),
    ("Rockets fell at 10 p.m. Monday.", "at 10 p.m. Monday", "2024-02-26", "clock"),
    ("Rockets fell on Monday last week.", "Monday last week", "2024-02-19", "weekday-last-week"),
    ("Rockets fell today.", "today", "2024-02-27", "today"),
    ("Rockets fell late yesterday.", "late yesterday", "2024-02-26", "yesterday"),
    ("Rockets fell last night.", "last night", "2024-02-26", "last-night"),
    ("Rockets fell overnight.", "overnight", "2024-02-26/2024-02-27", "overnight"),
    ("They meet tomorrow.", "tomorrow", "2024-02-28", "tomorrow"),
    ("Rockets fell this week.", "this week", "2024-02-26/2024-03-03", "iso-week"),
    ("Rockets fell last week.", "last week", "2024-02-19/2024-02-25", "last-week"),
    ("Rockets fell over the weekend.", "the weekend", "2024-02-24/2024-02-25", "weekend"),
    ("Rockets fell last month.", "last month", "2024-01-01/2024-01-31", "last-month"),
    ("Rockets fell earlier this month.", "earlier this month", "2024-02-01/2024-02-27", "earlier-this-month"),
    ("It was worse last year.", "last year", "2023-01-01/2023-12-31", "last-year"),
    ("Rockets fell in late January.", "late January", "2024-01-21/2024-01-31", "late-month"),
    ("Raids peaked by mid-October.", "mid-October", "2023-10-11/2023-10-20", "mid-month"),
    ("Rockets fell in September.", "September", "2023-09-01/2023-09-30", "month-behind"),
    ("Voting is due in September.", "September", "2024-09-01/2024-09-30", "month-ahead"),
    ("He left last May.", "last May", "2023-05-01/2023-05-31", "last-month-name"),
    ("He left in July last year.", "July last year", "2023-07-01/2023-07-31", "month-last-year"),
    ("Rockets have fallen since October 7.", "October 7", "2023-10-07", "month-day-behind"),
    ("Voting will start on March 3.", "March 3", "2024-03-03", "month-day-ahead"),
    ("Rockets fell from Feb. 12-14.", "Feb. 12-14", "2024-02-12/2024-02-14", "days-behind"),
    ("Rockets fell two weeks ago.", "two weeks ago", "2024-02-12/2024-02-18", "weeks-ago"),
    ("Rockets fell 10 days ago.", "10 days ago", "2024-02-17", "days-ago"),
    ("He left three months ago.", "three months ago", "2023-11-01/2023-11-30", "months-ago"),
    ("He left a few years ago.", "a few years ago", "2015-01-01/2021-12-31", "few-years-ago"),
    ("He left a year ago.", "a year ago", "2023-01-01/2023-12-31", "year-ago"),
    ("Raids doubled in the past four months.", "the past four months", "2023-10-27/2024-02-27", "window"),
    ("Raids doubled over the past week.", "the past week", "2024-02-20/2024-02-27", "window-of-one"),
    ("Six died in the last 24 hours.", "the last 24 hours", "2024-02-26/2024-02-27", "window-of-hours"),
    ("The army counted 90 raids in four months.", "in four months", "2023-10-27/2024-02-27", "duration-behind"),
    ("He left last summer.", "last summer", "2023-06-01/2023-08-31", "last-season"),
    ("Talks resume this summer.", "this summer", "2024-06-01/2024-08-31", "this-season"),
    ("Exports fell in the third quarter.", "the third quarter", "2023-07-01/2023-09-30", "quarter-behind"),
    ("ROCKETS FELL ON SUNDAY.", "SUNDAY", "2024-02-25", "upper-case"),
    ("On Feb. 7, 12 guards died.", "Feb. 7", "2024-02-07", "count-after-a-day"),
    ("In January 7 guards died.", "January", "2024-01-01/2024-01-31", "count-after-a-month"),
    ("It fell in the last week of January.", "January", "2024-01-01/2024-01-31", "week-of-a-month"),
    ("On 12 January 20 guards died.", "12 January", "2024-01-12", "count-after-day-first"),
    ("Rockets fell the Sunday before last.", "the Sunday before last", "2024-02-18", "weekday-before-last"),
    ("Rockets fell the month before last.", "the month before last", "2023-12-01/2023-12-31", "month-before-last"),
    ("Rockets fell on the second Friday of February.", "the second Friday of February", "2024-02-09", "second-friday"),
    ("Rockets fell on the last Sunday of June.", "the last Sunday of June", "2023-06-25", "last-sunday-behind"),
    ("They will vote on the last Sunday of March.", "the last Sunday of March", "2024-03-31", "last-sunday-ahead"),
    ("Rockets fell a fortnight ago.", "a fortnight ago", "2024-02-12/2024-02-18", "fortnight"),
    ("Rockets fell on Monday two weeks ago.", "Monday two weeks ago", "2024-02-12", "weekday-weeks-ago"),
    (
        "Rockets fell overnight Sunday into Monday.",
        "overnight Sunday into Monday",
        "2024-02-25/2024-02-26",
        "night-between-weekdays",
    ),
    ("Rockets fell overnight on Sunday.", "overnight on Sunday", "2024-02-25", "overnight-on"),
    ("Rockets fell on the night of 3-4 February.", "3-4 February", "2024-02-03/2024-02-04", "night-of"),
    ("Rockets fell on 3, 4 and 5 February.", "3, 4 and 5 February", "2024-02-03/2024-02-05", "three-days"),
    ("Rockets fell between 3 and 5 February.", "3 and 5 February", "2024-02-03/2024-02-05", "between-days"),
    ("Rockets fell on Feb. 3-5, 12 people said.", "Feb. 3-5", "2024-02-03/2024-02-05", "days-and-a-count"),
    ("In May rockets fell.", "May", "2023-05-01/2023-05-31", "month-may"),
]

IN_CONTEXT = [
    ("Rockets fell on Feb. 2.| The next day it was calm.", ["2024-02-02", "2024-02-03"], "next-day"),
    ("Rockets fell on Feb. 2.| Two days later it was calm.", ["2024-02-02", "2024-02-04"], "days-later"),
    ("Rockets fell on Feb. 2.| Hours later it was calm.", ["2024-02-02", "2024-02-02"], "hours-later"),
    (
        "He left in July.| The following month it was calm.",
        ["2023-07-01/2023-07-31", "2023-08-01/2023-08-31"],
        "month",
    ),
    (
        "He left in 2015.| A year earlier it was calm.",
        ["2015-01-01/2015-12-31", "2014-01-01/2014-12-31"],
        "year-earlier",
    ),
    (
        "Net rose in the third quarter from a year earlier.| In the quarter sales rose.",
        ["2023-07-01/2023-09-30", "2022-07-01/2022-09-30", "2023-07-01/2023-09-30"],
        "comparison-is-no-focus",
    ),
    ("Troops left on Monday.| On Wednesday a raid failed.", ["2024-02-26", "2024-02-21"], "weekday-six-days-ago"),
    (
        "A raid failed early on Wednesday.| It began at 2200 GMT on Monday.| On Wednesday it was calm.",
        ["2024-02-28", "2024-02-26", "2024-02-28"],
        "weekday-ahead-stays",
    ),
    ("A raid on Oct. 1, over three weeks earlier, failed.", ["2023-10-01"], "apposition-with-over"),
    ("A raid on Oct. 1, three weeks earlier, failed.", ["2023-10-01"], "apposition"),
    (
        "Fighting from late January until Monday killed two.",
        ["2024-01-21/2024-01-31", "2024-02-26"],
        "end-of-a-period-behind",
    ),
    ("It will be shut from Friday until Monday.", ["2024-03-01", "2024-03-04"], "end-of-a-period-ahead"),
    ("The truce was prolonged until Monday.", ["2024-03-04"], "until-ahead"),
    ("The Oct. 7 attack and Oct. 7, a Saturday.", ["2023-10-07", "2023-10-07"], "landmark-day"),
]

YEAR_TURN = [
    ("on Sunday", "2030-12-29"),
    ("last Friday", "2030-12-27"),
    ("on December 29", "2030-12-29"),
    ("late last month", "2030-12-21/2030-12-31"),
    ("last week", "2030-12-23/2030-12-29"),
    ("last year", "2030-01-01/2030-12-31"),
    ("on Christmas Eve", "2030-12-24"),
    ("the Tuesday before last", "2030-12-24"),
    ("the month before last", "2030-11-01/2030-11-30"),
    ("on the last Sunday of December", "2030-12-29"),
    ("overnight Monday into Tuesday", "2030-12-30/2030-12-31"),
]

NO_DATE = [
    ("Rockets fell on February 29, 2030.", "no-such-day"),
    ("Rockets fell on Tuesday, February 29, 2030.", "no-such-day-with-its-weekday"),
    ("Rockets fell from 28 to 31 February.", "no-such-last-day"),
    ("Rockets fell on the fifth Monday of February 2030.", "no-fifth-monday"),
    ("Rockets fell on 03/04/2030.", "two-readings"),
    ("May I speak?", "modal"),
    ("They may 5 times a day march 20 miles.", "verbs"),
    ("The sun sat on the second wed.", "short-weekdays"),
    ("He has now seen the fall of Orvale.", "fall-of"),
    ("Jan Brandt will speak.", "given-name"),
    ("Some 2000 people and 1990 rockets.", "counts"),
    ("It cost $1990 and 2,018 marks.", "money"),
    ("It was Feb. 30.", "no-such-day"),
    ("The next day was calm.", "nothing-to-count-from"),
    ("It was 3/10/2020.", "numeric-in-two-readings"),
    ("The Sunday Times wrote of Bloody Sunday.", "names-with-weekdays"),
    ("Every Friday, on a Saturday, each July, any winter.", "sets"),
    ("He spoke on This Week and to the Orvale Today.", "titles"),
    ("Recently, soon, once, in recent weeks.", "no-interval"),
    ("The toll of 1\u202f643 rose to 2\u202f018 within.", "parted-thousands"),
]


def cases(table: list[tuple[str, str, str, str]]) -> list[object]:
    return [pytest.param(*row[:-1], id=row[-1]) for row in table]


@pytest.mark.parametrize(("sentence", "words", "interval"), cases(ABSOLUTE))
@pytest.mark.parametrize("published", [PUBLISHED, None], ids=["dated", "undated"])
def test_absolute_dates_need_no_publication_date(sentence: str, words: str, interval: str, published: datetime) -> None:
    assert found(sentence, published) == [(words, interval)]


@pytest.mark.parametrize(("sentence", "words", "interval"), cases(RELATIVE))
def test_relative_dates_are_seen_from_publication(sentence: str, words: str, interval: str) -> None:
    assert found(sentence) == [(words, interval)]


@pytest.mark.parametrize("sentence", [pytest.param(row[0], id=row[-1]) for row in RELATIVE])
def test_relative_dates_give_no_row_without_publication(sentence: str) -> None:
    assert found(sentence, None) == []


@pytest.mark.parametrize(("text", "intervals"), [pytest.param(*row[:2], id=row[2]) for row in IN_CONTEXT])
def test_dates_count_from_those_before(text: str, intervals: list[str]) -> None:
    assert [interval for _, interval in found(text)] == intervals


@pytest.mark.parametrize(("words", "interval"), YEAR_TURN)
def test_the_turn_of_the_year(words: str, interval: str) -> None:
    assert [told for _, told in found(f"Rockets fell {words}.", datetime(2031, 1, 1))] == [interval]


@given(st.integers(1950, 2050), st.sampled_from(["February 29", "February 30", "April 31", "June 31", "November 31"]))
def test_a_day_that_does_not_exist_is_no_other_day(year: int, day: str) -> None:
    month, number = day.split()
    real = [] if day != "February 29" or year % 4 or year in (1900, 2100) else [f"{year}-02-29"]
    for written in (f"{day}, {year}", f"{number} {month} {year}", f"{month[:3]}. {number}, {year}"):
        assert [interval for _, interval in found(f"Rockets fell on {written}, guards said.")] == real


@pytest.mark.parametrize("published", [datetime(2031, 3, 12), datetime(2030, 12, 1), datetime(2029, 3, 2)])
def test_a_leap_day_without_its_year(published: datetime) -> None:
    days = [interval for _, interval in found("Rockets fell on February 29.", published)]
    assert days == (["2028-02-29"] if published.year == 2029 else [])


@pytest.mark.parametrize("sentence", [pytest.param(row[0], id=row[1]) for row in NO_DATE])
def test_no_date_in(sentence: str) -> None:
    assert found(sentence) == []


@pytest.mark.parametrize("rule", LEXICON["date_rules"], ids=[rule["name"] for rule in LEXICON["date_rules"]])
def test_examples_denote_their_intervals(rule: dict[str, dict[str, str]]) -> None:
    for sentence, intervals in rule["must"].items():
        assert ", ".join(interval for _, interval in found(sentence, PUBLISHED_EXAMPLE)) == intervals, sentence


@pytest.mark.parametrize(
    ("sentence", "precision"),
    [
        ("on Sunday", "day"),
        ("this week", "week"),
        ("in 2018", "year"),
        ("last month", "month"),
        ("late June", "period"),
    ],
)
def test_precision(sentence: str, precision: str) -> None:
    assert [d.date_precision for d in find_dates(Reading(article(sentence), LEXICON))] == [precision]


PIECES = st.sampled_from(
    [
        *[
            "on",
            "since",
            "late",
            "mid-",
            "the end of",
            "last",
            "next",
            "this",
            "the following",
            "Tuesday",
            "May",
            "Feb.",
            "30",
            "29",
        ],
        *[
            "2018",
            "'80s",
            "week",
            "a few",
            "nine thousand",
            "9999",
            "years",
            "ago",
            "later",
            "earlier",
            "quarter",
            "the third",
        ],
        *[
            "winter",
            "of",
            "to",
            "-",
            ",",
            "|",
            "today",
            "overnight",
            "0000-00-00",
            "12 JAN 90",
            "hours",
            "century",
            "1st",
            "will",
        ],
    ]
)
DAYS = st.datetimes(datetime(1, 1, 1), datetime(9999, 12, 31)) | st.none()


@given(st.lists(PIECES, max_size=16).map(" ".join) | st.text(), DAYS)
def test_spans_are_valid_on_any_text(text: str, published: datetime | None) -> None:
    paper = article(text, published)
    rows = find_dates(Reading(paper, LEXICON))
    assert all(0 <= d.start < d.end <= len(text) for d in rows)
    assert all(a.end <= b.start for a, b in pairwise(rows))
    assert all(d.date_start and d.date_end and d.date_start <= d.date_end for d in rows)
    assert all(d.date_start == d.date_end for d in rows if d.date_precision == "day")


@pytest.mark.parametrize(
    "unit",
    [
        "the end of ",
        "May 3 and ",
        "1990-",
        "a year ",
        "Friday, ",
        "in the ",
        "12 ",
        " ",
        "nineteen ",
        "a year earlier ",
    ],
)
def test_time_is_linear(unit: str) -> None:
    text = unit * (20_000 // len(unit))
    began = time.process_time()
    find_dates(Reading(article(text), LEXICON))
    assert time.process_time() - began < 5  # quadratic work on this length takes minutes
