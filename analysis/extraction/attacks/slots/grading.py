"""Whether a mention can stand for an attack by itself, or only refers to one that is told elsewhere.

A bare event word never stands alone: it takes a day, a place, a toll, a victim or a doer. Many dead over a time are
no one occasion.
"""

from __future__ import annotations

from dataclasses import replace

from analysis.extraction.attacks.events.scene import ACTORS, Scene
from analysis.extraction.attacks.events.triggers import Trigger
from analysis.extraction.attacks.slots.mention import Mention
from analysis.language.groups import Group, is_number, phrase_after, tags_of


def graded(scene: Scene, mention: Mention) -> Mention | None:
    """The mention, full or a reference by what it specifies; None where it tells nothing of one occasion."""
    lead = mention.triggers[0]
    classes = scene.lexicon["event_classes"]
    if _is_aimed_fire(scene, mention):
        return replace(mention, is_full=True)
    if all("reference_only" in classes[t.event] for t in mention.triggers):
        return (
            replace(mention, is_full=False)
            if mention.is_definite or lead.event == "recall" or (lead.event == "aftermath" and not lead.plural)
            else None
        )
    if _is_mere_launch(scene, mention):
        return replace(mention, is_full=False)
    if _is_defence(scene, mention):
        return replace(mention, is_full=False, is_definite=True)
    who = any(_is_specific(scene, t.object) for t in mention.triggers)
    evidence = sum(
        (
            mention.date is not None,
            mention.place is not None,
            mention.killed is not None or mention.wounded is not None,
            who,
            mention.perpetrator is not None,
            mention.weapon is not None and lead.event not in ("air", "bomb", "explode", "suicide_bomb"),
        )
    )
    nominal = all(t.voice == "noun" for t in mention.triggers)
    if not any(t.voice == "noun" and not t.plural for t in mention.triggers) and (
        reason := _is_cumulative(scene, mention)
    ):
        if reason == _SINCE:
            return None
        return replace(mention, is_full=False, is_definite=False, cue=reason)
    if nominal and lead.plural:
        told = mention.killed is not None or mention.wounded is not None
        dead = lead.event in _OF_PEOPLE and _is_person(scene, lead.object) and mention.date is not None
        firm = evidence >= 2 and (told or dead or _is_dated_close(scene, mention))
        return replace(mention, is_full=firm or _is_reply(scene, mention))
    if nominal and mention.is_indefinite and _is_predicate(scene, mention):
        return replace(mention, is_full=False, is_definite=True)
    if nominal:
        own = lead.event in _OF_PEOPLE and not lead.plural and _is_person(scene, lead.object)
        own = own or _is_first_told(scene, lead)
        return replace(mention, is_full=evidence >= (1 if own or not mention.is_definite else 2))
    known = (
        mention.date is not None
        or mention.place is not None
        or mention.killed is not None
        or mention.wounded is not None
    )
    other = mention.is_other and mention.target is not None
    known = known or other or (who and any(_is_known(scene, t.object) for t in mention.triggers))
    return replace(mention, is_full=known or evidence >= 2)


# Nouns of these name who suffers them, so that "the murders of the two judges on Friday" needs no telling before it.
_OF_PEOPLE = frozenset({"kill", "kidnap", "execute"})


def _is_aimed_fire(scene: Scene, mention: Mention) -> bool:
    """ "a burst of rifle fire at an empty watchtower": fire at somebody or something is an attack, whoever tells it."""
    lead = mention.triggers[0]
    aimed = tags_of(scene.words, lead.object) & {"thing", "person", "force"}
    return lead.event == "aftermath" and not mention.is_definite and bool(aimed)


def _is_person(scene: Scene, group: Group | None) -> bool:
    """Whether a noun's victim is a person: "the killing of the mayor" needs no telling before it."""
    return "person" in tags_of(scene.words, group) or scene.entity_in(group, frozenset({"person"})) is not None


def _is_first_told(scene: Scene, trigger: Trigger) -> bool:
    """ "the shooting at a chapel", "the attack on two buses": what is hit is new, and so is the attack."""
    words, at = scene.words, trigger.at
    hit = phrase_after(words, at, _HIT, len(words))
    if hit is None or not tags_of(words, hit) & {"thing", "person", "force"}:
        return False
    return words[hit.first].lower in {"a", "an"} or is_number(words[hit.first])


_HIT = frozenset({"at", "on", "against", "of", "inside"})


def _is_predicate(scene: Scene, mention: Mention) -> bool:
    """ "it was an attack on the town": says what another event was."""
    at = mention.triggers[0].at
    return any("be" in w.tags for w in scene.words[max(0, at - 3) : at])


