"""Tallies: numbers of attacks over a time, each count with its own period one row; never added to incidents.

In: a sentence's words, quantities and dates. Out: ``Tally`` rows. "90 attacks in three months", "no attacks since the
truce", "and only three smaller ones in the north" (the noun understood), "from 31 in April to 12 in May and up to 20
by late June" (named once for three).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from analysis.extraction.attack_groups import Group, group_starting, is_clause_mark
from analysis.extraction.attack_scene import Scene, is_dated
from analysis.extraction.attack_words import Word
from analysis.extraction.numbers import find_quantities
from analysis.extraction.records import DateSpan, Quantity


@dataclass(frozen=True, slots=True)
class Tally:
    """A count of attacks: the slice of words that tells it, the quantity, the noun (or what stands for it), the
    period."""

    first: int
    last: int
    quantity: Quantity
    noun: int
    date: DateSpan | None
    rule: str


def find_tallies(scene: Scene, *, carried: bool = False) -> list[Tally]:
    """The tallies of a sentence, in text order; ``carried`` says that the sentences right before count attacks, so that
    a bare number with a period may count some more ("at least 40 since January", "not one in the week since")."""
    words = scene.words
    if any("condition" in w.tags for w in words[:2]):
        return []
    nouns = [i for i, w in enumerate(words) if _is_attack_noun(w)]
    quantities = find_quantities(scene.text, words[0].start, words[-1].end, scene.lexicon, skip=scene.dates)
    if not nouns:
        return [*_ordinal(scene), *(_understood(scene, quantities) if carried else ())]
    found = list(_ordinal(scene))
    for quantity in quantities:
        at, after = scene.index_at(quantity.start), scene.index_at(quantity.end - 1) + 1
        noun = _counted_noun(words, after)
        if noun is None and (before := _reached(scene, at)) is not None:
            noun = before
            found.append(Tally(noun, after, quantity, noun, _period(scene, noun, at), "tally.reached"))
            continue
        if noun is not None:
            found.append(Tally(at, _end(words, noun), quantity, noun, _period(scene, at, noun), "tally.counted"))
        elif at > nouns[0] and _is_elliptical(words, after):
            found.append(
                Tally(at, _end(words, after), quantity, nouns[0], _period(scene, at, after), "tally.elliptical")
            )
        elif at > nouns[0] and (date := _date_behind(scene, after)) and _in_series(words, at):
            found.append(Tally(at, scene.index_at(date.end - 1) + 1, quantity, _last(nouns, at), date, "tally.series"))
    return sorted(found, key=lambda t: t.first)


def _last(nouns: Sequence[int], at: int) -> int:
    """The noun that a number behind it counts: the nearest."""
    return max(n for n in nouns if n < at)


def _reached(scene: Scene, at: int) -> int | None:
    """ "the attacks since January now numbered 24": the noun before a verb of reaching a number."""
    words = scene.words
    if not any(w.lower in scene.lexicon["tally_words"]["reached"] for w in words[max(0, at - 3) : at]):
        return None
    for j in range(at - 1, max(-1, at - 14), -1):
        if _is_attack_noun(words[j]):
            return j
        if is_clause_mark(words[j]) or words[j].tags & {"say", "relative"}:
            return None
    return None


def _understood(scene: Scene, quantities: Sequence[Quantity]) -> Iterator[Tally]:
    """Numbers whose noun stands in a sentence before: "at least 40 since January", "not one in the eight days since",
    "two had happened since"."""
    words, table = scene.words, scene.lexicon["tally_words"]
    for i in range(len(words) - 1):
        if words[i].lower in {"not", "none"} and (words[i].lower == "none" or words[i + 1].lower in {"one", "a"}):
            last = _end(words, i)
            if any(w.lower == "since" or is_dated(scene, i + k) for k, w in enumerate(words[i:last])):
                none = Quantity(words[i].start, words[min(i + 1, last - 1)].end, 0, 0)
                yield Tally(i, last, none, i, _period(scene, i, i), "tally.understood")
                return
    for quantity in quantities:
        at, after = scene.index_at(quantity.start), scene.index_at(quantity.end - 1) + 1
        behind = words[after : after + 4]
        if not behind or is_dated(scene, at):
            continue
        dated = behind[0].lower in table["since"] and (is_dated(scene, after + 1) or _date_behind(scene, after + 1))
        happened = any(w.lower in table["happened"] for w in behind[:3]) and any("have" in w.tags for w in behind[:2])
        if dated or happened:
            yield Tally(at, _end(words, after), quantity, at, _period(scene, at, after), "tally.understood")


def _ordinal(scene: Scene) -> Iterator[Tally]:
    """ "the third attack in two weeks", "the second strike this year": a count by its last one, with a period."""
    ordinals = scene.lexicon["ordinals"]
    for i, word in enumerate(scene.words[:-1]):
        count = ordinals.get(word.lower)
        if count is None:
            continue
        noun = next((j for j in range(i + 1, min(i + 4, len(scene.words))) if _names_attack(scene.words[j])), None)
        if noun is None or any(is_clause_mark(w) for w in scene.words[i:noun]):
            continue
        period = _period(scene, i, noun)
        if period and period.date_precision != "day":
            yield Tally(
                i, _end(scene.words, noun), Quantity(word.start, word.end, count, count), noun, period, "tally.ordinal"
            )


def _names_attack(word: Word) -> bool:
    return any(e.is_noun for e in word.events) and "weapon" not in word.tags


def _is_attack_noun(word: Word) -> bool:
    return any(e.form == "plural" for e in word.events) and "weapon" not in word.tags


def _counted_noun(words: Sequence[Word], after: int) -> int | None:
    """The plural attack noun that heads the group behind a number: "90 attacks", "dozens of separate drone
    strikes"."""
    j = after
    while j < len(words) and j - after < 5:
        word = words[j]
        if _is_attack_noun(word):
            return j
        if word.lower == "of":
            j += 1
            continue
        if (
            is_clause_mark(word)
            or word.tags & {"preposition", "be", "have", "relative", "conjunction", "say"}
            or "person" in word.tags
            or (word.events and word.events[0].form == "past")
        ):
            return None
        j += 1
    return None


