"""People whom an article names: full name, titles, role from an apposition, gender, and every place of mention.

Two passes: names of two words or more give the people; surnames alone are later mentions of them, or people known by
one name.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import compress, pairwise
from typing import NamedTuple

from analysis.extraction.records import Entity
from analysis.extraction.statements import tags
from analysis.extraction.statements.speakers.roles import Gender, RoleWords, bare_word, role_words
from analysis.extraction.statements.vocabulary import vocabulary
from analysis.language.reading import Reading, SentenceReading
from analysis.language.tokens import lowered

_PARTICLES = frozenset((
    "al", "el", "bin", "ibn", "bint", "abu", "ben", "de", "del", "della", "da", "dos", "di", "du", "la", "le", "van",
    "von", "der", "den", "ter", "y",
))  # fmt: skip
_JOINING = _PARTICLES | {"."}
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))
_NO_NAME_BEFORE = frozenset(("'", "’", "&", "@", "#", "<"))
_POSSESSIVE = ("'s", "’s")
_OWNERS: Mapping[str, Gender] = {"his": "male", "her": "female"}
_NO_NOUN = tags.PREPOSITION | tags.COORDINATOR | tags.AUXILIARY | tags.FINITE | tags.SUBORDINATOR | tags.DETERMINER
_LONGEST = 7  # words of a name with its titles
_LONGEST_ROLE = 150  # characters


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

    mentions: Sequence[Mention]
    starts: Sequence[int]
    told: Mapping[str, Sequence[Person]]  # those whose role the article gives, by name

    def within(self, start: int, end: int) -> Sequence[Mention]:
        """Mentions that begin in a span."""
        return self.mentions[bisect_left(self.starts, start) : bisect_left(self.starts, end)]


def find_people(reading: Reading, entities: Sequence[Entity]) -> People:
    """Everybody the article's sentences name."""
    named = list(_named(reading, sorted((e.start, e.end) for e in entities if e.entity_kind != "person")))
    _tell_gender(reading, named)
    people: dict[str, list[Person]] = {}
    for _, _, person in named:
        if " " in person.name:
            _add(people.setdefault(person.surname, []), person)
    alone: dict[str, Person] = {}
    for _, _, person in named:
        if " " not in person.name and person.surname not in people:
            alone.setdefault(person.surname, person)
    mentions: list[Mention] = []
    told: dict[str, list[Person]] = {}
    for start, end, person in named:
        same = [p for p in people.get(person.surname, ()) if _is_same(p, person)]
        if not same and person.surname in alone:
            same = [alone[person.surname]]
        if same:  # of several that bear a name, the one last introduced before it
            found = same[0]
            if len(same) > 1:
                found = max([p for p in same if p.start <= start] or same, key=lambda p: p.start)
            mentions.append(Mention(start, end, found))
            if found.role:
                told.setdefault(found.name, []).append(found)
    return People(mentions, [m.start for m in mentions], told)


def _tell_gender(reading: Reading, named: list[Mention]) -> None:
    """Give names the gender that possessives tell where nothing else does: "Jun Abenyo lost her boat".

    "His" and "her" tell of the nearest name before them in their sentence; the first one behind a name counts, outside
    quotations, and all that is told of a surname must agree.
    """
    known, told = vocabulary(reading.lexicon).kinds, dict[str, set[Gender]]()
    untold = {p.name: p.surname for _, _, p in named if p.gender is None and (" " in p.name or p.role)}
    full = {surname for surname, n in Counter(untold.values()).items() if n == 1}  # not where two may be meant
    for k, (start, end, person) in enumerate(named):
        if person.surname not in full or reading.article.text[end : end + 2] in _POSSESSIVE:
            continue
        sentence = reading.sentences[bisect_right(reading.sentences, start, key=lambda s: s.start) - 1]
        if _OWNERS.keys().isdisjoint(sentence.words):
            continue
        stop = min(sentence.end, named[k + 1].start) if k + 1 < len(named) else sentence.end
        if any(q.start < stop and end < q.end for q in reading.quotations):
            continue
        first, last = bisect_left(sentence.spans, (end, 0)), bisect_left(sentence.spans, (stop, 0))
        for word, after in pairwise((*sentence.raw[first:last], ".")):
            if word in _OWNERS and known[after] & tags.LETTERS and not known[after] & _NO_NOUN:
                told.setdefault(person.surname, set()).add(_OWNERS[word])
                break
    agreed = {surname: next(iter(genders)) for surname, genders in told.items() if len(genders) == 1}
    for k, (start, end, person) in enumerate(named):
        if person.gender is None and person.surname in agreed:
            named[k] = Mention(start, end, person._replace(gender=agreed[person.surname]))


