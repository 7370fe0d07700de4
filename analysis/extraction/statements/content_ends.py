"""Where a content after its cue ends.

A content runs to the end of its sentence unless reporting leaves it: a joined verb of speech ("said it was late *and
added that*"), a participle that goes on reporting, a speaker of its own at the end ("asked whether it was late, *he
said*"), the article itself ("“Wait,” *before he left*"), the comma of a subordinate clause the cue stands in.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from analysis.extraction.statements import tags
from analysis.extraction.statements.cue_table import Cue
from analysis.extraction.statements.phrases import phrase_after
from analysis.extraction.statements.units import Unit

_FAR = 60  # words within which a quotation may still belong to a content after a dash
_SIDE_CLAUSES = frozenset(("after", "before", "while"))
_TURNS = _SIDE_CLAUSES | {":", "and", "but"}  # before what else than commas, dashes and participles a content ends
_NEXT = 14  # words within which a further quotation goes on with the content: the "first," which led to "a second"
_NEAR = 6  # words of a subject that stands before its cue
_LABELLED = frozenset(  # what goes on with a label after its quotation: “a gift” *to smugglers*
    ("who's", "than", "of", "for", "to", "who", "that", "which", "against", "from", "with", "between", "about")
)
_HAVE = frozenset(("has", "have", "had"))


class Content(NamedTuple):
    """Words ``first`` to ``last`` inclusive, and the rule that found them."""

    first: int
    last: int
    rule: str


def content_end(unit: Unit, first: int, cue: Cue) -> int:
    """The last word of a content that begins at ``first``."""
    low, kinds, i, size = unit.low, unit.kinds, first, len(unit)
    told = _is_clause(unit, first, cue)  # whether the content has its verb already
    closers = _closers(unit, cue)
    hanging = _hangs(unit, cue)
    while i < size:
        if kinds[i] & tags.QUOTED:
            close = unit.quote_end(i)
            if (
                close + 1 >= size
                or _ends_with_quote(unit, close, cue, closers, whole=i == first, named="as" in low[first:i])
                or _leaves_after_quote(unit, close, whole=i == first, hanging=hanging)
            ):
                return close
            i = close + 1
            continue
        word = low[i]
        if kinds[i] & tags.STOP or (i > first and word in closers):
            return i - 1
        if i > first and (kinds[i] & (tags.COMMA | tags.DASH | tags.ING) or word in _TURNS):
            if _ends_before(unit, i, first, cue, hanging):
                return i - 1
            if word in ("and", "but") and (_is_unsaid_after(unit, i) or (not told and _has_verb(unit, i + 1))):
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


def _is_clause(unit: Unit, i: int, cue: Cue) -> bool:
    """Whether a content is a clause by how it begins, or by what its cue takes."""
    if i >= len(unit) or cue.has("hearer", "object", "label", "source", "noun", "infinitive"):
        return True
    return bool(unit.kinds[i] & tags.PRONOUN) or unit.low[i] in ("that", "there")


def _closers(unit: Unit, cue: Cue) -> frozenset[str]:
    """Marks that end the cue's clause: the comma of a leading subordinate clause, the second dash or bracket."""
    start = unit.back_to(tags.END, cue.first)
    seen = unit.low[start : cue.first]
    closers = {word for k, word in enumerate(seen, start) if unit.kinds[k] & tags.DASH}
    if "(" in seen and ")" not in seen:
        closers.add(")")
    k = min(unit.over(tags.COORDINATOR | tags.ADVERB, start), cue.first)
    lead, opens = unit.kinds[k], cue.first == start
    if (
        (opens and (cue.form == "past" or (lead & tags.ING and not cue.has("source"))))
        or ("," not in seen and (lead & tags.LEAD or (cue.form == "ing" and lead & tags.PREPOSITION)))
        or _is_in_relative_clause(unit, cue)
    ):
        closers.add(",")
    return frozenset(closers)


def _is_in_relative_clause(unit: Unit, cue: Cue) -> bool:
    """Whether the cue stands in ", which X accuses of …, said": the next comma ends it."""
    for i in range(cue.first - 1, max(0, cue.first - 7), -1):
        if unit.low[i] == "," or (unit.kinds[i] & tags.FINITE and unit.low[i] not in _HAVE):
            return False
        if unit.low[i] in ("which", "who", "whom"):
            return unit.low[i - 1] == ","
    return False


