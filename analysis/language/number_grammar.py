"""Tokens → exact numbers, vague phrases and the words that bound them: the grammar behind ``numbers``.

The grammar is the small one of news English: "twenty-five", "one hundred and ten", "3.5 million", "two dozen",
"several hundred". Every function reads tokens from an index on and returns what it read and the index behind it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from analysis.language.lexicon import Lexicon

# 1,500 · 3.5 · 5:30 and 12.10.2023 as one token (no number) · words with what is glued to them (122mm, 21st) · signs
TOKEN = re.compile(r"\d+(?:,\d{3})+(?:\.\d+)?(?!\w)|\d+(?:[.:/]\d+)+|\w+|[^\w\s]")
TRIGGER = re.compile(r"[a-z]+|\d")  # of text in lower case
DIGITS = re.compile(r"\d+(?:,\d{3})*")
DECIMAL = re.compile(r"\d+(?:,\d{3})*\.\d+")
LARGEST = 10**12  # beyond it nothing is counted: serial and telephone numbers


class Token(NamedTuple):
    """A token with its offsets; ``word`` is in lower case; ``is_name`` where it is written like Tehran."""

    start: int
    end: int
    word: str
    is_name: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What a run of tokens means: the range and the index of the token behind it."""

    low: int | None
    high: int | None
    after: int
    vague: bool = False


Phrases = Mapping[str, tuple[tuple[tuple[str, ...], Any], ...]]


@dataclass(frozen=True, slots=True)
class Codebook:
    """The tables of ``lexicons/numbers.toml`` in the form that reading needs."""

    words: Mapping[str, int]
    scales: Mapping[str, int]
    phrases: Phrases
    bounds: Phrases
    bounds_after: Phrases
    bounds_from: Mapping[str, int]
    articles: frozenset[str]
    starts: frozenset[str]
    triggers: frozenset[str]


@cache
def codebook(lexicon: Lexicon) -> Codebook:
    """The codebook of a lexicon, compiled once."""
    words: dict[str, int] = lexicon["number_words"]
    scales: dict[str, int] = lexicon["number_scales"]
    phrases = {
        p: tuple(None if end == "open" else end for end in ends) for p, ends in lexicon["number_phrases"].items()
    }
    firsts = {TOKEN.findall(p)[0] for p in (*phrases, *lexicon["number_bounds"])}
    triggers = {*words, *scales, *(max(TRIGGER.findall(p), key=len) for p in phrases), *"0123456789"}
    return Codebook(
        words,
        scales,
        phrase_table(phrases),
        phrase_table(lexicon["number_bounds"]),
        phrase_table(lexicon["number_bounds_after"]),
        lexicon["number_bounds_from"],
        frozenset(lexicon["number_articles"]["words"]),
        frozenset({*words, *firsts, *lexicon["number_articles"]["words"], "between", "a"}),
        frozenset(triggers),
    )


def tokenize(text: str, start: int, end: int) -> list[Token]:
    """The tokens of a stretch of text, offsets absolute."""
    return [Token(m.start(), m.end(), m[0].lower(), m[0].istitle()) for m in TOKEN.finditer(text, start, end)]


def match_phrase(tokens: Sequence[Token], i: int, phrases: Phrases) -> tuple[Any, int] | None:
    """The longest phrase that begins at token ``i``: its value and the index behind it."""
    if i >= len(tokens):
        return None
    for phrase, value in phrases.get(tokens[i].word, ()):
        if len(phrase) == 1 or tuple(t.word for t in tokens[i : i + len(phrase)]) == phrase:
            return value, i + len(phrase)
    return None


def read_number(tokens: Sequence[Token], i: int, book: Codebook) -> Reading | None:
    """The number or vague phrase at token ``i``, without its bounds."""
    return _read_exact(tokens, i, book) or _read_vague(tokens, i, book)


def _read_vague(tokens: Sequence[Token], i: int, book: Codebook) -> Reading | None:
    found = match_phrase(tokens, i, book.phrases)
    if found is None:
        return None
    (low, high), after = found
    scale = book.scales.get(_word(tokens, after))
    if scale and low and high:  # "several hundred" reaches to 999, "a few dozen" to 119
        return Reading(low * scale, high * scale + scale - 1, after + 1, vague=True)
    return Reading(low, high, after, vague=low != high)


def _read_exact(tokens: Sequence[Token], i: int, book: Codebook) -> Reading | None:
    """Digits, words, or "a hundred", each with the scales that follow."""
    first = _word(tokens, i)
    if DECIMAL.fullmatch(first):
        scale = book.scales.get(_word(tokens, i + 1), 0)
        value = round(float(first.replace(",", "")) * scale)
        return Reading(value, value, i + 2) if scale and value <= LARGEST else None
    if DIGITS.fullmatch(first):
        value, after = (int(first.replace(",", "")) if len(first) < 16 else LARGEST + 1), i + 1
    elif first in book.words:
        value, after = _read_below_thousand(tokens, i, book)
    elif first == "a" and _word(tokens, i + 1) in book.scales:
        value, after = 1, i + 1
    else:
        return None
    return _read_scales(tokens, value, after, book)


def _read_scales(tokens: Sequence[Token], value: int, after: int, book: Codebook) -> Reading | None:
    """ "two | dozen", "three | thousand two hundred", "a | hundred and ten thousand"."""
    total = 0
    while scale := book.scales.get(_word(tokens, after)):
        value, after = value * scale, after + 1
        if value > LARGEST:
            return None
        if scale == 12 or _word(tokens, after) in book.scales:  # "a hundred thousand"
            continue
        rest = after + (_word(tokens, after) == "and")
        if _word(tokens, rest) not in book.words:
            break
        tail, end = _read_below_thousand(tokens, rest, book)
        ahead = book.scales.get(_word(tokens, end), 0)
        if tail >= scale or ahead >= scale > 100:  # "two thousand and three thousand" are two numbers
            break
        if scale > 100:
            total, value = total + value, 0
        value, after = value + tail, end
    total += value
    return Reading(total, total, after) if total <= LARGEST else None


def _read_below_thousand(tokens: Sequence[Token], i: int, book: Codebook) -> tuple[int, int]:
    value, after = _read_below_hundred(tokens, i, book)
    if _word(tokens, after) == "hundred" and 0 < value < 100:
        value, after = value * 100, after + 1
        rest = after + (_word(tokens, after) == "and")
        if _word(tokens, rest) in book.words:
            tail, after = _read_below_hundred(tokens, rest, book)
            value += tail
    return value, after


def _read_below_hundred(tokens: Sequence[Token], i: int, book: Codebook) -> tuple[int, int]:
    value = book.words[tokens[i].word]
    rest = i + 1 + (_word(tokens, i + 1) == "-")
    unit = book.words.get(_word(tokens, rest), 0)
    if value >= 20 and 0 < unit < 10:
        return value + unit, rest + 1
    return value, i + 1


def _word(tokens: Sequence[Token], i: int) -> str:
    return tokens[i].word if 0 <= i < len(tokens) else ""


def phrase_table(phrases: Mapping[str, Any]) -> Phrases:
    table: dict[str, list[tuple[tuple[str, ...], Any]]] = {}
    for phrase, value in phrases.items():
        words = tuple(m[0].lower() for m in TOKEN.finditer(phrase))
        table.setdefault(words[0], []).append((words, value))
    return {first: tuple(sorted(entries, key=lambda e: -len(e[0]))) for first, entries in table.items()}
