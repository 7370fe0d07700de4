"""The content of a cue: which words of the unit are reported as said.

Four places, tried in this order: around a source phrase ("according to …"), before cue and speaker ("…, he said") with
what goes on after them ("…, he said, "…""), after the cue ("said that …", "warned of …").
"""

from __future__ import annotations

from collections.abc import Sequence

from analysis.extraction.statements.ends import Content, content_end, trimmed
from analysis.extraction.statements.grammar.adjuncts import Right, after_cue, quote_at
from analysis.extraction.statements.grammar.around import around_source, inserted, resumes
from analysis.extraction.statements.grammar.cues import Cue
from analysis.extraction.statements.grammar.nouns import of_noun, of_responsibility
from analysis.extraction.statements.grammar.phrases import Source
from analysis.extraction.statements.grammar.words import (
    CLOSING_MARKS,
    STOPS,
    Grammar,
    Unit,
    quote_end,
)

LONG = 12  # words before cue and speaker from which on two parts are told as two statements
OCCASIONS = frozenset(("asked", "interview", "speech", "statement", "address", "briefing", "conference", "meeting"))


def find_contents(unit: Unit, cue: Cue, source: Source | None, cues: Sequence[Cue], grammar: Grammar) -> list[Content]:
    """The parts of what the cue reports, in text order; nothing where the cue reports nothing."""
    if cue.has("source"):
        return around_source(unit, cue, source, cues, grammar)
    if cue.has("noun"):
        return trimmed(unit, [of_noun(unit, cue, cues, grammar)])
    if cue.lemma.endswith(" responsibility"):
        return of_responsibility(unit, cue, cues, grammar)
    right = after_cue(unit, cue, source, grammar)
    left = _left_end(unit, cue, source)
    if left is not None and unit.quoted[left] < 0 and right.what == "that" and unit.low[right.at - 1] == ",":
        right = Right(right.at - 1, "comma")  # "No, he told her, that was lunch"
    if left is not None and (
        right.what in ("end", "comma")
        or (source and source.place == "after")
        or _follows_quote(unit, left, source, right)
        or _goes_on(unit, left, source, right, cues, cue)
        or _joins(unit, left, right, grammar)
    ):
        return trimmed(unit, _before_and_after(unit, cue, source, left, right, cues, grammar))
    if right.what == "comma" and source and _is_as_clause(unit, source, grammar):
        return trimmed(unit, [Content(right.at + 1, content_end(unit, right.at + 1, cue, cues, grammar), "as …, …")])
    if right.what in ("end", "comma"):
        return []
    return trimmed(unit, _following(unit, cue, right, cues, grammar))


def _is_as_clause(unit: Unit, source: Source, grammar: Grammar) -> bool:
    """ "As the minister noted, …" at the beginning of a sentence."""
    i = source.first - 1
    if i < 0 or unit.low[i] != "as":
        return False
    while i > 0 and (unit.low[i - 1] in grammar["coordinators"] or unit.low[i - 1] in grammar["adverbs"]):
        i -= 1
    return i == 0 or unit.low[i - 1] in STOPS


def _follows_quote(unit: Unit, left: int, source: Source | None, right: Right) -> bool:
    """Whether speaker and cue follow a quotation that its own comma closes: "…," the man told the programme."""
    if source is None or source.place != "before" or unit.quoted[left] < 0 or left != source.first - 1:
        return False
    first = left
    while first > 0 and unit.quoted[first - 1] == unit.quoted[left]:
        first -= 1
    alone = first == 0 or unit.low[first - 1] in (".", "?", "!", ":") or unit.quoted[first - 1] >= 0
    if right.what not in ("quote", "phrase") and not (alone and right.what == "clause"):
        return False
    return (
        unit.low[left - 1] in (",", "?", "!") if unit.low[left] in CLOSING_MARKS else unit.low[left] in (",", "?", "!")
    )


