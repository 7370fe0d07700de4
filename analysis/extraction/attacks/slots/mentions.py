"""The mentions of attacks in one sentence, and what was rejected with the reason.

Triggers that tell of one occasion ("ambushed a convoy, killing four") make one mention. A mention is ``full`` when it
can stand for an attack by itself, else a reference ("the attack", "two people died") that needs an attack told
elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from analysis.extraction.attacks.events.reference import (
    cause_start,
    is_carrying_on,
    is_definite_noun,
    is_elliptic,
    is_further,
    is_indefinite_noun,
    is_other_event,
    is_same_place,
    is_told_as_earlier,
    ordinal_of,
    proper_names,
    recalls_weapon,
    returns_to_answer,
    several_of,
    telling_names,
)
from analysis.extraction.attacks.events.scene import TOLLS, Scene
from analysis.extraction.attacks.events.sifting import Rejection, Sifted, sift
from analysis.extraction.attacks.events.told_days import hot_date
from analysis.extraction.attacks.events.triggers import Trigger
from analysis.extraction.attacks.slots.dates import events_at, find_date, governor_of, is_counted_back
from analysis.extraction.attacks.slots.doers import find_perpetrator
from analysis.extraction.attacks.slots.grading import graded
from analysis.extraction.attacks.slots.mention import Mention
from analysis.extraction.attacks.slots.places import find_place
from analysis.extraction.attacks.slots.shares import shared_out, unknown_towns
from analysis.extraction.attacks.slots.slots import find_target, find_weapon
from analysis.extraction.attacks.slots.toll_mentions import toll_mentions
from analysis.extraction.attacks.slots.tolls import Tolls, find_tolls
from analysis.language.expressions import Word
from analysis.language.groups import is_clause_mark, tags_of

# Event classes that no other event can be told again as.
_KINDS = {
    "kidnap": "taking",
    "take": "taking",
    "rob": "robbery",
    "torture": "torture",
    "rape": "torture",
    "intercept": "any",
}
# Classes whose verbs have an attack as their object.
_TAKES_ATTACK = frozenset({"intercept", "carry_out", "launch"})
# "killed both attackers after a gun battle"
_FIGHTS = frozenset({"clash", "gun_battle"})
# What armies answer with.
_FROM_AFAR = frozenset({"air", "bomb", "shell", "drone", "missile", "rocket"})
# Classes that say least of what happened.
_WEAK = frozenset({"wound", "carry_out", "plant", "hit", "salvo", "strike"})
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


def read_mentions(
    scene: Scene, index: int, counted: frozenset[int] = frozenset()
) -> tuple[list[Mention], list[Rejection]]:
    """The mentions of the sentence ``index`` and the rejected event words, each in text order; the words ``counted``
    belong to tallies."""
    kept, rejected = sift(scene, [t for t in scene.triggers if t.at not in counted])
    every = [s.trigger for s in kept]
    mentions: list[Mention] = []
    parts = _parts(scene, kept)
    last: Trigger | None = None
    for part, behind in zip(parts, [*parts[1:], []], strict=False):
        mention = None if _tells_of_tally(scene, part, counted, every) else _mention(scene, index, part, every, counted)
        aside = mention and behind and _is_background(scene, part[-1].trigger, behind[0].trigger)
        if mention is None or (aside and not mention.is_full):
            rejected += [_no_occasion(scene, s.trigger) for s in part]
        else:
            mentions.append(_with_main_clause(scene, mention, mentions, last))
            last = part[-1].trigger
    if not kept and not counted:
        mentions += toll_mentions(scene, index)
    return [share for m in mentions for share in shared_out(scene, m)], rejected


def _tells_of_tally(scene: Scene, part: Sequence[Sifted], counted: frozenset[int], every: Sequence[Trigger]) -> bool:
    """Whether a clause tells the toll of attacks counted over a time: "six raids in May, | killing 260 |"."""
    first = part[0].trigger.at
    before = max([at for at in (*counted, *(t.at for t in every)) if at < first], default=-1)
    is_long = bool(scene.dates) and all(d.date_precision != "day" for d in scene.dates)
    return is_long and before in counted and all(s.trigger.voice == "participle" for s in part)


def _with_main_clause(scene: Scene, mention: Mention, before: Sequence[Mention], last: Trigger | None) -> Mention:
    """A mention that has no subject of its own with what the clause before it says of both: "bombs went off on Monday,
    killing two in Harrowfen and killing five in Tarnwick", "shelling killed two in Harrowfen and wounded five in
    Tarnwick"; of "two drones were shot down and a third hit a depot" with the weapon alone."""
    words, lead = scene.words, min(mention.triggers, key=lambda t: t.at)
    shared = lead.at and words[lead.at - 1].lower in {"and", ","} and lead.voice == "active"
    elliptic = lead.voice == "active" and lead.subject and is_further(lead.subject.words(words))
    if before and last and _at_another_hour(scene, last, mention.triggers[0]):
        first = before[0]
        placed = mention if mention.place else first
        return replace(
            mention,
            is_other=True,
            date=mention.date or first.date,
            place=placed.place,
            place_chain=placed.place_chain,
            country=placed.country,
        )
    if not before or not (shared or elliptic or all(t.voice == "participle" for t in mention.triggers)):
        return mention
    main = before[-1]
    return replace(
        mention,
        date=mention.date or main.date,
        weapon=mention.weapon or main.weapon,
        perpetrator=mention.perpetrator or (None if elliptic else main.perpetrator),
    )


