"""What the lexicon knows of the words of speech: their kinds, the forms of cues, patterns and rules, compiled once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from analysis.extraction.statements import tags
from analysis.extraction.statements.verdicts import Verdicts
from analysis.language.forms import Form, regular_verb
from analysis.language.known import Known
from analysis.language.lexicon import Lexicon
from analysis.language.patterns import Pattern, compile_pattern, tagged_word
from analysis.language.rules import load_rules
from analysis.language.tokens import lowered, tokenizer_of

CueForm = Literal["base", "s", "past", "ing", "noun", "fixed"]

_NO_NOUN = tags.PREPOSITION | tags.SUBORDINATOR | tags.ADVERB | tags.COORDINATOR
_FORMS: Mapping[Form, CueForm] = {"base": "base", "third": "s", "past": "past", "gerund": "ing"}
_PHRASE_KINDS = {
    "report": "verb_phrases",
    "quote_only": "quote_phrases",
    "label": "label_phrases",
    "act": "act_phrases",
    "source": "source_follows",
}
_CONTRACTED = ("n't", "'re", "'ll", "'ve", "'d")


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
    form: CueForm


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """``kinds`` of words as they are written; the forms of cues in lower case: verbs with lemma, kinds and form, nouns
    with theirs, phrases by their first word; ``forms`` are all of these."""

    kinds: Known[str, int]
    may_name: Known[str, bool]  # written like a name, and of no closed class: not "The", "He"
    verbs: Mapping[str, tuple[str, frozenset[str], CueForm]]
    nouns: Mapping[str, str]
    phrases: Mapping[str, Sequence[Phrase]]
    forms: frozenset[str]
    patterns: Mapping[str, Pattern]
    is_cue: Verdicts
    is_speech: Verdicts
    pieces: Known[str, str]  # of the lines that patterns read, of words as they are written
    quoted: Known[str, str]  # and of those within quotations


@lru_cache(maxsize=8)
def vocabulary(lexicon: Lexicon) -> Vocabulary:
    """The vocabulary of a lexicon. Raises LexiconError for a pattern that is none."""
    kinds: dict[str, set[str]] = {}
    for kind, lemmas in lexicon["cue_verbs"].items():
        for lemma in lemmas:
            kinds.setdefault(lemma, set()).add(kind)
    irregular, nouns = lexicon["cue_irregular"], lexicon["cue_nouns"]
    verbs: dict[str, tuple[str, frozenset[str], CueForm]] = {}
    for lemma, of_lemma in kinds.items():
        for word, form in inflections(lemma, irregular.get(lemma, ())):
            verbs.setdefault(word, (lemma, frozenset(of_lemma), form))
    phrases: dict[str, list[Phrase]] = {}
    for kind, name in _PHRASE_KINDS.items():
        for phrase in lexicon["cue_phrases"][name]:
            words = tokenizer_of(lexicon).forms(phrase, 0, len(phrase))[1]
            k = words.index(max(words, key=len)) if kind == "source" else 0
            fixed: list[tuple[str, CueForm]] = [(words[k], "fixed")]
            for word, form in fixed if kind == "source" else inflections(words[k], irregular.get(words[k], ())):
                found = Phrase(phrase, words[:k], words[k + 1 :], frozenset([kind]), form)
                phrases.setdefault(word, []).append(found)
    grammar = lexicon["speech_grammar"]
    limits, objects = lexicon["cue_limits"], lexicon["cue_objects"]
    lists = {**lexicon["word_lists"], **grammar, **limits, "promises": nouns["to"]}
    lists |= {f"{name}_verbs": verbs for name, verbs in objects["verbs"].items()}
    with_plurals = {**objects["kinds"], **nouns, "events": limits["events"], "times": grammar["dates"]}
    lists |= {name: [form for noun in of for form in (noun, noun + "s")] for name, of in with_plurals.items()}
    claims = {form: noun for noun in nouns["that"] for form in (noun, noun + "s")}
    may_cue = frozenset((*verbs, *claims, *phrases, *lists["of"]))
    finite = {word for word, (_, _, form) in verbs.items() if form in ("past", "s")}.difference(lists["nouns_too"])
    places = {alias for place in lexicon.get("places", ()) for alias in place.get("aliases", ())}
    listed: dict[str, int] = {}
    for bit, of_kind in (
        *((tags.BITS[name], grammar[of]) for name, of in tags.LISTED.items()),
        *tags.MARKS.items(),
        (tags.MAY_CUE, may_cue),
        (tags.TELLS, finite),
    ):
        for word in of_kind:
            listed[word] = listed.get(word, 0) | bit

    def kind_of(raw: str) -> int:
        word = lowered(raw)
        kind = (
            (listed.get(word, 0) if raw not in places else 0)
            | tags.ENDINGS.get(word[-3:], 0)
            | tags.ENDINGS.get(word[-2:], 0)
        )
        if raw[0].isupper() or (raw[:3] in ("al-", "el-") and raw[3:4].isupper()):
            kind |= tags.NAME
        if word[0].isalnum():
            kind |= tags.WORD | (tags.LETTERS if word[0].isalpha() else tags.NUMBER if word.isdigit() else 0)
        if kind & tags.SUBJECT and not kind & tags.DETERMINER:
            kind |= tags.PRONOUN
        contracted = word.endswith(_CONTRACTED) or (
            kind & tags.OWNS and (listed.get(word[:-2], 0) & tags.SUBJECT or word == "there's")
        )
        if kind & (tags.COORDINATOR | tags.COMMA | tags.ADVERB | tags.LY):
            kind |= tags.JOINING
        named = kind & (tags.NAME | tags.DETERMINER | tags.POSSESSIVE | tags.SUBJECT)
        if named or (kind & tags.LETTERS and not kind & _NO_NOUN):
            is_object = kind & tags.OBJECT and not kind & tags.SUBJECT
            kind |= 0 if word == "that" or kind & tags.DATE or is_object else tags.OPENS
        if kind & tags.WORD and not kind & (tags.DATE | tags.DETERMINER | tags.ADVERB):
            kind |= tags.PLAIN
        past = kind & tags.ED and len(word) > 4 and not kind & tags.NAME
        return kind | tags.VERB if kind & (tags.FINITE | tags.AUXILIARY) or contracted or past else kind

    kinds_of = Known(kind_of)
    return Vocabulary(
        kinds_of,
        Known(lambda raw: kinds_of[raw] & (tags.NAME | tags.COMMON) == tags.NAME),
        verbs,
        claims,
        phrases,
        may_cue,
        {
            name: compile_pattern(p if isinstance(p, str) else f"({'|'.join(p)})", lists, f"[speech_patterns] {name}")
            for name, p in lexicon["speech_patterns"].items()
        },
        Verdicts(load_rules(lexicon, "cue_rules"), lists),
        Verdicts(load_rules(lexicon, "speech_rules"), lists),
        Known(lambda raw: tagged_word(lowered(raw), tags.names_of(kinds_of[raw]))),
        Known(lambda raw: tagged_word(lowered(raw), tags.names_of(tags.within_quotation(kinds_of[raw])))),
    )


def inflections(lemma: str, irregular: Sequence[str] = ()) -> Iterator[tuple[str, CueForm]]:
    """Forms of a verb by the rules of spelling; ``irregular`` gives past forms and doubled consonants."""
    given = {form: _FORMS["gerund" if form.endswith("ing") else "past"] for form in irregular}
    for word, form in regular_verb(lemma):
        if form != "participle" and _FORMS[form] not in given.values():
            yield word, _FORMS[form]
    yield from given.items()
