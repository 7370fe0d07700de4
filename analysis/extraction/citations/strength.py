"""How much an article takes from whom it credits: the text whole, its words, its facts, or the name alone.

- carried whole: a dateline or byline credits the outlet, or the article says that it was published there first.
- quoted from: words in quotation marks stand in the sentence of the credit, or in one that goes on about the outlet
  ("It attributes the blast to …").
- rewritten: facts in the article's own words; also "with files from".
- mentioned: nothing is taken: the outlet asked in vain, its reporter is the news, it employs somebody who speaks.

A photo credit has no strength: it says nothing of the words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from analysis.extraction.citations.words import CreditWords
from analysis.extraction.records import Credit, Strength
from analysis.language.quotations import Quotation, find_quotations
from analysis.reading.article import Article, Passage, Sentence

_WORD = re.compile(r"\w+")
_RELATIVE = re.compile(r",\swhich\s[^,.;]{1,90},\s(?:also\s)?")
_NEAR = 40  # characters after a reporter in which he is said to report something


@dataclass(frozen=True, slots=True)
class Grading:
    """What credits are graded by: the article, its quotations, and the words of the lexicon."""

    article: Article
    quotations: Sequence[Quotation]
    words: CreditWords


def make_grading(article: Article, words: CreditWords) -> Grading:
    """All that ``grade`` needs of an article, found once."""
    return Grading(article, find_quotations(article), words)


def grade(grading: Grading, passage: Passage, start: int, end: int, credit: Credit) -> Strength | None:
    """The strength of the credit at ``start``–``end`` of ``passage``; None for a photo credit."""
    if credit == "photo":
        return None
    text, words = grading.article.text, grading.words
    before = text[max(passage.start, start - 100) : start]
    after = text[end : min(passage.end, end + 140)]
    if credit in ("dateline", "byline") or words.whole.search(before):
        return "rewritten" if words.part.search(before) else "carried whole"
    if _is_only_named(before, after, words):
        return "mentioned"
    return "quoted from" if _has_quoted(grading, start) else "rewritten"


def _is_only_named(before: str, after: str, words: CreditWords) -> bool:
    credited = bool(words.before.search(before))
    if words.refused.search(before):
        return True
    if credited:
        return False
    if not words.after.match(after):
        return True  # "a fellow of the Institute"
    relative = _RELATIVE.match(after)
    if relative and not words.verb.match(after, relative.end()):
        return True  # "the Gazette, which had printed nine, apologised"
    person = words.person.match(after)
    return bool(person and not words.verb.search(after[person.end() : person.end() + _NEAR]))


def _has_quoted(grading: Grading, at: int) -> bool:
    """Whether two or more words in quotation marks stand in the sentence at ``at`` or in those that carry it on."""
    sentences = grading.article.sentences
    index = next((i for i, s in enumerate(sentences) if s.start <= at < s.end), None)
    if index is None:
        return False
    reach = index + 1
    while reach < len(sentences) and _goes_on(grading, sentences[index], sentences[reach]):
        reach += 1
    start, end = sentences[index].start, sentences[reach - 1].end
    text = grading.article.text
    return any(
        q.start < end and start < q.end and len(_WORD.findall(text, max(q.start, start), min(q.end, end))) > 1
        for q in grading.quotations
    )


def _goes_on(grading: Grading, first: Sentence, following: Sentence) -> bool:
    """Whether a sentence of the same passage goes on about the outlet: "It calls this …", "The agency said …"."""
    text = grading.article.text
    same = following.passage == first.passage and "\n\n" not in text[first.end : following.start]
    return same and bool(grading.words.continued.match(text, following.start, following.end))
