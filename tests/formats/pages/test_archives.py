"""Pages kept whole: MHTML by browsers, WARC by crawlers. Each page is an article, once, as it was published."""

from __future__ import annotations

import gzip
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from writers import Capture, Written, mhtml, warc

from analysis.errors import UnreadableFile
from analysis.formats.kinds import is_readable, recognise
from analysis.formats.source import Source
from analysis.reading.article import Article
from analysis.reading.read import read_file

DEPOT = Written(1, date(2031, 3, 5))
ADVERT = "<html><body><p>Buy our boots. They are the best boots that you will ever buy in this town.</p></body></html>"
INDEX = (
    "<html><body>"
    + "".join(f"<h2><a href=/{i}>The council of ward {i} has met</a></h2>" for i in range(9))
    + "</body></html>"
)
PAGES = st.lists(st.integers(0, 10_000), min_size=1, max_size=4, unique=True).map(
    lambda numbers: [Written(n, date(2031, 1, 1 + n % 28)) for n in numbers]
)


def read(tmp_path: Path, name: str, raw: bytes) -> tuple[tuple[Article, ...], list[str]]:
    (tmp_path / name).write_bytes(raw)
    found = read_file(tmp_path / name, corpus=tmp_path)
    return found.articles, [f"{problem.reason} {problem.remedy}" for problem in found.problems]


def assert_read(article: Article, written: Written) -> None:
    assert (article.title, article.outlet, article.url) == (written.title, written.outlet, written.address)
    assert (article.published and article.published.date(), article.published_from) == (written.day, "html")
    sentences = [article.text[s.start : s.end] for s in article.sentences]
    assert sentences == [written.title, *written.sentences]


# ------------------------------------------------------------------------------------------------------------- MHTML


@pytest.mark.parametrize("coding", ["quoted-printable", "8bit"])
@pytest.mark.parametrize("frames", [(), (ADVERT,), (ADVERT, ADVERT)])
@pytest.mark.parametrize("frame_first", [False, True])
def test_a_page_with_its_frames(tmp_path: Path, coding: str, frames: tuple[str, ...], frame_first: bool) -> None:
    raw = mhtml(DEPOT, frames=frames, coding=coding, frame_first=frame_first)
    articles, problems = read(tmp_path, "page.mhtml", raw)
    assert_read(articles[0], DEPOT)
    assert (len(articles), articles[0].article_id, problems) == (1, "page", [])


def test_a_page_whose_article_is_in_a_frame(tmp_path: Path) -> None:
    shell = Written(2, date(2031, 3, 5))
    raw = mhtml(shell, main="<html><body><iframe src=a></iframe></body></html>", frames=[DEPOT.html()])
    (article,), _ = read(tmp_path, "page.mht", raw)
    assert DEPOT.sentences[0] in article.text


def test_mail_without_a_page_is_none(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="no HTML page"):
        read(tmp_path, "page.mht", b"Subject: hello\n\nHello.")


# -------------------------------------------------------------------------------------------------------------- WARC


def page(written: Written, **changes: object) -> Capture:
    return Capture(written.address, written.html().encode(), **changes)  # type: ignore[arg-type]


@settings(max_examples=20, deadline=None)
@given(PAGES, st.booleans(), st.sampled_from(["", "gzip"]), st.booleans())
def test_each_page_is_an_article_once(
    tmp_path_factory: pytest.TempPathFactory,
    written: list[Written],
    compressed: bool,
    coding: str,
    chunked: bool,
) -> None:
    captures = [page(w, coding=coding, chunked=chunked) for w in written]
    captures += [page(w, type="revisit") for w in written[:2]] + [page(w) for w in written[:1]]  # known already
    captures += [Capture("https://valepost.example/a.css", b"p {}", content="text/css")]
    captures += [page(Written(99_999, date(2031, 1, 1)), status="404 Not Found")]
    name = "crawl.warc.gz" if compressed else "crawl.warc"
    articles, problems = read(tmp_path_factory.mktemp("w"), name, warc(captures, compressed=compressed))
    assert problems == []
    assert len(articles) == len(written)
    for article, one in zip(articles, written, strict=True):
        assert_read(article, one)


