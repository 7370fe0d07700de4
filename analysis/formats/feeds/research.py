"""Texts as corpora for research have them: TimeML, messages of MUC-3 and MUC-4, trafilatura's XML; and other XML."""

from __future__ import annotations

import re
from typing import Any

from analysis.errors import UnreadableFile
from analysis.formats.feeds.xml import NO_TEXT, SUFFIXES, all_of, first, has_root, markup_of, parse, root_of, words_of
from analysis.formats.record import Records
from analysis.formats.records.building import make_records
from analysis.formats.records.events import tell_addresses
from analysis.formats.source import Kind, Source

_MESSAGE = re.compile(r"^[ \t]*((?:DEV|TST\d)-MUC\d-\d{4})\b[^\n]*$", re.MULTILINE)
# trafilatura writes TEI's names.
_TAGS = {"lb": "br", "item": "li", "list": "ul", "row": "tr", "cell": "td", "quote": "blockquote"}
_WRITTEN = ("CREATION_TIME", "PUBLICATION_TIME")


def read_timeml(source: Source) -> Records:
    """The article of a TimeML file; its day is the time of creation that is annotated (DCT)."""
    root, problems = parse(source)
    times = [time for time in all_of(root, "TIMEX3") if time.get("functionInDocument") in _WRITTEN]
    body = first(root, "TEXT")
    text = "".join(body.itertext()) if body is not None else _behind(root, times[0] if times else None)
    title = words_of(root, "TITLE")
    record = {
        "text": f"{title}\n\n{text.strip()}" if title and text.strip() else text,
        "title": title,
        "date": times[0].get("value") if times else None,
    }
    return make_records([(None, record)], source, problems, remedy=NO_TEXT)


def _behind(root: Any, time: Any) -> str:
    """TimeBank 1.2 has no element of the text: name, kind and time of the file stand before it."""
    whole = "".join(root.itertext())
    written = "" if time is None else "".join(time.itertext())
    before, _, after = whole.partition(written) if written else ("", "", whole)
    return after if len(before) < len(after) else whole


def read_muc(source: Source) -> Records:
    """The messages of a file of MUC-3 or MUC-4: each begins with a line that names it ("DEV-MUC3-0001 (NOSC)")."""
    heads = list(_MESSAGE.finditer(source.text))
    ends = [*(head.start() for head in heads[1:]), len(source.text)]
    records = [{"id": h[1], "text": source.text[h.end() : end].strip()} for h, end in zip(heads, ends, strict=False)]
    lines = (source.text.count("\n", 0, head.start()) + 1 for head in heads)
    return make_records(zip(lines, records, strict=True), source, remedy=NO_TEXT)


def read_extracted(source: Source) -> Records:
    """The article that trafilatura wrote as XML: facts are attributes."""
    root, problems = parse(source)
    main = first(root, "main")
    for element in () if main is None else main.iter("{*}head", *(f"{{*}}{tag}" for tag in _TAGS)):
        element.tag = _TAGS.get(element.tag) or element.get("rend") or "h2"
    return make_records(
        [(None, {**root.attrib, "text": "" if main is None else markup_of(main)})], source, problems, remedy=NO_TEXT
    )


def _refuse(source: Source) -> Records:
    root = root_of(source)[0]
    if root in {"urlset", "sitemapindex", "opml"}:
        tell_addresses(source.name)
    reason = f"The file is XML of another kind (<{root}>), not of articles." if root else "The file is no XML."
    remedy = "Read are RSS, Atom, WordPress exports, NewsML, NITF, TimeML; save the text of others as .txt files."
    raise UnreadableFile(source.name, reason, remedy)


TIMEML = Kind("TimeML", SUFFIXES, read_timeml, has_root("TimeML"))
MUC = Kind(
    "MUC messages",
    (".txt", ".muc"),
    read_muc,
    lambda s: _MESSAGE.match(s.raw[:200].lstrip().decode("ascii", "replace")) is not None,
)
EXTRACTED = Kind("trafilatura XML", SUFFIXES, read_extracted, has_root("doc"))
OTHER_XML = Kind("XML", SUFFIXES, _refuse)
