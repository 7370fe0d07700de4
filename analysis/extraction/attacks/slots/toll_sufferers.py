"""Who is killed or hurt by a word of death or injury: its object, its subject, or what stands behind "of".

In: a sentence's words and the index of the word. Out: groups of words, coordinated ones apart where a description
stands between them: "killed A. Venn, the mayor, and T. Quill" gives two.
"""

from __future__ import annotations

from collections.abc import Sequence

from analysis.extraction.records import DateSpan
from analysis.language.expressions import Word
from analysis.language.groups import (
    Group,
    group_after,
    group_ending,
    group_starting,
    head,
    is_clause_mark,
    is_number,
    subject_of,
)
from analysis.language.lexicon import Lexicon

PEOPLE = frozenset({"person", "force", "outlaw"})
_OWN = frozenset({"his", "her", "their", "its"})
# An aside between two victims has at most so many words.
_ASIDE = 16
_LEFT = frozenset({"left", "leaves", "leave", "leaving"})
_DASHES = frozenset({"--", "—", "–"})
_NOUNS = frozenset({"deaths", "death", "lives", "injuries"})
# what opens an aside that names parts of those told before
_PARTS = frozenset({"including", "among", "such", "mostly", "mainly", "all", "both", "some", "most"})
# what may stand between a noun and its "of", beside a time: "the death on Monday night of"
_TIMES = frozenset({"on", "in", "last", "night", "evening", "morning"})
_VERBAL = frozenset({"be", "have", "do", "modal", "future", "say"})


def sufferers(words: Sequence[Word], i: int, edge: int, dates: Sequence[DateSpan], lexicon: Lexicon) -> list[Group]:
    """The groups that suffer by the word at ``i``; none lies before word ``edge``."""
    group = _sufferer(words, i, edge, dates)
    if group is None:
        return []
    found = [group]
    if group.first > i:
        found += _joined_behind(words, group, lexicon["toll_whole"]["words"])
    elif group.first < i:
        found[:0] = _joined_before(words, group, edge) or _listed_before(words, group, edge)
    return [*found, *_beside(words, max(i, found[-1].last - 1), lexicon["toll_beside"]["words"])]


def members_of(words: Sequence[Word], group: Group) -> list[Group]:
    """The members of a coordination, each a group of people of its own: "the mayor | and two guards"; "four men and
    women" is one."""
    found = [group]
    for j in range(group.first + 1, group.last - 1):
        if words[j].lower == "and":
            before, behind = Group(found[-1].first, j), Group(j + 1, group.last)
            if _opens_member(words, behind) or _adds(words, before, behind):
                found[-1:] = [before, behind]
    return found


def is_passive(words: Sequence[Word], i: int) -> bool:
    """Whether a form of "be" opens the verb group that ends with word ``i``."""
    j = i - 1
    while j >= 0 and words[j].tags & {"be", "have", "adverb", "modal"}:
        if "be" in words[j].tags:
            return True
        j -= 1
    return False


def without_age(words: Sequence[Word], group: Group | None) -> Group | None:
    """ "Doral Venn, 34, who was shot": the name, not the age."""
    if group is None or group.first < 2 or group.last - group.first > 1 or words[group.first - 1].lower != ",":
        return group
    return group_ending(words, group.first - 2) if words[group.first].lower.isdecimal() else group


def _opens_member(words: Sequence[Word], group: Group) -> bool:
    """Whether a number or an article shows that other people follow: "two guards", "a cook", "his wife"."""
    opening = words[group.first]
    own = is_number(opening) or "determiner" in opening.tags or opening.lower in _OWN
    return bool(own) and _is_people(words, group)


def _adds(words: Sequence[Word], before: Group, behind: Group) -> bool:
    """Whether people without a number come to somebody: "a judge | and policemen", "the mayor | and policeman Venn"."""
    one = not any(is_number(w) or "plural" in w.tags for w in before.words(words))
    return one and _is_own_people(words, before) and any("person" in w.tags for w in behind.words(words))


def _is_own_people(words: Sequence[Word], group: Group) -> bool:
    """Whether a group is people, by its words or as a name that no lexicon knows."""
    inside = group.words(words)
    return all(not w.tags and w.lower[0].isalpha() for w in inside) or any(
        w.tags & PEOPLE or "pronoun" in w.tags for w in inside
    )


def _is_people(words: Sequence[Word], group: Group) -> bool:
    """Whether a group may be people: they are, or nothing says that they are things."""
    return any(w.tags & PEOPLE for w in group.words(words)) or "thing" not in head(words, group).tags


