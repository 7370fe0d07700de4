"""One Article → everything that extraction finds in it: the cascade in reading order."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from operator import attrgetter
from typing import Any

from analysis.extraction.attacks.attacks import find_attacks
from analysis.extraction.attacks.locating import with_coordinates
from analysis.extraction.citations.citations import find_citations
from analysis.extraction.corrections import correct_attacks
from analysis.extraction.dates.dates import find_dates
from analysis.extraction.entities import find_entities
from analysis.extraction.records import Attack, Citation, DateSpan, Entity, Statement, Term
from analysis.extraction.statements.statements import find_statements
from analysis.extraction.terms import count_keywords, count_terms
from analysis.extraction.tone.scoring import Tone, score_tone
from analysis.language.lexicon import Lexicon
from analysis.language.reading import Reading
from analysis.reading.article import Article, as_read

# The rules read English. A very short text has no detected language and is tried all the same.
LANGUAGES = ("en", None)
# The fields of a statement before those of its tone: ``replace`` takes twice as long.
_UNTONED: Callable[[Statement], Any] = attrgetter(*[field.name for field in fields(Statement)[:-4]])
_SCORES: Callable[[Tone], Any] = attrgetter(*[field.name for field in fields(Tone)])


@dataclass(frozen=True, slots=True)
class ArticleRows:
    """What one article yields; every sequence is in text order."""

    article: Article
    n_keywords: int
    dates: Sequence[DateSpan] = ()
    attacks: Sequence[Attack] = ()
    statements: Sequence[Statement] = ()
    citations: Sequence[Citation] = ()
    entities: Sequence[Entity] = ()
    terms: Sequence[Term] = ()


def parse_article(article: Article, lexicon: Lexicon) -> ArticleRows:
    """All rows of ``article``. A pure function; one in another language, or that repeats another, yields none."""
    plain, text = as_read(article)
    rows = _parsed(plain, lexicon)
    if plain is article:
        return rows
    return ArticleRows(
        article,
        rows.n_keywords,
        dates=[text.moved(row) for row in rows.dates],
        attacks=[text.moved(row) for row in rows.attacks],
        statements=[text.moved(row) for row in rows.statements],
        citations=[text.moved(row) for row in rows.citations],
        entities=[text.moved(row) for row in rows.entities],
        terms=[term._replace(starts=tuple(map(text.in_file, term.starts))) for term in rows.terms],
    )


def _parsed(article: Article, lexicon: Lexicon) -> ArticleRows:
    reading = Reading(article, lexicon)
    n_keywords = count_keywords(reading)
    if article.language not in LANGUAGES or article.duplicate_of is not None:
        return ArticleRows(article, n_keywords)
    entities = find_entities(reading)
    dates = find_dates(reading)
    statements = find_statements(reading, entities=entities)
    attacks = find_attacks(reading, entities=entities, dates=dates, statements=statements)
    return ArticleRows(
        article,
        n_keywords,
        dates=dates,
        attacks=with_coordinates(correct_attacks(article, attacks, lexicon), article.text, entities, lexicon),
        statements=_with_tone(reading, statements, entities),
        citations=find_citations(reading, entities=entities),
        entities=entities,
        terms=count_terms(reading),
    )


def _with_tone(reading: Reading, statements: Sequence[Statement], entities: Sequence[Entity]) -> list[Statement]:
    """``statements`` with their scores, the means of their sentences."""
    scored, text, lexicon = [], reading.article.text, reading.lexicon
    begins = [s.start for s in reading.sentences]
    starts, ends = [e.start for e in entities], [e.end for e in entities]  # they don't overlap
    for statement in statements:
        names = [
            (max(e.start, statement.start) - statement.start, min(e.end, statement.end) - statement.start)
            for e in entities[bisect_right(ends, statement.start) : bisect_left(starts, statement.end)]
        ]
        first = max(0, bisect_right(begins, statement.start) - 1)
        sentences = [
            (max(s.start, statement.start) - statement.start, min(s.end, statement.end) - statement.start)
            for s in reading.sentences[first : bisect_left(begins, statement.end)]
            if s.end > statement.start
        ]
        tone = score_tone(text[statement.start : statement.end], lexicon, names=names, sentences=sentences)
        scored.append(Statement(*_UNTONED(statement), *_SCORES(tone)))
    return scored
