"""When an attack was: the day that belongs to one of its words.

In: a sentence's scene with its dates and the triggers of one mention. Out: the date, or None. A day belongs to the verb
or the event noun that it modifies (``governor``): to the noun that it stands before ("Tuesday's attack", "the March 3
attack") or right behind, to the verb beside it, to the verb of the clause that it opens, else to the nearest on its
left. What is told on a day, who met, was arrested or buried then (``[attack_dates]``) dates no attack. A day that
belongs to no such word is that of its clause; and of "a week after" the days are counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from analysis.extraction.attacks.events.reference import is_definite_noun
from analysis.extraction.attacks.events.scene import PLACES, Scene
from analysis.extraction.attacks.events.told_days import other_deeds
from analysis.extraction.attacks.events.triggers import Trigger
from analysis.extraction.dates.intervals import month_of
from analysis.extraction.records import DateSpan
from analysis.language.expressions import Word
from analysis.language.groups import AUXILIARY, is_clause_mark, is_counted, is_number

# Words between a day and the noun that it stands before: "Tuesday's twin car bomb attacks".
_PREMODIFIERS = 5
# Words that open a phrase of time: "at about 9 p.m. on".
_LEAD = 8
# How far from "after" its clause and what it counts may stand.
_CLAUSE = 16
# A longer time must stand so near its event word, or open the sentence.
_LONG_REACH = 14
Events = Mapping[int, Trigger]

_PARTS = frozenset({";", ":", "--", "—", "–", "(", ")", "[", "]"})


@dataclass(frozen=True, slots=True)
class _Governor:
    """The word that a date belongs to: an event word, one of something else, or None for the rest of its clause."""

    at: int | None
    is_event: bool = False


_CLAUSE_ITSELF, _NOBODY = _Governor(None), _Governor(-1)


def find_date(
    scene: Scene, triggers: Sequence[Trigger], every: Sequence[Trigger], first: int, last: int
) -> DateSpan | None:
    """The date of a mention, whose clause are the words ``first`` to ``last``: days before longer times, then the
    nearest; else one that is counted from another's day. ``every`` are the triggers of all mentions of the sentence."""
    events = events_at(every)
    own = [span for span in scene.dates if _is_own(scene, span, triggers, events, first, last)]
    best = min(own, key=lambda d: (d.date_precision != "day", _distance(scene, d, triggers)), default=None)
    return best or _counted(scene, triggers)


def _is_own(scene: Scene, span: DateSpan, triggers: Sequence[Trigger], events: Events, first: int, last: int) -> bool:
    day = span.date_start or span.date_end
    if day is None or (scene.published is not None and day > scene.published):
        return False
    if all(_counts_apart(scene, t.at, scene.index_at(span.start)) for t in triggers):
        return False
    if scene.is_caption and all(t.voice == "noun" for t in triggers):
        return False  # the day of a photo
    governor = governor_of(scene, span, events)
    if governor.at is not None:
        return any(t.at == governor.at for t in triggers)
    at = scene.index_at(span.start)
    near = min((t.at for t in triggers), key=lambda i: abs(i - at))
    if not first <= at < last or (span.date_precision != "day" and at > 2 and abs(at - near) > _LONG_REACH):
        return False
    return not _is_parted(scene, min(at, near), max(at, near))


def _distance(scene: Scene, span: DateSpan, triggers: Sequence[Trigger]) -> int:
    at = scene.index_at(span.start)
    return min(abs(t.at - at) for t in triggers)


def is_day_of_another(scene: Scene, span: DateSpan) -> bool:
    """Whether a day belongs to a word that is no attack's: "police said Friday"."""
    governor = governor_of(scene, span, events_at(scene.triggers))
    return governor.at is not None and not governor.is_event


def events_at(triggers: Sequence[Trigger]) -> Events:
    """Event words by where they stand."""
    return {t.at: t for t in triggers}


def governor_of(scene: Scene, span: DateSpan, events: Events) -> _Governor:
    """The word that a date belongs to, where ``events`` are the words of attacks."""
    words = scene.words
    first, behind = scene.index_at(span.start), scene.index_at(span.end - 1) + 1
    owns = words[behind - 1].lower.endswith(("'s", "s'", "’s", "s’"))
    if owns or any("determiner" in w.tags for w in words[max(0, first - 1) : first + 1]):
        noun = _noun_behind(scene, events, behind)
        if owns or noun.at != -1:
            return noun  # "since the March 3 strikes" has their day
    lead = _lead(scene, first)
    if [w.lower for w in words[behind : behind + 2]] == [",", "when"]:  # "until Monday, when a bomb killed five"
        told = next((i for i in range(behind, len(words)) if i in events and events[i].voice != "noun"), None)
        if told is not None:
            return _Governor(told, is_event=True)
    if lead and words[lead - 1].lower in _table(scene)["open_ends"]:
        return _NOBODY
    return (
        _noun_before(scene, events, lead, behind)
        or _verb_beside(scene, events, lead, behind)
        or _opened_verb(scene, events, lead, behind)
        or _left_of(scene, events, lead, behind)
    )


