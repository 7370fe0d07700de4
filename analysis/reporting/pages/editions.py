"""Two editions of a lesson from one source: the student's without solutions, the teacher's with everything.

Cells are tagged: ``exercise`` is a task, ``solution`` its answer, ``notes`` is what only the teacher reads. The
notebook runs whole, so that the solutions are tested; what an edition leaves out it leaves out afterwards.
"""

from __future__ import annotations

import copy
from typing import Literal

from nbformat import NotebookNode

Edition = Literal["student", "teacher"]
SOLUTION, NOTES, EXERCISE = "solution", "notes", "exercise"
_ONLY_TEACHERS = frozenset({SOLUTION, NOTES})


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


def tags(cell: NotebookNode) -> frozenset[str]:
    """The tags of a cell."""
    return frozenset(cell.metadata.get("tags", []))
