"""Dates as files state them."""

from __future__ import annotations

from datetime import datetime

import pytest

from analysis.formats.dates import match_time_stamp, read_date, time_stamp_table

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
    "no-such-day": ("31 February 2031", None),
    "no-year": ("March 5", None),
    "prose": ("We may march in 2031", None),
    "nothing": ("", None),
    "none": (None, None),
}


@pytest.mark.parametrize(("stated", "expected"), DATES.values(), ids=DATES.keys())
def test_read_date(stated: str | None, expected: datetime | None) -> None:
    assert read_date(stated) == expected


@pytest.mark.parametrize("entry", time_stamp_table(), ids=lambda entry: entry["name"])
def test_time_stamps_match_their_examples(entry: dict[str, str]) -> None:
    assert match_time_stamp(entry["example"])
