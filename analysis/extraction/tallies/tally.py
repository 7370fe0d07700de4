"""The record of a tally, what its rules ask of the sentence, and the time that a number of attacks is told for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from analysis.extraction.attacks.events.realis import read_realis
from analysis.extraction.attacks.events.scene import Scene
from analysis.extraction.attacks.events.sifting import excluded, lacks
from analysis.extraction.attacks.events.triggers import Trigger
from analysis.extraction.records import DateSpan, Realis
from analysis.language.expressions import Word
from analysis.language.groups import is_clause_mark
from analysis.language.numbers import Quantity
from analysis.language.rules import load_rules

# A date so many words from the count may belong to it; one ahead of it counts as this much farther.
_NEAR, _AHEAD = 30, 6
# How far before an event word the word may stand that makes it a plan or a supposition, in words.
_GOVERNING = 9
_SUPPOSING = frozenset({"condition", "modal", "future", "planned", "hypothetical", "ended", "denied", "negation"})
_SUPPOSED_NOUN = frozenset({"hypothetical_determiner", "planned_determiner"})


@dataclass(frozen=True, slots=True)
class Tally:
    """A count of attacks: the slice of words that tells it, the quantity, the word for the attacks (or what stands for
    it), the period.

    ``noun`` lies outside the slice where the text names the attacks once for several counts. ``inside`` is the start of
    the tally that contains this one, as a character offset.
    """

    first: int
    last: int
    quantity: Quantity
    noun: int
    date: DateSpan | None
    rule: str
    realis: Realis = "actual"
    actor: str | None = None
    target: str | None = None
    place: str | None = None
    country: str | None = None
    inside: int | None = None


def is_attack_plural(word: Word) -> bool:
    """Whether a word names several attacks: "attacks", "drone strikes", not "rockets"."""
    return bool(word.events) and "weapon" not in word.tags and any(e.form == "plural" for e in word.events)


def clause_end(words: Sequence[Word], at: int) -> int:
    """The end of the clause that word ``at`` stands in."""
    for j in range(at + 1, len(words)):
        if words[j].lower in {",", ";", ":", "(", "—", "--"} or words[j].tags & {"relative"}:
            return j
    return len(words)


def counting(scene: Scene, noun: int) -> Realis | None:
    """How the attacks of a counted noun are told; None where the word names no attack here ("two strikes by
    dockers")."""
    trigger = next((t for t in armed_triggers(scene) if t.at == noun), None)
    if trigger is None:
        return None
    realis = read_realis(scene, trigger, told=True).realis
    return realis if realis in ("hypothetical", "planned") else "actual"


def armed_triggers(scene: Scene) -> list[Trigger]:
    """The event words of a sentence that tell of armed force, whatever became of it."""
    return [t for t in scene.triggers if not excluded(scene, t) and not lacks(scene, t, scene.triggers)]


def is_armed(scene: Scene, trigger: Trigger) -> bool:
    """Whether armed force is meant: a weapon, an armed side or the dead in the sentence, a place or thing as the aim.

    Candidates, papers and critics attack each other too, and repeatedly.
    """
    words = scene.words
    if any(w.tags & _ARMED for w in words) or any(e.entity_kind in ("group", "force") for e in scene.entities):
        return True
    if trigger.event != "assault":
        return True
    behind = words[trigger.at + 1 : trigger.at + 9]
    stop = next((k for k, w in enumerate(behind) if is_clause_mark(w) or w.tags & {"say", "relative"}), len(behind))
    if any("thing" in w.tags for w in behind[:stop]) or not stop:
        return stop > 0
    start, end = behind[0].start, behind[stop - 1].end
    return any(start <= e.start < end and e.entity_kind in _AIMS for e in scene.entities)


_ARMED = frozenset({"weapon", "force", "outlaw", "toll:killed", "toll:wounded"})
_AIMS = frozenset({"country", "city", "site", "region"})


def is_supposed(words: Sequence[Word], i: int) -> bool:
    """Whether a word before event word ``i``, or a "will" behind it, makes of it a plan, a fear or a denial."""
    for j in range(i - 1, max(-1, i - _GOVERNING), -1):
        if words[j].lower in {";", ":", "(", ")", "--", "—"} or (words[j].lower == "," and i - j > 3):
            break
        if words[j].tags & _SUPPOSING or (words[j].lower == "to" and j + 1 < i and words[j + 1].events):
            return True
        if i - j < 5 and words[j].tags & _SUPPOSED_NOUN:
            return True
        if "relative" in words[j].tags and words[j].lower in {"who", "which"}:
            break
    for word in words[i + 1 : i + 12]:
        if word.tags & {"modal", "future"}:
            return True
        if is_clause_mark(word) or word.tags & {"say", "relative"}:
            return False
    return False


def find_period(scene: Scene, first: int, last: int, earlier: date | None = None) -> DateSpan | None:
    """The period of the count in ``words[first:last + 1]``. ``earlier`` is the first day of the period told before:
    "before that, 170 in four months" ends there."""
    best: tuple[int, DateSpan] | None = None
    for span in scene.dates:
        at = scene.index_at(span.start)
        if span.date_precision == "day" and any("say" in w.tags for w in scene.words[max(0, at - 2) : at]):
            continue
        if span.date_precision == "day" and at > last and _is_parted(scene, last, at):
            continue
        distance = at - last if at >= last else first - at + _AHEAD
        if 0 <= distance < _NEAR and (best is None or distance < best[0]):
            best = (distance, span)
    period = _open_since(scene, best[1]) if best else None
    return _before_that(scene, period, earlier) if period and earlier else period


def _is_parted(scene: Scene, last: int, at: int) -> bool:
    """Whether another clause opens before a day: "four had been added, among them the missile that fell on April 2"."""
    return any("relative" in w.tags or w.lower in {";", ":"} for w in scene.words[last + 1 : at]) and not any(
        w.lower == "since" for w in scene.words[last + 1 : at]
    )


def is_long(scene: Scene, period: DateSpan | None, first: int, last: int) -> bool:
    """Whether a count has a time longer than a day beside it, be it one without dates ("in recent months")."""
    if period and (period.date_precision != "day" or period.date_start != period.date_end):
        return True
    (vague,) = load_rules(scene.lexicon, "vague_times")
    if scene.listed.isdisjoint(scene.lexicon["word_lists"]["times"]) or vague.near is None:
        return False
    return vague.near.search(scene.line, max(0, first - 12), min(len(scene.words), last + 14)) is not None


def _open_since(scene: Scene, span: DateSpan) -> DateSpan:
    """ "since the March 2 raid", "since January", "this year": up to the day of publication."""
    at, day = scene.index_at(span.start), scene.published
    before = [w.lower for w in scene.words[max(0, at - 6) : at]]
    is_open = "since" in before and not set(before[before.index("since") :]) & {",", ";", "and"}
    if is_open and span.date_start and day and span.date_start <= day:
        return replace(span, date_end=day, date_precision="period")
    if day and span.date_start and span.date_end and span.date_start <= day < span.date_end:
        return replace(span, date_end=day, date_precision="period")
    return span


def _before_that(scene: Scene, period: DateSpan, earlier: date) -> DateSpan:
    """ "Before that, 90 attacks in three months": the three months end where the period told before begins."""
    opening = [w.lower for w in scene.words[:3]]
    is_span = period.date_precision == "period" and period.date_start and period.date_end == scene.published
    if opening[:1] not in (["before"], ["previously"]) or not is_span or period.date_start is None:
        return period
    if period.date_end is None or period.date_end <= earlier:
        return period
    shift: timedelta = period.date_end - earlier + timedelta(days=1)
    return replace(period, date_start=period.date_start - shift, date_end=period.date_end - shift)