def _hangs(unit: Unit, cue: Cue) -> bool:
    """Whether a cue is no main verb: a participle, or in a clause like "when asked whether …, he said"."""
    if cue.form == "ing":
        return unit.low[cue.first - 1] not in ("is", "was", "are", "were", "been")
    first = max(unit.back_to(tags.STOP | tags.COMMA | tags.QUOTED, cue.first), cue.first - _NEAR + 1)
    return unit.any(tags.LEAD, first, cue.first)


def _ends_with_quote(unit: Unit, close: int, cue: Cue, closers: frozenset[str], *, whole: bool, named: bool) -> bool:
    """Whether a content ends with the quotation that ends at word ``close``: its stop, and what the cue takes."""
    inner, after = _quote_stop(unit, close), unit.low[close + 1]
    if inner in (".", "?", "!", "...", "…") and (whole or unit.kinds[close + 1] & tags.NAME):
        return True
    if inner == "," and "," in closers and after not in ("and", "or"):
        return True
    return cue.has("label") and not _labels_on(unit, close + 1, named=named)


def _quote_stop(unit: Unit, close: int) -> str:
    """The last word or mark within the quotation that ends at word ``close``."""
    return unit.low[close - 1 if unit.kinds[close] & tags.CLOSING else close]


def _labels_on(unit: Unit, i: int, *, named: bool) -> bool:
    """Whether a label goes on after its quotation: “a gift” *to smugglers*, “a gift” *and a “nuisance”*."""
    if unit.low[i] in ("and", "or", ","):
        return unit.any(tags.QUOTED, i + 1, i + 4)
    stop = next((k for k in range(i, len(unit)) if unit.kinds[k] & (tags.STOP | tags.COMMA) or unit.low[k] == "and"), i)
    return unit.any(tags.QUOTED, i, stop) or (unit.low[i] in _LABELLED and not (named and unit.low[i] == "to"))


def _leaves_after_quote(unit: Unit, close: int, *, whole: bool, hanging: bool) -> bool:
    """Whether what follows the quotation that ends at word ``close`` is the article's again.

    ``whole``: the content begins with the quotation; ``hanging``: its cue is no main verb.
    """
    word, kind = unit.low[close + 1], unit.kinds[close + 1]
    if hanging and _is_main_cue_at(unit, close + 1):
        return True
    if _quote_stop(unit, close) != ",":  # "said “Amen” *when asked*"
        return whole and (
            (kind & tags.TURN and unit.kinds[close + 2] & (tags.ING | tags.ED) != 0) or word in ("until", "who")
        )
    if kind & tags.ING or _leaves(unit, close, comma=True):
        return True
    if not whole:  # "called him “a gift,” *which* he is not"
        return bool(kind & tags.REMARK) and not unit.any(tags.QUOTED, close + 1, close + _NEXT)
    goes_on = unit.any(tags.QUOTED, close + 1, close + 4)
    return bool(kind & tags.TURN) or (word == "and" and not goes_on)  # "he said, “Wait,” *and pointed*"


def _ends_before(unit: Unit, i: int, first: int, cue: Cue, hanging: bool) -> bool:
    """Whether a content ends before word ``i``, a mark or a word that begins something else."""
    word, kind = unit.low[i], unit.kinds[i]
    if kind & tags.DASH and unit.any(tags.QUOTED, first, i) and not unit.any(tags.QUOTED, i, i + _FAR):
        return True  # "called it “a gift” — and she meant it": the article goes on after the quoted words
    if (word == ":" or kind & tags.DASH) and _is_quoted_by_itself(unit, i + 1):
        return True
    if word == ",":
        if cue.has("act") and unit.low[i + 1] == "as":
            return True  # "condemned the raid, as he had condemned …"
        if hanging and _is_main_cue_at(unit, i + 1):
            return True
    if word in _SIDE_CLAUSES and _leaves_aside(unit, i, cue):
        return True
    if (kind & (tags.COMMA | tags.DASH) or word in ("and", "but")) and _leaves(unit, i):
        return True
    return bool(kind & tags.ING and unit.kinds[i - 1] & tags.QUOTED) and any(
        c.first == i and c.form == "ing" for c in unit.cues
    )


