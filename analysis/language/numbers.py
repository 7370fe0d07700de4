"""Numbers as news writes them, read by one codebook: "at least five" is 5 or more, "dozens" 24 to 99, "no" 0.

In: the tokens of a sentence. Out: ``Quantity`` rows in text order, never overlapping. The codebook is
``lexicons/numbers.toml``, with examples. Not quantities, for they count nothing (``counting``): years, days of dates,
ages, times, money, percentages, measures, durations, ordinals, calibres, and the numbers in names (F-16, Route 9).
A plural without a number is the caller's business.

The steps: number ("two dozen", "1.6 million") → range ("five to seven") → bound ("at least") → is it a count at all?
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from analysis.language.counting import (
    HYPHENS,
    Counting,
    Phrases,
    Row,
    counting,
    is_count,
    match_phrase,
    phrase_table,
    spelled_numbers,
)
from analysis.language.lexicon import Lexicon

Range = tuple[int | None, int | None]

_DIGITS = re.compile(r"\d+(?:,\d{3})*")
_DECIMAL = re.compile(r"\d+(?:,\d{3})*\.\d+")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})*")
_GROUP = re.compile(r"\d{3}")
_NARROW = frozenset("\u00a0\u2009\u202f")  # the spaces that stand between thousands: 1 643
_LARGEST = 10**12  # beyond it nothing is counted: serial and telephone numbers
_RANGE_SIGNS = frozenset({*HYPHENS, "to", "—", "or"})
_AND_A_HALF = ["and", "a", "half"]
_EDGE = 3  # empty words before and behind a sentence's


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as news writes it: "at least five" is (5, None), "up to 47" (None, 47), "no" (0, 0).

    ``is_article``: a mere "a", "an" or "one", which counts only for those who ask for it.
    """

    start: int
    end: int
    low: int | None
    high: int | None
    is_article: bool = False


class _Number(NamedTuple):
    """What words mean: the range, and the index of the word behind them."""

    low: int | None
    high: int | None
    after: int
    is_vague: bool = False
    counts: bool = True


@dataclass(frozen=True, slots=True)
class _Codebook:
    """The tables of ``lexicons/numbers.toml`` in the form that reading needs."""

    words: Mapping[str, int]
    scales: Mapping[str, int]
    phrases: Phrases
    bounds: Phrases
    bounds_after: Phrases
    bounds_from: Mapping[str, int]
    joints: frozenset[str]
    shares: Phrases
    owners: frozenset[str]
    articles: frozenset[str]
    change: frozenset[str]
    parts: frozenset[str]
    starts: frozenset[str]
    counting: Counting


@lru_cache(maxsize=8)
def _codebook(lexicon: Lexicon) -> _Codebook:
    words = spelled_numbers(lexicon)
    phrases = {
        p: tuple(None if end == "open" else end for end in ends) for p, ends in lexicon["number_phrases"].items()
    }
    known, bounds = phrase_table(phrases, lexicon), phrase_table(lexicon["number_bounds"], lexicon)
    shares = phrase_table(lexicon["number_shares"], lexicon)
    articles = frozenset(lexicon["number_articles"]["words"])
    scales: dict[str, int] = lexicon["number_scales"]
    return _Codebook(
        words,
        scales,
        phrases=known,
        bounds=bounds,
        bounds_after=phrase_table(lexicon["number_bounds_after"], lexicon),
        bounds_from=lexicon["number_bounds_from"],
        joints=frozenset(lexicon["number_joints"]["words"]),
        shares=shares,
        owners=frozenset(lexicon["number_joints"]["owners"]),
        articles=articles,
        change=frozenset(lexicon["number_change"]["words"]),
        parts=frozenset({*words, *scales, "plus", "odd"}),
        starts=frozenset({*words, *known, *bounds, *shares, *articles, "between", "from"}),
        counting=counting(lexicon),
    )


def read_quantities(
    text: str, raw: Sequence[str], low: Sequence[str], spans: Sequence[tuple[int, int]], lexicon: Lexicon
) -> tuple[Quantity, ...]:
    """The quantities of a sentence, given as tokens with their spans; a span includes the bound ("at least five").

    Numbers beside the name of a month are left out; those in other dates are not.
    """
    book = _codebook(lexicon)
    row = _row(text, raw, low, spans, book)
    return tuple(_read_row(row, book))


def has_number(words: frozenset[str], lexicon: Lexicon) -> bool:
    """Whether any of a sentence's words may be a number; articles are none."""
    book = _codebook(lexicon)
    return any(w in book.phrases or w in book.words or w in book.scales or w[0].isdecimal() for w in words)


def range_of(words: Sequence[str], lexicon: Lexicon) -> Range:
    """What words alone mean: "two", "a couple", "few", "two or three"; (None, None) where they mean no number."""
    book = _codebook(lexicon)
    for row in ([*words, "", "", ""], ["a", *words, "", "", ""]):
        if first := _read_number(row, 0, book):
            second = _read_number(row, first.after + 1, book)
            return first.low, second.high if second else first.high
    return None, None


