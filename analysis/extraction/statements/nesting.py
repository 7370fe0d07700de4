"""Reports within reports: which statement stands inside which, and which outlets stand between reader and speaker.

A statement is nested in another whose content holds its cue and its content: "X did Y, officials said, the Wire
reported". What somebody told another outlet has come by way of that outlet as well. The inside of a quotation is read
as a text of its own whose quotations are the ones in single marks: “He asked, ‘Why?’ And they said yes.”
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import chain

from analysis.extraction.statements import tags
from analysis.extraction.statements.reports import Reported
from analysis.extraction.statements.speakers.resolver import other_person
from analysis.extraction.statements.speakers.roles import ARTICLE, Speaker, role_words
from analysis.extraction.statements.speakers.scene import Outlets, Scene, outlets_of
from analysis.extraction.statements.units import Unit, cut_unit
from analysis.extraction.statements.vocabulary import vocabulary
from analysis.language.lexicon import Lexicon
from analysis.language.quotations import Quotation, inner_quotations
from analysis.language.reading import Reading
from analysis.language.tokens import lowered

_OPENING_MARKS = frozenset("\"“‘'«`”")
_STOPPED = frozenset((".", "?", "!", ","))
_NOBODY = frozenset(("i", "we", "some", "one", "you"))
_TELLING = frozenset(("say", "tell", "warn", "urge", "accuse"))
_LONGEST_NAME = 6  # words of an outlet's name
_CARRIED = {  # what comes before an outlet that a statement was made to, or that carried it
    "by": ("quoted", "cited", "carried", "reported", "published", "saying"),
    "with": ("interview", "call", "talk"),
    "to": ("speaking", "sent", "comments", "remarks", "statement", "message", "interview"),
}


def inner_units(
    reading: Reading, units: Sequence[Unit], quotations: Sequence[Quotation], reported: Sequence[Reported]
) -> list[Unit]:
    """The insides of quotations that may hold speech, one unit a quotation.

    Those are quotations with a word which may be a cue that hold single marks, tell what was heard, or are from
    something written.
    """
    forms, works = vocabulary(reading.lexicon).forms, _of_works(reported, reading.lexicon)
    found = []
    for q, words in chain(*[unit.quoted_words() for unit in units]):
        if not forms.isdisjoint(words):
            start, end, closed = quotations[q]
            single = inner_quotations(reading.article.text, quotations[q])
            if single or "heard" in words or _is_within(works, start, end):
                found.append(cut_unit(reading, start + 1, end - closed, single))
    return found


def is_quoted_within(r: Reported) -> bool:
    """Whether a content found within a quotation is quoted speech with its speaker: “He asked, ‘Why?’”

    What is reported there without marks ("they said it was dry") is the speaker's own account and no row, nor are
    single marks around a few words of a clause.
    """
    if r.source is None or r.cue is None or r.cue.form == "ing":
        return False
    low = r.unit.low
    if r.rule == "that-clause" and "heard" in low[max(0, r.source.first - 2) : r.cue.first]:
        return True  # “I heard my neighbour say that it was dry”
    first, last = r.unit.at(r.start), r.unit.at(r.end)
    if min(r.unit.quoted[first:last], default=-1) < 0 or _STOPPED.isdisjoint(low[max(first, last - 2) : last]):
        return False
    return r.rule == "before" or low[first - 1] in (",", ":")


def passed_on_by(inner: Sequence[Reported], reported: Sequence[Reported], lexicon: Lexicon) -> list[Reported]:
    """Contents within quotations from an outlet or a report, which quote what it wrote of others: their speech.

    “Three officials said the depot was empty,” the Wire reported: the officials speak, the Wire is the chain.
    """
    works = _of_works(reported, lexicon) if inner else ()
    return [r for r in inner if _is_told(r) and _is_within(works, r.unit.start, r.unit.end)]


def _is_told(r: Reported) -> bool:
    """Whether an inner content is a clause told of somebody else: not "we explained", "Kelm reports results"."""
    if r.source is None or r.cue is None or r.unit.low[r.source.first] in _NOBODY:
        return False
    clause = r.rule != "clause" or r.cue.lemma in _TELLING
    return clause and (r.cue.form in ("past", "s") or r.cue.has("source"))


def _is_within(works: Iterable[Reported], start: int, end: int) -> bool:
    return any(work.start <= start and end <= work.end for work in works)


def _of_works(reported: Sequence[Reported], lexicon: Lexicon) -> list[Reported]:
    """What outlets and written things say: "the Wire", "the report", "its statement"."""
    works, outlets = role_words(lexicon)["works"], outlets_of(lexicon)
    found = []
    for r in reported:
        if r.source is not None and r.mention is not None:
            phrase = r.unit.text[slice(*r.mention)]
            if r.unit.low[r.source.last] in works or outlets.meant(phrase, r.unit.text, r.start):
                found.append(r)
    return found


def find_outer(reported: Sequence[Reported]) -> list[int | None]:
    """For each row, in text order, the index of the smallest other one whose content holds its cue and its content.

    One sweep over the text: a row is held only against those that have begun and not ended before it.
    """
    needs = []
    for i, r in enumerate(reported):
        if r.cue is not None:  # of a cue only its first character counts
            at = r.unit.spans[r.cue.first][0]
            needs.append((min(at, r.start), max(at, r.end), i))
    outer: list[int | None] = [None] * len(reported)
    begun: list[int] = []
    k = 0
    for low, high, i in sorted(needs):
        while k < len(reported) and reported[k].start <= low:
            begun.append(k)
            k += 1
        begun = [o for o in begun if reported[o].end > low]
        span = reported[i].start, reported[i].end
        around = [o for o in begun if reported[o].end >= high and (reported[o].start, reported[o].end) != span]
        outer[i] = min(around, key=lambda o: (reported[o].end - reported[o].start, o), default=None)
    return outer


def find_via(
    i: int, reported: Sequence[Reported], outer: Sequence[int | None], names: Sequence[str | None], reading: Reading
) -> tuple[str, ...]:
    """Outlets and reports between the reader and the speaker of row ``i``, the outermost first."""
    links: list[str | None] = []
    outlets, at, seen = outlets_of(reading.lexicon), outer[i], {i}
    while at is not None and at not in seen:
        seen.add(at)
        links.insert(0, _as_outlet(names[at], outlets, reading.lexicon))
        at = outer[at]
    passed = [_passed_on(reported[i], outlets), _heard_by(reported[i], outlets)]
    own = (None, reading.article.outlet, names[i])
    return tuple(dict.fromkeys(name for name in (*links, *passed) if name not in own))


def _as_outlet(speaker: str | None, outlets: Outlets, lexicon: Lexicon) -> str | None:
    """The speaker as a link of the chain: an outlet's canonical name, a report as it is called; None for people."""
    bare = ARTICLE.sub("", speaker or "").lower()
    owner, _, last = bare.rpartition(" ")
    if last in role_words(lexicon)["works"]:
        return outlets.names.get(re.sub(r"['’]s?$", "", owner), speaker)
    return outlets.names.get(bare)


