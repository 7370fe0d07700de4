"""The parameters of a notebook: read from its tagged cell, checked and converted before anything runs.

papermill's own inspector skips what it does not understand and only warns of unknown names; here both are errors.
"""

from __future__ import annotations

import ast
import difflib
import io
import json
import tokenize
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from threading import Lock
from typing import Any

import nbformat

from analysis.errors import ParameterError

TYPES = {
    "str": "a text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "list[str]": "a list of texts (a,b,c)",
}
_PARSING = Lock()
_TRUTH = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


@dataclass(frozen=True, slots=True)
class Parameter:
    """``name: type = default  # comment`` in a notebook's parameters cell."""

    name: str
    type: str
    default: Any
    comment: str

    def __str__(self) -> str:
        comment = f"  # {self.comment}" if self.comment else ""
        return f"{self.name}: {self.type} = {self.default!r}{comment}"


def read_notebook(path: Path) -> nbformat.NotebookNode:
    """The notebook at ``path``. Raises ParameterError where there is none or it is none."""
    try:
        notebook: nbformat.NotebookNode = nbformat.read(str(path), as_version=4)  # type: ignore[no-untyped-call]
    except FileNotFoundError:
        raise ParameterError(f"There is no notebook {path}.") from None
    except (ValueError, AttributeError, nbformat.reader.NotJSONError) as error:
        raise ParameterError(f"{path} is not a Jupyter notebook: {error}.") from error
    return notebook


def syntax_of(source: str) -> list[ast.stmt]:
    """The statements of a cell. Raises SyntaxError.

    One thread at a time: Python 3.11 counts how deep it is for all threads together, and two that parse at once can end
    in "AST constructor recursion depth mismatch".
    """
    with _PARSING:
        return ast.parse(source).body


def read_parameters(notebook: nbformat.NotebookNode, name: str = "the notebook") -> list[Parameter]:
    """What the cell tagged ``parameters`` declares, in its order; an empty list where there is no such cell.

    Raises ParameterError for a declaration whose type is not one of TYPES or whose default is no plain value.
    """
    cell = parameters_cell(notebook)
    if cell is None:
        return []
    comments = _comments(cell.source)
    return [_parameter(node, comments, name) for node in syntax_of(cell.source) if _declares(node)]


def parameters_cell(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode | None:
    """The first cell tagged ``parameters``."""
    tagged = (c for c in notebook.cells if "parameters" in c.metadata.get("tags", []))
    return next(tagged, None)


def parameters_for(notebooks: Sequence[Path], given: Mapping[str, Any]) -> dict[Path, dict[str, Any]]:
    """What each notebook gets of ``given``, texts converted to the declared types.

    A name that some notebooks know goes to these; one that none knows, or a value of the wrong type, is a
    ParameterError that lists the known parameters with type and comment.
    """
    known = {path: read_parameters(read_notebook(path), path.name) for path in notebooks}
    every = {p.name: p for parameters in known.values() for p in parameters}
    for name in given:
        if name not in every:
            near = "".join(f" Did you mean {n!r}?" for n in difflib.get_close_matches(name, list(every), n=1))
            raise ParameterError(f"There is no parameter {name!r}.{near} {_listing(every)}")
    return {
        path: {p.name: _convert(p, given[p.name], every) for p in parameters if p.name in given}
        for path, parameters in known.items()
    }


def in_force(source: str, values: Mapping[str, Any]) -> str:
    """The source of a parameters cell with ``values`` for its defaults; absolute paths lose their folders."""
    lines = source.split("\n")
    for node in reversed([n for n in syntax_of(source) if _declares(n)]):
        name, value = _target(node), node.value  # type: ignore[attr-defined]
        if name not in values:
            continue
        encoded = lines[value.lineno - 1].encode(), lines[value.end_lineno - 1].encode()
        before, after = encoded[0][: value.col_offset].decode(), encoded[1][value.end_col_offset :].decode()
        lines[value.lineno - 1 : value.end_lineno] = [f"{before}{_plain(values[name])!r}{after}"]
    return "\n".join(lines)


def _plain(value: Any) -> Any:
    return PurePath(value).name if isinstance(value, str) and Path(value).is_absolute() else value


def _declares(node: ast.stmt) -> bool:
    if isinstance(node, ast.AnnAssign):
        return isinstance(node.target, ast.Name) and node.value is not None
    return isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name)


def _target(node: ast.stmt) -> str:
    target = node.target if isinstance(node, ast.AnnAssign) else node.targets[0]  # type: ignore[attr-defined]
    return str(target.id)  # type: ignore[union-attr]


def _parameter(node: ast.stmt, comments: Mapping[int, str], notebook: str) -> Parameter:
    name = _target(node)
    try:
        default = ast.literal_eval(node.value)  # type: ignore[attr-defined]
    except ValueError:
        raise ParameterError(f"{notebook}: the default of parameter {name!r} must be a plain value.") from None
    inferred = "list[str]" if isinstance(default, list) else type(default).__name__
    kind = ast.unparse(node.annotation) if isinstance(node, ast.AnnAssign) else inferred
    if kind not in TYPES:
        raise ParameterError(f"{notebook}: parameter {name!r} has type {kind}; it may have {', '.join(TYPES)}.")
    return Parameter(name, kind, default, comments.get(node.end_lineno or 0, ""))


def _comments(source: str) -> dict[int, str]:
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return {t.start[0]: t.string.lstrip("# ").strip() for t in tokens if t.type == tokenize.COMMENT}


def _convert(parameter: Parameter, value: Any, every: Mapping[str, Parameter]) -> Any:
    try:
        converted = _from_text(parameter.type, value) if isinstance(value, str) else value
    except ValueError:
        converted = None
    if not _fits(parameter.type, converted):
        problem = f"Parameter {parameter.name!r} needs {TYPES[parameter.type]}, not {value!r}."
        raise ParameterError(f"{problem} {_listing(every)}")
    return float(converted) if parameter.type == "float" else converted


def _from_text(kind: str, text: str) -> Any:
    if kind == "str":
        return text
    if kind == "list[str]":
        if text.lstrip().startswith("["):
            return json.loads(text)
        return [part.strip() for part in text.split(",") if part.strip()]
    if kind == "bool":
        return _TRUTH.get(text.strip().lower())
    return int(text) if kind == "int" else float(text)


def _fits(kind: str, value: Any) -> bool:
    if kind == "list[str]":
        return isinstance(value, list) and all(isinstance(v, str) for v in value)
    if kind in ("int", "float"):
        whole = isinstance(value, int) and not isinstance(value, bool)
        return whole or (kind == "float" and isinstance(value, float))
    return isinstance(value, bool if kind == "bool" else str)


def _listing(every: Mapping[str, Parameter]) -> str:
    if not every:
        return "The notebook declares none."
    return "Known parameters:\n" + "\n".join(f"  {p}" for p in every.values())
