"""How a mention refers: to the attack told before ("the attack"), to another one ("another bomb"), to something new
("an attack")."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from analysis.extraction.attack_groups import is_clause_mark
from analysis.extraction.attack_scene import Scene
from analysis.extraction.attack_triggers import Trigger
from analysis.extraction.attack_words import Word
from analysis.extraction.records import DateSpan

_NAME_REACH = 10


_CLOSED = frozenset(
    {"determiner", "preposition", "number", "conjunction", "weapon", "adverb", "pronoun", "approximator"}
)


# "was also attacked" is another attack; "was also killed" mostly another victim of the same
_REPEATABLE = frozenset({"assault", "bomb", "air", "shell", "hit", "kidnap", "seize"})


def is_definite_noun(scene: Scene, trigger: Trigger) -> bool:
    """ "the attack", "this bombing", "that strike"."""
    table = scene.lexicon["reference_words"]
    for j in range(trigger.at - 1, max(-1, trigger.at - 4), -1):
        word = scene.words[j]
        if word.lower in table["definite"] or word.lower in table["plural_definite"]:
            return True
        if is_clause_mark(word) or word.tags & {"preposition", "be", "say"}:
            return False
    return False


def is_other_event(scene: Scene, trigger: Trigger) -> bool:
    """ "another bomb", "a second attack", "a separate raid"; for verbs, what is hit or does the hitting is another."""
    table = set(scene.lexicon["reference_words"]["other"])
    words = scene.words
    nominal = trigger.voice == "noun"
    if nominal and any(w.lower in table for w in words[max(0, trigger.at - 3) : trigger.at] if not is_clause_mark(w)):
        return True
    if any(w.lower == "also" for w in words[max(0, trigger.at - 3) : trigger.at]) and trigger.event in _REPEATABLE:
        return True
    groups = [g for g in (trigger.subject if trigger.voice == "active" else None,) if g]
    return any(words[g.first].lower in {"another", "second", "other"} for g in groups)


def is_indefinite_noun(scene: Scene, trigger: Trigger) -> bool:
    """ "an attack", "another bombing": a noun that brings up something new."""
    for word in reversed(scene.words[max(0, trigger.at - 4) : trigger.at]):
        if "determiner" in word.tags:
            return trigger.voice == "noun" and word.lower in {"a", "an", "another"}
        if is_clause_mark(word) or word.tags & {"preposition", "be", "say"}:
            return False
    return False


def telling_names(scene: Scene, triggers: Sequence[Trigger]) -> frozenset[str]:
    """Words of the victims and targets that tell one attack from another: names and head nouns."""
    dull = scene.lexicon["dull_names"]["heads"]
    found: set[str] = set()
    for trigger in triggers:
        groups = [trigger.object, trigger.subject if trigger.voice == "active" and trigger.event == "explode" else None]
        for group in groups:
            if group is None:
                continue
            for word in group.words(scene.words)[:_NAME_REACH]:
                if _is_telling(word) and word.lower not in dull:
                    found.add(word.lower.removesuffix("'s"))
    return frozenset(found)


def _is_telling(word: Word) -> bool:
    """Whether a word of a victim or target may tell one attack from another: a name, "mayor", "pipeline"; not
    "civilians"."""
    if word.events or not word.lower[0].isalpha() or {"person", "plural"} <= word.tags:
        return False
    return not word.tags & _CLOSED


def hot_date(scene: Scene, first: Word, last: Word) -> DateSpan | None:
    """The perfect of hot news in a lead: "two people have died in a bombing" tells of today or yesterday."""
    if not scene.is_lead or scene.published is None or scene.dates:
        return None
    for i, word in enumerate(scene.words[:-1]):
        if word.lower in {"has", "have"}:
            behind = scene.words[i + 1 : i + 4]
            if any(any(e.form == "participle" for e in w.events) or "toll:killed" in w.tags for w in behind):
                return DateSpan(first.start, last.end, scene.published - timedelta(days=1), scene.published, "period")
    return None
