"""Noun groups around a word, cut by the closed classes of English: the second step of the attack cascade.

A group is a slice of a sentence's words: "three members of the Tarn Brigade and a driver" is one, a prepositional
phrase behind it is not. There is no parser: subject and object are what stands before the verb group and behind it,
once relative clauses and appositions between commas are stepped over (Hobbs et al., "FASTUS", 1997, section 4).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.language.expressions import Word

# Longer groups are enumerations or text that lost its commas: what is right then is in the first words.
LONGEST_GROUP = 24
AUXILIARY = frozenset({"be", "have", "do", "modal", "future", "negation", "adverb"})
_SUBJECTS = frozenset({"it", "they", "he", "she", "we", "i"})
_STOPS = frozenset({"preposition", "conjunction", "relative", "be", "have", "do", "modal", "future", "say", "negation"})


@dataclass(frozen=True, slots=True)
class Group:
    """Words ``first`` to ``last`` (exclusive) of a sentence."""

    first: int
    last: int

    def words(self, words: Sequence[Word]) -> Sequence[Word]:
        return words[self.first : self.last]


_NAMED = frozenset({"calendar"})  # what the lexicons know of a name or a day, at most


_MONTHS = frozenset({"march", "may"})  # which other words are written as
_DAYTIMES = _MONTHS | {"night", "morning", "evening", "afternoon", "yesterday", "today"}


def is_punctuation(word: Word) -> bool:
    return not word.lower[0].isalnum() and "number" not in word.tags  # "~40" is none


CLAUSE_MARKS = frozenset({",", ";", ":", "(", ")", "-", "--", "—", "–", "[", "]"})


def is_clause_mark(word: Word) -> bool:
    """Punctuation that parts clauses; full stops inside a sentence belong to abbreviations, quotation marks to
    words."""
    return word.lower in CLAUSE_MARKS


_HALVES = frozenset({"a.m", "a.m.", "p.m", "p.m."})


def _is_time(word: Word) -> bool:
    """A time of the day: "opened fire around 3:30", "around 3 p.m."."""
    return word.lower in _HALVES or (":" in word.lower and word.lower[0].isdigit())


def is_number(word: Word) -> bool:
    return word.lower[0].isdigit() or "number" in word.tags


def before(words: Sequence[Word], i: int) -> int:
    """The index of the last word before the verb group that ends with word ``i``: auxiliaries and adverbs stepped
    over."""
    j = i - 1
    while j >= 0 and (words[j].tags & AUXILIARY or words[j].lower == "to" or is_manner(words, j)):
        j -= 1
    return j


def is_manner(words: Sequence[Word], j: int) -> bool:
    """Whether an unknown word in "-ly" stands amid a verb group: "was subsequently killed", "who brazenly attacked";
    not "Sally was killed"."""
    word = words[j]
    if (word.tags and word.lower != "likely") or word.events or not word.lower.endswith("ly") or j == 0:
        return False
    return bool(words[j - 1].tags & _VERBAL)


_VERBAL = frozenset({"be", "have", "do", "modal", "future", "negation", "relative"})


def subject_of(words: Sequence[Word], i: int) -> Group | None:
    """The group before the verb group at ``i``; of a relative clause, the group it belongs to; of joined verbs, the
    first's."""
    j = before(words, i)
    if j >= 0 and "attempted" in words[j].tags and words[j + 1].lower == "to":  # "pirates who tried to board"
        j = before(words, j)
    if j > 0 and words[j].lower in {"and", "or"} and any(not e.is_noun for e in words[j - 1].events):
        return subject_of(words, j - 1)  # "was shot and killed"
    if j >= 0 and words[j].lower == ",":
        j = _before_insertion(words, j)
    if j >= 0 and "relative" not in words[j].tags:
        j = _relative_before(words, j)
    if j >= 0 and "relative" in words[j].tags:
        j -= 1
        while j >= 0 and (words[j].lower == "," or "preposition" in words[j].tags):
            j -= 1
    return group_ending(words, _before_ages(words, j))


def _before_ages(words: Sequence[Word], last: int) -> int:
    """The index before ages that end with word ``last``: "gunmen | aged 17 and 22 opened fire"."""
    k = last
    while k > 0 and (is_number(words[k]) or (k < last and words[k].lower in {",", "and", "to", "between"})):
        k -= 1
    return k - 1 if k < last and words[k].lower == "aged" else last


