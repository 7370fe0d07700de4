"""Credits that an article gives to other outlets, agencies and institutes, with their strength.

Three sources of names: the lexicon's outlets, also described ("Syria's state news agency"); short names that mean the
one named last ("the Times said"); runs of capitalised words with an outlet's ending ("the Harbour Gazette reported"). A
name alone is no credit: in the text it needs a crediting word before it ("according to", "told"), a reporting verb or
noun after it (``[[credit_rules]]``); in a dateline it stands in brackets; in a caption it credits the picture. "The
report said" goes to the report that was introduced last. The article's own outlet is never a credit.

Strength is how much an article takes from whom it credits:

- carried whole: a dateline or byline credits the outlet, or the article says that it was published there first.
- quoted from: words in quotation marks stand in the sentence of the credit, or in one that goes on about the outlet
  ("It attributes the blast to …").
- rewritten: facts in the article's own words; also "with files from".
- mentioned: nothing is taken: the outlet asked in vain, its reporter is the news, it employs somebody who speaks.

A photo credit has no strength: it says nothing of the words.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby

from analysis.extraction.citations.mentions import Mention, PassageReading, find_mentions
from analysis.extraction.citations.outlets import Outlets, canonical_outlet, compile_outlets, outlet_forms
from analysis.extraction.records import Citation, Credit, Entity, Strength
from analysis.language.counting import match_phrase
from analysis.language.gazetteer import folded_text
from analysis.language.reading import Reading, read_sentence

__all__ = ["canonical_outlet", "find_citations", "outlet_forms"]

_COUNTRY_KINDS = ("country", "people")
_DATELINE_BEHIND = re.compile(r"\)\s*(?:[-–—:]|$|[A-Z\[])")
_LONGEST_DATELINE = 60  # characters before the agency's name


def find_citations(reading: Reading, *, entities: Sequence[Entity] = ()) -> list[Citation]:
    """Credits to others than the article's own outlet, in text order, each passage that repeats another left out.

    ``entities`` tell whose "state news agency" is meant. Where the outlet is not known, a byline that names one is
    taken for it.
    """
    article, lexicon = reading.article, reading.lexicon
    found = list(_credits(reading, [e for e in entities if e.entity_kind in _COUNTRY_KINDS]))
    own = canonical_outlet(article.outlet, lexicon) if article.outlet else None
    signed = {c.cited for c in found if c.credit == "byline"} if own is None else {own}
    return [c for c in found if c.cited not in signed]


def _credits(reading: Reading, countries: Sequence[Entity]) -> Iterator[Citation]:
    """All credits, the outlet's own included; remembers who was named, and whose report was introduced last."""
    outlets = compile_outlets(reading.lexicon)
    named: list[str] = []
    introduced: str | None = None
    for place in _places(reading, outlets):
        for mention in find_mentions(place, outlets, countries):
            if mention.form == "report":
                introduced = None
                continue
            cited = mention.cited or _meant(mention.form, named, introduced, reading, outlets)
            if not cited:
                continue
            named.append(cited)
            kind = outlets.kinds.get(cited, "")
            credit = _credit(place, mention, cited, kind, outlets)
            if credit:
                if credit == "text" and not place.holds("translated", mention, outlets):
                    introduced = cited
                strength = _strength(place, mention, kind, credit, reading, outlets)
                yield Citation(mention.start, mention.end, cited, credit, strength)


def _places(reading: Reading, outlets: Outlets) -> Iterator[PassageReading]:
    """What holds a name, or a word that may lead to one: sentences of the text, and passages of other kinds whole."""
    article = reading.article
    sentences = [s for s in reading.sentences if article.passages[s.sentence.passage].kind != "caption"]
    starts, begins = [s.start for s in sentences], [p.start for p in article.passages]
    read = {s.sentence.passage for s in sentences}

    def place_of(hit: tuple[int, int]) -> tuple[int, int]:
        """The indices of the sentence and of the passage that a hit lies in, -1 for none."""
        i = bisect_right(starts, hit[0]) - 1
        return (i, -1) if i >= 0 and hit[1] <= sentences[i].end else (-1, bisect_right(begins, hit[0]) - 1)

    for (i, j), hits in groupby(sorted(outlets.finder.find(folded_text(article.text))), key=place_of):
        if i >= 0:
            yield PassageReading(article.passages[sentences[i].sentence.passage], sentences[i], list(hits))
        elif j >= 0 and j not in read and article.passages[j].duplicate_of is None:
            passage = article.passages[j]
            tokens = read_sentence(article.text, reading.lexicon, passage.start, passage.end)
            yield PassageReading(passage, tokens, [hit for hit in hits if hit[1] <= passage.end])


