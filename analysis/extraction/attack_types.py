"""ACLED event and sub-event type of an attack, by its weapon, its event word and who was hit (ACLED codebook, 2023)."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.extraction.attack_mention import Mention
from analysis.extraction.lexicon import Lexicon

_REMOTE = "Explosions/Remote violence"


def event_type_of(
    mentions: Sequence[Mention], weapon: str | None, target: str | None, lexicon: Lexicon
) -> tuple[str | None, str | None]:
    """(event type, sub-event type): taking of people, weapons stopped in time, then the weapon, then the word, then
    armed or civilian target."""
    classes = lexicon["event_classes"]
    events = {t.event for m in mentions for t in m.triggers}
    for event in ("kidnap", "torture"):
        if event in events:
            return classes[event]["event_type"], classes[event]["sub_event_type"]
    if weapon and any(m.intercepted for m in mentions):
        return "Strategic developments", "Disrupted weapons use"
    if weapon and (sub_event := lexicon["weapon_sub_events"].get(weapon)):
        return _REMOTE, sub_event
    for mention in mentions:
        for trigger in mention.triggers:
            if "sub_event_type" in classes[trigger.event]:
                return classes[trigger.event]["event_type"], classes[trigger.event]["sub_event_type"]
    if target is None:
        return None, None
    armed = set(lexicon["armed_targets"]["words"]) & set(target.lower().split())
    return ("Battles", "Armed clash") if armed else ("Violence against civilians", "Attack")
