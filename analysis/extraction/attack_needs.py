"""What must stand beside an event word before it tells of armed force at all (``needs`` in
``lexicons/events.toml``)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from analysis.extraction.attack_groups import Group, tags_of
from analysis.extraction.attack_triggers import Trigger
from analysis.extraction.attack_words import Word


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
            sure = any(o.event not in ("hit", "wound", "strike") for o in others)
            hit = bool(tags_of(words, trigger.object) & {"thing", "person", "force", "outlaw"}) or (
                trigger.object is not None and actor(trigger.object)
            )
            if weapon_beside and not (trigger.event == "hit" and not armed and "weapon" not in tags_of(words, doer)):
                return None
            if armed and (hit or trigger.event == "clash" or trigger.voice == "noun"):
                return None
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
            harmed = any(w.tags & {"toll:killed", "toll:wounded", "weapon"} for w in words)
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
            return None if "outlaw" in tags_of(words, doer) else "no outlaw subject"
    return None


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
        return any("weapon" in w.tags for w in group.words(words)) or any(
            group.first <= o.at < group.last for o in others
        )
    return any(group.first <= o.at < group.last and o.voice == "noun" for o in others)


def _is_its_clause(words: Sequence[Word], noun: int, verb: int) -> bool:
    """ "the attack that Norland had carried out": the verb stands in the noun's relative clause."""
    return noun < verb <= noun + 8 and any(w.lower in {"that", "which"} for w in words[noun + 1 : min(noun + 4, verb)])
