"""Labelled passages of a text: what is headline, byline, dateline, caption, subhead, body, correction, and what is
furniture.

The labels are found in the order of certainty: what the file's markup says; lines that are recognised by their words
(corrections, furniture, time stamps, captions, bylines); then what only the place tells (headline, deck, subheads);
the rest is body. Word lists and patterns are in ``markers.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from analysis.formats.dates import match_time_stamp
from analysis.formats.paragraphs import Span, find_paragraphs
from analysis.formats.record import PassageKind
from analysis.formats.text import fold
from analysis.reading.article import Passage
from analysis.reading.blocks import Block, joined, labelled, make_block
from analysis.reading.captions import find_duplicates, is_caption, is_split_caption
from analysis.reading.corrections import cut_corrections, is_correction
from analysis.reading.headlines import cut_datelines, cut_marks, dateline_length, label_head, label_headline, same_words
from analysis.reading.markers import any_of, first_match, outlet_line, phrases, words

# A subhead has at most so many words, a deck or a headline that is not recognised as one so many.
_SUBHEAD_WORDS, _DECK_WORDS = 10, 30
# A lone line of a comment form, a byline, a caption before its lone credit have at most so many words.
_FORM_WORDS, _BYLINE_WORDS, _CREDITED_WORDS = 30, 25, 40
# A paragraph with more words is a list or a table; nothing is joined to it.
_BROKEN_WORDS = 400
# A signature ("— Ana Bell") has at most so many paragraphs below it.
_AT_END = 2
# Furniture is short: no paragraph with more characters is looked at; a share bar, one with a telling phrase, a line
# with a credit alone, a time stamp are shorter still.
_LONGEST_FURNITURE, _SHARE_WORDS, _PHRASE_WORDS, _LONGEST_CREDIT, _LONGEST_STAMP = 1000, 40, 100, 119, 99
_OPEN_END = re.compile(r"[\w,;–—-]['\")\]]*$")
_NO_SUBHEAD_END = re.compile(r"[.!,;:…]['\")\]]*$")
# A speaker's label or two sentences on one line are speech ("Q: Why not?"), not a heading.
_SPEECH = re.compile(r"^(?:Q|A|[A-Z]{2,20}(?: [A-Z]{2,20})?): ?\S|^Q[A-Z]|(?:[a-z]{3}\.|[!?])['\"]* \S")
_COMMA_END = re.compile(r",['\"]*$")
_LONE_PHOTO_CREDIT = re.compile(r"\((?:file )?(?:photo|picture|image|map)\b.*\)\.?", re.IGNORECASE)


def label_passages(
    text: str,
    *,
    title: str | None = None,
    outlet: str | None = None,
    known: Mapping[int, PassageKind] | None = None,
    paragraphs: Sequence[Span] | None = None,
) -> tuple[Passage, ...]:
    """The passages of ``text``: in order, without overlap, trimmed, together everything that is not white space.

    ``title`` and ``outlet`` are the headline and the outlet's name where they are known from elsewhere; ``known`` gives
    the kinds of paragraphs that the markup of a page tells, by their first character; ``paragraphs`` are its
    paragraphs, where they are known.
    """
    kinds, folded = known or {}, fold(text)
    blocks = [make_block(folded, span, kinds.get(span.start)) for span in paragraphs or find_paragraphs(text)]
    blocks = _label_by_words(blocks, title, outlet)
    blocks = joined(folded, blocks, _is_broken_paragraph)
    blocks = _label_doubled_lines(blocks, title)
    blocks = _label_credited(blocks)
    blocks = joined(folded, blocks, is_split_caption)
    blocks = label_headline(blocks, title)
    blocks = cut_marks(folded, label_head(blocks, title))
    blocks = _label_subheads(blocks)
    blocks = [block if block.kind else block.labelled("body") for block in blocks]
    blocks = cut_corrections(folded, cut_datelines(folded, blocks))
    repeats = find_duplicates(blocks)
    return tuple(Passage(b.start, b.end, b.kind or "body", repeats.get(i)) for i, b in enumerate(blocks))


# ------------------------------------------------------------------------------------------- what the words tell


def _label_by_words(blocks: list[Block], title: str | None, outlet: str | None) -> list[Block]:
    """Kinds that a paragraph's own words give away; after a comment form begins, short lines belong to it."""
    found, in_comments = list[Block](), False
    for i, block in enumerate(blocks):
        kind, n_below = block.kind, len(blocks) - 1 - i
        if kind in (None, "subhead") and not (i < 20 and same_words(block, title)):
            own = outlet is not None and (i < 2 or n_below < 2) and _is_outlet_line(block, outlet)
            corrects = is_correction(block, found, n_below=n_below)
            told = "correction" if corrects else _kind_by_words(block, n_below=n_below)
            kind = told or kind or ("furniture" if own else None)
        if in_comments and len(block.words) <= _FORM_WORDS:
            kind = "furniture"
        elif kind == "furniture":
            in_comments = any_of("furniture", flag="begins_comments").fullmatch(block.squeezed) is not None
        else:
            in_comments = False
        found.append(block.labelled(kind))
    return found


