"""Speech within speech: what a quoted speaker says that others said, "“He asked, ‘Why?’ And they said yes.”"

The inside of a quotation is read as a text of its own whose quotations are the ones in single marks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.extraction.statements.grammar.cue_table import cue_table
from analysis.extraction.statements.grammar.phrases import Source
from analysis.extraction.statements.grammar.words import Unit, grammar_of, read_unit
from analysis.extraction.statements.nesting import outlet_meant
from analysis.extraction.statements.quoted import Reported
from analysis.extraction.statements.speakers.role_phrases import role_words
from analysis.language.lexicon import Lexicon
from analysis.language.quotations import Quotation, inner_quotations
from analysis.language.words import has_any
from analysis.reading.article import Article

STOPPED = frozenset((".", "?", "!", ","))
HEARD = frozenset(("heard",))
PLAIN_WORD = re.compile(r"[\w-]+")


def inner_units(
    article: Article, quotations: Sequence[Quotation], reported: Sequence[Reported], lexicon: Lexicon
) -> list[Unit]:
    """The insides of quotations that may hold speech, one unit a quotation.

    Those are quotations with a word which may be a cue that hold single marks, tell what was heard, or are from
    something written.
    """
    forms, grammar = cue_table(lexicon).forms, grammar_of(lexicon)
    works: list[Reported] | None = None
    units = []
    for quotation in quotations:
        said = article.text[quotation.start : quotation.end].lower()
        if not has_any(forms, said, PLAIN_WORD):
            continue
        single = inner_quotations(article.text, quotation)
        wanted = bool(single) or has_any(HEARD, said, PLAIN_WORD)
        if not wanted:
            works = _of_works(article, reported, lexicon) if works is None else works
            wanted = any(w.start <= quotation.start and quotation.end <= w.end for w in works)
        if wanted:
            units.append(read_unit(article, (quotation.start + 1, quotation.end - quotation.closed), single, grammar))
    return units


def is_quoted_within(r: Reported) -> bool:
    """Whether a content found within a quotation is quoted speech with its speaker: “He asked, ‘Why?’”

    What is reported there without marks ("they said it was dry") is the speaker's own account and no row, nor are
    single marks around a few words of a clause.
    """
    if r.source is None or r.cue is None or r.cue.form == "ing":
        return False
    if r.rule == "that-clause" and "heard" in r.unit.low[max(0, r.source.first - 2) : r.cue.first]:
        return True  # “I heard my neighbour say that it was dry”
    first, last = r.unit.at(r.start), r.unit.at(r.end)
    if min(r.unit.quoted[first:last], default=-1) < 0 or STOPPED.isdisjoint(r.unit.low[max(first, last - 2) : last]):
        return False
    return r.rule == "before" or (first > 0 and r.unit.low[first - 1] in (",", ":"))


def passed_on_by(
    article: Article, inner: Sequence[Reported], reported: Sequence[Reported], lexicon: Lexicon
) -> list[Reported]:
    """Contents within quotations from an outlet or a report, which quote what it wrote of others: their speech.

    “Three officials said the depot was empty,” the Wire reported: the officials speak, the Wire is the chain.
    """
    told = [r for r in inner if _is_told(r)]
    works = _of_works(article, reported, lexicon) if told else ()
    return [r for r in told if any(w.start <= r.unit.start and r.unit.end <= w.end for w in works)]


def _is_told(r: Reported) -> bool:
    """Whether an inner content is a clause told of somebody else: not "we explained", "Kelm reports results"."""
    if r.source is None or r.cue is None or r.unit.low[r.source.first] in ("i", "we", "some", "one", "you"):
        return False
    clause = r.rule != "clause" or r.cue.lemma in ("say", "tell", "warn", "urge", "accuse")
    return clause and (r.cue.form in ("past", "s") or r.cue.has("source"))


def _of_works(article: Article, reported: Sequence[Reported], lexicon: Lexicon) -> list[Reported]:
    """What outlets and written things say: "the Wire", "the report", "its statement"."""
    return [r for r in reported if r.source is not None and _is_work(article, r, r.source, lexicon)]


def _is_work(article: Article, r: Reported, source: Source, lexicon: Lexicon) -> bool:
    words = r.unit.low[source.first : source.last + 1]
    if words and words[-1] in role_words(lexicon).works:
        return True
    spans = r.unit.spans
    phrase = article.text[spans[source.first][0] : spans[source.last][1]]
    return outlet_meant(phrase, article.text[: r.start], lexicon) is not None
