"""One reading of an article: each sentence cut into tokens once; everything that is extracted works on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import Protocol

from analysis.language.lexicon import Lexicon
from analysis.language.numbers import Quantity, read_quantities
from analysis.language.quotations import Quotation, find_quotations
from analysis.language.tokens import Forms, spans_of, tokenizer_of
from analysis.reading.article import Article, Sentence


class Span(Protocol):
    """A stretch of the text: a date, an entity, a quotation."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


@dataclass(eq=False)
class SentenceReading:
    """The tokens of one sentence as parallel tuples: as written (``raw``), in lower case (``low``), where they stand.

    ``index`` is that of the sentence in ``Article.sentences``; offsets are characters of the article's text; ``words``
    are the tokens in lower case, each once: what a step asks before it looks closer.
    """

    text: str
    sentence: Sentence
    index: int
    raw: Forms
    low: Forms
    lexicon: Lexicon
    start: int = field(init=False)
    end: int = field(init=False)
    words: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self.start, self.end = self.sentence.start, self.sentence.end
        self.words = frozenset(self.low)

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """Where the tokens stand; most sentences are only looked through and never asked."""
        return spans_of(self.text, self.sentence.start, self.raw)

    @cached_property
    def quantities(self) -> Sequence[Quantity]:
        """All numbers, and the articles that count as one for those who ask for them."""
        return read_quantities(self.text, self.raw, self.low, self.spans, self.lexicon)

    def quantities_in(
        self, start: int, end: int, *, articles: bool = False, skip: Sequence[Span] = ()
    ) -> list[Quantity]:
        """The quantities that begin in ``text[start:end]`` and lie in none of the spans ``skip``, such as dates."""
        return [
            q
            for q in self.quantities
            if start <= q.start < end
            and (articles or not q.is_article)
            and not any(s.start < q.end and q.start < s.end for s in skip)
        ]


def read_sentence(text: str, lexicon: Lexicon, start: int = 0, end: int | None = None) -> SentenceReading:
    """The reading of ``text[start:end]`` as one sentence."""
    sentence = Sentence(start, len(text) if end is None else end, 0)
    forms = tokenizer_of(lexicon).forms(text, sentence.start, sentence.end)
    return SentenceReading(text, sentence, 0, *forms, lexicon)


@dataclass(eq=False)
class Reading:
    """An article with the lexicon it is read by and its sentences' tokens."""

    article: Article
    lexicon: Lexicon

    @cached_property
    def sentences(self) -> tuple[SentenceReading, ...]:
        text, lexicon, forms = self.article.text, self.lexicon, tokenizer_of(self.lexicon).forms
        return tuple(
            SentenceReading(text, s, i, *forms(text, s.start, s.end), lexicon)
            for i, s in enumerate(self.article.sentences)
        )

    @cached_property
    def quotations(self) -> Sequence[Quotation]:
        return find_quotations(self.article)

    @cached_property
    def counts(self) -> Counter[str]:
        """How often each token stands in the sentences, in lower case."""
        return Counter(chain.from_iterable([sentence.low for sentence in self.sentences]))

    @property
    def tokens_between(self) -> list[str]:
        """The tokens between the sentences, in lower case: of furniture, bylines, what is repeated."""
        text, forms, at = self.article.text, tokenizer_of(self.lexicon).forms, 0
        found: list[str] = []
        for start, end in (*((s.start, s.end) for s in self.article.sentences), (len(text), len(text))):
            if start - at > 1:
                found += forms(text, at, start)[1]
            at = end
        return found

    @cached_property
    def lower(self) -> str:
        """The text in lower case and as long as it was, its apostrophes straight, for automata and patterns."""
        low = self.article.text.lower()
        if len(low) != len(self.article.text):  # a letter that grows in lower case would shift all offsets
            low = "".join(c.lower() if len(c.lower()) == 1 else c for c in self.article.text)
        return low.replace("’", "'")
