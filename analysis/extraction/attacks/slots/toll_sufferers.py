"""Who is killed or hurt by a word of death or injury: its object, its subject, or what stands behind "of".

In: a sentence's words and the index of the word. Out: groups of words that are counted one by one. A list of people
goes on over commas, ages and descriptions to its "and": "killed A. Venn, 34, the mayor, and T. Quill" gives two.
"""

from __future__ import annotations

from collections.abc import Sequence

from analysis.extraction.attacks.events.ages import aged_before, aged_from, is_age, without_age
from analysis.extraction.attacks.events.scene import TOLLS
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
    tags_of,
)
from analysis.language.groups import before as subject_before
from analysis.language.lexicon import Lexicon

PEOPLE = frozenset({"person", "force", "outlaw"})
_OWN = frozenset({"his", "her", "their", "its"})
# A description of one of a list has at most so many words; so far before its last member a list may begin.
_ASIDE, _LIST = 16, 40
_ASIDES = {"--": "--", "—": "—", "–": "–", "-": "-", "(": ")"}
_NOUNS = frozenset({"deaths", "death", "lives", "injuries", "bodies", "killings"})
# what opens an aside that names parts of those told before
_PARTS = frozenset({"aged", "ages", "including", "among", "such", "mostly", "mainly", "all", "both", "some", "most"})
# what may stand between a noun and its "of", beside a time: "the death on Monday night of"
_TIMES = frozenset({"on", "in", "last", "night", "evening", "morning"})
_DYING = frozenset({"died", "dies", "succumbed", "perished"})
_NOUN_TOO = frozenset({"base", "third"})  # "a massacre"
_VERBAL = frozenset({"be", "have", "do", "modal", "future", "say"})
_BEFORE_SUBJECTS = frozenset({"say", "opener", "conjunction", "calendar"})


def sufferers(words: Sequence[Word], i: int, edge: int, dates: Sequence[DateSpan], lexicon: Lexicon) -> list[Group]:
    """The groups that suffer by the word at ``i``; none lies before word ``edge``."""
    found = _those_of(words, i, dates, lexicon)
    if found is None:
        found = _left(words, i, edge, lexicon) or _of_verb(words, i, edge, dates, lexicon)
    return [*found, *_beside(words, max([i, *(g.last - 1 for g in found)]), lexicon)] if found else []


