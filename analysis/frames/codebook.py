"""The codebook: what the words mean (definitions.toml), and every column, from the schemas, so that it cannot drift."""

from __future__ import annotations

import tomllib
from collections.abc import Hashable, Iterator, Mapping, Sequence
from importlib import resources
from typing import Any

import pandas as pd
import pandera.pandas as pa

from analysis.frames.validation import SCHEMAS, SEPARATOR

_TYPES = {"i": "whole number", "u": "whole number", "f": "number", "b": "true/false", "M": "date"}


def codebook() -> pd.DataFrame:
    """All columns of all frames: frame, column, type, whether it may be missing, meaning, values; one row each."""
    return pd.DataFrame.from_records(
        [_row(frame, name, column) for frame, schema in SCHEMAS.items() for name, column in schema.columns.items()]
    )


def definitions() -> Sequence[Mapping[str, Any]]:
    """What the words of the reports mean: name, definition, examples, counter (what is none of it); one each."""
    text = resources.files("analysis.frames").joinpath("definitions.toml").read_text("utf-8")
    return list(tomllib.loads(text)["term"])


def codebook_markdown() -> str:
    """The codebook as a Markdown page: definitions, then one table a frame."""
    parts = [
        "# Codebook\n",
        "Made by `python -m analysis codebook --markdown` from `analysis/definitions.toml` and the layouts in "
        "`analysis/layouts.py`. Examples are invented.\n",
        "## What the words mean\n",
        *(line for term in definitions() for line in _definition(term)),
    ]
    for frame, columns in codebook().groupby("frame", sort=False):
        parts += [
            f"## {frame}\n",
            f"{SCHEMAS[str(frame)].description[:1].upper()}{SCHEMAS[str(frame)].description[1:]}.\n",
        ]
        parts += ["| column | type | may be missing | meaning |", "|---|---|---|---|"]
        parts += [_line(row) for row in columns.to_dict("records")]
        parts.append("")
    return "\n".join(parts)


def _definition(term: Mapping[str, Any]) -> Iterator[str]:
    yield f"### {term['name'][:1].upper()}{term['name'][1:]}\n"
    yield f"{term['definition']}\n"
    for label, listed in (("For example", term["examples"]), ("But not, or note", term["counter"])):
        yield f"- {label}: {' · '.join(f'*{example}*' for example in listed)}"
    yield ""


def _line(row: Mapping[Hashable, Any]) -> str:
    values = f" One of: {row['values']}." if row["values"] else ""
    missing = "yes" if row["may_be_missing"] else "no"
    return f"| {row['column']} | {row['type']} | {missing} | {row['meaning']}.{values} |"


def _row(frame: str, name: str, column: pa.Column) -> dict[str, Any]:
    allowed = [c.statistics["allowed_values"] for c in column.checks or [] if "allowed_values" in (c.statistics or {})]
    dtype = (column.metadata or {}).get("type") or column.dtype.type
    kind = getattr(pd.api.types.pandas_dtype(dtype), "kind", "O")
    return {
        "frame": frame,
        "column": name,
        "type": _TYPES.get(kind, "text"),
        "may_be_missing": bool(column.nullable),
        "meaning": column.description or "",
        "values": SEPARATOR.join(allowed[0]) if allowed else "",
    }
