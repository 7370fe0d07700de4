"""How long the reports take beside bare notebooks: the same number, the same libraries, one figure each.

    python benchmarks/reports_beside_bare.py [DATA] [--rounds 3]

Renders every corpus of DATA (default: data) with every notebook, then runs as many bare notebooks (import pandas and
seaborn, draw one figure) through papermill, with Jupyter's own kernels, and nbconvert's basic template, on as many
kernels as there are cores. The corpora are parsed before. Each round is a process of its own, in turn; prints the
medians and their ratio, in wall time and in CPU time with that of all processes started: the latter says more on a
machine that others use too.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_notebook
from watching import measure

from analysis.cli.publishing import find_notebooks, is_corpus, publish_all
from analysis.running.corpora import open_corpus

BARE = """\
import matplotlib.pyplot as plt
import pandas as pd
import seaborn as sns

frame = pd.DataFrame({"n": [3, 1, 2], "name": ["a", "b", "c"]})
sns.barplot(frame, x="n", y="name")
plt.show()
"""


def seconds(what: str, data: Path) -> tuple[float, float]:
    """Wall time of a process that renders ``what`` of ``data``, and CPU time of it and of all that it started."""
    measured = measure([sys.executable, __file__, str(data), "--only", what])
    return measured.wall, measured.cpu


def render_bare(folder: Path, number: int) -> None:
    """One bare notebook: written, run, converted."""
    import papermill
    from nbconvert import HTMLExporter

    path = folder / f"bare-{number}.ipynb"
    cells = [new_code_cell(BARE)]  # type: ignore[no-untyped-call]
    nbformat.write(new_notebook(cells=cells), path)  # type: ignore[no-untyped-call]
    executed = papermill.execute_notebook(
        path, folder / f"run-{number}.ipynb", kernel_name="python3", language="python", progress_bar=False
    )
    exporter = HTMLExporter(template_name="basic")  # type: ignore[no-untyped-call]
    html, _ = exporter.from_notebook_node(executed)
    path.with_suffix(".html").write_text(html, encoding="utf-8")


def render(what: str, data: Path, number: int) -> None:
    """Render the reports of ``data``, or ``number`` bare notebooks."""
    with tempfile.TemporaryDirectory() as folder:
        if what == "reports":
            publish_all(data, Path(folder) / "reports", tell=lambda _: None)
            return
        with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
            list(pool.map(partial(render_bare, Path(folder)), range(number)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, nargs="?", default=Path("data"))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", choices=("reports", "bare notebooks"), help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    corpora = [folder for folder in sorted(chosen.data.iterdir()) if folder.is_dir() and is_corpus(folder)]
    number = len(corpora) * len(find_notebooks())
    if chosen.only:
        render(chosen.only, chosen.data, number)
        return
    for corpus in corpora:
        open_corpus(corpus)
    ours, bare = (
        [statistics.median(of_all) for of_all in zip(*times, strict=True)]
        for times in zip(
            *([seconds(what, chosen.data) for what in ("reports", "bare notebooks")] for _ in range(chosen.rounds)),
            strict=True,
        )
    )
    for what, one, other in zip(("wall", "CPU"), ours, bare, strict=True):
        print(f"{what}: {number} reports {one:.1f} s, {number} bare notebooks {other:.1f} s, ratio {one / other:.2f}")


if __name__ == "__main__":
    main()
