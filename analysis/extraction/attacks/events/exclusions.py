"""Event words that are none of ours: metaphors, strikes of labour, charges of the law, what is told by a film.

Accidents, sport and tests stand in ``attack_accidents``, attacks in words in ``attack_rhetoric``.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from analysis.extraction.attacks.events.accidents import no_attack
from analysis.extraction.attacks.events.scene import Scene
from analysis.extraction.attacks.events.triggers import Trigger
from analysis.language.expressions import Word
from analysis.language.groups import is_number, tags_of
from analysis.language.lexicon import Lexicon
from analysis.language.required_parts import parts_automaton


def excluded(scene: Scene, trigger: Trigger) -> str | None:
    """Metaphors, strikes of labour, accidents, tests: why an event word is none of ours."""
    words, at = scene.words, trigger.at
    table = scene.lexicon["event_excluded"]
    previous = words[at - 1].lower if at else ""
    if trigger.voice == "noun" and previous in table["before"]:
        return f"another thing: {previous} {words[at].lower}"
    following = words[at + 1].lower if at + 1 < len(words) else ""
    if following in table["after"] and trigger.voice == "noun":
        return f"another thing: {words[at].lower} {following}"
    if phrase := _fixed_expression(
        scene, words[at], words[max(0, at - 5)].start, words[min(len(words), at + 6) - 1].end
    ):
        return f"fixed expression: {phrase}"
    if _is_own_life(scene, trigger):
        return "by one's own hand"
    if trigger.object is not None and words[trigger.object.first].lower in {"nothing", "no-one"}:
        return "hits nothing"
    if trigger.event in ("launch", "shoot") and _is_harmless(scene, trigger):
        return "a shot at nobody"
    if trigger.voice == "noun" and trigger.plural and _is_kind(words, at):
        return "a kind, no occasion"
    if is_fiction(words[:at], scene.lexicon):
        return "told by a film or a book"
    if _is_figurative(scene, trigger):
        return "figurative: nobody and no thing suffers it"
    if trigger.voice == "noun" and at > 1 and words[at - 2].lower == "as" and words[at - 1].lower in {"a", "an"}:
        return "a name for another event"
    if trigger.voice == "noun" and previous in {"a", "an"} and _is_naming(words, at):
        return "a name for another event"
    if charge := _charge(scene, trigger):
        return charge
    if _is_flop(scene, trigger):
        return "figurative: somebody failed"
    if trigger.event == "explode" and (many := _growth(scene, trigger)):
        return f"figurative: an explosion of {many}"
    return no_attack(scene, trigger)


def _charge(scene: Scene, trigger: Trigger) -> str | None:
    """ "convicted her of murder", "pleaded guilty to assault": the bare name of a crime behind a word of the law."""
    words, at = scene.words, trigger.at
    if trigger.voice != "noun" or trigger.object is not None or at < 2 or words[at - 1].lower not in _OF_CRIMES:
        return None
    law = scene.lexicon["law_words"]["words"]
    found = next((w.lower for w in words[max(0, at - 7) : at - 1] if "accusing" in w.tags or w.lower in law), None)
    return f"a charge: {found} … {words[at].lower}" if found else None


_OF_CRIMES = frozenset({"of", "for", "to", "with"})


def _is_flop(scene: Scene, trigger: Trigger) -> bool:
    """ "the candidate bombed in the debate": neither a thing nor a place nor a crowd, and no auxiliary."""
    if trigger.event != "bomb" or trigger.voice != "passive" or trigger.object is None or scene.is_upper_case:
        return False
    at, words = trigger.at, scene.words
    if trigger.agent is not None or at == 0 or "be" in words[at - 1].tags or trigger.object.last != at:
        return False
    hit = tags_of(words, trigger.object) & {"thing", "force", "outlaw", "plural"}
    return not hit and not scene.entity_in(trigger.object, _PLACES)


_PLACES = frozenset({"city", "site", "region", "country"})


def _growth(scene: Scene, trigger: Trigger) -> str | None:
    """ "the explosion of online shops": what explodes is neither a weapon nor a thing."""
    words, at = scene.words, trigger.at
    if trigger.voice != "noun" or scene.is_upper_case or at + 2 >= len(words) or words[at + 1].lower != "of":
        return None
    inside = words[at + 2 : at + 7]
    return None if any(w.tags & {"weapon", "thing"} for w in inside) else inside[-1].lower


def is_fiction(before: Sequence[Word], lexicon: Lexicon) -> bool:
    """ "The movie shows gunmen killing": told on a screen."""
    table = lexicon["event_excluded"]
    told = [j for j, w in enumerate(before) if w.lower in table["fiction"]]
    return bool(told) and any(w.lower in table["showing"] for w in before[told[0] :])


def _is_harmless(scene: Scene, trigger: Trigger) -> bool:
    """ "The cannon fired its single shot", "the only shot that was fired", "a salute": fired at nobody; not "did not
    fire a single shell"."""
    table = scene.lexicon["event_excluded"]["harmless_shots"]
    groups = [g for g in (trigger.object, trigger.subject, trigger.agent) if g is not None]
    if any(w.lower in {"salute", "blanks"} for w in scene.words[trigger.at + 1 : trigger.at + 8]):
        return True
    return any(
        w.lower in table and not (k and words[k - 1].lower == "a")
        for g in groups
        for words in (g.words(scene.words),)
        for k, w in enumerate(words)
    )


