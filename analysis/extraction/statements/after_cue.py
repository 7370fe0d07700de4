"""What a cue is followed by once its hearer, adverbs, dates and phrases of place are passed.

"told *reporters in Berlin on Monday* that …" → a that-clause at "that"; "said *on Monday*." → nothing.
"""

from __future__ import annotations

from typing import NamedTuple

from analysis.extraction.statements import tags
from analysis.extraction.statements.cue_table import Cue
from analysis.extraction.statements.phrases import Source
from analysis.extraction.statements.units import Unit

_PRONOUNS = frozenset(("i", "he", "she", "it", "we", "they", "you"))
_CLAUSES = frozenset(("that", "if", "whether", ":", "why", "how", "what"))
_HEARER_ENDS = frozenset((",", ":", ".", "that", "to", "not", "if", "whether"))
_STILL_HEARER = frozenset(("that", "to", "not", "if", "whether", ":", "how", "why"))
_LASTING = frozenset(
    ("all", "both", "there", "here", "only", "even", "once", "now", "never", "not")
)  # adverbs of a content
_WITHIN_NAME = frozenset(("of", "for", "from", "and"))
_BEHIND_PHRASE = frozenset(("the", "his", "her", "their", "its", "no"))


class Right(NamedTuple):
    """What follows a cue once adverbs, dates and phrases of place are passed: where and what."""

    at: int
    what: str  # that, quote, colon, clause, phrase, comma, end


def after_cue(unit: Unit, cue: Cue, source: Source | None) -> Right:
    """What the cue is followed by, its hearer and adjuncts passed."""
    low, i = unit.low, cue.last + 1
    if source and source.place == "after" and not cue.has("source"):
        right = _past_adjuncts(unit, source.last + 1, cue)
        return right if right.what in ("comma", "quote", "colon") else Right(right.at, "end")
    if cue.has("hearer"):
        i = _past_hearer(unit, i)
        told = low[i] == "to" or (low[i] == "not" and low[i + 1] == "to")  # "told them to wait"
        of = low[i] == "of" and cue.lemma in ("tell", "inform")  # "told us of two deaths"
        if i > cue.last + 1 and (of or (told and not unit.kinds[i] & tags.QUOTED)):
            return Right(i, "clause")
    elif cue.has("object", "label", "act", "infinitive") or (
        cue.last > cue.first and not unit.kinds[cue.last] & tags.ING  # but "was quoted as saying"
    ):
        reach = _past_hearer(unit, i) if cue.lemma in ("warn", "ask") else i
        if cue.lemma in ("warn", "ask") and low[reach] in _CLAUSES:
            return Right(reach, "that")
        return _direct_object(unit, i, cue)
    return _past_adjuncts(unit, i, cue)


def _direct_object(unit: Unit, i: int, cue: Cue) -> Right:
    low, kinds = unit.low, unit.kinds
    if low[i] in ("in", "at", "during"):  # "warned in a letter that"
        right = _past_adjuncts(unit, i, cue)
        if right.what in ("that", "quote", "colon"):
            return right
    dated = unit.over(tags.DATE, i + 1) if low[i] == "on" else i + 1
    if dated > i + 1 and low[dated] == "that":  # "warned on Tuesday that"
        return Right(dated, "that")
    while kinds[i] & tags.DATE or low[i] in ("again", "also", "repeatedly"):
        i += 1
    if low[i] == "for":  # "warned for some months of …"
        lasted = (k for k in range(i + 2, min(i + 5, len(unit) - 1)) if _is_time(unit, k))
        i = next(lasted, i - 1) + 1
    if dated > i + 1 and (dated >= len(unit) or kinds[dated] & (tags.STOP | tags.COMMA)):
        i = dated  # "…, the mayor warned on Tuesday."
    if i >= len(unit) or kinds[i] & tags.STOP:
        return Right(i, "end")
    if low[i] == ",":
        return Right(i + 1, "quote") if kinds[i + 1] & tags.QUOTED else Right(i, "comma")
    if low[i] == ":":
        return Right(i + 1, "colon")
    return Right(i, "quote" if kinds[i] & tags.QUOTED else "clause")


def _is_time(unit: Unit, i: int) -> bool:
    dates = unit.table.limits["dates"]
    return unit.low[i].removesuffix("s") in dates and not unit.kinds[i] & tags.QUOTED


def _past_hearer(unit: Unit, start: int) -> int:
    """The index after the hearer: "told *reporters* that", "told *the BBC's Ann Lee*", "told *him*"."""
    low, kinds, i = unit.low, unit.kinds, start
    if kinds[i] & tags.QUOTED or low[i] in ("that", ",", ":", "to"):
        return i
    if kinds[i] & tags.OBJECT:
        return i + 1
    while i < min(start + 9, len(unit)):
        if kinds[i] & tags.QUOTED:  # told the breakfast show “Early Bird” that …
            past = past_title(unit, i) if i > start else 0
            if not past:
                break
            i = past
            continue
        if low[i] in _HEARER_ENDS or kinds[i] & tags.DATE:
            break
        if i > start and (
            kinds[i] & (tags.SUBJECT | tags.DETERMINER | tags.POSSESSIVE)
            or (kinds[i] & tags.PREPOSITION and low[i] not in ("of", "for", "from"))
            or (not kinds[i] & tags.FINITE and _is_next_phrase(unit, i))
        ):
            break
        if i > start and kinds[i] & tags.FINITE:
            return max(start, i - 1)
        i += 1
    return i


