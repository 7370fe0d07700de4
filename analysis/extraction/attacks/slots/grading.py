"""Whether a mention can stand for an attack by itself, or only refers to one that is told elsewhere.

A bare event word never stands alone: it takes a day, a place, a toll, a victim or a doer. Many dead over a time are
no one occasion.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from analysis.extraction.attacks.events.scene import ACTORS, Scene
from analysis.extraction.attacks.events.triggers import Trigger
from analysis.extraction.attacks.slots.dates import is_day_of_another
from analysis.extraction.attacks.slots.mention import Mention
from analysis.extraction.records import DateSpan
from analysis.language.groups import Group, is_number, phrase_after, tags_of

# Nouns of these name who suffers them, so that "the murders of the two judges on Friday" needs no telling before it.
_OF_PEOPLE = frozenset({"kill", "kidnap", "execute"})
# Nouns and verbs that imply their weapon.
_ARMED_WORDS = frozenset({"air", "bomb", "explode", "suicide_bomb", "gun_battle", "firing"})
# Force against nobody: "fired a missile".
_LAUNCHES = frozenset({"launch", "carry_out", "aftermath", "pointer"})
_TARGETS = frozenset({"thing", "person", "force"})
_KNOWN = frozenset({*_TARGETS, "outlaw"})
_PLACED = frozenset({"city", "site", "region", "country"})
_AIMS = frozenset({"at", "into", "on", "against", "toward", "towards"})
_HIT = frozenset({"at", "on", "against", "of", "inside"})
# What police end an attack with: "he was killed in a shootout with police"
_FIGHTS, _WITH = frozenset({"gun_battle", "clash"}), frozenset({"with"})
# Dead from which a number without a place is that of a war.
_CROWD = 50
# Dead of which "have been killed" tells over a time.
_HEAPS = 10
_WEEKEND = timedelta(days=1)  # from its first day to its last


def graded(scene: Scene, mention: Mention) -> Mention | None:
    """The mention, full or a reference by what it specifies; None where it tells nothing of one occasion."""
    triggers, lead = mention.triggers, mention.triggers[0]
    classes = scene.lexicon["event_classes"]
    objects = [t.object for t in triggers]
    aimed = bool(tags_of(scene.words, lead.object) & _TARGETS)
    if lead.event == "aftermath" and not mention.is_definite and aimed:
        return replace(mention, is_full=True)  # "a burst of rifle fire at an empty watchtower", whoever tells it
    if all("reference_only" in classes[t.event] for t in triggers):
        refers = mention.is_definite or lead.event == "recall" or (lead.event == "aftermath" and not lead.plural)
        return replace(mention, is_full=False) if refers else None
    if _is_mere_launch(scene, mention):
        return replace(mention, is_full=False)
    if all(t.event in _FIGHTS or _is_defence(scene, t) for t in triggers) and lead.event not in _FIGHTS:
        return replace(mention, is_full=False, is_definite=True)
    toll = mention.killed is not None or mention.wounded is not None
    timed = (mention.date or mention.hot) is not None
    known = timed or mention.place is not None or toll
    who = any(_is_specific(scene, group) for group in objects)
    armed = mention.weapon is not None and lead.event not in _ARMED_WORDS
    evidence = sum((timed, mention.place is not None, toll, who, bool(mention.perpetrator), armed))
    one_noun = any(t.voice == "noun" and not t.plural for t in triggers)
    if not one_noun and (over := _over_time(scene, mention)):
        return None if over == "since a day" else replace(mention, is_full=False, is_definite=False, cue=over)
    if not all(t.voice == "noun" for t in triggers):
        other = mention.is_other and mention.target is not None
        named = who and any(_is_known(scene, group) for group in objects)
        return replace(mention, is_full=known or other or named or evidence >= 2)
    person = "person" in tags_of(scene.words, lead.object) or scene.entity_in(lead.object, frozenset({"person"}))
    of_people = lead.event in _OF_PEOPLE and bool(person)
    if lead.plural:
        dead = of_people and timed
        firm = evidence >= 2 and (toll or dead or _is_dated_close(scene, mention))
        return replace(mention, is_full=firm or _is_reply(scene, mention))
    leading = scene.words[max(0, lead.at - 4) : lead.at]
    if (
        mention.is_indefinite
        and any("be" in w.tags for w in leading[-3:])
        and "there" not in {w.lower for w in leading}
    ):
        return replace(mention, is_full=False, is_definite=True)  # "it was an attack on the town": what another was
    own = of_people or _is_first_told(scene, lead) or not mention.is_definite
    return replace(mention, is_full=evidence >= (1 if own else 2))


def _is_first_told(scene: Scene, trigger: Trigger) -> bool:
    """ "the shooting at a chapel", "the attack on two buses": what is hit is new, and so is the attack."""
    words = scene.words
    hit = phrase_after(words, trigger.at, _HIT, len(words))
    if hit is None or not tags_of(words, hit) & _TARGETS:
        return False
    return words[hit.first].lower in {"a", "an"} or is_number(words[hit.first])


def _is_mere_launch(scene: Scene, mention: Mention) -> bool:
    """ "fired a missile": force against nobody, unless the sentence gives an aim, a hit or a toll."""
    if any(t.event not in _LAUNCHES for t in mention.triggers) or mention.killed or mention.wounded:
        return False
    words, at = scene.words, mention.triggers[0].at
    off = any(w.lower == "from" for w in words[at + 1 : at + 8])  # "took off from near Pyongyang"
    if mention.place is not None and mention.weapon is not None and mention.date is not None and not off:
        return False
    aims = [
        Group(j + 1, min(j + 6, len(words)))
        for j in range(at + 1, min(at + 14, len(words) - 1))
        if words[j].lower in _AIMS
    ]
    return not any(tags_of(words, aim) & _TARGETS or scene.entity_in(aim, _PLACED) for aim in aims)


def _is_defence(scene: Scene, trigger: Trigger) -> bool:
    """ "one of the gunmen was killed by the police": the end of an attack, not another one."""
    guards = scene.lexicon["armed_targets"]["guards"]
    doer = trigger.doer or phrase_after(scene.words, trigger.at, _WITH, len(scene.words))
    return (
        trigger.event in ("kill", "shoot", "wound")
        and trigger.object is not None
        and (any(w.lower in guards for w in doer.words(scene.words)) if doer else trigger.voice == "participle")
        and ("pronoun" in scene.words[trigger.object.first].tags or _is_of_attackers(scene, trigger.object))
    )


def _is_of_attackers(scene: Scene, group: Group) -> bool:
    """ "the gunmen", "one of the attackers", "all the militants": those told of; not "three suspected robbers"."""
    known = tags_of(scene.words, group) & {"outlaw", "attacker"}
    return bool(known) and any(w.lower in {"the", "both", "all", "these", "its"} for w in group.words(scene.words))


def _is_dated_close(scene: Scene, mention: Mention) -> bool:
    """Whether the date stands right beside a plural noun: "air strikes last week"; else it dates something else."""
    at = scene.index_at(mention.date.start) if mention.date else None
    return at is not None and any(-4 <= at - t.at <= 7 for t in mention.triggers)


def _is_reply(scene: Scene, mention: Mention) -> bool:
    """ "retaliated with air strikes": an answer was given on an occasion."""
    reply, words, at = scene.lexicon["reference_words"]["reply"], scene.words, mention.triggers[0].at
    replying = any(words[j].lower in reply and words[j + 1].lower == "with" for j in range(max(0, at - 8), at))
    return mention.perpetrator is not None and replying


def _over_time(scene: Scene, mention: Mention) -> str | None:
    """ "60 have been killed in nine years": many dead over a time are no one occasion; "since a day", they are no
    attack's, not even of one told before."""
    precision = mention.date.date_precision if mention.date else None
    if precision in ("day", "week") or any(t.event == "capture" for t in mention.triggers):
        return None  # "has captured 19 pirates": on one day
    words, objects = scene.words, [t.object for t in mention.triggers if t.voice != "noun"]
    inside = {w.lower for w in words if mention.start <= w.start < mention.end}
    perfect = not inside.isdisjoint({"have", "has"}) and mention.triggers[0].voice != "participle"
    many = any(t and (t[0] or 2) >= 2 and t[1] != 1 for t in (mention.killed, mention.wounded))
    bare = any(g and g.last - g.first == 1 and {"plural", "person"} <= words[g.first].tags for g in objects)
    before = {w.lower for t in mention.triggers for w in words[max(0, t.at - 4) : t.at]}
    if many and "since" in inside and not before.isdisjoint({"have", "has"}):
        return "since a day"
    if perfect and mention.date is None and bare:
        return "over a time"  # "officers have been killed in the city": any of them, at any time
    crowd = mention.killed is not None and (mention.killed[0] or 0) >= _CROWD
    if (
        crowd
        and mention.place is None
        and mention.weapon is None
        and "weapon" not in scene.tags
        and not _has_day(scene)
    ):
        return "over a time"
    night = mention.date is not None and scene.text[mention.date.start : mention.date.end].lower() == "overnight"
    short = _is_short(mention.date) and not perfect and (night or not any(t.plural for t in mention.triggers))
    long = precision in ("period", "year") and many and mention.weapon is None and not short
    plural = any("plural" in tags_of(words, g) and not any(map(is_number, g.words(words))) for g in objects if g)
    heaps = any(t and (t[0] or 0) >= _HEAPS for t in (mention.killed, mention.wounded))
    return "over a time" if long or (perfect and (heaps or plural) and mention.place is None) else None


def _is_short(date: DateSpan | None) -> bool:
    """ "over the weekend": two days hold one occasion."""
    return bool(date and date.date_start and date.date_end and date.date_end - date.date_start <= _WEEKEND)


def _has_day(scene: Scene) -> bool:
    """Whether the sentence names a day, be it a day to come ("on May 3", told in March), and not one of a saying."""
    return any(d.date_precision == "day" and not is_day_of_another(scene, d) for d in scene.dates)


def _is_specific(scene: Scene, group: Group | None) -> bool:
    """Whether a group says who or what it is, be it by a name that no lexicon knows."""
    if group is None or _is_pronoun(scene, group):
        return False
    return _is_known(scene, group) or any(not w.tags for w in group.words(scene.words))


def _is_known(scene: Scene, group: Group | None) -> bool:
    """Whether the lexicons know what a group is: people, things, an actor, a place."""
    if group is None or _is_pronoun(scene, group):
        return False
    names = scene.entity_in(group, ACTORS | {"city", "site", "country", "person"})
    return bool(tags_of(scene.words, group) & _KNOWN or names)


def _is_pronoun(scene: Scene, group: Group) -> bool:
    return group.last - group.first == 1 and bool(scene.words[group.first].tags & {"pronoun", "relative"})
