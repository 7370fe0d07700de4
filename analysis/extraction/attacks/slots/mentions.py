"""The mentions of attacks in one sentence, and what was rejected with the reason: steps three to five put together.

Triggers that tell of one occasion ("ambushed a convoy, killing four") make one mention. A mention is ``full`` when it
can stand for an attack by itself, else a reference ("the attack", "two people died") that needs an attack told
elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from analysis.extraction.attacks.events.causes import cause_start, is_told_as_earlier, returns_to_answer
from analysis.extraction.attacks.events.reference import (
    is_carrying_on,
    is_definite_noun,
    is_indefinite_noun,
    is_other_event,
    is_same_place,
    ordinal_of,
    proper_names,
    recalls_weapon,
    telling_names,
)
from analysis.extraction.attacks.events.scene import Scene
from analysis.extraction.attacks.events.sifting import Rejection, Sifted, sift
from analysis.extraction.attacks.events.triggers import Trigger
from analysis.extraction.attacks.slots.dates import find_date, is_day_of_saying
from analysis.extraction.attacks.slots.doers import find_perpetrator
from analysis.extraction.attacks.slots.grading import graded
from analysis.extraction.attacks.slots.mention import Mention
from analysis.extraction.attacks.slots.places import find_place
from analysis.extraction.attacks.slots.slots import find_target, find_weapon
from analysis.extraction.attacks.slots.toll_mentions import toll_mentions
from analysis.extraction.attacks.slots.tolls import Tolls, find_tolls
from analysis.language.expressions import Word
from analysis.language.groups import is_clause_mark
from analysis.language.lexicon import Lexicon

# Event classes that no other event can be told again as.
_KINDS = {"kidnap": "taking", "rob": "robbery", "torture": "torture", "rape": "torture", "intercept": "any"}


def read_mentions(
    scene: Scene, index: int, *, headline: bool, counted: frozenset[int] = frozenset()
) -> tuple[list[Mention], list[Rejection]]:
    """The mentions of the sentence ``index`` and the rejected event words, each in text order; the words ``counted``
    belong to tallies."""
    words = scene.words
    triggers = [t for t in scene.triggers if t.at not in counted]
    kept, rejected = sift(scene, triggers)
    mentions: list[Mention] = []
    for part in _parts(scene, kept):
        mention = _mention(scene, index, part, kept)
        if mention:
            mentions.append(mention)
        else:
            rejected += [_no_occasion(scene, s.trigger) for s in part]
    if not kept and not counted:
        mentions += toll_mentions(scene, index)
    return mentions, rejected


def _no_occasion(scene: Scene, trigger: Trigger) -> Rejection:
    word = scene.words[trigger.at]
    return Rejection(word.start, word.end, scene.text[word.start : word.end], "tells of no one occasion")


def _parts(scene: Scene, kept: Sequence[Sifted]) -> list[list[Sifted]]:
    """The triggers of a sentence, parted by occasion."""
    parts: list[list[Sifted]] = []
    answered = False
    for item in kept:
        if answered and returns_to_answer(scene.words, parts[-1][-1].trigger.at, item.trigger):
            parts[-2].append(item)
            continue
        last = parts[-1][-1].trigger.at if parts else 0
        if parts and cause_start(scene.words, last, item.trigger, scene.lexicon) is not None:
            answered = True
            parts.append([item])
        elif parts and not _is_apart(scene, parts[-1], item):
            parts[-1].append(item)
        else:
            parts.append([item])
    return parts


def _is_apart(scene: Scene, part: Sequence[Sifted], item: Sifted) -> bool:
    words = scene.words
    last, trigger = part[-1].trigger, item.trigger
    between = words[last.at + 1 : trigger.at]
    if part[-1].realis != item.realis:
        return True
    taken = trigger.object is None or trigger.event in _TAKES_ATTACK  # "an attack that they had launched at it"
    fronted = taken or (trigger.object is not None and trigger.object.first <= last.at < trigger.object.last)
    if last.voice == "noun" and between and "relative" in between[0].tags and fronted:
        return False  # "an attack that they had carried out on Monday": the noun's own verb and day
    if _is_taken(last, trigger):
        return False
    if last.voice == "noun" and [w.lower for w in between[:3]] in _IN_WHICH:
        return False
    if any(w.lower == ";" for w in between) or is_told_as_earlier(words, last, trigger, scene.lexicon):
        return True
    if _class_kind(last.event) != _class_kind(trigger.event) and "any" not in (
        _class_kind(last.event),
        _class_kind(trigger.event),
    ):
        return True
    if (last.event == "find") != (trigger.event == "find") and "intercept" not in (last.event, trigger.event):
        return True  # a bomb that was found did not go off
    table = scene.lexicon["reference_words"]
    if trigger.voice == "noun" and any(w.lower in table["apart"] for w in between):
        return True
    outcome = last.event in ("kill", "wound") and last.voice == "passive"
    if trigger.voice == "noun" and any(w.lower in table["sequel"] for w in between) and not outcome:
        return True
    if trigger.voice == "noun" and is_other_event(scene, trigger):
        return True
    return _has_own_day(scene, last, trigger) or _has_own_place(scene, last, trigger)


def _is_taken(verb: Trigger, noun: Trigger) -> bool:
    """ "thwarted another attack": the noun is the object of the verb."""
    if noun.voice != "noun" or verb.event not in _TAKES_ATTACK or verb.object is None:
        return False
    return verb.object.first <= noun.at < verb.object.last


# Classes whose verbs have an attack as their object
_TAKES_ATTACK = frozenset({"intercept", "carry_out", "launch"})
# "the bombing, in which 31 people were killed"
_IN_WHICH = ([",", "in", "which"], [",", "during", "which"])


def _has_own_day(scene: Scene, last: Trigger, trigger: Trigger) -> bool:
    """Whether two finite triggers stand each beside its own day."""
    if trigger.voice == "participle":
        return False
    days = [(scene.index_at(d.start), d) for d in scene.dates if d.date_precision == "day"]
    days = [(i, d) for i, d in days if not is_day_of_saying(scene, i)]
    if len({d.date_start for _, d in days}) < 2:
        return False
    near = [min(days, key=lambda d: abs(d[0] - t.at))[1] for t in (last, trigger)]
    return near[0].date_start != near[1].date_start


def _has_own_place(scene: Scene, last: Trigger, trigger: Trigger) -> bool:
    """Whether two triggers joined by "and" or a comma stand each beside its own place."""
    between = scene.words[last.at + 1 : trigger.at]
    if trigger.voice == "participle" or not any(w.lower in {"and", ","} for w in between):
        return False
    if any("opener" in w.tags or "relative" in w.tags for w in between) and trigger.voice != "passive":
        return False
    at = [(scene.index_at(e.start), e.entity) for e in scene.entities if e.entity_kind in ("city", "site")]
    opened = any("opener" in w.tags or "relative" in w.tags for w in between)  # then only what is hit is the second's
    near = [
        {n for i, n in at if (0 < i - t.at <= _NEAR and not (opened and t is trigger)) or _is_hit(t, i)}
        for t in (last, trigger)
    ]
    return bool(near[0] - near[1] and near[1] - near[0])


def _is_hit(trigger: Trigger, at: int) -> bool:
    """Whether word ``at`` stands in what is hit: "when the town was shelled"."""
    return (
        trigger.voice == "passive" and trigger.object is not None and trigger.object.first <= at < trigger.object.last
    )


# How far behind its event word a place may stand to be its own, in words.
_NEAR = 6


def _class_kind(event: str) -> str:
    return _KINDS.get(event, "force")


def _mention(scene: Scene, index: int, part: Sequence[Sifted], kept: Sequence[Sifted]) -> Mention | None:
    triggers = tuple(s.trigger for s in part)
    every = [s.trigger for s in kept]
    first, last = _slice(scene, triggers, every)
    scene = _without_causes(scene, triggers, every)
    words = scene.words
    realis, cue = part[0].realis, part[0].cue
    tolls = find_tolls(scene, first, last) if realis == "actual" else Tolls()
    place = find_place(scene, triggers, first, last)
    lead = _lead(triggers)
    word = words[lead.at]
    mention = Mention(
        sentence=index,
        start=words[first].start,
        end=words[last - 1].end,
        triggers=(lead, *(t for t in triggers if t is not lead)),
        realis=realis,
        cue=cue,
        trigger_words=tuple(scene.text[words[t.at].start : words[t.at].end] for t in triggers),
        trigger_start=word.start,
        trigger_end=word.end,
        is_full=True,
        is_definite=any(t.voice == "noun" and not t.plural and is_definite_noun(scene, t) for t in triggers)
        or all(is_definite_noun(scene, t) for t in triggers),
        is_other=any(is_other_event(scene, t) for t in triggers),
        is_indefinite=is_indefinite_noun(scene, lead),
        kind=_class_kind(lead.event) if lead.event != "intercept" else "force",
        names=telling_names(scene, triggers),
        date=find_date(scene, triggers, first, last),
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
        intercepted=True if any(t.event in ("intercept", "capture", "find") for t in triggers) else None,
        is_cause=any(cause_start(words, 0, t, scene.lexicon) is not None for t in triggers[:1]),
        is_carrying=is_carrying_on(scene, triggers),
        recalls_weapon=any(recalls_weapon(scene, t) for t in triggers),
        is_same_place=is_same_place(scene, triggers),
        ordinal=ordinal_of(scene, lead),
        proper=proper_names(scene, triggers),
    )
    return graded(scene, mention)


def _slice(scene: Scene, triggers: Sequence[Trigger], every: Sequence[Trigger]) -> tuple[int, int]:
    """The words that belong to a mention: the sentence, cut half-way where another mention's triggers stand."""
    words = scene.words
    before = [t.at for t in every if t.at < triggers[0].at]
    after = [t.at for t in every if t.at > triggers[-1].at]
    first = _cut(words, max(before), triggers[0].at, scene.lexicon, every) if before else 0
    last = _cut(words, triggers[-1].at, min(after), scene.lexicon, every) if after else len(words)
    return first, max(last, triggers[-1].at + 1)


