"""A PDF of an article, as browsers print pages and papers set them → its record.

The text layer is read letter by letter (pypdfium2), put into lines, columns and paragraphs; what browsers print around
a page is taken off. The headline is what stands in the largest letters. When a browser printed it is kept apart: it
is not the day of publication.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from analysis.errors import UnreadableFile
from analysis.formats.dates import is_time_stamp, split_date
from analysis.formats.exports import advance, factiva
from analysis.formats.pages.markup import page_words
from analysis.formats.pages.paywalls import without_offers
from analysis.formats.pages.pdf.columns import Line, lines_of
from analysis.formats.pages.pdf.letters import Sheet, read_sheet
from analysis.formats.pages.pdf.paragraphs import Paragraph, body_size, paragraphs_of
from analysis.formats.pages.pdf.surroundings import own_paragraphs
from analysis.formats.pages.saved import read_moment
from analysis.formats.record import PassageKind, Problem, Record, Records, compose
from analysis.formats.source import Source
from analysis.formats.text import bare_words, is_prose

_MOST_PAGES = 1000
# The share of a page's height at its edges where running heads stand; and where browsers print theirs.
_MARGIN, _PRINTED = 0.1, 0.06
_PAGE = re.compile(r"(?:page |p\. ?|seite |- ?)?\d{1,4}(?: ?(?:/|of|von|de|sur) ?\d{1,4})?(?: ?-)?", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:https?://|www\.|file:///)\S+", re.IGNORECASE)
_PRINTED_ON = r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4},? \d{1,2}[:.]\d{2}(?: ?[AP]M)?\b"
_AROUND = re.compile(f"{_ADDRESS.pattern}|{_PRINTED_ON}", re.IGNORECASE)
_COPYRIGHT, _CLAIM = re.compile(r"(?:Copyright )?(?:©|\([cC]\) ?\d{4})|Copyright \d{4}"), 12  # words
_DIGITS = re.compile(r"\d+")
_BYLINE = re.compile(r"(?:[Bb]y|BY) [A-ZÀ-Þ]")
_NAMES = re.compile(r"(?:[Bb]y |BY )?[A-ZÀ-Þ][\w.'’-]*(?: [A-ZÀ-Þ][\w.'’-]*){1,3}")
# A headline's letters are so much larger than the text's; a second one is nearly as large, and has so many words.
_LARGER, _NEARLY, _HEADLINE_WORDS = 1.2, 0.9, 3
_INSTEAD = {"Nexis": ".docx or .rtf", "Factiva": ".html or .rtf"}
_SCAN = "Have its text recognised first, for example: ocrmypdf FILE.pdf NEW.pdf."


def read_pdf(source: Source) -> Records:
    """The article of a PDF; what looks like several is read as one, and told.

    Raises UnreadableFile where the file is broken, locked, or a scan without text.
    """
    pages, problems = _Pages(source), list[Problem]()
    if not any(pages.lines):
        reason = "The PDF holds no text, only pictures of it: a scan." if pages.n_pictured else "The PDF holds no text."
        raise UnreadableFile(source.name, reason, _SCAN)
    if pages.n_pictured or pages.n_broken:
        n = pages.n_pictured + pages.n_broken
        reason = f"{n} of its {len(pages.lines)} pages have no text that can be read."
        problems.append(Problem(source.name, None, reason, _SCAN))
    lines, address = _without_heads(pages.lines, pages.heights)
    paragraphs = list(_with_whole_title(paragraphs_of(lines), pages.titles))
    _refuse_exports(tuple(p.text for p in paragraphs), source)
    headline = _headline(paragraphs, body_size(lines), pages.titles)
    if (several := _n_articles(paragraphs, headline)) > 1:
        reason = f"It looks like {several} articles, and is read as one."
        remedy = "Save each article as a file of its own, or export them as text from where they were."
        problems.append(Problem(source.name, None, reason, remedy, skipped=False))
    own = own_paragraphs(paragraphs, paragraphs.index(headline) if headline else -1, body_size(lines))
    own, more = without_offers(own, lambda p: is_prose(p.text))
    record = _record(own, headline, address, pages.titles)
    return Records((replace(record, captured=pages.captured, more_elsewhere=more),), tuple(problems))


def _refuse_exports(lines: tuple[str, ...], source: Source) -> None:
    """Raise UnreadableFile for what a press database made: in a PDF nothing tells a title's second line from an outlet,
    and a wrong outlet is worse than none."""
    database = "Nexis" if advance.is_document(lines) else "Factiva" if factiva.is_document(lines) else ""
    if database:
        reason = f"This is an export of {database} as PDF, which does not tell titles from outlets."
        raise UnreadableFile(source.name, reason, f"Export its articles as {_INSTEAD[database]}.")


class _Pages:
    """The lines of a PDF's pages, with the heights of the pages and the parts of its title."""

    def __init__(self, source: Source) -> None:
        pdfium = source.library("pypdfium2", "pypdfium2")
        self._raw, self._errors = source.library("pypdfium2.raw", "pypdfium2"), pdfium.PdfiumError
        self.n_pictured = self.n_broken = 0
        try:
            document = pdfium.PdfDocument(source.raw)
        except pdfium.PdfiumError as error:
            if "password" in str(error).lower():
                raise UnreadableFile(source.name, "The PDF is locked.", "Save it without a password.") from error
            reason = f"The PDF is broken ({error})."
            raise UnreadableFile(source.name, reason, "Save or print the page again.") from error
        with document:
            stated = document.get_metadata_dict()
            title, made_by = stated.get("Title") or "", f"{stated.get('Creator')} {stated.get('Producer')}".lower()
            is_printed = any(name in made_by for name in page_words("browsers"))
            self.captured = read_moment(stated.get("CreationDate")) if is_printed else None
            self.titles = [part.strip() for part in re.split(r" [|–—-] ", title) if part.strip()]
            sheets = [self._sheet(document, i) for i in range(min(len(document), _MOST_PAGES))]
        self.lines, self.heights = list(lines_of(sheets)), [sheet.height for sheet in sheets]

    def _sheet(self, document: Any, i: int) -> Sheet:
        try:
            page = document[i]
            sheet = read_sheet(page, self._raw)
            if not sheet.words and next(page.get_objects(filter=[self._raw.FPDF_PAGEOBJ_IMAGE]), None) is not None:
                self.n_pictured += 1
            page.close()
        except self._errors:
            self.n_broken += 1
            return Sheet()
        return sheet


