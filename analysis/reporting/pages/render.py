"""Notebooks → reports: run by papermill, rendered with our template, moved into place when whole."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, Literal

from nbformat import NotebookNode

from analysis.errors import DispatchesError
from analysis.frames.replacing import clear_leftovers, write_in_place
from analysis.reporting.pages.page import Page, Sibling, make_page
from analysis.reporting.pages.parameters import in_force, parameters_cell, parameters_for, read_parameters
from analysis.reporting.pages.running import run_notebook, stop_kernels
from analysis.reporting.templates import fill

State = Literal["running", "rendering", "done", "failed"]


@dataclass(frozen=True, slots=True)
class Progress:
    """A notebook has reached a state; ``path`` is the report when done, ``error`` what went wrong when failed."""

    notebook: Path
    state: State
    path: Path | None = None
    error: DispatchesError | None = None


def render_reports(
    notebooks: Sequence[Path],
    out_dir: Path,
    parameters: Mapping[str, Any],
    *,
    workers: int | None = None,
    cwd: Path | None = None,
    home: str = "",
    codebook: str = "",
    beside: Sequence[Sibling] = (),
) -> Iterator[Progress]:
    """One report for each notebook, as ``out_dir``/NAME.html; yields what happens as it happens.

    Runs as many kernels at once as there are cores, unless ``workers`` says how many. Kernels work in ``cwd``. ``home``
    is the address of the front page as seen from the reports ("../index.html"), ``codebook`` that of the codebook;
    ``beside`` are other pages that the menu of each report links.
    Raises ParameterError before anything runs. A notebook that fails leaves its previous report as it was and its run
    beside it as NAME.failed.ipynb.
    """
    given = parameters_for(notebooks, parameters)
    events: SimpleQueue[Progress] = SimpleQueue()
    clear_leftovers(out_dir)
    pool = ThreadPoolExecutor(max_workers=workers or os.cpu_count() or 1)
    longest_first = sorted(notebooks, key=lambda path: (-path.stat().st_size, path.name))  # no core idles at the end
    jobs = {
        pool.submit(_report, path, out_dir, given[path], cwd, menu(notebooks, path, beside), home, codebook, events)
        for path in longest_first
    }
    try:
        yield from _told(jobs, events)
    except BaseException:  # an interrupt: what has not begun never does, what runs is ended
        pool.shutdown(wait=False, cancel_futures=True)
        stop_kernels()
        raise
    finally:
        pool.shutdown()


def render(
    notebook: NotebookNode,
    *,
    name: str,
    parameters: Mapping[str, Any] | None = None,
    siblings: Sequence[Sibling] = (),
    home: str = "",
    codebook: str = "",
) -> str:
    """An executed ``notebook`` as one HTML page. ``parameters`` are those it was run with."""
    written = as_written(notebook, parameters or {})
    return fill_template(make_page(written, name=name, siblings=siblings, home=home, codebook=codebook))


def fill_template(page: Page) -> str:
    """``page`` as HTML."""
    return fill("page", page=page).strip() + "\n"


def as_written(notebook: NotebookNode, parameters: Mapping[str, Any]) -> NotebookNode:
    """The notebook as its author wrote it, the values in force in its parameters cell, without a trace of papermill."""
    declared = parameters_cell(notebook)
    for cell in notebook.cells:
        cell.metadata.pop("papermill", None)
        cell.pop("id", None)
    notebook.cells = [c for c in notebook.cells if "injected-parameters" not in c.metadata.get("tags", [])]
    if declared is not None:
        known = {p.name for p in read_parameters(notebook)}
        declared.source = in_force(declared.source, {k: v for k, v in parameters.items() if k in known})
    return notebook


def report_name(notebook: Path) -> str:
    """The name of a report in menus: "1-attack-counts" is "Attack counts"."""
    words = re.sub(r"^\d+\W*", "", notebook.stem).replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:] if words else notebook.stem


def _report(
    notebook: Path,
    out_dir: Path,
    parameters: Mapping[str, Any],
    cwd: Path | None,
    siblings: Sequence[Sibling],
    home: str,
    codebook: str,
    events: SimpleQueue[Progress],
) -> None:
    goal, failed = out_dir / f"{notebook.stem}.html", out_dir / f"{notebook.stem}.failed.ipynb"
    try:
        events.put(Progress(notebook, "running"))
        executed = run_notebook(notebook, parameters=parameters, cwd=cwd, failed=failed)
        events.put(Progress(notebook, "rendering"))
        html = render(
            executed,
            name=report_name(notebook),
            parameters=parameters,
            siblings=siblings,
            home=home,
            codebook=codebook,
        )
        write_in_place(goal, html)
        failed.unlink(missing_ok=True)  # of an earlier run
        events.put(Progress(notebook, "done", path=goal))
    except DispatchesError as error:
        events.put(Progress(notebook, "failed", error=error))


def menu(notebooks: Sequence[Path], current: Path | None = None, beside: Sequence[Sibling] = ()) -> list[Sibling]:
    """The reports of ``notebooks`` and the pages ``beside`` them, as each of them links the others."""
    if len(notebooks) + len(beside) < 2:
        return []
    ordered = sorted(notebooks, key=lambda path: path.name)
    return [*[Sibling(report_name(path), f"{path.stem}.html", path == current) for path in ordered], *beside]


def _told(jobs: set[Future[None]], events: SimpleQueue[Progress]) -> Iterator[Progress]:
    pending = jobs
    while pending:
        done, pending = wait(pending, timeout=0.1, return_when=FIRST_COMPLETED)
        yield from _drained(events)
        for job in done:
            job.result()  # a bug of ours is not a progress event
    yield from _drained(events)


def _drained(events: SimpleQueue[Progress]) -> Iterator[Progress]:
    while True:
        try:
            yield events.get_nowait()
        except Empty:
            return