def _table(scene: Scene) -> dict[str, Any]:
    table: dict[str, Any] = scene.lexicon["attack_dates"]
    return table


def _lead(scene: Scene, first: int) -> int:
    """Where the phrase of a date begins: "| shortly before 9 p.m. on Friday"."""
    words, known = scene.words, _table(scene)["lead"]
    i = first
    while i > max(0, first - _LEAD) and (words[i - 1].lower in known or (i < first and _is_hour(words[i - 1]))):
        i -= 1
    return i


def _is_hour(word: Word) -> bool:
    return is_number(word) or word.lower in {"a.m", "p.m", "a.m.", "p.m.", "(", ")", "gmt"}


def _noun_behind(scene: Scene, events: Events, behind: int) -> _Governor:
    """The event noun that a date stands before; another one's date else."""
    for i in range(behind, min(len(scene.words), behind + _PREMODIFIERS)):
        word = scene.words[i]
        if is_clause_mark(word) or word.tags & {"preposition", "be", "have", "say", "determiner"}:
            break
        trigger = events.get(i)
        if trigger and trigger.voice == "noun":
            return _Governor(i, is_event=True)
        if word.lower in _table(scene)["violence"]:
            return _CLAUSE_ITSELF
    return _NOBODY


def _noun_before(scene: Scene, events: Events, lead: int, behind: int) -> _Governor | None:
    """The event noun that a date stands right behind, be it behind its place: "the attack in Kabul on Friday rose"."""
    words = scene.words
    set_off = lead > 0 and words[lead - 1].lower == "," and words[behind : behind + 1] and words[behind].lower == ","
    for i in range(lead - (2 if set_off else 1), -1, -1):
        word = words[i]
        trigger = events.get(i)
        if trigger and trigger.voice == "noun":
            if not is_definite_noun(scene, trigger):
                return _Governor(i, is_event=True)
            told = i - 2 if i == lead - 1 > 0 else _victims_told(scene, i)
            other = told > 0 and words[told].lower in other_deeds(scene.lexicon)
            return _Governor(told) if other else _Governor(i, is_event=True)  # "condemned the attack | on Monday"
        if trigger or is_clause_mark(word) or _is_verb(scene, i) or word.tags & {"relative", "conjunction", "opener"}:
            return None
    return None


def _victims_told(scene: Scene, noun: int) -> int:
    """The word before "the victims of" an event noun: "mourned | the victims of the school shooting"; 0 for none."""
    words, named = scene.words, _table(scene)["victims"]
    of = next((j for j in range(noun - 1, max(1, noun - 6), -1) if words[j].lower == "of"), 0)
    return of - 3 if of > 3 and words[of - 1].lower in named and words[of - 2].lower in {"the", "all"} else 0


def _verb_beside(scene: Scene, events: Events, lead: int, behind: int) -> _Governor | None:
    """The verb right behind a date: "gunmen on Monday attacked", "the president Monday vowed"; not where the subject
    holds an event word: "those killed on Monday were buried"."""
    for i in range(lead - 1, -1, -1):
        if scene.words[i].lower in {",", "and"} and is_counted(scene.words[i + 1]):
            continue  # a list: "two nurses, | a driver and | a guard"
        if is_clause_mark(scene.words[i]) and i + 1 < lead and _is_placed(scene, i + 1):
            continue  # "a market in Lima, | Ohio"
        if is_clause_mark(scene.words[i]) or scene.words[i].tags & {"conjunction", "opener", "say"}:
            break
        if events.get(i):
            return None
    for i in range(behind, min(len(scene.words), behind + 4)):
        trigger = events.get(i)
        if trigger and trigger.voice != "noun":
            return None if trigger.voice == "participle" else _Governor(i, is_event=True)
        if _is_anothers(scene, i):
            return _Governor(i)
        if not scene.words[i].tags & AUXILIARY:
            return None
    return None


def _is_placed(scene: Scene, at: int) -> bool:
    """Whether a place's name begins with a word."""
    return any(e.start == scene.words[at].start and e.entity_kind in PLACES | {"country"} for e in scene.entities)


