"""People whom an article names: full name, titles, role from an apposition, gender, and every place of mention.

Two passes: names of two words or more give the people; surnames alone are later mentions of them, or people known by
one name.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from analysis.extraction.records import Entity
from analysis.extraction.statements.speakers.role_phrases import RoleWords, role_words
from analysis.language.lexicon import Lexicon
from analysis.reading.article import Article

Gender = Literal["male", "female"]

PARTICLE = r"(?:al|el|bin|ibn|bint|abu|ben|de|del|della|da|dos|di|du|la|le|van|von|der|den|ter|y)"
CAPITAL = r"(?:[A-Z]\.|[^\W\d_a-z][\w’'\-]*(?<!['’])(?<![’']s))"
NAME = re.compile(
    rf"(?<![\w’'&@#<])(?:al-)?{CAPITAL}\.?(?:\s(?:{PARTICLE}\s){{0,2}}(?:al-|el-)?{CAPITAL}\.?(?=\W|$)){{0,6}}"
)
APPOSITION = re.compile(r"(?:\s\([^)]{1,40}\))?,\s(?:\d{1,3},\s)?(?P<role>[^,.;:!?\n\"“”]{3,110})")
DESCRIBED = re.compile(r"\b(?:[Tt]he|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|[Aa]n?)\s(?P<role>(?:[\w’'\-]+\s){0,3}[a-z\-]+),\s$")
TOKEN = re.compile(r"\S+")
SUFFIX = frozenset(("jr", "sr", "ii", "iii", "iv"))


class Person(NamedTuple):
    """Somebody the article names; ``role`` as the article gives it, else None."""

    name: str
    surname: str
    start: int
    role: str | None = None
    gender: Gender | None = None


class Mention(NamedTuple):
    """A place where a person is named."""

    start: int
    end: int
    person: Person


@dataclass(frozen=True, slots=True)
class People:
    """The people of an article and their mentions in text order."""

    mentions: tuple[Mention, ...]
    starts: tuple[int, ...]
    told: Mapping[str, Sequence[Person]]  # those whose role the article gives, by name

    def within(self, start: int, end: int) -> tuple[Mention, ...]:
        """Mentions that begin in a span."""
        return self.mentions[bisect_right(self.starts, start - 1) : bisect_right(self.starts, end - 1)]


def find_people(article: Article, lexicon: Lexicon, entities: Sequence[Entity]) -> People:
    """Everybody the article's sentences name."""
    words = role_words(lexicon)
    named = [
        Mention(start, end, _person(article.text, start, end, title, name, words))
        for start, end, title, name in _names(article, words, _not_people(entities))
    ]
    people: dict[str, list[Person]] = {}
    for _, _, person in named:
        if " " in person.name:
            _add(people.setdefault(person.surname, []), person)
    alone: dict[str, Person] = {}
    for _, _, person in named:
        if " " not in person.name and person.surname not in people:
            alone.setdefault(person.surname, person)
    mentions: list[Mention] = []
    for start, end, person in named:
        same = [p for p in people.get(person.surname, ()) if _same(p, person)]
        if not same and person.surname in alone:
            same = [alone[person.surname]]
        if same:
            mentions.append(Mention(start, end, same[0] if len(same) == 1 else _last_introduced(same, start)))
    told: dict[str, list[Person]] = {}
    for _, _, person in mentions:
        if person.role:
            told.setdefault(person.name, []).append(person)
    return People(tuple(mentions), tuple([m.start for m in mentions]), told)


def _last_introduced(same: Sequence[Person], at: int) -> Person:
    """Of several that bear a name, the one last introduced before a place."""
    return max([p for p in same if p.start <= at] or same, key=lambda p: p.start)


def _add(known: list[Person], person: Person) -> None:
    """A person added to those of the surname, or what a further mention tells of one of them."""
    for i, one in enumerate(known):
        if _same(one, person):
            longer = person.name if len(person.name.split()) > len(one.name.split()) else one.name
            known[i] = Person(longer, one.surname, one.start, one.role or person.role, one.gender or person.gender)
            return
    known.append(person)