def _no_occasion(scene: Scene, trigger: Trigger) -> Rejection:
    word = scene.words[trigger.at]
    return Rejection(word.start, word.end, scene.text[word.start : word.end], "tells of no one occasion")


def _parts(scene: Scene, kept: Sequence[Sifted]) -> list[list[Sifted]]:
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
    if before[-1].realis != item.realis or _is_background(scene, last, trigger):
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


def _is_background(scene: Scene, last: Trigger, trigger: Trigger) -> bool:
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
    return bool(first and second and first.isdisjoint(second)) or _at_another_hour(scene, last, trigger)


def _at_another_hour(scene: Scene, last: Trigger, trigger: Trigger) -> bool:
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


def _mention(
    scene: Scene, index: int, part: Sequence[Sifted], every: Sequence[Trigger], counted: frozenset[int]
) -> Mention | None:
    """The mention that some triggers of a sentence make; ``every`` are those of all its mentions, ``counted`` the nouns
    of its tallies."""
    triggers = tuple(s.trigger for s in part)
    first, last = _slice(scene, triggers, every)
    scene = _without_others(scene, triggers, every)
    words = scene.words
    realis = "actual" if part[0].realis == "denied" and _is_told_apart(scene, triggers, last) else part[0].realis
    tolls = find_tolls(scene, first, last) if realis == "actual" else Tolls()
    place = find_place(scene, triggers, first, last)
    lead = next((t for t in triggers if t.event not in _WEAK), triggers[0])  # says most of what happened
    nouns = [t for t in triggers if t.voice == "noun" and not t.plural]
    is_several, several = several_of(scene, triggers, [at for at in counted if first <= at < last])
    if several:
        nouns += [t for t in triggers if t.voice == "noun"]  # "both attacks, which killed nine"
    is_told = any(is_definite_noun(scene, t) for t in nouns)  # "the blast also damaged a bank" is no other one
    mention = Mention(
        sentence=index,
        start=words[first].start,
        end=words[last - 1].end,
        triggers=(lead, *(t for t in triggers if t is not lead)),
        realis=realis,
        cue=part[0].cue,
        trigger_words=tuple(scene.text[words[t.at].start : words[t.at].end] for t in triggers),
        trigger_start=words[lead.at].start,
        trigger_end=words[lead.at].end,
        is_definite=is_told or all(is_definite_noun(scene, t) for t in triggers),
        is_other=any(is_other_event(scene, t) for t in triggers if t.voice == "noun" or not is_told),
        is_indefinite=is_indefinite_noun(scene, lead),
        kind=_KINDS.get(lead.event, "force").replace("any", "force"),
        names=telling_names(scene, triggers),
        date=find_date(scene, triggers, every, first, last),
        hot=hot_date(scene, first, last),
        place=place.place,
        place_chain=place.chain,
        place_rank=place.rank,
        is_nowhere=place.is_nowhere,
        country=place.country,
        weapon=find_weapon(scene, triggers, first, last),
        perpetrator=find_perpetrator(scene, triggers),
        target=find_target(scene, triggers),
        killed=tolls.killed,
        wounded=tolls.wounded,
        meant=tolls.meant,
        intercepted=True if any(t.event in ("intercept", "capture", "find") for t in triggers) else None,
        is_cause=cause_start(words, 0, triggers[0], scene.lexicon) is not None,
        is_carrying=is_carrying_on(scene, triggers),
        recalls_weapon=any(recalls_weapon(scene, t) for t in triggers),
        is_same_place=is_same_place(scene, triggers),
        ordinal=ordinal_of(scene, lead),
        proper=proper_names(scene, triggers),
        is_several=is_several,
        several=several,
    )
    return graded(scene, mention)


