"""Corpus folder → frames: read, extract, compare. One line runs on one core, on all cores, or on a cluster.

Files are parsed in shards; a shard is the unit of work, so that neither one large file list nor one slow article
holds up the rest, and the unit that is kept. Each leaves a piece on disk; then all articles are compared, and pieces
are joined to the files of the frames. Nothing here depends on the order in which shards come back: everything is sorted
before use.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from analysis import __version__
from analysis.extraction.checked_lexicon import checked_lexicon
from analysis.formats.corpus import CorpusFiles, Metadata, find_files, read_metadata
from analysis.formats.elsewhere import Elsewhere
from analysis.frames.article_rows import Row
from analysis.frames.layouts import LAYOUTS
from analysis.frames.manifest import Format, Manifest, frames_beside, write_manifest
from analysis.frames.replacing import remove
from analysis.language.lexicon import Lexicon
from analysis.review.corrections import FILE as CORRECTIONS
from analysis.review.corrections import Correction, read_corrections
from analysis.running.apart import run_apart
from analysis.running.comparing import compare_pieces
from analysis.running.engine import cores, run_jobs
from analysis.running.joining import BY_ARTICLE, Joining, join_pieces
from analysis.running.pieces import (
    Piece,
    joined_rows,
    parse_piece,
    parse_piece_away,
    write_piece,
)
from analysis.running.scratch import get, put
from analysis.running.shards import (
    FileRows,
    Shard,
    deal,
    kept_folder,
    line_of,
    packed,
    problem_row,
    read_lines,
    tidy,
)

if TYPE_CHECKING:
    from analysis.frames.storage import Frames
    from analysis.review.correcting import Corrected

SERIAL = 48  # up to so many files one process is done before a second one has started
LEAN = 256  # up to so many articles frames are written in less memory than a process for it would take
WHOLE = 2_000  # up to so many articles each frame is one file
PART = 128  # articles, at least, whose rows are one file of a frame of more

Progress = Callable[[int, int], None]
"""Called with (files done, files in all)."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a run wrote: the number of rows of each frame, and the rows of ``problems``."""

    n_rows: Mapping[str, int]
    problems: Sequence[Mapping[Any, Any]]


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be parsed and how: read once by whoever starts a run."""

    corpus: Path
    name: str
    found: CorpusFiles
    metadata: Metadata
    lexicon: Lexicon
    corrections: Sequence[Correction]
    kept: Path | None
    shards: Mapping[str, Shard]
    workers: int
    cluster: str | None
    progress: Progress | None

    def run(self, work: Callable[..., Any], jobs: Iterable[tuple[Any, ...]], sizes: Iterable[int]) -> Iterator[Any]:
        """What ``work`` makes of the ``jobs``, telling of the progress: each is so many files."""
        done = 0
        for result, size in zip(run_jobs(work, jobs, workers=self.workers, cluster=self.cluster), sizes, strict=True):
            done += size
            if self.progress is not None:
                self.progress(done, len(self.found.articles))
            yield result

    def tidy(self) -> None:
        """Remove what is kept of shards that are no more."""
        if self.kept is not None:
            tidy(self.kept, (shard.kept for shard in self.shards.values() if shard.kept is not None))

    def problems(self) -> list[Row]:
        """What there is to say of the corpus before a file of it is read."""
        return [problem_row(problem) for problem in (*self.metadata.problems, *self.found.others)]


class Options(TypedDict, total=False):
    """How a corpus is parsed."""

    name: str | None
    """What the corpus is called; by default as its folder."""
    workers: int | None
    """Processes that share the work; by default as many as there are cores, one for a small corpus."""
    cluster: str | None
    """A cluster that does the work instead (see ``run_jobs``)."""
    keep: bool
    """Whether what each file yields is kept in the user's cache, and taken from there where nothing has changed."""
    elsewhere: Elsewhere | None
    """Where the articles lie, if the folder only stands for them (``near``)."""
    progress: Progress | None


