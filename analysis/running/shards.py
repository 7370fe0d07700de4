"""What parsing each file of a corpus yields, kept on disk shard by shard: a run that was broken off goes on where it
stopped, and a later run parses only the files whose bytes, metadata, lexicon or program have changed.

A shard is a set of files that belong together by the digests of their names, so that a new file moves no other one
into another shard. Its results are one file of JSON lines: a line for each file of the corpus, under a key that digests
all that the result depends on. Lines whose key fits no file any more are left out when the shard is written again, so
that the folder never holds more than the corpus.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from analysis.errors import WriteError
from analysis.frames.beside import clear_leftovers, write_in_place
from analysis.frames.layouts import LAYOUTS
from analysis.frames.tabulate import Row
from analysis.running.keeping import cache_folder, code_key, mark_used, prune

SHARD = 32  # files at most, on average; sending so many costs little, and progress moves
PART = 128  # files, on average, whose rows are one Parquet file of each frame: a worker holds 300 kB a file
_CODE = ("formats", "reading", "language", "extraction", "frames/tabulate.py", "running/shards.py")
_DAYS = frozenset(
    name for layout in LAYOUTS.values() for name, column in layout.columns.items() if column.kind == "day"
)
_QUICK = 1  # gzip's level: a third larger than the best one, in a quarter of the time


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


def group_shards(shards: Iterable[str]) -> dict[str, list[str]]:
    """The names of shards by the part of the frames that they make together, PART files on average."""
    most = max(1, PART // SHARD)
    parts: dict[str, list[str]] = {}
    for shard in sorted(shards, key=lambda name: int(name.partition("-")[0])):
        parts.setdefault(f"part-{int(shard.partition('-')[0]) // most:05d}", []).append(shard)
    return parts


def kept_folder(corpus: Path, lexicon_fingerprint: str) -> Path:
    """Where the results of this corpus are kept; one folder for each corpus and lexicon."""
    where = str(corpus.resolve()).encode("utf-8", "surrogateescape")
    return cache_folder("shards") / hashlib.sha256(where + lexicon_fingerprint.encode()).hexdigest()[:32]


def file_key(raw: bytes, path: str, stated: object, lexicon_fingerprint: str) -> str:
    """Digest of all that the rows of a file depend on; ``stated`` is what metadata.csv says of it."""
    digest = hashlib.sha256(raw)
    digest.update(repr((path, stated, lexicon_fingerprint, code_key(*_CODE))).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def read_kept(path: Path) -> dict[str, FileRows]:
    """Results by key; none where there are none or they cannot be read (then the files are parsed again)."""
    try:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            return dict(_decoded(json.loads(line)) for line in lines)
    except (OSError, EOFError, ValueError, TypeError, KeyError, AttributeError):
        return {}


def write_kept(path: Path, results: Mapping[str, FileRows]) -> None:
    """Keep ``results`` (by key) at ``path``; where that cannot be done, the next run has more to do."""
    lines = "".join(f"{json.dumps(_encoded(key, result))}\n" for key, result in results.items())
    try:
        write_in_place(path, gzip.compress(lines.encode(), _QUICK, mtime=0))
    except WriteError:
        return


def tidy(folder: Path, shards: Iterable[str]) -> None:
    """Remove what is kept of shards that are no more, and of corpora not parsed for long."""
    wanted = {kept_name(shard) for shard in shards}
    if folder.is_dir():
        mark_used(folder)
        clear_leftovers(folder)
        for path in folder.glob("*.jsonl.gz"):
            if path.name not in wanted:
                path.unlink(missing_ok=True)
        prune(folder.parent, present=folder)


def kept_name(shard: str) -> str:
    """The name of the file that keeps a shard."""
    return f"{shard}.jsonl.gz"


def _encoded(key: str, result: FileRows) -> dict[str, Any]:
    """By column, not by row: a third of the size."""
    rows = {name: _columns(rows) for name, rows in result.rows.items() if rows}
    return {"key": key, "path": result.path, "rows": rows, "problems": list(result.problems)}


def _columns(rows: Sequence[Row]) -> dict[str, list[Any]]:
    return {name: _written([row[name] for row in rows], is_day=name in _DAYS) for name in rows[0]}


def _written(cells: list[Any], *, is_day: bool) -> list[Any]:
    return [cell and cell.isoformat() for cell in cells] if is_day else cells


def _decoded(line: Mapping[str, Any]) -> tuple[str, FileRows]:
    rows = {name: _rows(columns) for name, columns in line["rows"].items()}
    return line["key"], FileRows(line["path"], rows, line["problems"])


def _rows(columns: Mapping[str, list[Any]]) -> list[Row]:
    values = [[_day(v) for v in cells] if name in _DAYS else cells for name, cells in columns.items()]
    return [dict(zip(columns, cells, strict=True)) for cells in zip(*values, strict=True)]


def _day(value: str | None) -> date | None:
    if value is None:
        return None
    return datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)
