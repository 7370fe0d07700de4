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


def interval_of(unit: Unit, day: date, n: int = 0) -> Interval:
    """The week, month, quarter … ``n`` units after the one that holds a day; of a weekend, that of the day's week."""
    monday = day - timedelta(day.weekday() - 7 * n) if unit in ("week", "weekend") else day
    match unit:
        case "day":
            return days_of(day + timedelta(n))
        case "week":
            return Interval(monday, monday + timedelta(6), "week", unit)
        case "weekend":
            return Interval(monday + timedelta(5), monday + timedelta(6), "period", unit)
        case "month":
            return month_of(day.year, day.month + n)
        case "quarter":
            return quarter_of(day.year, (day.month + 2) // 3 + n)
        case "year":
            return years_of(day.year + n, day.year + n, "year", unit)
        case _:
            size = {"decade": 10, "century": 100}[unit]
            first = day.year - day.year % size + n * size
            return years_of(first, first + size - 1, "period", unit)


def days_of(first: date, last: date | None = None) -> Interval:
    """One day, or those from the first to the last."""
    return Interval(first, first, "day", "day") if last in (None, first) else Interval(first, last or first, "period")


def month_of(year: int, month: int) -> Interval:
    """A month; the number may run over: month 13 is January of the next year."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return Interval(date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month", "month")


def quarter_of(year: int, quarter: int) -> Interval:
    """A quarter of the calendar; the number may run over as that of ``month_of`` may."""
    return months_of(year, quarter * 3 - 2, quarter * 3, "quarter")


def season_of(year: int, season: int) -> Interval:
    """Season 1 is spring; winter (4) runs into the next year."""
    return months_of(year, season * 3, season * 3 + 2)


def months_of(year: int, first: int, last: int, unit: Unit | None = None) -> Interval:
    """Whole months from first to last; their numbers may run over."""
    return Interval(month_of(year, first).start, month_of(year, last).end, "period", unit)


def years_of(first: int, last: int, precision: DatePrecision = "period", unit: Unit | None = None) -> Interval:
    """Whole years from first to last."""
    return Interval(date(first, 1, 1), date(last, 12, 31), precision, unit)


def years_later(interval: Interval, years: int) -> Interval:
    """The same interval some years on; the last day of a month stays the last day."""
    return Interval(_move(interval.start, years), _move(interval.end, years), interval.precision, interval.unit)


def _move(day: date, years: int) -> date:
    last = monthrange(day.year + years, day.month)[1]
    is_last = day.day == monthrange(day.year, day.month)[1]
    return date(day.year + years, day.month, last if is_last else min(day.day, last))


def part_of(interval: Interval, part: Part, published: date | None) -> Interval:
    """The early, middle or late third; what lies before publication ("earlier this year"), or behind it."""
    start, end = interval.start, interval.end
    days = (end - start).days + 1
    if part == "whole" or days < 3:
        return interval
    if part in ("earlier", "later") and published is not None and start <= published <= end:
        return Interval(*((start, published) if part == "earlier" else (published, end)), "period")
    if interval.unit == "year":  # January to April, May to August, September to December
        first, second = month_of(start.year, 4).end, month_of(start.year, 8).end
    elif interval.unit == "decade":  # 1990-93, 1994-96, 1997-99
        first, second = date(start.year + 3, 12, 31), date(start.year + 6, 12, 31)
    elif interval.unit == "month":  # to the 10th, to the 20th, to the end
        first, second = start.replace(day=10), start.replace(day=20)
    else:
        first, second = start + timedelta(days // 3 - 1), end - timedelta(days // 3)
    match part:
        case "early" | "earlier":
            return Interval(start, first, "period")
        case "mid":
            return Interval(first + timedelta(1), second, "period")
        case _:
            return Interval(second + timedelta(1), end, "period")
