"""Datelines at the beginning of the prose ("HARROW (VP) — …"): found, and cut off as passages of their own."""

from __future__ import annotations

from analysis.reading.blocks import Block, cut
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
        if length:
            return [*blocks[:i], *cut(folded, block, length, "dateline", "body"), *blocks[i + 1 :]]
    return blocks
