"""The stance of a statement from its cue and its content, with the words that decided it.

One closed list (``records.Stance``); the rules and their order stand in ``lexicons/stance.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import ahocorasick

from analysis.extraction.lexicon import Lexicon
from analysis.extraction.records import Stance

_NO_MARKS = str.maketrans("", "", '"“”«»')


@dataclass(frozen=True, slots=True)
class StanceRule:
    """Cues that alone decide; words of the content that do, with any cue or with those of ``content_cues``.

    ``content`` finds phrases and patterns; ``unlisted`` only the patterns, for contents without any of the phrases.
    """

    stance: Stance
    cues: frozenset[str]
    content: re.Pattern[str] | None
    unlisted: re.Pattern[str] | None
    content_cues: frozenset[str]


@cache
def stance_rules(lexicon: Lexicon) -> tuple[StanceRule, ...]:
    """The rules of the lexicon in their order."""
    return tuple(
        StanceRule(
            rule["stance"],
            frozenset(rule["cues"]),
            _pattern(rule["content"], rule.get("patterns", ())),
            _pattern((), rule.get("patterns", ())),
            frozenset(rule.get("content_cues", ())),
        )
        for rule in lexicon["stances"]
    )


def find_stance(
    content: str, lemma: str | None, lexicon: Lexicon, *, cue: str | None = None
) -> tuple[Stance, tuple[str, ...]]:
    """The stance of a content reported with a cue of that lemma, and the words (of cue or content) that decided.

    A threat that names force is a threat of force, whatever the cue says of it. Double marks inside the content ("would
    “respond with …”") do not part its words.
    """
    content = content.translate(_NO_MARKS)
    listed = _rules_listing(content, lexicon)
    for number, rule in enumerate(stance_rules(lexicon)):
        if lemma in rule.cues:
            return rule.stance, (cue or str(lemma),)
        if rule.content_cues and lemma is not None and lemma not in rule.content_cues:
            continue
        pattern = rule.content if number in listed else rule.unlisted
        if pattern is not None and (found := pattern.search(content)):
            return rule.stance, (found[0],)
    return "assertion", ()


def _rules_listing(content: str, lexicon: Lexicon) -> set[int]:
    """The numbers of the rules that list a phrase which may stand in the content: a pass for all rules together."""
    plain = " ".join(content.lower().split())
    return {number for _, numbers in _phrases(lexicon).iter(plain) for number in numbers}


@cache
def _phrases(lexicon: Lexicon) -> Any:
    """An automaton of the longest part without "*" of each phrase, with the numbers of the rules that list it."""
    rules: dict[str, set[int]] = {}
    for number, rule in enumerate(lexicon["stances"]):
        for phrase in rule["content"]:
            longest = max(phrase.lower().split("*"), key=len)
            rules.setdefault(" ".join(longest.split()), set()).add(number)
    automaton = ahocorasick.Automaton()
    for part, numbers in rules.items():
        automaton.add_word(part, tuple(numbers))
    automaton.make_automaton()
    return automaton


def _pattern(phrases: Sequence[str], patterns: Sequence[str]) -> re.Pattern[str] | None:
    if not phrases and not patterns:
        return None
    parts = [re.escape(p).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for p in phrases]
    return re.compile(rf"(?<!\w)(?:{'|'.join([*parts, *patterns])})(?!\w)", re.IGNORECASE)
