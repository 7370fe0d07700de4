"""Files of stories as scrapers, interfaces, spreadsheets and chats write them."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from html import escape
from io import BytesIO, StringIO
from typing import Any

from openpyxl import Workbook
from record_stories import ALL, Layout, Story


def as_html(story: Story) -> str:
    return "".join(f"<p>{escape(p)}</p>\n" for p in story.paragraphs)


def as_text(story: Story, between: str = "\n\n") -> str:
    return between.join(story.paragraphs)


def stated(record: dict[str, Any]) -> dict[str, Any]:
    """A record without what is not known."""
    return {name: value for name, value in record.items() if value not in (None, [], {}, {"name": None})}


def as_json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def iso(story: Story) -> str | None:
    return story.day.isoformat() if story.day else None


def trafilatura(story: Story) -> dict[str, Any]:
    return {
        "title": story.title,
        "author": "; ".join(story.authors) or None,
        "hostname": "www.host.example" if story.outlet else None,
        "date": iso(story),
        "id": None,
        "fingerprint": "da6b0d3db94f12d2",
        "raw_text": as_text(story, " "),
        "text": as_text(story, "\n"),
        "comments": "",
        "language": story.language,
        "filedate": "2026-11-30",
        "source": story.url,
        "source-hostname": story.outlet,
        "excerpt": "An excerpt that is no article.",
    }


def write_trafilatura(stories: Sequence[Story]) -> bytes:
    return as_json([trafilatura(story) for story in stories])


def write_trafilatura_lines(stories: Sequence[Story]) -> bytes:
    return b"\n".join(as_json(trafilatura(story)) for story in stories)


def write_newspaper(stories: Sequence[Story]) -> bytes:
    return as_json(
        [
            {
                "url": s.url or "",
                "read_more_link": "",
                "title": s.title or "",
                "authors": [*s.authors, "; ".join(s.authors)],
                "publish_date": iso(s),
                "summary": "",
                "meta_lang": s.language or "",
                "meta_site_name": s.outlet or "",
                "text": as_text(s),
            }
            for s in stories
        ]
    )


def write_newsplease(stories: Sequence[Story]) -> bytes:
    return as_json(
        [
            {
                "authors": list(s.authors),
                "date_download": "2026-11-30 15:43:00",
                "date_modify": "None",
                "date_publish": str(s.day) if s.day else None,
                "description": "A description.",
                "filename": "https%3A%2F%2Fvale.example%2F1.json",
                "language": s.language,
                "maintext": as_text(s, "\n"),
                "source_domain": s.outlet,
                "text": None,
                "title": s.title,
                "url": s.url,
            }
            for s in stories
        ]
    )


def write_newsapi(stories: Sequence[Story]) -> bytes:
    articles = [
        stated(
            {
                "source": {"id": None, "name": s.outlet},
                "author": ", ".join(s.authors) or None,
                "title": s.title,
                "description": "A description.",
                "url": s.url,
                "publishedAt": f"{s.day.isoformat()}Z" if s.day else None,
                "content": as_text(s),
            }
        )
        for s in stories
    ]
    return as_json({"status": "ok", "totalResults": 1234, "articles": articles})


def write_fundus(stories: Sequence[Story]) -> bytes:
    articles = [
        {
            "title": s.title,
            "body": {
                "summary": [s.paragraphs[0]],
                "sections": [{"headline": [], "paragraphs": list(s.paragraphs[1:])}],
            },
            "authors": list(s.authors),
            "publishing_date": str(s.day) if s.day else None,
            "topics": ["War"],
            "free_access": True,
        }
        for s in stories
    ]
    return as_json(articles)


def write_event_registry(stories: Sequence[Story]) -> bytes:
    results = [
        stated(
            {
                "uri": "7654321",
                "title": s.title,
                "body": as_text(s),
                "source": {"uri": "vale.example", "dataType": "news", "title": s.outlet},
                "authors": [{"uri": "x@vale.example", "name": name, "type": "author"} for name in s.authors],
                "dateTime": iso(s),
                "url": s.url,
                "lang": s.language,
            }
        )
        for s in stories
    ]
    return as_json({"articles": {"results": results, "totalResults": len(results), "page": 1}})


def write_elasticsearch(stories: Sequence[Story]) -> bytes:
    hits = [{"_index": "news", "_id": f"x{i}", "_source": trafilatura(s)} for i, s in enumerate(stories)]
    return as_json({"took": 3, "_shards": {"total": 1}, "hits": {"total": {"value": len(hits)}, "hits": hits}})


def schema_org(story: Story) -> dict[str, Any]:
    return stated(
        {
            "@type": "NewsArticle",
            "headline": story.title,
            "articleBody": as_text(story),
            "datePublished": iso(story),
            "dateModified": "2061-01-01",
            "author": [{"@type": "Person", "name": name} for name in story.authors],
            "publisher": {"@type": "Organization", "name": story.outlet} if story.outlet else None,
            "mainEntityOfPage": {"@type": "WebPage", "@id": story.url} if story.url else None,
            "inLanguage": story.language,
        }
    )


def write_schema_list(stories: Sequence[Story]) -> bytes:
    return as_json([{"@type": "BreadcrumbList", "itemListElement": []}, *map(schema_org, stories)])


def write_schema_graph(stories: Sequence[Story]) -> bytes:
    graph: list[Any] = [{"@type": "WebPage", "@id": "#page", "name": "Front page", "description": "All the news"}]
    for i, story in enumerate(stories):
        node = schema_org(story)
        if story.outlet:
            node["publisher"] = {"@id": f"#{i}"}
            graph.append({"@type": "NewsMediaOrganization", "@id": f"#{i}", "name": story.outlet})
        graph.append(node)
    return as_json({"@context": "https://schema.org", "@graph": graph})


def write_wordpress_interface(stories: Sequence[Story]) -> bytes:
    posts = [
        {
            "id": 70 + i,
            "date": iso(s),
            "modified": "2061-01-01T00:00:00",
            "link": s.url,
            "title": {"rendered": escape(s.title or "")},
            "content": {"rendered": as_html(s), "protected": False},
            "excerpt": {"rendered": "<p>An excerpt [&hellip;]</p>"},
            "author": 5,
        }
        for i, s in enumerate(stories)
    ]
    return as_json(posts)


def write_json_feed(stories: Sequence[Story]) -> bytes:
    items = [
        stated(
            {
                "id": f"https://vale.example/{i}",
                "url": s.url,
                "title": s.title,
                "content_html": as_html(s),
                "date_published": iso(s),
                "date_modified": "2061-01-01T00:00:00Z",
                "authors": [{"name": name} for name in s.authors],
                "language": s.language,
            }
        )
        for i, s in enumerate(stories)
    ]
    return as_json({"version": "https://jsonfeed.org/version/1.1", "title": stories[0].outlet, "items": items})


def ninjs(story: Story, **parts: Any) -> dict[str, Any]:
    return stated(
        {
            "uri": "urn:newsml:vale.example:20310305:1",
            "type": "text",
            "urgency": 4,
            "language": story.language,
            "associations": [{"type": "picture", "headlines": [{"value": "Smoke"}]}],
            **parts,
        }
    )


def write_ninjs1(stories: Sequence[Story]) -> bytes:
    return as_json(
        [
            ninjs(
                s,
                versioncreated=iso(s) or "undated",
                headline=s.title,
                byline="By " + " and ".join(s.authors) if s.authors else None,
                body_text=as_text(s),
                body_xhtml=as_html(s),
                copyrightholder=s.outlet,
            )
            for s in stories
        ]
    )


def write_ninjs2(stories: Sequence[Story]) -> bytes:
    return as_json(
        [
            ninjs(
                s,
                versioncreated=iso(s),
                headlines=[{"role": "short", "value": "Short"}, {"role": "main", "value": s.title}]
                if s.title
                else None,
                by="Von " + ", ".join(s.authors) if s.authors else None,
                bodies=[
                    {"role": "text", "contenttype": "text/plain", "value": as_text(s, "\n")},
                    {"role": "html", "contenttype": "text/html", "value": f"<section>{as_html(s)}</section>"},
                ],
                copyrightholder=s.outlet,
            )
            for s in stories
        ]
    )


def write_ninjs3(stories: Sequence[Story]) -> bytes:
    items = [
        ninjs(
            s,
            versionCreated="2061-01-01T00:00:00Z" if s.day else None,
            firstCreated=iso(s),
            headlines=[{"value": s.title}] if s.title else None,
            by=" and ".join(s.authors) or None,
            bodies=[{"value": as_text(s, "\n")}],
            provider={"name": s.outlet} if s.outlet else None,
        )
        for s in stories
    ]
    return as_json({"items": items})


def write_telegram(stories: Sequence[Story]) -> bytes:
    messages: list[dict[str, Any]] = [{"id": 1, "type": "service", "action": "create_channel", "text": ""}]
    for i, s in enumerate(stories):
        first, rest = s.paragraphs[0][:20], s.paragraphs[0][20:]
        text: Any = as_text(s)
        if i % 2:
            text = [first, {"type": "bold", "text": rest}, *("\n\n" + p for p in s.paragraphs[1:])]
        messages.append(
            {
                "id": 10 + i,
                "type": "message",
                "date": iso(s),
                "edited": "2061-01-01T00:00:00",
                "from": "Vale",
                "text": text,
            }
        )
        messages.append({"id": 90 + i, "type": "message", "date": iso(s), "photo": "(File not included)", "text": ""})
    return as_json({"name": stories[0].outlet, "type": "public_channel", "id": 12, "messages": messages})


def write_telegram_page(stories: Sequence[Story]) -> bytes:
    """What Telegram Desktop writes for people to read."""
    posts = "".join(telegram_post(10 + i, s, stories[0].outlet) for i, s in enumerate(stories))
    name = escape(stories[0].outlet or "")
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"/><title>Exported Data</title></head><body>
<div class="page_header"><div class="content"><div class="text bold">\n{name}\n</div></div></div>
<div class="page_body chat_page"><div class="history"><div class="message service" id="message-1">
<div class="body details">\n5 March 2031\n</div></div>{posts}</div></div></body></html>""".encode()


