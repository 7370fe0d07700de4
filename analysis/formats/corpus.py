"""A folder of articles: which files it holds, and what its ``metadata.csv`` and ``fields.toml`` say of them."""

from __future__ import annotations

import csv
import os
import re
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path, PurePosixPath

from analysis.errors import CorpusError, UnreadableFile
from analysis.formats.csv_rows import columns_named_twice, csv_lines, delimiter_of
from analysis.formats.dates import EARLIEST, LATEST, NUMERIC, Days, can_be_published
from analysis.formats.kinds import is_readable
from analysis.formats.others import unread, without_parts_of_pages
from analysis.formats.record import Problem, Record
from analysis.formats.records.names import fields as known_fields
from analysis.formats.records.names import same
from analysis.formats.text import decode

COLUMNS = ("file", "outlet", "published", "title", "url", "author")
_NOT_ARTICLES = frozenset({"metadata.csv", "lexicon.toml", "fields.toml", "readme.md", "corrections.csv"})
_HEAD = 4096  # bytes of a first line that are looked at
_HIDDEN = (".", "~$")  # the second: locks of documents that are open in a word processor
_NOT_CORPUS = frozenset({"gold", "frames", "coding"})
EVENTS, EVENT_TABLES = "events", (".csv", ".tsv", ".json", ".xlsx", ".xlsm")
"""The folder of a corpus for event tables that others coded, and how these end: no articles, but what is compared."""
_EVENT_FIELDS = "events.toml"


@dataclass(frozen=True, slots=True)
class CorpusFiles:
    """The files of a corpus, sorted by path: ``articles`` to read, tables of ``events`` to compare with them, why the
    ``others`` are not read."""

    articles: tuple[Path, ...]
    others: tuple[Problem, ...]
    lexicon: Path | None
    events: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Metadata:
    """What ``metadata.csv`` says of each file, what is odd about it, and the names of ``fields.toml`` by fact."""

    rows: Mapping[str, Record] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    fields: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def row(self, path: str) -> Record | None:
        """The row of a file given relative to the corpus; a row may also give the bare name of a nested file."""
        return self.rows.get(path) or self.rows.get(path.rsplit("/", 1)[-1])


def find_files(corpus: Path, names: Collection[str] | None = None) -> CorpusFiles:
    """The files below a corpus folder: none hidden, none in folders named gold, coding, frames.

    ``names`` are those of all its files where they lie elsewhere, and ``corpus`` only stands for the place. Raises
    CorpusError where there is no such folder.
    """
    if names is None and not corpus.is_dir():
        what = "is a file, not a folder" if corpus.exists() else "does not exist"
        raise CorpusError(f"{corpus}: the corpus folder {what}. Give the folder that holds the articles.")
    lexicon = corpus / "lexicon.toml"
    found = sorted(without_parts_of_pages(path.relative_to(corpus).as_posix() for path in _files_of(corpus, names)))
    events = [path for path in found if _is_of_events(corpus / path, path)]
    mine = [path for path in found if path not in events and path != f"{EVENTS}/{_EVENT_FIELDS}"]
    candidates = [path for path in mine if PurePosixPath(path).name.lower() not in _NOT_ARTICLES]
    away = {path for path in candidates if names is None and _leads_away(corpus / path, corpus.resolve())}
    readable = [path for path in candidates if path not in away and is_readable(PurePosixPath(path))]
    others = (unread(path, leads_away=path in away) for path in sorted({*candidates}.difference(readable)))
    return CorpusFiles(
        articles=tuple(corpus / path for path in readable),
        others=tuple(problem for problem in others if problem),
        lexicon=lexicon if lexicon.is_file() else None,
        events=tuple(corpus / path for path in events),
    )


def _is_of_events(file: Path, path: str) -> bool:
    """Whether a file is an event table in its folder; a table there with a column of texts holds articles."""
    if not path.startswith(f"{EVENTS}/") or not path.lower().endswith(EVENT_TABLES) or path.count("/") > 1:
        return False
    if not file.is_file() or not path.lower().endswith((".csv", ".tsv")):
        return True
    with file.open("rb") as opened:
        names = re.split(r"[,;\t|]", opened.readline(_HEAD).decode("utf-8", "replace"))
    return known_fields()["text"][0] not in {same(name.strip(' "\ufeff\r\n')) for name in names}


def _leads_away(path: Path, root: Path) -> bool:
    """Whether a name is no file of the corpus: a link to nothing or to what is outside, a pipe, a socket."""
    return not path.is_file() or (path.is_symlink() and not path.resolve().is_relative_to(root))


def refuse_within(corpus: Path, out: Path) -> None:
    """Raises CorpusError where frames in ``out`` would hide the articles of ``corpus``, or be read as some."""
    inside = out.resolve().relative_to(corpus.resolve()) if out.resolve().is_relative_to(corpus.resolve()) else None
    if inside is not None and _is_of_corpus([*inside.parts, ""]):
        raise CorpusError(
            f"{out}: frames may not stand among the articles. Give another folder, as {corpus / 'frames'}."
        )


def _files_of(corpus: Path, names: Collection[str] | None) -> Iterator[Path]:
    if names is None:
        return _walk(corpus)
    return (corpus / name for name in names if _is_of_corpus(name.split("/")))


