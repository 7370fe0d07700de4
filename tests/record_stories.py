"""Invented stories, from which the generators of tests/formats make files, and what must come out of these again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from invariants import check_article

from analysis.errors import UnreadableFile
from analysis.formats.corpus import Metadata
from analysis.reading.article import Article
from analysis.reading.read import FileReading, read_file

TITLES = [
    "Rockets hit depot in Harrow",
    "Ash & Oak: a truce, at last",
    "“No talks”, says Marrow Bay",
    "Été de feu à Oss",
]
OUTLETS = ["Vale Post", "Ash & Oak Weekly", "L'Écho de l'Oss", "Bay Wire"]
NAMES = ["Ana Bell", "Omar Haddad", "Li Wei", "Zoë d'Arcy"]
PARAGRAPHS = [
    "Rockets struck the fuel depot in Harrow before dawn on Tuesday, killing two guards, the governor said.",
    "The governor said that crews had needed nine hours to put out the fire; the road was closed for a day.",
    "“We heard three blasts & ran,” said a baker, who did not want her name to be printed in the paper.",
    "Nobody claimed the attack, which was the third of its kind since the truce of January, officials said.",
    "Fünf Häuser brannten aus, wie der Bürgermeister am Abend sagte, und niemand wurde dabei verletzt.",
]
LANGUAGES = ["en", "de", "fr"]


@dataclass(frozen=True)
class Story:
    """An article as a person would tell it; what is None does not stand in the file."""

    paragraphs: tuple[str, ...]
    title: str | None = None
    outlet: str | None = None
    day: datetime | None = None
    authors: tuple[str, ...] = ()
    url: str | None = None
    language: str | None = None


# What a format holds of a story.
ALL = frozenset({"title", "outlet", "day", "authors", "url", "language"})
Writer = Callable[[Sequence[Story]], bytes]


@dataclass(frozen=True)
class Layout:
    """A generator of files: their name, what writes them, and which facts they hold; ``most`` stories at once."""

    name: str
    write: Writer
    holds: frozenset[str] = ALL
    most: int = 5

    def __str__(self) -> str:
        return f"{self.write.__name__.removeprefix('write_')}-{self.name}"


def _some(values: list[str]) -> st.SearchStrategy[str | None]:
    return st.one_of(st.none(), st.sampled_from(values))


stories = st.builds(
    Story,
    paragraphs=st.lists(st.sampled_from(PARAGRAPHS), min_size=1, max_size=4, unique=True).map(tuple),
    title=_some(TITLES),
    outlet=_some(OUTLETS),
    day=st.one_of(
        st.none(),
        st.datetimes(datetime(1980, 1, 1), datetime(2060, 1, 1)).map(lambda d: d.replace(second=0, microsecond=0)),
    ),
    authors=st.lists(st.sampled_from(NAMES), max_size=3, unique=True).map(tuple),
    url=st.integers(1, 9).map("https://vale.example/news/{}?a=1&b=2".format) | st.none(),
    language=_some(LANGUAGES),
)


def some_stories(layout: Layout) -> st.SearchStrategy[list[Story]]:
    """Stories with the facts that files of this layout hold."""
    return st.lists(stories, min_size=1, max_size=layout.most).map(lambda told: [_within(s, layout) for s in told])


def _within(story: Story, layout: Layout) -> Story:
    without: dict[str, Any] = {fact: () if fact == "authors" else None for fact in ALL - layout.holds}
    return replace(story, **without)


def read_bytes(folder: Path, name: str, raw: bytes, fields: Mapping[str, Sequence[str]] | None = None) -> FileReading:
    """A file of these bytes, read."""
    (folder / name).write_bytes(raw)
    return read_file(folder / name, corpus=folder, metadata=Metadata(fields=fields or {}))


def check_stories(told: Sequence[Story], articles: Sequence[Article]) -> None:
    """As many articles as stories, with the facts as written, the words of the stories, and no other words."""
    assert len(articles) == len(told)
    assert len({article.article_id for article in articles}) == len(told)
    for story, article in zip(told, articles, strict=True):
        assert (article.title, article.outlet, article.authors) == (story.title, story.outlet, story.authors)
        assert (article.published, article.url) == (story.day, story.url)
        assert story.language in {None, article.language}
        check_article(article)
        read = [article.text[s.start : s.end] for s in article.sentences]
        assert " ".join(story.paragraphs).split() == [w for s in read for w in s.split() if s != story.title]
    ids = [article.article_id for article in articles]
    assert ids == list(dict.fromkeys(ids))


def check_damaged(folder: Path, name: str, raw: bytes, cut: int, flips: Sequence[tuple[int, int]]) -> None:
    """A file cut off here, with other bytes there: it is read, or refused with a reason."""
    damaged = bytearray(raw[: max(1, len(raw) - cut % len(raw))])
    for at, value in flips:
        damaged[at % len(damaged)] = value
    with suppress(UnreadableFile):
        for article in read_bytes(folder, name, bytes(damaged)).articles:
            check_article(article)
