"""Corpus folder → frames: read, extract, compare. One line runs on one core, on all cores, or on a cluster.

Files are parsed in shards; a shard is the unit of work, so that neither one large file list nor one slow article
holds up the rest, and the unit that is kept. Nothing here depends on the order in which shards come back: everything is
sorted before use. Frames of few articles are held and written whole, those of many in parts (``parts``).
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
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from analysis import __version__
from analysis.comparison.outlets import same_outlets
from analysis.extraction.checked_lexicon import checked_lexicon
from analysis.formats.corpus import CorpusFiles, Metadata, check_unique_ids, find_files, read_metadata
from analysis.formats.elsewhere import Elsewhere
from analysis.frames.article_rows import Row
from analysis.frames.compared_rows import compare
from analysis.frames.layouts import LAYOUTS
from analysis.frames.manifest import Format, Manifest, frames_beside, write_manifest
from analysis.frames.replacing import remove
from analysis.frames.tables import make_table, write_table
from analysis.frames.withholding import withhold_table
from analysis.language.lexicon import Lexicon
from analysis.review.corrections import FILE as CORRECTIONS
from analysis.review.corrections import Correction, read_corrections
from analysis.running.comparing_parts import article_rows, compare_parts, finish_jobs
from analysis.running.engine import cores, run_jobs
from analysis.running.parts import COMPARED, Part, finish_part, make_part_folders, parse_part, parse_part_away
from analysis.running.shards import SHARD, Shard, deal, kept_folder, parse_shard, problem_row, tidy

if TYPE_CHECKING:
    from analysis.frames.storage import Frames

SERIAL = 48  # up to so many files one process is done before a second one has started
WHOLE = 2_000  # up to so many files frames are held and written whole; they take 300 kB of memory a file
PART = 128  # files, on average, whose rows are one Parquet file of each frame: a worker holds 300 kB a file

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

    def manifest(self, articles: Iterable[Row], *, with_text: bool = True) -> Manifest:
        """The manifest of the frames of ``articles``, in the order of their ids."""
        outlets: list[str | None] = []

        def noted() -> Iterator[Row]:  # rows of a large corpus are not held
            for row in articles:
                outlets.append(row["outlet"])
                yield row

        fingerprint = fingerprint_of(noted(), self.found.lexicon, self.corpus / CORRECTIONS)
        return Manifest(self.name, fingerprint, __version__, with_text, same_outlets(outlets, self.lexicon))


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
    """All frames of the corpus in the folder ``corpus``.

    A file that cannot be read becomes a row of ``problems``. corrections.csv, where there is one, is applied to what
    was found. Raises CorpusError where the folder does not exist, two articles have the same id, or metadata.csv cannot
    be read; CorrectionError where a correction matches nothing.
    """
    from analysis.frames.storage import Frames  # loads pandas, which a run does without that only writes its frames

    rows, manifest = _made(_plan(corpus, **options))
    return Frames({frame: make_table(frame, of_frame).to_pandas() for frame, of_frame in rows.items()}, manifest)


def parse_to(
    out: Path,
    corpus: Path,
    *,
    format: Format = "parquet",
    with_text: bool = True,
    whole: int = WHOLE,
    **options: Unpack[Options],
) -> Parsed:
    """Write the frames of ``corpus`` to the folder ``out``, as ``parse_corpus`` gives them.

    With more than ``whole`` files they are written in parts and never held all together, but for a corpus with
    corrections, and as CSV: both are for what a person goes through by hand. Raises what ``parse_corpus`` and
    ``write_frames`` do; whatever happens, there are the previous frames or these.
    """
    plan = _plan(corpus, **options)
    if len(plan.found.articles) > whole and not plan.corrections and format == "parquet":
        return _write_parts(plan, out, with_text=with_text)
    rows, manifest = _made(plan)
    parsed = Parsed({frame: len(of_frame) for frame, of_frame in rows.items()}, rows["problems"])
    with frames_beside(out) as folder:
        for frame in LAYOUTS:
            _write(frame, rows.pop(frame), folder / f"{frame}.{format}", with_text=with_text)
        write_manifest(replace(manifest, with_text=with_text), folder)
    return parsed


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


# Frames held whole


def _made(plan: Plan) -> tuple[dict[str, list[Row]], Manifest]:
    """The rows of every frame, sorted, and what they were made from."""
    sizes = (len(shard.files) for shard in plan.shards.values())
    files = chain.from_iterable(plan.run(parse_shard, ((shard,) for shard in plan.shards.values()), sizes))
    rows: dict[str, list[Row]] = {name: [] for name in LAYOUTS}
    for file in sorted(files, key=lambda file: file.path):
        rows["problems"] += file.problems
        for name, more in file.rows.items():
            rows[name] += more
    plan.tidy()
    rows["problems"] += plan.problems()
    check_unique_ids((row["article_id"], row["path"]) for row in rows["articles"])
    rows["articles"].sort(key=lambda row: row["article_id"])
    return _sorted(_compared(plan, rows)), plan.manifest(rows["articles"])


def _compared(plan: Plan, rows: dict[str, list[Row]]) -> dict[str, list[Row]]:
    """Rows by frame with what only shows when articles are compared, and as corrections leave them."""
    if not plan.corrections:
        return {**rows, **compare(rows["articles"], rows, plan.lexicon)}
    from analysis.review.correcting import correct_rows  # with corrections only
    from analysis.review.regrouping import correct_incidents

    corrected = correct_rows(rows, plan.corrections)
    compared = compare(rows["articles"], corrected.rows, plan.lexicon)
    articles, attacks, incidents = rows["articles"], compared["attacks"], compared["incidents"]
    regrouped = correct_incidents(articles, attacks, incidents, plan.corrections, plan.lexicon)
    return {
        **corrected.rows,
        **compared,
        "attacks": regrouped.attacks,
        "incidents": regrouped.incidents,
        "edits": sorted([*corrected.edits, *regrouped.edits], key=lambda row: row["line"]),
        "problems": [*rows["problems"], *corrected.idle, *regrouped.idle],
    }


def _sorted(rows: dict[str, list[Row]]) -> dict[str, list[Row]]:
    order = {row["article_id"]: i for i, row in enumerate(rows["articles"])}
    for name, layout in LAYOUTS.items():
        if name != "edits" and "article_id" in layout.columns:
            rows[name].sort(key=lambda row: order[row["article_id"]])  # stable: text order within an article
    rows["problems"].sort(key=lambda row: (row["path"], row["reason"]))
    return {name: rows[name] for name in LAYOUTS}


def _write(frame: str, rows: Sequence[Row], path: Path, *, with_text: bool) -> None:
    table = make_table(frame, rows)
    table = table if with_text else withhold_table(frame, table)
    if path.suffix == ".parquet":
        write_table(table, path)
    else:
        from analysis.frames.storage import write_frame  # loads pandas, for CSV only

        write_frame(table.to_pandas(), path)


# Frames in parts


def _write_parts(plan: Plan, out: Path, *, with_text: bool) -> Parsed:
    with frames_beside(out) as folder:
        make_part_folders(folder)
        parts = list(_parse_parts(plan, folder))
        plan.tidy()
        check_unique_ids(article for part in parts for article in part.articles)
        run = partial(run_jobs, workers=plan.workers)
        compared = compare_parts(folder, parts, plan.lexicon, run)
        for _ in run(finish_part, finish_jobs(folder, parts, compared, plan.found.lexicon, with_text)):
            pass
        problems = [row for part in parts for row in part.problems]
        problems += plan.problems()
        problems.sort(key=lambda row: (row["path"], row["reason"]))
        rows: dict[str, Sequence[Row]] = {**compared.rows, "problems": problems, "edits": []}
        for frame, of_frame in rows.items():
            _write(frame, of_frame, folder / f"{frame}.parquet", with_text=with_text)
        articles = article_rows(folder, parts, ("sha256", "outlet", "published", "title", "url"))
        write_manifest(plan.manifest(articles, with_text=with_text), folder)
        remove(folder / COMPARED)
    counts = Counter({frame: len(of_frame) for frame, of_frame in rows.items()})
    for part in parts:
        counts.update(part.n_rows)
    return Parsed(counts, problems)


def _parse_parts(plan: Plan, folder: Path) -> Iterator[Part]:
    """Each part of the corpus, parsed and written by a worker; this process only puts what a cluster sends in place."""
    groups: dict[str, list[Shard]] = {}
    together = max(1, PART // SHARD)
    for name, shard in sorted(plan.shards.items(), key=lambda item: int(item[0].partition("-")[0])):
        groups.setdefault(f"part-{int(name.partition('-')[0]) // together:05d}", []).append(shard)
    sizes = [sum(len(shard.files) for shard in shards) for shards in groups.values()]
    if plan.cluster is None:
        yield from plan.run(parse_part, ((name, shards, folder) for name, shards in groups.items()), sizes)
        return
    lexicon = plan.found.lexicon and plan.found.lexicon.read_bytes()
    away = ((name, shards, lexicon) for name, shards in groups.items())
    for part, files in plan.run(parse_part_away, away, sizes):
        for path, content in files.items():
            (folder / path).write_bytes(content)
        yield part


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
