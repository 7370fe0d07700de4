"""Counted verbs: "has been attacked more than 30 times since May", "struck twice in three months"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from analysis.extraction.attacks.events.scene import Scene
from analysis.extraction.attacks.events.triggers import Trigger
from analysis.extraction.tallies.periods import find_period, is_long
from analysis.extraction.tallies.words import Tally, armed_triggers, clause_end, is_supposed
from analysis.language.expressions import Word
from analysis.language.groups import is_clause_mark, tags_of
from analysis.language.lexicon import Lexicon
from analysis.language.numbers import Quantity

# The verb stands at most so many words before its count.
_REACH = 12


def counted_verbs(scene: Scene, quantities: Sequence[Quantity]) -> Iterator[Tally]:
    """The verbs of a sentence that say how often; a time longer than a day, or a perfect, shows that no single occasion
    is meant ("hit twice in the leg")."""
    counts = list(_counts(scene, quantities))
    if not counts:
        return
    triggers = armed_triggers(scene)
    for quantity, at, after in counts:
        verb = _counted_verb(scene, triggers, at)
        if verb is None or is_supposed(scene.words, verb.at):
            continue
        period = find_period(scene, min(verb.at, at), max(verb.at, after))
        if not is_long(scene, period, verb.at, after) and not _is_perfect(scene.words, verb.at):
            continue
        yield Tally(verb.at, clause_end(scene.words, after - 1), quantity, verb.at, period, "tally.times")


def _counts(scene: Scene, quantities: Sequence[Quantity]) -> Iterator[tuple[Quantity, int, int]]:
    """Each "N times", "twice" with the indices of its first word and of the word behind it."""
    words, table = scene.words, scene.lexicon["tally_times"]
    adverbs = table["adverbs"]
    for i, word in enumerate(words):
        if word.lower in adverbs and (n := adverbs[word.lower]) and not _compares(scene, i + 1):
            yield Quantity(word.start, word.end, n, n), i, i + 1
    if not says_times(scene):
        return
    for quantity in quantities:
        after = scene.index_at(quantity.end - 1) + 1
        noun = next((j for j in range(after, min(after + 3, len(words))) if words[j].lower in table["nouns"]), None)
        if noun is not None and not is_clause_mark(words[noun - 1]) and not _compares(scene, noun + 1):
            yield Quantity(quantity.start, words[noun].end, quantity.low, quantity.high), after - 1, noun + 1


def says_times(scene: Scene) -> bool:
    """Whether a sentence holds a noun for occasions: "times", "occasions"."""
    return not _nouns(scene.lexicon).isdisjoint([w.lower for w in scene.words])


@lru_cache(maxsize=8)
def _nouns(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(lexicon["tally_times"]["nouns"])


def _compares(scene: Scene, i: int) -> bool:
    """ "three times as many": no count of occasions; "three times in May" is one."""
    if i >= len(scene.words) or scene.words[i].lower == "in":
        return False
    return scene.words[i].lower in scene.lexicon["tally_times"]["compared"] and not any(
        scene.index_at(d.start) in (i, i + 1) for d in scene.dates
    )


def _counted_verb(scene: Scene, triggers: Sequence[Trigger], at: int) -> Trigger | None:
    """The nearest verb of armed force before the count, in its clause; nobody is "attacked" by three blows."""
    events = scene.lexicon["tally_times"]["events"]
    for trigger in reversed(triggers):
        if trigger.voice == "noun" or trigger.event not in events or not at - _REACH < trigger.at < at:
            continue
        if any(w.lower in {";", ":"} or "relative" in w.tags for w in scene.words[trigger.at + 1 : at]):
            return None
        struck = tags_of(scene.words, trigger.object or trigger.subject)
        if "person" in struck and "plural" not in struck:
            return None
        return trigger
    return None


def _is_perfect(words: Sequence[Word], i: int) -> bool:
    return any("have" in w.tags for w in words[max(0, i - 4) : i])