def _is_own_life(scene: Scene, trigger: Trigger) -> bool:
    """ "killed himself", "shot herself"; a bomber who blows himself up attacks others."""
    if trigger.event not in ("kill", "shoot", "stab", "wound"):
        return False
    behind = scene.words[trigger.at + 1 : trigger.at + 2]
    return any(w.lower in _REFLEXIVE for w in behind)


_REFLEXIVE = frozenset({"himself", "herself", "themselves", "itself", "myself", "yourself"})


def _is_kind(words: Sequence[Word], at: int) -> bool:
    """ "attacks like Oslo", "bombings such as these": a plural without "the" that stands for a kind."""
    behind = words[at + 1].lower if at + 1 < len(words) else ""
    before = [w for w in words[max(0, at - 3) : at] if w.lower != "that"]
    pointed = any(w.tags & {"determiner", "number", "possessive"} for w in before)
    return behind in {"like", "such"} and not pointed


def _is_naming(words: Sequence[Word], at: int) -> bool:
    """ "call it a massacre", "called the raid a crime"; but "called for a strike"."""
    before = words[max(0, at - 6) : at - 1]
    return any("naming" in w.tags for w in before) and not any(w.lower in {"for", "on", "in", ","} for w in before)


def _fixed_expression(scene: Scene, word: Word, start: int, end: int) -> str | None:
    """The fixed expression in ``text[start:end]`` that an event word is part of."""
    near = scene.text[start:end].lower()
    phrases, automaton = _phrases(scene.lexicon)
    held = {number for _, numbers in automaton.iter(near) for number in numbers}
    for phrase in [phrases[number] for number in sorted(held)]:
        at = near.find(phrase)
        if at >= 0 and start + at < word.end and word.start < start + at + len(phrase):
            return str(phrase)
    return None


@cache
def _phrases(lexicon: Lexicon) -> tuple[Sequence[str], Any]:
    """The fixed expressions, and an automaton that tells the numbers of those that a text holds."""
    phrases = lexicon["event_excluded"]["phrases"]
    return phrases, parts_automaton([[phrase] for phrase in phrases])


def _is_figurative(scene: Scene, trigger: Trigger) -> bool:
    """Killing trade, attacking the budget: what suffers is nobody and nothing that the lexicons know, and no name.

    In capitals names cannot be told from other words: there every object may be one.
    """
    group = trigger.object
    if scene.is_upper_case or group is None or trigger.event not in ("kill", "assault"):
        return False
    inside = group.words(scene.words)
    if tags_of(scene.words, group) & {"person", "thing", "force", "outlaw", "pronoun", "number", "toll:killed"}:
        return False
    if any(is_number(w) or scene.text[w.start].isupper() or w.lower in _NOBODY for w in inside):
        return False
    doer = trigger.agent if trigger.voice in ("passive", "noun") else trigger.subject
    return not tags_of(scene.words, doer) & {"outlaw", "force", "weapon"}


_NOBODY = frozenset({"one", "ones", "those", "some", "many", "several"})
