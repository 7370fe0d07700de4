"""From a matched pattern to a calendar interval: the table of rules and their readings.

A reading returns an interval, or None where the words denote none there: because they are no date ("May I"), because
no such day exists ("Feb. 30"), or because what they count from is not known. The next candidate then has its turn.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import cast

from analysis.extraction.dates.absolute import (
    read_century,
    read_day,
    read_decade,
    read_feast,
    read_iso,
    read_landmark,
    read_month,
    read_numeric,
    read_spelled_year,
    read_years,
)
from analysis.extraction.dates.choice import Groups
from analysis.extraction.dates.intervals import Interval, Part, part_of
from analysis.extraction.dates.periods import (
    read_half,
    read_last_quarter,
    read_quarter,
    read_season,
    read_unit,
    read_weekend,
    read_year_ago,
    read_year_end,
)
from analysis.extraction.dates.relative import (
    read_ago,
    read_duration,
    read_hours,
    read_near_day,
    read_next_day,
    read_weekday,
    read_window,
)
from analysis.extraction.dates.scene import Scene
from analysis.extraction.dates.traps import is_set, is_title

READINGS: Mapping[str, Callable[[Groups, Scene], Interval | None]] = {
    "iso": read_iso,
    "numeric": read_numeric,
    "day": read_day,
    "month": read_month,
    "year": read_years,
    "spelled_year": read_spelled_year,
    "decade": read_decade,
    "century": read_century,
    "landmark": read_landmark,
    "feast": read_feast,
    "unit": read_unit,
    "weekend": read_weekend,
    "year_end": read_year_end,
    "season": read_season,
    "quarter": read_quarter,
    "last_quarter": read_last_quarter,
    "half": read_half,
    "weekday": read_weekday,
    "near_day": read_near_day,
    "ago": read_ago,
    "year_ago": read_year_ago,
    "window": read_window,
    "duration": read_duration,
    "next_day": read_next_day,
    "hours": read_hours,
}


def resolve(rule: str, groups: Groups, scene: Scene) -> Interval | None:
    """The interval that a match of ``rule`` denotes, or None."""
    if is_title(scene) or is_set(rule, scene):
        return None
    try:
        interval = READINGS[rule](groups, scene)
        if interval is None or "part" not in groups:
            return interval
        return part_of(interval, cast(Part, scene.table("date_parts")[groups["part"]]), scene.published)
    except (ValueError, OverflowError):  # Feb. 30; a thousand years before the year 900
        return None
