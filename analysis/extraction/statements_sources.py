"""The source of a cue: the noun phrase that speaks, as a range of words of the unit.

Subjects are found from the cue leftwards over auxiliaries and adverbs, over an apposition between commas, to the
nearest boundary of a clause; after the cue where subject and verb are inverted; from the cue before where verbs are
joined.
"""

from __future__ import annotations

from analysis.extraction.cues import Cue
from analysis.extraction.statements_phrases import (
    BREAKS,
    Source,
    is_break,
    is_gloss,
    is_phrase,
    main_subject,
    over_brackets,
    phrase_after,
    phrase_before,
    segments,
)
from analysis.extraction.statements_words import Grammar, Unit

PERCEPTION = frozenset(("heard", "hear", "overheard", "saw", "watched"))
BEFORE_DATES = frozenset(("on", "this", "last", "past", "late", "early"))
CLAUSES = frozenset(("while", "when", "although", "though", "because"))


def find_source(unit: Unit, cue: Cue, grammar: Grammar, *, earlier: Source | None, floor: int = 0) -> Source | None:
    """Who speaks. ``earlier`` is the source of the cue before this one in the same sentence, shared by joined verbs.

    ``floor`` is the first word after that cue: a subject does not begin before it.
    """
    source = _source(unit, cue, grammar, earlier)
    if source and source.place == "before":
        source = _perceived(unit, source)
    if source and source.place == "before" and source.first < floor <= source.last:
        first = floor + (unit.low[floor] in ("that", ",") and floor < source.last)
        return Source(first, source.last, "before")
    return source


def _perceived(unit: Unit, source: Source) -> Source:
    """Who was heard to speak: "I heard *my neighbour* say"."""
    for k in range(source.first + 1, source.last):
        if unit.low[k] in PERCEPTION:
            return Source(k + 1, source.last, "before")
    return source


def cited_source(unit: Unit, cue: Cue, source: Source | None, grammar: Grammar) -> Source | None:
    """Whom the subject passes on: "the Wire, citing *two officials*, said", "the Wire said, quoting *the mayor*"."""
    if source is None or cue.has("source", "noun"):
        return None
    for after in (source.last + 1, cue.last + 1):
        if unit.low[after : after + 1] == (",",) and unit.low[after + 1 : after + 2] in (("citing",), ("quoting",)):
            found = phrase_after(unit, after + 2, grammar)
            if found is None or _is_owned(unit, found):
                return None
            return Source(found.first, found.last, source.place)
    return None


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
    return _subject(unit, cue, grammar, earlier)


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


def _subject(unit: Unit, cue: Cue, grammar: Grammar, earlier: Source | None) -> Source | None:
    j = _over_auxiliaries(unit, cue.first - 1, grammar)
    if j >= 0 and unit.quoted[j] >= 0 and (named := _quoted_name(unit, j, grammar)):
        return named
    if j < 0 or unit.quoted[j] >= 0:
        return earlier
    word = unit.low[j]
    if word in grammar["leads"] and not unit.is_name(j):  # "When told of it, the mayor": a passive without its subject
        return None
    if word in grammar["coordinators"] or (
        word == "," and unit.low[j - 1 : j] and unit.low[j - 1] in grammar["coordinators"]
    ):
        return earlier or main_subject(unit, j, grammar)
    if word == "to":
        return earlier or main_subject(unit, j, grammar)
    if word in (",", "-", "—", "–", "--"):
        return _before_apposition(unit, j, grammar) or earlier
    if word == ")":
        j = over_brackets(unit, j)
    if j >= 0 and unit.low[j] in grammar["relatives"] and unit.low[j] != "that":
        return _antecedent(unit, j, grammar)
    return phrase_before(unit, j, grammar)


