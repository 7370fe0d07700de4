"""Saved web pages: the article and what the markup says of it, and nothing of what stands around it."""

from __future__ import annotations

from datetime import datetime
from time import process_time

import pytest

from analysis.errors import UnreadableFile
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
    return make_article(read_webpage(page.encode() if isinstance(page, str) else page, "a.html")[0], path="a.html")


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


def entry(time: str, *sentences: str) -> str:
    return (
        f'<div class="entry"><time datetime="{time}">{time[11:]}</time>'
        + "".join(f"<p>{s}</p>" for s in sentences)
        + "</div>"
    )


NOBODY = "The governor said that nobody knew."
LIVE = f"""<html lang="en"><head><title>{HEAD} – live | The Vale Post</title></head><body><main><h1>{HEAD} – live</h1>
<p>What we know so far about the depot, as our reporters in Harrow have heard it.</p><div class="entries">
{entry("2031-03-07T18:10", LAST)}{entry("2031-03-06T09:15", MORE)}{entry("2031-03-05T11:20", NOBODY)}
{entry("2031-03-05T07:15", BODY)}</div></main></body></html>"""


def test_a_live_page_is_an_article_for_each_day() -> None:
    records = read_webpage(LIVE.encode(), "live.html")
    assert [(r.id, r.published) for r in records] == [
        ("2031-03-05", datetime(2031, 3, 5, 7, 15)),
        ("2031-03-06", datetime(2031, 3, 6, 9, 15)),
        ("2031-03-07", datetime(2031, 3, 7, 18, 10)),
    ]
    assert [{s for s in (BODY, MORE, LAST) if s in r.text} for r in records] == [{BODY}, {MORE}, {LAST}]
    assert ["What we know so far" in r.text for r in records] == [False, False, True]
    assert {r.title for r in records} == {f"{HEAD} – live"}


@pytest.mark.parametrize("change", [("– live", "– the story"), ("2031-03-06", "2031-03-05"), ("entries", "comments")])
def test_other_pages_with_times_are_one_article(change: tuple[str, str]) -> None:
    page = LIVE.replace(*change).replace("2031-03-07", "2031-03-05" if "03" in change[0] else "2031-03-07")
    assert len(read_webpage(page.encode(), "live.html")) == 1


CARD = (
    "<div><h3><a href='/{0}'>The council of ward {0} has met in Harrow</a></h3><p>It was the first meeting.</p></div>"
)
INDEX = {
    "cards": "".join(CARD.format(i) for i in range(8)),
    "headlines": "".join(f"<h2><a href='/{i}'>The council of ward {i} has met in Harrow</a></h2>" for i in range(8)),
    "list": "<ul>"
    + "".join(f"<li><a href='/{i}'>The council of ward {i} has met</a></li>" for i in range(8))
    + "</ul>",
}


@pytest.mark.parametrize("cards", INDEX.values(), ids=INDEX.keys())
def test_a_list_of_articles_is_none(cards: str) -> None:
    with pytest.raises(UnreadableFile, match="list of 8 headlines"):
        read_webpage(f"<html><body><h1>News from Harrow</h1>{cards}</body></html>".encode(), "index.html")


@pytest.mark.parametrize("cards", INDEX.values(), ids=INDEX.keys())
@pytest.mark.parametrize("prose", [f"<p>{BODY}</p>", f"<p>{BODY}</p><p>{MORE}</p><p>{LAST}</p>"])
def test_an_article_above_a_list_is_one(cards: str, prose: str) -> None:
    head = '<meta property="og:type" content="article">' if "It was the first" in cards and MORE not in prose else ""
    page = f"<html><head>{head}</head><body><article><h1>{HEAD}</h1>{prose}</article><div>{cards}</div></body></html>"
    assert BODY in read_webpage(page.encode(), "page.html")[0].text


SLOW = {
    "ten-thousand-times": "<div>" + "<time datetime='2031-03-05'>5 March</time> " * 10_000 + "</div>",
    "three-thousand-stamps": "<p>5 March 2031</p>" * 3_000,
    "white-space-in-linked-data": f"<script type='application/ld+json'>{' ' * 300_000}x</script>",
    "open-strings-in-linked-data": "<script type='application/ld+json'>" + '",' * 100_000 + "</script>",
    "address-in-addresses": f"<link rel=canonical href='{'//a.example/2031/http:' * 50_000}'>",
    "sections-in-sections": "<section><p>Yes.</p>" * 200 + "</section>" * 200,
}


@pytest.mark.parametrize("part", SLOW.values(), ids=SLOW.keys())
def test_time_is_linear_in_the_page(part: str) -> None:
    page = f"<html><head></head><body><article><h1>{HEAD}</h1><p>{BODY}</p><p>{MORE}</p></article>{part}</body></html>"
    begun = process_time()
    read_webpage(page.encode(), "page.html")
    assert process_time() - begun < 20
