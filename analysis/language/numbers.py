"""Numbers as news writes them, read by one codebook: "at least five" is 5 or more, "dozens" 24 to 99, "no" 0.

In: a stretch of text. Out: ``Quantity`` rows with absolute offsets, in text order, never overlapping. The codebook is
``lexicons/numbers.toml``. Not quantities, for they count nothing: years, days of dates, ages, times, money,
percentages, measures, durations, ordinals, calibres, and the numbers in names (F-16, Route 9, Resolution 425).
A plural without a number is the caller's business.

The steps: tokens → number (``number_grammar``) → range ("five to seven") → bound ("at least") → is it a count at all?
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.extraction.records import DateSpan, Quantity
from analysis.language.lexicon import Lexicon
from analysis.language.number_context import HYPHENS, NumberContext, is_count, number_context, word
from analysis.language.number_grammar import (
    TRIGGER,
    Codebook,
    Reading,
    Token,
    codebook,
    match_phrase,
    read_number,
    tokenize,
)
from analysis.language.words import words_of

RANGE_SIGNS = {*HYPHENS, "to", "—", "or"}


def find_quantities(
    text: str, start: int, end: int, lexicon: Lexicon, *, articles: bool = False, skip: Sequence[DateSpan] = ()
) -> list[Quantity]:
    """The quantities in ``text[start:end]``; a span includes its bound ("at least five").

    ``articles`` also reads "a", "an" and a lone "one" as 1. Nothing is read inside the spans ``skip``: pass the dates
    of the article. (Numbers beside the name of a month are left out in any case.)

    >>> from analysis.language.lexicon import load_lexicon
    >>> find_quantities("Up to 47 rockets were fired.", 0, 28, load_lexicon())
    [Quantity(start=0, end=8, low=None, high=47)]
    """
    book = codebook(lexicon)
    if not articles and book.triggers.isdisjoint(words_of(text[start:end].lower(), TRIGGER)):
        return []
    context = number_context(lexicon)
    tokens = tokenize(text, start, end)
    found: list[Quantity] = []
    i = 0
    while i < len(tokens):
        if tokens[i].word not in book.starts and not tokens[i].word[0].isdecimal():
            i += 1
            continue
        span = _read_bounded(tokens, i, book, context) or (_read_article(tokens, i, book) if articles else None)
        if span is None:
            i += 1
            continue
        first, last = tokens[i], tokens[span.after - 1]
        if span.counts and not any(s.start < last.end and first.start < s.end for s in skip):
            found.append(Quantity(first.start, last.end, span.low, span.high))
        i = span.after
    return found


@dataclass(frozen=True, slots=True)
class _Span:
    low: int | None
    high: int | None
    after: int
    counts: bool


def _read_bounded(tokens: Sequence[Token], i: int, book: Codebook, context: NumberContext) -> _Span | None:
    """A number with the phrases around it that bound it."""
    bound = match_phrase(tokens, i, book.bounds)
    at = bound[1] if bound else i
    reading = _read_range(tokens, at, book, context)
    if reading is None or (bound is None and _is_lone_one(tokens, at, reading)):
        return None
    phrase = " ".join(t.word for t in tokens[i:at])
    if bound and (reading.low or 0) < book.bounds_from.get(phrase, 0):
        return None
    low, high = _bounded(reading.low, reading.high, bound[0]) if bound else (reading.low, reading.high)
    after = reading.after
    behind = match_phrase(tokens, after, book.bounds_after)
    if behind and bound is None:  # "three or more", "50-plus"
        (low, high), after = _bounded(low, high, behind[0]), behind[1]
    counts = is_count(tokens, at, Reading(low, high, after), context)
    return _Span(low, high, after, counts and not _is_spelled_year(tokens, at, reading, book))


def _read_range(tokens: Sequence[Token], i: int, book: Codebook, context: NumberContext) -> Reading | None:
    """ "five to seven", "10-15", "two or three", "between 3 and 5"; without a range the single number."""
    between = word(tokens, i) == "between"
    first = read_number(tokens, i + between, book)
    if first is None:
        return None
    sign = word(tokens, first.after)
    if sign not in RANGE_SIGNS and not (between and sign == "and"):
        return None if between else first
    second = read_number(tokens, first.after + 1, book)
    if second is None or first.low is None or second.high is None or first.low >= second.high:
        return None if between else first
    if sign in HYPHENS and second.high >= 1000 > first.low:  # 555-1234 is a telephone number
        return first
    if sign == "to" and _is_change(tokens, i, context):
        return first
    return Reading(first.low, second.high, second.after, first.vague or second.vague)


def _is_change(tokens: Sequence[Token], i: int, context: NumberContext) -> bool:
    """ "rose from six to 35": two numbers."""
    return word(tokens, i - 1) == "from" and any(t.word in context.change for t in tokens[max(0, i - 6) : i])


def _bounded(low: int | None, high: int | None, bound: str) -> tuple[int | None, int | None]:
    """The range that a bound makes of a range; the table stands in ``lexicons/numbers.toml``."""
    margin = max(1, round((high if high is not None else low or 0) / 10))
    match bound:
        case "at least":
            return low, None
        case "more than":
            return (low + 1 if low is not None else None), None
        case "just over":
            return (low + 1 if low is not None else None), (high + margin if high is not None else None)
        case "up to":
            return None, high
        case "fewer than":
            return None, (max(0, high - 1) if high is not None else None)
        case "nearly" if low == high and high:
            return max(0, high - margin), high - 1
        case "about" if low == high and high:
            return max(0, high - margin), high + margin
        case _:
            return low, high


def _read_article(tokens: Sequence[Token], i: int, book: Codebook) -> _Span | None:
    counts = word(tokens, i) in book.articles
    return _Span(1, 1, i + 1, counts) if counts else None


def _is_spelled_year(tokens: Sequence[Token], i: int, reading: Reading, book: Codebook) -> bool:
    """ "nineteen ninety-six": two numbers in a row, as broadcasts say years."""
    if reading.high not in range(10, 100) or tokens[i].word not in book.words:
        return False
    sides = (read_number(tokens, reading.after, book), read_number(tokens, i - 1, book) if i else None)
    return any(s is not None and not s.vague and s.high in range(10, 100) for s in sides)


def _is_lone_one(tokens: Sequence[Token], i: int, reading: Reading) -> bool:
    """ "one of them", "the one": mostly an article or pronoun; a count only with a bound, or where articles count."""
    return reading.after == i + 1 and word(tokens, i) == "one"
