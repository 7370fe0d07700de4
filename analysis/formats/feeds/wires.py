"""What agencies and archives send: NewsML-G2 and NewsML 1, NITF, Reuters' newsitem (RCV1)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from analysis.formats.feeds.xml import Articles, Note, all_of, all_words, facts_of, first, markup_of, words_of, xml_kind
from analysis.formats.records.bodies import as_markup, has_markup

_WITHDRAWN = ("canceled", "cancelled", "withheld")
_SHOWN = {"title": "h1", "byline": "byline", "dateline": "dateline"}


def _newsml(root: Any, note: Note) -> Articles:
    """The texts of a NewsML file: its items that hold one, in G2 (newsItem) as in NewsML 1 (NewsItem).

    Pictures and what was withdrawn are counted, and no articles.
    """
    records = [_merged(facts_of(item, "g2"), item.iterfind("{*}contentSet/*")) for item in all_of(root, "newsItem")]
    records += [_merged(facts_of(i, "newsml1"), all_of(i, "DataContent")) for i in all_of(root, "NewsItem")]
    found = [record for record in records if record["text"]]
    if 0 < len(found) < len(records):
        n_other = len(records) - len(found)
        note(f"Items without a text (pictures and the like), or withdrawn: {n_other}.", "They are left out.")
    return found


def _merged(stated: dict[str, Any], parts: Iterable[Any]) -> dict[str, Any]:
    """An item's facts with the text of its first part that has one; NITF fills what they leave open."""
    for part in () if stated.pop("status").lower() in _WITHDRAWN else parts:
        if (nitf := next(all_of(part, "nitf"), None)) is not None:
            return {**_nitf(nitf), **{name: value for name, value in stated.items() if value}}
        html = next(all_of(part, "body"), part)
        body = markup_of(html) if len(html) else all_words(html)  # escaped, or plain text
        if body.strip() and words_of(html):
            return {**stated, "text": _head(stated) + (body if has_markup(body) else as_markup(body))}
    return {**stated, "text": ""}


def _head(stated: dict[str, Any]) -> str:
    return "".join(as_markup(stated.get(name, ""), element) for name, element in _SHOWN.items())


def _nitf(item: Any) -> dict[str, Any]:
    stated = facts_of(item, "nitf")
    stated["date"] = _normal(stated["date"])
    stated["authors"] = [words_of(p) for p in item.iterfind("{*}body/{*}body.head/{*}byline/{*}person")] or None
    content = first(item, "body/body.content")
    if content is None or not words_of(content):
        return {**stated, "text": ""}
    # The New York Times's corpus gives the first paragraphs twice, once as a block of their own.
    whole = [block for block in all_of(content, "block") if block.get("class") == "full_text"]
    return {**stated, "text": _head(stated) + "".join(map(markup_of, whole or [content]))}


def _normal(day: str) -> str:
    """ "20310305T064000+0100" and "20310305+0100", ISO 8601 as NITF has it, with the hyphens that readers want."""
    return f"{day[:4]}-{day[4:6]}-{day[6:8]}{day[8:] if day[8:9] == 'T' else ''}" if day[:8].isdigit() else day


def _newsitem(item: Any) -> dict[str, Any]:
    stated, dublin = facts_of(item, "newsitem"), {dc.get("element", ""): dc.get("value") for dc in all_of(item, "dc")}
    stated["outlet"] = dublin.get("dc.publisher") or dublin.get("dc.source")
    stated["date"] = stated["date"] or dublin.get("dc.date.published")
    text = first(item, "text")
    return {**stated, "text": "" if text is None or not words_of(text) else _head(stated) + markup_of(text)}


NEWSML = xml_kind("NewsML", _newsml, "newsMessage", "newsItem", "packageItem", "NewsML")
NITF = xml_kind("NITF", lambda root, _: map(_nitf, all_of(root, "nitf")), "nitf")
NEWSITEM = xml_kind("Reuters newsitem", lambda root, _: map(_newsitem, all_of(root, "newsitem")), "newsitem")  # RCV1