def _without_causes(scene: Scene, triggers: Sequence[Trigger], every: Sequence[Trigger]) -> Scene:
    """The scene with the words of other mentions that stand amid this one blotted out: they give it no slot."""
    strange = [t.at for t in every if t not in triggers and triggers[0].at < t.at < triggers[-1].at]
    if not strange:
        return scene
    words = list(scene.words)
    before = max(t.at for t in triggers if t.at < strange[0])
    behind = min(t.at for t in triggers if t.at > strange[-1])
    first, last = _cut(words, before, strange[0], scene.lexicon, every), _cut(words, strange[-1], behind)
    start, end = words[first].start, words[last - 1].end
    for i in range(first, last):
        words[i] = Word(words[i].start, words[i].end, ",", frozenset())
    return replace(
        scene,
        words=words,
        dates=[d for d in scene.dates if not start <= d.start < end],
        entities=[e for e in scene.entities if not start <= e.start < end],
    )


def _cut(
    words: Sequence[Word], left: int, right: int, lexicon: Lexicon | None = None, every: Sequence[Trigger] = ()
) -> int:
    """Where the clause of a trigger at ``left`` ends before one at ``right``."""
    named = next((t for t in every if t.at == right), None)
    if lexicon and named and (cause := cause_start(words, left, named, lexicon)) is not None:
        return cause
    apart = [j for j in range(left + 1, right) if "opener" in words[j].tags]
    if apart:
        return _before_its_dead(words, left, apart[0])
    marks = [j for j in range(left + 1, right) if is_clause_mark(words[j]) or words[j].tags & {"conjunction"}]
    return marks[-1] if marks else right


def _before_its_dead(words: Sequence[Word], left: int, opener: int) -> int:
    """The comma before those whose death the clause behind an opener tells: ", | the three who died when X was hit"."""
    for j in range(opener - 1, max(left, opener - 8), -1):
        if is_clause_mark(words[j]):
            dead = any(w.tags & {"toll:killed", "toll:wounded"} for w in words[j + 1 : opener])
            return j if dead and any("relative" in w.tags for w in words[j + 1 : opener]) else opener
    return opener


def _lead(triggers: Sequence[Trigger]) -> Trigger:
    """The trigger that says most of what happened: not the wounding, not a mere "carried out"."""
    weak = ("wound", "carry_out", "plant", "hit", "salvo", "strike")
    return next((t for t in triggers if t.event not in weak), triggers[0])
