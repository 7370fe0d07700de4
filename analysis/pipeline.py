"""Corpus folder → frames: read, extract, compare. One line runs on one core, on all cores, or on a cluster.

Files are parsed in shards; a shard is the unit of work, so that neither one large file list nor one slow article
holds up the rest. Nothing here depends on the order in which shards come back: everything is sorted before use.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import joblib

from analysis import __version__
from analysis.comparing import compare
from analysis.errors import UnreadableFile
from analysis.extraction.citations import outlet_forms
from analysis.extraction.lexicon import Lexicon, load_lexicon
from analysis.extraction.parse import parse_article
from analysis.frames import SCHEMAS, make_frame
from analysis.reading.corpus import Metadata, check_unique_ids, find_files, read_metadata
from analysis.reading.problems import Problem
from analysis.reading.read import read_file
from analysis.review.correcting import correct_rows
from analysis.review.corrections import FILE as CORRECTIONS
from analysis.review.corrections import Correction, read_corrections
from analysis.review.regrouping import correct_incidents
from analysis.storage import Frames, Manifest
from analysis.tabulate import Row, tabulate

SHARD = 32  # files; large enough that sending a shard costs little, small enough that progress moves
SERIAL = 48  # up to so many files one process is done before a second one has started

Progress = Callable[[int, int], None]
"""Called with (files done, files in all)."""


@dataclass(frozen=True, slots=True)
class Shard:
    """What one call of a worker yields: rows by frame, and the files and records that could not be read."""

    n_files: int
    rows: dict[str, list[Row]]
    problems: list[Row]


def parse_corpus(
    corpus: Path, *, name: str | None = None, workers: int | None = None, progress: Progress | None = None
) -> Frames:
    """All frames of the corpus in the folder ``corpus``.

    ``workers`` processes share the work (default: as many as there are cores, one for a small corpus). A file that
    cannot be read becomes a row of ``problems``. corrections.csv, where there is one, is applied to what was found.
    Raises CorpusError where the folder does not exist, two articles have the same id, or metadata.csv cannot be read;
    CorrectionError where a correction matches nothing.
    """
    found = find_files(corpus)
    metadata = read_metadata(corpus)
    lexicon = load_lexicon(found.lexicon)  # a broken lexicon is told at once, not by a worker
    corrections = read_corrections(corpus)
    shards = list(_run(corpus, found.articles, metadata, found.lexicon, workers, progress))
    rows, problems = _gathered(shards)
    problems += [_problem_row(p, skipped=False) for p in metadata.problems]
    check_unique_ids((row["article_id"], row["path"]) for row in rows["articles"])
    return Frames(
        _tables(rows, problems, corrections, lexicon),
        Manifest(name or corpus.resolve().name, _fingerprint(rows, found.lexicon, corpus / CORRECTIONS), __version__),
    )


def _run(
    corpus: Path,
    files: Sequence[Path],
    metadata: Metadata,
    extra: Path | None,
    workers: int | None,
    progress: Progress | None,
) -> Iterator[Shard]:
    if workers is None:
        workers = 1 if len(files) <= SERIAL else joblib.cpu_count()
    parts = [files[i : i + SHARD] for i in range(0, len(files), SHARD)]
    job = joblib.delayed(parse_shard)
    done = 0
    for shard in joblib.Parallel(n_jobs=workers, return_as="generator")(job(corpus, p, metadata, extra) for p in parts):
        done += shard.n_files
        if progress is not None:
            progress(done, len(files))
        yield shard


def parse_shard(corpus: Path, files: Sequence[Path], metadata: Metadata, extra: Path | None) -> Shard:
    """Rows of some files of a corpus. A pure function of the files' bytes, their metadata and the lexicon."""
    lexicon = load_lexicon(extra)
    rows: dict[str, list[Row]] = {}
    problems: list[Row] = []
    for file in files:
        try:
            reading = read_file(file, corpus=corpus, metadata=metadata, outlets=outlet_forms(lexicon))
        except UnreadableFile as error:
            problems.append({"path": error.path, "reason": error.reason, "remedy": error.remedy, "skipped": True})
            continue
        problems += [_problem_row(p, skipped=True) for p in reading.problems]
        for article in reading.articles:
            for name, more in tabulate(parse_article(article, lexicon)).items():
                rows.setdefault(name, []).extend(more)
    return Shard(len(files), rows, problems)


def _gathered(shards: Iterable[Shard]) -> tuple[dict[str, list[Row]], list[Row]]:
    rows: dict[str, list[Row]] = {name: [] for name in SCHEMAS}
    problems: list[Row] = []
    for shard in shards:
        problems += shard.problems
        for name, more in shard.rows.items():
            rows[name] += more
    return rows, problems


def _problem_row(problem: Problem, *, skipped: bool) -> Row:
    return {"path": problem.where, "reason": problem.reason, "remedy": problem.remedy, "skipped": skipped}


def _tables(
    rows: dict[str, list[Row]], problems: list[Row], corrections: Sequence[Correction], lexicon: Lexicon
) -> dict[str, Any]:
    articles = sorted(rows["articles"], key=lambda row: row["article_id"])
    corrected = correct_rows(rows, corrections)
    compared = compare(articles, corrected.rows, lexicon)
    problems = [*problems, *corrected.idle]
    edits = [*corrected.edits]
    if corrections:
        regrouped = correct_incidents(articles, compared["attacks"], compared["incidents"], corrections, lexicon)
        compared = {**compared, "attacks": regrouped.attacks, "incidents": regrouped.incidents}
        problems += regrouped.idle
        edits += regrouped.edits
    rows = {
        **corrected.rows,
        **compared,
        "edits": sorted(edits, key=lambda r: r["line"]),
        "problems": sorted(problems, key=lambda r: (r["path"], r["reason"])),
    }
    order = {row["article_id"]: i for i, row in enumerate(articles)}
    for name in SCHEMAS:
        if name != "edits" and rows[name] and "article_id" in rows[name][0]:
            rows[name].sort(key=lambda row: order[row["article_id"]])  # stable: text order within an article
    return {name: make_frame(name, rows[name]) for name in SCHEMAS}


def _fingerprint(rows: dict[str, list[Row]], *extra: Path | None) -> str:
    """SHA-256 over the articles' texts and metadata and the files in ``extra`` that are there: lexicon, corrections.

    The same wherever the folder lies.
    """
    digest = hashlib.sha256()
    for row in sorted(rows["articles"], key=lambda r: str(r["article_id"])):
        stated = (row["article_id"], row["sha256"], row["outlet"], str(row["published"]), row["title"], row["url"])
        digest.update(repr(stated).encode("utf-8", "surrogatepass"))
    for path in extra:
        if path is not None and path.is_file():
            digest.update(path.read_bytes())
    return digest.hexdigest()