def telegram_post(number: int, story: Story, channel: str | None) -> str:
    date = f'title="{story.day:%d.%m.%Y %H:%M:%S} UTC+02:00"' if story.day else ""
    name = f'<div class="from_name">\n{escape(channel or "")} \n</div>' if number == 10 else ""
    text = "<br><br>".join(escape(p) for p in story.paragraphs)
    return f"""<div class="message default clearfix{"" if name else " joined"}" id="message{number}"><div class="body">
<div class="pull_right date details" {date}>\n06:40\n</div>{name}<div class="media_wrap clearfix"><div class="media">
<div class="body"><div class="title bold">Photo</div><div class="description">Not included.</div></div></div></div>
<div class="text">\n<strong></strong>{text}\n</div><div class="signature details"></div></div></div>"""


def write_front_matter(stories: Sequence[Story]) -> bytes:
    """What ``trafilatura --with-metadata`` writes, one page behind the other."""
    return "".join(map(front_matter, stories)).encode()


def front_matter(story: Story) -> str:
    facts = {"title": json.dumps(story.title, ensure_ascii=False), "author": "; ".join(story.authors), "url": story.url}
    more = {"hostname": story.outlet, "sitename": story.outlet, "date": f'"{iso(story)}"' if story.day else None}
    stated = {**({} if story.title is None else facts), **{k: facts[k] for k in ("author", "url")}, **more}
    lines = "".join(f"{name}: {value}\n" for name, value in stated.items() if value)
    return f"---\n{lines}tags: ['war']\nid: da6b\nfingerprint: \"97ae\"\n---\n{as_text(story, chr(10))}\n"


