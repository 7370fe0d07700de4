"""The patterns of ``lexicons/dates.toml`` compiled, and where they match: candidates for dates, not yet resolved.

Following HeidelTime (Strötgen and Gertz 2010) the patterns are data; Python only knows the macros that stand for
vocabulary. A sentence is first asked for trigger words; only the patterns that such a word makes possible run over it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial

from analysis.language.known import Known
from analysis.language.lexicon import Lexicon

WORD = re.compile(r"[a-z]+")
# The classes of what has digits.
DIGITS = {
    "digit": re.compile(r"\d"),
    "four_digits": re.compile(r"(?<!\d)\d{4}(?!\d)"),
    "old_year": re.compile(r"1[0-8]\d\d"),
    "joined_digits": re.compile(r"\d[-/.]\d"),  # 13/10/1989, 1989-10-13, 9/11
    "long_decade": re.compile(r"\d0[’']?s"),  # 1980s
    "short_decade": re.compile(r"[’'`]\d0"),  # '80s
}
CAPITAL = re.compile(r"(?<!\\)(?<!\(\?)[A-Z]")  # in a pattern: neither of \S nor of (?P<name>
SPACE = r"(?:\s{1,3})"  # a group, so that "~?" makes it optional
STEPS = ("date_steps", "date_focus_steps")
MACRO = re.compile(r"\{([a-z_]+)(\d?)(\??)\}")

Classes = frozenset[str]


@dataclass(frozen=True, slots=True)
class Rule:
    """A named pattern and, in two sets, the trigger classes of which it needs one each; none of an empty second one."""

    name: str
    needs: frozenset[str]
    and_needs: frozenset[str]
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A match of a rule; groups have single spaces."""

    start: int
    end: int
    rule: str
    groups: Mapping[str, str]


@dataclass(frozen=True, slots=True, eq=False)
class Patterns:
    """The trigger classes of a piece of text between white space; and the rules that such classes make possible, in
    order of precedence."""

    triggers: Known[str, Classes]
    possible: Known[frozenset[Classes], Sequence[tuple[int, Rule]]]


