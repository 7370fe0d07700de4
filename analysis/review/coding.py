"""Human coding: files by people, the units that they code, what the program says of the same units.

A coding file is a CSV: a row a unit, with ``coder`` and the unit (``unit``: the id of a sentence, mention or statement;
or ``article_id``, ``start``, ``end``), and a column for each variable; or, with the columns ``variable`` and ``value``,
a row a unit and variable. docs/coding.md is the coders' guide.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.comparison.coders import Code
from analysis.errors import TableError
from analysis.formats.csv_rows import CsvTable, read_csv_rows
from analysis.frames.layouts import LAYOUTS
from analysis.frames.querying import columns_of
from analysis.frames.ranges import range_text
from analysis.review.corrections import settable
from analysis.review.values import DATE, NONE, RANGES, read_truth, read_value

PROGRAM = "program"
NOT_STATED = "none"
IS = {"attacks": "is_attack", "statements": "is_statement"}
_UNIT_FRAMES = {"t": "sentences", "a": "attacks", "s": "statements"}
# Columns of a coding file that are no variables: what names the unit, and what helps the coder.
_BESIDE = ("coder", "unit", "article_id", "start", "end", "variable", "value", "outlet", "published", "words", "note")
_UNCODED = frozenset({"trigger", "stance_words", "date_start", "date_end", "date_precision"})


@dataclass(frozen=True, order=True, slots=True)
class Unit:
    """The characters that were coded; ``row`` is the id that they were named by, if they were."""

    article_id: str
    start: int
    end: int
    row: str = ""


@dataclass(frozen=True, slots=True)
class Coding:
    """All codes of the given files, by people; ``coders`` in the order of their names."""

    codes: tuple[Code, ...]
    coders: tuple[str, ...]
    units: tuple[Unit, ...]


@cache
def variables() -> Mapping[str, str]:
    """What can be coded, with the frame that the program's value stands in."""
    found: dict[str, str] = {}
    for frame, is_one in IS.items():
        names = [c for c in settable(frame) if not c.endswith(("_low", "_high")) and c not in _UNCODED]
        found |= dict.fromkeys([is_one, *names], frame)
    return found


def coding_files(corpus: Path, given: Sequence[Path]) -> list[Path]:
    """The files to read: those ``given``, or all in the folder ``coding`` of the corpus. Raises TableError."""
    files = list(given) or sorted((corpus / "coding").glob("*.csv"))
    if not files:
        raise TableError(f"{corpus / 'coding'}: no coding here. Name the files, or put them there (docs/coding.md).")
    return files


def read_coding(files: Sequence[Path], frames: Mapping[str, pd.DataFrame]) -> Coding:
    """What people coded in ``files``. A row without a coder is by the one that the file is named for.

    Raises TableError that names file and line for a unit that the corpus does not have, a variable that is not known,
    and a value that the variable cannot have.
    """
    units = _units(frames)
    articles = set(columns_of(frames, "articles", ["article_id"])["article_id"])
    codes = [code for path in files for code in _codes(path, read_csv_rows(path), units, articles)]
    coded = sorted({code.unit for code in codes if isinstance(code.unit, Unit)})
    if PROGRAM in {code.coder for code in codes}:
        raise TableError(
            f"A coder is called “{PROGRAM}”, which is what the program is called here. Choose another name."
        )
    return Coding(tuple(codes), tuple(sorted({code.coder for code in codes})), tuple(coded))


def program_codes(coding: Coding, frames: Mapping[str, pd.DataFrame]) -> list[Code]:
    """What the program says of every unit and variable that was coded.

    Of a sentence or span it is the first attack told as actual whose leading trigger stands there, else the first of
    another realis; the first statement that begins there. Where there is none, only is_attack and is_statement have a
    value: no.
    """
    wanted = sorted({(code.unit, code.variable) for code in coding.codes if isinstance(code.unit, Unit)})
    coded, rows = {unit.article_id for unit, _ in wanted}, defaultdict(list)
    for frame in IS:
        for row in columns_of(frames, frame, list(LAYOUTS[frame].columns), articles=coded).to_dict("records"):
            rows[frame, row["article_id"]].append(row)
    found = ((unit, name, variables()[name]) for unit, name in wanted)
    return [
        code for unit, name, frame in found for code in _of_program(unit, name, frame, rows[frame, unit.article_id])
    ]


def _units(frames: Mapping[str, pd.DataFrame]) -> dict[str, Unit]:
    """The spans that ids name; of rows that a correction dropped too: they were coded as they stood."""
    ids = {"sentences": "sentence_id", "attacks": "attack_id", "statements": "statement_id", "edits": "row"}
    return {
        str(row[key]): Unit(row["article_id"], int(row["start"]), int(row["end"]), row[key])
        for frame, key in reversed(ids.items())
        for row in columns_of(frames, frame, [key, "article_id", "start", "end"]).to_dict("records")
    }