def _kind_by_words(block: Block, *, n_below: int) -> PassageKind | None:
    line = block.squeezed
    if len(line) <= _LONGEST_STAMP and match_time_stamp(line):
        return "dateline"
    if len(line) <= _LONGEST_FURNITURE and _is_furniture(block, is_last=n_below == 0):
        return "furniture"
    if len(block.words) <= _BYLINE_WORDS and (
        first_match(line, "byline") or (n_below <= _AT_END and first_match(line, "signature"))
    ):
        return "byline"
    return "caption" if is_caption(block) else None


def _is_furniture(block: Block, *, is_last: bool) -> bool:
    line, n_words = block.squeezed, len(block.words)
    if 0 < n_words <= _SHARE_WORDS and words("share_bar").issuperset(block.words):
        return not words("share_bar", "ways").isdisjoint(block.words)
    return (
        (n_words <= _PHRASE_WORDS and next(phrases("furniture_phrases").iter(line.lower()), None) is not None)
        or any_of("furniture").fullmatch(line) is not None
        or (len(line) <= _LONGEST_CREDIT and any_of("lone_credit").fullmatch(line) is not None)
        or (is_last and any_of("last_furniture").fullmatch(line) is not None)
    )


def _is_outlet_line(block: Block, outlet: str) -> bool:
    """Whether a line is the outlet's name or its tagline."""
    return len(block.words) <= _BYLINE_WORDS and outlet_line(outlet).fullmatch(block.squeezed) is not None


def _is_broken_paragraph(above: Block, below: Block) -> bool:
    """Whether a sentence goes on below: it has not ended, and goes on in lower case, or above ends with a comma."""
    if not above.kind is below.kind is None or above.ends_sentence or len(above.words) > _BROKEN_WORDS:
        return False
    is_open = not above.squeezed.endswith(":")
    return is_open and (below.squeezed[:1].islower() or _COMMA_END.search(above.squeezed) is not None)


def _label_doubled_lines(blocks: list[Block], title: str | None) -> list[Block]:
    """A short line that stands twice in a row is a photo's alternative text and its caption, unless it is the title."""
    doubled: set[int] = set()
    for i, (a, b) in enumerate(pairwise(blocks)):
        is_title = same_words(a, title) if title else i == 0
        if a.kind is b.kind is None and a.words == b.words and not is_title and len(a.words) <= _DECK_WORDS:
            doubled |= {i, i + 1}
    return labelled(blocks, doubled, "caption")


def _label_credited(blocks: list[Block]) -> list[Block]:
    """A short paragraph after some prose, above a line like "(Photo: Vale Press)", is the caption that it credits."""
    prose = next((i for i, b in enumerate(blocks) if b.kind is None and b.ends_sentence), len(blocks))
    below = (i for i, block in enumerate(blocks) if i and _LONE_PHOTO_CREDIT.fullmatch(block.squeezed))
    short = {i - 1 for i in below if blocks[i - 1].kind is None and len(blocks[i - 1].words) <= _CREDITED_WORDS}
    return labelled(blocks, {i for i in short if i > prose}, "caption")


# ------------------------------------------------------------------------------------------- what the place tells


def _label_subheads(blocks: list[Block]) -> list[Block]:
    """Short lines without a full stop that prose follows; the title of a photo gallery goes with the gallery."""
    found = list(blocks)
    for i, block in enumerate(blocks):
        if block.kind is not None or not _is_subhead(block, first=i == 0):
            continue
        below = blocks[i + 1] if i + 1 < len(blocks) else block
        if below.kind == "furniture" and any_of("furniture", flag="has_title").fullmatch(below.squeezed):
            found[i] = block.labelled("furniture")
        elif _heads(block, blocks[:i], blocks[i + 1 :]):
            found[i] = block.labelled("subhead")
    return found


def _is_subhead(block: Block, *, first: bool) -> bool:
    line = block.squeezed
    initial = line.lstrip("'\"(")[:1]
    return (
        len(block.words) <= (_DECK_WORDS if first else _SUBHEAD_WORDS)
        and (initial.isupper() or initial.isdigit())
        and not _NO_SUBHEAD_END.search(line)
        and not _SPEECH.search(line)
        and not dateline_length(line)
        and line.count('"') % 2 == 0
    )


def _heads(block: Block, before: list[Block], after: list[Block]) -> bool:
    """Whether longer prose follows, and no sentence is left open above."""
    below = next((b for b in after if b.kind not in ("furniture", "caption", "correction")), None)
    above = next((b for b in reversed(before) if b.kind is None), None)
    if below is None or below.kind not in (None, "body") or len(below.words) <= len(block.words):
        return False
    is_open = above is not None and len(above.words) > _SUBHEAD_WORDS and _OPEN_END.search(above.squeezed)
    return not is_open and not below.squeezed[:1].islower()
