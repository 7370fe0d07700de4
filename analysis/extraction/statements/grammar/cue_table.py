"""The lexicon's cues as tables of inflected forms, compiled once for each lexicon."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from analysis.language.lexicon import Lexicon

CueForm = Literal["base", "s", "past", "ing", "noun", "fixed"]

VOWELS = "aeiou"
PHRASE_KINDS = {"report": "verb_phrases", "quote_only": "quote_phrases", "label": "label_phrases", "act": "act_phrases"}


@dataclass(frozen=True, slots=True)
class CueTable:
    """Cue forms: a word in lower case to its lemma, kinds and form; phrases by their first word."""

    verbs: dict[str, tuple[str, frozenset[str], CueForm]]
    nouns: dict[str, str]
    phrases: dict[str, tuple[tuple[str, ...], ...]]
    sources: dict[str, tuple[tuple[str, ...], ...]]  # by their first word
    forms: frozenset[str]
    nouns_too: frozenset[str]
    clause_only: frozenset[str]
    adjectives_too: frozenset[str]
    evidential: frozenset[str]
    events: frozenset[str]
    promises: frozenset[str]
    outcries: frozenset[str]
    owners: frozenset[str]
    objects: dict[str, frozenset[str]]
    phrase_kinds: dict[tuple[str, ...], str]
    questioned: frozenset[str]
    as_verbs: frozenset[str]


@cache
def cue_table(lexicon: Lexicon) -> CueTable:
    """All inflected forms of the lexicon's cues."""
    kinds: dict[str, set[str]] = {}
    for kind, lemmas in lexicon["cue_verbs"].items():
        for lemma in lemmas:
            kinds.setdefault(lemma, set()).add(kind)
    irregular = lexicon["cue_irregular"]
    verbs: dict[str, tuple[str, frozenset[str], CueForm]] = {}
    for lemma, of_lemma in kinds.items():
        for word, form in inflections(lemma, tuple(irregular.get(lemma, ()))):
            verbs.setdefault(word, (lemma, frozenset(of_lemma), form))
    nouns = {form: noun for noun in lexicon["cue_nouns"]["that"] for form in (noun, noun + "s")}
    phrases: dict[str, list[tuple[str, ...]]] = {}
    for phrase in (p for name in PHRASE_KINDS.values() for p in lexicon["cue_phrases"][name]):
        head, *rest = phrase.split()
        for word, _ in inflections(head, tuple(irregular.get(head, ()))):
            phrases.setdefault(word, []).append((head, *rest))
    sources = tuple(tuple(p.split()) for p in lexicon["cue_phrases"]["source_follows"])
    outcries = frozenset(form for noun in lexicon["cue_nouns"]["of"] for form in (noun, noun + "s"))
    forms = frozenset(verbs) | frozenset(nouns) | outcries | frozenset(phrases) | {p[0] for p in sources}
    limits = {name: frozenset(words) for name, words in lexicon["cue_limits"].items()}
    wanted = lexicon["cue_objects"]
    return CueTable(
        verbs,
        nouns,
        {k: tuple(v) for k, v in phrases.items()},
        {first: tuple(p for p in sources if p[0] == first) for first, *_ in sources},
        forms,
        limits["nouns_too"],
        limits["clause_only"],
        limits["adjectives_too"],
        limits["evidential"],
        limits["events"],
        frozenset(lexicon["cue_nouns"]["to"]),
        outcries,
        frozenset(lexicon["speech_grammar"]["possessives"]),
        {verb: frozenset(wanted["kinds"][kind]) for kind, verbs_of in wanted["verbs"].items() for verb in verbs_of},
        {tuple(p.split()): kind for kind, name in PHRASE_KINDS.items() for p in lexicon["cue_phrases"][name]},
        limits["questioned"],
        limits["as_verbs"],
    )


def inflections(lemma: str, irregular: tuple[str, ...] = ()) -> Iterator[tuple[str, CueForm]]:
    """Forms of a verb by the rules of spelling; ``irregular`` gives past forms and doubled consonants."""
    yield lemma, "base"
    sibilant = lemma.endswith(("s", "x", "z", "ch", "sh", "o"))
    after_consonant_y = lemma.endswith("y") and lemma[-2:-1] not in VOWELS
    yield (lemma[:-1] + "ies" if after_consonant_y else lemma + ("es" if sibilant else "s")), "s"
    stem = lemma[:-1] if lemma.endswith("e") and not lemma.endswith("ee") else lemma
    if not any(form.endswith("ing") for form in irregular):
        yield stem + "ing", "ing"
    if all(form.endswith("ing") for form in irregular):
        yield (lemma[:-1] + "ied" if after_consonant_y else stem + "ed"), "past"
    for form in irregular:
        yield form, "ing" if form.endswith("ing") else "past"
