"""What could not be used of a corpus, in words for the user; never fatal."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """Something unread or odd: where it stands, why, and what to do about it.

    ``path`` is relative to the corpus; ``line`` counts from 1: the line of a CSV or JSONL file, the record of a JSON
    list; None for the file as a whole.
    """

    path: str
    line: int | None
    reason: str
    remedy: str

    @property
    def where(self) -> str:
        """The file, with the line where there is one: "export.jsonl:3"."""
        return self.path if self.line is None else f"{self.path}:{self.line}"

    def __str__(self) -> str:
        return f"{self.where}: {self.reason} {self.remedy}"
