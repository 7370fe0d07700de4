"""Lessons → what a class is given: pages and notebooks for students, pages with solutions for teachers."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import nbformat

from analysis.errors import CorpusError, DispatchesError
from analysis.frames.replacing import write_in_place
from analysis.reporting.pages.handouts import CODEBOOK, sheet_html
from analysis.reporting.pages.page import Sibling
from analysis.reporting.pages.parameters import read_notebook
from analysis.reporting.pages.render import Edition, make_edition, render, report_name, without_outputs
from analysis.reporting.pages.running import run_notebook
from analysis.review.coding_sheets import draw_sheet, write_sheet
from analysis.running.corpora import open_corpus

# Where each edition's pages lie below the folder of lessons, and the way from there to the front page.
PLACES: dict[Edition, tuple[str, str]] = {"student": ("", "../index.html"), "teacher": ("teacher", "../../index.html")}
_NOTEBOOKS = "notebooks"
# The sheet of the lesson on counting: so many sentences, drawn with this seed.
SENTENCES, SEED = 20, 7


@dataclass(frozen=True, slots=True)
class Handouts:
    """What was written for one lesson, or why it could not be."""

    lesson: Path
    written: tuple[Path, ...] = ()
    error: str = ""


def publish_lessons(
    lessons: Path, out: Path, *, workers: int | None = None, tell: Callable[[str], None] = print
) -> list[Handouts]:
    """Each notebook in ``lessons``, run whole once, as ``out``/NAME.html and ``out``/notebooks/NAME.ipynb for students
    and ``out``/teacher/NAME.html with solutions and notes.

    A lesson that fails leaves what was there before, and its run beside it as NAME.failed.ipynb. Raises CorpusError
    where there are no lessons.
    """
    found = sorted(p for p in lessons.glob("*.ipynb") if not p.name.endswith(".failed.ipynb"))
    if not found:
        raise CorpusError(f"{lessons}: no lessons here. Name their folder.")
    with ThreadPoolExecutor(max_workers=workers or os.cpu_count() or 1) as pool:
        made = list(pool.map(partial(_publish, lessons=found, out=out), found))
    for handouts in made:
        tell(f"  {handouts.lesson.stem}: {handouts.error or 'done'}")
    return made


def publish_sheet(corpus: Path, out: Path) -> tuple[Path, ...]:
    """The coding sheet of the lesson on counting: coding-sheet.csv, and coding-sheet.html beside either edition."""
    frames = open_corpus(corpus)
    name = frames.manifest.corpus
    sheet = draw_sheet(frames, n=SENTENCES, seed=SEED)
    command = f"python -m analysis coding-sheet data/{name} --n {SENTENCES} --seed {SEED} --out sheet.csv"
    pages = [out / folder / "coding-sheet.html" for folder, _ in PLACES.values()]
    for page in pages:
        write_in_place(page, sheet_html(sheet, corpus=name, command=command))
    write_sheet(sheet, out / "coding-sheet.csv")
    return (*pages, out / "coding-sheet.csv")


def _publish(lesson: Path, *, lessons: Sequence[Path], out: Path) -> Handouts:
    failed = out / f"{lesson.stem}.failed.ipynb"
    try:
        executed = run_notebook(lesson, parameters={}, failed=failed)
    except DispatchesError as error:
        return Handouts(lesson, error=str(error))
    failed.unlink(missing_ok=True)  # of an earlier run
    pages = tuple(_write_page(lesson, executed, edition, lessons, out) for edition in PLACES)
    return Handouts(lesson, (*pages, _write_notebook(lesson, out)))


def _write_page(
    lesson: Path, executed: nbformat.NotebookNode, edition: Edition, lessons: Sequence[Path], out: Path
) -> Path:
    folder, home = PLACES[edition]
    siblings = [Sibling(report_name(path), f"{path.stem}.html", path == lesson) for path in lessons]
    page = out / folder / f"{lesson.stem}.html"
    codebook = home.replace("index.html", CODEBOOK)
    html = render(
        make_edition(executed, edition), name=report_name(lesson), siblings=siblings, home=home, codebook=codebook
    )
    write_in_place(page, html)
    return page


def _write_notebook(lesson: Path, out: Path) -> Path:
    """The student's notebook, nothing run yet; its cells keep the tags, so that tools can find the exercises."""
    notebook = without_outputs(make_edition(read_notebook(lesson), "student"))
    path = out / _NOTEBOOKS / lesson.name
    write_in_place(path, nbformat.writes(notebook) + "\n")  # type: ignore[no-untyped-call]
    return path
