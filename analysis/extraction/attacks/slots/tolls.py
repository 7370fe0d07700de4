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
from itertools import pairwise

from analysis.extraction.attacks.slots.toll_sufferers import PEOPLE, is_passive, members_of, sufferers, without_age
from analysis.extraction.records import DateSpan
from analysis.language.expressions import Word
from analysis.language.groups import Group, head, is_clause_mark, is_number, subject_of
from analysis.language.lexicon import Lexicon
from analysis.language.reading import SentenceReading

Range = tuple[int | None, int | None]
# two people under one word
_PAIRS = frozenset({"couple", "twins"})


@dataclass(frozen=True, slots=True)
class Tolls:
    """Ranges of the killed and the wounded; None is "not said"."""

    killed: Range | None = None
    wounded: Range | None = None


@dataclass(frozen=True, slots=True)
class _Finder:
    reading: SentenceReading
    words: Sequence[Word]
    lexicon: Lexicon
    dates: Sequence[DateSpan]
    counted_only: bool

    @property
    def text(self) -> str:
        return self.reading.text


def find_tolls(
    reading: SentenceReading,
    words: Sequence[Word],
    first: int,
    last: int,
    lexicon: Lexicon,
    dates: Sequence[DateSpan],
    *,
    counted_only: bool = False,
) -> Tolls:
    """The tolls told by ``words[first:last]``; ``counted_only`` takes numbers only, not "a driver was hurt"."""
    finder = _Finder(reading, words, lexicon, dates, counted_only)
    weak = set(lexicon["toll_weak"]["words"])
    found: dict[str, Range] = {}
    faint: dict[str, Range] = {}
    edge = first
    for i in range(first, last):
        kind = _kind(words, i)
        if kind is None:
            continue
        if value := _toll_at(finder, i, kind, edge, last):
            (faint if words[i].lower in weak else found).setdefault(kind, value)
        if value and (shared := _shared(words, i, value)):
            found |= shared
        edge = i + 1
    found = {**faint, **found}
    if not found:
        found |= _struck(finder, first, last)
    found = {**_none_hurt(finder, first, last), **found}
    return Tolls(found.get("killed"), found.get("wounded"))


def _kind(words: Sequence[Word], i: int) -> str | None:
    tags = words[i].tags
    if words[i].lower == "death" and i + 1 < len(words) and words[i + 1].lower.startswith("toll"):
        return None  # "four death tolls" are four counts, not four dead
    if "toll:killed" in tags:
        return "killed"
    return "wounded" if "toll:wounded" in tags else None


def _toll_at(finder: _Finder, i: int, kind: str, edge: int, last: int) -> Range | None:
    """How many the word at ``i`` tells of: those who suffer by it, or the number behind "toll"."""
    if _is_numbered(finder, i):
        return _toll_after(finder, i, last)
    if [w.lower in finder.lexicon["toll_failed"]["words"] for w in finder.words[max(0, i - 2) : i]] == [True, False]:
        return 0, 0  # "failed to injure its five crew"
    groups = sufferers(finder.words, i, edge, finder.dates, finder.lexicon)
    counts = [c for g in groups if (c := _count(finder, g)) is not None]
    if groups:
        return _sum(counts) if counts and _count(finder, groups[0]) is not None else next(iter(counts), None)
    return _toll_after(finder, i, last) if kind in ("killed", "wounded") else None


def _sum(counts: Sequence[Range]) -> Range:
    """Ranges added up; "several" beside an open end stays open."""
    lows = [low for low, _ in counts if low is not None]
    highs = [high for _, high in counts if high is not None]
    return (sum(lows) if lows else None), (sum(highs) if len(highs) == len(counts) else None)


def _shared(words: Sequence[Word], i: int, value: Range) -> dict[str, Range] | None:
    """ "several people were killed and injured": some were killed, some hurt; nobody says how many of each."""
    if i + 2 >= len(words) or words[i + 1].lower not in {"and", "or"} or not is_passive(words, i):
        return None
    kinds = _kind(words, i), _kind(words, i + 2)
    if None in kinds or kinds[0] == kinds[1]:
        return None
    if value == (0, 0):
        return {"killed": value, "wounded": value}
    if value[0] == 1 == value[1]:
        return None
    each: Range = (1, None) if words[i + 1].lower == "and" else (None, value[1])
    return {"killed": each, "wounded": each} if each != (None, None) else None


def _struck(finder: _Finder, first: int, last: int) -> dict[str, Range]:
    """ "at least five people have been shot": hurt, where nobody is said to be dead; one alone may be either. "Fatally"
    decides."""
    words, struck = finder.words, finder.lexicon["toll_struck"]["words"]
    for i in range(first, last):
        if words[i].lower not in struck or not is_passive(words, i):
            continue
        group = without_age(words, subject_of(words, i))
        count = _count(finder, Group(max(group.first, first), group.last)) if group and group.last > first else None
        if count and words[i - 1].lower in {"fatally", "mortally"}:
            return {"killed": count}
        if count and group and (count[0] or 0) > 1 and any(is_number(w) for w in group.words(words)):
            return {"wounded": count}
    return {}


def _count(finder: _Finder, group: Group) -> Range | None:
    """How many a group is, the attackers among them left out."""
    words = finder.words
    parts = _without_attackers(words, group)
    if not parts:
        return None
    if len(parts) > 1 or parts[0] != group:
        counts = [c for part in parts if (c := _count_of(finder, part)) is not None]
        return _sum(counts) if counts else None
    return _count_of(finder, group)