def _of_verb(words: Sequence[Word], i: int, edge: int, dates: Sequence[DateSpan], lexicon: Lexicon) -> list[Group]:
    """The number before a word, the object of a verb in the active, else the subject."""
    word, before = words[i], words[i - 1] if i > edge else None
    is_noun = any(e.is_noun for e in word.events)
    forms = {e.form for e in word.events if not e.is_noun}
    wounds = word.lower.endswith("wounds") and "toll:killed" not in word.tags
    if wounds and any(map(is_number, words[max(edge, i - 2) : i])):
        return []  # "14 stab wounds": these are no people
    at = i - 1 - (before is not None and before.lower in {'"', "”"})  # spoke of "at least 14" dead
    parent = words[at - 2] if at - 2 >= edge and is_number(words[at]) and words[at - 1].lower == "of" else word
    gathers = parent.lower in lexicon["toll_gathered"]["words"]
    if parent is not word and not gathers and parent.tags & {"person", "plural"} == {"person"}:
        return [Group(at - 2, at - 1)]  # "a father of five killed", not "a family of five"
    if at >= edge and is_number(words[at]) and not any(d.start < words[at].end <= d.end for d in dates):
        return [Group(at, at + 1)]  # "100 wounded people", not "May 3 killed"
    if (alone := _alone(words, i, edge)) is not None:
        return [alone]
    if forms and not is_passive(words, i) and words[i + 1 : i + 2] and words[i + 1].lower == "both":
        return [Group(i + 1, i + 2)]  # "wounding both"
    if word.lower == "bodies" and before and before.lower in lexicon["toll_more"]["words"]:
        return []  # "pulled more bodies from the rubble"
    by = next((j for j in range(i - 1, max(edge, i - 3), -1) if words[j].lower == "with"), None)
    if by is not None and not is_noun:  # "five patients with serious gunshot wounds"
        return _subject(words, by, _hurt_before(words, by - 1), edge, lexicon)
    opening = forms and i == edge and i + 2 < len(words) and "be" in words[i + 1].tags
    if opening and (told := group_starting(words, i + 2)):
        return max(people_from(words, told, lexicon), aged_from(words, told), key=len)  # "Killed were"
    if forms and not is_passive(words, i) and (group := group_after(words, i)) and _is_people(words, group):
        ahead = subject_before(words, i)
        bound = "gerund" in forms or (ahead >= 0 and "relative" in words[ahead].tags)
        return max(people_from(words, group, lexicon, is_bound=bound), aged_from(words, group), key=len)
    if "gerund" in forms or word.lower in {"toll", "killing"}:
        return []
    dated = before is not None and is_number(before) and forms <= _NOUN_TOO  # "the 2027 massacre"
    owned = before and (before.lower.endswith(("'s", "'")) or before.lower in _OWN)
    if is_noun and (not forms or dated) and not owned:
        return []  # "charged with murder"
    if before and before.lower == "the" and (told := _told_of(words, i)) is not None:
        return max(people_from(words, told, lexicon), aged_from(words, told), key=len)
    last = subject_before(words, i)
    opened = next((j for j in range(last - 1, edge, -1) if _ASIDES.get(words[j].lower) == words[last].lower), None)
    if opened and (told := group_ending(words, opened - 1)):  # "| Nine people | – six guards and a cook – were killed"
        return [told]
    aged = aged_before(words, last - (last > edge and words[last].lower == ","), edge)
    own = words[edge : i + 1]
    group = without_age(own, subject_of(own, _first_verb(own, i - edge)))
    if group and forms and group.last == i - edge and "of" in (w.lower for w in group.words(own)):
        of = max(j for j in range(group.first, group.last) if own[j].lower == "of")
        whole = of + 1 + ("determiner" in own[of + 1].tags)
        if is_number(own[min(whole, i - edge)]) and (
            is_number(own[of - 1]) or "thing" in tags_of(own, Group(group.first, of))
        ):
            # "one of | five people killed", "six of the | nine people killed", "the funerals of | nine people killed"
            group = Group(whole, group.last)
    if group and group.first > 1 and own[group.first - 1].lower == "including":  # "| nine people | including a nurse"
        group = group_ending(own, group.first - 2)
    found = _subject(words, i, Group(group.first + edge, group.last + edge) if group else None, edge, lexicon)
    by = not found or words[found[0].first - 1].lower == "by"
    if by and word.lower.partition(" ")[0] in _DYING and (struck := _struck_before(words, i, edge)):
        return [struck]
    return aged if len(aged) > max(1, len(found)) else found


def _struck_before(words: Sequence[Word], i: int, edge: int) -> Group | None:
    """ "| a teacher | shot by gunmen in Quetta on Sunday died": of one clause."""
    told = (k for k in range(i - 1, edge, -1) if any(e.form in ("past", "participle") for e in words[k].events))
    at = next(told, None)
    group = group_ending(words, at - 1) if at and not any(map(is_clause_mark, words[at:i])) else None
    return group if group and _is_people(words, group) else None


def _first_verb(words: Sequence[Word], i: int) -> int:
    """The verb that has the subject of the one at ``i`` before it: "a clerk | was shot | in a bar and was pronounced
    dead"."""
    j = subject_before(words, i)
    if (
        j < 1
        or words[j].lower not in {"and", "but"}
        or not (is_passive(words, i) or words[i].lower.partition(" ")[0] in _DYING)
    ):
        return i
    verbs = (k for k in range(j - 1, 0, -1) if any(e.form in ("past", "third") for e in words[k].events))
    return next(verbs, i)


def _alone(words: Sequence[Word], i: int, edge: int) -> Group | None:
    """ "Both were killed", "and another wounded"."""
    j = i - 1
    while j > edge and words[j].tags & {"be", "have"}:
        j -= 1
    told = j >= edge and words[j].lower in {"both", "another"} and not words[j].tags & {"weapon", "outlaw"}
    return Group(j, j + 1) if told else None


