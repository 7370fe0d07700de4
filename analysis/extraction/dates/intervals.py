"""Calendar intervals: weeks, months, quarters, seasons, years, and steps between them.

Weeks are ISO weeks, quarters those of the calendar, seasons northern (spring is March to May, winter begins in
December), decades and centuries start at 0. All ends are inclusive. What leaves the years 1 to 9999 raises ValueError
or OverflowError.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from analysis.extraction.records import DatePrecision

Unit = Literal["day", "week", "weekend", "month", "quarter", "year", "decade", "century"]
Part = Literal["early", "mid", "late", "earlier", "later", "whole"]


@dataclass(frozen=True, slots=True)
class Interval:
    """Days from ``start`` to ``end``; ``unit`` is what it is one of, where it is one."""

    start: date
    end: date
    precision: DatePrecision
    unit: Unit | None = None


def interval_of(unit: Unit, day: date) -> Interval:
    """The week, month, quarter … that holds a day; of a weekend, the one of that day's week."""
    monday = day - timedelta(day.weekday())
    match unit:
        case "day":
            return Interval(day, day, "day", unit)
        case "week":
            return Interval(monday, monday + timedelta(6), "week", unit)
        case "weekend":
            return Interval(monday + timedelta(5), monday + timedelta(6), "period", unit)
        case "month":
            return month_of(day.year, day.month)
        case "quarter":
            return quarter_of(day.year, (day.month + 2) // 3)
        case "year":
            return years_of(day.year, day.year, "year", unit)
        case "decade":
            return years_of(day.year - day.year % 10, day.year - day.year % 10 + 9, "period", unit)
        case _:
            return years_of(day.year - day.year % 100, day.year - day.year % 100 + 99, "period", unit)


def month_of(year: int, month: int) -> Interval:
    """A month; the number may run over: month 13 is January of the next year."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return Interval(date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month", "month")


def quarter_of(year: int, quarter: int) -> Interval:
    """A quarter of the calendar; the number may run over as that of ``month_of`` may."""
    first = month_of(year, quarter * 3 - 2)
    return Interval(first.start, month_of(year, quarter * 3).end, "period", "quarter")


def season_of(year: int, season: int) -> Interval:
    """Season 1 is spring; winter (4) runs into the next year."""
    return Interval(month_of(year, season * 3).start, month_of(year, season * 3 + 2).end, "period")


def years_of(first: int, last: int, precision: DatePrecision = "period", unit: Unit | None = None) -> Interval:
    """Whole years from first to last."""
    return Interval(date(first, 1, 1), date(last, 12, 31), precision, unit)


def step(unit: Unit, day: date, n: int) -> Interval:
    """The interval of a unit, ``n`` units after the one that holds ``day``."""
    match unit:
        case "day":
            return interval_of(unit, day + timedelta(n))
        case "week" | "weekend":
            return interval_of(unit, day + timedelta(7 * n))
        case "month":
            return month_of(day.year, day.month + n)
        case "quarter":
            return quarter_of(day.year, (day.month + 2) // 3 + n)
        case _:
            years = {"year": 1, "decade": 10, "century": 100}[unit]
            return interval_of(unit, date(day.year + n * years, 1, 1))


def years_later(interval: Interval, years: int) -> Interval:
    """The same interval some years on; the last day of a month stays the last day."""
    return Interval(_move(interval.start, years), _move(interval.end, years), interval.precision, interval.unit)


def _move(day: date, years: int) -> date:
    year = day.year + years
    last = monthrange(year, day.month)[1]
    is_last = day.day == monthrange(day.year, day.month)[1]
    return date(year, day.month, last if is_last else min(day.day, last))


def part_of(interval: Interval, part: Part, published: date | None) -> Interval:
    """The early, middle or late third; what lies before publication ("earlier this year"), or behind it."""
    days = (interval.end - interval.start).days + 1
    if part == "whole" or days < 3:
        return interval
    if part in ("earlier", "later") and published is not None and interval.start <= published <= interval.end:
        ends = (interval.start, published) if part == "earlier" else (published, interval.end)
        return Interval(*ends, "period")
    if interval.unit == "year":  # January to April, May to August, September to December
        thirds = (month_of(interval.start.year, 4).end, month_of(interval.start.year, 8).end)
    elif interval.unit == "decade":  # 1990-93, 1994-96, 1997-99
        thirds = (date(interval.start.year + 3, 12, 31), date(interval.start.year + 6, 12, 31))
    elif interval.unit == "month":  # to the 10th, to the 20th, to the end
        thirds = (interval.start.replace(day=10), interval.start.replace(day=20))
    else:
        third = timedelta(days // 3)
        thirds = (interval.start + third - timedelta(1), interval.end - third)
    match part:
        case "early" | "earlier":
            return Interval(interval.start, thirds[0], "period")
        case "mid":
            return Interval(thirds[0] + timedelta(1), thirds[1], "period")
        case _:
            return Interval(thirds[1] + timedelta(1), interval.end, "period")
