"""One reading of an article: each sentence cut into tokens once; everything that is extracted works on it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from analysis.language.lexicon import Lexicon
from analysis.language.tokens import Forms, spans_of, tokenizer_of
from analysis.reading.article import Article, Sentence


@dataclass(eq=False)
class SentenceReading:
    """The tokens of one sentence as parallel tuples: as written (``raw``), in lower case (``low``), where they stand.

    ``index`` is that of the sentence in ``Article.sentences``; offsets are characters of the article's text.
    """

    text: str
    sentence: Sentence
    index: int
    raw: Forms
    low: Forms

    @property
    def start(self) -> int:
        return self.sentence.start

    @property
    def end(self) -> int:
        return self.sentence.end

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """Where the tokens stand; most sentences are only looked through and never asked."""
        return spans_of(self.text, self.sentence.start, self.raw)

    @cached_property
    def words(self) -> frozenset[str]:
        """The tokens in lower case, each once: what a step asks before it looks closer."""
        return frozenset(self.low)


@dataclass(eq=False)
class Reading:
    """An article with the lexicon it is read by and its sentences' tokens."""

    article: Article
    lexicon: Lexicon

    @cached_property
    def sentences(self) -> tuple[SentenceReading, ...]:
        text, forms = self.article.text, tokenizer_of(self.lexicon).forms
        return tuple(
            SentenceReading(text, s, i, *forms(text, s.start, s.end)) for i, s in enumerate(self.article.sentences)
        )

    @cached_property
    def lower(self) -> str:
        """The text in lower case and as long as it was, its apostrophes straight, for automata and patterns."""
        low = self.article.text.lower()
        if len(low) != len(self.article.text):  # a letter that grows in lower case would shift all offsets
            low = "".join(c.lower() if len(c.lower()) == 1 else c for c in self.article.text)
        return low.replace("’", "'")
