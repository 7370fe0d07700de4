"""A saved web page → a record: its main content as blocks of text, with the kinds that the markup tells.

trafilatura (Barbaresi 2021) finds the main content; what it would drop or flatten (captions, byline, time stamp) is
marked before or put back after. The article's text is made of the blocks, joined by blank lines: the same page gives
the same text.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from analysis.errors import UnreadableFile
from analysis.formats.pages.pagefacts import PageFacts, read_page_facts
from analysis.formats.record import PassageKind, Record, Records
from analysis.formats.source import Kind
from analysis.formats.text import bare_words, decode, squeeze

# Stands before a caption while trafilatura works; a word, because it drops what is not printable.
_CAPTION_MARK = "xqcaptionqx"
_CAPTIONS = "//figcaption | //*[contains(concat(' ', @class, ' '), ' wp-caption-text ')]"
_BLOCKS = frozenset({"p", "head", "quote", "list", "item", "table", "row", "cell", "div", "body", "main", "article"})
_DECK = frozenset({"standfirst", "deck", "dek", "subtitle", "summary", "subheadline", "article-summary"})
# libxml2 holds each attribute of a tag against all before it: 40,000 of them take 15 seconds, and no page needs them.
# A value in quotation marks may hold ">". What is matched is never given back, so that no tag is read twice.
_VALUE = re.compile(r"""=\s*+(?:"[^"]*+"|'[^']*+')""")
_TAG = re.compile(rf"(<[a-zA-Z][\w:-]*+)[\s/](?:[^>=]++|{_VALUE.pattern}|=)*+>?")
_LONG_TAG, _MOST_ATTRIBUTES = 8000, 1000
_DECLARED = re.compile(rb"""<meta[^>]{1,200}charset\s?=\s?["']?([\w-]{3,20})""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Block:
    text: str
    kind: PassageKind | None = None


def read_webpage(raw: bytes, path: str) -> Record:
    """The article of an HTML page; its text is the headline, byline and date if shown, and the content's blocks.

    Raises UnreadableFile where the page holds no article's text.
    """
    tree = _parse(raw, path)
    facts = read_page_facts(tree)
    _mark_captions(tree)
    content = _main_content(tree)
    blocks = [] if content is None else _unnested(_walk(content))
    if not any(len(_words(block.text)) >= 5 for block in blocks):
        reason = "The page holds no article that can be found."
        raise UnreadableFile(path, reason, "Save its text as a .txt file instead.")
    title = _title_among(blocks, facts)
    blocks = _with_head(blocks, title, facts)
    starts = [0, *accumulate(len(block.text) + 2 for block in blocks)]
    return Record(
        text="\n\n".join(block.text for block in blocks),
        title=title,
        outlet=facts.outlet,
        authors=facts.authors,
        published=facts.published,
        published_from="html" if facts.published else None,
        url=facts.url,
        language=facts.language,
        known={start: block.kind for start, block in zip(starts, blocks, strict=False) if block.kind},
        wrapped=False,
    )


def _parse(raw: bytes, path: str) -> Any:
    from trafilatura import load_html  # loads slowly, and only pages need it

    declared = _DECLARED.search(raw[:4096])
    html = decode(raw, path, prefer=declared[1].decode("ascii") if declared else None)
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    html = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", " ", html)
    tree = load_html(_with_few_attributes(html))
    if tree is None:
        raise UnreadableFile(path, "The file is not an HTML page.", "Save the page again, or its text as a .txt file.")
    return tree


def _with_few_attributes(html: str) -> str:
    """The page without the attributes of tags that have more of them than libxml2 can bear."""
    kept, end = [], 0
    for tag in _TAG.finditer(html):
        if tag.end() - tag.start() < _LONG_TAG or _n_attributes(tag[0]) <= _MOST_ATTRIBUTES:
            continue
        kept += [html[end : tag.end(1)], ">"]
        end = tag.end()
    return "".join([*kept, html[end:]])


def _n_attributes(tag: str) -> int:
    return len(_VALUE.sub(" ", tag).replace("/", " ").split())


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


def _main_content(tree: Any) -> Any:
    from trafilatura import bare_extraction

    try:
        found = bare_extraction(tree, include_comments=False, include_tables=True, favor_recall=False)
    except Exception:  # a page that breaks the extractor is one that it finds nothing in
        return None
    return getattr(found, "body", None)


def _walk(element: Any) -> Iterator[_Block]:
    """The blocks below an element in page order: line breaks and block elements part them."""
    kind, words = _kind_of(element), element.text or ""
    for child in element:
        is_block = child.tag in _BLOCKS and element.tag != "head"
        if is_block or child.tag == "lb":
            yield _block(words, kind)
            words = ""
        if is_block:
            yield from _walk(child)
        elif child.tag != "lb" and isinstance(child.tag, str):  # no comment
            words += "".join(child.itertext())
        words += child.tail or ""
    yield _block(words, kind)


def _block(words: str, kind: PassageKind | None) -> _Block:
    text = " ".join(words.split())
    if text.startswith(_CAPTION_MARK):
        return _Block(text.removeprefix(_CAPTION_MARK).strip(), "caption")
    return _Block(text, kind)


def _kind_of(element: Any) -> PassageKind | None:
    if element.tag == "head":
        return "headline" if element.get("rend") == "h1" else "subhead"
    return "subhead" if _DECK.intersection((element.get("class") or "").split()) else None


def _unnested(blocks: Iterable[_Block]) -> list[_Block]:
    """Blocks without emptiness, and without a block that follows itself; only the first heading is the headline."""
    kept: list[_Block] = []
    for block in blocks:
        if block.text and not (kept and kept[-1].text == block.text):
            again = block.kind == "headline" and any(b.kind == "headline" for b in kept)
            kept.append(_Block(block.text, "subhead") if again else block)
    return kept


def _title_among(blocks: list[_Block], facts: PageFacts) -> str | None:
    """The title: the one of those the page gives that also stands in its text, else the first given as the headline."""
    texts = {_words(b.text) for b in blocks[:12]}
    shown = next((t for t in (*facts.titles, *facts.window_titles) if _words(t) in texts), None)
    headline = next((b.text for b in blocks if b.kind == "headline"), None)
    return shown or headline or next(iter(facts.titles), None)


def _with_head(blocks: list[_Block], title: str | None, facts: PageFacts) -> list[_Block]:
    """The blocks with headline, byline and time stamp in front where the extractor lost what the page shows."""
    head, rest = list[_Block](), blocks
    if title:
        at = next((i for i, b in enumerate(blocks[:12]) if _words(b.text) == _words(title)), None)
        shown = title if at is None else blocks[at].text
        head, rest = [*blocks[: at or 0], _Block(shown, "headline")], blocks if at is None else blocks[at + 1 :]
    present = {_words(block.text) for block in blocks}
    lost: list[tuple[str | None, PassageKind]] = [(facts.shown_byline, "byline"), (facts.shown_date, "dateline")]
    return [*head, *(_Block(text, kind) for text, kind in lost if text and _words(text) not in present), *rest]


def _words(text: str) -> tuple[str, ...]:
    return bare_words(squeeze(text))


WEBPAGE = Kind("saved page", (".html", ".htm"), lambda source: Records((read_webpage(source.raw, source.name),)))
