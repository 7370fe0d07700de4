"""Contents of nouns and of claims of responsibility: "his claim *that …*", "denied responsibility *for …*"."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.extraction.statements.ends import Content, content_end, trimmed
from analysis.extraction.statements.grammar.cues import Cue
from analysis.extraction.statements.grammar.words import STOPS, Grammar, Unit, is_finite, quote_end


def of_noun(unit: Unit, cue: Cue, cues: Sequence[Cue], grammar: Grammar) -> Content:
    """What follows a noun: a clause, or "to …" up to the verb whose subject the noun is."""
    first = cue.last + 1
    if unit.quoted[first] >= 0:
        return Content(first, quote_end(unit, first), "noun")
    end = content_end(unit, first, cue, cues, grammar)
    if unit.low[first] in ("that", ":"):
        return Content(first, _clause_end(unit, cue, first, end, grammar), "noun")
    while unit.low[first] != "to":
        first += 1
    ends = (k for k in range(first + 2, end + 1) if unit.low[k] in grammar["finite"] or unit.low[k] == ",")
    stop = next(ends, end + 1)
    return Content(first, stop - 1, "noun")


def _clause_end(unit: Unit, cue: Cue, first: int, end: int, grammar: Grammar) -> int:
    """Where a clause within a subject ends: "His claim that *the pier was safe* was not tested"."""
    for k in range(first + 2, end):  # "described claims that they fled as “tales”"
        if unit.low[k] == "as" and unit.quoted[k + 1] >= 0:
            return k - 1
    start = cue.first
    while start > 0 and unit.low[start - 1] not in STOPS:
        start -= 1
    if unit.low[first] != "that" or any(is_finite(unit, k, grammar) for k in range(start, cue.first)):
        return end
    verbs = [k for k in range(first + 1, end + 1) if unit.quoted[k] < 0 and unit.low[k] in grammar["finite"]]
    for k in verbs[1:]:
        before = unit.low[k - 1]
        held = any(
            before in grammar[c] for c in ("relatives", "coordinators", "subject_pronouns", "auxiliaries", "adverbs")
        )
        if not held and not any(unit.low[j] in grammar["relatives"] for j in range(verbs[0] + 1, k)):
            return k - 1
    return end


def of_responsibility(unit: Unit, cue: Cue, cues: Sequence[Cue], grammar: Grammar) -> list[Content]:
    """What is claimed or denied: the deed after "for", else the bare "responsibility"."""
    if unit.low[cue.last + 1 : cue.last + 2] != ("for",):
        return [Content(cue.last, cue.last, "responsibility")]
    end = content_end(unit, cue.last + 2, cue, cues, grammar)
    stop = next((k for k in range(cue.last + 3, end + 1) if unit.low[k] in (",", "but", "which", "that")), end + 1)
    return trimmed(unit, [Content(cue.last + 2, stop - 1, "responsibility")])