def _is_of_corpus(parts: list[str]) -> bool:
    return not any(part.startswith(_HIDDEN) for part in parts) and _NOT_CORPUS.isdisjoint(parts[:-1])


def _walk(corpus: Path) -> Iterator[Path]:
    for folder, subfolders, names in os.walk(corpus, followlinks=False):
        subfolders[:] = sorted(s for s in subfolders if _is_of_corpus([s, ""]))
        links = [name for name in subfolders if Path(folder, name).is_symlink()]  # they are not walked, but told
        for name in (*names, *links):
            if not name.startswith(_HIDDEN):
                yield Path(folder, name)


def read_metadata(corpus: Path, names: Collection[str] | None = None) -> Metadata:
    """``metadata.csv`` and ``fields.toml`` of a corpus (``names`` as in ``find_files``), empty where there are none.

    Unknown columns, files that are not there, files named twice and bad dates are problems; a file that is no CSV with
    a column ``file``, and one that names fields for what records don't hold, raise CorpusError.
    """
    path, fields = corpus / "metadata.csv", read_fields(corpus / "fields.toml", known_fields())
    if not path.is_file():
        return Metadata(fields=fields)
    try:
        text = decode(path.read_bytes(), path.name)
        lines = list(csv_lines(text, delimiter=delimiter_of(text)))  # spreadsheets of half of Europe write semicolons
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
    sheet.settle_days()
    return Metadata(sheet.rows, tuple(sheet.problems), fields)


def read_fields(path: Path, known: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """What somebody calls the fields of his records: [fields] title = ["kop", "Überschrift"], day = "datum".

    ``known`` are the facts that records hold, with the names that are known for each. No file names none. Raises
    CorpusError for another form and for unknown facts.
    """
    if not path.is_file():
        return {}
    try:
        read = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise CorpusError(f'{path}: not valid TOML ({error}). Write [fields] and below it title = ["kop"].') from error
    named = read.get("fields")
    if set(read) != {"fields"} or not isinstance(named, dict):
        raise CorpusError(f'{path}: only [fields] may stand there. Write below it title = ["kop"].')
    fields: dict[str, tuple[str, ...]] = {}
    for called, names in named.items():
        # As in the files that people know: "published", a name that records have for a day, names the field of the day.
        facts = [fact for fact, listed in known.items() if same(called) in (same(fact), *map(same, listed))]
        names = [names] if isinstance(names, str) else names
        if not facts:
            raise CorpusError(f"{path}: records hold no '{called}'. Fields are named for {', '.join(known)}.")
        if not isinstance(names, list) or not all(isinstance(name, str) and name.strip() for name in names):
            raise CorpusError(f'{path}: {called} is no list of names. Write {called} = ["the name in your files"].')
        fields[facts[0]] = (*fields.get(facts[0], ()), *names)
    return fields


class _Sheet:
    """``metadata.csv`` while it is read: its rows so far, and what is odd about it."""

    def __init__(self, corpus: Path, elsewhere: Collection[str] | None) -> None:
        self.rows: dict[str, Record] = {}
        self.problems: list[Problem] = []
        self._days = Days()
        self._corpus, self._elsewhere = corpus, None if elsewhere is None else frozenset(elsewhere)

    def odd(self, line: int, reason: str, remedy: str) -> None:
        self.problems.append(Problem("metadata.csv", line, reason, remedy, skipped=False))

    def add(self, line: int, values: list[str], header: list[str]) -> None:
        row = {name: value.strip() for name, value in zip(header, values, strict=False) if value.strip()}
        file = row.get("file", "").removeprefix("./").replace("\\", "/")
        self._check_file(line, file, is_ragged=len(values) > len(header))
        if not file or file in self.rows:
            return
        self.rows[file] = Record(
            line=line,
            outlet=row.get("outlet"),
            published=self._published(line, row["published"]) if "published" in row else None,
            title=row.get("title"),
            url=row.get("url"),
            authors=tuple(a.strip() for a in row.get("author", "").split(";") if a.strip()),
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
        day = self._days.read([value], line)
        if day is None or can_be_published(day):
            return day
        remedy = f"Write one between {EARLIEST.year} and {LATEST.year}; it is left out."
        self.odd(line, f"'{value}' cannot be the day of publication.", remedy)
        return None

    def settle_days(self) -> None:
        """Fill the days that others of the sheet explain, and tell of those that nothing does."""
        files = {row.line: file for file, row in self.rows.items()}
        for line, day in self._days.settled():
            self.rows[files[line]] = replace(self.rows[files[line]], published=day)
        for line, value in self._days.unclear:
            why = "can be read as two days" if NUMERIC.match(value) else "is no ISO 8601 date"
            self.odd(line, f"'{value}' {why}.", "Write 2024-05-31 or 2024-05-31T14:05; it is left out.")


def check_unique_ids(files: Iterable[tuple[str, str]]) -> None:
    """Raises CorpusError, which names both files, where two of these pairs of an article's id and path share an id."""
    paths: dict[str, str] = {}
    for article_id, path in files:
        if article_id in paths:
            places = f"both in {path}" if path == paths[article_id] else f"{paths[article_id]} and {path}"
            raise CorpusError(f"Two articles have the id '{article_id}': {places}. Rename one, the file or the record.")
        paths[article_id] = path
