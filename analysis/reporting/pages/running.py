"""A notebook run by papermill in a kernel of this very interpreter, without touching a network port."""

from __future__ import annotations

import os
import re
import signal
import sys
import tempfile
import warnings
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, ClassVar

import nbformat
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from jupyter_core.utils import ensure_event_loop

from analysis.errors import ReportError
from analysis.frames.replacing import folder_beside, write_in_place
from analysis.reporting.pages.cells import cell_name
from analysis.reporting.pages.parameters import read_notebook

_ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_RUNNING: dict[Path, int | None] = {}  # processes of kernels by their folders, for stop_kernels only


class OwnKernel(AsyncKernelManager):
    """The kernel of the running interpreter, whatever kernel called python3 the machine has installed.

    Talks over IPC sockets in ``folder`` (TCP on Windows), so that runs side by side cannot pick the same port. The
    user's IPython profile and history are left out: they could change what a report shows.
    """

    folder: ClassVar[Path]

    def __init__(self, **options: Any) -> None:
        transport = "tcp" if os.name == "nt" else "ipc"
        super().__init__(connection_file=str(self.folder / "k.json"), transport=transport, **options)

    @property
    def kernel_spec(self) -> KernelSpec:
        argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        return KernelSpec(argv=argv, display_name="Python 3", language="python")

    async def start_kernel(self, **options: Any) -> None:  # type: ignore[override]  # nbclient awaits it
        environment = {**os.environ, "IPYTHONDIR": str(self.folder), "PYTHONHASHSEED": "0"}
        with (self.folder / "stderr.txt").open("w") as log:
            await super().start_kernel(**{**options, "env": environment, "stderr": log})
        _RUNNING[self.folder] = getattr(self.provisioner, "pid", None)


def stop_kernels() -> None:
    """End the kernels of all notebooks that this process runs; each then fails with "Kernel died"."""
    for process in filter(None, list(_RUNNING.values())):
        with suppress(OSError):
            os.kill(process, getattr(signal, "SIGKILL", signal.SIGTERM))


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
            _RUNNING.pop(folder, None)
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
