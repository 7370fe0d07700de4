"""Every command that the README shows does what it says."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from in_process import without_kernels

from analysis.cli.main import app, pair_parameters
from analysis.frames.replacing import remove
from analysis.frames.storage import write_frames
from analysis.review.coding_sheets import draw_sheet, write_sheet
from analysis.running.corpora import open_corpus, select

PROJECT = Path(__file__).resolve().parent.parent
README = (PROJECT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```sh\n(.*?)```", README, flags=re.DOTALL)
LINES = [line.split("  #")[0].strip() for block in BLOCKS for line in block.splitlines() if line.strip()]
ANALYSIS = [line for line in LINES if line.startswith("python -m analysis")]


def test_the_two_commands_are_targets_of_make() -> None:
    targets = re.findall(r"^([a-z-]+):.*## ", (PROJECT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE)
    shown = [line.split()[1] for line in LINES if line.startswith("make ")]
    assert shown[:2] == ["reports", "test"]
    assert set(shown) <= set(targets)


def test_the_readme_shows_the_main_commands() -> None:
    assert {shlex.split(line)[3] for line in ANALYSIS} >= {"check", "report", "parse", "diff", "coding-sheet", "agree"}


def prepare(folder: Path) -> None:
    """What the README's commands find: a corpus, the frames of an earlier run, two coders' files."""
    shutil.copytree(PROJECT / "data" / "sample", folder / "my-articles")
    frames = open_corpus(folder / "my-articles")
    write_frames(select(frames, until="2031-04-01"), folder / "my-frames-march")
    sheet = draw_sheet(frames, n=4, seed=7)
    for coder, answers in {"anna": ["yes", "no", "yes", "no"], "ben": ["yes", "no", "no", "no"]}.items():
        write_sheet(sheet.assign(coder=coder, is_attack=answers), folder / f"{coder}.csv")


def is_written(path: Path) -> bool:
    return path.stat().st_size > 0 if path.is_file() else path.is_dir() and any(path.iterdir())


def run(line: str) -> str:
    """What is wrong with a command of the README, or nothing."""
    out = re.search(r"--out (\S+)", line)
    if out is not None:
        remove(Path(out[1]))  # what an earlier command wrote there proves nothing
    done = CliRunner().invoke(app, pair_parameters(shlex.split(line)[3:]))
    written = out is None or is_written(Path(out[1]))
    return "" if done.exit_code == 0 and written else f"{done.output} {done.exception!r}"


def test_the_commands_of_the_readme_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    prepare(tmp_path)
    monkeypatch.chdir(tmp_path)
    without_kernels(monkeypatch)
    # The frames of the earlier run, which other commands compare with, are made anew last.
    lines = sorted(ANALYSIS, key=lambda line: "--out my-frames-march" in line)
    assert {line: wrong for line in lines if (wrong := run(line))} == {}


def test_links_of_the_readme_lead_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (PROJECT / target).exists(), target
