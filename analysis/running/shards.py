"""A shard: some files of a corpus that one worker parses together; what each yields may be kept for the next run.

Which shard a file is in depends on its name alone, so that a new file moves no other. What a shard yields is a line of
JSON for each file, of a large one several, under a digest of all that its rows depend on. It may be kept as a file of
the user's cache. Lines whose digest fits no file any more are left out when the shard is written again, so that the
folder never holds more than the corpus.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import platform
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice
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
from analysis.frames.replacing import clear_leftovers, join_in_place
from analysis.language.lexicon import Lexicon, load_lexicon
from analysis.reading.read import read_file
from analysis.running.cache import cache_folder, code_key, keep_only_newest

BATCH = 200  # articles that are held at a time: a file may have tens of thousands
SHARD = 32  # files at most, on average; sending so many costs little, and progress moves
_CODE = ("formats", "reading", "language", "extraction", "frames/article_rows.py", "running/shards.py")
_DAYS = frozenset(c for layout in LAYOUTS.values() for c, column in layout.columns.items() if column.kind == "day")
_LOOKED_AT = 2**20  # bytes of what is kept, read to see whether all is there
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


_NO_MORE: tuple[str | None, FileRows, bytes] = (None, FileRows("", {}), b"")


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


def parse_shard(shard: Shard) -> Iterator[tuple[list[FileRows], bytes]]:
    """What the files of a shard yield, in their order, and the same as bytes (``packed``): a function of the files,
    their metadata and the lexicon. No more than BATCH articles come at a time, or what one file yields at once.

    Raises ClusterError where the files are not to be seen from here.
    """
    if shard.on_cluster and shard.address is None:
        see_folder(shard.corpus)
    with at_hand(shard.address, shard.corpus, shard.files, shard.lexicon) as (corpus, files, extra):
        lexicon = load_lexicon(extra)
        batch: list[FileRows] = []
        lines: list[bytes] = []
        n = 0
        for rows, line in _results(shard, files, corpus, lexicon):
            n_new = len(rows.rows.get("articles", ()))
            if n + n_new > BATCH and batch:
                yield batch, packed(lines)
                batch, lines, n = [], [], 0
            batch.append(rows)
            lines.append(line)
            n += n_new
        yield batch, packed(lines)


def _results(shard: Shard, files: Sequence[Path], corpus: Path, lexicon: Lexicon) -> Iterator[tuple[FileRows, bytes]]:
    """What each file yields, as it is kept or parsed now, with its line."""
    keys = [_key(file, corpus, shard.metadata, lexicon) if shard.kept else None for file in files]
    to_come = Counter(filter(None, keys))
    known: Iterator[tuple[str | None, FileRows, bytes]] = _read_kept(shard.kept) if shard.kept else iter(())
    key, rows, line = next(known, _NO_MORE)
    for file, wanted in zip(files, keys, strict=True):
        while key is not None and not to_come[key]:  # of files that are gone, or have changed
            key, rows, line = next(known, _NO_MORE)
        if wanted and key == wanted:
            while key == wanted:
                yield rows, line
                key, rows, line = next(known, _NO_MORE)
        else:
            for new in parse_file(file, corpus, shard.metadata, lexicon):
                yield new, line_of(wanted or "", new)
        if wanted:
            to_come[wanted] -= 1


def keep_shard(shard: Shard, pieces: Sequence[Path]) -> None:
    """Keep for the next run what a shard has yielded, which lies in ``pieces``; what cannot be is parsed again."""
    kept = shard.kept
    if kept is None or (shard.on_cluster and not kept.parent.is_dir()):
        return
    with suppress(OSError, WriteError):
        if not kept.is_file() or kept.stat().st_size != sum(path.stat().st_size for path in pieces):
            join_in_place(kept, pieces)


def see_folder(folder: Path) -> None:
    """Raises ClusterError where ``folder`` is not on this worker's machine: else each of its files would be missing."""
    if not folder.is_dir():
        raise ClusterError(
            f"The worker on {platform.node()} does not see {folder}. Give a folder that all workers share under this "
            "path, or an address such as s3://bucket/folder."
        )


def parse_file(file: Path, corpus: Path, metadata: Metadata, lexicon: Lexicon) -> Iterator[FileRows]:
    """Rows of all articles of one file, BATCH at a time, and what of it could not be read.

    A fault of the program in one file or article is told as a problem of it: it keeps nobody from the others.
    """
    path = file.relative_to(corpus).as_posix()
    try:
        reading = read_file(file, corpus=corpus, metadata=metadata, outlets=outlet_forms(lexicon))
    except UnreadableFile as error:
        yield FileRows(path, {}, [problem_row(Problem(error.path, None, error.reason, error.remedy))])
        return
    except Exception as error:
        yield FileRows(path, {}, [problem_row(_fault(path, "It", error))])
        return
    articles, problems = iter(reading.articles), list(reading.problems)
    while (batch := list(islice(articles, BATCH))) or problems:
        rows: dict[str, list[Row]] = {}
        for article in batch:
            try:
                found = tabulate(parse_article(article, lexicon))
            except Exception as error:
                problems.append(_fault(path, f"Article {article.article_id}", error))
                continue
            for name, more in found.items():
                rows.setdefault(name, []).extend(more)
        yield FileRows(path, rows, [problem_row(p) for p in problems])
        problems = []


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
        with file.open("rb") as content:
            digest = hashlib.file_digest(content, "sha256")
    except OSError:
        return None
    beside = (path, stated, metadata.fields, lexicon.fingerprint, code_key(*_CODE))
    digest.update(repr(beside).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def packed(lines: Iterable[bytes]) -> bytes:
    """Lines (``line_of``) as they are kept; what is packed may be joined."""
    return gzip.compress(b"".join(lines), compresslevel=_QUICK, mtime=0)


def line_of(key: str, file: FileRows) -> bytes:
    """What a file yields, or some of its articles, as a line of JSON: by column, which is a third of the size by
    row."""
    rows = {
        name: {column: [row[column] for row in of_frame] for column in of_frame[0]}
        for name, of_frame in file.rows.items()
        if of_frame
    }
    told = {"key": key, "path": file.path, "rows": rows, "problems": list(file.problems)}
    return f"{json.dumps(told, default=_isoformat)}\n".encode()


def _isoformat(day: date) -> str:
    return day.isoformat()


def _read_kept(kept: Path) -> Iterator[tuple[str, FileRows, bytes]]:
    """Results by key, with their lines; none where they cannot be read (then the files are parsed again)."""
    with suppress(OSError, EOFError, zlib.error), gzip.open(kept) as file:
        while file.read(_LOOKED_AT):
            pass
        yield from read_lines(kept)


def read_lines(path: Path) -> Iterator[tuple[str, FileRows, bytes]]:
    """The results in a packed file, by key, with their lines; up to one that is none."""
    with gzip.open(path) as file, suppress(ValueError, TypeError, KeyError, AttributeError):
        for line in file:
            told = json.loads(line)
            yield told["key"], FileRows(told["path"], _rows(told["rows"]), told["problems"]), line


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
