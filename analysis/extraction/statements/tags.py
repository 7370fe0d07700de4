"""Kinds of words, each a bit: "a finite verb or a relative pronoun" is ``kind & (tags.FINITE | tags.RELATIVE)``.

Patterns of the lexicon name them in lower case: <finite|relative>.
"""

from __future__ import annotations

from functools import lru_cache, reduce
from operator import or_

LISTED = {  # those that [speech_grammar] lists, which says what each is for
    "subject": "subject_pronouns", "object": "object_pronouns", "possessive": "possessives",
    "determiner": "determiners", "preposition": "prepositions", "subordinator": "subordinators",
    "coordinator": "coordinators", "auxiliary": "auxiliaries", "adverb": "adverbs", "date": "dates",
    "negation": "negations", "unsaid": "unsaid", "finite": "finite", "relative": "relatives", "lead": "leads",
    "before_date": "before_dates", "cited_thing": "cited_things",
    "headline_label": "headline_labels", "perception": "perception", "side_lead": "side_leads",
}  # fmt: skip
_TOLD = (
    "pronoun",  # a subject by itself: "she", not "some"
    "verb",  # what may be a finite verb: listed, a contraction, a past form in -ed
    "contraction",  # "they're", also "the dog's"
    "name",  # written like one
    "word", "letters", "number",  # begins with a letter or digit, with a letter; is a number
    "ing", "ed", "ly", "not", "owns",  # endings: -ing, -ed, -ly, n't, 's and s'
    "stop", "colon", "comma", "dash", "closing", "break", "edge",  # marks; BREAK parts phrases, EDGE is trimmed off
    "may_cue", "tells",  # may be a cue; one that is a finite verb for sure
    "plain",  # a word that is no date, determiner or adverb
    "opens",  # may begin a noun phrase: the minister, two officials, Orla Tenn; not him, on Monday
    "joining",  # a coordinator, a comma, an adverb: may stand between verbs that are joined
    "end",  # a stop outside quotations
    "quoted",  # stands in a quotation
    # begins a cue that was found: any, of this form, "according to", a finite verb that is no passive; the cue's others
    "cue", "cue_past", "cue_s", "cue_ing", "cue_source", "says", "cue_more",
)  # fmt: skip
NAMES = (*LISTED, *_TOLD)
(
    SUBJECT, OBJECT, POSSESSIVE, DETERMINER, PREPOSITION, SUBORDINATOR, COORDINATOR, AUXILIARY, ADVERB, DATE, NEGATION,
    UNSAID, FINITE, RELATIVE, LEAD, BEFORE_DATE, CITED_THING,
    HEADLINE_LABEL, PERCEPTION, SIDE_LEAD,
    PRONOUN, VERB, CONTRACTION, NAME, WORD, LETTERS, NUMBER, ING, ED, LY, NOT, OWNS,
    STOP, COLON, COMMA, DASH, CLOSING, BREAK, EDGE, MAY_CUE, TELLS, PLAIN, OPENS, JOINING, END, QUOTED,
    CUE, CUE_PAST, CUE_S, CUE_ING, CUE_SOURCE, SAYS, CUE_MORE,
) = [1 << k for k in range(len(NAMES))]  # fmt: skip
BITS = {name: 1 << k for k, name in enumerate(NAMES)}
COMMON = reduce(or_, [BITS[name] for name in NAMES[: NAMES.index("date") + 1]])  # closed classes, which are no names

MARKS = {
    STOP | END: ".?!;",
    COLON: ":",
    COMMA: ",",
    DASH: ("—", "–", "--", "-"),
    CLOSING: ('"', "”", "''", "»", "“", "'"),
    BREAK: (*';:.?!()[]…—–«»“”"', "--", "''", "``", "..", "..."),
    EDGE: ("—", "–", "--", "-", ",", ".", ";", ":", "…", "...", "..", ")", "(", "]", "["),
}
ENDINGS = {
    **{"ing": ING, "ed": ED, "ly": LY, "n't": NOT, "'s": OWNS | CONTRACTION, "s'": OWNS},
    **dict.fromkeys(("'ll", "'d", "'re", "'ve"), CONTRACTION),
}


@lru_cache(maxsize=8192)
def names_of(kind: int) -> tuple[str, ...]:
    """The names of the kinds that a word is of."""
    return tuple([name for name, bit in BITS.items() if kind & bit])


def within_quotation(kind: int) -> int:
    return kind & ~END | QUOTED
