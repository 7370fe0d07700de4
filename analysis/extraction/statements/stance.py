"""The stance of a statement from its cue and its content, with the words that decided it.

One closed list (``records.Stance``); the rules and their order stand in ``lexicons/stance.toml``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Any, TypeVar

from analysis.extraction.records import Stance
from analysis.language.known import Known
from analysis.language.lexicon import Lexicon
from analysis.language.patterns import Line, Pattern, compile_pattern, line_of, tagged_word
from analysis.language.reading import read_sentence
from analysis.language.rules import Rule, load_rules
from analysis.language.tokens import lowered

_MARKS = str.maketrans("", "", '"“”«»')


_One = TypeVar("_One")
_All = TypeVar("_All")
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


def _words(phrase: str, lexicon: Lexicon) -> list[str]:
    """The words of a phrase, the star of a beginning with its word."""
    words: list[str] = []
    for word in read_sentence(phrase, lexicon).low:
        words[len(words) - (word == "*") :] = [words[-1] + word if word == "*" else word]
    return words


def _is_form(word: str, form: str) -> bool:
    return word == form or (form[-1] == "*" and word.startswith(form[:-1]))


@lru_cache(maxsize=8)
def compiled_stances(lexicon: Lexicon) -> Stances:
    rules = [(rule, _pattern(rule.given, lexicon)) for rule in load_rules(lexicon, "stances")]
    listed = [(n, phrase) for n, (rule, _) in enumerate(rules) for phrase in rule.given["content"]]
    phrases: dict[str, list[tuple[int, tuple[int, _Rest, bool]]]] = {}
    for rank, (n, phrase) in enumerate(sorted(listed, key=lambda found: -len(found[1]))):
        first, *rest = _words(phrase, lexicon)
        phrases.setdefault(first, []).append((rank, (n, tuple(rest), "*" not in "".join(rest))))
    wanted: dict[str, list[int]] = {}
    for n, (_, pattern) in enumerate(rules):
        for form in pattern.needs if pattern is not None else ():
            wanted.setdefault(form.replace("~", "*"), []).append(n)

    def tagged(raw: str) -> str:
        return tagged_word(lowered(raw), () if raw[0].islower() else ("name",) if raw[0].isalnum() else ("mark",))

    return Stances(
        rules,
        {cue: n for n in reversed(range(len(rules))) for cue in rules[n][0].given["cues"]},
        Known(_by_form(phrases, lambda found: [phrase for _, phrase in sorted(found)])),
        Known(_by_form(wanted, frozenset)),
        Known(tagged),
    )


def _by_form(listed: Mapping[str, Sequence[_One]], made: Callable[[Sequence[_One]], _All]) -> Callable[[str], _All]:
    """What stands under a word, and under the beginnings of words that it has."""
    beginnings = tuple(form[:-1] for form in listed if form.endswith("*"))

    def found(word: str) -> _All:
        several = list(listed.get(word, ()))
        if word.startswith(beginnings):
            several += chain(*[listed[f"{begin}*"] for begin in beginnings if word.startswith(begin)])
        return made(several)

    return found


def _pattern(given: Mapping[str, Any], lexicon: Lexicon) -> Pattern | None:
    """One pattern for all those of a rule."""
    either = "|".join(given.get("patterns", ()))
    return compile_pattern(f"({either})", lexicon["word_lists"], "[[stances]]") if either else None