def test_charset_of_the_transport(tmp_path: Path) -> None:
    capture = Capture(DEPOT.address, DEPOT.html().encode("cp1250"), content="text/html; charset=windows-1250")
    (article,), _ = read(tmp_path, "a.warc", warc([capture], compressed=False))
    assert "café" in article.text


def test_resources_are_pages_too(tmp_path: Path) -> None:
    (article,), _ = read(tmp_path, "a.warc", warc([page(DEPOT, type="resource")], compressed=False))
    assert_read(article, DEPOT)


def test_a_whole_archive_that_was_gzipped_afterwards(tmp_path: Path) -> None:
    articles, _ = read(tmp_path, "a.warc.gz", gzip.compress(warc([page(DEPOT)], compressed=False)))
    assert len(articles) == 1


def test_what_is_no_article_is_counted(tmp_path: Path) -> None:
    captures = [
        page(DEPOT),
        Capture("https://valepost.example/", INDEX.encode()),
        Capture("https://valepost.example/e", b"<p>No."),
    ]
    articles, problems = read(tmp_path, "a.warc.gz", warc(captures))
    assert len(articles) == 1
    assert problems == [
        "2 of its 3 pages hold no article, the first https://valepost.example/."
        " Nothing, where these are lists and front pages; else save them on their own."
    ]


def test_an_unknown_coding_is_told(tmp_path: Path) -> None:
    coded = Capture("https://valepost.example/z", b"\x28\xb5\x2f\xfd\x00\x01\x02\x00\x00", coding="zstd")
    _, problems = read(tmp_path, "a.warc.gz", warc([page(DEPOT), coded]))
    assert problems[0].startswith("1 of its 2 pages are compressed")


def test_brotli(tmp_path: Path) -> None:
    brotli = pytest.importorskip("brotli", reason="an optional package")
    coded = Capture(DEPOT.address, brotli.compress(DEPOT.html().encode()), coding="br")
    for captures in ([coded], [page(DEPOT, coding="br")]):  # the second was stored uncompressed, as some crawlers do
        (article,), _ = read(tmp_path, "a.warc", warc(captures))
        assert_read(article, DEPOT)


def test_an_archive_that_was_cut_off_keeps_what_it_has(tmp_path: Path) -> None:
    other = Written(2, date(2031, 3, 6))
    for compressed in (True, False):
        raw = warc([page(DEPOT), page(other)], compressed=compressed)
        articles, problems = read(tmp_path, "a.warc.gz", raw[:-200])
        assert len(articles) == 1
        assert "broken behind its page 1" in problems[0]


def test_an_archive_without_an_article_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="holds 1 HTML pages, and no article"):
        read(tmp_path, "a.warc.gz", warc([Capture("https://valepost.example/", INDEX.encode())]))


# ------------------------------------------------------------------------------------------------------ broken files

WHOLE = {
    "a.mhtml": mhtml(DEPOT, frames=[ADVERT]),
    "a.warc": warc([page(DEPOT), page(Written(2, date(2031, 3, 6)))], compressed=False),
    "a.warc.gz": warc([page(DEPOT, coding="gzip", chunked=True)]),
}


@pytest.mark.parametrize("name", WHOLE)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_broken_files_are_told(name: str, data: st.DataObject) -> None:
    raw = bytearray(WHOLE[name])
    for at in data.draw(st.lists(st.integers(0, len(raw) - 1), max_size=4)):
        raw[at] = data.draw(st.integers(0, 255))
    source = Source(name, bytes(raw[: data.draw(st.integers(0, len(raw)))]))
    try:
        records = recognise(source).read(source).records
    except UnreadableFile:
        return
    assert all(record.text for record in records)


@pytest.mark.parametrize(("name", "expected"), [("a.warc.gz", True), ("a.gz", False), ("A.MHT", True)])
def test_names(name: str, expected: bool) -> None:
    assert is_readable(Path(name)) is expected
