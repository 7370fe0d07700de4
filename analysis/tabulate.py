"""What extraction found in one article → rows of the frames, with ids instead of indices."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from functools import cache
from operator import attrgetter
from typing import Any

from analysis.extraction.parse import ArticleRows
from analysis.frames import SEPARATOR
from analysis.reading.article import Article

Row = dict[str, Any]

# How many decimals a score keeps in a frame: more would only record noise of the platform's arithmetic.
DECIMALS = 4


def tabulate(rows: ArticleRows) -> dict[str, list[Row]]:
    """Rows by frame for one article (all frames but those that compare articles).

    Attacks carry an extra ``same_as`` (attack_id of an earlier mention of the same attack), which merging consumes.
    """
    article = rows.article
    passage_ids = row_ids(article.article_id, "p", (p.start for p in article.passages))
    attack_ids = row_ids(article.article_id, "a", (a.start for a in rows.attacks))
    statement_ids = row_ids(article.article_id, "s", (s.start for s in rows.statements))
    return {
        "articles": [_article_row(article, rows.n_keywords)],
        "passages": [
            {
                **_base(article, passage_ids[i], "passage", p),
                "kind": p.kind,
                "duplicate_of": _at(passage_ids, p.duplicate_of),
            }
            for i, p in enumerate(article.passages)
        ],
        "sentences": _span_rows(article, "sentence", "t", article.sentences, {"passage": passage_ids}),
        "dates": _span_rows(article, "date", "d", rows.dates, {}),
        "attacks": [
            {**_base(article, attack_ids[i], "attack", a)}
            | {"part_of": _at(attack_ids, a.part_of), "same_as": _at(attack_ids, a.same_as), "incident_id": None}
            for i, a in enumerate(rows.attacks)
        ],
        "statements": [
            {**_base(article, statement_ids[i], "statement", s)}
            | {"nested_in": _at(statement_ids, s.nested_in), "compound": _score(s.compound), "tone": _score(s.tone)}
            for i, s in enumerate(rows.statements)
        ],
        "citations": _span_rows(article, "citation", "c", rows.citations, {}),
        "entities": _span_rows(article, "entity", "e", rows.entities, {}),
        "terms": [
            {
                "article_id": article.article_id,
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
    seen: dict[int, int] = {}
    ids = []
    for start in starts:
        n = seen[start] = seen.get(start, 0) + 1
        ids.append(f"{article_id}:{letter}{start}.{n}" if n > 1 else f"{article_id}:{letter}{start}")
    return ids


def _span_rows(
    article: Article, name: str, letter: str, records: Sequence[Any], references: Mapping[str, Sequence[str]]
) -> list[Row]:
    ids = row_ids(article.article_id, letter, (r.start for r in records))
    rows = [_base(article, ids[i], name, record) for i, record in enumerate(records)]
    for row in rows:
        for column, targets in references.items():
            row[column] = targets[row[column]]
    return rows


def _base(article: Article, row_id: str, name: str, record: Any) -> Row:
    """The record's fields under the frame's names; tuples of names become one string."""
    row: Row = {f"{name}_id": row_id, "article_id": article.article_id}
    columns, values, several = _columns(record.__class__)
    row.update(zip(columns, values(record), strict=True))  # asdict would copy every value: eight times as slow
    for column in several:
        row[column] = _joined(row[column])
    return row


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
