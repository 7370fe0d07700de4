"""Tallies whose noun stands in a sentence before: "at least 40 since January", "not one in the eight days since",
"two had happened since", "A few of them were duds", "Dozens were minor"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analysis.extraction.attacks.events.scene import Scene, is_dated
from analysis.extraction.tallies.periods import find_period
from analysis.extraction.tallies.words import Tally, clause_end, is_attack_plural, names_attack
from analysis.language.expressions import Word
from analysis.language.groups import is_clause_mark
from analysis.language.numbers import Quantity, has_number
from analysis.language.reading import SentenceReading

_TOLLS = frozenset({"toll:killed", "toll:wounded"})


def understood(scene: Scene, quantities: Sequence[Quantity], told: Sequence[Tally]) -> Iterator[Tally]:
    """The counts of a sentence that name no attacks, for ``told`` right before counted some."""
    words = scene.words
    if any(w.lower == "?" for w in words[-2:]):
        return
    if (none := _none_since(scene)) is not None:
        yield none
        return
    for quantity in quantities:
        at, after = scene.index_at(quantity.start), scene.index_at(quantity.end - 1) + 1
        if is_dated(scene, at) or _counts_people(words, at, after) or any("condition" in w.tags for w in words[:at]):
            continue
        if _is_part(scene, at, after) and (whole := _whole(told, quantity)):
            period = find_period(scene, at, after) or whole.date
            inside = whole.inside or whole.quantity.start
            yield Tally(at, clause_end(words, after), quantity, at, period, "tally.part", inside=inside)
        elif _is_counted_on(scene, after):
            yield Tally(at, clause_end(words, after), quantity, at, find_period(scene, at, after), "tally.understood")


def counts_on(sentence: SentenceReading) -> bool:
    """Whether a sentence without a word for an attack may count some more: it holds "since" or a number."""
    return "since" in sentence.words or has_number(sentence.words, sentence.lexicon)


def starts_counting(scene: Scene) -> bool:
    """ "how many attacks there have been", "a list of the attacks": the number may follow in the next sentence."""
    words, cues = scene.words, scene.lexicon["tally_understood"]["counting"]
    nouns = [i for i, word in enumerate(words) if is_attack_plural(word)]
    return any(
        w.lower in cues or (w.lower == "many" and words[j - 1].lower == "how")
        for i in nouns
        for j, w in enumerate(words[max(0, i - 4) : i], max(0, i - 4))
    )


def _whole(told: Sequence[Tally], part: Quantity) -> Tally | None:
    """The count that a part is taken from: the last that is large enough; of the months of a series, what holds them
    all (``inside``)."""
    for tally in reversed(told):
        low, high = tally.quantity.low, tally.quantity.high
        if tally.rule == "tally.series" and tally.inside is not None:
            return tally
        if high != 0 and (high is None or part.low is None or part.low <= high) and tally.rule != "tally.part":
            return tally if low is not None or high is not None else None
    return None


def contains(whole: Tally, part: Tally) -> bool:
    """Whether the time of a count holds that of another, and nothing speaks against it."""
    if not (whole.date and part.date and whole.date.date_start and part.date.date_start) or whole.inside is not None:
        return False
    high = whole.quantity.high
    if high is not None and (part.quantity.low or part.quantity.high or 0) > high:
        return False
    if whole.actor and part.actor and whole.actor != part.actor:
        return False
    ends = whole.date.date_end, part.date.date_end
    begins = whole.date.date_start <= part.date.date_start
    return begins and ends[1] is not None and (ends[0] is None or ends[1] <= ends[0])


def _none_since(scene: Scene) -> Tally | None:
    """ "and not one in the eight days since", "There have been none since"."""
    words = scene.words
    for i, word in enumerate(words[:-1]):
        if word.lower not in {"none", "not one", "not a single"}:
            continue
        last = clause_end(words, i)
        if any(w.lower == "since" or is_dated(scene, i + k) for k, w in enumerate(words[i:last])):
            none = Quantity(word.start, word.end, 0, 0)
            return Tally(i, last, none, i, find_period(scene, i, i), "tally.understood")
    return None


def _is_part(scene: Scene, at: int, after: int) -> bool:
    """ "a few of them", "of these, six", "two of the ten took place"; "Dozens were minor" where the number opens the
    sentence."""
    words, table = scene.words, scene.lexicon["tally_understood"]
    behind = [w.lower for w in words[after : after + 3]]
    if behind[:1] == ["of"] and (behind[1:2] and behind[1] in table["part"]):
        return True
    if behind[:1] == ["of"] and len(behind) > 2 and behind[1] in {"the", "those", "these"}:
        return _is_number(words[after + 2]) or names_attack(words[after + 2])
    before = [w.lower for w in words[max(0, at - 3) : at]]
    if before[:1] == ["of"] and before[-1:] == [","] and before[1] in table["part"]:
        return True
    return at == 0 and behind[:1] != [] and behind[0] in table["said_of"] and not is_dated(scene, after)


def _is_counted_on(scene: Scene, after: int) -> bool:
    """A bare number with a time behind it: "more than 50 in the past three months", "two had happened since"."""
    words, table = scene.words, scene.lexicon["tally_understood"]
    behind = words[after : after + 4]
    if not behind:
        return False
    opened = behind[0].lower in table["since"]
    if is_dated(scene, after) or (opened and is_dated(scene, after + 1)):
        return opened or _at_date(scene, after)
    if opened and any(w.lower in scene.lexicon["tally_open"]["times"] for w in behind[1:]):
        return True  # "more than 50 in the three months to the end of March"
    return "have" in behind[0].tags and any(w.lower in table["happened"] for w in behind[1:3])


def _at_date(scene: Scene, i: int) -> bool:
    """Whether a date of the article, with its preposition, begins at word ``i``: "in the past three months"."""
    return any(scene.index_at(d.start) == i and d.end > scene.words[i].end for d in scene.dates)


def _counts_people(words: Sequence[Word], at: int, after: int) -> bool:
    """Whether the number is one of people or of the dead: "Four of them were soldiers", "12 were wounded"."""
    for word in words[after : after + 8]:
        if is_clause_mark(word):
            return False
        if word.tags & (_TOLLS | {"person", "outlaw"}):
            return True
    return any(w.tags & _TOLLS for w in words[max(0, at - 4) : at])


def _is_number(word: Word) -> bool:
    return word.lower[0].isdigit() or "number" in word.tags