def _is_elliptical(words: Sequence[Word], after: int) -> bool:
    for j in range(after, min(after + 4, len(words))):
        if words[j].lower == "ones":
            return True
        if is_clause_mark(words[j]) or words[j].tags & {"preposition", "be", "person"}:
            return False
    return False


def _in_series(words: Sequence[Word], at: int) -> bool:
    """Whether a bare number stands in "from A in x to B in y and C by z"."""
    return any("series" in w.tags for w in words[max(0, at - 3) : at])


def _date_behind(scene: Scene, after: int) -> DateSpan | None:
    """The date right behind a number, with at most a preposition between."""
    for date in scene.dates:
        if 0 <= scene.index_at(date.start) - after <= 1:
            return date
    return None


def _period(scene: Scene, first: int, last: int) -> DateSpan | None:
    """The date of a tally: the nearest in its clause, behind it before the ones ahead."""
    best: tuple[int, DateSpan] | None = None
    for date in scene.dates:
        at = scene.index_at(date.start)
        if date.date_precision == "day" and any("say" in w.tags for w in scene.words[max(0, at - 2) : at]):
            continue
        distance = at - last if at >= last else first - at + 6
        if 0 <= distance < 30 and (best is None or distance < best[0]):
            best = (distance, date)
    return _open_since(scene, best[1]) if best else None


def _open_since(scene: Scene, date: DateSpan) -> DateSpan:
    """ "since the March 2 raid", "since January", "this year": up to the day of publication; "from January 1 to
    April 9" has both ends."""
    at, day = scene.index_at(date.start), scene.published
    before = [w.lower for w in scene.words[max(0, at - 6) : at]]
    if before[-1:] == ["from"]:
        until = next((d for d in scene.dates if 0 <= d.start - date.end <= 6 and d.date_end), None)
        if until and scene.text[date.end : until.start].strip().lower() in {"to", "until", "till"}:
            return replace(date, date_end=until.date_end, date_precision="period")
    is_open = "since" in before and not set(before[before.index("since") :]) & {",", ";", "and"}
    if is_open and date.date_start and day and date.date_start <= day:
        return replace(date, date_end=day, date_precision="period")
    if day and date.date_start and date.date_end and date.date_start <= day < date.date_end:
        return replace(date, date_end=day, date_precision="period")
    return date


def _end(words: Sequence[Word], at: int) -> int:
    """The end of the clause that a tally stands in."""
    for j in range(at + 1, len(words)):
        if words[j].lower in {",", ";", ":", "(", "—", "--"} or words[j].tags & {"relative"}:
            return j
    return len(words)


def target_of(scene: Scene, tally: Tally) -> Group | None:
    """What the counted attacks were "on" or "against"."""
    for j in range(tally.noun + 1, min(tally.noun + 6, tally.last)):
        if scene.words[j].lower in {"on", "against"}:
            return group_starting(scene.words, j + 1)
    return None
