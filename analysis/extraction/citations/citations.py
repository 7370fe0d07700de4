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
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from analysis.extraction.citations.outlets import Outlets, canonical_outlet, compile_outlets, outlet_forms
from analysis.extraction.records import Citation, Credit, Entity, Strength
from analysis.language.counting import Phrases, match_phrase
from analysis.language.gazetteer import fold, folded_text
from analysis.language.patterns import Line, line_of
from analysis.language.reading import Reading, SentenceReading, read_sentence
from analysis.reading.article import Passage

__all__ = ["canonical_outlet", "find_citations", "outlet_forms"]

_COUNTRY_KINDS = ("country", "people")
_CAPITALISED = re.compile(r"[A-Z][^\s./]*\s\Z")
_DATELINE_BEHIND = re.compile(r"\)\s*(?:[-–—:]|$|[A-Z\[])")
_LONGEST_DATELINE = 60  # characters before the agency's name
_REACH, _AHEAD = 16, 80  # words before and behind a name in which a rule looks
_BEFORE_ENDING = 4  # capitalised words: "Harbour" of "Harbour Gazette"
_AFTER_COUNTRY = 4  # characters between a country and its outlet: "Syria's state news agency"
_NEARBY = 60  # characters before a description in which its country may stand: "In Syria, the state news agency"
_OWNED = (" of ", " in ", " of the ", " in the ")  # between a description and its country
_GENITIVES = ("'s", "’s")


class Mention(NamedTuple):
    """A name in the text; ``cited`` is None where it depends on what was named before.

    ``form`` is the folded name, "report" where a new report is introduced, "the …" for a noun that carries a credit
    on, "state …" for a description with several bearers in that country.
    """

    start: int
    end: int
    form: str
    cited: str | None


@dataclass(eq=False)
class Place:
    """A sentence, or a passage of another kind; ``hits`` are names in it and words that may lead to one."""

    passage: Passage
    tokens: SentenceReading
    hits: Sequence[tuple[int, int]]
    outlets: Outlets
    lines: dict[int, Line] = field(default_factory=dict)  # of the words around a name, by where they begin

    @cached_property
    def low(self) -> list[str]:
        """The words in lower case, without the endings of genitives."""
        return [word.removesuffix("'s") for word in self.tokens.low]

    def holds(self, means: str, mention: Mention, kind: str = "") -> bool:
        """Whether a rule of [[credit_rules]] that means this holds of a name of an outlet of this kind."""
        spans, raw, text = self.tokens.spans, self.tokens.raw, self.tokens.text
        behind = [bisect_left(spans, (mention.end, 0))]
        if text[mention.end : mention.end + 1] in ("-", "–", "/"):  # "a Gazette-Harbour News poll"
            while len(behind) < _BEFORE_ENDING and behind[-1] < len(raw) and raw[behind[-1]][0].isupper():
                behind.append(behind[-1] + 1)
        return self.first_of(means, bisect_right(spans, (mention.start, len(text))) - 1, behind, kind) is not None

    def first_of(self, means: str, first: int, behind: Sequence[int], kind: str) -> int | None:
        """The first word that belongs to a name by the first rule that means this and holds of it, which may end before
        each word of ``behind``: that of the group "it" to its left, else ``first``; None without a rule."""
        start = max(0, first - _REACH)
        if (line := self.lines.get(first)) is None:
            line = line_of([*map(self.outlets.pieces.__getitem__, self.tokens.raw[start : first + _AHEAD])])
            self.lines[first] = line
        for rule, left, right in self.outlets.rules[means]:
            before = left.ends_at(line, first - start) if left else None
            is_meant = (before or not left) and kind in rule.given.get("kinds", (kind,))
            if is_meant and (right is None or any(right.starts_at(line, i - start) for i in behind)):
                rule.fires()
                return start + before.groups["it"][0] if before and "it" in before.groups else first
        return None

    def phrases(self, phrases: Phrases) -> Iterator[tuple[str, int, int, int]]:
        """The phrases of it, also in the genitive: their values, first words, words behind them, and ends."""
        for i in [i for i, word in enumerate(self.low) if word in phrases]:
            if found := match_phrase(self.low, i, phrases):
                value, behind = found
                yield value, i, behind, self.tokens.spans[behind - 1][0] + len(self.low[behind - 1])


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
    named: list[str] = []
    introduced: str | None = None
    for place in _places(reading):
        outlets = place.outlets
        for mention in _find_mentions(place, countries):
            start, end, form, cited = mention
            if form == "report":
                introduced = None
            elif cited is None and form.startswith("the "):  # "the report": the one that was credited last
                fitting = reading.lexicon["outlet_anaphors"][form.removeprefix("the ")]
                cited = introduced if introduced and outlets.kinds.get(introduced, "unlisted") in fitting else None
            elif cited is None:  # a short name means the last named that bears it, or the only one
                bearers = outlets.shorts.get(form, ())
                alone = bearers[0] if len(bearers) == 1 else None
                cited = next((name for name in reversed(named) if name in bearers), alone)
            if cited:
                named.append(cited)
                if credit := _credit(place, mention, cited):
                    if credit == "text" and not place.holds("translated", mention):
                        introduced = cited
                    yield Citation(start, end, cited, credit, _strength(place, mention, cited, credit, reading))


