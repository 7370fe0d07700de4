"""Saved pages in the layouts that outlets write and programs save: all of the article, its facts, and no more."""

from __future__ import annotations

import tomllib
from pathlib import Path
from string import Template
from typing import Any

import pytest

from analysis.formats.pages.webpage import read_webpage
from analysis.reading.read import make_article

TITLE = "Rockets hit fuel depot in Harrow"
SENTENCES = {
    "FIRST": "Rockets struck the fuel depot in Harrow before dawn on Tuesday, killing two guards, the governor said.",
    "MIDDLE": "The governor said that crews had needed nine hours to put out the fire and that the road was closed.",
    "THIRD": "Residents of the harbour quarter spent the night in a school that the town had opened as a shelter.",
    "LAST": "A second rocket failed to explode and was taken away by army engineers, the ministry said on Wednesday.",
}
FURNITURE = {
    "COOKIES": "We use cookies to give you the best experience on our website. By continuing you accept them.",
    "TEASER": "Goats stroll along the harbour wall and nobody knows whose they are",
    "COMMENT": "I heard the blast from my kitchen and thought that it was thunder, but it was none.",
    "SIGN_UP": "Sign up for our morning letter and never miss a story from the region again.",
}
LABELS = ("Most read", "Share this", "All rights reserved", "captures of this page", "World", "color: red")
COMMENT = (
    f'<div class="comment"><b>Jo</b> <time datetime="2031-04-09">9 April 2031</time><p>{FURNITURE["COMMENT"]}</p></div>'
)
NAMES = {
    **SENTENCES,
    **FURNITURE,
    "TITLE": TITLE,
    "H1": f"<h1>{TITLE}</h1>",
    "PROSE": "".join(f"<p>{sentence}</p>" for sentence in SENTENCES.values()),
    "NAV": '<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>',
    "FOOT": "<footer><p>© 2031 The Vale Post. All rights reserved</p></footer>",
    "SITE": '<meta property="og:site_name" content="The Vale Post">',
    "AUTHOR": '<meta name="author" content="Ana Bell">',
    "DAY": '<meta property="article:published_time" content="2031-03-05T07:15:00+02:00">',
    "RELATED": '<div class="related"><h3>Most read</h3><p><a href="/g">'
    f"{FURNITURE['TEASER']}</a> <time>9 April 2031</time></p></div>",
    "COMMENTS": f'<section id="comments">{COMMENT}</section>',
    "NEWS": f'"@type": "NewsArticle", "headline": "{TITLE}", "datePublished": "2031-03-05T07:15:00+02:00",'
    ' "author": {"name": "Ana Bell"}',
    "ORG": '"publisher": {"@type": "Organization", "name": "The Vale Post"}',
}  # fmt: skip
LAYOUTS: dict[str, dict[str, Any]] = tomllib.loads(Path(__file__).with_name("layouts.toml").read_text("utf-8"))


def page_of(layout: dict[str, Any]) -> str:
    head = layout.get("head", "$SITE $AUTHOR $DAY")
    page = f"<title>$TITLE | The Vale Post</title>{head}</head><body>{layout['body']}</body></html>"
    return f'<!doctype html><html lang="{layout.get("lang", "en")}">{layout.get("save", "")}<head>' + Template(
        page
    ).substitute(NAMES)


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_layout(layout: dict[str, Any]) -> None:
    article = make_article(read_webpage(page_of(layout).encode(), "page.html")[0], path="page.html")
    day = article.published.date().isoformat() if article.published else ""
    expected = (
        layout.get("outlet", "The Vale Post"),
        layout.get("day", "2031-03-05"),
        layout.get("authors", ["Ana Bell"]),
    )
    assert article.title == TITLE
    assert (article.outlet or "", day, list(article.authors)) == expected
    assert (article.url or "") == layout.get("url", "")
    assert [article.text[s.start : s.end] for s in article.sentences if s.passage != 0] == list(SENTENCES.values())
    assert [words for words in (*FURNITURE.values(), *LABELS) if words in article.text] == []
