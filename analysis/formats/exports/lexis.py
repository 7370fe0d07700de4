"""Exports of Nexis as it was (TXT, HTML, Word): articles told by their structure, in any language of the interface.

Each article opens with "N of M DOCUMENTS" or an anchor; then come outlet, day, title, labels in capitals, the text, and
labels again. The day is the fixed point of the head; LENGTH is known by its number, whatever it is called.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby, pairwise
from typing import NamedTuple

from analysis.formats.dates import split_date
from analysis.formats.exports.drafts import Draft, fields_of, is_rights, language_named, split_label
from analysis.formats.exports.lines import RULE, page_lines, page_trees
from analysis.formats.lists import listed
from analysis.formats.record import without_by
from analysis.formats.source import Source

# "1 of 10 DOCUMENTS", "FOCUS - 1 of 10 DOCUMENTS", "Dokument 3 von 27", "Document 3 de 27", "3 van 27 DOCUMENTEN".
_DOCUMENT = r"(?:DO[CK]UMENT|Do[ck]ument)[^\W\d_]{0,3}"
_N_OF_M = r"\d{1,6} [^\W\d_]{1,4} \d{1,6}"
_MARKER = re.compile(rf"(?:FOCUS - )?(?:{_N_OF_M} {_DOCUMENT}|{_DOCUMENT} {_N_OF_M})")
_MARKER_LINE = re.compile(rf"^[ \t\ufeff]*{_MARKER.pattern}[ \t\r]*$", re.MULTILINE)
_MARKER_TAG = re.compile(rb"<a name=\"?DOC_ID_|>(?:FOCUS - )?\d{1,6} [^\d<>]{1,8} \d{1,6} DO[CK]UMENT", re.IGNORECASE)
LENGTH = re.compile(r"([^\W\d_][^:\d]{2,20})[:：]\s*\d[\d.,]*\s?[^\W\d_]{1,12}\.?")
_EDITION = re.compile(r"\b[ée]?di(?:tion|tie|ción|zione|ção)\b|\bAusgabe\b", re.IGNORECASE)
_STOPS = (".", "!", "?", '."', ".”")
_CAPITALS = re.compile(r"([^\W\d_][^:\n]{1,30}):(?: |$)")
_RELEVANCE = re.compile(r"\(\d\d%\)")  # behind subjects and places
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# Fields of a head; and those that no head begins with.
HEAD = ("byline", "section", "length", "dateline", "headline", "deck")
_NO_HEAD = ("note", "update", "tail", "caption", "deck", "correction", "url", "body")
# Below the text, what has no label goes on with these.
_GO_ON = ("caption", "note", "update", "tail", "language", "correction")
# Below the last article, and above the first one of a file made of several: who asked for it, and when.
_REQUEST = re.compile("|".join(listed(__package__, "labels.toml")["requests"]["begin"]), re.IGNORECASE)
# A line of the head that states a day is no longer; a line of text that fills its column is longer than half of it.
_LONGEST_DAY, _WIDEST = 110, 110
_CENTRED_CLASS = re.compile(r"\.(\w+) ?\{ ?text-align: ?center")
# A cover, or the style of a page, is no longer than this.
_LOOKED_AT, _LONGEST_STYLE = 300_000, 20_000
# What an unlisted label names is a word or two.
_LONGEST_UNLISTED, LONGEST_RIGHTS, LONGEST_NAME = 120, 300, 40
_CENTRED = 6
# The labels of a head stand above this line.
_HEAD_LINES = 40


class Block(NamedTuple):
    """Lines that nothing parts; ``is_centred``: they are set in, as outlet and day of a text file are."""

    lines: tuple[str, ...]
    is_centred: bool = False
    line: int | None = None

    @property
    def text(self) -> str:
        return " ".join(self.lines)


# ------------------------------------------------------------------------------------------- the old layout


def text_articles(source: Source) -> Iterator[Draft]:
    """The articles of a text file."""
    return articles(text_blocks(source.lines))


def page_articles(source: Source) -> Iterator[Draft]:
    """The articles of an HTML file."""
    centred = frozenset(_CENTRED_CLASS.findall(source.raw[:_LONGEST_STYLE].decode("latin-1")))
    lines = [line for tree in page_trees(source, r"<a name=.?DOC_ID_") for line in page_lines(tree)]
    groups = (list(group) for _, group in groupby(lines, key=lambda line: line.block))
    return articles(Block(tuple(row.text for row in rows), not centred.isdisjoint(rows[0].marks)) for rows in groups)


def has_markers(text: str) -> bool:
    """Whether a text has Nexis's line before an article, or is one that was copied without it: outlet, day, labels."""
    return _MARKER_LINE.search(text[:_LOOKED_AT]) is not None or _is_copied(text[:_LONGEST_STYLE])


