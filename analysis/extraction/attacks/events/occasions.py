"""Whether a verb tells of one occasion: the present tense, what joined verbs share, an act that is a topic.

In: the words of a sentence and a verb. Out: a ``Reading`` where the verb's form decides, else None.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.extraction.attacks.events.triggers import Trigger
from analysis.extraction.records import Realis
from analysis.language.expressions import Word
from analysis.language.groups import is_manner

# What stands before these is said of another clause
CLAUSE_OPENERS = frozenset(
    {"who", "which", "whose", "where", "when", "because", "while", "although", "though", "whereas", "after", "since"}
)


@dataclass(frozen=True, slots=True)
class Reading:
    """``realis`` is None for what is no event on an occasion; ``cue`` is the deciding word, '' where nothing speaks
    against."""

    realis: Realis | None
    cue: str = ""


ACTUAL = Reading("actual")


def shared_auxiliary(words: Sequence[Word], i: int) -> Reading | None:
    """What the first of joined verbs says of the others: "are beaten, chained or **attacked**", "are being jailed or
    **killed**", "would have found them and **killed** them"."""
    if i < 2 or words[i - 1].lower not in {"and", "or", ","}:
        return None
    listed = True
    for j in range(i - 1, max(-1, i - 12), -1):
        word = words[j]
        if word.tags & {"say", "relative"} or word.lower in {";", ":", "(", ")"} or word.lower in CLAUSE_OPENERS:
            return None
        if word.lower in {"is", "are", "being"} and listed:
            now = word.lower == "being" and j > 0 and words[j - 1].lower in {"is", "are"}
            return Reading(None, "being" if now else "present tense")
        if word.lower == "have" and j > 0 and "modal" in words[j - 1].tags and words[i - 1].lower != ",":
            return Reading("hypothetical", words[j - 1].lower)
        listed = listed and (word.lower in {"and", "or", ",", "being"} or word.lower.endswith(("ed", "en")))
    return None


def is_present(words: Sequence[Word], i: int) -> bool:
    """ "are killed", "are being killed": what happens, on no occasion."""
    j = i - 1
    while j > 0 and (words[j].lower in {"being", "getting"} or "adverb" in words[j].tags or is_manner(words, j)):
        j -= 1
    continuing = words[i - 1].lower in {"being", "getting"} and not words[j].tags & {"be", "preposition"}
    return continuing or words[j].lower in {"is", "are", "gets", "get"}


def topic(words: Sequence[Word], trigger: Trigger) -> Reading | None:
    """ "shooting officers **if** they came in", "assaulting a reporter **is** an offence": an act, on no occasion."""
    if trigger.object is None:
        return None
    end = trigger.object.last
    behind = words[end].lower if end < len(words) else ""
    if behind in {"if", "unless", "whenever"}:
        return Reading("hypothetical", behind)
    opens = all(
        "adverb" in w.tags or "quotes" in w.tags or w.lower.endswith("ly") or not w.lower.isalpha()
        for w in words[: trigger.at][-2:]
    )
    return Reading(None, "present tense") if behind == "is" and opens else None
