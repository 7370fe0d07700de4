"""XML as untrusted files have it: no network, no entities, no expansion; what is broken is read as far as it goes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html.entities import html5
from typing import Any

from analysis.errors import UnreadableFile
from analysis.formats.record import Problem
from analysis.formats.source import Source
from analysis.formats.text import without_mark

SUFFIXES = (".xml", ".rss", ".atom", ".rdf", ".tml", ".nitf", ".newsml", ".wxr")
# Nothing that is matched is given back: no character of a hostile head is read twice.
_ROOT = re.compile(
    r"(?>\s*+(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*+(?:\[.*?\]\s*+)?>))*+\s*+<(?P<name>[\w:.-]++)(?P<more>[^>]*+)",
    re.DOTALL | re.IGNORECASE,
)
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
NO_TEXT = "Save its page instead, or leave it out."
_HEAD = 8192  # bytes within which a file says what it is
# What HTML calls characters, and XML does not know.
_NAMED = re.compile(rb"&([a-zA-Z]{2,8}\d{0,2};)")
_OF_XML = frozenset({"amp;", "lt;", "gt;", "quot;", "apos;"})


def root_of(source: Source) -> tuple[str, str]:
    """The name of a file's outermost element without its prefix, and what more its tag holds; ("", "") if not XML."""
    raw, encoding = without_mark(source.raw[:_HEAD])
    found = _ROOT.match(raw.decode(encoding or "utf-8", "replace"))
    return (found["name"].rpartition(":")[2], found["more"]) if found else ("", "")


def has_root(*names: str) -> Callable[[Source], bool]:
    """Whether the outermost element of a file has one of these names."""
    return lambda source: root_of(source)[0] in names


def parse(source: Source) -> tuple[Any, tuple[Problem, ...]]:
    """The outermost element, and whether the file is broken somewhere. Raises UnreadableFile where there is none.

    Comments and processing instructions are left out; external entities are not fetched, and a file that declares its
    own is not read.
    """
    etree = source.library("lxml.etree", "lxml")
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(_NAMED.sub(_by_number, source.raw), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFile(source.name, f"The file is broken XML ({error}).", "Export it again.") from error
    if root is None:
        raise UnreadableFile(source.name, "The file is broken XML.", "Export it again.")
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and next(declared.iterentities(), None) is not None:
        raise UnreadableFile(source.name, "The file declares entities, which may be a trap.", "Export it without them.")
    faults = [fault for fault in parser.error_log if fault.level_name == "FATAL"]
    if not faults:
        return root, ()
    reason = f"The XML is broken in line {faults[0].line}; what can be read is read."
    return root, (Problem(source.name, faults[0].line, reason, "Export it again.", skipped=False),)


def _by_number(found: re.Match[bytes]) -> bytes:
    name = found[1].decode("ascii")
    characters = "" if name in _OF_XML else html5.get(name, "")
    return b"".join(b"&#%d;" % ord(c) for c in characters) or found[0]


def name_of(element: Any) -> str:
    """An element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def first(element: Any, *paths: str) -> Any:
    """The first element that one of these paths of bare names ("itemMeta/provider") leads to; None without one."""
    for path in paths:
        if (found := _find(element, path)) is not None:
            return found
    return None


def _find(element: Any, path: str) -> Any:
    return element.find("/".join(part if part in {"", "."} else f"{{*}}{part}" for part in path.split("/")))


def words_of(element: Any, *paths: str) -> str:
    """The words of the first of these elements that has some, single spaces between; "" without any."""
    for path in paths or ("",):
        found = _find(element, path) if path else element
        if found is not None and (words := " ".join("".join(found.itertext()).split())):
            return words
    return ""


def all_of(element: Any, name: str) -> Iterator[Any]:
    """All elements of a bare name below an element, itself included."""
    return iter(element.iter(f"{{*}}{name}"))


def markup_of(element: Any) -> str:
    """An element as text with its markup."""
    from lxml.etree import tostring

    return str(tostring(element, encoding="unicode", with_tail=False))
