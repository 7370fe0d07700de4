"""From folder to frames to reports at growing sizes: ``scale.py SOURCE``; time, memory and bytes as a Markdown table.

SOURCE is a folder of .txt articles, which ``made_corpus`` recombines. Each step is a process of its own, as a user
would start it; memory is the largest sum of what it and all its children hold at one moment (proportional set sizes, in
which a page that several share counts once), looked at five times a second; CPU is theirs, too. The corpus holds
stories that several outlets print in part and attacks that several tell of (``made_corpus.planted_pairs``): the last
columns say how many of these pairs the frames have.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pandas as pd
from made_corpus import LONGEST, Planted, write_corpus
from watching import measure

SIZES = (10, 100, 1_000, 10_000)
_MEBI = 2**20
_NONE: frozenset[str] = frozenset()


def rows(source: Path, sizes: Sequence[int], scratch: Path, reports_from: Path, longest: int) -> Iterator[str]:
    """The table, a row for each size as soon as it is measured."""
    heads = (
        "articles", "parse, s", "CPU ms an article", "peak MiB", "frames MiB", "reports, s", "CPU s", "peak MiB",
        "largest page kB", "copies found", "overlaps an article", "planted attacks in one incident",
    )  # fmt: skip
    yield _row(heads)
    yield _row(["---:"] * len(heads))
    for n in sizes:
        folder = scratch / str(n)
        planted = write_corpus(source, folder / "corpus", n=n, longest=longest)
        program = [sys.executable, "-m", "analysis"]
        parsed = measure(
            [*program, "parse", str(folder / "corpus"), "--out", str(folder / "frames")],
            XDG_CACHE_HOME=str(folder / "cache"),
        )
        notebooks = ["--notebooks", str(reports_from)]
        command = [*program, "report", str(folder / "frames"), "--out", str(folder / "reports"), *notebooks]
        told = measure(command, XDG_CACHE_HOME=str(folder / "cache"))
        frames = sum(p.stat().st_size for p in (folder / "frames").rglob("*") if p.is_file())
        pages = [p.stat().st_size for p in (folder / "reports").glob("*.html")]
        yield _row([
            f"{n:,}", f"{parsed.wall:.1f}", f"{1000 * parsed.cpu / n:.1f}", f"{parsed.peak / _MEBI:,.0f}",
            f"{frames / _MEBI:,.1f}", f"{told.wall:.1f}", f"{told.cpu:.1f}", f"{told.peak / _MEBI:,.0f}",
            f"{max(pages) / 1000:,.0f}", *_found(planted, folder / "frames", n),
        ])  # fmt: skip
        shutil.rmtree(folder)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _found(planted: Planted, frames: Path, n: int) -> list[str]:
    """The share of the planted copies that were found, the pairs found for each article, and the share of pairs that
    tell of one attack whose articles have an incident in common."""
    overlaps = pd.read_parquet(frames / "overlaps.parquet", columns=["article_a", "article_b"])
    pairs = set(zip(overlaps["article_a"], overlaps["article_b"], strict=True))
    copies = sum(pair in pairs for pair in planted.copies)
    attacks = pd.read_parquet(frames / "attacks.parquet", columns=["article_id", "incident_id"]).dropna()
    incidents = attacks.groupby("article_id")["incident_id"].agg(frozenset).to_dict()
    merged = sum(bool(incidents.get(a, _NONE) & incidents.get(b, _NONE)) for a, b in planted.attacks)
    return [
        f"{copies:,} of {len(planted.copies):,}",
        f"{len(pairs) / n:.2f}",
        f"{merged:,} of {len(planted.attacks):,}",
    ]


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Time and memory from folder to frames to reports.")
    parser.add_argument("source", type=Path, help="folder of .txt articles to recombine")
    parser.add_argument("--articles", type=int, nargs="+", default=SIZES, help="sizes to measure")
    parser.add_argument("--longest", type=int, default=LONGEST, help="sentences of an article, at most")
    parser.add_argument("--scratch", type=Path, help="folder for corpora and frames; removed in the end")
    given = parser.parse_args()
    notebooks = Path(__file__).resolve().parents[1] / "notebooks"
    with tempfile.TemporaryDirectory(dir=given.scratch) as scratch:
        for row in rows(given.source, given.articles, Path(scratch), notebooks, given.longest):
            print(row, flush=True)


if __name__ == "__main__":
    main()
