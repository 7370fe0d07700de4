"""A page's main content as blocks of text, with the kinds that its markup tells.

trafilatura (Barbaresi 2021) finds the main content. It is held against what the markup declares: where it lacks a part
of the prose around the headline (in ``<aside>``, behind a box amid the text, in tables), the blocks are read from there
instead, without the boxes whose classes say that they are furniture.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from html import unescape
from itertools import groupby
from typing import Any

from analysis.formats.pages.blocks import Block, blocks_of, is_prose
from analysis.formats.pages.markup import is_cookie_notice, is_said_by, page_words
from analysis.formats.text import bare_words

# Stands before a caption while trafilatura works; a word, because it drops what is not printable.
_CAPTION_MARK = "xqcaptionqx"
_CAPTIONS = "//figcaption | //*[contains(concat(' ', @class, ' '), ' wp-caption-text ')]"
_PARTS = re.compile(r"\n+|<br\W*>|</p>")
_MARKUP = re.compile(r"<[^<>]{0,500}>")
# What shows that a paragraph is among others: so many words of its beginning and of its end.
_EDGE = 5
# The share of the declared prose that may be missing. The share of a page's prose that makes an element the article's:
# of one that says so, and of any. A box with less of it is furniture where its class says that.
_MAY_MISS, _DECLARED_SHARE, _SHARE, _BOX_SHARE = 0.1, 0.3, 0.7, 0.4
_MANY = 2000  # paragraphs
_HEAD_BLOCKS = 3
_ARTICLE = ("article", "main")
# A page of at least so many linked lines is a list, where never more than so many paragraphs follow each other.
_LINKED_LINES, _LINKED_WORDS, _TEASER_WORDS, _TEASER_PARAGRAPHS, _TEASERS = 5, 4, 8, 2, 3


def read_blocks(tree: Any, heading: Any, stated_body: str) -> list[Block]:
    """The blocks of a page's article; ``heading`` is the element of its headline, ``stated_body`` JSON-LD's text of it.

    The tree is changed on the way.
    """
    for advert in tree.xpath("//*[starts-with(name(), 'amp-')]"):
        if advert.tag in page_words("no_text") and advert.getparent() is not None:
            advert.drop_tree()
    declared = _declared(tree, heading)
    _mark_captions(tree)
    extracted = [_unmarked(block) for block in blocks_of(_extracted(tree))]
    is_last_resort = len(extracted) == 1 < len(declared)
    found = declared if is_last_resort or _missing(declared, extracted) > _MAY_MISS else extracted
    parts = (_MARKUP.sub(" ", part) for part in _PARTS.split(unescape(stated_body)))
    stated = [Block(" ".join(part.split())) for part in parts if part.strip()]
    return _once(stated if _missing(stated, found) > 0.5 else found)


def count_linked_lines(tree: Any) -> int:
    """How many headlines a page links to where it is a list of them (an index); 0 for other pages."""
    blocks = [block for block in blocks_of(_body(tree)) if block.box is None or block.kind]
    lines = [block.is_link and len(bare_words(block.text)) >= _LINKED_WORDS for block in blocks]
    prose = [not line and len(bare_words(b.text)) >= _TEASER_WORDS for line, b in zip(lines, blocks, strict=True)]
    begin = lines.index(True) if True in lines else len(lines)
    told = groupby(p for p, line in zip(prose, lines, strict=True) if p or line)
    runs = [sum(1 for _ in run) for is_run, run in told if is_run]
    teasers = len(runs) - any(prose[:begin])
    is_list = max(runs, default=0) <= _TEASER_PARAGRAPHS and (teasers >= _TEASERS or not any(prose))
    return sum(lines) if is_list and sum(lines) >= _LINKED_LINES else 0


def _body(tree: Any) -> Any:
    return next(iter(tree.xpath("//body")), tree)


# ----------------------------------------------------------------------------------------- what the markup declares


def _declared(tree: Any, heading: Any) -> list[Block]:
    """The blocks around the headline, or of the element that holds most of the page's prose."""
    blocks = [block for block in blocks_of(_body(tree), heading) if not is_cookie_notice(block.text)]
    weights = _weights(blocks)
    total = weights[_body(tree)]
    around = set() if heading is None else {heading, *heading.iterancestors()}
    blocks = [b for b in blocks if b.box is None or b.box in around or weights[b.box] > _BOX_SHARE * total]
    weights = _weights(blocks)
    container = _container(tree, heading, weights)
    inside = [i for i, b in enumerate(blocks) if container is not None and _holds(container, b.element)]
    if not inside:
        return []
    begin = next((i for i in inside if blocks[i].element is heading), inside[0])
    if heading is None:  # what stands above the text is its headline and byline
        begin = max(0, begin - _HEAD_BLOCKS)
    return [b for b in blocks[begin : inside[-1] + 1] if not b.is_link or b.element is heading]


