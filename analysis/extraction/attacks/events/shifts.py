"""The class of events that its object makes of a verb: "claimed four lives" kills, "seized four engineers" takes."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.language.expressions import Word
from analysis.language.groups import Group, tags_of
from analysis.language.lexicon import Lexicon


def shifted(words: Sequence[Word], at: int, event: str, group: Group | None, lexicon: Lexicon) -> str:
    """The class ``event`` of the word ``at``, or the one that [[event_shifts]] gives it with its object ``group``."""
    if group is None:
        return event
    lower, last = words[at].lower, words[group.last - 1].lower
    tags, forms = tags_of(words, group), {w.lower for w in group.words(words)}
    for shift in lexicon["event_shifts"]:
        if (
            event == shift["event"]
            and lower.startswith(shift.get("begins", ""))
            and last == shift.get("object_last", last)
            and not forms.isdisjoint(shift.get("object_words", forms))
            and tags.issuperset(shift.get("object_has", ()))
            and tags.isdisjoint(shift.get("object_lacks", ()))
        ):
            return str(shift["becomes"])
    return event
