"""Who did it: the subject of an active verb, the agent of a passive, the owner of an event noun.

In: a sentence's scene and the triggers of one mention. Out: the perpetrator's name, or None. Who is blamed, who claims
and who denies is for ``responsibility``: a doer is who the text itself says did it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from analysis.extraction.attacks.events.forces import force_of
from analysis.extraction.attacks.events.naming import is_denied, is_nameless, proper_name, self_named, state_of_seat
from analysis.extraction.attacks.events.scene import ACTORS, PLACES, TOLLS, Scene, is_dated, phrase
from analysis.extraction.attacks.events.triggers import Trigger
from analysis.extraction.records import Entity
from analysis.language.expressions import NONE, vocabulary
from analysis.language.groups import (
    Group,
    before,
    group_ending,
    group_starting,
    is_clause_mark,
    subject_of,
    tags_of,
)
from analysis.language.lexicon import Lexicon
from analysis.language.tokens import words_of_name

_COUNTRY = frozenset({"country"})
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
        doer = _trimmed(scene, _doer(scene, trigger))
        if doer and trigger.voice == "active" and is_denied(scene, doer, trigger.at):
            continue  # "the Front has not claimed the attack"
        if doer is None or any(e.is_noun for e in scene.words[doer.last - 1].events):
            continue  # "A rebel attack killed two": the noun's own doer did it
        labels = scene.lexicon["group_nouns"]["labels"]
        named_before = trigger.voice == "noun" and doer.first < trigger.at
        if named_before and all(w.lower in labels for w in doer.words(scene.words)):
            continue  # "a terrorist attack": what kind of attack, not by whom
        who = _named(scene, trigger, doer)
        behind = [w.lower for w in scene.words[doer.last : doer.last + 2]]
        if who and behind == ["and", "by"] and (other := group_starting(scene.words, doer.last + 2)):
            who = " and ".join(filter(None, (who, _named(scene, trigger, other))))  # "by the Front and by soldiers"
        if who and not is_nameless(who, scene.lexicon):
            return ", ".join([*_listed_before(scene, trigger, doer), who])
    return None


def _listed_before(scene: Scene, trigger: Trigger, doer: Group) -> list[str]:
    """ "| The army |, the navy and the air force bombarded": the first of a list."""
    words, found = scene.words, list[str]()
    last = doer.first - 2
    listed = trigger.voice == "active" and any(w.lower == "and" for w in doer.words(words))
    while listed and last >= 0 and words[last + 1].lower == "," and (group := group_ending(words, last)):
        named = scene.entity_in(group, ACTORS) or _is_titled(scene, group)
        who = phrase(scene, group)
        if not who or not (named or tags_of(words, group) & {"force", "outlaw"}):
            break
        found.insert(0, who)
        last = group.first - 2
    return found


def _is_titled(scene: Scene, group: Group) -> bool:
    """ "the Red Hand": a name with its article."""
    words = group.words(scene.words)
    return len(words) > 1 and words[0].lower == "the" and all(scene.text[w.start].isupper() for w in words[1:])


def carrier_in(scene: Scene, group: Group) -> str | None:
    """The weapon class of what carries it, where a group names that: "two warplanes"."""
    carriers = _carriers(scene.lexicon)
    return next((carriers[w.lower] for w in group.words(scene.words) if w.lower in carriers), None)


def _doer(scene: Scene, trigger: Trigger) -> Group | None:
    words, at, agent = scene.words, trigger.at, trigger.agent
    if trigger.voice == "passive":
        return agent
    if trigger.voice == "participle" and trigger.subject is None:
        return _running_amok(scene, at)
    if trigger.voice != "noun":
        subject = trigger.subject or (_before_brackets(scene, at) if trigger.voice == "active" else None)
        return _behind_clause(scene, subject, at)
    between = words[at + 1 : agent.first] if agent else ()
    if any(w.lower in {";", ":"} or any(e.is_noun for e in w.events) for w in between):
        # the "by" is another noun's: "since the U.S. strikes, there have been no attacks by"
        named = at and any(e.start <= words[at - 1].start < e.end for e in scene.entities)
        agent = Group(at - 1, at) if named else None
    return agent or _replier(scene, at)


def _running_amok(scene: Scene, at: int) -> Group | None:
    """ "**A soldier** went berserk, killing four": who opens the sentence, where nothing else is told before."""
    words = scene.words[:at]
    if not words or words[-1].lower != "," or any(w.events or w.tags & {"say", "be", "relative"} for w in words):
        return None
    armed = next((i for i, w in enumerate(words[:4]) if w.tags & {"force", "outlaw", "attacker"}), None)
    return Group(0, armed + 1) if armed is not None and not any(w.lower in {",", "in"} for w in words[:armed]) else None


def _behind_clause(scene: Scene, subject: Group | None, at: int) -> Group | None:
    """ "A bomb killed three people in Harrowfen and | gunmen | killed a judge": what stands behind another clause."""
    words = scene.words
    told = [j for j in range(subject.first, subject.last) if words[j].tags & TOLLS] if subject else []
    if not any(e.form == "past" for j in told for e in words[j].events):
        return subject
    joint = next((j for j in range(at - 1, told[-1], -1) if words[j].lower == "and"), None)
    return group_starting(words, joint + 1) if joint else subject


def _before_brackets(scene: Scene, at: int) -> Group | None:
    """ "the Harrow Front [HF] attacked": the subject before a bracket."""
    words, j = scene.words, before(scene.words, at)
    if j < 2 or words[j].lower not in {")", "]"}:
        return None
    opened = next((k for k in range(j - 1, max(-1, j - _BRACKET), -1) if words[k].lower in {"(", "["}), 0)
    return group_ending(words, opened - 1) if opened else None


def _replier(scene: Scene, at: int) -> Group | None:
    """ "Norland retaliated with air strikes": who replies with a noun of force uses it."""
    reply = scene.lexicon["reference_words"]["reply"]
    for j in range(at - 1, max(0, at - 8), -1):
        word = scene.words[j]
        if word.lower == "with" and scene.words[j - 1].lower in reply:
            return subject_of(scene.words, j - 1)
        if is_clause_mark(word) or word.events or word.tags & {"say", "relative"}:
            return None  # behind another event word stands what is avenged
    return None


def _trimmed(scene: Scene, group: Group | None) -> Group | None:
    """The group behind the last time expression in it, without adjectives that tell nothing: "on the morning of 1 June
    | rebels", "recent | police"."""
    if group is None:
        return None
    first = next((j + 1 for j in range(group.last - 1, group.first - 1, -1) if is_dated(scene, j)), group.first)
    dull = scene.lexicon["group_nouns"]["dull"]
    while first < group.last - 1 and scene.words[first].lower in dull:
        first += 1
    return Group(first, group.last) if first < group.last else None


