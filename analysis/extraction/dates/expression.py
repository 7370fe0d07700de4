"""A time expression in its sentence: what it is seen against, which year it means, and what only looks like one.

Seen against: the day of publication, the dates named before, and tense.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from itertools import takewhile
from typing import Any, Literal, TypeVar

from analysis.extraction.dates.intervals import Interval, month_of
from analysis.language.counting import Phrases, match_phrase, phrase_table
from analysis.language.lexicon import Lexicon
from analysis.language.numbers import Range, range_of
from analysis.language.reading import SentenceReading
from analysis.language.tokens import tokenizer_of

Direction = Literal["past", "future"]
_Value = TypeVar("_Value")
YEARS = {"last": -1, "this": 0, "next": 1}  # of "last year"
_REACH = 120  # characters on either side in which a cue for tense is looked for
_RECENT = 40  # dates back: enough for an article, a bound for time
_FOCUS_REACH = 3  # sentences: how far back a date may lie to be meant by "the next day"
_CENTURY_TURNS = 50  # "90" is 1990, "07" is 2007
_LONG_AGO, _SOON = 300, 60  # days: a past so far away gives way to a future so near, whatever the tense


@dataclass(frozen=True, slots=True)
class Mention:
    """A date named before. What a text only compares with ("a year earlier") is not what it speaks of."""

    sentence: int
    end: int
    interval: Interval
    is_comparison: bool


@dataclass(eq=False)
class Expression:
    """One expression; ``groups`` are its words by what they are, ``earlier`` the dates before it, in text order.

    Who asks for what is not known (the day of publication, a date named before) gets a ValueError.
    """

    start: int
    end: int
    groups: Mapping[str, str]
    sentence: SentenceReading
    published: date | None
    earlier: Sequence[Mention]
    lexicon: Lexicon

    def table(self, name: str) -> Mapping[str, Any]:
        """A vocabulary of the lexicon."""
        table: Mapping[str, Any] = self.lexicon[name]
        return table

    def has(self, *groups: str) -> bool:
        """Whether any of these stands among the words."""
        return not self.groups.keys().isdisjoint(groups)

    @property
    def written(self) -> str:
        return self.sentence.text[self.start : self.end]

    @cached_property
    def first(self) -> int:
        """The index of the expression's first token in the sentence."""
        return bisect_left(self.sentence.spans, (self.start, self.start))

    @cached_property
    def behind(self) -> int:
        """The index of the first token behind the expression."""
        return bisect_left(self.sentence.spans, (self.end, self.end))

    @property
    def word_before(self) -> str:
        """The word right before the expression, in lower case."""
        return self.sentence.low[self.first - 1] if self.first else ""

    @property
    def word_after(self) -> str:
        """The word right behind the expression, in lower case; "" where a mark stands there."""
        low, spans = self.sentence.low, self.sentence.spans
        is_glued = self.behind > 0 and spans[self.behind - 1][1] > self.end  # "Tuesday's"
        word = "" if is_glued or self.behind == len(low) else low[self.behind]
        return word if word[:1].isalnum() else ""

    @property
    def today(self) -> date:
        """The day of publication."""
        return _known(self.published)

    @property
    def focus(self) -> Interval:
        """The date named last, where it stands in this sentence or one of the three before."""
        return _known(self.near_focus)

    @property
    def near_focus(self) -> Interval | None:
        """As ``focus``, or None."""
        return next((m.interval for m in self._near if not m.is_comparison), None)

    @property
    def long_focus(self) -> Interval | None:
        """The quarter, month or year named last: what "a year earlier" is compared with."""
        units = ("quarter", "month", "year")
        return next((m.interval for m in self._near if m.interval.unit in units and not m.is_comparison), None)

    @property
    def recent(self) -> Sequence[Mention]:
        """The dates before, the last first."""
        return self.earlier[: -_RECENT - 1 : -1]

    @property
    def _near(self) -> Iterator[Mention]:
        return takewhile(lambda m: self.sentence.index - m.sentence <= _FOCUS_REACH, self.recent)

    @property
    def direction(self) -> Direction | None:
        """Past or future, by the nearest cue before the expression, else the nearest behind it; None without any."""
        spans, low, cues = self.sentence.spans, self.sentence.low, _cues_of(self.lexicon)
        before = [*cues.find(low[bisect_left(spans, (self.start - _REACH, 0)) : self.first - self._ends_period])]
        behind = low[self.behind : bisect_left(spans, (self.end + _REACH, 0))]
        return before[-1] if before else next(cues.find(behind), None)

    @property
    def _ends_period(self) -> bool:
        """Whether it ends a period by the word before it: "from late February | until | Monday" tells of no future, nor
        does "until Monday, when a bomb went off"."""
        if self.sentence.low[self.behind : self.behind + 2] == (",", "when"):
            return True
        begun = self.earlier[-1].end if self.earlier else self.start
        return begun > self.sentence.start and self.sentence.text[begun : self.start].strip() in ("until", "till")

    def choose(self, past: date | None, future: date | None) -> date:
        """The reading that the tense asks for; without tense, or against all likelihood, the nearer one."""
        if past is None or future is None:
            return _known(past or future)
        since, until = (self.today - past).days, (future - self.today).days
        if self.word_before == "since":
            return past
        direction = self.direction
        if direction == "future" and not (until > _LONG_AGO and since < _SOON):
            return future
        if direction == "past" and not (since > _LONG_AGO and until < _SOON):
            return past
        return past if since <= until else future

    def year_of(self, month: int, day: int) -> int:
        """The year of a day that is named without one."""
        years = range(self.today.year - 1, self.today.year + 2)
        days = [date(y, month, day) for y in years if day < 29 or day <= month_of(y, month).end.day]
        past = max((d for d in days if d <= self.today), default=None)
        if past is None and self.direction != "future":  # "Feb. 29" of no year near enough
            raise ValueError("no year near has that day")
        return self.choose(past, min((d for d in days if d >= self.today), default=None)).year

    @property
    def stated_year(self) -> int | None:
        """The year of a date, where the words give one."""
        groups = self.groups
        if "year" in groups:
            return self.number_of_year(groups["year"])
        if "year_short" in groups:
            short = int(groups["year_short"][-2:])
            year = short + (1900 if short >= _CENTURY_TURNS else 2000)
            return year if self.published is None or abs(year - self.published.year) <= 60 else None
        if "of_year" not in groups or self.published is None:
            return None
        if groups["of_year"] in YEARS:
            return self.published.year + YEARS[groups["of_year"]]
        steps, focus = self.table("date_focus_steps"), self.near_focus  # "of the following year": from the date before
        return focus.start.year + int(steps.get(groups["of_year"], 0)) if focus else None

    def number_of_year(self, words: str) -> int:
        """ "1996" or "nineteen ninety-six"."""
        if words.isdecimal():
            return int(words)
        low, _ = range_of([words[len("nineteen ") :].replace(" ", "-")], self.lexicon)
        return 1900 + (low or 0)

    @property
    def number_of_month(self) -> int:
        """ "October" or "Oct."."""
        word, months = self.groups["month"], self.table("months")
        return int(months[word] if word in months else self.table("month_abbreviations")[word.rstrip(".")])

    @property
    def count(self) -> Range:
        """ "two", "a few", "two or three"."""
        words = self.groups["count"]
        if words in ("a", "an"):
            return 1, 1
        return range_of(tokenizer_of(self.lexicon).forms(words, 0, len(words))[1], self.lexicon)

    @property
    def is_verb(self) -> bool:
        """ "may 5 members", "march 20 miles": the verb is in lower case, the month is not."""
        month = self.groups["month"]
        return month in self.table("date_month_before")["ambiguous"] and month in self.written

    @property
    def is_no_month(self) -> bool:
        """ "May I", "the March", "Jan Brandt": a lone month that is a word or a name, too, needs a word before it."""
        words, month = self.table("date_month_before"), self.groups["month"]
        if self.is_verb or self.has("part", "step", "focus_step"):
            return self.is_verb
        is_abbreviation = month in self.table("month_abbreviations")
        if month not in words["ambiguous"] and month in self.table("months"):
            return False
        behind = self.sentence.text[self.end + 1 : self.end + 2]
        return (is_abbreviation and behind.isupper()) or self.word_before not in words["words"]

    def is_set(self, reading: str) -> bool:
        """ "a Saturday", "every summer", "the Sunday Times": any day of that name, none in particular."""
        words = self.table("date_sets")
        if self.word_before in words.get(reading, ()):
            return True
        return reading == "weekday" and self.word_after in words["papers"]

    @property
    def is_count_after_month(self) -> bool:
        """ "In October 7 guards died": a month and a count, not a day."""
        if self.word_before != "in" or self.has("year", "year_short", "of_year", "day2", "weekday"):
            return False
        noun = self.word_after
        is_event = noun in self.table("date_landmarks")["words"]
        return noun in self.table("date_year")["never_after"] or (noun.endswith("s") and not is_event)

    @property
    def is_number(self) -> bool:
        """Whether four digits are a count: "2000 people", "at least 2000", "$1990"."""
        words, before, noun = self.table("date_year"), self.word_before, self.word_after
        behind = self.sentence.text[self.end : self.end + 1]
        is_bare = self.written[:1].isdecimal()  # "over 2024 people", not "over the 2024 bombings"
        if (is_bare and before in words["never_before"]) or noun in words["never_after"] or behind == "%":
            return True
        is_plural = noun.endswith("s") and len(noun) > 3 and not noun.endswith("ss") and behind.isspace()
        return is_bare and is_plural and before not in words["before"]

    @property
    def is_title(self) -> bool:
        """ "on This Week", "USA Today": relative words in capitals in a sentence are a name, but not in a headline."""
        sentence = self.sentence
        words = sentence.raw[self.first : self.behind]
        if not words or words[-1].lower() not in self.table("date_titles")["words"]:
            return False
        is_mixed = any(word.islower() and len(word) > 4 for word in sentence.raw)
        before = sentence.text[sentence.start : self.start]
        stands_within = any(map(str.isalnum, before)) and before.rstrip("\"“'‘`")[-1:] not in ".:!?"
        return is_mixed and stands_within and all(word.istitle() for word in words)


