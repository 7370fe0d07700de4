"""The kinds of files that articles come in: one list, the particular before the general."""

from __future__ import annotations

from pathlib import PurePath

from analysis.formats.exports.kinds import EXPORTS
from analysis.formats.feeds.research import EXTRACTED, MUC, TEI, TIMEML
from analysis.formats.feeds.syndication import FEED, WORDPRESS
from analysis.formats.feeds.wires import NEWSITEM, NEWSML, NITF
from analysis.formats.feeds.xml import OTHER_XML
from analysis.formats.pages.markdown import FRONT_MATTER, MARKDOWN
from analysis.formats.pages.mhtml import MHTML
from analysis.formats.pages.warc import WARC
from analysis.formats.pages.webpage import WEBPAGE
from analysis.formats.record import Record, Records
from analysis.formats.records.events import ADDRESSES
from analysis.formats.records.json_files import JSON, JSONL
from analysis.formats.records.tables import CSV, WORKBOOK
from analysis.formats.records.telegram import HISTORY
from analysis.formats.records.whatsapp import WHATSAPP
from analysis.formats.source import Kind, Source


def _read_pdf(source: Source) -> Records:
    from analysis.formats.pages.pdf.document import read_pdf  # a tenth of what all other kinds take to load

    return read_pdf(source)


PDF = Kind("PDF", (".pdf",), _read_pdf, holds_many=True)
PLAIN_TEXT = Kind("plain text", (".txt",), lambda source: Records((Record(source.text),)))
KINDS: tuple[Kind, ...] = (
    *EXPORTS, HISTORY, WEBPAGE, ADDRESSES, WHATSAPP, FRONT_MATTER, MHTML, PDF, WARC, JSON, JSONL, CSV, WORKBOOK,
    WORDPRESS, FEED, NEWSML, NITF, NEWSITEM, TIMEML, EXTRACTED, TEI, OTHER_XML, MUC, MARKDOWN, PLAIN_TEXT,
)  # fmt: skip


def is_readable(path: PurePath) -> bool:
    """Whether a file of this name may hold articles."""
    return any(path.name.lower().endswith(kind.suffixes) for kind in KINDS)


def may_hold_many(path: PurePath) -> bool:
    """Whether a file of this name may hold thousands of articles."""
    return any(kind.holds_many for kind in KINDS if path.name.lower().endswith(kind.suffixes))


def is_read_by_lines(path: PurePath) -> bool:
    """Whether a file of this name is read without being held, however large it is."""
    return all(kind.by_lines for kind in KINDS if path.name.lower().endswith(kind.suffixes))


def recognise(source: Source) -> Kind:
    """The kind of a file: the first of its suffix that knows what it holds."""
    fitting = (kind for kind in KINDS if source.name.lower().endswith(kind.suffixes))
    return next((kind for kind in fitting if kind.fits(source)), PLAIN_TEXT)