def _without_attackers(words: Sequence[Word], group: Group) -> list[Group]:
    """The group, or the members of a coordination that are no attackers: "three soldiers and | two attackers"."""
    inside = group.words(words)
    if not any("attacker" in w.tags for w in inside):
        return [group]
    joints = [j for j in range(group.first, group.last) if words[j].lower in {"and", ","}]
    edges = [group.first - 1, *joints, group.last]
    members = [Group(a + 1, b) for a, b in pairwise(edges) if a + 1 < b]
    return [m for m in members if not _are_attackers(m.words(words))]


def _are_attackers(inside: Sequence[Word]) -> bool:
    """Attackers, and nobody else: "the families of the gunmen" are others."""
    return any("attacker" in w.tags for w in inside) and not any(
        "person" in w.tags and "attacker" not in w.tags for w in inside
    )


def _count_of(finder: _Finder, group: Group) -> Range | None:
    """How many a group is: its members added up, "the mayor and two guards" three."""
    members = members_of(finder.words, group)
    if len(members) == 1:
        return _count_member(finder, group, grammar=not finder.counted_only)
    numbered = any(is_number(w) for w in group.words(finder.words))
    counts = [_count_member(finder, m, grammar=numbered or not finder.counted_only) for m in members]
    known = [c for c in counts if c is not None]
    return _sum(known) if known else None


def _count_member(finder: _Finder, group: Group, *, grammar: bool) -> Range | None:
    words = finder.words
    inside = group.words(words)
    before = words[group.first - 1] if group.first else None
    bounded = before and (before.lower == "between" or "approximator" in before.tags)
    first, last = before if before and bounded else inside[0], inside[-1]
    part = next((w for w in inside if w.lower in {"including", "among"}), None)
    mark = words[group.last] if group.last < len(words) and is_clause_mark(words[group.last]) else last
    end = part.start if part else mark.end  # with the comma behind it: "Dora Venn, 34, was killed"
    quantities = [
        q
        for q in finder.reading.quantities_in(first.start, end, articles=not finder.counted_only, skip=finder.dates)
        if not _is_of_a_person(inside, q.start)
    ]
    if quantities and _is_part(finder, quantities[0].end):
        quantities = quantities[:1]
    if quantities and (all(q.low is not None for q in quantities) or len(quantities) == 1):
        return _sum([(q.low, q.high) for q in quantities])
    return _by_grammar(words, group) if grammar else None


def _is_part(finder: _Finder, end: int) -> bool:
    """ "two of the five": the number before "of the" is a part of the number behind."""
    behind = finder.text[end : end + 12].lower().split()
    return behind[:1] == ["of"] and behind[1:2] != [] and behind[1] in finder.lexicon["toll_part"]["words"]


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
    people = any(w.tags & PEOPLE for w in inside)
    if top.lower in _PAIRS or (inside[0].lower == "both" and "plural" in top.tags):
        return (2, 2)
    if "plural" in top.tags and top.tags & PEOPLE:
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
    """Words that no lexicon knows: a person's name, where somebody is killed; not "the travellers"."""
    return (
        2 <= len(inside) <= 6
        and not ("determiner" in inside[0].tags and inside[-1].lower.endswith("s"))
        and not any(w.tags & {"thing", "weapon", "pronoun", "relative"} or w.events for w in inside)
        and any(not w.tags and w.lower[0].isalpha() for w in inside)
    )


def _is_numbered(finder: _Finder, i: int) -> bool:
    """ "the number of dead", "the number of people killed"."""
    numbers = finder.lexicon["toll_numbers"]["words"]
    at = next((j for j in range(i - 1, max(0, i - 4), -1) if finder.words[j].lower in numbers), None)
    return at is not None and "determiner" in finder.words[at - 1].tags


def _toll_after(finder: _Finder, i: int, last: int) -> Range | None:
    """ "the death toll rose to six": the number behind "toll"."""
    words = finder.words
    if words[i].lower not in {"toll", "deaths", "fatalities"} and not _is_numbered(finder, i):
        return None
    stop = min(last, len(words)) - 1
    quantities = finder.reading.quantities_in(words[i].end, words[stop].end, skip=finder.dates)
    near = [q for q in quantities if finder.text.count(" ", words[i].end, q.start) < 30]
    arrived = [
        q
        for q in near
        if finder.text[max(0, q.start - 4) : q.start].strip().lower().endswith(("to", "at", "of", "was"))
    ]
    if not (best := (arrived or near)[:1]):
        return None
    before = finder.text[words[i].end : best[0].start].lower().split()[-1:]
    if best[0].low == best[0].high is not None and before and before[0] in finder.lexicon["toll_exceeded"]["words"]:
        return best[0].high + 1, None
    return best[0].low, best[0].high


def _none_hurt(finder: _Finder, first: int, last: int) -> dict[str, Range]:
    """Nobody killed, nobody hurt, by a fixed expression: "without casualties"."""
    if first >= last:
        return {}
    stretch = finder.text[finder.words[first].start : finder.words[last - 1].end].lower()
    found = {kind for kind, pattern in _none(finder.lexicon) if pattern.search(stretch)}
    if "both" in found:
        found = {"killed", "wounded"}
    return dict.fromkeys(sorted(found), (0, 0))


@cache
def _none(lexicon: Lexicon) -> tuple[tuple[str, re.Pattern[str]], ...]:
    table = lexicon["toll_none"]
    return tuple((kind, _any_of(table[kind])) for kind in ("both", "killed", "wounded"))


def _any_of(forms: Sequence[str]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(forms, key=len, reverse=True))) + r")\b")
