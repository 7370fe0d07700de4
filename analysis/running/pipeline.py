"""Corpus folder → frames: read, extract, compare. One line runs on one core, on all cores, or on a cluster.

Files are parsed in shards; a shard is the unit of work, so that neither one large file list nor one slow article
holds up the rest, and the unit that is kept (see ``shards``). Nothing here depends on the order in which shards come
back: everything is sorted before use.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis import __version__
from analysis.errors import UnreadableFile
from analysis.extraction.citations.citations import outlet_forms
from analysis.extraction.parse import parse_article
from analysis.formats.corpus import CorpusFiles, Metadata, MetadataRow, check_unique_ids, find_files, read_metadata
from analysis.formats.elsewhere import Elsewhere
from analysis.formats.record import Problem
from analysis.frames.layouts import LAYOUTS
from analysis.frames.placing import Manifest
from analysis.frames.tabulate import Row, tabulate
from analysis.language.lexicon import Lexicon, load_lexicon
from analysis.reading.read import read_file
from analysis.review.corrections import FILE as CORRECTIONS
from analysis.review.corrections import Correction, read_corrections
from analysis.running.collecting import rarely_collected
from analysis.running.comparing import compare
from analysis.running.engine import cores, run_jobs, work_at_hand
from analysis.running.shards import FileRows, deal, file_key, kept_folder, kept_name, read_kept, tidy, write_kept

if TYPE_CHECKING:
    from analysis.frames.storage import Frames

SERIAL = 48  # up to so many files one process is done before a second one has started

Progress = Callable[[int, int], None]
"""Called with (files done, files in all)."""


def parse_corpus(
    corpus: Path,
    *,
    name: str | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
    keep: bool = False,
    cluster: str | None = None,
    elsewhere: Elsewhere | None = None,
) -> Frames:
    """All frames of the corpus in the folder ``corpus``, which only stands for one that lies ``elsewhere`` (``near``).

    ``workers`` processes share the work (default: as many as there are cores, one for a small corpus), or those of a
    ``cluster`` (see ``run_jobs``). A file that cannot be read becomes a row of ``problems``. corrections.csv, where
    there is one, is applied to what was found.
    With ``keep``, what each file yields is kept in the user's cache, and taken from there where nothing has changed.
    Raises CorpusError where the folder does not exist, two articles have the same id, or metadata.csv cannot be read;
    CorrectionError where a correction matches nothing.
    """
    from analysis.frames.storage import Frames
    from analysis.frames.validation import (
        make_frame,  # loads pandas, which a run does without that only writes its frames
    )

    plan = plan_run(corpus, keep=keep, cluster=cluster, elsewhere=elsewhere)
    made = run_plan(plan, name=name, workers=workers, progress=progress, cluster=cluster)
    return Frames({frame: make_frame(frame, rows) for frame, rows in made.rows.items()}, made.manifest)


@dataclass(frozen=True, slots=True)
class Made:
    """What a run has made: the rows of every frame, sorted, and what they were made from."""

    rows: Mapping[str, Sequence[Row]]
    manifest: Manifest


@rarely_collected()
def run_plan(
    plan: Plan, *, name: str | None, workers: int | None, progress: Progress | None, cluster: str | None
) -> Made:
    """The rows of all frames of the corpus that ``plan`` was made for; see ``parse_corpus``."""
    rows, problems = _gathered(sorted(_run(plan, workers, cluster, progress), key=lambda file: file.path))
    plan.tidy()
    problems += [problem_row(p, skipped=False) for p in plan.metadata.problems]
    check_unique_ids((row["article_id"], row["path"]) for row in rows["articles"])
    articles = sorted(rows["articles"], key=lambda row: str(row["article_id"]))
    fingerprint = fingerprint_of(articles, plan.found.lexicon, plan.corpus / CORRECTIONS)
    return Made(
        _all_rows(rows, problems, plan.corrections, plan.lexicon),
        Manifest(name or plan.corpus.resolve().name, fingerprint, __version__),
    )


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be parsed and how: read once by whoever starts a run."""

    corpus: Path
    found: CorpusFiles
    metadata: Metadata
    lexicon: Lexicon
    corrections: Sequence[Correction]
    shards: Mapping[str, Sequence[Path]]
    kept: Path | None
    work: Callable[..., list[FileRows]]

    def job(self, shard: str) -> tuple[Any, ...]:
        """The arguments of ``work`` for a shard."""
        files = self.shards[shard]
        kept = None if self.kept is None else self.kept / kept_name(shard)
        return self.corpus, files, of_files(self.metadata, files, self.corpus), self.found.lexicon, kept

    def tidy(self) -> None:
        """Remove what is kept of shards that are no more."""
        if self.kept is not None:
            tidy(self.kept, self.shards)


def plan_run(corpus: Path, *, keep: bool, cluster: str | None, elsewhere: Elsewhere | None) -> Plan:
    """The plan for a run; see ``parse_corpus`` for what is given and raised."""
    names = None if elsewhere is None else elsewhere.names
    found = find_files(corpus, names)
    metadata = read_metadata(corpus, names)
    lexicon = load_lexicon(found.lexicon)  # a broken lexicon is told at once, not by a worker
    address = None if elsewhere is None else elsewhere.address
    kept = kept_folder(corpus if address is None else Path("/", address), lexicon.fingerprint) if keep else None
    if kept is not None and cluster is not None:
        with suppress(OSError):
            kept.mkdir(parents=True, exist_ok=True)  # workers that see it use it, those of other machines do not
    work = parse_shard if address is None and cluster is None else partial(work_at_hand, parse_shard, address)
    shards = deal(found.articles, corpus)
    return Plan(corpus, found, metadata, lexicon, read_corrections(corpus), shards, kept, work)


