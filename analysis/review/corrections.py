"""``corrections.csv`` of a corpus: what a person says of rows that the program made, one line a correction.

Columns: ``row`` (id of the row: a mention, a statement, a credit), ``action``, ``column``, ``value``, ``reason``
(always needed: it is the mark that the row carries from then on), ``by``. Actions:

- ``drop``: there is no such attack, statement or credit.
- ``set``: this column of the row is that value ("killed", "3"); an empty value says that the text does not say.
- ``set-incident``: the same for the incident that the mention belongs to, whatever its mentions say.
- ``merge``: the incidents of this mention and of those in ``value`` ("id; id") are one.
- ``split``: this mention, with those in ``value`` if there are any, is an incident of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from analysis.errors import CorrectionError
from analysis.formats.csv_rows import CsvRow, read_csv_rows
from analysis.frames.layouts import ACTIONS, LAYOUTS, SEPARATOR
from analysis.guarding import unguard
from analysis.review.values import DATE, RANGES

FILE = "corrections.csv"
COLUMNS = ("row", "action", "column", "value", "reason", "by")
BY_LETTER = {"a": "attacks", "s": "statements", "c": "citations"}
"""The frame of a row, by the letter that stands after the article in its id."""

# What a person cannot set: where a row stands, what measured it, and what merge and split are for.
_FIXED = frozenset({
    "article_id", "start", "end", "incident_id", "trigger_start", "trigger_end", "rule", "corrected", "nested_in",
    "compound", "tone", "compound_words", "tone_words", "speaker_start", "speaker_end", "n_mentions", "n_articles",
    "first_reported", "outlets",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Correction:
    """A line of corrections.csv."""

    line: int
    row: str
    action: str
    column: str
    value: str
    reason: str
    by: str

    @property
    def frame(self) -> str:
        """The frame that ``row`` stands in; empty where the id is none of a row that can be corrected."""
        return BY_LETTER.get(self.row.rpartition(":")[2][:1], "")

    @property
    def others(self) -> tuple[str, ...]:
        """The ids in ``value``."""
        return tuple(part.strip() for part in self.value.split(SEPARATOR.strip()) if part.strip())

    @property
    def named(self) -> tuple[str, ...]:
        """The ids of all rows that the line is about."""
        return (self.row, *(self.others if self.action in ("merge", "split") else ()))


def read_corrections(corpus: Path) -> tuple[Correction, ...]:
    """The corrections of the corpus in the folder ``corpus``, in the order of their lines; none where there is no file.

    Raises TableError for a file that is no such CSV, CorrectionError for lines that say nothing that can be done.
    """
    path = corpus / FILE
    if not path.is_file():
        return ()
    table = read_csv_rows(path, needs=("row", "action", "reason"))
    unknown = [name for name in table.columns if name and name not in COLUMNS]
    if unknown:
        raise CorrectionError(
            f"{FILE}, line 1: the column “{unknown[0]}” is not known. Known are {', '.join(COLUMNS)}."
        )
    corrections = [_correction(row) for row in table.rows]
    raise_all(f"{at(c)} {fault}" for c in corrections if (fault := _fault(c)))
    return tuple(corrections)


def at(correction: Correction) -> str:
    """Where a correction stands, as messages begin."""
    return f"{FILE}, line {correction.line}:"


def raise_all(messages: Iterable[str]) -> None:
    """Raises CorrectionError with all ``messages``, one a line, if there are any: one run shows all that is wrong."""
    found = list(messages)
    if found:
        raise CorrectionError("\n".join(found))


def settable(frame: str) -> list[str]:
    """The columns of ``frame`` that a correction may set, with the names that stand for several."""
    columns = [name for name in LAYOUTS[frame].columns if name not in _FIXED and not name.endswith("_id")]
    short = [name for name in (*RANGES, DATE) if f"{name}_low" in columns or f"{name}_start" in columns]
    return [*short, *columns]


def _correction(row: CsvRow) -> Correction:
    values = {name: unguard(row.values.get(name, "")) for name in COLUMNS}
    values["action"] = values["action"].lower().replace(" ", "-").replace("_", "-")
    return Correction(line=row.line, **values)


def _fault(c: Correction) -> str:
    """What is wrong with a line as it stands, with what to do; empty where nothing is."""
    if c.action not in ACTIONS:
        return f"“{c.action}” is no action. Write one of {', '.join(ACTIONS)}."
    if not c.row:
        return "no row is named. Give the id that stands under the row's words in a report."
    if not c.frame:
        return f"“{c.row}” is no id of an attack, statement or credit, such as ARTICLE:a1204. Copy it from a report."
    if not c.reason:
        return "no reason is given. Say why: the reason is what marks the row in frames and reports."
    if c.action in ("merge", "split", "set-incident") and c.frame != "attacks":
        return f"only attacks have incidents, and “{c.row}” is none. Give the id of one of the incident's mentions."
    if c.action == "merge" and not c.others:
        return "nothing to merge with. Put the id of a mention of the other incident into the column value."
    return _column_fault(c) if c.action in ("set", "set-incident") else ""


def _column_fault(c: Correction) -> str:
    frame = "incidents" if c.action == "set-incident" else c.frame
    if c.column in settable(frame):
        return ""
    named = f"“{c.column}” cannot be set in {frame}" if c.column else "no column is named"
    if c.column == "incident_id":
        return f"{named}. Use merge or split."
    return f"{named}. Write one of {', '.join(settable(frame))}."
