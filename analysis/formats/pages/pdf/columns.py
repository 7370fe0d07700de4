"""Words of a page → its lines in reading order: column by column where the page has columns.

Rows of words are taken from the top. Where a gap wider than one between words goes through some of them, with lines on
both sides of it, they are columns; a headline across the page ends them. Where one side is numbers it is a table,
which is read row by row: "Killed 5" belongs together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile
from statistics import median

from analysis.formats.pages.pdf.letters import Sheet, Word
from analysis.formats.text import LINE_END

Row = tuple[Word, ...]
# In heights of a line: the least width of a gutter, of one that few lines show, and of a gap that parts a lone row.
_GUTTER, _SURE_GUTTER, _PART = 0.7, 1.0, 2.5
# So many lines on both sides make columns of a wide gutter, and of a narrow one.
_LINES, _MANY_LINES = 3, 8
# Rows of columns follow each other within so many heights of a line.
_APART = 3.0
# A row so many lines below the one above, with none on the other side, is no part of a column.
_BELOW = 1.4
_SAME_ROW, _NUMBERS = 0.4, 0.6
_MOST_GAPS = 100
_INFINITE = float("inf")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of words of one column, with the edges of the column; ``is_row``: of a table."""

    words: tuple[Word, ...]
    left_edge: float
    right_edge: float
    is_row: bool = False

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def left(self) -> float:
        return self.words[0].left

    @property
    def right(self) -> float:
        return self.words[-1].right

    @property
    def top(self) -> float:
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        return max(word.bottom for word in self.words)

    @property
    def size(self) -> float:
        return round(median(word.size for word in self.words), 1)


@dataclass(frozen=True, slots=True)
class _Gap:
    """A gap that goes through the rows from ``first``; how many have words to the left and to the right of it."""

    left: float
    right: float
    first: int
    n_left: int
    n_right: int
    last: int = 0


def lines_of(sheets: Iterable[Sheet]) -> Iterator[list[Line]]:
    """The lines of each page as they are read. A few of them may go on in the columns of a page before."""
    known: list[_Gap] = []
    for sheet in sheets:
        rows = _rows(sheet.words)
        edge = sheet.width - min((word.left for word in sheet.words), default=0.0)
        lines, done = list[Line](), 0
        for gutters in _regions(rows, known):
            first, last = gutters[0].first, gutters[0].last
            columns = _columns(rows[first:last], gutters)
            lines += _lines(rows[done:first])
            if any(_is_numbers(column) for column in columns):
                lines += _lines(rows[first:last], whole=True)
            else:
                ends = [*sorted(gap.right for gap in gutters), edge]
                for column, end in zip(columns, ends, strict=True):
                    lines += _lines(_rows(column), end)
                known += gutters
            done = last
        yield lines + _lines(rows[done:])


def _rows(words: Iterable[Word]) -> list[Row]:
    """The words in rows from the top, left to right: of a row are those whose middles lie beside each other."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda w: (w.top + w.bottom, w.left)):
        apart = ((row, abs(row[0].top + row[0].bottom - word.top - word.bottom) / 2) for row in rows[-3:])
        row = next((row for row, far in apart if far < _SAME_ROW * min(row[0].size, word.size)), None)
        if row is None:
            rows.append([word])
        else:
            row.append(word)
    return [tuple(sorted(row, key=lambda w: w.left)) for row in rows]


def _regions(rows: Sequence[Row], known: Sequence[_Gap]) -> list[list[_Gap]]:
    """The gutters of each stretch of rows that is set in columns, from the top; stretches do not overlap."""
    gaps = (gap for gap in _gaps(rows) if _is_gutter(gap, rows, known))
    found = sorted((_trimmed(gap, rows) for gap in gaps), key=lambda gap: (gap.first - gap.last, gap.left - gap.right))
    regions: list[list[_Gap]] = []
    for gap in found:
        over = [region for region in regions if gap.first < region[0].last and region[0].first < gap.last]
        if not over:
            regions.append([gap])
        elif len(over) == 1 and all(gap.right <= g.left or g.right <= gap.left for g in over[0]):
            widest = over[0][0]
            shared = min(gap.last, widest.last) - max(gap.first, widest.first)
            if shared >= 0.8 * (widest.last - widest.first):  # one gutter more of the same columns
                over[0].append(gap)
    return sorted(regions, key=lambda region: region[0].first)


def _gaps(rows: Sequence[Row]) -> Iterator[_Gap]:
    """The gaps between rows' words, each through as many rows as it goes."""
    open_gaps: list[_Gap] = []
    for i, row in enumerate(rows):
        size = max(word.size for word in row)
        if i and row[0].top - max(w.bottom for w in rows[i - 1]) > _APART * size:  # far below: something else begins
            yield from (replace(gap, last=i) for gap in open_gaps)
            open_gaps = []
        free = [(left, right) for left, right in _free(row) if right - left >= _GUTTER * size]
        going_on: dict[tuple[float, float], _Gap] = {}
        for gap in open_gaps:
            heirs = [heir for place in free if (heir := _narrowed(gap, place, size))]
            for heir in heirs:
                going_on.setdefault((heir.left, heir.right), heir)
            if not heirs:
                yield replace(gap, last=i)
        for place in free:
            going_on.setdefault(place, _Gap(*place, i, int(place[0] > -_INFINITE), int(place[1] < _INFINITE)))
        open_gaps = sorted(going_on.values(), key=lambda gap: gap.first)[-_MOST_GAPS:]
    yield from (replace(gap, last=len(rows)) for gap in open_gaps)


