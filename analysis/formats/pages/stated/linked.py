"""What a page says of its article in JSON-LD (schema.org), however carelessly the script is written."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from typing import Any

from analysis.formats.text import bare_words

Node = Mapping[str, Any]

_SCRIPT = "application/ld+json"
_OPENING = re.compile(r"(?:(?://|/\*)?\s{0,20}<!\[CDATA\[\s{0,20}(?:\*/)?|<!--)")
_CLOSING = re.compile(r"(?:(?://|/\*)?\s{0,20}\]\]>\s{0,20}(?:\*/)?|(?://\s{0,20})?-->|;)$")
# A string, which is kept, or a comma that nothing follows.
_TRAILING_COMMA = re.compile(r'("(?:[^"\\]|\\.)*+")|,(?=\s*[}\]])', re.DOTALL)
_ARTICLE_TYPE = re.compile(r"(?:https?://schema\.org/)?\w{0,25}(?:article|posting)$", re.IGNORECASE)
# The articles that lie in these are others: comments, related pages, the entries of a live page.
_INSIDE = ("@graph", "mainEntity", "mainEntityOfPage")


def linked_articles(tree: Any, titles: Sequence[str], address: str | None) -> list[Node]:
    """The objects that describe the page's article: those of its title or address, else the only one there is.

    Those of teasers and related pages are left out; () where it cannot be told which is meant.
    """
    articles = [node for node in linked_nodes(tree) if is_article(node)]
    known = {bare_words(title) for title in titles}
    titled = [a for a in articles if any(bare_words(headline) in known for headline in texts_of(a.get("headline")))]
    ours = [a for a in articles if a in titled or (address and address in _addresses(a))]
    if ours or len(articles) != 1:
        return ours
    elsewhere = _addresses(articles[0])
    is_teaser = address and elsewhere and all(a.startswith("http") and "#" not in a for a in elsewhere)
    return [] if is_teaser else articles


def linked_nodes(tree: Any) -> list[Node]:
    """All objects of the page's JSON-LD that stand for themselves; every member of one is a list."""
    scripts = [s for s in tree.iter("script") if (s.get("type") or "").strip().lower().startswith(_SCRIPT)]
    return [node for script in scripts for node in _resolved(list(_items(_parsed(script.text))))]


def is_article(node: Node) -> bool:
    """Whether an object is a schema.org NewsArticle, ReportageNewsArticle, BlogPosting, LiveBlogPosting or the like."""
    return any(isinstance(kind, str) and _ARTICLE_TYPE.match(kind) is not None for kind in as_list(node.get("@type")))


def texts_of(value: Any) -> list[str]:
    """The words of each of a value's parts that has some: of a string, or of the name, or names, of an object."""
    names = (part.get("name") if isinstance(part, Mapping) else part for part in as_list(value))
    texts = (text.get("name") if isinstance(text, Mapping) else text for name in names for text in as_list(name))
    return [words for text in texts if isinstance(text, str) and (words := " ".join(unescape(text).split()))]


def as_list(value: Any) -> list[Any]:
    """A value as the list that it is, or that holds it."""
    return value if isinstance(value, list) else [] if value is None else [value]


def _parsed(script: str | None) -> Any:
    """The data of a script: with raw line breaks in strings, commas behind the last member, comments around it."""
    bare = _CLOSING.sub("", _OPENING.sub("", (script or "").strip(), count=1)).rstrip()
    for attempt in (bare, _TRAILING_COMMA.sub(lambda m: m[1] or "", bare), unescape(bare)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _items(data: Any, depth: int = 0) -> Iterator[Node]:
    """Objects that stand for themselves: one, a list, a graph, what the page is about."""
    for item in as_list(data):
        if isinstance(item, Mapping):
            yield item
            for name in _INSIDE if depth < 4 else ():
                yield from _items(item.get(name), depth + 1)


def _resolved(nodes: list[Node]) -> Iterator[Node]:
    """The objects with their members that are only named ({"@id": …}) in full."""
    named = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    for node in nodes:
        yield {name: [named.get(_id(v), v) for v in as_list(value)] for name, value in node.items()}


def _id(value: Any) -> str | None:
    found = value.get("@id") if isinstance(value, Mapping) else None
    return found if isinstance(found, str) else None


def _addresses(node: Node) -> set[str]:
    values = [v for name in ("url", "mainEntityOfPage", "@id") for v in as_list(node.get(name))]
    return {text for v in values if (text := v if isinstance(v, str) else _id(v))}
