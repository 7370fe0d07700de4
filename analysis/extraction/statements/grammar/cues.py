"""Cues: the words that announce speech, found in a unit and classed by what they ask of their content.

The classes and forms stand in ``lexicons/cues.toml``. Method: the cue stage of citron (BBC) with a table instead of a
classifier; which verbs report speech was read off the attributions of news at large.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from analysis.extraction.statements.grammar.cue_table import CueForm, CueTable, cue_table
from analysis.extraction.statements.grammar.words import Grammar, Unit, grammar_of, is_finite
from analysis.language.lexicon import Lexicon

PLAIN = re.compile(r"[\w'’-]+")
CLOSED = (
    "determiners", "possessives", "object_pronouns", "subject_pronouns", "prepositions", "adverbs", "dates",
    "subordinators",
)  # fmt: skip
FAR = 6  # words of a subject between a quotation and its cue
ASKED = frozenset(("", ".", "when", "if", "once"))  # what stands before a participle without a subject
OTHER_VERBS = frozenset((("argue", "about"), ("charge", "with"), ("relate", "to"), ("relate", "with")))
INTENSIFIERS = frozenset(("most", "more", "very", "so", "less"))  # "the most telling sign"
PASSED_ON = frozenset(("quoted", "cited"))
OBJECT_AFTER = ("dozen", "of", "got", "sent", "found", "had", "made", "saw", "get", "send")  # "got emails that"


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


def find_cues(unit: Unit, lexicon: Lexicon) -> list[Cue]:
    """Cues of a unit outside its quotations, in text order; negated and merely intended speech left out."""
    table, grammar = cue_table(lexicon), grammar_of(lexicon)
    cues: list[Cue] = []
    forms, quoted = table.forms, unit.quoted
    for i, word in enumerate(unit.low):
        if word not in forms or quoted[i] >= 0 or (cues and i <= cues[-1].last):
            continue
        cue = (
            (_fixed(unit, i, table) if word in table.sources else None)
            or (_quoted_as_saying(unit, i, table, grammar) if word in PASSED_ON else None)
            or _verb(unit, i, table, grammar)
            or (_noun(unit, i, table, grammar) if word in table.nouns or word in table.outcries else None)
        )
        alone = cue is not None and cue.form == "noun" and cue.last <= cue.first + 1
        again = alone and cues and i - cues[-1].last <= 2  # "repeated his offer to"
        if cue is not None and not again:
            cues.append(cue)
    return cues


def tells_who(words: str, lexicon: Lexicon) -> bool:
    """Whether words begin with a short subject and a cue, as after a closed quotation: "Orla Tenn said"."""
    table, finite = cue_table(lexicon), grammar_of(lexicon)["finite"]
    for before, match in enumerate(PLAIN.finditer(words)):
        word = match[0].lower()
        if before and word in table.verbs and table.verbs[word][2] in ("past", "s") and word not in table.nouns_too:
            return True
        if before == FAR or word in finite or words[match.end() : match.end() + 1] in (".", ";", ":"):
            return False
    return False


def _fixed(unit: Unit, i: int, table: CueTable) -> Cue | None:
    for phrase in table.sources[unit.low[i]]:
        if unit.low[i : i + len(phrase)] == phrase:
            return Cue(i, i + len(phrase) - 1, " ".join(phrase), frozenset(["source"]), "fixed")
    return None


def _quoted_as_saying(unit: Unit, i: int, table: CueTable, grammar: Grammar) -> Cue | None:
    """ "X was quoted (by the Wire) as saying": one cue, its subject the speaker."""
    if not _is_passive(unit, i, "past", grammar):
        return None
    for k in range(i + 1, min(i + 9, len(unit.low) - 1)):
        verb = table.verbs.get(unit.low[k + 1])
        if unit.low[k] == "as" and verb and verb[2] == "ing":
            return Cue(i, k + 1, verb[0], frozenset(["report"]), "past")
    return None


def _noun(unit: Unit, i: int, table: CueTable, grammar: Grammar) -> Cue | None:
    """A noun with its content after "that": the claim that …; an outcry with "of": chants of “…”"""
    if (
        unit.low[i] in table.outcries
        and unit.low[i + 1 : i + 2] == ("of",)
        and max(unit.quoted[i + 2 : i + 3], default=-1) >= 0
    ):
        return Cue(i, i + 1, unit.low[i], frozenset(["noun"]), "noun")
    lemma = table.nouns.get(unit.low[i])
    after = unit.low[i + 1 : i + 3]
    if not lemma or not after or not (i or _by_whom(unit, i)):
        return None
    if after[0] in ("is", "was") and after[1:] == ("that",):  # "their claim is that"
        return Cue(i, i + 1, lemma, frozenset(["noun"]), "noun")
    if that := _by_whom(unit, i):  # "claims by the ministry that …"
        return Cue(i, that - 1, lemma, frozenset(["noun"]), "noun")
    heads = after[0] == ":" and i == 1 and unit.low[0] in ("the", "his", "her", "its", "their")
    if heads or _promises(unit, i, table):  # "The order: …", "his promise to mend it"
        return Cue(i, i, lemma, frozenset(["noun"]), "noun")
    relative = len(after) > 1 and (after[1] in grammar["finite"] or after[1].endswith("ed"))  # "a claim that grew"
    return Cue(i, i, lemma, frozenset(["noun"]), "noun") if after[0] == "that" and not relative else None


def _by_whom(unit: Unit, i: int) -> int:
    """The index of "that" after "by …" or "from …" that names whose claim it is; 0 if there is none."""
    if unit.low[i + 1 : i + 2] not in (("by",), ("from",)):
        return 0
    for k in range(i + 3, min(i + 10, len(unit.low))):
        if unit.low[k] == "that":
            return k
        if not unit.low[k][0].isalnum():
            return 0
    return 0


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
            last, lemma, kinds = i + len(phrase) - 1, " ".join(phrase), frozenset([table.phrase_kinds[phrase]])
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
    if form == "past" and after == "by" and not _is_passive(unit, i, form, grammar):
        return False
    if (lemma, after) in OTHER_VERBS:
        return False
    if form == "ing" and (after == "of" or before in INTENSIFIERS or (lemma, after) == ("tell", "in")):
        return False
    if form == "past" and lemma in table.questioned and before == "," and "," in unit.low[i + 1 : i + 4]:
        return False  # "One clerk, asked twice, became two"
    if form == "past" and lemma in table.questioned and before in ASKED:  # "Asked about the dam, she …"
        return any(word in grammar["subordinators"] or word == "if" for word in unit.low[i + 1 : i + 5])
    if lemma == "consider" and after != "that" and not (i + 1 < len(unit.low) and unit.quoted[i + 1] >= 0):
        return False
    if form == "past" and before == "," and _is_participle(unit, i, grammar):
        return False
    if lemma == "read" and form == "past" and _is_passive(unit, i, form, grammar):
        return False
    if lemma == "state" and not _states(unit, i, grammar):
        return False
    if lemma == "call" and (
        after in grammar["particles"]
        or (before in ("so", "is", "was", "be", "been") and form == "past" and after not in ("a", "an", "the"))
    ):
        return False
    if form == "past":
        joined = before == "and" and unit.low[i - 2 : i - 1] == (",",)
        adjective = (
            ((before in grammar["before_adjectives"] or before.isdigit()) and not joined)
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


def _is_participle(unit: Unit, i: int, grammar: Grammar) -> bool:
    """Whether ", reported from Kelm, …" is set between the commas after a subject whose verb follows."""
    if unit.low[i + 1 : i + 2] and unit.low[i + 1] not in ("out", "from", "by", "in", "at", "last"):
        return False
    close = next((k for k in range(i + 2, min(i + 9, len(unit.low))) if unit.low[k] == ","), 0)
    if not close or any(unit.low[k] in grammar["finite"] or unit.quoted[k] >= 0 for k in range(i + 1, close)):
        return False
    start = i - 2
    while start >= 0 and unit.low[start] not in (".", "?", "!", ";", ",") and unit.quoted[start] < 0:
        if is_finite(unit, start, grammar):
            return False
        start -= 1
    if start >= 0 and unit.low[start] == ",":
        return False
    return close + 1 < len(unit.low) and (
        unit.low[close + 1] in grammar["finite"] or unit.low[close + 1].endswith("ed")
    )


def _states(unit: Unit, i: int, grammar: Grammar) -> bool:
    """Whether "states that" is the verb, not the noun with a relative clause: "the states that vote in May"."""
    after, clause = unit.low[i + 1 : i + 2], unit.low[i + 2 : i + 3]
    if after != ("that",) or unit.low[i] != "states":
        return (
            unit.low[i] != "states"
            or after == (":",)
            or (i + 2 < len(unit.low) and max(unit.quoted[i + 1 : i + 3]) >= 0)
        )
    begins = ("determiners", "possessives", "subject_pronouns", "prepositions")
    return bool(clause) and (
        unit.is_name(i + 2) or clause[0] == "there" or any(clause[0] in grammar[c] for c in begins)
    )


def _is_bare_noun(unit: Unit, i: int, grammar: Grammar) -> bool:
    """Whether a word is none of the closed classes and no name: what an adjective would stand before."""
    word = unit.low[i] if i < len(unit.low) else "."
    return (
        word[0].isalpha() and not unit.is_name(i) and unit.quoted[i] < 0 and not any(word in grammar[c] for c in CLOSED)
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
    if unit.low[i] == "calls" and after in grammar["object_pronouns"] | {"the", "a"}:
        return before not in grammar["prepositions"] and before != "which"  # "the paper calls it “a lamp”"
    if after == "to" and unit.low[i].endswith("s") and before.endswith("ly"):
        return True  # "the mayor regularly pledges to"
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
