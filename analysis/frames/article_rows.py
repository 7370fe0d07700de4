"""What extraction found in one article → rows of the frames, with ids instead of indices."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields
from functools import cache
from operator import attrgetter
from typing import Any

from analysis.extraction.parse import ArticleRows
from analysis.frames.layouts import LAYOUTS, SEPARATOR
from analysis.reading.article import Article

Row = dict[str, Any]

# How many decimals a score keeps in a frame: more would only record noise of the platform's arithmetic.
DECIMALS = 4


def tabulate(rows: ArticleRows) -> dict[str, list[Row]]:
    """Rows by frame for one article (all frames but those that compare articles).

    Attacks carry an extra ``same_as`` (attack_id of an earlier mention of the same attack), which merging consumes.
    """
    article, article_id = rows.article, rows.article.article_id
    if article.duplicate_of is not None:  # listed, and counted once
        return {"articles": [_article_row(article, rows.n_keywords)]}
    passages = _rows("passage", article_id, article.passages)
    sentences = _rows("sentence", article_id, article.sentences, letter="t")
    attacks = _rows("attack", article_id, rows.attacks)
    statements = _rows("statement", article_id, rows.statements)
    _name(passages, "duplicate_of", passages, "passage_id")
    _name(sentences, "passage", passages, "passage_id")
    for column in ("part_of", "same_as"):
        _name(attacks, column, attacks, "attack_id")
    for attack in attacks:
        attack["incident_id"] = None
    _name(statements, "nested_in", statements, "statement_id")
    return {
        "articles": [_article_row(article, rows.n_keywords)],
        "passages": passages,
        "sentences": sentences,
        "dates": _rows("date", article_id, rows.dates),
        "attacks": attacks,
        "statements": [rounded(row) for row in statements],
        "citations": _rows("citation", article_id, rows.citations),
        "entities": _rows("entity", article_id, rows.entities),
        "terms": [
            {"article_id": article_id, "term": t.term, "count": t.count, "shared": 0, "starts": _joined(t.starts)}
            for t in rows.terms
        ],
    }


def row_ids(article_id: str, letter: str, starts: Iterable[int]) -> list[str]:
    """Ids such as ``ap-2020:a1204``: article, kind of row, first character; a second row there gets ``.2``."""
    begin, places = f"{article_id}:{letter}", list(starts)
    if len(set(places)) == len(places):
        return [f"{begin}{start}" for start in places]
    seen: dict[int, int] = {}
    ids = []
    for start in places:
        n = seen[start] = seen.get(start, 0) + 1
        ids.append(f"{begin}{start}.{n}" if n > 1 else f"{begin}{start}")
    return ids


def rounded(row: Row) -> Row:
    """A row with its scores as frames keep them."""
    return {k: round(v, DECIMALS) if isinstance(v, float) else v for k, v in row.items()}


def _rows(name: str, article_id: str, records: Sequence[Any], letter: str = "") -> list[Row]:
    """The records' fields under the frame's names; tuples of names become one string."""
    if not records:
        return []
    ids = row_ids(article_id, letter or name[0], [record.start for record in records])
    columns, values, several = _columns(records[0].__class__)
    names = (f"{name}_id", "article_id", *columns)
    rows: list[Row] = []
    for row_id, record in zip(ids, records, strict=True):  # asdict would copy every value: eight times as slow
        row: Row = dict(zip(names, (row_id, article_id, *values(record)), strict=True))
        for column in several:
            row[column] = _joined(row[column])
        rows.append(row)
    return rows


@cache
def _columns(kind: Any) -> tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]], tuple[str, ...]]:
    """The names of a record's fields, what takes their values out, and the names of those that hold several."""
    columns = tuple(field.name for field in fields(kind))
    several = tuple(field.name for field in fields(kind) if str(field.type).startswith(("tuple", "list", "Sequence")))
    return columns, attrgetter(*columns), several


def _name(rows: Sequence[Row], column: str, others: Sequence[Row], key: str) -> None:
    """Ids in the place of indices of ``others``."""
    for row in rows:
        if row[column] is not None:
            row[column] = others[row[column]][key]


def _article_row(article: Article, n_keywords: int) -> Row:
    row = {name: getattr(article, name) for name in LAYOUTS["articles"].columns if name != "n_keywords"}
    return {**row, "authors": _joined(article.authors), "n_keywords": n_keywords}


def _joined(values: Sequence[Any]) -> str | None:
    """Several values in one cell; the separator inside a value becomes a comma, so that it can be split again."""
    return (SEPARATOR.join([str(value).replace(SEPARATOR, ", ") for value in values]) or None) if values else None
