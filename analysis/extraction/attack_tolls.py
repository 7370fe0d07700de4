"""Killed and wounded of a stretch of a sentence, by the one codebook of numbers.

In: the words, a slice of them, the text. Out: a ``Tolls``: two ranges, each None where nothing is said. The
attackers' dead are left out, a part ("including two children") is not added, coordinated victims are ("two soldiers
and a driver" is 3), a plural without number is 2 or more.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from analysis.extraction.attack_groups import Group, group_after, group_ending, head, is_number, subject_of
from analysis.extraction.attack_words import Word
from analysis.extraction.lexicon import Lexicon
from analysis.extraction.numbers import find_quantities
from analysis.extraction.records import DateSpan

Range = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class Tolls:
    """Ranges of the killed and the wounded; None is "not said"."""

    killed: Range | None = None
    wounded: Range | None = None


@dataclass(frozen=True, slots=True)
class _Finder:
    text: str
    words: Sequence[Word]
    lexicon: Lexicon
    dates: Sequence[DateSpan]
    counted_only: bool


def find_tolls(
    text: str,
    words: Sequence[Word],
    first: int,
    last: int,
    lexicon: Lexicon,
    dates: Sequence[DateSpan],
    *,
    counted_only: bool = False,
) -> Tolls:
    """The tolls told by ``words[first:last]``; ``counted_only`` takes numbers only, not "a driver was hurt"."""
    finder = _Finder(text, words, lexicon, dates, counted_only)
    found: dict[str, Range] = {}
    edge = first
    for i in range(first, last):
        kind = _kind(words, i)
        if kind is None:
            continue
        group = _sufferers(words, i, edge)
        if (group and (value := _count(finder, group)) is not None) or (
            group is None and kind in ("killed", "wounded") and (value := _toll_after(finder, i, last))
        ):
            found.setdefault(kind, value)
        edge = i + 1
    if none := _none_hurt(text, words, first, last, lexicon):
        found.setdefault("wounded", (0, 0))
        if none == "both":
            found.setdefault("killed", (0, 0))
    return Tolls(found.get("killed"), found.get("wounded"))


def _kind(words: Sequence[Word], i: int) -> str | None:
    tags = words[i].tags
    if "toll:killed" in tags:
        return "killed"
    return "wounded" if "toll:wounded" in tags else None


def _sufferers(words: Sequence[Word], i: int, edge: int) -> Group | None:
    """The group of those who were killed or hurt by the word at ``i``: its object, what stands after "of", or its
    subject."""
    word = words[i]
    after = words[i + 1] if i + 1 < len(words) else None
    if (
        after
        and after.lower in {"of", "to"}
        and any(e.is_noun for e in word.events) | (word.lower in {"deaths", "death", "lives", "injuries"})
    ):
        return group_after(words, i + 1)
    if i > edge and (is_number(words[i - 1]) or "approximator" in words[i - 1].tags):  # "100 wounded people"
        group = group_ending(words, i - 1)
        return Group(max(group.first, edge), group.last) if group and group.last > edge else None
    if i > 1 and words[i - 1].lower == "with" and not word.events:  # "five patients with gunshot wounds"
        group = group_ending(words, i - 2)
        return Group(max(group.first, edge), group.last) if group and group.last > edge else None
    forms = {e.form for e in word.events if not e.is_noun}
    passive = _is_passive(words, i)
    if forms and not passive and (group := group_after(words, i)) and _is_sufferer(words, group):
        return group
    if "gerund" in forms or word.lower in {"toll", "killing"}:
        return None
    group = subject_of(words, i)
    if group is None or group.last <= edge:
        return None
    return Group(max(group.first, edge), group.last)


def _is_passive(words: Sequence[Word], i: int) -> bool:
    j = i - 1
    while j >= 0 and words[j].tags & {"be", "have", "adverb", "modal"}:
        if "be" in words[j].tags:
            return True
        j -= 1
    return False


def _is_sufferer(words: Sequence[Word], group: Group) -> bool:
    inside = group.words(words)
    return (
        any(w.tags & {"person", "force", "outlaw"} or is_number(w) for w in inside)
        or "thing" not in head(words, group).tags
    )


def _count(finder: _Finder, group: Group) -> Range | None:
    words = finder.words
    inside = group.words(words)
    if any("attacker" in w.tags for w in inside) and not any(
        "person" in w.tags and "attacker" not in w.tags for w in inside
    ):
        return None
    first, last = inside[0], inside[-1]
    part = next((w for w in inside if w.lower in {"including", "among"}), None)
    end = part.start if part else last.end
    quantities = list(
        find_quantities(
            finder.text, first.start, end, finder.lexicon, articles=not finder.counted_only, skip=finder.dates
        )
    )
    quantities = [q for q in quantities if not _is_of_a_person(inside, q.start)]
    if quantities:
        lows = [q.low for q in quantities]
        highs = [q.high for q in quantities]
        if all(n is not None for n in lows) or len(quantities) == 1:
            low = sum(n for n in lows if n is not None) if any(n is not None for n in lows) else None
            high = sum(n for n in highs if n is not None) if all(n is not None for n in highs) else None
            return (low, high)
    return None if finder.counted_only else _by_grammar(words, group)


def _is_of_a_person(inside: Sequence[Word], start: int) -> bool:
    """ "a mother of four": the number behind "of" belongs to who was hurt."""
    at = next((k for k, w in enumerate(inside) if w.end > start), 0)
    return (
        at > 1
        and inside[at - 1].lower == "of"
        and "person" in inside[at - 2].tags
        and "plural" not in inside[at - 2].tags
    )


def _by_grammar(words: Sequence[Word], group: Group) -> Range | None:
    """One for a singular or a name, two or more for a plural or names joined by "and"."""
    inside = group.words(words)
    if any("uncounted" in w.tags for w in inside) or (group.first and words[group.first - 1].lower == "how"):
        return None
    top = head(words, group)
    people = any(w.tags & {"person", "force", "outlaw"} for w in inside)
    if "plural" in top.tags and top.tags & {"person", "force", "outlaw"}:
        return (2, None)
    joined = sum(w.lower == "and" for w in inside)
    if joined and people:
        return (joined + 1, joined + 1)
    if top.tags & {"person"} or _is_name(inside):
        return (1 + joined, 1 + joined)
    if inside[0].lower in {"he", "she", "him", "her"} and len(inside) == 1:
        return (1, 1)
    return None


def _is_name(inside: Sequence[Word]) -> bool:
    """Words that no lexicon knows: a person's name, where somebody is killed."""
    return (
        2 <= len(inside) <= 6
        and not any(w.tags & {"thing", "weapon", "pronoun", "relative"} or w.events for w in inside)
        and any(not w.tags and w.lower[0].isalpha() for w in inside)
    )


