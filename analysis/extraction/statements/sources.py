"""The source of a cue: the noun phrase that speaks, as a range of words of the unit.

Subjects are found from the cue leftwards over auxiliaries, adverbs, appositions and relative clauses to the nearest
boundary of a clause; after the cue where subject and verb are inverted; from the cue before where verbs are joined.
"""

from __future__ import annotations

from analysis.extraction.statements import tags
from analysis.extraction.statements.cue_table import Cue
from analysis.extraction.statements.phrases import (
    Source,
    is_break,
    is_gloss,
    is_phrase,
    main_subject,
    over_brackets,
    phrase_after,
    phrase_before,
    segments,
)  # fmt: skip
from analysis.extraction.statements.units import Unit

_BE = frozenset(("is", "are", "was", "were", "be", "been", "am", "'s", "'re"))


def find_source(unit: Unit, cue: Cue, *, earlier: Source | None, floor: int = 0) -> Source | None:
    """Who speaks. ``earlier`` is the source of the cue before this one in the same sentence, shared by joined verbs.

    ``floor`` is the first word after that cue: a subject does not begin before it.
    """
    source = _source(unit, cue, earlier)
    if source and source.place == "before":
        heard = unit.next(tags.PERCEPTION, source.first + 1)
        if heard < source.last:  # "I heard *my neighbour* say"
            source = Source(heard + 1, source.last, "before")
        if source.first < floor <= source.last:
            return Source(floor + (unit.low[floor] in ("that", ",") and floor < source.last), source.last, "before")
    return source


def cited_source(unit: Unit, cue: Cue, source: Source | None) -> Source | None:
    """Whom the subject passes on: "the Wire, citing *two officials*, said", "the Wire said, quoting *the mayor*"."""
    if source is None or cue.has("source", "noun"):
        return None
    for after in (source.last + 1, cue.last + 1):
        if unit.low[after] == "," and unit.low[after + 1] in ("citing", "quoting"):
            found = phrase_after(unit, after + 2)
            if found is None or unit.any(
                tags.OWNS, found.first, found.last
            ):  # "he said, citing *the mayor's popularity*"
                return None
            head = min(unit.next(tags.PREPOSITION, found.first + 1), found.last + 1) - 1
            return None if unit.kinds[head] & tags.CITED_THING else found._replace(place=source.place)
    return None


def _source(unit: Unit, cue: Cue, earlier: Source | None) -> Source | None:
    if cue.has("source"):
        return phrase_after(unit, cue.last + 1)
    if cue.has("noun"):
        return _owner(unit, cue) or earlier
    if cue.passive:  # the phrase after "by"
        by = next((k for k in range(cue.last + 1, cue.last + 4) if unit.low[k : k + 1] == ("by",)), None)
        return None if by is None else phrase_after(unit, by + 1)
    if _is_inverted(unit, cue):
        return phrase_after(unit, cue.last + 1)
    if cue.form == "ing" and unit.low[unit.back_over(tags.ADVERB | tags.LY, cue.first - 1)] not in _BE:
        return _absolute(unit, cue) or earlier or main_subject(unit, cue.first) or _following_subject(unit, cue)
    return _subject_before(unit, cue, earlier)


def _owner(unit: Unit, cue: Cue) -> Source | None:
    """Whose claim: "the ministry's claim that", "his claim that"."""
    for i in range(cue.first - 1, max(-1, cue.first - 4), -1):
        if unit.kinds[i] & tags.POSSESSIVE:
            return Source(i, i, "before")
        if unit.kinds[i] & tags.OWNS:
            return phrase_before(unit, i)
    return None


def _absolute(unit: Unit, cue: Cue) -> Source | None:
    """The subject of a participle of its own: "with *the ministry* saying that"."""
    cited = cue.first > 2 and unit.low[cue.first - 1] == "as"  # "a senator cited *Vane* as saying"
    for i in range(cue.first - 1, unit.back_to(tags.COMMA | tags.BREAK | tags.QUOTED, cue.first) - 1, -1):
        if cited and unit.low[i].startswith(("cit", "quot")) and i < cue.first - 2:
            return Source(i + 1, cue.first - 2, "before")
        if unit.low[i] == "with" and cue.first - i > 1:
            return Source(i + 1, cue.first - 1, "before")
    return None


