"""Force that is no attack: accidents, beasts, sport, spaceflight, tests of weapons, demolition, the hangman.

The same words tell of them ("killed", "exploded", "shot", "attacked"); what stands around the event word tells them
apart. The words are data (``event_accidents``, ``event_tests``, ``event_sport``, ``event_lawful`` in
``lexicons/events.toml``). Arms or an outlaw in the sentence speak against an accident and against sport.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from analysis.extraction.attacks.events.scene import Scene
from analysis.extraction.attacks.events.triggers import Trigger
from analysis.language.groups import Group, head

# How far the words of an accident or a test may stand, in words; of a launch the whole flight is told, of the dead what
# killed them.
_REACH = 14
_LAUNCH_REACH = 40
_SCORE = re.compile(r"\d{1,3}-\d{1,3}")


def no_attack(scene: Scene, trigger: Trigger) -> str | None:
    """Why an event word tells of force that is no attack; None where it may tell of one."""
    return (
        _accident(scene, trigger)
        or _beast(scene, trigger)
        or _sport(scene, trigger)
        or _test(scene, trigger)
        or _lawful(scene, trigger)
    )


def _doer(trigger: Trigger) -> Group | None:
    return trigger.agent if trigger.voice in ("passive", "noun") else trigger.subject


def _near(scene: Scene, trigger: Trigger, table: Mapping[str, Any], reach: int = 0) -> set[str]:
    """The words and expressions of ``table["words"]`` around a trigger."""
    reach = reach or (_LAUNCH_REACH if trigger.event in ("launch", "kill") else _REACH)
    words = scene.words[max(0, trigger.at - reach) : trigger.at + reach + 1]
    found = {w.lower for w in words}.intersection(table["words"])
    stretch = scene.text[words[0].start : words[-1].end].lower()
    return found | {p for p in table.get("phrases", ()) if p in stretch}


def _is_armed(scene: Scene) -> bool:
    return any(w.tags & {"outlaw", "weapon"} and "weak" not in w.tags for w in scene.words)


def _accident(scene: Scene, trigger: Trigger) -> str | None:
    """An accident, a disaster or an illness beside the dead, and neither weapon nor outlaw."""
    if trigger.event not in ("kill", "execute", "wound", "explode", "hit", "arson") or _is_armed(scene):
        return None
    table = scene.lexicon["event_accidents"]
    found = _near(scene, trigger, table)
    reach = _LAUNCH_REACH if trigger.event == "kill" else _REACH
    near = {w.lower for w in scene.words[max(0, trigger.at - reach) : trigger.at + reach + 1]}
    if near.intersection(table["vehicles"]):
        found |= near.intersection(table["moving"])
    return f"accident: {min(found)}" if found else None


def _beast(scene: Scene, trigger: Trigger) -> str | None:
    """ "a bear killed a hiker", "attacked by bees": small letters tell the bear from a man of that name."""
    doer = _doer(trigger)
    if doer is None or trigger.event in ("find", "intercept"):  # a dog finds a bomb
        return None
    word = head(scene.words, doer)
    beast = word.lower in scene.lexicon["event_accidents"]["beasts"]
    plain = scene.is_upper_case or scene.text[word.start].islower() or doer.first == 0
    return f"a beast: {word.lower}" if beast and plain else None


def _sport(scene: Scene, trigger: Trigger) -> str | None:
    """A match, where no arms and no dead are near: its words, its score, a shot that goes wide."""
    table = scene.lexicon["event_sport"]
    if trigger.event not in table["events"] or _is_armed(scene):
        return None
    words, at = scene.words, trigger.at
    if any(w.tags & {"toll:killed", "toll:wounded"} for i, w in enumerate(words) if i != at):
        return None
    if found := {w.lower for w in words}.intersection(table["words"]):
        return f"sport: {min(found)}"
    if trigger.object and (aim := head(words, trigger.object).lower) in table["aims"]:
        return f"sport: at the {aim}"
    if trigger.event == "shoot" and at + 1 < len(words) and words[at + 1].lower in table["wide"]:
        return f"sport: {words[at].lower} {words[at + 1].lower}"
    scores = [k for k, w in enumerate(words) if _SCORE.fullmatch(w.lower) and w.lower not in table["dates"]]
    if any(
        k + 1 == len(words) or not words[k + 1].lower[0].isalpha() or "preposition" in words[k + 1].tags for k in scores
    ):
        return "sport: a score"
    counted = trigger.event == "shoot" and trigger.voice == "active" and _is_mere_number(scene, trigger.object)
    return "sport: a score" if counted else None


def _is_mere_number(scene: Scene, group: Group | None) -> bool:
    """ "shot 68 in the first round"; not "shot six": a few may be people."""
    return group is not None and group.last - group.first == 1 and scene.words[group.first].lower.isdigit()


def _test(scene: Scene, trigger: Trigger) -> str | None:
    """A test of weapons, a drill or a flight to space: words for it, or a sea as the aim."""
    table, words = scene.lexicon["event_tests"], scene.words
    if trigger.event in table["events"]:
        if found := _near(scene, trigger, table):
            return f"weapons test or drill: {min(found)}"
        whole = scene.text[words[0].start : words[-1].end].lower()
        aim = next((p for p in table["places"] if p in whole), None)
        if aim:
            return f"weapons test or drill: {aim}"
    if trigger.event in ("launch", "rocket", "missile", "explode"):
        flown = _near(scene, trigger, {"words": table["spaceflight"]}, reach=_REACH)
        return f"spaceflight: {min(flown)}" if flown else None
    return None


def _lawful(scene: Scene, trigger: Trigger) -> str | None:
    """Demolition, the blowing up of what was found, an execution by a state's law."""
    table, doer = scene.lexicon["event_lawful"], _doer(trigger)
    if trigger.event in ("bomb", "explode"):
        experts = doer is not None and any(w.lower in table["experts"] for w in doer.words(scene.words))
        if experts:
            return "blown up by experts"
        found = _near(scene, trigger, {"words": table["demolition"]}, reach=6)
        return f"demolition: {min(found)}" if found else None
    if trigger.event == "execute":
        if found := _near(scene, trigger, {"words": table["execution"], "phrases": table["execution_phrases"]}):
            return f"by law: {min(found)}"
        state = scene.entity_in(doer, frozenset({"country"}))
        behind = [w.lower for w in scene.words[trigger.at + 1 : trigger.at + 8]]
        return "by law" if state and "for" in behind else None
    return None
