"""The words of a unit are those of the one tokenizer, with what the article's quotations say of them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from analysis.extraction.statements.units import cut_unit
from analysis.language.lexicon import load_lexicon
from analysis.language.quotations import Quotation
from analysis.language.reading import Reading
from analysis.language.tokens import tokenizer_of
from analysis.reading.article import Article

LEXICON = load_lexicon()
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
def test_words_are_those_of_the_tokenizer(text: str, start: int, length: int, quoted: int) -> None:
    start = min(start, len(text))
    end = min(len(text), start + length)
    quotations = [Quotation(quoted, quoted + 4), Quotation(quoted + 7, quoted + 12)]
    unit = cut_unit(Reading(Article("a", text), LEXICON), start, end, quotations)
    raw, low = tokenizer_of(LEXICON).forms(text, start, end)
    assert (unit.raw, unit.low[: len(unit)]) == (raw, low)
    assert [text[a:b] for a, b in unit.spans] == list(raw)
    within = [[i for i, q in enumerate(quotations) if q.start <= at < q.end] for at, _ in unit.spans]
    assert [[i] if i >= 0 else [] for i in unit.quoted[: len(unit)]] == within
