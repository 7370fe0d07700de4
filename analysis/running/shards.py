"""A shard: some files of a corpus that one worker parses together; what each yields may be kept for the next run.

Which shard a file is in depends on its name alone, so that a new file moves no other. What is kept of a shard is one
file of the user's cache: a line of JSON for each file that was parsed, under a digest of all that its rows depend on.
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
from pathlib import Path
from typing import Any

from analysis.errors import ClusterError, UnreadableFile, WriteError
from analysis.extraction.citations.citations import outlet_forms
from analysis.extraction.parse import parse_article
from analysis.formats.corpus import Metadata
from analysis.formats.elsewhere import at_hand
from analysis.formats.record import Problem
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


def parse_shard(shard: Shard) -> list[FileRows]:
    """What the files of a shard yield, in their order: a function of their bytes, their metadata and the lexicon.

    Raises ClusterError where they are not to be seen from here.
    """
    if shard.on_cluster and shard.address is None:
        see_folder(shard.corpus)
    with at_hand(shard.address, shard.corpus, shard.files, shard.lexicon) as (corpus, files, extra):
        here = replace(shard, corpus=corpus, files=files)
        lexicon = load_lexicon(extra)
        if shard.kept is None or (not shard.kept.parent.is_dir() and shard.on_cluster):  # the cache of another machine
            return [parse_file(file, corpus, shard.metadata, lexicon) for file in files]
        return _parsed_or_kept(here, shard.kept, lexicon)


def see_folder(folder: Path) -> None:
    """Raises ClusterError where ``folder`` is not on this worker's machine: else each of its files would be missing."""
    if not folder.is_dir():
        raise ClusterError(
            f"The worker on {platform.node()} does not see {folder}. Give a folder that all workers share under this "
            "path, or an address such as s3://bucket/folder."
        )


def parse_file(file: Path, corpus: Path, metadata: Metadata, lexicon: Lexicon) -> FileRows:
    """Rows of all articles of one file, and what of it could not be read."""
    path = file.relative_to(corpus).as_posix()
    try:
        reading = read_file(file, corpus=corpus, metadata=metadata, outlets=outlet_forms(lexicon))
    except UnreadableFile as error:
        problem: Row = {"path": error.path, "reason": error.reason, "remedy": error.remedy, "skipped": True}
        return FileRows(path, {}, [problem])
    rows: dict[str, list[Row]] = {}
    for article in reading.articles:
        for name, more in tabulate(parse_article(article, lexicon)).items():
            rows.setdefault(name, []).extend(more)
    return FileRows(path, rows, [problem_row(p) for p in reading.problems])


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


def _parsed_or_kept(shard: Shard, kept: Path, lexicon: Lexicon) -> list[FileRows]:
    known = dict(_read_kept(kept))
    keyed: dict[str, FileRows] = {}
    results = []
    for file in shard.files:
        key = _key(file, shard, lexicon)
        results.append(known.get(key or "") or parse_file(file, shard.corpus, shard.metadata, lexicon))
        if key is not None:
            keyed[key] = results[-1]
    if keyed.keys() != known.keys():
        lines = "".join(f"{json.dumps(_encoded(key, result))}\n" for key, result in keyed.items())
        with suppress(WriteError):  # the next run has more to do
            write_in_place(kept, gzip.compress(lines.encode(), _QUICK, mtime=0))
    return results


def _key(file: Path, shard: Shard, lexicon: Lexicon) -> str | None:
    """Digest of all that the rows of a file depend on; None where it cannot be opened, which may be mended tomorrow."""
    path = file.relative_to(shard.corpus).as_posix()
    row = shard.metadata.row(path)
    stated = row and replace(row, line=0)  # wherever metadata.csv says it
    try:
        digest = hashlib.sha256(file.read_bytes())
    except OSError:
        return None
    beside = (path, stated, shard.metadata.fields, lexicon.fingerprint, code_key(*_CODE))
    digest.update(repr(beside).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _read_kept(path: Path) -> Iterator[tuple[str, FileRows]]:
    """Results by key; none where there are none or they cannot be read (then the files are parsed again)."""
    try:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            yield from [_decoded(json.loads(line)) for line in lines]
    except (OSError, EOFError, ValueError, TypeError, KeyError, AttributeError):
        return


def _encoded(key: str, result: FileRows) -> dict[str, Any]:
    """By column, not by row: a third of the size."""
    rows = {name: {c: [_plain(row[c]) for row in rows] for c in rows[0]} for name, rows in result.rows.items() if rows}
    return {"key": key, "path": result.path, "rows": rows, "problems": list(result.problems)}


def _plain(cell: Any) -> Any:
    return cell.isoformat() if isinstance(cell, date) else cell


def _decoded(line: Mapping[str, Any]) -> tuple[str, FileRows]:
    rows = {}
    for name, columns in line["rows"].items():
        cells = zip(*(map(_day, v) if c in _DAYS else v for c, v in columns.items()), strict=True)
        rows[name] = [dict(zip(columns, row, strict=True)) for row in cells]
    return line["key"], FileRows(line["path"], rows, line["problems"])


def _day(value: str | None) -> date | None:
    if value is None:
        return None
    return datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)