def _is_next_phrase(unit: Unit, i: int) -> bool:
    """Whether another phrase than the hearer's begins behind a name: told Orla Tenn *two* were missing."""
    before = unit.kinds[i - 1]
    if (
        unit.kinds[i] & tags.NAME
        or not before & tags.NAME
        or before & (tags.DETERMINER | tags.OWNS)
        or unit.low[i - 1] in _WITHIN_NAME
    ):
        return False
    return not _is_still_hearer(unit, i)


def _is_still_hearer(unit: Unit, i: int) -> bool:
    """Whether the hearer's noun follows its adjective: told *Varnian officials* that …"""
    for k in range(i, min(i + 4, len(unit))):
        if unit.low[k] in _STILL_HEARER:
            return True
        if unit.kinds[k] & (tags.FINITE | tags.PREPOSITION) or not unit.kinds[k] & tags.LETTERS:
            return False
    return False


def past_title(unit: Unit, i: int) -> int:
    """The index after a quoted name that stands amid a phrase: on the show “Early Bird” *that …*; 0 if it is none."""
    end = unit.quote_end(i) + 1
    words = [kind for kind in unit.kinds[i:end] if kind & tags.WORD]
    named = 0 < len(words) <= 5 and words[0] & tags.NAME and all(kind & (tags.NAME | tags.TITLE_WORD) for kind in words)
    goes_on = end < len(unit) and not unit.kinds[end] & (tags.STOP | tags.QUOTED)
    return end if named and goes_on and unit.low[i - 1] not in (",", ":") else 0


def _past_adjuncts(unit: Unit, first: int, cue: Cue) -> Right:
    """Skip adverbs, dates and phrases of place or occasion after a cue, as long as content follows them."""
    low, i = unit.low, first
    while i < len(unit):
        word, kind = low[i], unit.kinds[i]
        if kind & tags.QUOTED:
            past = past_title(unit, i) if i > first else 0
            if not past:
                return Right(i, "quote")
            i = past
        elif word == "that":  # but "responded to a raid that …"
            related = low[first] == "to" and cue.lemma in ("respond", "reply", "react")
            return Right(i, "end" if related or low[i - 1] in ("and", "or", "but") else "that")
        elif kind & (tags.STOP | tags.COLON | tags.COMMA | tags.DASH):
            if word == ",":
                return _comma(unit, i)
            return Right(i + 1, "colon") if word == ":" else Right(i, "end" if kind & tags.STOP else "comma")
        elif (
            kind & tags.DATE
            or (kind & tags.ADVERB and not kind & tags.PREPOSITION and word not in _LASTING)
            or (kind & tags.DIGITS and i > first and unit.kinds[i - 1] & tags.DATE)
            or (kind & tags.LY and word not in ("only", "early"))
        ):
            i += 1
        elif word in ("when", "while", "as") or (word in ("after", "before") and low[i + 1] in _PRONOUNS):
            i += 1  # a clause of time: said *as she left the hall*
            while (
                i < len(unit)
                and not unit.kinds[i] & (tags.QUOTED | tags.STOP | tags.COMMA | tags.COLON)
                and low[i] != "that"
            ):
                i += 1
        elif kind & tags.PREPOSITION and not (
            word == "at" and low[i + 1] in ("least", "most")
        ):  # "says at least forty"
            reach = _past_phrase(unit, i + 1)
            if reach < 0:
                bare = word in ("of", "about", "on") and not unit.any(tags.DATE, i + 1, i + 3)
                return Right(i, "phrase" if bare else "end")
            i = reach
        else:
            return Right(i, "clause")
    return Right(len(unit), "end")


def _comma(unit: Unit, i: int) -> Right:
    """After a comma: a quotation, or "however, that"; else the content does not follow."""
    low, kinds = unit.low, unit.kinds
    if kinds[i + 1] & tags.QUOTED:
        return Right(i + 1, "quote")
    for j in range(i + 1, min(i + 16, len(unit))):
        word, kind = low[j], kinds[j]
        if (
            word == "given"  # ", he granted, it will be hard, given that …"
            or kind & (tags.STOP | tags.FINITE | tags.ING | tags.NOT)
            or word.endswith("'s")
            or (word != "that" and (kind & tags.RELATIVE or (kind & tags.SUBJECT and not kind & tags.DETERMINER)))
        ):
            break
        if word == "that" and (j == i + 1 or not kinds[i - 1] & tags.DATE):
            return Right(j, "that")
        if word == "," and (kinds[j + 1] & tags.QUOTED or low[j + 1] == "that"):
            return Right(j + 1, "quote" if kinds[j + 1] & tags.QUOTED else "that")
        if kind & tags.QUOTED:
            break
    return Right(i, "comma")


def _past_phrase(unit: Unit, start: int) -> int:
    """The index after a prepositional phrase; -1 where it runs to the end of the sentence."""
    for i in range(start, len(unit)):
        word, kind = unit.low[i], unit.kinds[i]
        if kind & (tags.QUOTED | tags.COMMA | tags.COLON | tags.DASH) or word == "that":
            return i
        if kind & tags.STOP:
            return -1
        if i > start and (
            word in _PRONOUNS
            or word == "there"
            or kind & tags.PREPOSITION
            or (word in _BEHIND_PHRASE and not unit.kinds[i - 1] & tags.PREPOSITION)
        ):
            return i
        if kind & tags.AUXILIARY or (i > start and kind & tags.FINITE):
            k = i - 1
            while k > start and unit.kinds[k] & unit.kinds[k - 1] & tags.NAME:
                k -= 1
            return max(k, start)
    return -1
