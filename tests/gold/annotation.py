"""A gold annotation as read from its folder: rows of CSV files, each located in the text of its article.

``quote`` is looked for without regard to white space (a line may break inside it); ``occurrence`` says which one.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

QUOTED = ("attacks", "statements", "citations", "not_attacks")
FILES = (*QUOTED, "incidents", "reuse")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of one article with what is said of it; an empty value is missing."""

    article_id: str
    start: int
    end: int
    values: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.values[column]


@dataclass(frozen=True, slots=True)
class Gold:
    """The annotation of a corpus: located rows, and the rows of the files that quote nothing."""

    attacks: Sequence[Span]
    statements: Sequence[Span]
    citations: Sequence[Span]
    not_attacks: Sequence[Span]
    incidents: Sequence[Mapping[str, str]]
    reuse: Sequence[Mapping[str, str]]


class QuoteNotFoundError(ValueError):
    """A quotation that does not stand in its article, or not that often."""


def read_gold(folder: Path, texts: Mapping[str, str]) -> Gold:
    """The annotation in ``folder`` of articles whose ``texts`` are given by id. Raises QuoteNotFoundError."""
    rows = {name: read_rows(folder / f"{name}.csv") for name in FILES}
    spans = {name: [located(row, texts) for row in rows[name]] for name in QUOTED}
    return Gold(**spans, incidents=rows["incidents"], reuse=rows["reuse"])


def read_rows(path: Path) -> list[Mapping[str, str]]:
    """The lines of a CSV file, every value as text."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def located(row: Mapping[str, str], texts: Mapping[str, str]) -> Span:
    """``row`` with the place of its quotation."""
    article_id, nth = row["article_id"], int(row["occurrence"])
    pattern = r"\s+".join(re.escape(word) for word in row["quote"].split())
    found = [m.span() for m in re.finditer(pattern, texts.get(article_id, ""))]
    if len(found) < nth:
        raise QuoteNotFoundError(f"{article_id}: {row['quote']!r} stands there {len(found)} times, not {nth}")
    return Span(article_id, *found[nth - 1], row)


def digest(folder: Path) -> str:
    """SHA-256 over the annotation's files, so that it cannot change unseen."""
    digest = hashlib.sha256()
    for name in sorted(FILES):
        digest.update(f"{name}\n".encode() + (folder / f"{name}.csv").read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()
