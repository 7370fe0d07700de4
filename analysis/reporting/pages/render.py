"""Notebooks → reports: run by papermill, rendered with our template, moved into place when whole.

Of a lesson there are two editions from one source: the student's without solutions, the teacher's with everything. Its
cells are tagged: ``exercise`` is a task, ``solution`` its answer, ``notes`` is what only the teacher reads. It runs
whole, so that the solutions are tested; what an edition leaves out it leaves out afterwards.
"""

from __future__ import annotations

import copy
import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from nbformat import NotebookNode

from analysis.errors import DispatchesError
from analysis.frames.replacing import clear_leftovers, write_in_place
from analysis.reporting.pages.page import Sibling, make_page
from analysis.reporting.pages.parameters import in_force, parameters_cell, parameters_for, read_parameters, tags
from analysis.reporting.pages.running import run_notebook, stop_kernels

Edition = Literal["student", "teacher"]
_ONLY_TEACHERS = frozenset({"solution", "notes"})


@dataclass(frozen=True, slots=True)
class Rendered:
    """What became of ``notebook``: what was ``written`` of it, or ``error`` what went wrong."""

    notebook: Path
    written: tuple[Path, ...] = ()
    error: DispatchesError | None = None

    @property
    def path(self) -> Path | None:
        """Its report, the first that was written."""
        return next(iter(self.written), None)


def render_reports(
    notebooks: Sequence[Path],
    out_dir: Path,
    parameters: Mapping[str, Any],
    *,
    workers: int | None = None,
    cwd: Path | None = None,
    beside: Sequence[Sibling] = (),
    **links: str,
) -> Iterator[Rendered]:
    """One report for each notebook, as ``out_dir``/NAME.html; yields each as it is done.

    Kernels work in ``cwd``. The menu of each report links the pages ``beside`` it; ``links`` are the addresses of the
    front page (``home``) and of the ``codebook`` as seen from the reports. Raises ParameterError before anything runs.
    """
    given = parameters_for(notebooks, parameters)

    def write(notebook: Path, executed: NotebookNode) -> tuple[Path]:
        goal = out_dir / f"{notebook.stem}.html"
        about: dict[str, Any] = {"siblings": menu(notebooks, notebook, beside), **links}
        write_in_place(goal, render(executed, name=report_name(notebook), parameters=given[notebook], **about))
        return (goal,)

    return run_all(given, out_dir, write, workers=workers, cwd=cwd)


def run_all(
    notebooks: Mapping[Path, Mapping[str, Any]],
    out_dir: Path,
    write: Callable[[Path, NotebookNode], tuple[Path, ...]],
    *,
    workers: int | None = None,
    cwd: Path | None = None,
) -> Iterator[Rendered]:
    """Runs each notebook with its parameters and has ``write`` make of it what goes into ``out_dir``.

    Runs as many kernels at once as there are cores, unless ``workers`` says how many. A notebook that fails leaves what
    was there before as it was and its run beside it as NAME.failed.ipynb.
    """
    clear_leftovers(out_dir)

    def report(notebook: Path) -> Rendered:
        failed = out_dir / f"{notebook.stem}.failed.ipynb"
        try:
            executed = run_notebook(notebook, parameters=notebooks[notebook], cwd=cwd, failed=failed)
            written = write(notebook, executed)
        except DispatchesError as error:
            return Rendered(notebook, error=error)
        failed.unlink(missing_ok=True)  # of an earlier run
        return Rendered(notebook, written)

    longest_first = sorted(notebooks, key=lambda path: (-path.stat().st_size, path.name))  # no core idles at the end
    pool = ThreadPoolExecutor(max_workers=workers or os.cpu_count() or 1)
    try:
        for job in as_completed([pool.submit(report, notebook) for notebook in longest_first]):
            yield job.result()
    except BaseException:  # an interrupt: what has not begun never does, what runs is ended
        pool.shutdown(wait=False, cancel_futures=True)
        stop_kernels()
        raise
    finally:
        pool.shutdown()


def render(notebook: NotebookNode, *, name: str, parameters: Mapping[str, Any] | None = None, **links: Any) -> str:
    """An executed ``notebook`` as one HTML page, as its author wrote it: without a trace of papermill.

    ``parameters`` are those it was run with; they stand in its parameters cell. ``links`` are siblings, home and
    codebook of the page.
    """
    declared = parameters_cell(notebook)
    for cell in notebook.cells:
        cell.metadata.pop("papermill", None)
        cell.pop("id", None)
    notebook.cells = [c for c in notebook.cells if "injected-parameters" not in tags(c)]
    if declared is not None:
        known = {p.name for p in read_parameters(notebook)}
        declared.source = in_force(declared.source, {k: v for k, v in (parameters or {}).items() if k in known})
    return make_page(notebook, name=name, **links).html


def make_edition(notebook: NotebookNode, edition: Edition) -> NotebookNode:
    """A copy of ``notebook`` (executed or not) for this edition; the teacher's has all cells."""
    made = copy.deepcopy(notebook)
    if edition == "student":
        made.cells = [c for c in made.cells if _ONLY_TEACHERS.isdisjoint(tags(c))]
    return made


def without_outputs(notebook: NotebookNode) -> NotebookNode:
    """A copy of ``notebook`` as it is handed out: nothing has run yet."""
    made = copy.deepcopy(notebook)
    for cell in made.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return made


def report_name(notebook: Path) -> str:
    """The name of a report in menus: "1-attack-counts" is "Attack counts"."""
    words = re.sub(r"^\d+\W*", "", notebook.stem).replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:] if words else notebook.stem


def menu(notebooks: Sequence[Path], current: Path | None = None, beside: Sequence[Sibling] = ()) -> list[Sibling]:
    """The reports of ``notebooks`` and the pages ``beside`` them, as each of them links the others."""
    if len(notebooks) + len(beside) < 2:
        return []
    ordered = sorted(notebooks, key=lambda path: path.name)
    return [*[Sibling(report_name(path), f"{path.stem}.html", path == current) for path in ordered], *beside]
