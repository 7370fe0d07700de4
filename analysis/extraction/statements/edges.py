"""Where a content after its cue begins, once hearer, adverbs, dates and phrases of place are passed, and where it ends.

"told *reporters in Berlin on Monday* that …" → a that-clause at "that"; "said *on Monday*." → nothing.

A content runs to the end of its sentence unless reporting leaves it: a joined verb of speech ("said it was late *and
added that*"), a participle that goes on reporting, a speaker of its own at the end ("asked whether it was late, *he
said*"), the article itself ("“Wait,” *before he left*"), the comma of a subordinate clause the cue stands in.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from analysis.extraction.statements import tags
from analysis.extraction.statements.sources import Source, phrase_after
from analysis.extraction.statements.units import Unit
from analysis.extraction.statements.vocabulary import Cue

_FAR = 60  # words within which a quotation may still belong to a content after a dash
_NEXT = 14  # words within which a further quotation goes on with the content: the "first," which led to "a second"
_SIDE_CLAUSES = frozenset(("after", "before", "while"))
_TURNS = _SIDE_CLAUSES | {":", "and", "but"}  # before what else than commas, dashes and participles a content ends
_CONTRACTED = tags.CONTRACTION | tags.VERB
_COMMA_OR_QUOTED = tags.COMMA | tags.QUOTED
_UNSAID = tags.NEGATION | tags.NOT | tags.UNSAID
_HEARER_ENDS = frozenset(
    (",", ":", ".", "that", "to", "not", "if", "whether", "why", "how", "what", "who", "where", "when")
)
_LASTING = frozenset(  # adverbs of a content
    ("all", "both", "there", "here", "only", "even", "once", "now", "never", "not")
)
_TIMES = frozenset(("when", "while", "as", "after", "before"))
_PRONOUNS = frozenset(("i", "he", "she", "it", "we", "they", "you"))
_BEHIND_PHRASE = frozenset(("the", "his", "her", "their", "its", "no"))


class Content(NamedTuple):
    """Words ``first`` to ``last`` inclusive, and the rule that found them."""

    first: int
    last: int
    rule: str


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
        of = low[i] == "of" and cue.lemma in ("tell", "inform")  # "told us of two deaths", "told them to wait"
        if i > cue.last + 1 and (of or (unit.starts("to do", i) and not unit.kinds[i] & tags.QUOTED)):
            return Right(i, "clause")
    elif cue.has("object", "label", "act", "infinitive") or (
        cue.last > cue.first and not unit.kinds[cue.last] & tags.ING  # but "was quoted as saying"
    ):
        if cue.lemma in ("warn", "ask") and unit.starts("clause", reach := _past_hearer(unit, i)):
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
    while kinds[i] & (tags.DATE | tags.LY) or low[i] in ("again", "also"):
        i += 1
    if lasted := unit.starts("for some time", i):  # "warned for some months of …"
        i = lasted.last
    if dated > i + 1 and (dated >= len(unit) or kinds[dated] & (tags.STOP | tags.COMMA)):
        i = dated  # "…, the mayor warned on Tuesday."
    if i >= len(unit) or kinds[i] & tags.STOP:
        return Right(i, "end")
    if low[i] == ",":
        return Right(i + 1, "quote") if kinds[i + 1] & tags.QUOTED else Right(i, "comma")
    if low[i] == ":":
        return Right(i + 1, "colon")
    return Right(i, "quote" if kinds[i] & tags.QUOTED else "clause")


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
            or kinds[i] & _CONTRACTED == _CONTRACTED  # told voters *she's* late
            or (kinds[i] & tags.PREPOSITION and low[i] not in ("of", "for", "from"))
            or (not kinds[i] & tags.FINITE and _is_next_phrase(unit, i))
        ):
            break
        if i > start and kinds[i] & tags.FINITE:
            return max(start, i - 1)
        i += 1
    return i


def _is_next_phrase(unit: Unit, i: int) -> bool:
    """Whether another phrase than the hearer's begins behind a name: told Orla Tenn *two* were missing; but: told
    *Varnian officials* that."""
    named = unit.kinds[i - 1] & tags.NAME and not unit.kinds[i] & tags.NAME
    return bool(named) and unit.ends("hearer's name", i) is not None and unit.starts("still hearer", i) is None


def past_title(unit: Unit, i: int) -> int:
    """The index after a quoted name that stands amid a phrase: on the show “Early Bird” *that …*; 0 if it is none."""
    title = unit.starts("title", i) if unit.low[i - 1] not in (",", ":") else None
    return title.last - 1 if title else 0


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
            or (kind & tags.NUMBER and i > first and unit.kinds[i - 1] & tags.DATE)
            or (kind & tags.LY and word not in ("only", "early"))
            or (
                kind & tags.BEFORE_DATE
                and not kind & tags.PREPOSITION
                and unit.kinds[i + 1] & (tags.DATE | tags.BEFORE_DATE)
            )
        ):
            i += 1
        elif word in _TIMES and (clause := unit.starts("clause of time", i)):  # said *as she left the hall*
            i = clause.last
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
    found = unit.starts("comma, that", i)
    if found and (kinds[found.last - 1] & tags.QUOTED or low[found.last - 2] == "," or not kinds[i - 1] & tags.DATE):
        return Right(found.last - 1, "that" if low[found.last - 1] == "that" else "quote")
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


def content_end(unit: Unit, first: int, cue: Cue) -> int:
    """The last word of a content that begins at ``first``."""
    low, kinds, i, size = unit.low, unit.kinds, first, len(unit)
    # whether the content has its verb already
    told = cue.has("hearer", "object", "label", "source", "noun", "infinitive") or low[first] in ("", "that", "there")
    told = told or kinds[first] & tags.PRONOUN != 0
    closers, hanging = _closers(unit, cue), _hangs(unit, cue)
    while i < size:
        if kinds[i] & tags.QUOTED:
            close, named = unit.quote_end(i), "as" in low[first:i]
            if (
                close + 1 >= size
                or _ends_with_quote(unit, close, cue, closers, whole=i == first, named=named)
                or _leaves_after_quote(unit, close, whole=i == first, hanging=hanging)
            ):
                return close
            i = close + 1
            continue
        word = low[i]
        if kinds[i] & tags.STOP or (i > first and word in closers and (told or not unit.starts("list goes on", i))):
            return i - 1
        if i > first and (kinds[i] & (tags.COMMA | tags.DASH | tags.ING) or word in _TURNS):
            if _ends_before(unit, i, first, cue, hanging):
                return i - 1
            if word in ("and", "but") and (
                (unit.any(_UNSAID, i + 1, i + 6) and unit.starts("unsaid after", i))
                or (not told and unit.any(tags.FINITE, i + 1, i + 3) and unit.starts("own verb", i))
            ):
                return i - 1 - (low[i - 1] == ",")
        told = told or kinds[i] & tags.VERB != 0
        i += 1
    return len(unit) - 1


def trimmed(unit: Unit, parts: Sequence[Content]) -> list[Content]:
    """Parts without punctuation at their edges; quotation marks stay."""
    out: list[Content] = []
    for first, last, rule in parts:
        last = min(last, len(unit) - 1)
        while first <= last and unit.kinds[first] & (tags.EDGE | tags.QUOTED) == tags.EDGE:
            first += 1
        while last >= first and unit.kinds[last] & (tags.EDGE | tags.QUOTED) == tags.EDGE:
            last -= 1
        if unit.any(tags.WORD, first, last + 1):
            out.append(Content(first, last, rule))
    return out


def _closers(unit: Unit, cue: Cue) -> frozenset[str]:
    """Marks that end the cue's clause: the comma of a leading subordinate clause, the second dash or bracket."""
    start = unit.back_to(tags.END, cue.first)
    seen = unit.low[start : cue.first]
    closers = {word for k, word in enumerate(seen, start) if unit.kinds[k] & tags.DASH}
    if "(" in seen and ")" not in seen:
        closers.add(")")
    opens = min(unit.over(tags.COORDINATOR | tags.ADVERB, start), cue.first)
    lead = unit.kinds[opens - (opens > start and unit.kinds[opens - 1] & tags.LEAD != 0)]
    own = unit.back_to(tags.COMMA | tags.END, cue.first)  # "In June, after the firm asked them to wait, many left"
    if own > start and unit.kinds[own] & tags.LEAD and unit.low[own] != "as" and not unit.any(tags.VERB, start, own):
        closers.add(",")
    if (
        (cue.first == start and (cue.form == "past" or (lead & tags.ING and not cue.has("source"))))
        or ("," not in seen and (lead & tags.LEAD or (cue.form == "ing" and lead & tags.PREPOSITION)))
        or (unit.any(tags.RELATIVE, cue.first - 6, cue.first) and unit.ends("relative clause", cue.first))
    ):
        closers.add(",")
    return frozenset(closers)


