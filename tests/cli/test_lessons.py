"""The lessons: built as agreed, solved by their own solutions, whole for students without them."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import lxml.html
import nbformat
import pandas as pd
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from analysis.cli.publishing import publish_lessons, publish_sheet
from analysis.errors import CorpusError
from analysis.reporting.pages.parameters import read_notebook, tags
from analysis.reporting.pages.render import Edition, make_edition, render, without_outputs
from analysis.reporting.summaries.lessons import interval, read_mistakes, shares_right, verdicts

PROJECT = Path(__file__).resolve().parents[2]
LESSONS = sorted((PROJECT / "notebooks" / "lessons").glob("*.ipynb"))
IDS = [path.stem for path in LESSONS]
EDITIONS: tuple[Edition, ...] = ("student", "teacher")
LONGEST_CELL = 20  # lines


def run(notebook: nbformat.NotebookNode, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The names that the cells leave behind; run in this process, which is quicker than a kernel."""
    monkeypatch.chdir(PROJECT)
    names: dict[str, Any] = {}
    for cell in notebook.cells:
        if cell.cell_type == "code":
            exec(compile(cell.source, cell.id, "exec"), names)
    return names


def test_there_are_four_lessons_and_a_case() -> None:
    assert len([name for name in IDS if name[0].isdigit()]) >= 4
    assert "case-study" in IDS


@pytest.mark.parametrize("path", LESSONS, ids=IDS)
def test_it_says_for_whom_how_long_what_first_and_what_for(path: Path) -> None:
    opening = "".join(read_notebook(path).cells[0].source)
    assert re.match(r"# .+\?\n", opening)
    for part in ("**For**", "**Time**", "**Know first**", "**You will learn**"):
        assert part in opening


@pytest.mark.parametrize("path", LESSONS, ids=IDS)
def test_it_has_tasks_for_those_who_program_and_those_who_do_not(path: Path) -> None:
    cells = read_notebook(path).cells
    tasks = [cell for cell in cells if "exercise" in tags(cell) and cell.cell_type == "markdown"]
    assert len([t for t in tasks if re.match(r"\*\*(?:On paper|In class|In pairs)\.", t.source)]) >= 2
    assert len([t for t in tasks if re.match(r"\*\*\d\.\*\*", t.source)]) >= 2
    assert any("solution" in tags(cell) for cell in cells)
    assert any("notes" in tags(cell) for cell in cells)


@pytest.mark.parametrize("path", LESSONS, ids=IDS)
def test_its_cells_are_short_and_hold_no_output(path: Path) -> None:
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            assert len(cell["source"]) <= LONGEST_CELL
            assert cell["outputs"] == []


