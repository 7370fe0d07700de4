"""The source of a cue: the noun phrase that speaks, as a range of words of the unit.

Subjects are found from the cue leftwards over auxiliaries and adverbs, over an apposition between commas, to the
nearest boundary of a clause; after the cue where subject and verb are inverted; from the cue before where verbs are
joined.
"""

from __future__ import annotations

from analysis.extraction.statements.grammar.cues import Cue
from analysis.extraction.statements.grammar.phrases import (
    Source,
    is_break,
    main_subject,
    phrase_after,
    phrase_before,
)
from analysis.extraction.statements.grammar.subjects import subject_before
from analysis.extraction.statements.grammar.words import Grammar, Unit


def find_source(unit: Unit, cue: Cue, grammar: Grammar, *, earlier: Source | None, floor: int = 0) -> Source | None:
    """Who speaks. ``earlier`` is the source of the cue before this one in the same sentence, shared by joined verbs.

    ``floor`` is the first word after that cue: a subject does not begin before it.
    """
    source = _source(unit, cue, grammar, earlier)
    if source and source.place == "before":
        source = _perceived(unit, source, grammar)
    if source and source.place == "before" and source.first < floor <= source.last:
        first = floor + (unit.low[floor] in ("that", ",") and floor < source.last)
        return Source(first, source.last, "before")
    return source


def _perceived(unit: Unit, source: Source, grammar: Grammar) -> Source:
    """Who was heard to speak: "I heard *my neighbour* say"."""
    for k in range(source.first + 1, source.last):
        if unit.low[k] in grammar["perception"]:
            return Source(k + 1, source.last, "before")
    return source


def cited_source(unit: Unit, cue: Cue, source: Source | None, grammar: Grammar) -> Source | None:
    """Whom the subject passes on: "the Wire, citing *two officials*, said", "the Wire said, quoting *the mayor*"."""
    if source is None or cue.has("source", "noun"):
        return None
    for after in (source.last + 1, cue.last + 1):
        if unit.low[after : after + 1] == (",",) and unit.low[after + 1 : after + 2] in (("citing",), ("quoting",)):
            found = phrase_after(unit, after + 2, grammar)
            if (
                found is None
                or _is_owned(unit, found)
                or unit.low[_head(unit, found, grammar)] in grammar["cited_things"]
            ):
                return None
            return Source(found.first, found.last, source.place)
    return None


def _head(unit: Unit, source: Source, grammar: Grammar) -> int:
    """The index of a phrase's noun: the word before its first preposition."""
    ends = (k for k in range(source.first + 1, source.last + 1) if unit.low[k] in grammar["prepositions"])
    return next(ends, source.last + 1) - 1


def _is_owned(unit: Unit, source: Source) -> bool:
    """Whether what is cited is somebody's thing, not somebody: "he said, citing *the mayor's popularity*"."""
    return any(word.endswith(("'s", "s'")) for word in unit.low[source.first : source.last])


def _source(unit: Unit, cue: Cue, grammar: Grammar, earlier: Source | None) -> Source | None:
    if cue.has("source"):
        return phrase_after(unit, cue.last + 1, grammar)
    if cue.has("noun"):
        return _owner(unit, cue, grammar) or earlier
    if cue.passive:
        return _agent(unit, cue, grammar)
    if is_inverted(unit, cue, grammar):
        return phrase_after(unit, cue.last + 1, grammar)
    if cue.form == "ing" and not _has_auxiliary(unit, cue, grammar):
        if absolute := _absolute(unit, cue):
            return absolute
        return earlier or main_subject(unit, cue.first, grammar) or _following_subject(unit, cue, grammar)
    return subject_before(unit, cue, grammar, earlier)


def _following_subject(unit: Unit, cue: Cue, grammar: Grammar) -> Source | None:
    """The subject after an opening participle and its content: "Noting that it was late, *the mayor* left"."""
    for i in range(cue.last + 1, len(unit.low)):
        if unit.low[i] in (".", "?", "!", ";", ":") and unit.quoted[i] < 0:
            return None
        start = i + 1
        while start < len(unit.low) and unit.quoted[start] >= 0 and not unit.low[start][0].isalnum():
            start += 1  # the mark that closes after the comma
        if unit.low[i] == "," and start < len(unit.low) and unit.quoted[start] < 0:
            found = phrase_after(unit, start, grammar) if _begins_phrase(unit, start, grammar) else None
            if found and _begins_verb(unit, found.last + 1, grammar):
                return Source(found.first, found.last, "shared")
    return None


