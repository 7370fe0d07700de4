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
    "possessive-day": ("The toll from Monday's bombing of a bank in Tarnwick rose to six on Tuesday.", 10),
    "day-before-the-noun": ("Two men were charged on Tuesday over the March 3 bombing of a bank in Tarnwick.", 3),
    "day-of-the-noun": ("The toll from the bombing in Tarnwick on Monday rose to six on Wednesday.", 10),
    "late-six-days-ago": ("Four guards were killed late on Thursday in Tarnwick when a bomb exploded.", 6),
    "opened-clause-of-what-was-said": (
        "Police said on Tuesday that on Monday gunmen had attacked a bank in Tarnwick.",
        10,
    ),
    "subject-with-its-own-day": ("Two nuns killed by gunmen in Tarnwick on Monday were buried on Tuesday.", 10),
    "relative-clause": ("The blast that shook a bank in Tarnwick on Monday killed two guards.", 10),
    "called-to-it": ("Officers were called to Tarnwick on Monday after gunmen shot dead a judge.", 10),
    "violence-by-another-name": ("When Monday's violence was over, two guards had been shot dead in Tarnwick.", 10),
    "counted-from-behind": ("A week after a bomb killed 11 people in Tarnwick, stalls reopened on Monday.", 3),
    "counted-whatever-the-verb": ("Five days after a bomb killed 11 people in Tarnwick, a choir sang on Tuesday.", 6),
    "counted-before-a-named-victim-list": (
        "Five days after gunmen shot dead a judge in Tarnwick, the mayor, a priest and a nurse wept on Tuesday.",
        6,
    ),
    "own-day-behind-a-list-of-victims": (
        "Two days after gunmen shot dead a judge, a driver and a guard in Tarnwick on Sunday, the mayor spoke.",
        9,
    ),
    "counted-before-another-attack": (
        "Three days after the truce ended, gunmen shot dead a judge in Tarnwick on Tuesday.",
        11,
    ),
    "counted-to-the-other-clause": ("Gunmen killed a judge in Tarnwick two days before the council met on Friday.", 5),
    "told-of-before": ("Gunmen killed a judge in Tarnwick, police said. It happened on Monday.", 10),
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
    "day-of-a-saying": "Police said on Tuesday that gunmen had killed two guards in Tarnwick.",
    "day-of-condemning": "On Monday the council condemned the bombing of a bank in Tarnwick that killed two guards.",
    "bare-day-of-a-vow": "The president Monday vowed to punish those behind the bombing of a bank in Tarnwick.",
    "day-of-a-trial": "Three men went on trial on Monday over the bombing of a bank in Tarnwick.",
    "day-a-victim-died": "A guard wounded in the bombing of a bank in Tarnwick died on Monday.",
    "day-of-what-hangs-on-it": "A motive for the killing of two guards in Tarnwick remained unclear on Monday.",
    "impossible-day": "Gunmen killed two guards in Tarnwick on February 30.",
    "year-far-away": "Gunmen shot dead a judge in Tarnwick, a town of traders that had been quiet since 1991.",
}


@pytest.mark.parametrize("text", UNDATED.values(), ids=UNDATED.keys())
def test_other_days_are_not_the_attacks(text: str) -> None:
    assert {row.date_start for row in attacks(text)} <= {None}


def test_a_month_after() -> None:
    (row,) = attacks("A month after a bomb killed six people in Tarnwick, the mayor resigned on Monday.")
    assert (row.date_start, row.date_end) == (date(2031, 2, 10), date(2031, 2, 10))


def test_several_days() -> None:
    (row,) = attacks("Gunmen attacked a bank in Tarnwick between Friday and Sunday.")
    assert (row.date_start, row.date_end, row.date_precision) == (date(2031, 3, 7), date(2031, 3, 9), "period")


def test_two_attacks_each_have_their_day() -> None:
    rows = attacks(
        "A bomb killed two guards in Tarnwick on Friday, two days after gunmen shot dead a judge in Lowport."
    )
    assert {(row.place, row.date_start) for row in rows} == {
        ("Tarnwick", date(2031, 3, 7)),
        ("Lowport", date(2031, 3, 5)),
    }


def test_the_day_of_an_earlier_attack_is_counted_from_the_one_told_before() -> None:
    text = "A bomb killed two guards in Tarnwick on Saturday. The attack came a day after a bombing in Lowport."
    assert ("Lowport", date(2031, 3, 7)) in {(row.place, row.date_start) for row in attacks(text)}


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


SCENE = "Gunmen shot dead a clerk in a house in Tarnwick. Officers had been called to the house {when}. No one is held."


@pytest.mark.parametrize(
    ("when", "day"),
    [
        ("late on Monday morning", date(2031, 3, 10)),
        ("around 10 p.m. on Saturday", date(2031, 3, 8)),
        ("on Monday", None),
        ("and met neighbours there late on Monday", None),
        ("one night in May 2029", None),
    ],
)
def test_the_hour_of_the_scene_is_the_attacks_where_nothing_else_tells_its_day(when: str, day: date | None) -> None:
    assert {row.date_start for row in attacks(SCENE.format(when=when))} == {day}


@pytest.mark.parametrize(
    "text",
    [
        "A letter bomb blew up in the hands of a clerk in Tarnwick on Monday.",
        "The gunman who killed four at a market in Tarnwick, Norland on Monday was identified as a guard.",
        "Until Monday, when a bomb killed five people at a market, Tarnwick had been spared.",
        "Police hunted two gunmen on Tuesday after three people were shot dead in Tarnwick the night before.",
        "Six people were shot in Tarnwick on Monday, and discharged from hospital on Tuesday.",
    ],
)
def test_a_day_belongs_to_the_attack_and_not_to_what_stands_between(text: str) -> None:
    assert {row.date_start for row in attacks(text)} == {date(2031, 3, 10)}
