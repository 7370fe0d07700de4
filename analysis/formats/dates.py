"""Dates as files state them: ISO 8601, "27 November 2024, 4:12 pm", "12 JAN 90", and nothing that is ambiguous: what
3/4/2024 means is told by other days of a file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from typing import Any, Literal

from analysis.formats.lists import listed
from analysis.formats.text import squeeze

_ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WORD = r"([^\W\d_]{3,12})"
_OF = r"(?:(?:de|del|di|do|of) |d['’])?"
_DAY_FIRST = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th|er|[.ºª°])?(?: |-|(?<=\.)){_OF}{_WORD}\.?,?[ -]{_OF}(\d{{4}}|\d{{2}})(?!\d)",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(rf"{_WORD}\.? (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})(?!\d)", re.IGNORECASE)
_EAST_ASIAN = re.compile(r"(\d{4}) ?[年년] ?(\d{1,2}) ?[月월] ?(\d{1,2}) ?[日일]")
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
NUMERIC = re.compile(r"(?<!\d)(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?!\d)")
# What comes first in 3/4/2007; None where that is not told.
Order = Literal["month first", "day first"] | None
_TIME = re.compile(r"(?<![\d:.])(\d{1,2})[:.](\d{2})(?![\d])(?: ?([ap])\.?m\b)?", re.IGNORECASE)
# A wire's year of two digits: "90" is 1990, "07" is 2007.
_CENTURY_TURNS = 70

_UNIX_TIME = re.compile(r"\d{10}(?:\d{3})?(?:\.\d{1,6})?")
LONGEST_STAMP = 99  # characters
# No newspaper is older, and arithmetic with days ends in the years 1 and 9999.
EARLIEST, LATEST = datetime(1600, 1, 1), datetime(2200, 1, 1)


def can_be_published(day: datetime) -> bool:
    """Whether ``day`` can be one of publication at all. Years to come can: corpora may be invented."""
    return EARLIEST <= day < LATEST


def read_date(value: str | None, order: Order = None) -> datetime | None:
    """The date, with its time where one stands there, that ``value`` states; None where it is none or ambiguous.

    ``order`` is that of numbers alone.
    """
    if not value:
        return None
    stated = value.strip()
    try:
        return datetime.fromisoformat(stated).replace(tzinfo=None)
    except ValueError:
        pass
    found = _day(stated, order)
    if found is not None:
        day, _, end = found
        return _with_time(day, stated[end:]) if day else None
    try:
        return parsedate_to_datetime(stated).replace(tzinfo=None)  # RFC 2822, as feeds write it
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def split_date(line: str) -> tuple[str, datetime | None]:
    """What stands before the date of a line, and the date ("Vale Post 5 March 2031"); all and None without one."""
    day, start, end = _day(line) or (None, 0, 0)
    return (line[:start], _with_time(day, line[end:])) if day else (line, None)


def _day(stated: str, order: Order = None) -> tuple[datetime | None, int, int] | None:
    """The day stated, where it begins and ends; (None, …) where digits can be read in two ways or give no day."""
    if (m := _YEAR_FIRST.search(stated)) or (m := _EAST_ASIAN.search(stated)):
        return _datetime(m[1], int(m[2]), m[3]), m.start(), m.end()
    for m in _DAY_FIRST.finditer(stated):
        if month := _month(m[2]):
            return _datetime(m[3], month, m[1]), m.start(), m.end()
    for m in _MONTH_FIRST.finditer(stated):
        if month := _month(m[1]):
            return _datetime(m[3], month, m[2]), m.start(), m.end()
    if m := NUMERIC.search(stated):
        return _by_order(m, order), m.start(), m.end()
    return None


def _month(word: str) -> int | None:
    """The month that a word names, or that an English one of its first three letters does."""
    short = word[:3].casefold()
    return _months().get(word.casefold()) or (_ENGLISH.index(short) + 1 if short in _ENGLISH else None)


@cache
def _months() -> dict[str, int]:
    languages: dict[str, list[list[str]]] = listed(__package__, "months.toml")["months"]
    numbered = ((number, forms) for months in languages.values() for number, forms in enumerate(months, start=1))
    return {form.casefold(): number for number, forms in numbered for form in forms}


def _by_order(numbers: re.Match[str], order: Order) -> datetime | None:
    """3/4/2007 is March or April: without an order only where one of the two is no month, or both are the same. With
    full stops, 3.4.2007, the day is first wherever that is written (CLDR 46: de, fi, pl, ru, tr …)."""
    first, second, year = int(numbers[1]), int(numbers[3]), numbers[4]
    order = "day first" if numbers[2] == "." else order
    if first > 12 or first == second or (order == "day first" and second <= 12):
        return _datetime(year, second, numbers[1])
    return _datetime(year, first, numbers[3]) if second > 12 or order else None


def _datetime(year: str, month: int, day: str) -> datetime | None:
    full = int(year) if len(year) == 4 else int(year) + (1900 if int(year) >= _CENTURY_TURNS else 2000)
    try:
        return datetime(full, month, int(day))
    except ValueError:
        return None


def _with_time(day: datetime, rest: str) -> datetime:
    m = _TIME.search(rest[:40])
    if m is None:
        return day
    hour, minute, half = int(m[1]), int(m[2]), (m[3] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return day.replace(hour=hour, minute=minute) if hour < 24 and minute < 60 else day


class Days:
    """The days of a file while it is read: what slashes mean in it is known when all of it is.

    ``unclear`` are those that could not be read, by the place of their record.
    """

    def __init__(self) -> None:
        self.unclear: list[tuple[int, str]] = []
        self._orders: set[Order] = set()

    def read(self, stated: Sequence[str], at: int) -> datetime | None:
        """The first of the dates stated for the record at this place that can be read."""
        for text in stated:
            if day := _stated_day(text):
                self._learn(text)
                return day
        self.unclear += [(at, text) for text in stated[:1]]
        return None

    def settled(self) -> Iterator[tuple[int, datetime]]:
        """The days that other days of the file explain: beside 25/04/2024, 03/04/2024 is in April."""
        if len(self._orders) == 1:
            order = self._orders.pop()
            left, self.unclear = self.unclear, []
            for at, text in left:
                if day := read_date(text, order):
                    yield at, day
                else:
                    self.unclear.append((at, text))

    def _learn(self, text: str) -> None:
        found = NUMERIC.match(text)
        if found and found[1] != found[3] and found[2] != ".":
            self._orders.add("day first" if int(found[1]) > 12 else "month first")


def _stated_day(text: str) -> datetime | None:
    """A date, or seconds or milliseconds since 1970 (in UTC)."""
    if not _UNIX_TIME.fullmatch(text):
        return read_date(text)
    seconds = float(text) / (1000 if len(text.partition(".")[0]) == 13 else 1)
    return datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None)


def is_time_stamp(text: str) -> bool:
    """Whether a text of a page is a time stamp and no more."""
    return len(text) <= LONGEST_STAMP and match_time_stamp(squeeze(text)) is not None


def match_time_stamp(squeezed: str) -> re.Match[str] | None:
    """The match of a squeezed line that is a time stamp and no more, with the groups date, time and outlet."""
    return next((match for pattern in _time_stamps() if (match := pattern.fullmatch(squeezed))), None)


@cache
def _time_stamps() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(entry["pattern"], re.IGNORECASE) for entry in time_stamp_table())


def time_stamp_table() -> list[dict[str, Any]]:
    """The entries of ``timestamps.toml``."""
    entries: list[dict[str, Any]] = listed(__package__, "timestamps.toml")["timestamp"]
    return entries
