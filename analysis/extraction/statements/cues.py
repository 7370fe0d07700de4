"""Cues: the words that announce speech, found in a unit and classed by what they ask of their content.

The classes and forms stand in ``lexicons/cues.toml``. Method: the cue stage of citron (BBC) with a table instead of a
classifier; which verbs report speech was read off the attributions of news at large.
"""

from __future__ import annotations

from analysis.extraction.statements import tags
from analysis.extraction.statements.cue_table import Cue, CueForm
from analysis.extraction.statements.units import Unit

_CLOSED = (
    tags.DETERMINER
    | tags.POSSESSIVE
    | tags.OBJECT
    | tags.SUBJECT
    | tags.PREPOSITION
    | tags.ADVERB
    | tags.DATE
    | tags.SUBORDINATOR
)
_CUE_OR_QUOTED = tags.CUE | tags.QUOTED
_NOUN = frozenset(["noun"])
_BEFORE_NOUN = frozenset(("a", "an", "the", "<", "so-called", "@", "#"))
_ASKED = frozenset(("", ".", "when", "if", "once"))  # what stands before a participle without a subject
_OTHER_VERBS = frozenset((("argue", "about"), ("charge", "with"), ("relate", "to"), ("relate", "with")))
_INTENSIFIERS = frozenset(("most", "more", "very", "so", "less"))  # "the most telling sign"
_OBJECT_AFTER = frozenset(("dozen", "of", "got", "sent", "found", "had", "made", "saw", "get", "send"))
_BE = frozenset(("is", "are", "was", "were", "be", "been", "being", "'s", "got", "gets"))
_PARTICIPIAL = frozenset(("", "out", "from", "by", "in", "at", "last"))  # "reported from Kelm", "asked by the mayor"
_SUBJECTS = frozenset(("i", "he", "she", "we", "they", "it", "you", "who"))


def find_cues(unit: Unit) -> list[Cue]:
    """Cues of a unit outside its quotations, in text order; negated and merely intended speech left out."""
    cues: list[Cue] = []
    for i in [i for i, kind in enumerate(unit.kinds) if kind & _CUE_OR_QUOTED == tags.CUE]:
        if cues and i <= cues[-1].last:
            continue
        cue = _fixed(unit, i) or _quoted_as_saying(unit, i) or _verb(unit, i) or _noun(unit, i)
        if cue is None:
            continue
        alone = cue.form == "noun" and cue.last <= cue.first + 1
        if not (alone and cues and i - cues[-1].last <= 2):  # "repeated his offer to"
            cues.append(cue)
    return cues


def _fixed(unit: Unit, i: int) -> Cue | None:
    for phrase in unit.table.phrases.get(unit.low[i], ()):
        first, end = i - len(phrase.lead), i + 1 + len(phrase.rest)
        around = unit.low[max(first, 0) : i], unit.low[i + 1 : end]
        if "source" in phrase.kinds and around == (phrase.lead, phrase.rest):
            return Cue(first, end - 1, phrase.lemma, phrase.kinds, "fixed")
    return None


def _quoted_as_saying(unit: Unit, i: int) -> Cue | None:
    """ "X was quoted (by the Wire) as saying": one cue, its subject the speaker."""
    if unit.low[i] not in ("quoted", "cited") or not _is_passive(unit, i, "past"):
        return None
    for k in range(i + 1, min(i + 9, len(unit))):
        verb = unit.table.verbs.get(unit.low[k + 1])
        if unit.low[k] == "as" and verb and verb[2] == "ing":
            return Cue(i, k + 1, verb[0], frozenset(["report"]), "past")
    return None


def _noun(unit: Unit, i: int) -> Cue | None:
    """A noun with its content after "that": the claim that …; an outcry with "of": chants of “…”"""
    low, kinds = unit.low, unit.kinds
    word, after = low[i], low[i + 1]
    if word in unit.table.limits["outcries"] and after == "of" and kinds[i + 2] & tags.QUOTED:
        return Cue(i, i + 1, word, _NOUN, "noun")
    lemma = unit.table.nouns.get(word)
    if not lemma:
        return None
    that = _by_whom(unit, i)
    if i and after in ("is", "was") and low[i + 2] == "that":  # "their claim is that"
        return Cue(i, i + 1, lemma, _NOUN, "noun")
    if that:  # "claims by the ministry that …"
        return Cue(i, that - 1, lemma, _NOUN, "noun")
    relative = kinds[i + 2] & (tags.FINITE | tags.ED)  # "a claim that grew"
    heads = after == ":" and i == 1 and low[0] in ("the", "his", "her", "its", "their")  # "The order: …"
    told = i and (heads or _promises(unit, i) or (after == "that" and not relative))
    return Cue(i, i, lemma, _NOUN, "noun") if told else None


