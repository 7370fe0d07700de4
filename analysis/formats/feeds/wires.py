"""What agencies and archives send: NewsML-G2 and NewsML 1, NITF, Reuters' newsitem (RCV1)."""

from __future__ import annotations

from typing import Any

from analysis.formats.feeds.xml import LANGUAGE, Articles, Note, all_of, first, markup_of, numbered, words_of, xml_kind
from analysis.formats.records.bodies import as_markup, has_markup

_WITHDRAWN = ("canceled", "cancelled", "withheld", "Canceled", "Withheld")


def _newsml(root: Any, note: Note) -> Articles:
    """The texts of a NewsML file: its items that hold one, in G2 (newsItem) as in NewsML 1 (NewsItem).

    Pictures and what was withdrawn are counted, and no articles.
    """
    records, n_other = list[dict[str, Any]](), 0
    for read, name in ((_g2, "newsItem"), (_newsml1, "NewsItem")):
        for item in all_of(root, name):
            record = read(item)
            n_other += not record["text"]
            records += [record] if record["text"] else []
    if n_other and records:
        note(f"Items without a text (pictures and the like), or withdrawn: {n_other}.", "They are left out.")
    return numbered(records, root, "newsItem", "NewsItem")


def _g2(item: Any) -> dict[str, Any]:
    status = first(item, "itemMeta/pubStatus")
    code = "" if status is None else status.get("qcode", "").rpartition(":")[2]
    provider, language = first(item, "itemMeta/provider"), first(item, "contentMeta/language")
    within = [part for content in item.iterchildren("{*}contentSet") for part in content.iterchildren()]
    stated = {
        "title": words_of(item, "contentMeta/headline", "itemMeta/title"),
        "byline": words_of(item, "contentMeta/by"),
        "provider": _party(provider),
        "copyrightholder": _party(first(item, "rightsInfo/copyrightHolder")),
        "date": words_of(item, "contentMeta/contentCreated", "itemMeta/firstCreated", "itemMeta/versionCreated"),
        "language": item.get(LANGUAGE) if language is None else language.get("tag"),
    }
    return _merged(stated, [] if code in _WITHDRAWN else within)


def _party(element: Any) -> str:
    """Who is named: by name, by a literal, or by a code ("nprov:VP")."""
    if element is None:
        return ""
    return words_of(element, "name") or element.get("literal", "") or element.get("qcode", "").rpartition(":")[2]


def _newsml1(item: Any) -> dict[str, Any]:
    status, provider = next(all_of(item, "Status"), None), next(all_of(item, "Provider"), None)
    party, language = None if provider is None else first(provider, "Party"), next(all_of(item, "Language"), None)
    stated = {
        "title": words_of(item, ".//HeadLine"),
        "byline": words_of(item, ".//ByLine"),
        "provider": "" if party is None else party.get("FormalName", ""),
        "date": words_of(item, ".//FirstCreated", ".//ThisRevisionCreated", ".//DateId"),
        "language": None if language is None else language.get("FormalName"),
    }
    is_withdrawn = status is not None and status.get("FormalName") in _WITHDRAWN
    return _merged(stated, [] if is_withdrawn else list(all_of(item, "DataContent")))


def _merged(stated: dict[str, Any], parts: list[Any]) -> dict[str, Any]:
    """An item's facts with the text of its first part that has one; NITF fills what they leave open."""
    for part in parts:
        if (nitf := next(all_of(part, "nitf"), None)) is not None:
            own = _nitf(nitf)
            return {**own, **{name: value for name, value in stated.items() if value}}
        html = next(all_of(part, "body"), part)
        body = markup_of(html) if len(html) else "".join(html.itertext())  # escaped, or plain text
        if body.strip() and words_of(html):
            return {**stated, "text": _head(stated) + (body if has_markup(body) else as_markup(body))}
    return {**stated, "text": ""}


def _head(stated: dict[str, Any]) -> str:
    return "".join(as_markup(stated.get(name) or "", tag) for name, tag in (("title", "h1"), ("byline", "byline")))


def _nitf(item: Any) -> dict[str, Any]:
    published, issued = first(item, "head/pubdata"), first(item, "head/docdata/date.issue")
    facts = {} if published is None else published.attrib
    holder = first(item, "head/docdata/doc.copyright")
    stated = {
        "title": words_of(item, "body/body.head/hedline/hl1", "body/body.head/hedline", "head/title"),
        "byline": words_of(item, "body/body.head/byline"),
        "authors": [words_of(person) for person in item.iterfind("{*}body/{*}body.head/{*}byline/{*}person")] or None,
        "outlet": facts.get("name") or words_of(item, "body/body.head/distributor"),
        "copyrightholder": None if holder is None else holder.get("holder"),
        "date": _normal(facts.get("date.publication") or ("" if issued is None else issued.get("norm", ""))),
        "url": facts.get("ex-ref"),
        "language": item.get(LANGUAGE),
    }
    dateline = as_markup(words_of(item, "body/body.head/dateline"), "dateline")
    content = first(item, "body/body.content")
    # The New York Times's corpus gives the first paragraphs twice, once as a block of their own.
    whole = [] if content is None else [b for b in all_of(content, "block") if b.get("class") == "full_text"]
    body = "".join(map(markup_of, whole or ([] if content is None else [content])))
    return {**stated, "text": _head(stated) + dateline + body if content is not None and words_of(content) else ""}


def _normal(day: str) -> str:
    """ "20310305T064000+0100" and "20310305+0100", ISO 8601 as NITF has it, with the hyphens that readers want."""
    return f"{day[:4]}-{day[4:6]}-{day[6:8]}{day[8:] if day[8:9] == 'T' else ''}" if day[:8].isdigit() else day


def _newsitem(item: Any) -> dict[str, Any]:
    dublin = {dc.get("element", ""): dc.get("value") for dc in all_of(item, "dc")}
    stated = {
        "title": words_of(item, "headline", "title"),
        "byline": words_of(item, "byline"),
        "outlet": dublin.get("dc.publisher") or dublin.get("dc.source"),
        "date": item.get("date") or dublin.get("dc.date.published"),
        "language": item.get(LANGUAGE),
    }
    text, dateline = first(item, "text"), as_markup(words_of(item, "dateline"), "dateline")
    body = "" if text is None or not words_of(text) else _head(stated) + dateline + markup_of(text)
    return {**stated, "id": item.get("itemid"), "text": body}


NEWSML = xml_kind("NewsML", _newsml, "newsMessage", "newsItem", "packageItem", "NewsML")
NITF = xml_kind("NITF", lambda root, _: numbered(map(_nitf, all_of(root, "nitf")), root, "nitf"), "nitf")
NEWSITEM = xml_kind(
    "Reuters newsitem",  # of RCV1
    lambda root, _: numbered(map(_newsitem, all_of(root, "newsitem")), root, "newsitem"),
    "newsitem",
)
