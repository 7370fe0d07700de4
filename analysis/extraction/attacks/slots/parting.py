"""Whether an event word tells of another occasion than those before it in its sentence: a day, a place, victims or an
hour of its own, an answer, a clause that counts time.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from analysis.extraction.attacks.events.reference import (
    cause_start,
    is_definite_noun,
    is_elliptic,
    is_further,
    is_other_event,
    is_told_as_earlier,
    returns_to_answer,
)
from analysis.extraction.attacks.events.scene import Scene
from analysis.extraction.attacks.events.sifting import Sifted
from analysis.extraction.attacks.events.triggers import Trigger
from analysis.extraction.attacks.slots.dates import events_at, governor_of, is_counted_back
from analysis.extraction.attacks.slots.shares import unknown_towns
from analysis.language.expressions import Word
from analysis.language.groups import is_clause_mark, tags_of

# Classes whose verbs have an attack as their object.
_TAKES_ATTACK = frozenset({"intercept", "carry_out", "launch"})
# "killed both attackers after a gun battle"
_FIGHTS = frozenset({"clash", "gun_battle"})
# What armies answer with.
_FROM_AFAR = frozenset({"air", "bomb", "shell", "drone", "missile", "rocket"})
# "the bombing, in which 31 people were killed"
_IN_WHICH = ([",", "in", "which"], [",", "during", "which"])
_OPENING = frozenset({"opener", "relative"})
_BESIDE, _LOCATING = frozenset({"while", "whereas"}), frozenset({"in", "at", "near", "outside"})
# What harms people; who or what does, as the word before the verb.
_HARMS, _SUBJECTS = (
    frozenset({"kill", "wound", "shoot"}),
    frozenset({"person", "force", "outlaw", "weapon", "attacker"}),
)
# How far behind its event word a place may stand to be its own, in words.
_NEAR = 6


def parts_of(scene: Scene, kept: Sequence[Sifted]) -> list[list[Sifted]]:
    """The triggers of a sentence, parted by occasion."""
    parts: list[list[Sifted]] = []
    every = [s.trigger for s in kept]
    answered = False
    for item in kept:
        last = parts[-1][-1].trigger.at if parts else 0
        if answered and returns_to_answer(scene.words, last, item.trigger):
            parts[-2].append(item)
        elif parts and cause_start(scene.words, last, item.trigger, scene.lexicon) is not None:
            answered = True
            parts.append([item])
        elif parts and not _is_apart(scene, parts[-1], item, every):
            parts[-1].append(item)
        else:
            parts.append([item])
    return parts


def _is_apart(scene: Scene, before: Sequence[Sifted], item: Sifted, every: Sequence[Trigger]) -> bool:
    """Whether an event word tells of another occasion than the ones before it."""
    last, trigger = before[-1].trigger, item.trigger
    if before[-1].realis != item.realis or is_background(scene, last, trigger):
        return True
    between = scene.words[last.at + 1 : trigger.at]
    if _is_told_on(between, last, trigger):
        return False
    if trigger.voice == "active" and trigger.subject and is_further(trigger.subject.words(scene.words)):
        return True  # "two missiles were shot down but another struck a school"
    forms = {w.lower for w in between}
    if (
        not forms.isdisjoint({";", "nor"})  # "neither the blast in Gao nor the shooting in Herat"
        or _is_answer(scene, before, trigger)
        or is_told_as_earlier(scene.words, last, trigger, scene.lexicon)
    ):
        return True
    if (last.event == "find") != (trigger.event == "find") and "intercept" not in (last.event, trigger.event):
        return True  # a bomb that was found did not go off
    if (
        is_counted_back(scene, last.at, trigger.at)
        or _is_main(scene, last, trigger)
        or _has_own_day(scene, before, trigger, every)
    ):
        return True
    if trigger.voice == "noun":
        table = scene.lexicon["reference_words"]
        outcome = last.event in ("kill", "wound") and (last.voice == "passive" or trigger.event in _FIGHTS)
        if not forms.isdisjoint(table["apart"]) or (not outcome and not forms.isdisjoint(table["sequel"])):
            return True
        if is_other_event(scene, trigger):
            return True
    return is_elliptic(between) or _has_own_place(scene, before, trigger) or _has_own_victims(scene, last, trigger)


def is_background(scene: Scene, last: Trigger, trigger: Trigger) -> bool:
    """Whether an event word stands in an aside on what went on before, and this is the main verb: "The Front, which has
    killed hundreds in ten years, | raided | a town"."""
    words = scene.words
    opened = [w.lower for w in words[max(0, last.at - 3) : last.at]]
    aside = any(a in {"which", "who"} and b in {"has", "have", "had"} for a, b in pairwise(opened))
    closed = any(w.lower == "," for w in words[last.at + 1 : trigger.at])
    return aside and closed and last.voice == trigger.voice == "active"


def _is_answer(scene: Scene, before: Sequence[Sifted], trigger: Trigger) -> bool:
    """ "bombed a depot in Gao after militants fired a rocket into Herat": not what ends an attack on the spot."""
    words, does = scene.words, trigger.subject
    afar = next((s.trigger for s in before if s.trigger.event in _FROM_AFAR and s.trigger.voice == "active"), None)
    if afar is None or does is None or trigger.voice != "active" or "outlaw" not in tags_of(words, does):
        return False
    return any(w.lower == "after" for w in words[afar.at + 1 : does.first])


