"""A sentence prepared for the attack cascade: its words with the dates and entities inside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from analysis.extraction.attack_groups import Group, is_number
from analysis.extraction.attack_words import Word
from analysis.extraction.lexicon import Lexicon
from analysis.extraction.records import DateSpan, Entity

PLACES = frozenset({"city", "site", "region"})


ACTORS = frozenset({"group", "force", "government", "institution"})


_LONGEST_NAME = 12


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence prepared for the slots; ``dates`` and ``entities`` are those inside it."""

    text: str
    words: Sequence[Word]
    dates: Sequence[DateSpan]
    entities: Sequence[Entity]
    lexicon: Lexicon
    is_caption: bool = False
    is_headline: bool = False
    is_lead: bool = False
    is_upper_case: bool = False
    published: date | None = None

    def entity_in(self, group: Group | None, kinds: frozenset[str]) -> Entity | None:
        """The first entity of one of ``kinds`` inside a group."""
        if group is None:
            return None
        start, end = self.words[group.first].start, self.words[group.last - 1].end
        return next((e for e in self.entities if start <= e.start < end and e.entity_kind in kinds), None)

    def index_at(self, offset: int) -> int:
        """The word at or behind a character offset."""
        return next((i for i, w in enumerate(self.words) if w.end > offset), len(self.words))


def phrase(scene: Scene, group: Group) -> str | None:
    """A group's text without determiners and numbers before it, on one line."""
    inside = list(group.words(scene.words))
    while inside and (inside[0].tags & {"determiner", "approximator"} or is_number(inside[0])) and len(inside) > 1:
        inside.pop(0)
    inside = inside[:_LONGEST_NAME]
    text = " ".join(scene.text[inside[0].start : inside[-1].end].split())
    text = text.strip(" \"“”'’,.-[](")
    return text if any(c.isalpha() for c in text) else None


def is_dated(scene: Scene, i: int) -> bool:
    """Whether word ``i`` stands in a time expression, be it one that no date could be given to."""
    if i >= len(scene.words):
        return False
    word = scene.words[i]
    return "calendar" in word.tags or any(d.start <= word.start < d.end for d in scene.dates)
