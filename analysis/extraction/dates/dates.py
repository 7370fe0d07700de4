"""Time expressions that denote calendar intervals, resolved against the day of publication.

In: the reading of an article. Out: ``DateSpan`` rows in text order, never overlapping. "On Tuesday" is the last
Tuesday up to publication, or the next one where the sentence looks ahead; "this week" is the ISO week; without a
publication date only absolute dates are resolved, the others give no row. Method: patterns as data and resolution by
rules, as HeidelTime has it (Strötgen and Gertz 2010, SemEval).

The steps: a sentence's tokens say which rules of ``lexicons/dates.toml`` may match → their matches, the leftmost and
longest first → the first that denotes an interval (``readings``), seen against publication, tense and the dates before
(``expression``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache, partial

from analysis.extraction.dates.expression import Expression, Mention
from analysis.extraction.dates.readings import resolve
from analysis.extraction.records import DateSpan
from analysis.language.known import Known
from analysis.language.lexicon import Lexicon
from analysis.language.reading import Reading
from analysis.language.rules import Rule, load_rules

COMPARISONS = {"ago", "year_ago"}
LONGEST_LEAD = 60  # characters: "at 10:30 p.m. EST on the early morning of"
SPACE = r"(?:\s{1,3})"  # a group, so that "~?" makes it optional
MACRO = re.compile(r"\{([a-z_]+)(\d?)(\??)\}")
CAPITAL = re.compile(r"(?<!\\)(?<!\(\?)[A-Z]")  # in a pattern: neither of \S nor of (?P<name>
JOINTS = re.compile(r"[-–'/.]")  # between the parts of a token: "year-earlier"

Classes = frozenset[str]


@dataclass(frozen=True, eq=False)
class _DateRule:
    """A rule, compiled when it is first asked: few articles ask for all. ``needs`` are sets of trigger classes of which
    it needs one each."""

    rule: Rule
    order: int
    reading: str
    needs: Sequence[Classes]
    lexicon: Lexicon

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        pattern = _expanded(self.rule.given["pattern"], self.lexicon)
        case = re.IGNORECASE if CAPITAL.search(pattern) else re.NOFLAG  # "T" in the text's lower case
        return re.compile(rf"(?<![\w$€£])(?:{pattern})(?!\w)", case | re.VERBOSE)

    @cached_property
    def lead(self) -> re.Pattern[str]:
        """What may stand before it."""
        lead = _expanded(self.rule.given.get("lead", ""), self.lexicon)
        return re.compile(rf"(?<![\w$€£])(?:{lead})\Z", re.VERBOSE)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A match of a rule; groups have single spaces."""

    start: int
    end: int
    rule: _DateRule
    groups: Mapping[str, str]


@dataclass(frozen=True, slots=True, eq=False)
class _Rules:
    """The trigger classes of a token; and the rules that such classes make possible, in order of precedence."""

    triggers: Known[str, Classes]
    possible: Known[frozenset[Classes], Sequence[_DateRule]]


def find_dates(reading: Reading) -> list[DateSpan]:
    """The dates in an article's sentences."""
    article, lexicon = reading.article, reading.lexicon
    published = article.published.date() if article.published else None
    rules = _compiled(lexicon)
    rows: list[DateSpan] = []
    earlier: list[Mention] = []
    for sentence in reading.sentences:
        possible = rules.possible[frozenset(map(rules.triggers.__getitem__, sentence.words))]
        end = sentence.start
        for found in _candidates(reading.lower, sentence.start, sentence.end, possible) if possible else ():
            if found.start < end:
                continue
            expression = Expression(found.start, found.end, found.groups, sentence, published, earlier, lexicon)
            try:
                interval = resolve(found.rule.reading, expression)
            except (ValueError, OverflowError):  # nor is a part of it one: "Feb. 30" is not February
                end = found.end
                continue
            if interval is not None and found.rule.rule.fires():
                rows.append(DateSpan(found.start, found.end, interval.start, interval.end, interval.precision))
                earlier.append(Mention(sentence.index, found.end, interval, found.rule.reading in COMPARISONS))
                end = found.end
    return rows


def with_both_ends(dates: Sequence[DateSpan], text: str, lexicon: Lexicon) -> list[DateSpan]:
    """The dates with those that bound one period as one: "from May 3 to May 5", "between Friday and Sunday"."""
    words = lexicon["date_prepositions"]
    joined: list[DateSpan] = []
    for span in dates:
        first = joined[-1] if joined else None
        if (
            first is not None
            and text[first.end : span.start].strip().lower() in words["to"]
            and text[max(0, first.start - LONGEST_LEAD) : first.start].rstrip().lower().endswith(tuple(words["from"]))
            and None not in (first.date_start, span.date_end)
        ):
            joined[-1] = replace(first, end=span.end, date_end=span.date_end, date_precision="period")
        else:
            joined.append(span)
    return joined