def _codes(path: Path, table: CsvTable, units: Mapping[str, Unit], articles: Collection[str]) -> Iterator[Code]:
    is_long = "variable" in table.columns
    named = [] if is_long else [c for c in table.columns if c and c not in _BESIDE]
    if fault := _fault_of_columns(table.columns, named, is_long=is_long):
        raise TableError(f"{path}, line 1: {fault}")
    for row in table.rows:
        try:
            unit = _unit(row.values, units, articles)
        except ValueError as error:
            raise TableError(f"{path}, line {row.line}: {error}.") from error
        coder = row.values.get("coder") or path.stem
        pairs = [(row.values["variable"], row.values["value"])] if is_long else [(c, row.values[c]) for c in named]
        for variable, value in pairs:
            try:
                yield from [_code(coder, unit, variable.lower(), value)] if value else []
            except ValueError as error:
                raise TableError(f"{path}, line {row.line}: {variable}: {error}.") from error


def _fault_of_columns(columns: Collection[str], named: Sequence[str], *, is_long: bool) -> str:
    if "unit" not in columns and not {"article_id", "start", "end"} <= set(columns):
        return "nothing names the unit. Add a column “unit”, or article_id, start and end."
    if is_long and "value" not in columns:
        return "there is a column “variable” but none “value”. Add it."
    unknown = next((name for name in named if name not in variables()), "")
    known = f"Known are {', '.join(variables())}; a column “note” may hold anything."
    return f"“{unknown}” is no variable. {known}" if unknown else ""


def _unit(values: Mapping[str, str], units: Mapping[str, Unit], articles: Collection[str]) -> Unit:
    """The unit that a row names. Raises ValueError where there is none."""
    named = _named(values.get("unit", ""), units)
    if named in units:
        return units[named]
    if named:
        raise ValueError(f"the corpus has no unit {named}. Draw the coding sheet anew")
    article = _named(values.get("article_id", ""), articles)
    start, end = (int(b) if b.isascii() and b.isdigit() else -1 for b in (values.get(n, "") for n in ("start", "end")))
    if not 0 <= start < end:
        raise ValueError("no unit. Give its id in “unit”, or article_id, start and end")
    if article not in articles:
        raise ValueError(f"the corpus has no article {article}")
    return Unit(article, start, end)


def _named(written: str, known: Collection[str]) -> str:
    """The id that a cell names: as it stands, or behind an apostrophe, a spreadsheet's guard against formulas."""
    return next((name for name in (written, written.removeprefix("'")) if name in known), written)


def _code(coder: str, unit: Unit, variable: str, value: str) -> Code:
    """A value as people write it, as a label that another's can be compared with. Raises ValueError."""
    if variable not in variables():
        raise ValueError(f"no such variable; known are {', '.join(variables())}")
    if variable in IS.values():
        return Code(coder, unit, variable, "yes" if read_truth(value) else "no")
    if value.lower() in NONE:
        return Code(coder, unit, variable, NOT_STATED)
    label, number = _label(variable, read_value(variables()[variable], variable, value))
    return Code(coder, unit, variable, label, number)


def _label(variable: str, values: Mapping[str, Any]) -> tuple[str, float | None]:
    """The label of a value, and the number that it is: a range's lower bound (or upper, of "up to"), a date's day."""
    if variable in RANGES:
        low, high = values[f"{variable}_low"], values[f"{variable}_high"]
        label = range_text(low, high)
        return (label, float(high if pd.isna(low) else low)) if label else (NOT_STATED, None)
    if variable == DATE:
        days = [None if pd.isna(values[name]) else values[name] for name in ("date_start", "date_end")]
        known = [day for day in days if day is not None]
        if not known:
            return NOT_STATED, None
        first, last = ("" if day is None else str(day)[:10] for day in days)
        return first if first == last else f"{first}..{last}", float(known[0].toordinal())
    value = values[variable]
    if pd.isna(value):
        return NOT_STATED, None
    if isinstance(value, bool | np.bool_):
        return ("yes" if value else "no"), None
    return " ".join(str(value).casefold().split()), None


def _of_program(unit: Unit, variable: str, frame: str, rows: Sequence[Mapping[Any, Any]]) -> Iterator[Code]:
    found = _row_of(unit, frame, rows)
    if variable in IS.values():
        is_one = found is not None and (frame != "attacks" or found["realis"] == "actual")
        yield Code(PROGRAM, unit, variable, "yes" if is_one else "no")
    elif found is not None:
        label, number = _label(variable, found)
        yield Code(PROGRAM, unit, variable, label, number)


def _row_of(unit: Unit, frame: str, rows: Sequence[Mapping[Any, Any]]) -> Mapping[Any, Any] | None:
    key, begins = ("attack_id", "trigger_start") if frame == "attacks" else ("statement_id", "start")
    if unit.row and _UNIT_FRAMES.get(unit.row.rpartition(":")[2][:1]) == frame:
        return next((row for row in rows if row[key] == unit.row), None)
    there = [row for row in rows if unit.start <= row[begins] < unit.end]
    return min(there, key=lambda r: (r.get("realis", "actual") != "actual", r[begins], r[key]), default=None)
