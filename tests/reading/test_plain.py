"""The text as it is read: what is hidden in it, and that all that is found stands where it stands in the file."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import datetime
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.extraction.parse import ArticleRows, parse_article
from analysis.formats.record import Record
from analysis.language.lexicon import load_lexicon
from analysis.reading.plain import read_plain
from analysis.reading.read import make_article

LEXICON = load_lexicon()
READ = {
    "soft-hyphen": ("sol\u00addiers", "soldiers"),
    "soft-hyphen-at-the-end-of-a-line": ("sol\u00ad\ndiers left", "soldiers left"),
    "zero-width-space-before-a-space": ("a bomb\u200b went off", "a bomb went off"),
    "zero-width-space-alone": ("a\u200bbomb\u200bwent off", "a bomb went off"),
    "byte-order-mark-within": ("killing \ufeffthree", "killing three"),
    "word-joiner": ("bomb\u2060 blast", "bomb blast"),
    "direction-mark": ("in Harrow\u200e on", "in Harrow on"),
    "ligature": ("\ufb01ve o\ufb03cers", "five officers"),
    "wide-digits": ("killing \uff13\uff10 men", "killing 30 men"),
    "accent-apart": ("Orve\u0301l", "Orv\u00e9l"),
    "cyrillic-letters": ("a b\u043emb in H\u0430rrow", "a bomb in Harrow"),
    "cyrillic-word": ("\u0432\u043e\u0439\u043d\u0430", "\u0432\u043e\u0439\u043d\u0430"),
    "hyphen-of-its-own": ("U.S.\u2011led", "U.S.-led"),
    "broken-word": ("a bom-\nbing on Tues-\nday", "a bombing on Tuesday"),
    "broken-word-indented": ("a bom- \r\n  bing", "a bombing"),
    "twice-broken-word": ("the inter-\nnation-\nal force", "the international force"),
    "number": ("twenty-\nthree guards", "twenty-three guards"),
    "capital-letters-led": ("the U.S.-\nled force", "the U.S.-led force"),
    "backed": ("Vale-\nbacked rebels", "Vale-backed rebels"),
    "name": ("the group al-\nTarn", "the group al-Tarn"),
    "month": ("in mid-\nMarch", "in mid-March"),
    "hyphen-elsewhere": ("a co-\nop and a co-op", "a co-op and a co-op"),
    "three-and-four": ("a three-\nand a four-day truce", "a three-\nand a four-day truce"),
    "dash": ("the guard -\nnobody else", "the guard -\nnobody else"),
    "dateline": ("ORVEL-\nThe depot burned", "ORVEL-\nThe depot burned"),
    "paragraphs": ("the end-\n\nhere", "the end-\n\nhere"),
    "utf-8-as-windows-1252": ("\u00e2\u20ac\u0153We lost,\u00e2\u20ac\u009d he said", "\u201cWe lost,\u201d he said"),
    "its-last-byte-lost": ("lost,\u00e2\u20ac he said", "lost,\u201d he said"),
    "its-letters": ("the caf\u00c3\u00a9", "the caf\u00e9"),
    "its-space": ("12\u00c2\u00a0guards", "12\u00a0guards"),
    "letters-that-look-like-it": ("S\u00c3O PAULO, IRM\u00c3\u00a0", "S\u00c3O PAULO, IRM\u00c3\u00a0"),
    "entity": ("three&nbsp;guards &amp; a clerk &#8212; &quot;all&quot;", "three\xa0guards & a clerk \u2014 \"all\""),
    "no-entity": ("AT&T; R&D; &unknown;", "AT&T; R&D; &unknown;"),
    "plain": ("three soldiers \u2013 \u201call of them\u201d", "three soldiers \u2013 \u201call of them\u201d"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "read"), READ.values(), ids=READ.keys())
def test_what_is_read(text: str, read: str) -> None:
    assert read_plain(text).text == read


ARTICLE = """Bomb kills five officers in Harrow

By Ana Bell

HARROW (Reuters) - A bomb exploded in Harrow on Tuesday, killing five officers and wounding twenty-three soldiers.

"We lost five officers," General Omar Haddad said on Wednesday. Gunmen then attacked a police post near the harbour.
"""


def parsed(text: str) -> ArticleRows:
    return parse_article(make_article(Record(text, published=datetime(2031, 3, 12)), path="a.txt"), LEXICON)


def told(rows: ArticleRows, hidden: str = "") -> list[object]:
    """All rows with their words, not their places."""
    text = rows.article.text

    def words(start: int, end: int) -> str:
        assert text[start] not in hidden
        return "".join(c for c in text[start:end] if c not in hidden)

    def unplaced(row: Any) -> tuple[object, ...]:
        names = [f.name for f in fields(row) if f.name.endswith(("start", "end")) and not f.name.startswith("date")]
        spans = [
            words(getattr(row, a), getattr(row, b)) for a, b in [*pairwise(names)][::2] if getattr(row, a) is not None
        ]
        return *spans, replace(row, **dict.fromkeys(names, 0))

    article = rows.article
    placed = (*rows.dates, *rows.entities, *rows.citations, *rows.attacks, *rows.statements)
    return [
        *map(unplaced, (*article.passages, *article.sentences, *placed)),
        [(t.term, t.count, len(t.starts)) for t in rows.terms],
        (article.n_words, article.authors, article.title, article.dateline, rows.n_keywords),
    ]


HIDDEN = "\u00ad\u200c\u2060\ufeff\u200e"


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.integers(1, len(ARTICLE) - 2), st.text(HIDDEN, min_size=1, max_size=2), max_size=40))
def test_hidden_characters_change_nothing_but_places(hidden: dict[int, str]) -> None:
    text = "".join(hidden.get(at, "") + character for at, character in enumerate(ARTICLE))
    assert told(parsed(text), HIDDEN) == told(parsed(ARTICLE))


@given(st.text("ab fi\u00ad\u200b\ufb01\u0301\u00e2\u20ac\u00c3\u00a9-\r\n.T\u043e", max_size=30))
def test_every_character_has_its_place(text: str) -> None:
    plain = read_plain(text)
    if plain.starts is None:
        assert plain.text == text
        return
    assert len(plain.starts) == len(plain.ends) + 1 == len(plain.text) + 1
    assert sorted(plain.starts) == list(plain.starts)
    assert sorted(plain.ends) == list(plain.ends)
    for at, character in enumerate(plain.text):
        written = text[plain.starts[at] : plain.ends[at]]
        assert written == character or len(written) > 1 or not written.isascii()


def test_a_broken_word_is_evidence_as_the_file_has_it() -> None:
    text = (
        "Report\n\nA bomb ex-\nploded in Orvel on Tues-\nday, killing twenty-\nthree sol\u00addiers, the army said.\n"
    )
    (attack,) = parsed(text).attacks
    assert (attack.killed_low, attack.target, str(attack.date_start)) == (23, "soldiers", "2031-03-11")
    assert text[attack.trigger_start : attack.trigger_end] == "ex-\nploded"
    (day,) = parsed(text).dates
    assert text[day.start : day.end] == "Tues-\nday"


def test_lines_of_a_wrapped_text_stay_one_paragraph() -> None:
    line = "Shells fell on the harbour of Harrow on Tuesday evening and hit a deposi-"
    text = "\n".join([line, line.replace("Shells", "tory"), line.replace("Shells", "tory"), "tory, the mayor said."])
    passages = make_article(Record(text), path="a.txt").passages
    assert [(p.start, p.end) for p in passages] == [(0, len(text))]