def _left_end(unit: Unit, cue: Cue, source: Source | None) -> int | None:
    """The last word of a content that ends before speaker and cue: a comma or a closing mark stands between."""
    first = min(cue.first, source.first) if source and source.place == "before" else cue.first
    k = first - 1
    if unit.low[cue.first - 1 : cue.first] == ("as",) and source is not None:  # "…," a senator cited Vane as saying
        while k > 0 and unit.quoted[k] < 0 and unit.low[k] != "," and first - k < LONG:
            k -= 1
    while k >= 0 and unit.low[k] in ("as", "and", "but") and unit.quoted[k] < 0:
        k -= 1
    if k < 0 or source is None or source.place == "shared":
        return None
    if unit.quoted[k] >= 0:
        return k
    if unit.low[k] in (",", "—", "–", "--", "?", "!") and k:
        return k - 1 if unit.low[k] in (",", "—", "–", "--") else k
    return None


def _sentence_start(unit: Unit, k: int, cues: Sequence[Cue], cue: Cue) -> int:
    """Where the content that ends at word k begins: its quotation, or the sentence around it."""
    i = k
    if unit.quoted[k] >= 0:
        while i > 0 and unit.quoted[i - 1] == unit.quoted[k]:
            i -= 1
        quote_start = i
    else:
        quote_start = -1
    while i > 0 and not (unit.low[i - 1] in (".", "?", "!", ":", ";") and unit.quoted[i - 1] < 0):
        if i == quote_start and unit.low[i - 1] in ("(", "—", "–", "--"):
            break
        if (
            quote_start >= 0
            and unit.quoted[i - 1] >= 0
            and unit.low[i - 2 : i - 1]
            and unit.low[i - 2] in (".", "?", "!")
        ):
            break
        i -= 1
    for other in cues:
        if other.form == "base":  # "ready to defend the pier, “is seen as a keeper,” he said"
            continue
        if i <= other.first < cue.first and (quote_start < 0 or other.first < quote_start):
            within = quote_start > 0 and unit.low[quote_start - 1][0].isalpha() and not other.has("label", "act")
            return quote_start if quote_start >= 0 and not within else i  # "Dray said it was “late”, the Wire reported"
    return i


def _before_and_after(
    unit: Unit, cue: Cue, source: Source | None, left: int, right: Right, cues: Sequence[Cue], grammar: Grammar
) -> list[Content]:
    """ "…," she said; "…," she said, "…"; …, she said, …"""
    start = _sentence_start(unit, left, cues, cue)
    if start < 0 or start > left:
        return []
    direct = unit.quoted[left] >= 0
    if any(c.first == start and c is not cue and not direct for c in cues):
        return []  # "Asked about it, the minister demurred"
    resumed = (
        right.what == "comma"
        and not direct
        and source is not None
        and source.place == "before"
        and resumes(unit, right.at + 1, cues, grammar, before=(start, left))
    )
    if not direct and right.what == "comma" and source is not None and source.place == "before":
        whole = inserted(unit, start, min(cue.first, source.first), right.at + 1, cue, cues, grammar)
        if whole:  # "Nobody, she noted, had seen it"
            return whole
    if _goes_on(unit, left, source, right, cues, cue):
        return [Content(start, content_end(unit, right.at, cue, cues, grammar), "around")]
    if _is_adverbial(unit, start, left, grammar) and not resumed:
        return []
    empty = not direct and all(
        unit.low[k] in grammar["adverbs"] or unit.low[k] in grammar["coordinators"] for k in range(start, left + 1)
    )
    parts = [] if empty else [Content(start, left, "before")]
    if direct and right.what in ("end", "comma", "clause", "phrase") and (at := _quote_resumed(unit, right.at, cues)):
        right = Right(at, "quote")
    if right.what == "quote" and _is_title(unit, right):
        return parts
    if right.what == "quote" or right.what == "colon":
        parts.append(Content(right.at, content_end(unit, right.at, cue, cues, grammar), "split"))
    elif resumed:
        parts.append(Content(right.at + 1, content_end(unit, right.at + 1, cue, cues, grammar), "split"))
    alone = bool(parts) and direct and _is_sentence(unit, parts[0], grammar)
    joined = len(parts) == 2 and right.what == "quote" and _begins_joined(unit, parts[1].first)
    if (
        len(parts) == 2
        and not alone
        and not joined
        and left - start < LONG
        and not any(start <= c.first <= left for c in cues)
    ):
        return [Content(parts[0].first, parts[1].last, "around")]
    return parts


