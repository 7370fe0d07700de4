"""A notebook run by papermill in a kernel of its own."""

from __future__ import annotations

import re
import tempfile
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat
from jupyter_core.utils import ensure_event_loop

from analysis.errors import ReportError
from analysis.frames.replacing import folder_beside, write_in_place
from analysis.reporting.pages.cells import cell_name
from analysis.reporting.pages.kernels import OwnKernel, forget_kernel
from analysis.reporting.pages.parameters import read_notebook

_ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")


def run_notebook(
    notebook: Path, *, parameters: Mapping[str, Any], cwd: Path | None = None, failed: Path | None = None
) -> nbformat.NotebookNode:
    """``notebook`` executed with ``parameters`` (checked before: see ``parameters``), its kernel working in ``cwd``.

    Raises ReportError that names notebook, cell and error; the failed run is kept as ``failed``, if given.
    """
    with warnings.catch_warnings(), folder_beside(Path(tempfile.gettempdir()), private=True) as folder:
        warnings.simplefilter("ignore")  # of the libraries' own; the notebook runs in another process
        import papermill
        from papermill.exceptions import PapermillExecutionError

        beside = folder / "run.ipynb"
        here = {"metadata": {"path": str(cwd or Path.cwd())}}  # not papermill's cwd, which would move this process
        try:
            executed: nbformat.NotebookNode = papermill.execute_notebook(
                str(notebook),
                str(beside),
                parameters=dict(parameters),
                kernel_name="python3",
                language="python",
                progress_bar=False,
                request_save_on_cell_execute=False,
                kernel_manager_class=type("KernelHere", (OwnKernel,), {"folder": folder}),
                resources=here,
            )
        except PapermillExecutionError as error:
            kept = failed is not None and beside.exists()
            if failed is not None and kept:
                write_in_place(failed, beside.read_bytes())
            raise _failure(notebook, error, f" The failed run is kept in {failed}." if kept else "") from error
        except RuntimeError as error:  # nbclient: the kernel died or did not start
            log = (folder / "stderr.txt").read_text(errors="replace").strip().splitlines()
            raise ReportError(f"{notebook.name}: {error}. {' '.join(log[-1:])}".strip()) from error
        finally:
            forget_kernel(folder)
            loop = ensure_event_loop()  # which nbclient leaves open in this thread
            if not loop.is_running():
                loop.close()
    return executed


def _failure(notebook: Path, error: Any, place: str) -> ReportError:
    codes = [c for c in read_notebook(notebook).cells if c.cell_type == "code"]
    at = next((i for i, c in enumerate(codes, 1) if c.source == error.source), None)
    where = f"cell {at} ({cell_name(codes[at - 1])})" if at else "the injected parameters"
    message = _ANSI.sub("", str(error.evalue)).strip()
    return ReportError(f"{notebook.name}, {where}: {error.ename}: {message}.{place}".replace("..", "."))