def _add(known: list[Person], person: Person) -> None:
    """A person added to those of the surname, or what a further mention tells of one of them."""
    for i, one in enumerate(known):
        if _is_same(one, person):
            longer = person.name if person.name.count(" ") > one.name.count(" ") else one.name
            known[i] = Person(longer, one.surname, one.start, one.role or person.role, one.gender or person.gender)
            return
    known.append(person)


def _named(reading: Reading, taken: Sequence[tuple[int, int]]) -> Iterator[Mention]:
    """The runs of capitalised words that may be a person's name; ``taken`` are the spans of places and bodies."""
    known, may_name = vocabulary(reading.lexicon).kinds, vocabulary(reading.lexicon).may_name
    words, t = role_words(reading.lexicon), 0
    for sentence in reading.sentences:
        raw, after = sentence.raw, 0
        begun = [*compress(range(len(raw)), map(may_name.__getitem__, raw))]
        while t < len(taken) and taken[t][1] <= sentence.start:
            t += 1
        within, spans = (taken[t : bisect_left(taken, (sentence.end, 0), t)], sentence.spans) if begun else ((), ())
        for i in begun:
            if i < after:
                continue
            joined = i + 1 < len(raw) and (known[raw[i + 1]] & tags.NAME or raw[i + 1] in _JOINING)
            members = _run(sentence, i, known) if joined else [i]
            after = members[-1] + 1
            if after == i + 1 and raw[i].isupper():  # "NATO"
                continue
            if sentence.text[max(0, spans[i][0] - 1)] in _NO_NAME_BEFORE:
                members = members[1:]
            if within:  # up to the last word of a place or an organisation, with a possessive ending
                members = members[_n_taken([spans[m] for m in members], within) :]
            if not members:
                continue
            run = raw[members[0] : after]
            if len(run) > len(members):  # with the stops of abbreviations that the lexicon does not know: Det. Tenn
                run = tuple([f"{raw[k]}." if k + 1 < after and raw[k + 1] == "." else raw[k] for k in members])
            name = _bare_name(run, words)
            if name is None:
                continue
            first, last = members[name.first], members[name.last]
            before = raw[first - len(name.titles) - 1] if first > len(name.titles) else ""
            # rivers, forces, ships, "The General Staff"
            if before in ("the", "The") and (
                not name.titles or (before == "The" and len(name.titles) == 1 and " " not in name.text)
            ):
                continue
            start, end = spans[first][0], spans[last][0] + len(_stripped(raw[last]).rstrip("."))
            role = None
            behind = sentence.text[end : end + _LONGEST_ROLE].partition("\n")[0]
            if behind.lstrip(". ")[:1] in ("(", ","):  # also where brackets with stops part sentences
                role = words.find("role", behind) or None
            role = role or (_role_before(raw, first, words) if first else None)
            yield Mention(start, end, Person(name.text, name.surname, start, role, _gender(name, role, words)))


def _n_taken(words: Sequence[tuple[int, int]], taken: Sequence[tuple[int, int]]) -> int:
    """The number of words up to the last that belongs to something else than a person."""
    for count in range(len(words), 0, -1):
        start, end = words[count - 1]
        for a, b in taken:
            if a <= start < b and end <= b + 2:
                return count
    return 0


def _run(sentence: SentenceReading, i: int, known: Mapping[str, int]) -> list[int]:
    """The words of a run of capitalised words from word ``i`` on, particles among them: "Orla van der Tenn"."""
    members, raw, spans = [i], sentence.raw, sentence.spans
    while len(members) < _LONGEST and raw[i][-1] not in "'’" and raw[i][-2:] not in _POSSESSIVE:
        begin = end = i + 1 + (i + 1 < len(raw) and raw[i + 1] == "." and spans[i + 1][0] == spans[i][1])
        while end < len(raw) and raw[end] in _PARTICLES and end < begin + 2:
            end += 1
        if end >= len(raw) or not known[raw[end]] & tags.NAME:
            break
        if any(spans[k][0] != spans[k - 1][1] + 1 for k in range(begin, end + 1)):
            break
        members += range(begin, end + 1)
        i = end
    return members


