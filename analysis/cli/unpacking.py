"""``unpack``: the articles of an export as text files with a metadata.csv, for those who want to see and mend them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from analysis.errors import CorpusError
from analysis.formats.corpus import COLUMNS, read_metadata
from analysis.formats.record import Problem
from analysis.frames.replacing import folder_beside
from analysis.reading.article import Article
from analysis.reading.read import read_file

_LONGEST_NAME = 80  # characters


def unpack_file(file: Path, out: Path) -> tuple[int, tuple[Problem, ...]]:
    """Writes each article of ``file`` into the folder ``out`` as a text, and a metadata.csv with what was read of it.

    Returns the number of articles, and what of the file is none. Raises UnreadableFile where it holds no article,
    CorpusError where ``out`` holds anything already, WriteError where it cannot be written.
    """
    if out.is_dir() and any(out.iterdir()):
        raise CorpusError(f"{out}: the folder is not empty. Name a new one: nothing that is there is overwritten.")
    if file.is_dir():
        raise CorpusError(f"{file}: this is a folder. Name one file of it.")
    file = file.resolve()
    reading = read_file(file, corpus=file.parent, metadata=read_metadata(file.parent))
    with folder_beside(out) as beside:
        names = list(_names(reading.articles))
        for name, article in zip(names, reading.articles, strict=True):
            (beside / name).write_bytes(article.text.encode("utf-8"))
        (beside / "metadata.csv").write_text(_metadata(names, reading.articles), encoding="utf-8", newline="")
        for path in sorted(beside.iterdir()):
            path.replace(out / path.name)
    return len(names), reading.problems


def _names(articles: Sequence[Article]) -> Iterator[str]:
    """A file's name for each article: its id as far as a name can bear it, and no name twice."""
    taken: set[str] = set()
    for article in articles:
        fit = "".join(c if c.isalnum() or c in "._-" else "-" for c in article.article_id)
        bare = fit.strip("-.")[:_LONGEST_NAME] or "article"
        name, n = bare, 1
        while name.lower() in taken:
            n += 1
            name = f"{bare}-{n}"
        taken.add(name.lower())
        yield f"{name}.txt"


def _metadata(names: Sequence[str], articles: Sequence[Article]) -> str:
    sheet = io.StringIO(newline="")
    writer = csv.DictWriter(sheet, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for name, article in zip(names, articles, strict=True):
        published = article.published.isoformat() if article.published else None
        facts = {"outlet": article.outlet, "published": published, "title": article.title, "url": article.url}
        writer.writerow({"file": name, "author": "; ".join(article.authors), **facts})
    return sheet.getvalue()
