"""The day of publication of a page: what it states of its article, and nothing that only looks like it."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from analysis.formats.pages.webpage import read_webpage
from analysis.reading.read import make_article

H1 = "<h1>Rockets hit fuel depot in Harrow</h1>"
PROSE = (
    "<p>Rockets struck the fuel depot in Harrow before dawn on Tuesday, killing two guards, the governor said.</p>"
    "<p>The governor said that crews had needed nine hours to put out the fire and that the road was closed.</p>"
    "<p>A second rocket failed to explode and was taken away by army engineers, the ministry said on Wednesday.</p>"
)
LINKED = '<script type="application/ld+json">{{"@type": "NewsArticle", {0}}}</script>'.format


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


def article(head: str = "", tail: str = "", before: str = "", after: str = "") -> str:
    return f"{before}<article>{H1}{head}{PROSE}{tail}</article>{after}"


@dataclass(frozen=True)
class Case:
    """A page, and the day that is its article's; None where none can be told."""

    day: str | None
    body: str
    head: str = ""
    lang: str = "en"


DAYS: dict[str, Case] = {
    # ----------------------------------------------------------------------------------------------- what is stated
    "linked-data-before-meta": Case(
        "2031-03-05", article(), head=LINKED('"datePublished": "2031-03-05"') + meta("date", "2031-04-09")
    ),
    "meta-before-time": Case(
        "2031-03-05", article("<time datetime='2031-03-06'>"), head=meta("article:published_time", "2031-03-05")
    ),
    "time-at-the-head": Case("2031-03-05", article("<time datetime='2031-03-05'>Wednesday</time>")),
    "time-above-the-headline": Case(
        "2031-03-05", f"<article><header><time>5 March 2031</time>{H1}</header>{PROSE}</article>"
    ),
    "time-linked-to-the-page": Case(
        "2031-03-05", article('<a href="/d"><time datetime="2031-03-05">5 March</time></a>')
    ),
    "stamp-without-time": Case("2031-03-12", article("<p class=date>March 12, 2031 Wednesday</p>")),
    "stamp-without-class": Case(
        "2031-03-12", article("<div><span>Wednesday, March 12, 2031 09:14 AM GMT</span></div>")
    ),
    "published-and-updated": Case("2031-03-05", article("<p>Published 5 March 2031, updated 6 March 2031</p>")),
    "published-at-the-foot": Case("2031-03-05", article(tail="<p>Published: <time>5 March 2031</time></p>")),
    "own-address": Case(
        "2031-03-05", article(), head='<link rel=canonical href="https://post.example/news/2031/03/05/depot">'
    ),
    "microdata": Case("2031-03-05", article('<span itemprop=datePublished content="2031-03-05">March 5</span>')),
    "local-time-before-utc": Case(
        "2031-03-05",
        article(),
        head=LINKED('"datePublished": ["2031-03-06T03:30:00Z", "2031-03-05T22:30:00-05:00"]'),
        lang="en-US",
    ),
    # ------------------------------------------------------------------------------------------- of something else
    "first-time-is-updated": Case(
        "2031-03-05", article("<p>Updated <time>6 March 2031</time></p><p>Published <time>5 March 2031</time></p>")
    ),
    "updated-alone": Case(None, article("<p>Last updated: <time datetime='2031-03-06'>6 March 2031</time></p>")),
    "updated-alone-in-text": Case(None, article("<p>Updated 6 March 2031</p>")),
    "updated-alone-by-class": Case(
        None, article("<time class='entry-date updated' datetime='2031-03-06'>6 March 2031</time>")
    ),
    "updated-label-in-an-element": Case(None, article("<div><b>Last modified</b> <span>6 March 2031</span></div>")),
    "class-of-both": Case(
        "2031-03-06", article("<time class='entry-date published updated' datetime='2031-03-06'></time>")
    ),
    "modified-alone": Case(
        None, article(), head=meta("article:modified_time", "2031-03-06") + meta("og:updated_time", "2031-03-06")
    ),
    "date-modified-alone": Case(None, article(), head=LINKED('"dateModified": "2031-03-06"')),
    "preview-picture": Case(None, article(), head=meta("og:image", "https://post.example/2030/01/02/depot.jpg")),
    "comment": Case(None, article(after="<div class=comments><time>9 April 2031</time><p>Awful.</p></div>")),
    "comment-inside": Case(None, article(tail="<ul id=comment-list><li><time>9 April 2031</time> Awful.</li></ul>")),
    "related-inside": Case(None, article("<aside><a href=/x>Goats on the wall</a> <time>9 April 2031</time></aside>")),
    "related-cards": Case(None, article(after="<article><h3>Goats</h3><time datetime=2031-04-09></time></article>")),
    "teaser-in-a-link": Case(None, article("<a href=/x><time>9 April 2031</time> Goats on the harbour wall</a>")),
    "ticker": Case(None, article(before="<div class=ticker><time>9 April 2031</time> Bus strike off</div>")),
    "masthead": Case(None, article(before="<header><span class=date>9 April 2031</span></header>")),
    "masthead-without-a-class": Case(None, f"<div>9 April 2031</div>{H1}{PROSE}"),
    "amid-the-prose": Case(None, article(tail="<p>The plant opened on <time datetime='2019-06-07'>7 June</time>.</p>")),
    "correction": Case(None, article("<p>This article was amended on <time datetime='2031-03-08'>8 March</time></p>")),
    "correction-at-the-foot": Case(
        None, article(tail="<p>Corrected <time datetime='2031-03-08'>8 March 2031</time></p>")
    ),
    "database": Case(None, f"{H1}<p>Last updated: 2031-11-18</p>{PROSE}<p>Database copyright 2031</p>"),
    "numbers-in-the-headline": Case(
        None, f"<article><h1>Output of 2030 up 4.5 percent, 11 May 2030 Brigade says</h1>{PROSE}</article>"
    ),
    # --------------------------------------------------------------------------------------------- contradictions
    "two-of-a-level": Case(None, article("<time>5 March 2031</time> <time>6 March 2031</time>")),
    "two-of-a-level-that-agree": Case(
        "2031-03-05", article("<time datetime=2031-03-05></time> <span>5 March 2031</span>")
    ),
    "two-meta-tags": Case(None, article(), head=meta("pubdate", "2031-03-05") + meta("pubdate", "2031-03-06")),
    # ------------------------------------------------------------------------------------------- numbers alone
    "american": Case("2031-03-10", article("<time>03/10/2031</time>"), lang="en-US"),
    "american-with-time": Case("2031-03-10", article("<p>3/10/2031 6:40 PM</p>"), lang="en-us"),
    "american-day-clear": Case("2031-03-25", article("<time>25/03/2031</time>"), lang="en-US"),
    "british": Case("2031-10-03", article("<time>03/10/2031</time>"), lang="en-GB"),
    "german": Case("2031-10-03", article("<time>03.10.2031</time>"), lang="de"),
    "american-by-another-tag": Case("2031-03-10", article("<time>03/10/2031</time>"), head=meta("og:locale", "en_US")),
    "american-in-a-meta-tag": Case("2031-03-10", article(), head="<meta name=date content='03/10/2031'>", lang="en-US"),
    "english-of-no-country": Case(None, article("<time>03/10/2031</time>")),
    "english-of-no-country-clear": Case("2031-10-25", article("<time>10/25/2031</time>")),
    "no-language": Case(None, article("<time>03/10/2031</time>"), lang=""),
    "no-such-day": Case(None, article("<time>31 February 2031</time>")),
}


@pytest.mark.parametrize("case", DAYS.values(), ids=DAYS.keys())
def test_day_of_publication(case: Case) -> None:
    page = f"<html lang='{case.lang}'><head>{case.head}</head><body>{case.body}</body></html>"
    found = make_article(read_webpage(page.encode(), "page.html")[0], path="page.html")
    assert (found.published.date().isoformat() if found.published else None) == case.day
    assert found.published_from == ("html" if case.day else None)
