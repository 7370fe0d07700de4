"""The lexicon's cues as tables of inflected forms, compiled once for each lexicon."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from analysis.language.lexicon import Lexicon
from analysis.language.tokens import tokenizer_of

CueForm = Literal["base", "s", "past", "ing", "noun", "fixed"]

_VOWELS = "aeiou"
_PHRASE_KINDS = {
    "report": "verb_phrases",
    "quote_only": "quote_phrases",
    "label": "label_phrases",
    "act": "act_phrases",
    "source": "source_follows",
}


class Cue(NamedTuple):
    """A cue in a unit: words ``first`` to ``last`` inclusive, its lemma, kinds and form."""

    first: int
    last: int
    lemma: str
    kinds: frozenset[str]
    form: CueForm
    passive: bool = False

    def has(self, *kinds: str) -> bool:
        return not self.kinds.isdisjoint(kinds)


class Phrase(NamedTuple):
    """A cue of several words: those before and after the telling one (of a verb its first)."""

    lemma: str
    lead: tuple[str, ...]
    rest: tuple[str, ...]
    kinds: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class CueTable:
    """Cue forms in lower case: verbs with lemma, kinds and form; nouns with theirs; phrases by their first word.

    ``objects`` are those that make a verb's deed speech; ``limits`` the lists of [cue_limits] and [cue_nouns] by name.
    """

    verbs: Mapping[str, tuple[str, frozenset[str], CueForm]]
    nouns: Mapping[str, str]
    phrases: Mapping[str, Sequence[Phrase]]
    forms: frozenset[str]
    objects: Mapping[str, frozenset[str]]
    limits: Mapping[str, frozenset[str]]


@lru_cache(maxsize=8)
def cue_table(lexicon: Lexicon) -> CueTable:
    """All inflected forms of the lexicon's cues."""
    kinds: dict[str, set[str]] = {}
    for kind, lemmas in lexicon["cue_verbs"].items():
        for lemma in lemmas:
            kinds.setdefault(lemma, set()).add(kind)
    irregular, nouns, wanted = lexicon["cue_irregular"], lexicon["cue_nouns"], lexicon["cue_objects"]
    verbs: dict[str, tuple[str, frozenset[str], CueForm]] = {}
    for lemma, of_lemma in kinds.items():
        for word, form in inflections(lemma, irregular.get(lemma, ())):
            verbs.setdefault(word, (lemma, frozenset(of_lemma), form))
    phrases: dict[str, list[Phrase]] = {}
    for kind, name in _PHRASE_KINDS.items():
        for phrase in lexicon["cue_phrases"][name]:
            words = tokenizer_of(lexicon).forms(phrase, 0, len(phrase))[1]
            k = words.index(max(words, key=len)) if kind == "source" else 0
            forms = [(words[k], "fixed")] if kind == "source" else inflections(words[k], irregular.get(words[k], ()))
            for word, _ in forms:
                found = Phrase(phrase, words[:k], words[k + 1 :], frozenset([kind]))
                phrases.setdefault(word, []).append(found)
    lists = {
        **lexicon["cue_limits"],
        "promises": nouns["to"],
        "outcries": [form for noun in nouns["of"] for form in (noun, noun + "s")],
        "dates": lexicon["speech_grammar"]["dates"],
    }
    claims = {form: noun for noun in nouns["that"] for form in (noun, noun + "s")}
    return CueTable(
        verbs,
        claims,
        phrases,
        frozenset((*verbs, *claims, *phrases, *lists["outcries"])),
        {verb: frozenset(wanted["kinds"][kind]) for kind, of in wanted["verbs"].items() for verb in of},
        {name: frozenset(words) for name, words in lists.items()},
    )


def inflections(lemma: str, irregular: Sequence[str] = ()) -> Iterator[tuple[str, CueForm]]:
    """Forms of a verb by the rules of spelling; ``irregular`` gives past forms and doubled consonants."""
    yield lemma, "base"
    sibilant = lemma.endswith(("s", "x", "z", "ch", "sh", "o"))
    after_consonant_y = lemma.endswith("y") and lemma[-2:-1] not in _VOWELS
    yield (lemma[:-1] + "ies" if after_consonant_y else lemma + ("es" if sibilant else "s")), "s"
    stem = lemma[:-1] if lemma.endswith("e") and not lemma.endswith("ee") else lemma
    if not any(form.endswith("ing") for form in irregular):
        yield stem + "ing", "ing"
    if all(form.endswith("ing") for form in irregular):
        yield (lemma[:-1] + "ied" if after_consonant_y else stem + "ed"), "past"
    for form in irregular:
        yield form, "ing" if form.endswith("ing") else "past"
