"""Does a number count anything? The words beside it say whether it is a year, a day, an age, a price, a name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from analysis.language.lexicon import Lexicon
from analysis.language.number_grammar import Phrases, Reading, Token, match_phrase, phrase_table

HYPHENS = {"-", "‑", "–"}
JOINTS = {*HYPHENS, "/", "'", "’"}


@dataclass(frozen=True, slots=True)
class NumberContext:
    """The tables of [number_not_counted] and [number_change], and the names of the months."""

    after: Phrases
    before: frozenset[str]
    after_no: frozenset[str]
    year_before: frozenset[str]
    name_before: frozenset[str]
    plurals: frozenset[str]
    months: frozenset[str]
    change: frozenset[str]


@cache
def number_context(lexicon: Lexicon) -> NumberContext:
    """The context of a lexicon, compiled once."""
    table = lexicon["number_not_counted"]
    return NumberContext(
        phrase_table(dict.fromkeys(table["after"], True)),
        before=frozenset(table["before"]),
        after_no=frozenset(table["after_no"]),
        year_before=frozenset(table["year_before"]),
        name_before=frozenset(table["name_before"]),
        plurals=frozenset(table["plurals"]),
        months=frozenset((*lexicon["months"], *lexicon["month_abbreviations"])),
        change=frozenset(lexicon["number_change"]["words"]),
    )


def is_count(tokens: Sequence[Token], first: int, number: Reading, context: NumberContext) -> bool:
    """Whether the number from token ``first`` to ``number.after`` counts something."""
    before, after = word(tokens, first - 1), word(tokens, number.after)
    if number.high == 0:  # "No, he said", "no longer"
        return not (after in context.after_no or (after in {",", "."} and word(tokens, first) == "no"))
    if before in context.before or (before == "." and word(tokens, first - 2) in context.before):
        return False
    return not (
        match_phrase(tokens, number.after + (after in HYPHENS), context.after)
        or _is_glued(tokens, first, number.after)
        or _is_name_or_code(tokens, first, number.after, context)
        or _is_age(tokens, first, number.after)
        or _is_year(tokens, first, number, context)
        or _is_day_of_month(tokens, first, number, context)
    )


def _is_glued(tokens: Sequence[Token], first: int, after: int) -> bool:
    """F-16, AK-47, "a two-story house", 24/7: a part of a word or name."""
    return _is_joint(tokens, first - 1) or _is_joint(tokens, after)


def _is_joint(tokens: Sequence[Token], i: int) -> bool:
    """Whether token ``i`` is a hyphen, slash or apostrophe with no space on either side."""
    if not 0 < i < len(tokens) - 1 or tokens[i].word not in JOINTS:
        return False
    return tokens[i - 1].end == tokens[i].start and tokens[i].end == tokens[i + 1].start


def _is_name_or_code(tokens: Sequence[Token], first: int, after: int, context: NumberContext) -> bool:
    """ "a Vulkan 12, which", "Cadena 1)", and the parts of a telephone number."""
    digits = tokens[first].word
    if not digits.isdecimal():
        return False
    if digits != "0" and digits.startswith("0"):
        return True
    if word(tokens, first - 1).isdecimal() or word(tokens, after).isdecimal():
        return True
    return first > 1 and tokens[first - 1].is_name and word(tokens, after) in context.name_before


def _is_age(tokens: Sequence[Token], first: int, after: int) -> bool:
    """ "Dora Venn, 34, said": digits alone between comma and comma, bracket or full stop."""
    alone = after == first + 1 and tokens[first].word.isdecimal() and len(tokens[first].word) <= 2
    return alone and word(tokens, first - 1) in {",", "("} and word(tokens, after) in {",", ")", "."}


def _is_year(tokens: Sequence[Token], first: int, number: Reading, context: NumberContext) -> bool:
    """Four bare digits from 1900 to 2099, unless a plural follows ("2000 people") and no "the" or "in" comes before."""
    ends = {tokens[first].word, tokens[number.after - 1].word}
    if not all(w.isdecimal() and len(w) == 4 and 1900 <= int(w) < 2100 for w in ends):
        return False
    return not _is_plural(tokens, number.after, context) or word(tokens, first - 1) in context.year_before


def _is_day_of_month(tokens: Sequence[Token], first: int, number: Reading, context: NumberContext) -> bool:
    """ "October 7", "7 Oct.", "12 JAN 90", but "In October 7 soldiers were killed"."""
    if number.high is None or number.high > 99 or not tokens[first].word.isdecimal():
        return False
    if word(tokens, number.after) in context.months:
        return number.high <= 31
    month = first - 2 if word(tokens, first - 1) == "." else first - 1
    if word(tokens, month) not in context.months:
        return False
    if number.high > 31:
        return word(tokens, month - 1).isdecimal()
    return word(tokens, month - 1) != "in" or not _is_plural(tokens, number.after, context)


def _is_plural(tokens: Sequence[Token], i: int, context: NumberContext) -> bool:
    noun = word(tokens, i)
    return noun in context.plurals or (len(noun) > 3 and noun.endswith("s") and not noun.endswith("ss"))


def word(tokens: Sequence[Token], i: int) -> str:
    """The word of token ``i``; nothing beyond either end."""
    return tokens[i].word if 0 <= i < len(tokens) else ""