def _quoted_name(unit: Unit, j: int, grammar: Grammar) -> Source | None:
    """A name in marks as subject: The “Lantern Institute” said."""
    i = j
    while i > 0 and unit.quoted[i - 1] == unit.quoted[j]:
        i -= 1
    words = [k for k in range(i, j + 1) if unit.low[k][0].isalnum()]
    if not 1 <= len(words) <= 5 or not all(unit.is_name(k) for k in words):
        return None
    if i and unit.quoted[i - 1] < 0 and unit.low[i - 1] not in BREAKS and unit.low[i - 1] != ",":
        return Source(phrase_before(unit, i - 1, grammar).first, j, "before")
    return Source(i, j, "before")


def _over_auxiliaries(unit: Unit, j: int, grammar: Grammar) -> int:
    """The index left of the auxiliaries and adverbs before a verb."""
    while j >= 0:
        word = unit.low[j]
        if _is_capital_within(unit, j):  # "While Will acknowledges", "Mrs. May said"
            break
        if (
            word in grammar["auxiliaries"]
            or word.endswith("ly")
            or (word in grammar["adverbs"] and word not in ("all", "both"))
        ) or (word in grammar["dates"] and j and unit.low[j - 1] not in BREAKS and not word.isdigit()):
            j -= 1
        elif word in BEFORE_DATES and j and unit.low[j + 1] in grammar["dates"] | BEFORE_DATES:
            j -= 1  # "who has led it since, on Friday told", "the chairman, this past week, announced"
        elif (
            word == ","
            and j
            and (unit.low[j - 1] in ("however", "meanwhile", "too", "though") or unit.low[j - 1].endswith("ly"))
        ):
            j -= 2
            if j >= 0 and unit.low[j] == ",":
                j -= 1
        else:
            break
    return j


def _is_capital_within(unit: Unit, j: int) -> bool:
    """Whether a word that could be a verb or adverb is written as a name within the sentence."""
    return j > 0 and unit.is_name(j) and unit.low[j - 1] not in BREAKS and unit.raw[j] != "I"


def _before_apposition(unit: Unit, j: int, grammar: Grammar) -> Source | None:
    """The noun phrase that appositions between commas or dashes explain: "X, a spokeswoman for Y, said"."""
    best: tuple[int, int] | None = None
    for segment in segments(unit, j)[1:]:
        if not is_phrase(unit, segment, grammar) or _is_adverbial(unit, segment, grammar):
            break
        best = segment
        if any(w in CLAUSES and w in grammar["leads"] for w in unit.low[segment[0] + 1 : segment[1]]):
            break  # "… while the mayor, a former nurse, spoke"
        if unit.low[segment[0]] in grammar["coordinators"]:  # "…, but its spokesman, X, said"
            break
        if not is_gloss(unit, segment, grammar):
            break
    return phrase_before(unit, best[1], grammar) if best else None


def _is_adverbial(unit: Unit, segment: tuple[int, int], grammar: Grammar) -> bool:
    """Whether a segment opens with a preposition whose object fills it: "In addition to the inquiry, the mayor, …"."""
    if unit.low[segment[0]] not in grammar["prepositions"] or (unit.is_name(segment[0]) and segment[0]):
        return False
    first = phrase_before(unit, segment[1], grammar).first
    return first > segment[0] and unit.low[first - 1] in grammar["prepositions"]


def _antecedent(unit: Unit, j: int, grammar: Grammar) -> Source | None:
    """The noun phrase before "who", with the pronoun."""
    k = j - 1
    if k >= 0 and unit.low[k] == ",":
        parts = segments(unit, k)
        if len(parts) > 1 and is_gloss(unit, parts[0], grammar) and unit.is_name(parts[1][1]):
            first = parts[1][1]
            while first > parts[1][0] and unit.is_name(first - 1):
                first -= 1
            return Source(first, j, "before")
        k -= 1
    if k < 0 or is_break(unit, k):
        return Source(j, j, "before")
    return Source(phrase_before(unit, k, grammar).first, j, "before")


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
