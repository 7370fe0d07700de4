"""Attacks in words: "the senator attacked her rival's record", "a blistering attack on the budget".

In English one verb serves for blows and for blame. What tells them apart stands around it: arms, the dead, an armed
doer or a thing that is hit speak for blows; a manner of speech, a record or a plan as the aim, a candidate as the doer,
"saying" and "calling" behind it for words. The words are data (``event_rhetoric`` in ``lexicons/events.toml``); the
counts behind them come from 840 articles of an election year, in which two thirds of the attacks were words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from analysis.extraction.attacks.events.scene import Scene, is_dated
from analysis.extraction.attacks.events.triggers import Trigger
from analysis.language.expressions import Word
from analysis.language.groups import (
    Group,
    head,
    is_clause_mark,
    is_number,
    phrase_after,
    subject_of,
    tags_of,
)

# How far around an event word the words of speech and of the campaign may stand, in words.
_VOICE_REACH = 16
_MANNER_REACH = 4
_ARMED = frozenset({"toll:killed", "toll:wounded", "outlaw", "weapon"})
_PLACES = frozenset({"city", "site", "region", "country"})
_CAUSES = frozenset({"for", "over", "as"})


def rhetoric(scene: Scene, trigger: Trigger) -> str | None:
    """Why the event word tells of an attack in words; None where it may tell of blows."""
    table = scene.lexicon["event_rhetoric"]
    if trigger.event not in table["events"]:
        return None
    if crowd := _crowd(scene, trigger):
        return f"no attack: many {crowd}"
    if trigger.event == "explode":
        named = _blasts_name(scene, trigger)
        return f"an attack in words: on {named}" if named else None
    if manner := _manner(scene.words, trigger, table):
        return f"an attack in words: {manner}"
    aim, doer = trigger.object, _doer(scene, trigger)
    if aim and (what := _head_in(scene, aim, table["aims"])):
        return f"an attack in words: on {what}"
    if aim and (cause := _blamed_for(scene, trigger, aim, doer)):
        return f"an attack in words: {cause}"
    if _is_armed(scene, trigger, doer, table):
        return None
    if aim and _is_personal(scene, trigger, aim):
        return "an attack in words: one person's, and more than one"
    if aim and (what := _owned(scene, aim)):
        return f"an attack in words: on {what}"
    if back := _returned(scene.words, trigger):
        return f"an attack in words: {back}"
    if said := _voiced(scene.words, trigger, table):
        return f"an attack in words: {said}"
    if trigger.voice in ("active", "participle") and aim and scene.entity_in(aim, frozenset({"person"})):
        return "an attack in words: on a public figure"
    if doer and aim and not _is_thing(scene.words, aim) and scene.entity_in(doer, frozenset({"person"})):
        return "an attack in words: by a public figure"
    if doer and not _is_struck(scene, aim) and (who := _speaks(scene, doer, table)):
        return f"an attack in words: by {who}"
    if (not _is_struck(scene, aim) or (aim and _head_in(scene, aim, table["doers"]))) and (
        stage := _stage(scene.words, trigger, table)
    ):
        return f"an attack in words: {stage}"
    return None


def _doer(scene: Scene, trigger: Trigger) -> Group | None:
    """Who attacks; of a noun without one also "attacks from the left"; before an adverb "the senator fiercely
    attacked", which small letters tell from a name."""
    words = scene.words
    if trigger.voice not in ("passive", "noun"):
        manner = words[trigger.at - 1] if trigger.at > 1 else None
        plain = manner is not None and not manner.tags and not manner.events and manner.lower.endswith("ly")
        if manner and plain and not scene.is_upper_case and scene.text[manner.start].islower():
            return subject_of(words, trigger.at - 1)
        return trigger.subject
    return trigger.agent or (phrase_after(words, trigger.at, _FROM, len(words)) if trigger.voice == "noun" else None)


_FROM = frozenset({"from"})


def _manner(words: Sequence[Word], trigger: Trigger, table: Mapping[str, Any]) -> str | None:
    """ "verbal", "scathing": the manner right before the noun, or before the verb as an adverb."""
    for word in reversed(words[max(0, trigger.at - _MANNER_REACH) : trigger.at]):
        if word.lower in table["manner"]:
            return word.lower
        if is_clause_mark(word) or word.tags & {"preposition", "be", "have", "say", "relative"}:
            return None
    behind = words[trigger.at + 1].lower if trigger.at + 1 < len(words) else ""
    return behind if behind in table["manner"] else None


