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
from analysis.extraction.attacks.locating import Point, locate
from analysis.frames.article_rows import Row
from analysis.frames.layouts import SEPARATOR
from analysis.frames.tables import make_table
from analysis.language.lexicon import Lexicon
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


def correct_rows(rows: Mapping[str, list[Row]], corrections: Sequence[Correction], lexicon: Lexicon) -> Corrected:
    """``rows`` with all ``drop`` and ``set`` of ``corrections`` applied, in the order of their lines.

    Raises CorrectionError, with all lines at fault, where a line names a row that is not (or no longer) there, a value
    that its column cannot hold, or leaves a row that breaks its schema.
    """
    if not corrections:
        return Corrected(rows)
    found = {name: {row[_IDS[name]]: row for row in rows[name]} for name in BY_LETTER.values()}
    raise_all(fault for c in corrections if (fault := _unmatched(c, found, rows["articles"])))
    table = _Rows(found, lexicon)
    raise_all([*faults_of(corrections, table.apply), *table.broken()])
    kept = {name: list(by_id.values()) for name, by_id in table.rows.items()}
    return Corrected({**rows, **kept}, tuple(table.edits), tuple(table.idle))


def faults_of(corrections: Iterable[Correction], apply: Callable[[Correction], None]) -> list[str]:
    """What to say of the ``corrections`` that ``apply`` raises a ValueError of."""
    faults = []
    for c in corrections:
        try:
            apply(c)
        except ValueError as error:
            faults.append(f"{at(c)} {error}.")
    return faults


def marked(row: Row, reason: str) -> Row:
    """``row`` with ``reason`` beside the reasons that it has."""
    reason = reason.replace(SEPARATOR, ", ")
    reasons = row["corrected"].split(SEPARATOR) if row.get("corrected") else []
    return {**row, "corrected": SEPARATOR.join([*reasons, reason] if reason not in reasons else reasons)}


def broken_layout(frame: str, row: Row) -> str:
    """How ``row`` breaks the layout of its frame; empty where it does not."""
    try:
        make_table(frame, [row])
    except FrameError as error:
        return str(error)
    return ""


