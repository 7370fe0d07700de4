"""Attacks in several places told in one breath: "killing seven people in Quetta and five in Khartoum", "bombs exploded
in Quetta and Khartoum".

In: a mention and its sentence. Out: a mention for each place, with its own toll; day, weapon and doer are said of all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from analysis.extraction.attacks.events.scene import TOLLS, Scene
from analysis.extraction.attacks.events.triggers import Trigger
from analysis.extraction.attacks.identity import Range
from analysis.extraction.attacks.slots.mention import Mention
from analysis.extraction.attacks.slots.tolls import Tolls, find_tolls
from analysis.extraction.records import Entity
from analysis.language.expressions import Word
from analysis.language.groups import tags_of

_AND = frozenset({"and", ",", ";", "while", "but"})
_IN, _ON = frozenset({"in", "at", "near", "outside", "around"}), frozenset({"on", "late", "early"})
# before a number: those who come to others
_FURTHER = frozenset({"another", "a", "further", "additional", "about", "some"})
# So many words may stand between a number and its place: "five others in Khartoum".
_COUNTED = 3
Cities = Sequence[tuple[int, Entity]]


def shared_out(scene: Scene, mention: Mention) -> list[Mention]:
    """A mention for each of the places that a mention gives a number of its own, or that several attacks hit."""
    if mention.realis != "actual":
        return [mention]
    known = [e for e in scene.entities if e.entity_kind in ("city", "region", "site")]
    cities = [
        (scene.index_at(e.start), e)
        for e in sorted([*known, *unknown_towns(scene)], key=lambda e: e.start)
        if mention.start <= e.start < mention.end
    ]
    if len(cities) < 2 and len(scene.dates) < 2:
        return [mention]
    return _by_number(scene, mention, cities) or _by_place(scene, mention, cities) or [mention]


def unknown_towns(scene: Scene) -> Iterator[Entity]:
    """Towns that no gazetteer knows: names behind "in", and those that "and" joins to the name of a town."""
    taken = [*((e.start, e.end) for e in scene.entities), *((d.start, d.end) for d in scene.dates)]
    towns = {scene.index_at(e.start): scene.index_at(e.end - 1) + 1 for e in scene.entities if e.entity_kind == "city"}
    behind = -1
    for i, word in enumerate(scene.words):
        if i in towns:
            behind = towns[i]
        opens = i > 0 and (
            scene.words[i - 1].lower in _IN or (scene.words[i - 1].lower in {"and", ","} and i - 1 == behind)
        )
        if not opens or not _is_name(scene, i, taken):
            continue
        end = next((j for j in range(i + 1, len(scene.words)) if not _is_name(scene, j, taken)), len(scene.words))
        behind = end
        yield Entity(word.start, scene.words[end - 1].end, scene.text[word.start : scene.words[end - 1].end], "city")


def _is_name(scene: Scene, i: int, taken: Sequence[tuple[int, int]]) -> bool:
    """Whether a word has a capital, and no lexicon knows it."""
    word = scene.words[i]
    free = not word.tags and not word.events and not any(s <= word.start < e for s, e in taken)
    return free and scene.text[word.start].isupper()


def _by_number(scene: Scene, mention: Mention, cities: Cities) -> list[Mention]:
    """ "seven people in Quetta and another five in Khartoum on Sunday": behind the first, each number has its place or
    its day, and no event word."""
    words, shares, cuts = scene.words, list[Mention](), list[int]()
    days = [(scene.index_at(d.start), d) for d in scene.dates if d.date_precision == "day"]
    numbers = scene.reading.quantities_in(words[0].start, words[-1].end, articles=True, skip=scene.dates)
    for quantity in numbers:
        first, behind = scene.span_of(quantity)
        if quantity.is_article and words[first].lower != "one" and not _is_person(words[behind : behind + _COUNTED]):
            continue
        while words[first - 1].lower in _FURTHER:
            first -= 1
        at, city = next((c for c in cities if _is_beside(scene, behind, c[0])), (0, None))
        end = scene.index_at(city.end - 1) + 1 if city else behind
        day = next((d for i, d in days if i == end or _is_beside(scene, end, i)), None)
        own_day = day is not None and any(i < first and d.date_start != day.date_start for i, d in days)
        earlier = [c for c in cities if c[0] < first]
        if words[first - 1].lower not in _AND or not ((city and earlier) or (own_day and not at)):
            continue
        kind = next((w.tags & TOLLS for w in reversed(words[:first]) if w.tags & TOLLS), frozenset())
        if kind and scene.index_at(mention.start) <= first < scene.index_at(mention.end - 1):
            toll = {min(kind).removeprefix("toll:"): (quantity.low, quantity.high)}
            told = Tolls(toll.get("killed"), toll.get("wounded"))
            placed = _at(mention, city) if city else mention
            shares.append(replace(_share(scene, placed, scene.index_at(quantity.start), at or behind, told), date=day))
            cuts.append(first)
    if not shares:
        return []
    own = [d for i, d in days if i < cuts[0]]
    last = shares[-1].date
    shares = [s if s.date else replace(s, date=own[-1] if own else last or mention.date) for s in shares]
    before = [c for c in cities if c[0] < cuts[0]]
    lead = replace(_at(mention, before[-1][1]) if before else mention, date=own[-1] if own else mention.date)
    return [_with(lead, find_tolls(scene, scene.index_at(mention.start), cuts[0])), *shares]


def _is_person(words: Sequence[Word]) -> bool:
    """ "a | shopkeeper |", "a | 12-year-old boy |": the first noun behind an article."""
    noun = next((w for w in words if w.tags & {"person", "thing", "plural"} or w.events), None)
    return noun is not None and "person" in noun.tags


def _is_beside(scene: Scene, behind: int, at: int) -> bool:
    """Whether a place or a day stands behind a number, or behind a place: "five others | in Khartoum | on Sunday"."""
    between = scene.words[behind:at]
    if not behind < at <= behind + _COUNTED + 1 or between[-1].lower not in _IN | _ON:
        return at == behind + 1 and "calendar" in scene.words[at].tags
    return not any(w.events or w.lower in _AND or w.tags & TOLLS for w in between)


def _by_place(scene: Scene, mention: Mention, cities: Cities) -> list[Mention]:
    """ "bombs exploded in Quetta and Khartoum", with as many tolls, or none; one toll for all parts nothing."""
    words = scene.words
    listed = list(cities[:1])
    for (before, _), (at, city) in pairwise(cities):
        if all(w.lower in _AND for w in words[before + 1 : at]) and at - before <= 2 + (before + 1 < at):
            listed.append((at, city))
    if (
        len(listed) < 2
        or words[listed[0][0] - 1].lower not in _IN
        or not any(_is_plural(scene, t) for t in mention.triggers)
    ):
        return []
    parted = [_parted(scene, toll, len(listed)) for toll in (mention.killed, mention.wounded)]
    unknown = any(city.country is None for _, city in listed)
    if None in parted or (unknown and mention.killed is mention.wounded is None):
        return []  # names that no gazetteer knows may be one place's
    shares = [_at(mention, city) for _, city in listed]
    tolls = [Tolls(*told) for told in zip(*(p for p in parted if p), strict=True)]
    others = zip(shares[1:], listed[1:], tolls[1:], strict=True)
    return [_with(shares[0], tolls[0]), *(_share(scene, share, at, at, told) for share, (at, _), told in others)]


def _parted(scene: Scene, toll: Range | None, n: int) -> Sequence[Range | None] | None:
    """A toll by place: of none killed, none anywhere; None where the text does not part it."""
    return [toll] * n if toll in (None, (0, 0)) else _numbers(scene, n) or None


def _is_plural(scene: Scene, trigger: Trigger) -> bool:
    """Whether there are several attacks: "bombings", "bombs exploded", "churches were hit"."""
    if trigger.voice == "noun":
        return trigger.plural
    group = trigger.subject if trigger.voice == "active" else trigger.object
    return "plural" in tags_of(scene.words, group)


def _numbers(scene: Scene, n: int) -> list[Range]:
    """``n`` numbers in a row, "three and five", "two, four and six"."""
    row: list[Range] = []
    end = -1
    for quantity in scene.quantities:
        first, behind = scene.span_of(quantity)
        joined = 0 < first - end <= 2 and all(w.lower in _AND for w in scene.words[end:first])
        row = [*(row if joined else []), (quantity.low, quantity.high)]
        end = behind
        if len(row) == n:
            return row
    return []


def _at(mention: Mention, city: Entity) -> Mention:
    """The mention as of what happened in one of its cities."""
    chain = (mention.place_chain or "").split(", ")
    if city.country and chain[0] == city.entity and mention.place not in chain[1:]:
        return replace(mention, place_chain=city.entity)  # not the others of the list
    country = city.country or mention.country
    return replace(mention, place=city.entity, place_chain=city.entity, country=country)


def _with(mention: Mention, tolls: Tolls) -> Mention:
    return replace(mention, killed=tolls.killed, wounded=tolls.wounded)


def _share(scene: Scene, mention: Mention, first: int, last: int, tolls: Tolls) -> Mention:
    """A mention that its words from ``first`` to ``last`` tell of, by the first of them."""
    start, end = scene.words[first].start, scene.words[first].end
    return replace(
        _with(mention, tolls),
        start=start,
        end=scene.words[last].end,
        trigger_words=(scene.text[start:end],),
        trigger_start=start,
        trigger_end=end,
        is_share=True,
    )
