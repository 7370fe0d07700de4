"""Files of stories as feeds, WordPress, agencies and research corpora write them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC
from email.utils import format_datetime
from html import escape
from xml.sax.saxutils import quoteattr

from record_stories import ALL, Layout, Story

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def tag(name: str, text: str | None, attributes: str = "") -> str:
    return "" if text is None else f"<{name}{attributes}>{escape(text, quote=False)}</{name}>"


def attribute(name: str, value: str | None) -> str:
    return "" if value is None else f" {name}={quoteattr(value)}"


def html(story: Story) -> str:
    return "\n".join(f'<p class="a">{escape(p)}</p>' for p in story.paragraphs)


def mail_date(story: Story) -> str | None:
    return format_datetime(story.day.replace(tzinfo=UTC)) if story.day else None


def iso(story: Story) -> str | None:
    return f"{story.day.isoformat()}Z" if story.day else None


def compact(story: Story) -> str | None:
    return f"{story.day:%Y%m%dT%H%M%S}Z" if story.day else None


def rss(items: str, stories: Sequence[Story], spaces: str = "") -> bytes:
    channel = tag("title", stories[0].outlet) + "<link>https://vale.example/</link><description>News</description>"
    return f'{HEAD}<rss version="2.0"{spaces}><channel>{channel}{items}</channel></rss>'.encode()


def write_rss(stories: Sequence[Story]) -> bytes:
    items = "".join(
        "<item><media:title>A picture</media:title>"
        + tag("title", s.title)
        + tag("link", s.url)
        + "<description>A summary &amp;hellip;</description>"
        + "".join(tag("dc:creator", name) for name in s.authors)
        + f"<guid isPermaLink='false'>{i}</guid>"
        + tag("pubDate", mail_date(s))
        + f"<content:encoded><![CDATA[{html(s)}<p>The post <a>X</a> appeared first on Y.</p>]]></content:encoded>"
        + tag("source", s.outlet, ' url="https://vale.example"')
        + "</item>"
        for i, s in enumerate(stories)
    )
    spaces = (
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:media="http://search.yahoo.com/mrss/"'
    )
    return rss(items, [Story(())], spaces)


def write_summaries(stories: Sequence[Story]) -> bytes:
    items = "".join(
        f"<item>{tag('title', s.title)}{tag('description', html(s))}"
        f"{tag('pubDate', mail_date(s))}{tag('link', s.url)}</item>"
        for s in stories
    )
    return rss(items, [Story(())])


def atom(stories: Sequence[Story], content: str) -> bytes:
    entries = "".join(
        f"<entry><id>urn:x:{i}</id>"
        + tag("title", s.title and escape(s.title, quote=False), ' type="html"')
        + (
            f'<link rel="replies" href="https://vale.example/replies"/><link{attribute("href", s.url)}/>'
            if s.url
            else ""
        )
        + "<updated>2061-01-01T00:00:00Z</updated>"
        + tag("published", iso(s))
        + "".join(f"<author>{tag('name', name)}<email>x@vale.example</email></author>" for name in s.authors)
        + content.format(html(s) if "xhtml" in content else escape(html(s)))
        + "</entry>"
        for i, s in enumerate(stories)
    )
    return f'{HEAD}<feed xmlns="http://www.w3.org/2005/Atom">{entries}</feed>'.encode()


def write_atom(stories: Sequence[Story]) -> bytes:
    return atom(stories, '<summary>A summary</summary><content type="html">{}</content>')


def write_atom_xhtml(stories: Sequence[Story]) -> bytes:
    return atom(stories, '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{}</div></content>')


def write_wordpress(stories: Sequence[Story]) -> bytes:
    spaces = "".join(
        f' xmlns:{prefix}="{place}"'
        for prefix, place in {
            "excerpt": "http://wordpress.org/export/1.2/excerpt/",
            "content": "http://purl.org/rss/1.0/modules/content/",
            "dc": "http://purl.org/dc/elements/1.1/",
            "wp": "http://wordpress.org/export/1.2/",
        }.items()
    )
    logins = sorted({s.authors[0] for s in stories if s.authors})
    people = "".join(
        f"<wp:author>{tag('wp:author_login', f'login{i}')}{tag('wp:author_display_name', name)}</wp:author>"
        for i, name in enumerate(logins)
    )
    items = "".join(
        "<item>"
        + tag("title", s.title)
        + tag("link", s.url)
        + "<pubDate>Tue, 01 Jan 2061 00:00:00 +0000</pubDate>" * (s.day is not None)
        + (tag("dc:creator", f"login{logins.index(s.authors[0])}") if s.authors else "")
        + tag("content:encoded", ["\n\n".join(map(escape, s.paragraphs)), html(s)][i % 2] + "\n[gallery ids='1,2']")
        + "<excerpt:encoded>An excerpt</excerpt:encoded>"
        + tag("wp:post_id", str(70 + i))
        + tag("wp:post_date", str(s.day) if s.day else None)
        + "<wp:status>publish</wp:status><wp:post_type>post</wp:post_type></item>"
        for i, s in enumerate(stories)
    )
    others = "".join(
        f"<item><title>Other</title><content:encoded>Not an article.</content:encoded><wp:status>{status}</wp:status>"
        f"<wp:post_type>{kind}</wp:post_type></item>"
        for status, kind in [("draft", "post"), ("private", "post"), ("publish", "page"), ("inherit", "attachment")]
    )
    return rss(people + items + others, [Story(())], spaces)


def newsml_item(story: Story, content: str) -> str:
    return (
        '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:x" version="1">'
        + "<itemMeta><itemClass qcode='ninat:text'/>"
        + (f'<provider qcode="nprov:VP">{tag("name", story.outlet)}</provider>' if story.outlet else "")
        + tag("versionCreated", iso(story))
        + "<pubStatus qcode='stat:usable'/></itemMeta><contentMeta><urgency>4</urgency>"
        + tag("by", "By " + " and ".join(story.authors) if story.authors else None)
        + tag("headline", story.title)
        + f"<language{attribute('tag', story.language)}/></contentMeta><contentSet>{content}</contentSet></newsItem>"
    )


def message(items: str) -> bytes:
    picture = "<newsItem><itemMeta/><contentSet><remoteContent href='a.jpg'/></contentSet></newsItem>"
    space = 'xmlns="http://iptc.org/std/nar/2006-10-01/"'
    return f"{HEAD}<newsMessage {space}><header/><itemSet>{items}{picture}</itemSet></newsMessage>".encode()


def write_newsml_xhtml(stories: Sequence[Story]) -> bytes:
    page = '<inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><head><title>T</title></head><body>{}</body></html></inlineXML>'
    return message("".join(newsml_item(s, page.format(html(s))) for s in stories))


def write_newsml_plain(stories: Sequence[Story]) -> bytes:
    data = ["\n\n".join(s.paragraphs) for s in stories]
    return message("".join(newsml_item(s, tag("inlineData", d)) for s, d in zip(stories, data, strict=True)))


def nitf(story: Story) -> str:
    byline = "By " + ", ".join(f"<person>{escape(name)}</person>" for name in story.authors)
    return (
        f"<nitf{attribute('xml:lang', story.language)}><head>{tag('title', story.title)}"
        + '<docdata><urgency ed-urg="4"/></docdata>'
        + f"<pubdata{attribute('name', story.outlet)}{attribute('date.publication', compact(story))}"
        + f"{attribute('ex-ref', story.url)}/></head><body><body.head>"
        + (f"<hedline>{tag('hl1', story.title)}</hedline>" if story.title else "")
        + (f"<byline>{byline}</byline>" if story.authors else "")
        + "</body.head><body.content>"
        + f'<block class="lead_paragraph"><p>{escape(story.paragraphs[0])}</p></block>'
        + f'<block class="full_text">{html(story)}</block></body.content><body.end/></body></nitf>'
    )


def write_nitf(stories: Sequence[Story]) -> bytes:
    return f'{HEAD}<!DOCTYPE nitf SYSTEM "nitf-3-3.dtd">{nitf(stories[0])}'.encode()


def write_newsml_nitf(stories: Sequence[Story]) -> bytes:
    return message("".join(newsml_item(s, f'<inlineXML contenttype="x">{nitf(s)}</inlineXML>') for s in stories))


def write_newsml1(stories: Sequence[Story]) -> bytes:
    items = "".join(
        "<NewsItem><NewsManagement>"
        + tag("FirstCreated", compact(s))
        + "<Status FormalName='Usable'/></NewsManagement><NewsComponent><NewsLines>"
        + tag("HeadLine", s.title)
        + tag("ByLine", "By " + ", ".join(s.authors) if s.authors else None)
        + "</NewsLines><AdministrativeMetadata>"
        + (f"<Provider><Party{attribute('FormalName', s.outlet)}/></Provider>" if s.outlet else "")
        + f"</AdministrativeMetadata><DescriptiveMetadata><Language{attribute('FormalName', s.language)}/>"
        + f"</DescriptiveMetadata><ContentItem><DataContent>{html(s)}</DataContent></ContentItem>"
        + "</NewsComponent></NewsItem>"
        for s in stories
    )
    return f"{HEAD}<NewsML><NewsEnvelope/>{items}</NewsML>".encode()


def write_newsitem(stories: Sequence[Story]) -> bytes:
    s = stories[0]
    publisher = f'<metadata><dc element="dc.publisher"{attribute("value", s.outlet)}/></metadata>'
    return (
        '<?xml version="1.0" encoding="iso-8859-1" ?>'
        f"<newsitem itemid='7'{attribute('date', s.day and str(s.day))}{attribute('xml:lang', s.language)}>"
        f"{tag('headline', s.title)}{tag('byline', ', '.join(s.authors) or None)}<text>{html(s)}</text>"
        f"<copyright>(c) Vale 2031</copyright>{publisher}</newsitem>"
    ).encode("iso-8859-1", "xmlcharrefreplace")


def write_timeml(stories: Sequence[Story]) -> bytes:
    s = stories[0]
    written = (
        s.day and f"<DCT><TIMEX3 value='{s.day.isoformat()}' functionInDocument='CREATION_TIME'>{s.day}</TIMEX3></DCT>"
    )
    body = "\n\n".join(escape(p).replace("the", '<EVENT eid="e1">the</EVENT>', 1) for p in s.paragraphs)
    head = f"<DOCID>VP1</DOCID>{written or ''}{tag('TITLE', s.title)}"
    return f"{HEAD}<TimeML>{head}<TEXT>\n{body}\n</TEXT></TimeML>".encode()


def write_extracted(stories: Sequence[Story]) -> bytes:
    """What ``trafilatura --xml`` writes, one page behind the other."""
    return "\n".join(map(extracted, stories)).encode()


def extracted(s: Story) -> str:
    facts = {"sitename": s.outlet, "title": s.title, "author": "; ".join(s.authors) or None, "url": s.url}
    stated = {
        **facts,
        "date": s.day and s.day.isoformat(),
        "hostname": s.outlet,
        "fingerprint": "da6b",
        "language": s.language,
    }
    head = "".join(attribute(name, value) for name, value in stated.items())
    return f"<doc{head}><main>{html(s)}</main><comments/></doc>"


def write_tei(stories: Sequence[Story]) -> bytes:
    """What ``trafilatura --xmltei`` writes, one page behind the other: the day of download is none of publication."""
    return "\n".join(map(tei, stories)).encode()


def tei(s: Story) -> str:
    title = tag("title", s.title, ' type="main"') + tag("author", "; ".join(s.authors) or None)
    published = (
        tag("publisher", s.outlet and f"{s.outlet} (vale.example)")
        + (f'<ptr type="URL"{attribute("target", s.url)}/>' if s.url else "")
        + f"<date>{s.day.isoformat() if s.day else ''}</date>"
    )
    heading = tag("ab", s.title, ' rend="h1" type="header"')
    body = html(s).replace('<p class="a">', "<p>")
    return f"""<TEI xmlns="http://www.tei-c.org/ns/1.0">
  <teiHeader><fileDesc><titleStmt>{title}</titleStmt><publicationStmt><p/></publicationStmt>
    <notesStmt><note type="fingerprint">da6b</note></notesStmt>
    <sourceDesc><bibl>A bibliography</bibl><bibl type="sigle">VP, 2001-01-01</bibl><biblFull>
      <titleStmt>{title}</titleStmt><publicationStmt>{published}</publicationStmt></biblFull></sourceDesc></fileDesc>
    <profileDesc><abstract><p>A description.</p></abstract><creation><date type="download">2061-01-01</date></creation>
    </profileDesc></teiHeader>
  <text><body><div type="entry">{heading}{body}</div>
    <div type="comments"><p>A comment that is no article.</p></div></body></text>
