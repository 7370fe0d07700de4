"""Headline and what stands around it: taglines above, repetitions, deck, bare names of authors; the dateline."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.formats.text import bare_words, squeeze
from analysis.reading.blocks import Block, cut, labelled
from analysis.reading.markers import any_of, first_match, markers, words

# No dateline is longer; only the first paragraphs of the body have one.
_LONGEST_DATELINE, _FIRST_PARAGRAPHS = 260, 3
# A headline has at most so many words; one that ends with a full stop is shorter, unless it is in title case.
_HEADLINE_WORDS, _STOPPED_WORDS, _TITLE_CASE_WORDS = 30, 12, 20
_TITLE_CASE = 0.6
# A line of capitals above the headline is a masthead if it has at most so many words; a tagline so many.
_MASTHEAD_WORDS, _TAGLINE_WORDS = 4, 12
# So many paragraphs from the top may be headline, deck or byline; a deck has at most two of at most so many words.
_HEAD, _DECK_WORDS = 8, 50
_NAMES_WORDS = 12
_LONG_WORD = re.compile(r"\w{4,}")


def same_words(block: Block, title: str | None) -> bool:
    """Whether a line is the title, whatever its quotation marks, its capitals and a site name at the title's end."""
    if not title or not block.words or len(block.words) > _HEADLINE_WORDS + 10:
        return False
    known = bare_words(squeeze(title))
    return block.words == known or (len(block.words) >= 4 and known[: len(block.words)] == block.words)


def label_headline(blocks: list[Block], title: str | None) -> list[Block]:
    """The headline and, where it is printed again, its repetitions."""
    found = next((b for b in blocks if b.kind == "headline"), None)
    if found is None:
        candidates = [b for b in blocks[:20] if b.kind is None]
        found = next((b for b in candidates if same_words(b, title)), None)
        if found is None and not title:
            found = _first_line_as_headline(candidates)
    if found is None:
        return blocks
    return [b.labelled("headline") if b is found or (b.kind is None and b.words == found.words) else b for b in blocks]


def _first_line_as_headline(candidates: list[Block]) -> Block | None:
    """The first line, if it reads like a headline and longer prose follows; a masthead above it is passed over."""
    if len(candidates) < 2:
        return None
    first, second = candidates[0], candidates[1]
    if _is_masthead(first) and not second.ends_sentence and len(candidates) > 2:
        return _first_line_as_headline(candidates[1:])
    longest, n_words = max(len(b.words) for b in candidates[1:6]), len(first.words)
    if n_words > _HEADLINE_WORDS or longest <= n_words or dateline_length(first.squeezed):
        return None
    if not first.ends_sentence:
        return None if first.squeezed.endswith((",", ";", ":")) else first
    stands_apart = second.start - first.end > 1  # else it is the first of many lines that are sentences
    is_short = n_words <= _STOPPED_WORDS and '"' not in first.squeezed and len(second.words) > n_words and stands_apart
    long_words = _LONG_WORD.findall(first.squeezed)
    capitals = sum(word[0].isupper() for word in long_words)
    is_title_case = n_words <= _TITLE_CASE_WORDS and 0 < _TITLE_CASE * len(long_words) <= capitals
    return first if is_short or (is_title_case and not second.squeezed.isupper()) else None


def _is_masthead(block: Block) -> bool:
    return block.squeezed.isupper() and len(block.words) <= _MASTHEAD_WORDS


def label_head(blocks: list[Block], title: str | None) -> list[Block]:
    """What stands above the headline (mastheads, taglines) and below it (bare names, the deck)."""
    top = next((i for i, b in enumerate(blocks) if b.kind == "headline"), None)
    if top is None:
        return labelled(blocks, set(_bare_names(blocks, begin=0)), "byline")
    sure = same_words(blocks[top], title)
    short = (i for i, b in enumerate(blocks[:top]) if b.kind is None and len(b.words) <= _TAGLINE_WORDS)
    blocks = labelled(blocks, {i for i in short if sure or _is_masthead(blocks[i])}, "furniture")
    blocks = labelled(blocks, set(_bare_names(blocks, begin=top + 1)), "byline")
    return labelled(blocks, _deck(blocks, top), "subhead")


def _bare_names(blocks: list[Block], *, begin: int) -> Iterator[int]:
    """Lines of names alone, which are bylines under the headline, before any prose, and at the very end."""
    for i in range(begin, min(_HEAD, len(blocks))):
        if blocks[i].kind is None and blocks[i].ends_sentence:
            break
        if _is_names(blocks[i]):
            yield i
    if len(blocks) > 2 and _is_names(blocks[-1]):
        yield len(blocks) - 1


def _is_names(block: Block) -> bool:
    return (
        block.kind is None
        and not (block.squeezed.isupper() and block.squeezed.endswith("."))
        and len(block.words) <= _NAMES_WORDS
        and words("not_names").isdisjoint(w for w in block.words if w != "and")
        and first_match(block.squeezed, "bare_byline") is not None
    )


def _deck(blocks: list[Block], top: int) -> set[int]:
    """The one or two paragraphs between the headline and the byline or dateline, which sum up the article."""
    below = list(enumerate(blocks[: _HEAD + 1]))[top + 1 :]
    ends = [i for i, b in below if b.kind in ("byline", "dateline") or (not b.kind and dateline_length(b.squeezed))]
    between = {i for i in range(top + 1, max(ends, default=0)) if blocks[i].kind is None}
    is_deck = len(between) <= 2 and all(len(blocks[i].words) <= _DECK_WORDS for i in between)
    return between if is_deck else set()


def cut_marks(folded: str, blocks: list[Block]) -> list[Block]:
    """The headline without what a wire sets before or behind it ("UPDATE 2-", "(1st LD)"), which is furniture."""
    parts: list[Block] = []
    for block in blocks:
        while block.kind == "headline" and (lead := any_of("headline_lead").match(block.squeezed)):
            mark, block = cut(folded, block, lead.end(), "furniture", "headline")
            parts.append(mark)
        tail = any_of("headline_tail", end=r"\Z").search(block.squeezed) if block.kind == "headline" else None
        parts += cut(folded, block, tail.start(), "headline", "furniture") if tail else [block]
    return parts


def dateline_length(squeezed: str) -> int:
    """Length of the dateline that a squeezed paragraph begins with, 0 where there is none."""
    head = squeezed[:_LONGEST_DATELINE]
    for marker in markers("dateline"):
        match = marker.pattern.match(head)
        # Where all is in capitals, words before a dash tell nothing about a dateline.
        is_prose = marker.name == "capital place, dash" and squeezed[len(head) // 2 :].isupper()
        if match and not is_prose:
            return match.end()
    return 0


def cut_datelines(folded: str, blocks: list[Block]) -> list[Block]:
    """The first body paragraph that begins with a dateline, cut in two: the dateline, and the prose."""
    for i in [i for i, b in enumerate(blocks) if b.kind == "body"][:_FIRST_PARAGRAPHS]:
        block = blocks[i]
        length = dateline_length(block.squeezed)
        if length:
            return [*blocks[:i], *cut(folded, block, length, "dateline", "body"), *blocks[i + 1 :]]
    return blocks