def _row(text: str, raw: Sequence[str], low: Sequence[str], spans: Sequence[tuple[int, int]], book: _Codebook) -> Row:
    words, places, names = [""] * _EDGE, [(-1, -1)] * _EDGE, [False] * _EDGE
    for word, written, (start, end) in zip(low, raw, spans, strict=True):
        if word.isalpha():  # most, and never cut or joined
            words.append(word)
            places.append((start, end))
            names.append(written.istitle())
            continue
        first, hyphen, second = word.partition("–" if "–" in word else "-")
        if first and second and word not in book.words and _is_part(first, book) and _is_part(second, book):
            middle = start + len(first)  # 10-15, 50-plus
            words += [first, hyphen, second]
            places += [(start, middle), (middle, middle + 1), (middle + 1, end)]
            names += [False] * 3
        elif (
            _GROUP.fullmatch(word)
            and _THOUSANDS.fullmatch(words[-1])
            and ((space := text[places[-1][1] : start]) in _NARROW or (space == " " and _is_open(words, names, book)))
        ):
            words[-1] += "," + word  # 1 643
            places[-1] = (places[-1][0], end)
        else:
            words.append(word)
            places.append((start, end))
            names.append(written.istitle())
    return Row([*words, *[""] * _EDGE], places, names)


def _is_open(words: Sequence[str], names: Sequence[bool], book: _Codebook) -> bool:
    """Whether the digits last read may go on behind an ordinary space: "killed 1 | 206", but "May 7 | 300 fled"."""
    before, tables = words[-2], book.counting
    return not (names[-2] or before.isdecimal() or before in tables.before or before in tables.months)


def _is_part(word: str, book: _Codebook) -> bool:
    return word in book.parts or _DIGITS.fullmatch(word) is not None


def _read_row(row: Row, book: _Codebook) -> Iterator[Quantity]:
    after, starts = 0, book.starts
    for i in [i for i, word in enumerate(row.words) if word in starts or word[:1].isdecimal()]:
        number = _read_bounded(row, i, book) if i >= after else None
        if number is not None:
            after = number.after
            if number.counts:
                yield Quantity(row.spans[i][0], row.spans[after - 1][1], number.low, number.high)
        elif i >= after and row.words[i] in book.articles:
            yield Quantity(*row.spans[i], 1, 1, is_article=True)


def _read_bounded(row: Row, i: int, book: _Codebook) -> _Number | None:
    """A number with the phrases around it that bound it, and whether it counts."""
    words = row.words
    bound = match_phrase(words, i, book.bounds)
    at = bound[1] if bound else i
    number = _read_range(words, at, book)
    if number is None or (bound is None and number.after == at + 1 and words[at] == "one"):
        return None  # "one of them", "the one": mostly an article or pronoun
    low, high, after, _, counts = number
    if bound:
        if (low or 0) < book.bounds_from.get(" ".join(words[i:at]), 0):
            return None
        low, high = _bounded(low, high, bound[0])
        upper = _read_bounded(row, after + 1, book) if high is None and words[after] in book.joints else None
        if upper and upper.low is None and (upper.high or 0) > (low or 0):  # "at least 20 but no more than 30"
            high, after = upper.high, upper.after
    elif behind := match_phrase(words, after, book.bounds_after):  # "three or more", "50-plus"
        (low, high), after = _bounded(low, high, behind[0]), behind[1]
    counts = counts and is_count(row, at, after, high, book.counting) and not _is_spelled_year(words, at, number, book)
    return _Number(low, high, after, counts=counts)


def _read_range(words: Sequence[str], i: int, book: _Codebook) -> _Number | None:
    """ "five to seven", "10-15", "two or three", "between 3 and 5"; without a range the single number."""
    between = words[i] in {"between", "from"}
    first = _read_number(words, i + between, book)
    if first is None:
        return None
    alone = None if between else first
    sign = words[first.after]
    if sign not in _RANGE_SIGNS and not (words[i] == "between" and sign == "and"):
        return alone
    second = _read_number(words, first.after + 1, book)
    if second is None or first.low is None or second.high is None or first.low >= second.high:
        return alone
    if sign in HYPHENS and second.high >= 1000 > first.low:  # 555-1234 is a telephone number
        return first
    first = _in_scale_of(second, first, words, book)
    if sign == "to" and "from" in words[i - 1 : i + 1] and not book.change.isdisjoint(words[max(0, i - 6) : i]):
        return alone  # "rose from six to 35": two numbers
    return _Number(first.low, second.high, second.after, first.is_vague or second.is_vague)


