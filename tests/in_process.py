"""Notebooks run in this process: no kernel to start and nothing to import again, in a fifth of the time.

What they show is the same, byte for byte (``test_notebooks`` holds one run by kernels against one in here); what
kernels do of their own is tested in ``reporting/test_rendering`` and ``test_faults``.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from pathlib import Path
from threading import Lock
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_output

from analysis.reporting.pages.parameters import read_notebook, read_parameters, syntax_of

_ONE = Lock()  # pyplot draws one figure at a time


def without_kernels(patch: pytest.MonkeyPatch) -> None:
    """From now on every report of this process is made without a kernel."""
    patch.setattr("analysis.reporting.pages.render.run_notebook", run_here)


def run_here(
    notebook: Path, *, parameters: Mapping[str, Any], cwd: Path | None = None, failed: Path | None = None
) -> nbformat.NotebookNode:
    """In the place of ``analysis.reporting.pages.running.run_notebook``; an error in a cell is raised as it is."""
    del cwd, failed
    executed = read_notebook(notebook)
    declared = {p.name for p in read_parameters(executed)}
    names: dict[str, Any] = {"__name__": "__main__"}
    with _ONE:
        for cell in executed.cells:
            if cell.cell_type == "code":
                cell.outputs = list(_outputs(run_cell(cell.source, names)))
                if "parameters" in cell.metadata.get("tags", []):
                    names.update((name, value) for name, value in parameters.items() if name in declared)
    return executed


def run_cell(source: str, names: dict[str, Any]) -> Any:
    """The value of the last line of a cell, if it is an expression; ``names`` are changed as by the cell."""
    body = syntax_of(source)
    last = body.pop() if body and isinstance(body[-1], ast.Expr) else None
    exec(compile(ast.Module(body, []), "cell", "exec"), names)
    return None if last is None else eval(compile(ast.Expression(last.value), "cell", "eval"), names)  # noqa: S307


def _outputs(shown: Any) -> list[nbformat.NotebookNode]:
    if not hasattr(shown, "_repr_mimebundle_"):
        return []
    data, marks = shown._repr_mimebundle_()
    return [new_output("execute_result", data=data, metadata=marks)]
