"""Names that may be credited in a passage: outlets, listed or not, by description, or by "the report"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from analysis.extraction.citations.words import CreditWords
from analysis.extraction.records import Entity
from analysis.language.gazetteer import fold, folded_text
from analysis.reading.article import Passage

_NAMED = re.compile(r"(?:[A-Z][\w'’&-]*\s){1,4}$")  # what stands before an ending: "Harbour " of "Harbour Gazette"
_JOINT = re.compile(r"[-–/]")  # between outlets that poll together: "a Gazette-Harbour News poll"
_AFTER_COUNTRY = 4  # characters between a country and its outlet: "Syria's state news agency"
_NEARBY = 60  # characters before a description in which its country may stand: "In Syria, the state news agency"
_BEFORE_NOUN = 100  # characters before a noun in which its article stands, with a word between
_READS_OF = re.compile(r"\s(?:of|in)\s(?:the\s)?$")


class Mention(NamedTuple):
    """A name in the text; ``cited`` is None where it depends on what was named before.

    ``form`` is the folded name, "report" where a new report is introduced, "the …" for a noun that carries a credit
    on, "state …" for a description with several bearers in that country.
    """

    start: int
    end: int
    form: str
    cited: str | None


def find_mentions(text: str, passage: Passage, words: CreditWords, countries: Sequence[Entity]) -> list[Mention]:
    """Names, "the report" and newly introduced reports of a passage, in text order, none within another."""
    start, end = passage.start, passage.end
    listed = list(_listed(text, start, end, words))
    unlisted = [part for name in _unlisted(text, start, end, words) for part in _parts(name, listed, words)]
    mentions = [*listed, *unlisted]
    if passage.kind in ("body", "headline", "subhead"):
        low = text[start:end].lower()
        if any(part in low for part in words.described_parts):
            mentions += _described(text, passage, words, countries, listed)
        if any(part in low for part in words.noun_parts) and words.noun.search(text, start, end):
            carried = words.anaphor.finditer(text, start, end) if _is_carried(low, words) else ()
            spans = [m.span(m.lastgroup or 0) for m in carried]
            mentions += [Mention(at, to, f"the {_noun(text[at:to], words)}", None) for at, to in spans]
            introduced = words.introduced.finditer(text, start, end) if "report" in low else ()
            mentions += [Mention(m.start(), m.end(), "report", None) for m in introduced]
    return _apart(mentions) if mentions else []


def _apart(mentions: Sequence[Mention]) -> list[Mention]:
    """Those that overlap none before them, names before what only carries one on."""
    kept: list[Mention] = []
    ends: list[int] = []
    for mention in sorted(mentions, key=lambda m: (m.cited is None, m.start, -m.end)):
        at = bisect_left(ends, mention.start + 1)  # the first that ends behind its beginning
        if at == len(kept) or mention.end <= kept[at].start:
            kept.insert(at, mention)
            ends.insert(at, mention.end)
    return kept


def _is_carried(low: str, words: CreditWords) -> bool:
    """Whether "the" or a day's name may stand before one of the nouns that carry a credit on: quicker than to ask the
    pattern, which is tried at every word."""
    for noun in words.noun_parts:
        at = low.find(noun)
        while at >= 0:
            if any(w.endswith(("the", "day's", "day’s")) for w in low[max(0, at - _BEFORE_NOUN) : at].split()[-3:]):
                return True
            at = low.find(noun, at + 1)
    return False


def _noun(phrase: str, words: CreditWords) -> str:
    """The noun of "the American report", "Friday's report"."""
    return next((noun for noun in sorted(words.anaphors, key=len, reverse=True) if phrase.lower().endswith(noun)), "")


def _listed(text: str, start: int, end: int, words: CreditWords) -> Iterator[Mention]:
    best: dict[int, Mention] = {}
    for last, form in words.automaton.iter(f" {folded_text(text)[start + 1 : end + 1]} "):
        at, to = start + last - 1 - len(form), start + last - 1
        if form in words.guarded and re.match(r"\s[A-Z][a-z]", text[to : to + 3]):
            continue
        if form in words.names:
            best[at] = max(
                Mention(at, to, form, words.names[form]), best.get(at, Mention(at, at, "", None)), key=_length
            )
        elif text[max(0, at - 4) : at].lower() == "the ":
            best.setdefault(at, Mention(at, to, form, None))
    reach = 0
    for at in sorted(best):
        if at >= reach:
            reach = best[at].end
            yield best[at]


def _length(mention: Mention) -> int:
    return mention.end - mention.start


def _unlisted(text: str, start: int, end: int, words: CreditWords) -> Iterator[Mention]:
    """ "Harbour Gazette": capitalised words before an outlet's ending; what only opens a sentence stays outside."""
    if words.ending_words.isdisjoint(folded_text(text)[start + 1 : end + 1].split()):
        return  # nine passages in ten, and the pattern is tried at every character
    for ending in words.unlisted.finditer(text, start, end):
        name = _NAMED.search(text, max(start, ending.start() - 60), ending.start())
        at = name.start() if name else ending.start()
        while at < ending.start() and (opener := re.match(r"(\S+)\s+", text[at:])) and opener[1] in words.openers:
            at += opener.end()
        if at < ending.start():
            cited = re.sub(r"\s", " ", text[at : ending.end()])
            yield Mention(at, ending.end(), cited, words.names.get(fold(cited), cited))


def _parts(name: Mention, listed: Sequence[Mention], words: CreditWords) -> list[Mention]:
    """An unlisted name, or nothing where listed names make it up.

    "Syria's Harbour News" ends with a listed name after its country; "Gazette-Harbour News" are two that poll together.
    """
    within = [m for m in listed if m.cited and name.start <= m.start and m.end <= name.end]
    if not within or within[-1].end != name.end or within[0].form == name.form:
        return [name]
    before = name.form[: within[-1].start - name.start].rstrip()
    owned = before.endswith(("'s", "’s"))
    joint = _JOINT.search(name.form) and all(fold(p).strip() in words.names for p in _JOINT.split(name.form))
    return [] if owned or joint else [name]


def _described(
    text: str, passage: Passage, words: CreditWords, countries: Sequence[Entity], listed: Sequence[Mention]
) -> Iterator[Mention]:
    """ "Syria's state news agency", "in Syria, the state news agency": the one outlet that a state has of that kind."""
    for match in words.described.finditer(text, passage.start, passage.end):
        if any(0 <= m.start - match.end() <= 2 or 0 <= match.start() - m.end <= 2 for m in listed if m.cited):
            continue  # it is named beside its description
        country, end = _country_of(text, passage, match.start(), match.end(), countries)
        kind = (match.lastgroup or "").replace("_", "-")
        bearers = words.state.get((country or "", kind), ())
        if len(bearers) == 1:
            yield Mention(match.start(), end, f"state {kind}", bearers[0])


def _country_of(
    text: str, passage: Passage, start: int, end: int, countries: Sequence[Entity]
) -> tuple[str | None, int]:
    """The country of a description, and where both end: right before it, after "of", or last named in its sentence."""
    here = [e for e in countries if e.country and passage.start <= e.start and e.end <= passage.end]
    before = [e for e in here if start - _NEARBY <= e.start and e.end <= start and "." not in text[e.end : start]]
    after = [e for e in here if end < e.start <= end + 12 and _READS_OF.match(text[end : e.start])]
    if after and not (before and start - before[-1].end <= _AFTER_COUNTRY):
        return after[0].country, after[0].end
    return (before[-1].country if before else None), end