def _not_people(entities: Sequence[Entity]) -> list[tuple[int, int]]:
    return sorted((e.start, e.end) for e in entities if e.entity_kind != "person")


class _Name(NamedTuple):
    """What a run of capitalised words is: where the bare name begins and ends in it, its titles, the bare name."""

    start: int
    end: int
    title: str
    name: str


def _names(article: Article, words: RoleWords, taken: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, str, str]]:
    """Start, end, title and bare name of each run of capitalised words that may be a person's."""
    text, starts = article.text, [start for start, _ in taken]
    for sentence in article.sentences:
        for match in NAME.finditer(text, sentence.start, sentence.end):
            begin, stop = match.span()
            i = bisect_left(starts, stop) - 1
            keep = _untaken(match[0], begin, taken, starts) if i >= 0 and taken[i][1] > begin else 0
            found = _bare_name(match[0], keep, words)
            if found is None:
                continue
            start = begin + found.start
            if not found.title and text[max(0, start - 4) : start].lower() == "the ":
                continue  # rivers, forces, ships
            yield start, begin + found.end, found.title, found.name


def _untaken(name: str, begin: int, taken: Sequence[tuple[int, int]], starts: Sequence[int]) -> int:
    """The number of words up to the last that belongs to a place or an organisation; ``starts`` are those of these."""
    keep = 0
    for k, match in enumerate(TOKEN.finditer(name)):
        i = bisect_right(starts, begin + match.start()) - 1
        if i >= 0 and taken[i][1] > begin + match.start() and begin + match.end() <= taken[i][1] + 2:
            keep = k + 1
    return keep


@lru_cache(maxsize=16384)
def _bare_name(run: str, keep: int, words: RoleWords) -> _Name | None:
    """The name in a run of words without the first ``keep``, its titles and common words; None if there is no name.

    An article has a name several times, and a corpus has it in many articles.
    """
    if _bare(run) in words.common:  # "The", "He"
        return None
    tokens = [(m.start(), m[0], _bare(m[0])) for m in TOKEN.finditer(run)][keep:]
    while tokens and tokens[0][2] in words.common:
        tokens.pop(0)
    titles: list[str] = []
    while tokens and (tokens[0][2] in words.titles or tokens[0][2] in words.nouns):
        titles.append(tokens.pop(0)[2])
    while tokens and tokens[-1][2] in words.common:
        tokens.pop()
    if len(tokens) == 1 and (_is_staff(run, titles) or tokens[0][2] in words.collective):
        return None
    bare = [word for _, word, _ in tokens]
    if not tokens or not _may_be_name(bare, bool(titles)):
        return None
    at, word, last = tokens[-1]
    name = " ".join(bare).rstrip(".") + ("." if last in SUFFIX else "")
    return _Name(tokens[0][0], at + len(word.rstrip(".")), " ".join(titles), name)


def _is_staff(name: str, titles: Sequence[str]) -> bool:
    """Whether an article, a title and one word make a body's name, not a person's: "The General Staff"."""
    return bool(titles) and name.startswith("The ") and len(titles) == 1


@lru_cache(maxsize=65536)
def _bare(word: str) -> str:
    return word.lower().rstrip(".").replace("’", "'").removesuffix("'s")


def _may_be_name(tokens: list[str], titled: bool) -> bool:
    if not titled and len(tokens) == 1 and (tokens[0].isupper() or len(tokens[0]) < 3):
        return False
    return len(tokens) <= 5 and not any(t.isupper() and len(t.rstrip(".")) > 2 for t in tokens)


def _person(text: str, start: int, end: int, title: str, name: str, words: RoleWords) -> Person:
    first, surname, _ = _parts(name)
    role = _role_after(text, end, words) or _role_before(text, start, words) or _role_apposed(text, start, words)
    return Person(name, surname, start, role, _gender(first, title, role, words))


@lru_cache(maxsize=16384)
def _parts(name: str) -> tuple[str, str, bool]:
    """The first name in lower case, the surname, and whether the two are one word."""
    words = name.split()
    parts = [p for p in words if _bare(p) not in SUFFIX] or [name]
    surname = parts[-1].removeprefix("al-").removeprefix("el-")
    return parts[0].lower().replace("’", "'"), surname, len(words) == 1


