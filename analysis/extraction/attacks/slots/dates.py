"""When an attack was: the date of its mention, told apart from the days of sayings, tolls, trials and things to come.

In: a sentence's scene with its dates and the triggers of one mention. Out: the date, or None.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from analysis.extraction.attacks.events.scene import Scene
from analysis.extraction.attacks.events.triggers import Trigger
from analysis.extraction.records import DateSpan
from analysis.language.groups import is_clause_mark, is_number

# "in 1991" far from the event word dates something else; a day may stand at the other end of the sentence
_LONG_DATE_REACH = 14
# The longest clause between a subject and its verb, and the longest group of a verb, in words.
_ASIDE, _VERB_GROUP = 16, 4
# A day so many words from the event word may be one in court.
_IN_COURT = 5
# So many words behind its day the verb of a clause is looked for.
_CLAUSE_SUBJECT = 6
# How far before its event word the "after" of its clause may stand.
_CLAUSE = 12
# A date before its event word stands as near as one so many words farther behind it.
_BEFORE = 3
# Words between an event word and its day, at most; with a day of saying counted as so many words farther away.
_REACH, _SAYING, _FAR_SAYING = 40, 12, 16


def find_date(scene: Scene, triggers: Sequence[Trigger], first: int, last: int) -> DateSpan | None:
    """The date that stands nearest to the triggers, days before longer spans; not the day of a saying or of a toll,
    not a day to come; else what the perfect of hot news tells."""
    if _is_count(scene):
        return None
    best: tuple[float, DateSpan] | None = None
    for span in scene.dates:
        at = scene.index_at(span.start)
        if not first <= at < last or not _may_date(scene, span, at, triggers):
            continue
        end = scene.index_at(span.end - 1)
        distance = min(at - t.at if at > t.at else abs(t.at - end) + _BEFORE for t in triggers)
        distance += _SAYING * (is_day_of_saying(scene, at) or _is_of_another(scene, span, triggers)) + (
            0 if span.date_precision == "day" else 4
        )
        if span.date_precision != "day" and distance > _LONG_DATE_REACH and at > 2:
            continue
        if best is None or distance < best[0]:
            best = (distance, span)
    if counted := _counted_back(scene, triggers, best[1] if best else None):
        return counted
    if best and best[0] > _IN_COURT and _is_in_court(scene, triggers):
        return None
    if best is None:
        return _hot(scene, first, last)
    if best[0] > _REACH or (best[0] >= _FAR_SAYING and is_day_of_saying(scene, scene.index_at(best[1].start))):
        return None
    return best[1]


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
    days = [d for d in scene.dates if d.end <= words[after].start and d.date_precision == "day" and d.date_start]
    if number is None or not days or days[-1].date_start is None:
        return None
    day = days[-1].date_start - timedelta(days=number * table["steps"][words[after - 1].lower])
    return DateSpan(words[after - 2].start, words[after].end, day, day, "day")


def _number(scene: Scene, word: str) -> int | None:
    if word.isdecimal():
        return int(word)
    if word in scene.lexicon["attack_dates"]["one"]:
        return 1
    value = scene.lexicon["number_words"].get(word)
    return value if isinstance(value, int) else None


def _is_in_court(scene: Scene, triggers: Sequence[Trigger]) -> bool:
    """Whether a word of the law says that a far day may be one in court; a judge who is shot is a victim."""
    law = scene.lexicon["word_lists"]["law"]
    hit = {i for t in triggers if t.object for i in range(t.object.first, t.object.last)}
    return any(w.lower in law and i not in hit for i, w in enumerate(scene.words))


def _is_count(scene: Scene) -> bool:
    """ "The toll stood at five on Wednesday": the day of a count is no day of an attack."""
    return any(w.lower in scene.lexicon["attack_dates"]["counts"] for w in scene.words[:4])


def _may_date(scene: Scene, span: DateSpan, at: int, triggers: Sequence[Trigger]) -> bool:
    if span.date_start is None and span.date_end is None:
        return False
    if scene.is_caption and all(t.voice == "noun" for t in triggers):
        return False
    if at and scene.words[at - 1].lower in scene.lexicon["attack_dates"]["open_ends"]:
        return False
    if _is_in_aside(scene, at, triggers) or _opens_next(scene, span, at, triggers):
        return False
    day = span.date_start or span.date_end
    return scene.published is None or day is None or day <= scene.published


def _opens_next(scene: Scene, span: DateSpan, at: int, triggers: Sequence[Trigger]) -> bool:
    """ "attacked the port, and **in 2019** it was dissolved": the day of the next clause, which begins with it."""
    words = scene.words
    if any(t.at > at for t in triggers):
        return False
    j = at - 1 if at and "preposition" in words[at - 1].tags else at
    if j < 1 or words[j - 1].lower not in {"and", "but", "while", "whereas"}:
        return False
    behind = scene.index_at(span.end - 1) + 1
    behind += behind < len(words) and words[behind].lower == ","
    following = words[behind : behind + _CLAUSE_SUBJECT]
    opens = bool(following) and bool(following[0].tags & {"pronoun", "determiner", "be", "have"})
    return opens and any(w.tags & {"be", "have", "do", "modal", "future", "say"} for w in following)


def _is_in_aside(scene: Scene, at: int, triggers: Sequence[Trigger]) -> bool:
    """ "Venn, who left office **in May**, was shot": the day of a clause between the subject and its verb."""
    words = scene.words
    later = min((t.at for t in triggers if t.at > at), default=None)
    if later is None:
        return False
    closing = next((j for j in range(at + 1, later) if words[j].lower == ","), None)
    opening = next((j for j in range(at - 1, max(0, at - _ASIDE), -1) if words[j].lower in {",", ";"}), None)
    if closing is None or opening is None or later - closing > _VERB_GROUP:
        return False
    inner = range(opening + 1, closing)
    return words[opening + 1].lower in {"who", "whose"} and not any(t.at in inner for t in triggers)


def _is_of_another(scene: Scene, span: DateSpan, triggers: Sequence[Trigger]) -> bool:
    """ "to Saturday's shells", "Monday's ceremony": the day of the noun behind it, where that is no trigger."""
    words = scene.words
    last = scene.index_at(span.end - 1)
    if last >= len(words) or not words[last].lower.endswith(("'s", "s'")):
        return False
    own = range(last + 1, min(last + 5, len(words)))
    return not any(t.at in own for t in triggers)


def is_day_of_saying(scene: Scene, at: int) -> bool:
    """ "police said Friday", "said in a statement on Friday", "a statement on Friday said"."""
    words = scene.words
    for j in range(at - 1, max(-1, at - 6), -1):
        word = words[j]
        if "say" in word.tags or word.lower in scene.lexicon["say_words"]["aftermath"]:
            return True
        if is_clause_mark(word) or word.events or (word.tags & {"be", "relative", "conjunction"}):
            break
    behind = [w for w in words[at + 1 : at + 4] if "calendar" not in w.tags and not is_number(w)]
    return bool(behind) and "say" in behind[0].tags


def _hot(scene: Scene, first: int, last: int) -> DateSpan | None:
    """The perfect of hot news in a lead: "two people have died in a bombing" tells of today or yesterday."""
    words = scene.words
    if not scene.is_lead or scene.published is None or scene.dates:
        return None
    for i, word in enumerate(words[:-1]):
        if word.lower in {"has", "have"}:
            behind = [w for w in words[i + 1 : i + 4] if not is_number(w)]
            if any(any(e.form == "participle" for e in w.events) or "toll:killed" in w.tags for w in behind[:3]) and (
                not is_number(words[i + 1])
            ):
                yesterday = scene.published - timedelta(days=1)
                return DateSpan(words[first].start, words[last - 1].end, yesterday, scene.published, "period")
    return None