def _following_subject(unit: Unit, cue: Cue) -> Source | None:
    """The subject after an opening participle and its content: "Noting that it was late, *the mayor* left"."""
    for i in range(cue.last + 1, len(unit)):
        if unit.kinds[i] & (tags.STOP | tags.COLON) and not unit.kinds[i] & tags.QUOTED:
            return None
        start = i + 1
        while unit.kinds[start] & tags.QUOTED and not unit.kinds[start] & tags.WORD:
            start += 1  # the mark that closes after the comma
        if unit.low[i] == "," and start < len(unit) and not unit.kinds[start] & tags.QUOTED:
            found = phrase_after(unit, start) if _begins_phrase(unit, start) else None
            if found and unit.kinds[found.last + 1] & (tags.FINITE | tags.AUXILIARY | tags.ED | tags.ADVERB):
                return found._replace(place="shared")
    return None


def _is_inverted(unit: Unit, cue: Cue) -> bool:
    """ "…," said the minister: the cue follows a closed content and a noun phrase follows the cue."""
    if not cue.first or cue.form == "ing" or cue.has("hearer", "object", "label", "act"):
        return False
    quoted, i = unit.kinds[cue.first - 1] & tags.QUOTED, cue.last + 1
    if not (quoted or unit.kinds[cue.first - 1] & (tags.COMMA | tags.DASH) or unit.low[cue.first - 1] in ("?", "!")):
        return False
    source = phrase_after(unit, i) if i < len(unit) and _begins_phrase(unit, i) else None
    if source is None:
        return False
    end = source.last + 1
    word, kind = unit.low[end], unit.kinds[end]
    closed = word in ("", ",", "-", "who") or kind & (tags.BREAK | tags.QUOTED)
    if quoted:
        return bool(closed or kind & (tags.PREPOSITION | tags.DATE | tags.SUBORDINATOR | tags.COORDINATOR))
    if word == ",":
        relative = next((k for k in range(end, len(unit)) if unit.low[k] in ("who", "which", "whose")), len(unit))
        closed = not unit.any(tags.FINITE | tags.RELATIVE, end, relative)
    # what stands before is a clause with a verb of its own, not a name and its apposition
    told = unit.any(
        tags.FINITE | tags.AUXILIARY, unit.back_to(tags.RELATIVE | tags.STOP | tags.COLON, cue.first - 1), cue.first - 1
    )
    return told and bool(closed or kind & tags.DATE or word in ("in", "on", "at", "during"))


def _begins_phrase(unit: Unit, i: int) -> bool:
    kind = unit.kinds[i]
    if unit.low[i] == "that" or kind & tags.DATE or (kind & tags.OBJECT and not kind & tags.SUBJECT):
        return False
    if kind & (tags.NAME | tags.DETERMINER | tags.POSSESSIVE | tags.SUBJECT):
        return True
    return bool(kind & tags.LETTERS) and not kind & (
        tags.PREPOSITION | tags.SUBORDINATOR | tags.ADVERB | tags.COORDINATOR
    )


def _subject_before(unit: Unit, cue: Cue, earlier: Source | None) -> Source | None:
    """The subject of a cue that stands left of it."""
    j = _over_auxiliaries(unit, cue.first - 1)
    word, kind = unit.low[j], unit.kinds[j]
    if j < 0 or kind & tags.QUOTED:
        return (_quoted_name(unit, j) if j >= 0 else None) or earlier
    if kind & tags.LEAD and (not kind & tags.NAME or not j or unit.kinds[j - 1] & tags.BREAK):
        return None  # "When told of it, the mayor": a passive without its subject
    if kind & tags.COORDINATOR or word == "to" or (word == "," and unit.kinds[j - 1] & tags.COORDINATOR):
        return earlier or main_subject(unit, j)
    if kind & (tags.COMMA | tags.DASH):
        return _before_apposition(unit, j) or earlier
    if word == ")":
        j = over_brackets(unit, j)
    if unit.kinds[j] & tags.RELATIVE and unit.low[j] != "that":
        return _antecedent(unit, j)
    return phrase_before(unit, j)


