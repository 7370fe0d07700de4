"""Noun phrases without a parser: from a word leftwards or rightwards to the nearest boundary of a clause.

Boundaries are punctuation, quotations, subordinators, relative pronouns and finite verbs common enough to be listed
(``lexicons/speech_grammar.toml``). A phrase is a range of words of a unit.
"""

from __future__ import annotations

from dataclasses import dataclass

from analysis.extraction.statements.grammar.words import Grammar, Unit

BREAKS = frozenset((*';:.?!()[]…—–«»“”"', "--", "''", "``", "..", "..."))
SHORT_QUOTE = 8  # words and marks of a quotation that may stand inside the description of a speaker
LONG_QUOTE = 12  # words and marks of one that may stand amid a clause before a participle
AFTER_NAME = frozenset(("of", "for", "at", "from"))  # prepositions inside a speaker's description


@dataclass(frozen=True, slots=True)
class Source:
    """Words ``first`` to ``last`` inclusive that name the speaker, and where they stand: before, after, shared."""

    first: int
    last: int
    place: str


def segments(unit: Unit, j: int) -> list[tuple[int, int]]:
    """The stretches between commas (or dashes) left of the mark at word j, nearest first, within the sentence."""
    found: list[tuple[int, int]] = []
    right = j
    while len(found) < 5:
        left = right - 1
        while left >= 0 and (
            _within_quote(unit, left)
            or (unit.low[left] != unit.low[j] and (unit.low[left] in ("(", ")") or not is_break(unit, left)))
        ):
            left -= 1
        if left + 1 > right - 1:
            break
        found.append((left + 1, right - 1))
        if left < 0 or unit.low[left] != unit.low[j]:
            break
        right = left
    return found


def _within_quote(unit: Unit, i: int) -> bool:
    """Whether a word stands in a short quotation inside a phrase: the bureau, which calls it a "garrison", said."""
    if unit.quoted[i] < 0:
        return False
    first, last = i, i
    while first > 0 and unit.quoted[first - 1] == unit.quoted[i]:
        first -= 1
    while last + 1 < len(unit.low) and unit.quoted[last + 1] == unit.quoted[i]:
        last += 1
    return last - first < SHORT_QUOTE and first > 0 and unit.low[first - 1] != "," and not is_break(unit, first - 1)


def is_break(unit: Unit, i: int) -> bool:
    return unit.low[i] in BREAKS or unit.quoted[i] >= 0


def is_phrase(unit: Unit, segment: tuple[int, int], grammar: Grammar) -> bool:
    word = unit.low[segment[0]]
    if word in grammar["coordinators"] and segment[0] < segment[1]:
        word = unit.low[segment[0] + 1]
    return word in grammar["subject_pronouns"] or not (word in grammar["prepositions"] and segment[1] - segment[0] < 4)


def is_gloss(unit: Unit, segment: tuple[int, int], grammar: Grammar) -> bool:
    """Whether a segment between commas explains the name before it."""
    word = unit.low[segment[0]]
    return word in grammar["determiners"] or word in grammar["relatives"] or not unit.is_name(segment[0])


def phrase_before(unit: Unit, j: int, grammar: Grammar) -> Source:
    """The noun phrase that ends at word j."""
    if unit.low[j] == ")":
        j = max(over_brackets(unit, j), 0)
    if unit.low[j] in grammar["subject_pronouns"] and unit.low[j] not in grammar["determiners"]:
        return Source(j, j, "before")
    i = j
    while i > 0 and not _stops_phrase(unit, i - 1, i, grammar):
        i -= 1
    i = _without_lead(unit, i, j, grammar)
    if i < j and unit.low[i] in ("which", "whom"):  # "the group, which the army accuses of"
        i += 1
    for k in range(i + 1, j):
        if unit.low[k] in grammar["relatives"]:
            return Source(i, k - 1 - (unit.low[k - 1] == ","), "before")
    return Source(i, j, "before")


def _stops_phrase(unit: Unit, i: int, after: int, grammar: Grammar) -> bool:
    word = unit.low[i]
    if word == ",":
        # "the US, Iraqi and Iranian officials" is rare enough; "Smith, Jr." and "Rome, Ga." are read as appositions.
        return True
    if is_break(unit, i) and word not in ("(", ")"):
        return True
    if word in ("and", "or"):
        return unit.low[after] in grammar["subject_pronouns"] or _has_verb_before(unit, i, grammar)
    if word == "that":  # "groups that have endorsed him say" is a relative clause
        return not (unit.low[after] in grammar["auxiliaries"] or unit.low[after].endswith("ed"))
    return word in grammar["subordinators"] or word in ("but", "so", "nor", "then", "yet") or word in grammar["finite"]


def _has_verb_before(unit: Unit, i: int, grammar: Grammar) -> bool:
    """Whether the words left of a conjunction, back to a comma or break, hold a verb."""
    j = i - 1
    while j >= 0 and unit.low[j] != "," and not is_break(unit, j):
        word = unit.low[j]
        if word in grammar["finite"] or word in grammar["auxiliaries"] or (word.endswith("ed") and len(word) > 4):
            return True
        j -= 1
    return 0 <= j == i - 1 and unit.low[j] == ","  # but ", hospital and police officials said"


