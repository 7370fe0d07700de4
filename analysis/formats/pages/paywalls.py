"""Pages that were saved without the end of their text, which they offer to those who pay or register."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.formats.pages.markup import page_words
from analysis.formats.record import Problem, Record

_LONGEST_OFFER = 400  # characters
_SHOWN = 20


def find_offers(texts: Sequence[str], prose: Sequence[bool]) -> list[int]:
    """The places of the paragraphs below an article that offer its rest; none where the text goes on below them.

    ``prose`` says which of the paragraphs are sentences.
    """
    offers = [i for i, text in enumerate(texts) if len(text) <= _LONGEST_OFFER and _is_offer(text)]
    below = [sum(prose[j] for j in range(i + 1, len(texts)) if j not in offers) for i in offers]
    return [i for i, n_below in zip(offers, below, strict=True) if n_below < 2]


def tell_cut(records: Sequence[Record], path: str) -> tuple[Problem, ...]:
    """What is told of a file some of whose articles end in an offer of their rest."""
    offers = [record.more_elsewhere for record in records if record.more_elsewhere]
    if not offers:
        return ()
    words = " ".join(offers[0].split()[:_SHOWN])
    reason = f"Texts that are cut, as the page offers the rest to its subscribers (“{words}”): {len(offers)}."
    return (Problem(path, None, reason, "Save the page again where its whole text is shown.", skipped=False),)


def _is_offer(text: str) -> bool:
    return any(re.search(pattern, text, re.IGNORECASE) for pattern in page_words("more_for_readers"))
