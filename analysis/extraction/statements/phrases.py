"""Noun phrases without a parser: from a word leftwards or rightwards to the nearest boundary of a clause.

Boundaries are marks, quotations, subordinators, relative pronouns and finite verbs common enough to be listed
(``lexicons/speech_grammar.toml``). A phrase is a range of words of a unit.
"""

from __future__ import annotations

from typing import NamedTuple

from analysis.extraction.statements.units import (
    ADVERB,
    AUXILIARY,
    BREAK,
    COLON,
    COMMA,
    COORDINATOR,
    DATE,
    DETERMINER,
    ED,
    FINITE,
    ING,
    LY,
    NAME,
    PREPOSITION,
    PRONOUN,
    QUOTED,
    RELATIVE,
    STOP,
    SUBJECT,
    SUBORDINATOR,
    WORD,
    Unit,
)  # fmt: skip

_SHORT_QUOTE = 8  # words and marks of a quotation that may stand inside the description of a speaker
_LONG_QUOTE = 12  # words and marks of one that may stand amid a clause before a participle
_AFTER_NAME = frozenset(("of", "for", "at", "from"))  # prepositions inside a speaker's description


class Source(NamedTuple):
    """Words ``first`` to ``last`` inclusive that name the speaker, and where they stand: before, after, shared."""

    first: int
    last: int
    place: str


def segments(unit: Unit, j: int) -> list[tuple[int, int]]:
    """The stretches between commas (or dashes) left of the mark at word j, nearest first, within the sentence."""
    found: list[tuple[int, int]] = []
    low, mark, right = unit.low, unit.low[j], j
    while len(found) < 5:
        left = right - 1
        while left >= 0 and (
            (low[left] != mark and (low[left] in ("(", ")") or not is_break(unit, left))) or _is_short_quote(unit, left)
        ):
            left -= 1
        if left + 1 > right - 1:
            break
        found.append((left + 1, right - 1))
        if left < 0 or low[left] != mark:
            break
        right = left
    return found


def _is_short_quote(unit: Unit, i: int) -> bool:
    """Whether a word stands in a short quotation inside a phrase: the bureau, which calls it a "garrison", said."""
    if not unit.kinds[i] & QUOTED:
        return False
    first = unit.quote_start(i)
    apart = first == 0 or unit.kinds[first - 1] & (BREAK | COMMA | QUOTED)
    return not apart and unit.quote_end(i) - first < _SHORT_QUOTE


def is_break(unit: Unit, i: int) -> bool:
    return bool(unit.kinds[i] & (BREAK | QUOTED))


def is_phrase(unit: Unit, first: int, last: int) -> bool:
    """Whether a segment between commas can be a noun phrase: it is no short phrase with a preposition."""
    head = unit.kinds[first + (first < last and unit.kinds[first] & COORDINATOR != 0)]
    return bool(head & SUBJECT) or not head & PREPOSITION or last - first >= 4


def is_gloss(unit: Unit, first: int) -> bool:
    """Whether the segment between commas that begins at a word explains the name before it."""
    return bool(unit.kinds[first] & (DETERMINER | RELATIVE)) or not unit.kinds[first] & NAME


def phrase_before(unit: Unit, j: int) -> Source:
    """The noun phrase that ends at word j."""
    if unit.low[j] == ")":
        j = max(over_brackets(unit, j), 0)
    if unit.kinds[j] & PRONOUN:
        return Source(j, j, "before")
    i = j
    while i > 0 and not _stops_phrase(unit, i - 1):
        i -= 1
    i = _without_lead(unit, i, j)
    if i < j and unit.low[i] in ("which", "whom"):  # "the group, which the army accuses of"
        i += 1
    k = unit.next(RELATIVE, i + 1)
    return Source(i, k - 1 - (unit.low[k - 1] == ",") if k < j else j, "before")


def _stops_phrase(unit: Unit, i: int) -> bool:
    """Whether a phrase begins behind word ``i``. All commas end one: "Rome, Ga." is read as an apposition."""
    kind, word, after = unit.kinds[i], unit.low[i], unit.kinds[i + 1]
    if kind & COMMA or (kind & (BREAK | QUOTED) and word not in ("(", ")")):
        return True
    if word in ("and", "or"):
        return bool(after & SUBJECT) or _has_verb_before(unit, i)
    if word == "that":  # "groups that have endorsed him say" is a relative clause
        return not after & (AUXILIARY | ED)
    return bool(kind & (SUBORDINATOR | FINITE)) or word in ("but", "so", "nor", "then", "yet")


