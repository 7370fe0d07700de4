"""What a cue is followed by once its hearer, adverbs, dates and phrases of place are passed.

"told *reporters in Berlin on Monday* that …" → a that-clause at "that"; "said *on Monday*." → nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from analysis.extraction.statements.grammar.cues import Cue
from analysis.extraction.statements.grammar.phrases import Source
from analysis.extraction.statements.grammar.words import DASHES, STOPS, Grammar, Unit

PRONOUNS = frozenset(("i", "he", "she", "it", "we", "they", "you"))


@dataclass(frozen=True, slots=True)
class Right:
    """What follows a cue once adverbs, dates and phrases of place are passed: where and what."""

    at: int
    what: str


def after_cue(unit: Unit, cue: Cue, source: Source | None, grammar: Grammar) -> Right:
    """What the cue is followed by, its hearer and adjuncts passed."""
    i = cue.last + 1
    if source and source.place == "after" and not cue.has("source"):
        i = source.last + 1
        right = _past_adjuncts(unit, i, cue, grammar)
        return right if right.what in ("comma", "quote", "colon") else Right(right.at, "end")
    if cue.has("hearer"):
        start, i = i, _past_hearer(unit, i, grammar)
        if i > start and unit.low[i : i + 1] == ("of",) and cue.lemma in ("tell", "inform"):  # "told us of two deaths"
            return Right(i, "clause")
        told = unit.low[i : i + 1] == ("to",) or unit.low[i : i + 2] == ("not", "to")
        if i > start and told and unit.quoted[i] < 0:  # "told them to wait"
            return Right(i, "clause")
    elif cue.has("object", "label", "act", "infinitive") or (
        cue.last > cue.first and not unit.low[cue.last].endswith("ing")  # but "was quoted as saying"
    ):
        reach = _past_hearer(unit, i, grammar)
        if (
            unit.low[reach : reach + 1]
            and unit.low[reach] in ("that", "if", "whether", ":", "why", "how", "what")
            and cue.lemma in ("warn", "ask")
        ):
            return Right(reach, "that")
        return _direct_object(unit, i, cue, grammar)
    return _past_adjuncts(unit, i, cue, grammar)


def _direct_object(unit: Unit, i: int, cue: Cue, grammar: Grammar) -> Right:
    if unit.low[i : i + 1] and unit.low[i] in ("in", "at", "during"):  # "warned in a letter that"
        right = _past_adjuncts(unit, i, cue, grammar)
        if right.what in ("that", "quote", "colon"):
            return right
    after = i + 1
    while unit.low[i : i + 1] == ("on",) and unit.low[after : after + 1] and unit.low[after] in grammar["dates"]:
        after += 1
    if after > i + 1 and unit.low[after : after + 1] == ("that",):  # "warned on Tuesday that"
        return Right(after, "that")
    while i < len(unit.low) and (unit.low[i] in grammar["dates"] or unit.low[i] in ("again", "also", "repeatedly")):
        i += 1
    for k in range(i + 2, min(i + 5, len(unit.low) - 1)):  # "warned for some months of …"
        if unit.low[i] == "for" and unit.low[k].removesuffix("s") in grammar["dates"] and unit.quoted[k] < 0:
            i = k + 1
            break
    if after > i + 1 and (after >= len(unit.low) or unit.low[after] in STOPS or unit.low[after] == ","):
        i = after  # "…, the mayor warned on Tuesday."
    if i >= len(unit.low) or unit.low[i] in STOPS:
        return Right(i, "end")
    if unit.low[i] == ",":
        return Right(i + 1, "quote") if quote_at(unit, i + 1) else Right(i, "comma")
    if unit.low[i] == ":":
        return Right(i + 1, "colon")
    return Right(i, "quote" if quote_at(unit, i) else "clause")


def quote_at(unit: Unit, i: int) -> bool:
    return i < len(unit.low) and unit.quoted[i] >= 0


def _past_hearer(unit: Unit, i: int, grammar: Grammar) -> int:
    """The index after the hearer: "told *reporters* that", "told *the BBC's Ann Lee*", "told *him*"."""
    n = len(unit.low)
    if i >= n or unit.quoted[i] >= 0 or unit.low[i] in ("that", ",", ":", "to"):
        return i
    if unit.low[i] in grammar["object_pronouns"]:
        return i + 1
    start = i
    while i < n and i < start + 9:
        if unit.quoted[i] >= 0:  # told the breakfast show “Early Bird” that …
            past = past_title(unit, i, grammar) if i > start else 0
            if not past:
                break
            i = past
            continue
        word = unit.low[i]
        if word in (",", ":", ".", "that", "to", "not", "if", "whether") or word in grammar["dates"]:
            break
        if i > start and (
            word in grammar["subject_pronouns"] or word in grammar["determiners"] or word in grammar["possessives"]
        ):
            break
        if i > start and word in grammar["prepositions"] and word not in ("of", "for", "from"):
            break
        if i > start and word in grammar["finite"]:
            return max(start, i - 1)
        if (
            i > start
            and unit.is_name(i) != unit.is_name(i - 1)
            and unit.low[i - 1] not in grammar["determiners"]
            and not unit.low[i - 1].endswith("'s")
            and unit.low[i - 1] not in ("of", "for", "from", "and")
            and (unit.is_name(i - 1) or not unit.low[i].islower())
            and not _still_hearer(unit, i, grammar)
        ):
            break
        i += 1
    return i


def _past_adjuncts(unit: Unit, i: int, cue: Cue, grammar: Grammar) -> Right:
    """Skip adverbs, dates and phrases of place or occasion after a cue, as long as content follows them."""
    n, first = len(unit.low), i
    while i < n:
        word = unit.low[i]
        if unit.quoted[i] >= 0:
            if i > first and (past := past_title(unit, i, grammar)):
                i = past
                continue
            return Right(i, "quote")
        if word == "that":
            related = unit.low[first] == "to" and cue.lemma in (
                "respond",
                "reply",
                "react",
            )  # "responded to a raid that …"
            return Right(i, "end" if related or unit.low[i - 1] in ("and", "or", "but") else "that")
        if word in STOPS:
            return Right(i, "end")
        if word == ":":
            return Right(i + 1, "colon")
        if word == ",":
            return _comma(unit, i, grammar)
        if word in DASHES:
            return Right(i, "comma")
        if (
            word in grammar["dates"]
            or (
                word in grammar["adverbs"]
                and word not in grammar["prepositions"]
                and word not in ("all", "both", "there", "here", "only", "even", "once", "now", "never", "not")
            )
            or (word.isdigit() and i > first and unit.low[i - 1] in grammar["dates"])
            or (word.endswith("ly") and word not in ("only", "early"))
        ):
            i += 1
            continue
        if word in ("when", "while", "as") or (
            word in ("after", "before") and unit.low[i + 1 : i + 2] and unit.low[i + 1] in PRONOUNS
        ):
            i = _past_clause(unit, i + 1)
            continue
        if word == "at" and unit.low[i + 1 : i + 2] in (("least",), ("most",)):  # "says at least forty"
            return Right(i, "clause")
        if word in grammar["prepositions"]:
            reach = _past_phrase(unit, i + 1, grammar)
            if reach < 0:
                dated = any(w in grammar["dates"] for w in unit.low[i + 1 : i + 3])
                return Right(i, "end") if dated or word not in ("of", "about", "on") else Right(i, "phrase")
            i = reach
            continue
        return Right(i, "clause")
    return Right(n, "end")


def _still_hearer(unit: Unit, i: int, grammar: Grammar) -> bool:
    """Whether the hearer's noun follows its adjective: told *Varnian officials* that …"""
    for word in unit.low[i : i + 4]:
        if word in ("that", "to", "not", "if", "whether", ":", "how", "why"):
            return True
        if word in grammar["finite"] or word in grammar["prepositions"] or not word[0].isalpha():
            return False
    return False