def _told_of(words: Sequence[Word], i: int) -> Group | None:
    """Who the dead are: "the dead were | a cook and two clerks", "the dead: | three"."""
    j = i + 1
    while j < min(i + 12, len(words)) and not (words[j].tags & _VERBAL or is_clause_mark(words[j])):
        j += 1
    behind = j
    while j < len(words) and (words[j].tags & {"be", "have"} or words[j].lower in {":", "named", "identified", "as"}):
        j += 1
    return group_starting(words, j) if behind < j < len(words) else None


def is_passive(words: Sequence[Word], i: int) -> bool:
    """Whether a form of "be" opens the verb group that ends with word ``i``, or a doer follows: "fell to bullets"."""
    if words[i].lower.endswith(" to") and words[i].events:
        return True
    j = i - 1
    while j >= 0 and words[j].tags & {"be", "have", "adverb", "modal"}:
        if "be" in words[j].tags:
            return True
        j -= 1
    return False


def people_from(words: Sequence[Word], group: Group, lexicon: Lexicon, *, is_bound: bool = False) -> list[Group]:
    """The members of the list that ``group`` opens, up to the one behind its "and"; ``group`` where there is no list.

    What describes a member is stepped over ("Doral Venn, 34, the mayor, and"), a total is all ("six in all"). Before a
    verb the last member opens another clause ("killed 14 | and 30 others were hurt"), unless the list ``is_bound`` to a
    subject or a clause within the sentence.
    """
    found = _split(words, group := _without_tolls(words, group))
    if len(found) > 1:
        return found[:-1] if not is_bound and _opens_clause(words, group) else found
    k, is_whole = group.last, any(w.lower in lexicon["toll_whole"]["words"] for w in group.words(words))
    while k + 1 < len(words):
        mark = words[k].lower
        if mark in _ASIDES:
            k = next(
                (j + 1 for j in range(k + 1, min(k + _ASIDE, len(words))) if words[j].lower == _ASIDES[mark]),
                len(words),
            )
            continue
        if mark not in {",", "and"}:
            break
        joined = mark == "and" or words[k + 1].lower == "and"
        opening = k + 1 + (mark == "," and joined)
        if is_age(words, opening):
            k = opening + 1
            continue
        opening += opening < len(words) and words[opening].lower == "of"  # "of a judge and | of two clerks"
        more = group_starting(words, opening) if opening < len(words) else None
        if more is None or more.first != opening or words[opening].lower in _PARTS or _is_part(words, more):
            break
        if _is_total(words, more, lexicon):
            return [more]
        if not joined and (closing := _describes(words, found[-1], more)):
            k = closing
            continue
        if not _is_member(words, more) or (is_whole and not joined) or _opens_clause(words, more, is_bound=is_bound):
            break
        members = _split(words, more)
        found, k = [*found, *members], more.last
        if joined or len(members) > 1:
            return found
    return found[:1]


def _without_tolls(words: Sequence[Word], group: Group) -> Group:
    """A group up to the "and" behind which others suffer: "seven people | and 19 wounded"."""
    for j in range(group.first + 1, group.last - 1):
        if words[j].lower == "and" and any(w.tags & TOLLS for w in words[j + 1 : group.last]):
            return Group(group.first, j)
    return group


def _subject(words: Sequence[Word], i: int, group: Group | None, edge: int, lexicon: Lexicon) -> list[Group]:
    """The people before the verb at ``i``: the list that begins as a clause does and ends with ``group``."""
    if group is None or group.last <= edge:
        return []
    group = Group(max(group.first, edge), group.last)
    while group.last - group.first > 1 and words[group.first].lower in {"and", "or", ","}:
        group = Group(group.first + 1, group.last)
    words = words[:i]
    for k in range(max(edge, group.first - _LIST), group.first + 1):
        begins = k in (edge, group.first) or is_clause_mark(words[k - 1]) or words[k - 1].tags & _BEFORE_SUBJECTS
        first = group if k == group.first else group_starting(words, k) if begins else None
        if first and first.first == k and (k == group.first or _is_own_people(words, first)):
            found = people_from(words, first, lexicon, is_bound=True)
            if found[-1].last >= group.last:
                return found
    return [group]


