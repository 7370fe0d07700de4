"""Whose attacks a tally counts, on what, and where: read around its noun, else taken from the tally before it."""

from __future__ import annotations

from dataclasses import replace

from analysis.extraction.attacks.events.naming import is_nameless
from analysis.extraction.attacks.events.scene import ACTORS, PLACES, Scene, phrase
from analysis.extraction.records import Entity
from analysis.extraction.tallies.tally import Tally
from analysis.language.groups import Group, agent_after, group_ending, group_starting, subject_of

_DOING = ACTORS | {"country"}


def with_slots(scene: Scene, tally: Tally, base: Tally | None = None) -> Tally:
    """The tally with actor, target and place. One whose noun is understood has what ``base``, the tally before it,
    has, where it says nothing itself."""
    place = _place(scene, tally)
    target = target_of(scene, tally)
    actor = _actor(scene, tally)
    return replace(
        tally,
        actor=actor or (base.actor if base else None),
        target=(phrase(scene, target) if target else None) or (base.target if base else None),
        place=place.entity if place else None,
        country=place.country if place else None,
    )


def target_of(scene: Scene, tally: Tally) -> Group | None:
    """What the counted attacks were "on" or "against"; of a counted verb its object."""
    words = scene.words
    for j in range(tally.noun + 1, min(tally.noun + 9, len(words))):
        if words[j].lower in {"on", "against"}:
            group = group_starting(words, j + 1)
            dated = group and any(d.start <= words[group.first].start < d.end for d in scene.dates)
            return None if dated or group is None else _without_verb(scene, group)
        if words[j].lower in {",", ";"} or words[j].tags & {"say", "relative"}:
            break
    if any(not e.is_noun for e in words[tally.noun].events) and tally.rule in ("tally.times", "tally.frequency"):
        group = group_starting(words, tally.noun + 1) if tally.noun + 1 < len(words) else None
        if group and not words[group.first].tags & {"preposition", "adverb", "number"}:
            return group
    return None


def _without_verb(scene: Scene, group: Group) -> Group:
    """ "attacks on Americans | subsided": the group up to a verb of trend or a participle behind it."""
    verbs = (*scene.lexicon["word_lists"]["trend_after"], *scene.lexicon["word_lists"]["containing"])
    for j in range(group.first + 1, group.last):
        lower = scene.words[j].lower
        plain = not scene.words[j].tags and scene.text[scene.words[j].start].islower()
        if lower in verbs or (plain and lower.endswith("ing") and not scene.is_upper_case and j + 1 == group.last):
            return Group(group.first, j)
    return group


def _actor(scene: Scene, tally: Tally) -> str | None:
    """Who attacked: behind "by", before "'s attacks", or the subject of a verb that makes attacks. Who "recorded" or
    "counted" them is none."""
    words = scene.words
    if tally.rule in ("tally.elliptical", "tally.series", "tally.continued", "tally.part", "tally.understood"):
        return None
    agent = agent_after(words, tally.noun, min(len(words), tally.noun + 12))
    if agent:
        return _named(scene, agent)
    if tally.rule in ("tally.times", "tally.frequency"):
        verb = tally.noun
        while verb and "habit" in words[verb - 1].tags:
            verb -= 1
        before = subject_of(words, verb)
        passive = any("be" in w.tags for w in words[max(0, tally.noun - 3) : tally.noun])
        return _named(scene, before) if before and not passive else None
    start = min(tally.first, tally.noun)
    owner = next(
        (
            j
            for j in range(tally.noun - 1, max(-1, tally.noun - 6), -1)
            if words[j].lower.endswith(("'s", "s'")) and len(words[j].lower) > 3
        ),
        None,
    )
    if owner is not None:
        name = _named(scene, group_ending(words, owner))
        return name.removesuffix("'s").removesuffix("’s").rstrip("'’") if name else None
    inside = Group(start, tally.noun)
    if tally.noun > start and (entity := scene.entity_in(inside, _DOING)):
        return entity.entity
    for j in range(start - 1, max(-1, start - 5), -1):
        if words[j].lower in scene.lexicon["tally_doers"]["verbs"]:
            subject = subject_of(words, j)
            return _named(scene, subject) if subject else None
    return None


def _named(scene: Scene, group: Group | None) -> str | None:
    if group is None:
        return None
    entity = scene.entity_in(group, ACTORS)
    who = entity.entity if entity else phrase(scene, _without_verb(scene, group))
    return None if who is None or is_nameless(who, scene.lexicon) else who


def _place(scene: Scene, tally: Tally) -> Entity | None:
    """The most exact place inside the tally's words."""
    words = scene.words
    first, last = words[tally.first], words[max(tally.last - 1, tally.first)]
    return max(
        (e for e in scene.entities if e.entity_kind in PLACES and first.start <= e.start < last.end),
        key=lambda e: (e.entity_kind == "site", e.entity_kind == "city", -e.start),
        default=None,
    )
