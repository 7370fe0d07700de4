"""The project as a whole: environments that agree, imports that point one way, nothing committed that must not be."""

from __future__ import annotations

import json
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml

# What conda-forge calls differently, or has under the name in lower case.
CONDA_NAMES = {"jupyter_client": "jupyter-client", "vadersentiment": "vaderSentiment", "types-pyyaml": "types-PyYAML"}


@pytest.fixture(scope="module")
def pyproject(project: Path) -> dict[str, list[str]]:
    table = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    more = table["optional-dependencies"]
    return {"run": table["dependencies"], "dev": more["dev"] + more["cluster"] + more["formats"]}


@pytest.fixture(scope="module")
def environment(project: Path) -> list[str]:
    dependencies = yaml.safe_load((project / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    pip = next(d["pip"] for d in dependencies if isinstance(d, dict))
    return [d for d in [*dependencies, *pip] if isinstance(d, str)]


def named(specs: list[str]) -> dict[str, str]:
    """Bounds by name, as pyproject.toml writes the names."""
    pairs = [re.fullmatch(r"([A-Za-z0-9_.-]+)(.*)", spec.strip()) for spec in specs]
    return {CONDA_NAMES.get(m[1], m[1]): m[2] for m in pairs if m is not None}


def test_conda_and_pip_ask_for_the_same_packages(pyproject: dict[str, list[str]], environment: list[str]) -> None:
    conda = named([d for d in environment if not d.startswith("--")])
    assert conda.pop("python") == ">=3.11"
    conda.pop("pip")
    assert conda == named(pyproject["run"] + pyproject["dev"])


def test_every_conda_spec_parses(environment: list[str]) -> None:
    rattler = pytest.importorskip("rattler")
    for spec in environment:
        if not spec.startswith("--"):
            rattler.MatchSpec(spec.replace(">=", " >="))


def test_the_lock_pins_every_package_and_names_no_address(project: Path, pyproject: dict[str, list[str]]) -> None:
    lines = (project / "requirements.lock").read_text(encoding="utf-8").splitlines()
    assert all(re.match(r"[a-z0-9.-]+(\[[a-z_,]+\])?==\S+", line) for line in lines)
    assert not [line for line in lines if "://" in line or "--" in line]
    pinned = {re.split(r"[=\[]", line)[0] for line in lines}
    asked = {name.lower().replace("_", "-") for name in named(pyproject["run"] + pyproject["dev"])}
    assert asked <= pinned


def test_scikit_learn_stays_out(project: Path) -> None:
    # With it installed, `import nltk` takes four times as long.
    assert "scikit-learn" not in (project / "requirements.lock").read_text(encoding="utf-8")


def tracked(project: Path, *patterns: str) -> list[Path]:
    command = ["git", "ls-files", "--", *patterns]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip("not a git checkout")
    return [project / line for line in done.stdout.splitlines() if (project / line).is_file()]


def test_notebooks_are_committed_without_outputs(project: Path) -> None:
    for path in tracked(project, "notebooks/*.ipynb"):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        used = [c for c in cells if c["cell_type"] == "code" and (c["outputs"] or c["execution_count"] is not None)]
        assert not used, f"{path.name} holds outputs: run nbstripout"


def test_no_path_of_a_machine_is_committed(project: Path) -> None:
    home = re.compile(r"/(?:home/[a-z]|Users/[A-Z]|root/)|[A-Z]:\\\\Users")
    for path in tracked(project):
        if path.suffix in {".py", ".md", ".toml", ".html", ".csv", ".ipynb", ".yml", ".json"} and path != Path(
            __file__
        ):
            found = home.search(path.read_text(encoding="utf-8"))
            assert found is None, f"{path.relative_to(project)}: {found and found[0]}"
