"""What ``check`` shows of each file of a corpus: its kind, its articles, and the first of these as they were read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby
from pathlib import PurePath
from typing import NamedTuple

from analysis.reading.article import Article
from analysis.reading.editions import story_of

_FIRST = 3  # articles shown of a file that holds many, and of all files of a kind that hold one
_LONGEST_TITLE = 70  # characters


class ReadArticle(NamedTuple):
    """What is told of an article, so that its text need not be held."""

    article_id: str
    path: str
    kind: str
    outlet: str | None
    published: datetime | None
    title: str | None
    authors: tuple[str, ...]
    language: str | None
    n_words: int
    url: str | None
    duplicate_of: str | None
    story: tuple[str, bytes] | None

    @property
    def place(self) -> str:
        """The file and, of one that holds several articles, which of them."""
        stem = PurePath(self.path).stem
        return self.path if self.article_id == stem else f"{self.path} ({self.article_id.removeprefix(f'{stem}-')})"


def told_of(article: Article, kind: str) -> ReadArticle:
    """What is told of an article of a file of this kind."""
    facts = {name: getattr(article, name) for name in ReadArticle._fields if name not in {"kind", "story"}}
    return ReadArticle(kind=kind, story=story_of(article), **facts)


def list_files(articles: Sequence[ReadArticle]) -> Iterator[str]:
    """Lines on each file that holds many articles, and on those of each kind that hold one. Articles come by file."""
    singles: dict[str, list[ReadArticle]] = {}
    for path, of_file in groupby(articles, key=lambda article: article.path):
        held = list(of_file)
        if len(held) == 1:
            singles.setdefault(held[0].kind, []).extend(held)
        else:
            yield from _listed(f"{path}: {held[0].kind}, {len(held)} articles", held)
    for kind, held in sorted(singles.items()):
        yield from _listed(f"{kind}, one article a file: {len(held)}", held)


def _listed(what: str, articles: Sequence[ReadArticle]) -> Iterator[str]:
    outlets, days = (sum(getattr(a, name) is not None for a in articles) for name in ("outlet", "published"))
    yield f"{what}, {outlets} with outlet, {days} with day."
    yield from (f"    {_first(article)}" for article in articles[:_FIRST])


def _first(article: ReadArticle) -> str:
    title = " ".join((article.title or "no title").split())
    shown = title if len(title) <= _LONGEST_TITLE else f"{title[: _LONGEST_TITLE - 1].rstrip()}…"
    day = f"{article.published:%Y-%m-%d}" if article.published else "no day"
    by = f", by {', '.join(article.authors)}" if article.authors else ""
    return f"{day} · {article.outlet or 'no outlet'} · {shown}{by} · {article.n_words} words"