def _by_whom(unit: Unit, i: int) -> int:
    """The index of "that" after "by …" or "from …" that names whose claim it is; 0 if there is none."""
    if unit.low[i + 1] not in ("by", "from"):
        return 0
    k = unit.over(tags.WORD, i + 3)
    return next((that for that in range(i + 3, min(i + 10, k)) if unit.low[that] == "that"), 0)


def _promises(unit: Unit, i: int) -> bool:
    """Whether a noun with an owner is followed by "to …": "Varnia's pledge last month to withdraw"."""
    k = i + 1
    while unit.low[k] in ("last", "week", "month", "year", "earlier", "this"):
        k += 1
    owned = unit.kinds[i - 1] & (tags.POSSESSIVE | tags.OWNS)
    return bool(owned) and unit.low[k] == "to" and unit.low[i] in unit.table.limits["promises"]


def _verb(unit: Unit, i: int) -> Cue | None:
    word, table = unit.low[i], unit.table
    known = table.verbs.get(word)
    lemma, kinds, form = known or ("", frozenset[str](), "base")
    last = i
    for phrase in table.phrases.get(word, ()):
        if unit.low[i + 1 : i + 1 + len(phrase.rest)] == phrase.rest and not phrase.lead:
            last, lemma, kinds = i + len(phrase.rest), phrase.lemma, phrase.kinds
    if last > i and known is None:
        form = _form_of(word)
    if not lemma or not _is_verb(unit, i, form, lemma) or _is_unsaid(unit, i):
        return None
    return Cue(i, last, lemma, kinds, form, _is_passive(unit, i, form))


def _form_of(word: str) -> CueForm:
    """The form of a verb that is a cue only in a phrase, by its ending."""
    if word.endswith("ing"):
        return "ing"
    if word.endswith("s"):
        return "s"
    return "past" if word.endswith(("ed", "ade", "ut", "ent", "ot")) else "base"


def _is_verb(unit: Unit, i: int, form: CueForm, lemma: str) -> bool:
    """Whether a word that may be a noun or an adjective stands where a verb does."""
    low, kinds, limits = unit.low, unit.kinds, unit.table.limits
    before, after, kind = low[i - 1], low[i + 1], kinds[i - 1]
    if (
        before in _BEFORE_NOUN
        or kind & tags.POSSESSIVE
        or (kind & tags.OWNS and not kind & tags.VERB)
        or (lemma, after) in _OTHER_VERBS
    ):
        return False
    passive = _is_passive(unit, i, form)
    if lemma == "consider" and after != "that" and not kinds[i + 1] & tags.QUOTED:
        return False
    if lemma == "read" and form == "past" and passive:
        return False
    if lemma == "state" and low[i] == "states" and not _states(unit, i):
        return False
    if lemma == "call" and (
        kinds[i + 1] & tags.PARTICLE
        or (form == "past" and before in ("so", "is", "was", "be", "been") and after not in ("a", "an", "the"))
    ):
        return False
    if form == "past":
        return (passive or after != "by") and _is_past(unit, i, lemma)
    if form == "ing":
        return after != "of" and before not in _INTENSIFIERS and (lemma, after) != ("tell", "in")
    if kind & tags.PREPOSITION and before != "to":
        return False
    if i and unit.raw[i][0].isupper() and not kinds[i + 1] & tags.NAME:
        return False
    return lemma not in limits["nouns_too"] or _has_complement(unit, i)


