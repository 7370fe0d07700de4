"""The notebooks: built as agreed, and run end to end on corpora that are whole, empty, withheld, undated, broken."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from in_process import without_kernels

from analysis.cli.publishing import find_notebooks, publish_corpus
from analysis.frames.storage import write_frames
from analysis.reporting.pages.parameters import read_notebook, read_parameters
from analysis.running.pipeline import parse_corpus

PROJECT = Path(__file__).resolve().parent.parent
NOTEBOOKS = find_notebooks(PROJECT / "notebooks")
NAMES = ["0-corpus", "1-attack-counts", "2-source-comparison", "3-official-statements"]
LONGEST_CELL = 20  # lines


def cells(path: Path, kind: str) -> list[str]:
    return [
        "".join(c["source"]) for c in json.loads(path.read_text(encoding="utf-8"))["cells"] if c["cell_type"] == kind
    ]


def test_there_are_four_notebooks() -> None:
    assert [path.stem for path in NOTEBOOKS] == NAMES


@pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)
def test_it_opens_with_a_question_and_ends_with_limits_and_exercises(path: Path) -> None:
    prose = cells(path, "markdown")
    assert re.match(r"# .+\?\n", prose[0])
    assert "## Limits" in prose[-1]
    assert "## Try it" in prose[-1]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)
def test_its_cells_are_short_and_hold_no_logic(path: Path) -> None:
    for source in cells(path, "code"):
        assert len(source.splitlines()) <= LONGEST_CELL
        banned = (ast.FunctionDef, ast.ClassDef, ast.For, ast.While, ast.With, ast.Try, ast.Lambda)
        assert not [node for node in ast.walk(ast.parse(source)) if isinstance(node, banned)]
        assert not re.search(r"\bimport re\b|\bopen\(|plt\.|matplotlib", source)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)
def test_it_declares_the_common_parameters_with_a_comment_each(path: Path) -> None:
    declared = {p.name: p for p in read_parameters(read_notebook(path))}
    assert {"corpus", "outlets", "since", "until", "language", "articles"} <= set(declared)
    assert all(p.comment for p in declared.values())


def withheld(corpus: Path) -> Path:
    out = corpus.parent / "frames-of-bay"
    write_frames(parse_corpus(corpus), out, format="csv", with_text=False)
    return out


def undated_with_a_broken_and_a_hostile_file(corpus: Path) -> Path:
    for path in corpus.glob("*.txt"):
        text = path.read_text(encoding="utf-8").replace("on Tuesday", "at dawn")
        path.write_text(text, encoding="utf-8")
    (corpus / "metadata.csv").unlink()
    (corpus / "broken.txt").write_bytes(b"\x00\x01\x02\xff\xfe" * 50)
    (corpus / "hostile.txt").write_text(
        "<script>alert(1)</script> struck a depot on 3 May 2031\n\nA <img src=x onerror=alert(2)> bomb killed two "
        'guards in Marrow Bay on 3 May 2031, "{{ 7*7 }} </script>", police said.\n',
        encoding="utf-8",
    )
    return corpus


@pytest.mark.slow
@pytest.mark.parametrize(
    ("make", "chosen", "says"),
    [
        pytest.param(lambda c: c, {}, ["2 articles", "Cinder Brigade"], id="whole"),
        pytest.param(lambda c: c, {"since": "2099-01-01"}, ["There is no article to report on"], id="none-chosen"),
        pytest.param(withheld, {}, ["is withheld", "characters"], id="withheld"),
        pytest.param(undated_with_a_broken_and_a_hostile_file, {}, ["have no date", "broken.txt"], id="undated-broken"),
    ],
)
def test_all_notebooks_run_and_say_what_is_missing(
    corpus: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    make: Callable[[Path], Path],
    chosen: dict[str, str],
    says: list[str],
) -> None:
    without_kernels(monkeypatch)
    out, notebooks = tmp_path / "out", PROJECT / "notebooks"
    result = publish_corpus(make(corpus), out, notebooks=notebooks, parameters=chosen, tell=lambda _: None)
    assert result.failed == ()
    pages = [path.read_text(encoding="utf-8") for path in result.written if path.stem in NAMES]
    assert len(pages) == len(NAMES)
    for words in says:
        assert any(words in page for page in pages), words
    for page in pages:
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert str(tmp_path) not in page


@pytest.mark.slow
def test_rendering_twice_gives_the_same_bytes_with_kernels_and_without(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_corpus(corpus, tmp_path / "one", notebooks=PROJECT / "notebooks", tell=lambda _: None)
    without_kernels(monkeypatch)
    publish_corpus(corpus, tmp_path / "two", notebooks=PROJECT / "notebooks", tell=lambda _: None)
    assert {path.stem for path in (tmp_path / "one").iterdir()} >= set(NAMES)
    for path in sorted((tmp_path / "one").iterdir()):
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes(), path.name


@pytest.mark.slow
def test_a_notebook_runs_by_plain_papermill_from_its_folder(corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.ipynb"
    command = [sys.executable, "-m", "papermill", "1-attack-counts.ipynb", str(out), "-p", "corpus", str(corpus)]
    done = subprocess.run(command, cwd=PROJECT / "notebooks", capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Cinder Brigade" in out.read_text(encoding="utf-8")
