"""Where in a JSON document its articles stand, and those whose text is in several parts (ninjs, fundus, Factiva)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from analysis.formats.records.bodies import as_markup, has_markup
from analysis.formats.records.names import Fields, plain, same
from analysis.formats.source import Source

_DEEPEST = 6  # objects within objects
_NEXIS = re.compile(r"<bodyText\b[^>]*>(.*?)</bodyText>", re.DOTALL)
_SURE = 60  # characters that two texts begin with alike if one holds the other
# Of several bodies of one item the first of these: what keeps paragraphs and headings before what doesn't.
_RENDITIONS = ("html", "nitf", "")
# Roles (IPTC's infosourcerole) of those who told something to the newsroom, or worked on its text.
_NO_OUTLETS = ("originfo", "enhancer")
# What hangs on an article and is none, also where the article itself has no text.
_APART = frozenset({"comments", "replies", "related", "associations"})
_REFERRING = ("publisher", "author", "creator", "sourceOrganization")


def articles_in(document: Any, source: Source) -> list[Any]:
    """The articles of a document, as objects with named fields; itself alone, where it is one or holds none.

    Lists are unwrapped, however deep in objects: {"hits": {"hits": [{"_source": …}]}}, {"@graph": […]}.
    """
    found = _unwrapped(document, source, 0)
    if isinstance(document, Mapping):
        nodes = {node["@id"]: node for node in _mappings(document.get("@graph")) if isinstance(node.get("@id"), str)}
        found = [_resolved(item, nodes) for item in found] if nodes else found
        if str(document.get("version", "")).startswith("https://jsonfeed.org/"):
            found = [{"outlet": document.get("title"), **item} for item in _mappings(found)]
    return found


def _unwrapped(value: Any, source: Source, depth: int) -> list[Any]:
    if isinstance(value, list) and depth <= _DEEPEST:
        items = [found for item in value for found in (_unwrapped(item, source, depth + 1) or [item])]
        # JSON-LD: beside articles stand the page, its crumbs, its publisher, which are none and told as none.
        return [item for item in items if has_text(item, source) or not _is_node(item)] or items
    if not isinstance(value, Mapping) or depth > _DEEPEST or has_text(value, source):
        return [value]
    within = [part for name, part in value.items() if same(name) not in _APART and isinstance(part, Mapping | list)]
    parts = [_unwrapped(part, source, depth + 1) for part in within]
    if full := [found for found in parts if any(has_text(item, source) for item in found)]:
        return [item for found in full for item in found if has_text(item, source) or not _is_node(item)]
    if depth or Fields(value, source.fields).first("title"):  # a record without text, whatever else hangs on it
        return [value]
    return max(_lists(value, depth), key=len, default=[]) or [value]  # of a list, why each is no article


def _lists(value: Mapping[str, Any], depth: int) -> Iterator[list[Mapping[str, Any]]]:
    """The lists of objects in an object, and in objects of it."""
    for part in value.values():
        if isinstance(part, Mapping) and depth < _DEEPEST:
            yield from _lists(part, depth + 1)
        yield _mappings(part)


def _is_node(item: Any) -> bool:
    """Whether an item is an object of JSON-LD that is no article."""
    return isinstance(item, Mapping) and "@type" in item and not str(item["@type"]).rstrip("']").endswith("Article")


def _mappings(value: Any) -> list[Mapping[str, Any]]:
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []


def has_text(item: Any, source: Source) -> bool:
    """Whether an item is an article by one of its fields."""
    return isinstance(item, Mapping) and Fields(in_one_part(item), source.fields).body() is not None


def _resolved(item: Any, nodes: Mapping[str, Mapping[str, Any]]) -> Any:
    """An article of a graph with what it only refers to: {"publisher": {"@id": "#post"}}."""
    if not isinstance(item, Mapping):
        return item
    return {**item, **{field: _node(item[field], nodes) for field in _REFERRING if field in item}}


def _node(value: Any, nodes: Mapping[str, Mapping[str, Any]]) -> Any:
    if isinstance(value, list):
        return [_node(v, nodes) for v in value]
    known = nodes.get(str(value.get("@id"))) if isinstance(value, Mapping) else None
    return known or value


def in_one_part(item: Any) -> Any:
    """An item of ninjs with a text: headline, byline and the fullest of its bodies; of fundus with its sections' one.

    Factiva's snapshots part the lead from the rest; Nexis Data+ gives a document. ninjs 1 has body_xhtml, body_text …;
    from 2.0 on there are lists: bodies, headlines, each with role and contenttype.
    Any other item is handed back as it is; of one that was withdrawn, nothing.
    """
    fields = {same(name): value for name, value in item.items()} if isinstance(item, Mapping) else {}
    if fields.get("pubstatus") in {"canceled", "withheld"}:
        return {}
    if {"an", "snippet", "body"} <= fields.keys():
        return {**item, "text": _with_lead(plain(fields["snippet"]) or "", plain(fields["body"]) or "")}
    document = fields.get("document")
    if found := _NEXIS.search(str(document.get("Content"))) if isinstance(document, Mapping) else None:
        return {**item, "text": found[1]}
    if isinstance(body := fields.get("body"), Mapping) and "sections" in body:
        return {**item, "text": "".join(_sections(body))}
    bodies = dict(_ninjs_bodies(fields))
    if not bodies:
        return item
    ranks = {text: next(i for i, kind in enumerate(_RENDITIONS) if kind in told) for text, told in bodies.items()}
    body = min(bodies, key=lambda text: (ranks[text], -len(text)))
    body = body.partition("<body.content>")[2].partition("</body.content>")[0] or body  # of a whole NITF document
    title = _main(fields.get("headlines")) or _main(fields.get("headline")) or plain(fields.get("title"))
    byline = plain(fields.get("by")) or plain(fields.get("byline"))
    head = as_markup(title or "", "h1") + as_markup(byline or "", "byline")
    sources = [s for s in _mappings(fields.get("infosources")) if not str(s.get("role", "")).endswith(_NO_OUTLETS)]
    text = head + (body if has_markup(body) else as_markup(body))
    return {**item, "text": text, "title": title, "infosources": sources}


def _with_lead(lead: str, body: str) -> str:
    """The body behind the lead, unless it begins with it."""
    begins = " ".join(lead.split())[:_SURE].rstrip(" .…")
    return body if " ".join(body[: 2 * _SURE].split()).startswith(begins) else f"{lead}\n\n{body}"


def _sections(body: Mapping[str, Any]) -> Iterator[str]:
    """fundus 0.5: {"summary": […], "sections": [{"headline": […], "paragraphs": […]}]}."""
    for section in ({"paragraphs": body.get("summary")}, *_mappings(body.get("sections"))):
        for part, element in (("headline", "h2"), ("paragraphs", "p")):
            texts = section.get(part)
            yield from (as_markup(str(text), element) for text in (texts if isinstance(texts, list) else []))


def _ninjs_bodies(fields: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Each body of an item with what tells its kind."""
    for body in _mappings(fields.get("bodies")) or _mappings(fields.get("body")):
        told = {same(name): value for name, value in body.items()}
        if text := plain(told.get("value")):
            yield text, " ".join(str(told.get(name, "")) for name in ("contenttype", "role", "name")).lower()
    for name, value in fields.items():
        if "versioncreated" in fields and name.startswith("body") and isinstance(value, str) and value.strip():
            yield value, name


def _main(headlines: Any) -> str | None:
    """A headline as text, or of a list the one whose role is main, else the first."""
    listed = _mappings(headlines)
    if not listed:
        return plain(headlines)
    chosen = next((h for h in listed if "main" in {h.get("role"), h.get("name")}), listed[0])
    return plain(chosen.get("value") or chosen.get("text"))
