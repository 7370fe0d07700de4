"""Every command that the README shows does what it says."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
README = (PROJECT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```sh\n(.*?)```", README, flags=re.DOTALL)
LINES = [line.split("  #")[0].strip() for block in BLOCKS for line in block.splitlines() if line.strip()]
ANALYSIS = [line for line in LINES if line.startswith("python -m analysis")]


def test_the_two_commands_are_targets_of_make() -> None:
    targets = re.findall(r"^([a-z]+):.*## ", (PROJECT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE)
    shown = [line.split()[1] for line in LINES if line.startswith("make ")]
    assert shown[:2] == ["reports", "test"]
    assert set(shown) <= set(targets)


def test_the_readme_shows_the_main_commands() -> None:
    assert {shlex.split(line)[3] for line in ANALYSIS} >= {"check", "report", "parse"}


@pytest.mark.notebooks
@pytest.mark.parametrize("line", ANALYSIS)
def test_a_command_of_the_readme_works(line: str, tmp_path: Path) -> None:
    shutil.copytree(PROJECT / "data" / "sample", tmp_path / "my-articles")
    words = [sys.executable, *shlex.split(line)[1:]]
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    out = re.search(r"--out (\S+)", line)
    assert out is None or any((tmp_path / out[1]).iterdir())


def test_links_of_the_readme_lead_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (PROJECT / target).exists(), target
