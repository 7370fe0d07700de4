"""A saved web page → a record: its article's blocks of text, and the facts that its markup states.

The article's text is made of the blocks, joined by blank lines: the same page gives the same text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from analysis.errors import UnreadableFile
from analysis.formats.dates import is_time_stamp
from analysis.formats.pages.blocks import Block, is_prose
from analysis.formats.pages.content import count_linked_lines, read_blocks
from analysis.formats.pages.live import LiveDay, days_of
from analysis.formats.pages.markup import find_heading, page_words
from analysis.formats.pages.paywalls import without_offers
from analysis.formats.pages.saved import UNKNOWN, Transport, parse_page
from analysis.formats.pages.stated.pagefacts import PageFacts, read_page_facts
from analysis.formats.record import PassageKind, Record, Records, compose
from analysis.formats.source import Kind
from analysis.formats.text import bare_words

# The title stands among so many first blocks.
_TOP = 12
# So many words of a window's title are one that is shown.
_TITLE_WORDS = 4
# Some words of a script that writes no spaces between them.
_UNSPACED = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]{12}")


def read_webpage(raw: bytes, path: str, said: Transport = UNKNOWN) -> tuple[Record, ...]:
    """The article of an HTML page; of a live page one for each day of its entries, with the day as ``id``.

    Raises UnreadableFile where the page holds no article's text.
    """
    page = parse_page(raw, path, said)
    facts = read_page_facts(page)
    days = days_of(page.tree, facts.heading, [*facts.titles, *facts.window_titles])
    if not days:
        return (_record(page.tree, facts, path),)
    return tuple(replace(_record(day.tree, _on(day, facts), path), id=day.begins.date().isoformat()) for day in days)


def _on(day: LiveDay, facts: PageFacts) -> PageFacts:
    heading = find_heading(day.tree, facts.titles)
    stated = replace(facts.stated, published=day.begins)
    return replace(facts, stated=stated, heading=heading, shown_date=None, is_article=True, body="")


def _record(tree: Any, facts: PageFacts, path: str) -> Record:
    """The article's record; its text is the headline, byline and date if shown, and the content's blocks."""
    n_links = 0 if facts.is_article else count_linked_lines(tree)
    if n_links:
        reason = f"The page is a list of {n_links} headlines, not an article."
        raise UnreadableFile(path, reason, "Save the articles that it leads to instead.")
    blocks = read_blocks(tree, facts.heading, facts.body)
    blocks = [block for i, block in enumerate(blocks) if i >= _TOP or not _is_of_printing(block)]
    blocks, more = without_offers(blocks, is_prose)
    if not any(len(bare_words(block.text)) >= 5 or _UNSPACED.search(block.text) for block in blocks):
        reason = "The page holds no article that can be found."
        raise UnreadableFile(path, reason, "Save its text as a .txt file instead.")
    title = _title_among(blocks, facts)
    blocks = [_unless_stamp(block, facts) for block in _with_head(blocks, title, facts)]
    text, known = compose((block.text, block.kind) for block in blocks)
    return replace(facts.stated, text=text, title=title, known=known, more_elsewhere=more)


def _is_of_printing(block: Block) -> bool:
    """Whether a block says where and when the page was printed ("Printed from: https://…")."""
    return not is_prose(block) and not page_words("printed").isdisjoint(bare_words(block.text)[:1])


def _title_among(blocks: list[Block], facts: PageFacts) -> str | None:
    """The title: the one of those the page gives that also stands in its text, else the first given as the headline."""
    texts = {bare_words(b.text) for b in blocks[:_TOP]}
    windows = sorted(map(bare_words, facts.window_titles), key=len)
    if windows[1:] and facts.titles and bare_words(facts.titles[0]) == windows[-1]:
        return facts.titles[0]
    shown = next((t for t in (*facts.titles, *facts.window_titles) if bare_words(t) in texts), None)
    if facts.heading is None and shown is None:  # "Outlet: Headline", as old pages have it
        shown = next((b.text for b in blocks[:_TOP] if _is_end_of(bare_words(b.text), windows)), None)
    headline = next((b.text for b in blocks if b.kind == "headline"), None)
    outlet = bare_words(facts.stated.outlet)
    window = (t for t in facts.window_titles if outlet and bare_words(t) != outlet)
    return shown or headline or next(iter(facts.titles), None) or next(window, None)


def _is_end_of(words: tuple[str, ...], titles: Sequence[tuple[str, ...]]) -> bool:
    return len(words) >= _TITLE_WORDS and any(words in (title[-len(words) :], title[: len(words)]) for title in titles)


def _with_head(blocks: list[Block], title: str | None, facts: PageFacts) -> list[Block]:
    """The blocks with headline, byline and time stamp in front where the extractor lost what the page shows."""
    head, rest = list[Block](), blocks
    if title:
        at = next((i for i, b in enumerate(blocks[:_TOP]) if bare_words(b.text) == bare_words(title)), None)
        shown = title if at is None else blocks[at].text
        above = [b for b in blocks[: at or 0] if is_prose(b) or b.kind == "caption"]  # no label of a section
        head, rest = [*above, Block(shown, "headline")], blocks if at is None else blocks[at + 1 :]
    present = {bare_words(block.text) for block in blocks}
    lost: list[tuple[str | None, PassageKind]] = [(facts.shown_byline, "byline"), (facts.shown_date, "dateline")]
    return [*head, *(Block(text, kind) for text, kind in lost if text and bare_words(text) not in present), *rest]


def _unless_stamp(block: Block, facts: PageFacts) -> Block:
    """A time stamp that is not the one of publication is furniture: nothing is dated by it."""
    is_own = facts.shown_date is not None and bare_words(block.text) == bare_words(facts.shown_date)
    return Block(block.text, "furniture") if is_time_stamp(block.text) and not is_own else block


WEBPAGE = Kind("saved page", (".html", ".htm"), lambda source: Records(read_webpage(source.raw, source.name)))
