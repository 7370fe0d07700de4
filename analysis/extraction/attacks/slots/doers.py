"""Who did it: the subject of an active verb, the agent of a passive, the owner of an event noun.

In: a sentence's scene and the triggers of one mention. Out: the perpetrator's name, or None. Who is blamed, who claims
and who denies is for ``attack_responsibility``: a doer is who the text itself says did it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from analysis.extraction.attacks.events.forces import force_of
from analysis.extraction.attacks.events.scene import ACTORS, PLACES, Scene, is_dated, phrase
from analysis.extraction.attacks.events.triggers import Trigger
from analysis.extraction.records import Entity
from analysis.language.groups import Group, before, group_ending, is_clause_mark, subject_of
from analysis.language.lexicon import Lexicon

# What nobody but a person does: whoever stands before the verb did it. A blast kills and wounds too.
_HUMAN = frozenset(
    {"assault", "raid", "shoot", "stab", "kidnap", "hijack", "plant", "launch", "rob", "arson", "execute", "seize"}
)
# The longest bracket between a subject and its verb, in words.
_BRACKET = 12
# States strike under their own name; with these nouns the adjective alone says so ("Norlandish air strikes").
_STATE_NOUNS = frozenset({"air", "drone", "strike", "missile", "rocket", "shell"})
# A state that "explodes", "hits" or "wounds" is mostly the owner of the thing that does.
_NO_STATE = frozenset({"explode", "hit", "wound"})


def find_perpetrator(scene: Scene, triggers: Sequence[Trigger]) -> str | None:
    """Who did it: an armed, named or human subject or agent of a trigger; what was caught, for raiders caught."""
    for trigger in triggers:
        if trigger.event == "intercept":
            continue
        if trigger.event == "capture":
            return phrase(scene, trigger.object) if trigger.object else None
        doer = _bare(scene, _undated(scene, _doer(scene, trigger)))
        if doer is None or _is_label(scene, trigger, doer) or _is_event(scene, doer):
            continue
        who = _named(scene, trigger, doer)
        if who and not is_nameless(who, scene.lexicon):
            return who
    return None


def is_nameless(who: str, lexicon: Lexicon) -> bool:
    """Whether a word stands for a doer named elsewhere, or for none: "the groups", "the collective"."""
    return who.lower() in lexicon["group_nouns"]["nameless"]


def carrier_in(scene: Scene, group: Group) -> str | None:
    """The weapon class of what carries it, where a group names that: "two warplanes"."""
    carriers = _carriers(scene.lexicon)
    return next((carriers[w.lower] for w in group.words(scene.words) if w.lower in carriers), None)


def _doer(scene: Scene, trigger: Trigger) -> Group | None:
    if trigger.voice == "passive":
        return trigger.agent
    if trigger.voice != "noun":
        return trigger.subject or _before_brackets(scene, trigger)
    agent = trigger.agent
    if agent and agent.first > trigger.at and not _is_own_agent(scene, trigger, agent):
        agent = _named_before(scene, trigger)
    return agent or _replier(scene, trigger)


def _before_brackets(scene: Scene, trigger: Trigger) -> Group | None:
    """ "the Harrow Front [HF] attacked": the subject before a bracket."""
    if trigger.voice != "active":
        return None
    words, j = scene.words, before(scene.words, trigger.at)
    if j < 2 or words[j].lower not in {")", "]"}:
        return None
    opened = next((k for k in range(j - 1, max(-1, j - _BRACKET), -1) if words[k].lower in {"(", "["}), 0)
    return group_ending(words, opened - 1) if opened else None


def _is_own_agent(scene: Scene, trigger: Trigger, agent: Group) -> bool:
    """Whether the "by" belongs to this noun: not in "since the strikes, there have been no attacks by"."""
    between = scene.words[trigger.at + 1 : agent.first]
    return not any(w.lower in {";", ":"} or any(e.is_noun for e in w.events) for w in between)


def _named_before(scene: Scene, trigger: Trigger) -> Group | None:
    """ "the U.S. strikes": the name right before the noun."""
    owner = scene.words[trigger.at - 1] if trigger.at else None
    named = owner and any(e.start <= owner.start < e.end for e in scene.entities)
    return Group(trigger.at - 1, trigger.at) if named else None


def _undated(scene: Scene, group: Group | None) -> Group | None:
    """The group behind the last time expression in it: "on the morning of 1 June | rebels"."""
    if group is None:
        return None
    dated = [j for j in range(group.first, group.last) if is_dated(scene, j)]
    if not dated:
        return group
    return Group(dated[-1] + 1, group.last) if dated[-1] + 1 < group.last else None


def self_named(scene: Scene, group: Group) -> str | None:
    """The armed speaker that a pronoun means: "the Brigades said **it** had fired", "said **its fighters** had"."""
    table = scene.lexicon["responsibility"]
    first = scene.words[group.first].lower
    if not ((first in table["itself"] and group.last - group.first == 1) or first in table["own"]):
        return None
    for j in range(group.first - 1, -1, -1):
        word = scene.words[j]
        if word.lower == ";" or (word.events and not any(e.is_noun for e in word.events)):
            return None
        if "say" in word.tags:
            return None if word.lower in table["of_others"] else _speaker(scene, j, first)
    return None


def _speaker(scene: Scene, say: int, pronoun: str) -> str | None:
    group = subject_of(scene.words, say)
    entity = scene.entity_in(group, ACTORS) or scene.entity_in(group, frozenset({"country"}))
    if entity is None or entity.entity_kind == "institution":
        return None
    several = entity.entity_kind in ("group", "force")
    if pronoun in scene.lexicon["responsibility"]["others_too"] and not several:
        return None
    return entity.entity


def _bare(scene: Scene, group: Group | None) -> Group | None:
    """The group without adjectives that tell nothing: "recent police"."""
    if group is None:
        return None
    dull = scene.lexicon["group_nouns"]["dull"]
    first = group.first
    while first < group.last - 1 and scene.words[first].lower in dull:
        first += 1
    return Group(first, group.last)


def _is_label(scene: Scene, trigger: Trigger, doer: Group) -> bool:
    """ "a terrorist attack": what kind of attack, not by whom."""
    if trigger.voice != "noun" or doer.first > trigger.at:
        return False
    return all(w.lower in scene.lexicon["group_nouns"]["labels"] for w in doer.words(scene.words))


def _is_event(scene: Scene, doer: Group) -> bool:
    """ "A rebel attack killed two": the noun's own doer did it."""
    return any(e.is_noun for e in scene.words[doer.last - 1].events)