def parse_corpus(corpus: Path, **options: Unpack[Options]) -> Frames:
    """All frames of the corpus in the folder ``corpus``, held in memory. Raises what ``parse_to`` does."""
    from analysis.frames.storage import hold_frames  # loads pandas, which a run does without that only writes frames

    with TemporaryDirectory(prefix="dispatches-") as scratch:
        parse_to(Path(scratch, "frames"), corpus, **options)
        return hold_frames(Path(scratch, "frames"))


def parse_to(
    out: Path,
    corpus: Path,
    *,
    format: Format = "parquet",
    with_text: bool = True,
    whole: int = WHOLE,
    **options: Unpack[Options],
) -> Parsed:
    """Write the frames of the corpus in the folder ``corpus`` to the folder ``out``.

    A file that cannot be read becomes a row of ``problems``. corrections.csv, where there is one, is applied to what
    was found. With more than ``whole`` articles, frames that grow with them are folders of several files; but not as
    CSV, nor those of a corpus with corrections: both are for what a person goes through by hand.

    Raises CorpusError where the folder does not exist, two articles have the same id, or metadata.csv cannot be read;
    CorrectionError where a correction matches nothing; WriteError where frames cannot be written. Whatever happens,
    there are the previous frames or these.
    """
    plan = _plan(corpus, **options)
    with frames_beside(out) as folder:
        work = folder / ".pieces"
        work.mkdir()
        pieces = list(_parse_pieces(plan, work))
        plan.tidy()
        corrected = _corrected(plan, pieces, work) if plan.corrections else None
        if corrected is not None:
            pieces = [_written(plan, corrected.rows, work)]
        n_articles = sum(piece.n_rows["articles"] for piece in pieces)
        is_whole = n_articles <= whole or format == "csv" or corrected is not None
        run = partial(run_jobs, workers=plan.workers)
        names, beside = [piece.name for piece in pieces], [corpus / "lexicon.toml", corpus / CORRECTIONS]
        apart = partial(run_jobs, workers=1) if n_articles <= WHOLE else run_apart
        compared = compare_pieces(work, names, plan.found.lexicon, beside, run, apart)
        counts = Counter(compared.n_rows)
        problems = [row for piece in pieces for row in piece.problems] + plan.problems()
        edits: Sequence[Row] = []
        if corrected is not None:
            edits, idle = _regrouped(plan, corrected, work)
            problems += idle
            counts["incidents"] = len(get(work, "incidents"))
        problems.sort(key=lambda row: (row["path"], row["reason"]))
        file = f"{{}}.{format}" if is_whole else "{}.parquet/part-{:05d}.parquet"
        groups = enumerate([pieces] if is_whole else _groups(pieces))
        rows = {"edits": edits, "problems": problems}
        joinings = (Joining(work, [p.name for p in group], file, i, {} if i else rows) for i, group in groups)
        jobs = ((joining, folder, with_text) for joining in joinings)
        alone = plan.workers == 1 and n_articles > LEAN  # else parsing is on top of it
        list(run_apart(join_pieces, jobs) if alone else run(join_pieces, jobs))
        manifest = Manifest(plan.name, compared.fingerprint, __version__, with_text, compared.same_outlets)
        write_manifest(manifest, folder)
        remove(work)
    counts.update({"edits": len(edits), "problems": len(problems)})
    for piece in pieces:
        counts.update(piece.n_rows)
    return Parsed(counts, problems)


