"""Does a number count anything? The words beside it say whether it is a year, a day, an age, a price, a name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from analysis.language.lexicon import Lexicon
from analysis.language.tokens import tokenizer_of

HYPHENS = frozenset("-‑–")
_JOINTS = frozenset({*HYPHENS, "/", "'", "’"})

Phrases = Mapping[str, Sequence[tuple[Sequence[str], Any]]]


class Row(NamedTuple):
    """The words that numbers are read from, three empty ones before them and behind; 10-15 is three words, 1 643 one.

    ``spans`` are their characters; ``names`` tells which are written like Tehran.
    """

    words: Sequence[str]
    spans: Sequence[tuple[int, int]]
    names: Sequence[bool]


@dataclass(frozen=True, slots=True)
class Counting:
    """The tables of [number_not_counted], and the names of the months."""

    after: Phrases
    before: frozenset[str]
    called: frozenset[str]
    after_no: frozenset[str]
    year_before: frozenset[str]
    name_before: frozenset[str]
    plurals: frozenset[str]
    months: frozenset[str]


@lru_cache(maxsize=8)
def counting(lexicon: Lexicon) -> Counting:
    """The tables of a lexicon, compiled once."""
    table = lexicon["number_not_counted"]
    return Counting(
        phrase_table(dict.fromkeys(table["after"], True), lexicon),
        before=frozenset(table["before"]),
        called=frozenset(table["called"]),
        after_no=frozenset(table["after_no"]),
        year_before=frozenset(table["year_before"]),
        name_before=frozenset(table["name_before"]),
        plurals=frozenset(table["plurals"]),
        months=frozenset((*lexicon["months"], *lexicon["month_abbreviations"])),
    )


def phrase_table(phrases: Mapping[str, Any], lexicon: Lexicon) -> Phrases:
    """Phrases as words with their values, by their first word, the longest first."""
    table: dict[str, list[tuple[Sequence[str], Any]]] = {}
    for phrase, value in phrases.items():
        words = list(tokenizer_of(lexicon).forms(phrase, 0, len(phrase))[1])
        table.setdefault(words[0], []).append((words, value))
    return {first: sorted(entries, key=lambda e: -len(e[0])) for first, entries in table.items()}


def spelled_numbers(lexicon: Lexicon) -> dict[str, int]:
    """Numbers of one word with what they count, "twenty-seven" among them."""
    words: dict[str, int] = dict(lexicon["number_words"])
    tens, units = [w for w, n in words.items() if n >= 20], [w for w, n in words.items() if 0 < n < 10]
    return words | {f"{ten}-{unit}": words[ten] + words[unit] for ten in tens for unit in units}


def match_phrase(words: Sequence[str], i: int, phrases: Phrases) -> tuple[Any, int] | None:
    """The longest phrase that begins with word ``i``: its value and the index behind it."""
    for phrase, value in phrases.get(words[i], ()):
        if len(phrase) == 1 or words[i : i + len(phrase)] == phrase:
            return value, i + len(phrase)
    return None


def is_count(row: Row, first: int, after: int, high: int | None, tables: Counting) -> bool:
    """Whether the number from word ``first`` to ``after`` (exclusive), at most ``high``, counts something."""
    words = row.words
    before, behind = words[first - 1].rstrip("."), words[after]
    if high == 0:  # "No, he said", "no longer"
        return behind not in tables.after_no and not (behind in {",", "."} and words[first] == "no")
    if "ages" in words[first - 4 : first]:  # "between the ages of 11 and 15"
        return False
    if before in tables.before or (before == "" and words[first - 2] in tables.before):
        return False
    if words[first] in tables.called and (before[:4] in tables.called or behind[:4] in tables.called):
        return False  # "called 911", "a 911 call"
    return not (
        match_phrase(words, after + (behind in HYPHENS), tables.after)
        or _is_joint(row, first - 1)  # 24/7: a part of a word or name
        or _is_joint(row, after)
        or _is_name_or_code(row, first, after, tables)
        or _is_age(words, first, after)
        or _is_year(words, first, after, tables)
        or _is_day_of_month(words, first, after, high, tables)
    )


def _is_joint(row: Row, i: int) -> bool:
    """Whether word ``i`` is a hyphen, slash or apostrophe with no space on either side."""
    if row.words[i] not in _JOINTS or i + 1 >= len(row.spans):
        return False
    start, end = row.spans[i]
    return row.spans[i - 1][1] == start and row.spans[i + 1][0] == end


def _is_name_or_code(row: Row, first: int, after: int, tables: Counting) -> bool:
    """ "a Vulkan 12, which", "Cadena 1)", and the parts of a telephone number."""
    words = row.words
    digits = words[first]
    if not digits.isdecimal():
        return False
    if digits != "0" and digits.startswith("0"):
        return True
    dated = _may_be_year(words[first - 1]) and (words[first - 2] in tables.months or _is_plural(words[after], tables))
    dated = dated or (_is_month(words, first - 2, tables) and _is_plural(words[after], tables))
    # but "On 5 March 2031 14 soldiers", "On March 3 7 soldiers"
    if (words[first - 1].isdecimal() and not dated) or words[after].isdecimal():
        return True
    return row.names[first - 1] and words[after] in tables.name_before


def _is_age(words: Sequence[str], first: int, after: int) -> bool:
    """ "Dora Venn, 34, said": digits alone between comma and comma, bracket or full stop."""
    alone = after == first + 1 and words[first].isdecimal() and len(words[first]) <= 2
    return alone and words[first - 1] in {",", "("} and words[after] in {",", ")", "."}


def _is_year(words: Sequence[str], first: int, after: int, tables: Counting) -> bool:
    """Four bare digits from 1900 to 2099, unless a plural follows ("2000 people") and no "the" or "in" comes before."""
    ends = {words[first], words[after - 1]}
    if not all(map(_may_be_year, ends)):
        return False
    return not _is_plural(words[after], tables) or words[first - 1] in tables.year_before


def _may_be_year(word: str) -> bool:
    return word.isdecimal() and len(word) == 4 and 1900 <= int(word) < 2100


def _is_day_of_month(words: Sequence[str], first: int, after: int, high: int | None, tables: Counting) -> bool:
    """ "October 7", "7 Oct.", "12 JAN 90", but "In October 7 soldiers were killed", "On 4 March 11 soldiers"."""
    if high is None or high > 99 or not words[first].isdecimal():
        return False
    if words[after].rstrip(".") in tables.months:
        return high <= 31
    if not _is_month(words, first - 1, tables):
        return False
    before = words[first - 3 if words[first - 1] == "." else first - 2]
    if high > 31 and not before.isdecimal():
        return False
    return not ((before == "in" or before[:1].isdecimal()) and _is_plural(words[after], tables))


def _is_month(words: Sequence[str], i: int, tables: Counting) -> bool:
    """Whether word ``i`` is a month, or the stop of one."""
    return words[i - (words[i] == ".")].rstrip(".") in tables.months


def _is_plural(noun: str, tables: Counting) -> bool:
    return noun in tables.plurals or (len(noun) > 3 and noun.endswith("s") and not noun.endswith("ss"))
