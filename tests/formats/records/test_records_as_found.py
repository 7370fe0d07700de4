"""What surprises in records as tools write them: each is read for what it says, or told."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from record_stories import read_bytes

from analysis.errors import UnreadableFile
from analysis.formats.record import Problem
from analysis.formats.records.bodies import endings, read_markup, without_ending
from analysis.formats.records.names import fields, same, table
from analysis.reading.article import Article
from analysis.reading.read import FileReading

BODY = "Rockets struck the fuel depot in Harrow before dawn on Tuesday, killing two guards, the governor said."
MORE = "The governor said that crews had needed nine hours to put out the fire and that the road was closed."


def read(folder: Path, value: Any, name: str = "a.json") -> FileReading:
    return read_bytes(folder, name, (value if isinstance(value, str) else json.dumps(value)).encode())


def only(folder: Path, value: Any, name: str = "a.json") -> Article:
    (article,) = read(folder, value, name).articles
    return article


def told(reading: FileReading) -> str:
    (problem,) = reading.problems
    return problem.reason


@pytest.mark.parametrize(
    ("record", "outlet"),
    [
        pytest.param({"source": "https://vale.example/1"}, None, id="address"),
        pytest.param(
            {"source": "https://vale.example/1", "source-hostname": "Vale Post"}, "Vale Post", id="trafilatura"
        ),
        pytest.param({"publisher": "//vale.example/about"}, None, id="address-without-scheme"),
        pytest.param({"publisher": "www.vale.example/about"}, None, id="address-without-slashes"),
        pytest.param({"url": "https://www.vale.example/1"}, None, id="host-of-an-address"),
        pytest.param({"source_domain": "www.vale.example"}, "www.vale.example", id="stated-host"),
        pytest.param({"source_url": "https://www.vale.example/"}, "www.vale.example", id="address-of-a-front-page"),
        pytest.param({"source_url": "https://www.vale.example/world"}, None, id="address-of-a-section"),
        pytest.param({"source": "{'id': None, 'name': 'Vale Post'}"}, "Vale Post", id="printed-dictionary"),
        pytest.param({"source": '{"id": null, "name": "Vale Post"}'}, "Vale Post", id="printed-json"),
        pytest.param({"source": "{'id': 'vale', "}, "{'id': 'vale',", id="half-a-dictionary"),
        pytest.param({"source": "{'id': open('x'), 'name': 'Vale Post'}"}, None, id="printed-code"),
        pytest.param({"source": {"id": None, "name": None}}, None, id="nameless"),
        pytest.param({"source": "nan", "publisher": "Vale Post"}, "Vale Post", id="not-a-number"),
        pytest.param({"publisher": {"name": "Ash &amp; Oak"}}, "Ash & Oak", id="entity"),
        pytest.param({"publisher": [{"name": "Vale Post"}, {"name": "Other"}]}, "Vale Post", id="list"),
    ],
)
def test_an_outlet_is_a_name(tmp_path: Path, record: dict[str, Any], outlet: str | None) -> None:
    assert only(tmp_path, {"text": BODY, **record}).outlet == outlet


@pytest.mark.parametrize(
    ("stated", "authors"),
    [
        pytest.param(["Ana Bell", "Ana Bell; Li Wei"], ("Ana Bell", "Li Wei"), id="newspaper4k-twice"),
        pytest.param("['Ana Bell', 'Li Wei']", ("Ana Bell", "Li Wei"), id="printed-list"),
        pytest.param("[]", (), id="printed-empty-list"),
        pytest.param({"name": ["Ana Bell", "Li Wei"]}, ("Ana Bell", "Li Wei"), id="names-in-an-object"),
        pytest.param(["https://faces.example/ana", "ana@vale.example", 7, "Ana Bell"], ("Ana Bell",), id="no-names"),
        pytest.param("Von Christa Holm, vpa", ("Christa Holm",), id="german-byline"),
        pytest.param("Par Zoé Dupont", ("Zoé Dupont",), id="french-byline"),
    ],
)
def test_authors_are_names(tmp_path: Path, stated: Any, authors: tuple[str, ...]) -> None:
    assert only(tmp_path, {"text": BODY, "author": stated}).authors == authors


@pytest.mark.parametrize(
    ("stated", "day"),
    [
        pytest.param("2031-03-05T06:40:00+02:00", datetime(2031, 3, 5, 6, 40), id="the-outlet's-own-time"),
        pytest.param("Wed, 05 Mar 2031 06:40:00 GMT", datetime(2031, 3, 5, 6, 40), id="as-in-mail"),
        pytest.param("05.03.2031 06:40", datetime(2031, 3, 5, 6, 40), id="dots-day-first"),
        pytest.param(1930459200, datetime(2031, 3, 5, 6, 40), id="unix-time"),
        pytest.param("1930459200000", datetime(2031, 3, 5, 6, 40), id="unix-time-in-milliseconds"),
        pytest.param({"$date": "2031-03-05T06:40:00Z"}, datetime(2031, 3, 5, 6, 40), id="mongodb"),
        pytest.param("null", None, id="nothing"),
        pytest.param(True, None, id="truth-value"),
    ],
)
def test_days_of_publication(tmp_path: Path, stated: Any, day: datetime | None) -> None:
    article = only(tmp_path, {"text": BODY, "published": stated})
    assert article.published == day


def test_day_of_publication_is_no_other_day(tmp_path: Path) -> None:
    others = ("date_download", "date_modify", "dateModified", "filedate", "seendate", "indexed_date", "updated")
    assert only(tmp_path, {"text": BODY, **dict.fromkeys(others, "2031-03-05")}).published is None


def days(folder: Path, *stated: str) -> tuple[list[datetime | None], tuple[Problem, ...]]:
    reading = read(folder, [{"text": BODY, "date": day} for day in stated])
    return [article.published for article in reading.articles], reading.problems


def test_days_with_slashes_are_explained_by_those_of_the_same_file(tmp_path: Path) -> None:
    assert days(tmp_path, "03/04/2031 06:40", "25/04/2031") == (
        [datetime(2031, 4, 3, 6, 40), datetime(2031, 4, 25)],
        (),
    )
    assert days(tmp_path, "03/04/2031", "04/25/2031") == ([datetime(2031, 3, 4), datetime(2031, 4, 25)], ())


@pytest.mark.parametrize("others", [(), ("25/04/2031", "04/25/2031")], ids=["no-other", "others-that-disagree"])
def test_days_that_nothing_explains_are_left_out_and_counted(tmp_path: Path, others: tuple[str, ...]) -> None:
    found, problems = days(tmp_path, "03/04/2031", "spring", *others)
    assert found[:2] == [None, None]
    assert [p.reason for p in problems] == ["Days that cannot be read for certain, such as “03/04/2031”: 2."]
    assert not problems[0].skipped


def test_a_text_that_is_cut_is_told_once_for_the_file(tmp_path: Path) -> None:
    bodies = [f"{BODY} He sai… [+1916 chars]", f"{BODY} He sai… [+22 chars]", MORE]
    reading = read(tmp_path, {"articles": [{"content": body} for body in bodies]})
    assert [a.text for a in reading.articles] == [f"{BODY} He sai…", f"{BODY} He sai…", MORE]
    assert told(reading) == "Texts that are cut, as they end in “[+1916 chars]”: 2 of 3."
    assert not reading.problems[0].skipped


def test_what_has_only_the_mark_of_a_cut_has_no_text(tmp_path: Path) -> None:
    reading = read(tmp_path, {"results": [{"content": "ONLY AVAILABLE IN PAID PLANS"}, {"content": BODY}]})
    assert [a.text for a in reading.articles] == [BODY]


ENDINGS = [example for ending in endings() for example in ending.examples.items()]


@pytest.mark.parametrize(("text", "left"), ENDINGS)
def test_examples_of_endings(text: str, left: str) -> None:
    assert without_ending(text)[0] == left


def test_markup_in_a_text_becomes_paragraphs(tmp_path: Path) -> None:
    figure = "<figure><img alt='a > b'><figcaption>Smoke</figcaption></figure>"
    html = f"<h1>Fire</h1><script>x()</script><p>{BODY} &amp; more</p>{figure}<h2>Then</h2>{MORE}<!-- the end -->"
    article = only(tmp_path, {"text": html})
    kinds = [(article.text[p.start : p.end], p.kind) for p in article.passages]
    assert kinds == [
        ("Fire", "headline"),
        (f"{BODY} & more", "body"),
        ("Smoke", "caption"),
        ("Then", "subhead"),
        (MORE, "body"),
    ]


def test_a_text_with_a_mark_that_begins_no_tag_is_none_of_markup(tmp_path: Path) -> None:
    assert only(tmp_path, {"text": f"{BODY} Where x <a, it is y."}).text == f"{BODY} Where x <a, it is y."


def test_a_wrapped_text_with_tags_of_words_stays_wrapped(tmp_path: Path) -> None:
    words, lines = f"{BODY} {MORE} {BODY} {MORE}".split(), [""]
    for word in words:
        lines = [*lines[:-1], f"{lines[-1]} {word}".strip()] if len(lines[-1]) + len(word) < 66 else [*lines, word]
    article = only(tmp_path, {"text": "\n".join(lines).replace("Harrow", "<b>Ash &amp; Oak</b>", 1)})
    assert [p.kind for p in article.passages] == ["body"]
    assert article.text == "\n".join(lines).replace("Harrow", "Ash & Oak", 1)


@pytest.mark.parametrize(
    ("markup", "paragraphs"),
    [
        pytest.param("One <b>two</b>\nthree", ["One two", "three"], id="lines-where-no-block-stands"),
        pytest.param("<p>One\ntwo</p>", ["One two"], id="wrapped-in-a-block"),
        pytest.param("One<br>two<br/>three", ["One", "two", "three"], id="line-breaks"),
        pytest.param("<p>One</p>\n\ntwo\n\nthree<h2>x", ["One", "two", "three", "x"], id="blank-lines-between"),
        pytest.param("&lt;p&gt;One&lt;/p&gt;&lt;p&gt;A &amp;amp; B", ["One", "A & B"], id="escaped-twice"),
        pytest.param("5 < 6 and 7 > 2", ["5 < 6 and 7 > 2"], id="no-markup"),
        pytest.param("<p>One<p><p>One</p>", ["One"], id="no-block-follows-itself"),
        pytest.param("<script>one", [], id="script-without-end"),
        pytest.param('<a href="x>y">One</a> <!-- two', ["One"], id="mark-in-a-value"),
        pytest.param("<td>1<td>2", ["1 2"], id="cells"),
    ],
)
def test_paragraphs_of_markup(markup: str, paragraphs: list[str]) -> None:
    assert [block.text for block in read_markup(markup)] == paragraphs


@pytest.mark.parametrize("piece", ["<", "<a ", '<a b="', "<!--", "<a =", "&", "<script>", "The post ", "…", "[+1"])
def test_hostile_markup_takes_no_longer_than_its_length(piece: str) -> None:
    text = piece * (400_000 // len(piece))
    read_markup(text)
    without_ending(text)  # hangs, if anything is read more than once


def test_lists_are_unwrapped_wherever_they_are(tmp_path: Path) -> None:
    record = {"text": BODY, "images": [{"url": "a.jpg"}], "tags": ["war"]}
    for wrapped in (
        {"articles": [record]},
        {"status": "ok", "response": {"results": [record]}},
        {"hits": {"hits": [{"_source": record}]}},
        {"2031": [record], "2032": []},
        {"a": record},
        [{"data": record}],
    ):
        assert [a.text for a in read(tmp_path, wrapped).articles] == [BODY], wrapped


def test_all_lists_with_articles_are_read(tmp_path: Path) -> None:
    assert len(read(tmp_path, {"2031": [{"text": BODY}], "2032": [{"text": MORE}]}).articles) == 2


def test_a_record_of_a_list_without_text_is_told(tmp_path: Path) -> None:
    reading = read(tmp_path, {"articles": [{"text": BODY}, {"title": "Fire", "images": [{"url": "a.jpg"}]}]})
    assert [p.where for p in reading.problems] == ["a.json:2"]


def test_comments_are_no_articles(tmp_path: Path) -> None:
    pictures = [{"url": "https://vale.example/a.jpg"}] * 2
    record = {"title": "Fire", "text": None, "url": "https://vale.example/1", "images": pictures}
    with pytest.raises(UnreadableFile, match="no text"):
        read(tmp_path, {**record, "comments": [{"text": BODY}]})


def test_many_records_without_text_are_counted(tmp_path: Path) -> None:
    reading = read(tmp_path, [{"text": BODY}, *[{"title": "Fire"}] * 5_000])
    assert len(reading.problems) == 21
    assert reading.problems[0].reason == "More such records: 4,980."


def test_lists_in_lists_to_any_depth_are_no_articles(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"not an object|broken JSON"):
        read(tmp_path, "[" * 900 + "]" * 900)


NITF = f"""<?xml version="1.0"?><nitf><head><title>Fire</title></head><body><body.head>
<hedline><hl1>Fire</hl1></hedline><distributor>Bay Wire</distributor></body.head>
<body.content><block><p>{BODY}</p></block></body.content></body></nitf>"""
PAGE = f"<?xml version='1.0'?><!DOCTYPE html><html><head><title>Fire</title></head><body><p>{BODY}</p></body></html>"


@pytest.mark.parametrize(
    "item",
    [
        pytest.param({"bodies": [{"contentType": "text/vnd.IPTC.NITF", "value": NITF}, {"value": MORE}]}, id="nitf"),
        pytest.param({"bodies": [{"role": "xhtml", "value": PAGE}]}, id="page"),
        pytest.param({"bodies": [{"value": BODY[:20]}, {"value": BODY}, {"value": BODY[:30]}]}, id="longest"),
        pytest.param(
            {"body": [{"name": "text", "value": BODY}], "headline": [{"name": "main", "text": "Fire"}]}, id="draft"
        ),
        pytest.param({"body_xhtml": PAGE, "body_text": MORE, "versioncreated": "2031-03-05T06:40:00Z"}, id="first"),
    ],
)
def test_bodies_of_ninjs(tmp_path: Path, item: dict[str, Any]) -> None:
    article = only(tmp_path, {"uri": "urn:x", "headline": "Fire", **item})
    assert (article.text, article.title) == (f"Fire\n\n{BODY}", "Fire")


def test_the_outlet_of_ninjs_is_who_supplies_it(tmp_path: Path) -> None:
    sources = [
        {"name": "Harrow Police", "role": "http://cv.iptc.org/newscodes/infosourcerole/originfo"},
        {"name": "Vale Press", "role": "http://cv.iptc.org/newscodes/infosourcerole/origcont"},
    ]
    item = {"uri": "urn:x", "bodies": [{"value": BODY}], "infosources": sources}
    assert only(tmp_path, item).outlet == "Vale Press"
    assert only(tmp_path, {**item, "infosources": sources[:1]}).outlet is None
    assert only(tmp_path, {**item, "copyrightholder": "Bay Wire"}).outlet == "Bay Wire"


def test_what_an_agency_withdrew_is_no_article(tmp_path: Path) -> None:
    item = {"uri": "urn:x", "versioncreated": "2031-03-05T06:40:00Z", "body_text": BODY}
    reading = read(tmp_path, [item, {**item, "pubStatus": "canceled"}])
    assert [p.where for p in reading.problems] == ["a.json:2"]


def test_what_a_graph_holds_beside_articles_is_no_problem(tmp_path: Path) -> None:
    nodes = [{"@type": "WebSite", "name": "Vale"}, {"@type": "NewsArticle", "articleBody": BODY}]
    assert read(tmp_path, {"@graph": nodes}).problems == ()
    assert read(tmp_path, nodes).problems == ()
    assert [p.where for p in read(tmp_path, [*nodes, {"@type": "NewsArticle"}]).problems] == ["a.json:2"]


def test_ids_that_clash_within_a_file_are_told_apart(tmp_path: Path) -> None:
    reading = read(tmp_path, [{"id": 7, "text": BODY}, {"id": "7", "text": MORE}, {"id": "a\nb", "text": BODY}])
    assert [a.article_id for a in reading.articles] == ["a-7", "a-7-2", "a-a\ufffdb"]


def test_json_lines_under_the_name_of_json(tmp_path: Path) -> None:
    lines = f'{{"text": "{BODY}"}}\n{{"text": "{MORE}"}}\n{{"text"'
    reading = read(tmp_path, lines)
    assert [a.text for a in reading.articles] == [BODY, MORE]
    assert [p.where for p in reading.problems] == ["a.json:3"]


def test_the_chats_of_an_account_are_channels_and_groups_alone(tmp_path: Path) -> None:
    post = {"id": 5, "type": "message", "date": "2031-03-05T06:40:00", "text": BODY, "forwarded_from": "Bay, Watch"}
    chats = [
        {"name": "Vale Forward", "type": "public_channel", "id": 1, "messages": [post]},
        {"name": "Harrow 2031", "type": "private_supergroup", "id": 2, "messages": [post]},
        {"name": "Ana", "type": "personal_chat", "id": 3, "messages": [{**post, "text": "Dinner at eight?"}]},
    ]
    reading = read(tmp_path, {"personal_information": {"first_name": "X"}, "chats": {"about": "…", "list": chats}})
    assert [(a.article_id, a.outlet) for a in reading.articles] == [("a-1-5", "Vale Forward"), ("a-2-5", "Harrow 2031")]
    assert {a.authors for a in reading.articles} == {("Bay, Watch",)}
    assert told(reading) == "Chats of people with each other, which are no publications: 1."
    with pytest.raises(UnreadableFile, match="no channel and no group"):
        read(tmp_path, chats[2])


EVENTS = {
    "acled": "event_id_cnty;event_date;sub_event_type;notes;source\nV1;1 May 2031;y;A shell fell.;Post\n",
    "ucdp": "id,relid,type_of_violence,source_headline,deaths_civilians,best,high\n1,V,1,Shells fell,0,3,4\n",
    "gdelt": "\t".join(["1234567890", "20310305", "203103", "2031"] + ["x"] * 57) + "\n",
    "gdelt-header": "GLOBALEVENTID,SQLDATE,Actor1Code,SOURCEURL\n1,20310305,VAL,https://vale.example/1\n",
    "gkg": "\t".join(["20310305064500-12", "20310305064500", "1", "vale.example"] + ["x"] * 23) + "\n",
    "gtd": "eventid,iyear,imonth,iday,summary,nkill\n203103050001,2031,3,5,A shell fell.,2\n",
}


@pytest.mark.parametrize("name", EVENTS)
def test_event_tables_are_told_for_what_they_are(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnreadableFile, match=r"This is an? (event )?table of .*, not articles"):
        read(tmp_path, EVENTS[name], "a.csv")


def test_an_address_is_no_text(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="a list of addresses"):
        read(tmp_path, [{"story": "https://vale.example/1", "url": "https://vale.example/1"}])
    with pytest.raises(UnreadableFile, match="no text"):
        read(tmp_path, [{"article": "https://vale.example/1"}])


def test_an_event_table_as_json_is_told_and_its_notes_can_be_read_if_they_are_named(tmp_path: Path) -> None:
    row = {"event_id_cnty": "V1", "event_date": "2031-03-05", "sub_event_type": "y", "notes": BODY}
    answer = json.dumps({"status": 200, "data": [row]}).encode()
    with pytest.raises(UnreadableFile, match="ACLED"):
        read_bytes(tmp_path, "a.json", answer)
    assert len(read_bytes(tmp_path, "a.json", answer, {"text": ["Notes"]}).articles) == 1


ADDRESSES = {
    "lines.txt": "https://vale.example/1\nhttps://vale.example/2\n",
    "bare.txt": "www.vale.example/1\nvale.example/2\n",
    "lines.csv": "https://vale.example/1\n",
    "column.csv": "url\nhttps://vale.example/1\n",
    "mediacloud.csv": "id,media_name,publish_date,title,url,language\n1,Vale Post,2031-03-05,T,https://vale.example/1,en\n",
    "gdelt.json": '{"articles": [{"url": "https://vale.example/1", "title": "T", "domain": "vale.example"}]}',
    "sitemap.xml": "<urlset xmlns='x'><url><loc>https://vale.example/1</loc></url></urlset>",
    "lines.jsonl": '{"url": "https://vale.example/1"}\n',
}


@pytest.mark.parametrize("name", ADDRESSES)
def test_lists_of_addresses_are_told_for_what_they_are(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnreadableFile, match="a list of addresses, not articles: fetch the pages"):
        read(tmp_path, ADDRESSES[name], name)


def test_an_article_that_begins_with_an_address_is_one(tmp_path: Path) -> None:
    assert only(tmp_path, f"https://vale.example/1\n\n{BODY}\n\n{MORE}\n", "a.txt").text.startswith("https")


def test_the_table_of_names_is_in_order() -> None:
    """No name twice for one fact, and each fact of a Metadata row has names."""
    for fact, names in fields().items():
        assert len(names) == len(set(names)) > 0, fact
    assert all(same(name) == name for columns in table()["columns"].values() for name in columns)


SOURCE = {"name": "Vale Post", "domain": "vale.example"}
DAY, ADDRESS = "2031-03-05T06:40:00Z", "https://vale.example/1"
# Records of interfaces with the names that their documentation gives: what wrote them, and the record.
INTERFACES: dict[str, Any] = {
    "newspaper4k": {
        "text": BODY,
        "read_more_link": "",
        "meta_site_name": "",
        "source_url": "https://vale.example",
        "title": "Fire",
        "authors": ["Ana Bell"],
        "publish_date": DAY,
        "url": ADDRESS,
    },
    "Guardian Open Platform": {
        "response": {
            "results": [
                {
                    "webPublicationDate": DAY,
                    "webTitle": "Fire",
                    "webUrl": ADDRESS,
                    "fields": {"bodyText": BODY, "byline": "Ana Bell in Harrow", "publication": "vale.example"},
                }
            ]
        }
    },
    "ReliefWeb": {
        "data": [
            {
                "id": "7",
                "score": 1,
                "href": "https://api.vale.example/7",
                "fields": {
                    "title": "Fire",
                    "body": MORE,
                    "body-html": f"<p>{BODY}</p>",
                    "source": [{"shortname": "VP", "name": "Vale Post"}],
                    "date": {"created": "2031-03-09T00:00:00+00:00", "original": DAY},
                    "url": ADDRESS,
                },
            }
        ]
    },
    "Aylien": {
        "stories": [
            {
                "title": "Fire",
                "body": BODY,
                "published_at": DAY,
                "source": {"id": 1, **SOURCE},
                "author": {"id": 3, "name": "Ana Bell"},
                "links": {"permalink": ADDRESS, "canonical": None},
            }
        ]
    },
    "Newscatcher": {
        "articles": [
            {
                "title": "Fire",
                "content": BODY,
                "published_date": "2031-03-05 06:40:00",
                "name_source": "Vale Post",
                "authors": ["Ana Bell"],
                "link": ADDRESS,
            }
        ]
    },
    "Event Registry": {
        "articles": {
            "results": [
                {
                    "uri": "7",
                    "title": "Fire",
                    "body": BODY,
                    "dateTime": "2031-03-05T08:00:00Z",
                    "dateTimePub": DAY,
                    "url": ADDRESS,
                    "source": {"uri": "vale.example", "title": "Vale Post"},
                    "authors": [{"name": "Ana Bell", "isAgency": False}],
                }
            ]
        }
    },
    "Webz.io": {
        "posts": [
            {
                "thread": {"site": "vale.example", "site_full": "www.vale.example"},
                "title": "Fire",
                "text": BODY,
                "published": DAY,
                "author": "Ana Bell",
                "url": ADDRESS,
            }
        ]
    },
    "Factiva snapshot": {
        "an": "VALEP00020310305",
        "title": "Fire",
        "snippet": BODY[:50],
        "body": BODY,
        "source_name": "Vale Post",
        "byline": "By Ana Bell",
        "publication_date": 1930435200000,
        "publication_datetime": 1930459200000,
        "url": ADDRESS,
    },
    "Nexis Data+": {
        "value": [
            {
                "ResultId": "urn:7",
                "Title": "Fire",
                "Date": DAY,
                "Byline": "Ana Bell",
                "Source": {"Name": "Vale Post"},
                "url": ADDRESS,
                "Document": {
                    "Content": f"<entry><id>7</id><title>Fire</title><bodyText><p>{BODY}</p></bodyText></entry>"
                },
            }
        ]
    },
}


@pytest.mark.parametrize("name", INTERFACES)
def test_records_of_interfaces(tmp_path: Path, name: str) -> None:
    reading = read(tmp_path, INTERFACES[name])
    (article,) = reading.articles
    assert reading.kind == f"JSON of {name}"
    assert (article.text, article.title, article.url) == (BODY, "Fire", ADDRESS)
    assert article.published == datetime(2031, 3, 5, 6, 40)
    assert article.outlet in {"Vale Post", "vale.example"}
    assert article.authors == (() if name == "ReliefWeb" else ("Ana Bell",))


def test_a_lead_that_stands_apart_is_of_the_text(tmp_path: Path) -> None:
    record = {"an": "V7", "snippet": BODY, "body": MORE}
    assert only(tmp_path, record).text == f"{BODY}\n\n{MORE}"
    assert only(tmp_path, {**record, "body": f"{BODY}\n\n{MORE}"}).text == f"{BODY}\n\n{MORE}"
    assert only(tmp_path, {**record, "snippet": f"{BODY[:40]} …", "body": BODY}).text == BODY
    assert only(tmp_path, {**record, "snippet": None, "body": BODY}).text == BODY


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"status": "error", "code": "apiKeyInvalid", "message": "Your key is invalid."}, "Your key is invalid."),
        ({"error": {"code": 403, "message": "No such plan."}}, "No such plan."),
        ({"errors": ["Too many requests."]}, "Too many requests."),
        ({"code": 429, "message": "Slow down."}, "Slow down."),
    ],
)
def test_the_refusal_of_an_interface_is_no_article(tmp_path: Path, answer: dict[str, Any], words: str) -> None:
    with pytest.raises(UnreadableFile, match=f"an interface's refusal, not articles: “{words}”"):
        read(tmp_path, answer)


def test_an_article_beside_an_empty_error_is_one(tmp_path: Path) -> None:
    assert only(tmp_path, {"text": BODY, "error": None}).text == BODY
    assert only(tmp_path, {"text": BODY, "title": "Fire", "error": "no picture"}).text == BODY


SUMMARIES: dict[str, Any] = {
    "nyt": {"response": {"docs": [{"abstract": BODY, "web_url": ADDRESS, "headline": {"main": "Fire"}}]}},
    "guardian": {"response": {"total": 1, "results": [{"webTitle": "Fire", "webUrl": ADDRESS}]}},
    "mediastack": {"data": [{"title": "Fire", "description": BODY, "url": ADDRESS, "source": "Vale Post"}]},
}


@pytest.mark.parametrize("name", SUMMARIES)
def test_answers_without_texts_are_told_as_lists_of_addresses(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnreadableFile, match="a list of addresses, not articles: fetch the pages"):
        read(tmp_path, SUMMARIES[name])


def test_a_record_whose_text_is_missing_can_be_fetched_from_its_address(tmp_path: Path) -> None:
    article = {"title": "Fire", "content": None, "url": ADDRESS}
    with pytest.raises(UnreadableFile, match=r"no text. Fetch the article from its address"):
        read(tmp_path, {"status": "ok", "articles": [article]})


CHATS: dict[str, Any] = {
    "Slack": [{"type": "message", "user": "U1", "text": "Eight?", "ts": "1930459200.000100"}],
    "Discord": {
        "guild": {"name": "Harrow"},
        "messages": [{"id": "3", "timestamp": DAY, "timestampEdited": None, "content": "Eight?", "author": {}}],
    },
    "Messenger": {"messages": [{"sender_name": "Ana", "timestamp_ms": 1930459200000, "content": "Eight?"}]},
}


@pytest.mark.parametrize("name", CHATS)
def test_chats_of_other_programs_are_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnreadableFile, match=f"This is a chat of {name}.*, not articles"):
        read(tmp_path, CHATS[name])


def test_posts_are_dated_by_their_making(tmp_path: Path) -> None:
    post = {"id": "1", "created_at": DAY, "author_id": "7", "text": BODY}
    assert only(tmp_path, {"data": [post], "includes": {"users": []}}).published == datetime(2031, 3, 5, 6, 40)
    assert only(tmp_path, {"created_at": DAY, "text": BODY}).published is None  # when a database got it
