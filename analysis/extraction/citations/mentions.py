"""Names that may be credited in a passage: outlets, listed or not, by description, or by "the report"."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from analysis.extraction.citations.outlets import Outlets
from analysis.extraction.records import Entity
from analysis.language.counting import Phrases, match_phrase
from analysis.language.gazetteer import fold
from analysis.language.patterns import Line, tagged_line
from analysis.language.reading import SentenceReading
from analysis.reading.article import Passage

_REACH, _AHEAD = 16, 80  # words before and behind a name in which a rule looks
_BEFORE_ENDING = 4  # capitalised words: "Harbour" of "Harbour Gazette"
_AFTER_COUNTRY = 4  # characters between a country and its outlet: "Syria's state news agency"
_NEARBY = 60  # characters before a description in which its country may stand: "In Syria, the state news agency"
_OWNED = (" of ", " in ", " of the ", " in the ")  # between a description and its country
_ENDINGS = ("n", "i", "se", "sh", "'s")  # of adjectives of countries and genitives
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
class PassageReading:
    """A passage with its tokens, and where names and what may lead to one stand in it (``hits``)."""

    passage: Passage
    tokens: SentenceReading
    hits: Sequence[tuple[int, int]]

    @cached_property
    def bare(self) -> Sequence[str]:
        """The words in lower case, without the ending of the genitive."""
        return [word.removesuffix("'s") for word in self.tokens.low]

    def holds(self, means: str, mention: Mention, outlets: Outlets, kind: str = "") -> bool:
        """Whether a rule of [[credit_rules]] that means this holds of a name of an outlet of this kind."""
        spans, raw = self.tokens.spans, self.tokens.raw
        first = bisect_right(spans, (mention.start, len(self.tokens.text))) - 1
        behind = [bisect_left(spans, (mention.end, 0))]
        if self.tokens.text[mention.end : mention.end + 1] in ("-", "–", "/"):  # "a Gazette-Harbour News poll"
            while len(behind) < _BEFORE_ENDING and behind[-1] < len(raw) and raw[behind[-1]][0].isupper():
                behind.append(behind[-1] + 1)
        return self.first_of(means, first, behind, outlets, kind) is not None

    def first_of(self, means: str, first: int, behind: Sequence[int], outlets: Outlets, kind: str) -> int | None:
        """The first word that belongs to a name by the first rule that means this and holds of it; None without one."""
        start = max(0, first - _REACH)
        line = self._lines.get(first)
        if line is None:
            around = slice(start, first + _AHEAD)
            raw, low = self.tokens.raw[around], self.tokens.low[around]
            tags = [(*_tags(*word), *outlets.tags.get(word[1], ())) for word in zip(raw, low, strict=True)]
            line = self._lines[first] = tagged_line(zip(low, tags, strict=True))
        rules = (rule for rule in outlets.rules[means] if not rule.kinds or kind in rule.kinds)
        held = (rule.holds(line, first - start, [i - start for i in behind]) for rule in rules)
        return next((i + start for i in held if i is not None), None)

    @cached_property
    def _lines(self) -> dict[int, Line]:
        """The words around each name that was asked about, with their tags."""
        return {}


def _tags(raw: str, low: str) -> Iterator[str]:
    if raw[0].isalnum():
        yield "word"
        if low.endswith(_ENDINGS):
            yield from ("ending", "adjective") if "A" <= raw[0] <= "Z" else ("ending",)
        if raw.isupper():
            yield "shouted"


def find_mentions(place: PassageReading, outlets: Outlets, countries: Sequence[Entity]) -> list[Mention]:
    """Names, "the report" and newly introduced reports of a passage, in text order, none within another."""
    listed = list(_listed(place, outlets))
    mentions = [*listed, *_unlisted(place, listed, outlets)]
    if place.passage.kind in ("body", "headline", "subhead"):
        mentions += [*_described(place, outlets, countries, listed), *_carried(place, outlets)]
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.cited is None, m.start, -m.end)):  # names before what carries on
        at = bisect_right(kept, mention.start, key=lambda m: m.end)  # the first that ends behind its beginning
        if at == len(kept) or mention.end <= kept[at].start:
            kept.insert(at, mention)
    return kept


def _listed(place: PassageReading, outlets: Outlets) -> Iterator[Mention]:
    """The longest of the listed names that begin together; a short one needs "the" before it."""
    text, best = place.tokens.text, dict[int, Mention]()
    guarded = place.tokens.lexicon["guarded_outlets"]
    for start, end in place.hits:
        form = fold(text[start:end])
        if form in outlets.names:
            is_first_name = text[end : end + 1].isspace() and text[end + 1 : end + 3].istitle()  # "Petra Marsk"
            if not (is_first_name and form in guarded):
                best[start] = Mention(start, end, form, outlets.names[form])
        elif form in outlets.shorts and text[max(0, start - 4) : start].lower() == "the ":
            best.setdefault(start, Mention(start, end, form, None))
    reach = 0
    for start in sorted(best):
        if start >= reach:
            reach = best[start].end
            yield best[start]


def _phrases(place: PassageReading, phrases: Phrases) -> Iterator[tuple[str, int, int, int]]:
    """The phrases of a passage, also in the genitive: their values, first words, words behind them, and ends."""
    low = place.bare
    for i in [i for i, word in enumerate(low) if word in phrases]:
        if found := match_phrase(low, i, phrases):
            value, behind = found
            yield value, i, behind, place.tokens.spans[behind - 1][0] + len(low[behind - 1])


def _unlisted(place: PassageReading, listed: Sequence[Mention], outlets: Outlets) -> Iterator[Mention]:
    """ "Harbour Gazette": capitalised words before an outlet's ending; what only opens a sentence stays outside."""
    text, raw, spans = place.tokens.text, place.tokens.raw, place.tokens.spans
    openers = place.tokens.lexicon["outlet_context"]["openers"]
    for ending, i, _, end in _phrases(place, outlets.endings):
        if " ".join(text[spans[i][0] : end].split()) != ending:
            continue
        first = i
        while first > max(0, i - _BEFORE_ENDING) and _is_joined(place, first - 1):
            first -= 1
        while first < i and raw[first] in openers:
            first += 1
        if first < i:
            cited = " ".join(text[spans[first][0] : end].split())
            name = Mention(spans[first][0], end, cited, outlets.names.get(fold(cited), cited))
            if not _is_made_up(name, text, listed, outlets):
                yield name


