"""What a web page's markup says about its article: meta tags, JSON-LD, links, time stamps. Nothing is guessed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from analysis.formats.pages.markup import element_text, find_heading, meta_names, page_words
from analysis.formats.pages.saved import Page, own_address
from analysis.formats.pages.stated.linked import Node, as_list, linked_articles, texts_of
from analysis.formats.pages.stated.published import Surroundings, day_order, find_published
from analysis.formats.record import Record, language_code, split_names
from analysis.formats.text import bare_words

# Microdata and RDFa of schema.org.
_PUBLISHER = (
    "//*[contains(@itemprop, 'publisher') or contains(@property, 'publisher')]//*[@itemprop='name' or @property='name']"
)
_WINDOW = re.compile(r" [|–—«»·/-] | :: |: ")
_NAMING = ("property", "name", "itemprop", "http-equiv")
_LONGEST_BYLINE = 120  # characters
# An address or the name of an account, which is nobody's name; a site's domain, which may be.
_NO_NAME = re.compile(r"(?:https?:|www\.|@|/)|[^@\s]+@", re.IGNORECASE)
_DOMAIN = re.compile(r"[\w-]+(?:\.[\w-]+)+")
_SURNAME_FIRST = re.compile(r"^([^\W\d_][\w'’-]+), ([^\W\d_][\w'’.-]*)$")
_COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright)[\s©\d,–-]{0,20}([^\d.|·©]{2,60})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PageFacts:
    """The facts that markup states; ``stated`` has no text. ``window_titles`` are parts of ``<title>``, which may be
    only the site's name.

    ``heading`` is the element of the headline; ``is_article`` whether the page says that it is one; ``body`` the
    article's text as JSON-LD states it.
    """

    stated: Record
    titles: tuple[str, ...] = ()
    window_titles: tuple[str, ...] = ()
    heading: Any = None
    shown_byline: str | None = None
    shown_date: str | None = None
    is_article: bool = False
    body: str = ""


def read_page_facts(page: Page) -> PageFacts:
    """The facts of a parsed page."""
    tree, meta = page.tree, _meta_tags(page.tree)
    window = next((t for e in tree.xpath("//head/title") if (t := element_text(e))), "")
    parts = [part.strip() for part in _WINDOW.split(window) if part.strip()]
    window_titles = tuple(part.strip() for part in re.split(r" [|–—-] ", window) if part.strip())
    stated = _first_of(meta, "titles")
    addresses = (*tree.xpath("//link[@rel='canonical']/@href"), *meta.get("og:url", ()), page.address)
    url = next((address for value in addresses if (address := own_address(value))), None)
    shown = [t for h in tree.xpath("//h1")[:3] if (t := element_text(h))]
    articles = linked_articles(tree, [*shown, *stated, *window_titles], url)
    stated = [*(t for a in articles for t in texts_of(a.get("headline"))), *stated]
    heading = find_heading(tree, [*stated, *window_titles])
    locales = (tree.get("lang"), *_first_of(meta, "locales"), *_stated(articles, "inLanguage"))
    around = Surroundings(tree, heading)
    published, shown_date = find_published(
        tree, around, meta=meta, articles=articles, address=url, order=day_order(locales)
    )
    titles = [element_text(heading)] if heading is not None else []
    outlet = _outlet(tree, meta, articles, parts, url)
    stated_record = Record(
        outlet=outlet,
        authors=_authors(meta, articles, outlet),
        published=published,
        published_from="html",
        url=url,
        captured=page.captured,
        language=next((code for locale in locales if (code := language_code(locale))), None),
        wrapped=False,
    )
    return PageFacts(
        stated=stated_record,
        titles=tuple(dict.fromkeys(t for t in (*titles, *shown, *stated) if t)),
        window_titles=window_titles,
        heading=heading,
        shown_byline=_shown_byline(tree, around),
        shown_date=shown_date,
        is_article=bool(articles) or "article" in meta.get("og:type", ()) or "article:published_time" in meta,
        body=next((b for a in articles for b in as_list(a.get("articleBody")) if isinstance(b, str)), ""),
    )


def _meta_tags(tree: Any) -> dict[str, list[str]]:
    """The contents of meta tags by name, lower case: each name may stand there several times."""
    found: dict[str, list[str]] = {}
    for tag in tree.xpath("//meta[@content]"):
        content = " ".join(tag.get("content").split())
        for name in {(tag.get(attribute) or "").strip().lower() for attribute in _NAMING} if content else ():
            found.setdefault(name, []).append(content)
    return found


def _first_of(meta: Mapping[str, Sequence[str]], names: str) -> list[str]:
    """What the first tag of each of these names says."""
    return [meta[name][0] for name in meta_names(names) if name in meta]


def _stated(articles: Sequence[Node], name: str) -> Iterator[str]:
    return (text for article in articles for text in texts_of(article.get(name)))


# ------------------------------------------------------------------------------------------------ outlet and authors


def _outlet(
    tree: Any, meta: Mapping[str, Sequence[str]], articles: Sequence[Node], window: Sequence[str], address: str | None
) -> str | None:
    """The site's name as the page states it; one that looks like an address ("lenta.ru") only where no other is there.

    Where it is stated nowhere: the name that two of window title, link to the front page, logo and copyright have.
    """
    stated = [*_first_of(meta, "outlets"), *_stated(articles, "publisher")]
    names = sorted(
        (name for name in stated if not _NO_NAME.match(name)), key=lambda name: bool(_DOMAIN.fullmatch(name))
    )
    marked = (t for e in tree.xpath(_PUBLISHER) if (t := " ".join((e.get("content") or element_text(e) or "").split())))
    return next(iter(names), None) or next(marked, None) or _signed(tree, window, address)


def _signed(tree: Any, window: Sequence[str], address: str | None) -> str | None:
    home = tree.xpath("//a[@href='/' or @rel='home' or contains(@class, 'logo')]")
    front = "/".join((address or "").split("/")[:3])  # browsers that save a page write links in full
    home += [a for a in tree.xpath("//a[@href]") if front and (own_address(a.get("href")) or "").rstrip("/") == front]
    copyright = (m[1] for e in tree.xpath("//footer")[-1:] if (m := _COPYRIGHT.search(element_text(e) or "")))
    sources = (
        {bare_words(part): part for part in window},
        {bare_words(text): text for a in home if (text := element_text(a, at_most=60))},
        {bare_words(alt): alt for alt in tree.xpath("//a//img/@alt | //header//img/@alt")[:3]},
        {bare_words(name): name.strip() for name in copyright},
    )
    counts = Counter(words for source in sources for words in source if words)
    return next(
        (source[words] for words, n in counts.most_common(1) if n > 1 for source in sources if words in source), None
    )


def _authors(meta: Mapping[str, Sequence[str]], articles: Sequence[Node], outlet: str | None) -> tuple[str, ...]:
    """People named as authors; no address of a profile, and not the outlet itself."""
    stated = list(_stated(articles, "author"))
    stated = stated or next((list(meta[name]) for name in meta_names("authors") if name in meta), [])
    if not articles and "dc.creator" in meta:  # as libraries write them
        stated = [_SURNAME_FIRST.sub(r"\2 \1", value) for value in stated]
    names = (name for value in stated if not _NO_NAME.match(value) for name in split_names(value))
    return tuple(dict.fromkeys(name for name in names if bare_words(name) != bare_words(outlet)))


def _shown_byline(tree: Any, around: Surroundings) -> str | None:
    """The text of the first element that a byline's class or mark is on, if it is short enough for one."""
    elements = list(tree.iter("*"))
    shown = [e for e in elements if page_words("bylines").intersection((e.get("class") or "").split())]
    shown += [e for e in elements if "author" in (e.get("rel"), e.get("itemprop"))]
    texts = (element_text(e, at_most=_LONGEST_BYLINE) for e in shown if not around.is_others(e, linked=True))
    return next((text for text in texts if text and len(bare_words(text)) > 1), None)
