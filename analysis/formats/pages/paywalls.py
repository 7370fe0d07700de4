"""Pages that were saved without the end of their text, which they offer to those who pay or register."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, TypeVar

from analysis.formats.pages.markup import page_words
from analysis.formats.record import Problem

_LONGEST_OFFER = 400  # characters
_SHOWN = 20

Paragraph = TypeVar("Paragraph", bound=Any)


def without_offers(
    paragraphs: Sequence[Paragraph], is_prose: Callable[[Paragraph], bool]
) -> tuple[list[Paragraph], str | None]:
    """The paragraphs but those below an article that offer its rest, and the first of these; where the text goes on
    below one, it offers nothing. ``is_prose`` says which paragraphs are sentences."""
    short = (i for i, p in enumerate(paragraphs) if len(p.text) <= _LONGEST_OFFER)
    offers = [i for i in short if _offer().search(paragraphs[i].text)]
    prose = [i for i, p in enumerate(paragraphs) if i not in offers and is_prose(p)]
    offers = [i for i in offers if sum(j > i for j in prose) < 2]
    kept = [p for i, p in enumerate(paragraphs) if i not in offers]
    return kept, paragraphs[offers[0]].text if offers else None


def tell_cut(offers: Sequence[str], path: str) -> tuple[Problem, ...]:
    """What is told of a file some of whose articles end in ``offers`` of their rest."""
    if not offers:
        return ()
    words = " ".join(offers[0].split()[:_SHOWN])
    reason = f"Texts that are cut, as the page offers the rest to its subscribers (“{words}”): {len(offers)}."
    return (Problem(path, None, reason, "Save the page again where its whole text is shown.", skipped=False),)


@cache
def _offer() -> re.Pattern[str]:
    return re.compile("|".join(page_words("more_for_readers")), re.IGNORECASE)