def _has_verb_before(unit: Unit, i: int) -> bool:
    """Whether the words left of a conjunction, back to a comma or break, hold a verb."""
    first = unit.back_to(COMMA | BREAK | QUOTED, i)
    if first == i:  # but ", hospital and police officials said"
        return bool(unit.kinds[i - 1] & COMMA)
    words = zip(unit.kinds[first:i], unit.low[first:i], strict=True)
    return any(kind & (FINITE | AUXILIARY) or (kind & ED and len(word) > 4) for kind, word in words)


def _without_lead(unit: Unit, i: int, j: int) -> int:
    """The first word of the phrase proper: without "On Monday", "In an interview" or a leading adverb."""
    kinds, low = unit.kinds, unit.low
    while i < j and (kinds[i] & (ADVERB | LY) or low[i] in ("and", "but", "or")):
        i += 1
    if kinds[i] & PREPOSITION or (kinds[i] & DATE and low[i] not in ("later", "last")):
        k = j
        while k > i and not kinds[k - 1] & (PREPOSITION | DATE):
            k -= 1
            if low[k] in ("the", "a", "an"):
                break
        return k
    return i


def over_brackets(unit: Unit, j: int) -> int:
    """The index left of the bracketed words that end at word j."""
    while j > 0 and unit.low[j] != "(":
        j -= 1
    return j - 1


def main_subject(unit: Unit, before: int) -> Source | None:
    """The first noun phrase of the sentence that holds word ``before``: the subject of joined verbs and participles."""
    kinds, i = unit.kinds, _begin(unit, before)
    while i < before and kinds[i] & (COORDINATOR | ADVERB | COMMA):
        i += 1
    while i < before and _is_lead(unit, i):
        i = min(unit.next(COMMA, i), before) + 1
    if i >= before:
        return None
    if kinds[i] & PRONOUN:
        return Source(i, i, "shared")
    last = i
    while last + 1 < before and not _ends_subject(unit, last + 1):
        last += 1
    return Source(i, last, "shared")


def _begin(unit: Unit, i: int) -> int:
    """Where the sentence of word ``i`` begins, over quotations worked into it."""
    while i > 0:
        if unit.kinds[i - 1] & QUOTED:
            if not _is_worked_in(unit, i - 1):
                break
        elif unit.kinds[i - 1] & (STOP | COLON) and unit.low[i] != ")":
            break
        i -= 1
    return i


def _is_worked_in(unit: Unit, i: int) -> bool:
    """Whether a word stands in a quotation amid a clause: his “old song,” promising to; not ended by a stop."""
    first, last = unit.quote_start(i), unit.quote_end(i)
    if not first or last - first >= _LONG_QUOTE or not unit.kinds[first - 1] & WORD:
        return False
    return {".", "?", "!"}.isdisjoint(unit.low[max(first, last - 1) : last + 1])


def _is_lead(unit: Unit, i: int) -> bool:
    """Whether an adverbial begins at word i rather than a subject: "On Monday,", "Minutes later,"."""
    if unit.kinds[i] & (PREPOSITION | SUBORDINATOR | ING) or unit.low[i] == "asked":
        return True
    comma = unit.next(COMMA, i)
    if comma >= min(i + 5, len(unit)):
        return False
    return unit.any(DATE, i, comma) or not {"to", "shortly"}.isdisjoint(unit.low[i:comma])


def _ends_subject(unit: Unit, i: int) -> bool:
    kind = unit.kinds[i]
    ends = COMMA | BREAK | QUOTED | FINITE | AUXILIARY | ADVERB | RELATIVE
    return bool(kind & ends) or (bool(kind & (ED | LY)) and not kind & NAME)


def phrase_after(unit: Unit, i: int) -> Source | None:
    """The noun phrase that begins at word i: a speaker after "said" or "according to"."""
    while unit.kinds[i] & ADVERB and unit.low[i] not in ("all", "both"):
        i += 1
    if i >= len(unit) or is_break(unit, i):
        return None
    last = i
    while not unit.kinds[i] & PRONOUN and last + 1 < len(unit) and not _ends_phrase(unit, last + 1):
        last += 1
    return Source(i, last, "after")


def _ends_phrase(unit: Unit, i: int) -> bool:
    kind, before, after = unit.kinds[i], unit.kinds[i - 1], unit.kinds[i + 1]
    if kind & (COMMA | BREAK | QUOTED | RELATIVE | FINITE) or (kind & DATE and not before & DETERMINER):
        return True
    if kind & PREPOSITION:
        if before & ED or unit.low[i - 1] in ("familiar", "close"):  # officials briefed on the plan
            return False
        return unit.low[i] not in _AFTER_NAME and not (unit.low[i] == "in" and after & NAME)
    if unit.low[i] in ("and", "or"):
        return not after & (NAME | DETERMINER)
    return bool(kind & (SUBORDINATOR | COORDINATOR))
