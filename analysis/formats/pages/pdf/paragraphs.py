"""Lines in reading order → paragraphs: hyphens at line ends joined, what goes on in the next column or page too."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median, median_low

from analysis.formats.pages.pdf.columns import Line
from analysis.formats.text import LINE_END

# In heights of a line: how much more space than usual parts paragraphs, how far their first lines stand in, how much
# room a line leaves that could have held the next word; what is more than double spacing.
_MORE_SPACE, _INDENT, _ROOM, _DOUBLE = 0.35, 0.6, 0.5, 1.5
# A line of less than this share of its column is a label.
_SHORT, _FEW = 0.6, 4
# The share of the lines that reach the edge of their column; columns are as wide as each other within a share.
_FULL, _SAME_WIDTH = 0.2, 0.15
_SIZE = 1.08
# Fewer words may be a label; more, without a full stop, are no heading either, and go on overleaf.
_HEADING_WORDS = (3, 12)
_BROKEN = re.compile(r"(?P<head>[^\W\d_]{2,})-$")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# What keeps its hyphen although the line ends there.
_KEPT = frozenset(
    {"anti", "non", "ex", "self", "co", "pro", "pre", "post", "mid", "vice", "al", "el", "ultra", "multi", "inter"}
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a document; ``size`` is the height of its lines in points, ``page`` counts from 1.

    ``left`` is where most of its lines begin, ``linked`` the share of its words that links cover.
    """

    text: str
    size: float
    page: int
    left: float = 0.0
    linked: float = 0.0


def is_of_size(paragraph: Paragraph, size: float) -> bool:
    """Whether a paragraph is set in letters of ``size``."""
    return max(paragraph.size, size) <= _SIZE * min(paragraph.size, size)


def paragraphs_of(pages: Sequence[Sequence[Line]]) -> list[Paragraph]:
    """The paragraphs of a document's pages, each given by its lines in reading order."""
    words = _words(pages)
    found: list[Paragraph] = []
    for number, lines in enumerate(pages, start=1):
        for group in _groups(lines):
            text = _joined((line.text for line in group), words)
            words_of = [word for line in group for word in line.words]
            linked = sum(word.is_link for word in words_of) / len(words_of)
            left = median_low(line.left for line in group)
            paragraph = Paragraph(text, round(median(line.size for line in group), 1), number, left, linked)
            if found and _goes_on(found[-1], paragraph):
                whole = _joined((found[-1].text, text), words)
                found[-1] = replace(found[-1], text=whole)
            else:
                found.append(paragraph)
    return found


def body_size(pages: Iterable[Iterable[Line]]) -> float:
    """The height of most of the text's lines."""
    sizes = Counter[float]()
    for line in (line for lines in pages for line in lines):
        sizes[line.size] += len(line.text)
    return max(sizes, key=lambda size: (sizes[size], size), default=0.0)


def _words(pages: Sequence[Sequence[Line]]) -> Counter[str]:
    """How often each word stands within a line, hyphens kept."""
    lines = (line.text for lines in pages for line in lines)
    return Counter(word.lower() for line in lines for word in _WORD.findall(line.rsplit(" ", 1)[0]))


def _groups(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines of one paragraph each."""
    groups: list[list[Line]] = [[line] for line in lines[:1]]
    pitches, edges = _pitches(lines), _edges(lines)
    for above, line in pairwise(lines):
        if _begins(above, line, pitches.get(line.size, line.size), edges[above.left_edge, above.size]):
            groups.append([])
        groups[-1].append(line)
    return groups


def _pitches(lines: Sequence[Line]) -> dict[float, float]:
    """How far the lines of a paragraph lie apart, for each size of letters."""
    steps = defaultdict[float, list[float]](list)
    for above, line in pairwise(lines):
        if above.size == line.size and 0 < line.bottom - above.bottom < 3 * line.size:
            steps[line.size].append(line.bottom - above.bottom)
    pitches = {size: sorted(found)[len(found) // 3] for size, found in steps.items()}
    for size, pitch in pitches.items():
        ends = [LINE_END.search(line.text) is not None for line in lines if line.size == size]
        if pitch > _DOUBLE * size and sum(ends) > len(ends) / 2:  # every paragraph is one line
            pitches[size] = size
    return pitches


def _edges(lines: Sequence[Line]) -> dict[tuple[float, float], float]:
    """How far right the lines go, for each column and size of letters: not as a few go that are wider; the column's own
    edge for few lines, which may all be labels."""
    ends = defaultdict[tuple[float, float], list[float]](list)
    for line in lines:
        ends[line.left_edge, line.size].append(line.right)
    edges = {key: sorted(found)[-1 - int(_FULL * (len(found) - 1))] for key, found in ends.items()}
    few = {(line.left_edge, line.size): line.right_edge for line in lines}
    return {key: edge if len(ends[key]) > _FEW else few[key] for key, edge in edges.items()}


def _begins(above: Line, line: Line, pitch: float, edge: float) -> bool:
    """Whether a line begins a paragraph."""
    if above.is_row or line.is_row or max(above.size, line.size) > _SIZE * min(above.size, line.size):
        return True
    ended = LINE_END.search(above.text) is not None
    if line.bottom <= above.bottom:  # the next column, or another part of the row
        width, other = above.right_edge - above.left_edge, line.right_edge - line.left_edge
        is_like = line.left_edge != above.left_edge and abs(width - other) < _SAME_WIDTH * width
        return ended or not (line.text[:1].islower() or is_like)
    is_beside = ended and line.right <= above.left_edge  # below a sidebar the text beside it goes on
    if is_beside or line.bottom - above.bottom > pitch + _MORE_SPACE * line.size:
        return True
    is_indented = line.left - line.left_edge > _INDENT * line.size > above.left - above.left_edge
    first = line.text[:1]
    is_short = above.right - above.left_edge < _SHORT * (edge - above.left_edge)
    had_room = edge - above.right - (line.words[0].right - line.words[0].left) > _ROOM * line.size
    return is_indented or (had_room and (ended or first.isupper() or (is_short and not first.islower())))


def _goes_on(above: Paragraph, below: Paragraph) -> bool:
    """Whether a paragraph is the rest of a sentence that the column or the page before left open."""
    same = is_of_size(above, below.size)
    n_words = len(above.text.split())
    if not same or n_words <= _HEADING_WORDS[0] or LINE_END.search(above.text):
        return False
    is_cut = above.page != below.page and (n_words > _HEADING_WORDS[1] or not below.text[:1].isupper())
    return below.text[:1].islower() or above.text.endswith("-") or is_cut


def _joined(lines: Iterable[str], words: Counter[str]) -> str:
    """The lines as one, with the words whole that their ends broke."""
    text = ""
    for line in lines:
        broken = _BROKEN.search(text)
        if broken is None or not line[:1].islower():
            text = f"{text} {line}" if text and not text.endswith("-") else text + line
        elif _keeps_hyphen(broken["head"], line, words):
            text += line
        else:
            text = text[:-1] + line
    return text


def _keeps_hyphen(head: str, line: str, words: Counter[str]) -> bool:
    """Whether "bomb-" and "making" are two: as the document writes them elsewhere, else by the first of them."""
    rest = _WORD.match(line)
    tail = rest[0].split("-")[0].lower() if rest else ""
    hyphened, whole = words[f"{head}-{tail}".lower()], words[f"{head}{tail}".lower()]
    return hyphened > whole or (hyphened == whole and head.lower() in _KEPT)
