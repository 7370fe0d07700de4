"""Parameters of a notebook: read, converted, refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from analysis.errors import ParameterError
from analysis.reporting.pages.parameters import Parameter, in_force, parameters_for, read_parameters

CELL = """\
corpus: str = "data/sample"  # folder of articles
outlets: list[str] = []  # empty means all
minimum: int = 5  # rows that a group needs
level: float = 0.95
officials_only: bool = False  # only officials
seed = 7  # no annotation
"""


def write(path: Path, source: str = CELL) -> Path:
    cells = [new_code_cell(source, metadata={"tags": ["parameters"]}), new_code_cell("print(minimum)")]
    nbformat.write(new_notebook(cells=cells), str(path))
    return path


def test_reads_type_default_and_comment() -> None:
    cell = new_code_cell(CELL, metadata={"tags": ["parameters"]})
    read = read_parameters(new_notebook(cells=[cell]))
    assert read[1] == Parameter("outlets", "list[str]", [], "empty means all")
    assert [p.type for p in read] == ["str", "list[str]", "int", "float", "bool", "int"]


def test_a_notebook_without_parameters_has_none() -> None:
    assert read_parameters(new_notebook()) == []


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        pytest.param("corpus", "data/casebook", "data/casebook", id="text"),
        pytest.param("outlets", "Quay Courier, Marsh Post", ["Quay Courier", "Marsh Post"], id="list-by-commas"),
        pytest.param("outlets", '["Quay, Courier"]', ["Quay, Courier"], id="list-as-json"),
        pytest.param("outlets", "", [], id="empty-list"),
        pytest.param("minimum", "12", 12, id="whole-number"),
        pytest.param("level", "1", 1.0, id="number"),
        pytest.param("officials_only", "Yes", True, id="truth"),
        pytest.param("minimum", 3, 3, id="value-as-it-is"),
        pytest.param("seed", "9", 9, id="type-of-the-default"),
    ],
)
def test_converts_text(tmp_path: Path, name: str, text: Any, value: Any) -> None:
    notebook = write(tmp_path / "a.ipynb")
    assert parameters_for([notebook], {name: text}) == {notebook: {name: value}}


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        pytest.param("minumum", "3", "Did you mean 'minimum'", id="unknown"),
        pytest.param("minimum", "three", "needs a whole number, not 'three'", id="no-number"),
        pytest.param("minimum", "2.5", "needs a whole number", id="fraction"),
        pytest.param("minimum", True, "needs a whole number", id="truth-is-no-number"),
        pytest.param("officials_only", "maybe", "needs true or false", id="no-truth"),
        pytest.param("outlets", "[1]", "needs a list of texts", id="list-of-numbers"),
        pytest.param("outlets", "[", "needs a list of texts", id="broken-json"),
    ],
)
def test_refuses_and_lists_the_known(tmp_path: Path, name: str, text: Any, words: str) -> None:
    with pytest.raises(ParameterError) as caught:
        parameters_for([write(tmp_path / "a.ipynb")], {name: text})
    assert words in str(caught.value)
    assert "minimum: int = 5  # rows that a group needs" in str(caught.value)


def test_a_parameter_goes_to_the_notebooks_that_know_it(tmp_path: Path) -> None:
    one, other = write(tmp_path / "a.ipynb"), write(tmp_path / "b.ipynb", 'corpus: str = "x"')
    assert parameters_for([one, other], {"minimum": "3"}) == {one: {"minimum": 3}, other: {}}


@pytest.mark.parametrize("source", ["x: int | None = None", "x: Path = 'a'", "x: int = len('a')"])
def test_declarations_that_cannot_be_set_are_errors(tmp_path: Path, source: str) -> None:
    with pytest.raises(ParameterError, match="x"):
        parameters_for([write(tmp_path / "a.ipynb", source)], {})


def test_no_notebook_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "broken.ipynb").write_text("no json")
    for name in ("none.ipynb", "broken.ipynb"):
        with pytest.raises(ParameterError, match=name):
            parameters_for([tmp_path / name], {})


def test_values_in_force_replace_defaults_and_keep_comments() -> None:
    values = {"corpus": "/tmp/there/orvel", "outlets": ["Größe"], "minimum": 9}
    lines = in_force(CELL, values).splitlines()
    assert lines[0] == "corpus: str = 'orvel'  # folder of articles"
    assert lines[1] == "outlets: list[str] = ['Größe']  # empty means all"
    assert lines[2] == "minimum: int = 9  # rows that a group needs"
    assert lines[3] == "level: float = 0.95"
