"""What the lexicon and its letters tell of a word, as one number with a bit for each kind.

"A finite verb or a relative pronoun" is ``kind & (tags.FINITE | tags.RELATIVE)``: looked up once, asked often.
"""

from __future__ import annotations

from functools import lru_cache, reduce
from operator import or_

from analysis.extraction.statements.cue_table import cue_table
from analysis.language.known import Known
from analysis.language.lexicon import Lexicon
from analysis.language.tokens import lowered

CLASSES = (  # of [speech_grammar], which says what each is for
    "subject_pronouns", "object_pronouns", "possessives", "determiners", "prepositions", "subordinators",
    "coordinators", "auxiliaries", "adverbs", "dates", "negations", "unsaid", "finite", "relatives", "leads",
    "particles", "withheld", "refused", "told_nouns", "before_adjectives", "headline_labels", "turns", "remarks",
    "aspects", "title_words", "perception", "before_dates", "side_leads", "cited_things",
)  # fmt: skip
(
    SUBJECT, OBJECT, POSSESSIVE, DETERMINER, PREPOSITION, SUBORDINATOR, COORDINATOR, AUXILIARY, ADVERB, DATE, NEGATION,
    UNSAID, FINITE, RELATIVE, LEAD, PARTICLE, WITHHELD, REFUSED, TOLD_NOUN, BEFORE_ADJECTIVE, HEADLINE_LABEL, TURN,
    REMARK, ASPECT, TITLE_WORD, PERCEPTION, BEFORE_DATE, SIDE_LEAD, CITED_THING,
) = _BITS = [1 << k for k in range(len(CLASSES))]  # fmt: skip
(
    PRONOUN,  # a subject by itself: "she", not "some"
    VERB,  # what may be a finite verb: listed, a contraction, a past form in -ed
    NAME,  # written like one
    WORD, LETTERS, DIGITS,  # begins with a letter or digit, with a letter; is a number
    ING, ED, LY, NOT, OWNS,  # endings: -ing, -ed, -ly, n't, 's and s'
    STOP, COLON, COMMA, DASH, CLOSING, BREAK, EDGE,  # marks; BREAK parts noun phrases, EDGE is trimmed off contents
    CUE,  # may be a cue
    TELLS,  # a cue that is a finite verb for sure
    END,  # a stop outside quotations
    QUOTED,  # stands in a quotation
) = [1 << k for k in range(len(CLASSES), len(CLASSES) + 22)]  # fmt: skip
# words of the closed classes, which are no names
COMMON = reduce(or_, _BITS[: CLASSES.index("dates") + 1])

MARKS = {
    STOP | END: ".?!;",
    COLON: ":",
    COMMA: ",",
    DASH: ("—", "–", "--", "-"),
    CLOSING: ('"', "”", "''", "»", "“", "'"),
    BREAK: (*';:.?!()[]…—–«»“”"', "--", "''", "``", "..", "..."),
    EDGE: ("—", "–", "--", "-", ",", ".", ";", ":", "…", "...", "..", ")", "(", "]", "["),
}
_ENDINGS = {"ing": ING, "ed": ED, "ly": LY, "n't": NOT, "'s": OWNS, "s'": OWNS}
_CONTRACTED = ("n't", "'re", "'ll", "'ve", "'d")


@lru_cache(maxsize=8)
def kinds_of(lexicon: Lexicon) -> Known[str, int]:
    """The kinds of a word as it is written."""
    grammar, table = lexicon["speech_grammar"], cue_table(lexicon)
    listed: dict[str, int] = {}
    for name, bit in zip(CLASSES, _BITS, strict=True):
        for word in grammar[name]:
            listed[word] = listed.get(word, 0) | bit
    for bit, marks in MARKS.items():
        for mark in marks:
            listed[mark] = listed.get(mark, 0) | bit

    def tell(raw: str) -> int:
        word = lowered(raw)
        kind = listed.get(word, 0) | _ENDINGS.get(word[-3:], 0) | _ENDINGS.get(word[-2:], 0)
        if raw[0].isupper() or (raw[:3] in ("al-", "el-") and raw[3:4].isupper()):
            kind |= NAME
        if word[0].isalnum():
            kind |= WORD | LETTERS if word[0].isalpha() else WORD | DIGITS if word.isdigit() else WORD
        if kind & SUBJECT and not kind & DETERMINER:
            kind |= PRONOUN
        contracted = word.endswith(_CONTRACTED) or (
            kind & OWNS and (listed.get(word[:-2], 0) & SUBJECT or word == "there's")
        )
        if kind & (FINITE | AUXILIARY) or contracted or (kind & ED and len(word) > 4 and not kind & NAME):
            kind |= VERB
        if word in table.forms:
            known = table.verbs.get(word)
            tells = known and known[2] in ("past", "s") and word not in table.limits["nouns_too"]
            kind |= CUE | TELLS if tells else CUE
        return kind

    return Known(tell)
