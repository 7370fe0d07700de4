"""Where reporting leaves a content: a joined verb of speech, a speaker of its own, the article itself.

"said it was late *and added that* …", "asked whether it was late, *he said*", "“Wait,” *before he left*".
"""

from __future__ import annotations

from collections.abc import Sequence

from analysis.extraction.statements.grammar.cues import Cue
from analysis.extraction.statements.grammar.phrases import phrase_after
from analysis.extraction.statements.grammar.words import CLOSING_MARKS, STOPS, Grammar, Unit, quote_end

SIDE_CLAUSES = frozenset(("after", "before", "while"))
NEXT = 14  # words within which a further quotation goes on with the content: "the “first,” which led to “a second”"
NEAR = 6  # words of a subject that stands before its cue


def quote_stop(unit: Unit, close: int) -> str:
    """The last word or mark within the quotation that ends at word ``close``."""
    return unit.low[close - 1] if unit.low[close] in CLOSING_MARKS else unit.low[close]


def leaves_after_quote(
    unit: Unit, close: int, cues: Sequence[Cue], grammar: Grammar, *, whole: bool, hanging: bool
) -> bool:
    """Whether what follows the quotation that ends at word ``close`` is the article's again.

    ``whole``: the content begins with the quotation; ``hanging``: its cue is no main verb.
    """
    after = unit.low[close + 1]
    if hanging and main_cue_at(unit, close + 1, cues, grammar):
        return True
    if quote_stop(unit, close) != ",":
        follows = unit.low[close + 2 : close + 3]
        turns = after in grammar["turns"] and follows != () and follows[0].endswith(("ing", "ed"))
        return whole and (turns or after in ("until", "who"))  # "said “Amen” *when asked*"
    if after.endswith("ing") or leaves(unit, close, cues, grammar, comma=True):
        return True
    if not whole:
        return (
            after in grammar["remarks"] and max(unit.quoted[close + 1 : close + NEXT], default=-1) < 0
        )  # "called him “a gift,” *which* he is not"
    quotes_on = any(q >= 0 for q in unit.quoted[close + 1 : close + 4])
    return after in grammar["turns"] or (after == "and" and not quotes_on)  # "he said, “Wait,” *and pointed*"


def unsaid_after(unit: Unit, i: int, grammar: Grammar) -> bool:
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


def leaves_aside(unit: Unit, i: int, cue: Cue, cues: Sequence[Cue]) -> bool:
    """Whether "after", "before" or "while" begins a clause that reports for itself; reported clauses may hold one."""
    if unit.low[i] not in SIDE_CLAUSES:
        return False
    near = next((c for c in cues if c.first > i), None)
    if near is None:
        return False
    if cue.has("report", "hearer", "source", "noun"):  # "said it was late *while adding* that"
        return near.first == i + 1 and near.form == "ing"
    return near.first - i <= NEAR and near.form in ("past", "s", "ing")


def hangs(unit: Unit, cue: Cue, grammar: Grammar) -> bool:
    """Whether a cue is no main verb: a participle, or in a clause like "when asked whether …, he said"."""
    if cue.form == "ing":
        return unit.low[max(0, cue.first - 1)] not in ("is", "was", "are", "were", "been")
    for j in range(cue.first - 1, max(-1, cue.first - NEAR), -1):
        if unit.low[j] in STOPS or unit.low[j] == "," or unit.quoted[j] >= 0:
            return False
        if unit.low[j] in grammar["leads"]:
            return True
    return False


def quoted_by_itself(unit: Unit, i: int, cues: Sequence[Cue], grammar: Grammar) -> bool:
    """Whether a quotation with its own cue begins at word ``i``: "said it was late: *“Go home,” she said*"."""
    if i >= len(unit.low) or unit.quoted[i] < 0:
        return False
    after = quote_end(unit, i) + 1
    inverted = any(c.first == after and c.form in ("past", "s") for c in cues)
    return after < len(unit.low) and (inverted or main_cue_at(unit, after, cues, grammar))


