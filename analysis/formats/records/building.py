"""Objects with named fields → records of articles, one bad object never losing the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from analysis.errors import UnreadableFile
from analysis.formats.dates import Days
from analysis.formats.many import Many
from analysis.formats.record import PassageKind, Problem, Record, Records
from analysis.formats.records.bodies import read_body, without_ending
from analysis.formats.records.events import tell_table
from analysis.formats.records.names import Fields
from analysis.formats.records.shapes import in_one_part
from analysis.formats.source import Source
from analysis.formats.text import on_one_line, whole_characters

_NAME_IT = 'Name the field text, or say in fields.toml which it is: [fields] text = ["…"].'
_LONGEST_ID = 100
_TOLD = 20  # records without text that are named, each by its line
_AGAIN = "Export it again, or remove it."
_TEXTLESS = "The record has no text."
_AS_OBJECTS = 'Write each article as an object: {"title": …, "text": …}.'
_WRITE_DAYS, _NUMBERED = "Write 2024-05-31.", "Their places tell these records apart; give each an id of its own."
_FETCH_IT = "Fetch the article from its address with a scraper such as trafilatura."
_FETCH = "Fetch the whole articles from their addresses with a scraper such as trafilatura."


def make_records(
    values: Iterable[tuple[int | None, Any]],
    source: Source,
    problems: Sequence[Problem] = (),
    *,
    remedy: str = _NAME_IT,
) -> Records:
    """The records made of ``values`` with the line of each; the one of a file that is one article has no line.

    ``problems`` may grow while ``values`` are read; ``remedy`` says what to do about a record without text. Raises
    UnreadableFile where none is an article.
    """
    shelf = _Shelf(source, remedy)
    for position, (line, value) in enumerate(values, 1):
        shelf.add(value, line, position)
    return shelf.read(problems)


class _Shelf:
    """The records of a file while it is read, and what of it is none."""

    def __init__(self, source: Source, remedy: str) -> None:
        self._source, self._remedy = source, remedy
        self._problems: list[Problem] = []
        self._records = Many[Record]()
        self._ids: set[str] = set()
        self._again: list[str] = []
        self._marks: Counter[str] = Counter()
        self._days, self._n_refused = Days(), 0
        self._textless: Mapping[str, Any] = {}
        self._writer = ""

    def read(self, problems: Sequence[Problem]) -> Records:
        self._problems = [*problems, *self._problems]
        if not self._records:
            tell_table(self._textless, self._source)
            problem = next(iter(self._problems), None)
            reason, remedy = (problem.reason, problem.remedy) if problem else ("The file holds no record.", _AGAIN)
            if self._n_refused > 1 and {p.reason for p in self._problems} == {_TEXTLESS}:
                reason = f"None of the {self._n_refused:,} records has a text."
            raise UnreadableFile(self._source.name, reason, remedy)
        for at, day in self._days.settled():
            self._records[at] = replace(self._records[at], published=day)
        if unclear := self._days.unclear:
            self._tell(f"Days that cannot be read for certain, such as “{unclear[0][1]}”: {len(unclear)}.", _WRITE_DAYS)
        if (n_more := self._n_refused - _TOLD) > 0:
            self._problems.append(Problem(self._source.name, None, f"More such records: {n_more:,}.", self._remedy))
        if n_cut := self._marks.total():
            self._tell(
                f"Texts that are cut, as they end in “{min(self._marks)}”: {n_cut} of {len(self._records)}.", _FETCH
            )
        if again := self._again:
            self._tell(f"Ids that stand there more than once, such as “{again[0]}”: {len(again)}.", _NUMBERED)
        return Records(self._records, tuple(sorted(self._problems, key=lambda p: p.line or 0)), self._writer)

    def _tell(self, reason: str, remedy: str) -> None:
        self._problems.append(Problem(self._source.name, None, reason, remedy, skipped=False))

    def add(self, value: Any, line: int | None, position: int) -> None:
        """Add what one value holds, or the reason why it is no article."""
        if not isinstance(value, Mapping):
            self._refuse(line, "The record is not an object with named fields.", _AS_OBJECTS)
            return
        fields = Fields(in_one_part(value), self._source.fields)
        if not self._records:
            tell_table(fields.by_name, self._source, has_text=True)
        text, known, wrapped = self._text(fields.body() or "")
        if not text:
            self._textless = self._textless or fields.by_name
            self._refuse(line, _TEXTLESS, _FETCH_IT if fields.address() else None)
            return
        self._writer = self._writer or fields.shape.get("name", "")
        published = self._days.read(fields.days(), len(self._records))
        name = None if line is None else self._id(fields.first("id"), position)
        record = replace(fields.stated(published), text=text, id=name, line=line, known=known, wrapped=wrapped)
        self._records.append(record)

    def _refuse(self, line: int | None, reason: str, remedy: str | None = None) -> None:
        self._n_refused += 1
        if self._n_refused <= _TOLD:
            self._problems.append(Problem(self._source.name, line, reason, remedy or self._remedy))

    def _text(self, body: str) -> tuple[str, Mapping[int, PassageKind], bool | None]:
        """A plain body as it stands, markup as paragraphs; without the mark of one that was cut."""
        whole, known, has_blocks = read_body(whole_characters(body))
        text, mark = without_ending(whole)
        if mark:
            self._marks[mark] += 1
            known = {start: kind for start, kind in known.items() if start < len(text)}
        return text if text.strip() else "", known, False if has_blocks else None

    def _id(self, stated: str | None, position: int) -> str:
        """What tells the record from the others of its file: its own id, or its place."""
        stated = on_one_line(stated or "")
        wanted = stated if stated and len(stated) <= _LONGEST_ID else str(position)
        if wanted in self._ids:
            self._again.append(wanted)
        while wanted in self._ids:
            wanted = f"{wanted}-{position}"
        self._ids.add(wanted)
        return wanted