def _sufferer(words: Sequence[Word], i: int, edge: int, dates: Sequence[DateSpan]) -> Group | None:
    word, before = words[i], words[i - 1] if i else None
    if i > 2 and [w.lower for w in words[i - 2 : i]] == ["of", "the"] and is_number(words[i - 3]):
        return None  # "two of the wounded": a part of them
    is_noun = any(e.is_noun for e in word.events)
    if (is_noun or word.lower in _NOUNS) and (of := _of_behind(words, i, dates)) is not None:
        return group_after(words, of)
    counted = before and i > edge and is_number(before)
    if before and counted and not any(d.start < before.end <= d.end for d in dates):
        return Group(i - 1, i)  # "100 wounded people", not "May 3 killed"
    if i > 1 and before and before.lower == "with" and not is_noun:  # "five patients with gunshot wounds"
        return _from(_hurt_before(words, i - 2), edge)
    forms = {e.form for e in word.events if not e.is_noun}
    if forms and not is_passive(words, i) and (group := group_after(words, i)) and _is_people(words, group):
        return group
    if "gerund" in forms or word.lower in {"toll", "killing"}:
        return None
    group = subject_of(words, i)  # of "left | a judge and two clerks dead" whoever stands behind the verb
    left = next((j for j in range(group.first, group.last - 1) if words[j].lower in _LEFT), None) if group else None
    return _from(without_age(words, Group(left + 1, group.last) if group and left is not None else group), edge)


def _from(group: Group | None, edge: int) -> Group | None:
    return Group(max(group.first, edge), group.last) if group and group.last > edge else None


def _hurt_before(words: Sequence[Word], last: int) -> Group | None:
    """Who stands before "with burns": "| five patients | with", "| 23 people | had been brought in with"."""
    group = group_ending(words, last)
    if group is not None and any(w.tags & PEOPLE or is_number(w) for w in group.words(words)):
        return group
    passive = next((j for j in range(last, max(0, last - 5), -1) if "be" in words[j].tags), None)
    return subject_of(words, passive + 1) if passive is not None else group


def _of_behind(words: Sequence[Word], i: int, dates: Sequence[DateSpan]) -> int | None:
    """The "of" (or "to") behind a noun, with at most a time between: "the death on Monday night of"."""
    for j in range(i + 1, min(i + 7, len(words))):
        if words[j].lower in {"of", "to"}:
            return j if words[j].lower == "of" or j == i + 1 else None
        timed = any(d.start <= words[j].start < d.end for d in dates) or words[j].tags & {"calendar", "adverb"}
        if not timed and words[j].lower not in _TIMES:
            return None
    return None


def _joined_behind(words: Sequence[Word], group: Group, whole: Sequence[str]) -> list[Group]:
    """More people behind an object: "of a judge | and of two clerks", "Venn, the mayor, | and Quill", "six priests --
    five of them old -- | and two women", "three guards, | a cook and a driver"."""
    j = group.last
    opening = [w.lower for w in words[j : j + 2]]
    if opening == ["and", "of"]:
        more = group_starting(words, j + 2)
        return [more] if more and _stands_alone(words, more) else []
    if len(opening) < 2 or opening[0] not in {",", *_DASHES} or opening[1] in _PARTS:
        return []
    listed = _listed(words, group, j, whole) if opening[0] == "," else []
    return listed or _behind_aside(words, group, j)


def _listed(words: Sequence[Word], group: Group, comma: int, whole: Sequence[str]) -> list[Group]:
    """The members of a list, each with its number or article: "three guards, | a cook | and two drivers"."""
    if any(w.lower in whole for w in group.words(words)):
        return []
    one = not _is_counted(words, group)  # then "a cook" behind it may be the same one: "Doral Venn, a cook"
    found: list[Group] = []
    while comma + 1 < len(words) and words[comma].lower == ",":
        opening = comma + 1 + (words[comma + 1].lower == "and")
        more = group_starting(words, opening) if opening < len(words) else None
        if more is None or more.first != opening or not _stands_alone(words, more):
            break
        if not _is_several(words, more) and ((one and not found) or not _is_counted(words, more)):
            break
        if not any(w.tags & PEOPLE for w in more.words(words)) or _is_part(words, more):
            break
        found.append(more)
        comma = more.last
    return found