def _is_past(unit: Unit, i: int, lemma: str) -> bool:
    """Whether a past form is a finite verb, not a participle or an adjective."""
    low, kinds, limits = unit.low, unit.kinds, unit.table.limits
    before, kind = low[i - 1], kinds[i - 1]
    if lemma in limits["questioned"]:
        if before == "," and "," in low[i + 1 : i + 4]:
            return False  # "One clerk, asked twice, became two"
        if before in _ASKED:  # "Asked about the dam, she …"
            return unit.any(tags.SUBORDINATOR, i + 1, i + 5) or "if" in low[i + 1 : i + 5]
    if before == "," and _is_participle(unit, i):
        return False
    joined = before == "and" and low[i - 2] == ","
    adjective = (kind & (tags.BEFORE_ADJECTIVE | tags.DIGITS) and not joined) or kind & (tags.PREPOSITION | tags.LY)
    if adjective and lemma in limits["adjectives_too"] and _is_bare_noun(unit, i + 1):
        return False
    return not kind & tags.PREPOSITION or before in ("after", "before", "since")


def _is_participle(unit: Unit, i: int) -> bool:
    """Whether ", reported from Kelm, …" is set between the commas after a subject whose verb follows."""
    close = next((k for k in range(i + 2, min(i + 9, len(unit))) if unit.low[k] == ","), 0)
    if not close or unit.low[i + 1] not in _PARTICIPIAL or unit.any(tags.FINITE | tags.QUOTED, i + 1, close):
        return False
    start = unit.back_to(tags.STOP | tags.QUOTED, i - 1)
    if "," in unit.low[start : i - 1] or unit.any(tags.VERB, start, i - 1):
        return False
    return bool(unit.kinds[close + 1] & (tags.FINITE | tags.ED))


def _states(unit: Unit, i: int) -> bool:
    """Whether "states that" is the verb, not the noun with a relative clause: "the states that vote in May"."""
    if unit.low[i + 1] != "that":
        return unit.low[i + 1] == ":" or unit.any(tags.QUOTED, i + 1, i + 3)
    begins = tags.NAME | tags.DETERMINER | tags.POSSESSIVE | tags.SUBJECT | tags.PREPOSITION
    return bool(unit.kinds[i + 2] & begins) or unit.low[i + 2] == "there"


def _is_bare_noun(unit: Unit, i: int) -> bool:
    """Whether a word is none of the closed classes and no name: what an adjective would stand before."""
    return bool(unit.kinds[i] & tags.LETTERS) and not unit.kinds[i] & (tags.NAME | tags.QUOTED | _CLOSED)


def _has_complement(unit: Unit, i: int) -> bool:
    """Whether a form like "claims" or "report" is followed or preceded as only a verb is."""
    word, before, after = unit.low[i], unit.low[i - 1], unit.low[i + 1]
    kind, behind = unit.kinds[i - 1], unit.kinds[i + 1]
    if kind & tags.DETERMINER and (not kind & tags.SUBJECT or before == "one"):
        return False
    if after == "that" and (kind & tags.ED or before in _OBJECT_AFTER):  # "received emails that"
        return False
    if after in ("that", ":") or (after == "," and unit.kinds[i + 2] & tags.QUOTED):
        return True
    if behind & tags.QUOTED:
        return not kind & tags.DETERMINER
    if word == "calls" and (behind & tags.OBJECT or after in ("the", "a")):
        return not kind & tags.PREPOSITION and before != "which"  # "the paper calls it “a lamp”"
    if after == "to" and word.endswith("s") and kind & tags.LY:
        return True  # "the mayor regularly pledges to"
    agrees = word.endswith("s") or before.endswith("s")  # "Democrats claim", "Tenn claims"
    named = agrees and kind & tags.NAME and not unit.kinds[i] & tags.NAME and not behind & tags.ED
    subject = named or before == "to" or before in _SUBJECTS or kind & tags.AUXILIARY
    return bool(subject) and after not in ("of", "from", "by", ".", ",", "and") and not behind & tags.FINITE


def _is_passive(unit: Unit, i: int, form: CueForm) -> bool:
    return form == "past" and unit.low[unit.back_over(tags.ADVERB | tags.LY, i - 1)] in _BE


def _is_unsaid(unit: Unit, i: int) -> bool:
    """Whether the cue is negated or only wished, planned, refused: "did not say", "declined to say"."""
    for j in range(i - 1, max(-1, i - 6), -1):
        kind = unit.kinds[j]
        if kind & (tags.NEGATION | tags.NOT):
            return unit.low[j + 1] != "only"
        if kind & tags.UNSAID and unit.low[j + 1] in ("to", "not"):
            return True
        if not (kind & (tags.AUXILIARY | tags.ADVERB | tags.LY) or unit.low[j] in ("to", ",")):
            return False
    return False