def _run(plan: Plan, workers: int | None, cluster: str | None, progress: Progress | None) -> Iterator[FileRows]:
    n_files = sum(map(len, plan.shards.values()))
    if workers is None:
        workers = 1 if n_files <= SERIAL else cores()
    done = 0
    for results in run_jobs(plan.work, map(plan.job, plan.shards), workers=workers, cluster=cluster):
        done += len(results)
        if progress is not None:
            progress(done, n_files)
        yield from results


def of_files(metadata: Metadata, files: Sequence[Path], corpus: Path) -> Metadata:
    """The rows for ``files`` only: a worker need not be sent those of all the others."""
    rows = ((path, metadata.row(path)) for path in (file.relative_to(corpus).as_posix() for file in files))
    return Metadata({path: row for path, row in rows if row is not None})


@rarely_collected()
def parse_shard(
    corpus: Path, files: Sequence[Path], metadata: Metadata, extra: Path | None, kept: Path | None = None
) -> list[FileRows]:
    """What some files of a corpus yield, in their order. A function of their bytes, their metadata and the lexicon.

    What is at ``kept`` from an earlier run is taken from there, and what is new is added to it.
    """
    lexicon = load_lexicon(extra)
    known = {} if kept is None else read_kept(kept)
    keyed: dict[str, FileRows] = {}
    results = []
    for file in files:
        key = None if kept is None else _key(file, corpus, metadata, lexicon)
        result = known.get(key or "") or parse_file(file, corpus, metadata, lexicon)
        results.append(result)
        if key is not None:
            keyed[key] = result
    if kept is not None and keyed.keys() != known.keys():
        write_kept(kept, keyed)
    return results


def _key(file: Path, corpus: Path, metadata: Metadata, lexicon: Lexicon) -> str | None:
    """What the file's results are kept under; None where it cannot be opened, which may be mended tomorrow."""
    path = file.relative_to(corpus).as_posix()
    try:
        return file_key(file.read_bytes(), path, _stated(metadata, path), lexicon.fingerprint)
    except OSError:
        return None


def _stated(metadata: Metadata, path: str) -> MetadataRow | None:
    """What metadata.csv says of a file, wherever in it."""
    row = metadata.row(path)
    return None if row is None else replace(row, line=0)


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
    return FileRows(path, rows, [problem_row(p, skipped=p.skipped) for p in reading.problems])


def _gathered(files: Iterable[FileRows]) -> tuple[dict[str, list[Row]], list[Row]]:
    rows: dict[str, list[Row]] = {name: [] for name in LAYOUTS}
    problems: list[Row] = []
    for file in files:
        problems += file.problems
        for name, more in file.rows.items():
            rows[name] += more
    return rows, problems


def problem_row(problem: Problem, *, skipped: bool) -> Row:
    """A row of ``problems``."""
    return {"path": problem.where, "reason": problem.reason, "remedy": problem.remedy, "skipped": skipped}


def _all_rows(
    rows: dict[str, list[Row]], problems: list[Row], corrections: Sequence[Correction], lexicon: Lexicon
) -> dict[str, list[Row]]:
    articles = sorted(rows["articles"], key=lambda row: row["article_id"])
    if corrections:
        compared, idle, edits = _corrected(articles, rows, corrections, lexicon)
    else:
        compared, idle, edits = {**rows, **compare(articles, rows, lexicon)}, [], []
    found = {
        **compared,
        "edits": sorted(edits, key=lambda r: r["line"]),
        "problems": sorted([*problems, *idle], key=lambda r: (r["path"], r["reason"])),
    }
    order = {row["article_id"]: i for i, row in enumerate(articles)}
    for name in LAYOUTS:
        if name != "edits" and found[name] and "article_id" in found[name][0]:
            found[name].sort(key=lambda row: order[row["article_id"]])  # stable: text order within an article
    return {name: found[name] for name in LAYOUTS}


def _corrected(
    articles: Sequence[Row], rows: dict[str, list[Row]], corrections: Sequence[Correction], lexicon: Lexicon
) -> tuple[dict[str, list[Row]], list[Row], list[Row]]:
    """Rows by frame as ``corrections`` leave them, with the rows of problems and of edits that tell of these."""
    from analysis.review.correcting import correct_rows  # loads pandas
    from analysis.review.regrouping import correct_incidents

    corrected = correct_rows(rows, corrections)
    compared = compare(articles, corrected.rows, lexicon)
    regrouped = correct_incidents(articles, compared["attacks"], compared["incidents"], corrections, lexicon)
    changed = {**corrected.rows, **compared, "attacks": regrouped.attacks, "incidents": regrouped.incidents}
    return changed, [*corrected.idle, *regrouped.idle], [*corrected.edits, *regrouped.edits]


def fingerprint_of(articles: Iterable[Row], *extra: Path | None) -> str:
    """SHA-256 over the articles' texts and metadata and the files in ``extra`` that are there: lexicon, corrections.

    The same wherever the folder lies; ``articles`` are in the order of their ids.
    """
    digest = hashlib.sha256()
    for row in articles:
        stated = (row["article_id"], row["sha256"], row["outlet"], str(row["published"]), row["title"], row["url"])
        digest.update(repr(stated).encode("utf-8", "surrogatepass"))
    for path in extra:
        if path is not None and path.is_file():
            digest.update(path.read_bytes())
    return digest.hexdigest()