def _narrowed(gap: _Gap, place: tuple[float, float], size: float) -> _Gap | None:
    """A gap where it goes on through a place that a row leaves free; not through one that is only between two words."""
    left, right = max(gap.left, place[0]), min(gap.right, place[1])
    wide = place[1] - place[0] >= min(_SURE_GUTTER * size, 0.6 * (gap.right - gap.left))
    if not wide or right - left < _GUTTER * size:
        return None
    n_left, n_right = gap.n_left + (place[0] > -_INFINITE), gap.n_right + (place[1] < _INFINITE)
    return _Gap(left, right, gap.first, n_left, n_right)


def _is_gutter(gap: _Gap, rows: Sequence[Row], known: Iterable[_Gap]) -> bool:
    """Whether a gap parts columns: enough lines lie on both sides of it, or any where columns were before."""
    size = max(word.size for word in rows[gap.first])
    again = any(min(gap.right, k.right) - max(gap.left, k.left) >= _GUTTER * size for k in known)
    needed = 1 if again else _LINES if gap.right - gap.left >= _SURE_GUTTER * size else _MANY_LINES
    return min(gap.n_left, gap.n_right) >= needed


def _trimmed(gap: _Gap, rows: Sequence[Row]) -> _Gap:
    """A gutter without rows above and below the columns: those of one side alone, where the other has none any more."""
    sides = [{word.left >= gap.right - 0.5 for word in row} for row in rows[gap.first : gap.last]]
    first = next(i for i, side in enumerate(sides) if True in side)
    alone = takewhile(lambda side: side == sides[-1] and len(side) == 1, reversed(sides))
    begin = gap.last - sum(1 for _ in alone)  # rows of the side that the last one is of
    column = [row for row, side in zip(rows[gap.first : gap.last], sides, strict=True) if sides[-1] <= side]
    pitch = median([below[0].bottom - above[0].bottom for above, below in pairwise(column)] or [_INFINITE])
    lower = (i for i in range(begin, gap.last) if rows[i][0].bottom - rows[i - 1][0].bottom > _BELOW * pitch)
    end = next(lower, gap.last)
    beside = next((word.text for row in rows[gap.first : end] for word in row if word.left >= gap.right - 0.5), "")
    goes_on = beside[:1].islower() and not LINE_END.search(rows[gap.last - 1][-1].text)
    above = [word.text for row in rows[gap.first : end] for word in row if word.right <= gap.left + 0.5][-1:]
    is_of_column = goes_on and any(LINE_END.search(text) for text in above)
    return replace(gap, first=gap.first + first, last=gap.last if is_of_column else end)


def _free(row: Row) -> list[tuple[float, float]]:
    """What a row leaves free, with all that is left and right of it."""
    gaps, end = list[tuple[float, float]](), -_INFINITE
    for word in row:
        gaps.append((end, word.left))
        end = max(end, word.right)
    return [*gaps, (end, _INFINITE)]


def _columns(rows: Sequence[Row], gutters: Sequence[_Gap]) -> list[list[Word]]:
    """The words of some rows between gutters."""
    bounds = sorted(gap.right for gap in gutters)
    columns: list[list[Word]] = [[] for _ in range(len(bounds) + 1)]
    for row in rows:
        for word in row:
            columns[sum(word.left >= bound - 0.5 for bound in bounds)].append(word)
    return columns


def _is_numbers(column: Sequence[Word]) -> bool:
    numbers = sum(any(c.isdigit() for c in word.text) for word in column)
    return numbers >= _NUMBERS * len(column)


def _lines(rows: Sequence[Row], end: float = 0.0, *, whole: bool = False) -> list[Line]:
    """The lines of a column that ends at ``end``; a row with a wide gap is two, unless it is kept ``whole``."""
    if not rows:
        return []
    left, right = min(row[0].left for row in rows), max([end, *(row[-1].right for row in rows)])
    return [Line(part, left, right, whole) for row in rows for part in ([row] if whole else _parts(row))]


def _parts(row: Row) -> list[Row]:
    parts: list[list[Word]] = [[row[0]]]
    for before, word in pairwise(row):
        if word.left - before.right > _PART * word.size:
            parts.append([])
        parts[-1].append(word)
    return [tuple(part) for part in parts]