def _head_in(scene: Scene, group: Group, forms: Sequence[str]) -> str | None:
    """The head noun of a group, where it is one of ``forms``; plurals without their "s" too."""
    word = head(scene.words, group).lower
    return next((f for f in (word, word.removesuffix("s")) if f in forms), None)


def _owned(scene: Scene, group: Group) -> str | None:
    """ "the candidate's heritage", "her pneumonia": what somebody has and no lexicon of things knows; small letters
    tell it from a name."""
    if scene.is_upper_case:
        return None
    inside, word = group.words(scene.words), head(scene.words, group)
    owned = any("possessive" in w.tags or w.lower.endswith(("'s", "s'")) or w.lower in _OWNERS for w in inside[:-1])
    plain = not word.tags and not word.events and scene.text[word.start].islower()
    return word.lower if owned and plain else None


_OWNERS = frozenset({"his", "her", "their", "its", "our", "my", "your", "'", "'s"})


def _blamed_for(scene: Scene, trigger: Trigger, aim: Group, doer: Group | None) -> str | None:
    """ "Jo Orland attacked Bram Osk for her support of the war": one public figure blames another, whatever for."""
    words = scene.words
    if scene.is_upper_case or trigger.voice not in ("active", "participle") or aim.last + 1 >= len(words):
        return None
    public = scene.entity_in(aim, frozenset({"person"})) or _is_name(scene, words[aim.last - 1])
    cause = words[aim.last].lower
    if not public or cause not in _CAUSES or is_number(words[aim.last + 1]) or scene.entity_in(aim, _PLACES):
        return None
    armed = doer is not None and tags_of(words, doer) & {"outlaw", "force", "weapon"}
    return None if armed or (doer and scene.entity_in(doer, frozenset({"country", "group", "force"}))) else cause


def _is_personal(scene: Scene, trigger: Trigger, aim: Group) -> bool:
    """ "his attacks on a former aide": what one person does to another over and over is done in words."""
    if any("plural" in w.tags or is_number(w) for w in aim.words(scene.words)):
        return False
    before = scene.words[max(0, trigger.at - 2) : trigger.at]
    return trigger.voice == "noun" and trigger.plural and any(w.lower in _ONE_OWNER for w in before)


_ONE_OWNER = frozenset({"his", "her", "my", "your"})


def _is_armed(scene: Scene, trigger: Trigger, doer: Group | None, table: Mapping[str, Any]) -> bool:
    """Whether arms, victims, an armed doer, a place or a day beside the event word speak for blows."""
    words, at = scene.words, trigger.at
    if any(
        i != at and w.tags & _ARMED and "weak" not in w.tags and w.lower not in table["soft"]
        for i, w in enumerate(words)
    ):
        return True
    if any(w.lower in table["armed"] for w in words) or any(
        e.event in table["sure"] for i, w in enumerate(words) if i != at for e in w.events
    ):
        return True
    if "force" in tags_of(words, doer) or scene.entity_in(doer, frozenset({"country", "group", "force"})):
        return True
    if trigger.object and _is_thing(words, trigger.object):
        return True
    if trigger.voice != "noun":  # "attacked her rival in Ohio": the place of a speech
        return _is_place(scene, trigger.object)
    near = Group(max(0, at - 3), min(len(words), at + 5))
    if trigger.object and scene.entity_in(trigger.object, _PLACES) and not _is_place(scene, trigger.object):
        near = Group(near.first, min(near.last, trigger.object.first))
    return scene.entity_in(near, _PLACES) is not None or any(is_dated(scene, i) for i in range(near.first, at))


def _is_thing(words: Sequence[Word], group: Group) -> bool:
    """Whether a group is of a thing that can be hit: "two bus depots", "a bus carrying guards", not "business career",
    "plant emissions"."""
    inside = group.words(words)
    return any(
        "thing" in w.tags
        and (
            "possessive" in w.tags
            or k + 1 == len(inside)
            or bool(inside[k + 1].tags)
            or not _is_plain_noun(inside[k + 1])
        )
        for k, w in enumerate(inside)
    )


def _is_plain_noun(word: Word) -> bool:
    """Whether a word that no lexicon knows may be a noun: neither a mark nor a participle or adverb by its ending."""
    return word.lower[0].isalnum() and not word.lower.endswith(("ing", "ed", "ly"))


