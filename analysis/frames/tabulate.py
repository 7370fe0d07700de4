"""What extraction found in one article → rows of the frames, with ids instead of indices."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields
from functools import cache
from operator import attrgetter
from typing import Any

from analysis.extraction.parse import ArticleRows
from analysis.extraction.records import Attack, Statement
from analysis.frames.layouts import SEPARATOR
from analysis.reading.article import Article

Row = dict[str, Any]

# How many decimals a score keeps in a frame: more would only record noise of the platform's arithmetic.
DECIMALS = 4


def tabulate(rows: ArticleRows) -> dict[str, list[Row]]:
    """Rows by frame for one article (all frames but those that compare articles).

    Attacks carry an extra ``same_as`` (attack_id of an earlier mention of the same attack), which merging consumes.
    """
    article, article_id = rows.article, rows.article.article_id
    passage_ids = row_ids(article_id, "p", [p.start for p in article.passages])
    return {
        "articles": [_article_row(article, rows.n_keywords)],
        "passages": _passage_rows(article, passage_ids),
        "sentences": _sentence_rows(article, passage_ids),
        "dates": _rows("date", article_id, rows.dates),
        "attacks": _attack_rows(article_id, rows.attacks),
        "statements": _statement_rows(article_id, rows.statements),
        "citations": _rows("citation", article_id, rows.citations),
        "entities": _rows("entity", article_id, rows.entities),
        "terms": [
            {
                "article_id": article_id,
                "term": t.term,
                "count": t.count,
                "shared": 0,
                "starts": _joined(t.starts) if t.starts else None,
            }
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


def _passage_rows(article: Article, ids: Sequence[str]) -> list[Row]:
    return [
        {
            "passage_id": row_id,
            "article_id": article.article_id,
            "start": p.start,
            "end": p.end,
            "kind": p.kind,
            "duplicate_of": _at(ids, p.duplicate_of),
        }
        for row_id, p in zip(ids, article.passages, strict=True)
    ]


def _sentence_rows(article: Article, passage_ids: Sequence[str]) -> list[Row]:
    ids = row_ids(article.article_id, "t", [s.start for s in article.sentences])
    return [
        {
            "sentence_id": row_id,
            "article_id": article.article_id,
            "start": s.start,
            "end": s.end,
            "passage": passage_ids[s.passage],
        }
        for row_id, s in zip(ids, article.sentences, strict=True)
    ]


def _attack_rows(article_id: str, attacks: Sequence[Attack]) -> list[Row]:
    rows = _rows("attack", article_id, attacks)
    ids = [row["attack_id"] for row in rows]
    for row in rows:
        row["part_of"], row["same_as"] = _at(ids, row["part_of"]), _at(ids, row["same_as"])
        row["incident_id"] = None
    return rows


def _statement_rows(article_id: str, statements: Sequence[Statement]) -> list[Row]:
    rows = _rows("statement", article_id, statements)
    ids = [row["statement_id"] for row in rows]
    for row in rows:
        row["nested_in"] = _at(ids, row["nested_in"])
        row["compound"], row["tone"] = _score(row["compound"]), _score(row["tone"])
    return rows


def _rows(name: str, article_id: str, records: Sequence[Any]) -> list[Row]:
    """The records' fields under the frame's names; tuples of names become one string."""
    if not records:
        return []
    ids = row_ids(article_id, name[0], [record.start for record in records])
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


def _article_row(article: Article, n_keywords: int) -> Row:
    return {
        "article_id": article.article_id,
        "outlet": article.outlet,
        "published": article.published,
        "published_from": article.published_from,
        "title": article.title,
        "authors": _joined(article.authors),
        "dateline": article.dateline,
        "language": article.language,
        "n_words": article.n_words,
        "n_keywords": n_keywords,
        "sha256": article.sha256,
        "path": article.path,
        "url": article.url,
        "text": article.text,
    }


def _joined(value: Any) -> Any:
    """Several values in one cell; the separator inside a value becomes a comma, so that it can be split again."""
    if isinstance(value, (tuple, list)):
        return SEPARATOR.join(str(v).replace(SEPARATOR, ", ") for v in value) or None
    return value


def _at(ids: Sequence[str], index: int | None) -> str | None:
    return None if index is None else ids[index]


def _score(value: float | None) -> float | None:
    return None if value is None else round(value, DECIMALS)