def _in_scale_of(second: _Number, first: _Number, words: Sequence[str], book: _Codebook) -> _Number:
    """ "two to three hundred": the scale of the second end is the first one's, too, where it is said once."""
    scale = book.scales.get(words[second.after - 1], 1)
    is_said = words[first.after - 1] in book.scales or first.is_vague or second.is_vague
    if is_said or first.low is None or second.low is None or first.low >= second.low // scale:
        return first
    return first._replace(low=first.low * scale)


def _bounded(low: int | None, high: int | None, bound: str) -> Range:
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


def _is_spelled_year(words: Sequence[str], i: int, number: _Number, book: _Codebook) -> bool:
    """ "nineteen ninety-six": two numbers in a row, as broadcasts say years."""
    if number.high not in range(10, 100) or words[i] not in book.words:
        return False
    sides = (_read_number(words, number.after, book), _read_number(words, i - 1, book))
    return any(s is not None and not s.is_vague and s.high in range(10, 100) for s in sides)


def _read_number(words: Sequence[str], i: int, book: _Codebook) -> _Number | None:
    """The number or vague phrase at word ``i``, without its bounds."""
    return _read_share(words, i, book) or _read_vague(words, i, book) or _read_exact(words, i, book)


def _read_share(words: Sequence[str], i: int, book: _Codebook) -> _Number | None:
    """ "half of the 30", "a third of its 90"."""
    if (found := match_phrase(words, i, book.shares)) is None:
        return None
    share, after = found
    at = after + (words[after] == "of")
    whole = _read_exact(words, at + 1, book) if words[at] in book.owners else None
    if whole is None or whole.low is None or whole.high is None:
        return None
    return _Number(whole.low // share, -(-whole.high // share), whole.after)


def _read_vague(words: Sequence[str], i: int, book: _Codebook) -> _Number | None:
    found = match_phrase(words, i, book.phrases)
    if found is None:
        return None
    (low, high), after = found
    scale = book.scales.get(words[after])
    if scale and low and high:  # "several hundred" reaches to 999, "a few dozen" to 119
        return _Number(low * scale, high * scale + scale - 1, after + 1, is_vague=True)
    return _Number(low, high, after, is_vague=low != high)


def _read_exact(words: Sequence[str], i: int, book: _Codebook) -> _Number | None:
    """Digits, words, or "a hundred", each with the scales that follow."""
    first = words[i]
    if _DECIMAL.fullmatch(first):
        scale = book.scales.get(words[i + 1], 0)
        value = round(float(first.replace(",", "")) * scale)
        return _Number(value, value, i + 2) if scale and value <= _LARGEST else None
    if _DIGITS.fullmatch(first):
        value, after = (int(first.replace(",", "")) if len(first) < 16 else _LARGEST + 1), i + 1
    elif first in book.words:
        value, after = _read_below_thousand(words, i, book)
    elif first == "a" and words[i + 1] in book.scales:
        value, after = 1, i + 1
    else:
        return None
    return _read_scales(words, value, after, book)


def _read_scales(words: Sequence[str], value: int, after: int, book: _Codebook) -> _Number | None:
    """ "two | dozen", "three | thousand two hundred", "a | hundred and ten thousand"."""
    total, last = 0, 1
    if words[after : after + 3] == _AND_A_HALF and (scale := book.scales.get(words[after + 3])):
        return _Number(value * scale + scale // 2, value * scale + scale // 2, after + 4)
    while scale := book.scales.get(words[after]):
        value, after, last = value * scale, after + 1, scale
        if value > _LARGEST:
            return None
        if scale == 12 or words[after] in book.scales:  # "a hundred thousand"
            continue
        rest = after + (words[after] == "and")
        if words[rest] not in book.words:
            break
        tail, end = _read_below_thousand(words, rest, book)
        ahead = book.scales.get(words[end], 0)
        if tail >= scale or ahead >= scale > 100:  # "two thousand and three thousand" are two numbers
            break
        if scale > 100:
            total, value = total + value, 0
        value, after = value + tail, end
    total += value
    if words[after : after + 3] == _AND_A_HALF:  # "a dozen and a half"; "two and a half hours" count nothing
        return _Number(total + last // 2, total + last // 2, after + 3, counts=last > 1)
    return _Number(total, total, after) if total <= _LARGEST else None


def _read_below_thousand(words: Sequence[str], i: int, book: _Codebook) -> tuple[int, int]:
    value, after = _read_below_hundred(words, i, book)
    if words[after] == "hundred" and 0 < value < 100:
        value, after = value * 100, after + 1
        rest = after + (words[after] == "and")
        if words[rest] in book.words:
            tail, after = _read_below_hundred(words, rest, book)
            value += tail
    return value, after


def _read_below_hundred(words: Sequence[str], i: int, book: _Codebook) -> tuple[int, int]:
    value, unit = book.words[words[i]], book.words.get(words[i + 1], 0)
    if value >= 20 and value % 10 == 0 and 0 < unit < 10:  # "twenty five"
        return value + unit, i + 2
    return value, i + 1
