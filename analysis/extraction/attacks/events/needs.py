"""What must stand beside an event word before it tells of armed force at all (``needs`` in
``lexicons/events.toml``)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from analysis.extraction.attacks.events.triggers import Trigger
from analysis.language.expressions import Word
from analysis.language.groups import Group, is_number, phrase_after, tags_of

_BETWEEN = frozenset({"between", "with", "among", "involving"})


def lacks(
    words: Sequence[Word],
    trigger: Trigger,
    entry: Mapping[str, Any],
    others: Sequence[Trigger],
    actor: Callable[[Group], bool],
) -> str | None:
    """What the class of a trigger needs and the sentence does not give; None where nothing lacks.

    ``others`` are the other triggers of the sentence; ``actor(group)`` says whether a group names a force or group.
    """
    need = entry["needs"]
    doer = trigger.agent if trigger.voice in ("passive", "noun") else trigger.subject
    armed = bool(tags_of(words, doer) & {"outlaw", "force"}) or (doer is not None and actor(doer))
    weapon_beside = _strong_weapon(words, doer) or _strong_weapon(words, trigger.object)
    match need:
        case "nothing":
            return None
        case "armed":
            sure = any(o.event not in ("hit", "wound", "strike", "carry_out", "intercept", "sabotage") for o in others)
            hit = bool(tags_of(words, trigger.object) & {"thing", "person", "force", "outlaw"}) or (
                trigger.object is not None and actor(trigger.object)
            )
            struck_mine = trigger.event == "hit" and _has_mine(words, trigger.object)
            if struck_mine or (
                weapon_beside and not (trigger.event == "hit" and not armed and "weapon" not in tags_of(words, doer))
            ):
                return None
            if armed and (hit or trigger.event == "clash" or trigger.voice == "noun" or _strikes(words, trigger)):
                return None
            if trigger.event == "clash" and (side := phrase_after(words, trigger.at, _BETWEEN, len(words))):
                return None if tags_of(words, side) & {"outlaw", "force"} or actor(side) else "no armed side"
            carried = trigger.voice == "noun" and any(
                o.event in ("carry_out", "launch") and o.at < trigger.at <= o.at + 4 for o in others
            )
            if (
                carried
                or (trigger.voice == "noun" and hit)
                or (trigger.event in ("wound", "clash") and sure)
                or (trigger.voice == "participle" and sure)
            ):
                return None
            return "no armed subject or weapon"
        case "person":
            known = bool(tags_of(words, trigger.object) & {"person", "outlaw", "force", "pronoun"})
            return None if known or trigger.voice == "passive" else "nobody suffers it"
        case "no search":
            near = words[max(0, trigger.at - 12) : trigger.at + 12]
            harmed = any(w.tags & {"toll:killed", "toll:wounded", "weapon"} for w in near)
            searching = any("search" in w.tags for w in words)
            return "a search" if searching and not harmed else None
        case "weapon":
            return (
                None
                if weapon_beside
                or _any_weapon(words)
                or (trigger.voice == "noun" and trigger.event in ("explode", "salvo"))
                else "no weapon"
            )
        case "weapon-subject":
            return (
                None
                if _strong_weapon(words, trigger.subject) or (trigger.voice == "participle" and others)
                else "no weapon as subject"
            )
        case "weapon-object":
            objects = tags_of(words, trigger.object)
            return None if "weapon" in objects or _near_attack(words, trigger, others) else "no weapon as object"
        case "attack-object":
            return None if _near_attack(words, trigger, others) else "no attack as object"
        case "raiders":
            return None if "raider" in tags_of(words, trigger.object) else "nobody is caught in the act"
        case "outlaw":
            searched = any("search" in w.tags and "force" not in w.tags for w in words)
            at_sea = armed and not searched and "vessel" in tags_of(words, trigger.object)
            return None if at_sea or "outlaw" in tags_of(words, doer) else "no outlaw subject"
        case "aim":
            aimed = trigger.voice in ("noun", "passive") or trigger.object is not None or weapon_beside or armed
            return None if aimed or _has_aim(words, trigger.at) else "nothing is shot at"
        case "laid weapon":
            return None if _is_laid(words, trigger.object) else "no weapon laid"
        case "beside":
            beside = any(w.lower in entry["beside"] or "weapon:vehicle bomb" in w.tags for w in words)
            return None if beside else "nothing to do it with"
        case "armed doer":
            return None if armed else "no armed doer"
        case "pointed":
            return None if _is_pointed(words, trigger) else "points at nothing told"
    return None


def _strikes(words: Sequence[Word], trigger: Trigger) -> bool:
    """ "the jets struck twice", "gunmen struck at dawn"; not "officers struck for more pay"."""
    behind = words[trigger.at + 1].lower if trigger.at + 1 < len(words) else ""
    alone = trigger.voice == "active" and trigger.object is None
    return alone and words[trigger.at].lower == "struck" and behind not in {"for", "over", "out", "up", "down", "off"}


def _has_mine(words: Sequence[Word], group: Group | None) -> bool:
    """ "hit a mine", "struck a dynamite charge": what explodes under a vehicle was laid for it."""
    return bool(tags_of(words, group) & {"weapon:mine", "weapon:bomb"})


_AIMS = frozenset({"at", "into", "on", "upon", "toward", "towards", "from", "back"})


def _has_aim(words: Sequence[Word], at: int) -> bool:
    """ "shot at a patrol", "were shooting from the roof"; not "fireworks shooting over the lake"."""
    return any(w.lower in _AIMS for w in words[at + 1 : at + 3])


def _is_laid(words: Sequence[Word], group: Group | None) -> bool:
    """ "found a bomb", "discovered two explosive devices": one thing that was meant to go off; "found weapons", "seized
    explosives" tell of a store, "the bomb" of one told before."""
    if group is None or not any("weapon:bomb" in w.tags or "weapon:vehicle bomb" in w.tags for w in group.words(words)):
        return False
    opening = words[group.first]
    stored = any("search" in w.tags and "force" not in w.tags for w in words)
    counted = is_number(opening) and opening.lower not in {"no", "none", "zero"}
    return not stored and (counted or opening.lower in {"a", "an", "another"})