def _is_mere_launch(scene: Scene, mention: Mention) -> bool:
    """ "fired a missile": force against nobody, unless the sentence gives an aim, a hit or a toll."""
    if (
        any(t.event not in ("launch", "carry_out", "aftermath", "pointer") for t in mention.triggers)
        or mention.killed
        or mention.wounded
    ):
        return False
    at = mention.triggers[0].at
    if mention.place is not None and mention.weapon is not None and mention.date is not None:
        return False
    aims = [
        j
        for j in range(at + 1, min(at + 14, len(scene.words) - 1))
        if scene.words[j].lower in {"at", "into", "on", "against", "toward", "towards"}
    ]
    return not any(
        w.tags & {"thing", "person", "force"}
        or scene.entity_in(Group(j + 1, min(j + 6, len(scene.words))), frozenset({"city", "site", "region", "country"}))
        for j in aims
        for w in scene.words[j + 1 : j + 6]
    )


def _is_defence(scene: Scene, mention: Mention) -> bool:
    """ "one of the gunmen was killed by the police": the end of an attack, not another one."""
    guards = set(scene.lexicon["armed_targets"]["guards"])

    def is_defence(trigger: Trigger) -> bool:
        doer = trigger.agent if trigger.voice in ("passive", "noun") else trigger.subject
        return (
            trigger.event in ("kill", "shoot", "wound")
            and doer is not None
            and any(w.lower in guards for w in doer.words(scene.words))
            and bool(tags_of(scene.words, trigger.object) & {"outlaw", "attacker"})
        )

    return all(is_defence(t) for t in mention.triggers)


def _is_dated_close(scene: Scene, mention: Mention) -> bool:
    """Whether the date stands right beside a plural noun: "air strikes last week"; else it dates something else."""
    if mention.date is None:
        return False
    at = scene.index_at(mention.date.start)
    return any(-4 <= at - t.at <= 7 for t in mention.triggers)


def _is_reply(scene: Scene, mention: Mention) -> bool:
    """ "retaliated with air strikes": an answer was given on an occasion."""
    reply = scene.lexicon["reference_words"]["reply"]
    at = mention.triggers[0].at
    return mention.perpetrator is not None and any(
        w.lower in reply and scene.words[i + 1].lower == "with"
        for i, w in enumerate(scene.words[max(0, at - 8) : at], max(0, at - 8))
    )


def _is_cumulative(scene: Scene, mention: Mention) -> str | None:
    """ "60 have been killed in nine years": many dead over a time are no one occasion."""
    if mention.date is not None and mention.date.date_precision in ("day", "week"):
        return None
    if any(t.event == "capture" for t in mention.triggers):  # "has captured 19 pirates": on one day
        return None
    first, last = mention.start, mention.end
    perfect = any(w.lower in {"have", "has"} and first <= w.start < last for w in scene.words)
    since = any(w.lower == "since" and first <= w.start < last for w in scene.words) and any(
        w.lower in {"have", "has"} for t in mention.triggers for w in scene.words[max(0, t.at - 4) : t.at]
    )
    many = any(t and (t[0] or 2) >= 2 and t[1] != 1 for t in (mention.killed, mention.wounded))
    plural = any("plural" in tags_of(scene.words, t.object) for t in mention.triggers)
    if perfect and mention.date is None and any(_is_bare_plural(scene, t.object) for t in mention.triggers):
        return "over a time"
    crowd = any(t and (t[0] or 0) >= 50 for t in (mention.killed,)) and mention.place is None and mention.weapon is None
    if crowd and not any(w.tags & {"weapon"} for w in scene.words):
        return "over a time"
    period = mention.date is not None and mention.date.date_precision in ("period", "year")
    if many and since:
        return _SINCE
    if (period and many and mention.weapon is None) or (perfect and (many or plural) and mention.place is None):
        return "over a time"
    return None


# Many dead since a day are no attack's, not even one told before
_SINCE = "since a day"


def _is_bare_plural(scene: Scene, group: Group | None) -> bool:
    """ "officers have been killed in the city": any of them, at any time."""
    return group is not None and group.last - group.first == 1 and "plural" in scene.words[group.first].tags


def _is_specific(scene: Scene, group: Group | None) -> bool:
    if group is None:
        return False
    inside = group.words(scene.words)
    return not (len(inside) == 1 and inside[0].tags & {"pronoun", "relative"}) and (
        _is_known(scene, group) or any(not w.tags for w in inside)
    )


def _is_known(scene: Scene, group: Group | None) -> bool:
    """Whether the lexicons know what a group is: people, things, an actor, a place."""
    if group is None:
        return False
    inside = group.words(scene.words)
    if len(inside) == 1 and inside[0].tags & {"pronoun", "relative"}:
        return False
    return bool(
        tags_of(scene.words, group) & {"person", "thing", "force", "outlaw"}
        or scene.entity_in(group, ACTORS | {"city", "site", "country", "person"})
    )