def _begins_verb(unit: Unit, i: int, grammar: Grammar) -> bool:
    if i >= len(unit.low):
        return False
    word = unit.low[i]
    return (
        word in grammar["finite"] or word in grammar["auxiliaries"] or word.endswith("ed") or word in grammar["adverbs"]
    )


def is_inverted(unit: Unit, cue: Cue, grammar: Grammar) -> bool:
    """ "…," said the minister: the cue follows a closed content and a noun phrase follows the cue."""
    if not cue.first or cue.form == "ing" or cue.passive or cue.has("hearer", "object", "label", "act"):
        return False
    quoted = unit.quoted[cue.first - 1] >= 0
    if not (quoted or unit.low[cue.first - 1] in (",", "?", "!", "—", "–", "--", "-")):
        return False
    i = cue.last + 1
    if i >= len(unit.low) or unit.quoted[i] >= 0 or not _begins_phrase(unit, i, grammar):
        return False
    source = phrase_after(unit, i, grammar)
    if source is None:
        return False
    after = unit.low[source.last + 1] if source.last + 1 < len(unit.low) else "."
    closed = after in (",", ".", ";", ":", "?", "!", "(", "-", "—", "–", "--", "who") or is_break(unit, source.last + 1)
    if quoted:
        return (
            closed
            or after in grammar["prepositions"]
            or after in grammar["dates"]
            or after in grammar["subordinators"]
            or after in grammar["coordinators"]
        )
    if after == ",":
        rest = unit.low[source.last + 1 :]
        relative = next((k for k, w in enumerate(rest) if w in ("who", "which", "whose")), len(rest))
        closed = not any(w in grammar["finite"] or w in grammar["relatives"] for w in rest[:relative])
    return (closed or after in grammar["dates"] or after in ("in", "on", "at", "during")) and _subject_is_missing(
        unit, cue, grammar
    )


def _begins_phrase(unit: Unit, i: int, grammar: Grammar) -> bool:
    word = unit.low[i]
    if word == "that" or word in grammar["dates"] or word in grammar["object_pronouns"] - grammar["subject_pronouns"]:
        return False
    if (
        unit.is_name(i)
        or word in grammar["determiners"]
        or word in grammar["possessives"]
        or word in grammar["subject_pronouns"]
    ):
        return True
    return word[0].isalpha() and not any(
        word in grammar[c] for c in ("prepositions", "subordinators", "adverbs", "coordinators")
    )


def _subject_is_missing(unit: Unit, cue: Cue, grammar: Grammar) -> bool:
    """Whether what stands before ", said …" is a clause with a verb of its own, not a name and its apposition."""
    j = cue.first - 2
    while j >= 0 and unit.low[j] not in (".", "?", "!", ";", ":") and unit.low[j] not in grammar["relatives"]:
        if unit.low[j] in grammar["finite"] or unit.low[j] in grammar["auxiliaries"]:
            return True
        j -= 1
    return False


def _agent(unit: Unit, cue: Cue, grammar: Grammar) -> Source | None:
    """The phrase after "by" of a passive cue."""
    for i in range(cue.last + 1, min(cue.last + 4, len(unit.low))):
        if unit.low[i] == "by":
            return phrase_after(unit, i + 1, grammar)
    return None


def _owner(unit: Unit, cue: Cue, grammar: Grammar) -> Source | None:
    """Whose claim: "the ministry's claim that", "his claim that"."""
    for i in range(cue.first - 1, max(-1, cue.first - 4), -1):
        if unit.low[i] in grammar["possessives"]:
            return Source(i, i, "before")
        if unit.low[i].endswith(("'s", "s'")):
            return phrase_before(unit, i, grammar)
    return None


def _has_auxiliary(unit: Unit, cue: Cue, grammar: Grammar) -> bool:
    """Whether an -ing form is a progressive with a subject of its own: "is demanding"."""
    j = cue.first - 1
    while j >= 0 and (unit.low[j] in grammar["adverbs"] or unit.low[j].endswith("ly")):
        j -= 1
    return j >= 0 and unit.low[j] in ("is", "are", "was", "were", "be", "been", "am", "'s", "'re")


def _absolute(unit: Unit, cue: Cue) -> Source | None:
    """The subject of a participle of its own: "with *the ministry* saying that"."""
    i = cue.first - 1
    cited = i > 1 and unit.low[i] == "as"  # "a senator cited *Vane* as saying"
    while i >= 0 and unit.low[i] != "," and not is_break(unit, i):
        if cited and unit.low[i].startswith(("cit", "quot")) and i < cue.first - 2:
            return Source(i + 1, cue.first - 2, "before")
        if unit.low[i] == "with" and cue.first - i > 1:
            return Source(i + 1, cue.first - 1, "before")
        i -= 1
    return None
