"""How long the reports take beside bare notebooks: the same number, the same libraries, one figure each.

    python benchmarks/reports_beside_bare.py [DATA] [--rounds 3]

Renders every corpus of DATA (default: data) with every notebook, then runs as many bare notebooks (import pandas,
seaborn and nltk, draw one figure) through papermill and nbconvert's basic template, on as many kernels as there are
cores. The corpora are parsed before. Prints the medians and their ratio, in wall time and in CPU time: the latter says
more on a machine that others use too.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import nbformat
from nbconvert import HTMLExporter
from nbformat.v4 import new_code_cell, new_notebook

from analysis.cli.publishing import find_notebooks, is_corpus, publish_all
from analysis.reporting.pages.running import run_notebook
from analysis.running.corpora import open_corpus

BARE = """\
import matplotlib.pyplot as plt
import nltk
import pandas as pd
import seaborn as sns

frame = pd.DataFrame({"n": [3, 1, 2], "name": ["a", "b", "c"]})
sns.barplot(frame, x="n", y="name")
plt.show()
"""


def seconds(work: Callable[[], object], rounds: int) -> tuple[float, float]:
    """Medians of the wall time of ``work`` and of the CPU time that it and its kernels took, in seconds."""
    walls, cpus = [], []
    for _ in range(rounds):
        start, used = time.perf_counter(), cpu_seconds()
        work()
        walls.append(time.perf_counter() - start)
        cpus.append(cpu_seconds() - used)
    return statistics.median(walls), statistics.median(cpus)


def cpu_seconds() -> float:
    """CPU time of this process and of those that it has started and seen end."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def render_bare(folder: Path, number: int) -> None:
    """One bare notebook: written, run, converted."""
    path = folder / f"bare-{number}.ipynb"
    cells = [new_code_cell(BARE)]  # type: ignore[no-untyped-call]
    nbformat.write(new_notebook(cells=cells), path)  # type: ignore[no-untyped-call]
    executed = run_notebook(path, parameters={})
    exporter = HTMLExporter(template_name="basic")  # type: ignore[no-untyped-call]
    html, _ = exporter.from_notebook_node(executed)
    path.with_suffix(".html").write_text(html, encoding="utf-8")


def render_all_bare(folder: Path, number: int) -> None:
    """``number`` bare notebooks on as many kernels as there are cores."""
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        list(pool.map(partial(render_bare, folder), range(number)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, nargs="?", default=Path("data"))
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    corpora = [folder for folder in sorted(chosen.data.iterdir()) if folder.is_dir() and is_corpus(folder)]
    for corpus in corpora:
        open_corpus(corpus)
    number = len(corpora) * len(find_notebooks())
    with tempfile.TemporaryDirectory() as folder:
        ours = seconds(lambda: publish_all(chosen.data, Path(folder) / "reports", tell=lambda _: None), chosen.rounds)
        bare = seconds(partial(render_all_bare, Path(folder), number), chosen.rounds)
    for what, one, other in zip(("wall", "CPU"), ours, bare, strict=True):
        print(f"{what}: {number} reports {one:.1f} s, {number} bare notebooks {other:.1f} s, ratio {one / other:.2f}")


if __name__ == "__main__":
    main()
