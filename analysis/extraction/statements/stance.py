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
from analysis.language.patterns import Line, Pattern, compile_pattern, line_of, tagged_word
from analysis.language.reading import read_sentence
from analysis.language.rules import Rule, load_rules
from analysis.language.tokens import lowered

_MARKS = str.maketrans("", "", '"“”«»')


_Rest = tuple[str, ...]  # the words of a phrase behind its first; "attack*" is a word's beginning


@dataclass(frozen=True, slots=True, eq=False)
class Stances:
    """The rules with their patterns of the content, and the numbers of those that something may decide.

    ``of_cue``: by the lemma of the cue; ``begun``: by phrases of the content, under their first words, the longest
    first, with their other words and whether these are whole; ``of_word``: by patterns, under the words that they need.
    """

    rules: Sequence[tuple[Rule, Pattern | None]]
    of_cue: Mapping[str, int]
    begun: Mapping[str, Sequence[tuple[int, _Rest, bool]]]
    of_word: Mapping[str, frozenset[int]]
    tagged: Mapping[str, str]


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
    phrases = _first_phrases(sentence.low, stances)
    patterns = frozenset[int]().union(*[stances.of_word[word] for word in sentence.words])
    line: Line | None = None
    for number in sorted(phrases.keys() | patterns):
        rule, pattern = stances.rules[number]
        cues = rule.given.get("content_cues")
        if number >= by_cue:
            break
        if cues and lemma is not None and lemma not in cues:
            continue
        found = phrases.get(number)
        if pattern is not None and number in patterns:
            line = line or line_of([stances.tagged[raw] for raw in sentence.raw])
            match = pattern.search(line)
            if match and (found is None or match.first < found[0]):
                found = match.groups.get("words", (match.first, match.last))
        if found:
            rule.fires()
            return rule.given["stance"], (content[sentence.spans[found[0]][0] : sentence.spans[found[1] - 1][1]],)
    if by_cue == len(stances.rules):
        return "assertion", ()
    stances.rules[by_cue][0].fires()
    return stances.rules[by_cue][0].given["stance"], (cue or str(lemma),)


def _first_phrases(low: Sequence[str], stances: Stances) -> dict[int, tuple[int, int]]:
    """The first and last word (exclusive) of the first phrase of each rule that stands in a content."""
    found: dict[int, tuple[int, int]] = {}
    for i, word in enumerate(low):
        for number, rest, is_exact in stances.begun[word]:
            said = low[i + 1 : i + 1 + len(rest)]
            if number not in found and (
                said == rest or (not is_exact and len(said) == len(rest) and all(map(_is_form, said, rest)))
            ):
                found[number] = i, i + 1 + len(rest)
    return found


def _is_form(word: str, form: str) -> bool:
    return word == form or (form[-1] == "*" and word.startswith(form[:-1]))


@lru_cache(maxsize=8)
def compiled_stances(lexicon: Lexicon) -> Stances:
    rules = [(rule, _pattern(rule.given, lexicon)) for rule in load_rules(lexicon, "stances")]
    wanted = [(n, pattern.needs) for n, (_, pattern) in enumerate(rules) if pattern is not None]
    listed = [(n, phrase) for n, (rule, _) in enumerate(rules) for phrase in rule.given["content"]]
    phrases = [(n, phrase.split(" ")) for n, phrase in sorted(listed, key=lambda found: -len(found[1]))]

    def begun(word: str) -> Sequence[tuple[int, _Rest, bool]]:
        return [(n, tuple(rest), "*" not in "".join(rest)) for n, (first, *rest) in phrases if _is_form(word, first)]

    def of_word(word: str) -> frozenset[int]:
        return frozenset(n for n, words in wanted if any(_is_form(word, form.replace("~", "*")) for form in words))

    def tagged(raw: str) -> str:
        return tagged_word(lowered(raw), () if raw[0].islower() else ("name",) if raw[0].isalnum() else ("mark",))

    of_cue = {cue: n for n in reversed(range(len(rules))) for cue in rules[n][0].given["cues"]}
    return Stances(rules, of_cue, Known(begun), Known(of_word), Known(tagged))


def _pattern(given: Mapping[str, Any], lexicon: Lexicon) -> Pattern | None:
    """One pattern for all those of a rule."""
    either = "|".join(given.get("patterns", ()))
    return compile_pattern(f"({either})", lexicon["word_lists"], "[[stances]]") if either else None
