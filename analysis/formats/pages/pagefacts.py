"""What a web page's markup says about its article: meta tags, JSON-LD, links, ``time`` elements. Nothing is guessed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from analysis.formats.dates import match_time_stamp, read_date
from analysis.formats.record import language_code, split_names
from analysis.formats.text import squeeze

# Names of meta tags (name, property, itemprop), lower case, the surest first.
_PUBLISHED = (
    "article:published_time", "datepublished", "og:published_time", "publishdate", "publish_date", "pubdate",
    "publication_date", "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.created", "dc.date", "date",
)  # fmt: skip
_TITLES = ("og:title", "twitter:title", "headline", "dc.title", "title")
_OUTLETS = ("og:site_name", "application-name", "publisher", "dc.publisher", "article:publisher")
_AUTHORS = ("author", "article:author", "dc.creator", "byl", "parsely-author", "sailthru.author")
# Classes of elements that show the byline and the time stamp.
_BYLINE = ("byline", "author", "article-author", "post-author", "c-byline")
_STAMP = ("date", "dates", "published", "timestamp", "pubdate", "dateline", "post-date", "entry-date", "article-date")
_ARTICLE_TYPE = re.compile(
    r"(?:news|report|analysis|opinion|blog|reportage)?.{0,12}(?:article|posting)$", re.IGNORECASE
)
_LONGEST_BYLINE = 18  # words
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class PageFacts:
    """The facts that markup states. ``window_titles`` are parts of ``<title>``, which may be only the site's name."""

    titles: tuple[str, ...] = ()
    window_titles: tuple[str, ...] = ()
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    url: str | None = None
    language: str | None = None
    shown_byline: str | None = None
    shown_date: str | None = None


def read_page_facts(tree: Any) -> PageFacts:
    """The facts of a parsed page (an lxml tree)."""
    meta, linked = _meta_tags(tree), _linked_data(tree)
    window = _text(next(iter(tree.xpath("//head/title")), None)) or ""
    titles = [_text(h) for h in tree.xpath("//h1")[:3]] + [linked.get("headline"), *(meta.get(n) for n in _TITLES)]
    authors = linked.get("author") or next((meta[n] for n in _AUTHORS if n in meta), "")
    return PageFacts(
        titles=tuple(dict.fromkeys(t for t in titles if t)),
        window_titles=tuple(part.strip() for part in re.split(r" [|–—-] ", window) if part.strip()),
        outlet=next((meta[n] for n in _OUTLETS if n in meta and "://" not in meta[n]), None) or linked.get("publisher"),
        authors=split_names(authors) if "://" not in authors else (),
        published=_published(tree, meta, linked),
        url=_url(tree, meta),
        language=language_code(tree.get("lang")),
        shown_byline=_shown_byline(tree),
        shown_date=_shown_date(tree),
    )


def _meta_tags(tree: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for tag in tree.xpath("//meta[@content]"):
        for attribute in ("property", "name", "itemprop"):
            name, content = (tag.get(attribute) or "").strip().lower(), " ".join((tag.get("content") or "").split())
            if name and content:
                found.setdefault(name, content)
    return found


def _linked_data(tree: Any) -> dict[str, str]:
    """datePublished, headline, author and publisher of the first article in the page's JSON-LD."""
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            data = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        for item in _items(data):
            kinds = item.get("@type")
            kinds = kinds if isinstance(kinds, list) else [kinds]
            if any(isinstance(kind, str) and _ARTICLE_TYPE.match(kind) for kind in kinds):
                named = ("datePublished", "headline", "author", "publisher")
                facts = {name: _name(item.get(name)) for name in named}
                return {name: " ".join(fact.split()) for name, fact in facts.items() if fact and fact.strip()}
    return {}


def _items(data: Any) -> Iterator[Mapping[str, Any]]:
    """Objects of JSON-LD: one, a list, or a graph."""
    for item in data if isinstance(data, list) else [data]:
        if isinstance(item, Mapping):
            yield item
            graph = item.get("@graph")
            yield from (g for g in graph if isinstance(g, Mapping)) if isinstance(graph, list) else ()


def _name(value: Any) -> str | None:
    if isinstance(value, list):
        return "; ".join(n for v in value if (n := _name(v))) or None
    if isinstance(value, Mapping):
        value = value.get("name")
    return value if isinstance(value, str) else None


def _published(tree: Any, meta: Mapping[str, str], linked: Mapping[str, str]) -> datetime | None:
    stated = [linked.get("datePublished"), *(meta.get(n) for n in _PUBLISHED)]
    times = tree.xpath("//time[@itemprop='datePublished' or @pubdate]/@datetime")
    times = times or tree.xpath("//article//time/@datetime")
    return next((date for value in [*stated, *times[:1]] if (date := read_date(value))), None) or _by_htmldate(tree)


def _by_htmldate(tree: Any) -> datetime | None:
    """htmldate on the markup only: its search in the prose takes any year for the date."""
    from htmldate import find_date  # loads slowly, and only pages need it

    try:
        found = find_date(
            deepcopy(tree), extensive_search=False, original_date=True, max_date="2100-01-01", outputformat="%Y-%m-%d"
        )
    except Exception:  # markup that breaks it states no date
        return None
    return read_date(found)


def _url(tree: Any, meta: Mapping[str, str]) -> str | None:
    canonical = tree.xpath("//link[@rel='canonical']/@href")
    url = str((canonical[0] if canonical else None) or meta.get("og:url")).strip()
    return url if url.startswith(("http://", "https://")) else None


def _shown_byline(tree: Any) -> str | None:
    """The text of the first element that a byline's class or mark is on, if it is short enough for one."""
    shown = [*_of_class(tree, _BYLINE), *tree.xpath("//*[@rel='author' or @itemprop='author']")]
    return next((t for e in shown if (t := _text(e)) and 1 < len(_WORD.findall(t)) <= _LONGEST_BYLINE), None)


def _shown_date(tree: Any) -> str | None:
    shown = [*tree.xpath("//article//time | //main//time"), *_of_class(tree, _STAMP)]
    return next((text for element in shown if (text := _text(element)) and match_time_stamp(squeeze(text))), None)


def _of_class(tree: Any, classes: Sequence[str]) -> list[Any]:
    tests = " or ".join(f"contains(concat(' ', normalize-space(@class), ' '), ' {c} ')" for c in classes)
    found: list[Any] = tree.xpath(f"//body//*[{tests}]")
    return found


def _text(element: Any) -> str | None:
    return None if element is None else " ".join(" ".join(element.itertext()).split()) or None
