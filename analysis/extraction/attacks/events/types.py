"""ACLED event and sub-event type of an attack, by its weapon, its event word and who was hit (ACLED codebook, 2023)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from analysis.extraction.attacks.slots.mention import Mention
from analysis.language.lexicon import Lexicon
from analysis.language.tokens import words_of_name

_REMOTE, _AGAINST_CIVILIANS = "Explosions/Remote violence", "Violence against civilians"


def event_type_of(
    mentions: Sequence[Mention], weapon: str | None, target: str | None, lexicon: Lexicon
) -> tuple[str | None, str | None]:
    """(event type, sub-event type): taking of people, weapons stopped in time, then the weapon, then the word, then
    armed or civilian target."""
    classes = lexicon["event_classes"]
    events = sorted({t.event for m in mentions for t in m.triggers})
    for event in events:
        if classes[event].get("event_type") == _AGAINST_CIVILIANS:
            return _AGAINST_CIVILIANS, classes[event]["sub_event_type"]
    if weapon and any(m.intercepted for m in mentions):
        return "Strategic developments", "Disrupted weapons use"
    if weapon and (sub_event := lexicon["weapon_sub_events"].get(weapon)):
        return _REMOTE, sub_event
    if weapon in (None, "fire") and (taken := _property(mentions, lexicon)):
        return taken
    told = sorted(mentions, key=lambda m: (m.start, m.trigger_start))
    for mention in told:
        for trigger in mention.triggers:
            if "sub_event_type" in classes[trigger.event]:
                return classes[trigger.event]["event_type"], classes[trigger.event]["sub_event_type"]
    aim = next((m.target for m in told if m.target and not _is_way(m.target, lexicon)), target)
    if aim is None:
        on_people = any(classes[event].get("object") == "victim" for event in events)
        return (_AGAINST_CIVILIANS, "Attack") if on_people else (None, None)
    return ("Battles", "Armed clash") if _is_armed(aim, lexicon) else (_AGAINST_CIVILIANS, "Attack")


def _property(mentions: Sequence[Mention], lexicon: Lexicon) -> tuple[str, str] | None:
    """Looting and the destruction of things, where nobody is killed or wounded."""
    table = lexicon["property_events"]
    triggers = [t for m in mentions for t in m.triggers]
    hurt = any((m.killed or m.wounded) not in (None, (0, 0)) for m in mentions)
    if hurt or not triggers or any(t.event not in table["events"] for t in triggers):
        return None
    return table["event_type"], table["sub_event_type"]


def _is_armed(target: str, lexicon: Lexicon) -> bool:
    return bool(_armed(lexicon) & set(words_of_name(target.lower())))


def _is_way(target: str, lexicon: Lexicon) -> bool:
    """ "an ambush on a hill road": says where, not whom."""
    return words_of_name(target.lower())[-1] in lexicon["armed_targets"]["ways"]


@lru_cache(maxsize=8)
def _armed(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(lexicon["armed_targets"]["words"])
