"""What surprises in feeds and in agencies' XML: each is read for what it says, or told."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from feed_layouts import LAYOUTS, message, newsml_item
from record_stories import Story, read_bytes

from analysis.errors import UnreadableFile
from analysis.reading.read import FileReading

BODY = "Rockets struck the fuel depot in Harrow before dawn on Tuesday, killing two guards, the governor said."
MORE = "The governor said that crews had needed nine hours to put out the fire and that the road was closed."


def read(folder: Path, text: str, name: str = "a.xml") -> FileReading:
    return read_bytes(folder, name, text.encode())


def feed(items: str) -> str:
    return f"<rss version='2.0'><channel><title>Vale Post</title>{items}</channel></rss>"


def test_a_feed_of_summaries_is_told_to_be_cut(tmp_path: Path) -> None:
    items = f"<item><title>A</title><description>{BODY}</description></item><item><title>B</title><description>"
    reading = read(tmp_path, feed(f"{items}{' '.join([BODY] * 20)}</description></item>"))
    assert len(reading.articles) == 2
    (problem,) = reading.problems
    assert problem.reason == "Articles that are cut, as the feed has only a summary of them: 1 of 2."
    assert not problem.skipped


def test_an_item_of_an_aggregator_is_of_its_source(tmp_path: Path) -> None:
    reading = read(tmp_path, feed(f"<item><description>{BODY}</description><source url='x'>Bay Wire</source></item>"))
    assert [a.outlet for a in reading.articles] == ["Bay Wire"]


def test_an_item_without_text_is_told(tmp_path: Path) -> None:
    reading = read(tmp_path, feed(f"<item><title>A</title></item><item><description>{BODY}</description></item>"))
    assert len(reading.articles) == 1
    assert ("a.xml:1", "The record has no text.") in [(p.where, p.reason) for p in reading.problems]


def test_a_feed_that_breaks_off_is_read_so_far_and_told(tmp_path: Path) -> None:
    whole = feed(f"<item><title>A</title>\n<description>{BODY}</description></item>\n<item><title>B</title>")
    reading = read(tmp_path, whole.removesuffix("</channel></rss>"))
    assert [a.title for a in reading.articles] == ["A"]
    assert any("broken in line 3" in p.reason for p in reading.problems)


def test_html_s_names_of_characters_are_read(tmp_path: Path) -> None:
    reading = read(
        tmp_path, feed(f"<item><title>Caf&eacute; &ndash; fire</title><description>{BODY}</description></item>")
    )
    assert [a.title for a in reading.articles] == ["Café – fire"]


@pytest.mark.parametrize(
    ("written", "title"),
    [("Ash &amp;amp; Oak", "Ash & Oak"), ("Ash &amp; Oak", "Ash & Oak"), ("Where x &lt;a, y", "Where x <a, y")],
)
def test_titles_escaped_twice_once_and_not_at_all(tmp_path: Path, written: str, title: str) -> None:
    (article,) = read(
        tmp_path, feed(f"<item><title>{written}</title><description>{BODY}</description></item>")
    ).articles
    assert (article.title, article.text.split("\n")[0]) == (title, title)


def test_a_change_is_no_publication(tmp_path: Path) -> None:
    entry = f"<entry><updated>2031-03-05T06:40:00Z</updated><content>{BODY}</content></entry>"
    reading = read(tmp_path, f"<feed xmlns='http://www.w3.org/2005/Atom'>{entry}</feed>")
    assert [a.published for a in reading.articles] == [None]


def test_what_wordpress_holds_beside_posts_is_counted(tmp_path: Path) -> None:
    layout = next(layout for layout in LAYOUTS if str(layout).startswith("wordpress"))
    reading = read_bytes(tmp_path, "a.xml", layout.write([Story((BODY,))]))
    (problem,) = reading.problems
    assert "1 attachment, 1 page, 1 posts with status draft, 1 posts with status private" in problem.reason
    assert not problem.skipped
    assert reading.kind == "WordPress export"


def test_captions_of_wordpress_are_captions(tmp_path: Path) -> None:
    body = f"{BODY}\n\n[caption id='a' width='3']<img src='a.jpg' /> Smoke over Harrow[/caption]\n\n{MORE} [sic]"
    post = f"<item><content:encoded><![CDATA[{body}]]></content:encoded></item>"
    spaces = 'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/"'
    (article,) = read(tmp_path, f"<rss {spaces}><channel>{post}</channel></rss>").articles
    shown = [(article.text[p.start : p.end], p.kind) for p in article.passages]
    assert shown == [(BODY, "body"), ("Smoke over Harrow", "caption"), (f"{MORE} [sic]", "body")]


@pytest.mark.parametrize("status", ["canceled", "withheld"])
def test_what_an_agency_withdrew_is_no_article(tmp_path: Path, status: str) -> None:
    good = newsml_item(Story((BODY,)), f"<inlineData>{BODY}</inlineData>")
    reading = read_bytes(tmp_path, "a.xml", message(good + good.replace("stat:usable", f"stat:{status}")))
    assert len(reading.articles) == 1
    assert [p.reason for p in reading.problems] == ["Items without a text (pictures and the like), or withdrawn: 2."]


def test_an_item_alone_is_the_article_of_its_file(tmp_path: Path) -> None:
    (article,) = read(tmp_path, newsml_item(Story((BODY,)), f"<inlineData>{BODY}</inlineData>")).articles
    assert article.article_id == "a"


def test_timebank_has_no_element_of_the_text(tmp_path: Path) -> None:
    time = "<TIMEX3 value='1998-01-08T18:30:00' functionInDocument='CREATION_TIME'>01/08/1998 18:30:00</TIMEX3>"
    text = f"<TimeML>\n\nVP19980108.1830.0711 \nNEWS STORY \n{time}\n\n{BODY}\n\n{MORE}</TimeML>"
    (article,) = read(tmp_path, text, "a.tml").articles
    assert article.text.split() == f"{BODY} {MORE}".split()
    assert article.published == datetime(1998, 1, 8, 18, 30)


def test_messages_of_muc_have_their_names_and_days(tmp_path: Path) -> None:
    text = (
        "\nTST1-MUC3-0001\n\n     HARROW, 12 JAN 90 (RADIO VALE) -- [TEXT] A BOMB EXPLODED IN HARROW.\n\n\n"
        "TST1-MUC3-0002\n\n     OSS, 4 FEB 90 -- [COMMUNIQUE] [TEXT] A MAYOR WAS SHOT AT HIS HOME.\n"
    )
    reading = read(tmp_path, text, "tst1.txt")
    assert reading.kind == "MUC messages"
    assert [(a.article_id, a.published) for a in reading.articles] == [
        ("tst1-TST1-MUC3-0001", datetime(1990, 1, 12)),
        ("tst1-TST1-MUC3-0002", datetime(1990, 2, 4)),
    ]


BOMB = "".join(f"<!ENTITY e{i} '{10 * f'&e{i - 1};'}'>" for i in range(1, 9))
REFUSED = {
    "drawing": (
        "<?xml version='1.0'?>\n<!-- made by hand -->\n<svg:svg xmlns:svg='x'/>",
        "XML of another kind (<svg>)",
    ),
    "page": ("<!DOCTYPE html><html><body/></html>", "XML of another kind (<html>)"),
    "text": (BODY, "is no XML"),
    "bomb": (
        f"<!DOCTYPE rss [<!ENTITY e0 'ha'>{BOMB}]><rss><item><description>&e8;</description></item></rss>",
        "entities",
    ),
    "file": (
        "<!DOCTYPE rss [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><rss><item><description>&e;</description></item></rss>",
        "entities",
    ),
    "empty-feed": (feed(""), "holds no record"),
    "nothing-in-it": ("<rss", "XML is broken"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_says_why(tmp_path: Path, name: str) -> None:
    text, reason = REFUSED[name]
    with pytest.raises(UnreadableFile) as caught:
        read(tmp_path, text)
    assert reason in caught.value.reason
    assert caught.value.remedy.endswith(".")


def test_a_document_type_elsewhere_is_not_fetched(tmp_path: Path) -> None:
    text = f'<!DOCTYPE nitf SYSTEM "https://vale.example/nitf.dtd"><nitf><body><body.content><p>{BODY}</p></body.content></body></nitf>'
    assert len(read(tmp_path, text).articles) == 1


def test_a_summary_that_is_the_title_again_is_no_text(tmp_path: Path) -> None:
    item = (
        "<item><title>Fire in Harrow - Vale Post</title><link>https://vale.example/1</link><description>"
        "&lt;a href='https://vale.example/1'&gt;Fire in Harrow&lt;/a&gt;&amp;nbsp;&lt;font&gt;Vale Post&lt;/font&gt;"
        "</description><source url='https://vale.example'>Vale Post</source></item>"
    )
    with pytest.raises(UnreadableFile, match=r"None of the 2 records has a text\. Fetch the article"):
        read(tmp_path, f"<rss version='2.0'><channel><title>News</title>{item * 2}</channel></rss>")
