"""Noun phrases without a parser: from a word leftwards or rightwards to the nearest boundary of a clause.

Boundaries are marks, quotations, subordinators, relative pronouns and finite verbs common enough to be listed
(``lexicons/speech_grammar.toml``). A phrase is a range of words of a unit.
"""

from __future__ import annotations

from typing import NamedTuple

from analysis.extraction.statements import tags
from analysis.extraction.statements.units import Unit

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
    if not unit.kinds[i] & tags.QUOTED:
        return False
    first = unit.quote_start(i)
    apart = first == 0 or unit.kinds[first - 1] & (tags.BREAK | tags.COMMA | tags.QUOTED)
    return not apart and unit.quote_end(i) - first < _SHORT_QUOTE


def is_break(unit: Unit, i: int) -> bool:
    return bool(unit.kinds[i] & (tags.BREAK | tags.QUOTED))


def is_phrase(unit: Unit, first: int, last: int) -> bool:
    """Whether a segment between commas can be a noun phrase: it is no short phrase with a preposition."""
    head = unit.kinds[first + (first < last and unit.kinds[first] & tags.COORDINATOR != 0)]
    return bool(head & tags.SUBJECT) or not head & tags.PREPOSITION or last - first >= 4


def is_gloss(unit: Unit, first: int) -> bool:
    """Whether the segment between commas that begins at a word explains the name before it."""
    return bool(unit.kinds[first] & (tags.DETERMINER | tags.RELATIVE)) or not unit.kinds[first] & tags.NAME


def phrase_before(unit: Unit, j: int) -> Source:
    """The noun phrase that ends at word j."""
    if unit.low[j] == ")":
        j = max(over_brackets(unit, j), 0)
    if unit.kinds[j] & tags.PRONOUN:
        return Source(j, j, "before")
    i = j
    while i > 0 and not _stops_phrase(unit, i - 1):
        i -= 1
    i = _without_lead(unit, i, j)
    if i < j and unit.low[i] in ("which", "whom"):  # "the group, which the army accuses of"
        i += 1
    k = unit.next(tags.RELATIVE, i + 1)
    return Source(i, k - 1 - (unit.low[k - 1] == ",") if k < j else j, "before")


def _stops_phrase(unit: Unit, i: int) -> bool:
    """Whether a phrase begins behind word ``i``. All commas end one: "Rome, Ga." is read as an apposition."""
    kind, word, after = unit.kinds[i], unit.low[i], unit.kinds[i + 1]
    if kind & tags.COMMA or (kind & (tags.BREAK | tags.QUOTED) and word not in ("(", ")")):
        return True
    if word in ("and", "or"):
        return bool(after & tags.SUBJECT) or _has_verb_before(unit, i)
    if word == "that":  # "groups that have endorsed him say" is a relative clause
        return not after & (tags.AUXILIARY | tags.ED)
    return bool(kind & (tags.SUBORDINATOR | tags.FINITE)) or word in ("but", "so", "nor", "then", "yet")


def _has_verb_before(unit: Unit, i: int) -> bool:
    """Whether the words left of a conjunction, back to a comma or break, hold a verb."""
    first = unit.back_to(tags.COMMA | tags.BREAK | tags.QUOTED, i)
    if first == i:  # but ", hospital and police officials said"
        return bool(unit.kinds[i - 1] & tags.COMMA)
    words = zip(unit.kinds[first:i], unit.low[first:i], strict=True)
    return any(kind & (tags.FINITE | tags.AUXILIARY) or (kind & tags.ED and len(word) > 4) for kind, word in words)


