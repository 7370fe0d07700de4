"""XML as untrusted files have it: no network, no entities, no expansion; what is broken is read as far as it goes."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterable, Iterator
from html.entities import html5
from typing import Any

from analysis.errors import UnreadableFile
from analysis.formats.lists import listed
from analysis.formats.record import Problem, Records
from analysis.formats.records.building import make_records
from analysis.formats.records.events import tell_addresses
from analysis.formats.source import Kind, Source
from analysis.formats.text import without_mark

SUFFIXES = (".xml", ".rss", ".atom", ".rdf", ".tml", ".nitf", ".newsml", ".wxr")
# Nothing that is matched is given back: no character of a hostile head is read twice.
_ROOT = re.compile(
    r"(?>\s*+(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*+(?:\[.*?\]\s*+)?>))*+\s*+<(?P<name>[\w:.-]++)(?P<more>[^>]*+)",
    re.DOTALL | re.IGNORECASE,
)
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
NO_TEXT = "Save its page instead, or leave it out."
# Articles by the names of their fields, None in the place of one that is left out; what is told of a file: reason and
# remedy.
Articles = Iterable[dict[str, Any] | None]
Note = Callable[[str, str], None]
_HEAD = 8192  # bytes within which a file says what it is
_OF_ONE = ("doc", "TEI", "nitf", "newsitem", "newsItem")  # outermost elements of one article, which some files repeat
_DECLARED = re.compile(rb"<(?:\?xml\s|!DOCTYPE\s)[^<>\[\]]*+>\s*")
# What HTML calls characters, and XML does not know.
_NAMED = re.compile(rb"&([a-zA-Z]{2,8}\d{0,2};)")
_OF_XML = frozenset({"amp;", "lt;", "gt;", "quot;", "apos;"})


def root_of(source: Source) -> tuple[str, str]:
    """The name of a file's outermost element without its prefix, and what more its tag holds; ("", "") if not XML."""
    raw, encoding = without_mark(source.raw[:_HEAD])
    found = _ROOT.match(raw.decode(encoding or "utf-8", "replace"))
    return (found["name"].rpartition(":")[2], found["more"]) if found else ("", "")


def xml_kind(name: str, articles_in: Callable[[Any, Note], Articles], *roots: str, says: str | None = None) -> Kind:
    """A kind of XML, told by the names of outermost elements, or by what its tag ``says``; ``articles_in`` gets it."""

    def recognises(source: Source) -> bool:
        root, more = root_of(source)
        return root in roots or (says is not None and says in more)

    def read(source: Source) -> Records:
        root, problems = _parse(source)
        told = articles_in(root, lambda why, do: problems.append(Problem(source.name, None, why, do, False)))
        found = [(place, record) for place, record in enumerate(told, 1) if record]
        is_one = len(found) == 1 and str(root.tag).rpartition("}")[2] in (*_OF_ONE, "TimeML")
        return make_records([(None, found[0][1])] if is_one else found, source, problems, remedy=NO_TEXT)

    return Kind(name, SUFFIXES, read, recognises, holds_many=True)


def _parse(source: Source) -> tuple[Any, list[Problem]]:
    """The outermost element, and whether the file is broken somewhere. Raises UnreadableFile where there is none.

    Comments and processing instructions are left out; external entities are not fetched, and a file that declares its
    own is not read.
    """
    etree = source.library("lxml.etree", "lxml")
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    root, why = None, ""
    try:
        root = etree.fromstring(_NAMED.sub(_by_number, _in_one(source)), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        why = f" ({error})"
    if root is None:
        raise UnreadableFile(source.name, f"The file is broken XML{why}.", "Export it again.")
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and next(declared.iterentities(), None) is not None:
        raise UnreadableFile(source.name, "The file declares entities, which may be a trap.", "Export it without them.")
    faults = [fault for fault in parser.error_log if fault.level_name == "FATAL"]
    if not faults:
        return root, []
    reason = f"The XML is broken in line {faults[0].line}; what can be read is read."
    return root, [Problem(source.name, faults[0].line, reason, "Export it again.", skipped=False)]


def _in_one(source: Source) -> bytes:
    """The bytes of a file; of one that holds several articles' documents, one behind the other, within one element."""
    name, raw = root_of(source)[0], source.raw.removeprefix(codecs.BOM_UTF8)
    begins = re.compile(rb"^<(?:\w+:)?%b[\s>]" % name.encode(), re.MULTILINE)
    if name not in _OF_ONE or len(begins.findall(_DECLARED.sub(b"\n", raw))) < 2:
        return source.raw
    return b"<all>%b</all>" % _DECLARED.sub(b"\n", raw)


def _by_number(found: re.Match[bytes]) -> bytes:
    name = found[1].decode("ascii")
    characters = "" if name in _OF_XML else html5.get(name, "")
    return b"".join(b"&#%d;" % ord(c) for c in characters) or found[0]


def first(element: Any, path: str) -> Any:
    """The first element that a path of bare names ("itemMeta/provider") leads to; None without one."""
    return element.find("/".join(part if part in {"", "."} else f"{{*}}{part}" for part in path.split("/")))


def words_of(element: Any, *paths: str) -> str:
    """The words of the first of these elements that has some, single spaces between; "" without any.

    A path may end in an attribute: "itemMeta/pubStatus@qcode", of which the scheme is left out ("stat:"); "@lang" is
    xml:lang.
    """
    for path in paths or (".",):
        place, _, attribute = path.partition("@")
        found = first(element, place or ".")
        if found is None:
            continue
        said = found.get(_LANGUAGE if attribute == "lang" else attribute) or "" if attribute else all_words(found)
        if words := " ".join((said.rpartition(":")[2] if attribute == "qcode" else said).split()):
            return words
    return ""


def all_words(element: Any) -> str:
    """All that stands in an element, as it stands there."""
    return "".join(element.itertext())


def facts_of(element: Any, layout: str) -> dict[str, Any]:
    """What an article states in the places of a layout (``layouts.toml``)."""
    return {fact: words_of(element, *paths) for fact, paths in listed(__package__, "layouts.toml")[layout].items()}


def all_of(element: Any, name: str) -> Iterator[Any]:
    """All elements of a bare name below an element, itself included."""
    return iter(element.iter(f"{{*}}{name}"))


def markup_of(element: Any) -> str:
    """An element as text with its markup."""
    from lxml.etree import tostring

    return str(tostring(element, encoding="unicode", with_tail=False))


def _refuse(source: Source) -> Records:
    root = root_of(source)[0]
    if root in {"urlset", "sitemapindex", "opml"}:
        tell_addresses(source.name)
    reason = f"The file is XML of another kind (<{root}>), not of articles." if root else "The file is no XML."
    remedy = "Read are RSS, Atom, WordPress exports, NewsML, NITF, TimeML, TEI; save the text of others as .txt files."
    raise UnreadableFile(source.name, reason, remedy)


OTHER_XML = Kind("XML", SUFFIXES, _refuse)
