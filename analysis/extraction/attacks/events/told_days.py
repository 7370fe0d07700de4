"""Days of attacks that stand with no word of theirs: "It happened on Monday", hot news."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import timedelta
from functools import lru_cache

from analysis.extraction.attacks.events.scene import Scene
from analysis.extraction.records import DateSpan
from analysis.language.forms import regular_verb
from analysis.language.groups import is_number
from analysis.language.lexicon import Lexicon
from analysis.language.reading import Reading, SentenceReading

# News that tells an hour is so many days old at most; an hour stands so near its day, in words.
_FRESH, _NEAR = timedelta(days=14), 5


def tells_when(sentence: SentenceReading, lexicon: Lexicon) -> bool:
    """ "It happened …", "This took place …"."""
    low = sentence.low
    return len(low) > 2 and low[0] in ("it", "this") and low[1] in lexicon["attack_dates"]["happened"]


def day_it_happened(scene: Scene) -> DateSpan | None:
    """The day on which "it happened"."""
    days = [d for d in scene.dates if d.date_precision == "day" and d.date_start]
    past = (d for d in days if scene.published is None or (d.date_start or scene.published) <= scene.published)
    return next(past, None) if tells_when(scene.reading, scene.lexicon) else None


@lru_cache(maxsize=8)
def other_deeds(lexicon: Lexicon) -> frozenset[str]:
    """The verbs of what follows an attack or has nothing to do with it: "met", "was arrested"."""
    table = lexicon["attack_dates"]
    regular = {form for verb in table["others"] for form, kind in regular_verb(verb) if kind != "base"}
    return frozenset(regular | set(table["others_irregular"]))


def day_of_the_scene(reading: Reading, dates: Sequence[DateSpan]) -> DateSpan | None:
    """The first day told with its hour, which sets the scene: "officers were called to the house late Monday morning";
    in no sentence on who met, was charged or buried."""
    published, table = reading.article.published, reading.lexicon["attack_dates"]
    hours = frozenset(reading.lexicon["date_dayparts"]["words"]) | {"a.m.", "p.m."}
    deeds = {word for word in other_deeds(reading.lexicon) if not word.endswith("ing")}  # not "who were attending"
    others = frozenset({*deeds, *table["gatherings"], *table["died"]} - {*table["brought_out"]})
    for sentence in reading.sentences if published else ():
        if not others.isdisjoint(sentence.words) or hours.isdisjoint(sentence.words):
            continue
        for day in (d for d in dates if sentence.start <= d.start < sentence.end and d.date_precision == "day"):
            first, behind = (bisect_left(sentence.spans, (at, 0)) for at in (day.start, day.end))
            near = sentence.low[max(0, first - _NEAR) : behind + _NEAR]
            if not published or not day.date_start or hours.isdisjoint(near):
                continue
            if timedelta(0) <= published.date() - day.date_start <= _FRESH:
                return day
    return None


def hot_date(scene: Scene, first: int, last: int) -> DateSpan | None:
    """The perfect of hot news in a lead: "two people have died in a bombing" tells of today or yesterday, if nothing
    else does."""
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