def _opened_verb(scene: Scene, events: Events, lead: int, behind: int) -> _Governor | None:
    """The verb of the clause that a date opens: "On Monday the council condemned the bombing"."""
    words = scene.words
    if lead and "quotes" in words[lead - 1].tags and (lead == 1 or is_clause_mark(words[lead - 2])):
        lead -= 2 if lead > 1 else 1
    before = words[lead - 1] if lead and words[lead - 1].lower not in _PARTS else None
    if before is not None and not before.tags & {"conjunction", "opener", "relative"}:
        return None
    noun, i = None, behind
    while i < len(words):
        word, trigger = words[i], events.get(i)
        if trigger and trigger.voice == "noun":
            noun = noun or i
        elif _is_anothers(scene, i):
            return _Governor(i)
        elif trigger:
            return _Governor(i, is_event=True)
        elif "opener" in word.tags and i <= behind + 4:  # "On Monday, three days after …, the mayor resigned"
            i = next((j for j in range(i, len(words)) if words[j].lower == ","), len(words))
        elif noun is not None and (word.lower == "," or _is_verb(scene, i)):
            return _Governor(noun, is_event=True)
        elif before is not None and not word.tags & AUXILIARY and _is_verb(scene, i):
            return _NOBODY
        elif word.tags & {"opener", "relative"} or word.lower in _PARTS:
            break
        i += 1
    if noun is not None:
        return _Governor(noun, is_event=True)
    return _CLAUSE_ITSELF if before is None else _NOBODY


def _left_of(scene: Scene, events: Events, lead: int, behind: int) -> _Governor:
    """The nearest event word, or word of something else, on the left of a date in its clause."""
    words, table = scene.words, _table(scene)
    gathering = died = None
    closed = False  # what a comma closes is an aside of its own
    did = False  # another verb stands between
    for i in range(lead - 1, -1, -1):
        word, trigger = words[i], events.get(i)
        if _is_anothers(scene, i):
            return _Governor(i)
        if trigger:
            if trigger.voice == "noun" and did and _is_attached(scene, i):
                return _NOBODY  # "a motive for the killings remained unclear on Monday"
            wounded = died is not None and (trigger.voice in ("noun", "participle", "passive"))
            return _Governor(died) if wounded else _Governor(i, is_event=True)
        if word.lower in table["gatherings"] and gathering is None:
            gathering = i
        elif word.lower in table["died"] and died is None:
            died = i
        elif word.lower in _PARTS:
            break
        elif "relative" in word.tags and not closed and word.lower not in ("that", "which"):
            return _NOBODY  # "Venn, who left office in May, was shot"; not "the blast that shook the city on Monday"
        elif is_clause_mark(word):
            closed, died = True, None
        elif "conjunction" in word.tags:
            if did and words[i - 1].lower == "," and len(scene.dates) > 1:
                return _NOBODY  # "was shot on Monday, and discharged from hospital on Tuesday"
            died, did = None, False
        elif "relative" in word.tags:
            did = False
        elif word.lower not in table["happened"] and not word.tags & AUXILIARY and _is_verb(scene, i):
            did = True
    if did and gathering is None and behind + 1 < len(words) and words[behind].lower == "to":
        return _Governor(None) if behind + 1 in events else _NOBODY  # "flew there on Tuesday to meet survivors of"
    return _Governor(gathering)


def _is_attached(scene: Scene, i: int) -> bool:
    """Whether a preposition hangs an event noun on another one: "a motive for the killings"."""
    return any("attaching" in w.tags or w.lower == "of" for w in scene.words[max(0, i - 4) : i])


def _is_parted(scene: Scene, left: int, right: int) -> bool:
    """Whether a word of something else, or one that opens another clause, stands between a date and an event word."""
    words = scene.words
    table = _table(scene)
    outcome = any(w.tags & {"toll:killed", "toll:wounded"} or w.lower in table["outcomes"] for w in words[: left + 1])
    return any(
        _is_anothers(scene, i) or (words[i].lower in table["apart"] and not outcome and not _ends_clause(words[i + 1]))
        for i in range(left + 1, right)
    )


def _ends_clause(word: Word) -> bool:
    """Whether no other clause opens with a word: "today after hitting a mine", "when the violence was over,"."""
    return word.lower.endswith("ing") or is_clause_mark(word)


def _is_anothers(scene: Scene, i: int) -> bool:
    """Whether a word tells, as a verb, of what is no attack: "said", "met", "was arrested"."""
    word, before = scene.words[i], scene.words[i - 1] if i else None
    if before and word.lower in _table(scene)["brought_out"] and ("be" in before.tags or before.events):
        return False  # "a shooting was reported at 9 p.m. on Friday", "officers were called"
    if before and "determiner" in before.tags:
        return False  # "in the hands of a clerk"
    return "say" in word.tags or word.lower in other_deeds(scene.lexicon)