def _quoted_name(unit: Unit, j: int) -> Source | None:
    """A name in marks as subject: The “Lantern Institute” said."""
    i = unit.quote_start(j)
    words = [k for k in range(i, j + 1) if unit.kinds[k] & tags.WORD]
    if not 1 <= len(words) <= 5 or not all(unit.kinds[k] & tags.NAME for k in words):
        return None
    if i and not unit.kinds[i - 1] & (tags.QUOTED | tags.BREAK | tags.COMMA):
        return Source(phrase_before(unit, i - 1).first, j, "before")
    return Source(i, j, "before")


def _over_auxiliaries(unit: Unit, j: int) -> int:
    """The index left of the auxiliaries and adverbs before a verb."""
    while j >= 0:
        word, kind, before = unit.low[j], unit.kinds[j], unit.kinds[j - 1]
        if j and kind & tags.NAME and not before & tags.BREAK and unit.raw[j] != "I":
            break  # "While Will acknowledges", "Mrs. May said"
        if (
            kind & (tags.AUXILIARY | tags.LY)
            or (kind & tags.ADVERB and word not in ("all", "both"))
            or (kind & tags.DATE and j and not before & tags.BREAK and not kind & tags.DIGITS)
            # "who has led it since, on Friday told", "the chairman, this past week, announced"
            or (kind & tags.BEFORE_DATE and j and unit.kinds[j + 1] & (tags.DATE | tags.BEFORE_DATE))
        ):
            j -= 1
        elif kind & tags.COMMA and (  # "The mayor, however, said", not "who left early, said"
            unit.low[j - 1] in ("however", "meanwhile", "too", "though")
            or (before & tags.LY and unit.low[j - 2] in (",", ""))
        ):
            j -= 2
            j -= j >= 0 and unit.low[j] == ","
        else:
            break
    return j


def _before_apposition(unit: Unit, j: int) -> Source | None:
    """The noun phrase that appositions between commas or dashes explain: "X, a spokeswoman for Y, said"."""
    best: int | None = None
    for first, last in segments(unit, j)[1:]:
        if unit.low[first] in ("of", "from") and last - first < 4:
            continue  # "Orla Tenn, 29, of Kelm, Ostrelle, said"
        if all(kind & (tags.DATE | tags.BEFORE_DATE | tags.DETERMINER) for kind in unit.kinds[first : last + 1]):
            break  # "Last month, the Wire, an agency, revealed"
        if not is_phrase(unit, first, last) or _is_adverbial(unit, first, last):
            break
        best = last
        aside = unit.any(tags.SIDE_LEAD, first + 1, last)  # "… while the mayor, a former nurse, spoke"
        if (
            aside or unit.kinds[first] & tags.COORDINATOR or not is_gloss(unit, first)
        ):  # "…, but its spokesman, X, said"
            break
    return None if best is None else phrase_before(unit, best)


def _is_adverbial(unit: Unit, begin: int, last: int) -> bool:
    """Whether a segment opens with a preposition whose object fills it: "In addition to the inquiry, the mayor, …"."""
    if not unit.kinds[begin] & tags.PREPOSITION or (begin and unit.kinds[begin] & tags.NAME):
        return False
    first = phrase_before(unit, last).first
    return first > begin and unit.kinds[first - 1] & tags.PREPOSITION != 0


def _antecedent(unit: Unit, j: int) -> Source | None:
    """The noun phrase before "who", with the pronoun."""
    k = j - 1
    if k >= 0 and unit.low[k] == ",":
        parts = segments(unit, k)
        if len(parts) > 1 and is_gloss(unit, parts[0][0]) and unit.kinds[parts[1][1]] & tags.NAME:
            begin, last = parts[1]
            return Source(max(begin, unit.back_over(tags.NAME, last) + 1), j, "before")
        k -= 1
    if k < 0 or is_break(unit, k):
        return Source(j, j, "before")
    return Source(phrase_before(unit, k).first, j, "before")