def main_cue_at(unit: Unit, i: int, cues: Sequence[Cue], grammar: Grammar) -> bool:
    """Whether a short subject and a cue of its own stand at word ``i``: "…, *he said*", "…, *the mayor told*"."""
    near = next((c for c in cues if c.first >= i), None)
    if near is None or not i < near.first <= i + NEAR or near.form not in ("past", "s") or near.passive:
        return False
    if any(unit.low[i] in grammar[c] for c in ("subordinators", "relatives", "prepositions", "coordinators")):
        return False
    return not any(
        unit.quoted[k] >= 0
        or unit.low[k] == ","
        or unit.low[k] in grammar["finite"]
        or unit.low[k] in grammar["relatives"]
        for k in range(i, near.first)
    )


def leaves(unit: Unit, i: int, cues: Sequence[Cue], grammar: Grammar, *, comma: bool = False) -> bool:
    """Whether reporting leaves the content at a comma, a conjunction or a dash: the next verb is a cue of its own.

    ``comma``: word ``i`` is a closing mark behind a comma.
    """
    if unit.low[i + 1 : i + 3] == ("but", "also") or unit.low[i : i + 2] == ("but", "also"):
        return False  # "did not only reflect …, but also reflected"
    j = _over_joiners(unit, i + 1, grammar)
    joined = unit.low[i + 1 : i + 2] in (("and",), ("but",))
    other = next((c for c in cues if c.first >= j), None)
    if other is None:
        return False
    if other.first == j:
        if other.form == "ing" or other.has("source") or joined:
            return True
        finite = other.form in ("past", "s") and unit.low[i] != ","
        return finite or (other.form == "past" and _closes(unit, other, j, grammar))
    if unit.low[i] == "," and other.form == "s" and other.first == j + 1 and unit.is_name(j):
        return True  # "Kelm says two died, Orlo says three"
    if other.form not in ("past", "s"):
        return False
    if unit.low[i] == "," and other.first - j <= 8 and _closes(unit, other, j, grammar):
        return True
    begins = joined or unit.low[i + 1 : i + 2] in (("while",), ("although",), ("though",))  # ", but Smith said …"
    return (comma or unit.low[i] == ",") and begins and other.first - j <= 4


def _over_joiners(unit: Unit, i: int, grammar: Grammar) -> int:
    """The index after conjunctions and adverbs, and after the "has" of a joined verb: "and also has said"."""
    j = i
    while j < len(unit.low) and (
        unit.low[j] in grammar["coordinators"]
        or unit.low[j] == ","
        or unit.low[j] in grammar["adverbs"]
        or unit.low[j].endswith("ly")
    ):
        j += 1
    has = j > i and unit.low[j - 1] in ("and", "but") and unit.low[j : j + 1] in (("has",), ("have",), ("had",))
    return j + has


def _closes(unit: Unit, other: Cue, j: int, grammar: Grammar) -> bool:
    """Whether ", two officials said in May." or ", reported the Wire." ends the sentence: source, cue and a date."""
    after = other.last + 1
    if other.first == j:
        source = phrase_after(unit, after, grammar)
        if source is None or not unit.is_name(source.last):
            return False
        after = source.last + 1
    while after < len(unit.low) and (
        unit.low[after] in grammar["dates"] or unit.low[after] in ("on", "in", "earlier") or unit.low[after].isdigit()
    ):
        after += 1
    goes_on = unit.low[after : after + 1] == (",",) and after + 1 < len(unit.low)
    told = goes_on and (unit.low[after + 1] == "according" or unit.low[after + 1].endswith("ing"))
    if not (told or after >= len(unit.low) or unit.low[after] in STOPS):
        return False
    verbs = (grammar["finite"] | grammar["auxiliaries"]) - {"have", "has", "had"}
    return verbs.isdisjoint(unit.low[j : other.first])
