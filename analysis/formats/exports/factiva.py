"""Exports of Factiva (HTML, RTF, DOCX): articles told by their accession numbers, fields by their codes or their place.

Both layouts are lines in the order of Factiva's codes, which one of them writes before each field: SE section, HD
headline, BY byline, CR credit, WC count of words, PD day, ET time, SN outlet, SC its code, PG page, LA language, CY
rights, LP and TD the text, and "Document" with the accession number last. Labels and months are in any language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

from analysis.formats.dates import read_date
from analysis.formats.exports.drafts import Draft, fields_of, is_rights, language_named, split_byline
from analysis.formats.exports.lines import Line, marks_of, page_lines, page_trees
from analysis.formats.record import without_by
from analysis.formats.source import Source
from analysis.formats.text import SENTENCE_END

# The source's code, filled with zeros, the day, and characters that count: 25 in all. Behind a word for "document" that
# is known, numbers of any length are told by the day in them.
_DAY_IN = r"0{0,7}(?:19|20)\d{6}"
_CODE = r"(?P<code>[A-Za-z][A-Za-z0-9]{0,9}?)"
_NUMBER = rf"{_CODE}{_DAY_IN}[a-z][a-z0-9]{{8}}"
_ANY_NUMBER = rf"[A-Za-z][A-Za-z0-9]{{0,15}}?{_DAY_IN}[A-Za-z0-9]{{2,16}}"
_DOCUMENT = r"(?:Do[ck]ument[^\W\d_]{0,2}|Документ|文件|文档|ドキュメント|문서)"
_LAST = re.compile(rf"(?:(?:\S{{1,20}}\s)?\W?(?P<number>{_NUMBER})|{_DOCUMENT}\s?(?P<any>{_ANY_NUMBER}))")
_LAST_TAG = re.compile(rb"[A-Za-z][A-Za-z0-9]{7,9}(?:19|20)\d{6}[a-z][a-z0-9]{8}\s*<")
_MARKED_TAG = re.compile(rb"\b[a-z]{2}articleParagraph\b|\barticle [a-z]{2}Article\b")
_ARTICLE, _HEADLINE = re.compile(r"([a-z]{2})Article"), re.compile(r"hd|[a-z]{2}Headline")
_COUNT = re.compile(r"\d[\d., ]*\s?[^\W\d_]{1,12}")
_TIME = re.compile(r"\d{1,2}[:.]\d{2}(?: ?[AaPp]\.?[Mm]\.?)?(?: [A-Z]{2,4})?")
_PERSON = re.compile(r"(?:[^\W\d_a-z][\w.'’-]*|[a-z]{2,3})(?: (?:[^\W\d_a-z][\w.'’-]*|[a-z]{2,3})){1,3}")
_LONGEST_NAME, _LOOKED_AT = 80, 1_000_000


def is_page(source: Source) -> bool:
    """Whether a page holds Factiva's articles."""
    return bool(_MARKED_TAG.search(source.raw[:_LOOKED_AT])) or (
        b"activa" in source.raw[:_LOOKED_AT] and bool(_LAST_TAG.search(source.raw[:_LOOKED_AT]))
    )


def is_document(lines: Sequence[str]) -> bool:
    """Whether lines of a document end articles of Factiva."""
    short = (line.rstrip("| ").removeprefix("AN ") for line in lines if len(line) < _LONGEST_NAME)
    return any(map(_LAST.fullmatch, short))


def page_articles(source: Source) -> Iterator[Draft]:
    """The articles of an HTML file."""
    for tree in page_trees(source, r"<div [^>]{0,80}class=.?article\b"):
        articles = tree.xpath(_ARTICLES)
        articles = [a for a in articles if _language_of(a)] or [a for a in articles if not a.xpath(_ARTICLES)]
        told = [(_lines_of(a), _language_of(a)) for a in articles]
        yield from (_article(*said) for said in told or ((said, None) for said in _segments(_lines_of(tree))))


_ARTICLES = ".//*[contains(concat(' ', @class, ' '), ' article ')]"


def document_articles(lines: Sequence[str]) -> Iterator[Draft]:
    """The articles of a Word file, whose tables striprtf writes with "|" between cells; without a table a code stands
    at the head of its field's line."""
    is_coded = {"HD", "PD"} <= {line.partition(" ")[0] for line in lines}
    cells: list[str] = []
    for line in lines:
        is_field = is_coded and "|" not in line and line.partition(" ")[0] in fields_of("factiva", "codes")
        cells += line.split(" ", 1) if is_field else line.split("|")
    return (_article(part, None) for part in _segments([Line(cell.strip()) for cell in cells if cell]))


def _language_of(article: Any) -> str | None:
    return next((m[1] for mark in marks_of(article) if (m := _ARTICLE.fullmatch(mark))), None)