def _without_lead(unit: Unit, i: int, j: int) -> int:
    """The first word of the phrase proper: without "On Monday", "In an interview" or a leading adverb."""
    kinds, low = unit.kinds, unit.low
    while i < j and (kinds[i] & (tags.ADVERB | tags.LY) or low[i] in ("and", "but", "or")):
        i += 1
    if kinds[i] & tags.PREPOSITION or (kinds[i] & tags.DATE and low[i] not in ("later", "last")):
        k = j
        while k > i and not kinds[k - 1] & (tags.PREPOSITION | tags.DATE):
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
    while i < before and kinds[i] & (tags.COORDINATOR | tags.ADVERB | tags.COMMA):
        i += 1
    while i < before and _is_lead(unit, i):
        i = min(unit.next(tags.COMMA, i), before) + 1
    if i >= before:
        return None
    if kinds[i] & tags.PRONOUN:
        return Source(i, i, "shared")
    last = i
    while last + 1 < before and not _ends_subject(unit, last + 1):
        last += 1
    return Source(i, last, "shared")


def _begin(unit: Unit, i: int) -> int:
    """Where the sentence of word ``i`` begins, over quotations worked into it."""
    while i > 0:
        if unit.kinds[i - 1] & tags.QUOTED:
            if not _is_worked_in(unit, i - 1):
                break
        elif unit.kinds[i - 1] & (tags.STOP | tags.COLON) and unit.low[i] != ")":
            break
        i -= 1
    return i


def _is_worked_in(unit: Unit, i: int) -> bool:
    """Whether a word stands in a quotation amid a clause: his “old song,” promising to; not ended by a stop."""
    first, last = unit.quote_start(i), unit.quote_end(i)
    if not first or last - first >= _LONG_QUOTE or not unit.kinds[first - 1] & tags.WORD:
        return False
    return {".", "?", "!"}.isdisjoint(unit.low[max(first, last - 1) : last + 1])


def _is_lead(unit: Unit, i: int) -> bool:
    """Whether an adverbial begins at word i rather than a subject: "On Monday,", "Minutes later,"."""
    if unit.kinds[i] & (tags.PREPOSITION | tags.SUBORDINATOR | tags.ING) or unit.low[i] == "asked":
        return True
    comma = unit.next(tags.COMMA, i)
    if comma >= min(i + 5, len(unit)):
        return False
    return unit.any(tags.DATE, i, comma) or not {"to", "shortly"}.isdisjoint(unit.low[i:comma])


def _ends_subject(unit: Unit, i: int) -> bool:
    kind = unit.kinds[i]
    ends = tags.COMMA | tags.BREAK | tags.QUOTED | tags.FINITE | tags.AUXILIARY | tags.ADVERB | tags.RELATIVE
    return bool(kind & ends) or (bool(kind & (tags.ED | tags.LY)) and not kind & tags.NAME)


def phrase_after(unit: Unit, i: int) -> Source | None:
    """The noun phrase that begins at word i: a speaker after "said" or "according to"."""
    while unit.kinds[i] & tags.ADVERB and unit.low[i] not in ("all", "both"):
        i += 1
    if i >= len(unit) or is_break(unit, i):
        return None
    last = i
    while not unit.kinds[i] & tags.PRONOUN and last + 1 < len(unit) and not _ends_phrase(unit, last + 1):
        last += 1
    return Source(i, last, "after")


def _ends_phrase(unit: Unit, i: int) -> bool:
    kind, before, after = unit.kinds[i], unit.kinds[i - 1], unit.kinds[i + 1]
    if kind & (tags.COMMA | tags.BREAK | tags.QUOTED | tags.RELATIVE | tags.FINITE) or (
        kind & tags.DATE and not before & tags.DETERMINER
    ):
        return True
    if kind & tags.PREPOSITION:
        if before & tags.ED or unit.low[i - 1] in ("familiar", "close"):  # officials briefed on the plan
            return False
        return unit.low[i] not in _AFTER_NAME and not (unit.low[i] == "in" and after & tags.NAME)
    if unit.low[i] in ("and", "or"):
        return not after & (tags.NAME | tags.DETERMINER)
    return bool(kind & (tags.SUBORDINATOR | tags.COORDINATOR))
