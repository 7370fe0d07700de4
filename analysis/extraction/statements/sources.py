"""The source of a cue: the noun phrase that speaks, as a range of words of the unit.

Noun phrases without a parser run from a word leftwards or rightwards to the nearest boundary of a clause: marks,
quotations, subordinators, relative pronouns and finite verbs common enough to be listed
(``lexicons/speech_grammar.toml``). Subjects are found from the cue leftwards over auxiliaries, adverbs, appositions and
relative clauses; after the cue where subject and verb are inverted; from the cue before where verbs are joined.
"""

from __future__ import annotations

from typing import NamedTuple

from analysis.extraction.statements import tags
from analysis.extraction.statements.units import Unit, is_short_quote
from analysis.extraction.statements.vocabulary import Cue

_LONG_QUOTE = 12  # words and marks of one that may stand amid a clause before a participle
_AFTER_NAME = frozenset(("of", "for", "at", "from"))  # prepositions inside a speaker's description
_BE = frozenset(("is", "are", "was", "were", "be", "been", "am", "'s", "'re"))
_ARTICLES = frozenset(("the", "a", "an"))
_STOPPED = frozenset((",", ".", "?", "!", "…"))
_BREAK = tags.BREAK | tags.QUOTED
_ENDS_SUBJECT = tags.COMMA | tags.BREAK | tags.QUOTED | tags.FINITE | tags.AUXILIARY | tags.ADVERB | tags.RELATIVE


class Source(NamedTuple):
    """Words ``first`` to ``last`` inclusive that name the speaker, and where they stand: before, after, shared."""

    first: int
    last: int
    place: str


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
    """The subject of a participle of its own: "with *the ministry* saying that", "cited *Vane* as saying"."""
    cited = cue.first > 2 and unit.low[cue.first - 1] == "as"
    for i in range(cue.first - 1, unit.back_to(tags.COMMA | _BREAK, cue.first) - 1, -1):
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
            found = phrase_after(unit, start) if unit.kinds[start] & tags.OPENS else None
            if found and unit.kinds[found.last + 1] & (tags.FINITE | tags.AUXILIARY | tags.ED | tags.ADVERB):
                return found._replace(place="shared")
    return None


def _is_inverted(unit: Unit, cue: Cue) -> bool:
    """ "…," said the minister: the cue follows a closed content and a noun phrase follows the cue."""
    if cue.form == "ing" or cue.has("hearer", "label"):
        return False
    before, i = unit.kinds[cue.first - 1], cue.last + 1
    if not cue.first or before & tags.END:  # Said the mayor: “Wait.”
        source = phrase_after(unit, i) if cue.form in ("past", "s") and unit.kinds[i] & tags.OPENS else None
        return source is not None and unit.low[source.last + 1] == ":"
    if before & tags.COMMA and cue.first > 1 and unit.kinds[cue.first - 2] & tags.QUOTED:
        first = unit.quote_start(cue.first - 2)
        if first == 0 or unit.kinds[first - 1] & (tags.END | tags.QUOTED):
            before = unit.kinds[cue.first - 2]  # “Wait”, said the mayor
    if not (before & (tags.QUOTED | tags.COMMA | tags.DASH) or unit.low[cue.first - 1] in ("?", "!")):
        return False
    if cue.has("object", "act") and not (
        unit.kinds[cue.first - 1] & before & tags.QUOTED and unit.quote_stop(cue.first - 1) in _STOPPED
    ):
        return False  # “Why?” asked the mayor
    source = phrase_after(unit, i) if unit.kinds[i] & tags.OPENS else None
    if source is None:
        return False
    end = source.last + 1
    if before & tags.QUOTED:
        return unit.starts("behind a speaker", end) is not None
    # what stands before is a clause with a verb of its own, not a name and its apposition
    start = unit.back_to(tags.RELATIVE | tags.STOP | tags.COLON, cue.first - 1)
    told = unit.any(tags.FINITE | tags.AUXILIARY, start, cue.first - 1)
    past = before & tags.COMMA and unit.any(tags.VERB | tags.ED, start, cue.first - 1)
    if not told and past and cue.lemma in ("say", "add"):
        # "Nine died, up from three, said police"; but "who came late, said he “wept”", "said nothing"
        told = not unit.any(tags.VERB | tags.PRONOUN, i, end) and not unit.kinds[end] & tags.QUOTED
        told = told and unit.starts("said thing", i) is None
    return told and unit.starts("behind an indirect speaker", end) is not None


