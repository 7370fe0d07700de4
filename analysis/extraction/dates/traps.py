"""Words that look like dates: "may 5 members join", "Jan Brandt", "2000 people", the programme "This Week"."""

from __future__ import annotations

from analysis.extraction.dates.choice import Groups
from analysis.extraction.dates.scene import REACH, Scene


def is_verb(groups: Groups, scene: Scene) -> bool:
    """ "may 5 members", "march 20 miles": the verb is in lower case, the month is not."""
    ambiguous = groups["month"] in scene.table("date_month_before")["ambiguous"]
    return ambiguous and groups["month"] in scene.text[scene.start : scene.end]


def is_no_month(groups: Groups, scene: Scene) -> bool:
    """ "May I", "the March", "Jan Brandt": a lone month that is also a word or a name needs a preposition before it."""
    words, month = scene.table("date_month_before"), groups["month"]
    if is_verb(groups, scene):
        return True
    is_name = month in scene.table("month_abbreviations") and scene.text[scene.end + 1 : scene.end + 2].isupper()
    if groups.keys() & {"part", "step", "focus_step"}:
        return False
    if month not in words["ambiguous"] and month in scene.table("months"):
        return False
    return is_name or scene.word_before not in words["words"]


def is_set(rule: str, scene: Scene) -> bool:
    """ "a Saturday", "every summer", "the Sunday Times": any day of that name, none in particular."""
    words = scene.table("date_sets")
    return scene.word_before in words.get(rule, ()) or (rule == "weekday" and scene.word_after in words["papers"])


def is_count_after_month(groups: Groups, scene: Scene) -> bool:
    """ "In October 7 guards died": a month and a count, not a day."""
    if scene.word_before != "in" or groups.keys() & {"year", "year_short", "of_year", "day2", "weekday"}:
        return False
    noun = scene.word_after
    is_event = noun in scene.table("date_landmarks")["words"]
    return noun in scene.table("date_year")["never_after"] or (noun.endswith("s") and not is_event)


def is_number(scene: Scene) -> bool:
    """Whether four digits are a count: "2000 people", "at least 2000", "$1990"."""
    words = scene.table("date_year")
    before = scene.word_before
    if before in words["never_before"] or before[-1:] in words["never_before"] or scene.after[:1] == "%":
        return True
    noun = scene.word_after
    if noun in words["never_after"]:
        return True
    is_plural = noun.endswith("s") and len(noun) > 3 and not noun.endswith("ss") and scene.after[:1].isspace()
    return is_plural and before not in words["before"] and scene.text[scene.start].isdecimal()


def is_title(scene: Scene) -> bool:
    """ "on This Week", "USA Today": relative words in capitals inside a sentence are a name, but not in a headline."""
    words = scene.text[scene.start : scene.end].split()
    if words[-1].lower() not in scene.table("date_titles")["words"] or not all(w.istitle() for w in words):
        return False
    first, last = max(scene.sentence_start, scene.start - REACH), min(scene.sentence_end, scene.end + REACH)
    is_mixed = any(w.islower() and len(w) > 4 for w in scene.text[first:last].split())
    return is_mixed and any(c.isalnum() for c in scene.before) and scene.before.rstrip("\"“'‘`")[-1:] not in ".:!?"
