"""Dates as files state them."""

from __future__ import annotations

import tomllib
from datetime import datetime
from importlib import resources

import pytest

from analysis.formats.dates import match_time_stamp, read_date, split_date, time_stamp_table

DATES = {
    "iso-day": ("2031-03-05", datetime(2031, 3, 5)),
    "iso-time-zone-dropped": ("2031-03-05T08:00:00+02:00", datetime(2031, 3, 5, 8)),
    "iso-utc": ("2031-03-05T08:00:00Z", datetime(2031, 3, 5, 8)),
    "space-and-time": ("2031-03-05 06:40", datetime(2031, 3, 5, 6, 40)),
    "day-first": ("Wednesday, 5 March 2031", datetime(2031, 3, 5)),
    "day-first-ordinal-time": ("5th March 2031, 6:40 pm", datetime(2031, 3, 5, 18, 40)),
    "month-first": ("March 5, 2031 | 4:00am", datetime(2031, 3, 5, 4)),
    "short-month": ("Sept. 9, 2030", datetime(2030, 9, 9)),
    "noon": ("March 5, 2031 12:10 p.m.", datetime(2031, 3, 5, 12, 10)),
    "wire": ("12 JAN 90", datetime(1990, 1, 12)),
    "wire-new-century": ("12 JAN 07", datetime(2007, 1, 12)),
    "numeric-day-clear": ("25/3/2031", datetime(2031, 3, 25)),
    "numeric-month-clear": ("3/25/2031 6:40 PM", datetime(2031, 3, 25, 18, 40)),
    "numeric-same": ("5/5/2031", datetime(2031, 5, 5)),
    "numeric-ambiguous": ("3/4/2031", None),
    "mail": ("Wed, 05 Mar 2031 06:40:00 +0000", datetime(2031, 3, 5, 6, 40)),
    "weekday-behind": ("January 11, 2031 Saturday 9:20 AM GMT", datetime(2031, 1, 11, 9, 20)),
    "german": ("Mittwoch 04. Januar 2031", datetime(2031, 1, 4)),
    "french": ("29 décembre 2031", datetime(2031, 12, 29)),
    "french-first": ("1er mars 2031", datetime(2031, 3, 1)),
    "spanish": ("12 de marzo de 2031", datetime(2031, 3, 12)),
    "italian": ("12 Gennaio 2031", datetime(2031, 1, 12)),
    "dutch": ("woensdag 4 maart 2031", datetime(2031, 3, 4)),
    "portuguese": ("1º de março de 2031", datetime(2031, 3, 1)),
    "russian": ("12 марта 2031 г.", datetime(2031, 3, 12)),
    "chinese": ("2031年3月12日", datetime(2031, 3, 12)),
    "korean": ("2031년 3월 12일", datetime(2031, 3, 12)),
    "outlet-before": ("Vale Post 12. März 2031", datetime(2031, 3, 12)),
    "number-then-date": ("Edition 1 of 3, 4 April 2031", datetime(2031, 4, 4)),
    "no-month": ("12 outposts 2031", None),
    "no-such-day": ("31 February 2031", None),
    "no-year": ("March 5", None),
    "prose": ("We may march in 2031", None),
    "nothing": ("", None),
    "none": (None, None),
}


@pytest.mark.parametrize(("stated", "expected"), DATES.values(), ids=DATES.keys())
def test_read_date(stated: str | None, expected: datetime | None) -> None:
    assert read_date(stated) == expected


def test_no_word_names_two_months() -> None:
    text = resources.files("analysis.formats").joinpath("months.toml").read_text("utf-8")
    named: dict[str, set[int]] = {}
    for months in tomllib.loads(text)["months"].values():
        assert len(months) == 12
        for number, forms in enumerate(months):
            for form in forms:
                named.setdefault(form, set()).add(number)
    assert not {form for form, numbers in named.items() if len(numbers) > 1}


def test_what_stands_before_a_date() -> None:
    assert split_date("Vale Post 12. März 2031") == ("Vale Post ", datetime(2031, 3, 12))
    assert split_date("Vale Post, third edition") == ("Vale Post, third edition", None)


@pytest.mark.parametrize("entry", time_stamp_table(), ids=lambda entry: entry["name"])
def test_time_stamps_match_their_examples(entry: dict[str, str]) -> None:
    assert match_time_stamp(entry["example"])
