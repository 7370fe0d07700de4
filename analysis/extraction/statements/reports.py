"""What a unit reports: its cues, the words that announce speech, each with its content and its source.

Classes, forms and rules of cues stand in ``lexicons/cues.toml``. Method: the cue stage of citron (BBC) with a table
instead of a classifier; which verbs report speech was read off the attributions of news at large.

Deeds are told with the words of speech ("claimed the prize", "asked for a separation", "the rise suggests"): a verb of
the lexicon is a cue only with the content and the subject that its class wants.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from analysis.extraction.statements import tags
from analysis.extraction.statements.contents import find_contents
from analysis.extraction.statements.edges import Content
from analysis.extraction.statements.sources import Source, find_source, phrase_after
from analysis.extraction.statements.units import Unit
from analysis.extraction.statements.vocabulary import Cue, CueForm

_INNER_QUOTE = 3  # quoted words from which on a content is speech whatever its verb
_CUE_OR_QUOTED = tags.MAY_CUE | tags.QUOTED
_UNSAID = tags.NEGATION | tags.NOT | tags.UNSAID
_REPORT, _NOUN = frozenset(["report"]), frozenset(["noun"])
_IS_THAT = (("is", "that"), ("was", "that"))
_BE = frozenset(("is", "are", "was", "were", "be", "been", "being", "'s", "got", "gets"))


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
    unit.hold(find_cues(unit))
    out: list[Reported] = []
    deeds: list[Reported] = []
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
        cited = _cited_source(unit, cue, source)
        for content in find_contents(unit, cue, source):
            if not _speaks(unit, cue, content, source):
                continue
            asked = unit.low[content.first] == "for" and cue.lemma == "ask" and content.first < content.last
            start, end = unit.spans[content.first + asked][0], unit.spans[content.last][1]  # "asked for *an inquiry*"
            out.append(Reported(start, end, content.rule, unit, cue, cited or source, source if cited else None))
            if _is_deed(unit, cue, content):
                deeds.append(out[-1])
        if cue.form != "base" or earlier is None:  # not "she said they would ask for it and added"
            earlier = source or earlier
        main = main or source
    for deed in deeds:
        at = unit.spans[deed.cue.first][0] if deed.cue else deed.start
        if any(r is not deed and r.start <= min(at, deed.start) and max(at, deed.end) <= r.end for r in out):
            out.remove(deed)
    begun = {r.start for r in out if r.cue is not None and r.cue.form != "noun"}  # "said in a statement that": one row
    return best_of([r for r in out if r.cue is None or r.cue.form != "noun" or r.start not in begun], _nearness)


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
    lemma, kinds, form = unit.words.verbs.get(word) or ("", frozenset[str](), None)
    for phrase in unit.words.phrases.get(word, ()):
        first, end = i - len(phrase.lead), i + 1 + len(phrase.rest)
        if low[i + 1 : end] == phrase.rest and low[max(first, 0) : i] == phrase.lead:
            if "source" in phrase.kinds:
                return Cue(first, end - 1, phrase.lemma, phrase.kinds, "fixed")
            last, lemma, kinds, form = end - 1, phrase.lemma, phrase.kinds, form or phrase.form
    passive = form == "past" and low[unit.back_over(tags.ADVERB | tags.LY, i - 1)] in _BE
    saying = unit.starts("quoted as saying", i) if passive and word in ("quoted", "cited") else None
    if saying and (verb := unit.words.verbs.get(low[saying.last - 1])):  # one cue, its subject the speaker
        return Cue(i, saying.last - 1, verb[0], _REPORT, "past")
    if form is None or _is_ruled_out(unit, i, lemma, kinds, form, passive):
        return None
    is_unsaid = unit.any(_UNSAID, i - 5, i) and unit.ends("unsaid", i)
    return None if is_unsaid else Cue(i, last, lemma, kinds, form, passive)


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


def best_of(reported: Sequence[Reported], rank: Callable[[Reported], Any]) -> list[Reported]:
    """Of rows with the same words the one that ranks highest, else the first."""
    best: dict[tuple[int, int], Reported] = {}
    for row in reported:
        held = best.setdefault((row.start, row.end), row)
        if rank(row) > rank(held):
            best[row.start, row.end] = row
    return list(best.values())


def _nearness(row: Reported) -> tuple[bool, int]:
    """Of several cues that claim the same words the one of speech is meant, then the last before them."""
    return row.cue is not None and row.cue.has("report", "hearer", "object"), row.cue.first if row.cue else 0


def _speaks(unit: Unit, cue: Cue, content: Content, source: Source | None) -> bool:
    """Whether the classes of cue and subject make this content speech, as [[speech_rules]] say."""
    first, last, rule = content
    words = [kind for kind in unit.kinds[first : last + 1] if kind & tags.WORD]
    quoted = len([kind for kind in words if kind & tags.QUOTED])
    bare = rule in ("clause", "phrase") and quoted < _INNER_QUOTE
    places = {"cue": (cue.first, cue.last + 1), "content": (first, last + 1)}
    if source:
        places["source"] = (source.first, source.last + 1)
    verdict = unit.decide(
        unit.words.is_speech,
        (cue.lemma, cue.form, cue.kinds, cue.passive),
        places,
        {
            "rule": rule,
            "quoted": "none" if not quoted else "few" if quoted < _INNER_QUOTE else "many",
            "quarter": quoted >= 0.25 * len(words),
            "bare": bare,
            "inside": bare or (rule == "quotation" and unit.low[first - 1] not in (",", ":")),
            "named": source is not None,
            "adjacent": first - 1 == cue.last,
            "parts": cue.last > cue.first,
            "holds_cue": unit.next(tags.CUE, first) <= last,
        },
    )
    if verdict is not None:
        return verdict
    return quoted >= (0.6 if rule == "around" else 0.9) * len(words)  # cue and speaker stand within "around"


def _cited_source(unit: Unit, cue: Cue, source: Source | None) -> Source | None:
    """Whom the subject passes on: "the Wire, citing *two officials*, said", "the Wire said, quoting *the mayor*"."""
    if source is None or cue.has("source", "noun"):
        return None
    for after in (source.last + 1, cue.last + 1):
        if unit.low[after] == "," and unit.low[after + 1] in ("citing", "quoting"):
            found = phrase_after(unit, after + 2)
            if found is None or unit.any(tags.OWNS, found.first, found.last):
                return None  # "he said, citing *the mayor's popularity*"
            head = min(unit.next(tags.PREPOSITION, found.first + 1), found.last + 1) - 1
            some = unit.any(tags.NAME | tags.DETERMINER | tags.NUMBER, found.first, found.last + 1)
            thing = unit.kinds[head] & tags.CITED_THING or not (some or unit.low[head].endswith("s"))
            return None if thing else found._replace(place=source.place)
    return None


def _is_deed(unit: Unit, cue: Cue, content: Content) -> bool:
    """Whether speech is told as a deed where it stands within what somebody else says: "had urged *them to wait*"."""
    if content.rule != "clause" or cue.has("hearer") or unit.starts("told outright", cue.first):
        return False
    return not unit.any(tags.QUOTED, content.first, content.last + 1)