# ------------------------------------------------------------------------------------------------ what is not the text


def _without_heads(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> tuple[list[list[Line]], str | None]:
    """The lines without running heads, numbers of pages and what browsers print around; the address that they print."""
    sized = list(zip(pages, heights, strict=True))
    margins = [[line for line in lines if _is_near_edge(line, height, _MARGIN)] for lines, height in sized]
    often = Counter(key for margin in margins for key in set(map(_key, margin)))
    kept, address = list[list[Line]](), None
    for (lines, height), margin in zip(sized, margins, strict=True):
        edge = [line for line in margin if _is_near_edge(line, height, _PRINTED)]
        printed = {round(line.bottom) for line in edge if _AROUND.match(line.text) or _PAGE.fullmatch(line.text)}
        own = [line for line in margin if often[_key(line)] > 1 or round(line.bottom) in printed]
        heads = [*own, *(line for line in margin if _PAGE.fullmatch(line.text))]
        found = (m[0] for line in heads if (m := _ADDRESS.search(line.text)))
        address = address or next((a for a in found if a.startswith("http") and not a.endswith(("…", "..."))), None)
        kept.append([line for line in lines if line not in heads and not _is_copyright(line)])
    return kept, address


def _is_copyright(line: Line) -> bool:
    """Whether a line is the outlet's claim; below a column it stands amid a sentence that the next column ends."""
    return len(line.words) <= _CLAIM and _COPYRIGHT.match(line.text) is not None


def _is_near_edge(line: Line, height: float, share: float) -> bool:
    return line.bottom < share * height or line.top > (1 - share) * height


def _key(line: Line) -> tuple[str, int]:
    return _DIGITS.sub("0", line.text), round(line.bottom / 4)


# --------------------------------------------------------------------------------------------------- what the text is


def _with_whole_title(paragraphs: Sequence[Paragraph], titles: Sequence[str]) -> Iterator[Paragraph]:
    """The paragraphs; two that are the document's title together, which a narrow column broke, are one."""
    named = {bare_words(title) for title in titles}
    held: Paragraph | None = None
    for paragraph in paragraphs:
        if held is not None:
            text = f"{held.text} {paragraph.text}"
            words = bare_words(text)
            if held.size == paragraph.size and words[1:] and any(words == name[: len(words)] for name in named):
                paragraph = replace(held, text=text)
            else:
                yield held
        held = paragraph
    if held is not None:
        yield held


def _headline(paragraphs: Sequence[Paragraph], size: float, titles: Sequence[str]) -> Paragraph | None:
    """The paragraph that the document is named for, else the largest letters of the first page with text."""
    named = {bare_words(title) for title in titles}
    first = [p for p in paragraphs if p.page == paragraphs[0].page]
    large = [p for p in first if p.size >= _LARGER * size and len(bare_words(p.text)) > 1]
    full = [p for p in large if len(bare_words(p.text)) > _HEADLINE_WORDS]  # no masthead
    is_named = [p for p in first if bare_words(p.text) in named and len(bare_words(p.text)) >= _HEADLINE_WORDS]
    longest = max(is_named, key=lambda p: len(bare_words(p.text)), default=None)
    return longest or max(full or large, key=lambda p: p.size, default=None)


def _n_articles(paragraphs: Sequence[Paragraph], headline: Paragraph | None) -> int:
    """How many headlines have a byline or a day below them."""
    if headline is None:
        return 0
    sizes = [p.size if len(bare_words(p.text)) >= _HEADLINE_WORDS else 0 for p in paragraphs]
    large = [i for i, size in enumerate(sizes) if size >= _NEARLY * headline.size]
    heads = (paragraphs[i + 1 : min(below, i + 4)] for i, below in pairwise([*large, len(paragraphs)]))
    return sum(any(_is_of_head(p.text) for p in head) for head in heads)


def _is_of_head(text: str) -> bool:
    return _BYLINE.match(text) is not None or is_time_stamp(text)


def _record(
    paragraphs: Sequence[Paragraph], headline: Paragraph | None, address: str | None, titles: Sequence[str]
) -> Record:
    """The record; of what stands above the headline only sentences, a byline and a day belong to it."""
    at = paragraphs.index(headline) if headline else 0
    own = [p for i, p in enumerate(paragraphs) if i >= at or _is_of_head(p.text) or _is_sentence(p.text)]
    first = next((i for i, p in enumerate(own) if p is not headline and is_prose(p.text)), len(own))
    text, known = compose(part for i, p in enumerate(own) for part in _parts(p, headline, is_head=i < first))
    named = {bare_words(title): title for title in titles} if headline else {}
    outlets = [named[bare_words(p.text)] for p in paragraphs if p is not headline and bare_words(p.text) in named]
    last = titles[-1] if titles[1:] else ""
    is_name = last[:1].isupper() and last.lower() not in page_words("beside_headlines")
    if headline and is_name and _begins_with(titles, bare_words(headline.text)):  # "Headline | Outlet"
        outlets.append(last)
    title, outlet = headline.text if headline else None, next(iter(outlets), None)
    return Record(text=text, title=title, outlet=outlet, url=address, known=known, wrapped=False)


def _begins_with(titles: Sequence[str], words: tuple[str, ...]) -> bool:
    above = tuple(word for title in titles[:-1] for word in bare_words(title))
    return len(words) >= _HEADLINE_WORDS and above[: len(words)] == words


def _is_sentence(text: str) -> bool:
    return len(text.split()) > 5 and text.rstrip("\"'”’)").endswith((".", "!", "?"))


def _parts(
    paragraph: Paragraph, headline: Paragraph | None, *, is_head: bool
) -> Iterable[tuple[str, PassageKind | None]]:
    """A paragraph; of a line of the head that holds a name and a day ("Ana Bell 05/14/2031") each."""
    names, day = split_date(paragraph.text) if is_head and paragraph is not headline else ("", None)
    if day is None or not _NAMES.fullmatch(names := names.strip(" |·•,–-")):
        return [(paragraph.text, _kind(paragraph, headline))]
    return [(names, "byline"), (paragraph.text[paragraph.text.index(names) + len(names) :].strip(" |·•,–-"), None)]


def _kind(paragraph: Paragraph, headline: Paragraph | None) -> PassageKind | None:
    if paragraph is headline:
        return "headline"
    is_change = is_time_stamp(paragraph.text) and re.search(r"\b(?:updated|modified)\b", paragraph.text, re.IGNORECASE)
    return "furniture" if is_change else None
