"""The house that docs/architecture.md draws: what imports what, how large it grows, who alone cuts text into words."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any

import pytest

ANALYSIS = Path(__file__).resolve().parents[1] / "analysis"
# Each may import from those before it. Loose modules of analysis/ that are not named here may be imported by nobody.
ORDER = (
    *("errors", "guarding", "formats", "reading", "language", "extraction", "comparison", "frames", "review"),
    *("events", "exchange", "running", "reporting", "cli", "__main__"),
)
MOST_MODULES, MOST_LOOSE, MOST_LINES, MOST_IN_ALL = 15, 8, 400, 20_000
# What cuts strings outside formats/, reading/ and language/, and why that is no second tokenizer.
CUTS: Mapping[str, str] = {
    "reporting/charts/svg.py": "mark-up and path of a drawing",
    "reporting/pages/cells.py": "mark-up of highlighted code",
    "extraction/terms.py": "what of a token is letters: mm of 122mm, and of rocket-propelled both words",
    "extraction/attacks/identity.py": "names that slots hold, to see whether two are one",
    "comparison/concordance.py": "how long a term is in the text that bears it; the frame keeps where it begins",
    "comparison/incidents/accounts.py": "names and numbers around a mention, of accounts that have no reading any more",
    "comparison/reuse/shingles.py": "copies are found over words alone, of 100,000 articles, in arrays of bytes",
}
# What is not yet as it shall be: whoever gets one right takes it out here.
TO_DO = {"size"}
# Public for all that: of named tuples, of os, and what lxml calls an element in annotations.
PUBLIC = {"_asdict", "_replace", "_fields", "_make", "_exit", "_Element"}
_WORDS = re.compile(r"\\w[^\s\[]{0,12}?[+*{]|\[[^\]]*\\w[^\]]*\][+*{]")


@cache
def modules() -> Mapping[str, ast.Module]:
    """The modules' trees by their paths below analysis/."""
    files = sorted(ANALYSIS.rglob("*.py"))
    return {f.relative_to(ANALYSIS).as_posix(): ast.parse(f.read_text(encoding="utf-8")) for f in files}


@cache
def imports_of(path: str) -> set[str]:
    """The modules of this package that a module imports, wherever it does, by their paths below analysis/."""
    found = set()
    for node in ast.walk(modules()[path]):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    parts = {name.removeprefix("analysis.").replace(".", "/") for name in found if name.startswith("analysis.")}
    return {p for part in parts for p in (f"{part}.py", f"{part}/__init__.py") if p in modules()} - {path}


def due(*parts: str, what: str) -> list[Any]:
    """Parameters, those still to do marked as such."""
    return [pytest.param(part, marks=[todo(f"{what} {part}")]) for part in parts]


def todo(what: str) -> pytest.MarkDecorator:
    return pytest.mark.xfail(what in TO_DO, reason=what, strict=True)


def top(path: str) -> str:
    return path.split("/")[0].removesuffix(".py")


def folder(path: str) -> str:
    return path.rpartition("/")[0]


@pytest.mark.parametrize("part", due(*ORDER, what="imports of"))
def test_imports_point_up_the_list(part: str) -> None:
    allowed = set(ORDER[: ORDER.index(part) + 1]) | {"__init__"}
    wrong = {m: sorted(p for p in imports_of(m) if top(p) not in allowed) for m in modules() if top(m) == part}
    assert not {m: p for m, p in wrong.items() if p}


@todo("circles")
def test_no_circle_of_imports() -> None:
    graph = {m: imports_of(m) - {f"{folder(m)}/__init__.py"} for m in modules()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" → ".join(error.args[1]))


@pytest.mark.parametrize("where", due(*sorted({folder(m) for m in modules()} - {""}), what="modules of"))
def test_no_folder_holds_too_much(where: str) -> None:
    assert sum(folder(m) == where for m in modules()) <= MOST_MODULES


def test_few_modules_are_loose() -> None:
    assert sum(folder(m) == "" for m in modules()) <= MOST_LOOSE


def lines_of(path: str) -> int:
    return len((ANALYSIS / path).read_text(encoding="utf-8").splitlines())


def test_no_module_is_long() -> None:
    assert not {m: lines_of(m) for m in modules() if lines_of(m) > MOST_LINES}


@todo("size")
def test_the_package_stays_small() -> None:
    assert sum(map(lines_of, modules())) <= MOST_IN_ALL


def cuts(tree: ast.Module) -> Iterator[str]:
    """What cuts text into words: ``split`` at white space (not to join it again), ``findall``, patterns of words."""
    nodes = list(ast.walk(tree))
    docs = {id(n.value) for n in nodes if isinstance(n, ast.Expr)}
    calls = [(n, n.func.attr) for n in nodes if isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute)]
    joined = {id(call.args[0]) for call, name in calls if name == "join" and call.args}
    for call, name in calls:
        blank = not call.args or (isinstance(call.args[0], ast.Constant) and call.args[0].value == " ")
        if name == "findall" or (name == "split" and blank and id(call) not in joined):
            yield f"line {call.lineno}: {ast.unparse(call)}"
    for n in nodes:
        if isinstance(n, ast.Constant) and isinstance(n.value, str) and id(n) not in docs and _WORDS.search(n.value):
            yield f"line {n.lineno}: {n.value!r}"


CUTTING = [part for part in ORDER if part not in ("formats", "reading", "language") and (ANALYSIS / part).is_dir()]


@pytest.mark.parametrize("part", due(*CUTTING, what="words in"))
def test_text_is_cut_into_words_once(part: str) -> None:
    found = {m: list(cuts(tree)) for m, tree in modules().items() if top(m) == part and m not in CUTS}
    assert not {m: those for m, those in found.items() if those}


def test_every_exception_is_needed() -> None:
    assert not [m for m in CUTS if m not in modules() or not any(cuts(modules()[m]))]


def private_parts(tree: ast.Module) -> Iterator[str]:
    """Names with a leading low line that others keep for themselves: modules, and attributes defined elsewhere."""
    own = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store)}
    own |= {n.name for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef)}
    own |= {n.target.id for n in ast.walk(tree) if isinstance(n, ast.AnnAssign) and isinstance(n.target, ast.Name)}
    for node in ast.walk(tree):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{alias.name}" for alias in node.names if alias.name != "__version__"]
        elif isinstance(node, ast.Attribute) and node.attr not in own | PUBLIC:
            names = [f".{node.attr}"]
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module"):
            names = [str(arg.value) for arg in node.args if isinstance(arg, ast.Constant)]
        yield from (name for name in names if re.search(r"(^|\.)_(?!_)", name))


def test_nothing_leans_on_private_parts() -> None:
    found = {m: sorted(set(private_parts(tree))) for m, tree in modules().items()}
    assert not {m: names for m, names in found.items() if names}
