"""What a file says before anything is read out of its prose: the text, and what markup or record fields tell."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from analysis.reading.article import PassageKind, PublishedFrom

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Document:
    """One article's text with the facts that stand beside it in its file.

    ``record`` tells records of one file apart (None in a file of one); ``line`` is where the record stands. ``known``
    gives the kind of those paragraphs whose markup tells it, by their first character; ``wrapped`` is as in
    ``find_paragraphs``.
    """

    text: str
    record: str | None = None
    line: int | None = None
    title: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    published_from: PublishedFrom | None = None
    url: str | None = None
    language: str | None = None
    known: Mapping[int, PassageKind] = field(default_factory=dict)
    wrapped: bool | None = None


def whole_characters(text: str) -> str:
    """``text`` with each lone surrogate (half a character, as broken exports have them) as U+FFFD, which can be written
    to a file; the same length."""
    return _LONE_SURROGATE.sub("\ufffd", text)
