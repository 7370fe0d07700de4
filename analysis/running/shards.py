"""A shard: some files of a corpus that one worker parses together; what each yields may be kept for the next run.

Which shard a file is in depends on its name alone, so that a new file moves no other. What a shard yields is a line of
JSON for each file, under a digest of all that its rows depend on. It may be kept as a file of the user's cache.
Lines whose digest fits no file any more are left out when the shard is written again, so that the folder never holds
more than the corpus.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import platform
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from io import BytesIO
from json import JSONEncoder
from pathlib import Path
from typing import Any

from analysis.errors import ClusterError, UnreadableFile, WriteError
from analysis.extraction.citations.citations import outlet_forms
from analysis.extraction.parse import parse_article
from analysis.formats.corpus import Metadata
from analysis.formats.elsewhere import at_hand
from analysis.formats.record import Problem
from analysis.formats.text import on_one_line, whole_characters
from analysis.frames.article_rows import Row, tabulate
from analysis.frames.layouts import LAYOUTS
from analysis.frames.replacing import clear_leftovers, write_in_place
from analysis.language.lexicon import Lexicon, load_lexicon
from analysis.reading.read import read_file
from analysis.running.cache import cache_folder, code_key, keep_only_newest

SHARD = 32  # files at most, on average; sending so many costs little, and progress moves
_CODE = ("formats", "reading", "language", "extraction", "frames/article_rows.py", "running/shards.py")
_DAYS = frozenset(c for layout in LAYOUTS.values() for c, column in layout.columns.items() if column.kind == "day")
_QUICK = 1  # gzip's level: a third larger than the best one, in a quarter of the time


@dataclass(frozen=True, slots=True)
class Shard:
    """Files of the folder ``corpus`` and all that their rows depend on; files may have to be brought from ``address``.

    ``on_cluster`` is true where whoever parses them may be on another machine.
    """

    corpus: Path
    files: Sequence[Path]
    metadata: Metadata
    lexicon: Path | None
    kept: Path | None
    """The file that keeps what was parsed."""
    address: str | None = None
    on_cluster: bool = False


@dataclass(frozen=True, slots=True)
class FileRows:
    """What one file of a corpus yields: rows by frame, and what could not be read."""

    path: str
    rows: Mapping[str, Sequence[Row]]
    problems: Sequence[Row] = ()


def deal(files: Sequence[Path], corpus: Path) -> dict[str, list[Path]]:
    """The files by the name of their shard. The number of shards is a power of two: it changes when files double."""
    n = 1
    while n * SHARD < len(files):
        n *= 2
    shards: dict[str, list[Path]] = {}
    for file in files:
        relative = file.relative_to(corpus).as_posix().encode("utf-8", "surrogateescape")
        number = int.from_bytes(hashlib.sha256(relative).digest()[:8]) % n
        shards.setdefault(f"{number}-of-{n}", []).append(file)
    return shards


def parse_shard(shard: Shard) -> tuple[list[FileRows], bytes]:
    """What the files of a shard yield, in their order, and the same as bytes (``encoded``): a function of the files,
    their metadata and the lexicon.

    Raises ClusterError where the files are not to be seen from here.
    """
    if shard.on_cluster and shard.address is None:
        see_folder(shard.corpus)
    kept = None if shard.on_cluster and shard.kept and not shard.kept.parent.is_dir() else shard.kept
    before = _read_kept(kept)
    known = dict(_decoded(before))
    with at_hand(shard.address, shard.corpus, shard.files, shard.lexicon) as (corpus, files, extra):
        lexicon, keyed, results = load_lexicon(extra), {}, []
        for file in files:
            key = _key(file, corpus, shard.metadata, lexicon) if kept else str(file)
            results.append(known.get(key or "") or parse_file(file, corpus, shard.metadata, lexicon))
            if key is not None:
                keyed[key] = results[-1]
    if keyed.keys() == known.keys() and known:
        return results, before
    content = encoded(keyed)
    if kept is not None:
        with suppress(WriteError):  # the next run has more to do
            write_in_place(kept, content)
    return results, content


def see_folder(folder: Path) -> None:
    """Raises ClusterError where ``folder`` is not on this worker's machine: else each of its files would be missing."""
    if not folder.is_dir():
        raise ClusterError(
            f"The worker on {platform.node()} does not see {folder}. Give a folder that all workers share under this "
            "path, or an address such as s3://bucket/folder."
        )


