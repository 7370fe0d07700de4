"""The codebook, made so that it cannot drift: what words mean, from definitions.toml; every column, from the layouts;
and every rule with its examples, from the lexicons.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from importlib import resources
from typing import Any

import pandas as pd

from analysis.frames.layouts import LAYOUTS, SEPARATOR
from analysis.language.lexicon import Lexicon, load_lexicon
from analysis.language.rules import load_rules, rule_tables

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
    """The codebook as a Markdown page: definitions, one table a frame, one table for each kind of rules."""
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
    return "\n".join([*lines, *_rules(load_lexicon())])


def _rules(lexicon: Lexicon) -> Iterator[str]:
    yield "## Rules\n"
    yield "Each stands in `analysis/extraction/lexicons/`; a corpus may add its own. One test reads all the examples.\n"
    for table in rule_tables(lexicon):
        yield f"### {table.replace('_', ' ')}\n"
        yield from ("| rule | what it says | for example | but not |", "|---|---|---|---|")
        for rule in load_rules(lexicon, table):
            cells = (
                rule.name,
                rule.says,
                *(" · ".join(f"*{t}*" for t in texts) for texts in (rule.must, rule.must_not)),
            )
            yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
        yield ""
    yield "### numbers\n"
    yield from ("| text | what it counts |", "|---|---|")
    for text, found in lexicon["number_examples"].items():
        yield f"| {text} | {' · '.join(f'*{words}* {meant}' for words, meant in found.items()) or 'nothing'} |"
    yield ""


def _definition(term: Mapping[str, Any]) -> Iterator[str]:
    yield f"### {term['name'][:1].upper()}{term['name'][1:]}\n"
    yield f"{term['definition']}\n"
    for label, listed in (("For example", term["examples"]), ("But not, or note", term["counter"])):
        yield f"- {label}: {' · '.join(f'*{example}*' for example in listed)}"
    yield ""
