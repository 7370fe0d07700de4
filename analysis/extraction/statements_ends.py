"""Where a content after its cue ends, and whether what was found is speech at all.

A content runs to the end of its sentence unless reporting leaves it: a joined verb of speech, a participle that goes on
reporting, a speaker of its own at the end, the comma of a subordinate clause the cue stands in.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from analysis.extraction.cues import Cue
from analysis.extraction.statements_words import DASHES, STOPS, Grammar, Unit

UNNAMED = re.compile(
    r"^(?:not to be (?:named|identified|quoted)|(?:that )?(?:his|her|their) names? not be |for anonymity)"
)


@dataclass(frozen=True, slots=True)
class Content:
    """Words ``first`` to ``last`` inclusive, and the rule that found them."""

    first: int
    last: int
    rule: str


def quote_end(unit: Unit, i: int) -> int:
    while i + 1 < len(unit.low) and unit.quoted[i + 1] == unit.quoted[i]:
        i += 1
    return i


def content_end(unit: Unit, first: int, cue: Cue, cues: Sequence[Cue], grammar: Grammar) -> int:
    """The last word of a content that begins at ``first``."""
    i, n = first, len(unit.low)
    closers = _closers(unit, cue, grammar)
    while i < n:
        if unit.quoted[i] < 0 and unit.low[i] in closers and i > first:
            return i - 1
        if unit.quoted[i] >= 0:
            close = quote_end(unit, i)
            inner = unit.low[close - 1] if unit.low[close] in ('"', "”", "''", "»") else unit.low[close]
            if inner in (".", "?", "!", "...", "…") and (i == first or close + 1 >= n or unit.is_name(close + 1)):
                return close
            if inner == "," and "," in closers and unit.low[close + 1 : close + 2] not in (("and",), ("or",)):
                return close
            if (
                cue.has("label")
                and close + 1 < n
                and (unit.low[close + 1] in ("on", "in", "during", "at", "when", "and"))
            ):
                return close
            if inner == "," and close + 1 < n and unit.low[close + 1].endswith("ing"):
                return close
            if inner == "," and close + 1 < n and _leaves(unit, close, cues, grammar):
                return close
            i = close + 1
            continue
        word = unit.low[i]
        if word in STOPS:
            return i - 1
        if i > first and (word in (",", "and", "but") or word in DASHES) and _leaves(unit, i, cues, grammar):
            return i - 1
        if (
            word.endswith("ing")
            and i > first
            and any(c.first == i and c.form == "ing" for c in cues)
            and unit.quoted[i - 1] >= 0
        ):
            return i - 1
        i += 1
    return n - 1


def _closers(unit: Unit, cue: Cue, grammar: Grammar) -> frozenset[str]:
    """Marks that end the cue's clause: the comma of a leading subordinate clause, the second dash or bracket."""
    i, seen = cue.first - 1, set()
    while i >= 0 and not (unit.low[i] in STOPS and unit.quoted[i] < 0):
        seen.add(unit.low[i])
        i -= 1
    closers = {d for d in DASHES if d in seen}
    if "(" in seen and ")" not in seen:
        closers.add(")")
    k = i + 1
    while k < cue.first and (unit.low[k] in grammar["coordinators"] or unit.low[k] in grammar["adverbs"]):
        k += 1
    lead = unit.low[k]
    if (
        (lead in grammar["leads"] and "," not in seen)
        or (lead.endswith("ing") and cue.first == i + 1)
        or (cue.first == i + 1 and cue.form == "past")
        or _in_relative_clause(unit, cue, grammar)
    ):
        closers.add(",")
    return frozenset(closers)


def _in_relative_clause(unit: Unit, cue: Cue, grammar: Grammar) -> bool:
    """Whether the cue stands in ", which X accuses of …, said": the next comma ends it."""
    for i in range(cue.first - 1, max(0, cue.first - 7), -1):
        if unit.low[i] == "," or unit.low[i] in grammar["finite"]:
            return False
        if unit.low[i] in ("which", "who", "whom"):
            return unit.low[i - 1] == ","
    return False