def _is_copied(text: str) -> bool:
    head = [line.strip() for line in text.split("\n", _HEAD_LINES)[:_HEAD_LINES] if line.strip()]
    length = next((i for i, line in enumerate(head) if _old_label(line)[0] == "length"), 0)
    return length > 2 and not _old_label(head[0])[0] and any(map(says_day, head[1:3]))


def is_page(source: Source) -> bool:
    """Whether a page has Nexis's anchors or its lines before an article."""
    return _MARKER_TAG.search(source.raw[:_LOOKED_AT]) is not None


def text_blocks(lines: Iterable[str]) -> Iterator[Block]:
    """The blocks of a text's lines, which blank lines part."""
    held: list[str] = []
    for number, line in enumerate(chain(lines, [""]), start=1):
        is_marker = _MARKER.fullmatch(line.strip()) is not None
        if held and (is_marker or not line.strip() or _MARKER.fullmatch(held[-1].strip())):
            centred = all(len(row) - len(row.lstrip()) >= _CENTRED for row in held)
            yield Block(tuple(row.strip() for row in held), centred, number - len(held))
            held = []
        if line.strip():
            held.append(line.replace("\xa0", " "))


def articles(blocks: Iterable[Block]) -> Iterator[Draft]:
    """The articles of the old layout: what stands before the first opens none."""
    held = deque(blocks)
    is_anchor = any(RULE in block.lines for block in held)
    starts = [i for i, b in enumerate(held) if (RULE in b.lines if is_anchor else _is_marker(b))] or [0]
    longest = max((len(line) for block in held for line in block.lines), default=0)
    width = longest if longest <= _WIDEST else None  # lines are broken at it; where they are paragraphs there is none
    ends = [*starts[1:], len(held)]
    for _ in range(starts[0]):
        held.popleft()
    for start, end in zip(starts, ends, strict=True):
        part = [held.popleft() for _ in range(end - start)]  # let go as it is read: a large file is not held twice
        request = next((i for i, block in enumerate(part) if _REQUEST.match(block.lines[0])), len(part))
        if within := [b for b in part[:request] if not (_is_marker(b) or RULE in b.lines)]:
            yield _old_article(within, part[0].line, width)


def _is_marker(block: Block) -> bool:
    return len(block.lines) == 1 and _MARKER.fullmatch(block.lines[0]) is not None


def _old_article(blocks: Sequence[Block], line: int | None, width: int | None) -> Draft:
    draft = Draft(line=line)
    labelled = [part for block in blocks for part in _split_at_labels(block)]
    labels = [i for i, b in enumerate(labelled) if _old_label(b.lines[0])[0]]
    first = next(iter(labels), len(labelled))
    days = [i for i, b in enumerate(labelled[:first]) if any(map(says_day, b.lines))]
    day = [*days, *(i for i, b in enumerate(labelled[:first]) if i and says_year(b.text)), 0][0]
    _read_masthead(draft, labelled[: day + 1])
    if first < len(labelled) and all(b.is_centred or is_notice(b.lines[0]) for b in labelled[day + 1 : first]):
        is_title = _old_label(labelled[first].lines[0])[0] in _NO_HEAD  # "UPDATE: Mill closed"
        first = next((i for i in labels if i > first), len(labelled)) if is_title else first
    below = [b for b in labelled[day + 1 : first] if not is_notice(b.lines[0])]
    titles = [b for b in below if not b.is_centred] or below
    rest: list[Block] = []
    if first == len(labelled):  # no label at all: what follows the title is text
        titles, rest = titles[:1], titles[1:]
    unlabelled = [b for b in titles[1:] if without_by(b.text) != b.text]  # "VON ANA BELL"
    draft.byline = next((b.text for b in unlabelled), None)
    draft.title = " ".join(b.text for b in titles if b is titles[0] or not (b in unlabelled or _is_unlisted(b))) or None
    _read_fields(draft, [*rest, *labelled[first:]], width)
    return draft


def _split_at_labels(block: Block) -> Iterator[Block]:
    """A block for each of its lines that a label begins, with those below it."""
    starts = [0, *(i for i, line in enumerate(block.lines) if i and _old_label(line)[0]), len(block.lines)]
    return (block._replace(lines=block.lines[start:end]) for start, end in pairwise(starts))


def _old_label(line: str) -> tuple[str | None, str]:
    field, value = split_label(line, "lexis", capitals=True)
    if field is None and (m := LENGTH.fullmatch(line)) and m[1].isupper():
        return "length", line
    return field, value


def _is_unlisted(block: Block) -> bool:
    """Whether a block is a label in capitals of a language that is not listed, with what it names: no prose."""
    m = _CAPITALS.match(block.lines[0])
    is_short = len(block.text) < _LONGEST_UNLISTED and not block.text.endswith(_STOPS)
    return bool(m and m[1].isupper()) and (is_short or _RELEVANCE.search(block.text) is not None)


