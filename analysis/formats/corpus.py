"""A folder of articles: which files it holds, and what its ``metadata.csv`` says of them."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, partial
from pathlib import Path, PurePosixPath

from analysis.errors import CorpusError, UnreadableFile
from analysis.formats.decoding import decode
from analysis.formats.problems import Problem, columns_named_twice
from analysis.formats.stated_dates import EARLIEST, LATEST, can_be_published
from analysis.reading.article import Article

SUFFIXES = frozenset({".txt", ".html", ".htm", ".md", ".json", ".jsonl", ".csv"})
COLUMNS = ("file", "outlet", "published", "title", "url", "author")
_NOT_ARTICLES = frozenset({"metadata.csv", "lexicon.toml", "readme.md", "corrections.csv"})
_NOT_CORPUS = frozenset({"gold", "frames", "coding"})


@dataclass(frozen=True, slots=True)
class CorpusFiles:
    """The files of a corpus, sorted by path: ``articles`` to read, ``others`` left alone because of their kind."""

    root: Path
    articles: tuple[Path, ...]
    others: tuple[Path, ...]
    lexicon: Path | None


@dataclass(frozen=True, slots=True)
class MetadataRow:
    """What ``metadata.csv`` says of one file; what it leaves empty is None, or () for authors."""

    file: str
    line: int
    outlet: str | None = None
    published: datetime | None = None
    title: str | None = None
    url: str | None = None
    authors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Metadata:
    """The rows of ``metadata.csv`` by file, and what is odd about it."""

    rows: Mapping[str, MetadataRow] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def row(self, path: str) -> MetadataRow | None:
        """The row of a file given relative to the corpus; a row may also give the bare name of a nested file."""
        return self.rows.get(path) or self.rows.get(path.rsplit("/", 1)[-1])


def find_files(corpus: Path, names: Collection[str] | None = None) -> CorpusFiles:
    """The files below a corpus folder: none hidden, none in folders named gold, coding, frames, no link out of it.

    ``names`` are those of all its files where they lie elsewhere, and ``corpus`` only stands for the place. Raises
    CorpusError where there is no such folder.
    """
    if names is None and not corpus.is_dir():
        what = "is a file, not a folder" if corpus.exists() else "does not exist"
        raise CorpusError(f"{corpus}: the corpus folder {what}. Give the folder that holds the articles.")
    found = sorted(_files_of(corpus, names), key=lambda p: p.relative_to(corpus).as_posix())
    lexicon = corpus / "lexicon.toml"
    candidates = [p for p in found if p.name.lower() not in _NOT_ARTICLES]
    return CorpusFiles(
        root=corpus,
        articles=tuple(p for p in candidates if p.suffix.lower() in SUFFIXES),
        others=tuple(p for p in candidates if p.suffix.lower() not in SUFFIXES),
        lexicon=lexicon if lexicon.is_file() else None,
    )


def _files_of(corpus: Path, names: Collection[str] | None) -> Iterator[Path]:
    if names is None:
        return _walk(corpus, corpus.resolve())
    return (corpus / name for name in names if _is_of_corpus(name.split("/")))


def _is_of_corpus(parts: list[str]) -> bool:
    return not any(part.startswith(".") for part in parts) and _NOT_CORPUS.isdisjoint(parts[:-1])


def _walk(corpus: Path, root: Path) -> Iterator[Path]:
    for folder, subfolders, names in os.walk(corpus, followlinks=False):
        subfolders[:] = sorted(s for s in subfolders if s not in _NOT_CORPUS and not s.startswith("."))
        for name in names:
            path = Path(folder, name)
            if not name.startswith(".") and path.is_file() and path.resolve().is_relative_to(root):
                yield path


def read_metadata(corpus: Path, names: Collection[str] | None = None) -> Metadata:
    """``metadata.csv`` of a corpus (``names`` as in ``find_files``); no rows where there is none.

    Unknown columns, files that are not there, files named twice and bad dates are problems; a file that is no CSV with
    a column ``file`` raises CorpusError.
    """
    path = corpus / "metadata.csv"
    if not path.is_file():
        return Metadata()
    try:
        text = decode(path.read_bytes(), path.name)
        lines = list(_csv_lines(text))
    except (OSError, UnreadableFile, csv.Error) as error:
        raise CorpusError(f"{path}: not readable as CSV ({error}). Save it as UTF-8 text with commas.") from error
    header = [name.strip().lower() for name in lines[0][1]]
    if "file" not in header:
        raise CorpusError(f"{path}: the first line names no column 'file'. Begin it with {','.join(COLUMNS)}.")
    return _metadata(corpus, header, lines[1:], names)


def _csv_lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """The records of a CSV text with the line that each begins at."""
    reader, begins = csv.reader(io.StringIO(text, newline=""), strict=True), 1
    for record in reader:
        if record:
            yield begins, record
        begins = reader.line_num + 1


def _metadata(
    corpus: Path, header: list[str], lines: list[tuple[int, list[str]]], elsewhere: Collection[str] | None
) -> Metadata:
    problems = [
        Problem("metadata.csv", 1, f"The column '{name}' is not known.", f"Known are {', '.join(COLUMNS)}.")
        for name in header
        if name not in COLUMNS
    ]
    problems += columns_named_twice("metadata.csv", header)
    rows: dict[str, MetadataRow] = {}
    names = cache(lambda: frozenset(p.name for p in _files_of(corpus, elsewhere)))  # only if a file is not found
    present = None if elsewhere is None else frozenset(elsewhere)
    for line, record in lines:
        values = {name: value.strip() for name, value in zip(header, record, strict=False) if value.strip()}
        file = values.get("file", "").removeprefix("./").replace("\\", "/")
        is_there = partial(_is_file, corpus / file) if present is None else partial(present.__contains__, file)
        problem = _problem_with(is_there, rows, file, line, len(record), len(header), names)
        if problem:
            problems.append(problem)
        if not file or file in rows:
            continue
        published = None
        if "published" in values:
            published = parse_iso(values["published"])
            if published is None:
                problems.append(_bad_date(line, values["published"]))
            elif not can_be_published(published):
                problems.append(_impossible_date(line, values["published"]))
                published = None
        authors = tuple(a.strip() for a in values.get("author", "").split(";") if a.strip())
        rows[file] = MetadataRow(
            file, line, values.get("outlet"), published, values.get("title"), values.get("url"), authors
        )
    return Metadata(rows, tuple(problems))


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name longer than the system allows
        return False


def _problem_with(
    is_there: Callable[[], bool],
    rows: Mapping[str, MetadataRow],
    file: str,
    line: int,
    n_values: int,
    n_columns: int,
    names: Callable[[], frozenset[str]],
) -> Problem | None:
    if not file:
        return Problem("metadata.csv", line, "The row names no file.", "Fill the column 'file', or remove the row.")
    if file in rows:
        first = rows[file].line
        return Problem(
            "metadata.csv", line, f"{file} has a row already, line {first}.", "The first counts; remove one."
        )
    if n_values > n_columns:
        return Problem(
            "metadata.csv", line, "The row has more values than columns.", "Put values with commas in quotation marks."
        )
    if PurePosixPath(file).is_absolute() or ".." in PurePosixPath(file).parts:
        return Problem(
            "metadata.csv", line, f"{file} leaves the corpus.", "Name a file of this folder, without ../ or /."
        )
    if not is_there() and PurePosixPath(file).name not in names():
        return Problem("metadata.csv", line, f"There is no file {file}.", "Correct the name, or remove the row.")
    return None


def _bad_date(line: int, value: str) -> Problem:
    return Problem(
        "metadata.csv", line, f"'{value}' is no ISO 8601 date.", "Write 2024-05-31 or 2024-05-31T14:05; it is left out."
    )


def _impossible_date(line: int, value: str) -> Problem:
    years = f"{EARLIEST.year} and {LATEST.year}"
    return Problem(
        "metadata.csv",
        line,
        f"'{value}' cannot be the day of publication.",
        f"Write one between {years}; it is left out.",
    )


def parse_iso(value: str) -> datetime | None:
    """An ISO 8601 date or date and time, without its time zone (the outlet's own time); None for anything else."""
    try:
        return datetime.fromisoformat(value.strip()).replace(tzinfo=None)
    except ValueError:
        return None


def check_unique(articles: Iterable[Article]) -> None:
    """Raises CorpusError, which names both files, where two articles have one id."""
    check_unique_ids((article.article_id, article.path) for article in articles)


def check_unique_ids(files: Iterable[tuple[str, str]]) -> None:
    """As ``check_unique``, for pairs of an article's id and its path."""
    paths: dict[str, str] = {}
    for article_id, path in files:
        if article_id in paths:
            raise CorpusError(
                f"Two articles have the id '{article_id}': {paths[article_id]} and {path}. "
                f"Rename one of the files (or the record)."
            )
        paths[article_id] = path
