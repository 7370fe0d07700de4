"""The stance of a statement from its cue and its content, with the words that decided it.

One closed list (``records.Stance``); the rules and their order stand in ``lexicons/stance.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from analysis.extraction.records import Stance
from analysis.language.lexicon import Lexicon
from analysis.language.required_parts import parts_automaton, required_parts

_MARKS = '"“”«»'


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
    for mark in _MARKS:
        if mark in content:
            content = content.replace(mark, "")
    rules, possible = stance_rules(lexicon), _possible(content, lexicon)
    by_cue = _first_by_cue(lexicon).get(lemma or "", len(rules))
    for number in sorted({half // 2 for half in possible}):
        if number >= by_cue:
            break
        rule = rules[number]
        if rule.content_cues and lemma is not None and lemma not in rule.content_cues:
            continue
        pattern = rule.content if 2 * number in possible else rule.unlisted
        if pattern is not None and (found := pattern.search(content)):
            return rule.stance, (found[0],)
    return (rules[by_cue].stance, (cue or str(lemma),)) if by_cue < len(rules) else ("assertion", ())


@cache
def _first_by_cue(lexicon: Lexicon) -> dict[str, int]:
    """The number of the first rule that each lemma decides."""
    rules = stance_rules(lexicon)
    return {cue: number for number in reversed(range(len(rules))) for cue in rules[number].cues}


def _possible(content: str, lexicon: Lexicon) -> frozenset[int]:
    """Which rules may hold, by one pass for all of them: twice a rule's number for its phrases, one more for its
    patterns."""
    automaton, always = _parts(lexicon)
    plain = " ".join(content.lower().split())
    return always.union(*(numbers for _, numbers in automaton.iter(plain)))


@cache
def _parts(lexicon: Lexicon) -> tuple[Any, frozenset[int]]:
    """An automaton of what phrases (their longest part without "*") and patterns cannot do without, with their numbers
    as in ``_possible``; and the numbers of patterns that may match anything."""
    wanted: list[set[str]] = []
    always = set[int]()
    for rule in lexicon["stances"]:
        phrases = {" ".join(max(p.lower().split("*"), key=len).split()) for p in rule["content"]}
        parts = [required_parts(p) for p in rule.get("patterns", ())]
        if not all(parts):
            always.add(len(wanted) + 1)
        wanted += [phrases, {part for needed in parts for part in next(iter(needed), ())}]
    return parts_automaton(wanted), frozenset(always)


def _pattern(phrases: Sequence[str], patterns: Sequence[str]) -> re.Pattern[str] | None:
    if not phrases and not patterns:
        return None
    parts = [re.escape(p).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for p in phrases]
    return re.compile(rf"(?<!\w)(?:{'|'.join([*parts, *patterns])})(?!\w)", re.IGNORECASE)
