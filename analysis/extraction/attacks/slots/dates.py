"""When an attack was: the date of its mention, told apart from the days of sayings, tolls, trials and things to come.

In: a sentence's scene with its dates and the triggers of one mention. Out: the date, or None. What stands beside a date
that is another's is data (``lexicons/attack_slots.toml``).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from analysis.extraction.attacks.events.scene import Scene
from analysis.extraction.attacks.events.triggers import Trigger
from analysis.extraction.records import DateSpan
from analysis.language.groups import is_number
from analysis.language.rules import load_rules

# "in 1991" far from the event word dates something else; a day may stand at the other end of the sentence
_LONG_DATE_REACH = 14
# The longest clause between a subject and its verb, and the longest group of a verb, in words.
_ASIDE, _VERB_GROUP = 16, 4
# A day so many words from the event word may be one in court.
_IN_COURT = 5
# A date before its event word stands as near as one so many words farther behind it, a longer span too.
_BEFORE, _LONGER = 3, 4
# Words between an event word and its day, at most; with a day of saying counted as so many words farther away.
_REACH, _SAYING, _FAR_SAYING = 40, 12, 16
# How far before its event word the "after" of its clause may stand.
_CLAUSE = 12


def find_date(scene: Scene, triggers: Sequence[Trigger], first: int, last: int) -> DateSpan | None:
    """The date that stands nearest to the triggers, days before longer spans; not the day of a saying or of a toll,
    not a day to come; else what the perfect of hot news tells."""
    counts = scene.lexicon["attack_dates"]["counts"]
    if any(w.lower in counts for w in scene.words[:4]):
        return None  # "The toll stood at five on Wednesday": the day of a count is no day of an attack
    dated = [(scene.index_at(span.start), span) for span in scene.dates]
    near = [
        (_distance(scene, span, at, triggers), at, span)
        for at, span in dated
        if first <= at < last and _may_date(scene, span, at, triggers)
    ]
    near = [n for n in near if n[2].date_precision == "day" or n[0] <= _LONG_DATE_REACH or n[1] <= 2]
    distance, at, best = min(near, key=lambda n: n[0], default=(0, 0, None))
    if counted := _counted_back(scene, triggers, best):
        return counted
    if best is None:
        return _hot(scene, first, last)
    far = distance > _REACH or (distance >= _FAR_SAYING and is_day_of_saying(scene, at))
    return None if far or (distance > _IN_COURT and _is_in_court(scene, triggers)) else best


def _distance(scene: Scene, span: DateSpan, at: int, triggers: Sequence[Trigger]) -> int:
    """Words between a date and the nearest trigger, more for a longer span and for one that is another's: the day of a
    saying, or of the noun behind it ("to Saturday's shells")."""
    last = scene.index_at(span.end - 1)
    distance = min(at - t.at if at > t.at else abs(t.at - last) + _BEFORE for t in triggers)
    owns = last < len(scene.words) and scene.words[last].lower.endswith(("'s", "s'"))
    another = owns and not any(last < t.at < last + 5 for t in triggers)
    far = _SAYING if another or is_day_of_saying(scene, at) else 0
    return distance + far + (0 if span.date_precision == "day" else _LONGER)


def is_day_of_saying(scene: Scene, at: int) -> bool:
    """ "police said Friday", "said in a statement on Friday", "a statement on Friday said"."""
    return any(rule.holds(scene.line, at) for rule in load_rules(scene.lexicon, "days_of_saying"))


def _may_date(scene: Scene, span: DateSpan, at: int, triggers: Sequence[Trigger]) -> bool:
    day = span.date_start or span.date_end
    if day is None or (scene.published is not None and day > scene.published):
        return False
    if scene.is_caption and all(t.voice == "noun" for t in triggers):
        return False
    behind, is_last = scene.index_at(span.end - 1) + 1, all(t.at < at for t in triggers)
    rules = load_rules(scene.lexicon, "days_of_others")
    if any((is_last or not rule.given["last"]) and rule.holds(scene.line, at, behind) for rule in rules):
        return False
    return is_last or not _is_in_aside(scene, at, triggers)


def _is_in_aside(scene: Scene, at: int, triggers: Sequence[Trigger]) -> bool:
    """ "Venn, who left office **in May**, was shot": the day of a clause between the subject and its verb."""
    words = scene.words
    later = min(t.at for t in triggers if t.at > at)
    closing = next((j for j in range(at + 1, later) if words[j].lower == ","), None)
    opening = next((j for j in range(at - 1, max(0, at - _ASIDE), -1) if words[j].lower in {",", ";"}), None)
    if closing is None or opening is None or later - closing > _VERB_GROUP:
        return False
    inner = range(opening + 1, closing)
    return words[opening + 1].lower in {"who", "whose"} and not any(t.at in inner for t in triggers)


def _counted_back(scene: Scene, triggers: Sequence[Trigger], nearest: DateSpan | None) -> DateSpan | None:
    """ "On Thursday, two days **after a bomb exploded**": the day of the bomb, where none stands beside it."""
    words, table = scene.words, scene.lexicon["attack_dates"]
    at = min(t.at for t in triggers)
    after = next((j for j in range(at - 1, max(1, at - _CLAUSE), -1) if words[j].lower == "after"), None)
    if after is None or words[after - 1].lower not in table["steps"]:
        return None
    if nearest is not None and nearest.start > words[after].start:
        return None
    number = _number(scene, words[after - 2].lower)
    days = [d.date_start for d in scene.dates if d.end <= words[after].start and d.date_precision == "day"]
    if number is None or not days or days[-1] is None:
        return None
    day = days[-1] - timedelta(days=number * table["steps"][words[after - 1].lower])
    return DateSpan(words[after - 2].start, words[after].end, day, day, "day")


def _number(scene: Scene, word: str) -> int | None:
    if word.isdecimal():
        return int(word)
    value = 1 if word in scene.lexicon["attack_dates"]["one"] else scene.lexicon["number_words"].get(word)
    return value if isinstance(value, int) else None


def _is_in_court(scene: Scene, triggers: Sequence[Trigger]) -> bool:
    """Whether a word of the law says that a far day may be one in court; a judge who is shot is a victim."""
    law = scene.lexicon["word_lists"]["law"]
    hit = {i for t in triggers if t.object for i in range(t.object.first, t.object.last)}
    return any(w.lower in law and i not in hit for i, w in enumerate(scene.words))


def _hot(scene: Scene, first: int, last: int) -> DateSpan | None:
    """The perfect of hot news in a lead: "two people have died in a bombing" tells of today or yesterday."""
    words = scene.words
    if not scene.is_lead or scene.published is None or scene.dates:
        return None
    for i in (i for i, word in enumerate(words[:-1]) if word.lower in {"has", "have"}):
        behind = [w for w in words[i + 1 : i + 4] if not is_number(w)]
        done = any("toll:killed" in w.tags or any(e.form == "participle" for e in w.events) for w in behind)
        if done and not is_number(words[i + 1]):
            yesterday = scene.published - timedelta(days=1)
            return DateSpan(words[first].start, words[last - 1].end, yesterday, scene.published, "period")
    return None
