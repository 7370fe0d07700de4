"""The commands that read frames or articles, on frames in parts, on frames of strangers, and at addresses."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pandas as pd
import pytest
from click.testing import CliRunner, Result

from analysis.cli.main import app
from analysis.running.pipeline import parse_to
from analysis.running.stores import put_frames


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(app, [str(a) for a in args])


@pytest.fixture
def parted(corpus: Path, tmp_path: Path) -> Path:
    parse_to(tmp_path / "parted", corpus, workers=1, whole=0)
    return tmp_path / "parted"


@pytest.fixture
def memory(corpus: Path, parted: Path) -> Iterator[str]:
    """An address with the corpus in ``corpus`` and its frames, in parts, in ``frames``."""
    store = fsspec.filesystem("memory")
    (corpus / "coding").mkdir()
    (corpus / "coding" / "anna.csv").write_text("article_id,start,end,is_attack\nwire,0,9,no\n", encoding="utf-8")
    for path in corpus.rglob("*"):
        if path.is_file():
            store.pipe_file(f"/room/corpus/{path.relative_to(corpus).as_posix()}", path.read_bytes())
    put_frames(parted, "memory://room/frames")
    yield "memory://room"
    store.rm("/room", recursive=True)


def test_check_reads_a_corpus_at_an_address(memory: str, corpus: Path) -> None:
    there, here = run("check", f"{memory}/corpus"), run("check", corpus)
    assert there.exit_code == here.exit_code == 0
    assert there.output == here.output
    assert "coded by anna" in there.output


def test_check_says_whether_frames_hold_together(memory: str, parted: Path) -> None:
    for place in (parted, f"{memory}/frames"):
        done = run("check", place)
        assert done.exit_code == 0
        assert "2 articles" in done.output


@pytest.mark.parametrize(
    ("frame", "column", "value", "says"),
    [
        pytest.param("attacks", "article_id", "elsewhere", "names an article that", id="article"),
        pytest.param("attacks", "end", 99_999, "after the end", id="span"),
        pytest.param("statements", "mode", "sung", "sung", id="value"),
        pytest.param("articles", "published", "soon", "no date", id="date"),
        pytest.param("incidents", "incident_id", None, "incident_id", id="id"),
    ],
)
def test_check_tells_what_is_wrong_with_frames_in_parts(
    parted: Path, frame: str, column: str, value: object, says: str
) -> None:
    place = parted / f"{frame}.parquet"
    path = next(place.iterdir()) if place.is_dir() else place
    table = pd.read_parquet(path).astype({column: "object"})
    table.loc[0, column] = value
    table.astype({column: "string"} if isinstance(value, str) else {}).to_parquet(path, index=False)
    done = run("check", parted)
    assert done.exit_code == 1
    assert says in done.output


@pytest.mark.parametrize("command", ["check", "diff", "agree", "coding-sheet", "report"])
def test_a_damaged_part_is_an_error_of_one_line(parted: Path, tmp_path: Path, command: str) -> None:
    for path in (parted / "articles.parquet").iterdir():
        path.write_bytes(path.read_bytes()[:99])
    (tmp_path / "anna.csv").write_text("article_id,start,end,is_attack\nwire,0,9,no\n", encoding="utf-8")
    more = {
        "diff": [parted],
        "agree": [tmp_path / "anna.csv"],
        "coding-sheet": ["--out", tmp_path / "sheet.csv"],
        "report": ["--out", tmp_path / "out"],
    }
    done = run(command, parted, *more.get(command, []))
    assert done.exit_code == 1
    assert "articles" in done.output
    assert "cannot be read" in done.output
    assert isinstance(done.exception, SystemExit)


def test_the_comparing_commands_read_addresses(memory: str, tmp_path: Path) -> None:
    frames, sheet = f"{memory}/frames", tmp_path / "sheet.csv"
    (tmp_path / "anna.csv").write_text("article_id,start,end,is_attack\nwire,0,9,no\n", encoding="utf-8")
    assert "Nothing changed" in run("diff", frames, frames, "--out", tmp_path / "page.html").output
    assert run("coding-sheet", frames, "--out", sheet).exit_code == 0
    assert sheet.read_bytes().startswith(b"\xef\xbb\xbfcoder,unit,")
    assert "is_attack" in run("agree", frames, tmp_path / "anna.csv").output


def test_explain_reads_an_article_at_an_address(memory: str, corpus: Path) -> None:
    there = run("explain", f"{memory}/corpus/wire.txt")
    assert there.exit_code == 0
    assert there.output == run("explain", corpus / "wire.txt").output


@pytest.mark.parametrize(
    "args",
    [
        pytest.param(["explain", "memory://room/corpus/none.txt"], id="no-file"),
        pytest.param(["explain", "nosuch://room/corpus/none.txt"], id="no-scheme"),
        pytest.param(["explain", "memory://room/a.txt", "--corpus", "memory://other"], id="of-another-corpus"),
        pytest.param(["explain", "a.txt", "--corpus", "memory://other"], id="here-and-there"),
        pytest.param(["check", "memory://nothing/there"], id="no-corpus"),
        pytest.param(["diff", "memory://nothing/there", "memory://nothing/there"], id="no-frames"),
    ],
)
def test_an_address_of_nothing_is_an_error(args: list[str]) -> None:
    done = run(*args)
    assert done.exit_code == 1
    assert "Error: " in done.output or "Left out: " in done.output


def test_a_sheet_is_written_whole_or_not_at_all(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    done = run("coding-sheet", corpus, "--out", tmp_path / "file" / "sheet.csv")
    assert done.exit_code == 1
    assert "not written" in done.output


def test_corrections_beside_frames_in_parts_are_applied(parted: Path, tmp_path: Path) -> None:
    frames = shutil.copytree(parted, tmp_path / "corrected")
    attack = pd.read_parquet(frames / "attacks.parquet")["attack_id"].iloc[0]
    line = f"row,action,column,value,reason,by\n{attack},drop,,,not one,KL\n"
    (frames / "corrections.csv").write_text(line, encoding="utf-8")
    assert "not one" in run("diff", parted, frames).output
