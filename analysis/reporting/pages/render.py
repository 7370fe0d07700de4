"""Notebooks → reports: run by papermill, rendered with our template, moved into place when whole."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from analysis.errors import DispatchesError
from analysis.frames.replacing import clear_leftovers, write_in_place
from analysis.reporting.pages.page import Sibling, make_page
from analysis.reporting.pages.parameters import in_force, parameters_cell, parameters_for, read_parameters
from analysis.reporting.pages.running import run_notebook, stop_kernels


@dataclass(frozen=True, slots=True)
class Rendered:
    """What became of ``notebook``: ``path`` is its report, or ``error`` what went wrong."""

    notebook: Path
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
) -> Iterator[Rendered]:
    """One report for each notebook, as ``out_dir``/NAME.html; yields each as it is done.

    Runs as many kernels at once as there are cores, unless ``workers`` says how many. Kernels work in ``cwd``. ``home``
    is the address of the front page as seen from the reports ("../index.html"), ``codebook`` that of the codebook;
    ``beside`` are other pages that the menu of each report links.
    Raises ParameterError before anything runs. A notebook that fails leaves its previous report as it was and its run
    beside it as NAME.failed.ipynb.
    """
    given = parameters_for(notebooks, parameters)
    clear_leftovers(out_dir)

    def report(notebook: Path) -> Rendered:
        goal, failed = out_dir / f"{notebook.stem}.html", out_dir / f"{notebook.stem}.failed.ipynb"
        links: dict[str, Any] = {"siblings": menu(notebooks, notebook, beside), "home": home, "codebook": codebook}
        try:
            executed = run_notebook(notebook, parameters=given[notebook], cwd=cwd, failed=failed)
            html = render(executed, name=report_name(notebook), parameters=given[notebook], **links)
            write_in_place(goal, html)
        except DispatchesError as error:
            return Rendered(notebook, error=error)
        failed.unlink(missing_ok=True)  # of an earlier run
        return Rendered(notebook, goal)

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
    return make_page(written, name=name, siblings=siblings, home=home, codebook=codebook).html


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


def menu(notebooks: Sequence[Path], current: Path | None = None, beside: Sequence[Sibling] = ()) -> list[Sibling]:
    """The reports of ``notebooks`` and the pages ``beside`` them, as each of them links the others."""
    if len(notebooks) + len(beside) < 2:
        return []
    ordered = sorted(notebooks, key=lambda path: path.name)
    return [*[Sibling(report_name(path), f"{path.stem}.html", path == current) for path in ordered], *beside]
