"""From folder to frames to reports at growing sizes: ``scale.py SOURCE``; time, memory and bytes as a Markdown table.

SOURCE is a folder of .txt articles, which ``made_corpus`` recombines. Each step is a process of its own, as a user
would start it; memory is the largest sum of what it and all its children hold at one moment (resident pages, shared
ones counted in each), looked at ten times a second; CPU is theirs, too. The corpus holds stories that several outlets
print in part (``made_corpus.planted_pairs``): the last columns say how many of these pairs the frame of overlaps has,
and how many rows it has for each article.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from made_corpus import write_corpus

SIZES = (10, 100, 1_000, 10_000)
_EVERY = 0.1  # seconds
_PAGE = os.sysconf("SC_PAGE_SIZE")
_MEBI = 2**20


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds by the clock, seconds of all processors, and the most bytes held at one moment."""

    wall: float
    cpu: float
    peak: int


def measure(command: Sequence[str], cache: Path) -> Measured:
    """Run a command to its end. Raises CalledProcessError where it fails."""
    before, began, peak = os.times(), time.perf_counter(), 0
    with tempfile.TemporaryFile() as errors:
        environment = {**os.environ, "XDG_CACHE_HOME": str(cache)}
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=errors, env=environment)
        while process.poll() is None:
            peak = max(peak, sum(map(_resident, _tree(process.pid))))
            time.sleep(_EVERY)
        if process.returncode:
            errors.seek(0)
            raise subprocess.CalledProcessError(process.returncode, command, stderr=errors.read().decode())
    after = os.times()
    cpu = sum(after[2:4]) - sum(before[2:4])  # of children that have ended
    return Measured(time.perf_counter() - began, cpu, peak)


def _tree(process: int) -> Iterator[int]:
    """The process and all that come from it."""
    yield process
    for children in Path("/proc", str(process), "task").glob("*/children"):
        for child in _words(children):
            yield from _tree(int(child))


def _resident(process: int) -> int:
    fields = _words(Path("/proc", str(process), "statm"))
    return int(fields[1]) * _PAGE if fields else 0


def _words(path: Path) -> list[str]:
    """What stands in a file of /proc; nothing where the process has ended meanwhile."""
    try:
        return path.read_text(encoding="utf-8").split()
    except OSError:
        return []


def rows(source: Path, sizes: Sequence[int], scratch: Path, reports_from: Path) -> Iterator[str]:
    """The table, a row for each size as soon as it is measured."""
    yield (
        "| articles | parse, s | ms an article | CPU s | peak MiB | frames MiB | reports, s | peak MiB "
        "| largest page kB | whole, ms an article | copies found | overlaps an article |"
    )
    yield "|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|"
    for n in sizes:
        folder = scratch / str(n)
        planted = write_corpus(source, folder / "corpus", n=n)
        program = [sys.executable, "-m", "analysis"]
        parsed = measure([*program, "parse", str(folder / "corpus"), "--out", str(folder / "frames")], folder / "cache")
        notebooks = ["--notebooks", str(reports_from)]
        command = [*program, "report", str(folder / "frames"), "--out", str(folder / "reports"), *notebooks]
        told = measure(command, folder / "cache")
        frames = sum(p.stat().st_size for p in (folder / "frames").rglob("*") if p.is_file())
        pages = [p.stat().st_size for p in (folder / "reports").glob("*.html")]
        yield (
            f"| {n:,} | {parsed.wall:.1f} | {1000 * parsed.wall / n:.1f} | {parsed.cpu:.0f} "
            f"| {parsed.peak / _MEBI:,.0f} | {frames / _MEBI:,.1f} | {told.wall:.1f} | {told.peak / _MEBI:,.0f} "
            f"| {max(pages) / 1000:,.0f} | {1000 * (parsed.wall + told.wall) / n:.1f} "
            f"| {_found(planted, folder / 'frames', n)} |"
        )
        shutil.rmtree(folder)


def _found(planted: Sequence[tuple[str, str]], frames: Path, n: int) -> str:
    """The share of the planted pairs that were found, and the pairs found for each article."""
    table = pd.read_parquet(frames / "overlaps.parquet", columns=["article_a", "article_b"])
    pairs = set(zip(table["article_a"], table["article_b"], strict=True))
    found = sum(pair in pairs for pair in planted)
    return f"{found:,} of {len(planted):,} | {len(pairs) / n:.2f}"


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Time and memory from folder to frames to reports.")
    parser.add_argument("source", type=Path, help="folder of .txt articles to recombine")
    parser.add_argument("--articles", type=int, nargs="+", default=SIZES, help="sizes to measure")
    parser.add_argument("--scratch", type=Path, help="folder for corpora and frames; removed in the end")
    given = parser.parse_args()
    notebooks = Path(__file__).resolve().parents[1] / "notebooks"
    with tempfile.TemporaryDirectory(dir=given.scratch) as scratch:
        for row in rows(given.source, given.articles, Path(scratch), notebooks):
            print(row, flush=True)


if __name__ == "__main__":
    main()