def _subject_before(unit: Unit, cue: Cue, earlier: Source | None) -> Source | None:
    """The subject of a cue that stands left of it."""
    j = _over_auxiliaries(unit, cue.first - 1)
    if j < 0:
        return earlier
    word, kind = unit.low[j], unit.kinds[j]
    if kind & tags.QUOTED:
        return _quoted_name(unit, j) or earlier
    if kind & tags.LEAD and (not kind & tags.NAME or not j or unit.kinds[j - 1] & tags.BREAK):
        return None  # "When told of it, the mayor": a passive without its subject
    if kind & tags.COORDINATOR or word == "to" or (word == "," and unit.kinds[j - 1] & tags.COORDINATOR):
        return earlier or main_subject(unit, j)
    if kind & (tags.COMMA | tags.DASH) and unit.low[j - 1] != ")":
        return _before_apposition(unit, j) or earlier
    j -= kind & tags.COMMA != 0  # "Orla Tenn (Kelm), said"
    word = unit.low[j]
    if word == ")":
        j = _over_brackets(unit, j)
    if unit.kinds[j] & tags.RELATIVE and unit.low[j] != "that":
        return _antecedent(unit, j)
    return phrase_before(unit, j)


def _quoted_name(unit: Unit, j: int) -> Source | None:
    """A name in marks as subject: The “Lantern Institute” said."""
    i = unit.quote_start(j)
    words = [k for k in range(i, j + 1) if unit.kinds[k] & tags.WORD]
    if not 1 <= len(words) <= 5 or not all(unit.kinds[k] & tags.NAME for k in words):
        return None
    joined = i and not unit.kinds[i - 1] & (tags.QUOTED | tags.BREAK | tags.COMMA)
    return Source(phrase_before(unit, i - 1).first if joined else i, j, "before")


def _over_auxiliaries(unit: Unit, j: int) -> int:
    """The index left of the auxiliaries and adverbs before a verb."""
    low, kinds = unit.low, unit.kinds
    while j >= 0:
        word, kind, before = low[j], kinds[j], kinds[j - 1]
        on_day = kind & tags.DATE and before & tags.BEFORE_DATE  # "but on Tuesday wrote"
        if j and kind & tags.NAME and not before & tags.BREAK and unit.raw[j] != "I" and not on_day:
            break  # "While Will acknowledges", "Mrs. May said"
        dated = bool(kind & tags.DATE and not before & tags.BREAK and not kind & tags.NUMBER)
        # "who has led it since, on Friday told", "the chairman, this past week, announced"
        dated = dated or bool(kind & tags.BEFORE_DATE and kinds[j + 1] & (tags.DATE | tags.BEFORE_DATE))
        adverb = kind & tags.ADVERB and (word not in ("all", "both") or before & tags.AUXILIARY)
        if kind & (tags.AUXILIARY | tags.LY) or adverb or (j and dated):
            j -= 1
        elif kind & tags.COMMA and (  # "The mayor, however, said", not "who left early, said"
            low[j - 1] in ("however", "meanwhile", "too", "though") or (before & tags.LY and low[j - 2] in (",", ""))
        ):
            j -= 2
            j -= j >= 0 and low[j] == ","
        else:
            break
    return j


def _before_apposition(unit: Unit, j: int) -> Source | None:
    """The noun phrase that appositions between commas or dashes explain: "X, a spokeswoman for Y, said"."""
    best: int | None = None
    for first, last in _segments(unit, j)[1:]:
        if unit.low[last] == "." or (unit.low[first] in ("of", "from") and last - first < 4):
            continue  # "Pell Dray, R-Fla., said", "Orla Tenn, 29, of Kelm, Ostrelle, said"
        if all(kind & (tags.DATE | tags.BEFORE_DATE | tags.DETERMINER) for kind in unit.kinds[first : last + 1]):
            break  # "Last month, the Wire, an agency, revealed"
        plain = best is not None and not unit.kinds[first] & (tags.RELATIVE | tags.PREPOSITION | tags.QUOTED)
        if plain and unit.any(tags.FINITE | tags.AUXILIARY, first + 1, last + 1):
            break  # "The bridge was mined, the mayor, Pell Dray, said"
        if not _is_phrase(unit, first, last):
            if best is None and unit.kinds[first] & tags.PREPOSITION:
                continue  # "The mayor, *during a meeting in Kelm*, Ostrelle, said"
            break
        best = last
        aside = unit.any(tags.SIDE_LEAD, first + 1, last)  # "… while the mayor, a former nurse, spoke"
        if aside or unit.kinds[first] & tags.COORDINATOR or not _is_gloss(unit, first):
            break  # "…, but its spokesman, X, said"
    return None if best is None else phrase_before(unit, best)


