"""A file of a corpus → its articles.

``read_file`` decodes the file, takes the documents out of it (one, or one a record), labels passages, splits
sentences, and fills each fact about an article from the first that knows it: ``metadata.csv``, then the page's HTML or
the record's fields, then what the text states itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from analysis.errors import UnreadableFile
from analysis.formats.corpus import Metadata, MetadataRow
from analysis.formats.decoding import decode
from analysis.formats.documents import Document, whole_characters
from analysis.formats.markdown import read_markdown
from analysis.formats.metadata import Stated, read_stated
from analysis.formats.problems import Problem, on_one_line
from analysis.formats.records import Records, read_csv, read_json, read_jsonl
from analysis.formats.stated_dates import can_be_published
from analysis.formats.webpage import read_webpage
from analysis.reading.article import Article, Passage, PublishedFrom
from analysis.reading.language import detect_language
from analysis.reading.masthead import name_outlet
from analysis.reading.passages import label_passages
from analysis.reading.sentences import split_sentences

# Characters: the longest novel has three million, the longest article a tenth of this.
LONGEST_ARTICLE = 1_000_000
# Bytes of a file of one article, with the scripts of a saved page.
_HEAVIEST_FILE = 20_000_000
# Bytes of a file of many records, which is read and parsed whole: each million takes some 75 MB of memory.
_HEAVIEST_RECORDS = 100_000_000
_OF_RECORDS = frozenset({".json", ".jsonl", ".csv"})
_TOO_LONG = f"The text is longer than {LONGEST_ARTICLE:,} characters: no article."
_SPLIT_RECORDS = "Split it into files of some thousand records; of .jsonl, `split -l 1000` does."
_SPLIT = "Split it into one file for each article, or remove it."


@dataclass(frozen=True, slots=True)
class FileReading:
    """The articles of one file, and the records of it that could not be read."""

    articles: tuple[Article, ...]
    problems: tuple[Problem, ...] = ()


def read_file(
    path: Path, *, corpus: Path, metadata: Metadata | None = None, outlets: Mapping[str, str] = MappingProxyType({})
) -> FileReading:
    """The articles of one file of ``corpus``.

    ``outlets`` gives the canonical name of each form of an outlet that an article may name as its own.

    Raises UnreadableFile where no article can be read from it; records of it that are none are ``problems``.
    """
    relative = path.relative_to(corpus).as_posix()
    name, suffix = on_one_line(whole_characters(relative)), path.suffix.lower()
    raw = _bytes_of(path, name, suffix)
    row = (metadata or Metadata()).row(relative)
    records = _documents(raw, name, suffix)
    documents = [d for d in records.documents if len(d.text) <= LONGEST_ARTICLE]
    too_long = [Problem(name, d.line, _TOO_LONG, _SPLIT) for d in records.documents if len(d.text) > LONGEST_ARTICLE]
    if not documents and too_long:
        raise UnreadableFile(too_long[0].where, _TOO_LONG, _SPLIT)
    articles = tuple(make_article(d, path=name, row=row, outlets=outlets) for d in documents)
    return FileReading(articles, (*records.problems, *too_long))


def _bytes_of(path: Path, name: str, suffix: str) -> bytes:
    try:
        size = path.stat().st_size
        if suffix not in _OF_RECORDS and size > _HEAVIEST_FILE:
            raise UnreadableFile(name, _TOO_LONG, _SPLIT)
        if size > _HEAVIEST_RECORDS:
            raise UnreadableFile(name, f"The file has {size:,} bytes, too many to be held.", _SPLIT_RECORDS)
        return path.read_bytes()
    except OSError as error:
        reason = f"The file could not be opened ({error.strerror or error})."
        raise UnreadableFile(name, reason, "Check that it is there and may be read.") from error


def _documents(raw: bytes, path: str, suffix: str) -> Records:
    if suffix in (".html", ".htm"):
        return Records((read_webpage(raw, path),), ())
    text = decode(raw, path)
    if suffix == ".json":
        return read_json(text, path)
    if suffix == ".jsonl":
        return read_jsonl(text, path)
    if suffix == ".csv":
        return read_csv(text, path)
    if suffix == ".md":
        return Records((read_markdown(text),), ())
    return Records((Document(text),), ())


def make_article(
    document: Document,
    *,
    path: str,
    row: MetadataRow | None = None,
    outlets: Mapping[str, str] = MappingProxyType({}),
) -> Article:
    """The article that a document of the file ``path`` makes, with passages and sentences."""
    row = row or MetadataRow(path, 0)
    title = _known_title(document, row)
    outlet = _first_known(document, row.outlet, document.outlet)
    passages = _passages(document, title, outlet)
    stated = read_stated(document.text, passages)
    if outlet is None and outlets:
        outlet = name_outlet(document.text, passages, outlets)
        passages = passages if outlet is None else _passages(document, title, outlet)  # its own lines are furniture
    published, published_from = _published(document, row, stated)
    body = " ".join(document.text[p.start : p.end] for p in passages if p.kind == "body")
    stem = Path(path).stem
    return Article(
        article_id=stem if document.record is None else f"{stem}-{document.record}",
        text=document.text,
        path=path,
        outlet=outlet or stated.outlet,
        published=published,
        published_from=published_from,
        title=title or stated.title,
        authors=row.authors or document.authors or stated.authors,
        dateline=stated.dateline,
        language=document.language or detect_language(body),
        url=_first_known(document, row.url, document.url),
        passages=passages,
        sentences=split_sentences(document.text, passages),
    )


def _passages(document: Document, title: str | None, outlet: str | None) -> tuple[Passage, ...]:
    return label_passages(document.text, title=title, outlet=outlet, known=document.known, wrapped=document.wrapped)


def _first_known(document: Document, by_metadata: str | None, by_file: str | None) -> str | None:
    """metadata.csv before the file; but a record before metadata.csv, whose row stands for all records of the file."""
    return (by_metadata or by_file) if document.record is None else (by_file or by_metadata)


def _known_title(document: Document, row: MetadataRow) -> str | None:
    return document.title if document.record is not None else row.title or document.title


def _published(document: Document, row: MetadataRow, stated: Stated) -> tuple[datetime | None, PublishedFrom | None]:
    """The date of publication and where it was read."""
    candidates: list[tuple[datetime | None, PublishedFrom | None]] = [
        (row.published, "metadata"),
        (document.published, document.published_from),
        (stated.published, "text"),
    ]
    if document.record is not None:
        candidates[:2] = reversed(candidates[:2])
    return next(((date, source) for date, source in candidates if date and can_be_published(date)), (None, None))
