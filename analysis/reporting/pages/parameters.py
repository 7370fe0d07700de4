"""The parameters of a notebook: read from its tagged cell, checked and converted before anything runs.

papermill's own inspector skips what it does not understand and only warns of unknown names; here both are errors.
"""

from __future__ import annotations

import ast
import difflib
import io
import json
import tokenize
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
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
    return [] if cell is None else [parameter for parameter, _ in _declared(cell.source, name)]


def parameters_cell(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode | None:
    """The first cell tagged ``parameters``."""
    return next((cell for cell in notebook.cells if "parameters" in tags(cell)), None)


def tags(cell: nbformat.NotebookNode) -> list[str]:
    """The tags of a cell."""
    return list(cell.metadata.get("tags", []))


def parameters_for(notebooks: Sequence[Path], given: Mapping[str, Any]) -> dict[Path, dict[str, Any]]:
    """What each notebook gets of ``given``, texts converted to the declared types.

    A name that some notebooks know goes to these; one that none knows, or a value of the wrong type, is a
    ParameterError that lists the known parameters with type and comment.
    """
    known = {path: read_parameters(read_notebook(path), path.name) for path in notebooks}
    every = {p.name: p for parameters in known.values() for p in parameters}
    listing = "\n".join(["Known parameters:", *(f"  {p}" for p in every.values())])
    listing = listing if every else "The notebook declares none."
    for name in given:
        if name not in every:
            near = "".join(f" Did you mean {n!r}?" for n in difflib.get_close_matches(name, list(every), n=1))
            raise ParameterError(f"There is no parameter {name!r}.{near} {listing}")
    return {
        path: {p.name: _convert(p, given[p.name], listing) for p in parameters if p.name in given}
        for path, parameters in known.items()
    }


def in_force(source: str, values: Mapping[str, Any]) -> str:
    """The source of a parameters cell with ``values`` for its defaults; absolute paths lose their folders."""
    lines = source.split("\n")
    for parameter, node in reversed(list(_declared(source, "the notebook"))):
        if parameter.name in values:
            value = values[parameter.name]
            if isinstance(value, str) and Path(value).is_absolute():
                value = PurePath(value).name
            lines[node.lineno - 1 : node.end_lineno] = [str(replace(parameter, default=value))]
    return "\n".join(lines)


def _declared(source: str, notebook: str) -> Iterator[tuple[Parameter, ast.stmt]]:
    """The parameters that a cell declares, with where it does."""
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    comments = {t.start[0]: t.string.lstrip("# ").strip() for t in tokens if t.type == tokenize.COMMENT}
    for node in syntax_of(source):
        match node:
            case ast.AnnAssign(target=ast.Name(id=name), annotation=annotation, value=ast.expr() as value):
                kind = ast.unparse(annotation)
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                kind = ""
            case _:
                continue
        try:
            default = ast.literal_eval(value)
        except ValueError:
            raise ParameterError(f"{notebook}: the default of parameter {name!r} must be a plain value.") from None
        kind = kind or ("list[str]" if isinstance(default, list) else type(default).__name__)
        if kind not in TYPES:
            raise ParameterError(f"{notebook}: parameter {name!r} has type {kind}; it may have {', '.join(TYPES)}.")
        yield Parameter(name, kind, default, comments.get(node.end_lineno or 0, "")), node


def _convert(parameter: Parameter, value: Any, listing: str) -> Any:
    kind = parameter.type
    try:
        converted = _from_text(kind, value) if isinstance(value, str) else value
    except ValueError:
        converted = None
    whole = isinstance(converted, int) and not isinstance(converted, bool)
    fits = {
        "str": isinstance(converted, str),
        "int": whole,
        "float": whole or isinstance(converted, float),
        "bool": isinstance(converted, bool),
        "list[str]": isinstance(converted, list) and all(isinstance(v, str) for v in converted),
    }
    if not fits[kind]:
        raise ParameterError(f"Parameter {parameter.name!r} needs {TYPES[kind]}, not {value!r}. {listing}")
    return float(converted) if kind == "float" else converted


def _from_text(kind: str, text: str) -> Any:
    """``text`` as a value of this type; of another, or None, where it is none. Raises ValueError."""
    if kind == "list[str]":
        if text.lstrip().startswith("["):
            return json.loads(text)
        return [part.strip() for part in text.split(",") if part.strip()]
    if kind == "bool":
        return _TRUTH.get(text.strip().lower())
    return {"str": str, "int": int, "float": float}[kind](text)
