"""Mentions of actors and places: the gazetteer's forms in the text, then the uncertain names.

Goes in: the reading of an article. Comes out: mentions in text order that do not overlap, in the headline, the
dateline, the body and captions that are no repetition. Longest name first ("South Korea" is not Korea). A demonym
("Iraqi") is a mention of its country. City names are many and common: "Nice", "Reading" and "Lincoln" are cities too,
so a city that is not large needs a locative word before it or its country after it, and its country must be named
elsewhere in the article; a name between other capitalised words is taken for part of a person's.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from analysis.extraction.records import Entity
from analysis.language.gazetteer import (
    PLACE_KINDS,
    Gazetteer,
    Name,
    compile_gazetteer,
    fold,
    folded_text,
    is_one_name,
    names_after,
    people_before,
    town_before,
    word_after,
    word_before,
)
from analysis.language.reading import Reading

_FIRST_NAME = re.compile(r"\b([A-Z][a-z]+)\.? (?:[A-Z]\. )?$")
_LONGEST_FIRST_NAME = 40  # characters, with an initial behind it
_NOWHERE: frozenset[str] = frozenset()
_SURE = 2  # mentions of a country, and none of another: its namesake of a far larger city is meant
_FAMOUS = 1_000_000  # inhabitants, weighted: Paris is a city also where nothing else says so
_SENTENCE_BEGINS = re.compile(r"(?:^|[.!?:\n\"“”‘(\u2014–]\s*)$")
_THE = ("the ", "The ", "THE ")
_POSSESSIVE = ("'s", "’s", "s'", "s’")


@dataclass(frozen=True, slots=True)
class _Scene:
    """What decides about a name besides the words beside it: the article, and how often it names each country.

    ``starts`` and ``ends`` are those of its sentences and datelines: furniture, bylines and repetitions name nothing.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    gazetteer: Gazetteer
    named: Counter[str | None]
    shouted: bool  # all in capitals

    def is_within(self, start: int, end: int) -> bool:
        """Whether a name stands in a sentence or a dateline."""
        at = bisect_right(self.starts, start) - 1
        return at >= 0 and end <= self.ends[at]

    def guard(self, key: str) -> frozenset[str]:
        """A word list of [place_guards]."""
        return self.gazetteer.guards.get(key, frozenset())


class _Hit(NamedTuple):
    start: int
    end: int
    form: str
    meant: tuple[Name, ...]


def find_entities(reading: Reading) -> list[Entity]:
    """Mentions of actors and places of the lexicon, of countries and of cities, in text order, without overlaps."""
    article = reading.article
    gazetteer = compile_gazetteer(reading.lexicon)
    datelines = [(p.start, p.end) for p in article.passages if p.kind == "dateline"]
    spans = sorted(datelines + [(s.start, s.end) for s in article.sentences])
    starts, ends = [start for start, _ in spans], [end for _, end in spans]
    scene = _Scene(article.text, starts, ends, gazetteer, Counter(), article.is_upper_case)
    hits = _longest(_find_hits(scene))
    pointed = [_pointed(h, scene) if any(n.kind in PLACE_KINDS for n in h.meant) else _NOWHERE for h in hits]
    certain = (h.meant[0].country for h in hits if _is_sure(h.meant, scene))
    told = (code for codes in pointed if len(codes) == 1 for code in codes)
    scene = replace(scene, named=Counter(code for code in (*certain, *told) if code))
    entities = [e for hit, codes in zip(hits, pointed, strict=True) if (e := _resolved(hit, codes, scene))]
    entities += list(_surnames(entities, scene))
    return sorted(entities, key=lambda e: (e.start, e.end))


def _is_sure(meant: Sequence[Name], scene: _Scene) -> bool:
    """Whether a form stands for one thing; in mixed case also for a large city without namesakes abroad."""
    if len(meant) == 1 and meant[0].population == 0:
        return True
    return not scene.shouted and len({n.country for n in meant}) == 1 and meant[0].certainty == "large city"


def _find_hits(scene: _Scene) -> Iterator[_Hit]:
    text, gazetteer, folded = scene.text, scene.gazetteer, folded_text(scene.text)
    pronouns = scene.guard("shouted_pronouns")
    for start, end in gazetteer.finder.find(folded):
        form = folded[start + 1 : end + 1]
        if not scene.shouted and len(form) < 4 and form in gazetteer.capitals:
            continue
        if scene.shouted and form in pronouns and text[max(0, start - 4) : start] != "THE ":
            continue
        if scene.is_within(start, end) and (" " not in form or is_one_name(text, start, end)):
            meant = gazetteer.meant(gazetteer.capitals.get(form, form))
            yield _Hit(start, _with_stop(text, start, end), form, meant)


