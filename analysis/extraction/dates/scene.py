"""What a time expression is seen against: the publication date, the dates named before, and tense."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import takewhile
from typing import Any, Literal

from analysis.extraction.dates.intervals import Interval
from analysis.language.lexicon import Lexicon

Direction = Literal["past", "future"]
REACH = 120  # characters on either side in which a cue for tense is looked for
RECENT = 40  # dates back: enough for an article, a bound for time
FOCUS_REACH = 3  # sentences: how far back a date may lie to be meant by "the next day"


@dataclass(frozen=True, slots=True)
class Mention:
    """A date named before. What a text only compares with ("a year earlier") is not what it speaks of."""

    sentence: int
    end: int
    interval: Interval
    is_comparison: bool


@dataclass(frozen=True, slots=True)
class Scene:
    """One expression in its sentence. ``earlier`` are the dates before it, in text order."""

    text: str
    start: int
    end: int
    sentence: int
    sentence_start: int
    sentence_end: int
    published: date | None
    earlier: Sequence[Mention]
    lexicon: Lexicon

    @property
    def before(self) -> str:
        """The sentence before the expression, in lower case."""
        return self.text[max(self.sentence_start, self.start - REACH) : self.start].lower()

    @property
    def word_before(self) -> str:
        """The word right before the expression, with what is glued to it."""
        return (self.before.split() or [""])[-1]

    @property
    def after(self) -> str:
        """The sentence behind the expression, in lower case."""
        return self.text[self.end : min(self.sentence_end, self.end + REACH)].lower()

    @property
    def focus(self) -> Interval | None:
        """The date named last, where it stands in this sentence or one of the three before."""
        return next((m.interval for m in self._near if not m.is_comparison), None)

    @property
    def long_focus(self) -> Interval | None:
        """The quarter, month or year named last: what "a year earlier" is compared with."""
        units = ("quarter", "month", "year")
        return next((m.interval for m in self._near if m.interval.unit in units and not m.is_comparison), None)

    @property
    def reported_quarter(self) -> Interval | None:
        """The quarter that the article speaks of."""
        found = (
            m.interval for m in reversed(self.earlier[-RECENT:]) if m.interval.unit == "quarter" and not m.is_comparison
        )
        return next(found, None)

    @property
    def _near(self) -> Iterator[Mention]:
        return takewhile(lambda m: self.sentence - m.sentence <= FOCUS_REACH, reversed(self.earlier[-RECENT:]))

    @property
    def direction(self) -> Direction | None:
        """Past or future, by the nearest cue before the expression, else the nearest behind it; None without any."""
        cues = _cues(self.lexicon)
        found = [m for m in cues.finditer(self.before) if not _is_no_verb(m, self.lexicon)]
        if not found:
            found = [m for m in cues.finditer(self.after) if not _is_no_verb(m, self.lexicon)][:1]
        if not found:
            return None
        return "future" if found[-1]["future"] else "past"

    @property
    def word_after(self) -> str:
        """The word right behind the expression, without what is glued to it."""
        return (self.after.split() or [""])[0].strip(".,;:!?()\"'”’")

    def table(self, name: str) -> Mapping[str, Any]:
        """A vocabulary of the lexicon."""
        table: Mapping[str, Any] = self.lexicon[name]
        return table


@cache
def _cues(lexicon: Lexicon) -> re.Pattern[str]:
    table = lexicon["date_direction"]
    words = {kind: "|".join(sorted(map(re.escape, table[kind]), key=len, reverse=True)) for kind in ("future", "past")}
    return re.compile(
        rf"(?<!\w)(?:(?P<future>(?:{words['future']})(?:\s+be)?(?:\s+[a-z]+ed)?)|(?P<past>{words['past']}|[a-z]+(?<!e)ed))(?!\w)"
    )


def _is_no_verb(match: re.Match[str], lexicon: Lexicon) -> bool:
    return match[0] in lexicon["date_direction"]["not_past"]
