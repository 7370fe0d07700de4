"""Tallies without a number: "frequent attacks on the port in recent months", "a wave of bombings since May", "the raids
intensified", "shell the town almost daily". Two or more, the end open.

They are the plural and habitual uses of event words that tell of no single occasion.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analysis.extraction.attacks.events.realis import read_realis
from analysis.extraction.attacks.events.scene import ACTORS, Scene
from analysis.extraction.attacks.events.triggers import Trigger
from analysis.extraction.tallies.periods import find_period, has_vague_time, is_long
from analysis.extraction.tallies.words import Tally, armed_triggers, clause_end, is_armed, is_attack_plural, is_supposed
from analysis.language.expressions import Word
from analysis.language.groups import is_clause_mark, subject_of, tags_of
from analysis.language.numbers import Quantity

_PRESUPPOSING = frozenset({"the", "these", "those", "its", "their", "his", "her"})


def open_tallies(scene: Scene, named: Sequence[int]) -> Iterator[Tally]:
    """The open quantities of attacks in a sentence whose event words stand at ``named``."""
    words = scene.words
    candidates = [(i, cue, rule) for i in named for cue, rule in [_cue(scene, i)] if cue is not None]
    if not candidates:
        return
    armed = {t.at: t for t in armed_triggers(scene)}
    for i, cue, rule in candidates:
        trigger = armed.get(i) or (_habitual(scene, i) if rule == "frequency" else None)
        if trigger is None or not is_armed(scene, trigger) or not _is_real(words, i, cue, trigger):
            continue
        first, last = min(i, cue), max(i, cue)
        period = None if rule == "containing" else find_period(scene, first, last)
        if period and period.date_precision == "day":
            if rule == "collective" or scene.index_at(period.start) < clause_end(words, last):
                continue  # "clashes continued on Monday" tells of an occasion
            period = None
        if rule in ("weak", "collective") and not is_long(scene, period, first, last):
            continue
        many = Quantity(words[cue].start, words[cue].end, 2, None)
        name = "tally.open" if rule in ("weak", "collective", "frequent") else f"tally.{rule}"
        yield Tally(first, clause_end(words, last), many, i, period, name)


def _cue(scene: Scene, i: int) -> tuple[int | None, str]:
    """The index of the word that makes of an event word a number of attacks, and which kind it is."""
    word = scene.words[i]
    if is_attack_plural(word):
        return (None, "") if word.events[0].event == "aftermath" else _noun_cue(scene, i)
    if any(not e.is_noun for e in word.events):
        return _often(scene, i), "frequency"
    return None, ""


def _noun_cue(scene: Scene, i: int) -> tuple[int | None, str]:
    words, table = scene.words, scene.lexicon["tally_open"]
    for j in range(i - 1, max(-1, i - 6), -1):
        lower = words[j].lower
        if is_clause_mark(words[j]) or words[j].tags & {"say", "relative", "be", "have"}:
            break
        bare, _, link = lower.rpartition(" ")
        linked = link in {"of", "in"} or (j + 1 < i and words[j + 1].lower in {"of", "in"})
        noun = bare or lower
        if linked and noun in table["trend_before"]:
            return j, "trend"
        if linked and noun in table["collective"]:
            return j, "collective"
        if lower in table["frequent"] and i - j < 4:
            return j, "frequent"
        if lower in table["weak"] and i - j < 4 and not linked:
            return j, "weak"
    return _behind(scene, i)


def _behind(scene: Scene, i: int) -> tuple[int | None, str]:
    """ "the attacks on the port intensified", "those attacks include": the verb behind the noun in its clause."""
    words, table = scene.words, scene.lexicon["tally_open"]
    for j in range(i + 1, min(i + 9, len(words))):
        if is_clause_mark(words[j]) or words[j].tags & {"say", "relative"}:
            break
        if words[j].lower in table["trend_after"] and (j + 1 == len(words) or words[j + 1].lower != "to"):
            return j, "trend"
        if words[j].lower in table["containing"] and j - i < 4 and not scene.is_headline:
            return j, "containing"
    if has_vague_time(scene, i + 1, i + 9):
        return i, "weak"
    return None, ""


def _often(scene: Scene, i: int) -> int | None:
    """The word behind or before a verb that says how often: "attack ships almost daily", "has repeatedly shelled"."""
    words, often = scene.words, scene.lexicon["tally_open"]["often"]
    for j in range(i - 1, max(-1, i - 4), -1):
        if words[j].lower in often:
            return j
        if not words[j].tags & {"be", "have", "do", "adverb", "habit"}:
            break
    for j in range(i + 1, min(i + 12, len(words))):
        if is_clause_mark(words[j]) or words[j].tags & {"say", "relative"} or words[j].lower == "and":
            return None
        two = f"{words[j].lower} {words[j + 1].lower}" if j + 1 < len(words) else ""
        if (words[j].lower in often or two in often) and _ends_phrase(words, j + 1 + (two in often)):
            return j
    return None


def _ends_phrase(words: Sequence[Word], i: int) -> bool:
    """ "shell the town daily", but "the daily El Faro"."""
    return i >= len(words) or is_clause_mark(words[i]) or bool(words[i].tags) or not words[i].lower[0].isalnum()


def _habitual(scene: Scene, i: int) -> Trigger | None:
    """ "exchanges fire with the army almost daily": the present of a verb that tells of no occasion, its subject an
    armed side."""
    event = next((e for e in scene.words[i].events if e.form in ("third", "base", "gerund")), None)
    subject = subject_of(scene.words, i)
    needs = scene.lexicon["event_classes"][event.event]["needs"] if event else ""
    if event is None or subject is None or needs.endswith("object"):
        return None
    armed = tags_of(scene.words, subject) & {"force", "outlaw"} or scene.entity_in(subject, ACTORS | {"country"})
    return Trigger(i, event.event, "present", subject=subject) if armed else None


def _is_real(words: Sequence[Word], i: int, cue: int, trigger: Trigger) -> bool:
    """Whether the many attacks are told as having happened."""
    start = min(i, cue)
    opening = words[start - 1].lower if start else ""
    if opening in _PRESUPPOSING and words[cue].lower.startswith("includ"):
        return True
    if (
        trigger.voice == "infinitive"
        or (trigger.voice == "noun" and not is_attack_plural(words[i]))
        or any(w.lower == "?" for w in words[i:])
    ):
        return False
    reading = read_realis(words, trigger, told=False)
    if trigger.voice != "noun":
        return reading.realis in (None, "actual") and not is_supposed(words, i)
    if opening in _PRESUPPOSING and cue < i:
        return reading.realis in (None, "actual", "hypothetical")
    return reading.realis in (None, "actual") and not is_supposed(words, start) and not is_supposed(words, i)