def _relative_before(words: Sequence[Word], last: int) -> int:
    """The "who" of the clause that ends with word ``last``, for whom it stands does what follows: "men | who had hidden
    in a barn | shot"; ``last`` itself where none is, or where its own subject follows it ("the barn that men")."""
    for k in range(last, max(0, last - LONGEST_GROUP), -1):
        if words[k].lower in {"who", "which", "that"} and "relative" in words[k].tags:
            own = group_ending(words, last)
            return last if own and own.first == k + 1 else k
        if is_clause_mark(words[k]) or words[k].tags & {"conjunction", "opener", "say"}:
            break
    return last


def _before_insertion(words: Sequence[Word], comma: int) -> int:
    """The index before an insertion that ends with ``comma``: "X, leader of Y, was killed" gives X."""
    for k in range(comma - 1, max(-1, comma - LONGEST_GROUP), -1):
        if words[k].lower == ",":
            if k > 1 and is_number(words[k - 1]) and words[k - 2].lower == ",":  # "X, 35, who worked for Y, was killed"
                return k - 3
            return k - 1
        if words[k].lower in {";", ":"}:
            break
    return comma - 1


def group_ending(words: Sequence[Word], last: int) -> Group | None:
    """The group whose words end at ``last``, prepositional phrases behind its head left out."""
    if 0 <= last < len(words) and words[last].lower in _SUBJECTS:  # "said on Tuesday | it had fired"
        return Group(last, last + 1)
    of = next((k for k in range(last - 1, max(0, last - 6), -1) if words[k].lower == "of"), 0)
    if of and _counts_people(words, of + 1, last) and words[of - 1].tags <= _NAMED:
        return Group(of + 1, last + 1)  # "the funerals on Tuesday in Harrowfen of | the four people"
    end = last + 1
    j = last
    while j >= 0 and last - j < LONGEST_GROUP:
        word = words[j]
        if word.lower == "of" or (word.lower == "and" and 0 < j < end - 1 and not _ends_before(words, j - 1)):
            j -= 1
        elif word.lower == "to" and j + 2 <= last and not words[j + 1].tags and is_counted(words[j + 2]):
            return _trimmed(words, j + 2, end)  # "thousands gathered to mourn | 12 soldiers"
        elif (
            "attaching" in word.tags
            and j < end - 1
            and j > 0
            and not _stops(words[j - 1])
            and not is_number(words[j + 1])
            and not _counts_people(words, j + 1, last)
            and not (
                words[j - 1].lower.endswith("ing") and not (words[j - 1].tags or words[j - 1].events)
            )  # "looking for | men"
        ):
            end = j
            j -= 1
        elif _stops(word) or (j < last and _takes_object(words, j)):
            break
        elif "determiner" in word.tags and j and not _leads_on(words[j - 1]) and not _is_other(words, j):
            j -= 1
            break
        else:
            j -= 1
    return _trimmed(words, j + 1, end)


def _takes_object(words: Sequence[Word], j: int) -> bool:
    """Whether an unknown past has who or what is counted as its object: "police | **rescued** two students"."""
    word = words[j]
    return word.lower.endswith("ed") and not (word.tags or word.events) and is_counted(words[j + 1])


def is_counted(word: Word) -> bool:
    """Whether a word opens a group that is counted: a number or an article."""
    return is_number(word) or "determiner" in word.tags


def _ends_before(words: Sequence[Word], j: int) -> bool:
    """Whether a group can't go on before its "and" behind word ``j``, which ends a clause or a day: "on Monday night |
    and a third", "on March 3 | and"."""
    word, day = words[j], words[j - 1] if j else words[j]
    dated = is_number(word) and ("calendar" in day.tags or day.lower in _MONTHS)
    return _stops(word) or "calendar" in word.tags or dated or word.lower in _DAYTIMES


def _counts_people(words: Sequence[Word], j: int, last: int) -> bool:
    """Whether behind a preposition stand people and their number: "paid tribute to | the 49 people"."""
    counted = j < last and "determiner" in words[j].tags and is_number(words[j + 1])
    return counted and "person" in words[last].tags


def _is_other(words: Sequence[Word], j: int) -> bool:
    """Whether word ``j`` is the "other" of "five other people"."""
    return words[j].lower == "other" and is_number(words[j - 1])


def _leads_on(word: Word) -> bool:
    """Whether a determiner behind this word does not open the whole group: "a guard and a driver", "members of the"."""
    return word.lower in {"and", "of", "or", "all", "both", "some"} or "preposition" in word.tags


def group_after(words: Sequence[Word], i: int) -> Group | None:
    """The group that begins right behind word ``i``; None where a preposition or the end of the clause follows."""
    j = i + 1
    while j < len(words) and ("adverb" in words[j].tags or "quotes" in words[j].tags or words[j].lower == "dead"):
        j += 1
    return group_starting(words, j)


