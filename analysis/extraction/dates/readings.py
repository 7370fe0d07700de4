"""What the words of a time expression denote: a reading for each kind of rule in [[date_rules]].

A reading returns an interval, or None where the words denote none there: because they are no date ("May I"), because
what they count from is not known. The next candidate then has its turn.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import cast

from analysis.extraction.dates import intervals as calendar
from analysis.extraction.dates.expression import YEARS, Expression
from analysis.extraction.dates.intervals import Interval, Part, Unit, days_of, interval_of, month_of, years_later


def resolve(reading: str, when: Expression) -> Interval | None:
    """The interval that an expression denotes by one of the readings, or None.

    Raises ValueError or OverflowError for a time that cannot be told: Feb. 30, a thousand years before the year 900,
    what counts from a day that is not known.
    """
    if when.is_title or when.is_set(reading):
        return None
    interval = READINGS[reading](when)
    if interval is None or "part" not in when.groups:
        return interval
    return calendar.part_of(interval, cast(Part, when.table("date_parts")[when.groups["part"]]), when.published)


def _numeric(when: Expression) -> Interval | None:
    """ "1989-10-13"; "13/10/1989" only where one of the two numbers can be no month, or both are the same."""
    month, day = int(when.groups["month_number"]), int(when.groups["day"])
    if when.has("ambiguous") and month <= 12 and day <= 12 and month != day:
        return None
    month, day = (day, month) if month > 12 else (month, day)
    return days_of(date(int(when.groups["year"]), month, day))


def _day(when: Expression) -> Interval | None:
    """ "Sept. 12-14, 1989", "12 JAN 90"; without a year the one that makes sense."""
    month = when.number_of_month
    days = [_number_of_day(when.groups[name], when) for name in ("day", "day2") if name in when.groups]
    if when.is_verb or when.is_count_after_month or days[-1] < days[0]:
        return None
    year = when.stated_year or _landmark_year(month, days[0], when) or when.year_of(month, days[0])
    return days_of(date(year, month, days[0]), date(year, month, days[-1]))


def _number_of_day(word: str, when: Expression) -> int:
    digits = "".join(filter(str.isdecimal, word))
    return int(digits or when.table("date_ordinals")[word])


def _landmark_year(month: int, day: int, when: Expression) -> int | None:
    """ "the Oct. 7 attack" keeps its year for ever."""
    landmarks = when.table("date_landmarks")
    year: int | None = landmarks.get(f"{month:02}-{day:02}")
    if year is None or when.today < date(year, month, day):
        return None
    return None if set(landmarks["words"]).isdisjoint(when.sentence.low[when.behind : when.behind + 2]) else year


def _month(when: Expression) -> Interval | None:
    """ "June 1989", "last May", "July last year", "in October"."""
    month, year = when.number_of_month, when.stated_year
    if year is not None:
        return month_of(year, month)
    if when.is_no_month:
        return None
    past, future = when.today.year - (when.today.month < month), when.today.year + (when.today.month > month)
    match _step(when):
        case 0:
            return month_of(when.today.year, month)
        case -1:
            return month_of(when.today.year - (when.today.month <= month), month)
        case 1:
            return month_of(when.today.year + (when.today.month >= month), month)
    return month_of(when.choose(date(past, month, 1) if past != future else None, date(future, month, 1)).year, month)


def _step(when: Expression) -> int | None:
    """How many units "last", "this", "next" step on from the day of publication; None without such a word."""
    step: int | None = when.table("date_steps").get(when.groups.get("step", ""))
    return step


def _year(when: Expression) -> Interval | None:
    """ "1988", "1990-91", but not "2000 people"; "nineteen ninety-six"."""
    first = 2000 if when.has("thousand") else when.number_of_year(when.groups["year"])
    if not when.has("part") and when.is_number:
        return None
    digits = when.groups.get("year_to")
    if digits is None:
        return interval_of("year", date(first, 1, 1))
    last = int(digits) if len(digits) == 4 else first - first % 100 + int(digits)
    return calendar.years_of(first, last) if first < last else None


def _decade(when: Expression) -> Interval | None:
    if "decade" in when.groups:
        return interval_of("decade", date(int(when.groups["decade"]), 1, 1))
    short, now = when.groups.get("decade_short"), when.published.year if when.published else 2020
    years = int(short or when.table("date_decades")[when.groups["decade_word"]])
    return interval_of("decade", date(max(c + years for c in (1800, 1900, 2000) if c + years <= now), 1, 1))


def _feast(when: Expression) -> Interval | None:
    month, day = when.table("date_feasts")[when.groups["feast"]]
    return days_of(date(when.year_of(month, day), month, day))


def _weekday(when: Expression) -> Interval | None:
    """ "on Tuesday": the last one up to publication, or, with a cue for the future, the next one."""
    today, weekday = when.today, when.table("weekdays")[when.groups.get("weekday2") or when.groups["weekday"]]
    past = today - timedelta((today.weekday() - weekday) % 7)
    future = today + timedelta((weekday - today.weekday()) % 7)
    if again := _told_again(weekday, when):
        return again
    if "count" in when.groups:
        return days_of(_ago_on(past, when))
    if "week_step" in when.groups:
        return days_of(interval_of("week", today, YEARS[when.groups["week_step"]]).start + timedelta(weekday))
    if "focus_step" in when.groups:
        return _focus_weekday(weekday, when)
    match _step(when):
        case -1:
            return days_of(past if past < today else past - timedelta(7))
        case 1:
            return days_of(future if future > today else future + timedelta(7))
        case 0:
            return days_of(past if when.direction == "past" else future)
    return days_of(future if when.direction == "future" or _is_ahead_of_clock(past, when) else past)


def _ago_on(past: date, when: Expression) -> date:
    """ "three weeks ago Monday", "a year ago on Monday", "two Mondays ago", given the last Monday."""
    n = when.count[0] or 0
    if when.has("years"):
        return years_later(days_of(past), -n).start
    if when.has("weekday2"):
        n -= past < when.today
    return past - timedelta(7 * n)


def _told_again(weekday: int, when: Expression) -> Interval | None:
    """ "March 5 (Wednesday)": the day right before the bracket."""
    day = when.earlier[-1] if when.earlier else None
    if day is None or day.interval.unit != "day" or day.interval.start.weekday() != weekday:
        return None
    return day.interval if when.sentence.text[day.end : when.start].strip() == "(" else None


def _night(when: Expression) -> Interval | None:
    """ "overnight Tuesday into Wednesday": the days that it lies between."""
    first, last = (when.table("weekdays")[when.groups[name]] for name in ("weekday", "weekday2"))
    if (last - first) % 7 != 1:
        return None
    end = when.today - timedelta((when.today.weekday() - last) % 7)
    if when.direction == "future":
        end = when.today + timedelta((first - when.today.weekday()) % 7 + 1)
    return days_of(end - timedelta(1), end)


def _before_last(when: Expression) -> Interval:
    """ "the Tuesday before last", "the month before last", "the week after next"."""
    n, unit = (-2 if when.groups["way"].startswith("before") else 2), when.groups.get("unit")
    if unit == "night":
        return interval_of("day", when.today, n)
    if unit:
        return interval_of(cast(Unit, unit), when.today, n)
    weekday = when.table("weekdays")[when.groups["weekday"]]
    days = (when.today.weekday() - weekday) % 7 if n < 0 else (weekday - when.today.weekday()) % 7
    return days_of(when.today + timedelta((days or 7) + 7) * (1 if n > 0 else -1))


def _nth_weekday(when: Expression) -> Interval:
    """ "the second Friday of February", "the last day of last month"; a fifth one that is none raises ValueError."""
    if "month" not in when.groups:
        this = _that_month(when)
        return days_of(_nth(this.year, this.month, when))
    month, year = when.number_of_month, when.stated_year
    if year is not None:
        return days_of(_nth(year, month, when))
    near = [_nth(y, month, when) for y in range(when.today.year - 1, when.today.year + 2)]
    past, future = [d for d in near if d <= when.today], [d for d in near if d >= when.today]
    return days_of(when.choose(past[-1] if past else None, future[0] if future else None))


def _nth(year: int, month: int, when: Expression) -> date:
    days, which = month_of(year, month), when.groups["which"]
    every = [days.start + timedelta(n) for n in range(days.end.day)]
    if "weekday" in when.groups:
        every = [day for day in every if day.weekday() == when.table("weekdays")[when.groups["weekday"]]]
    n = -1 if which in ("last", "final") else when.table("date_ordinals")[which] - 1
    if n >= len(every):
        raise ValueError("the month has no such day")
    return every[n]


def _that_month(when: Expression) -> date:
    """The first day of "last month", "the month"."""
    return interval_of("month", when.today, _step(when) or 0).start


def _day_of_month(when: Expression) -> Interval:
    """ "the 3rd of last month"; "on the 25th": the last one up to publication, or the next one."""
    if "day" in when.groups:
        return days_of(_that_month(when).replace(day=_number_of_day(when.groups["day"], when)))
    day, months = _number_of_day(when.groups["day2"], when), [interval_of("month", when.today, n) for n in range(-2, 3)]
    days = [month.start.replace(day=day) for month in months if day <= month.end.day]
    if when.direction == "future":
        return days_of(min(d for d in days if d >= when.today))
    return days_of(max(d for d in days if d <= when.today))


def _is_ahead_of_clock(past: date, when: Expression) -> bool:
    """Whether tomorrow's weekday is meant by a report whose clock runs ahead of its outlet's: where the article calls
    tomorrow by its date, or tells of its small hours ("early on Friday") and names neither the day of publication nor
    the day before. News tells a weekday else of the last one, be it six days ago.
    """
    if (when.today - past).days < 6:
        return False
    named = {m.interval.start for m in when.recent if m.interval.unit == "day"}
    if past + timedelta(7) in named:
        return True
    weekday = when.groups.get("weekday2") or when.groups["weekday"]
    early = rf"\bearly (?:on )?{weekday}\b|\b{weekday} morning\b"
    unnamed = named.isdisjoint({when.today, when.today - timedelta(1)})
    return unnamed and re.search(early, when.sentence.text, re.IGNORECASE) is not None


def _focus_weekday(weekday: int, when: Expression) -> Interval | None:
    focus, n = when.near_focus, when.table("date_focus_steps")[when.groups["focus_step"]]
    day = focus.start if focus and focus.unit == "day" else when.today
    return days_of(day + timedelta(n * (((weekday - day.weekday()) * n) % 7 or 7))) if n else None


def _near_day(when: Expression) -> Interval | None:
    first, last = when.table("date_day_words")[when.groups["near_day"]]
    return days_of(when.today + timedelta(first), when.today + timedelta(last))


def _next_day(when: Expression) -> Interval | None:
    """ "the next day"; "hours later": the day named before."""
    n = when.table("date_next_days")[when.groups.get("way", "same")]
    return days_of(when.focus.start + timedelta(n)) if when.focus.unit == "day" else None


def _ago(when: Expression) -> Interval | None:
    """ "two weeks ago" is that week, "a few years ago" three to nine years; "later" counts from the date before."""
    unit, way, (low, high) = cast(Unit, when.groups.get("unit", "week")), when.groups["way"], when.count
    if "fortnight" in when.groups:
        low, high = 2 * (low or 0), high and 2 * high
    if unit == "year" and low == high == 1 and way != "later":
        return _year_before(when, is_earlier=way == "earlier")
    if when.earlier and when.sentence.text[when.earlier[-1].end : when.start].strip() in {",", "(", "or"}:
        return None  # "on Oct. 1, three weeks earlier": the same day once more
    if high is None:
        return None
    base, sign = when.today if way == "ago" else when.focus.start, 1 if way == "later" else -1
    ends = sorted((interval_of(unit, base, sign * n) for n in {low or 0, high}), key=lambda i: i.start)
    return ends[0] if len(ends) == 1 else Interval(ends[0].start, ends[-1].end, "period")


def _year_before(when: Expression, *, is_earlier: bool) -> Interval:
    """ "a year earlier": the same quarter, month or year, one year before."""
    long, focus = when.long_focus, when.near_focus
    if long and (long.unit == "quarter" or is_earlier):
        return years_later(long, -1)
    return interval_of("year", focus.start if is_earlier and focus and when.today else when.today, -1)


def _year_ago(when: Expression) -> Interval | None:
    """ "the year-earlier quarter": what the article speaks of, one year before."""
    if "nth" in when.groups:
        return years_later(_quarter(when), -1)
    return _year_before(when, is_earlier=when.near_focus is not None) if when.today else None


def _window(when: Expression) -> Interval | None:
    """ "the past four months": from four months before publication up to it."""
    return _span(when.groups["unit"], when.count[1], when.groups["way"], when)


def _duration(when: Expression) -> Interval | None:
    """ "170 attacks in four months": those before publication, where the sentence looks back; ahead it is open."""
    if when.groups["count"] in ("a", "an") or when.direction != "past":
        return None
    return _span(when.groups["unit"], when.count[1], "past", when)


def _span(unit: str, n: int | None, way: str, when: Expression) -> Interval | None:
    """The time of ``n`` units up to publication, or from it on: in months and years to the same number of the month."""
    if n is None:
        return None
    sign = 1 if way in ("next", "coming") else -1
    days = {"hour": -(-n // 24), "day": n, "week": 7 * n}.get(unit)
    if days is not None:
        other = when.today + timedelta(sign * days)
    else:
        month = month_of(when.today.year, when.today.month + sign * n * {"month": 1, "year": 12}.get(unit, 120))
        other = month.start.replace(day=min(when.today.day, month.end.day))
    return Interval(min(when.today, other), max(when.today, other), "period")


def _unit(when: Expression) -> Interval | None:
    """ "last week", "the end of the month", "the following year"."""
    unit, step = cast(Unit, when.groups["unit"]), when.groups.get("step", "")
    if "focus_step" in when.groups:
        n = when.table("date_focus_steps")[when.groups["focus_step"]]
        is_conjunction = n == 0 and not when.groups["focus_step"].endswith("same") and unit == "day"  # "that day"
        return None if is_conjunction else interval_of(unit, when.focus.start, n)
    if unit == "day":
        return None
    if step in (windows := when.table("date_windows")):
        return None if when.word_after == "of" else _span(unit, 1, windows[step], when)  # "the last week of January"
    return interval_of(unit, when.today, _step(when) or 0)


def _weekend(when: Expression) -> Interval | None:
    """ "the weekend" before publication, or that of the week where it has begun or lies ahead."""
    if when.word_after == "of":  # "the weekend of March 8-9"
        return None
    this, step = interval_of("weekend", when.today), _step(when)
    if step == 1:
        return this if this.start > when.today else interval_of("weekend", when.today, 1)
    is_past = step == -1 or (when.today < this.start and when.direction != "future")
    return interval_of("weekend", when.today, -1) if is_past else this


def _season(when: Expression) -> Interval | None:
    season, step = when.table("date_seasons")[when.groups["season"]], _step(when)
    if "year" in when.groups:
        return calendar.season_of(when.number_of_year(when.groups["year"]), season)
    year = when.today.year
    begun = [s for y in (year - 2, year - 1, year) if (s := calendar.season_of(y, season)).start <= when.today]
    is_over = begun[-1].end < when.today
    if step == -1:
        return begun[-1] if is_over else begun[-2]
    if step == 0 and season < 4:
        return calendar.season_of(year, season)
    is_ahead = step == 1 or (when.direction == "future" and is_over)
    return calendar.season_of(begun[-1].start.year + 1, season) if is_ahead else begun[-1]


def _quarter(when: Expression) -> Interval:
    """ "the third quarter": the last one that has begun, or that of the year that is named."""
    number = ("first", "second", "third", "fourth").index(when.groups["nth"]) + 1
    if year := when.groups.get("year") or when.groups.get("year2"):
        return calendar.quarter_of(when.number_of_year(year), number)
    if which := when.groups.get("which") or when.groups.get("of_year"):
        return calendar.quarter_of(when.today.year + YEARS.get(which, 0), number)
    this = calendar.quarter_of(when.today.year, number)
    return this if this.start <= when.today else years_later(this, -1)


def _last_quarter(when: Expression) -> Interval | None:
    """ "the quarter", "the latest period": the last one that is over; or the one that the text spoke of."""
    if when.groups.get("latest") == "current":
        return interval_of("quarter", when.today)
    spoken = (m.interval for m in when.recent if m.interval.unit == "quarter" and not m.is_comparison)
    quarter = next(spoken, interval_of("quarter", when.today, -1))
    years = YEARS.get(when.groups.get("which", ""), 0) - when.has("back")
    if "year" in when.groups:
        years = when.number_of_year(when.groups["year"]) - quarter.start.year
    return years_later(quarter, years)


def _half(when: Expression) -> Interval | None:
    which = when.groups.get("which")
    year = when.today.year + YEARS.get(which, 0) if which else when.number_of_year(when.groups["year"])
    first = 1 if when.groups["nth"] == "first" else 7
    return calendar.months_of(year, first, first + 5)


def _century(when: Expression) -> Interval | None:
    return interval_of("century", date(int(when.groups["century"]) * 100 - 100 or 1, 1, 1))


def _landmark(when: Expression) -> Interval | None:
    return days_of(date(when.table("date_landmarks")["09-11"], 9, 11))


def _year_end(when: Expression) -> Interval | None:
    return days_of(date(when.today.year, 12, 31))


_ALL: Sequence[Callable[[Expression], Interval | None]] = (
    *(_numeric, _day, _month, _year, _year_end, _decade, _century, _landmark, _feast, _weekday, _near_day, _next_day),
    *(_night, _before_last, _nth_weekday, _day_of_month),
    *(_ago, _year_ago, _window, _duration, _unit, _weekend, _season, _quarter, _last_quarter, _half),
)
READINGS = {reading.__name__[1:]: reading for reading in _ALL}
