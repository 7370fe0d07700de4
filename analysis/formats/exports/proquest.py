"""Exports of ProQuest (TXT, HTML, mail): labels before and behind the text, in a language of its interface.

Articles are parted by "Document N of M", by rules, or by nothing: whatever parts them so that none has two texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from analysis.formats.dates import split_date
from analysis.formats.exports.drafts import Draft, fields_of, is_rights, language_named, split_byline, split_label
from analysis.formats.exports.lines import RULE, Line, page_lines, page_trees
from analysis.formats.source import Source
from analysis.formats.text import SENTENCE_END

_N_OF_M = re.compile(r"Do[ck]ument[^\W\d_]{0,3} \d{1,5} [^\W\d_]{1,5} \d{1,5}")
_RULE = re.compile(r"[_=*-]{10,}")
_NAME = re.compile(r"[^\W\d_][\w.'’-]*(?: [\w.'’-]+){0,3}, [^\W\d_][\w.'’-]*(?: [\w.'’-]+){0,3}")
_LINK = re.compile(r"^https?:|ProQuest|^www\.")
_LONE_LINK = re.compile(r"https?://\S+|[\w -]{0,40}ProQuest[\w -]{0,40}")
_UNLISTED = re.compile(r"[^\W\d_][\w /-]{1,30}[:：] \S.*")
# A label of any language that packs outlet, place and day: "…: The Vale Post; Harrow [Harrow]05 Mar 2031: A.1."
_PACKED = re.compile(
    r"[^\W\d_][^:：]{2,44}[:：] (.{2,120}[;\]].{0,80}(?<!\d)\d{1,2} [^\W\d_]{3,9}\.? \d{4}: ?\S{1,12})"
)
_LONGEST_PACKED = 300
_ACCOUNT = re.compile(r"[?&]accountid=\w*")  # whose library it was
_TORN = re.compile(r"(?<=\d) (?=\d)")  # "Mar 5, 2 031", as some mails have it
_EDITION = re.compile(r"\s*[,:]\s[^,:]*\bedition\b.*", re.IGNORECASE)
# No text of its own is a number of pages: "Full text" and the number of the document stand once in each article.
_ONCE = ("body", "number")
# The first article, with its labels, is no longer than this.
_LOOKED_AT = 300_000
_SHORT = ("title", "byline", "outlet", "day", "number", "url", "language", "packed", "dateline")
_TELLING = ("body", "number", "packed", "outlet", "day")


class _Field(NamedTuple):
    """A line with the field that its label names; without a label it goes on with what stands above."""

    name: str | None
    text: str
    line: int
    is_bold: bool
    whole: str
    is_picture: bool = False


def is_export(source: Source) -> bool:
    """Whether a text or a page has ProQuest's labels around a text."""
    if b"roQuest" not in source.raw:
        return False
    at = source.raw.rfind(b">", 0, 2 * _LOOKED_AT)  # no character goes on behind it; what is no page is not large
    return has_labels(source.text if at < _LOOKED_AT else Source(source.name, source.raw[:at]).text)


def has_labels(text: str) -> bool:
    """Whether ProQuest is named in a text, and its labels stand around a text."""
    folded = text[:_LOOKED_AT].casefold()
    if "proquest" not in folded:
        return False
    held = {fields_of("proquest", "labels")[m[1]] for m in _telling().finditer(folded)}
    return "body" in held and len(held) > 1


@cache
def _telling() -> re.Pattern[str]:
    """The labels that tell an export, with their colon, in which tags may stand."""
    labels = (re.escape(label) for label, name in fields_of("proquest", "labels").items() if name in _TELLING)
    return re.compile(rf"(?<!\w)({'|'.join(sorted(labels, key=len, reverse=True))})\s*(?:</\w{{1,8}}>\s*)*[:：]")


def text_articles(source: Source) -> Iterator[Draft]:
    """The articles of a text file."""
    return articles(Line(" ".join(row.split()), number) for number, row in enumerate(source.lines, start=1))


def page_articles(source: Source) -> Iterator[Draft]:
    """The articles of an HTML page."""
    trees = page_trees(source, r"<(?:p|hr)\b")
    return articles(line._replace(block=0) for tree in trees for line in page_lines(tree))


def articles(lines: Iterable[Line]) -> Iterator[Draft]:
    """The articles of an export's lines, of which ``block`` is the number in a text file, else 0."""
    lines = [line for line in lines if line.text]
    is_bold = any(line.bold and split_label(line.text, "proquest")[0] == "body" for line in lines)
    fields = [_field(line, is_bold) for line in lines]
    for start, end in pairwise([*_starts(fields), len(fields)]):
        if any(field.name in ("body", "deck", *_ONCE) for field in fields[start:end]):
            yield _article(fields[start:end], is_bold)


def _field(line: Line, is_bold: bool) -> _Field:
    """A line with the field of its label, which is bold where labels are."""
    bold = line.bold == len(line.text)
    if line.text == RULE or _RULE.fullmatch(line.text) or _N_OF_M.fullmatch(line.text):
        return _Field("rule", line.text, line.block, bold, line.text)
    name, value = split_label(line.text, "proquest") if line.bold or not is_bold else (None, line.text)
    if name is None and len(line.text) < _LONGEST_PACKED and (packed := _PACKED.fullmatch(line.text)):
        name, value = "packed", packed[1]
    return _Field(name, value, line.block, bold, line.text, "Illustration_content" in line.marks)