def parse_file(file: Path, corpus: Path, metadata: Metadata, lexicon: Lexicon) -> FileRows:
    """Rows of all articles of one file, and what of it could not be read.

    A fault of the program in one file or article is told as a problem of it: it keeps nobody from the others.
    """
    path = file.relative_to(corpus).as_posix()
    try:
        reading = read_file(file, corpus=corpus, metadata=metadata, outlets=outlet_forms(lexicon))
    except UnreadableFile as error:
        return FileRows(path, {}, [problem_row(Problem(error.path, None, error.reason, error.remedy))])
    except Exception as error:
        return FileRows(path, {}, [problem_row(_fault(path, "It", error))])
    rows: dict[str, list[Row]] = {}
    problems = list(reading.problems)
    for article in reading.articles:
        try:
            found = tabulate(parse_article(article, lexicon))
        except Exception as error:
            problems.append(_fault(path, f"Article {article.article_id}", error))
            continue
        for name, more in found.items():
            rows.setdefault(name, []).extend(more)
    return FileRows(path, rows, [problem_row(p) for p in problems])


def _fault(path: str, what: str, error: Exception) -> Problem:
    reason = f"{what} could not be read, by a fault of this program ({type(error).__name__}: {error})."
    return Problem(
        on_one_line(whole_characters(path)), None, reason, "Please report it with the file; all else is read."
    )


def problem_row(problem: Problem) -> Row:
    """A row of ``problems``."""
    return {"path": problem.where, "reason": problem.reason, "remedy": problem.remedy, "skipped": problem.skipped}


def kept_folder(corpus: Path, lexicon: Lexicon) -> Path:
    """Where the results of this corpus are kept; one folder for each corpus and lexicon."""
    where = str(corpus.resolve()).encode("utf-8", "surrogateescape")
    return cache_folder("shards") / hashlib.sha256(where + lexicon.fingerprint.encode()).hexdigest()[:32]


def tidy(folder: Path, kept: Iterable[Path]) -> None:
    """Remove what is kept in ``folder`` of shards that are no more, and of corpora not parsed for long."""
    if folder.is_dir():
        clear_leftovers(folder)
        for path in set(folder.glob("*.jsonl.gz")).difference(kept):
            path.unlink(missing_ok=True)
        keep_only_newest(folder)


def _key(file: Path, corpus: Path, metadata: Metadata, lexicon: Lexicon) -> str | None:
    """Digest of all that the rows of a file depend on; None where it cannot be opened, which may be mended tomorrow."""
    path = file.relative_to(corpus).as_posix()
    row = metadata.row(path)
    stated = row and replace(row, line=0)  # wherever metadata.csv says it
    try:
        digest = hashlib.sha256(file.read_bytes())
    except OSError:
        return None
    beside = (path, stated, metadata.fields, lexicon.fingerprint, code_key(*_CODE))
    digest.update(repr(beside).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _read_kept(kept: Path | None) -> bytes:
    try:
        return b"" if kept is None else kept.read_bytes()
    except OSError:
        return b""


def encoded(files: Mapping[str, FileRows]) -> bytes:
    """``files`` by a key, as bytes: gzip of a line of JSON each, by column, which is a third of the size by row.

    A frame at a time: as one text, the line of a file of thousands of articles takes more than its rows.
    """
    packed = BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=_QUICK, mtime=0, filename="") as file:
        for key, rows in files.items():
            file.writelines(part.encode() for part in _line(key, rows))
    return packed.getvalue()


def _line(key: str, file: FileRows) -> Iterator[str]:
    encode = JSONEncoder(default=_isoformat).encode
    frames = {name: rows for name, rows in file.rows.items() if rows}
    yield f'{{"key": {encode(key)}, "path": {encode(file.path)}, "rows": {{'
    for n, (name, rows) in enumerate(frames.items()):
        columns = {column: [row[column] for row in rows] for column in rows[0]}
        yield f"{', ' if n else ''}{encode(name)}: {encode(columns)}"
    yield f'}}, "problems": {encode(list(file.problems))}}}\n'


def _isoformat(day: date) -> str:
    return day.isoformat()


def _decoded(content: bytes) -> Iterator[tuple[str, FileRows]]:
    """Results by key; none where they cannot be read (then the files are parsed again)."""
    try:
        lines = [json.loads(line) for line in gzip.decompress(content).splitlines()]
        yield from [(line["key"], FileRows(line["path"], _rows(line["rows"]), line["problems"])) for line in lines]
    except (OSError, EOFError, ValueError, TypeError, KeyError, AttributeError):
        return


def _rows(frames: Mapping[str, Mapping[str, list[Any]]]) -> dict[str, list[Row]]:
    rows = {}
    for name, columns in frames.items():
        cells = zip(*(map(_day, v) if c in _DAYS else v for c, v in columns.items()), strict=True)
        rows[name] = [dict(zip(columns, row, strict=True)) for row in cells]
    return rows


def _day(value: str | None) -> date | None:
    if value is None:
        return None
    return datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)
