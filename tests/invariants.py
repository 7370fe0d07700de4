"""What must hold of any article that could be read and of all that was found in it, whatever its words are."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from analysis.extraction.parse import ArticleRows
from analysis.frames.article_rows import tabulate
from analysis.reading.article import Article


def check_article(article: Article) -> None:
    """Passages and sentences are ordered spans of the text, each sentence inside its passage."""
    text = article.text
    assert text.strip()
    text.encode("utf-8")  # no half characters: every frame can be written
    assert all(a.end <= b.start for a, b in pairwise(article.passages))
    assert all(a.end <= b.start for a, b in pairwise(article.sentences))
    for sentence in article.sentences:
        passage = article.passages[sentence.passage]
        assert passage.start <= sentence.start < sentence.end <= passage.end
        assert passage.duplicate_of is None


def check_rows(rows: ArticleRows) -> None:
    """Spans lie in the text, evidence equals its slice, references point to rows, ranges and intervals are ordered."""
    text = rows.article.text
    for record in (*rows.dates, *rows.attacks, *rows.statements, *rows.citations, *rows.entities):
        assert 0 <= record.start < record.end <= len(text), record
        assert text[record.start : record.end].strip(), record
    for dated in (*rows.dates, *rows.attacks):
        assert _ordered(dated.date_start, dated.date_end), dated
    _check_attacks(rows, text)
    _check_statements(rows, text)
    assert all(term.count > 0 and all(0 <= s < len(text) for s in term.starts) for term in rows.terms)
    _check_tables(rows)


def _check_attacks(rows: ArticleRows, text: str) -> None:
    for attack in rows.attacks:
        triggers = attack.trigger.split(" … ")
        assert text[attack.trigger_start : attack.trigger_end] in triggers, attack
        if attack.rule != "tally.series":  # leaves its noun out: "12 attacks in May and six in June"
            assert all(trigger in text[attack.start : attack.end] for trigger in triggers), attack
        for name in ("count", "killed", "wounded"):
            low, high = getattr(attack, f"{name}_low"), getattr(attack, f"{name}_high")
            assert _ordered(low, high), attack
            assert all(n is None or n >= 0 for n in (low, high)), attack
        for reference in (attack.part_of, attack.same_as):
            assert reference is None or 0 <= reference < len(rows.attacks), attack


def _check_statements(rows: ArticleRows, text: str) -> None:
    for statement in rows.statements:
        start, end = statement.speaker_start, statement.speaker_end
        assert (start is None) == (end is None), statement
        assert start is None or end is None or 0 <= start < end <= len(text), statement
        assert statement.nested_in is None or 0 <= statement.nested_in < len(rows.statements), statement
        for score in (statement.compound, statement.tone):
            assert score is None or -1 <= score <= 1, statement


def _check_tables(rows: ArticleRows) -> None:
    """Ids are unique, and nothing in a cell but what a frame can hold."""
    for name, table in tabulate(rows).items():
        if name not in ("articles", "terms"):
            ids = [next(iter(row.values())) for row in table]
            assert len(ids) == len(set(ids)), name
        for row in table:
            for value in row.values():
                if isinstance(value, str):
                    value.encode("utf-8")
                elif isinstance(value, int):
                    assert abs(value) < 2**63, row


def _ordered(low: Any, high: Any) -> bool:
    return low is None or high is None or low <= high
