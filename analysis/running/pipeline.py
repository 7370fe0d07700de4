"""Corpus folder → frames: read, extract, compare. One line runs on one core, on all cores, or on a cluster.

Files are parsed in shards; a shard is the unit of work, so that neither one large file list nor one slow article
holds up the rest, and the unit that is kept. Each leaves a piece on disk; then all articles are compared, and pieces
are joined to the files of the frames. Nothing here depends on the order in which shards come back: everything is sorted
before use.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from analysis import __version__
from analysis.comparison.outlets import same_outlets
from analysis.extraction.checked_lexicon import checked_lexicon
from analysis.formats.corpus import CorpusFiles, Metadata, check_unique_ids, find_files, read_metadata
from analysis.formats.elsewhere import Elsewhere
from analysis.frames.article_rows import Row
from analysis.frames.layouts import LAYOUTS
from analysis.frames.manifest import Format, Manifest, frames_beside, write_manifest
from analysis.frames.replacing import remove
from analysis.language.lexicon import Lexicon
from analysis.review.corrections import FILE as CORRECTIONS
from analysis.review.corrections import Correction, read_corrections
from analysis.running.apart import run_apart
from analysis.running.comparing import Compared, compare_pieces
from analysis.running.engine import cores, run_jobs
from analysis.running.joining import BY_ARTICLE, Joining, join_pieces
from analysis.running.pieces import (
    Piece,
    joined_rows,
    parse_piece,
    parse_piece_away,
    write_piece,
)
from analysis.running.shards import FileRows, Shard, deal, encoded, kept_folder, parse_shard, problem_row, tidy

if TYPE_CHECKING:
    from analysis.frames.storage import Frames
    from analysis.review.correcting import Corrected

SERIAL = 48  # up to so many files one process is done before a second one has started
LEAN = 256  # up to so many files frames are written in less memory than a process for it would take
WHOLE = 2_000  # up to so many files each frame is one file
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
    was found. With more than ``whole`` files, frames that grow with articles are folders of several files; but not as
    CSV, nor those of a corpus with corrections: both are for what a person goes through by hand.

    Raises CorpusError where the folder does not exist, two articles have the same id, or metadata.csv cannot be read;
    CorrectionError where a correction matches nothing; WriteError where frames cannot be written. Whatever happens,
    there are the previous frames or these.
    """
    plan = _plan(corpus, **options)
    is_whole = len(plan.found.articles) <= whole or format == "csv" or bool(plan.corrections)
    with frames_beside(out) as folder:
        work = folder / ".pieces"
        work.mkdir()
        corrected = _corrected(plan) if plan.corrections else None
        pieces = list(_parse_pieces(plan, work) if corrected is None else [_written(plan, corrected.rows, work)])
        plan.tidy()
        articles = sorted((row for piece in pieces for row in piece.articles), key=lambda row: row["article_id"])
        check_unique_ids((row["article_id"], row["path"]) for row in articles)
        run = partial(run_jobs, workers=plan.workers)
        names = same_outlets((row["outlet"] for row in articles), plan.lexicon)
        outlets = {row["article_id"]: names.get(row["outlet"], row["outlet"]) for row in articles}
        compared = compare_pieces(work, pieces, outlets, plan.lexicon, plan.found.lexicon, run)
        if corrected is not None:
            compared = _regrouped(plan, corrected, compared, work)
        problems = [row for rows in (*(p.problems for p in pieces), compared.rows["problems"]) for row in rows]
        rows = {
            **compared.rows,
            "problems": sorted(problems + plan.problems(), key=lambda row: (row["path"], row["reason"])),
        }
        file = f"{{}}.{format}" if is_whole else "{}.parquet/part-{:05d}.parquet"
        joinings = _joinings(work, [pieces] if is_whole else _groups(pieces), file, compared, rows)
        jobs = ((joining, folder, with_text) for joining in joinings)
        alone = plan.workers == 1 and len(plan.found.articles) > LEAN  # else parsing is on top of it
        list(run_apart(join_pieces, jobs) if alone else run(join_pieces, jobs))
        fingerprint = _fingerprint(articles, plan.found.lexicon, corpus / CORRECTIONS)
        write_manifest(Manifest(plan.name, fingerprint, __version__, with_text, names), folder)
        remove(work)
    counts = Counter({frame: len(of_frame) for frame, of_frame in rows.items()})
    for piece in pieces:
        counts.update(piece.n_rows)
    return Parsed(counts, rows["problems"])


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
        yield from plan.run(parse_piece, ((name, shard, work) for name, shard in shards), sizes)
    else:
        lexicon = plan.found.lexicon and plan.found.lexicon.read_bytes()
        for piece, files in plan.run(parse_piece_away, ((name, shard, lexicon) for name, shard in shards), sizes):
            for name, content in files.items():
                (work / name).write_bytes(content)
            yield piece


def _groups(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Neighbouring pieces, of PART articles or more together."""
    groups: list[list[Piece]] = [[]]
    for piece in pieces:
        if sum(p.n_rows["articles"] for p in groups[-1]) >= PART:
            groups.append([])
        groups[-1].append(piece)
    return groups


def _joinings(
    work: Path,
    groups: Sequence[Sequence[Piece]],
    file: str,
    compared: Compared,
    rows: Mapping[str, Sequence[Row]],
) -> Iterator[Joining]:
    for i, group in enumerate(groups):
        names = [piece.name for piece in group]
        mentions = (m.attack_id for piece in group for account in piece.accounts for m in account.mentions)
        incident_of = {attack_id: compared.incident_of.get(attack_id) for attack_id in mentions}
        shared = {article: counts for name in names for article, counts in compared.shared.get(name, {}).items()}
        yield Joining(work, names, file, i, incident_of, shared, {} if i else rows)


# Corpora with corrections, whose rows are held


def _corrected(plan: Plan) -> Corrected:
    """The rows of all files, corrected."""
    from analysis.review.correcting import correct_rows  # with corrections only

    sizes = (len(shard.files) for shard in plan.shards.values())
    shards = plan.run(parse_shard, ((shard,) for shard in plan.shards.values()), sizes)
    return correct_rows(joined_rows(chain.from_iterable(results for results, _ in shards)), plan.corrections)


def _written(plan: Plan, rows: Mapping[str, list[Row]], work: Path) -> Piece:
    """All rows as one piece."""
    by_frame = {f: [{**dict.fromkeys(LAYOUTS[f].columns), **row} for row in rows[f]] for f in BY_ARTICLE}
    return write_piece("corrected", rows, encoded({"": FileRows("", by_frame)}), work, plan.lexicon)


def _regrouped(plan: Plan, corrected: Corrected, compared: Compared, work: Path) -> Compared:
    """Incidents as corrections leave them."""
    from analysis.review.regrouping import correct_incidents

    attacks = [{**row, "incident_id": compared.incident_of.get(row["attack_id"])} for row in corrected.rows["attacks"]]
    incidents = compared.rows["incidents"]
    done = correct_incidents(corrected.rows["articles"], attacks, incidents, plan.corrections, plan.lexicon)
    _written(plan, {**corrected.rows, "attacks": done.attacks}, work)
    edits = sorted([*corrected.edits, *done.edits], key=lambda row: row["line"])
    rows = {**compared.rows, "incidents": done.incidents, "edits": edits, "problems": [*corrected.idle, *done.idle]}
    return replace(compared, rows=rows, incident_of={row["attack_id"]: row["incident_id"] for row in done.attacks})


def _fingerprint(articles: Iterable[Row], *extra: Path | None) -> str:
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