def _candidates(low: str, start: int, end: int, possible: Iterable[_DateRule]) -> list[_Candidate]:
    """Every match of some rules in one sentence, leftmost first, of those the longest, of those the earlier rule."""
    found = [candidate for rule in possible for candidate in _matches(rule, low, start, end)]
    found.sort(key=lambda c: (c.start, -c.end, c.rule.order))
    return found


def _matches(rule: _DateRule, low: str, start: int, end: int) -> Iterator[_Candidate]:
    """The matches of one rule, each with as much as may stand before it."""
    for match in rule.pattern.finditer(low, start, end):
        lead = rule.lead.search(low, max(start, match.start() - LONGEST_LEAD), match.start())
        named = {**(lead.groupdict() if lead else {}), **match.groupdict()}
        groups = {name: " ".join(words.split()) for name, words in named.items() if words}
        yield _Candidate(lead.start() if lead else match.start(), match.end(), rule, groups)
        start = match.end()


@lru_cache(maxsize=8)
def _compiled(lexicon: Lexicon) -> _Rules:
    """The rules of a lexicon, by what triggers them."""
    triggers: dict[str, set[str]] = {}
    rules = []
    for order, rule in enumerate(load_rules(lexicon, "date_rules")):
        needs = [frozenset(classes) for classes in rule.given["needs"]]
        rules.append(_DateRule(rule, order, rule.given.get("reading", rule.name), needs, lexicon))
        for kind in frozenset().union(*needs):
            for word in _trigger_words(kind, lexicon):
                triggers.setdefault(word, set()).add(kind)
    shapes = {kind: re.compile(shape) for kind, shape in lexicon["date_shapes"].items()}
    any_shape = re.compile("|".join(f"(?:{shape.pattern})" for shape in shapes.values()))
    return _Rules(Known(partial(_classes_of, triggers, shapes, any_shape)), Known(partial(_possible, rules)))


def _trigger_words(kind: str, lexicon: Lexicon) -> Iterator[str]:
    """The words of a class: of each phrase of a vocabulary the longest, the last of several; else the word itself."""
    if kind not in lexicon.tables:
        yield from () if kind in lexicon["date_shapes"] else (kind,)
        return
    table = lexicon[kind]
    for phrase in table.get("words", table):
        word = max(reversed(re.split(r"[ -]", phrase)), key=len)
        yield from (word, f"{word}s") if kind == "date_units" else (word,)


def _classes_of(
    triggers: Mapping[str, Iterable[str]],
    shapes: Mapping[str, re.Pattern[str]],
    any_shape: re.Pattern[str],
    token: str,
) -> Classes:
    words = (token,) if token.isalpha() else (token, *JOINTS.split(token))
    found = [triggers[word] for word in words if word in triggers]
    if any_shape.search(token):
        found.append([kind for kind, shape in shapes.items() if shape.search(token)])
    return frozenset().union(*found)


def _possible(rules: Sequence[_DateRule], found: frozenset[Classes]) -> Sequence[_DateRule]:
    classes: Classes = frozenset().union(*found)
    return [rule for rule in rules if not any(needed.isdisjoint(classes) for needed in rule.needs)]


def _expanded(pattern: str, lexicon: Lexicon) -> str:
    """A pattern with its macros in full: those of [date_macros] as groups of their name, tables as their words."""
    macros, unnamed = lexicon["date_macros"], lexicon["date_unnamed"]["words"]
    separators = lexicon["date_separators"]

    def expand(macro: re.Match[str]) -> str:
        name, number, is_optional = macro.groups()
        if name not in macros:
            return _alternation(lexicon[name])
        body = _expanded(macros[name], lexicon)
        named = f"(?:{body})" if name in unnamed else f"(?P<{name}{number}>{body})"
        return f"(?:{named}{separators.get(name, SPACE)})?" if is_optional else named

    return MACRO.sub(expand, pattern).replace("~", SPACE)


def _alternation(table: Mapping[str, Iterable[str]]) -> str:
    """The words of a table as alternatives, the longest first, in a group of their own."""
    words = table.get("words", table)
    return "(?:" + "|".join(re.escape(w).replace(r"\ ", "~") for w in sorted(words, key=len, reverse=True)) + ")"