def _named(scene: Scene, trigger: Trigger, doer: Group) -> str | None:
    """A doer's name: who a pronoun means, an actor, the force whose aircraft it is, an armed group, a state, people."""
    words, lexicon = doer.words(scene.words), scene.lexicon
    if who := self_named(scene, doer):
        return who
    if entity := scene.entity_in(doer, ACTORS):
        return entity.entity
    if who := _sent_by(scene, doer):
        return who
    if _is_where(scene, doer):
        return None
    state = scene.entity_in(doer, _COUNTRY) or _owner(scene, doer.first) or _seated(scene, trigger, doer)
    if state and state.country and carrier_in(scene, doer):  # "Norlandish jets"
        return force_of(state.country, lexicon["force_titles"]["aerial"], lexicon) or state.entity
    name = phrase(scene, doer)
    armed = any(
        (w.tags & {"outlaw", "force"} and "weapon" not in w.tags) or w.lower in lexicon["group_nouns"]["armed"]
        for w in words
    )
    heads = [w for w in words if w.lower in lexicon["group_nouns"]["words"]]
    is_group = bool(heads) and (scene.is_upper_case or scene.text[heads[-1].start].isupper())
    if is_group and " " in (group := proper_name(scene, doer) or ""):
        return group  # that no list knows, by a noun of its name: "members of the Movement for Harrow"
    if armed and (who := _without_carrier(scene, name)) is not None:
        return who
    if is_group and len(words) > 1 and name:
        return name
    is_noun = trigger.voice == "noun"
    fired = any("weapon" in w.tags for w in words)  # "Norlandish missiles hit a bridge"
    own = (fired or trigger.event not in _NO_STATE) and (not is_noun or doer.first > trigger.at)
    if own and (person := state or scene.entity_in(doer, frozenset({"person"}))):
        return person.entity
    if (not is_noun or doer.first > trigger.at) and (proper := proper_name(scene, doer)):
        return proper
    if is_noun:
        return state.entity if state and trigger.event in _STATE_NOUNS else None
    # "three men fired at", "was killed by two individuals": people who do what only people do
    kills = trigger.event == "kill" and trigger.object is not None
    human = trigger.voice == "passive" or (trigger.voice == "active" and (kills or trigger.event in _HUMAN))
    return name if human and any("person" in w.tags and "possessive" not in w.tags for w in words) else None


