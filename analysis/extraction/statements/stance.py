"""The stance of a statement from its cue and its content, with the words that decided it.

One closed list (``records.Stance``); the rules and their order stand in ``lexicons/stance.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from analysis.extraction.records import Stance
from analysis.language.known import Known
from analysis.language.lexicon import Lexicon
from analysis.language.patterns import Pattern, compile_pattern, line_of, tagged_word
from analysis.language.reading import SentenceReading, read_sentence
from analysis.language.rules import Rule, load_rules
from analysis.language.tokens import lowered

MARKS = frozenset('"“”«»')  # inside a content they do not part its words: would “respond with …”
_WITHOUT_MARKS = str.maketrans("", "", "".join(MARKS))


@dataclass(frozen=True, slots=True, eq=False)
class Stances:
    """The rules, and their patterns of the content: the number of the rule, how many words a mere phrase has, else 0.

    ``of_cue``: the rule that the lemma of a cue decides; ``asked``: those that ask what the content says after it;
    ``needing``: the patterns that need a word; ``tagged``: words as they stand in lines.
    """

    rules: Sequence[Rule]
    patterns: Sequence[tuple[int, int, Pattern]]
    of_cue: Mapping[str, int]
    asked: Known[str, frozenset[int]]
    needing: Known[str, frozenset[int]]
    tagged: Known[str, str]


def find_stance(
    content: SentenceReading, lemma: str | None, *, cue: str | None = None
) -> tuple[Stance, tuple[str, ...]]:
    """The stance of a content reported with a cue of that lemma, and the words (of cue or content) that decided.

    A threat that names force is a threat of force, whatever the cue says of it.
    """
    stances = compiled_stances(content.lexicon)
    kept = [i for i, word in enumerate(content.low) if word not in MARKS]
    asked, decided = stances.asked[lemma or ""], stances.of_cue.get(lemma or "", len(stances.rules))
    line, words, best = None, None, (0, 0)
    for place in sorted(frozenset[int]().union(*[stances.needing[content.low[i]] for i in kept])):
        number, size, pattern = stances.patterns[place]
        if number > decided:
            break
        if number in asked:
            line = line or line_of([stances.tagged[content.raw[i]] for i in kept])
            match = pattern.search(line)
            # by the first rule, the first of them, the longest phrase there
            if match and (number < decided or (words and (match.first, -size) < best)):
                decided, best = number, (match.first, -size)
                words = match.groups.get("words", (match.first, match.last))
    if decided == len(stances.rules):
        return "assertion", ()
    stances.rules[decided].fires()
    stance: Stance = stances.rules[decided].given["stance"]
    if words is None:
        return stance, (cue or str(lemma),)
    said = content.text[content.spans[kept[words[0]]][0] : content.spans[kept[words[1] - 1]][1]]
    return stance, (said.translate(_WITHOUT_MARKS),)


def _written(phrase: str, lexicon: Lexicon) -> str:
    """A phrase ("attack* the port") as a pattern."""
    words = " ".join(re.sub(r"([()|?+{}^$\\])", r"\\\1", word) for word in read_sentence(phrase, lexicon).low)
    return words.replace(" *", "~")


@lru_cache(maxsize=8)
def compiled_stances(lexicon: Lexicon) -> Stances:
    rules, lists = load_rules(lexicon, "stances"), lexicon["word_lists"]
    written = [
        (n, 0 if phrase is None else 1 + phrase.count(" "), source or _written(phrase, lexicon))
        for n, rule in enumerate(rules)
        for phrase, source in (
            *((phrase, "") for phrase in rule.given["content"]),
            *((None, pattern) for pattern in rule.given.get("patterns", ())),
        )
    ]
    patterns = [(n, size, compile_pattern(source, lists, "[[stances]]")) for n, size, source in written]
    needed: dict[str, set[int]] = {}
    for place, (_, _, pattern) in enumerate(patterns):
        for form in pattern.needs:
            needed.setdefault(form, set()).add(place)
    beginnings = tuple(form[:-1] for form in needed if form[-1] == "~")

    def needing(word: str) -> frozenset[int]:
        begun = [f"{stem}~" for stem in beginnings if word.startswith(stem)] if word.startswith(beginnings) else ()
        return frozenset().union(*[needed[form] for form in (word, *begun) if form in needed])

    def asked(lemma: str) -> frozenset[int]:
        cues = [rule.given.get("content_cues") for rule in rules]
        return frozenset(n for n, some in enumerate(cues) if not some or not lemma or lemma in some)

    def tagged(raw: str) -> str:
        return tagged_word(lowered(raw), () if raw[0].islower() else ("name",) if raw[0].isalnum() else ("mark",))

    of_cue = {cue: n for n in reversed(range(len(rules))) for cue in rules[n].given["cues"]}
    return Stances(rules, patterns, of_cue, Known(asked), Known(needing), Known(tagged))