def _named(scene: Scene, trigger: Trigger, doer: Group) -> str | None:
    if who := self_named(scene, doer):
        return who
    if entity := scene.entity_in(doer, ACTORS):
        return entity.entity
    if _is_where(scene, doer):
        return None
    state = scene.entity_in(doer, frozenset({"country"})) or _owner(scene, doer)
    if state and state.country and carrier_in(scene, doer):  # "Norlandish jets"
        return force_of(state.country, scene.lexicon["force_titles"]["aerial"], scene.lexicon) or state.entity
    if _is_armed(scene, doer) and (who := _without_carrier(scene, phrase(scene, doer))) is not None:
        return who
    if name := _organisation(scene, doer):
        return name
    if trigger.event not in _NO_STATE and (trigger.voice != "noun" or doer.first > trigger.at):
        person = scene.entity_in(doer, frozenset({"country", "person"}))
        if person:
            return person.entity
    if trigger.voice == "noun":
        return state.entity if state and trigger.event in _STATE_NOUNS else None
    return phrase(scene, doer) if _is_human(scene, trigger, doer) else None


def _is_where(scene: Scene, doer: Group) -> bool:
    """ "the raids in Lowport, **Sudmark**, that killed four": where it was, before a relative clause."""
    words = scene.words
    behind = doer.last + (doer.last < len(words) and words[doer.last].lower == ",")
    if behind >= len(words) or "relative" not in words[behind].tags or doer.first == 0:
        return False
    if scene.entity_in(doer, frozenset({"country"})) is None:
        return False
    comma = doer.first - 1
    if words[comma].lower != ",":
        return words[comma].lower in scene.lexicon["place_words"]["bare"]
    return any(e.entity_kind in PLACES and e.start <= words[comma - 1].start < e.end for e in scene.entities)


def _owner(scene: Scene, doer: Group) -> Entity | None:
    """ "Norland, **whose** jets dropped the bombs": the state right before."""
    j = doer.first if scene.words[doer.first].lower == "whose" else doer.first - 1
    if j < 1 or scene.words[j].lower != "whose":
        return None
    before = scene.words[j - 2 if scene.words[j - 1].lower == "," and j > 1 else j - 1]
    return next((e for e in scene.entities if e.entity_kind == "country" and e.start <= before.start < e.end), None)


def _is_armed(scene: Scene, group: Group) -> bool:
    return any(w.tags & {"outlaw", "force"} and "weapon" not in w.tags for w in group.words(scene.words))


def _is_human(scene: Scene, trigger: Trigger, doer: Group) -> bool:
    """ "three men fired at", "was killed by two individuals": people who do what only people do."""
    if trigger.voice == "active" and trigger.event not in _HUMAN:
        return False
    if trigger.voice not in ("active", "passive"):
        return False
    return any("person" in w.tags and "possessive" not in w.tags for w in doer.words(scene.words))


def _organisation(scene: Scene, group: Group) -> str | None:
    """An armed group that no list knows, by its last noun: "the Harrow Liberation Front"."""
    words = group.words(scene.words)
    nouns = _organisations(scene.lexicon)
    heads = [k for k, w in enumerate(words) if w.lower in nouns]
    if not heads or len(words) < 2:
        return None
    proper = scene.is_upper_case or scene.text[words[heads[-1]].start].isupper()
    return phrase(scene, group) if proper else None


def _without_carrier(scene: Scene, name: str | None) -> str | None:
    """ "army helicopters" give "army"; mere "jets" nobody."""
    carriers = _carriers(scene.lexicon)
    kept = name.split() if name else []
    while kept and kept[-1].lower() in carriers and name is not None and name.lower() != "air force":
        kept.pop()
    return " ".join(kept) or None


def _replier(scene: Scene, trigger: Trigger) -> Group | None:
    """ "Norland retaliated with air strikes": who replies with a noun of force uses it."""
    if trigger.voice != "noun":
        return None
    reply = scene.lexicon["reference_words"]["reply"]
    for j in range(trigger.at - 1, max(0, trigger.at - 8), -1):
        word = scene.words[j]
        if word.lower == "with" and scene.words[j - 1].lower in reply:
            return subject_of(scene.words, j - 1)
        if is_clause_mark(word) or word.events or word.tags & {"say", "relative"}:
            return None  # behind another event word stands what is avenged
    return None


@cache
def _carriers(lexicon: Lexicon) -> dict[str, str]:
    return {w: str(weapon) for weapon, words in lexicon["weapon_carriers"].items() for w in words}


@cache
def _organisations(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(lexicon["group_nouns"]["words"])