def _plan(corpus: Path, **options: Unpack[Options]) -> Plan:
    elsewhere, cluster = options.get("elsewhere"), options.get("cluster")
    names, address = (None, None) if elsewhere is None else (elsewhere.names, elsewhere.address)
    found = find_files(corpus, names)
    metadata = read_metadata(corpus, names)
    lexicon = checked_lexicon(found.lexicon)  # a broken lexicon is told at once, not by a worker
    kept = kept_folder(Path("/", address) if address else corpus, lexicon) if options.get("keep") else None
    if kept is not None and cluster is not None:
        with suppress(OSError):
            kept.mkdir(parents=True, exist_ok=True)  # workers that see it use it, those of other machines do not
    shards = {}
    for shard, files in deal(found.articles, corpus).items():
        of_shard, at = _of_files(metadata, files, corpus), kept and kept / f"{shard}.jsonl.gz"
        shards[shard] = Shard(corpus, files, of_shard, found.lexicon, at, address, cluster is not None)
    return Plan(
        corpus,
        options.get("name") or corpus.resolve().name,
        found,
        metadata,
        lexicon,
        read_corrections(corpus),
        kept,
        shards,
        options.get("workers") or (1 if len(found.articles) <= SERIAL else cores()),
        cluster,
        options.get("progress"),
    )


def _of_files(metadata: Metadata, files: Sequence[Path], corpus: Path) -> Metadata:
    """The rows for ``files`` only: a worker need not be sent those of all the others."""
    rows = ((path, metadata.row(path)) for path in (file.relative_to(corpus).as_posix() for file in files))
    return Metadata({path: row for path, row in rows if row is not None}, fields=metadata.fields)


def _parse_pieces(plan: Plan, work: Path) -> Iterator[Piece]:
    """Each shard of the corpus, parsed and written by a worker; what a cluster sends is put in place here."""
    shards = sorted(plan.shards.items(), key=lambda item: int(item[0].partition("-")[0]))
    sizes = [len(shard.files) for _, shard in shards]
    if plan.cluster is None:
        yield from chain.from_iterable(plan.run(parse_piece, ((name, shard, work) for name, shard in shards), sizes))
    else:
        lexicon = plan.found.lexicon and plan.found.lexicon.read_bytes()
        for pieces, files in plan.run(parse_piece_away, ((name, shard, lexicon) for name, shard in shards), sizes):
            for name, content in files.items():
                (work / name).write_bytes(content)
            yield from pieces


def _groups(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Neighbouring pieces, of PART articles or more together."""
    groups: list[list[Piece]] = [[]]
    for piece in pieces:
        if sum(p.n_rows["articles"] for p in groups[-1]) >= PART:
            groups.append([])
        groups[-1].append(piece)
    return groups


# Corpora with corrections, whose rows are held


def _corrected(plan: Plan, pieces: Sequence[Piece], work: Path) -> Corrected:
    """The rows of all files, corrected."""
    from analysis.review.correcting import correct_rows  # with corrections only

    read = (rows for piece in pieces for _, rows, _ in read_lines(work / piece.name))
    return correct_rows(joined_rows(read), plan.corrections, plan.lexicon)


def _written(plan: Plan, rows: Mapping[str, list[Row]], work: Path) -> Piece:
    """All rows as one piece."""
    by_frame = {f: [{**dict.fromkeys(LAYOUTS[f].columns), **row} for row in rows[f]] for f in BY_ARTICLE}
    return write_piece("corrected", rows, packed([line_of("", FileRows("", by_frame))]), work, plan.lexicon)


def _regrouped(plan: Plan, corrected: Corrected, work: Path) -> tuple[list[Row], Sequence[Row]]:
    """Incidents as corrections leave them; returned are the rows of ``edits``, and those that tell of corrections that
    change nothing."""
    from analysis.review.regrouping import correct_incidents

    incident_of = get(work, "corrected.incidents")
    attacks = [{**row, "incident_id": incident_of.get(row["attack_id"])} for row in corrected.rows["attacks"]]
    done = correct_incidents(
        corrected.rows["articles"], attacks, get(work, "incidents"), plan.corrections, plan.lexicon
    )
    _written(plan, {**corrected.rows, "attacks": done.attacks}, work)
    put(work, "corrected.incidents", {row["attack_id"]: row["incident_id"] for row in done.attacks})
    put(work, "incidents", done.incidents)
    return sorted([*corrected.edits, *done.edits], key=lambda row: row["line"]), [*corrected.idle, *done.idle]
