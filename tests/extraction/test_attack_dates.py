"""When an attack was, among the days of sayings, tolls, trials and photos. Published on Wednesday 12 March 2031."""

from __future__ import annotations

from datetime import date

import pytest
from attack_texts import attacks

DAYS = {
    "weekday": ("Gunmen attacked a bank in Tarnwick on Monday.", 10),
    "today": ("Gunmen attacked a bank in Tarnwick today.", 12),
    "this-morning": ("Gunmen attacked a bank in Tarnwick this morning.", 12),
    "last-night": ("Gunmen attacked a bank in Tarnwick last night.", 11),
    "early-today": ("Gunmen attacked a bank in Tarnwick early today.", 12),
    "before-dawn": ("Gunmen attacked a bank in Tarnwick before dawn on Monday.", 10),
    "opening-day": ("On Monday, gunmen attacked a bank in Tarnwick.", 10),
    "said-later": ("Gunmen attacked a bank in Tarnwick on Monday, police said Tuesday.", 10),
    "statement-of-a-day": ("A statement on Tuesday said gunmen had attacked a bank in Tarnwick on Monday.", 10),
    "by-a-day": ("Gunmen shot dead a teacher in Tarnwick on Sunday, and by Tuesday nobody had been found.", 9),
    "since-a-day": ("Gunmen shot dead a teacher in Tarnwick on Sunday; since Tuesday the school has been shut.", 9),
    "days-after": ("A judge was buried on Tuesday, two days after gunmen shot him dead in Tarnwick.", 9),
    "a-week-after": ("A judge was buried on Tuesday, a week after gunmen shot him dead in Tarnwick.", 4),
    "aside-with-a-day": ("Doral Venn, who left office on Monday, was shot dead in Tarnwick on March 4.", 4),
    "day-of-the-next-clause": (
        "Rebels attacked the port of Tarnwick on Monday, and on Tuesday it was closed to all ships.",
        10,
    ),
    "that-very-day": ("The port of Tarnwick shut on March 4. On that very day, a judge was murdered in Tarnwick.", 4),
    "day-of-the-answer": (
        "On Tuesday, Norland responded to a major raid that the Front had carried out in Tarnwick on March 1.",
        1,
    ),
    "own-day-behind-after": (
        "A teacher was buried on Tuesday, some days after gunmen shot him dead in Tarnwick on March 5.",
        5,
    ),
}


@pytest.mark.parametrize(("text", "day"), DAYS.values(), ids=DAYS.keys())
def test_day(text: str, day: int) -> None:
    rows = attacks(text)
    assert rows
    assert {(row.date_start, row.date_end) for row in rows} == {(date(2031, 3, day), date(2031, 3, day))}


UNDATED = {
    "only-an-aside-has-a-day": "Doral Venn, who left office on Monday, was shot dead in Tarnwick.",
    "toll-of-a-day": "The toll of the bombing in Tarnwick, which killed five people, stood at seven on Tuesday.",
    "year-far-away": "Gunmen shot dead a judge in Tarnwick, a town of traders that had been quiet since 1991.",
}


@pytest.mark.parametrize("text", UNDATED.values(), ids=UNDATED.keys())
def test_other_days_are_not_the_attacks(text: str) -> None:
    assert {row.date_start for row in attacks(text)} <= {None}


def test_hot_news_is_of_today_or_yesterday() -> None:
    (row,) = attacks("Gunmen have kidnapped a nun in Tarnwick.")
    assert (row.date_start, row.date_end) == (date(2031, 3, 11), date(2031, 3, 12))


def test_having_a_number_is_no_hot_news() -> None:
    rows = attacks("The bombing of a bank in Tarnwick has four death tolls.")
    assert {row.date_start for row in rows} <= {None}


def test_without_a_day_of_publication_only_absolute_dates_count() -> None:
    (row,) = attacks("Gunmen attacked a bank in Tarnwick on March 4, 2031.", published=None)
    assert row.date_start == date(2031, 3, 4)
    (row,) = attacks("Gunmen attacked a bank in Tarnwick on Tuesday.", published=None)
    assert row.date_start is None


def test_a_long_date_before_its_event_word_counts_from_its_end() -> None:
    text = "Fear peaked at the beginning of the year with an airstrike that killed a general in Tarnwick."
    assert {row.date_start for row in attacks(text)} == {date(2031, 1, 1)}
