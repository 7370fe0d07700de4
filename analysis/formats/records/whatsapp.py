"""WhatsApp's export of a chat (.txt): a message a line or more, behind its day, its time and who wrote it.

The telephone's language and system write the head: "12/03/2031, 10:15 - Ana: …", "[12.03.31, 10:15:30] Ana: …",
"3/12/31, 10:15 PM - …". Chats of two are no publications, and a telephone number is no author.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import pairwise
from pathlib import PurePath
from typing import Any, NamedTuple

from analysis.formats.lists import listed
from analysis.formats.record import Problem, Records
from analysis.formats.records.building import make_records
from analysis.formats.records.telegram import of_two, refuse_private
from analysis.formats.source import Kind, Source

_MARKS = "\u200e\u200f\u202a\u202c\ufeff"  # of direction
_M = f"[{_MARKS}]*+"  # nothing that is matched is given back
_HEAD = re.compile(
    rf"{_M}(?P<open>\[)?{_M}(?P<a>\d{{1,4}}){_M}(?P<mark>[./-]) ?(?P<b>\d{{1,2}}){_M}(?P=mark) ?(?P<c>\d{{1,4}})"
    r"[.,،]{0,2}\s(?:(?P<word>[^\W\d_]{1,5})\s)?(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?:[:.]\d\d)?"
    r"(?:\s?(?:(?P<half>[AaPp])\.?\s?[Mm]\b\.?|(?P<other>[^\W\d_]{1,6}\.?)))?(?(open)\]\s?|\s[-–]\s)"
)
_SENDER = re.compile(rf"[{_MARKS}~\s]*+([^:\n\"“”«»]{{1,60}}): ?")
_NUMBER = re.compile(rf"[{_MARKS}+\d\s().\u00a0\u2011-]+")
# "<Media omitted>", "IMG-1.jpg (file attached)"
_MEDIA = re.compile(rf"<[^<>\n]{{1,60}}>\Z|[{_MARKS}]?\S+\.\w{{3,4}} \([^()\n]{{1,40}}\)\Z")
_EDITED = re.compile(rf"[{_MARKS}]?<[^<>\n]{{1,60}}>\Z")
_NEAR = 32_768  # bytes within which a chat shows its form


class _Message(NamedTuple):
    head: re.Match[str]
    line: int
    sender: str | None
    text: str


def _is_chat(source: Source) -> bool:
    """Whether the first line and another begin as messages do, and one of them says whose it is."""
    lines = [line for line in source.raw[:_NEAR].decode("utf-8", "replace").splitlines() if line.strip()]
    heads = [(head, line) for line in lines if (head := _HEAD.match(line))]
    return len(heads) > 1 and heads[0][1] is lines[0] and any(_SENDER.match(line, h.end()) for h, line in heads)


def read_chat(source: Source) -> Records:
    """The messages of a group that have a text. Raises UnreadableFile for a chat of two."""
    messages = list(_messages(list(source.lines)))
    name = _name(source, messages)
    senders = {m.sender for m in messages}
    if of_two(name, senders) or senders <= {name, None} or (name and _NUMBER.fullmatch(name)):
        refuse_private(source.name)
    written = [m for m in messages if m.sender and m.sender != name and m.text]
    problems: list[Problem] = []
    if n_other := len(messages) - len(written):
        reason = f"Messages without text (pictures, deleted ones, notices of the service): {n_other}."
        problems.append(Problem(source.name, None, reason, "They are left out.", skipped=False))
    place = _place_of_month([m.head for m in messages])
    records = ((m.line, _record(m, name, place)) for m in written)
    return make_records(records, source, problems)


def _messages(lines: Sequence[str]) -> Iterator[_Message]:
    heads = [(n, head) for n, line in enumerate(lines) if (head := _HEAD.match(line))]
    for (n, head), (following, _) in pairwise([*heads, (len(lines), None)]):
        assert head is not None
        sender = _SENDER.match(lines[n], head.end())
        text = "\n".join([lines[n][sender.end() if sender else head.end() :], *lines[n + 1 : following]]).strip()
        yield _Message(head, n + 1, sender[1].strip() if sender else None, _own_words(text))


def _own_words(text: str) -> str:
    """What somebody wrote: nothing where the program speaks, and without what it put behind the words."""
    bare = _EDITED.sub("", text).strip()
    if bare.strip(_MARKS + ".").lower() in listed(__package__, "whatsapp.toml")["no_message"]:
        return ""
    first, _, rest = bare.partition("\n")  # a caption stands below its picture
    return rest.strip() if _MEDIA.match(first) or first.startswith(tuple(_MARKS[:2])) else bare


def _name(source: Source, messages: Sequence[_Message]) -> str | None:
    """The chat's name: of its file, else of who speaks first where the program does, as on an iPhone."""
    stem = PurePath(source.name).stem
    for prefix in listed(__package__, "whatsapp.toml")["named"]:
        if stem.startswith(prefix):
            return stem.removeprefix(prefix)
    return messages[0].sender if messages and not messages[0].text else None


def _record(message: _Message, name: str | None, place: int | None) -> dict[str, Any]:
    author = None if not message.sender or _NUMBER.fullmatch(message.sender) else message.sender
    return {"text": message.text, "outlet": name, "authors": [author], "date": _day(message.head, place)}


def _place_of_month(heads: Sequence[re.Match[str]]) -> int | None:
    """Which number of 3/4/2031 is the month: one beyond 12 tells it, or the order of the messages; else None."""
    if heads[0]["mark"] == "." or len(heads[0]["a"]) == 4:
        return 1  # with dots the day stands first; behind a year the month is second, too
    fits = [n for n in (0, 1) if all(int(head["ab"[n]]) <= 12 for head in heads)]
    if len(fits) == 2:
        days = {n: [_day(head, n) or "" for head in heads] for n in fits}
        fits = [n for n, stated in days.items() if stated == sorted(stated)]
    return fits[0] if len(fits) == 1 else None


def _day(head: re.Match[str], place: int | None) -> str | None:
    """The day in ISO 8601, with its time where that is told by 24 hours or am and pm; without a place as it stands."""
    a, b, c = (int(head[name]) for name in "abc")
    if place is None:
        return f"{a}/{b}/{2000 + c % 100}"
    year, month, day = (a, b, c) if len(head["a"]) == 4 else (2000 + c % 100, (a, b)[place], (b, a)[place])
    hour = int(head["hour"])
    if head["half"]:
        hour = hour % 12 + (12 if head["half"] in "Pp" else 0)
    # Of another language's word for the half of the day, only that it is none for "at" is known.
    is_half = head["other"] or (head["word"] or "at").lower() not in listed(__package__, "whatsapp.toml")["at"]
    try:
        return datetime(year, month, day, *(() if is_half else (hour, int(head["minute"])))).isoformat()
    except ValueError:
        return None


WHATSAPP = Kind("WhatsApp chat", (".txt",), read_chat, _is_chat, holds_many=True)