def _role_after(text: str, end: int, words: RoleWords) -> str | None:
    """The apposition after a name: "X, the head of Y,"."""
    at = end + (text[end : end + 1] == ".")
    if text[at : at + 1] != "," and text[at + 1 : at + 2] != "(":
        return None
    match = APPOSITION.match(text, at)
    if match is None:
        return None
    role = match["role"].strip()
    head = [_bare(w) for w in role.split()]
    indefinite = head[0] in ("a", "an")
    if indefinite or head[0] in ("the", "his", "her", "its", "their", "one", "another"):
        head = head[1:]
    stop = next((k for k, w in enumerate(head) if w in words.after_head), len(head))
    # "a grocer" needs no list: what a comma closes after a name and "a" tells who somebody is
    listed = any(w in words.nouns for w in head[:stop])
    glossed = indefinite and 0 < stop <= 4 and text[match.end() : match.end() + 1] == ","
    if (
        not head
        or head[0] in words.verbs  # "its spokesman, X, told a reporter"
        or not (listed or glossed)
        or head[0] in words.common - {"first", "second", "former", "most"}
        or len(head) > 16
    ):
        return None
    return re.sub(
        r"^(?:an?|the|one of the|one of)\s",
        "",
        re.split(r"\s(?:who|said|says|told|whose|and\s(?:an?|the|one))\b", role)[0],
    )


def _role_before(text: str, start: int, words: RoleWords) -> str | None:
    """Titles and lower-case role words before a name: "government spokesman X", "Iraqi Prime Minister Y"."""
    before = text[max(0, start - 80) : start]
    last = _bare(before.rsplit(None, 1)[-1]) if before and not before.isspace() else ""
    if last not in words.nouns and last not in words.titles:
        return None
    tokens = before.rsplit("\n", 1)[-1].split()
    if not tokens or (_bare(tokens[-1]) not in words.nouns and _bare(tokens[-1]) not in words.titles):
        return None
    taken: list[str] = []
    while (tokens and not tokens[-1].endswith((",", ".", ";", ":", "”", '"'))) or (
        tokens and _bare(tokens[-1]) in words.titles
    ):
        word = _bare(tokens[-1])
        if (
            word in words.nouns
            or word in words.titles
            or (taken and (tokens[-1][:1].isupper() or word in words.former))
        ):
            taken.insert(0, tokens.pop())
            if len(taken) > 6:
                break
        else:
            break
    while taken and (_bare(taken[0]) in words.common):
        taken.pop(0)
    plain = [t for t in taken if words.titles.get(_bare(t), t)]
    if not any(_bare(t) in words.nouns or words.titles.get(_bare(t)) for t in plain):
        return None
    return " ".join(plain) or None


def _role_apposed(text: str, start: int, words: RoleWords) -> str | None:
    """The description that a name explains: "*The prime minister*, X, was briefed"."""
    match = DESCRIBED.search(text, max(0, start - 70), start) if "," in text[max(0, start - 3) : start] else None
    if match is None:
        return None
    return match["role"] if _bare(match["role"].split()[-1]) in words.nouns else None


def _gender(first: str, title: str, role: str | None, words: RoleWords) -> Gender | None:
    """The gender that a title or a role tells, else the first name, in lower case."""
    if not title and not role:
        return "female" if first in words.female_names else "male" if first in words.male_names else None
    said = {*title.split(), *[_bare(w) for w in (role or "").split()[:6]]}
    if said & words.female or (first in words.female_names and not said & words.male):
        return "female"
    if said & words.male or first in words.male_names:
        return "male"
    return None


def _same(one: Person, other: Person) -> bool:
    """Whether two names with one surname can be one person's: no first names that differ, no genders that do."""
    if one.gender and other.gender and one.gender != other.gender:
        return False
    if one.name == other.name or _parts(one.name)[2] or _parts(other.name)[2]:
        return True
    first, second = one.name.split(), other.name.split()
    return first[0][0] == second[0][0] and (
        first[0] == second[0] or "." in first[0] + second[0] or first[0][:3] == second[0][:3]
    )
