"""Weeks, quarters, seasons, years as seen from publication: "late last week", "the third quarter", "this summer"."""

from __future__ import annotations

from datetime import date
from typing import cast

from analysis.extraction.dates.choice import Groups, year_number
from analysis.extraction.dates.intervals import (
    Interval,
    Unit,
    interval_of,
    month_of,
    quarter_of,
    season_of,
    step,
    years_later,
)
from analysis.extraction.dates.relative import read_window, year_before
from analysis.extraction.dates.scene import Scene


def read_unit(groups: Groups, scene: Scene) -> Interval | None:
    """ "last week", "the end of the month", "the following year"."""
    unit = cast(Unit, groups["unit"])
    if "focus_step" in groups:
        n = scene.table("date_focus_steps")[groups["focus_step"]]
        if n == 0 and not groups["focus_step"].endswith("same") and unit == "day":
            return None  # "that day" is more often a conjunction than a date
        return step(unit, scene.focus.start, n) if scene.focus else None
    if scene.published is None or unit == "day":
        return None
    if groups.get("step") in scene.table("date_windows")["words"]:
        if scene.word_after == "of":
            return None  # "the last week of January"
        return read_window({"count": "a", "unit": unit, "way": groups["step"].split()[-1]}, scene)
    return step(unit, scene.published, scene.table("date_steps")[groups["step"]] if "step" in groups else 0)


def read_weekend(groups: Groups, scene: Scene) -> Interval | None:
    """ "the weekend" before publication, or that of the week where it has begun or lies ahead."""
    if scene.published is None:
        return None
    this = interval_of("weekend", scene.published)
    last = step("weekend", scene.published, -1)
    match scene.table("date_steps").get(groups.get("step", "")):
        case -1:
            return last
        case 1:
            return this if this.start > scene.published else step("weekend", scene.published, 1)
        case _:
            ahead = scene.published >= this.start or scene.direction == "future"
            return this if ahead else last


def read_year_end(_groups: Groups, scene: Scene) -> Interval | None:
    if scene.published is None:
        return None
    return interval_of("day", date(scene.published.year, 12, 31))


def read_season(groups: Groups, scene: Scene) -> Interval | None:
    season = scene.table("date_seasons")[groups["season"]]
    if "year" in groups:
        return season_of(year_number(groups["year"], scene), season)
    if scene.published is None:
        return None
    year = scene.published.year
    begun = [s for y in range(year - 2, year + 1) if (s := season_of(y, season)).start <= scene.published]
    coming = season_of(begun[-1].start.year + 1, season)
    which = scene.table("date_steps").get(groups.get("step", ""))
    if which == -1:
        return begun[-1] if begun[-1].end < scene.published else begun[-2]
    if which == 0 and season < 4:
        return season_of(year, season)
    return coming if which == 1 or (scene.direction == "future" and begun[-1].end < scene.published) else begun[-1]


def read_quarter(groups: Groups, scene: Scene) -> Interval | None:
    """ "the third quarter": the last one that has begun, or the next where the sentence looks ahead."""
    number = ("first", "second", "third", "fourth").index(groups["nth"]) + 1
    if year := groups.get("year") or groups.get("year2"):
        return quarter_of(year_number(year, scene), number)
    if scene.published is None:
        return None
    if which := groups.get("which") or groups.get("of_year"):
        return quarter_of(scene.published.year + {"last": -1, "next": 1}.get(which, 0), number)
    begun = quarter_of(scene.published.year, number)
    return begun if begun.start <= scene.published else years_later(begun, -1)


def read_last_quarter(groups: Groups, scene: Scene) -> Interval | None:
    """ "the quarter", "the latest period": the last one that is over; or the one that the text spoke of."""
    if scene.published is None:
        return None
    if groups.get("latest") == "current":
        return interval_of("quarter", scene.published)
    quarter = scene.reported_quarter or step("quarter", scene.published, -1)
    years = {"last": -1, "next": 1}.get(groups.get("which", ""), 0) - ("back" in groups)
    if "year" in groups:
        years = year_number(groups["year"], scene) - quarter.start.year
    return years_later(quarter, years)


def read_half(groups: Groups, scene: Scene) -> Interval | None:
    if "year" in groups:
        year = year_number(groups["year"], scene)
    elif scene.published is not None:
        year = scene.published.year + {"last": -1, "next": 1}.get(groups["which"], 0)
    else:
        return None
    first = 1 if groups["nth"] == "first" else 7
    return Interval(month_of(year, first).start, month_of(year, first + 5).end, "period")


def read_year_ago(groups: Groups, scene: Scene) -> Interval | None:
    """ "the year-earlier quarter": what the article speaks of, one year before."""
    if scene.published is None:
        return None
    if "nth" in groups:
        quarter = read_quarter(groups, scene)
        return years_later(quarter, -1) if quarter else None
    return year_before(scene, is_earlier=scene.focus is not None)