def _toll_after(finder: _Finder, i: int, last: int) -> Range | None:
    """ "the death toll rose to six": the number behind "toll"."""
    words = finder.words
    if words[i].lower not in {"toll", "deaths", "fatalities"}:
        return None
    stop = min(last, len(words)) - 1
    quantities = find_quantities(finder.text, words[i].end, words[stop].end, finder.lexicon, skip=finder.dates)
    near = [q for q in quantities if finder.text.count(" ", words[i].end, q.start) < 30]
    arrived = [
        q
        for q in near
        if finder.text[max(0, q.start - 4) : q.start].strip().lower().endswith(("to", "at", "of", "was"))
    ]
    best = (arrived or near)[:1]
    return (best[0].low, best[0].high) if best else None


def _none_hurt(text: str, words: Sequence[Word], first: int, last: int, lexicon: Lexicon) -> str | None:
    if first >= last:
        return None
    stretch = text[words[first].start : words[last - 1].end].lower()
    match = _unhurt(lexicon).search(stretch)
    if not match:
        return None
    return (
        "both"
        if match[0].startswith(
            (
                "no casualt",
                "no victim",
                "nobody was hurt",
                "no one was hurt",
                "without casualt",
                "not cause any",
                "no dead",
                "only material",
                "no personal",
                "no one was harmed",
                "no loss",
                "caused no",
            )
        )
        else "wounded"
    )


@cache
def _unhurt(lexicon: Lexicon) -> re.Pattern[str]:
    forms = sorted(lexicon["toll_words"]["unhurt"], key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, forms)) + r")\b")
