"""Cues: the words that announce speech, found in a unit and classed by what they ask of their content.

The classes and forms stand in ``lexicons/cues.toml``. Method: the cue stage of citron (BBC) with a table instead of a
classifier; which verbs report speech was read off the attributions of news at large.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from analysis.extraction.lexicon import Lexicon
from analysis.extraction.statements_words import Grammar, Unit, grammar_of

CueForm = Literal["base", "s", "past", "ing", "noun", "fixed"]

VOWELS = "aeiou"
OBJECT_AFTER = ("dozen", "of", "got", "sent", "found", "had", "made", "saw", "get", "send")  # "got emails that"


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue in a unit: words ``first`` to ``last`` inclusive, its lemma, kinds and form."""

    first: int
    last: int
    lemma: str
    kinds: frozenset[str]
    form: CueForm
    passive: bool = False

    def has(self, *kinds: str) -> bool:
        return not self.kinds.isdisjoint(kinds)


@dataclass(frozen=True, slots=True)
class CueTable:
    """Cue forms: a word in lower case to its lemma, kinds and form; phrases by their first word."""

    verbs: dict[str, tuple[str, frozenset[str], CueForm]]
    nouns: dict[str, str]
    phrases: dict[str, tuple[tuple[str, ...], ...]]
    sources: tuple[tuple[str, ...], ...]
    forms: frozenset[str]
    nouns_too: frozenset[str]
    clause_only: frozenset[str]
    adjectives_too: frozenset[str]
    evidential: frozenset[str]
    events: frozenset[str]
    promises: frozenset[str]
    owners: frozenset[str]
    objects: dict[str, frozenset[str]]


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
    for phrase in lexicon["cue_phrases"]["verb_phrases"]:
        head, *rest = phrase.split()
        for word, _ in inflections(head, tuple(irregular.get(head, ()))):
            phrases.setdefault(word, []).append((head, *rest))
    sources = tuple(tuple(p.split()) for p in lexicon["cue_phrases"]["source_follows"])
    forms = frozenset(verbs) | frozenset(nouns) | frozenset(phrases) | {p[0] for p in sources}
    limits = {name: frozenset(words) for name, words in lexicon["cue_limits"].items()}
    wanted = lexicon["cue_objects"]
    return CueTable(
        verbs,
        nouns,
        {k: tuple(v) for k, v in phrases.items()},
        sources,
        forms,
        limits["nouns_too"],
        limits["clause_only"],
        limits["adjectives_too"],
        limits["evidential"],
        limits["events"],
        frozenset(lexicon["cue_nouns"]["to"]),
        frozenset(lexicon["speech_grammar"]["possessives"]),
        {verb: frozenset(wanted["kinds"][kind]) for kind, verbs_of in wanted["verbs"].items() for verb in verbs_of},
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


def find_cues(unit: Unit, lexicon: Lexicon) -> list[Cue]:
    """Cues of a unit outside its quotations, in text order; negated and merely intended speech left out."""
    table, grammar = cue_table(lexicon), grammar_of(lexicon)
    cues: list[Cue] = []
    for i, word in enumerate(unit.low):
        if unit.quoted[i] >= 0 or word not in table.forms or (cues and i <= cues[-1].last):
            continue
        cue = (
            _fixed(unit, i, table)
            or _quoted_as_saying(unit, i, table, grammar)
            or _verb(unit, i, table, grammar)
            or _noun(unit, i, table, grammar)
        )
        again = cue is not None and cue.form == "noun" and cues and i - cues[-1].last <= 2  # "repeated his offer to"
        if cue is not None and not again:
            cues.append(cue)
    return cues


def _fixed(unit: Unit, i: int, table: CueTable) -> Cue | None:
    for phrase in table.sources:
        if unit.low[i : i + len(phrase)] == phrase:
            return Cue(i, i + len(phrase) - 1, " ".join(phrase), frozenset(["source"]), "fixed")
    return None


def _quoted_as_saying(unit: Unit, i: int, table: CueTable, grammar: Grammar) -> Cue | None:
    """ "X was quoted (by the Wire) as saying": one cue, its subject the speaker."""
    if unit.low[i] not in ("quoted", "cited") or not _is_passive(unit, i, "past", grammar):
        return None
    for k in range(i + 1, min(i + 9, len(unit.low) - 1)):
        verb = table.verbs.get(unit.low[k + 1])
        if unit.low[k] == "as" and verb and verb[2] == "ing":
            return Cue(i, k + 1, verb[0], frozenset(["report"]), "past")
    return None


def _noun(unit: Unit, i: int, table: CueTable, grammar: Grammar) -> Cue | None:
    """A noun with its content after "that": the claim that …"""
    lemma = table.nouns.get(unit.low[i])
    after = unit.low[i + 1 : i + 3]
    if not lemma or not i or not after:
        return None
    if after[0] in ("is", "was") and after[1:] == ("that",):  # "their claim is that"
        return Cue(i, i + 1, lemma, frozenset(["noun"]), "noun")
    heads = after[0] == ":" and i == 1 and unit.low[0] in ("the", "his", "her", "its", "their")
    if heads or _promises(unit, i, table):  # "The order: …", "his promise to mend it"
        return Cue(i, i, lemma, frozenset(["noun"]), "noun")
    relative = len(after) > 1 and (after[1] in grammar["finite"] or after[1].endswith("ed"))  # "a claim that grew"
    return Cue(i, i, lemma, frozenset(["noun"]), "noun") if after[0] == "that" and not relative else None


def _promises(unit: Unit, i: int, table: CueTable) -> bool:
    """Whether a noun with an owner is followed by "to …": "Varnia's pledge last month to withdraw"."""
    k = i + 1
    while unit.low[k : k + 1] and unit.low[k] in ("last", "week", "month", "year", "earlier", "this"):
        k += 1
    owner = unit.low[i - 1] in table.owners or unit.low[i - 1].endswith(("'s", "s'"))
    return owner and unit.low[i] in table.promises and unit.low[k : k + 1] == ("to",)


def _verb(unit: Unit, i: int, table: CueTable, grammar: Grammar) -> Cue | None:
    word = unit.low[i]
    last, lemma, kinds, form = i, "", frozenset[str](), "base"
    for phrase in table.phrases.get(word, ()):
        if unit.low[i + 1 : i + len(phrase)] == phrase[1:]:
            last, lemma, kinds = i + len(phrase) - 1, " ".join(phrase), frozenset(["report"])
    known = table.verbs.get(word)
    if not lemma:
        if known is None:
            return None
        lemma, kinds, form = known
    elif word.endswith("ing"):
        form = "ing"
    elif known:
        form = known[2]
    elif word.endswith("s"):
        form = "s"
    elif word.endswith(("ed", "ade", "ut", "ent", "ot")):
        form = "past"
    if not _is_verb(unit, i, form, lemma, table, grammar) or _unsaid(unit, i, grammar):
        return None
    return Cue(i, last, lemma, kinds, form, _is_passive(unit, i, form, grammar))  # type: ignore[arg-type]


def _is_verb(unit: Unit, i: int, form: str, lemma: str, table: CueTable, grammar: Grammar) -> bool:
    """Whether a word that may be a noun or an adjective stands where a verb does."""
    before = unit.low[i - 1] if i else ""
    after = unit.low[i + 1] if i + 1 < len(unit.low) else ""
    if before in ("a", "an", "the", "<", "so-called", "@", "#") or before in grammar["possessives"]:
        return False
    if before.endswith(("'s", "s'")) and before[:-2] not in grammar["subject_pronouns"]:
        return False
    if (form == "past" and after == "by" and not _is_passive(unit, i, form, grammar)) or (lemma, after) == (
        "charge",
        "with",
    ):
        return False
    if form == "ing" and after == "of":
        return False
    if lemma == "call" and (
        after in grammar["particles"]
        or (before in ("so", "is", "was", "be", "been") and form == "past" and after not in ("a", "an", "the"))
    ):
        return False
    if form == "past":
        joined = before == "and" and unit.low[i - 2 : i - 1] == (",",)
        adjective = (
            (before in grammar["before_adjectives"] and not joined)
            or before in grammar["prepositions"]
            or before.endswith("ly")
        )
        if lemma in table.adjectives_too and adjective and _is_bare_noun(unit, i + 1, grammar):
            return False
        return before not in grammar["prepositions"] or before in ("after", "before", "since")
    if form == "ing":
        return True
    if before in grammar["prepositions"] and before != "to":
        return False
    if unit.raw[i][0].isupper() and i and not unit.is_name(i + 1):
        return False
    return lemma not in table.nouns_too or _has_complement(unit, i, before, after, grammar)


def _is_bare_noun(unit: Unit, i: int, grammar: Grammar) -> bool:
    """Whether a word is none of the closed classes and no name: what an adjective would stand before."""
    word = unit.low[i] if i < len(unit.low) else "."
    closed = (
        "determiners",
        "possessives",
        "object_pronouns",
        "subject_pronouns",
        "prepositions",
        "adverbs",
        "dates",
        "subordinators",
    )
    return (
        word[0].isalpha() and not unit.is_name(i) and unit.quoted[i] < 0 and not any(word in grammar[c] for c in closed)
    )


def _has_complement(unit: Unit, i: int, before: str, after: str, grammar: Grammar) -> bool:
    """Whether a form like "claims" or "report" is followed or preceded as only a verb is."""
    if before in grammar["determiners"] and before not in grammar["subject_pronouns"] - {"one"}:
        return False
    if after == "that" and (before.endswith("ed") or before in OBJECT_AFTER):  # "received emails that"
        return False
    if after in ("that", ":") or (after == "," and unit.quoted[i + 2 : i + 3] and unit.quoted[i + 2] >= 0):
        return True
    if i + 1 < len(unit.low) and unit.quoted[i + 1] >= 0:
        return before not in grammar["determiners"]
    subject = before in ("i", "he", "she", "we", "they", "it", "you", "who") or before in grammar["auxiliaries"]
    agrees = unit.low[i].endswith("s") or unit.low[i - 1].endswith("s")  # "Democrats claim", "Tenn claims"
    named = agrees and unit.is_name(i - 1) and not unit.is_name(i) and not after.endswith("ed")
    return (
        (subject or named or before == "to")
        and after not in ("of", "from", "by", ".", ",", "and")
        and after not in grammar["finite"]
    )


def _is_passive(unit: Unit, i: int, form: str, grammar: Grammar) -> bool:
    if form != "past":
        return False
    j = i - 1
    while j >= 0 and (unit.low[j] in grammar["adverbs"] or unit.low[j].endswith("ly")):
        j -= 1
    return j >= 0 and unit.low[j] in ("is", "are", "was", "were", "be", "been", "being", "'s", "got", "gets")


def _unsaid(unit: Unit, i: int, grammar: Grammar) -> bool:
    """Whether the cue is negated or only wished, planned, refused: "did not say", "declined to say"."""
    j, steps = i - 1, 0
    while j >= 0 and steps < 5:
        word = unit.low[j]
        if word in grammar["negations"] or word.endswith("n't"):
            return unit.low[j + 1 : j + 2] != ("only",)
        if word in grammar["unsaid"] and unit.low[j + 1] in ("to", "not"):
            return True
        if not (
            word in grammar["auxiliaries"] or word in grammar["adverbs"] or word in ("to", ",") or word.endswith("ly")
        ):
            return False
        j, steps = j - 1, steps + 1
    return False
