"""The stance of a statement from its cue and its content, with the words that decided it.

One closed list (``records.Stance``); the rules and their order stand in ``lexicons/stance.toml``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from analysis.extraction.records import Stance
from analysis.language.known import Known
from analysis.language.lexicon import Lexicon
from analysis.language.patterns import Pattern, compile_pattern, tagged_line
from analysis.language.reading import read_sentence
from analysis.language.rules import Rule, load_rules

_MARKS = str.maketrans("", "", '"“”«»')


@dataclass(frozen=True, slots=True)
class Stances:
    """The rules with their patterns of the content, which of them a word may decide, and which each lemma decides."""

    rules: Sequence[tuple[Rule, Pattern | None]]
    of_word: Mapping[str, frozenset[int]]
    of_cue: Mapping[str, int]


def find_stance(
    content: str, lemma: str | None, lexicon: Lexicon, *, cue: str | None = None
) -> tuple[Stance, tuple[str, ...]]:
    """The stance of a content reported with a cue of that lemma, and the words (of cue or content) that decided.

    A threat that names force is a threat of force, whatever the cue says of it. Double marks inside the content ("would
    “respond with …”") do not part its words.
    """
    content, stances = content.translate(_MARKS), compiled_stances(lexicon)
    sentence = read_sentence(content, lexicon)
    by_cue = stances.of_cue.get(lemma or "", len(stances.rules))
    possible = frozenset[int]().union(*map(stances.of_word.__getitem__, sentence.words))
    line = None
    for number in sorted(n for n in possible if n < by_cue):
        rule, pattern = stances.rules[number]
        cues = rule.given.get("content_cues")
        if pattern is None or (cues and lemma is not None and lemma not in cues):
            continue
        line = line or tagged_line((w, _tags(raw)) for w, raw in zip(sentence.low, sentence.raw, strict=True))
        if found := pattern.search(line):
            rule.fires()
            first, last = found.groups.get("words", (found.first, found.last))
            return rule.given["stance"], (content[sentence.spans[first][0] : sentence.spans[last - 1][1]],)
    if by_cue == len(stances.rules):
        return "assertion", ()
    stances.rules[by_cue][0].fires()
    return stances.rules[by_cue][0].given["stance"], (cue or str(lemma),)


def _tags(raw: str) -> Sequence[str]:
    return () if raw[0].islower() else ("name",) if raw[0].isalnum() else ("mark",)


@lru_cache(maxsize=8)
def compiled_stances(lexicon: Lexicon) -> Stances:
    rules = [(rule, _pattern(rule.given, lexicon)) for rule in load_rules(lexicon, "stances")]
    wanted = [(n, pattern.needs) for n, (_, pattern) in enumerate(rules) if pattern is not None]
    endless = [(n, tuple(w[:-1] for w in words if w.endswith("~"))) for n, words in wanted]

    def of_word(word: str) -> frozenset[int]:
        whole = {n for n, words in wanted if word in words}
        return frozenset(whole | {n for n, beginnings in endless if word.startswith(beginnings)})

    of_cue = {cue: n for n in reversed(range(len(rules))) for cue in rules[n][0].given["cues"]}
    return Stances(rules, Known(of_word), of_cue)


def _pattern(given: Mapping[str, Any], lexicon: Lexicon) -> Pattern | None:
    """One pattern for all phrases and patterns of a rule; "*" stands for any ending in phrases."""
    phrases = [phrase.replace("*", "~") for phrase in given["content"]]
    either = [*sorted(phrases, key=len, reverse=True), *given.get("patterns", ())]
    return compile_pattern(f"({'|'.join(either)})", lexicon["word_lists"], "[[stances]]") if either else None
