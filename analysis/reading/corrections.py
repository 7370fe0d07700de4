"""Corrections, clarifications, editors' notes: how they are told, alone, below a label, at the end of a paragraph."""

from __future__ import annotations

import re

from analysis.reading.blocks import Block, cut
from analysis.reading.headlines import dateline_length
from analysis.reading.markers import any_of, words

# Among so many paragraphs at the beginning and at the end a correction without a label is one.
_AT_EDGE = 6
# Below a lone label so many paragraphs at the end belong to it.
_AT_END = 2
_SENTENCE_BEGINS = re.compile(r"[.!?][\"')\]]{0,3} (?=[\"'(\[*_]{0,3}[A-Z])")


def is_correction(block: Block, above: list[Block], *, n_below: int) -> bool:
    """Whether a paragraph, given those above it, corrects or explains the article."""
    at_edge = len(above) < _AT_EDGE or n_below < _AT_EDGE
    length = dateline_length(block.squeezed) if at_edge else 0
    if any(_is_one(line, at_edge=at_edge) for line in {block.squeezed, block.squeezed[length:].lstrip()}):
        return True
    if not _goes_on(above):
        return False
    return _tells_amiss(block) or (n_below < _AT_END and any(b.kind is None and b.ends_sentence for b in above))


def _is_one(line: str, *, at_edge: bool) -> bool:
    tables = ("correction", "correction_at_edge") if at_edge else ("correction",)
    return any(any_of(table).fullmatch(line) for table in tables)


def _goes_on(above: list[Block]) -> bool:
    """Whether what stands right above is a lone label, or a paragraph below one."""
    for block in reversed(above):
        if block.kind != "correction":
            return False
        if any_of("correction", flag="begins").fullmatch(block.squeezed):
            return True
    return False


def _tells_amiss(block: Block) -> bool:
    line = f" {' '.join(block.words)} "
    return any(f" {cue} " in line for cue in words("corrections"))


def cut_corrections(folded: str, blocks: list[Block]) -> list[Block]:
    """Paragraphs of the body that end with a correction, cut in two."""
    parts: list[Block] = []
    for i, block in enumerate(blocks):
        at_edge = i < _AT_EDGE or len(blocks) - i <= _AT_EDGE
        begins = (m.end() for m in _SENTENCE_BEGINS.finditer(block.squeezed)) if block.kind == "body" else ()
        at = next((begin for begin in begins if _is_one(block.squeezed[begin:], at_edge=at_edge)), None)
        parts += [block] if at is None else cut(folded, block, at, "body", "correction")
    return parts