def says_day(line: str) -> bool:
    """Whether a line of a head states a day."""
    return len(line) <= _LONGEST_DAY and not is_rights(line) and split_date(line)[1] is not None


def says_year(line: str) -> bool:
    """Whether a line of a head states no more than a year: "Winter 2031"."""
    return len(line) < LONGEST_NAME and _YEAR.search(line) is not None


def _read_masthead(draft: Draft, blocks: Sequence[Block]) -> None:
    """Outlet and day: the first line above the day that is no notice, or what stands before it on its line."""
    lines = [line for block in blocks for line in block.lines]
    draft.rights += [line for line in lines if is_rights(line)]
    lines = [line for line in lines if not is_notice(line)]
    at = next((i for i, line in enumerate(lines) if says_day(line)), None)
    if at is None:
        draft.outlet = lines[0] if lines else None
        return
    before, draft.published = split_date(lines[at])
    on_its_line = before.strip(" ,-–") if len(before.split()) > 1 or at == 0 else ""
    draft.outlet = (lines[0] if at else on_its_line) or None


def is_edition(text: str) -> bool:
    """Whether a line names no more than an edition: "Late Edition - Final"."""
    return len(text) < LONGEST_NAME and _EDITION.search(text) is not None and not text.endswith(_STOPS)


def is_notice(line: str) -> bool:
    """Whether a line of a head is neither outlet, day nor title."""
    begin = fields_of("lexis", "notices")
    return line.casefold().startswith(tuple(begin))


# ------------------------------------------------------------------------------------------- labels, body, tail


def _read_fields(draft: Draft, blocks: Sequence[Block], width: int | None) -> None:
    """Labels and what they name; paragraphs without one are the body, until labels of the tail begin."""
    below: str | None = None  # the field that paragraphs without a label belong to
    blocks = blocks[: _end_of_listed(blocks)]
    names = [_old_label(block.lines[0])[0] for block in blocks]
    for i, (block, name) in enumerate(zip(blocks, names, strict=True)):
        # Whether a tail goes on below: with another label, rights, or nothing any more.
        goes_on = i + 1 == len(blocks) or names[i + 1] is not None or is_rights(blocks[i + 1].lines[0])
        is_prose = not goes_on and (draft.body or block.text.endswith(_STOPS))
        is_within = draft.body and not goes_on and block.text.endswith(_STOPS)
        if below is None and (is_prose if name in ("note", "update") else is_within and name in HEAD):
            name = None  # "NOTE: the mill was closed."
        text = " ".join([_old_label(block.lines[0])[1], *block.lines[1:]]).strip()
        if name == "body":
            below = None
            draft.body += [text] if text else []
        elif name == "deck" and not text and "body" in names[i:]:
            below = "deck"
        elif name:
            take(draft, name, text)
            goes_below = name in _GO_ON if draft.body else name == "correction" and not text
            below = name if goes_below else below
        elif is_rights(block.lines[0]) and len(block.text) < LONGEST_RIGHTS:
            draft.rights.append(block.text)
        elif below in ("caption", "deck", "correction"):
            take(draft, below, block.text)
            below = below if draft.body or below == "deck" else None
        elif below is None and (draft.body or not (_is_unlisted(block) or is_edition(block.text))):
            draft.body += _paragraphs(block, width)


def _end_of_listed(blocks: Sequence[Block]) -> int:
    """Where a tail begins whose labels are not listed; rights may stand in it."""
    end = len(blocks)
    for i in range(len(blocks) - 1, -1, -1):
        if _is_unlisted(blocks[i]) and not _old_label(blocks[i].lines[0])[0]:
            end = i
        elif not (_old_label(blocks[i].lines[0])[0] or is_rights(blocks[i].lines[0])):
            break
    return end


def take(draft: Draft, name: str, text: str) -> None:
    """Put what a label names where it belongs."""
    if not text:
        return
    if name == "byline":
        draft.byline = f"{draft.byline}; {text}" if draft.byline else text
    elif name in ("deck", "caption", "correction"):
        getattr(draft, f"{name}s").append(text)
    elif name == "language":
        draft.language = language_named(text)
    elif name in ("dateline", "section"):
        setattr(draft, name, text)
    elif name == "headline":
        draft.title = draft.title or text
    elif name == "url" and text.startswith("http"):
        draft.url = text.split()[0]
    elif name == "update" and split_date(text)[1] is None:
        draft.body.append(text)  # news; in German the day on which the database was filled has this label


def _paragraphs(block: Block, width: int | None) -> Iterator[str]:
    """The paragraphs of a block: its lines, or what they make where the next word would not have fitted."""
    held = [block.lines[0]]
    for above, line in pairwise(block.lines):
        if width is not None and len(above) + 1 + len(line.split(maxsplit=1)[0]) > width - 4:
            held.append(line)
        else:
            yield " ".join(held)
            held = [line]
    yield " ".join(held)
