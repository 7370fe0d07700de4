"""Paragraphs of a printed page → those of its article, without what the page has around it.

A PDF has no markup. What is left to tell is what a link covers, the size of the letters, where a paragraph begins, and
headings that pages have in common ("Comments", "Most read": page_words.toml). In doubt a paragraph is the article's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from analysis.formats.pages.markup import is_cookie_notice, is_said_by
from analysis.formats.pages.pdf.paragraphs import Paragraph, is_of_size
from analysis.formats.text import is_prose

# The share of a paragraph that links cover where it is one.
_LINKED, _WHOLLY_LINKED, _LONG = 0.7, 0.9, 20
# The share of the prose that begins at one place of the line where this is the article's; and where lists begin there.
_SHARE, _LISTED_SHARE = 0.15, 0.3
_ENOUGH, _MOST_AT_FOOT = 3, 60
_NEAR = 0.4  # heights of a line


def own_paragraphs(paragraphs: Sequence[Paragraph], begins: int, size: float) -> list[Paragraph]:
    """The article's paragraphs, whose headline is the one at ``begins`` and whose text is of ``size``."""
    body = [p for p in paragraphs if is_prose(p.text) and is_of_size(p, size) and not is_cookie_notice(p.text)]
    starts = Counter[int]()
    for p in body:
        starts[round(p.left)] += len(p.text)
    # in a column beside the text
    lists = [p.left for p in paragraphs[begins + 1 :] if is_said_by(p.text, "beside_articles")]
    listed = {start for start in starts if any(abs(start - left) < 1 for left in lists)}
    needed = {start: (_LISTED_SHARE if start in listed else _SHARE) * starts.total() for start in starts}
    usual = [start for start, n in starts.items() if n >= needed[start]]
    texts = frozenset(p for p in body if _begins_at(p, usual))
    kept, within_list, n_read = list[Paragraph](), False, 0
    for i, p in enumerate(paragraphs):
        if is_cookie_notice(p.text) or is_said_by(p.text, "buttons"):
            continue
        if i <= begins:
            kept.append(p)
            continue
        is_below = is_said_by(p.text, "below_articles")
        if is_below and _begins_at(p, usual) and n_read and (n_read >= _ENOUGH or 2 * n_read >= len(texts)):
            break
        if is_below or is_said_by(p.text, "beside_articles"):
            within_list = n_read > 0  # else the label of a button
        elif _is_text(p, texts):
            within_list, n_read = False, n_read + 1
            kept.append(p)
        elif _is_subhead(p, paragraphs[i + 1 : i + 2], texts, size) or not (
            within_list or _is_link(p) or is_said_by(p.text, "at_foot", at_most=_MOST_AT_FOOT)
        ):
            kept.append(p)
    return kept


def _is_text(paragraph: Paragraph, texts: frozenset[Paragraph]) -> bool:
    return paragraph.linked < _LINKED and paragraph in texts


def _is_subhead(paragraph: Paragraph, below: Sequence[Paragraph], texts: frozenset[Paragraph], size: float) -> bool:
    is_larger = paragraph.size > size and not is_of_size(paragraph, size)
    return is_larger and not _is_link(paragraph) and any(_is_text(p, texts) for p in below)


def _begins_at(paragraph: Paragraph, starts: Sequence[int]) -> bool:
    return any(abs(paragraph.left - start) <= _NEAR * paragraph.size for start in starts)


def _is_link(paragraph: Paragraph) -> bool:
    if is_prose(paragraph.text):
        return paragraph.linked >= _WHOLLY_LINKED and len(paragraph.text.split()) <= _LONG
    return paragraph.linked >= _LINKED
