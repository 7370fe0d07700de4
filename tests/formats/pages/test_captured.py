"""When a page was archived, saved or printed: kept apart from when it was published, whatever tool says it."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from pathlib import Path

import pytest
from pdf_writer import Placed, pdf
from writers import Capture, Written, mhtml, warc

from analysis.reading.article import Article
from analysis.reading.read import read_file

MOMENT, DAY = datetime(2031, 4, 9, 8, 15), datetime(2031, 3, 5)
DEPOT = Written(1, DAY.date())
STAMP = "20310409081500"
SINGLEFILE = "<!--\n Page saved with SingleFile \n url: {} \n saved date: {}\n-->"
SAVED = "Wed Apr 09 2031 10:15:00 GMT+0200 (Central European Summer Time)"
WAYBACK = f"https://web.archive.org/web/{STAMP}/{DEPOT.address}"
ARCHIVED_ON = "<!--\n     FILE ARCHIVED ON 08:15:00 Apr 09, 2031 AND RETRIEVED FROM THE\n     INTERNET ARCHIVE ON"
CACHE = (
    f'<div id="x__google-cache-hdr">This is Google\'s cache of <a href="{DEPOT.address}">{DEPOT.address}</a>. It is a '
    "snapshot of the page as it appeared on 9 Apr 2031 08:15:00 GMT. The current page could have changed.</div>"
)
# As archive.today writes: itself as the outlet, its capture as the day of publication, no address but in "bookmark".
OF_ARCHIVE = (
    '<meta property="og:site_name" content="archive.is"/><meta property="og:url" content="http://archive.is/XqVfw" '
    'itemprop="url"/><meta property="article:published_time" content="2031-04-09T08:15:00Z" itemprop="dateCreated"/>'
    f'<link rel="canonical" href="https://archive.is/XqVfw"/>'
    f'<link rel="bookmark" href="http://archive.today/{STAMP}/{DEPOT.address}"/>'
)
HEADER = (
    '<div id="HEADER"><table><tr><td>archive.today</td><td>Saved from</td><td><time itemprop="pubdate" '
    'datetime="2031-04-09T08:15:00Z">9 Apr 2031 08:15:00 UTC</time></td></tr>'
    "<tr><td>All snapshots</td></tr></table></div>"
)


def inserted(page: str, *, begin: str = "", head: str = "", body: str = "") -> str:
    """A page with something behind its ``html``, at the end of its head, at the begin of its body."""
    page = page.replace("<head>", f"{begin}<head>").replace("</head>", f"{head}</head>")
    return page.replace("<body>", f"<body>{body}")


def read(tmp_path: Path, name: str, raw: str | bytes) -> Article:
    (tmp_path / name).write_bytes(raw.encode() if isinstance(raw, str) else raw)
    (article,) = read_file(tmp_path / name, corpus=tmp_path).articles
    return article


@pytest.mark.parametrize(
    ("begin", "body"),
    [
        pytest.param(f"<!-- saved from url=(0067){WAYBACK} -->", "", id="wayback-address"),
        pytest.param(SINGLEFILE.format(WAYBACK, SAVED.replace("Apr", "May")), "", id="wayback-saved-later"),
        pytest.param(f"<!-- saved from url=(0067){DEPOT.address} -->{ARCHIVED_ON} -->", "", id="wayback-comment"),
        pytest.param(SINGLEFILE.format(DEPOT.address, SAVED), "", id="singlefile"),
        pytest.param(
            f'<meta name="savepage-url" content="{DEPOT.address}"><meta name="savepage-date" content="{SAVED}">', "",
            id="save-page-we",
        ),
        pytest.param(f'<link rel="canonical" href="{WAYBACK}">', "", id="wayback-canonical"),
        pytest.param("", CACHE, id="google-cache"),
    ],
)  # fmt: skip
def test_a_page_tells_when_it_was_captured(tmp_path: Path, begin: str, body: str) -> None:
    article = read(tmp_path, "page.html", inserted(DEPOT.html(), begin=begin, body=body))
    assert (article.captured, article.published, article.url) == (MOMENT, DAY, DEPOT.address)
    sentences = [article.text[s.start : s.end] for s in article.sentences]
    assert sentences == [DEPOT.title, *DEPOT.sentences]


def test_archive_today_is_neither_the_outlet_nor_dates_the_article(tmp_path: Path) -> None:
    page = DEPOT.html().replace('content="The Vale Post"', 'content=""').replace("article:published_time", "no")
    article = read(tmp_path, "page.html", inserted(page, head=OF_ARCHIVE, body=HEADER))
    assert (article.captured, article.published, article.url) == (MOMENT, None, DEPOT.address)
    assert article.outlet != "archive.is"
    assert "snapshots" not in article.text


@pytest.mark.parametrize(
    "begin", [f"<!-- saved from url=(0067)https://web.archive.org/web/2031/{DEPOT.address} -->", ""], ids=["year", "no"]
)
def test_what_is_not_told_is_missing(tmp_path: Path, begin: str) -> None:
    assert read(tmp_path, "page.html", inserted(DEPOT.html(), begin=begin)).captured is None


def test_mhtml_and_warc(tmp_path: Path) -> None:
    saved = read(tmp_path, "page.mhtml", mhtml(DEPOT))
    crawled = read(tmp_path, "crawl.warc.gz", warc([Capture(DEPOT.address, DEPOT.html().encode())]))
    assert saved.captured == crawled.captured == datetime(2031, 4, 9, 10, 0)
    assert saved.published == crawled.published == DAY


@pytest.mark.parametrize(
    ("producer", "captured"),
    [("Skia/PDF m120", MOMENT), ("Adobe PDF Library 17.0", None)],
    ids=["browser", "newspaper"],
)
def test_a_pdf_tells_its_printing_where_a_browser_made_it(
    tmp_path: Path, producer: str, captured: datetime | None
) -> None:
    lines = [Placed(50, 700 - 20 * i, sentence) for i, sentence in enumerate(DEPOT.sentences)]
    article = read(tmp_path, "page.pdf", pdf([lines], producer=producer))
    assert (article.captured, article.published) == (captured, None)


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.mhtml", "a.jsonl", "a.warc.gz"])
def test_the_digest_is_that_of_the_file(tmp_path: Path, name: str) -> None:
    raw = {
        "a.txt": " ".join(DEPOT.sentences).encode(),
        "a.html": DEPOT.html().encode(),
        "a.mhtml": mhtml(DEPOT),
        "a.jsonl": b'{"title": "Depot hit", "text": "Rockets struck the depot on Tuesday."}\n' * 2,
        "a.warc.gz": warc([Capture(a.address, a.html().encode()) for a in (DEPOT, Written(2, DAY.date()))]),
    }[name]
    (tmp_path / name).write_bytes(raw)
    articles = read_file(tmp_path / name, corpus=tmp_path).articles
    assert {article.file_sha256 for article in articles} == {sha256(raw).hexdigest()}