def _known(value: _Value | None) -> _Value:
    if value is None:
        raise ValueError("what it counts from is not known")
    return value


@dataclass(frozen=True, slots=True)
class _Cues:
    """The words of [date_direction]: phrases with what they say of the tense."""

    phrases: Phrases
    not_past: frozenset[str]

    def find(self, low: Sequence[str]) -> Iterator[Direction]:
        """The cues of some words, in order: "will", "was due", any participle."""
        words, i = list(low), 0
        while i < len(words):
            found = match_phrase(words, i, self.phrases)
            if found is None:
                if self._is_participle(words[i]):
                    yield "past"
                i += 1
                continue
            direction, i = found
            if direction == "future":  # "will be attacked" is one cue
                i += words[i : i + 1] == ["be"]
                i += i < len(words) and words[i].endswith("ed")
            yield direction

    def _is_participle(self, word: str) -> bool:
        return word.endswith("ed") and word not in self.not_past and not word.endswith("eed") and len(word) > 2


@lru_cache(maxsize=8)
def _cues_of(lexicon: Lexicon) -> _Cues:
    table = lexicon["date_direction"]
    kinds = {cue: kind for kind in ("past", "future") for cue in table[kind]}
    return _Cues(phrase_table(kinds, lexicon), frozenset(table["not_past"]))
