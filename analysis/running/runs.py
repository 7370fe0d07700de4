"""Corpus folder → frames on disk: whole where they are few enough to be held, else in parts, never all together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from analysis import __version__
from analysis.formats.corpus import check_unique_ids
from analysis.formats.elsewhere import Elsewhere
from analysis.frames.beside import remove
from analysis.frames.placing import Format, Manifest, frames_beside, write_manifest
from analysis.frames.tables import make_table, write_table
from analysis.language.lexicon import load_lexicon
from analysis.review.corrections import FILE as CORRECTIONS
from analysis.running.collecting import rarely_collected
from analysis.running.engine import cores, dismiss_workers, run_jobs
from analysis.running.partitions import article_rows, compare_parts, finish_jobs, write_whole
from analysis.running.parts import COMPARED, Part, finish_part, part_folders, write_part
from analysis.running.pipeline import Made, Plan, Progress, fingerprint_of, plan_run, problem_row, run_plan
from analysis.running.shards import FileRows, group_shards

WHOLE = 2_000  # up to so many files frames are held and written whole; they take 300 kB of memory a file


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a run wrote: the number of rows of each frame, and the rows of ``problems``."""

    n_rows: Mapping[str, int]
    problems: Sequence[Mapping[Any, Any]]


def parse_to(
    out: Path,
    corpus: Path,
    *,
    format: Format = "parquet",
    with_text: bool = True,
    name: str | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
    keep: bool = False,
    cluster: str | None = None,
    elsewhere: Elsewhere | None = None,
    whole: int = WHOLE,
) -> Parsed:
    """Write the frames of ``corpus`` to the folder ``out``, as ``parse_corpus`` gives them.

    With more than ``whole`` files they are written in parts and never held all together, but for a corpus with
    corrections, and as CSV: both are for what a person goes through by hand. Raises what ``parse_corpus`` and
    ``write_frames`` do; whatever happens, there are the previous frames or these.
    """
    plan = plan_run(corpus, keep=keep, cluster=cluster, elsewhere=elsewhere)
    if len(plan.found.articles) <= whole or plan.corrections or format != "parquet":
        made = run_plan(plan, name=name, workers=workers, progress=progress, cluster=cluster)
        _write(made, out, format, with_text=with_text)
        return Parsed({frame: len(rows) for frame, rows in made.rows.items()}, made.rows["problems"])
    workers = workers or cores()
    with frames_beside(out) as folder:
        part_folders(folder)
        parts = list(_parts(plan, folder, workers, cluster, progress))
        if workers != 1:
            dismiss_workers()  # they hold what parsing needs, and comparing needs the memory
        plan.tidy()
        check_unique_ids(article for part in parts for article in part.articles)
        run = partial(run_jobs, workers=workers)
        compared = compare_parts(folder, parts, plan.lexicon, run)
        extra = plan.found.lexicon
        for _ in run(finish_part, finish_jobs(folder, parts, compared, extra, with_text)):
            pass
        problems = [row for part in parts for row in part.problems]
        problems += [problem_row(p, skipped=False) for p in plan.metadata.problems]
        rows = {**compared.rows, "problems": sorted(problems, key=lambda r: (r["path"], r["reason"])), "edits": []}
        write_whole(folder, rows, with_text=with_text)
        articles = article_rows(folder, parts, ("sha256", "outlet", "published", "title", "url"))
        fingerprint = fingerprint_of(articles, extra, corpus / CORRECTIONS)
        remove(folder / COMPARED)
        manifest = Manifest(name or corpus.resolve().name, fingerprint, __version__, with_text)
        write_manifest(manifest, folder)
    counts = Counter({frame: len(of_frame) for frame, of_frame in rows.items()})
    for part in parts:
        counts.update(part.n_rows)
    return Parsed(counts, rows["problems"])


@rarely_collected()
def _write(made: Made, out: Path, format: Format, *, with_text: bool) -> None:
    """Write frames that are held whole: as they are by Arrow, what must be changed or is CSV by pandas."""
    if format != "parquet" or not with_text:
        from analysis.frames.storage import Frames, write_frames
        from analysis.frames.validation import make_frame

        frames = Frames({frame: make_frame(frame, rows) for frame, rows in made.rows.items()}, made.manifest)
        write_frames(frames, out, format=format, with_text=with_text)
        return
    with frames_beside(out) as folder:
        for frame, rows in made.rows.items():
            write_table(make_table(frame, rows), folder / f"{frame}.parquet")
        write_manifest(made.manifest, folder)


def _parts(plan: Plan, folder: Path, workers: int, cluster: str | None, progress: Progress | None) -> Iterator[Part]:
    """Each part of the corpus, parsed and written by a worker; this process only puts what a cluster sends in place."""
    groups = group_shards(plan.shards)
    n_files, done = sum(map(len, plan.shards.values())), 0
    if cluster is None:
        jobs = ((name, [plan.job(s) for s in shards], plan.work, folder) for name, shards in groups.items())
        parts = run_jobs(parse_part, jobs, workers=workers)
    else:
        lexicon = plan.found.lexicon and plan.found.lexicon.read_bytes()
        away = ((name, [plan.job(s) for s in shards], plan.work, lexicon) for name, shards in groups.items())
        parts = (_put(sent, folder) for sent in run_jobs(parse_part_away, away, cluster=cluster))
    for part, shards in zip(parts, groups.values(), strict=True):
        done += sum(len(plan.shards[s]) for s in shards)
        if progress is not None:
            progress(done, n_files)
        yield part


def _put(sent: tuple[Part, Mapping[str, bytes]], folder: Path) -> Part:
    part, files = sent
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return part


def parse_part_away(
    name: str, jobs: Sequence[tuple[Any, ...]], work: Callable[..., list[FileRows]], lexicon: bytes | None
) -> tuple[Part, dict[str, bytes]]:
    """As ``parse_part``, on a machine that does not see the folder of the frames: the files come back with the part.

    Were it rows that came back, to be written here, this process would take a fifth of the time that parsing takes,
    and keep no more than five workers busy.
    """
    with TemporaryDirectory(prefix="dispatches-") as scratch:
        folder = Path(scratch, "frames")
        folder.mkdir()
        part_folders(folder)
        extra = None
        if lexicon is not None:
            extra = Path(scratch, "lexicon.toml")
            extra.write_bytes(lexicon)
        part = write_part(name, chain.from_iterable(work(*job) for job in jobs), folder, load_lexicon(extra))
        written = (path for path in folder.rglob("*") if path.is_file())
        return part, {path.relative_to(folder).as_posix(): path.read_bytes() for path in written}


def parse_part(name: str, jobs: Sequence[tuple[Any, ...]], work: Callable[..., list[FileRows]], folder: Path) -> Part:
    """Parse the shards of a part and write it; only what is told of it comes back."""
    lexicon = load_lexicon(jobs[0][3])
    return write_part(name, chain.from_iterable(work(*job) for job in jobs), folder, lexicon)
