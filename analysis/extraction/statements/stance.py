"""The stance of a statement from its cue and its content, with the words that decided it.

One closed list (``records.Stance``); the rules and their order stand in ``lexicons/stance.toml``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import NamedTuple, TypeVar

from analysis.extraction.records import Stance
from analysis.language.known import Known
from analysis.language.lexicon import Lexicon
from analysis.language.patterns import Line, Pattern, compile_pattern, line_of, tagged_word
from analysis.language.reading import read_sentence
from analysis.language.rules import Rule, load_rules
from analysis.language.tokens import lowered

_MARKS = str.maketrans("", "", '"“”«»')


_One = TypeVar("_One")
_Rest = tuple[str, ...]  # the words of a phrase behind its first; "attack*" is a word's beginning


class _Told(NamedTuple):
    """What a word may decide: by phrases that begin with it, the longest first, each as its rule, its other words and
    whether these are whole; by the patterns that need it, as their places among all."""

    phrases: Sequence[tuple[int, _Rest, bool]]
    patterns: frozenset[int]


@dataclass(frozen=True, slots=True, eq=False)
class Stances:
    """The rules, their patterns of the content with the numbers of their rules, and what words may decide.

    ``of_cue``: the rule that the lemma of a cue decides; ``asked``: those that ask what the content says after it.
    """

    rules: Sequence[Rule]
    patterns: Sequence[tuple[int, Pattern]]
    of_cue: Mapping[str, int]
    asked: Mapping[str, frozenset[int]]
    told: Known[str, _Told | None]
    tagged: Known[str, str]


def find_stance(
    content: str, lemma: str | None, lexicon: Lexicon, *, cue: str | None = None
) -> tuple[Stance, tuple[str, ...]]:
    """The stance of a content reported with a cue of that lemma, and the words (of cue or content) that decided.

    A threat that names force is a threat of force, whatever the cue says of it. Double marks inside the content ("would
    “respond with …”") do not part its words.
    """
    content, stances = content.translate(_MARKS), compiled_stances(lexicon)
    sentence = read_sentence(content, lexicon)
    low, asked = sentence.low, stances.asked[lemma or ""]
    told = [(i, one) for i, one in enumerate(map(stances.told.__getitem__, low)) if one]
    decided, at, words = stances.of_cue.get(lemma or "", len(stances.rules)), 0, (0, 0)
    for i, one in told:
        for number, rest, is_exact in one.phrases:
            if number < decided and number in asked:
                said = low[i + 1 : i + 1 + len(rest)]
                if said == rest or (not is_exact and len(said) == len(rest) and all(map(_is_form, said, rest))):
                    decided, at, words = number, i, (i, i + 1 + len(rest))
    line: Line | None = None
    for place in sorted(frozenset[int]().union(*[one.patterns for _, one in told])):
        number, pattern = stances.patterns[place]
        if number > decided:
            break
        if number in asked:
            line = line or line_of([stances.tagged[raw] for raw in sentence.raw])
            match = pattern.search(line)
            if match and (number < decided or match.first < at):
                decided, at, words = number, match.first, match.groups.get("words", (match.first, match.last))
    if decided == len(stances.rules):
        return "assertion", ()
    rule = stances.rules[decided]
    rule.fires()
    if words == (0, 0):
        return rule.given["stance"], (cue or str(lemma),)
    return rule.given["stance"], (content[sentence.spans[words[0]][0] : sentence.spans[words[1] - 1][1]],)


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
    rules = load_rules(lexicon, "stances")
    phrases: dict[str, list[tuple[int, tuple[int, _Rest, bool]]]] = {}
    listed = [(n, phrase) for n, rule in enumerate(rules) for phrase in rule.given["content"]]
    for rank, (n, phrase) in enumerate(sorted(listed, key=lambda found: -len(found[1]))):
        first, *rest = _words(phrase, lexicon)
        phrases.setdefault(first, []).append((rank, (n, tuple(rest), "*" not in "".join(rest))))
    patterns = [
        (n, compile_pattern(pattern, lexicon["word_lists"], "[[stances]]"))
        for n, rule in enumerate(rules)
        for pattern in rule.given.get("patterns", ())
    ]
    wanted: dict[str, list[int]] = {}
    for place, (_, pattern) in enumerate(patterns):
        for form in pattern.needs:
            wanted.setdefault(form.replace("~", "*"), []).append(place)
    begun, needed = _by_form(phrases), _by_form(wanted)

    def told(word: str) -> _Told | None:
        found = _Told([phrase for _, phrase in sorted(begun(word))], frozenset(needed(word)))
        return found if found.phrases or found.patterns else None

    def asked(lemma: str) -> frozenset[int]:
        cues = [rule.given.get("content_cues") for rule in rules]
        return frozenset(n for n, some in enumerate(cues) if not some or not lemma or lemma in some)

    def tagged(raw: str) -> str:
        return tagged_word(lowered(raw), () if raw[0].islower() else ("name",) if raw[0].isalnum() else ("mark",))

    of_cue = {cue: n for n in reversed(range(len(rules))) for cue in rules[n].given["cues"]}
    return Stances(rules, patterns, of_cue, Known(asked), Known(told), Known(tagged))


def _by_form(listed: Mapping[str, Sequence[_One]]) -> Callable[[str], list[_One]]:
    """What stands under a word, and under the beginnings of words that it has."""
    beginnings = tuple(form[:-1] for form in listed if form.endswith("*"))

    def found(word: str) -> list[_One]:
        several = list(listed.get(word, ()))
        if word.startswith(beginnings):
            several += chain(*[listed[f"{begin}*"] for begin in beginnings if word.startswith(begin)])
        return several

    return found
