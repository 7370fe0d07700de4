"""Quotations: glyphs, nesting, missing marks, paragraphs."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.language.quotations import find_quotations
from analysis.reading.article import Article, Passage, Sentence


def article_of(*paragraphs: str) -> Article:
    """An article whose paragraphs are passages of one sentence each."""
    text = "\n\n".join(paragraphs)
    passages, start = [], 0
    for paragraph in paragraphs:
        passages.append(Passage(start, start + len(paragraph), "body"))
        start += len(paragraph) + 2
    sentences = tuple(Sentence(p.start, p.end, i) for i, p in enumerate(passages) if p.start < p.end)
    return Article("a", text, passages=tuple(passages), sentences=sentences)


CASES = [
    pytest.param(['"We saw it," she said.'], ['"We saw it,"'], id="straight"),
    pytest.param(["“We saw it,” she said."], ["“We saw it,”"], id="curly"),
    pytest.param(["''We saw it,'' she said."], ["''We saw it,''"], id="doubled-apostrophes"),
    pytest.param(["``We saw it,'' she said."], ["``We saw it,''"], id="backticks"),
    pytest.param(["«We saw it», she said."], ["«We saw it»"], id="guillemets"),
    pytest.param(['"Go," he said. "Now."'], ['"Go,"', '"Now."'], id="split"),
    pytest.param(["He called it “a “grand” plan” twice."], ["“a “grand” plan”"], id="nested-same-glyph"),
    pytest.param(['A shelf 6 ft 2" high and a "plan" beside it.'], ['"plan"'], id="an-inch-is-no-mark"),
    pytest.param(["“One.", "“Two,” he said."], ["“One.\n\n“Two,”"], id="over-two-paragraphs"),
    pytest.param(["“One.", "“Two.", "“Three.”"], ["“One.\n\n“Two.\n\n“Three.”"], id="over-three-paragraphs"),
    pytest.param(
        ["“One.", "A new paragraph.", "“Two,” he said."], ["“One.", "“Two,”"], id="missing-mark-ends-with-paragraph"
    ),
    pytest.param(["He said “wait. “Now,” she said."], ["“Now,”"], id="a-later-pair-shows-the-slip"),
    pytest.param(["A stray mark” here.", "“Fine,” she said."], ["“Fine,”"], id="stray-closing-mark"),
    pytest.param(["”Wrong glyph,” he said."], ["”Wrong glyph,”"], id="closing-glyph-opens"),
    pytest.param(
        ["‘The farmers’ road is cut,’ he said. ‘It won’t open.’"],
        ["‘The farmers’ road is cut,’", "‘It won’t open.’"],
        id="single-marks-and-apostrophes",
    ),
    pytest.param(
        ["'We're late,' he said. 'The '90s dam and the boys' raft aren't safe.'"],
        ["'We're late,'", "'The '90s dam and the boys' raft aren't safe.'"],
        id="straight-single-marks-and-apostrophes",
    ),
    pytest.param(["“He said ‘go,’ and ‘now,’” she said."], ["“He said ‘go,’ and ‘now,’”"], id="single-within-double"),
    pytest.param(["The farmers' road and the '90s dam were 'done for'."], [], id="apostrophes-alone"),
    pytest.param(["Nothing here."], [], id="none"),
]


@pytest.mark.parametrize(("paragraphs", "expected"), CASES)
def test_quotations_of_an_article(paragraphs: list[str], expected: list[str]) -> None:
    article = article_of(*paragraphs)
    assert [article.text[q.start : q.end] for q in find_quotations(article)] == expected


@given(st.lists(st.text(alphabet="ab “”\"'«».,\n", max_size=40), min_size=1, max_size=5))
def test_quotations_never_overlap_and_lie_within_the_text(paragraphs: list[str]) -> None:
    article = article_of(*paragraphs)
    found = find_quotations(article)
    assert all(0 <= q.start < q.end <= len(article.text) for q in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