def _is_verb(scene: Scene, i: int) -> bool:
    """Whether a word is a verb, as far as its form tells."""
    word = scene.words[i]
    if word.tags & {"be", "have", "do", "modal", "future", "say", "toll:killed"} or _is_anothers(scene, i):
        return True
    described = i > 0 and "determiner" in scene.words[i - 1].tags  # "a packed square"
    ending = word.lower.endswith("ed") and not (word.events or word.tags or described)
    return ending or word.lower in scene.lexicon["date_direction"]["past"]


def _counted(scene: Scene, triggers: Sequence[Trigger]) -> DateSpan | None:
    """ "On Thursday, two days **after a bomb exploded**", "**attacked the town** two days before the vote on Friday": a
    day counted from that of the other clause."""
    for at, sign in _steps(scene):
        number, unit, first = _step_before(scene, at)
        if unit is None:
            continue
        within = [t for t in triggers if at < t.at <= at + _CLAUSE]
        end = next((i for i in range(at, len(scene.words)) if scene.words[i].lower == ","), len(scene.words))
        days = [d for d in scene.dates if d.date_precision == "day" and d.date_start]
        if within and min(t.at for t in triggers) > at:
            outside = [d for d in days if not at < scene.index_at(d.start) < (end if first == 0 else len(scene.words))]
            anchor, sign = next(iter(reversed([d for d in outside if d.end <= scene.words[at].start])), None), -sign
            anchor = anchor or next((d for d in outside if first == 0), None) or _named_before(scene, first)
        else:
            anchor = next((d for d in days if at < scene.index_at(d.start) < at + _CLAUSE), None)
        if anchor and anchor.date_start and (time := _stepped(anchor.date_start, sign * number, unit)):
            return replace(time, start=scene.words[first].start, end=scene.words[at].end)
    return None


def _named_before(scene: Scene, first: int) -> DateSpan | None:
    """The day named last, where an attack told before is said to have come so long after another."""
    told = any(t.at < first and is_definite_noun(scene, t) for t in scene.triggers if t.voice == "noun")
    return scene.named_before if told else None


def is_counted_back(scene: Scene, left: int, right: int, *, opening: bool = False) -> bool:
    """Whether "two days after" or the like stands between two words, be it as what opens the sentence."""
    return any(
        left < at < right and (step := _step_before(scene, at))[1] and (not opening or step[2] == 0)
        for at, _ in _steps(scene)
    )


def _counts_apart(scene: Scene, event: int, day: int) -> bool:
    """Whether an event word stands in a clause of "five days after", and a day outside: "Five days after gunmen shot a
    guard, the clinic opened on Tuesday". Not where a list of victims goes on up to the day: "Two days after gunmen shot
    a nurse, a driver and a guard on Sunday, the mayor spoke"."""
    words = scene.words
    for at, _ in _steps(scene):
        if not at < event or words[at - 1].lower not in _table(scene)["steps"] or is_clause_mark(words[at + 1]):
            continue  # "The day before, gunmen had shot a guard"
        if day < at:
            return True
        commas = [i for i in range(day) if words[i].lower == ","]
        if at > _LEAD or not commas or commas[0] < event:  # no such clause opens the sentence and ends before the day
            continue
        ends = next((i for i in range(day, len(words)) if is_clause_mark(words[i])), len(words))
        rest = words[ends + 1 :]
        is_list = bool(rest) and words[ends].lower == "," and not rest[0].tags & {"conjunction", "relative", "opener"}
        return not is_list or any("say" in w.tags for w in rest[-2:])
    return False


def _steps(scene: Scene) -> Iterator[tuple[int, int]]:
    for i, word in enumerate(scene.words[1:], 1):
        if word.lower in ("after", "before"):
            yield i, 1 if word.lower == "after" else -1


def _step_before(scene: Scene, at: int) -> tuple[int, str | None, int]:
    """How many of what unit stand before "after", and where: "two days after"."""
    unit = _table(scene)["steps"].get(scene.words[at - 1].lower)
    number = _number(scene, scene.words[at - 2].lower) if unit and at > 1 else None
    return (0, None, at) if number is None else (number, unit, at - 2)


def _stepped(day: date, number: int, unit: str) -> DateSpan | None:
    if unit in ("day", "week"):
        day += timedelta(number * (7 if unit == "week" else 1))
    elif abs(number) == 1 and unit == "month":
        month = month_of(day.year, day.month + number)
        day = month.start.replace(day=min(day.day, month.end.day))
    else:
        month = month_of(day.year, day.month + number * (12 if unit == "year" else 1))
        return DateSpan(0, 0, month.start, month.end, "month")
    return DateSpan(0, 0, day, day, "day")


def _number(scene: Scene, word: str) -> int | None:
    if word.isdecimal():
        return int(word)
    value = 1 if word in ("a", "an", "the", "one") else scene.lexicon["number_words"].get(word)
    return value if isinstance(value, int) else None