</TEI>"""


def write_muc(stories: Sequence[Story]) -> bytes:
    texts = ("\n\n".join(f"     {p}" for p in s.paragraphs) for s in stories)
    return "".join(f"DEV-MUC3-{i:04} (NOSC)\n\n{text}\n\n\n" for i, text in enumerate(texts, 1)).encode()


_OF_AGENCIES = ALL - {"url"}
LAYOUTS = [
    Layout("a.rss", write_rss, ALL - {"language"}),
    Layout("a.xml", write_summaries, frozenset({"title", "day", "url"})),
    Layout("a.atom", write_atom, ALL - {"language", "outlet"}),
    Layout("a.xml", write_atom_xhtml, ALL - {"language", "outlet"}),
    Layout("a.xml", write_wordpress, frozenset({"title", "day", "url"})),
    Layout("a.xml", write_newsml_xhtml, _OF_AGENCIES),
    Layout("a.newsml", write_newsml_plain, _OF_AGENCIES),
    Layout("a.xml", write_newsml_nitf, _OF_AGENCIES),
    Layout("a.xml", write_newsml1, _OF_AGENCIES),
    Layout("a.xml", write_nitf, ALL, most=1),
    Layout("a.xml", write_newsitem, _OF_AGENCIES, most=1),
    Layout("a.tml", write_timeml, frozenset({"title", "day"}), most=1),
    Layout("a.xml", write_extracted),
    Layout("a.xml", write_tei, ALL - {"language"}),
    Layout("a.muc", write_muc, frozenset()),
    Layout("a.txt", write_muc, frozenset()),
]
