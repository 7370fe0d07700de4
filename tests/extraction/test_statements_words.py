"""The words of a unit are those that the pattern cuts, in whatever order units are read."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from analysis.extraction.statements.grammar.words import grammar_of, read_unit
from analysis.language.lexicon import load_lexicon
from analysis.language.quotations import Quotation
from analysis.reading.article import Article

GRAMMAR = grammar_of(load_lexicon())
PIECES = st.sampled_from(
    [
        "Orla",
        "J.",
        "Tenn",
        "tenn",
        "(K.",
        "U.S.",
        "Mr.",
        "p.m.",
        "dogs’",
        "she’d",
        "“Wait,”",
        "12.5",
        "E",
        "_",
        "İ",
        "ΑΣ",
    ]
)
GAPS = st.sampled_from([" ", "  ", "\n", ""])
TEXTS = st.lists(st.tuples(PIECES, GAPS)).map(lambda parts: "".join(map("".join, parts)))


@given(TEXTS, st.integers(0, 12), st.integers(0, 30), st.integers(0, 9))
def test_words_are_those_of_the_pattern(text: str, start: int, length: int, quoted: int) -> None:
    start = min(start, len(text))
    end = min(len(text), start + length)
    quotations = [Quotation(quoted, quoted + 4), Quotation(quoted + 7, quoted + 12)]
    matches = list(GRAMMAR.word.finditer(text, start, end))
    unit = read_unit(Article("a", text), (start, end), quotations, GRAMMAR)
    assert list(unit.raw) == [m[0] for m in matches]
    assert list(unit.low) == [m[0].lower().replace("’", "'") for m in matches]
    assert list(unit.spans) == [m.span() for m in matches]
    within = [[i for i, q in enumerate(quotations) if q.start <= m.start() < q.end] for m in matches]
    assert [[i] if i >= 0 else [] for i in unit.quoted] == within