def _antecedent(unit: Unit, j: int) -> Source | None:
    """The noun phrase before "who", with the pronoun."""
    k = j - 1
    if k >= 0 and unit.low[k] == ",":
        parts = _segments(unit, k)
        if len(parts) > 1 and _is_gloss(unit, parts[0][0]) and unit.kinds[parts[1][1]] & tags.NAME:
            begin, last = parts[1]
            return Source(max(begin, unit.back_over(tags.NAME, last) + 1), j, "before")
        k -= 1
    return Source(j if k < 0 or unit.kinds[k] & _BREAK else phrase_before(unit, k).first, j, "before")


def _segments(unit: Unit, j: int) -> list[tuple[int, int]]:
    """The stretches between commas (or dashes) left of the mark at word j, nearest first, within the sentence."""
    found: list[tuple[int, int]] = []
    low, mark, right = unit.low, unit.low[j], j
    while len(found) < 5:
        left = right - 1
        while left >= 0 and (
            (low[left] != mark and (low[left] in ("(", ")") or not unit.kinds[left] & _BREAK))
            or is_short_quote(unit, left)
        ):
            left -= 1
        if left + 1 > right - 1:
            break
        found.append((left + 1, right - 1))
        if left < 0 or low[left] != mark:
            break
        right = left
    return found


def _is_phrase(unit: Unit, first: int, last: int) -> bool:
    """Whether a segment between commas can be a noun phrase: it is no short phrase with a preposition, nor one whose
    object fills it: "In addition to the inquiry, the mayor, …"."""
    kinds = unit.kinds
    head = kinds[first + (first < last and kinds[first] & tags.COORDINATOR != 0)]
    if not head & tags.SUBJECT and head & tags.PREPOSITION and last - first < 4:
        return False
    if not kinds[first] & tags.PREPOSITION or (first and kinds[first] & tags.NAME):
        return True
    begin = phrase_before(unit, last).first
    return begin <= first or not kinds[begin - 1] & tags.PREPOSITION


def _is_gloss(unit: Unit, first: int) -> bool:
    """Whether the segment between commas that begins at a word explains the name before it."""
    return bool(unit.kinds[first] & (tags.DETERMINER | tags.RELATIVE)) or not unit.kinds[first] & tags.NAME


def phrase_before(unit: Unit, j: int) -> Source:
    """The noun phrase that ends at word j."""
    if unit.low[j] == ")":
        j = max(_over_brackets(unit, j), 0)
    if unit.kinds[j] & tags.PRONOUN:
        return Source(j, j, "before")
    i = j
    while i > 0 and not _stops_phrase(unit, i - 1):
        i -= 1
    bare = _without_lead(unit, i, j)
    if bare > i and unit.kinds[i] & tags.PREPOSITION and (who := unit.ends("who met with", i)):
        return Source(phrase_before(unit, who.first).first, j, "before")  # "officials who spoke with *the Wire* said"
    i = bare
    if (
        unit.kinds[i - 2] & tags.PRONOUN
        and unit.low[i - 1] == "and"
        and (i < 3 or unit.kinds[i - 3] & (tags.COMMA | _BREAK))
    ):
        i -= 2  # "…, she and a friend said"
    if i < j and unit.low[i] in ("which", "whom"):  # "the group, which the army accuses of"
        i += 1
    k = unit.next(tags.RELATIVE, i + 1)
    return Source(i, k - 1 - (unit.low[k - 1] == ",") if k < j else j, "before")


def _stops_phrase(unit: Unit, i: int) -> bool:
    """Whether a phrase begins behind word ``i``. All commas end one: "Rome, Ga." is read as an apposition."""
    kind, word, after = unit.kinds[i], unit.low[i], unit.kinds[i + 1]
    if kind & tags.COMMA or (kind & _BREAK and word not in ("(", ")")):
        return True
    if word in ("and", "or"):
        return bool(after & tags.SUBJECT) or _has_verb_before(unit, i)
    if word == "that":  # "groups that have endorsed him say" is a relative clause
        return not after & (tags.AUXILIARY | tags.ED)
    return bool(kind & (tags.SUBORDINATOR | tags.FINITE)) or word in ("but", "so", "nor", "then", "yet")


def _has_verb_before(unit: Unit, i: int) -> bool:
    """Whether the words left of a conjunction, back to a comma or break, hold a verb."""
    first = unit.back_to(tags.COMMA | _BREAK, i)
    if first == i:  # but ", hospital and police officials said"
        return bool(unit.kinds[i - 1] & tags.COMMA)
    words = zip(unit.kinds[first:i], unit.low[first:i], strict=True)
    return any(kind & (tags.FINITE | tags.AUXILIARY) or (kind & tags.ED and len(word) > 4) for kind, word in words)