def group_starting(words: Sequence[Word], first: int) -> Group | None:
    """The group that begins with word ``first``."""
    j = first
    if first < len(words) and "calendar" in words[first].tags:
        return None
    while j < len(words) and j - first < LONGEST_GROUP:
        word = words[j]
        if (word.lower == "of" and j > first) or (
            word.lower in {"and", "or"} and j > first and j + 1 < len(words) and _continues(words, j + 1)
        ):
            j += 1
        elif _stops(word) or (j > first and (_is_verb_here(words, first, j) or _opens_another(words, j))):
            break
        else:
            j += 1
    return _trimmed(words, first, j)


def _opens_another(words: Sequence[Word], j: int) -> bool:
    """A determiner or an adverb behind the head: "gunmen | this year", "the mayor | yesterday"."""
    tags = words[j].tags
    return words[j - 1].lower not in {"and", "or", "of"} and (
        ("determiner" in tags and words[j].lower != "other") or bool(tags & {"adverb", "calendar"})
    )


def _continues(words: Sequence[Word], j: int) -> bool:
    """Whether a coordination goes on with a noun and not with another verb."""
    return (
        not _stops(words[j])
        and not _is_verb(words[j])
        and not any(e.form == "past" for e in words[j].events)
        and "pronoun" not in words[j].tags
        and "adverb" not in words[j].tags
    )


def _is_verb_here(words: Sequence[Word], first: int, j: int) -> bool:
    """Whether a verb ends a group; a base form does only behind a plural: "the power plant", "the rebels | plant"."""
    before, counted = words[j - 1].tags, j + 1 < len(words) and is_counted(words[j + 1])
    if (before & {"force", "outlaw"} or not before) and counted and any(e.form == "past" for e in words[j].events):
        return True  # "by the army | hit a village", "strikes on Harrowfen | killed two people"
    bare = "determiner" in words[first].tags and not before & {"plural", "person", "thing", "force", "outlaw"}
    return _is_verb(words[j]) and not (bare and all(e.form == "base" for e in words[j].events))


def _is_verb(word: Word) -> bool:
    return (
        bool(word.events)
        and not any(e.is_noun or e.form == "participle" for e in word.events)
        and "weapon" not in word.tags
    )


def _stops(word: Word) -> bool:
    if ("approximator" in word.tags and "preposition" not in word.tags) or word.lower in {"other", "another"}:
        return False
    return is_clause_mark(word) or _is_time(word) or bool(word.tags & _STOPS)


def _trimmed(words: Sequence[Word], first: int, last: int) -> Group | None:
    """The group without punctuation and adverbs at its ends; None where nothing is left."""
    while first < last and (
        (is_punctuation(words[first]) and words[first].lower != "[") or words[first].tags == {"adverb"}
    ):
        first += 1
    while first < last and (
        is_punctuation(words[last - 1])
        or words[last - 1].lower in {"and", "of", "or"}
        or words[last - 1].tags == {"adverb"}
    ):
        last -= 1
    return Group(first, last) if first < last else None


def agent_after(words: Sequence[Word], i: int, limit: int) -> Group | None:
    """The group behind the first "by" between word ``i`` and ``limit``, with no other verb between."""
    for j in range(i + 1, min(limit, i + 16, len(words) - 1)):
        if words[j].lower == "by":
            group = group_starting(words, j + 1)
            return group if group and not words[group.first].events else None
        if words[j].lower in {";", ":"} or words[j].tags & {"say", "relative"}:
            return None
    return None


def phrase_after(words: Sequence[Word], i: int, prepositions: frozenset[str], limit: int) -> Group | None:
    """The group behind the first of ``prepositions`` after word ``i``, within its clause and before word ``limit``."""
    for j in range(i + 1, min(limit, i + 10, len(words) - 1)):
        if words[j].lower in prepositions:
            return group_starting(words, j + 1)
        if is_clause_mark(words[j]) or words[j].tags & {"be", "have", "say", "relative", "modal", "future"}:
            return None
    return None


def head(words: Sequence[Word], group: Group) -> Word:
    """The head noun: the last word before the first "of" or "and"."""
    for j in range(group.first + 1, group.last):
        if words[j].lower in {"of", "and", "or", "in"}:
            return words[j - 1]
    return words[group.last - 1]


def tags_of(words: Sequence[Word], group: Group | None) -> frozenset[str]:
    """All tags of a group's words."""
    return frozenset().union(*(w.tags for w in group.words(words))) if group else frozenset()
