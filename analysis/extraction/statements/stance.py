"""The stance of a statement from its cue and its content, with the words that decided it.

One closed list (``records.Stance``); the rules and their order stand in ``lexicons/stance.toml``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from analysis.extraction.records import Stance
from analysis.language.known import Known
from analysis.language.lexicon import Lexicon
from analysis.language.patterns import Pattern, compile_pattern, line_of, tagged_word
from analysis.language.reading import SentenceReading, read_sentence
from analysis.language.rules import Rule, load_rules
from analysis.language.tokens import lowered

MARKS = frozenset('"“”«»')  # inside a content they do not part its words: would “respond with …”
_WITHOUT_MARKS = str.maketrans("", "", "".join(MARKS))


class _Phrase(NamedTuple):
    """Words that decide: their rule, they ("attack*" is a word's beginning), how many stand before the rarest of them,
    and their length."""

    rule: int
    forms: tuple[str, ...]
    before: int
    size: int


class _Told(NamedTuple):
    """What a word may decide: by phrases of which it is the rarest; by patterns that need it."""

    phrases: Sequence[_Phrase]
    patterns: frozenset[int]


@dataclass(frozen=True, slots=True, eq=False)
class Stances:
    """The rules, their patterns of the content with the numbers of their rules, and what words may decide.

    ``of_cue``: the rule that the lemma of a cue decides; ``asked``: those that ask what the content says after it.
    """

    rules: Sequence[Rule]
    patterns: Sequence[tuple[int, Pattern]]
    of_cue: Mapping[str, int]
    asked: Known[str, frozenset[int]]
    told: Known[str, _Told | None]
    tagged: Known[str, str]


def find_stance(
    content: SentenceReading, lemma: str | None, *, cue: str | None = None
) -> tuple[Stance, tuple[str, ...]]:
    """The stance of a content reported with a cue of that lemma, and the words (of cue or content) that decided.

    A threat that names force is a threat of force, whatever the cue says of it.
    """
    stances = compiled_stances(content.lexicon)
    kept = [i for i, word in enumerate(content.low) if word not in MARKS]
    low, asked = [content.low[i] for i in kept], stances.asked[lemma or ""]
    told = [(i, one) for i, one in enumerate(map(stances.told.__getitem__, low)) if one]
    decided, words = stances.of_cue.get(lemma or "", len(stances.rules)), (0, 0)
    matched = [
        (number, i - before, -size, i - before + len(forms))
        for i, one in told
        for number, forms, before, size in one.phrases
        if number < decided and number in asked and before <= i <= len(low) - len(forms) + before
        if all(map(_is_form, low[i - before :], forms))
    ]
    if matched:  # by the first rule, the first of them, the longest there
        decided, first, _, end = min(matched)
        words = first, end
    line = None
    for place in sorted(frozenset[int]().union(*[one.patterns for _, one in told])):
        number, pattern = stances.patterns[place]
        if number > decided:
            break
        if number in asked:
            line = line or line_of([stances.tagged[content.raw[i]] for i in kept])
            match = pattern.search(line)
            if match and (number < decided or match.first < words[0]):
                decided, words = number, match.groups.get("words", (match.first, match.last))
    if decided == len(stances.rules):
        return "assertion", ()
    stances.rules[decided].fires()
    stance: Stance = stances.rules[decided].given["stance"]
    if words == (0, 0):
        return stance, (cue or str(lemma),)
    said = content.text[content.spans[kept[words[0]]][0] : content.spans[kept[words[1] - 1]][1]]
    return stance, (said.translate(_WITHOUT_MARKS),)


def _is_form(word: str, form: str) -> bool:
    return word == form or (form[-1] == "*" and word.startswith(form[:-1]))


def _forms(phrase: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The words of a phrase, the star of a beginning with its word."""
    forms: list[str] = []
    for word in read_sentence(phrase, lexicon).low:
        if word == "*":
            forms[-1] += word
        else:
            forms.append(word)
    return tuple(forms)


@lru_cache(maxsize=8)
def compiled_stances(lexicon: Lexicon) -> Stances:
    rules = load_rules(lexicon, "stances")
    contents = [(n, _forms(phrase, lexicon)) for n, rule in enumerate(rules) for phrase in rule.given["content"]]
    n_phrases = Counter(form for _, forms in contents for form in forms)
    phrases: dict[str, list[_Phrase]] = {}
    for n, forms in contents:
        rarest = min(forms, key=lambda form: (n_phrases[form], -len(form)))
        phrase = _Phrase(n, forms, forms.index(rarest), len(" ".join(forms)))
        phrases.setdefault(rarest, []).append(phrase)
    patterns = [
        (n, compile_pattern(pattern, lexicon["word_lists"], "[[stances]]"))
        for n, rule in enumerate(rules)
        for pattern in rule.given.get("patterns", ())
    ]
    needs = [(place, form.replace("~", "*")) for place, (_, pattern) in enumerate(patterns) for form in pattern.needs]
    whole = phrases.keys() | {form for _, form in needs}
    beginnings = tuple({form[:-1] for form in whole if form[-1] == "*"})

    def told(word: str) -> _Told | None:
        if word not in whole and not word.startswith(beginnings):
            return None
        held = [phrase for rarest in phrases if _is_form(word, rarest) for phrase in phrases[rarest]]
        return _Told(held, frozenset(place for place, form in needs if _is_form(word, form)))

    def asked(lemma: str) -> frozenset[int]:
        cues = [rule.given.get("content_cues") for rule in rules]
        return frozenset(n for n, some in enumerate(cues) if not some or not lemma or lemma in some)

    def tagged(raw: str) -> str:
        return tagged_word(lowered(raw), () if raw[0].islower() else ("name",) if raw[0].isalnum() else ("mark",))

    of_cue = {cue: n for n in reversed(range(len(rules))) for cue in rules[n].given["cues"]}
    return Stances(rules, patterns, of_cue, Known(asked), Known(told), Known(tagged))
