"""Where a content after its cue ends.

A content runs to the end of its sentence unless reporting leaves it: a joined verb of speech, a participle that goes on
reporting, a speaker of its own at the end, the comma of a subordinate clause the cue stands in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.extraction.cues import Cue
from analysis.extraction.statements_words import DASHES, STOPS, Grammar, Unit, is_finite

EDGES = DASHES | frozenset((",", ".", ";", ":", "…", "...", "..", ")", "(", "]", "["))
SIDE_CLAUSES = frozenset(("after", "before", "while"))


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
    told = _is_clause(unit, first, cue, grammar)  # whether the content has its verb already
    closers = _closers(unit, cue, grammar)
    while i < n:
        if unit.quoted[i] < 0 and unit.low[i] in closers and i > first:
            return i - 1
        if unit.quoted[i] >= 0:
            close = quote_end(unit, i)
            inner = unit.low[close - 1] if unit.low[close] in ('"', "”", "''", "»", "'") else unit.low[close]
            if inner in (".", "?", "!", "...", "…") and (i == first or close + 1 >= n or unit.is_name(close + 1)):
                return close
            if inner == "," and "," in closers and unit.low[close + 1 : close + 2] not in (("and",), ("or",)):
                return close
            if cue.has("label") and close + 1 < n and not _labels_on(unit, close + 1, named="as" in unit.low[first:i]):
                return close
            quotes_on = any(q >= 0 for q in unit.quoted[close + 1 : close + 4])
            if inner == "," and i == first and unit.low[close + 1 : close + 2] == ("and",) and not quotes_on:
                return close  # "he said, “Wait,” and pointed"
            if inner == "," and close + 1 < n and unit.low[close + 1].endswith("ing"):
                return close
            if inner == "," and close + 1 < n and _leaves(unit, close, cues, grammar):
                return close
            i = close + 1
            continue
        word = unit.low[i]
        if word in STOPS:
            return i - 1
        if i > first and word == "," and cue.has("act") and unit.low[i + 1 : i + 2] == ("as",):
            return i - 1  # "condemned the raid, as he had condemned …"
        if i > first and word in SIDE_CLAUSES and _tells_of(i, cue, cues):
            return i - 1
        if i > first and (word in (",", "and", "but") or word in DASHES) and _leaves(unit, i, cues, grammar):
            return i - 1
        if (
            i > first
            and word in ("and", "but")
            and (_unsaid_after(unit, i, grammar) or (not told and _has_verb(unit, i + 1, grammar)))
        ):
            return i - 1 - (unit.low[i - 1] == ",")
        told = told or is_finite(unit, i, grammar)
        if (
            word.endswith("ing")
            and i > first
            and any(c.first == i and c.form == "ing" for c in cues)
            and unit.quoted[i - 1] >= 0
        ):
            return i - 1
        i += 1
    return n - 1


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


def _unsaid_after(unit: Unit, i: int, grammar: Grammar) -> bool:
    """Whether a conjunction leads to speech that did not happen: "said it was late *but did not say why*"."""
    j, negated = i + 1, False
    while j < min(i + 6, len(unit.low)):
        word = unit.low[j]
        if word in grammar["refused"]:
            return unit.low[j + 1 : j + 2] == ("to",)
        if word in grammar["negations"] or word.endswith("n't"):
            negated = True
        elif not (word in grammar["auxiliaries"] or word in grammar["adverbs"] or word == "yet"):
            return negated and word in grammar["withheld"]
        j += 1
    return False


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


def _tells_of(i: int, cue: Cue, cues: Sequence[Cue]) -> bool:
    """Whether "after", "before" or "while" begins a clause that reports for itself; reported clauses may hold one."""
    if cue.has("report", "hearer", "source", "noun"):
        return False
    near = next((c for c in cues if c.first > i), None)
    return near is not None and near.first - i <= 6 and near.form in ("past", "s", "ing")


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


def _leaves(unit: Unit, i: int, cues: Sequence[Cue], grammar: Grammar) -> bool:
    """Whether reporting leaves the content at a comma, a conjunction or a dash: the next verb is a cue of its own."""
    j = i + 1
    if unit.low[j : j + 2] == ("but", "also") or unit.low[i : i + 2] == ("but", "also"):
        return False  # "did not only reflect …, but also reflected"
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
            if unit.low[i] == "," and other.form == "s" and other.first == j + 1 and unit.is_name(j):
                return True  # "Kelm says two died, Orlo says three"
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
    ends = after >= len(unit.low) or unit.low[after] in STOPS or unit.low[after : after + 2] == (",", "according")
    return ends and not any(
        w in (grammar["finite"] | grammar["auxiliaries"]) - {"have", "has", "had"} for w in unit.low[j : other.first]
    )


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
