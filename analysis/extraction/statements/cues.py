"""Cues: the words that announce speech, found in a unit and classed by what they ask of their content.

Classes, forms and rules stand in ``lexicons/cues.toml``. Method: the cue stage of citron (BBC) with a table instead of
a classifier; which verbs report speech was read off the attributions of news at large.
"""

from __future__ import annotations

from analysis.extraction.statements import tags
from analysis.extraction.statements.units import Unit
from analysis.extraction.statements.vocabulary import Cue, CueForm

_CUE_OR_QUOTED = tags.MAY_CUE | tags.QUOTED
_UNSAID = tags.NEGATION | tags.NOT | tags.UNSAID
_REPORT, _NOUN = frozenset(["report"]), frozenset(["noun"])
_IS_THAT = (("is", "that"), ("was", "that"))
_BE = frozenset(("is", "are", "was", "were", "be", "been", "being", "'s", "got", "gets"))


def find_cues(unit: Unit) -> list[Cue]:
    """Cues of a unit outside its quotations, in text order; negated and merely intended speech left out."""
    cues: list[Cue] = []
    for i in [i for i, kind in enumerate(unit.kinds) if kind & _CUE_OR_QUOTED == tags.MAY_CUE]:
        if cues and i <= cues[-1].last:
            continue
        cue = _verb(unit, i) or _noun(unit, i)
        if cue is None:
            continue
        alone = cue.form == "noun" and cue.last <= cue.first + 1
        if not (alone and cues and i - cues[-1].last <= 2):  # "repeated his offer to"
            cues.append(cue)
    return cues


def _verb(unit: Unit, i: int) -> Cue | None:
    """A verb of speech with its particles, or a fixed phrase that gives a source."""
    low, word, last = unit.low, unit.low[i], i
    lemma, kinds, form = unit.words.verbs.get(word) or ("", frozenset[str](), _form_of(word))
    for phrase in unit.words.phrases.get(word, ()):
        first, end = i - len(phrase.lead), i + 1 + len(phrase.rest)
        if low[i + 1 : end] == phrase.rest and low[max(first, 0) : i] == phrase.lead:
            if "source" in phrase.kinds:
                return Cue(first, end - 1, phrase.lemma, phrase.kinds, "fixed")
            last, lemma, kinds = end - 1, phrase.lemma, phrase.kinds
    passive = form == "past" and low[unit.back_over(tags.ADVERB | tags.LY, i - 1)] in _BE
    saying = unit.starts("quoted as saying", i) if passive and word in ("quoted", "cited") else None
    if saying and (verb := unit.words.verbs.get(low[saying.last - 1])):  # one cue, its subject the speaker
        return Cue(i, saying.last - 1, verb[0], _REPORT, "past")
    if not lemma or _is_ruled_out(unit, i, lemma, kinds, form, passive):
        return None
    is_unsaid = unit.any(_UNSAID, i - 5, i) and unit.ends("unsaid", i)
    return None if is_unsaid else Cue(i, last, lemma, kinds, form, passive)


def _form_of(word: str) -> CueForm:
    """The form of a verb that is a cue only in a phrase, by its ending."""
    if word.endswith("ing"):
        return "ing"
    if word.endswith("s"):
        return "s"
    return "past" if word.endswith(("ed", "ade", "ut", "ent", "ot")) else "base"


def _noun(unit: Unit, i: int) -> Cue | None:
    """A noun with its content after "that": the claim that …; an outcry with "of": chants of “…”"""
    low, lemma = unit.low, unit.words.nouns.get(unit.low[i])
    if (low[i + 1] == "of" and unit.starts("outcry", i)) or (i and lemma and low[i + 1 : i + 3] in _IS_THAT):
        return Cue(i, i + 1, lemma or low[i], _NOUN, "noun")
    if (
        lemma and low[i + 1] in ("by", "from") and (named := unit.starts("by whom", i))
    ):  # "claims by the ministry that …"
        return Cue(i, named.last - 2, lemma, _NOUN, "noun")
    return Cue(i, i, lemma, _NOUN, "noun") if lemma and not _is_ruled_out(unit, i, lemma, _NOUN, "noun") else None


def _is_ruled_out(unit: Unit, i: int, lemma: str, kinds: frozenset[str], form: CueForm, passive: bool = False) -> bool:
    return unit.decide(unit.words.is_cue, (lemma, form, kinds, passive), {"word": (i, i + 1)}, {}) is False
