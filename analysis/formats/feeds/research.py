"""Texts as corpora for research have them: TimeML, messages of MUC-3 and MUC-4, TEI, trafilatura's XML."""

from __future__ import annotations

import re
from typing import Any

from analysis.formats.feeds.xml import NO_TEXT, Articles, Note, all_of, all_words, first, markup_of, words_of, xml_kind
from analysis.formats.record import Records
from analysis.formats.records.building import make_records
from analysis.formats.source import Kind, Source

_MESSAGE = re.compile(r"^[ \t]*((?:DEV|TST\d)-MUC\d-\d{4})\b[^\n]*$", re.MULTILINE)
# trafilatura writes TEI's names.
_TAGS = {"lb": "br", "item": "li", "list": "ul", "row": "tr", "cell": "td", "quote": "blockquote"}
_HOST = re.compile(r"\s*\([\w.-]+\)\Z")  # "Vale Post (vale.example)"
_WRITTEN = ("CREATION_TIME", "PUBLICATION_TIME")


def _timeml(root: Any, _: Note) -> Articles:
    """The article of a TimeML file; its day is the time of creation that is annotated (DCT)."""
    times = [time for time in all_of(root, "TIMEX3") if time.get("functionInDocument") in _WRITTEN]
    body = first(root, "TEXT")
    text = all_words(body) if body is not None else _behind(root, times[0] if times else None)
    title = words_of(root, "TITLE")
    whole = f"{title}\n\n{text.strip()}" if title and text.strip() else text
    yield {"text": whole, "title": title, "date": times[0].get("value") if times else None}


def _behind(root: Any, time: Any) -> str:
    """TimeBank 1.2 has no element of the text: name, kind and time of the file stand before it."""
    whole = all_words(root)
    written = "" if time is None else all_words(time)
    before, _, after = whole.partition(written) if written else ("", "", whole)
    return after if len(before) < len(after) else whole


def read_muc(source: Source) -> Records:
    """The messages of a file of MUC-3 or MUC-4: each begins with a line that names it ("DEV-MUC3-0001 (NOSC)")."""
    heads = list(_MESSAGE.finditer(source.text))
    ends = [*(head.start() for head in heads[1:]), len(source.text)]
    records = [{"id": h[1], "text": source.text[h.end() : end].strip()} for h, end in zip(heads, ends, strict=False)]
    lines = (source.text.count("\n", 0, head.start()) + 1 for head in heads)
    return make_records(zip(lines, records, strict=True), source, remedy=NO_TEXT)


def _extracted(root: Any, _: Note) -> Articles:
    """The articles that trafilatura wrote as XML: facts are attributes."""
    return ({**doc.attrib, "text": _marked(first(doc, "main"))} for doc in all_of(root, "doc"))


def _tei(tei: Any) -> dict[str, Any]:
    """The article of a TEI element, as trafilatura writes it; the day of download, which it states, is not its own."""
    header, body = _nearest(tei, "teiHeader", "."), first(tei, "text/body")
    source = _nearest(header, "fileDesc/sourceDesc/biblFull", "fileDesc", ".")
    for element in [] if body is None else [d for d in body.iterchildren("{*}div") if d.get("type") == "comments"]:
        body.remove(element)
    return {
        "title": words_of(header, "fileDesc/titleStmt/title"),
        "author": words_of(header, "fileDesc/titleStmt/author"),
        "outlet": _HOST.sub("", words_of(source, "publicationStmt/publisher")),
        "date": words_of(source, "publicationStmt/date"),
        "url": words_of(source, "publicationStmt/ptr@target"),
        "language": words_of(tei, "@lang"),
        "text": _marked(body),
    }


def _nearest(element: Any, *paths: str) -> Any:
    """The first of these parts of an element that is there; "." is itself."""
    return next(part for path in paths if (part := first(element, path)) is not None)


def _marked(text: Any) -> str:
    """An element of TEI as HTML: headings are "head", or a block whose type tells it."""
    if text is None or not words_of(text):
        return ""
    for element in text.iter("{*}head", "{*}ab", *(f"{{*}}{tag}" for tag in _TAGS)):
        name = str(element.tag).rpartition("}")[2]
        heading = element.get("rend") or "h2" if name == "head" or element.get("type") == "header" else "p"
        element.tag = _TAGS.get(name) or heading
    return markup_of(text)


TIMEML = xml_kind("TimeML", _timeml, "TimeML")
MUC = Kind(
    "MUC messages",
    (".txt", ".muc"),
    read_muc,
    lambda s: _MESSAGE.match(s.raw[:200].lstrip().decode("ascii", "replace")) is not None,
)
EXTRACTED = xml_kind("trafilatura XML", _extracted, "doc")
TEI = xml_kind("TEI", lambda root, _: map(_tei, all_of(root, "TEI")), "TEI", "teiCorpus")