def _hangs(unit: Unit, cue: Cue) -> bool:
    """Whether a cue is no main verb: a participle, or in a clause like "when asked whether …, he said"."""
    if cue.form == "ing":
        return unit.low[cue.first - 1] not in ("is", "was", "are", "were", "been")
    return unit.any(tags.LEAD, cue.first - 5, cue.first) and unit.ends("leading clause", cue.first) is not None


def _ends_with_quote(unit: Unit, close: int, cue: Cue, closers: frozenset[str], *, whole: bool, named: bool) -> bool:
    """Whether a content ends with the quotation that ends at word ``close``: its stop, and what the cue takes."""
    inner, after = unit.quote_stop(close), unit.low[close + 1]
    if inner in (".", "?", "!", "...", "…") and (whole or unit.kinds[close + 1] & tags.NAME):
        return True
    if inner == "," and "," in closers and after not in ("and", "or"):
        return True
    return cue.has("label") and not (unit.starts("label goes on", close + 1) or (after == "to" and not named))


def _leaves_after_quote(unit: Unit, close: int, *, whole: bool, hanging: bool) -> bool:
    """Whether what follows the quotation that ends at word ``close`` is the article's again.

    ``whole``: the content begins with the quotation; ``hanging``: its cue is no main verb.
    """
    if hanging and unit.starts("main cue", close + 1):
        return True
    if unit.quote_stop(close) != ",":  # "said “Amen” *when asked*"
        return whole and unit.starts("turn to", close + 1) is not None
    if unit.kinds[close + 1] & tags.ING or _leaves(unit, close):
        return True
    if not whole:  # "called him “a gift,” *which* he is not"
        return bool(unit.starts("remark", close + 1)) and not unit.any(tags.QUOTED, close + 1, close + _NEXT)
    return unit.starts("turn", close + 1) is not None  # "he said, “Wait,” *and pointed*"


