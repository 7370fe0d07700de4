"""Whether what a cue was found with is speech at all: what the cue asks of its content, and who speaks.

Deeds are told with the words of speech ("claimed the prize", "asked for a separation", "the rise suggests"): a verb of
the lexicon is a cue only with the content and the subject that its class wants.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.extraction.statements.ends import Content
from analysis.extraction.statements.grammar.cue_table import CueTable
from analysis.extraction.statements.grammar.cues import Cue
from analysis.extraction.statements.grammar.phrases import Source
from analysis.extraction.statements.grammar.words import Grammar, Unit, is_finite

UNNAMED = re.compile(
    r"(?:not to be (?:named|identified|quoted)|(?:that )?(?:his|her|their) names? not be |for anonymity)"
)
UNNAMED_FIRST = frozenset(("not", "that", "his", "her", "their", "for"))
UNTOLD = frozenset(
    ("who", "which", "what", "when", "where", "how", "why", "nothing", "something", "anything", "little")
)
SHORT = 6  # words of an object that is a thing rather than a claim
INNER_QUOTE = 3  # quoted words from which on a content is speech whatever its verb


def speaks(
    unit: Unit,
    cue: Cue,
    content: Content,
    source: Source | None,
    cues: Sequence[Cue],
    grammar: Grammar,
    table: CueTable,
) -> bool:
    """Whether the classes of cue and subject make this content speech."""
    words = [k for k in range(content.first, content.last + 1) if unit.low[k][0].isalnum()]
    marked = max(unit.quoted[content.first : content.last + 1], default=-1) >= 0
    quoted = sum([unit.quoted[k] >= 0 for k in words]) if marked else 0
    bare = content.rule in ("clause", "phrase") and quoted < INNER_QUOTE
    if cue.form == "base" and source is None:
        return False  # "Just ask the neighbours"
    if (not quoted and _is_empty(unit, content, words, grammar)) or _is_nobody(unit, source):
        return False
    if cue.lemma == "put" and quoted < INNER_QUOTE and not _takes_object(unit, content, grammar, table.objects["put"]):
        return False  # "put the lamp on the wall"
    if cue.passive and source is None and _is_unsaid_passive(unit, cue, content):
        return False
    if cue.passive and cue.has("act", "label") and source is None:
        return False  # "the deal was criticized as …"
    if bare and cue.passive and unit.low[content.first] in grammar["finite"]:
        return False  # "the attack that had been promised did not come"
    infinitive = unit.low[max(0, cue.first - 1)] == "to" and not cue.has("object") and not _goes_on(unit, cue, grammar)
    if infinitive and (bare or (content.rule == "quotation" and unit.low[max(0, content.first - 1)] not in (",", ":"))):
        return False
    if (
        source is not None
        and cue.lemma in table.evidential
        and quoted < INNER_QUOTE
        and _is_event(unit, source, grammar, table)
    ):
        return False  # "the rise suggests", "the attack could indicate"
    if (
        bare
        and source
        and cue.lemma in table.objects
        and _takes_object(unit, content, grammar, table.objects[cue.lemma])
    ):
        return True
    if bare and cue.lemma in table.clause_only:
        return cue.has("report") and _has_clause(unit, content, grammar)
    if bare and not quoted and (verdict := _by_verb(unit, cue, content, grammar)) is not None:
        return verdict
    if cue.has("report", "source", "hearer", "infinitive", "object", "noun"):
        return True
    if cue.lemma in table.as_verbs and source is not None and _is_called(unit, content, grammar):
        return True
    if content.rule == "quotation" and cue.has("quote_only") and unit.low[content.first - 1] not in (",", ":"):
        beside = content.first - 1 == cue.last  # "snapped “never”", but not "speaks on “Early Bird”"
        return beside and cue.form != "base" and cue.lemma != "go"
    if cue.has("label"):
        return quoted > 0 or "as" in unit.low[content.first : content.last]
    if cue.has("act") and quoted >= INNER_QUOTE:
        return not any(content.first <= c.first <= content.last for c in cues)
    if cue.last > cue.first:  # "as she put it, “…”"
        return quoted > 0
    if content.rule == "before" and cue.form in ("past", "s") and quoted >= INNER_QUOTE:
        return cue.has("quote_only") and quoted >= 0.25 * len(words)
    return quoted >= (0.6 if content.rule == "around" else 0.9) * len(words)  # cue and speaker stand within "around"


def _goes_on(unit: Unit, cue: Cue, grammar: Grammar) -> bool:
    """Whether an infinitive follows a verb of going on: "used to boast", "went on to say"."""
    i = cue.first - 2
    i -= i > 0 and unit.low[i] == "on"
    return i >= 0 and unit.low[i] in grammar["aspects"]


def is_thing(unit: Unit, cue: Cue, content: Content, grammar: Grammar) -> bool:
    """Whether an object is a thing: within what somebody says, "engineers had reported *a bomb*" is told, not said."""
    if (
        content.rule != "clause"
        or cue.last > cue.first
        or not cue.has("report")
        or cue.has("infinitive", "object", "hearer")
    ):
        return False
    span = range(content.first, content.last + 1)
    return not any(unit.quoted[k] >= 0 or is_finite(unit, k, grammar) for k in span)


def _is_empty(unit: Unit, content: Content, words: Sequence[int], grammar: Grammar) -> bool:
    """Whether a content says nothing: a date, a pronoun, the wish not to be named."""
    low = [unit.low[k] for k in words]
    if all(w in grammar["dates"] or w in grammar["determiners"] or w in grammar["adverbs"] for w in low):
        return True
    if len(low) == 1 and low[0] in grammar["object_pronouns"]:
        return True
    if unit.low[content.first] not in UNNAMED_FIRST:
        return False
    return UNNAMED.match(" ".join(unit.low[content.first : content.last + 1])[:80]) is not None


def _is_nobody(unit: Unit, source: Source | None) -> bool:
    """ "No group claimed", "few ask", "if anyone says": no speech."""
    if source is None:
        return False
    before = unit.low[source.first - 1] if source.first else ""
    supposed = before == "if" and unit.low[source.first] in ("a", "an", "any", "anyone", "someone")
    return supposed or unit.low[source.first] in ("no", "nobody", "none", "neither", "few")


def _is_unsaid_passive(unit: Unit, cue: Cue, content: Content) -> bool:
    """A passive that reports no speech: "would be answered “within the hour”", "who had been told not to wait"."""
    if unit.low[cue.first - 1 : cue.first] == ("be",) and content.rule != "that-clause":
        return True
    if content.rule == "clause" and unit.low[content.first - 1] == "to" and unit.low[content.first] in ("be", "have"):
        return True  # "was said to be late"
    return cue.has("hearer") and unit.low[content.first] in ("to", "not")


def _is_event(unit: Unit, source: Source, grammar: Grammar, table: CueTable) -> bool:
    """Whether a subject is a thing that happened rather than somebody or something written."""
    head = source.first
    while head < source.last and unit.low[head + 1] not in grammar["prepositions"]:
        head += 1
    word = unit.low[head]
    return not unit.is_name(head) and (word in table.events or word.removesuffix("s") in table.events)


def _has_clause(unit: Unit, content: Content, grammar: Grammar) -> bool:
    """Whether a content has a finite verb near its beginning, so that it is a clause rather than a thing."""
    head = unit.low[content.first : min(content.last + 1, content.first + 9)]
    for k, word in enumerate(head):
        if word in grammar["relatives"] or word in grammar["prepositions"]:
            return False
        if word in grammar["finite"] or (
            word.endswith(("'s", "'ll", "'d", "'re", "'ve")) and word[:2] in ("he", "sh", "it", "th", "we", "i'")
        ):
            return True
        if k and head[k - 1] in ("he", "she", "they", "it", "we", "i"):
            return True
    return False


def _takes_object(unit: Unit, content: Content, grammar: Grammar, objects: frozenset[str]) -> bool:
    """Whether the object of a verb makes it speech: "rejected the accusation", "puts the toll at nine"."""
    for k in range(content.first + (unit.low[content.first] == "for"), min(content.last + 1, content.first + 6)):
        word = unit.low[k]
        if word in objects or word.removesuffix("s") in objects:
            return True
        if word in grammar["prepositions"] or word in grammar["relatives"]:
            return False
    return False


def _by_verb(unit: Unit, cue: Cue, content: Content, grammar: Grammar) -> bool | None:
    """What single verbs want of a content without quotation: threaten "to", call "him a liar", ask somebody to."""
    low = unit.low[content.first : content.last + 1]
    if cue.lemma == "claim":  # "claimed the prize"; but "claims the union's refusal to … is"
        return len(low) > SHORT or _has_clause(unit, content, grammar)
    if cue.lemma == "say":  # "would not say who did it", "said nothing of it"
        return None if low[0] not in UNTOLD else False
    if cue.lemma == "call" and cue.form == "ing" and low[0] in ("itself", "himself", "herself", "themselves"):
        return False  # "a band calling itself the Juniper Column"
    if cue.lemma == "threaten":
        return low[0] in ("to", "that", "they", "he", "she", "it")
    if cue.lemma == "call":
        if unit.low[max(0, cue.first - 1)] in ("will", "would", "could", "might"):
            return False  # "we will call it a raid"
        return low[0] in grammar["object_pronouns"] or low[0] in ("that", "this") or _is_named_so(low, grammar)
    if cue.lemma == "ask":
        return not (low[0] == "for" and len(low) < 4) or low[0] in ("if", "whether", "how", "why", "that")
    return None


def _is_called(unit: Unit, content: Content, grammar: Grammar) -> bool:
    """Whether an object is given a name with "as": dismissed *the raid as theatre*, not "as they were leaving"."""
    low = unit.low[content.first : min(content.last, content.first + 8) + 1]
    if "as" not in low[1:-1]:
        return False
    at = low.index("as", 1)
    clause = any(w in grammar["finite"] or w in grammar["subject_pronouns"] for w in low[at + 1 : at + 4])
    return "," not in low[:at] and not clause


def _is_named_so(low: Sequence[str], grammar: Grammar) -> bool:
    """ "the plan a gift": a second noun phrase right after the first."""
    if len(low) == 3 and low[0] == "the" and low[2] not in grammar["dates"] | grammar["adverbs"]:
        return True  # "called the raid murder"
    for word in low[1:8]:
        if word in ("a", "an", "the"):
            return True
        if word in grammar["prepositions"] - {"of"} or word in (",", "and", "that"):
            return False
    return False
