"""Dates that say day, month or year themselves: "Sept. 12-14, 1989", "12 JAN 90", "last May", "the late 1970s", "9/11".

Each function gets the groups of a match and the scene, and returns an interval, or None where the words denote none.
"""

from __future__ import annotations

from datetime import date

from analysis.extraction.dates.choice import Groups, choose, month_number, stated_year, year_number, year_of_day
from analysis.extraction.dates.intervals import Interval, interval_of, month_of, years_of
from analysis.extraction.dates.scene import Scene
from analysis.extraction.dates.traps import is_count_after_month, is_no_month, is_number, is_verb


def read_iso(groups: Groups, _scene: Scene) -> Interval | None:
    return interval_of("day", date(int(groups["year"]), int(groups["month_number"]), int(groups["day"])))


def read_numeric(groups: Groups, _scene: Scene) -> Interval | None:
    """ "13/10/1989": only where one of the two numbers can be no month, or both are the same."""
    first, second = int(groups["first"]), int(groups["second"])
    if first <= 12 and second <= 12 and first != second:
        return None
    day, month = (first, second) if first > 12 else (second, first)
    return interval_of("day", date(int(groups["year"]), month, day))


def read_day(groups: Groups, scene: Scene) -> Interval | None:
    """ "Sept. 12-14, 1989", "12 JAN 90"; without a year the one that makes sense."""
    month = month_number(groups["month"], scene)
    first = _day_number(groups.get("day") or groups["day2"], scene)
    last = _day_number(groups["day2"], scene) if "day2" in groups else first
    if is_verb(groups, scene) or is_count_after_month(groups, scene) or last < first:
        return None
    year = stated_year(groups, scene)
    if year is None:
        year = _landmark_year(month, first, scene) or year_of_day(month, first, scene)
    if year is None:
        return None
    start, end = date(year, month, first), date(year, month, last)
    return Interval(start, end, "day", "day") if start == end else Interval(start, end, "period")


def read_month(groups: Groups, scene: Scene) -> Interval | None:
    """ "June 1989", "last May", "July last year", "in October"."""
    month = month_number(groups["month"], scene)
    year = stated_year(groups, scene)
    if year is not None:
        return month_of(year, month)
    published = scene.published
    if published is None or is_no_month(groups, scene):
        return None
    past = month_of(published.year - (published.month < month), month)
    future = month_of(published.year + (published.month > month), month)
    match groups.get("step", ""):
        case "this" | "the current":
            return month_of(published.year, month)
        case "last" | "this past" | "the past" | "the last":
            return month_of(published.year - (published.month <= month), month)
        case "next" | "this coming" | "the coming" | "the next":
            return month_of(published.year + (published.month >= month), month)
    chosen = choose(past.start if past != future else None, future.start, scene)
    return month_of(chosen.year, month) if chosen else None


def read_years(groups: Groups, scene: Scene) -> Interval | None:
    """ "1988", "1990-91", but not "2000 people"."""
    first = int(groups["year"])
    if not groups.get("part") and is_number(scene):
        return None
    if "year_to" not in groups:
        return years_of(first, first, "year", "year")
    digits = groups["year_to"]
    last = int(digits) if len(digits) == 4 else first - first % 100 + int(digits)
    return years_of(first, last) if first < last else None


def read_spelled_year(groups: Groups, scene: Scene) -> Interval | None:
    year = 2000 if "thousand" in groups else year_number(groups["year"], scene)
    return years_of(year, year, "year", "year")


def read_decade(groups: Groups, scene: Scene) -> Interval | None:
    if "decade" in groups:
        first = int(groups["decade"])
    else:
        short = (
            int(groups["decade_short"])
            if "decade_short" in groups
            else scene.table("date_decades")[groups["decade_word"]]
        )
        now = scene.published.year if scene.published else 2020
        first = max(c + short for c in (1800, 1900, 2000) if c + short <= now)
    return interval_of("decade", date(first, 1, 1))


def read_century(groups: Groups, _scene: Scene) -> Interval | None:
    return interval_of("century", date(int(groups["century"]) * 100 - 100 or 1, 1, 1))


def read_landmark(_groups: Groups, scene: Scene) -> Interval | None:
    return interval_of("day", date(scene.table("date_landmarks")["09-11"], 9, 11))


def read_feast(groups: Groups, scene: Scene) -> Interval | None:
    month, day = scene.table("date_feasts")[groups["feast"]]
    year = year_of_day(month, day, scene)
    return interval_of("day", date(year, month, day)) if year else None


def _landmark_year(month: int, day: int, scene: Scene) -> int | None:
    """ "the Oct. 7 attack" keeps its year for ever."""
    landmarks = scene.table("date_landmarks")
    year: int | None = landmarks.get(f"{month:02}-{day:02}")
    if year is None or scene.published is None or scene.published < date(year, month, day):
        return None
    following = scene.after.split()[:2]
    return year if any(word.strip(".,;’'") in landmarks["words"] for word in following) else None


def _day_number(word: str, scene: Scene) -> int:
    digits = "".join(c for c in word if c.isdecimal())
    return int(digits) if digits else int(scene.table("date_ordinals")[word])