def _is_main(scene: Scene, last: Trigger, trigger: Trigger) -> bool:
    """Whether a clause that counts time opens the sentence and this is the main one: "A week after gunmen killed nine
    people, a bomb exploded"."""
    commas = [j for j in range(last.at + 1, trigger.at) if scene.words[j].lower == ","]
    told_on = trigger.voice == "participle" or (trigger.voice == "noun" and is_definite_noun(scene, trigger))
    return bool(commas) and not told_on and is_counted_back(scene, -1, last.at, opening=True)


def _is_told_on(between: Sequence[Word], last: Trigger, trigger: Trigger) -> bool:
    """Whether an event word only goes on about the one before: "an attack that they had carried out on Monday" (the
    noun's own verb and day), "thwarted another attack" (the verb's object), "the bombing, in which 31 were killed"."""
    group = trigger.object
    fronted = group is None or trigger.event in _TAKES_ATTACK or group.first <= last.at < group.last
    if last.voice == "noun" and between and "relative" in between[0].tags and fronted:
        return True
    taken = last.object if trigger.voice == "noun" and last.event in _TAKES_ATTACK else None
    if taken and taken.first <= trigger.at < taken.last:
        return True
    return last.voice == "noun" and [w.lower for w in between[:3]] in _IN_WHICH


def _has_own_day(scene: Scene, before: Sequence[Sifted], trigger: Trigger, every: Sequence[Trigger]) -> bool:
    """Whether an event word has another day than those before it."""
    last = before[-1].trigger
    if _is_subject(scene.words[last.at + 1 : trigger.at], last, trigger):
        return False
    events, days = events_at(every), [d for d in scene.dates if d.date_precision == "day"]
    if len(days) < 2:
        return False
    owned = [(governor_of(scene, d, events).at, d.date_start) for d in days]
    first = {day for at, day in owned if any(at == s.trigger.at for s in before)}
    second = {day for at, day in owned if at == trigger.at}
    return bool(first and second and first.isdisjoint(second))


def _is_subject(between: Sequence[Word], noun: Trigger, verb: Trigger) -> bool:
    """ "an ambush at the bridge on March 11 killed four": one clause, whatever day stands nearer to the noun."""
    parted = any(is_clause_mark(w) or w.tags & {"conjunction", "relative", "opener"} for w in between)
    return noun.voice == "noun" and verb.voice == "active" and not parted


def _has_own_place(scene: Scene, before: Sequence[Sifted], trigger: Trigger) -> bool:
    """Whether an event word joined by "and" or a comma to those before it stands beside a place of its own."""
    last = before[-1].trigger
    between = scene.words[last.at + 1 : trigger.at]
    # then only what is hit is the second's
    opened = any(w.tags & _OPENING and w.lower not in _BESIDE for w in between)
    if not any(w.lower in {"and", ","} for w in between) or (opened and trigger.voice != "passive"):
        return False
    at = [(scene.index_at(e.start), e.entity) for e in scene.entities if e.entity_kind in ("city", "site")]
    reach = _NEAR
    if trigger.voice == "participle":  # "killing 27 and wounding 6 in Harrowfen", not "four fighters from Harrowfen"
        at, reach = [(i, name) for i, name in at if i and scene.words[i - 1].lower in _LOCATING], 2 * _NEAR
    told = [s.trigger for s in before]
    first = {n for i, n in at if any((0 < i - t.at <= reach and i < trigger.at) or _is_hit(t, i) for t in told)}
    second = {n for i, n in at if (not opened and 0 < i - trigger.at <= reach) or _is_hit(trigger, i)}
    second |= {n for i, n in at if last.at < i - 1 < trigger.at and _opens_with(scene, i)}
    return bool(first - second and second - first)


def _has_own_victims(scene: Scene, last: Trigger, trigger: Trigger) -> bool:
    """Whether two clauses each say who harmed whom, and where: "a bomb killed three people in Gao and gunmen shot a
    judge in Herat", "… in Kirkuk and a bomb killed a shepherd in Diyala province"."""
    subject = scene.words[trigger.at - 1]
    pair = (last, trigger)
    if not all(t.voice == "active" and t.event in _HARMS and t.object for t in pair) or trigger.at - last.at < 3:
        return False
    if not subject.tags & _SUBJECTS or is_definite_noun(scene, trigger):
        return False
    known = (e for e in scene.entities if e.entity_kind in ("city", "site", "region"))
    at = [(scene.index_at(e.start), e.entity) for e in (*known, *unknown_towns(scene))]
    first, second = ({n for i, n in at if 0 < i - t.at <= _NEAR and (t is trigger or i < trigger.at)} for t in pair)
    return bool(first and second and first.isdisjoint(second)) or at_another_hour(scene, last, trigger)


def at_another_hour(scene: Scene, last: Trigger, trigger: Trigger) -> bool:
    """ "a bomb killed four at dawn and gunmen killed a clerk at noon"."""
    hours, words = scene.lexicon["date_dayparts"]["words"], scene.words
    spans = words[last.at : trigger.at], words[trigger.at : trigger.at + _NEAR + 2]
    first, second = ({w.lower for w in span if w.lower in hours} for span in spans)
    active = last.voice == trigger.voice == "active" and {last.event, trigger.event} <= _HARMS
    return bool(active and first and second and first.isdisjoint(second))


def _opens_with(scene: Scene, at: int) -> bool:
    """Whether a place opens a clause: ", while in | Quetta | gunmen"."""
    opening = scene.words[at - 2]
    return scene.words[at - 1].lower in _LOCATING and (is_clause_mark(opening) or opening.lower in {"and", *_BESIDE})


def _is_hit(trigger: Trigger, at: int) -> bool:
    """Whether word ``at`` stands in what is hit: "when the town was shelled"."""
    group = trigger.object if trigger.voice == "passive" else None
    return group is not None and group.first <= at < group.last