def _without_lead(unit: Unit, i: int, j: int) -> int:
    """The first word of the phrase proper: without "On Monday", "In an interview" or a leading adverb."""
    kinds, low = unit.kinds, unit.low
    while i < j and (kinds[i] & (tags.ADVERB | tags.LY) or low[i] in ("and", "but", "or")):
        i += 1
    if kinds[i] & tags.PREPOSITION or (kinds[i] & tags.DATE and low[i] not in ("later", "last")):
        k = j
        while k > i and not kinds[k - 1] & (tags.PREPOSITION | tags.DATE):
            k -= 1
            if low[k] in ("the", "a", "an"):
                break
        return k
    return i


def _over_brackets(unit: Unit, j: int) -> int:
    """The index left of the bracketed words that end at word j."""
    while j > 0 and unit.low[j] != "(":
        j -= 1
    return j - 1


def main_subject(unit: Unit, before: int) -> Source | None:
    """The first noun phrase of the sentence that holds word ``before``: the subject of joined verbs and participles."""
    kinds, i = unit.kinds, before
    while i and not _is_parted(unit, i):
        i -= 1
    while i < before and kinds[i] & (tags.COORDINATOR | tags.ADVERB | tags.LY | tags.COMMA):
        i += 1
    while i < before and unit.starts("leading words", i):
        i = min(unit.next(tags.COMMA, i), before) + 1
        while i + 1 < before and kinds[i + 1] & tags.COMMA and (kinds[i] & tags.NUMBER or unit.low[i][-1] == "."):
            i += 2  # "On July 6, *2031*, the mayor", "In Aspen, *Colo.*, the mayor"
    if i >= before:
        return None
    last = min(i + (unit.low[i] in _ARTICLES), before - 1)  # "the retired nurse", "the first letter"
    while not kinds[i] & tags.PRONOUN and last + 1 < before and not kinds[last + 1] & _ENDS_SUBJECT:
        if kinds[last + 1] & (tags.ED | tags.LY) and not kinds[last + 1] & tags.NAME:
            break
        last += 1
    return Source(i, last, "shared")


def _is_parted(unit: Unit, i: int) -> bool:
    """Whether a sentence begins at a word, over quotations worked into it: his “old song,” promising to."""
    before = unit.kinds[i - 1]
    if not before & tags.QUOTED:
        return bool(before & (tags.STOP | tags.COLON)) and unit.low[i] != ")"
    first, last = unit.quote_start(i - 1), unit.quote_end(i - 1)
    if not first or last - first >= _LONG_QUOTE or not unit.kinds[first - 1] & tags.WORD:
        return True
    return not {".", "?", "!"}.isdisjoint(unit.low[max(first, last - 1) : last + 1])


def phrase_after(unit: Unit, i: int) -> Source | None:
    """The noun phrase that begins at word i: a speaker after "said" or "according to"."""
    while unit.kinds[i] & tags.ADVERB and unit.low[i] not in ("all", "both"):
        i += 1
    if i >= len(unit) or unit.kinds[i] & _BREAK:
        return None
    last = i
    while not unit.kinds[i] & tags.PRONOUN and last + 1 < len(unit):
        retired = unit.starts("retired", last + 1) if unit.low[last + 1] == "(" else None
        if retired is None and _ends_phrase(unit, last + 1):
            break
        last = retired.last - 1 if retired else last + 1
    return Source(i, last, "after")


def _ends_phrase(unit: Unit, i: int) -> bool:
    kind, before, after = unit.kinds[i], unit.kinds[i - 1], unit.kinds[i + 1]
    if kind & (tags.COMMA | tags.BREAK | tags.QUOTED | tags.RELATIVE | tags.FINITE | tags.SAYS) or (
        kind & tags.DATE and not before & tags.DETERMINER
    ):
        return True
    if kind & tags.BEFORE_DATE and (after & tags.DATE or unit.low[i + 1] == "on"):  # said the mayor *early on Sunday*
        return True
    if kind & tags.PREPOSITION:
        if before & tags.ED or unit.low[i - 1] in ("familiar", "close"):  # officials briefed on the plan
            return False
        return unit.low[i] not in _AFTER_NAME and not (unit.low[i] == "in" and after & tags.NAME)
    if unit.low[i] in ("and", "or"):
        return not after & (tags.NAME | tags.DETERMINER)
    return bool(kind & (tags.SUBORDINATOR | tags.COORDINATOR))
