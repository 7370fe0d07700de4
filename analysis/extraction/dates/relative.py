"""Days and spans counted from publication or from the date before: "on Tuesday", "two weeks ago", "the next day"."""

from __future__ import annotations

from datetime import date, timedelta
from typing import cast

from analysis.extraction.dates.choice import Groups
from analysis.extraction.dates.intervals import Interval, Unit, interval_of, month_of, step, years_later
from analysis.extraction.dates.scene import RECENT, Scene
from analysis.language.numbers import range_of


def read_weekday(groups: Groups, scene: Scene) -> Interval | None:
    """ "on Tuesday": the last one up to publication, or, with a cue for the future, the next one."""
    published, weekday = scene.published, scene.table("weekdays")[groups["weekday"]]
    if published is None:
        return None
    past = published - timedelta((published.weekday() - weekday) % 7)
    future = published + timedelta((weekday - published.weekday()) % 7)
    if "week_step" in groups:
        monday = step("week", published, {"last": -1, "this": 0, "next": 1}[groups["week_step"]]).start
        return interval_of("day", monday + timedelta(weekday))
    if "focus_step" in groups:
        return _focus_weekday(groups["focus_step"], weekday, scene)
    match scene.table("date_steps").get(groups.get("step", "")):
        case -1:
            return interval_of("day", past if past < published else past - timedelta(7))
        case 1:
            return interval_of("day", future if future > published else future + timedelta(7))
        case 0:
            return interval_of("day", past if scene.direction == "past" else future)
    return interval_of("day", future if scene.direction == "future" or _is_ahead_of_clock(past, scene) else past)


def _is_ahead_of_clock(past: date, scene: Scene) -> bool:
    """Whether tomorrow's weekday is meant by a report whose clock runs ahead of its outlet's.

    The other reading is six days ago, which news seldom calls by its weekday alone; it is taken where the article has
    named the day of publication or the day before.
    """
    published = scene.published
    if published is None or (published - past).days < 6:
        return False
    named = {m.interval.start for m in scene.earlier[-RECENT:] if m.interval.unit == "day"}
    return past + timedelta(7) in named or named.isdisjoint({published, published - timedelta(1)})


def _focus_weekday(words: str, weekday: int, scene: Scene) -> Interval | None:
    focus, n = scene.focus, scene.table("date_focus_steps")[words]
    day = focus.start if focus and focus.unit == "day" else scene.published
    if day is None or n == 0:
        return None
    distance = ((weekday - day.weekday()) * n) % 7 or 7
    return interval_of("day", day + timedelta(n * distance))


def read_near_day(groups: Groups, scene: Scene) -> Interval | None:
    if scene.published is None:
        return None
    first, last = scene.table("date_day_words")[groups["near_day"]]
    start, end = scene.published + timedelta(first), scene.published + timedelta(last)
    return Interval(start, end, "day", "day") if start == end else Interval(start, end, "period")


def read_ago(groups: Groups, scene: Scene) -> Interval | None:
    """ "two weeks ago" is that week, "a few years ago" three to nine years; "later" counts from the date before."""
    unit = cast(Unit, groups["unit"])
    low, high = _count(groups["count"], scene)
    if unit == "year" and low == high == 1 and groups["way"] != "later":
        return year_before(scene, is_earlier=groups["way"] == "earlier")
    if scene.earlier and scene.text[scene.earlier[-1].end : scene.start].strip() in {",", "(", "or"}:
        return None  # "on Oct. 1, three weeks earlier": the same day once more
    base = scene.published if groups["way"] == "ago" else scene.focus.start if scene.focus else None
    if base is None or high is None:
        return None
    sign = 1 if groups["way"] == "later" else -1
    ends = sorted((step(unit, base, sign * n) for n in {low or 0, high}), key=lambda i: i.start)
    return ends[0] if len(ends) == 1 else Interval(ends[0].start, ends[-1].end, "period")


def year_before(scene: Scene, *, is_earlier: bool) -> Interval | None:
    """ "a year earlier": the same quarter, month or year, one year before."""
    focus = scene.long_focus
    if focus and (focus.unit == "quarter" or is_earlier):
        return years_later(focus, -1)
    focus = scene.focus
    if scene.published is None:
        return None
    return step("year", focus.start if is_earlier and focus else scene.published, -1)


def read_window(groups: Groups, scene: Scene) -> Interval | None:
    """ "the past four months": from four months before publication up to it."""
    published = scene.published
    _, high = _count(groups["count"], scene)
    if published is None or high is None:
        return None
    sign = 1 if groups["way"] in ("next", "coming") else -1
    if groups["unit"] == "hour":
        other = published + timedelta(sign * -(-high // 24))
    else:
        other = _moved(published, cast(Unit, groups["unit"]), sign * high)
    return Interval(min(published, other), max(published, other), "period")


def read_duration(groups: Groups, scene: Scene) -> Interval | None:
    """ "170 attacks in four months": those before publication, where the sentence looks back; ahead it is open."""
    if groups["count"] in ("a", "an") or scene.direction != "past":
        return None
    return read_window({**groups, "way": "past"}, scene)


def _moved(day: date, unit: Unit, n: int) -> date:
    """The day some units on: in months and years the same number of the month, or the month's last day."""
    if unit in ("day", "week"):
        return day + timedelta(n * (7 if unit == "week" else 1))
    month = month_of(day.year, day.month + n * {"month": 1, "year": 12}.get(unit, 120))
    return month.start.replace(day=min(day.day, month.end.day))


def read_next_day(groups: Groups, scene: Scene) -> Interval | None:
    focus = scene.focus
    if focus is None or focus.unit != "day":
        return None
    n = {"next": 1, "following": 1, "same": 0, "very": 0}.get(groups["way"].split()[0], -1)
    return interval_of("day", focus.start + timedelta(n))


def read_hours(_groups: Groups, scene: Scene) -> Interval | None:
    """ "hours later": the day named before."""
    focus = scene.focus
    return focus if focus is not None and focus.unit == "day" else None


def _count(words: str, scene: Scene) -> tuple[int | None, int | None]:
    if words in ("a", "an"):
        return 1, 1
    return range_of(words.split(), scene.lexicon)
