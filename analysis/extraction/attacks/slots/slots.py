"""Whom and with what: the weapon and the target of one mention of an attack.

In: a ``Scene`` (a sentence with its words, dates and entities) and the triggers of one mention. Each function gives
one slot or None: missing is missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analysis.extraction.attacks.events.scene import ACTORS, PLACES, Scene, is_dated, phrase
from analysis.extraction.attacks.events.triggers import Trigger
from analysis.extraction.attacks.slots.doers import carrier_in
from analysis.language.groups import Group, group_starting, head, tags_of

# What aircraft do as well as anyone
_FROM_ABOVE = frozenset({"strike", "hit", "bomb", "carry_out", "assault", "launch", "shoot", "kill", "wound", "raid"})
# Event words of which a weak weapon word ("device", "shot") may be the weapon.
_USES = frozenset(
    {"explode", "plant", "launch", "hit", "impact", "shell", "kill", "wound", "intercept", "use", "batter"}
)
# These say less than others: what is implied by an event word, what a bomb is beside its carrier, and what wins over it
# within so many words.
_GENERAL = frozenset({"bomb", "gunfire", "vehicle"})
_DROPPING = frozenset({"dropped", "released", "launched", "fired"})  # "bombs dropped from a plane"
_DROPPED = frozenset({"bomb", "gunfire", "airstrike", "vehicle bomb"})
_BETTER, _BETTER_THAN = (
    ("vehicle bomb", "drone", "missile", "rocket", "grenade", "mine"),
    ("bomb", "airstrike", "gunfire"),
)
_BETTER_REACH = 12
# "exploded at a bank", "fired rockets at the base": what a weapon hits stands behind these, within so many words.
_AIMS = frozenset({"at", "in", "near", "outside", "inside", "under", "on", "against", "into", "beneath", "upon"})
_AIMING = frozenset({"explode", "plant", "launch", "ram", "shoot", "suicide_bomb", "impact", "salvo"})
_AIM_REACH = 12
# What is meant to be hit stands behind these, whoever dies of it: "opened fire on a bus, killing four people".
_SHOOTING, _AT = frozenset({"shoot", "launch", "ram", "salvo"}), frozenset({"at", "on", "against", "into", "upon"})
_KNOWN = frozenset({"person", "thing", "force", "outlaw"})


def find_weapon(scene: Scene, triggers: Sequence[Trigger], first: int, last: int) -> str | None:
    """The class of the weapon: named in the mention, else implied by the event word."""
    classes = scene.lexicon["event_classes"]
    named = sorted(_named(scene, triggers, first, last))
    if any(weapon == "chemical" for _, weapon in named):
        return "chemical"  # whatever carries it
    implied = [str(classes[t.event]["weapon"]) for t in triggers if "weapon" in classes[t.event]]
    if any(w.lower.startswith("suicide") for w in scene.words[first:last]) and (
        named or implied or any(t.event == "assault" for t in triggers)
    ):
        return "suicide bomb"
    if any(t.event in _FROM_ABOVE for t in triggers) and (carried := _carried(scene, triggers)):
        if all(weapon in _DROPPED for _, weapon in named):
            return carried  # a bomb that falls is no planted one
        named = sorted([*named, (1, carried)])
    specific = next((weapon for weapon in implied if weapon not in _GENERAL), None) or _own_weapon(scene, triggers)
    if specific or not named:
        return specific or next(iter(implied), None)
    distance, nearest = named[0]
    better = next((weapon for _, weapon in named if weapon in _BETTER), nearest)
    return better if nearest in (*_BETTER_THAN, better) and distance < _BETTER_REACH else nearest


def _named(scene: Scene, triggers: Sequence[Trigger], first: int, last: int) -> Iterator[tuple[int, str]]:
    """The weapons named in a mention, with their distance to the nearest trigger; a weak word only as what a trigger
    fires, plants or explodes."""
    if "weapon" not in scene.tags:
        return
    used = any(t.event in _USES for t in triggers)
    groups = [g for t in triggers for g in (t.subject, t.object, t.agent) if g] if used else []
    for i in range(first, last):
        tags = scene.words[i].tags
        if i + 1 < last and "thing" in scene.words[i + 1].tags:  # "bombed a missile base"
            continue
        if "weapon" in tags and ("weak" not in tags or any(g.first <= i < g.last for g in groups)):
            weapon = next(t for t in tags if t.startswith("weapon:"))
            yield min(abs(i - t.at) for t in triggers), weapon.removeprefix("weapon:")


def _own_weapon(scene: Scene, triggers: Sequence[Trigger]) -> str | None:
    """The weapon that a trigger names itself ("rifle fire at a bridge") or has as what was found ("a bomb")."""
    for trigger in triggers:
        group = Group(trigger.at, trigger.at + 1) if trigger.event == "aftermath" else None
        group = trigger.object if trigger.event == "find" else group
        for tag in (tag for w in (group.words(scene.words) if group else ()) for tag in sorted(w.tags)):
            if tag.startswith("weapon:"):
                return tag.removeprefix("weapon:")
    return None


def _carried(scene: Scene, triggers: Sequence[Trigger]) -> str | None:
    """The weapon class of what carries it: "warplanes hit", "aircraft carried out strikes"."""
    groups = [group for t in triggers for group in (t.subject, t.agent) if group]
    words = scene.words
    dropped = (j for j in range(len(words) - 2) if words[j].lower in _DROPPING and words[j + 1].lower in {"by", "from"})
    groups += [group for j in dropped if (group := group_starting(words, j + 2))]
    return next((weapon for group in groups if (weapon := carrier_in(scene, group))), None)


def find_target(scene: Scene, triggers: Sequence[Trigger]) -> str | None:
    """Whom or what it hit: the object of a trigger; things and people before names."""
    classes = scene.lexicon["event_classes"]
    unknown = None
    for trigger in triggers:
        group = _without_weapon(scene, trigger.object)
        if trigger.event in _SHOOTING and (aimed := _aimed_at(scene, [trigger], _AT)):
            return aimed
        if group is None or classes[trigger.event].get("object") in ("weapon", "attack"):
            continue
        inside = group.words(scene.words)
        pronoun = "pronoun" in inside[0].tags and [w.lower for w in inside[:2]] != ["one", "of"]
        armed = any("weapon" in w.tags and "weak" not in w.tags for w in inside)
        if armed or pronoun or is_dated(scene, group.first):
            continue
        if trigger.voice == "noun" and _is_way(scene, group):
            continue
        name = phrase(scene, group)
        if name and head(scene.words, group).lower not in scene.lexicon["dull_names"]["no_target"]:
            kinds = ACTORS | PLACES | {"person", "country"}
            if tags_of(scene.words, group) & _KNOWN or scene.entity_in(group, kinds):
                return name
            unknown = unknown or name
    return unknown or _aimed_at(scene, triggers)


def _without_weapon(scene: Scene, group: Group | None) -> Group | None:
    """The group up to an "and" behind which a weapon stands: "fire at a tower | and a small drone"."""
    if group is None:
        return None
    joint = next((j for j in range(group.first + 1, group.last) if scene.words[j].lower == "and"), group.last)
    armed = joint < group.last and "weapon" in tags_of(scene.words, Group(joint, group.last))
    return Group(group.first, joint) if armed else group


def _aimed_at(scene: Scene, triggers: Sequence[Trigger], aims: frozenset[str] = _AIMS) -> str | None:
    """The thing or person behind the weapon's preposition; a place's name is a place, and so is a street."""
    words = scene.words
    for at in (t.at for t in triggers if t.event in _AIMING):
        for j in range(at + 1, min(at + _AIM_REACH, len(words) - 1)):
            if words[j].lower in {";", ":"} or words[j].tags & {"relative", "say"}:
                break
            if words[j].lower in aims and (group := group_starting(words, j + 1)):
                tags = tags_of(words, group)
                armed = "weapon" in tags or not tags & {"thing", "person", "force"}
                if not armed and not _is_way(scene, group) and not is_dated(scene, j + 1):
                    return phrase(scene, group)
    return None


def _is_way(scene: Scene, group: Group) -> bool:
    """ "in the 400 block of Weaver Street": where it was, not what it hit."""
    return head(scene.words, group).lower in scene.lexicon["place_words"]["streets"]