def _without_lead(unit: Unit, i: int, j: int, grammar: Grammar) -> int:
    """The first word of the phrase proper: without "On Monday", "In an interview" or a leading adverb."""
    while i < j and (
        unit.low[i] in grammar["adverbs"] or unit.low[i] in ("and", "but", "or") or unit.low[i].endswith("ly")
    ):
        i += 1
    if unit.low[i] in grammar["prepositions"] or (
        unit.low[i] in grammar["dates"] and unit.low[i] not in ("later", "last")
    ):
        k = j
        while k > i and not (unit.low[k - 1] in grammar["prepositions"] or unit.low[k - 1] in grammar["dates"]):
            k -= 1
            if unit.low[k] in ("the", "a", "an"):
                break
        return k
    return i


def over_brackets(unit: Unit, j: int) -> int:
    """The index left of the bracketed words that end at word j."""
    while j > 0 and unit.low[j] != "(":
        j -= 1
    return j - 1


def main_subject(unit: Unit, before: int, grammar: Grammar) -> Source | None:
    """The first noun phrase of the sentence that holds word ``before``: the subject of joined verbs and participles."""
    start = before
    while start > 0 and (
        _is_worked_in(unit, start - 1)
        if unit.quoted[start - 1] >= 0
        else unit.low[start - 1] not in (".", "?", "!", ";", ":") or unit.low[start] == ")"
    ):
        start -= 1
    i = start
    while i < before and (
        unit.low[i] in grammar["coordinators"] or unit.low[i] in grammar["adverbs"] or unit.low[i] == ","
    ):
        i += 1
    while i < before and _is_lead(unit, i, grammar):
        while i < before and unit.low[i] != ",":
            i += 1
        i += 1
    if i >= before:
        return None
    last = i
    while last + 1 < before and not _ends_subject(unit, last + 1, grammar):
        last += 1
    if unit.low[i] in grammar["subject_pronouns"] and unit.low[i] not in grammar["determiners"]:
        last = i
    return Source(i, last, "shared")


def _is_worked_in(unit: Unit, i: int) -> bool:
    """Whether a word stands in a quotation amid a clause: his “old song,” promising to; not ended by a stop."""
    first, last = i, i
    while first > 0 and unit.quoted[first - 1] == unit.quoted[i]:
        first -= 1
    while last + 1 < len(unit.low) and unit.quoted[last + 1] == unit.quoted[i]:
        last += 1
    stopped = not {".", "?", "!"}.isdisjoint(unit.low[max(first, last - 1) : last + 1])
    return not stopped and last - first < LONG_QUOTE and first > 0 and unit.low[first - 1][0].isalnum()


def _is_lead(unit: Unit, i: int, grammar: Grammar) -> bool:
    """Whether an adverbial begins at word i rather than a subject: "On Monday,", "Minutes later,"."""
    word = unit.low[i]
    if (
        word in grammar["prepositions"]
        or word in grammar["subordinators"]
        or word.endswith("ing")
        or word in ("asked", "having")
    ):
        return True
    near = unit.low[i : i + 5]
    return "," in near and any(w in grammar["dates"] or w in ("to", "shortly") for w in near[: near.index(",")])


def _ends_subject(unit: Unit, i: int, grammar: Grammar) -> bool:
    word = unit.low[i]
    return (
        word == ","
        or is_break(unit, i)
        or word in grammar["finite"]
        or word in grammar["auxiliaries"]
        or word in grammar["adverbs"]
        or word in grammar["relatives"]
        or (word.endswith(("ed", "ly")) and not unit.is_name(i))
    )


def phrase_after(unit: Unit, i: int, grammar: Grammar) -> Source | None:
    """The noun phrase that begins at word i: a speaker after "said" or "according to"."""
    while i < len(unit.low) and unit.low[i] in grammar["adverbs"] and unit.low[i] not in ("all", "both"):
        i += 1
    if i >= len(unit.low) or is_break(unit, i):
        return None
    last = i
    if unit.low[i] in grammar["subject_pronouns"] and unit.low[i] not in grammar["determiners"]:
        return Source(i, i, "after")
    while last + 1 < len(unit.low) and not _ends_phrase(unit, last + 1, grammar):
        last += 1
    return Source(i, last, "after")


def _ends_phrase(unit: Unit, i: int, grammar: Grammar) -> bool:
    word = unit.low[i]
    if (
        word == ","
        or (is_break(unit, i))
        or word in grammar["relatives"]
        or (word in grammar["dates"] and unit.low[i - 1] not in grammar["determiners"])
        or word in grammar["finite"]
    ):
        return True
    if word in grammar["prepositions"]:
        if unit.low[i - 1].endswith("ed") or unit.low[i - 1] in ("familiar", "close"):  # officials briefed on the plan
            return False
        return word not in AFTER_NAME and not (word == "in" and unit.is_name(i + 1))
    if word in ("and", "or"):
        return not (unit.is_name(i + 1) or (unit.low[i + 1 : i + 2] and unit.low[i + 1] in grammar["determiners"]))
    return word in grammar["subordinators"] or word in grammar["coordinators"]
