"""The codebook: what the words mean (definitions.toml), and every column, from the layouts, so that it cannot drift."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from importlib import resources
from typing import Any

import pandas as pd

from analysis.frames.layouts import LAYOUTS, SEPARATOR

_TYPES = {"text": "text", "number": "whole number", "share": "number", "truth": "true/false", "day": "date"}


def codebook() -> pd.DataFrame:
    """All columns of all frames: frame, column, type, whether it may be missing, meaning, values; one row each."""
    return pd.DataFrame(
        [
            {
                "frame": frame,
                "column": name,
                "type": _TYPES[column.kind],
                "may_be_missing": not column.required,
                "meaning": column.meaning,
                "values": SEPARATOR.join(column.values),
            }
            for frame, layout in LAYOUTS.items()
            for name, column in layout.columns.items()
        ]
    )


def definitions() -> Sequence[Mapping[str, Any]]:
    """What the words of the reports mean: name, definition, examples, counter (what is none of it); one each."""
    text = resources.files("analysis.frames").joinpath("definitions.toml").read_text("utf-8")
    return list(tomllib.loads(text)["term"])


def codebook_markdown() -> str:
    """The codebook as a Markdown page: definitions, then one table a frame."""
    lines = [
        "# Codebook\n",
        "Made by `python -m analysis codebook --markdown` from `definitions.toml` and `layouts.toml` in "
        "`analysis/frames/`. Examples are invented.\n",
        "## What the words mean\n",
        *(line for term in definitions() for line in _definition(term)),
    ]
    for frame, layout in LAYOUTS.items():
        lines += [f"## {frame}\n", f"{layout.description[:1].upper()}{layout.description[1:]}.\n"]
        lines += ["| column | type | may be missing | meaning |", "|---|---|---|---|"]
        for name, column in layout.columns.items():
            values = f" One of: {SEPARATOR.join(column.values)}." if column.values else ""
            missing = "no" if column.required else "yes"
            lines.append(f"| {name} | {_TYPES[column.kind]} | {missing} | {column.meaning}.{values} |")
        lines.append("")
    return "\n".join(lines)


def _definition(term: Mapping[str, Any]) -> Iterator[str]:
    yield f"### {term['name'][:1].upper()}{term['name'][1:]}\n"
    yield f"{term['definition']}\n"
    for label, listed in (("For example", term["examples"]), ("But not, or note", term["counter"])):
        yield f"- {label}: {' · '.join(f'*{example}*' for example in listed)}"
    yield ""
