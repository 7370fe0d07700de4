"""A file of a corpus → its articles.

``read_file`` takes the records out of the file, labels passages, splits sentences, and fills each fact about an article
from the first that knows it: ``metadata.csv``, then the page's HTML or the record's fields, then what the text states
itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from analysis.errors import UnreadableFile
from analysis.formats.corpus import Metadata
from analysis.formats.dates import can_be_published
from analysis.formats.kinds import is_read_by_lines, is_readable, may_hold_many, recognise
from analysis.formats.others import unread
from analysis.formats.pages.paywalls import tell_cut
from analysis.formats.paragraphs import Span, find_paragraphs
from analysis.formats.record import Problem, PublishedFrom, Record
from analysis.formats.source import Source
from analysis.formats.text import on_one_line, whole_characters
from analysis.reading.article import Article, Passage
from analysis.reading.editions import mark_editions
from analysis.reading.language import detect_language
from analysis.reading.passages import label_passages
from analysis.reading.plain import Plain, blanked, read_plain
from analysis.reading.sentences import split_sentences
from analysis.reading.several import doubt_of
from analysis.reading.stated import name_outlet, read_stated

# Characters: the longest novel has three million, the longest article a tenth of this.
LONGEST_ARTICLE = 1_000_000
# Bytes of a file of one article, with the scripts of a saved page; what is larger and read by lines is not held.
_HEAVIEST_FILE = 20_000_000
# Bytes of a file of many records, which is read and parsed whole: each million takes some 75 MB of memory.
_HEAVIEST_RECORDS = 100_000_000
_TOO_HEAVY = "Save the page without its pictures and scripts (HTML alone), or remove it."
_TOO_LONG = f"The text is longer than {LONGEST_ARTICLE:,} characters: no article."
_SPLIT_RECORDS = (
    "Split it into files of some thousand records; of .jsonl, "
    "`split -l 1000 --additional-suffix=.jsonl FILE part-` does, and then move the whole one out of the corpus."
)
_SPLIT = "Split it into one file for each article, or remove it."


@dataclass(frozen=True, slots=True)
class FileReading:
    """The articles of one file, what of it could not be read or is odd, and the name of its kind."""

    articles: Sequence[Article]
    problems: tuple[Problem, ...] = ()
    kind: str = ""


def read_file(
    path: Path, *, corpus: Path, metadata: Metadata | None = None, outlets: Mapping[str, str] = MappingProxyType({})
) -> FileReading:
    """The articles of one file of ``corpus``.

    ``outlets`` gives the canonical name of each form of an outlet that an article may name as its own.

    Raises UnreadableFile where no article can be read from it; records of it that are none are ``problems``.
    """
    relative = path.relative_to(corpus).as_posix()
    name = on_one_line(whole_characters(relative))
    metadata = metadata or Metadata()
    if path.is_file() and not is_readable(path) and (other := unread(relative)):
        raise UnreadableFile(name, other.reason, other.remedy)
    source = _opened(path, name, metadata)
    kind = recognise(source)
    found = kind.read(source)
    row = metadata.row(relative)
    digest = source.sha256
    problems, offers = list(found.problems), list[str]()

    def made() -> Iterator[Article]:
        for record in found.records:
            if len(record.text) > LONGEST_ARTICLE:
                problems.append(Problem(name, record.line, _TOO_LONG, _SPLIT))
                continue
            article = make_article(record, path=name, row=row, outlets=outlets, file_sha256=digest)
            doubt = doubt_of(article, name) if record.id is None else None
            problems.extend([doubt] if doubt else [])
            offers.extend([record.more_elsewhere] if record.more_elsewhere else [])
            yield article

    articles = mark_editions(made())
    if not articles:
        raise UnreadableFile(problems[-1].where, _TOO_LONG, _SPLIT)
    problems += tell_cut(offers, name)
    called = kind.name if found.writer in kind.name else f"{kind.name} of {found.writer}"
    return FileReading(articles, tuple(problems), called)


def _opened(path: Path, name: str, metadata: Metadata) -> Source:
    try:
        size = path.stat().st_size
        if not may_hold_many(path) and size > _HEAVIEST_FILE:
            raise UnreadableFile(name, f"The file has {size:,} bytes, too many for one article.", _TOO_HEAVY)
        if not size and is_readable(path):
            raise UnreadableFile(name, "The file is empty.", "Save the article again, or remove the file.")
        if size > _HEAVIEST_FILE and is_read_by_lines(path):
            return Source(name, b"", metadata.fields, path)
        if size > _HEAVIEST_RECORDS:
            raise UnreadableFile(name, f"The file has {size:,} bytes, too many to be held.", _SPLIT_RECORDS)
        return Source(name, path.read_bytes(), metadata.fields)
    except OSError as error:
        reason = f"The file could not be opened ({error.strerror or error})."
        raise UnreadableFile(name, reason, "Check that it is there and may be read.") from error


def make_article(
    record: Record,
    *,
    path: str,
    row: Record | None = None,
    outlets: Mapping[str, str] = MappingProxyType({}),
    file_sha256: str | None = None,
) -> Article:
    """The article that a record of the file ``path`` makes, with passages and sentences."""
    row, plain = row or Record(), read_plain(record.text)
    title = record.title if record.id is not None else row.title or record.title
    # metadata.csv before the file; but a record before metadata.csv, whose row stands for all records of the file.
    first, second = (row, record) if record.id is None else (record, row)
    outlet = first.outlet or second.outlet
    passages = _passages(record, plain, title, outlet)
    stated = read_stated(plain.text, passages)
    if outlet is None and outlets:
        outlet = name_outlet(plain.text, passages, outlets)
        passages = passages if outlet is None else _passages(record, plain, title, outlet)  # its own are furniture
    published, published_from = _published(record, row, stated)
    body = " ".join(plain.text[p.start : p.end] for p in passages if p.kind == "body")
    stem = Path(path).stem
    return Article(
        article_id=stem if record.id is None else f"{stem}-{record.id}",
        text=record.text,
        path=path,
        outlet=outlet or stated.outlet,
        published=published,
        published_from=published_from,
        title=title or stated.title,
        authors=row.authors or record.authors or stated.authors,
        dateline=stated.dateline,
        language=record.language or detect_language(body),
        url=first.url or second.url,
        captured=record.captured,
        file_sha256=file_sha256,
        passages=tuple(map(plain.moved, passages)),
        sentences=tuple(map(plain.moved, split_sentences(plain.text, passages))),
    )


def _passages(record: Record, plain: Plain, title: str | None, outlet: str | None) -> tuple[Passage, ...]:
    """The passages of the plain text; the lines that tell paragraphs are those of the file."""
    spans = find_paragraphs(blanked(record.text), wrapped=record.wrapped)
    paragraphs = [Span(plain.plain(start), plain.plain(end)) for start, end in spans]
    known = {plain.plain(at): kind for at, kind in record.known.items()}
    return label_passages(plain.text, title=title, outlet=outlet, known=known, paragraphs=paragraphs)


def _published(record: Record, row: Record, stated: Record) -> tuple[datetime | None, PublishedFrom | None]:
    """The date of publication and where it was read."""
    told: list[tuple[datetime | None, PublishedFrom]] = [
        (row.published, "metadata"),
        (record.published, record.published_from),
    ]
    told = [*(told if record.id is None else reversed(told)), (stated.published, "text")]
    return next(((date, source) for date, source in told if date and can_be_published(date)), (None, None))