def _is_joined(place: PassageReading, i: int) -> bool:
    """Whether a word is capitalised and only a space parts it from the next."""
    raw, spans = place.tokens.raw, place.tokens.spans
    return "A" <= raw[i][0] <= "Z" and spans[i + 1][0] == spans[i][1] + 1 and "." not in raw[i] and "/" not in raw[i]


def _is_made_up(name: Mention, text: str, listed: Sequence[Mention], outlets: Outlets) -> bool:
    """Whether listed names make up an unlisted one.

    "Syria's Harbour News" ends with a listed name after its country; "Gazette-Harbour News" are two that poll together.
    """
    within = [m for m in listed if m.cited and name.start <= m.start and m.end <= name.end]
    if not within or within[-1].end != name.end or within[0].form == name.form:
        return False
    parts = name.form.replace("–", "-").replace("/", "-").split("-")
    is_joint = len(parts) > 1 and all(fold(part).strip() in outlets.names for part in parts)
    return is_joint or text[name.start : within[-1].start].rstrip().endswith(_GENITIVES)


def _described(
    place: PassageReading, outlets: Outlets, countries: Sequence[Entity], listed: Sequence[Mention]
) -> Iterator[Mention]:
    """ "Syria's state news agency", "in Syria, the state news agency": the one outlet that a state has of that kind."""
    for kind, i, _, end in _phrases(place, outlets.described):
        start = place.tokens.spans[i][0]
        if any(0 <= m.start - end <= 2 or 0 <= start - m.end <= 2 for m in listed if m.cited):
            continue  # it is named beside its description
        country, end = _country_of(place, start, end, countries)
        bearers = outlets.state.get((country or "", kind), ())
        if len(bearers) == 1:
            yield Mention(start, end, f"state {kind}", bearers[0])


def _country_of(place: PassageReading, start: int, end: int, countries: Sequence[Entity]) -> tuple[str | None, int]:
    """The country of a description, and where both end: right before it, after "of", or last named in its sentence."""
    text, passage = place.tokens.text, place.passage
    here = [e for e in countries if e.country and passage.start <= e.start and e.end <= passage.end]
    before = [e for e in here if start - _NEARBY <= e.start and e.end <= start and "." not in text[e.end : start]]
    after = [e for e in here if end < e.start and text[end : e.start] in _OWNED]
    if after and not (before and start - before[-1].end <= _AFTER_COUNTRY):
        return after[0].country, after[0].end
    return (before[-1].country if before else None), end


def _carried(place: PassageReading, outlets: Outlets) -> Iterator[Mention]:
    """ "The report", "the American report" where they carry a credit on; "a report" introduces another."""
    spans = place.tokens.spans
    for noun, i, behind, end in _phrases(place, outlets.anaphors):
        for means, form in (("carried on", f"the {noun}"), ("introduced", "report")):
            first = place.first_of(means, i, [behind], outlets, noun)
            if first is not None:
                yield Mention(spans[first][0], end, form, None)
