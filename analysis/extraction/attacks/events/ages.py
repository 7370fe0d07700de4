"""Ages behind names: "Olga Venn, 41, her husband Ivo, 44, and their sons, 9 and 7": each age is a person.

In: a sentence's words, where a list of people begins or ends. Out: its members, or how many a group are.
"""

from __future__ import annotations

from collections.abc import Sequence

from analysis.language.expressions import Word
from analysis.language.groups import Group, group_ending, head, is_clause_mark

# A list of names and ages has at most so many words.
_LIST = 40
_BEFORE_NAMES = frozenset({"say", "opener", "conjunction", "calendar"})


def aged_before(words: Sequence[Word], j: int, edge: int) -> list[Group]:
    """The names of a list that ends with the age ``j``, each with an age: "Olga Venn, 41, her husband Ivo, 44, and"."""
    found: list[Group] = []
    while j - 2 >= edge and words[j - 1].lower == "," and is_age(words, j):
        k = j - 2
        while k >= edge and not (is_clause_mark(words[k]) or words[k].events or words[k].tags & _BEFORE_NAMES):
            k -= 1
        found.insert(0, Group(k + 1, j - 1))
        while k >= edge and words[k].lower in {",", "and"}:
            k -= 1
        j = k
    return found


def aged_from(words: Sequence[Word], group: Group) -> list[Group]:
    """The longest list of names with ages that ``group`` opens."""
    for j in range(min(len(words) - 1, group.first + _LIST), group.first + 1, -1):
        found = aged_before(words, j, group.first) if words[j].lower.isdecimal() else []
        if found and found[0].first == group.first:
            return found
    return []


def n_aged(words: Sequence[Word], group: Group) -> int:
    """How many a group are by the ages behind it: one of "Ivo Venn, 44,", two of "her sons, 7 and 8,"; 0 without."""
    ages, j = 0, group.last
    while j + 1 < len(words) and words[j].lower in {",", "and"} and words[j + 1].lower.isdecimal():
        ages, j = ages + 1, j + 2
    many = "plural" in head(words, group).tags
    closed = ages and is_age(words, j - 1) and not any(w.lower == "and" for w in group.words(words))
    return ages if closed and many == (ages > 1) else 0


def is_age(words: Sequence[Word], i: int) -> bool:
    """ "Doral Venn, | 34 |, and"."""
    alone = i + 1 >= len(words) or is_clause_mark(words[i + 1]) or words[i + 1].lower in {"and", "who", "."}
    return alone and i < len(words) and words[i].lower.isdecimal()


def without_age(words: Sequence[Word], group: Group | None) -> Group | None:
    """ "Doral Venn, 34, who was shot": the name, not the age."""
    if group is None or group.first < 2 or words[group.first - 1].lower != "," or not is_age(words, group.first):
        return group
    return group_ending(words, group.first - 2)