def _segments(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines of each article, which an accession number ends; what follows the last is none."""
    held: list[Line] = []
    for line in lines:
        held.append(line)
        if len(line.text) < _LONGEST_NAME and _LAST.fullmatch(line.text):
            yield held
            held = []


def _article(lines: Sequence[Line], language: str | None) -> Draft:
    codes = {line.text for line in lines if _is_code(line)}
    last = next((m for line in reversed(lines) if (m := _LAST.fullmatch(line.text))), None)
    draft = Draft(number=last and (last["number"] or last["any"]))
    if "HD" in codes and not codes.isdisjoint({"PD", "AN"}):
        _read_coded(draft, lines)
    else:
        fields = [line for line in lines if "index" not in line.marks and not _LAST.fullmatch(line.text)]
        _read_placed(draft, fields, last)
    draft.language = draft.language or language
    return draft


def _read_coded(draft: Draft, lines: Sequence[Line]) -> None:
    fields: dict[str, list[str]] = {}
    code = ""
    begun = next(i for i, line in enumerate(lines) if line.text in ("SE", "HD") and _is_code(line))
    for line in lines[begun:]:
        if _is_code(line):
            code = line.text
        else:
            fields.setdefault(code, []).append(line.text)
    draft.title, draft.decks = next(iter(fields.get("HD", [])), None), fields.get("HD", [])[1:]
    draft.byline = " ".join(fields.get("BY", [])) or None
    time = next((t for t in fields.get("ET", []) if _TIME.fullmatch(t)), "")
    draft.published = read_date(f"{' '.join(fields.get('PD', []))} {time}")
    draft.outlet = " ".join(fields.get("SN", [])) or None
    draft.section = " ".join(fields.get("SE", [])) or None
    draft.language = language_named(" ".join(fields.get("LA", [])))
    draft.body = [*fields.get("LP", []), *fields.get("TD", [])]
    draft.captions, draft.rights, draft.corrections = fields.get("ART", []), fields.get("CY", []), fields.get("CX", [])


def _lines_of(element: Any) -> list[Line]:
    return [part for line in page_lines(element) for part in _split_at_code(line)]


def _split_at_code(line: Line) -> Sequence[Line]:
    """A line that begins with a bold code, as the code and what follows it."""
    code, field = line.text[: line.bold].strip(), line.text[line.bold :].strip()
    if code not in fields_of("factiva", "codes") or not field or "articleParagraph" in line.marks:
        return (line,)
    return (line._replace(text=code, bold=len(code)), line._replace(text=field, bold=0))


def _is_code(line: Line) -> bool:
    """Whether a line is the code of a field: one that is listed, or marked or bold like one."""
    if "articleParagraph" in line.marks:
        return False
    is_like_one = line.bold == len(line.text) > 0 and re.fullmatch(r"[A-Z][A-Z0-9]{1,2}", line.text) is not None
    return line.text in fields_of("factiva", "codes") or "index" in line.marks or is_like_one


def _read_placed(draft: Draft, lines: Sequence[Line], last: re.Match[str] | None) -> None:
    """The fields of an article without codes: headline by its mark, count and day by form, outlet by place."""
    head, body = _divided(lines)
    marked = [i for i, line in enumerate(head) if any(map(_HEADLINE.fullmatch, line.marks))]
    texts = [line.text for line in head]
    count = next((i for i, t in enumerate(texts) if i not in marked and _COUNT.fullmatch(t) and not _day(t)), None)
    if not marked:
        marked = _headline_above(texts, len(texts) if count is None else count)
    top = marked[-1] + 1 if marked else 0
    draft.title, draft.decks = texts[marked[0]] if marked else None, [texts[i] for i in marked[1:]]
    draft.section = texts[marked[0] - 1] if marked and marked[0] and head[0].marks else None
    day = next((i for i in range(top, len(texts)) if _day(texts[i])), None)
    authors = [line.text for line in head if "author" in line.marks]
    above = [t for i, t in enumerate(texts[top : min(x for x in (count, day, len(texts)) if x is not None)]) if t]
    draft.byline = " ".join(authors or above[:1]) or None
    code = last["code"].casefold() if last and last["code"] else None
    sold = next((i for i in range(top, len(texts)) if texts[i].casefold() == code), None)
    if day is not None:
        time = next((t for t in texts[day + 1 : day + 2] if _TIME.fullmatch(t)), "")
        draft.published = read_date(f"{texts[day]} {time}")
        below = day + 1 + bool(time)
        draft.outlet = texts[sold - 1] if sold and sold > below else next(iter(texts[below : below + 1]), None)
    elif sold:
        draft.outlet = texts[sold - 1]
    draft.rights = [t for t in texts if is_rights(t)]
    draft.language = next((c for t in texts[top:] if (c := language_named(t))), None)
    draft.body = [line.text for line in body]


def _divided(lines: Sequence[Line]) -> tuple[Sequence[Line], Sequence[Line]]:
    """Head and body: paragraphs are marked, or stand below the rights or the name of the language."""
    places = chain(
        (i for i, line in enumerate(lines) if "articleParagraph" in line.marks),
        (i + 1 for i, line in enumerate(lines) if i and is_rights(line.text)),
        (i + 1 for i, line in enumerate(lines) if language_named(line.text)),
        (i for i, line in enumerate(lines) if i > 3 and SENTENCE_END.search(line.text)),
    )
    at = next(places, len(lines))
    return lines[:at], lines[at:]


def _day(text: str) -> bool:
    return len(text) < _LONGEST_NAME and not is_rights(text) and read_date(text) is not None


def _headline_above(texts: Sequence[str], count: int) -> list[int]:
    """Where the headline stands above the count: alone, above a byline, or below a section; then comes a cover."""
    above = list(range(max(0, count - 3), count))
    if len(above) < 2:
        return above
    told = next((i for i in above[1:] if without_by(texts[i]) != texts[i]), None)  # "By Ana Bell"
    is_byline = all(map(_PERSON.fullmatch, split_byline(texts[above[-1]])))
    return [told - 1 if told else above[-2] if is_byline else above[-1]]