@pytest.mark.slow
@pytest.mark.parametrize("path", LESSONS, ids=IDS)
@pytest.mark.parametrize("edition", EDITIONS)
def test_both_editions_run_from_top_to_bottom(path: Path, edition: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(make_edition(read_notebook(path), edition), monkeypatch)


@pytest.fixture
def lesson() -> nbformat.NotebookNode:
    shown = new_output("execute_result", data={"text/plain": "42"})  # type: ignore[no-untyped-call]
    cells = [
        new_markdown_cell("# How many?\n\nA lesson."),  # type: ignore[no-untyped-call]
        new_markdown_cell("**1.** Count.", metadata={"tags": ["exercise"]}),  # type: ignore[no-untyped-call]
        new_code_cell("20 + 22", metadata={"tags": ["solution"]}, outputs=[shown]),  # type: ignore[no-untyped-call]
        new_markdown_cell("Because <it> is.", metadata={"tags": ["solution"]}),  # type: ignore[no-untyped-call]
        new_markdown_cell("Ten minutes.", metadata={"tags": ["notes"]}),  # type: ignore[no-untyped-call]
    ]
    notebook: nbformat.NotebookNode = new_notebook(cells=cells)  # type: ignore[no-untyped-call]
    return notebook


def test_students_get_neither_solutions_nor_notes(lesson: nbformat.NotebookNode) -> None:
    html = render(make_edition(lesson, "student"), name="Lesson")
    assert "Count." in html
    for hidden in ("42", "Because", "Ten minutes", "Solution"):
        assert hidden not in lxml.html.document_fromstring(html).xpath("string(//main)")


def test_teachers_get_all_of_it_folded(lesson: nbformat.NotebookNode) -> None:
    page = lxml.html.document_fromstring(render(make_edition(lesson, "teacher"), name="Lesson"))
    (solution,) = page.xpath("//details[@class='solution']")  # two cells in a row are one solution
    assert "42" in solution.text_content()
    assert "Because <it> is." in solution.text_content()
    assert "Ten minutes." in page.xpath("string(//details[@class='notes'])")
    assert not page.xpath("//details[@open]")
    assert "Count." in page.xpath("string(//div[@class='exercise'])")


def test_what_is_handed_out_has_not_run(lesson: nbformat.NotebookNode) -> None:
    handed = without_outputs(lesson)
    assert all(not cell.outputs for cell in handed.cells if cell.cell_type == "code")
    assert lesson.cells[2].outputs  # the one it was made from is as it was


def test_a_lesson_that_fails_leaves_the_earlier_pages(tmp_path: Path) -> None:
    out, lessons = tmp_path / "out", tmp_path / "lessons"
    lessons.mkdir()
    broken = new_notebook(cells=[new_code_cell("1 / 0")])  # type: ignore[no-untyped-call]
    nbformat.write(broken, lessons / "1-broken.ipynb")  # type: ignore[no-untyped-call]
    out.mkdir()
    (out / "1-broken.html").write_text("earlier")
    (failed,) = publish_lessons(lessons, out, tell=lambda _: None).failed
    assert "ZeroDivisionError" in failed
    assert (out / "1-broken.html").read_text() == "earlier"
    assert not (out / "teacher").exists()


def test_no_lessons_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="no lessons"):
        publish_lessons(tmp_path, tmp_path / "out")


def test_the_sheet_has_twenty_sentences_and_room_to_write(tmp_path: Path) -> None:
    page, beside, table = publish_sheet(PROJECT / "data" / "sample", tmp_path)
    rows = lxml.html.parse(page).xpath("//table[contains(@class, 'sheet')]/tbody/tr")
    assert len(rows) == 20
    assert all(not cell.text_content() for row in rows for cell in row.xpath("td")[1:])
    assert page.read_bytes() == beside.read_bytes()
    assert len(pd.read_csv(table)) == 20


@pytest.mark.parametrize(
    ("right", "checked", "expected"), [(9, 10, (0.60, 0.98)), (0, 10, (0.0, 0.28)), (90, 100, (0.83, 0.94))]
)
def test_the_interval_of_wilson(right: int, checked: int, expected: tuple[float, float]) -> None:
    assert interval(right, checked) == expected


def test_shares_run_from_all_right_to_none() -> None:
    table = shares_right(checked=4)
    assert list(table["right"]) == ["4 of 4", "3 of 4", "2 of 4", "1 of 4", "0 of 4"]
    assert table["share"].between(table["low"], table["high"]).all()


def test_verdicts_say_what_the_annotation_holds() -> None:
    places = {"article_id": ["a", "a"], "start": [0, 50], "end": [10, 60]}
    drawn = pd.DataFrame({"attack_id": ["a:a0", "a:a50"], **places})
    mistakes = pd.DataFrame(
        {
            "frame": "attacks",
            "mistake": ["wrong value", "invented"],
            "column": ["place", None],
            **places,
        }
    )
    assert verdicts(drawn, mistakes)["counted_rightly"].tolist() == [True, False]
    assert verdicts(drawn, mistakes)["wrong_values"].fillna("none").tolist() == ["place", "none"]


def test_a_corpus_without_annotation_has_no_list_of_mistakes(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"mistakes\.csv"):
        read_mistakes(str(tmp_path))


def test_lessons_run_on_what_is_installed() -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in LESSONS)
    imported = set(re.findall(r"(?:^|\")(?:from|import) (\w+)", sources))
    assert imported <= {"analysis", "nltk", "pandas", *sys.stdlib_module_names}
