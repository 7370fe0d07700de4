"""Whom and with what: the slots of one mention of an attack: the fifth step of the attack cascade.

In: a ``Scene`` (a sentence with its words, dates and entities) and the triggers of one mention. Each function gives
one slot or None: missing is missing. The dateline is not the place, the day of a saying not the date, a photo's day
neither.
"""

from __future__ import annotations

from collections.abc import Sequence

from analysis.extraction.attacks.events.scene import ACTORS, PLACES, Scene, is_dated, phrase
from analysis.extraction.attacks.events.triggers import Trigger
from analysis.extraction.attacks.slots.doers import carrier_in
from analysis.language.groups import Group, group_starting, head, tags_of

# What aircraft do as well as anyone
_FROM_ABOVE = frozenset({"strike", "hit", "bomb", "carry_out", "assault", "launch", "shoot", "kill", "wound", "raid"})


def find_weapon(scene: Scene, triggers: Sequence[Trigger], first: int, last: int) -> str | None:
    """The class of the weapon: named in the mention, else implied by the event word."""
    classes = scene.lexicon["event_classes"]
    named: list[tuple[int, str]] = []
    for i in range(first, last):
        word = scene.words[i]
        weapons = [t.removeprefix("weapon:") for t in word.tags if t.startswith("weapon:")]
        if not weapons or ("weak" in word.tags and not _is_used(i, triggers)):
            continue
        named.append((min(abs(i - t.at) for t in triggers), weapons[0]))
    implied = [classes[t.event]["weapon"] for t in triggers if "weapon" in classes[t.event]]
    if any(w.lower.startswith("suicide") for w in scene.words[first:last]) and (
        named or implied or any(t.event == "assault" for t in triggers)
    ):
        return "suicide bomb"
    if any(t.event in _FROM_ABOVE for t in triggers) and (carried := _carried(scene, triggers)):
        if all(n in ("bomb", "gunfire", "airstrike", "vehicle bomb") for _, n in named):
            return carried  # a bomb that falls is no planted one
        named.append((1, carried))
    specific = [i for i in implied if i not in ("bomb", "gunfire", "vehicle")]
    if specific:
        return str(specific[0])
    if own := _own_weapon(scene, triggers):
        return own
    if named:
        near = sorted(named)
        better = next(
            (w for _, w in near if w in ("vehicle bomb", "drone", "missile", "rocket", "grenade", "mine")), None
        )
        return (
            better
            if better and near[0][1] in ("bomb", "airstrike", "gunfire", better) and near[0][0] < 12
            else near[0][1]
        )
    return str(implied[0]) if implied else None


def _own_weapon(scene: Scene, triggers: Sequence[Trigger]) -> str | None:
    """The weapon that a trigger names itself ("rifle fire at a bridge") or has as what was found ("a bomb")."""
    for trigger in triggers:
        at = [trigger.at] if trigger.event == "aftermath" else []
        if trigger.event == "find" and trigger.object:
            at = list(range(trigger.object.first, trigger.object.last))
        for tag in (t for i in at for t in sorted(scene.words[i].tags) if t.startswith("weapon:")):
            return tag.removeprefix("weapon:")
    return None


def _carried(scene: Scene, triggers: Sequence[Trigger]) -> str | None:
    """The weapon class of what carries it: "warplanes hit", "aircraft carried out strikes"."""
    for trigger in triggers:
        for group in (trigger.subject, trigger.agent):
            if group and (weapon := carrier_in(scene, group)):
                return weapon
    return None


def _is_used(i: int, triggers: Sequence[Trigger]) -> bool:
    """Whether a weak weapon word ("device", "shot") is what a trigger fires, plants or explodes."""
    groups = [g for t in triggers for g in (t.subject, t.object, t.agent) if g]
    return any(g.first <= i < g.last for g in groups) and any(t.event in _USES for t in triggers)


_USES = frozenset({"explode", "plant", "launch", "hit", "impact", "shell", "kill", "wound", "intercept"})


def find_target(scene: Scene, triggers: Sequence[Trigger]) -> str | None:
    """Whom or what it hit: the object of a trigger; things and people before names."""
    classes = scene.lexicon["event_classes"]
    found: list[tuple[int, str]] = []
    for trigger in triggers:
        group = _without_weapon(scene, trigger.object)
        if group is None or classes[trigger.event].get("object") in ("weapon", "attack"):
            continue
        inside = group.words(scene.words)
        if (
            any("weapon" in w.tags and "weak" not in w.tags for w in inside)
            or ("pronoun" in inside[0].tags and [w.lower for w in inside[:2]] != ["one", "of"])
            or is_dated(scene, group.first)
        ):
            continue
        known = any(w.tags & {"person", "thing", "force", "outlaw"} for w in inside) or scene.entity_in(
            group, ACTORS | PLACES | {"person", "country"}
        )
        name = phrase(scene, group)
        if name and head(scene.words, group).lower not in scene.lexicon["dull_names"]["no_target"]:
            found.append((0 if known else 1, name))
    return min(found, key=lambda f: f[0])[1] if found else _aimed_at(scene, triggers)


def _without_weapon(scene: Scene, group: Group | None) -> Group | None:
    """The group up to an "and" behind which a weapon stands: "fire at a tower | and a small drone"."""
    if group is None:
        return None
    joint = next((j for j in range(group.first + 1, group.last) if scene.words[j].lower == "and"), None)
    if joint is None or "weapon" not in tags_of(scene.words, Group(joint, group.last)):
        return group
    return Group(group.first, joint)


# "exploded at a bank", "fired rockets at the base": what a weapon hits stands behind these
_AIMS = frozenset({"at", "in", "near", "outside", "inside", "under", "on", "against", "into", "beneath", "upon"})
_AIMING = frozenset({"explode", "plant", "launch", "ram", "shoot", "suicide_bomb", "impact", "salvo"})


def _aimed_at(scene: Scene, triggers: Sequence[Trigger]) -> str | None:
    """The thing or person behind the weapon's preposition; a place's name is a place."""
    for trigger in triggers:
        if trigger.event not in _AIMING:
            continue
        for j in range(trigger.at + 1, min(trigger.at + 12, len(scene.words) - 1)):
            word = scene.words[j]
            if word.lower in {";", ":"} or word.tags & {"relative", "say"}:
                break
            if word.lower in _AIMS and (group := group_starting(scene.words, j + 1)):
                tags = tags_of(scene.words, group)
                if tags & {"thing", "person", "force"} and "weapon" not in tags and not is_dated(scene, j + 1):
                    return phrase(scene, group)
    return None
