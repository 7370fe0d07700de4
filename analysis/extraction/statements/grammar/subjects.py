"""Subjects of cues: the noun phrase left of a verb, over auxiliaries, adverbs, appositions and relative clauses."""

from __future__ import annotations

from analysis.extraction.statements.grammar.cues import Cue
from analysis.extraction.statements.grammar.phrases import (
    BREAKS,
    Source,
    is_break,
    is_gloss,
    is_phrase,
    main_subject,
    over_brackets,
    phrase_before,
    segments,
)
from analysis.extraction.statements.grammar.words import Grammar, Unit


def subject_before(unit: Unit, cue: Cue, grammar: Grammar, earlier: Source | None) -> Source | None:
    """The subject of a cue that stands left of it; ``earlier`` is that of the cue before, shared by joined verbs."""
    j = _over_auxiliaries(unit, cue.first - 1, grammar)
    if j >= 0 and unit.quoted[j] >= 0 and (named := _quoted_name(unit, j, grammar)):
        return named
    if j < 0 or unit.quoted[j] >= 0:
        return earlier
    word = unit.low[j]
    if word in grammar["leads"] and (not unit.is_name(j) or not j or unit.low[j - 1] in BREAKS):
        return None  # "When told of it, the mayor": a passive without its subject
    if word in grammar["coordinators"] or (
        word == "," and unit.low[j - 1 : j] and unit.low[j - 1] in grammar["coordinators"]
    ):
        return earlier or main_subject(unit, j, grammar)
    if word == "to":
        return earlier or main_subject(unit, j, grammar)
    if word in (",", "-", "—", "–", "--"):
        return _before_apposition(unit, j, grammar) or earlier
    if word == ")":
        j = over_brackets(unit, j)
    if j >= 0 and unit.low[j] in grammar["relatives"] and unit.low[j] != "that":
        return _antecedent(unit, j, grammar)
    return phrase_before(unit, j, grammar)


def _quoted_name(unit: Unit, j: int, grammar: Grammar) -> Source | None:
    """A name in marks as subject: The “Lantern Institute” said."""
    i = j
    while i > 0 and unit.quoted[i - 1] == unit.quoted[j]:
        i -= 1
    words = [k for k in range(i, j + 1) if unit.low[k][0].isalnum()]
    if not 1 <= len(words) <= 5 or not all(unit.is_name(k) for k in words):
        return None
    if i and unit.quoted[i - 1] < 0 and unit.low[i - 1] not in BREAKS and unit.low[i - 1] != ",":
        return Source(phrase_before(unit, i - 1, grammar).first, j, "before")
    return Source(i, j, "before")


def _over_auxiliaries(unit: Unit, j: int, grammar: Grammar) -> int:
    """The index left of the auxiliaries and adverbs before a verb."""
    while j >= 0:
        word = unit.low[j]
        if _is_capital_within(unit, j):  # "While Will acknowledges", "Mrs. May said"
            break
        if (
            word in grammar["auxiliaries"]
            or word.endswith("ly")
            or (word in grammar["adverbs"] and word not in ("all", "both"))
        ) or (word in grammar["dates"] and j and unit.low[j - 1] not in BREAKS and not word.isdigit()):
            j -= 1
        elif word in grammar["before_dates"] and j and unit.low[j + 1] in grammar["dates"] | grammar["before_dates"]:
            j -= 1  # "who has led it since, on Friday told", "the chairman, this past week, announced"
        elif (
            word == ","
            and j
            and (
                unit.low[j - 1] in ("however", "meanwhile", "too", "though")
                or (
                    unit.low[j - 1].endswith("ly") and unit.low[j - 2 : j - 1] in ((",",), ())
                )  # not "who left early, said"
            )
        ):
            j -= 2
            if j >= 0 and unit.low[j] == ",":
                j -= 1
        else:
            break
    return j


def _is_capital_within(unit: Unit, j: int) -> bool:
    """Whether a word that could be a verb or adverb is written as a name within the sentence."""
    return j > 0 and unit.is_name(j) and unit.low[j - 1] not in BREAKS and unit.raw[j] != "I"


def _before_apposition(unit: Unit, j: int, grammar: Grammar) -> Source | None:
    """The noun phrase that appositions between commas or dashes explain: "X, a spokeswoman for Y, said"."""
    best: tuple[int, int] | None = None
    for segment in segments(unit, j)[1:]:
        if unit.low[segment[0]] in ("of", "from") and segment[1] - segment[0] < 4:
            continue  # "Orla Tenn, 29, of Kelm, Ostrelle, said"
        dated = ("dates", "before_dates", "determiners")
        if all(any(unit.low[k] in grammar[c] for c in dated) for k in range(segment[0], segment[1] + 1)):
            break  # "Last month, the Wire, an agency, revealed"
        if not is_phrase(unit, segment, grammar) or _is_adverbial(unit, segment, grammar):
            break
        best = segment
        if any(w in grammar["side_leads"] for w in unit.low[segment[0] + 1 : segment[1]]):
            break  # "… while the mayor, a former nurse, spoke"
        if unit.low[segment[0]] in grammar["coordinators"]:  # "…, but its spokesman, X, said"
            break
        if not is_gloss(unit, segment, grammar):
            break
    return phrase_before(unit, best[1], grammar) if best else None


def _is_adverbial(unit: Unit, segment: tuple[int, int], grammar: Grammar) -> bool:
    """Whether a segment opens with a preposition whose object fills it: "In addition to the inquiry, the mayor, …"."""
    if unit.low[segment[0]] not in grammar["prepositions"] or (unit.is_name(segment[0]) and segment[0]):
        return False
    first = phrase_before(unit, segment[1], grammar).first
    return first > segment[0] and unit.low[first - 1] in grammar["prepositions"]


def _antecedent(unit: Unit, j: int, grammar: Grammar) -> Source | None:
    """The noun phrase before "who", with the pronoun."""
    k = j - 1
    if k >= 0 and unit.low[k] == ",":
        parts = segments(unit, k)
        if len(parts) > 1 and is_gloss(unit, parts[0], grammar) and unit.is_name(parts[1][1]):
            first = parts[1][1]
            while first > parts[1][0] and unit.is_name(first - 1):
                first -= 1
            return Source(first, j, "before")
        k -= 1
    if k < 0 or is_break(unit, k):
        return Source(j, j, "before")
    return Source(phrase_before(unit, k, grammar).first, j, "before")