def _with_stop(text: str, start: int, end: int) -> int:
    """ "U.S." takes its full stop in, "Iraq." does not."""
    return end + 1 if text[end : end + 1] == "." and "." in text[start:end] and text[end - 1].isupper() else end


def _longest(hits: Iterable[_Hit]) -> list[_Hit]:
    """The leftmost of overlapping hits, the longest of those that begin together.

    An article does not count as a beginning: "the General Staff" is no mention of "the General".
    """
    kept: list[_Hit] = []
    for hit in sorted(hits, key=lambda h: (h.start + len("the ") * h.form.startswith(_THE), -h.end)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


def _resolved(hit: _Hit, pointed: frozenset[str], scene: _Scene) -> Entity | None:
    name = _namesake(hit, pointed, scene)
    if name is None:
        possible = [n for n in hit.meant if _is_meant(hit, n, pointed, scene)]
        if not possible:
            return None
        name = possible[0] if len(possible) == 1 else _most_likely(hit, possible, pointed, scene)
    return Entity(hit.start, hit.end, name.entity, name.kind, name.side, name.country)


def _pointed(hit: _Hit, scene: _Scene) -> frozenset[str]:
    """The countries that the words around a place say it may lie in: "Tripoli, Lebanon", "Valencia in western
    Venezuela", "Macon, Ga.", "the Lebanese city of Tripoli"."""
    if scene.shouted:
        return _NOWHERE  # before "SANTA ANA, LA PAZ DEPARTMENT" they would name a country far away
    found = map(scene.gazetteer.countries_of, names_after(scene.text, hit.end))
    if behind := next(filter(None, found), None):
        return behind
    return scene.gazetteer.countries_of(people_before(scene.text, hit.start))


def _namesake(hit: _Hit, pointed: frozenset[str], scene: _Scene) -> Name | None:
    """A town of the name that lies where the words around it say, where nothing that the lexicon means by it does:
    "Odessa, Texas". Names of countries are also listed side by side: only a state makes a town of one ("Peru,
    Indiana")."""
    codes, form = {n.country for n in hit.meant}, hit.form
    if not pointed or not pointed.isdisjoint(codes) or any(n.kind not in PLACE_KINDS for n in hit.meant):
        return None
    if any(n.kind in ("country", "region") for n in hit.meant):
        behind = names_after(scene.text, hit.end) if scene.text[hit.end : hit.end + 1] == "," else ()
        code = "US" if any(map(scene.gazetteer.is_state, behind)) else None
    else:
        code = next(iter(sorted(pointed & scene.gazetteer.sizes(form).keys())), None)
    return Name(form, "city", scene.gazetteer.countries.get(code), code, "small city") if code else None


def _is_meant(hit: _Hit, name: Name, pointed: frozenset[str], scene: _Scene) -> bool:
    if name.certainty == "outlet":
        return False
    if name.population > 0:
        return name.country in pointed if pointed else _is_city(hit, name, scene)
    guarded = name.kind == "person" or hit.form in scene.guard("guarded")
    if guarded and " " not in hit.form and not scene.shouted:
        return not _is_in_other_name(hit.start, hit.end, scene, titles=name.kind == "person")
    return True


def _is_city(hit: _Hit, name: Name, scene: _Scene) -> bool:
    at_home = name.country in scene.named
    if scene.shouted:
        return _is_shouted_city(hit, name, scene, at_home)
    if name.certainty == "large city" or name.population >= _FAMOUS:
        return not _is_in_other_name(hit.start, hit.end, scene)
    if not at_home or hit.form in scene.guard("everyday") or not _is_located(hit, scene):
        return False
    return not _is_in_other_name(hit.start, hit.end, scene) and not _is_surname(hit, scene)


def _is_located(hit: _Hit, scene: _Scene) -> bool:
    """Whether a locative word stands before the name: "in", "near"."""
    return word_before(scene.text, hit.start).lower() in scene.guard("locative")


def _is_shouted_city(hit: _Hit, name: Name, scene: _Scene, at_home: bool) -> bool:
    """Capitals hide whose name it is: "CARLOS VALENCIA", "IN DEFIANCE OF"."""
    if name.certainty == "guarded city" and name.population < _FAMOUS:
        return False
    is_large, count = name.certainty == "large city", scene.named[name.country]
    most = count > 0 and count == max(scene.named.values())
    return ((at_home or is_large) and _is_located(hit, scene)) or (is_large and (most or hit.start == 0))


def _is_surname(hit: _Hit, scene: _Scene) -> bool:
    """Whether the article has somebody of that name: a possessive at the hit, or a first name before it anywhere."""
    if scene.text[hit.end : hit.end + 2] in ("'s", "’s", "' ", "’ "):
        return True
    at, size = scene.text.find(hit.form), len(hit.form)
    while at >= 0:
        first = _FIRST_NAME.search(scene.text, max(0, at - _LONGEST_FIRST_NAME), at)
        if first and not scene.text[at + size : at + size + 1].isalnum() and _is_first_name(first[1], scene):
            return True
        at = scene.text.find(hit.form, at + size)
    return False


def _is_first_name(word: str, scene: _Scene) -> bool:
    return not _stands_apart(word, scene) and word.lower() not in scene.guard("openers")


def _is_in_other_name(start: int, end: int, scene: _Scene, *, titles: bool = False) -> bool:
    """Whether a capitalised word beside the name makes it part of another; a sentence may begin with a common one."""
    before, after = word_before(scene.text, start), word_after(scene.text, end)
    if _is_capitalised(after) and not _stands_apart(after, scene):
        return True
    if (
        not _is_capitalised(before)
        or before.lower() in scene.guard("locative")
        or _stands_apart(before.strip(".'’"), scene, titles=titles)
    ):
        return False
    at = scene.text.rfind(before, 0, start)
    opens = _SENTENCE_BEGINS.search(scene.text, max(0, at - 3), at) is not None
    return not opens or before.lower() not in scene.guard("openers")


def _stands_apart(word: str, scene: _Scene, *, titles: bool = False) -> bool:
    """Whether a capitalised word stands beside a name without being part of it."""
    apart = any(word in scene.guard(key) for key in ("compass", "facilities", "days"))
    return apart or (titles and word in scene.guard("titles"))


def _is_capitalised(word: str) -> bool:
    """Whether a word is written like part of a name: "George", "W.", but neither "U.S." nor "Baghdad's"."""
    return word[:1].isupper() and (len(word) < 3 or not word.isupper()) and not word.endswith(_POSSESSIVE)


def _most_likely(hit: _Hit, possible: Sequence[Name], pointed: frozenset[str], scene: _Scene) -> Name:
    """What the words around it say; else the country most named, unless a large city dwarfs its namesakes; of a
    country and a state, the one in which the town before it lies ("Macon, Georgia")."""
    largest = max(possible, key=lambda n: n.population)
    others = max((n.population for n in possible if n is not largest), default=0)
    dwarfs = largest.population > 10 * others > 0 and largest.population >= _FAMOUS
    told = max(scene.named[n.country] for n in possible)
    if not pointed and dwarfs and (told < _SURE or scene.named[largest.country]):
        return largest
    lying = scene.gazetteer.sizes(fold(town_before(scene.text, hit.start)).strip())
    return max(possible, key=lambda n: (n.country in pointed, n.country in lying, scene.named[n.country], n.population))


def _surnames(entities: Sequence[Entity], scene: _Scene) -> Iterator[Entity]:
    """Later mentions by surname of persons that the article names in full."""
    text = scene.text
    in_full = (e for e in entities if e.entity_kind == "person" and " " in text[e.start : e.end])
    people = {e.entity.rpartition(" ")[2]: e for e in in_full}
    ends = [e.end for e in entities]  # in text order
    for surname, person in people.items():
        for start, end in (m.span() for m in re.finditer(rf"{re.escape(surname)}\b", text)):  # letters first: quicker
            i = bisect_right(ends, start)
            is_free = i == len(entities) or start < entities[i].start
            is_whole = not re.match(r"\w", text[start - 1 : start])
            if (
                is_free
                and is_whole
                and scene.is_within(start, end)
                and not _is_in_other_name(start, end, scene, titles=True)
            ):
                yield Entity(start, end, person.entity, "person", person.side, person.country)
