"""Saved web pages: the article and what the markup says of it, and nothing of what stands around it."""

from __future__ import annotations

from datetime import datetime

import pytest

from analysis.formats.pages.webpage import read_webpage
from analysis.reading.article import Article
from analysis.reading.read import make_article

BODY = "Rockets struck the fuel depot in Harrow before dawn on Tuesday, killing two guards, the governor said."
MORE = "The governor said that crews had needed nine hours to put out the fire and that the road was closed."
LAST = "A second rocket failed to explode and was taken away by army engineers, the ministry said on Wednesday."
HEAD = "Rockets hit fuel depot in Harrow"

PAGE = f"""<!doctype html><html lang="en"><head><title>{HEAD} | The Vale Post</title>
<meta property="og:site_name" content="The Vale Post"><meta name="author" content="Ana Bell">
<meta property="article:published_time" content="2031-03-05T07:15:00+02:00">
<meta property="article:modified_time" content="2031-03-06T07:15:00+02:00">
<link rel="canonical" href="https://valepost.example/depot"></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
<article><h1>{HEAD}</h1><p class="byline">By Ana Bell</p><time datetime="2031-03-05">5 March 2031</time>
<div class="share"><button>Share</button> <a href="#">Copy link</a></div>
<figure><img src="a.jpg" alt="Smoke"><figcaption>Smoke over the depot on Tuesday. (Photo: VP)</figcaption></figure>
<p>HARROW (VP) — {BODY}</p><p>{MORE}</p>
<aside><h3>Related</h3><ul><li><a href="/x">Goats on the harbour wall</a></li></ul></aside>
<h2>A second strike</h2><p>{LAST}</p></article>
<section class="comments"><h3>Comments</h3><form><textarea></textarea><button>Post</button></form></section>
<footer><p>© 2031 The Vale Post</p></footer></body></html>"""


def article(page: str | bytes) -> Article:
    return make_article(read_webpage(page.encode() if isinstance(page, str) else page, "a.html"), path="a.html")


def labels(page: str | bytes) -> list[tuple[str, str]]:
    found = article(page)
    return [(p.kind, found.text[p.start : p.end]) for p in found.passages]


def test_blocks_of_the_page() -> None:
    assert labels(PAGE) == [
        ("headline", HEAD),
        ("byline", "By Ana Bell"),
        ("dateline", "5 March 2031"),
        ("caption", "Smoke over the depot on Tuesday. (Photo: VP)"),
        ("dateline", "HARROW (VP) —"),
        ("body", BODY),
        ("body", MORE),
        ("subhead", "A second strike"),
        ("body", LAST),
    ]


def test_facts_of_the_page() -> None:
    found = article(PAGE)
    assert (found.title, found.outlet, found.authors) == (HEAD, "The Vale Post", ("Ana Bell",))
    assert (found.published, found.published_from) == (datetime(2031, 3, 5, 7, 15), "html")
    assert (found.url, found.language) == ("https://valepost.example/depot", "en")


def test_the_same_page_gives_the_same_text() -> None:
    assert article(PAGE).text == article(PAGE).text


def test_linked_data() -> None:
    page = f"""<html><head><title>{HEAD}</title><script type="application/ld+json">
    {{"@graph": [{{"@type": "NewsArticle", "headline": "{HEAD}", "datePublished": "2031-03-05T06:00:00Z",
    "author": [{{"name": "Ana Bell"}}, {{"name": "Li Wei"}}], "publisher": {{"name": "Vale Post"}}}}]}}</script></head>
    <body><article><h1>{HEAD}</h1><p>{BODY}</p><p>{MORE}</p></article></body></html>"""
    found = article(page)
    assert (found.published, found.outlet, found.authors) == (
        datetime(2031, 3, 5, 6),
        "Vale Post",
        ("Ana Bell", "Li Wei"),
    )


def test_page_without_paragraph_elements() -> None:
    prose = f"{BODY}<br><br>{MORE}<br><br>{LAST}"
    head = f"<center><font size=5><b>{HEAD}</b></font></center><br><i>Ana Bell, Harrow, 5 March 2031</i><hr>"
    page = f"<html><head><title>Post</title></head><body bgcolor=white>{head}{prose}</body></html>"
    assert labels(page)[:3] == [("headline", HEAD), ("byline", "Ana Bell, Harrow, 5 March 2031"), ("body", BODY)]
    assert article(page).published == datetime(2031, 3, 5)


def test_no_date_is_invented_from_prose() -> None:
    prose = f"<p>{BODY}</p><p>In May 2019 the depot had burned. {MORE}</p>"
    page = f"<html><body><article><h1>{HEAD}</h1>{prose}</article></body></html>"
    assert article(page).published is None


def test_declared_charset() -> None:
    head = '<html><head><meta charset="windows-1251"></head>'
    page = f"{head}<body><article><h1>Кафе</h1><p>{BODY} Кафе закрыто.</p></article></body></html>"
    assert "Кафе закрыто." in article(page.encode("cp1251")).text


@pytest.mark.parametrize("tag", ["<script>alert(1)</script>", "<style>p{}</style>", "<!-- note -->"])
def test_no_code_in_the_text(tag: str) -> None:
    page = f"<html><body><article><h1>{HEAD}</h1>{tag}<p>{BODY}{tag}</p><p>{MORE}</p></article></body></html>"
    assert labels(page) == [("headline", HEAD), ("body", BODY), ("body", MORE)]
