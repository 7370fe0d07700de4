"""Corrections applied to the rows that the program made: rows dropped and columns set, each marked with the reason.

Rows are changed before articles are compared, incidents after: ``correct_rows``, then ``compared_rows.compare``, then
``regrouping.correct_incidents``. Nothing is changed in place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from analysis.errors import FrameError
from analysis.frames.article_rows import Row
from analysis.frames.layouts import SEPARATOR
from analysis.frames.tables import make_table
from analysis.review.corrections import BY_LETTER, FILE, Correction, at, raise_all
from analysis.review.values import DATE, RANGES, read_value

_IDS = {"attacks": "attack_id", "statements": "statement_id", "citations": "citation_id"}
# What a reader knows a row by: stands in the record of what was dropped.
_NAMES = {"attacks": ("trigger",), "statements": ("speaker", "cue"), "citations": ("cited",)}


@dataclass(frozen=True, slots=True)
class Corrected:
    """Rows by frame after the corrections; ``edits`` is the record of what was done; ``idle`` are the rows of
    ``problems`` that tell of corrections which change nothing."""

    rows: Mapping[str, list[Row]]
    edits: tuple[Row, ...] = ()
    idle: tuple[Row, ...] = ()


def correct_rows(rows: Mapping[str, list[Row]], corrections: Sequence[Correction]) -> Corrected:
    """``rows`` with all ``drop`` and ``set`` of ``corrections`` applied, in the order of their lines.

    Raises CorrectionError, with all lines at fault, where a line names a row that is not (or no longer) there, a value
    that its column cannot hold, or leaves a row that breaks its schema.
    """
    if not corrections:
        return Corrected(rows)
    found = {name: {row[_IDS[name]]: row for row in rows[name]} for name in BY_LETTER.values()}
    raise_all(fault for c in corrections if (fault := _unmatched(c, found, rows["articles"])))
    table = _Rows(found)
    raise_all([*faults_of(corrections, table.apply), *table.broken()])
    return Corrected({**rows, **table.kept()}, tuple(table.edits), tuple(table.idle))


def faults_of(corrections: Iterable[Correction], apply: Callable[[Correction], None]) -> list[str]:
    """What to say of the ``corrections`` that ``apply`` raises a ValueError of."""
    faults = []
    for c in corrections:
        try:
            apply(c)
        except ValueError as error:
            faults.append(f"{at(c)} {error}.")
    return faults


def edit_row(c: Correction, row: Row, *, frame: str, column: str = "", before: Any = None, after: Any = None) -> Row:
    """The record of one correction; the span is that of ``row``."""
    return {
        "edit_id": f"{FILE}:{c.line}" + (f":{column}" if column != c.column else ""),
        "article_id": row["article_id"],
        "start": row["start"],
        "end": row["end"],
        "line": c.line,
        "row": c.row,
        "frame": frame,
        "action": c.action,
        "column": column or None,
        "before": shown(before),
        "after": shown(after),
        "reason": c.reason,
        "by": c.by or None,
    }


def idle_row(c: Correction, what: str) -> Row:
    """The row of ``problems`` for a correction that changes nothing."""
    return {"path": f"{FILE}, line {c.line}", "reason": what, "remedy": "Remove the line.", "skipped": False}


def marked(row: Row, reason: str) -> Row:
    """``row`` with ``reason`` beside the reasons that it has."""
    reason = reason.replace(SEPARATOR, ", ")
    reasons = row["corrected"].split(SEPARATOR) if row.get("corrected") else []
    return {**row, "corrected": SEPARATOR.join([*reasons, reason] if reason not in reasons else reasons)}


def set_columns(row: Row, c: Correction, frame: str) -> tuple[Row, Any, Any]:
    """``row`` with what ``c`` sets, and what stood there before and stands there now. Raises ValueError."""
    values = read_value(frame, c.column, c.value)
    before = {name: row.get(name) for name in values}
    return {**row, **values}, written(c.column, before), written(c.column, values)


def written(column: str, values: Mapping[str, Any]) -> Any:
    """The value of a column as corrections.csv would say it; a range or an interval in one."""
    if column in RANGES:
        low, high = shown(values[f"{column}_low"]), shown(values[f"{column}_high"])
        return low if low == high else f"{low or ''}-{high or ''}"
    if column == DATE:
        start, end = shown(values["date_start"]), shown(values["date_end"])
        return start if start == end else f"{start or ''}..{end or ''}"
    return values[column]


def shown(value: Any) -> str | None:
    """``value`` as text; None where it is missing."""
    if value is None or isinstance(value, bool):
        return {None: None, True: "yes", False: "no"}[value]
    return value.isoformat().removesuffix("T00:00:00") if isinstance(value, date) else str(value)


def _unmatched(c: Correction, found: Mapping[str, Mapping[str, Row]], articles: Iterable[Row]) -> str:
    """What to say of a correction whose row, or one of those it names, is not there; empty where all are."""
    wanted = [c.row, *(c.others if c.action in ("merge", "split") else ())]
    for row_id in wanted:
        rows = found.get(BY_LETTER.get(row_id.rpartition(":")[2][:1], ""), {})
        if row_id not in rows:
            remedy = _remedy(row_id, rows, {a["article_id"] for a in articles})
            return f"{at(c)} there is no row {row_id} any more. {remedy}"
    return ""


def _remedy(row_id: str, rows: Mapping[str, Row], articles: set[str]) -> str:
    article, _, place = row_id.rpartition(":")
    if article not in articles:
        return f"No article is called {article}: correct the id, or remove the line."
    near = sorted((abs(row["start"] - _offset(place)), i) for i, row in rows.items() if row["article_id"] == article)
    if not near:
        return "Its article has no such rows now: remove the line."
    words = ", ".join(f"{i} ({_name(rows[i])})" for _, i in near[:2])
    return f"The nearest {'are' if len(near) > 1 else 'is'} {words}: correct the id, or remove the line."


def _offset(place: str) -> int:
    digits = place[1:].partition(".")[0]
    return int(digits) if digits.isascii() and digits.isdigit() else 0


def _name(row: Row) -> str:
    """What a reader knows a row by: its trigger, its speaker and cue, whom it credits."""
    frame = next(name for name, key in _IDS.items() if key in row)
    return ", ".join(str(row[column]) for column in _NAMES[frame] if row.get(column)) or "no words"


class _Rows:
    """The rows that can be corrected, by frame and id, while the corrections are applied."""

    def __init__(self, found: Mapping[str, Mapping[str, Row]]) -> None:
        self._rows: dict[str, dict[str, Row]] = {name: dict(rows) for name, rows in found.items()}
        self._dropped: dict[str, int] = {}
        self._touched: dict[str, Correction] = {}
        self.edits: list[Row] = []
        self.idle: list[Row] = []

    def apply(self, c: Correction) -> None:
        for row_id in (c.row, *(c.others if c.action in ("merge", "split") else ())):
            if row_id in self._dropped:
                raise ValueError(f"line {self._dropped[row_id]} has dropped {row_id}: remove one of the two lines")
        if c.action == "drop":
            self._drop(c)
        elif c.action == "set":
            self._set(c)

    def broken(self) -> list[str]:
        """What to say of rows that break their schema after all that was set."""
        return [f"{at(c)} {fault}" for row_id, c in self._touched.items() if (fault := self._fault(row_id, c.frame))]

    def kept(self) -> dict[str, list[Row]]:
        return {name: list(rows.values()) for name, rows in self._rows.items()}

    def _fault(self, row_id: str, frame: str) -> str:
        row = self._rows[frame].get(row_id)
        if row is None:
            return ""
        if row.get("part_of") and row["part_of"] not in self._rows["attacks"]:
            return f"part_of names {row['part_of']}, which is no attack. Give the id of a tally."
        try:
            make_table(frame, [row])
        except FrameError as error:
            return str(error)
        return ""

    def _set(self, c: Correction) -> None:
        row = self._rows[c.frame][c.row]
        changed, before, after = set_columns(row, c, c.frame)
        if before == after:
            self.idle.append(idle_row(c, f"{c.row} says so already: {c.column} is {shown(after) or 'not stated'}."))
            return
        self._rows[c.frame][c.row] = marked(changed, c.reason)
        self._touched[c.row] = c
        self.edits.append(edit_row(c, row, frame=c.frame, column=c.column, before=before, after=after))

    def _drop(self, c: Correction) -> None:
        row = self._rows[c.frame].pop(c.row)
        self._dropped[c.row] = c.line
        self.edits.append(edit_row(c, row, frame=c.frame, before=_name(row), after="dropped"))
        for column in ("part_of", "same_as", "nested_in"):
            self._redirect(c.frame, column, row)

    def _redirect(self, frame: str, column: str, gone: Row) -> None:
        """Rows that point to one that is gone point to what it pointed to; if to nothing, to the first of them."""
        key, target = _IDS[frame], gone.get(column)
        for row_id, row in self._rows[frame].items():
            if row.get(column) == gone[key]:
                self._rows[frame][row_id] = {**row, column: target}
                if column == "same_as" and target is None:
                    target = row_id
