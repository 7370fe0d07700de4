"""Telegram's exports (result.json, messages.html): the posts of a channel, or of all channels and groups of an account.

A post's text is a string, or a list of strings and of objects (links, bold words …) that have a text. What people write
to each other is no publication: chats of two are left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NoReturn

from analysis.errors import UnreadableFile
from analysis.formats.pages.saved import parse_page
from analysis.formats.record import Problem, Records
from analysis.formats.records.building import make_records
from analysis.formats.source import Kind, Source

_PUBLIC = ("channel", "group")  # how the types of chats end that are read: public_channel, private_supergroup …
_NEAR = 16_384  # bytes within which a page shows whose it is
_STAMP = re.compile(r"(\d\d)\.(\d\d)\.(\d{4}) (\d\d:\d\d:\d\d)")
_VIA_BOT = re.compile(r" via @\w+$")


def chats_in(document: Any) -> list[Mapping[str, Any]]:
    """The chats of an export of one chat or of a whole account; none where it is no such export."""
    if not isinstance(document, Mapping):
        return []
    folders = [folder for name in ("chats", "left_chats") if isinstance(folder := document.get(name), Mapping)]
    listed = [chat for folder in folders if isinstance(found := folder.get("list"), list) for chat in found]
    return [chat for chat in [document, *listed] if _is_chat(chat)]


def _is_chat(chat: Any) -> bool:
    """A chat has a type; its messages have one too, "message" or "service"."""
    if not isinstance(chat, Mapping) or not isinstance(chat.get("type"), str):
        return False
    listed = found if isinstance(found := chat.get("messages"), list) else []
    return any(isinstance(m, Mapping) and m.get("type") in {"message", "service"} for m in listed)


def read_posts(chats: list[Mapping[str, Any]], name: str) -> tuple[list[dict[str, Any]], list[Problem]]:
    """The posts that have a text, as records; and what of the export is none."""
    if not any(_is_public(chat) for chat in chats):
        refuse_private(name)
    left_out: Counter[str] = Counter()
    posts = [post for chat in chats for post in _posts(chat, left_out, several=len(chats) > 1)]
    problems = [
        Problem(name, None, f"{what}: {n}.", "They are left out.", skipped=False) for what, n in left_out.items()
    ]
    return posts, problems


def refuse_private(name: str) -> NoReturn:
    """Raises UnreadableFile: the file of this name is a chat of two."""
    reason = "The export holds what people wrote to each other, no channel and no group."
    raise UnreadableFile(name, reason, "Export the channel's history, or remove the file.")


def of_two(name: str | None, senders: Iterable[str | None]) -> bool:
    """Whether a chat is one of two people: it is named for one of the two who write in it, or for nobody."""
    known = set(filter(None, senders))
    return len(known) == 2 and (name is None or name in known)


def _is_public(chat: Mapping[str, Any]) -> bool:
    return str(chat["type"]).endswith(_PUBLIC)


def _posts(chat: Mapping[str, Any], left_out: Counter[str], *, several: bool) -> Iterator[dict[str, Any]]:
    if not _is_public(chat):
        left_out["Chats of people with each other, which are no publications"] += 1
        return
    is_group = str(chat["type"]).endswith("group")  # where members write, each for himself
    for message in chat["messages"]:
        text = _text(message.get("text")) if isinstance(message, Mapping) and message.get("type") == "message" else ""
        if not text.strip():
            left_out["Messages without text (pictures, polls, notices of the service)"] += 1
            continue
        number = message.get("id")
        yield {
            "id": f"{chat.get('id')}-{number}" if several else number,
            "text": text,
            "outlet": chat.get("name"),
            "date": message.get("date"),
            "authors": [message.get("forwarded_from") or message.get("author") or (is_group and message.get("from"))],
        }


def _text(text: Any) -> str:
    parts = text if isinstance(text, list) else [text]
    texts = (part.get("text") if isinstance(part, Mapping) else part for part in parts)
    return "".join(text for text in texts if isinstance(text, str))


# --------------------------------------------------------------------------------------------- messages.html


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