def _is_place(scene: Scene, group: Group | None) -> bool:
    """Whether a place is what is attacked: "attacked Harrowfen", not "attacked Harrowfen winner Jo Orland"."""
    place = scene.entity_in(group, _PLACES)
    if group is None or place is None:
        return False
    behind = [w for w in group.words(scene.words) if w.start >= place.end]
    return scene.is_upper_case or all(w.tags or not _is_name(scene, w) for w in behind)


def _is_struck(scene: Scene, group: Group | None) -> bool:
    """Whether what suffers can be hurt: people without a name, things, places, a number."""
    if group is None:
        return False
    inside = group.words(scene.words)
    named = not scene.is_upper_case and any(_is_name(scene, w) for w in inside)
    if _is_place(scene, group) or any(is_number(w) for w in inside):
        return True
    return bool(tags_of(scene.words, group) & {"person", "thing", "force", "outlaw"}) and not named


def _is_name(scene: Scene, word: Word) -> bool:
    return scene.text[word.start].isupper() and not word.tags - {"possessive"} and not word.events


def _blasts_name(scene: Scene, trigger: Trigger) -> str | None:
    """ "critics blast Mr. Orland": a headline's verb before a person's name."""
    at = trigger.at
    if (
        scene.is_upper_case
        or trigger.event != "explode"
        or trigger.voice != "noun"
        or at == 0
        or at + 1 >= len(scene.words)
    ):
        return None
    behind = scene.words[at + 1]
    plural = scene.words[at - 1].lower.endswith("s") and not scene.words[at - 1].tags & {"determiner", "weapon"}
    place = scene.entity_in(Group(at + 1, at + 2), _PLACES)
    return behind.lower if plural and place is None and _is_name(scene, behind) else None


def _crowd(scene: Scene, trigger: Trigger) -> str | None:
    """ "an onslaught of imports", "a barrage of questions": the noun counts what is neither arms nor people."""
    words, at = scene.words, trigger.at
    if scene.is_upper_case or trigger.voice != "noun" or at + 2 >= len(words) or words[at + 1].lower != "of":
        return None
    if words[at].lower.removesuffix("s") not in {"onslaught", "barrage", "salvo", "volley", "ambushe"}:
        return None
    inside = words[at + 2 : at + 6]
    return None if any(w.tags & {"weapon", "outlaw", "force"} for w in inside) else inside[0].lower


def _returned(words: Sequence[Word], trigger: Trigger) -> str | None:
    """ "shot back", "fired back": an answer in words, where no arms are near."""
    behind = words[trigger.at + 1].lower if trigger.at + 1 < len(words) else ""
    return f"{words[trigger.at].lower} back" if behind == "back" else None


def _voiced(words: Sequence[Word], trigger: Trigger, table: Mapping[str, Any]) -> str | None:
    """ "attacked her, saying", "attacked him for backing", "attacked it as unfair": what was said of the attacked."""
    if trigger.voice == "noun":
        return None
    behind = words[trigger.at + 1 : trigger.at + _VOICE_REACH]
    for k, word in enumerate(behind):
        if word.lower in {";", "."}:
            return None
        if word.lower in table["voiced"]:
            return word.lower
        if word.lower in _CAUSES and 0 < k < 6 and k + 1 < len(behind) and not is_number(behind[k + 1]):
            return word.lower
    return None


def _speaks(scene: Scene, doer: Group, table: Mapping[str, Any]) -> str | None:
    """The doer, where it is one of politics or of the press, or a person under a name."""
    inside = doer.words(scene.words)
    if found := next((w.lower for w in inside if w.lower.removesuffix("'s") in table["doers"]), None):
        return found
    if scene.is_upper_case:
        return None
    if person := scene.entity_in(doer, frozenset({"person"})):
        return person.entity
    if scene.entity_in(doer, _PLACES | {"group", "force"}):
        return None
    last = inside[-1] if inside[-1].lower not in {"'s", "'"} else inside[max(0, len(inside) - 2)]
    owner = "possessive" in last.tags or last.lower.endswith(("'s", "s'"))
    if _is_name(scene, last) and (owner or doer.first > 0):
        return last.lower
    return None


def _stage(words: Sequence[Word], trigger: Trigger, table: Mapping[str, Any]) -> str | None:
    """A word of campaigns and debates near the event word."""
    first = max(0, trigger.at - _VOICE_REACH)
    return next((w.lower for w in words[first : trigger.at + _VOICE_REACH] if w.lower in table["stage"]), None)