class Record:
    """What corrections did, and which of them change nothing (rows of the frames edits and problems)."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.edits: list[Row] = []
        self.idle: list[Row] = []

    def done(self, c: Correction, row: Row, frame: str, *, before: Any, after: Any, column: str = "") -> None:
        """Record a correction; the span is that of ``row``."""
        self.edits.append({
            "edit_id": f"{FILE}:{c.line}" + (f":{column}" if column != c.column else ""),
            **{name: row[name] for name in ("article_id", "start", "end")},
            **{"line": c.line, "row": c.row, "frame": frame, "action": c.action, "column": column or None},
            **{"before": _shown(before), "after": _shown(after), "reason": c.reason, "by": c.by or None},
        })  # fmt: skip

    def changes_nothing(self, c: Correction, what: str) -> None:
        """Record a correction that says what is so already."""
        place = f"{FILE}, line {c.line}"
        self.idle.append({"path": place, "reason": what, "remedy": "Remove the line.", "skipped": False})

    def set(self, c: Correction, row: Row, frame: str, *, span: Row, name: str) -> Row | None:
        """``row`` with what ``c`` sets and its mark; None where it says so already. Raises ValueError."""
        values = read_value(frame, c.column, c.value)
        before, after = (_written(c.column, known) for known in ({name: row.get(name) for name in values}, values))
        if before == after:
            self.changes_nothing(c, f"{name} says so already: {c.column} is {_shown(after) or 'not stated'}.")
            return None
        self.done(c, span, frame, column=c.column, before=before, after=after)
        changed = marked({**row, **values}, c.reason)
        if c.column in ("place", "country"):  # lies elsewhere, unless a line behind says where
            point = locate(changed["place"], changed["country"], self.lexicon)
            changed |= point._asdict() if point else dict.fromkeys(Point._fields)
        return changed


def _written(column: str, values: Mapping[str, Any]) -> Any:
    """The value of a column as corrections.csv would say it; a range or an interval in one."""
    for names, ends, between in ((RANGES, ("low", "high"), "-"), ((DATE,), ("start", "end"), "..")):
        if column in names:
            first, last = (_shown(values[f"{column}_{end}"]) for end in ends)
            return first if first == last else f"{first or ''}{between}{last or ''}"
    return values[column]


def _shown(value: Any) -> str | None:
    """``value`` as text; None where it is missing."""
    if value is None or isinstance(value, bool):
        return {None: None, True: "yes", False: "no"}[value]
    return value.isoformat().removesuffix("T00:00:00") if isinstance(value, date) else str(value)


def _unmatched(c: Correction, found: Mapping[str, Mapping[str, Row]], articles: Iterable[Row]) -> str:
    """What to say of a correction whose row, or one of those it names, is not there; empty where all are."""
    for row_id in c.named:
        article, _, place = row_id.rpartition(":")
        rows = found.get(BY_LETTER.get(place[:1], ""), {})
        if row_id in rows:
            continue
        gone = f"{at(c)} there is no row {row_id} any more."
        if article not in {row["article_id"] for row in articles}:
            return f"{gone} No article is called {article}: correct the id, or remove the line."
        digits = place[1:].partition(".")[0]
        offset = int(digits) if digits.isascii() and digits.isdigit() else 0
        near = sorted((abs(row["start"] - offset), i) for i, row in rows.items() if row["article_id"] == article)
        if not near:
            return f"{gone} Its article has no such rows now: remove the line."
        words = ", ".join(f"{i} ({_name(rows[i])})" for _, i in near[:2])
        nearest = f"The nearest {'are' if len(near) > 1 else 'is'} {words}"
        return f"{gone} {nearest}: correct the id, or remove the line."
    return ""


def _name(row: Row) -> str:
    """What a reader knows a row by: its trigger, its speaker and cue, whom it credits."""
    frame = next(name for name, key in _IDS.items() if key in row)
    return ", ".join(str(row[column]) for column in _NAMES[frame] if row.get(column)) or "no words"


class _Rows(Record):
    """The rows that can be corrected, by frame and id, while the corrections are applied."""

    def __init__(self, found: Mapping[str, Mapping[str, Row]], lexicon: Lexicon) -> None:
        super().__init__(lexicon)
        self.rows: dict[str, dict[str, Row]] = {name: dict(rows) for name, rows in found.items()}
        self._dropped: dict[str, int] = {}
        self._touched: dict[str, Correction] = {}

    def apply(self, c: Correction) -> None:
        for row_id in c.named:
            if row_id in self._dropped:
                raise ValueError(f"line {self._dropped[row_id]} has dropped {row_id}: remove one of the two lines")
        rows = self.rows[c.frame]
        if c.action == "drop":
            row = rows.pop(c.row)
            self._dropped[c.row] = c.line
            self.done(c, row, c.frame, before=_name(row), after="dropped")
            for column in ("part_of", "same_as", "nested_in"):
                self._redirect(c.frame, column, row)
        elif c.action == "set":
            changed = self.set(c, rows[c.row], c.frame, span=rows[c.row], name=c.row)
            if changed is not None:
                rows[c.row] = changed
                self._touched[c.row] = c

    def broken(self) -> list[str]:
        """What to say of rows that break their schema after all that was set."""
        faults = []
        for row_id, c in self._touched.items():
            row = self.rows[c.frame].get(row_id, {})
            if row.get("part_of") and row["part_of"] not in self.rows["attacks"]:
                faults.append(f"{at(c)} part_of names {row['part_of']}, which is no attack. Give the id of a tally.")
            elif row and (fault := broken_layout(c.frame, row)):
                faults.append(f"{at(c)} {fault}")
        return faults

    def _redirect(self, frame: str, column: str, gone: Row) -> None:
        """Rows that point to one that is gone point to what it pointed to; if to nothing, to the first of them."""
        key, target = _IDS[frame], gone.get(column)
        for row_id, row in self.rows[frame].items():
            if row.get(column) == gone[key]:
                self.rows[frame][row_id] = {**row, column: target}
                if column == "same_as" and target is None:
                    target = row_id
