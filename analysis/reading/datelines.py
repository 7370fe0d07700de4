"""Datelines at the beginning of the prose ("HARROW (VP) — …"): found, and cut off as passages of their own."""

from __future__ import annotations

from analysis.formats.paragraphs import Span
from analysis.reading.blocks import Block, make_block
from analysis.reading.markers import markers

# No dateline is longer; only the first paragraphs of the body have one.
_LONGEST, _FIRST_PARAGRAPHS = 260, 3


def dateline_length(squeezed: str) -> int:
    """Length of the dateline that a squeezed paragraph begins with, 0 where there is none."""
    head = squeezed[:_LONGEST]
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
        if length >= len(block.squeezed):
            return [*blocks[:i], block.labelled("dateline"), *blocks[i + 1 :]]
        if length:
            cut = block.start + _unsqueezed(folded[block.start : block.end], length)
            rest = folded[cut : block.end]
            dateline = Span(block.start, block.start + len(folded[block.start : cut].rstrip()))
            prose = Span(cut + len(rest) - len(rest.lstrip()), block.end)
            return [
                *blocks[:i],
                make_block(folded, dateline, "dateline"),
                make_block(folded, prose, "body"),
                *blocks[i + 1 :],
            ]
    return blocks


def _unsqueezed(paragraph: str, length: int) -> int:
    """How many characters of a paragraph its first ``length`` squeezed ones are (runs of white space count as one)."""
    seen = i = 0
    while seen < length and i < len(paragraph):
        i += 1
        if paragraph[i - 1].isspace():
            while i < len(paragraph) and paragraph[i].isspace():
                i += 1
        seen += 1
    return i
