"""Attacks that the text says were accidents: decided for the event, in whatever sentence it says so.

"A boy was shot dead … Police are calling it accidental": the rules of ``[[accident_verdicts]]`` find the sentence; it
speaks of what it tells itself, else of what was told last before it, and of all that is not told apart from that.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from analysis.extraction.attacks.events.scene import Scene
from analysis.extraction.attacks.identity import contradiction
from analysis.extraction.attacks.merging import Cluster
from analysis.language.lexicon import Lexicon
from analysis.language.patterns import Pattern, compile_pattern
from analysis.language.reading import SentenceReading
from analysis.language.rules import load_rules


def may_be_verdict(sentence: SentenceReading, lexicon: Lexicon) -> bool:
    """Whether a sentence holds a word without which no rule finds a verdict."""
    return not _anchors(lexicon).isdisjoint(sentence.words)


def is_verdict(scene: Scene) -> bool:
    """Whether a sentence says that something was an accident, and does not doubt or deny it."""
    return may_be_verdict(scene.reading, scene.lexicon) and any(
        rule.near is not None
        and rule.near.search(scene.line) is not None
        and not (name in doubts and doubts[name].search(scene.line))
        and rule.fires()
        for doubts in (_doubts(scene.lexicon),)
        for rule in load_rules(scene.lexicon, "accident_verdicts")
        for name in (rule.name,)
    )


def parted(clusters: Sequence[Cluster], verdicts: Sequence[int]) -> tuple[list[Cluster], list[Cluster]]:
    """The attacks, and what was none by the verdicts of some sentences."""
    judged = [c for v in verdicts for c in _meant(clusters, v)]
    accidents = [c for c in clusters if any(c is j or not contradiction(c.told, j.told) for j in judged)]
    return [c for c in clusters if all(c is not a for a in accidents)], accidents


def _meant(clusters: Sequence[Cluster], sentence: int) -> Sequence[Cluster]:
    """What a sentence speaks of: what it tells itself, else the last told before it, else the first."""
    own = [c for c in clusters if any(m.sentence == sentence for m in c.mentions)]
    before = [(m.start, c) for c in clusters for m in c.mentions if m.sentence < sentence]
    return own or [max(before, key=lambda item: item[0])[1]] if before else own or clusters[:1]


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
