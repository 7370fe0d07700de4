"""A folder of articles: which files it holds, and what its ``metadata.csv`` says of them."""

from __future__ import annotations

import csv
import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path, PurePosixPath

from analysis.errors import CorpusError, UnreadableFile
from analysis.formats.csv_rows import columns_named_twice, csv_lines
from analysis.formats.dates import EARLIEST, LATEST, can_be_published
from analysis.formats.kinds import kind_of
from analysis.formats.record import Problem
from analysis.formats.text import decode

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
        articles=tuple(p for p in candidates if kind_of(p)),
        others=tuple(p for p in candidates if not kind_of(p)),
        lexicon=lexicon if lexicon.is_file() else None,
    )


def refuse_within(corpus: Path, out: Path) -> None:
    """Raises CorpusError where frames in ``out`` would hide the articles of ``corpus``, or be read as some."""
    inside = out.resolve().relative_to(corpus.resolve()) if out.resolve().is_relative_to(corpus.resolve()) else None
    if inside is not None and _is_of_corpus([*inside.parts, ""]):
        raise CorpusError(
            f"{out}: frames may not stand among the articles. Give another folder, as {corpus / 'frames'}."
        )


def _files_of(corpus: Path, names: Collection[str] | None) -> Iterator[Path]:
    if names is None:
        return _walk(corpus, corpus.resolve())
    return (corpus / name for name in names if _is_of_corpus(name.split("/")))


def _is_of_corpus(parts: list[str]) -> bool:
    return not any(part.startswith(".") for part in parts) and _NOT_CORPUS.isdisjoint(parts[:-1])


def _walk(corpus: Path, root: Path) -> Iterator[Path]:
    for folder, subfolders, names in os.walk(corpus, followlinks=False):
        subfolders[:] = sorted(s for s in subfolders if _is_of_corpus([s, ""]))
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
        lines = list(csv_lines(decode(path.read_bytes(), path.name)))
    except (OSError, UnreadableFile, csv.Error) as error:
        raise CorpusError(f"{path}: not readable as CSV ({error}). Save it as UTF-8 text with commas.") from error
    header = [name.strip().lower() for name in lines[0][1]]
    if "file" not in header:
        raise CorpusError(f"{path}: the first line names no column 'file'. Begin it with {','.join(COLUMNS)}.")
    sheet = _Sheet(corpus, names)
    for name in header:
        if name not in COLUMNS:
            sheet.odd(1, f"The column '{name}' is not known.", f"Known are {', '.join(COLUMNS)}.")
    sheet.problems += columns_named_twice("metadata.csv", header)
    for line, values in lines[1:]:
        sheet.add(line, values, header)
    return Metadata(sheet.rows, tuple(sheet.problems))


class _Sheet:
    """``metadata.csv`` while it is read: its rows so far, and what is odd about it."""

    def __init__(self, corpus: Path, elsewhere: Collection[str] | None) -> None:
        self.rows: dict[str, MetadataRow] = {}
        self.problems: list[Problem] = []
        self._corpus, self._elsewhere = corpus, None if elsewhere is None else frozenset(elsewhere)

    def odd(self, line: int, reason: str, remedy: str) -> None:
        self.problems.append(Problem("metadata.csv", line, reason, remedy))

    def add(self, line: int, values: list[str], header: list[str]) -> None:
        row = {name: value.strip() for name, value in zip(header, values, strict=False) if value.strip()}
        file = row.get("file", "").removeprefix("./").replace("\\", "/")
        self._check_file(line, file, is_ragged=len(values) > len(header))
        if not file or file in self.rows:
            return
        published = self._published(line, row["published"]) if "published" in row else None
        authors = tuple(a.strip() for a in row.get("author", "").split(";") if a.strip())
        self.rows[file] = MetadataRow(
            file, line, row.get("outlet"), published, row.get("title"), row.get("url"), authors
        )

    def _check_file(self, line: int, file: str, *, is_ragged: bool) -> None:
        path = PurePosixPath(file)
        if not file:
            self.odd(line, "The row names no file.", "Fill the column 'file', or remove the row.")
        elif file in self.rows:
            first = self.rows[file].line
            self.odd(line, f"{file} has a row already, line {first}.", "The first counts; remove one.")
        elif is_ragged:
            self.odd(line, "The row has more values than columns.", "Put values with commas in quotation marks.")
        elif path.is_absolute() or ".." in path.parts:
            self.odd(line, f"{file} leaves the corpus.", "Name a file of this folder, without ../ or /.")
        elif not self._is_there(file) and path.name not in self._names:
            self.odd(line, f"There is no file {file}.", "Correct the name, or remove the row.")

    def _is_there(self, file: str) -> bool:
        if self._elsewhere is not None:
            return file in self._elsewhere
        try:
            return (self._corpus / file).is_file()
        except OSError:  # a name longer than the system allows
            return False

    @cached_property
    def _names(self) -> frozenset[str]:
        """The bare names of all files; a folder of many is only listed where a row names a file that is not there."""
        return frozenset(path.name for path in _files_of(self._corpus, self._elsewhere))

    def _published(self, line: int, value: str) -> datetime | None:
        try:
            day = datetime.fromisoformat(value).replace(tzinfo=None)  # the outlet's own time
        except ValueError:
            self.odd(line, f"'{value}' is no ISO 8601 date.", "Write 2024-05-31 or 2024-05-31T14:05; it is left out.")
            return None
        if can_be_published(day):
            return day
        remedy = f"Write one between {EARLIEST.year} and {LATEST.year}; it is left out."
        self.odd(line, f"'{value}' cannot be the day of publication.", remedy)
        return None


def check_unique_ids(files: Iterable[tuple[str, str]]) -> None:
    """Raises CorpusError, which names both files, where two of these pairs of an article's id and path share an id."""
    paths: dict[str, str] = {}
    for article_id, path in files:
        if article_id in paths:
            places = f"both in {path}" if path == paths[article_id] else f"{paths[article_id]} and {path}"
            raise CorpusError(f"Two articles have the id '{article_id}': {places}. Rename one, the file or the record.")
        paths[article_id] = path