def _split(words: Sequence[Word], group: Group) -> list[Group]:
    """The members of a coordination, each a group of people of its own: "the mayor | and two guards"; "four men and
    women" is one."""
    found = [group]
    for j in range(group.first + 1, group.last - 1):
        if words[j].lower == "and":
            before, behind = Group(found[-1].first, j), Group(j + 1, group.last)
            if _opens_member(words, behind) or _adds(words, before, behind):
                found[-1:] = [before, behind]
    return found


def _opens_member(words: Sequence[Word], group: Group) -> bool:
    """Whether a number or an article shows that other people follow: "two guards", "a cook", "his wife"."""
    opening = words[group.first]
    own = is_number(opening) or _is_determined(opening)
    return own and _is_people(words, group) and not any(w.events for w in group.words(words))


def _adds(words: Sequence[Word], before: Group, behind: Group) -> bool:
    """Whether people without a number come to somebody: "a judge | and policemen", "the mayor | and policeman Venn"."""
    one = not any(is_number(w) or "plural" in w.tags for w in before.words(words))
    return one and _is_own_people(words, before) and any("person" in w.tags for w in behind.words(words))


def _is_determined(opening: Word) -> bool:
    return "determiner" in opening.tags or opening.lower in _OWN


def _is_own_people(words: Sequence[Word], group: Group) -> bool:
    """Whether a group is people, by its words or as a name that no lexicon knows."""
    inside = group.words(words)
    return all(not w.tags and w.lower[0].isalpha() for w in inside) or any(
        w.tags & PEOPLE or "pronoun" in w.tags for w in inside
    )


def _is_people(words: Sequence[Word], group: Group) -> bool:
    """Whether a group may be people: they are, or nothing says that they are things."""
    return any(w.tags & PEOPLE for w in group.words(words)) or "thing" not in head(words, group).tags


def _is_member(words: Sequence[Word], group: Group) -> bool:
    """Whether a group behind a comma or an "and" is people; "senator" alone says what somebody was."""
    inside = group.words(words)
    if any(w.events for w in inside) or "weapon" in head(words, group).tags or not _is_people(words, group):
        return False
    many = any("plural" in w.tags and w.tags & PEOPLE for w in inside)
    known = inside[0].lower in {"a", "an", *_OWN} or any(w.tags & PEOPLE for w in inside)
    return many or _is_named(words, group) or (known and _is_determined(inside[0])) or any(map(is_number, inside))


def _describes(words: Sequence[Word], last: Group, more: Group) -> int | None:
    """The comma behind a description of the one told last: "Doral Venn, | a former minister |, and", "a judge, | Doral
    Venn |, and". "A cook, a driver and" are two, "Doral Venn, her son" as well."""
    if any(_is_several(words, g) for g in (last, more)) or len(_split(words, more)) > 1:
        return None
    is_counted = any(w.lower in {"a", "an"} or is_number(w) for w in last.words(words)[:3])
    if _is_named(words, more) == _is_named(words, last) and (is_counted or _is_named(words, last)):
        return None
    for j in range(more.last, min(more.last + _ASIDE, len(words))):
        if words[j].lower == ",":
            return j
        if is_clause_mark(words[j]) or words[j].tags & _VERBAL:
            break
    return None


def _is_named(words: Sequence[Word], group: Group) -> bool:
    """Whether a group ends in words that no lexicon knows and begins without number, article or owner: a name."""
    opening, closing = words[group.first], words[group.last - 1]
    described = is_number(opening) or _is_determined(opening)
    known = closing.tags & (PEOPLE | {"thing", "plural", "weapon", "calendar"}) or closing.events
    return not described and not known and group.last - group.first > 1


def _is_several(words: Sequence[Word], group: Group) -> bool:
    """Whether a group can't be one person told before: "two guards", "his wife"."""
    opening = words[group.first]
    return (is_number(opening) and opening.lower not in {"one", "1"}) or opening.lower in {*_OWN, "other"}