def _places(reading: Reading) -> Iterator[Place]:
    """What holds a name, or a word that may lead to one: sentences of the text, and passages of other kinds whole."""
    article, outlets = reading.article, compile_outlets(reading.lexicon)
    sentences = [s for s in reading.sentences if article.passages[s.sentence.passage].kind != "caption"]
    starts, begins = [s.start for s in sentences], [p.start for p in article.passages]
    read = {s.sentence.passage for s in sentences}

    def place_of(hit: tuple[int, int]) -> tuple[int, int]:
        """The indices of the sentence and of the passage that a hit lies in, -1 for none."""
        i = bisect_right(starts, hit[0]) - 1
        return (i, -1) if i >= 0 and hit[1] <= sentences[i].end else (-1, bisect_right(begins, hit[0]) - 1)

    for (i, j), hits in groupby(sorted(outlets.finder.find(folded_text(article.text))), key=place_of):
        if i >= 0:
            yield Place(article.passages[sentences[i].sentence.passage], sentences[i], list(hits), outlets)
        elif j >= 0 and j not in read and article.passages[j].duplicate_of is None:
            passage = article.passages[j]
            tokens = read_sentence(article.text, reading.lexicon, passage.start, passage.end)
            yield Place(passage, tokens, [hit for hit in hits if hit[1] <= passage.end], outlets)


def _credit(place: Place, mention: Mention, cited: str) -> Credit | None:
    text, passage = place.tokens.text, place.passage
    if passage.kind == "dateline" or passage.kind == "byline":
        return passage.kind
    if passage.kind != "caption" and place.holds("its people's work", mention):
        return "text"
    if passage.kind != "caption" and not text[passage.end :].strip() and place.holds("signed", mention):
        return "byline"
    if passage.kind in ("caption", "furniture") or cited in place.tokens.lexicon["photo_agencies"]:
        return "photo" if _is_photo(place, mention) else None
    is_early = mention.start - passage.start < _LONGEST_DATELINE
    if is_early and text[mention.start - 1] == "(" and _DATELINE_BEHIND.match(text, mention.end, passage.end):
        return "dateline"  # "BAGHDAD (AP) —" at the head of a paragraph, where the dateline was not set apart
    means, kind = ("credit before", "credit behind", "belongs"), place.outlets.kinds.get(cited, "")
    if mention.form.startswith("the ") or any(place.holds(each, mention, kind) for each in means):
        return "text"
    return "photo" if place.holds("photo in the text", mention) else None


def _is_photo(place: Place, mention: Mention) -> bool:
    """In a caption a name stands behind a slash, in brackets, at the end, or beside a word for pictures."""
    before = place.tokens.text[place.passage.start : mention.start].rstrip()
    after = place.tokens.text[mention.end : place.passage.end].lstrip()
    is_last = place.passage.kind == "caption" and not after.strip(" .)\n")
    marked = before.endswith(("/", "(")) or after.startswith(("/", ")", "Photo"))
    return marked or is_last or place.holds("photo", mention)


def _strength(place: Place, mention: Mention, cited: str, credit: Credit, reading: Reading) -> Strength | None:
    if credit == "photo":
        return None
    if place.passage.kind == "furniture" and credit == "text":
        return "rewritten"
    if credit in ("dateline", "byline") or place.holds("whole", mention):
        return "rewritten" if place.holds("part", mention) else "carried whole"
    if place.holds("asked in vain", mention):
        return "mentioned"
    if not place.holds("credit before", mention):
        is_credited = place.holds("credit behind", mention)  # else "a fellow of the Institute"
        if not is_credited or place.holds("only named", mention, place.outlets.kinds.get(cited, "")):
            return "mentioned"
    return "quoted from" if _has_quoted(mention.start, reading, place.outlets) else "rewritten"


def _has_quoted(at: int, reading: Reading, outlets: Outlets) -> bool:
    """Whether two or more words in quotation marks stand in the sentence at ``at`` or in those that carry it on."""
    sentences = reading.sentences
    first = bisect_right(sentences, at, key=lambda s: s.end)
    if first == len(sentences) or at < sentences[first].start:
        return False
    reach = first + 1
    while reach < len(sentences) and _goes_on(sentences[first], sentences[reach], outlets):
        reach += 1
    words = [a for s in sentences[first:reach] for w, (a, _) in zip(s.low, s.spans, strict=True) if w[0].isalnum()]
    return any(bisect_left(words, q.end) - bisect_left(words, q.start) > 1 for q in reading.quotations)


