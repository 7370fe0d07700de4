"""What a unit reports: each content with its cue and source, before the speaker is resolved.

Deeds are told with the words of speech ("claimed the prize", "asked for a separation", "the rise suggests"): a verb of
the lexicon is a cue only with the content and the subject that its class wants.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from analysis.extraction.statements import tags
from analysis.extraction.statements.content_ends import Content
from analysis.extraction.statements.contents import find_contents
from analysis.extraction.statements.cue_table import Cue
from analysis.extraction.statements.cues import find_cues
from analysis.extraction.statements.phrases import Source
from analysis.extraction.statements.sources import cited_source, find_source
from analysis.extraction.statements.units import Unit

_UNNAMED = re.compile(r"not to be (?:named|identified|quoted)|(?:that )?(?:his|her|their) names? not be |for anonymity")
_UNNAMED_FIRST = frozenset(("not", "that", "his", "her", "their", "for"))
_UNTOLD = frozenset(
    ("who", "which", "what", "when", "where", "how", "why", "nothing", "something", "anything", "little")
)
_CONTRACTED = ("'s", "'ll", "'d", "'re", "'ve")
_SUBJECTS = frozenset(("he", "she", "they", "it", "we", "i"))
_SHORT = 6  # words of an object that is a thing rather than a claim
_INNER_QUOTE = 3  # quoted words from which on a content is speech whatever its verb


@dataclass(frozen=True, slots=True)
class Reported:
    """One content with its cue and source; ``start`` and ``end`` are characters of the text."""

    start: int
    end: int
    rule: str
    unit: Unit
    cue: Cue | None
    source: Source | None
    via: Source | None = None  # who passes it on: "*the Wire*, citing officials, said"

    @property
    def mention(self) -> tuple[int, int] | None:
        """The span of the source."""
        if self.source is None:
            return None
        return self.unit.spans[self.source.first][0], self.unit.spans[self.source.last][1]


def find_reports(unit: Unit) -> list[Reported]:
    """The contents that the cues of a unit report, in text order."""
    unit.cues = find_cues(unit)
    out: list[Reported] = []
    earlier: Source | None = None
    main: Source | None = None  # who speaks first in the sentence: ", noting that" goes back to him
    floor = 0
    for cue in unit.cues:
        shared = main if cue.form == "ing" and unit.low[cue.first - 1] == "," else earlier
        source = find_source(unit, cue, earlier=shared or earlier, floor=floor)
        if cue.form == "noun" and cue.last > cue.first + 1:
            source = Source(cue.first + 2, cue.last, "after")  # "claims *by the ministry* that …"
        if source is not None and source in (earlier, shared):
            source = source._replace(place="shared")
        floor = cue.last + 1
        cited = cited_source(unit, cue, source)
        for content in find_contents(unit, cue, source):
            told = _is_thing(unit, cue, content) and any(r.start <= unit.spans[cue.first][0] < r.end for r in out)
            if told or not _speaks(unit, cue, content, source):
                continue
            asked = unit.low[content.first] == "for" and cue.lemma == "ask" and content.first < content.last
            start, end = unit.spans[content.first + asked][0], unit.spans[content.last][1]  # "asked for *an inquiry*"
            out.append(Reported(start, end, content.rule, unit, cue, cited or source, source if cited else None))
        earlier = source or earlier
        main = main or source
    begun = {r.start for r in out if r.cue is not None and r.cue.form != "noun"}  # "said in a statement that": one row
    return _nearest([r for r in out if r.cue is None or r.cue.form != "noun" or r.start not in begun])


def _nearest(reported: Sequence[Reported]) -> list[Reported]:
    """Of several cues that claim the same words the one of speech, then the last before them."""
    best: dict[tuple[int, int], Reported] = {}
    for row in reported:
        held = best.setdefault((row.start, row.end), row)
        if _rank(row) > _rank(held):
            best[row.start, row.end] = row
    return list(best.values())


def _rank(row: Reported) -> tuple[bool, int]:
    return row.cue is not None and row.cue.has("report", "hearer", "object"), row.cue.first if row.cue else 0


def _speaks(unit: Unit, cue: Cue, content: Content, source: Source | None) -> bool:
    """Whether the classes of cue and subject make this content speech."""
    low, kinds, limits = unit.low, unit.kinds, unit.table.limits
    first, last, rule = content
    words = [kind for kind in kinds[first : last + 1] if kind & tags.WORD]
    quoted = len([kind for kind in words if kind & tags.QUOTED])
    bare = rule in ("clause", "phrase") and quoted < _INNER_QUOTE
    before = low[first - 1]
    if cue.form == "base" and source is None:
        return False  # "Just ask the neighbours"
    if (not quoted and _is_empty(unit, content, words)) or (source and _is_nobody(unit, source)):
        return False
    if cue.lemma == "put" and quoted < _INNER_QUOTE and not _takes_object(unit, cue, content):
        return False  # "put the lamp on the wall"
    if cue.passive and (
        (source is None and _is_unsaid_passive(unit, cue, content)) or (bare and kinds[first] & tags.FINITE)
    ):
        return False  # "the attack that had been promised did not come"
    worked_in = bare or (rule == "quotation" and before not in (",", ":"))
    if worked_in and low[cue.first - 1] == "to" and not cue.has("object") and not _is_going_on(unit, cue):
        return False
    if source and quoted < _INNER_QUOTE and cue.lemma in limits["evidential"] and _is_event(unit, source):
        return False  # "the rise suggests", "the attack could indicate"
    if bare and source and _takes_object(unit, cue, content):
        return True
    if bare and cue.lemma in limits["clause_only"]:
        return cue.has("report") and _has_clause(unit, content)
    if bare and not quoted and (verdict := _by_verb(unit, cue, content)) is not None:
        return verdict
    if cue.has("report", "source", "hearer", "infinitive", "object", "noun"):
        return True
    if source and cue.lemma in limits["as_verbs"] and _is_called(unit, content):
        return True
    if rule == "quotation" and cue.has("quote_only") and before not in (",", ":"):
        # "snapped “never”", but not "speaks on “Early Bird”"
        return first - 1 == cue.last and cue.form != "base" and cue.lemma != "go"
    if cue.has("label"):
        return quoted > 0 or "as" in low[first:last]
    if cue.has("act") and quoted >= _INNER_QUOTE:
        return not any(first <= c.first <= last for c in unit.cues)
    if cue.last > cue.first:  # "as she put it, “…”"
        return quoted > 0
    if rule == "before" and cue.form in ("past", "s") and quoted >= _INNER_QUOTE:
        return cue.has("quote_only") and quoted >= 0.25 * len(words)
    return quoted >= (0.6 if rule == "around" else 0.9) * len(words)  # cue and speaker stand within "around"


def _is_thing(unit: Unit, cue: Cue, content: Content) -> bool:
    """Whether an object is a thing: within what somebody says, "engineers had reported *a bomb*" is told, not said."""
    if content.rule != "clause" or cue.last > cue.first or cue.has("infinitive", "object", "hearer"):
        return False
    return cue.has("report") and not unit.any(tags.QUOTED | tags.VERB, content.first, content.last + 1)


def _is_going_on(unit: Unit, cue: Cue) -> bool:
    """Whether an infinitive follows a verb of going on: "used to boast", "went on to say"."""
    i = cue.first - 2
    i -= i > 0 and unit.low[i] == "on"
    return i >= 0 and unit.kinds[i] & tags.ASPECT != 0


def _is_empty(unit: Unit, content: Content, words: Sequence[int]) -> bool:
    """Whether a content says nothing: a date, a pronoun, the wish not to be named."""
    if all(kind & (tags.DATE | tags.DETERMINER | tags.ADVERB) for kind in words) or (
        len(words) == 1 and words[0] & tags.OBJECT
    ):
        return True
    said = unit.low[content.first : content.last + 1]
    return said[0] in _UNNAMED_FIRST and _UNNAMED.match(" ".join(said[:16])) is not None


def _is_nobody(unit: Unit, source: Source) -> bool:
    """ "No group claimed", "few ask", "if anyone says": no speech."""
    word = unit.low[source.first]
    supposed = unit.low[source.first - 1] == "if" and word in ("a", "an", "any", "anyone", "someone")
    return supposed or word in ("no", "nobody", "none", "neither", "few")


def _is_unsaid_passive(unit: Unit, cue: Cue, content: Content) -> bool:
    """A passive that reports no speech: "would be answered “within the hour”", "who had been told not to wait"."""
    word, before = unit.low[content.first], unit.low[content.first - 1]
    return (
        (unit.low[cue.first - 1] == "be" and content.rule != "that-clause")
        or (content.rule == "clause" and before == "to" and word in ("be", "have"))  # "was said to be late"
        or (cue.has("hearer") and word in ("to", "not"))
        or cue.has("act", "label")  # "the deal was criticized as …"
    )


def _is_event(unit: Unit, source: Source) -> bool:
    """Whether a subject is a thing that happened rather than somebody or something written."""
    head = min(unit.next(tags.PREPOSITION, source.first + 1) - 1, source.last)
    return not unit.kinds[head] & tags.NAME and _is_listed(unit.low[head], unit.table.limits["events"])


def _is_listed(word: str, nouns: frozenset[str]) -> bool:
    return word in nouns or word.removesuffix("s") in nouns


def _has_clause(unit: Unit, content: Content) -> bool:
    """Whether a content has a finite verb near its beginning, so that it is a clause rather than a thing."""
    for k in range(content.first, min(content.last + 1, content.first + 9)):
        if unit.kinds[k] & (tags.RELATIVE | tags.PREPOSITION):
            return False
        word, follows = unit.low[k], k > content.first and unit.low[k - 1] in _SUBJECTS
        contracted = word.endswith(_CONTRACTED) and word[:2] in ("he", "sh", "it", "th", "we", "i'")
        if follows or contracted or unit.kinds[k] & tags.FINITE:
            return True
    return False


def _takes_object(unit: Unit, cue: Cue, content: Content) -> bool:
    """Whether the object of a verb makes it speech: "rejected the accusation", "puts the toll at nine"."""
    objects = unit.table.objects.get(cue.lemma)
    if objects is None:
        return False
    first = content.first + (unit.low[content.first] == "for")
    for k in range(first, min(content.last + 1, content.first + 6)):
        if _is_listed(unit.low[k], objects):
            return True
        if unit.kinds[k] & (tags.PREPOSITION | tags.RELATIVE):
            return False
    return False


def _by_verb(unit: Unit, cue: Cue, content: Content) -> bool | None:
    """What single verbs want of a content without quotation: threaten "to", call "him a liar", ask somebody to."""
    low = unit.low[content.first : content.last + 1]
    match cue.lemma:
        case "claim":  # "claimed the prize"; but "claims the union's refusal to … is"
            return len(low) > _SHORT or _has_clause(unit, content)
        case "say":  # "would not say who did it", "said nothing of it"
            return None if low[0] not in _UNTOLD else False
        case "threaten":
            return low[0] in ("to", "that", "they", "he", "she", "it")
        case "call":
            if cue.form == "ing" and low[0] in ("itself", "himself", "herself", "themselves"):
                return False  # "a band calling itself the Juniper Column"
            if unit.low[cue.first - 1] in ("will", "would", "could", "might"):
                return False  # "we will call it a raid"
            named = unit.kinds[content.first] & tags.OBJECT or low[0] in ("that", "this")
            return bool(named) or _is_named_so(unit, content)
        case "ask":
            return not (low[0] == "for" and len(low) < 4)
    return None


def _is_called(unit: Unit, content: Content) -> bool:
    """Whether an object is given a name with "as": dismissed *the raid as theatre*, not "as they were leaving"."""
    low = unit.low[content.first : min(content.last, content.first + 8) + 1]
    if "as" not in low[1:-1]:
        return False
    at = low.index("as", 1)
    behind = content.first + at + 1
    return "," not in low[:at] and not unit.any(
        tags.FINITE | tags.SUBJECT, behind, min(behind + 3, content.first + len(low))
    )


def _is_named_so(unit: Unit, content: Content) -> bool:
    """ "the plan a gift": a second noun phrase right after the first."""
    first, last = content.first, content.last
    if last - first == 2 and unit.low[first] == "the" and not unit.kinds[last] & (tags.DATE | tags.ADVERB):
        return True  # "called the raid murder"
    for k in range(first + 1, min(first + 8, last + 1)):
        word = unit.low[k]
        if word in ("a", "an", "the"):
            return True
        if (unit.kinds[k] & tags.PREPOSITION and word != "of") or word in (",", "and", "that"):
            return False
    return False
