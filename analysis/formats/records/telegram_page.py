"""Telegram's export for people to read (messages.html, messages2.html …): read as its result.json is."""

from __future__ import annotations

import re
from typing import Any

from analysis.errors import UnreadableFile
from analysis.formats.record import Records
from analysis.formats.records.building import make_records
from analysis.formats.records.telegram import of_two, read_posts
from analysis.formats.source import Kind, Source

_NEAR = 16_384  # bytes within which a page shows whose it is
_STAMP = re.compile(r"(\d\d)\.(\d\d)\.(\d{4}) (\d\d:\d\d:\d\d)")
_VIA_BOT = re.compile(r" via @\w+$")


def _is(element: Any, *classes: str) -> bool:
    return set(classes) <= set((element.get("class") or "").split())


def _child(element: Any, *classes: str) -> Any:
    """The first element of these classes right below another; None without one."""
    return None if element is None else next((child for child in element if _is(child, *classes)), None)


def _is_of_export(source: Source) -> bool:
    """Whether a page is of such an export: a chat's history, or a list of chats or of contacts beside it."""
    head = source.raw[:_NEAR]
    return b'class="page_header' in head and (b"<title>Exported Data</title>" in head or b'class="history"' in head)


def read_history(source: Source) -> Records:
    """The posts of a page of a chat's history. What kind of chat it is only its senders tell."""
    from analysis.formats.pages.tree import parse_page

    tree = parse_page(source.raw, source.name).tree
    blocks = list(tree.iter("div"))
    header = next((_child(e, "content") for e in blocks if _is(e, "page_header")), None)
    name = _words(_child(header, "text"))
    messages = [_message(element) for element in blocks if _is(element, "message")]
    if not messages:
        reason = "This is a list of a Telegram export (chats, contacts, sessions), not articles."
        raise UnreadableFile(source.name, reason, "Remove it: the posts stand in messages.html.")
    senders = {m["from"] for m in messages}
    kind = "personal_chat" if of_two(name, senders) else "channel" if senders <= {name, None} else "group"
    posts, problems = read_posts([{"name": name, "type": kind, "messages": messages}], source.name)
    return make_records(enumerate(posts, 1), source, problems)


def _message(element: Any) -> dict[str, Any]:
    """A message as result.json has it; what was forwarded has its words in a body of its own."""
    body = _child(element, "body")
    forwarded, date = _child(body, "forwarded", "body"), _child(body, "date")
    stamp = None if date is None else _STAMP.match(date.get("title") or "")
    parts = (body, forwarded)
    return {
        "id": (element.get("id") or "").removeprefix("message"),
        "type": "service" if _is(element, "service") else "message",
        "date": "{2}-{1}-{0}T{3}".format(*stamp.groups()) if stamp else None,
        "from": _words(_child(body, "from_name")),
        "forwarded_from": _words(_child(forwarded, "from_name")),
        "author": next(filter(None, (_words(_child(part, "signature")) for part in parts)), None),
        "text": "\n\n".join(filter(None, (_shown(_child(part, "text")) for part in parts))),
    }


def _words(element: Any) -> str | None:
    """The name that an element holds, without the day that stands in an element behind it."""
    words = "" if element is None else _VIA_BOT.sub("", " ".join((element.text or "").split()))
    return words if words not in {"", "Deleted Account"} else None


def _shown(element: Any) -> str:
    """The text of an element with the line breaks that it shows."""
    if element is None:
        return ""
    for br in element.iter("br"):
        br.tail = f"\n{br.tail or ''}"
    return "".join(element.itertext()).strip()


HISTORY = Kind("Telegram page", (".html", ".htm"), read_history, _is_of_export, holds_many=True)
