"""Which event words of a sentence are attacks at all: exclusions, needs and realis asked one after the other.

What leans on other words ("hurt", "struck") is asked after them, and a verb that only takes an attack as its object
("launched", "carried out", "foiled") last: one whose attack was in words, or a strike of labour, falls with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.extraction.attacks.events.exclusions import excluded
from analysis.extraction.attacks.events.needs import lacks
from analysis.extraction.attacks.events.realis import read_realis
from analysis.extraction.attacks.events.rhetoric import rhetoric
from analysis.extraction.attacks.events.scene import ACTORS, Scene
from analysis.extraction.attacks.events.triggers import Trigger
from analysis.extraction.attacks.slots.doers import self_named
from analysis.extraction.records import Realis

# What needs another attack beside it, in the order in which they are asked.
_LATE = ("armed", "attack-object")
_ARMED_ENTITIES = ACTORS | {"country"}


@dataclass(frozen=True, slots=True)
class Rejection:
    """An event word that makes no row, and why."""

    start: int
    end: int
    trigger: str
    reason: str


@dataclass(frozen=True, slots=True)
class Sifted:
    """A trigger that tells of an attack, how it is told, and the word that decided it ('' where nothing did)."""

    trigger: Trigger
    realis: Realis
    cue: str


def sift(scene: Scene, triggers: Sequence[Trigger]) -> tuple[list[Sifted], list[Rejection]]:
    """The triggers that tell of attacks, and the others with the reason, each in text order."""
    reasons: dict[int, str] = {}
    for trigger in triggers:
        if reason := excluded(scene, trigger) or rhetoric(scene, trigger):
            reasons[trigger.at] = reason
    for turn in range(len(_LATE) + 1):
        left = [t for t in triggers if t.at not in reasons]
        for trigger in left:
            if _turn(scene, trigger) == turn and (reason := _lack(scene, trigger, left)):
                reasons[trigger.at] = reason
    kept: list[Sifted] = []
    for trigger in triggers:
        if trigger.at in reasons:
            continue
        beside = any(t.at not in reasons for t in triggers if t is not trigger)
        if plain := (
            _plain_plural(scene, trigger, beside)
            or _spares_all(scene, trigger, beside)
            or _suffers_any(scene, trigger, beside)
            or _of_any(scene, trigger, beside)
        ):
            reasons[trigger.at] = plain
            continue
        reading = read_realis(scene.words, trigger, told=_is_told(scene, trigger))
        if reading.realis == "denied" and _disowns(scene, trigger):
            reasons[trigger.at] = "denied by whoever is said to have done it"
        elif reading.realis == "actual" and (plain := _bare_noun(scene, trigger, beside)):
            reasons[trigger.at] = plain
        elif reading.realis is None:
            reasons[trigger.at] = f"no occasion: {reading.cue}"
        else:
            kept.append(Sifted(trigger, reading.realis, reading.cue))
    return kept, [_rejection(scene, at, reasons[at]) for at in sorted(reasons)]


def _plain_plural(scene: Scene, trigger: Trigger, beside: bool, *, bare: bool = False) -> str | None:
    """ "insults and attacks", "shootings have become common": a bare plural without victim, place or day is a kind,
    unless the sentence tells of an attack ``beside`` it."""
    listed = trigger.at > 1 and scene.words[trigger.at - 1].lower in {"and", "or"}  # "sowing chaos and murder"
    mass = bare or listed or scene.words[trigger.at].lower.endswith("ing")
    if trigger.voice != "noun" or not (trigger.plural or mass) or trigger.object is not None or scene.is_headline:
        return None
    words, at = scene.words, trigger.at
    if any(w.tags & {"determiner", "number", "possessive"} for w in words[max(0, at - 4) : at]) or _is_told(
        scene, trigger
    ):
        return None
    said = next((j for j in range(at + 1, min(len(words), at + 8)) if "say" in words[j].tags), at + 8)
    start, end = words[max(0, at - 4)].start, words[min(len(words), said) - 1].end
    if any(start <= d.start < end for d in scene.dates) or any(start <= e.start < end for e in scene.entities):
        return None
    return "a kind, no occasion" if listed or not (beside or scene.is_upper_case) else None


def _bare_noun(scene: Scene, trigger: Trigger, beside: bool) -> str | None:
    """ "to sell murder", "prone to massacre": a noun right behind a verb or preposition; not "under attack", and in
    capitals and captions articles are left out."""
    at = trigger.at
    if scene.is_upper_case or scene.is_caption or at == 0 or trigger.event == "aftermath":
        return None
    previous = scene.words[at - 1]
    bare = not previous.tags or ("preposition" in previous.tags and previous.lower != "under")
    return _plain_plural(scene, trigger, beside, bare=True) if bare else None


def _spares_all(scene: Scene, trigger: Trigger, beside: bool) -> str | None:
    """ "No one was killed or wounded", "no soldier was hurt": a toll of none; the attack itself is not denied. With a
    place or a day of its own, and no attack ``beside`` it, a killing is: "No soldier was killed in Harrowfen"."""
    behind = scene.words[trigger.at + 1].lower if trigger.at + 1 < len(scene.words) else ""
    if not beside and (scene.dates or behind in {"in", "at", "near"}):
        return None
    if trigger.voice != "passive" or trigger.event not in ("kill", "wound") or trigger.object is None:
        return None
    opening = scene.words[trigger.object.first].lower
    return "a toll of none" if opening in _NOBODY else None


def _suffers_any(scene: Scene, trigger: Trigger, beside: bool) -> str | None:
    """ "families of people killed by drivers": a bare plural that suffers it, with no place, no day and no auxiliary,
    is of a kind."""
    at, words = trigger.at, scene.words
    if beside or scene.is_headline or scene.is_upper_case or trigger.voice != "passive" or trigger.object is None:
        return None
    sufferer = words[trigger.object.last - 1]
    bare = trigger.object.last == at and "plural" in sufferer.tags and "person" in sufferer.tags
    if not bare or (at > 1 and "preposition" not in words[at - 2].tags) or _is_told(scene, trigger):
        return None
    near = (words[max(0, at - 4)].start, words[min(len(words), at + 9) - 1].end)
    named = any(near[0] <= n < near[1] for n in (*(e.start for e in scene.entities), *(d.start for d in scene.dates)))
    return None if named else "a kind, no occasion"


def _of_any(scene: Scene, trigger: Trigger, beside: bool) -> str | None:
    """ "the murder of journalists": of nobody that is counted or named, in no place and on no day."""
    group, words = trigger.object, scene.words
    if beside or scene.is_headline or scene.is_upper_case or trigger.voice != "noun" or trigger.event != "kill":
        return None
    if group is None or group.last - group.first > 1 or "plural" not in words[group.first].tags:
        return None
    start, end = words[max(0, trigger.at - 6)].start, words[min(len(words), group.last + 6) - 1].end
    named = any(start <= n < end for n in (*(e.start for e in scene.entities), *(d.start for d in scene.dates)))
    return None if named or _is_told(scene, trigger) else "a kind, no occasion"


_NOBODY = frozenset({"nobody", "none", "no one", "no"})


def _disowns(scene: Scene, trigger: Trigger) -> bool:
    """ "The group said it had not planted the bomb": of a bomb told before, the doer is denied, not the deed."""
    if trigger.event not in _OWN_DEEDS or trigger.voice != "active" or trigger.subject is None or not trigger.object:
        return False
    pointed = scene.words[trigger.object.first].lower in scene.lexicon["reference_words"]["definite"]
    return pointed and self_named(scene, trigger.subject) is not None


# What is done with the thing that the attack was made with, so that "the" points at an attack told before
_OWN_DEEDS = frozenset({"plant", "launch", "carry_out"})


def _turn(scene: Scene, trigger: Trigger) -> int:
    """When a trigger's needs are asked for: those that lean on other triggers come after them."""
    need = scene.lexicon["event_classes"][trigger.event]["needs"]
    return _LATE.index(need) + 1 if need in _LATE else 0


def _lack(scene: Scene, trigger: Trigger, left: Sequence[Trigger]) -> str | None:
    return lacks(
        scene.words,
        trigger,
        scene.lexicon["event_classes"][trigger.event],
        [t for t in left if t is not trigger],
        lambda group: scene.entity_in(group, _ARMED_ENTITIES) is not None,
    )


def _rejection(scene: Scene, at: int, reason: str) -> Rejection:
    word = scene.words[at]
    return Rejection(word.start, word.end, scene.text[word.start : word.end], reason)


def _is_told(scene: Scene, trigger: Trigger) -> bool:
    """Whether a day or a toll beside a trigger shows that it tells of an occasion."""
    if any(d.date_precision == "day" for d in scene.dates):
        return True
    tolls = {"toll:killed", "toll:wounded"}
    return any(w.tags & tolls for i, w in enumerate(scene.words) if i != trigger.at)