def _behind_aside(words: Sequence[Word], group: Group, j: int) -> list[Group]:
    """The people behind a description between commas or dashes."""
    closing = {","} if words[j].lower == "," else _DASHES
    for k in range(j + 1, min(j + _ASIDE, len(words) - 1)):
        if words[k].tags & _VERBAL and closing == {","}:
            return []
        if words[k].lower in closing and words[k + 1].lower == "and":
            more = group_starting(words, k + 2)
            alike = more and (_is_counted(words, more) or not _is_counted(words, group))
            return [more] if more and alike and _stands_alone(words, more) else []
        if words[k].lower in {";", ":"} or any(e.form == "gerund" for e in words[k].events):
            return []
    return []


def _listed_before(words: Sequence[Word], group: Group, edge: int) -> list[Group]:
    """The members before the last two of a subject: "two soldiers, | the driver and a girl were killed"."""
    found: list[Group] = []
    first = group
    if len(members_of(words, group)) < 2:
        return []
    while first.first - 2 > edge and words[first.first - 1].lower == ",":
        more = group_ending(words, first.first - 2)
        if more is None or more.first < edge or not _is_own_people(words, more):
            break
        counted = _is_counted(words, more) or _is_several(words, first) or _is_several(words, more)
        led_on = more.first and words[more.first - 1].tags & {"preposition", "say"}
        if led_on or not counted or not _stands_alone(words, more, before=True):
            break
        found.insert(0, more)
        first = more
    return found


def _joined_before(words: Sequence[Word], group: Group, edge: int) -> list[Group]:
    """More people before a subject: "General Venn, a former minister, | and Colonel Brand were wounded"; "three
    guards, | a cook, | and two drivers were killed"."""
    end = group.first - 1
    if end < edge + 3 or words[end].lower != "and" or words[end - 1].lower != ",":
        return []
    for k in range(end - 2, max(edge, end - _ASIDE), -1):
        if words[k].tags & (_VERBAL | {"relative", "weapon", "attempted"}) or words[k].lower in {";", ":"}:
            return []
        if words[k].lower != ",":
            continue
        more, aside = group_ending(words, k - 1), group_starting(words, k + 1)
        if more is None or more.first < edge or not _stands_alone(words, more, before=True):
            return []
        if more.first and "preposition" in words[more.first - 1].tags:
            return []
        is_list = aside and _is_counted(words, more) and _is_counted(words, aside) and _is_people(words, aside)
        return [more, aside] if is_list and aside else [more]
    return []


def _is_several(words: Sequence[Word], group: Group) -> bool:
    """Whether a group can't be one person told before: "two guards", "his wife"."""
    opening = words[group.first]
    return (is_number(opening) and opening.lower not in {"one", "1"}) or opening.lower in {*_OWN, "other"}


def _is_counted(words: Sequence[Word], group: Group) -> bool:
    """Whether a group has its number or an "a" before it."""
    return any(is_number(w) or w.lower in {"a", "an"} for w in group.words(words)[:3])


def _is_part(words: Sequence[Word], group: Group) -> bool:
    """ "three of them": a part of the people told before."""
    behind = [w.lower for w in words[group.last : group.last + 2]]
    return behind[:1] == ["of"] or any(w.lower in {"them", "whom"} for w in words[group.first : group.last + 2])


def _beside(words: Sequence[Word], at: int, phrases: Sequence[str]) -> list[Group]:
    """ "was killed 13 days ago along with nine other workers"."""
    for j in range(at + 1, min(at + 9, len(words) - 1)):
        if is_clause_mark(words[j]) or words[j].tags & (_VERBAL | {"relative"}):
            return []
        for width in (3, 2, 1):
            if " ".join(w.lower for w in words[j : j + width]) in phrases:
                more = group_starting(words, j + width)
                return [more] if more and _is_people(words, more) else []
    return []


def _stands_alone(words: Sequence[Word], group: Group, *, before: bool = False) -> bool:
    """Whether a coordinated group names people and opens no clause of its own ("and two civilians were hurt")."""
    inside = group.words(words)
    behind = words[group.last] if group.last < len(words) and not before else None
    if behind and (behind.tags & _VERBAL or any(e.form in ("past", "third") for e in behind.events)):
        return False
    if any(w.events for w in inside) or "weapon" in head(words, group).tags or not _is_people(words, group):
        return False
    counted = any(map(is_number, inside))
    named = not counted and sum(not w.tags and w.lower[0].isalpha() for w in inside) >= 2
    return named or any(w.tags & PEOPLE for w in inside) or (counted and not before)
