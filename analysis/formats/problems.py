"""What could not be used of a corpus, in words for the user; never fatal."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

_BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something unread or odd: where it stands, why, and what to do about it.

    ``path`` is relative to the corpus; ``line`` counts from 1: the line of a CSV or JSONL file, the record of a JSON
    list; None for the file as a whole. ``skipped`` says whether a file or a record is left out because of it.
    """

    path: str
    line: int | None
    reason: str
    remedy: str
    skipped: bool = True

    @property
    def where(self) -> str:
        """The file, with the line where there is one: "export.jsonl:3"."""
        name = on_one_line(self.path)
        return name if self.line is None else f"{name}:{self.line}"

    def __str__(self) -> str:
        return f"{self.where}: {self.reason} {self.remedy}"


def on_one_line(name: str) -> str:
    """The name of a file with each control character and line break in it as U+FFFD: it stands in messages and rows."""
    return _BREAKS.sub("\ufffd", name)


def columns_named_twice(path: str, header: Iterable[str]) -> list[Problem]:
    """A problem for each name that the first line of a CSV file gives to more than one column."""
    return [
        Problem(
            path,
            1,
            f"The column '{name}' stands there {n} times.",
            "The last counts; rename or remove the others.",
            False,
        )
        for name, n in Counter(filter(None, header)).items()
        if n > 1
    ]
