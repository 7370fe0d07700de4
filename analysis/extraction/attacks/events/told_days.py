"""Days of attacks that stand with no word of theirs: "It happened on Monday", hot news."""

from __future__ import annotations

from datetime import timedelta

from analysis.extraction.attacks.events.scene import Scene
from analysis.extraction.records import DateSpan
from analysis.language.groups import is_number
from analysis.language.lexicon import Lexicon
from analysis.language.reading import SentenceReading


def tells_when(sentence: SentenceReading, lexicon: Lexicon) -> bool:
    """ "It happened …", "This took place …"."""
    low = sentence.low
    return len(low) > 2 and low[0] in ("it", "this") and low[1] in lexicon["attack_dates"]["happened"]


def day_it_happened(scene: Scene) -> DateSpan | None:
    """The day on which "it happened"."""
    days = [d for d in scene.dates if d.date_precision == "day" and d.date_start]
    past = (d for d in days if scene.published is None or (d.date_start or scene.published) <= scene.published)
    return next(past, None) if tells_when(scene.reading, scene.lexicon) else None


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
