"""Pages as sites and archives write them: what each manner of stating a fact gives, and what is not the article's."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.reading.article import Article
from analysis.reading.read import read_file

TITLE, OUTLET = "Grain pier shelled at Harrow", "The Vale Post"
PROSE = [
    "Shells hit the grain pier at Harrow shortly before noon, killing three dockers, the port authority said.",
    "Crews needed nine hours to put out the fire, and the road along the coast stayed closed.",
    "Nobody claimed the attack, the third on the pier since the truce of the spring had ended.",
]
TEXT = "".join(f"<p>{p}</p>" for p in PROSE)


def page(
    *, head: str = "", above: str = "", below: str = "", lang: str = "en", title: str = f"{TITLE} | {OUTLET}"
) -> str:
    head = f'<meta charset="utf-8"><title>{title}</title>{head}'
    body = f"<article><h1>{TITLE}</h1>{above}{TEXT}{below}</article>"
    return f'<html lang="{lang}"><head>{head}</head><body>{body}</body></html>'


def read(tmp_path: Path, html: str) -> tuple[Article, list[str]]:
    (tmp_path / "page.html").write_text(html, encoding="utf-8")
    found = read_file(tmp_path / "page.html", corpus=tmp_path)
    return found.articles[0], [problem.reason for problem in found.problems]


def sentences(article: Article) -> list[str]:
    return [article.text[s.start : s.end] for s in article.sentences]


@pytest.mark.parametrize(
    "told",
    [
        '<span itemprop="publisher" itemscope><meta itemprop="name" content="The Vale Post"></span>',
        '<span property="publisher" typeof="Organization"><span property="name">The Vale Post</span></span>',
        '<a href="https://valepost.example/">The Vale Post</a><link rel="canonical" href="https://valepost.example/pier">',
    ],
    ids=["microdata", "rdfa", "link-in-full"],
)
def test_outlet(tmp_path: Path, told: str) -> None:
    assert read(tmp_path, page(below=told))[0].outlet == OUTLET


@pytest.mark.parametrize(
    ("lang", "above", "head", "day"),
    [
        pytest.param("de", "<p>Veröffentlicht am Mittwoch, 5. März 2031, 6:40 Uhr</p>", "", "2031-03-05", id="german"),
        pytest.param("uk", "<div>5 березня 2031, 06:40</div>", "", "2031-03-05", id="ukrainian"),
        pytest.param("ar", "<time>5 مارس 2031</time>", "", "2031-03-05", id="arabic"),
        pytest.param("de", "<p>Aktualisiert am 5. März 2031</p>", "", None, id="german-change"),
        pytest.param("en", "<i>By Ana Bell<br>March 5, 2031</i>", "", "2031-03-05", id="line-of-a-block"),
        pytest.param("en", "<div>by Ana Bell · March 5, 2031 · 2 min</div>", "", "2031-03-05", id="part-of-a-line"),
        pytest.param("en-US", "<p>Submitted by Ana Bell on Wed, 03/05/2031 - 09:00</p>", "", "2031-03-05", id="drupal"),
        pytest.param("en", "<p>Submitted by Ana Bell on Wed, 03/05/2031 - 09:00</p>", "", None, id="drupal-no-order"),
        pytest.param("ja", "<p>2031年3月5日 14時05分</p>", "", "2031-03-05", id="japanese"),
        pytest.param("fa", "<time>۲۱ خرداد ۱۴۱۰</time>", "", None, id="another-calendar"),
        pytest.param(
            "en-US",
            '<time datetime="2031-03-06T02:30:00Z">March 5, 2031, 9:30 p.m. CDT</time>',
            '<meta property="article:published_time" content="2031-03-06T02:30:00Z">',
            "2031-03-05",
            id="shown-in-local-time",
        ),
        pytest.param(
            "en-US",
            "<time>March 12, 2031</time>",
            '<meta property="article:published_time" content="2031-03-06T02:30:00Z">',
            "2031-03-06",
            id="another-day",
        ),
    ],
)
def test_day(tmp_path: Path, lang: str, above: str, head: str, day: str | None) -> None:
    article, _ = read(tmp_path, page(head=head, above=above, lang=lang))
    assert (article.published and article.published.date().isoformat()) == day


def test_library_catalogues_name_the_surname_first(tmp_path: Path) -> None:
    assert read(tmp_path, page(head='<meta name="DC.creator" content="Bell, Ana">'))[0].authors == ("Ana Bell",)


def test_firefox_reader_view_tells_address_and_author(tmp_path: Path) -> None:
    credits = '<a class="domain reader-domain" href="https://valepost.example/pier">valepost.example</a>'
    article, _ = read(tmp_path, page(above=f'{credits}<div class="credits reader-credits">Ana Bell</div>'))
    assert (article.url, article.authors) == ("https://valepost.example/pier", ("Ana Bell",))


def test_an_advertisement_of_amp_is_none_of_the_text(tmp_path: Path) -> None:
    advert = "<amp-ad><div>Buy one get one free on garden chairs this weekend only.</div></amp-ad>"
    article, _ = read(tmp_path, page(below=f"{advert}{TEXT.replace('nine', 'ten')}"))
    assert "garden" not in article.text
    assert all(p in article.text for p in PROSE)


def test_letters_of_persian_are_joined_as_they_are_written(tmp_path: Path) -> None:
    words = "دست\u200cکم هفت نفر روز چهارشنبه در حمله به اسکله غلات کشته شدند."
    html = page().replace(TEXT, f"<p>{words}</p><p>Rock\u200cets hit the pier at Harrow again on the same night.</p>")
    article, _ = read(tmp_path, html)
    assert words in article.text
    assert "Rockets hit" in article.text


def test_what_steps_over_a_box_is_none_of_the_text(tmp_path: Path) -> None:
    steps = "<p>SKIP ADVERTISEMENT</p><p>after newsletter promotion</p><p>list of 4 items</p>"
    article, _ = read(tmp_path, page(below=f"{steps}{TEXT.replace('nine', 'ten')}"))
    assert sentences(article)[:4] == [TITLE, *PROSE]
    assert not any(word in article.text for word in ("SKIP", "promotion", "items"))


def test_a_print_version_is_titled_by_its_headline(tmp_path: Path) -> None:
    printed = f"<p>Printed from: https://valepost.example/pier</p><p>Printed on: 9 April 2031</p><p>{OUTLET}</p>"
    body = f"<div>{printed}<h1>{TITLE}</h1>{TEXT}</div>"
    html = f"<html><head><title>{TITLE} - {OUTLET}</title></head><body>{body}</body></html>"
    article, _ = read(tmp_path, html)
    assert article.title == TITLE
    assert "Printed" not in " ".join(sentences(article))
    assert article.published is None


OFFERS = [
    ("Subscribe to continue reading", "This story is for subscribers only. Start your trial for one dollar."),
    ("To read the full story, register for free.", "Already a subscriber? Log in."),
    ("Sie möchten weiterlesen?", "Dieser Text ist nur für Abonnenten."),
    ("La suite est réservée aux abonnés.", ""),
]


@pytest.mark.parametrize("offer", OFFERS, ids=[first for first, _ in OFFERS])
def test_a_text_behind_a_paywall_is_told_to_be_cut(tmp_path: Path, offer: tuple[str, str]) -> None:
    shown = "".join(f"<p>{line}</p>" for line in offer if line)
    article, problems = read(tmp_path, page(below=f'<div class="wall">{shown}</div>'))
    assert len(problems) == 1
    assert "cut" in problems[0]
    assert sentences(article)[:4] == [TITLE, *PROSE]


@pytest.mark.parametrize(
    "last",
    [
        "He was already a member of the council.",
        "Refugees have to register at the camp to access food and water.",
        "It would take a year to read the full archive, the ministry said.",
        "The teacher told her pupils to keep reading through the sirens.",
    ],
)
def test_a_sentence_of_the_text_is_no_offer(tmp_path: Path, last: str) -> None:
    article, problems = read(tmp_path, page(below=f"<p>{last}</p>"))
    assert not problems
    assert sentences(article)[-1] == last


def test_an_offer_amid_a_whole_text_cuts_nothing(tmp_path: Path) -> None:
    more = TEXT.replace("nine", "ten").replace("third", "fourth").replace("three", "four")
    article, problems = read(tmp_path, page(below=f"<p>Subscribe to keep reading our newsletters.</p>{more}"))
    assert not problems
    assert all(p in article.text for p in [*PROSE, "Crews needed ten hours to put out the fire"])
