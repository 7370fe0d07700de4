"""What the words of a time expression denote: a reading for each kind of rule in [[date_rules]].

A reading returns an interval, or None where the words denote none there: because they are no date ("May I"), because
what they count from is not known. The next candidate then has its turn.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import cast

from analysis.extraction.dates import intervals as calendar
from analysis.extraction.dates.expression import YEARS, Expression
from analysis.extraction.dates.intervals import Interval, Part, Unit, days_of, interval_of, month_of, years_later


def resolve(reading: str, e: Expression) -> Interval | None:
    """The interval that an expression denotes by one of the readings, or None."""
    if e.is_title or e.is_set(reading):
        return None
    try:
        interval = READINGS[reading](e)
        if interval is None or "part" not in e.groups:
            return interval
        return calendar.part_of(interval, cast(Part, e.table("date_parts")[e.groups["part"]]), e.published)
    except (ValueError, OverflowError):  # not known; Feb. 30; a thousand years before the year 900
        return None


def _numeric(e: Expression) -> Interval | None:
    """ "1989-10-13"; "13/10/1989" only where one of the two numbers can be no month, or both are the same."""
    month, day = int(e.groups["month_number"]), int(e.groups["day"])
    if e.has("ambiguous") and month <= 12 and day <= 12 and month != day:
        return None
    month, day = (day, month) if month > 12 else (month, day)
    return days_of(date(int(e.groups["year"]), month, day))


def _day(e: Expression) -> Interval | None:
    """ "Sept. 12-14, 1989", "12 JAN 90"; without a year the one that makes sense."""
    month = e.number_of_month
    days = [_number_of_day(e.groups[name], e) for name in ("day", "day2") if name in e.groups]
    if e.is_verb or e.is_count_after_month or days[-1] < days[0]:
        return None
    year = e.stated_year or _landmark_year(month, days[0], e) or e.year_of(month, days[0])
    return days_of(date(year, month, days[0]), date(year, month, days[-1]))


def _number_of_day(word: str, e: Expression) -> int:
    digits = "".join(filter(str.isdecimal, word))
    return int(digits or e.table("date_ordinals")[word])


def _landmark_year(month: int, day: int, e: Expression) -> int | None:
    """ "the Oct. 7 attack" keeps its year for ever."""
    landmarks = e.table("date_landmarks")
    year: int | None = landmarks.get(f"{month:02}-{day:02}")
    if year is None or e.today < date(year, month, day):
        return None
    return None if set(landmarks["words"]).isdisjoint(e.sentence.low[e.behind : e.behind + 2]) else year


def _month(e: Expression) -> Interval | None:
    """ "June 1989", "last May", "July last year", "in October"."""
    month, year = e.number_of_month, e.stated_year
    if year is not None:
        return month_of(year, month)
    if e.is_no_month:
        return None
    past, future = e.today.year - (e.today.month < month), e.today.year + (e.today.month > month)
    match _step(e):
        case 0:
            return month_of(e.today.year, month)
        case -1:
            return month_of(e.today.year - (e.today.month <= month), month)
        case 1:
            return month_of(e.today.year + (e.today.month >= month), month)
    return month_of(e.choose(date(past, month, 1) if past != future else None, date(future, month, 1)).year, month)


def _step(e: Expression) -> int | None:
    """How many units "last", "this", "next" step on from the day of publication; None without such a word."""
    step: int | None = e.table("date_steps").get(e.groups.get("step", ""))
    return step


def _year(e: Expression) -> Interval | None:
    """ "1988", "1990-91", but not "2000 people"; "nineteen ninety-six"."""
    first = 2000 if e.has("thousand") else e.number_of_year(e.groups["year"])
    if not e.has("part") and e.is_number:
        return None
    digits = e.groups.get("year_to")
    if digits is None:
        return interval_of("year", date(first, 1, 1))
    last = int(digits) if len(digits) == 4 else first - first % 100 + int(digits)
    return calendar.years_of(first, last) if first < last else None


def _decade(e: Expression) -> Interval | None:
    if "decade" in e.groups:
        return interval_of("decade", date(int(e.groups["decade"]), 1, 1))
    short, now = e.groups.get("decade_short"), e.published.year if e.published else 2020
    years = int(short or e.table("date_decades")[e.groups["decade_word"]])
    return interval_of("decade", date(max(c + years for c in (1800, 1900, 2000) if c + years <= now), 1, 1))


def _feast(e: Expression) -> Interval | None:
    month, day = e.table("date_feasts")[e.groups["feast"]]
    return days_of(date(e.year_of(month, day), month, day))


def _weekday(e: Expression) -> Interval | None:
    """ "on Tuesday": the last one up to publication, or, with a cue for the future, the next one."""
    today, weekday = e.today, e.table("weekdays")[e.groups["weekday"]]
    past = today - timedelta((today.weekday() - weekday) % 7)
    future = today + timedelta((weekday - today.weekday()) % 7)
    if "week_step" in e.groups:
        return days_of(interval_of("week", today, YEARS[e.groups["week_step"]]).start + timedelta(weekday))
    if "focus_step" in e.groups:
        return _focus_weekday(weekday, e)
    match _step(e):
        case -1:
            return days_of(past if past < today else past - timedelta(7))
        case 1:
            return days_of(future if future > today else future + timedelta(7))
        case 0:
            return days_of(past if e.direction == "past" else future)
    return days_of(future if e.direction == "future" or _is_ahead_of_clock(past, e) else past)


def _is_ahead_of_clock(past: date, e: Expression) -> bool:
    """Whether tomorrow's weekday is meant by a report whose clock runs ahead of its outlet's.

    The other reading is six days ago, which news seldom calls by its weekday alone; it is taken where the article has
    named the day of publication or the day before.
    """
    if (e.today - past).days < 6:
        return False
    named = {m.interval.start for m in e.recent if m.interval.unit == "day"}
    return past + timedelta(7) in named or named.isdisjoint({e.today, e.today - timedelta(1)})


def _focus_weekday(weekday: int, e: Expression) -> Interval | None:
    focus, n = e.near_focus, e.table("date_focus_steps")[e.groups["focus_step"]]
    day = focus.start if focus and focus.unit == "day" else e.today
    return days_of(day + timedelta(n * (((weekday - day.weekday()) * n) % 7 or 7))) if n else None


def _near_day(e: Expression) -> Interval | None:
    first, last = e.table("date_day_words")[e.groups["near_day"]]
    return days_of(e.today + timedelta(first), e.today + timedelta(last))


def _next_day(e: Expression) -> Interval | None:
    """ "the next day"; "hours later": the day named before."""
    n = e.table("date_next_days")[e.groups.get("way", "same")]
    return days_of(e.focus.start + timedelta(n)) if e.focus.unit == "day" else None


def _ago(e: Expression) -> Interval | None:
    """ "two weeks ago" is that week, "a few years ago" three to nine years; "later" counts from the date before."""
    unit, way, (low, high) = cast(Unit, e.groups["unit"]), e.groups["way"], e.count
    if unit == "year" and low == high == 1 and way != "later":
        return _year_before(e, is_earlier=way == "earlier")
    if e.earlier and e.sentence.text[e.earlier[-1].end : e.start].strip() in {",", "(", "or"}:
        return None  # "on Oct. 1, three weeks earlier": the same day once more
    if high is None:
        return None
    base, sign = e.today if way == "ago" else e.focus.start, 1 if way == "later" else -1
    ends = sorted((interval_of(unit, base, sign * n) for n in {low or 0, high}), key=lambda i: i.start)
    return ends[0] if len(ends) == 1 else Interval(ends[0].start, ends[-1].end, "period")


def _year_before(e: Expression, *, is_earlier: bool) -> Interval:
    """ "a year earlier": the same quarter, month or year, one year before."""
    long, focus = e.long_focus, e.near_focus
    if long and (long.unit == "quarter" or is_earlier):
        return years_later(long, -1)
    return interval_of("year", focus.start if is_earlier and focus and e.today else e.today, -1)


def _year_ago(e: Expression) -> Interval | None:
    """ "the year-earlier quarter": what the article speaks of, one year before."""
    if "nth" in e.groups:
        return years_later(_quarter(e), -1)
    return _year_before(e, is_earlier=e.near_focus is not None) if e.today else None


def _window(e: Expression) -> Interval | None:
    """ "the past four months": from four months before publication up to it."""
    return _span(e.groups["unit"], e.count[1], e.groups["way"], e)


def _duration(e: Expression) -> Interval | None:
    """ "170 attacks in four months": those before publication, where the sentence looks back; ahead it is open."""
    if e.groups["count"] in ("a", "an") or e.direction != "past":
        return None
    return _span(e.groups["unit"], e.count[1], "past", e)


def _span(unit: str, n: int | None, way: str, e: Expression) -> Interval | None:
    """The time of ``n`` units up to publication, or from it on: in months and years to the same number of the month."""
    if n is None:
        return None
    sign = 1 if way in ("next", "coming") else -1
    days = {"hour": -(-n // 24), "day": n, "week": 7 * n}.get(unit)
    if days is not None:
        other = e.today + timedelta(sign * days)
    else:
        month = month_of(e.today.year, e.today.month + sign * n * {"month": 1, "year": 12}.get(unit, 120))
        other = month.start.replace(day=min(e.today.day, month.end.day))
    return Interval(min(e.today, other), max(e.today, other), "period")


def _unit(e: Expression) -> Interval | None:
    """ "last week", "the end of the month", "the following year"."""
    unit, step = cast(Unit, e.groups["unit"]), e.groups.get("step", "")
    if "focus_step" in e.groups:
        n = e.table("date_focus_steps")[e.groups["focus_step"]]
        is_conjunction = n == 0 and not e.groups["focus_step"].endswith("same") and unit == "day"  # "that day"
        return None if is_conjunction else interval_of(unit, e.focus.start, n)
    if unit == "day":
        return None
    if step in (windows := e.table("date_windows")):
        return None if e.word_after == "of" else _span(unit, 1, windows[step], e)  # "the last week of January"
    return interval_of(unit, e.today, _step(e) or 0)


def _weekend(e: Expression) -> Interval | None:
    """ "the weekend" before publication, or that of the week where it has begun or lies ahead."""
    this, step = interval_of("weekend", e.today), _step(e)
    if step == 1:
        return this if this.start > e.today else interval_of("weekend", e.today, 1)
    is_past = step == -1 or (e.today < this.start and e.direction != "future")
    return interval_of("weekend", e.today, -1) if is_past else this


def _season(e: Expression) -> Interval | None:
    season, step = e.table("date_seasons")[e.groups["season"]], _step(e)
    if "year" in e.groups:
        return calendar.season_of(e.number_of_year(e.groups["year"]), season)
    year = e.today.year
    begun = [s for y in (year - 2, year - 1, year) if (s := calendar.season_of(y, season)).start <= e.today]
    is_over = begun[-1].end < e.today
    if step == -1:
        return begun[-1] if is_over else begun[-2]
    if step == 0 and season < 4:
        return calendar.season_of(year, season)
    is_ahead = step == 1 or (e.direction == "future" and is_over)
    return calendar.season_of(begun[-1].start.year + 1, season) if is_ahead else begun[-1]


def _quarter(e: Expression) -> Interval:
    """ "the third quarter": the last one that has begun, or that of the year that is named."""
    number = ("first", "second", "third", "fourth").index(e.groups["nth"]) + 1
    if year := e.groups.get("year") or e.groups.get("year2"):
        return calendar.quarter_of(e.number_of_year(year), number)
    if which := e.groups.get("which") or e.groups.get("of_year"):
        return calendar.quarter_of(e.today.year + YEARS.get(which, 0), number)
    this = calendar.quarter_of(e.today.year, number)
    return this if this.start <= e.today else years_later(this, -1)


def _last_quarter(e: Expression) -> Interval | None:
    """ "the quarter", "the latest period": the last one that is over; or the one that the text spoke of."""
    if e.groups.get("latest") == "current":
        return interval_of("quarter", e.today)
    spoken = (m.interval for m in e.recent if m.interval.unit == "quarter" and not m.is_comparison)
    quarter = next(spoken, interval_of("quarter", e.today, -1))
    years = YEARS.get(e.groups.get("which", ""), 0) - e.has("back")
    if "year" in e.groups:
        years = e.number_of_year(e.groups["year"]) - quarter.start.year
    return years_later(quarter, years)


def _half(e: Expression) -> Interval | None:
    which = e.groups.get("which")
    year = e.today.year + YEARS.get(which, 0) if which else e.number_of_year(e.groups["year"])
    first = 1 if e.groups["nth"] == "first" else 7
    return calendar.months_of(year, first, first + 5)


def _century(e: Expression) -> Interval | None:
    return interval_of("century", date(int(e.groups["century"]) * 100 - 100 or 1, 1, 1))


def _landmark(e: Expression) -> Interval | None:
    return days_of(date(e.table("date_landmarks")["09-11"], 9, 11))


def _year_end(e: Expression) -> Interval | None:
    return days_of(date(e.today.year, 12, 31))


_ALL: Sequence[Callable[[Expression], Interval | None]] = (
    *(_numeric, _day, _month, _year, _year_end, _decade, _century, _landmark, _feast, _weekday, _near_day, _next_day),
    *(_ago, _year_ago, _window, _duration, _unit, _weekend, _season, _quarter, _last_quarter, _half),
)
READINGS = {reading.__name__[1:]: reading for reading in _ALL}
