"""Which year? What a date without its year, or with the year in words, refers to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from analysis.extraction.dates.intervals import month_of
from analysis.extraction.dates.scene import Scene

Groups = Mapping[str, str]
CENTURY_TURNS = 50  # "90" is 1990, "07" is 2007
LONG_AGO, SOON = 300, 60  # days: a past so far away gives way to a future so near, whatever the tense


def year_of_day(month: int, day: int, scene: Scene) -> int | None:
    published = scene.published
    if published is None:
        return None
    years = [y for y in range(published.year - 8, published.year + 9) if day < 29 or _exists(y, month, day)]
    past = max((d for y in years if (d := date(y, month, day)) <= published), default=None)
    future = min((d for y in years if (d := date(y, month, day)) >= published), default=None)
    chosen = choose(past, future, scene)
    return chosen.year if chosen else None


def choose(past: date | None, future: date | None, scene: Scene) -> date | None:
    """The reading that the tense asks for; without tense, or against all likelihood, the nearer one."""
    published = scene.published
    if past is None or future is None or published is None:
        return past or future
    since, until = (published - past).days, (future - published).days
    direction = scene.direction
    if scene.before.rstrip().endswith("since"):
        return past
    if direction == "future" and not (until > LONG_AGO and since < SOON):
        return future
    if direction == "past" and not (since > LONG_AGO and until < SOON):
        return past
    return past if since <= until else future


def stated_year(groups: Groups, scene: Scene) -> int | None:
    """The year of a date, where the words give one."""
    if "year" in groups:
        return year_number(groups["year"], scene)
    if "year_short" in groups:
        short, now = int(groups["year_short"][-2:]), scene.published
        century = 1900 if short >= CENTURY_TURNS else 2000
        return century + short if now is None or abs(century + short - now.year) <= 60 else None
    if "of_year" in groups and scene.published is not None:
        shift = {"last": -1, "this": 0, "next": 1}.get(groups["of_year"])
        return scene.published.year + shift if shift is not None else _focus_year(groups["of_year"], scene)
    return None


def _focus_year(words: str, scene: Scene) -> int | None:
    """ "October of that year": counted from the date named before."""
    if scene.focus is None:
        return None
    return scene.focus.start.year + int(scene.table("date_focus_steps").get(words, 0))


def month_number(word: str, scene: Scene) -> int:
    """ "October" or "Oct."."""
    months, abbreviations = scene.table("months"), scene.table("month_abbreviations")
    return int(months[word] if word in months else abbreviations[word.rstrip(".")])


def year_number(words: str, scene: Scene) -> int:
    """ "1996" or "nineteen ninety-six"."""
    if words.isdecimal():
        return int(words)
    numbers = scene.table("number_words")
    return 1900 + sum(int(numbers[word]) for word in words.replace("-", " ").split()[1:])


def _exists(year: int, month: int, day: int) -> bool:
    return day <= month_of(year, month).end.day
