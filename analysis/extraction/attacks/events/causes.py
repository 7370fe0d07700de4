"""Causes and sequels: the attack that another one answers, or that it came after, is not that attack.

"Norland retaliated with air strikes over the killing of three sailors", "fired rockets in reply to the raid": the
second event word stands in a phrase of cause; what follows it behind a comma ("wounding dozens") belongs to the answer.
"""

from __future__ import annotations

from collections.abc import Sequence

from analysis.extraction.attacks.events.triggers import Trigger
from analysis.language.expressions import Word
from analysis.language.groups import is_clause_mark
from analysis.language.lexicon import Lexicon

# How far the word of replying may stand before the phrase of cause, in words.
_REPLY_REACH = 16


def cause_start(words: Sequence[Word], last: int, trigger: Trigger, lexicon: Lexicon) -> int | None:
    """The word that opens the phrase of cause around ``trigger``, behind word ``last``; None where it stands in
    none."""
    if trigger.voice != "noun":
        return None
    table = lexicon["reference_words"]
    for j in range(trigger.at - 1, max(last, trigger.at - 8), -1):
        word = words[j]
        if is_clause_mark(word) or word.tags & {"say", "relative", "be", "modal"}:
            return None
        if word.lower in table["cause"]:
            near = words[max(0, j - _REPLY_REACH) : j]
            return j if any(w.lower in table["reply"] for w in near) else None
    return None


def returns_to_answer(words: Sequence[Word], cause: int, trigger: Trigger) -> bool:
    """Whether a participle behind a comma tells on about the answer and not about its cause."""
    between = words[cause + 1 : trigger.at]
    return trigger.voice == "participle" and any(w.lower in {",", "and"} for w in between[-3:])


def is_told_as_earlier(words: Sequence[Word], last: Trigger, trigger: Trigger, lexicon: Lexicon) -> bool:
    """Whether ``trigger`` tells of an attack before that of ``last``: "the attack came a week after rockets hurt two",
    "the strike on a depot of the aircraft that had bombed a quarry"."""
    table = lexicon["reference_order"]
    between = words[last.at + 1 : trigger.at]
    lower = [w.lower for w in between]
    if last.voice == "noun" and any(w in table["coming"] for w in lower[:4]):
        return any(w in table["behind"] for w in lower)
    pluperfect = lower[-1:] == ["had"] and trigger.voice == "active" and trigger.object is not None
    return pluperfect and any("relative" in w.tags for w in between) and not (between and "relative" in between[0].tags)
