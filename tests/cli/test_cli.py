"""The command line: what it writes, what it says, how it exits."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from in_process import without_kernels

from analysis.cli.main import app, main, pair_parameters
from analysis.cli.terminal import plain
from analysis.frames.storage import read_frames

PROJECT = Path(__file__).resolve().parents[2]


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(app, pair_parameters([str(a) for a in args]))


def test_parse_writes_frames(corpus: Path, tmp_path: Path) -> None:
    done = run("parse", corpus, "--out", tmp_path / "frames")
    assert done.exit_code == 0, done.output
    assert len(read_frames(tmp_path / "frames").articles) == 2
    assert "2 articles" in done.output


def test_parse_without_text_leaves_no_sentence(corpus: Path, tmp_path: Path) -> None:
    run("parse", corpus, "--out", tmp_path / "frames", "--without-text", "--format", "csv")
    written = "".join(p.read_text(encoding="utf-8") for p in (tmp_path / "frames").glob("*.csv"))
    assert "struck a fuel depot in Marrow Bay on Tuesday, killing two guards" not in written
    assert json.loads((tmp_path / "frames" / "manifest.json").read_text(encoding="utf-8"))["with_text"] is False


def test_parse_without_text_keeps_ids_of_many_words(tmp_path: Path) -> None:
    names = [f"the guards of the depot in the old harbour {day}" for day in ("monday", "tuesday")]
    (tmp_path / "corpus").mkdir()
    for name in names:
        (tmp_path / "corpus" / f"{name}.txt").write_text(f"Rockets struck {name}, police said.", encoding="utf-8")
    done = run("parse", tmp_path / "corpus", "--out", tmp_path / "frames", "--without-text")
    assert done.exit_code == 0, done.output
    articles = read_frames(tmp_path / "frames").articles
    assert sorted(articles["path"]) == [f"{name}.txt" for name in names]
    assert articles["article_id"].is_unique
    assert articles["text"].isna().all()


def test_an_unreadable_file_is_named_and_does_not_fail_the_run(corpus: Path, tmp_path: Path) -> None:
    (corpus / "empty.txt").write_bytes(b"")
    done = run("parse", corpus, "--out", tmp_path / "frames")
    assert done.exit_code == 0
    assert "empty.txt" in done.output
    assert run("parse", corpus, "--out", tmp_path / "frames", "--strict").exit_code == 1


@pytest.mark.parametrize("command", ["parse", "report"])
def test_nothing_to_read_exits_with_1(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    without_kernels(monkeypatch)
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "empty.txt").write_bytes(b"")
    extra = ["--notebook", "0-corpus", "--notebooks", str(PROJECT / "notebooks")] if command == "report" else []
    done = run(command, tmp_path / "corpus", "--out", tmp_path / "out", *extra)
    assert done.exit_code == 1
    assert "empty.txt" in done.output


def test_a_missing_corpus_is_an_error_without_a_traceback(tmp_path: Path) -> None:
    done = run("parse", tmp_path / "nowhere", "--out", tmp_path / "frames")
    assert done.exit_code == 1
    assert "nowhere" in done.output
    assert "Traceback" not in done.output
    assert not (tmp_path / "frames").exists()


def test_check_says_what_is_there_and_what_is_missing(corpus: Path) -> None:
    (corpus / "lone.txt").write_text("A shell hit a mill in Marrow Bay, killing one man.\n", encoding="utf-8")
    (corpus / "copy.txt").write_bytes((corpus / "wire.txt").read_bytes())
    (corpus / "empty.txt").write_bytes(b"")
    done = run("check", corpus)
    assert done.exit_code == 0
    for words in (
        "4 articles in 5 files",
        "Lantern Wire",
        "Published after today: ",
        "No day of publication in",
        "lone.txt",
        "The same text",
        "empty.txt",
    ):
        assert words in done.output, words
    assert run("check", corpus, "--strict").exit_code == 1


def test_check_of_an_empty_folder_exits_with_1(tmp_path: Path) -> None:
    assert run("check", tmp_path).exit_code == 1


def test_the_codebook_names_every_frame() -> None:
    done = run("codebook", "--markdown")
    assert "## attacks" in done.output
    assert "killed_low" in done.output


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param(["-p", "snice", "2031-01-01"], "since", id="mistyped-name-lists-the-known"),
        pytest.param(["-p", "minimum", "many", "--notebook", "3-official-statements"], "minimum", id="mistyped-value"),
        pytest.param(["-p", "since"], "since", id="no-value"),
    ],
)
def test_parameters_are_checked_before_anything_runs(
    corpus: Path, tmp_path: Path, given: list[str], expected: str
) -> None:
    done = run("report", corpus, "--out", tmp_path / "out", "--notebooks", PROJECT / "notebooks", *given)
    assert done.exit_code == 1
    assert expected in done.output
    assert not (tmp_path / "out").exists()


def test_an_unknown_notebook_lists_the_known(corpus: Path, tmp_path: Path) -> None:
    done = run("report", corpus, "--out", tmp_path, "--notebook", "7-weather", "--notebooks", PROJECT / "notebooks")
    assert done.exit_code == 1
    assert "1-attack-counts" in done.output


def test_terminal_escapes_of_articles_are_harmless() -> None:
    assert "\x1b" not in plain("\x1b[2Jgone\x07")


def test_parameters_come_in_papermills_form() -> None:
    assert pair_parameters(["report", "x", "-p", "since", "2031-01-01", "-p", "a=b"]) == [
        "report", "x", "-p", "since=2031-01-01", "-p", "a=b",
    ]  # fmt: skip


def test_the_installed_command_is_this_one() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    module, _, name = project["scripts"]["dispatches"].partition(":")
    assert getattr(import_module(module), name) is main


def test_help_answers_without_loading_pandas() -> None:
    code = "import sys, analysis.cli.main; sys.exit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_schedulers_request_to_end_is_an_interrupt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["analysis", "--version"])
    before = signal.getsignal(signal.SIGTERM)
    try:
        with pytest.raises(SystemExit):
            main()
        assert signal.getsignal(signal.SIGTERM) is signal.default_int_handler
    finally:
        signal.signal(signal.SIGTERM, before)


def test_explain_shows_rows_with_their_rules_and_what_was_rejected(corpus: Path) -> None:
    done = run("explain", corpus / "wire.txt")
    assert done.exit_code == 0, done.output
    for words in (
        "-- headline",
        "● actual incident",
        "by rule",
        "killed_low 2",
        "» ",
        "speaker",
        "Lantern Wire",
        "Rules that decided: ",
    ):
        assert words in done.output, words
    hypothetical = done.output.split("Any attack on the port")[1]
    assert "● hypothetical" in hypothetical or "✗ attack" in hypothetical


def test_explain_of_a_missing_file_is_an_error_without_a_traceback(tmp_path: Path) -> None:
    done = run("explain", tmp_path / "nowhere.txt")
    assert done.exit_code == 1
    assert "nowhere.txt" in done.output


def test_a_folder_without_an_article_is_told_and_makes_no_page(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "notes.xyz").write_text("x", encoding="utf-8")
    for command in ("parse", "report"):
        done = run(command, tmp_path / "corpus", "--out", tmp_path / command)
        assert done.exit_code == 1
        assert "no article could be read here. `python -m analysis check" in done.output
    assert not (tmp_path / "report").exists()
    assert (
        "notes.xyz: This is a file of a kind that is not known, not articles."
        in run("check", tmp_path / "corpus").output
    )


@pytest.mark.parametrize("out", ["", "new", "2031/new"])
def test_frames_do_not_stand_among_the_articles(corpus: Path, out: str) -> None:
    done = run("parse", corpus, "--out", corpus / out)
    assert done.exit_code == 1
    assert "frames may not stand among the articles" in done.output
    assert not list(corpus.rglob("*.parquet"))
    assert run("parse", corpus, "--out", corpus / "frames").exit_code == 0


@pytest.mark.parametrize(
    ("parameter", "told"),
    [
        pytest.param("since=banana", "since: 'banana' is not a day. Write it as 2024-02-27.", id="no-day"),
        pytest.param("until=2031", "until: '2031' is not a day.", id="a-year"),
        pytest.param("until=03/10/2031", "until: '03/10/2031' is not a day.", id="another-form"),
        pytest.param("corpus=2031", "corpus: the command itself names ", id="another-corpus"),
        pytest.param("outlets=Nobody", "outlets: no article is by Nobody. There are: ", id="no-outlet"),
    ],
)
def test_what_is_wrong_with_a_parameter_is_said_once_before_a_notebook_runs(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, parameter: str, told: str
) -> None:
    monkeypatch.setattr("analysis.reporting.pages.render.run_notebook", None)
    done = run("report", corpus, "--out", tmp_path / "out", "--notebooks", PROJECT / "notebooks", "-p", parameter)
    assert done.exit_code == 1
    assert done.output.count(told) == 1
    assert not (tmp_path / "out").exists()
