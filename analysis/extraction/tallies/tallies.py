"""Tallies: numbers of attacks over a time, each count with its own period one row; never added to incidents.

In: a prepared sentence and the tallies told right before it. Out: ``Tally`` rows in text order. "90 attacks in three
months", "no attacks since the truce", "and only three smaller ones in the north" (the noun understood), "from 31 in
April to 12 in May and up to 20 by late June" (named once for three). ``tally_open`` reads quantities without a
number, ``tally_times`` counted verbs, ``tally_understood`` numbers whose noun stands in a sentence before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from analysis.extraction.attacks.events.scene import Scene
from analysis.extraction.records import DateSpan, Realis
from analysis.extraction.tallies.open import open_tallies
from analysis.extraction.tallies.periods import find_period, is_long
from analysis.extraction.tallies.slots import with_slots
from analysis.extraction.tallies.times import counted_verbs, says_times
from analysis.extraction.tallies.understood import contains, understood
from analysis.extraction.tallies.words import (
    Tally,
    armed_triggers,
    clause_end,
    counting,
    is_armed,
    is_attack_plural,
    names_attack,
)
from analysis.language.expressions import Word
from analysis.language.groups import is_clause_mark
from analysis.language.lexicon import Lexicon
from analysis.language.numbers import Quantity

# Words that part the second of two places from the first: "12 attacks in the north, and three in the capital".
_JOINTS = frozenset({"and", "plus", ",", "with", "but", "including", "only", "another", "also", "among", "them", "of"})
_MEMBERS = frozenset({"including", "among", "them"})
_PLACED = frozenset({"in", "on", "against", "near", "of", "at"})


def find_tallies(scene: Scene, *, told: Sequence[Tally] = (), carried: bool = False) -> list[Tally]:
    """The tallies of a sentence, in text order.

    ``told`` are those that the article told before; ``carried`` says that the sentences right before count attacks,
    with or without a number, so that a bare number may count some more ("at least 40 since January", "not one in the
    week since").
    """
    named = [i for i, w in enumerate(scene.words) if w.events]
    if not named and not carried:
        return []  # a third of the sentences; all but what is understood counts an event word
    nouns = [i for i in named if is_attack_plural(scene.words[i])]
    quantities = _quantities(scene) if carried or nouns or says_times(scene) else []
    found = [*_ordinal(scene), *_nth_time(scene), *_zero(scene)]
    taken = {t.noun for t in found}
    if nouns:
        earlier = next((t.date.date_start for t in reversed(told) if t.date and t.date.date_start), None)
        found += [t for t in _numbered(scene, quantities, nouns, earlier) if t.noun not in taken]
        taken |= {t.noun for t in found}
    found += [t for t in counted_verbs(scene, quantities) if t.noun not in taken]
    taken |= {t.noun for t in found}
    found += [t for t in open_tallies(scene, named) if t.noun not in taken]
    if carried or found:
        free = [q for q in quantities or _quantities(scene) if all(q.start != t.quantity.start for t in found)]
        found += understood(scene, free, [*told, *found])
    ordered = sorted(found, key=lambda t: (t.first, t.quantity.start))
    placed = [with_slots(scene, t, _base(t, ordered, told if carried else ())) for t in ordered]
    return _within_article(_within_sentence(scene, placed), told)


def _quantities(scene: Scene) -> list[Quantity]:
    words = scene.words
    return scene.reading.quantities_in(words[0].start, words[-1].end, skip=scene.dates)


def _base(tally: Tally, beside: Sequence[Tally], told: Sequence[Tally]) -> Tally | None:
    """The tally whose actor and target hold for another that names none: the nearest before it."""
    if tally.rule not in ("tally.elliptical", "tally.series", "tally.continued", "tally.understood", "tally.part"):
        return None
    before = [t for t in beside if t.first < tally.first]
    return before[-1] if before else next(iter(reversed(told)), None)


def _within_sentence(scene: Scene, tallies: Sequence[Tally]) -> list[Tally]:
    """The months of a series lie within the open count that the sentence begins with: "an escalation in attacks, from
    six in August to 35 in September"; "12 attacks, including three in the capital"."""
    found: list[Tally] = []
    for tally in tallies:
        outer = next((k for k, t in enumerate(found) if t.rule in ("tally.trend", "tally.open")), None)
        if tally.rule == "tally.series" and outer is not None and tally.inside is None:
            tally = replace(tally, inside=found[outer].quantity.start)
            found[outer] = replace(found[outer], date=_joined(found[outer].date, tally.date))
        if tally.rule == "tally.continued" and found:
            at = scene.index_at(tally.quantity.start)
            if any(w.lower in _MEMBERS for w in scene.words[max(0, at - 4) : at]):
                tally = replace(tally, inside=found[-1].quantity.start)
        found.append(tally)
    return found


def _within_article(tallies: Sequence[Tally], told: Sequence[Tally]) -> list[Tally]:
    """The months of a series lie within the last count told whose time holds them: "at least 40 since January … rose
    from six in January to 14 in February"."""
    return [
        replace(t, inside=next((w.quantity.start for w in reversed(told) if contains(w, t)), None))
        if t.rule == "tally.series" and t.inside is None
        else t
        for t in tallies
    ]


def _joined(whole: DateSpan | None, part: DateSpan | None) -> DateSpan | None:
    """The time of a series: from the first day of its first count to the last day of its last."""
    if whole is None or part is None or not (whole.date_end and part.date_end):
        return whole or part
    return replace(whole, date_end=max(whole.date_end, part.date_end), date_precision="period")


def _numbered(
    scene: Scene, quantities: Sequence[Quantity], nouns: Sequence[int], earlier: date | None
) -> Iterator[Tally]:
    """Numbers of attacks, the noun beside them or named once for several."""
    words = scene.words
    last: Tally | None = None
    for quantity in quantities:
        at, after = scene.index_at(quantity.start), scene.index_at(quantity.end - 1) + 1
        tally = _counted(scene, quantity, at, after, earlier) or _reached(scene, quantity, at, after)
        if tally is None and at > nouns[0]:
            noun = last.noun if last else max(n for n in nouns if n < at)
            if _is_elliptical(words, after):
                period = find_period(scene, at, after)
                tally = Tally(at, clause_end(words, after), quantity, noun, period, "tally.elliptical")
            elif (day := _date_behind(scene, after)) and _in_series(words, at):
                tally = Tally(at, scene.index_at(day.end - 1) + 1, quantity, noun, day, "tally.series")
            elif last is not None and _is_continued(words, last, at, after):
                period = find_period(scene, at, after)
                tally = Tally(at, clause_end(words, after), quantity, noun, period, "tally.continued")
        if tally is not None:
            last = tally
            yield tally


def _counted(scene: Scene, quantity: Quantity, at: int, after: int, earlier: date | None) -> Tally | None:
    """ "90 attacks", "dozens of separate drone strikes"."""
    noun = _counted_noun(scene.words, after)
    if noun is None or scene.words[noun].lower in scene.lexicon["tally_parts"]["crimes"]:
        return None
    if (realis := counting(scene, noun)) is None:
        return None
    period = find_period(scene, at, noun, earlier)
    parts = scene.lexicon["tally_parts"]["events"]
    if scene.words[noun].events[0].event in parts and not is_long(scene, period, at, noun):
        return None
    return Tally(at, clause_end(scene.words, noun), quantity, noun, period, "tally.counted", realis)


def _counted_noun(words: Sequence[Word], after: int) -> int | None:
    """The plural attack noun that heads the group behind a number."""
    for j in range(after, min(after + 5, len(words))):
        word = words[j]
        if is_attack_plural(word):
            return j
        if word.lower == "of":
            continue
        stops = word.tags & {"preposition", "be", "have", "relative", "conjunction", "say", "person"}
        if is_clause_mark(word) or stops or (word.events and word.events[0].form == "past"):
            return None
    return None


def _reached(scene: Scene, quantity: Quantity, at: int, after: int) -> Tally | None:
    """ "the attacks since January now numbered 24", "attacks rose to 24", "brought to nine the number of attacks"."""
    words, table = scene.words, scene.lexicon["tally_reached"]
    before = [w.lower for w in words[max(0, at - 4) : at]]
    changed = "to" in before[-1:] and any(w in table["changed"] for w in before)
    if not changed and not any(w in table["words"] for w in before[-3:]):
        return None
    noun = _noun_before(words, at)
    if noun is not None:
        return Tally(noun, max(after, noun + 1), quantity, noun, find_period(scene, noun, at), "tally.reached")
    behind = [j for j in range(after, min(after + 8, len(words))) if is_attack_plural(words[j])]
    if not behind or not any(w.lower in {"number", "number of", "total", "tally"} for w in words[after : behind[0]]):
        return None
    period = find_period(scene, at, behind[0])
    return Tally(at, clause_end(words, behind[0]), quantity, behind[0], period, "tally.reached")


def _noun_before(words: Sequence[Word], at: int) -> int | None:
    for j in range(at - 1, max(-1, at - 14), -1):
        if is_attack_plural(words[j]):
            return j
        if is_clause_mark(words[j]) or words[j].tags & {"say", "relative"}:
            return None
    return None


def _is_elliptical(words: Sequence[Word], after: int) -> bool:
    for j in range(after, min(after + 4, len(words))):
        if words[j].lower == "ones":
            return True
        if is_clause_mark(words[j]) or words[j].tags & {"preposition", "be", "person"}:
            return False
    return False


def _is_continued(words: Sequence[Word], last: Tally, at: int, after: int) -> bool:
    """ "12 attacks in the north, and another three in the capital": a number behind a joint and before a place."""
    begin = max(last.noun, last.first) + 1
    between = words[begin:at]
    joined = {w.lower for w in words[max(begin, at - 4) : at]} & _JOINTS - {"of"}
    if not joined or after >= len(words) or words[after].lower not in _PLACED:
        return False
    tolls = {"toll:killed", "toll:wounded"}
    return not any(w.tags & (tolls | {"person"}) or any(e.form == "past" for e in w.events) for w in between)


def _in_series(words: Sequence[Word], at: int) -> bool:
    """Whether a bare number stands in "from A in x to B in y and C by z"."""
    return any("series" in w.tags for w in words[max(0, at - 3) : at])


def _date_behind(scene: Scene, after: int) -> DateSpan | None:
    """The date right behind a number, with at most a preposition between."""
    return next((d for d in scene.dates if 0 <= scene.index_at(d.start) - after <= 1), None)


def _ordinal(scene: Scene) -> Iterator[Tally]:
    """ "the third attack in two weeks", "the second strike this year": a count by its last one, with a period; "the
    first attacks since" tells of two at least."""
    words = scene.words
    ordinals = _ordinals(scene.lexicon)
    for i, word in enumerate(words[:-1]):
        if word.lower not in ordinals:
            continue
        count = ordinals[word.lower]
        noun = next((j for j in range(i + 1, min(i + 4, len(words))) if names_attack(words[j])), None)
        if noun is None or any(is_clause_mark(w) for w in words[i:noun]):
            continue
        is_many = is_attack_plural(words[noun])
        if word.lower == "first" and not (is_many and any(w.lower == "since" for w in words[noun + 1 : noun + 10])):
            continue
        period = find_period(scene, i, noun)
        if word.lower != "first" and not (period and period.date_precision != "day"):
            continue
        counted = Quantity(word.start, word.end, 2, None) if is_many else Quantity(word.start, word.end, count, count)
        yield Tally(i, clause_end(words, noun), counted, noun, period, "tally.ordinal")


@lru_cache(maxsize=8)
def _ordinals(lexicon: Lexicon) -> dict[str, int]:
    return {**lexicon["ordinals"], "first": 1}


def _nth_time(scene: Scene) -> Iterator[Tally]:
    """ "the third time in a month that the base was attacked", "the first time that a strike caused deaths there": the
    occasion told and those before it."""
    words = scene.words
    ordinals = _ordinals(scene.lexicon)
    for i, word in enumerate(words[:-2]):
        if word.lower not in ordinals or words[i + 1].lower != "time":
            continue
        that = next((j for j in range(i + 2, min(i + 9, len(words))) if words[j].lower in {"that", "when"}), None)
        if that is None:
            continue
        behind = words[that + 1 : that + 9]
        stop = next((k for k, w in enumerate(behind) if is_clause_mark(w) or "say" in w.tags), len(behind))
        told = [
            t
            for t in armed_triggers(scene)
            if that < t.at <= that + stop
            and is_armed(scene, t)
            and not any("opener" in w.tags for w in words[that + 1 : t.at])
        ]
        if told and not any(w.tags & {"modal", "future", "negation"} for w in behind[:stop]):
            counted = Quantity(word.start, word.end, ordinals[word.lower], ordinals[word.lower])
            yield Tally(i, clause_end(words, that), counted, i + 1, find_period(scene, i, i + 1), "tally.ordinal")


_NONE = frozenset({"no", "not", "not one", "not a single", "without"})


def _zero(scene: Scene) -> Iterator[Tally]:
    """ "a week without an attack", "no attack since June", "not a single strike this year": none, with a time."""
    words = scene.words
    for i, word in enumerate(words):
        if word.lower not in _NONE:
            continue
        noun = next((j for j in range(i + 1, min(i + 5, len(words))) if names_attack(words[j])), None)
        if noun is None or (is_attack_plural(words[noun]) and word.lower != "without"):
            continue
        if words[noun].events[0].event in scene.lexicon["tally_parts"]["events"]:
            continue
        between = {w.lower for w in words[i + 1 : noun]}
        if word.lower == "not" and not between & {"single", "a single"}:
            continue
        if between & {"the", "of", "in", "this", "that"} or any("preposition" in w.tags for w in words[i + 1 : noun]):
            continue
        timed = any(w.lower in _SPANS for w in words[max(0, i - 3) : i])
        period = find_period(scene, i, noun)
        since = any(w.lower == "since" for w in words[noun : noun + 10])
        if not (since or is_long(scene, period, i, noun) or (timed and word.lower == "without")):
            continue
        first = max(0, i - 2) if timed and word.lower == "without" else i
        end = words[noun].end if word.lower == "without" else words[noun - 1].end
        supposed = any(w.tags & {"modal", "future", "planned", "hypothetical"} for w in words[max(0, i - 8) : i])
        supposed = supposed or any(w.lower in {"asked", "demand", "demanded", "want", "wants"} for w in words[:i])
        none = Quantity(word.start, end, 0, 0)
        realis: Realis = "hypothetical" if supposed else "actual"
        yield Tally(first, clause_end(words, noun), none, noun, period, "tally.zero", realis)


_SPANS = frozenset({"day", "days", "week", "weeks", "month", "months", "year", "years", "night", "nights"})