def _is_pointed(words: Sequence[Word], trigger: Trigger) -> bool:
    """ "the incident", "this latest tragedy", "both crimes"; not "the crime of", "crime has gone down"."""
    at = trigger.at
    if at + 1 < len(words) and words[at + 1].lower in {"of", "rate", "rates", "scene", "against"}:
        return False
    if at and words[at - 1].lower == "that":  # "claimed that crime": no pointing
        return at > 1 and "preposition" in words[at - 2].tags
    return any(w.lower in _POINTING for w in words[max(0, at - 3) : at])


_POINTING = frozenset({"the", "this", "these", "those", "both"})


def _strong_weapon(words: Sequence[Word], group: Group | None) -> bool:
    return group is not None and any("weapon" in w.tags for w in group.words(words))


def _any_weapon(words: Sequence[Word]) -> bool:
    return any("weapon" in w.tags and "weak" not in w.tags for w in words)


def _near_attack(words: Sequence[Word], trigger: Trigger, others: Sequence[Trigger]) -> bool:
    group = trigger.object
    if any(o.voice == "noun" and _is_its_clause(words, o.at, trigger.at) for o in others):
        return True
    if group is None:
        return False
    if words[trigger.at].lower.startswith("prevent"):  # "prevented pirates from boarding the ship"
        return any(trigger.at < o.at <= trigger.at + 8 and words[o.at - 1].lower == "from" for o in others)
    if trigger.event == "intercept":
        return any("weapon" in w.tags for w in _before_purpose(words, group)) or any(
            group.first <= o.at < group.last for o in others
        )
    return any(group.first <= o.at < group.last and o.voice == "noun" for o in others)


def _before_purpose(words: Sequence[Word], group: Group) -> Sequence[Word]:
    """A group without what it is for: "attempts | to render the rifle useless"."""
    end = next((j for j in range(group.first, group.last) if words[j].lower in {"to", "by"}), group.last)
    return words[group.first : end]


def _is_its_clause(words: Sequence[Word], noun: int, verb: int) -> bool:
    """ "the attack that Norland had carried out": the verb stands in the noun's relative clause."""
    return noun < verb <= noun + 8 and any(w.lower in {"that", "which"} for w in words[noun + 1 : min(noun + 4, verb)])
