"""Which event words of a sentence are attacks at all: exclusions, needs and realis asked one after the other.

What leans on other words ("hurt", "struck") is asked after them, and a verb that only takes an attack as its object
("launched", "carried out", "foiled") last: one whose attack was in words, or a strike of labour, falls with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis.extraction.attacks.events.naming import self_named
from analysis.extraction.attacks.events.realis import read_realis
from analysis.extraction.attacks.events.rules import Asked, first_rule
from analysis.extraction.attacks.events.scene import TOLLS, Scene
from analysis.extraction.attacks.events.triggers import Trigger
from analysis.extraction.attacks.slots.tolls import Tolls, find_tolls
from analysis.extraction.records import Realis
from analysis.language.expressions import Word

# What needs another attack beside it, in the order in which they are asked.
_LATE = ("armed", "attack-object")
# What is done with the thing that the attack was made with, so that "the" points at an attack told before
_OWN_DEEDS = frozenset({"plant", "launch", "carry_out"})


@dataclass(frozen=True, slots=True)
class Rejection:
    """An event word that makes no row, why, and by which rule."""

    start: int
    end: int
    trigger: str
    reason: str
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Sifted:
    """A trigger that tells of an attack, how it is told, and the word that decided it ('' where nothing did)."""

    trigger: Trigger
    realis: Realis
    cue: str


# A reason, and the name of the rule that gave it
Reason = tuple[str, str]


def sift(scene: Scene, triggers: Sequence[Trigger]) -> tuple[list[Sifted], list[Rejection]]:
    """The triggers that tell of attacks, and the others with the reason, each in text order."""
    reasons: dict[int, Reason] = {}
    for trigger in triggers:
        if why := excluded(scene, trigger) or _by_rule("attacks_in_words", Asked(scene, trigger)):
            reasons[trigger.at] = why
    turns = [(_turn(scene, trigger), trigger) for trigger in triggers]
    for turn in sorted({turn for turn, _ in turns}):
        left = [t for t in triggers if t.at not in reasons]
        for when, trigger in turns:
            if when == turn and trigger.at not in reasons and (why := lacks(scene, trigger, left)):
                reasons[trigger.at] = why
    kept: list[Sifted] = []
    for trigger in triggers:
        if trigger.at in reasons:
            continue
        asked = Asked(scene, trigger, [t for t in triggers if t is not trigger and t.at not in reasons])
        if why := _by_rule("event_kinds", asked):
            reasons[trigger.at] = why
            continue
        reading = read_realis(scene, trigger, told=scene.is_told(trigger.at))
        if reading.realis == "denied" and _disowns(scene, trigger):
            reasons[trigger.at] = "denied by whoever is said to have done it", "disowned"
        elif reading.realis == "actual" and (why := _by_rule("bare_event_nouns", asked)):
            reasons[trigger.at] = why
        elif reading.realis is None:
            reasons[trigger.at] = f"no occasion: {reading.cue}", "no occasion"
        else:
            kept.append(Sifted(trigger, reading.realis, reading.cue))
    if not kept and all(rule in scene.lexicon["event_lacks"] for _, rule in reasons.values()):
        kept = list(_by_weapon(scene))
    return kept, [_rejection(scene, at, *reasons[at]) for at in sorted(reasons)]


def _by_weapon(scene: Scene) -> Iterator[Sifted]:
    """ "A car bomb left two people dead", "nine dead in a grenade": a weapon beside a toll tells of an attack, where no
    event word does."""
    if scene.tags.isdisjoint(TOLLS) or "weapon" not in scene.tags:
        return
    at = next((i for i, w in enumerate(scene.words) if "weapon" in w.tags and "weak" not in w.tags), None)
    if at is None or find_tolls(scene, 0, len(scene.words), counted_only=True) == Tolls():
        return
    trigger = Trigger(at, "weapon", "noun", "plural" in scene.words[at].tags)
    reading = read_realis(scene, trigger, told=True)
    if reading.realis and not excluded(scene, trigger):
        yield Sifted(trigger, reading.realis, reading.cue)


def excluded(scene: Scene, trigger: Trigger) -> Reason | None:
    """Metaphors, strikes of labour, accidents, tests: why an event word is none of ours."""
    return _by_rule("event_exclusions", Asked(scene, trigger))


def lacks(scene: Scene, trigger: Trigger, left: Sequence[Trigger]) -> Reason | None:
    """What the class of a trigger needs and the sentence does not give; ``left`` are all that may tell of attacks."""
    need = scene.lexicon["event_classes"][trigger.event]["needs"]
    if need == "nothing":
        return None
    others = [t for t in left if t is not trigger]
    if first_rule("event_needs", Asked(scene, trigger, others)):
        return None
    if need in ("attack-object", "weapon-object") and _takes_attack(scene.words, trigger, others):
        return None
    return scene.lexicon["event_lacks"][need], need


def _by_rule(table: str, asked: Asked) -> Reason | None:
    rule = first_rule(table, asked)
    return (rule.says.replace("{cue}", asked.cue), rule.name) if rule else None


def _turn(scene: Scene, trigger: Trigger) -> int:
    """When a trigger's needs are asked for: those that lean on other triggers come after them."""
    need = scene.lexicon["event_classes"][trigger.event]["needs"]
    return _LATE.index(need) + 1 if need in _LATE else 0


def _takes_attack(words: Sequence[Word], trigger: Trigger, others: Sequence[Trigger]) -> bool:
    """Whether the object of a verb is an attack: "launched an assault", "the attack that Norland had carried out"."""
    at, group = trigger.at, trigger.object
    for o in others:
        relative = words[o.at + 1 : min(o.at + 4, at)] if o.voice == "noun" and o.at < at <= o.at + 8 else ()
        if any(w.lower in {"that", "which"} for w in relative):
            return True
    if group is None:
        return False
    if words[at].lower.startswith("prevent"):  # "prevented pirates from boarding the ship"
        return any(at < o.at <= at + 8 and words[o.at - 1].lower == "from" for o in others)
    inside = [o for o in others if group.first <= o.at < group.last]
    if trigger.event != "intercept":
        return any(o.voice == "noun" for o in inside)
    for word in group.words(words):
        if word.lower in {"to", "by"}:  # what it is for: "attempts | to render the rifle useless"
            break
        if "weapon" in word.tags:
            return True
    return bool(inside)


def _disowns(scene: Scene, trigger: Trigger) -> bool:
    """ "The group said it had not planted the bomb": of a bomb told before, the doer is denied, not the deed."""
    if trigger.event not in _OWN_DEEDS or trigger.voice != "active" or trigger.subject is None or not trigger.object:
        return False
    pointed = scene.words[trigger.object.first].lower in scene.lexicon["reference_words"]["definite"]
    return pointed and self_named(scene, trigger.subject) is not None


def _rejection(scene: Scene, at: int, why: str, rule: str) -> Rejection:
    word = scene.words[at]
    return Rejection(word.start, word.end, scene.text[word.start : word.end], why, rule)
