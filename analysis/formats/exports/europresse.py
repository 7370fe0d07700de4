"""Exports of Europresse and Eureka (HTML): each article has a publication's name, a head with its day, a title.

The layouts since 2012 differ in their elements (a table, or ``<article>``) and agree in the classes of what counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from analysis.formats.dates import read_date, split_date
from analysis.formats.exports.drafts import Draft, is_rights
from analysis.formats.exports.lines import Line, page_lines, page_trees
from analysis.formats.source import Source

_OUTLET, _HEAD, _TITLE = "docpublicationname", "docheader", "titrearticlevisu"
# "news·20310305·VP·0123", with whatever stands between in a converted file.
_NUMBER = re.compile(r"news[^\w\s](\d{8})[^\w\s]([\w-]{1,20})[^\w\s]([\w-]{1,40})")
_LINK = re.compile(r"\s?\((?:lien|link) ?: ?https?://[^\s)]+\)")
_PICTURE = re.compile(r"illustration|photo|légende|image|caption", re.IGNORECASE)
_LONGEST_BYLINE, _LOOKED_AT = 10, 300_000
_ISSUE = re.compile(r",? (?:no\.?|n°) ?\d+.*$", re.IGNORECASE)


def is_page(source: Source) -> bool:
    """Whether a page holds Europresse's articles."""
    raw = source.raw[:_LOOKED_AT].lower()
    return b"docpublicationname" in raw and (b"docheader" in raw or b"titrearticlevisu" in raw)


def page_articles(source: Source) -> Iterator[Draft]:
    """The articles of an HTML file."""
    begins = "<article" if b"<article" in source.raw else r"<span class=.?DocPublicationName"
    lines = [line for tree in page_trees(source, begins) for line in page_lines(tree)]
    starts = [i for i, line in enumerate(lines) if _is(line, _OUTLET) and not (i and _is(lines[i - 1], _OUTLET))]
    # What has neither head nor title below it is a second name of the same article's outlet.
    within = pairwise([*starts, len(lines)])
    starts = [a for a, b in within if a == starts[0] or any(_is(x, _HEAD) or _is(x, _TITLE) for x in lines[a:b])]
    return (_article(lines[start:end]) for start, end in pairwise([*starts, len(lines)]))


def _is(line: Line, mark: str) -> bool:
    return any(mark in m.lower() for m in line.marks)


def _article(lines: Sequence[Line]) -> Draft:
    draft = Draft()
    draft.outlet = _ISSUE.sub("", lines[0].text).strip(" •-") or None
    titles = [i for i, line in enumerate(lines) if _is(line, _TITLE)]
    draft.title = " ".join(lines[i].text for i in titles) or None
    above = lines[: titles[0]] if titles else lines
    heads = [0, *(i for i, line in enumerate(above) if _is(line, _OUTLET) or _is(line, _HEAD))]
    draft.published = split_date(" ".join(line.text for line in lines if _is(line, _HEAD)))[1]
    day = next((i for i, line in enumerate(above) if titles and split_date(line.text)[1]), None)
    if draft.published is None and day is not None:  # in a layout without that mark
        draft.published = split_date(lines[day].text)[1]
        heads.append(day)
    draft.decks = [line.text for line in lines[max(heads) + 1 : min(titles, default=0)]]
    number = next((m for line in reversed(lines) if (m := _NUMBER.search(line.text))), None)
    draft.number = number and "-".join(["news", *number.groups()])
    draft.published = draft.published or (number and read_date(f"{number[1][:4]}-{number[1][4:6]}-{number[1][6:]}"))
    _read_text(draft, lines[max([*heads, *titles]) + 1 :])
    return draft


def _read_text(draft: Draft, lines: Sequence[Line]) -> None:
    """What stands below the title: subtitle and authors, the text, captions and notes, rights, the certificate."""
    is_told = any("<section>" in line.marks or _is(line, "doctext") for line in lines)
    is_caption = False
    for line in lines:
        if is_rights(line.text):
            draft.rights.append(line.text)
        if is_rights(line.text) or _NUMBER.search(line.text) or "<footer>" in line.marks or _is(line, "public"):
            break
        if "<aside>" in line.marks:
            is_label = line.bold == len(line.text) and line.text.endswith(":")
            is_caption = _PICTURE.match(line.text) is not None if is_label else is_caption
            if is_caption and not is_label:
                draft.captions.append(line.text)
        elif _is(line, "subtitle"):
            draft.decks.append(line.text)
        elif _is(line, "apd-wrapper"):  # in which other editions it stood
            continue
        elif _is(line, "docauthors"):
            draft.byline = f"{draft.byline}; {line.text}" if draft.byline else line.text
        elif "<section>" in line.marks or _is(line, "doctext") or (not is_told and not _is_byline(draft, line)):
            draft.body.append(_LINK.sub("", line.text))
        elif draft.byline is None:
            draft.byline = line.text


def _is_byline(draft: Draft, line: Line) -> bool:
    """In the layout of 2012, a short line without a full stop between title and text."""
    is_short = len(line.text.split()) <= _LONGEST_BYLINE and not line.bold
    return not draft.body and draft.byline is None and is_short and not line.text.endswith((".", "!", "?", ":", "»"))