def _is_part(words: Sequence[Word], group: Group) -> bool:
    """ "three of them": a part of the people told before."""
    behind = [w.lower for w in words[group.last : group.last + 2]]
    return behind[:1] == ["of"] or any(w.lower in {"them", "whom"} for w in words[group.first : group.last + 2])


def _is_total(words: Sequence[Word], group: Group, lexicon: Lexicon) -> bool:
    """ "a total of six people", "six people in all"."""
    forms = " ".join(w.lower for w in words[group.first : group.last + 2])
    return any(forms.startswith(t) or forms.endswith(t) for t in lexicon["toll_totals"]["words"])


def _opens_clause(words: Sequence[Word], group: Group, *, is_bound: bool = False) -> bool:
    """Whether a verb follows: "killed 14 and | 30 others | were hurt"; of a list that ``is_bound`` one of saying alone:
    "killing 14, | police and doctors | said"."""
    behind = words[group.last] if group.last < len(words) else None
    if behind is None or is_bound:
        return behind is not None and "say" in behind.tags
    return bool(behind.tags & _VERBAL) or any(e.form in ("past", "third") for e in behind.events)


def _those_of(words: Sequence[Word], i: int, dates: Sequence[DateSpan], lexicon: Lexicon) -> list[Group] | None:
    """Those behind "the deaths of", with at most a time between ("the death on Monday night of"); nobody for "two of
    the wounded", a part of them; None where no "of" follows."""
    if i > 2 and [w.lower for w in words[i - 2 : i]] == ["of", "the"] and is_number(words[i - 3]):
        return []
    if words[i].lower not in _NOUNS and not any(e.is_noun for e in words[i].events):
        return None
    for j in range(i + 1, min(i + 7, len(words))):
        if words[j].lower == "of" or (words[j].lower == "to" and j == i + 1):
            group = group_after(words, j)
            if group and head(words, group).events:
                return []  # "the victims of the massacre"
            return people_from(words, group, lexicon) if group else None
        timed = any(d.start <= words[j].start < d.end for d in dates) or words[j].tags & {"calendar", "adverb"}
        if not timed and words[j].lower not in _TIMES:
            break
    return None


def _left(words: Sequence[Word], i: int, edge: int, lexicon: Lexicon) -> list[Group]:
    """ "left | a judge and two clerks | dead", "cost | 12 people | their lives", "hacked | two men | to death"."""
    if i > 1 and words[i].lower == "dead" and words[i - 1].lower in {"him", "her"} and words[i - 2].events:
        return [Group(i - 1, i)]  # "shot | him | dead"
    last = i - (words[i - 1].lower in _OWN)
    for j in range(last - 2, max(edge, last - _LIST) - 1, -1):
        if words[j].lower in lexicon["toll_left"]["to_death" if words[i].lower == "to death" else "words"]:
            group = group_after(words[:last], j)
            found = people_from(words[:last], group, lexicon, is_bound=True) if group else []
            return found if found and (found[-1].last == last or words[last - 1].lower == ",") else []
        if words[j].tags & _VERBAL or words[j].lower in {";", ":"}:
            break
    return []


def _hurt_before(words: Sequence[Word], last: int) -> Group | None:
    """Who stands before "with burns": "| five patients | with", "| 23 people | had been brought in with"."""
    group = group_ending(words, last)
    if group is not None and any(w.tags & PEOPLE or is_number(w) for w in group.words(words)):
        return group
    passive = next((j for j in range(last, max(0, last - 5), -1) if "be" in words[j].tags), None)
    return subject_of(words, passive + 1) if passive is not None else group


def _beside(words: Sequence[Word], at: int, lexicon: Lexicon) -> list[Group]:
    """ "was killed 13 days ago along with nine other workers"."""
    for j in range(at + 1, min(at + 9, len(words) - 1)):
        if is_clause_mark(words[j]) or words[j].tags & (_VERBAL | {"relative"}):
            return []
        for width in (3, 2, 1):
            if " ".join(w.lower for w in words[j : j + width]) in lexicon["toll_beside"]["words"]:
                more = group_starting(words, j + width)
                return [more] if more and _is_people(words, more) else []
    return []
