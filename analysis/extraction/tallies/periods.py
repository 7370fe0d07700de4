"""The time that a number of attacks is told for: the nearest date in its clause, "since" open up to publication."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from analysis.extraction.attacks.events.scene import Scene
from analysis.extraction.records import DateSpan

# A date so many words from the count may belong to it; one ahead of it counts as this much farther.
_NEAR, _AHEAD = 30, 6
# Characters between the two dates of "from … to …", at most.
_JOINED = 9


def find_period(scene: Scene, first: int, last: int, earlier: date | None = None) -> DateSpan | None:
    """The period of the count in ``words[first:last + 1]``. ``earlier`` is the first day of the period told before:
    "before that, 170 in four months" ends there."""
    best: tuple[int, DateSpan] | None = None
    for span in scene.dates:
        at = scene.index_at(span.start)
        if span.date_precision == "day" and any("say" in w.tags for w in scene.words[max(0, at - 2) : at]):
            continue
        if span.date_precision == "day" and at > last and _is_parted(scene, last, at):
            continue
        distance = at - last if at >= last else first - at + _AHEAD
        if 0 <= distance < _NEAR and (best is None or distance < best[0]):
            best = (distance, span)
    period = _open_since(scene, best[1]) if best else None
    return _before_that(scene, period, earlier) if period and earlier else period


def _is_parted(scene: Scene, last: int, at: int) -> bool:
    """Whether another clause opens before a day: "four had been added, among them the missile that fell on April 2"."""
    return any("relative" in w.tags or w.lower in {";", ":"} for w in scene.words[last + 1 : at]) and not any(
        w.lower == "since" for w in scene.words[last + 1 : at]
    )


def is_long(scene: Scene, period: DateSpan | None, first: int, last: int) -> bool:
    """Whether a count has a time longer than a day beside it, be it one without dates ("in recent months")."""
    if period and (period.date_precision != "day" or period.date_start != period.date_end):
        return True
    return has_vague_time(scene, max(0, first - 12), last + 14)


def has_vague_time(scene: Scene, first: int, last: int) -> bool:
    """ "in recent months", "over the past few weeks", "recent months have seen"."""
    table = scene.lexicon["tally_open"]
    stretch: Sequence[str] = [w.lower for w in scene.words[first:last]]
    return any(
        word in table["times"] and any(w in table["times_vague"] for w in stretch[max(0, k - 3) : k])
        for k, word in enumerate(stretch)
    )


def _open_since(scene: Scene, span: DateSpan) -> DateSpan:
    """ "since the March 2 raid", "since January", "this year": up to the day of publication; "from January 1 to
    April 9" has both ends."""
    at, day = scene.index_at(span.start), scene.published
    before = [w.lower for w in scene.words[max(0, at - 6) : at]]
    prepositions = scene.lexicon["date_prepositions"]
    if before[-1:] and before[-1] in prepositions["from"]:
        until = next((d for d in scene.dates if 0 <= d.start - span.end <= _JOINED and d.date_end), None)
        if until and scene.text[span.end : until.start].strip().lower() in prepositions["to"]:
            return replace(span, date_end=until.date_end, date_precision="period")
    is_open = "since" in before and not set(before[before.index("since") :]) & {",", ";", "and"}
    if is_open and span.date_start and day and span.date_start <= day:
        return replace(span, date_end=day, date_precision="period")
    if day and span.date_start and span.date_end and span.date_start <= day < span.date_end:
        return replace(span, date_end=day, date_precision="period")
    return span


def _before_that(scene: Scene, period: DateSpan, earlier: date) -> DateSpan:
    """ "Before that, 90 attacks in three months": the three months end where the period told before begins."""
    opening = [w.lower for w in scene.words[:3]]
    is_span = period.date_precision == "period" and period.date_start and period.date_end == scene.published
    if opening[:1] not in (["before"], ["previously"]) or not is_span or period.date_start is None:
        return period
    if period.date_end is None or period.date_end <= earlier:
        return period
    shift: timedelta = period.date_end - earlier + timedelta(days=1)
    return replace(period, date_start=period.date_start - shift, date_end=period.date_end - shift)