def _goes_on(unit: Unit, left: int, source: Source | None, right: Right, cues: Sequence[Cue], cue: Cue) -> bool:
    """Whether a quotation ends the sentence that an indirect clause begins: "If it rains, he said, "we go home"."""
    if source is None or source.place != "before" or right.what != "quote" or unit.low[right.at - 1] != ",":
        return False
    start = _sentence_start(unit, left, cues, cue)
    first = right.at + (not unit.low[right.at][0].isalnum() and right.at + 1 < len(unit.low))
    occasion = unit.low[start].endswith("ing") or not OCCASIONS.isdisjoint(unit.low[start : left + 1])
    if unit.quoted[left] >= 0 or left - start <= 1 or occasion or _begins_joined(unit, right.at):
        return False
    return unit.raw[first][0].islower()


def _quote_resumed(unit: Unit, i: int, cues: Sequence[Cue]) -> int:
    """Where a quotation goes on after a comma of the same sentence: "…," he said of the clerks, "…"; 0 if nowhere."""
    for k in range(i, min(i + 30, len(unit.low) - 1)):
        if unit.quoted[k] >= 0 or unit.low[k] in STOPS or any(c.first == k for c in cues):
            return 0
        if unit.low[k] == "," and quote_at(unit, k + 1):
            return k + 1
    return 0


def _joins(unit: Unit, left: int, right: Right, grammar: Grammar) -> bool:
    """Whether a clause stands before the cue and a quotation joined to it after: "It rained, he said, “and hailed”"."""
    if unit.quoted[left] >= 0 or right.what != "quote" or not _begins_joined(unit, right.at):
        return False
    start = left
    while start > 0 and unit.low[start - 1] not in STOPS:
        start -= 1
    return any(unit.low[k] in grammar["finite"] for k in range(start, left))


def _begins_joined(unit: Unit, i: int) -> bool:
    """Whether a part after the cue is a clause joined to the one before: then each is a statement of its own."""
    return not {"and", "but"}.isdisjoint(unit.low[i : i + 2])


def _is_sentence(unit: Unit, part: Content, grammar: Grammar) -> bool:
    """Whether a quotation before its cue could stand alone: then what follows the cue is a statement of its own."""
    words = unit.low[part.first : part.last + 1]
    return len(words) > 12 or any(w in grammar["finite"] or w.endswith(("'s", "'re", "n't", "'ll")) for w in words)


def _is_adverbial(unit: Unit, start: int, left: int, grammar: Grammar) -> bool:
    """ "On Monday, he said …": no content stands before the speaker."""
    if unit.quoted[start] >= 0 or unit.quoted[left] >= 0:
        return False
    if left - start < 2:
        return True
    word = unit.low[start]
    if word not in grammar["subordinators"] and any(unit.low[k] in grammar["finite"] for k in range(start, left)):
        return False
    leads = (
        word in grammar["prepositions"]
        or word in grammar["subordinators"]
        or word.endswith("ing")
        or word in grammar["adverbs"]
    )
    return leads and not any(unit.low[k] == "," for k in range(start, left))


def _following(unit: Unit, cue: Cue, right: Right, cues: Sequence[Cue], grammar: Grammar) -> list[Content]:
    """Content after the cue: a quotation, a clause, a phrase."""
    if right.what == "phrase" and (not cue.has("report") or right.at != cue.last + 1):
        return []
    if _is_title(unit, right):
        return []
    rule = {"that": "that-clause", "quote": "quotation", "colon": "colon", "clause": "clause", "phrase": "phrase"}[
        right.what
    ]
    last = content_end(unit, right.at, cue, cues, grammar)
    if right.what == "colon":
        last = _colon_end(unit, right.at)
    return [Content(right.at, last, rule)] if right.at <= last else []


def _is_title(unit: Unit, right: Right) -> bool:
    """A short quotation in capitals after a cue is a name: wrote a book, "Tough Choices"."""
    if right.what != "quote":
        return False
    last = quote_end(unit, right.at)
    if not {"!", "?"}.isdisjoint(unit.low[max(right.at, last - 1) : last + 1]):
        return False
    words = [k for k in range(right.at, last + 1) if unit.low[k][0].isalnum()]
    return len(words) <= 5 and sum(unit.is_name(k) for k in words) >= max(2, len(words) - 1)


def _colon_end(unit: Unit, i: int) -> int:
    if quote_at(unit, i):
        return quote_end(unit, i)
    return len(unit.low) - 1