def _meant(form: str, named: Sequence[str], introduced: str | None, reading: Reading, outlets: Outlets) -> str | None:
    """Whom a short name means: the last named that bears it, or the only one; "the report": the last credited."""
    if form.startswith("the "):
        fitting = reading.lexicon["outlet_anaphors"][form.removeprefix("the ")]
        return introduced if introduced and outlets.kinds.get(introduced, "unlisted") in fitting else None
    bearers = outlets.shorts.get(form, ())
    return next((name for name in reversed(named) if name in bearers), bearers[0] if len(bearers) == 1 else None)


def _credit(place: PassageReading, mention: Mention, cited: str, kind: str, outlets: Outlets) -> Credit | None:
    text, passage = place.tokens.text, place.passage
    if passage.kind == "dateline":
        return "dateline"
    if passage.kind == "byline":
        return "byline"
    if passage.kind in ("caption", "furniture") or cited in place.tokens.lexicon["photo_agencies"]:
        return "photo" if _is_photo(place, mention, outlets) else None
    is_early = mention.start - passage.start < _LONGEST_DATELINE
    if is_early and text[mention.start - 1] == "(" and _DATELINE_BEHIND.match(text, mention.end, passage.end):
        return "dateline"  # "BAGHDAD (AP) —" at the head of a paragraph, where the dateline was not set apart
    means = ("credit before", "credit behind", "belongs")
    if mention.form.startswith("the ") or any(place.holds(each, mention, outlets, kind) for each in means):
        return "text"
    return "photo" if place.holds("photo in the text", mention, outlets) else None


def _is_photo(place: PassageReading, mention: Mention, outlets: Outlets) -> bool:
    """In a caption a name stands behind a slash, in brackets, at the end, or beside a word for pictures."""
    before = place.tokens.text[place.passage.start : mention.start].rstrip()
    after = place.tokens.text[mention.end : place.passage.end]
    if before.endswith(("/", "(")) or after.lstrip().startswith(("/", ")", "Photo")):
        return True
    is_last = place.passage.kind == "caption" and not after.strip(" .)\n")
    return is_last or place.holds("photo", mention, outlets)


def _strength(
    place: PassageReading, mention: Mention, kind: str, credit: Credit, reading: Reading, outlets: Outlets
) -> Strength | None:
    if credit == "photo":
        return None
    if credit in ("dateline", "byline") or place.holds("whole", mention, outlets):
        return "rewritten" if place.holds("part", mention, outlets) else "carried whole"
    if place.holds("asked in vain", mention, outlets):
        return "mentioned"
    if not place.holds("credit before", mention, outlets):
        is_credited = place.holds("credit behind", mention, outlets)  # else "a fellow of the Institute"
        if not is_credited or place.holds("only named", mention, outlets, kind):
            return "mentioned"
    return "quoted from" if _has_quoted(mention.start, reading, outlets) else "rewritten"


def _has_quoted(at: int, reading: Reading, outlets: Outlets) -> bool:
    """Whether two or more words in quotation marks stand in the sentence at ``at`` or in those that carry it on."""
    sentences = reading.sentences
    first = next((i for i, s in enumerate(sentences) if s.start <= at < s.end), None)
    if first is None:
        return False
    reach = first + 1
    while reach < len(sentences) and _goes_on(first, reach, reading, outlets):
        reach += 1
    words = [
        span[0]
        for sentence in sentences[first:reach]
        for word, span in zip(sentence.low, sentence.spans, strict=True)
        if word[0].isalnum()
    ]
    return any(bisect_left(words, q.end) - bisect_left(words, q.start) > 1 for q in reading.quotations)


def _goes_on(first: int, following: int, reading: Reading, outlets: Outlets) -> bool:
    """Whether a sentence of the same passage goes on about the outlet: "It calls this …", "The agency said …"."""
    one, other = reading.sentences[first], reading.sentences[following]
    if other.sentence.passage != one.sentence.passage or "\n\n" in one.text[one.end : other.start]:
        return False
    opener = next((i for i, word in enumerate(other.raw) if word[0].isalnum()), None)
    if opener is None or other.raw[opener] in ("It", "Its"):
        return opener is not None
    is_the = other.raw[opener] == "The" and opener + 1 < len(other.low)
    return is_the and match_phrase([*other.low], opener + 1, outlets.anaphors) is not None
