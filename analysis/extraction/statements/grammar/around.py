"""Contents that a source phrase or a cue parts: "…, according to X", "Nobody, she noted, had …"."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.extraction.statements.ends import Content, content_end, trimmed
from analysis.extraction.statements.grammar.cues import Cue
from analysis.extraction.statements.grammar.phrases import Source
from analysis.extraction.statements.grammar.words import STOPS, Grammar, Unit, is_finite

NEVER_RESUME = frozenset(
    ("who", "which", "when", "after", "as", "while", "where", "in", "at", "during", "according", "a", "an")
)
REMARKS = frozenset(("but", "and", "although", "though", "while", "compared"))


def around_source(unit: Unit, cue: Cue, source: Source | None, cues: Sequence[Cue], grammar: Grammar) -> list[Content]:
    """Content of "according to": the sentence before it, after it, or both."""
    if source is None:
        return []
    start = cue.first
    while start > 0 and not (unit.low[start - 1] in STOPS and unit.quoted[start - 1] < 0):
        start -= 1
    after = _past_gloss(unit, source.last + 1, grammar)
    while after < len(unit.low) and unit.low[after] != "," and unit.low[after] not in STOPS and unit.quoted[after] < 0:
        after += 1
    if cue.first - start <= 1:
        if after >= len(unit.low) - 1:
            return []
        return trimmed(unit, [Content(after, content_end(unit, after + 1, cue, cues, grammar), "according to …, …")])
    parts = [Content(start, cue.first - 1, "…, according to …")]
    if unit.low[after : after + 1] == (",",) and (
        whole := inserted(unit, start, cue.first, after + 1, cue, cues, grammar)
    ):
        return trimmed(unit, whole)
    if (
        after < len(unit.low) - 2
        and unit.low[after] == ","
        and unit.low[cue.first - 1] == ","
        and not (unit.low[after + 1] in REMARKS or unit.low[after + 1].endswith("ing"))
        and resumes(unit, after + 1, cues, grammar, before=(start, cue.first - 2))
    ):
        parts.append(Content(after + 1, content_end(unit, after + 1, cue, cues, grammar), "split"))
    return trimmed(unit, parts)


def inserted(
    unit: Unit, start: int, stop: int, verb: int, cue: Cue, cues: Sequence[Cue], grammar: Grammar
) -> list[Content]:
    """A clause whose subject and verb the source parts; "The message, according to X, was *to wait*"."""
    if verb >= len(unit.low) or unit.low[verb] not in grammar["finite"] or unit.low[start] in grammar["prepositions"]:
        return []
    if any(unit.low[k] in grammar["finite"] and unit.low[k - 1] != "to" for k in range(start, stop)):
        return []
    told = unit.low[verb] in ("is", "was") and unit.low[stop - 2] in grammar["told_nouns"]
    first = verb + 1 if told else start
    return [Content(first, content_end(unit, verb + 1, cue, cues, grammar), "around")]


def _past_gloss(unit: Unit, i: int, grammar: Grammar) -> int:
    """The index after an apposition: "according to X, the minister, …"; ``i`` itself where none follows."""
    if unit.low[i : i + 1] != (",",):
        return i
    close = next((k for k in range(i + 1, min(i + 14, len(unit.low))) if unit.low[k] == ","), -1)
    inside = unit.low[i + 1 : close] if close > 0 else ()
    if not inside or any(w in grammar["finite"] or w in grammar["auxiliaries"] for w in inside):
        return i
    if inside[0] in grammar["determiners"] - {"a", "an", "the"} or inside[0].isdigit():
        return i  # "according to X, some forty shells fell, …"
    gloss = (
        inside[0] in ("a", "an", "the")
        or inside[0] in grammar["possessives"]
        or inside[0].endswith(("'s", "s'"))
        or not unit.is_name(i + 1)
    )
    return close if gloss else i


def resumes(unit: Unit, i: int, cues: Sequence[Cue], grammar: Grammar, *, before: tuple[int, int]) -> bool:
    """Whether the words after ", he said," go on with the content: a clause, not an apposition or a remark on it."""
    verbs = [k for k in range(before[0], before[1] + 1) if is_finite(unit, k, grammar)]
    if i < len(unit.low) and unit.low[before[1]] in grammar["auxiliaries"]:  # "It was, he said, a mistake"
        return True
    if i >= len(unit.low) or unit.low[i] in NEVER_RESUME or any(i <= c.first < i + 4 for c in cues):
        return False
    stop = next((k for k in range(i, len(unit.low)) if unit.low[k] in STOPS and unit.quoted[k] < 0), len(unit.low))
    if unit.low[i] in ("to", "because") or any(
        unit.quoted[k] >= 0 or is_finite(unit, k, grammar) for k in range(i, stop)
    ):
        return True
    return not verbs