def _leaves(unit: Unit, i: int, cues: Sequence[Cue], grammar: Grammar) -> bool:
    """Whether reporting leaves the content at a comma, a conjunction or a dash: the next verb is a cue of its own."""
    j = i + 1
    while j < len(unit.low) and (
        unit.low[j] in grammar["coordinators"]
        or unit.low[j] == ","
        or unit.low[j] in grammar["adverbs"]
        or unit.low[j].endswith("ly")
    ):
        j += 1
    for other in cues:
        if other.first == j:
            return (
                other.form == "ing"
                or other.has("source")
                or (
                    (other.form in ("past", "s") and unit.low[i] != ",")
                    or unit.low[i + 1 : i + 2] in (("and",), ("but",))
                )
            )
        if other.first > j:
            # ", but Smith said …": a subject and a cue
            if (
                unit.low[i] == ","
                and other.form in ("past", "s")
                and other.first - j <= 8
                and _closes(unit, other, j, grammar)
            ):
                return True
            starts = unit.low[i] == "," and unit.low[i + 1 : i + 2] in (
                ("but",),
                ("and",),
                ("while",),
                ("although",),
                ("though",),
            )
            return starts and other.first - j <= 4 and other.form in ("past", "s")
    return False


def _closes(unit: Unit, other: Cue, j: int, grammar: Grammar) -> bool:
    """Whether ", two officials said." ends the sentence: a bare subject, a cue and nothing but a date."""
    after = other.last + 1
    while after < len(unit.low) and (unit.low[after] in grammar["dates"] or unit.low[after] == "on"):
        after += 1
    ends = after >= len(unit.low) or unit.low[after] in STOPS
    return ends and not any(
        w in grammar["finite"] or w in grammar["auxiliaries"] - {"have", "has", "had"}
        for w in unit.low[j : other.first]
    )


def _has_clause(unit: Unit, content: Content, grammar: Grammar) -> bool:
    """Whether a content has a finite verb near its beginning, so that it is a clause rather than a thing."""
    head = unit.low[content.first : min(content.last + 1, content.first + 9)]
    for k, word in enumerate(head):
        if word in grammar["relatives"] or word in grammar["prepositions"]:
            return False
        if word in grammar["finite"] or (
            word.endswith(("'s", "'ll", "'d", "'re", "'ve")) and word[:2] in ("he", "sh", "it", "th", "we", "i'")
        ):
            return True
        if k and head[k - 1] in ("he", "she", "they", "it", "we", "i"):
            return True
    return False


def speaks(
    unit: Unit, cue: Cue, content: Content, cues: Sequence[Cue], grammar: Grammar, clause_only: frozenset[str]
) -> bool:
    """Whether the cue's class makes this content speech: acts need a quotation, some verbs a clause."""
    words = [k for k in range(content.first, content.last + 1) if unit.low[k][0].isalnum()]
    quoted = sum(unit.quoted[k] >= 0 for k in words)
    bare = content.rule in ("clause", "phrase") and quoted < 3
    if all(
        unit.low[k] in grammar["dates"] or unit.low[k] in grammar["determiners"] or unit.low[k] in grammar["adverbs"]
        for k in words
    ):
        return False
    if UNNAMED.search(" ".join(unit.low[content.first : content.last + 1])[:80]):
        return False  # "asked not to be named"
    infinitive = unit.low[max(0, cue.first - 1)] == "to" and not cue.has("object")
    if infinitive and (bare or (content.rule == "quotation" and unit.low[max(0, content.first - 1)] not in (",", ":"))):
        return False
    if bare and cue.lemma in clause_only:
        return _has_clause(unit, content, grammar)
    if cue.lemma == "threaten" and bare:
        return unit.low[content.first] in ("to", "that", "they", "he", "she", "it")
    if cue.lemma == "call" and not quoted:
        head = unit.low[content.first : content.first + 9]
        return head[0] in grammar["object_pronouns"] or any(w in ("a", "an", "the") for w in head[1:])
    if cue.has("report", "source", "hearer", "infinitive", "object", "noun"):
        return True
    if cue.has("label"):
        return quoted > 0 or "as" in unit.low[content.first : content.last] or cue.lemma == "call"
    if cue.has("act") and quoted >= 3:
        return not any(content.first <= c.first <= content.last for c in cues)
    return quoted >= (0.6 if content.rule == "around" else 0.9) * len(words)  # cue and speaker stand within "around"