def _is_told_apart(scene: Scene, triggers: Sequence[Trigger], last: int) -> bool:
    """ "denied that its jets had bombed a school, **in which nine people died**": what is denied is who did it."""
    words = scene.words
    opened = next((j for j in range(triggers[0].at, last) if words[j].lower in {"which", "where"}), last)
    return any(words[j].tags & TOLLS for j in range(opened, last))


def _slice(scene: Scene, triggers: Sequence[Trigger], every: Sequence[Trigger]) -> tuple[int, int]:
    """The words that belong to a mention: the sentence, cut half-way where another mention's triggers stand."""
    before = max((t.at for t in every if t.at < triggers[0].at), default=None)
    after = min((t.at for t in every if t.at > triggers[-1].at), default=None)
    first = 0 if before is None else _cut(scene, before, triggers[0].at, every)
    last = len(scene.words) if after is None else _cut(scene, triggers[-1].at, after, every)
    return first, max(last, triggers[-1].at + 1)


def _without_others(scene: Scene, triggers: Sequence[Trigger], every: Sequence[Trigger]) -> Scene:
    """The scene with the words of other mentions that stand amid this one blotted out: they give it no slot."""
    strange = [t.at for t in every if t not in triggers and triggers[0].at < t.at < triggers[-1].at]
    if not strange:
        return scene
    words = list(scene.words)
    before = max(t.at for t in triggers if t.at < strange[0])
    behind = min(t.at for t in triggers if t.at > strange[-1])
    first, last = _cut(scene, before, strange[0], every), _cut(scene, strange[-1], behind)
    start, end = words[first].start, words[last - 1].end
    words[first:last] = [Word(w.start, w.end, ",", frozenset()) for w in words[first:last]]
    return replace(
        scene,
        words=words,
        dates=[d for d in scene.dates if not start <= d.start < end],
        entities=[e for e in scene.entities if not start <= e.start < end],
    )


def _cut(scene: Scene, left: int, right: int, every: Sequence[Trigger] = ()) -> int:
    """Where the clause of a trigger at ``left`` ends before one at ``right``."""
    words = scene.words
    named = next((t for t in every if t.at == right), None)
    if named and (cause := cause_start(words, left, named, scene.lexicon)) is not None:
        return cause
    opener = next((j for j in range(left + 1, right) if "opener" in words[j].tags), None)
    if opener is None:
        marks = [j for j in range(left + 1, right) if is_clause_mark(words[j]) or "conjunction" in words[j].tags]
        firm = [j for j in marks if words[j].lower == ";"]
        return (firm or marks or [right])[-1]
    comma = next((j for j in range(opener - 1, max(left, opener - 8), -1) if is_clause_mark(words[j])), opener)
    tags = frozenset().union(*(w.tags for w in words[comma + 1 : opener]))
    # ", | the three who died when X was hit": those whose death the clause behind the opener tells
    return comma if tags & TOLLS and "relative" in tags else opener