HEADER = ("Title", "Outlet", "Date", "Author", "URL", "Language", "Full Text")


def row(story: Story, day: Any) -> list[Any]:
    authors = "; ".join(story.authors)
    return [story.title or "", story.outlet or "", day, authors, story.url or "", story.language or "", as_text(story)]


def table(stories: Sequence[Story], delimiter: str) -> str:
    out = StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerows([HEADER, *(row(s, iso(s) or "") for s in stories)])
    return out.getvalue()


def write_commas(stories: Sequence[Story]) -> bytes:
    return table(stories, ",").encode()


def write_semicolons(stories: Sequence[Story]) -> bytes:
    return ("\ufeff" + table(stories, ";")).encode()


def write_told_mark(stories: Sequence[Story]) -> bytes:
    return ("sep=;\r\n" + table(stories, ";")).encode()


def write_tabs(stories: Sequence[Story]) -> bytes:
    return ("\ufeff" + table(stories, "\t")).encode("utf-16-le")


def write_tabs_without_mark(stories: Sequence[Story]) -> bytes:
    return table(stories, "\t").encode("utf-16-be")


def write_pandas(stories: Sequence[Story]) -> bytes:
    """A DataFrame of NewsAPI's answer, written with to_csv."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(["", "source", "author", "title", "url", "publishedAt", "content"])
    for i, s in enumerate(stories):
        source = str({"id": None, "name": s.outlet})
        writer.writerow([i, source, str(list(s.authors)), s.title or "nan", s.url or "", iso(s) or "NaT", as_text(s)])
    return out.getvalue().encode()


def write_trafilatura_table(stories: Sequence[Story]) -> bytes:
    """What ``trafilatura --csv`` writes: no names, and "null" for what is not known."""
    out = StringIO()
    writer = csv.writer(out, delimiter="\t", quoting=csv.QUOTE_MINIMAL)
    for s in stories:
        facts = [s.url, None, "da6b0d3d", s.outlet, s.title, "https://vale.example/a.jpg", iso(s), as_text(s, "\n")]
        writer.writerow([fact or "null" for fact in [*facts, None, None, "newsarticle"]])
    return out.getvalue().encode()


def write_workbook(stories: Sequence[Story]) -> bytes:
    book = Workbook()
    notes, sheet = book.worksheets[0], book.create_sheet("Articles")
    notes.append(["What this is"])
    for values in [HEADER, *(row(s, s.day) for s in stories)]:
        sheet.append(list(values))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


_ONE_OUTLET = ALL - {"outlet"}
LAYOUTS = [
    Layout("a.json", write_trafilatura),
    Layout("a.jsonl", write_trafilatura_lines),
    Layout("a.ndjson", write_trafilatura_lines),
    Layout("a.json", write_newspaper),
    Layout("a.json", write_newsplease),
    Layout("a.json", write_newsapi, ALL - {"language"}),
    Layout("a.json", write_fundus, frozenset({"title", "day", "authors"})),
    Layout("a.json", write_event_registry),
    Layout("a.json", write_elasticsearch),
    Layout("a.json", write_schema_list),
    Layout("a.json", write_schema_graph),
    Layout("a.json", write_wordpress_interface, frozenset({"title", "day", "url"})),
    Layout("a.json", write_json_feed, _ONE_OUTLET),
    Layout("a.json", write_ninjs1, ALL - {"url"}),
    Layout("a.json", write_ninjs2, ALL - {"url"}),
    Layout("a.json", write_ninjs3, ALL - {"url"}),
    Layout("a.json", write_telegram, frozenset({"day"})),
    Layout("a.html", write_telegram_page, frozenset({"day"})),
    Layout("a.txt", write_front_matter, ALL - {"language"}),
    Layout("a.csv", write_commas),
    Layout("a.csv", write_semicolons),
    Layout("a.csv", write_told_mark),
    Layout("a.tsv", write_tabs),
    Layout("a.csv", write_tabs_without_mark),
    Layout("a.csv", write_pandas, ALL - {"language"}),
    Layout("a.tsv", write_trafilatura_table, frozenset({"title", "outlet", "day", "url"})),
    Layout("a.xlsx", write_workbook),
]
