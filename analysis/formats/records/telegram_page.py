"""Telegram's export for people to read (messages.html, messages2.html …): read as its result.json is."""

from __future__ import annotations

import re
from typing import Any

from analysis.formats.record import Records
from analysis.formats.records.building import make_records
from analysis.formats.records.telegram import of_two, read_posts
from analysis.formats.source import Kind, Source

_NEAR = 16_384  # bytes within which a page shows whose it is
_STAMP = re.compile(r"(\d\d)\.(\d\d)\.(\d{4}) (\d\d:\d\d:\d\d)")
_VIA_BOT = re.compile(r" via @\w+$")


def _with(*classes: str) -> str:
    """An element of these classes, in XPath."""
    spaced = "concat(' ', normalize-space(@class), ' ')"
    return f"*[{' and '.join(f'contains({spaced}, {name!r})' for name in (f' {c} ' for c in classes))}]"


_BODY = f"./{_with('body')}"
_FORWARDED = f"{_BODY}/{_with('forwarded', 'body')}"


def _is_history(source: Source) -> bool:
    head = source.raw[:_NEAR]
    return all(mark in head for mark in (b'class="page_header"', b'class="history"', b'class="message '))


def read_history(source: Source) -> Records:
    """The posts of a page of a chat's history. What kind of chat it is only its senders tell."""
    from analysis.formats.pages.tree import parse_page

    tree = parse_page(source.raw, source.name).tree
    name = _words(tree, f"//{_with('page_header')}//{_with('text')}")
    messages = [_message(element) for element in tree.xpath(f"//{_with('message')}")]
    senders = {m["from"] for m in messages}
    kind = "personal_chat" if of_two(name, senders) else "channel" if senders <= {name, None} else "group"
    posts, problems = read_posts([{"name": name, "type": kind, "messages": messages}], source.name)
    return make_records(enumerate(posts, 1), source, problems)


def _message(element: Any) -> dict[str, Any]:
    """A message as result.json has it; what was forwarded has its words in a body of its own."""
    stamp = _STAMP.match(next(iter(element.xpath(f"{_BODY}/{_with('date')}/@title")), ""))
    texts = element.xpath(f"{_BODY}/{_with('text')} | {_FORWARDED}/{_with('text')}")
    return {
        "id": (element.get("id") or "").removeprefix("message"),
        "type": "service" if "service" in (element.get("class") or "").split() else "message",
        "date": "{2}-{1}-{0}T{3}".format(*stamp.groups()) if stamp else None,
        "from": _words(element, f"{_BODY}/{_with('from_name')}"),
        "forwarded_from": _words(element, f"{_FORWARDED}/{_with('from_name')}"),
        "author": _words(element, f"{_BODY}/{_with('signature')} | {_FORWARDED}/{_with('signature')}"),
        "text": "\n\n".join(map(_shown, texts)),
    }


def _words(element: Any, path: str) -> str | None:
    """The name that the first element on a path holds, without the day that stands in an element behind it."""
    found = next(iter(element.xpath(path)), None)
    words = "" if found is None else _VIA_BOT.sub("", " ".join((found.text or "").split()))
    return words if words not in {"", "Deleted Account"} else None


def _shown(element: Any) -> str:
    """The text of an element with the line breaks that it shows."""
    for br in element.iter("br"):
        br.tail = f"\n{br.tail or ''}"
    return "".join(element.itertext()).strip()


HISTORY = Kind("Telegram page", (".html", ".htm"), read_history, _is_history, holds_many=True)
