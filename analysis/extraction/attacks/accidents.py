"""Attacks that the text says were none: accidents and hoaxes, decided for the event, in whatever sentence says so.

"A boy was shot dead … Police are calling it accidental": the rules of ``[[accident_verdicts]]`` find the sentence; it
speaks of what it tells itself, else of what was told last before it, and of all that is not told apart from that. A
hoax or a false alarm (``harmless``) harms nobody, and is called so soon.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from analysis.extraction.attacks.events.scene import Scene
from analysis.extraction.attacks.identity import Range, contradiction
from analysis.extraction.attacks.merging import Cluster
from analysis.language.lexicon import Lexicon
from analysis.language.patterns import Pattern, compile_pattern
from analysis.language.reading import SentenceReading
from analysis.language.rules import Rule, load_rules

# So many sentences behind an alarm it is called false.
_ALARM_REACH = 3


def may_be_verdict(sentence: SentenceReading, lexicon: Lexicon) -> bool:
    """Whether a sentence holds a word without which no rule finds a verdict."""
    return not _anchors(lexicon).isdisjoint(sentence.words)


def verdict_of(scene: Scene) -> Rule | None:
    """The rule by which a sentence says that something was no attack, and does not doubt or deny it."""
    if not may_be_verdict(scene.reading, scene.lexicon):
        return None
    doubts = _doubts(scene.lexicon)
    for rule in load_rules(scene.lexicon, "accident_verdicts"):
        if rule.near is not None and rule.near.search(scene.line) is not None:
            doubted = doubts.get(rule.name)
            if not (doubted and doubted.search(scene.line)):
                return rule
    return None


def parted(clusters: Sequence[Cluster], verdicts: Mapping[int, Rule]) -> tuple[list[Cluster], list[Cluster]]:
    """The attacks, and what was none by the verdicts of some sentences."""
    judged = [(c, rule) for at, rule in verdicts.items() for c in _meant(clusters, at, rule) if rule.fires()]
    accidents = [
        c
        for c in clusters
        if any(c is j or not ("harmless" in rule.given or contradiction(c.told, j.told)) for j, rule in judged)
    ]
    return [c for c in clusters if all(c is not a for a in accidents)], accidents


def _meant(clusters: Sequence[Cluster], sentence: int, rule: Rule) -> Sequence[Cluster]:
    """What a sentence speaks of: what it tells itself, else the last told before it, else the first; of a false alarm
    nothing else than what was told right before and harmed nobody."""
    own = [c for c in clusters if any(m.sentence == sentence for m in c.mentions)]
    before = [(m.start, m.sentence, c) for c in clusters for m in c.mentions if m.sentence < sentence]
    last = max(before, key=lambda item: item[0], default=None)
    if "harmless" in rule.given:
        near = own or ([last[2]] if last and sentence - last[1] <= _ALARM_REACH else [])
        return [c for c in near if not (_harmed(c.told.killed) or _harmed(c.told.wounded))]
    return own or ([last[2]] if last else clusters[:1])


def _harmed(tolls: Sequence[Range]) -> bool:
    return any(high != 0 for _, high in tolls)


@lru_cache(maxsize=8)
def _anchors(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(lexicon["word_lists"]["verdict_words"])


@lru_cache(maxsize=8)
def _doubts(lexicon: Lexicon) -> dict[str, Pattern]:
    lists = lexicon["word_lists"]
    return {
        rule.name: compile_pattern(rule.given["doubted"], lists, f"[[accident_verdicts]] ({rule.name})")
        for rule in load_rules(lexicon, "accident_verdicts")
        if "doubted" in rule.given
    }