def _leaves(unit: Unit, i: int, *, comma: bool = False) -> bool:
    """Whether reporting leaves the content at a comma, a conjunction or a dash: the next verb is a cue of its own.

    ``comma``: word ``i`` is a closing mark behind a comma.
    """
    low, at_comma = unit.low, unit.low[i] == ","
    if ("but", "also") in (low[i : i + 2], low[i + 1 : i + 3]):
        return False  # "did not only reflect …, but also reflected"
    j = unit.over(
        tags.COORDINATOR | tags.COMMA | tags.ADVERB | tags.LY, i + 1
    )  # over the "has" of a joined verb: "and also has said"
    j += j > i + 1 and low[j - 1] in ("and", "but") and low[j] in _HAVE
    joined = low[i + 1] in ("and", "but")
    other = _next_cue(unit, j)
    if other is None:
        return False
    finite = other.form in ("past", "s")
    if other.first == j:
        if other.form == "ing" or other.has("source") or joined or (finite and not at_comma):
            return True
        return other.form == "past" and _closes(unit, other, j)
    if at_comma and other.form == "s" and other.first == j + 1 and unit.kinds[j] & tags.NAME:
        return True  # "Kelm says two died, Orlo says three"
    if not finite:
        return False
    if at_comma and other.first - j <= 8 and _closes(unit, other, j):
        return True
    begins = joined or low[i + 1] in ("while", "although", "though")  # ", but Smith said …"
    return (comma or at_comma) and begins and other.first - j <= 4


def _next_cue(unit: Unit, i: int) -> Cue | None:
    """The first cue from word ``i`` on."""
    return next((cue for cue in unit.cues if cue.first >= i), None)


def _closes(unit: Unit, other: Cue, j: int) -> bool:
    """Whether ", two officials said in May." or ", reported the Wire." ends the sentence: source, cue and a date."""
    after = other.last + 1
    if other.first == j:
        source = phrase_after(unit, after)
        if source is None or not unit.kinds[source.last] & tags.NAME:
            return False
        after = source.last + 1
    while unit.kinds[after] & (tags.DATE | tags.DIGITS) or unit.low[after] in ("on", "in", "earlier"):
        after += 1
    told = unit.low[after] == "," and (unit.low[after + 1] == "according" or unit.kinds[after + 1] & tags.ING)
    if not (told or after >= len(unit) or unit.kinds[after] & tags.STOP):
        return False
    return not any(
        unit.kinds[k] & (tags.FINITE | tags.AUXILIARY) and unit.low[k] not in _HAVE for k in range(j, other.first)
    )


def _leaves_aside(unit: Unit, i: int, cue: Cue) -> bool:
    """Whether "after", "before" or "while" begins a clause that reports for itself; reported clauses may hold one."""
    near = _next_cue(unit, i + 1)
    if near is None:
        return False
    if cue.has("report", "hearer", "source", "noun"):  # "said it was late *while adding* that"
        return near.first == i + 1 and near.form == "ing"
    return near.first - i <= _NEAR and near.form in ("past", "s", "ing")


def _is_quoted_by_itself(unit: Unit, i: int) -> bool:
    """Whether a quotation with its own cue begins at word ``i``: "said it was late: *“Go home,” she said*"."""
    if not unit.kinds[i] & tags.QUOTED:
        return False
    after = unit.quote_end(i) + 1
    return any(c.first == after and c.form in ("past", "s") for c in unit.cues) or _is_main_cue_at(unit, after)


def _is_main_cue_at(unit: Unit, i: int) -> bool:
    """Whether a short subject and a cue of its own stand at word ``i``: "…, *he said*", "…, *the mayor told*"."""
    near = _next_cue(unit, i)
    if near is None or not i < near.first <= i + _NEAR or near.form not in ("past", "s") or near.passive:
        return False
    if unit.kinds[i] & (tags.SUBORDINATOR | tags.RELATIVE | tags.PREPOSITION | tags.COORDINATOR):
        return False
    return not unit.any(tags.QUOTED | tags.COMMA | tags.FINITE | tags.RELATIVE, i, near.first)


def _is_unsaid_after(unit: Unit, i: int) -> bool:
    """Whether a conjunction leads to speech that did not happen: "said it was late *but did not say why*"."""
    negated = False
    for j in range(i + 1, min(i + 6, len(unit))):
        kind = unit.kinds[j]
        if kind & tags.REFUSED:
            return unit.low[j + 1] == "to"
        if kind & (tags.NEGATION | tags.NOT):
            negated = True
        elif not (kind & (tags.AUXILIARY | tags.ADVERB) or unit.low[j] == "yet"):
            return negated and kind & tags.WITHHELD != 0
    return False


def _has_verb(unit: Unit, i: int) -> bool:
    """Whether a conjunction goes on with the speaker's own verb: "reported two dead *and has* not corrected it"."""
    return not unit.kinds[i] & tags.QUOTED and bool(unit.kinds[i + (unit.kinds[i] & tags.ADVERB != 0)] & tags.FINITE)