def _weights(blocks: Iterable[Block]) -> Counter[Any]:
    """The words of prose below each element."""
    weights: Counter[Any] = Counter()
    for block in blocks:
        if is_prose(block):
            n_words = len(bare_words(block.text))
            for element in (block.element, *block.element.iterancestors()):
                weights[element] += n_words
    return weights


def _container(tree: Any, heading: Any, weights: Counter[Any]) -> Any:
    """The innermost element that is the article's: around the headline, or around most of the prose."""
    total = weights[_body(tree)]
    stated = [e for e in tree.xpath("//*[@itemprop='articleBody']") if weights[e] > _DECLARED_SHARE * total]
    if heading is None:
        heavy = (e for e in weights if weights[e] >= _SHARE * total)
        return next(iter([*stated, *sorted(heavy, key=lambda e: -sum(1 for _ in e.iterancestors()))]), None)
    for element in heading.iterancestors():
        needed = _DECLARED_SHARE if element.tag in _ARTICLE else _SHARE
        if weights[element] >= needed * total and all(_holds(element, body) for body in stated):
            return element
    return None


def _holds(container: Any, element: Any) -> bool:
    return element is container or any(ancestor is container for ancestor in element.iterancestors())


# ---------------------------------------------------------------------------------------- what the extractor finds


def _mark_captions(tree: Any) -> None:
    """Every caption becomes a paragraph that says what it is, in its place."""
    from lxml import etree

    for caption in tree.xpath(_CAPTIONS):
        words = " ".join(" ".join(caption.itertext()).split())
        figure = next((a for a in caption.iterancestors("figure")), caption)
        parent = figure.getparent()
        if parent is None or not words:
            continue
        paragraph = etree.Element("p")
        paragraph.text, paragraph.tail = f"{_CAPTION_MARK} {words}", figure.tail
        parent.replace(figure, paragraph)


def _extracted(tree: Any) -> Any:
    from trafilatura import bare_extraction

    is_long = sum(1 for _ in tree.iter("p", "div", "td", "li")) > _MANY  # its second extractor takes their square
    try:
        found = bare_extraction(tree, include_comments=False, include_tables=True, fast=is_long)
    except Exception:  # a page that breaks the extractor is one that it finds nothing in
        return None
    return getattr(found, "body", None)


def _unmarked(block: Block) -> Block:
    if not block.text.startswith(_CAPTION_MARK):
        return block
    return Block(block.text.removeprefix(_CAPTION_MARK).strip(), "caption")


# ------------------------------------------------------------------------------------------------- one beside the other


def _missing(wanted: Sequence[Block], found: Sequence[Block]) -> float:
    """The share of the prose of some blocks, in words, that others lack; 0 where there is none."""
    have = f" {' '.join(word for block in found for word in bare_words(block.text))} "
    lacking, total = 0, 0
    for block in wanted:
        words = bare_words(block.text)
        if is_prose(block):
            total += len(words)
            lacking += 0 if all(f" {' '.join(e)} " in have for e in (words[:_EDGE], words[-_EDGE:])) else len(words)
    return lacking / total if total else 0.0


def _once(blocks: Iterable[Block]) -> list[Block]:
    """The blocks without a paragraph that stands there again, or a line that follows itself; no notice of cookies.

    Only the first heading is the headline.
    """
    kept, seen = list[Block](), set[str]()
    for block in blocks:
        again = block.text in seen and (is_prose(block) or kept[-1].text == block.text)
        if again or is_said_by(block.text, "for_screens", at_most=12) or is_cookie_notice(block.text):
            continue
        seen.add(block.text)
        is_second = block.kind == "headline" and any(b.kind == "headline" for b in kept)
        kept.append(Block(block.text, "subhead") if is_second else block)
    return kept