class _Name(NamedTuple):
    """A bare name: its first and last word in its run, its titles, and its parts."""

    first: int
    last: int
    titles: Sequence[str]
    text: str
    given: str  # in lower case
    surname: str


@lru_cache(maxsize=16384)
def _bare_name(words_of_run: Sequence[str], words: RoleWords) -> _Name | None:
    """The name in a run of words, without titles and common words; None if there is no name.

    An article has a name several times, and a corpus has it in many articles.
    """
    run = [_stripped(word) for word in words_of_run]
    bare, first, last = [bare_word(word) for word in run], 0, len(run) - 1
    while first <= last and bare[first] in words["common"]:
        first += 1
    titled = first
    short = [k for k in range(first, last) if run[k][-1] == "." and bare[k] in words.titles]  # Retired Gen. Tenn
    first = short[-1] if short else first
    while first <= last and (bare[first] in words.titles or bare[first] in words["nouns"]):
        first += 1
    while last >= first and bare[last] in words["common"]:
        last -= 1
    name = run[first : last + 1]
    if not name or len(name) > 5 or any(w.isupper() and len(w.rstrip(".")) > 2 for w in name):
        return None
    untitled = first == titled and (name[0].isupper() or len(name[0]) < 3)
    if len(name) == 1 and (untitled or bare[last] in words["collective"]):
        return None
    text = " ".join(name).rstrip(".") + ("." if bare[last] in _SUFFIXES else "")
    parts = [word for word in name if bare_word(word) not in _SUFFIXES] or [text]
    surname = parts[-1].rstrip(".").removeprefix("al-").removeprefix("el-")
    return _Name(first, last, bare[titled:first], text, lowered(parts[0]), surname)


def _stripped(word: str) -> str:
    """A name without its possessive ending."""
    return word[:-2] if word[-2:] in _POSSESSIVE else word.rstrip("'’")


def _role_before(raw: Sequence[str], i: int, words: RoleWords) -> str | None:
    """Titles and role words before a name, or a description that it explains.

    "government spokesman X", "Iraqi Prime Minister Y"; "*The prime minister*, X, was briefed".
    """
    k = i - 1
    if k and raw[k] == ",":
        return words.find("described", " ".join(raw[max(0, k - 9) : i])) or None
    if not words.titled[raw[k]]:
        return None
    while k >= 0 and i - k < 8 and (words.titled[raw[k]] or (k + 1 < i and _is_within_title(raw[k], words))):
        k -= 1
    taken = [*raw[k + 1 : i]]
    while taken and bare_word(taken[0]) in words["common"]:
        taken.pop(0)
    told = any(bare_word(t) in words["nouns"] or words.titles.get(bare_word(t)) for t in taken)
    return " ".join([t for t in taken if words.titles.get(bare_word(t), t)]) if told else None


def _is_within_title(word: str, words: RoleWords) -> bool:
    return word[0].isupper() or bare_word(word) in words["former"]


def _gender(name: _Name, role: str | None, words: RoleWords) -> Gender | None:
    """The gender that a title or a role tells, else the first name."""
    if not name.titles and not role:
        return (
            "female" if name.given in words["female_names"] else "male" if name.given in words["male_names"] else None
        )
    said = {*name.titles, *words.cut[role or ""][:6]}
    if said & words["female"] or (name.given in words["female_names"] and not said & words["male"]):
        return "female"
    return "male" if said & words["male"] or name.given in words["male_names"] else None


def _is_same(one: Person, other: Person) -> bool:
    """Whether two names with one surname can be one person's: no first names that differ, no genders that do."""
    if one.gender and other.gender and one.gender != other.gender:
        return False
    first, second = one.name.partition(" "), other.name.partition(" ")
    if one.name == other.name or not first[1] or not second[1]:
        return True
    short = "." in first[0] + second[0] or first[0][:3] == second[0][:3]
    return first[0] == second[0] or (first[0][0] == second[0][0] and short)
