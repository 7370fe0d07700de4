"""Feeds: RSS (0.9 to 2.0) and Atom; and WordPress's export (WXR), an RSS file of all that a site holds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from analysis.formats.feeds.xml import Articles, Note, all_of, all_words, first, markup_of, words_of, xml_kind
from analysis.formats.records.bodies import as_markup, has_markup, read_markup, without_markup
from analysis.formats.text import bare_words

_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
_FEW_WORDS = 150  # a description of more is the whole article
_MAILED = re.compile(r"\S+@\S+ \((.+)\)")  # RSS 2.0: author is an address, with a name in brackets
_CAPTION = re.compile(r"\[caption[^\]]*+\](.*?)\[/caption\]", re.DOTALL)
_SHORTCODE = re.compile(r"\[/?(?:gallery|embed|audio|video|playlist)\b[^\]]*+\]")


def _feed(root: Any, note: Note) -> Articles:
    """The items of an RSS or Atom feed, with the whole text where the feed has it, else its summary, which is told."""
    items = [element for name in ("item", "entry") for element in all_of(root, name)]
    whose = _channel(root)
    records = [whose | _item(item) for item in items]
    n_short = sum(record.pop("is_summary") for record in records)
    if n_short:
        reason = f"Articles that are cut, as the feed has only a summary of them: {n_short} of {len(items)}."
        note(reason, "Fetch the pages with a scraper such as trafilatura.")
    return records


def _channel(root: Any) -> dict[str, Any]:
    """Whose feed it is, and its language."""
    inner = first(root, "channel")
    channel = root if inner is None else inner
    return {"publisher": _text(channel, "title"), "language": words_of(channel, "language", "@lang")}


def _item(item: Any) -> dict[str, Any]:
    whole, summary = _text(item, _CONTENT, "content"), _text(item, "description", "summary")
    title = without_markup(_text(item, "title"))
    if _is_title(summary, f"{title} {words_of(item, 'source/title', 'source')}"):
        summary = ""
    body = whole or summary
    head = as_markup(" ".join(title.split()), "h1")
    return {
        "text": head + (body if has_markup(body) else as_markup(body)) if body.strip() else "",
        "is_summary": not whole and 0 < sum(len(block.text.split()) for block in read_markup(summary)) < _FEW_WORDS,
        "title": title,
        "outlet": words_of(item, "source/title", "source"),  # of an aggregator's item
        "date": words_of(item, "published", "pubDate", "issued", "date"),
        "authors": _authors(item),
        "url": _link(item),
    }


def _is_title(summary: str, title: str) -> bool:
    """Whether a summary says no more than the title and the outlet, as those of Google News do."""
    return set(bare_words(" ".join(block.text for block in read_markup(summary)))) <= set(bare_words(title))


def _text(element: Any, *names: str) -> str:
    """The text of the first child that has one, of those in the element's own vocabulary: media:title is none.

    Atom writes XHTML as elements, all else is escaped.
    """
    own = str(element.tag).rpartition("}")[0]
    for name in names:
        wanted = name if name.startswith("{") else f"{own}}}{name}" if own else name
        for child in element.iterchildren(wanted):
            if text := markup_of(child) if child.get("type") == "xhtml" else all_words(child):
                return text
    return ""


def _authors(item: Any) -> list[str]:
    names = [
        words_of(a, "name") or words_of(a) for tag in ("creator", "author") for a in item.iterchildren(f"{{*}}{tag}")
    ]
    return [told[1] if (told := _MAILED.fullmatch(name)) else name for name in names]


def _link(item: Any) -> str:
    links = list(item.iterchildren("{*}link"))
    atom = next(
        (link.get("href") for link in links if link.get("rel", "alternate") == "alternate" and link.get("href")), ""
    )
    permanent = "" if words_of(item, "guid@isPermaLink") == "false" else words_of(item, "guid")
    return words_of(item, "origLink", "link") or atom or permanent


def _wordpress(root: Any, note: Note) -> Articles:
    """The published posts of a WordPress site's export; its pages, drafts, pictures are counted, and no articles."""
    logins = {words_of(a, "author_login"): words_of(a, "author_display_name") for a in all_of(root, "author")}
    left_out: Counter[str] = Counter()
    posts = list(_posts(root, logins, left_out))
    if left_out:
        counted = ", ".join(f"{n} {what}" for what, n in sorted(left_out.items()))
        note(f"Left out, as no published posts: {counted}.", "Nothing to do.")
    return posts


def _posts(root: Any, logins: Mapping[str, str], left_out: Counter[str]) -> Iterator[dict[str, Any] | None]:
    whose = _channel(root)
    for item in all_of(root, "item"):
        kind, status = words_of(item, "post_type") or "post", words_of(item, "status") or "publish"
        if (kind, status) != ("post", "publish"):
            left_out[kind if kind != "post" else f"posts with status {status}"] += 1
            yield None
            continue
        post = whose | _item(item)
        creator = words_of(item, "creator")
        post["text"] = _SHORTCODE.sub("", _CAPTION.sub(r"<figcaption>\1</figcaption>", post["text"]))
        post["date"] = words_of(item, "post_date") or post["date"]  # the site's own time
        yield {**post, "id": words_of(item, "post_id"), "authors": [logins.get(creator) or creator]}


WORDPRESS = xml_kind("WordPress export", _wordpress, says="wordpress.org/export")
FEED = xml_kind("feed", _feed, "rss", "RDF", "feed")
