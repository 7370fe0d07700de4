"""The record of a tally and the predicates that its rules share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.extraction.attacks.events.realis import read_realis
from analysis.extraction.attacks.events.scene import Scene, is_dated
from analysis.extraction.attacks.events.sifting import excluded, lacks
from analysis.extraction.attacks.events.triggers import Trigger, read_triggers
from analysis.extraction.records import DateSpan, Realis
from analysis.language.expressions import Word
from analysis.language.groups import is_clause_mark
from analysis.language.numbers import Quantity

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


def names_attack(word: Word) -> bool:
    """Whether a word names an attack or several."""
    return bool(word.events) and "weapon" not in word.tags and any(e.is_noun for e in word.events)


def clause_end(words: Sequence[Word], at: int) -> int:
    """The end of the clause that word ``at`` stands in."""
    for j in range(at + 1, len(words)):
        if words[j].lower in {",", ";", ":", "(", "—", "--"} or words[j].tags & {"relative"}:
            return j
    return len(words)


def counting(scene: Scene, noun: int) -> Realis | None:
    """How the attacks of a counted noun are told; None where the word names no attack here ("two strikes by
    dockers")."""
    trigger = _armed_trigger(scene, noun)
    if trigger is None:
        return None
    reading = read_realis(scene.words, trigger, told=True)
    return reading.realis if reading.realis in ("hypothetical", "planned") else "actual"


def armed_triggers(scene: Scene) -> list[Trigger]:
    """The event words of a sentence that tell of armed force, whatever became of it."""
    triggers = read_triggers(scene.words, headline=scene.is_headline, is_date=lambda i: is_dated(scene, i))
    return [t for t in triggers if not excluded(scene, t) and not lacks(scene, t, triggers)]


def _armed_trigger(scene: Scene, noun: int) -> Trigger | None:
    return next((t for t in armed_triggers(scene) if t.at == noun), None)


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