def _goes_on(one: SentenceReading, other: SentenceReading, outlets: Outlets) -> bool:
    """Whether a sentence of the same passage goes on about the outlet: "It calls this …", "The agency said …"."""
    if other.sentence.passage != one.sentence.passage or "\n\n" in one.text[one.end : other.start]:
        return False
    opener = next((i for i, word in enumerate(other.raw) if word[0].isalnum()), len(other.raw) - 1)
    if other.raw[opener] in ("It", "Its"):
        return True
    is_the = other.raw[opener] == "The" and opener + 1 < len(other.low)
    return is_the and match_phrase([*other.low], opener + 1, outlets.anaphors) is not None


def _find_mentions(place: Place, countries: Sequence[Entity]) -> list[Mention]:
    """Names, "the report" and newly introduced reports of a passage, in text order, none within another."""
    listed = list(_listed(place))
    mentions = [*listed, *_unlisted(place, listed)]
    if place.passage.kind in ("body", "headline", "subhead"):
        mentions += [*_described(place, countries, listed), *_carried(place)]
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.cited is None, m.start, -m.end)):  # names before what carries on
        at = bisect_right(kept, mention.start, key=lambda m: m.end)  # the first that ends behind its beginning
        if at == len(kept) or mention.end <= kept[at].start:
            kept.insert(at, mention)
    return kept


def _listed(place: Place) -> Iterator[Mention]:
    """The longest of the listed names that begin together; a short one needs "the" before it."""
    text, outlets, best = place.tokens.text, place.outlets, dict[int, Mention]()
    for start, end in place.hits:
        form = fold(text[start:end])
        if form in outlets.names:
            is_first_name = text[end : end + 1].isspace() and text[end + 1 : end + 3].istitle()  # "Petra Marsk"
            if not (is_first_name and form in place.tokens.lexicon["guarded_outlets"]):
                best[start] = Mention(start, end, form, outlets.names[form])
        elif form in outlets.shorts and text[max(0, start - 4) : start].lower() == "the ":
            best.setdefault(start, Mention(start, end, form, None))
    reach = 0
    for start in sorted(best):
        if start >= reach:
            reach = best[start].end
            yield best[start]


def _unlisted(place: Place, listed: Sequence[Mention]) -> Iterator[Mention]:
    """ "Harbour Gazette": capitalised words before an outlet's ending; what only opens a sentence stays outside.

    Listed names make up no unlisted one: "Syria's Harbour News", or "Gazette-Harbour News", two that poll together.
    """
    text, raw, spans, names = place.tokens.text, place.tokens.raw, place.tokens.spans, place.outlets.names
    openers = place.tokens.lexicon["outlet_context"]["openers"]
    for ending, i, _, end in place.phrases(place.outlets.endings):
        if " ".join(text[spans[i][0] : end].split()) != ending:
            continue
        first = i
        while first > max(0, i - _BEFORE_ENDING) and _CAPITALISED.match(text, spans[first - 1][0], spans[first][0]):
            first -= 1
        while first < i and raw[first] in openers:
            first += 1
        start, cited = spans[first][0], " ".join(text[spans[first][0] : end].split())
        within = [m for m in listed if m.cited and start <= m.start and m.end <= end]
        if within and within[-1].end == end and within[0].form != cited:
            parts = cited.replace("–", "-").replace("/", "-").split("-")
            joint = len(parts) > 1 and all(fold(part).strip() in names for part in parts)
            if joint or text[start : within[-1].start].rstrip().endswith(_GENITIVES):
                continue
        if first < i:
            yield Mention(start, end, cited, names.get(fold(cited), cited))


def _described(place: Place, countries: Sequence[Entity], listed: Sequence[Mention]) -> Iterator[Mention]:
    """ "Syria's state news agency", "in Syria, the state news agency": the one outlet that a state has of that kind.

    Its country stands right before it, after "of", or is the last one named in its sentence.
    """
    text, passage = place.tokens.text, place.passage
    here = [e for e in countries if e.country and passage.start <= e.start and e.end <= passage.end]
    for kind, i, _, end in place.phrases(place.outlets.described):
        start = place.tokens.spans[i][0]
        if any(0 <= m.start - end <= 2 or 0 <= start - m.end <= 2 for m in listed if m.cited):
            continue  # it is named beside its description
        before = [e for e in here if start - _NEARBY <= e.start and e.end <= start and "." not in text[e.end : start]]
        after = [e for e in here if end < e.start and text[end : e.start] in _OWNED]
        country = before[-1] if before else None
        if after and not (country and start - country.end <= _AFTER_COUNTRY):
            country, end = after[0], after[0].end
        bearers = place.outlets.state.get((country.country or "" if country else "", kind), ())
        if len(bearers) == 1:
            yield Mention(start, end, f"state {kind}", bearers[0])


def _carried(place: Place) -> Iterator[Mention]:
    """ "The report", "the American report" where they carry a credit on; "a report" introduces another."""
    spans = place.tokens.spans
    for noun, i, behind, end in place.phrases(place.outlets.anaphors):
        for means, form in (("carried on", f"the {noun}"), ("introduced", "report")):
            first = place.first_of(means, i, [behind], noun)
            if first is not None:
                yield Mention(spans[first][0], end, form, None)