def _ends_before(unit: Unit, i: int, first: int, cue: Cue, hanging: bool) -> bool:
    """Whether a content ends before word ``i``, a mark or a word that begins something else."""
    word, kind = unit.low[i], unit.kinds[i]
    if kind & tags.DASH and not unit.any(tags.QUOTED, i, i + _FAR):
        # "called it “a gift” — and she meant it", "urged them to wait — which they did not": the article goes on
        alone = not unit.any(tags.DASH, first, i) and not unit.any(tags.DASH, i + 1, unit.next(tags.END, i))
        if unit.any(tags.QUOTED, first, i) or (alone and cue.lemma != "say"):
            return True
    if (word == ":" or kind & tags.DASH) and unit.starts("quoted by itself", i):
        return True
    if word == ",":
        if unit.low[first] != "that" and unit.starts("last remark", i) and not unit.any(_COMMA_OR_QUOTED, first, i):
            return True
        if cue.has("act") and unit.low[i + 1] == "as":
            return True  # "condemned the raid, as he had condemned …"
        if hanging and unit.starts("main cue", i + 1):
            return True
    if word in _SIDE_CLAUSES:
        said = cue.has("report", "hearer", "source", "noun")  # "said it was late *while adding* that"
        if unit.starts("aside" if said else "own aside", i):
            return True
    if (kind & (tags.COMMA | tags.DASH) or word in ("and", "but")) and _leaves(unit, i):
        return True
    return bool(kind & tags.CUE_ING and unit.kinds[i - 1] & tags.QUOTED)


def _leaves(unit: Unit, i: int) -> bool:
    """Whether reporting leaves the content at a comma, a conjunction, a dash or a closing mark behind a comma: the next
    verb is a cue of its own."""
    if unit.next(tags.CUE, i + 1) >= len(unit) or unit.starts("but also", i):
        return False
    if unit.starts("leaves", i):
        return True
    told = unit.starts("joined past", i)  # ", reported the Wire."
    source = phrase_after(unit, told.last) if told else None
    return bool(source and unit.kinds[source.last] & tags.NAME and unit.starts("clause ends", source.last + 1))