def past_title(unit: Unit, i: int, grammar: Grammar) -> int:
    """The index after a quoted name that stands amid a phrase: on the show “Early Bird” *that …*; 0 if it is none."""
    last = i
    while last + 1 < len(unit.low) and unit.quoted[last + 1] == unit.quoted[i]:
        last += 1
    words = [k for k in range(i, last + 1) if unit.low[k][0].isalnum()]
    named = 0 < len(words) <= 5 and unit.is_name(words[0])
    named = named and all(unit.is_name(k) or unit.low[k] in grammar["title_words"] for k in words)
    goes_on = last + 1 < len(unit.low) and unit.low[last + 1] not in STOPS and unit.quoted[last + 1] < 0
    return last + 1 if named and goes_on and unit.low[i - 1] not in (",", ":") else 0


def _past_clause(unit: Unit, i: int) -> int:
    """The index of the comma, mark or end that closes a clause of time: said *as she left the hall*."""
    while (
        i < len(unit.low) and unit.quoted[i] < 0 and unit.low[i] not in STOPS and unit.low[i] not in (",", ":", "that")
    ):
        i += 1
    return i


def _comma(unit: Unit, i: int, grammar: Grammar) -> Right:
    """After a comma: a quotation, or "however, that"; else the content does not follow."""
    if quote_at(unit, i + 1):
        return Right(i + 1, "quote")
    j = i + 1
    while j < min(i + 16, len(unit.low)) and unit.low[j] not in STOPS:
        if (
            unit.low[j] in grammar["finite"]
            or unit.low[j] in (grammar["relatives"] - {"that"})
            or unit.low[j].endswith(("ing", "n't", "'s"))
            or unit.low[j] in grammar["subject_pronouns"] - grammar["determiners"] - {"that"}
            or unit.low[j] == "given"  # ", he granted, it will be hard, given that …"
        ):
            break
        if unit.low[j] == "that" and (j == i + 1 or unit.low[i - 1] not in grammar["dates"]):
            return Right(j, "that")
        if unit.low[j] == "," and (quote_at(unit, j + 1) or unit.low[j + 1 : j + 2] == ("that",)):
            return Right(j + 1, "quote" if quote_at(unit, j + 1) else "that")
        if unit.quoted[j] >= 0:
            break
        j += 1
    return Right(i, "comma")


def _past_phrase(unit: Unit, i: int, grammar: Grammar) -> int:
    """The index after a prepositional phrase; -1 where it runs to the end of the sentence."""
    n, start = len(unit.low), i
    while i < n:
        word = unit.low[i]
        if unit.quoted[i] >= 0 or word in ("that", ",", ":") or word in DASHES:
            return i
        if word in STOPS:
            return -1
        if i > start and word in ("he", "she", "they", "it", "we", "i", "there", "you"):
            return i
        if i > start and word in grammar["prepositions"]:
            return i
        if (
            i > start
            and (word in ("the", "his", "her", "their", "its", "no"))
            and unit.low[i - 1] not in grammar["prepositions"]
        ):
            return i
        if (i > start and word in grammar["finite"]) or word in grammar["auxiliaries"]:
            k = i - 1
            while k > start and unit.is_name(k - 1) and unit.is_name(k):
                k -= 1
            return max(k, start)
        i += 1
    return -1
