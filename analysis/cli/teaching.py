"""The command for teachers: lessons for students and teachers, and the sheet that a class codes.

Heavy imports stand inside the command, as in ``cli``, which it belongs to.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from analysis.cli.terminal import ERR, OUT, plain


def lessons(
    folder: Annotated[Path, typer.Argument(help="Folder of lessons (.ipynb).")] = Path("notebooks/lessons"),
    out: Annotated[Path, typer.Option(help="Folder for what is handed out.")] = Path("reports/lessons"),
    corpus: Annotated[Path, typer.Option(help="Corpus that the coding sheet is drawn from.")] = Path("data/sample"),
    workers: Annotated[int | None, typer.Option(min=1, help="Lessons that run at once.")] = None,
) -> None:
    """Write each lesson for students and for teachers, and a coding sheet to print."""
    from analysis.cli.lessons import publish_lessons, publish_sheet
    from analysis.reporting.pages.index import write_index

    sheets = publish_sheet(corpus, out)
    made = publish_lessons(folder, out, workers=workers, tell=lambda line: ERR.print(plain(line)))
    for path in (*sheets, *(path for handouts in made for path in handouts.written)):
        OUT.print(plain(path))
    if (out.parent / "index.html").is_file():
        write_index(out.parent)  # the front page of the reports beside them links the lessons
    failed = [handouts.error for handouts in made if handouts.error]
    for message in failed:
        ERR.print(f"Failed: {plain(message)} What was there before stands.", style="red")
    if failed:
        raise typer.Exit(1)