def _starts(fields: Sequence[_Field]) -> list[int]:
    """Where articles begin: at what parts them so that no part has two texts or two numbers."""
    numbered = [i for i, f in enumerate(fields) if f.name == "rule" and _N_OF_M.fullmatch(f.text)]
    ruled = [i for i, f in enumerate(fields) if f.name == "rule"]
    for places in (numbered, [0, *ruled]):
        within = pairwise([*places, len(fields)])
        starts = [a for a, b in within if any(f.name in _TELLING for f in fields[a:b])]
        parts = [fields[a:b] for a, b in pairwise([*starts, len(fields)])]
        if parts and all(sum(f.name == once for f in part) <= 1 for part in parts for once in _ONCE):
            return starts
    texts = [i for i, f in enumerate(fields) if f.name == "body"]
    return [_start_above(fields, text, end) for text, end in pairwise([*texts, len(fields)])]


def _start_above(fields: Sequence[_Field], text: int, end: int) -> int:
    """Where the article of a text begins that nothing parts from the one above: at its title, else below a tail."""
    title = next((f.text for f in fields[text:end] if f.name == "title"), None)
    above = range(text - 1, -1, -1)
    titles = [i for i in above if title and fields[i].name is None and fields[i].text == title]
    tails = (i for i in above if fields[i].name in ("note", "number", "rule") and fields[i + 1].name is None)
    return [*titles, *(i + 1 for i in tails), 0][0]


def _article(fields: Sequence[_Field], is_bold: bool) -> Draft:
    draft = Draft(line=fields[0].line or None)
    head = next((i for i, f in enumerate(fields) if f.name not in (None, "rule")), len(fields))
    titles = [f for f in fields[:head] if f.name is None and not _LINK.search(f.text)]
    titles = [f for f in titles if f.is_bold] or titles
    above = titles[0 if fields[0].name == "rule" else -1].text if titles else None
    values: dict[str, list[str]] = {}
    name = ""
    are_inline = any(f.name in _SHORT and f.text for f in fields)  # values stand behind their labels: none is below one
    for i, field in enumerate(fields[head:], start=head):
        if field.name == "rule":
            name = name if any(f.name for f in fields[i + 1 :]) else "note"  # amid a text, or below all
            continue
        if field.name and name == "body":
            _drop_labels(values.get("body", []))
        goes_on = i + 1 == len(fields) or fields[i + 1].name is not None  # labels do, or nothing comes any more
        if field.name and not (name == "body" and not is_bold and not goes_on):
            name, text = field.name, field.text
        else:  # "Location: …" amid prose is no label
            text = field.whole
        if field.name is None and _LONE_LINK.fullmatch(text):
            continue
        if text and text[:40].strip(".").casefold() not in fields_of("proquest", "nothing"):
            values.setdefault("caption" if field.is_picture and not field.name else name, []).append(text)
        if name in _SHORT and (text or are_inline):
            name = "note"  # what follows on a line of its own is no more of it
    _drop_labels(values.get("body", []))
    one = {name: found[0] for name, found in values.items() if found}
    draft.title = one.get("title") or above
    draft.body = [t for t in values.get("body", []) if not is_rights(t)]
    draft.decks, draft.captions = values.get("deck", []), values.get("caption", [])
    if not draft.body:
        draft.body, draft.decks, draft.is_abstract = draft.decks, [], bool(draft.decks)
    draft.decks = draft.decks if not draft.body or draft.decks[:1] != draft.body[:1] else []
    before, packed = split_date(one.get("packed", ""))
    day = one.get("day", "")
    draft.published = split_date(day)[1] or split_date(_TORN.sub("", day))[1] or packed
    draft.published = draft.published and draft.published.replace(hour=0, minute=0)
    outlet = re.split(r"\s*[;\[]", one.get("outlet") or before)[0]
    draft.outlet = _EDITION.sub("", outlet).strip(" ,:") or None
    draft.byline = one.get("byline")
    draft.authors = _names(draft.byline or "")
    draft.language = language_named(one.get("language"))
    draft.dateline = one.get("dateline")
    draft.url = next((_ACCOUNT.sub("", u) for u in one.get("url", "").split() if u.startswith("http")), None)
    number = re.search(r"\d{5,}", one.get("number", ""))
    draft.number = number and number[0]
    return draft


def _drop_labels(body: list[str]) -> None:
    """Take off what stands below a text as a label that is not listed, with what it names: "Lugar: Harrow"."""
    while body and _UNLISTED.fullmatch(body[-1]) and not SENTENCE_END.search(body[-1]):
        body.pop()


def _names(value: str) -> tuple[str, ...]:
    """Names of authors, the surname first: "Bell, Ana; Haddad, Omar"."""
    found = [name.strip(" .") for name in value.split(";")]
    if all(_NAME.fullmatch(name) for name in found if name):
        return tuple(" ".join(reversed(name.split(", "))) for name in found if name)
    return split_byline(value)
