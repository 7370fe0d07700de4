"""Notebooks run in kernels of this interpreter; a failure names its cell and leaves the previous report alone."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from analysis.errors import ParameterError, ReportError
from analysis.reporting.pages.render import render_reports

pytestmark = pytest.mark.slow


def write(path: Path, *sources: str) -> Path:
    cells = [
        new_markdown_cell("# Does it run?"),
        new_code_cell("corpus: str = 'none'  # folder", metadata={"tags": ["parameters"]}),
        *[new_code_cell(source, metadata={"title": f"Step {i}"}) for i, source in enumerate(sources, 1)],
    ]
    nbformat.write(new_notebook(cells=cells), str(path))
    return path


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two notebooks side by side, one of which fails and had a report before."""
    folder = tmp_path_factory.mktemp("run")
    good = write(
        folder / "1-good.ipynb",
        "import os, sys\nprint(corpus, sys.executable, sep='\\n')",
        "print('here', os.path.basename(os.getcwd()))\nprint('gone', file=sys.stderr)",
    )
    bad = write(folder / "2-bad.ipynb", "1 + 1", "raise ValueError('no such outlet')")
    (folder / "out").mkdir()
    (folder / "out" / "2-bad.html").write_text("yesterday")
    (folder / "work").mkdir()
    events = list(render_reports([good, bad], folder / "out", {"corpus": "orvel"}, workers=2, cwd=folder / "work"))
    error = next(e.error for e in events if e.error)
    assert isinstance(error, ReportError)
    (folder / "error.txt").write_text(str(error))
    (folder / "done.txt").write_text(" ".join(f"{e.notebook.stem}:{e.path and e.path.name}" for e in events))
    return folder


def test_what_became_of_each_is_told(run: Path) -> None:
    assert sorted((run / "done.txt").read_text().split()) == ["1-good:1-good.html", "2-bad:None"]


def test_parameter_interpreter_and_folder_are_the_callers(run: Path) -> None:
    import sys

    html = (run / "out" / "1-good.html").read_text(encoding="utf-8")
    assert f"orvel\n{sys.executable}" in html
    assert "here work" in html
    assert "gone</pre>" not in html


def test_failure_names_notebook_cell_and_error(run: Path) -> None:
    error = (run / "error.txt").read_text()
    assert error.startswith("2-bad.ipynb, cell 3 (Step 2): ValueError: no such outlet.")
    assert "2-bad.failed.ipynb" in error


def test_failure_keeps_the_run_and_the_previous_report(run: Path) -> None:
    assert (run / "out" / "2-bad.html").read_text() == "yesterday"
    kept = nbformat.read(str(run / "out" / "2-bad.failed.ipynb"), as_version=4)
    assert [o.ename for c in kept.cells for o in c.get("outputs", []) if o.output_type == "error"] == ["ValueError"]


def test_nothing_else_is_left(run: Path) -> None:
    names = sorted(p.name for p in (run / "out").iterdir())
    assert names == ["1-good.html", "2-bad.failed.ipynb", "2-bad.html"]


def test_running_twice_gives_equal_bytes_and_clears_the_failure(run: Path) -> None:
    first = (run / "out" / "1-good.html").read_bytes()
    again = run / "again"
    again.mkdir()
    (again / "1-good.failed.ipynb").write_text("of an earlier run")
    list(render_reports([run / "1-good.ipynb"], again, {"corpus": "orvel"}, cwd=run / "work"))
    assert [p.name for p in again.iterdir()] == ["1-good.html"]
    # One report alone links no others; the rest is the same.
    nav = re.compile(rb'<nav class="reports".*?</nav>\n?', re.DOTALL)
    assert nav.sub(b"", first).split() == nav.sub(b"", (again / "1-good.html").read_bytes()).split()


def test_unknown_parameter_stops_before_anything_runs(run: Path) -> None:
    with pytest.raises(ParameterError, match="Did you mean 'corpus'"):
        list(render_reports([run / "1-good.ipynb"], run / "none", {"corpse": "orvel"}))
    assert not (run / "none").exists()
