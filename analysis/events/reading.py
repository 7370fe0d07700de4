"""An event table that people coded by hand, in one form whatever database it is of.

What a table states of a row that cannot be is told by file and line: a row without a day is left out, one with a wrong
number or coordinate is kept without it. Layouts and codes stand in ``layouts.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.errors import TableError
from analysis.events.files import RawTable, read_table
from analysis.extraction.checked_lexicon import checked_lexicon
from analysis.extraction.dates.intervals import Unit, interval_of
from analysis.formats.corpus import EVENTS, find_files
from analysis.formats.dates import Days
from analysis.formats.lists import listed
from analysis.formats.record import Problem
from analysis.formats.records.names import same
from analysis.language.gazetteer import compile_gazetteer, fold
from analysis.language.lexicon import Lexicon

_TEXTS = ("country", "place", "region", "event_type", "sub_event_type", "actor1", "actor2", "source", "notes")
_KILLED = ("killed_low", "killed_best", "killed_high")
COLUMNS = (
    *("event_id", "date_start", "date_end", "date_precision", "country", "place", "latitude", "longitude"),
    *(
        "geo_precision",
        "event_type",
        "sub_event_type",
        "actor1",
        "actor2",
        *_KILLED,
        "source",
        "notes",
        "line",
        "region",
    ),
)
_WEEK = timedelta(days=3)  # around the day that stands for it
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")
_CODE = re.compile(r"[A-Z]{2}")


@dataclass(frozen=True, slots=True)
class EventTable:
    """The ``rows`` of the event table at ``path``, one an event, in the order of the file; ``layout``: acled, ged, gtd,
    table.

    Days are inclusive, coordinates decimal degrees (WGS 84), ``geo_precision`` ACLED's 1 to 3, ``country`` ISO 3166-1
    alpha-2, ``killed_*`` people (of GTD without attackers), ``line`` that of the file (of JSON: which of its events).
    ``problems`` tells what was left out; ``lexicon`` knows the names of the corpus that the table lies in.
    """

    path: Path
    layout: str
    rows: pd.DataFrame
    problems: tuple[Problem, ...]
    lexicon: Lexicon

    @property
    def name(self) -> str:
        """What the layout is called."""
        return str(listed(__package__, "layouts.toml")[self.layout]["name"])


def read_events(path: Path | str) -> EventTable:
    """The event table in a file (.csv, .xlsx, .json) of ACLED, UCDP GED or GTD, or with columns that ``events.toml``
    beside it names.

    Names of countries and actors are those of the package, and of the ``lexicon.toml`` of the corpus in whose folder
    ``events`` it lies. Raises TableError or UnreadableFile where the file is no such table.
    """
    path = Path(path)
    corpus_lexicon = path.resolve().parent.parent / "lexicon.toml"
    is_of_corpus = path.resolve().parent.name == EVENTS and corpus_lexicon.is_file()
    lexicon = checked_lexicon(corpus_lexicon if is_of_corpus else None)
    table = read_table(path)
    reader = _Reader(path.name, table, lexicon)
    rows = reader.rows()
    frame = pd.DataFrame({column: [row.get(column) for row in rows] for column in COLUMNS})
    texts = dict.fromkeys(("event_id", "date_precision", *_TEXTS), "string")
    numbers = dict.fromkeys(("geo_precision", *_KILLED, "line"), "Int64")
    days = dict.fromkeys(("date_start", "date_end"), "datetime64[us]")
    frame = frame.astype({**texts, **numbers, **days, "latitude": "float64", "longitude": "float64"})
    return EventTable(path, table.layout, frame, tuple(sorted(reader.problems, key=lambda p: p.line or 0)), lexicon)


def event_files(corpus: Path, files: Sequence[Path] = ()) -> list[Path]:
    """The files given, else those of event tables in the folder ``events`` of a corpus. Raises TableError for none."""
    if found := [*files] or [*find_files(corpus).events]:
        return found
    raise TableError(f"{corpus / EVENTS}: no event table. Put one there, or name it with --events FILE.")


class _Reader:
    """A table while it is read: the fields of a row, and what is odd about it."""

    def __init__(self, name: str, table: RawTable, lexicon: Lexicon) -> None:
        self._name, self._table = name, table
        self._layout: Mapping[str, Any] = listed(__package__, "layouts.toml")[table.layout]
        self._at = {
            fact: [table.header.index(same(n)) for n in names if same(n) in table.header]
            for fact, names in table.fields.items()
        }
        self._days = Days()
        self._known_days: dict[str, date] = {}
        self._country = cache(lambda stated: country_code(stated, lexicon))
        self.problems = list(table.problems)

    def rows(self) -> list[dict[str, Any]]:
        rows = {line: self._row(line, values) for line, values in self._table.rows}
        for line, day in self._days.settled():
            rows[line].update(self._interval(rows[line], day.date(), None))
        for line, stated in self._days.unclear:
            self._odd(line, f"'{stated}' is no day that can be told.", "Write 2024-02-27; the row is left out.", True)
        unclear, seen, kept = {line for line, _ in self._days.unclear}, dict[str, int](), list[dict[str, Any]]()
        for line, row in rows.items():
            if line in unclear or row["date_start"] is None:
                continue
            if row["event_id"] in seen:
                reason = f"The event '{row['event_id']}' stands in line {seen[row['event_id']]} already."
                self._odd(line, reason, "The first counts; remove one.", True)
                continue
            seen[row["event_id"]] = line
            kept.append(row)
        return kept

    def _odd(self, line: int, reason: str, remedy: str, skipped: bool = False) -> None:
        self.problems.append(Problem(self._name, line, reason, remedy, skipped))

    def _row(self, line: int, values: Sequence[str]) -> dict[str, Any]:
        told = {
            fact: next((text for n in places if (text := values[n].strip())), None) for fact, places in self._at.items()
        }
        row: dict[str, Any] = {name: told.get(name) for name in _TEXTS}
        row |= {"line": line, "event_id": told.get("event_id") or f"{self._name}:{line}"}
        row["region"] = (
            "; ".join(dict.fromkeys(t for n in self._at.get("region", ()) if (t := values[n].strip()))) or None
        )
        row["country"] = self._told_country(line, values)
        row["event_type"] = self._layout.get("event_type", {}).get(row["event_type"], row["event_type"])
        row["date_precision"] = self._code("date_precision", told)
        row |= self._where(line, told)
        row |= self._killed(line, told)
        return row | self._when(line, row, told)

    def _code(self, fact: str, told: Mapping[str, str | None]) -> Any:
        return self._layout.get(fact, {}).get((told.get(fact) or "").removesuffix(".0"))

    def _told_country(self, line: int, values: Sequence[str]) -> str | None:
        stated = [text for n in self._at.get("country", ()) if (text := values[n].strip())]
        code = next((code for text in stated if (code := self._country(text))), None)
        if stated and code is None:
            self._odd(
                line, f"'{stated[-1]}' is no country that is known.", "Write its name in English or its ISO code."
            )
        return code

    def _where(self, line: int, told: Mapping[str, str | None]) -> dict[str, Any]:
        precision = self._code("geo_precision", told)
        latitude, longitude = (self._number(line, told, fact, float) for fact in ("latitude", "longitude"))
        if precision == 0 or latitude is None or longitude is None:
            return {}
        if not (-90 <= latitude <= 90 and -180 <= longitude <= 180) or latitude == longitude == 0:
            self._odd(line, f"{latitude}, {longitude} is no place on land.", "Mend the coordinates; they are left out.")
            return {}
        return {"latitude": latitude, "longitude": longitude, "geo_precision": precision}

    def _killed(self, line: int, told: Mapping[str, str | None]) -> dict[str, int | None]:
        low, best, high = (self._number(line, told, fact, int) for fact in _KILLED)
        attackers = self._number(line, told, "killed_attackers", int)
        best = max(0, best - attackers) if best is not None and attackers else best
        low, high = (best if end is None else end for end in (low, high))
        known = sorted(n for n in (low, best, high) if n is not None)
        if known != [n for n in (low, best, high) if n is not None]:
            self._odd(line, f"{low}, {best}, {high} killed are no range.", "Mend the numbers; they are put in order.")
            low, best, high = (*known, *known)[:3] if len(known) == 3 else (known[0], best, known[-1])
        return {"killed_low": low, "killed_best": best, "killed_high": high}

    def _number(self, line: int, told: Mapping[str, str | None], fact: str, kind: Callable[[float], Any]) -> Any:
        stated = told.get(fact)
        if stated is None:
            return None
        value = float(stated.replace(",", ".")) if _NUMBER.fullmatch(stated) else None
        if value is None or (kind is int and (value < 0 or not value.is_integer())):
            self._odd(line, f"{fact}: '{stated}' is no number that can be.", "Mend it; it is left out.")
            return None
        return kind(value)

    def _when(self, line: int, row: Mapping[str, Any], told: Mapping[str, str | None]) -> dict[str, Any]:
        if "year" in self._at and told.get("date_start") is None:
            return self._parts(line, told)
        start = self._day(line, told.get("date_start"))
        end = self._day(line, told["date_end"]) if told.get("date_end") else None
        if start is not None and end is not None and end < start:
            self._odd(line, f"It ends ({end}) before it begins ({start}).", "Mend the days; the first counts.")
            end = None
        return self._interval(row, start, end)

    def _parts(self, line: int, told: Mapping[str, str | None]) -> dict[str, Any]:
        """Year, month and day in columns of their own, 0 where they are not known."""
        year, month, day = (self._number(line, told, fact, int) or 0 for fact in ("year", "month", "day"))
        try:
            start = date(year, month or 1, day or 1)
        except (ValueError, OverflowError):
            self._odd(line, f"{year}-{month}-{day} is no day.", "Mend it; the row is left out.", True)
            return {"date_start": None}
        whole = interval_of("day" if month and day else "month" if month else "year", start)
        return {"date_start": whole.start, "date_end": whole.end, "date_precision": whole.precision}

    def _day(self, line: int, stated: str | None) -> date | None:
        if stated is None:
            self._odd(line, "The row has no day.", "Give it one; the row is left out.", True)
            return None
        if stated not in self._known_days:
            read = self._days.read([stated], line)
            if read is None:
                return None
            self._known_days[stated] = read.date()
        return self._known_days[stated]

    def _interval(self, row: Mapping[str, Any], start: date | None, end: date | None) -> dict[str, Any]:
        precision = row["date_precision"] or ("day" if end in (None, start) else "period")
        if start is None or end is not None or not self._layout.get("spread"):
            return {"date_start": start, "date_end": end or start, "date_precision": precision}
        if precision == "week":
            return {"date_start": start - _WEEK, "date_end": start + _WEEK, "date_precision": precision}
        unit: Unit = "month" if precision == "month" else "year" if precision == "year" else "day"
        whole = interval_of(unit, start)
        return {"date_start": whole.start, "date_end": whole.end, "date_precision": precision}


def country_code(stated: str, lexicon: Lexicon) -> str | None:
    """The ISO 3166-1 alpha-2 code of a country's name or code; also XA to XZ, and names that a corpus invents.

    >>> [country_code(name, checked_lexicon(None)) for name in ("DR Congo (Zaire)", "804", "Kosovo", "XA", "Nowhere")]
    ['CD', 'UA', 'XK', 'XA', None]
    """
    import pycountry

    if _CODE.fullmatch(stated):
        return stated
    gazetteer = compile_gazetteer(lexicon)
    for name in dict.fromkeys((stated, stated.partition(" (")[0])):
        named = {n.country for n in gazetteer.meant(fold(name).strip()) if n.kind == "country"}
        if len(named) == 1:
            return named.pop()
        if code := listed(__package__, "layouts.toml")["countries"].get(name):
            return str(code)
        key = name.zfill(3) if name.isdecimal() else name
        try:
            return str(pycountry.countries.lookup(key).alpha_2)
        except LookupError:
            continue
    return None