def _passed_on(r: Reported, outlets: Outlets) -> str | None:
    """The outlet that cites the speaker: "*the Wire*, citing officials, said", "*the Wire* quoted Vane as saying"."""
    if r.via is not None:
        return _outlet_at(r.unit, r.via.first, r.via.last + 1, outlets)
    if r.source is None or r.source.first < 2 or not r.unit.low[r.source.first - 1].startswith(("quot", "cit")):
        return None
    end = r.unit.back_over(tags.COMMA, r.source.first - 2) + 1
    firsts = range(max(0, end - _LONGEST_NAME), end)
    return next((name for first in firsts if (name := _outlet_at(r.unit, first, end, outlets))), None)


def _heard_by(r: Reported, outlets: Outlets) -> str | None:
    """The outlet that a statement was made to or that carried it: "told *the Wire* that", "quoted by *the Wire*"."""
    low, places = r.unit.low, [r.cue.last] if r.cue is not None and r.cue.has("hearer") else []
    carriers = [i for i, before in enumerate(map(_CARRIED.get, low)) if before and low[i - 1] in before]
    places += [i for i in carriers if not r.start <= r.unit.spans[i - 1][0] < r.end]
    found = (_outlet_at(r.unit, i + 1, i + 1 + _LONGEST_NAME, outlets) for i in places)
    return next((name for name in found if name), None)


def _outlet_at(unit: Unit, first: int, end: int, outlets: Outlets) -> str | None:
    """The outlet whose name begins at a word, the longest such name."""
    first += unit.low[first] in ("the", "a", "an")
    names = (" ".join(unit.low[first:last]).removesuffix("'s") for last in range(min(end, len(unit)), first, -1))
    return next((outlets.names[name] for name in names if name in outlets.names), None)


def speakers_within(
    reported: Sequence[Reported], speakers: Sequence[Speaker | None], outer: Sequence[int | None], scene: Scene
) -> list[Speaker | None]:
    """``speakers`` with those of statements inside a quotation read from the mouth of whoever is quoted.

    "I told them: …" is the speaker of the whole, "my father said" a relative of his; who speaks of "he" and "she" does
    not mean himself.
    """
    found = list(speakers)
    for i in sorted(range(len(reported)), key=lambda i: (reported[i].start, -reported[i].end)):
        at, speaker = outer[i], found[i]
        if at is None or speaker is None or not reported[at].start <= speaker.start < reported[at].end:
            continue
        teller = found[at]
        if teller and teller.name and scene.text[reported[at].start] in _OPENING_MARKS:
            found[i] = _told_by(speaker, teller, scene)
    return found


def _told_by(speaker: Speaker, teller: Speaker, scene: Scene) -> Speaker:
    words = scene.words
    mention = lowered(scene.text[speaker.start : speaker.end])
    first, _, rest = mention.partition(" ")
    if mention in words["first_person"] or (mention in words["first_plural"] and teller.kind == "body"):
        return teller._replace(start=speaker.start, end=speaker.end)
    if first == "my" and rest and rest.count(" ") < 3:
        return speaker._replace(name=f"{teller.name}'s {rest}")
    stands_for = words.pronouns.get(mention)
    if stands_for in ("male", "female") and speaker.name == teller.name:
        return other_person(scene, speaker, stands_for)
    if stands_for == "plural" and speaker.name == teller.name:
        return Speaker(None, speaker.start, speaker.end, kind="pronoun")
    return speaker
