"""Where a content after its cue ends.

A content runs to the end of its sentence unless reporting leaves it: a joined verb of speech, a participle that goes on
reporting, a speaker of its own at the end, the comma of a subordinate clause the cue stands in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.extraction.statements.grammar.cues import Cue
from analysis.extraction.statements.grammar.words import DASHES, STOPS, Grammar, Unit, is_finite, quote_end
from analysis.extraction.statements.leaving import (
    SIDE_CLAUSES,
    hangs,
    leaves,
    leaves_after_quote,
    leaves_aside,
    main_cue_at,
    quote_stop,
    quoted_by_itself,
    unsaid_after,
)

FAR = 60  # words within which a quotation may still belong to a content after a dash
EDGES = DASHES | frozenset((",", ".", ";", ":", "…", "...", "..", ")", "(", "]", "["))
TURNS = DASHES | SIDE_CLAUSES | frozenset((",", ":", "and", "but"))  # before what else a content never ends


@dataclass(frozen=True, slots=True)
class Content:
    """Words ``first`` to ``last`` inclusive, and the rule that found them."""

    first: int
    last: int
    rule: str


def content_end(unit: Unit, first: int, cue: Cue, cues: Sequence[Cue], grammar: Grammar) -> int:
    """The last word of a content that begins at ``first``."""
    low, quoted = unit.low, unit.quoted
    i, n = first, len(low)
    told = _is_clause(unit, first, cue, grammar)  # whether the content has its verb already
    closers = _closers(unit, cue, grammar)
    in_side_clause = hangs(unit, cue, grammar)
    while i < n:
        if quoted[i] >= 0:
            close = quote_end(unit, i)
            named = "as" in low[first:i]
            if (
                close + 1 >= n
                or _ends_with_quote(unit, close, cue, closers, whole=i == first, named=named)
                or leaves_after_quote(unit, close, cues, grammar, whole=i == first, hanging=in_side_clause)
            ):
                return close
            i = close + 1
            continue
        word = low[i]
        if word in STOPS or (i > first and word in closers):
            return i - 1
        if i > first and (word in TURNS or word.endswith("ing")):
            if _ends_before(unit, i, first, cue, cues, grammar, in_side_clause):
                return i - 1
            joins = word == "and" or word == "but"
            if joins and (unsaid_after(unit, i, grammar) or (not told and _has_verb(unit, i + 1, grammar))):
                return i - 1 - (low[i - 1] == ",")
        told = told or is_finite(unit, i, grammar)
        i += 1
    return n - 1


def _ends_with_quote(unit: Unit, close: int, cue: Cue, closers: frozenset[str], *, whole: bool, named: bool) -> bool:
    """Whether a content ends with the quotation that ends at word ``close``: its stop, and what the cue takes."""
    inner, after = quote_stop(unit, close), unit.low[close + 1]
    if inner in (".", "?", "!", "...", "…") and (whole or unit.is_name(close + 1)):
        return True
    if inner == "," and "," in closers and after not in ("and", "or"):
        return True
    return cue.has("label") and not _labels_on(unit, close + 1, named=named)


def _ends_before(
    unit: Unit, i: int, first: int, cue: Cue, cues: Sequence[Cue], grammar: Grammar, in_side_clause: bool
) -> bool:
    """Whether a content ends before word ``i``, a mark or a word that begins something else."""
    word = unit.low[i]
    if word in DASHES and max(unit.quoted[first:i]) >= 0 > max(unit.quoted[i : i + FAR]):
        return True  # "called it “a gift” — and she meant it": the article goes on after the quoted words
    if (word == ":" or word in DASHES) and quoted_by_itself(unit, i + 1, cues, grammar):
        return True
    if word == ",":
        if cue.has("act") and unit.low[i + 1 : i + 2] == ("as",):
            return True  # "condemned the raid, as he had condemned …"
        if in_side_clause and main_cue_at(unit, i + 1, cues, grammar):
            return True
    if leaves_aside(unit, i, cue, cues):
        return True
    if (word in (",", "and", "but") or word in DASHES) and leaves(unit, i, cues, grammar):
        return True
    return word.endswith("ing") and unit.quoted[i - 1] >= 0 and any(c.first == i and c.form == "ing" for c in cues)


def _labels_on(unit: Unit, i: int, *, named: bool) -> bool:
    """Whether a label goes on after its quotation: “a gift” *to smugglers*, “a gift” *and a “nuisance”*."""
    if unit.low[i] in ("and", "or", ","):
        return any(unit.quoted[k] >= 0 for k in range(i + 1, min(i + 4, len(unit.low))))
    stop = next((k for k in range(i, len(unit.low)) if unit.low[k] in STOPS or unit.low[k] in (",", "and")), i)
    if any(unit.quoted[k] >= 0 for k in range(i, stop)):
        return True
    if unit.low[i] == "to" and named:
        return False
    return unit.low[i] in ("who's", "than") or unit.low[i] in (
        "of",
        "for",
        "to",
        "who",
        "that",
        "which",
        "against",
        "from",
        "with",
        "between",
        "about",
    )


def _is_clause(unit: Unit, i: int, cue: Cue, grammar: Grammar) -> bool:
    """Whether a content is a clause by how it begins, or by what its cue takes."""
    if i >= len(unit.low) or cue.has("hearer", "object", "label", "source", "noun", "infinitive"):
        return True
    return unit.low[i] in ("that", "there") or unit.low[i] in grammar["subject_pronouns"] - grammar["determiners"]


def _has_verb(unit: Unit, i: int, grammar: Grammar) -> bool:
    """Whether a conjunction goes on with the speaker's own verb: "reported two dead *and has* not corrected it"."""
    if i >= len(unit.low) or unit.quoted[i] >= 0:
        return False
    word = unit.low[i]
    if word in grammar["adverbs"] and i + 1 < len(unit.low):
        word = unit.low[i + 1]
    return word in grammar["finite"] or word in ("has", "have", "had", "is", "was", "were", "did", "does", "will")


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
        or (lead.endswith("ing") and cue.first == i + 1 and not cue.has("source"))
        or (cue.first == i + 1 and cue.form == "past")
        or (cue.form == "ing" and lead in grammar["prepositions"] and "," not in seen)
        or _in_relative_clause(unit, cue, grammar)
    ):
        closers.add(",")
    return frozenset(closers)


def _in_relative_clause(unit: Unit, cue: Cue, grammar: Grammar) -> bool:
    """Whether the cue stands in ", which X accuses of …, said": the next comma ends it."""
    for i in range(cue.first - 1, max(0, cue.first - 7), -1):
        if unit.low[i] == "," or unit.low[i] in grammar["finite"] - {"has", "have", "had"}:
            return False
        if unit.low[i] in ("which", "who", "whom"):
            return unit.low[i - 1] == ","
    return False


def trimmed(unit: Unit, parts: Sequence[Content]) -> list[Content]:
    """Parts without punctuation at their edges; quotation marks stay."""
    out: list[Content] = []
    for part in parts:
        first, last = part.first, min(part.last, len(unit.low) - 1)
        while first <= last and unit.quoted[first] < 0 and unit.low[first] in EDGES:
            first += 1
        while last >= first and unit.quoted[last] < 0 and unit.low[last] in EDGES:
            last -= 1
        if first <= last and any(w[0].isalnum() for w in unit.low[first : last + 1]):
            out.append(Content(first, last, part.rule))
    return out