def lowered(text: str) -> str:
    """``text`` in lower case and as long as it was: patterns that mind no case take twice as long."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def find_candidates(low: str, start: int, end: int, patterns: Patterns) -> list[Candidate]:
    """Every match of every rule in one sentence, leftmost first, of those the longest, of those the earlier rule.

    ``low`` is the text in lower case.
    """
    kinds = frozenset(map(patterns.triggers.__getitem__, low[start:end].split()))
    found = [
        (match, order, rule)
        for order, rule in patterns.possible[kinds]
        for match in rule.pattern.finditer(low, start, end)
    ]
    found.sort(key=lambda f: (f[0].start(), -f[0].end(), f[1]))
    return [_candidate(match, rule.name) for match, _, rule in found]


def _candidate(match: re.Match[str], rule: str) -> Candidate:
    groups = {name: " ".join(value.split()) for name, value in match.groupdict().items() if value}
    return Candidate(match.start(), match.end(), rule, groups)


@cache
def compile_patterns(lexicon: Lexicon) -> Patterns:
    """The rules of a lexicon, compiled once."""
    macros = _macros(lexicon)
    rules = [
        Rule(
            rule["name"],
            frozenset(rule["needs"].split()),
            frozenset(rule.get("and_needs", "").split()),
            _compile(rule["pattern"], macros),
        )
        for rule in lexicon["date_rules"]
    ]
    words = _triggers(lexicon)
    return Patterns(Known(partial(_classes_of, words)), Known(partial(_possible, rules)))


def _classes_of(words: Mapping[str, Classes], piece: str) -> Classes:
    found = [words[word] for word in WORD.findall(piece) if word in words]
    return frozenset().union(*found, (name for name, digits in DIGITS.items() if digits.search(piece)))


def _possible(rules: Sequence[Rule], kinds: frozenset[Classes]) -> Sequence[tuple[int, Rule]]:
    classes: Classes = frozenset().union(*kinds)
    return [
        (order, rule)
        for order, rule in enumerate(rules)
        if not rule.needs.isdisjoint(classes) and not (rule.and_needs and rule.and_needs.isdisjoint(classes))
    ]


def _compile(pattern: str, macros: Mapping[str, str]) -> re.Pattern[str]:
    def expand(macro: re.Match[str]) -> str:
        body = macros[macro[1]]
        named = f"(?P<{macro[1]}{macro[2]}>{body})" if macro[1] not in UNNAMED else body
        if not macro[3]:
            return named
        return f"(?:{named}{SEPARATORS.get(macro[1], SPACE)})?"

    body = MACRO.sub(expand, pattern)
    case = re.IGNORECASE if CAPITAL.search(body) else re.NOFLAG  # "T" between day and time in the text's lower case
    return re.compile(rf"(?<![\w$€£])(?:{body})(?!\w)".replace("~", SPACE), case | re.VERBOSE)


CLOCK = r"\d{1,2}(?:[:.]\d\d)?~?(?:a\.?m\.?|p\.?m\.?)(?:~[a-z]{2,4})?"  # 10 p.m. EST
UNNAMED = {"sep", "clock", "of_year", "daypart", "daypart_of", "about"}
SEPARATORS = {"part": r"[\s-]\s?", "clock": r",?\s{1,3}(?:on\s{1,3})?", "daypart_of": r"\s{1,3}(?:of\s{1,3})?"}


def _macros(lexicon: Lexicon) -> dict[str, str]:
    """What the names in braces stand for."""
    words = lexicon["number_words"]
    tens = _alternation(w for w in words if 20 <= words[w] < 100)
    ones = _alternation(w for w in words if 1 <= words[w] < 10)
    dayparts = _alternation(lexicon["date_dayparts"]["words"])
    numbers = _alternation(w for w in words if w != "zero")
    return {
        "sep": r"[\s-]",
        "month": _alternation(lexicon["months"]) + rf"|{_alternation(lexicon['month_abbreviations'])}\.?",
        "weekday": _alternation(lexicon["weekdays"]),
        "weekday_short": _alternation(lexicon["weekday_abbreviations"]["words"]),
        "day": rf"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?![\d%]|[.:,]\d)|{_alternation(lexicon['date_ordinals'])}",
        "year": rf"(?:1[0-9]|20)\d\d(?![\d%]|[.,:]\d)|nineteen[\s-]{tens}(?:[\s-]{ones})?",
        "year_short": r"[’']?\d\d(?![\w%]|[,.:/]\d)",
        "of_year": r"(?:,|~of)?~(?P<of_year>this|last|next|the~same|the~following|the~previous)~year",
        "part": _alternation(lexicon["date_parts"]),
        "step": _alternation(lexicon["date_steps"]),
        "focus_step": _alternation(lexicon["date_focus_steps"]),
        "unit": _alternation(lexicon["date_units"]),
        "near_day": _alternation(lexicon["date_day_words"]),
        "season": _alternation(lexicon["date_seasons"]),
        "decade_word": _alternation(lexicon["date_decades"]),
        "feast": _alternation(lexicon["date_feasts"]),
        "nth": _alternation(w for w, n in lexicon["date_ordinals"].items() if n <= 4),
        "count": rf"an?|\d{{1,4}}|(?:a~)?few|several|a~couple~of|{numbers}(?:[\s-]{numbers}|~(?:or|to)~{numbers})?",
        "about": _alternation(lexicon["date_about"]["words"]),
        "daypart": f"(?:early~|late~|mid-?)?{dayparts}",
        "daypart_of": rf"(?:(?:the~)?(?:early~|late~|mid[\s-])?{dayparts})",
        "clock": rf"(?:(?:at~|around~)?(?:{CLOCK}|{_alternation(lexicon['date_hours']['words'])}))",
        "day_noun": _alternation(lexicon["date_day_nouns"]["words"]),
    }


def _alternation(words: Iterable[str]) -> str:
    """The words as alternatives, the longest first, in a group of their own."""
    return "(?:" + "|".join(re.escape(w).replace(r"\ ", "~") for w in sorted(words, key=len, reverse=True)) + ")"


def _triggers(lexicon: Lexicon) -> dict[str, frozenset[str]]:
    """What a word is a trigger of: its classes, and itself where a rule asks for it."""
    tables: dict[str, Iterable[str]] = {
        "unit": (*(form for word in lexicon["date_units"] for form in (word, f"{word}s")), "hours", "period"),
        "day_noun": lexicon["date_day_nouns"]["words"],
        "month": (*lexicon["months"], *lexicon["month_abbreviations"]),
        "weekday": lexicon["weekdays"],
        "season": lexicon["date_seasons"],
        "decade": lexicon["date_decades"],
        "feast": (phrase.split()[-1] for phrase in lexicon["date_feasts"]),
        "day_word": (phrase.split()[-1] for phrase in lexicon["date_day_words"]),
        "spelled_year": ("nineteen", "thousand"),
        "ordinal": (word.split("-")[-1] for word in lexicon["date_ordinals"]),
        "step": (phrase.split()[-1] for table in STEPS for phrase in lexicon[table]),
        "part": (max(reversed(phrase.split()), key=len) for phrase in lexicon["date_parts"]),  # "end" of "the end of"
    }
    classes = {*DIGITS, *tables}
    triggers = {
        word: frozenset({word})
        for rule in lexicon["date_rules"]
        for word in f"{rule['needs']} {rule.get('and_needs', '')}".split()
        if word not in classes
    }
    for kind, words in tables.items():
        for word in words:
            triggers[word] = triggers.get(word, frozenset()) | {kind}
    return triggers