def _sent_by(scene: Scene, doer: Group) -> str | None:
    """ "gunmen from **the Harrow Front**", not "from Lowport": whose fighters they are."""
    words = scene.words
    behind = words[doer.last].lower if doer.last < len(words) else ""
    if behind != "from" or not any(w.tags & {"outlaw", "force", "attacker"} for w in doer.words(words)):
        return None
    group = group_starting(words, doer.last + 1)
    if group is None:
        return None
    if entity := scene.entity_in(group, ACTORS):
        return entity.entity
    named = any(w.lower in scene.lexicon["group_nouns"]["words"] for w in group.words(words))
    ends = range(group.last, group.first + 1, -1) if named else ()  # "the Harrow Front | poured"
    name = next((name for last in ends if (name := proper_name(scene, Group(group.first, last)))), None)
    return name if name and " " in name else None


def _is_where(scene: Scene, doer: Group) -> bool:
    """ "the raids in Lowport, **Sudmark**, that killed four": where it was, before a relative clause."""
    words = scene.words
    behind = doer.last + (doer.last < len(words) and words[doer.last].lower == ",")
    if behind >= len(words) or "relative" not in words[behind].tags or doer.first == 0:
        return False
    if scene.entity_in(doer, _COUNTRY) is None:
        return False
    comma = doer.first - 1
    if words[comma].lower != ",":
        return words[comma].lower in scene.lexicon["place_words"]["bare"]
    return any(e.entity_kind in PLACES and e.start <= words[comma - 1].start < e.end for e in scene.entities)


def _owner(scene: Scene, at: int) -> Entity | None:
    """ "Norland, **whose** jets dropped the bombs": the state right before."""
    words = scene.words
    whose = at if words[at].lower == "whose" else at - 1
    if whose < 1 or words[whose].lower != "whose":
        return None
    start = words[whose - 2 if words[whose - 1].lower == "," and whose > 1 else whose - 1].start
    return next((e for e in scene.entities if e.entity_kind == "country" and e.start <= start < e.end), None)


def _seated(scene: Scene, trigger: Trigger, doer: Group) -> Entity | None:
    """ "**Moscow** bombed a bridge", "**Moscow's** air strikes on Harrowfen": the state that a capital stands for."""
    own = "possessive" in scene.words[doer.first].tags
    return state_of_seat(scene, doer, alone=not own) if own or trigger.voice != "noun" else None


def _without_carrier(scene: Scene, name: str | None) -> str | None:
    """ "army helicopters", "army bullets" give "army"; mere "jets" nobody."""
    carriers, tags = _carriers(scene.lexicon), vocabulary(scene.lexicon).tags
    kept = words_of_name(name) if name else []
    while kept and name is not None and name.lower() != "air force":
        its = tags.get(kept[-1].lower(), NONE)
        if kept[-1].lower() not in carriers and (
            "weapon" not in its or its & {"person", "outlaw", "attacker", "force"}
        ):
            break
        kept.pop()
    return " ".join(kept) or None


@lru_cache(maxsize=8)
def _carriers(lexicon: Lexicon) -> Mapping[str, str]:
    return {w: str(weapon) for weapon, words in lexicon["weapon_carriers"].items() for w in words}
