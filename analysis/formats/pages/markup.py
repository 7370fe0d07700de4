"""What a page's elements say of themselves: their text, the words of their classes, which of them is the headline."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from analysis.formats.lists import listed
from analysis.formats.text import bare_words

_PART = re.compile(r"[a-zß-ÿа-я]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_MARKS = ("class", "id", "itemprop", "property", "data-testid", "role", "aria-label")
_LONGEST_MARK = 300
_COOKIES = re.compile(r"\b(?:consent|accept|agree|experience|privacy|browser|preferences)\b", re.IGNORECASE)
_COOKIE_NOTICE = 80  # words, at most
# No mark: marks, white space, and joins that a screen does not show.
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200e\u200f\u2060\u202a\u202b\u202c\u202d\u202e\ufeff"))
# Where letters join, a screen shows what parts them: "می‌شود".
_LOOSE_JOINS = re.compile("(?<![\u0600-\u0dff])[\u200c\u200d]|[\u200c\u200d](?![\u0600-\u0dff])")
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})


@cache
def page_words(name: str) -> frozenset[str]:
    """A list of ``page_words.toml``."""
    return frozenset(listed(__package__, "page_words.toml")[name])


def meta_names(name: str) -> list[str]:
    """The names of meta tags that state a fact, the surest first."""
    names: list[str] = listed(__package__, "page_words.toml")["meta"][name]
    return names


def seen(text: str) -> str:
    """``text`` as a reader sees it: single spaces, no soft hyphens or marks of no width, ligatures as their letters."""
    bare = text if text.isascii() else _LOOSE_JOINS.sub("", text.translate(_UNSEEN)).translate(_LIGATURES)
    return " ".join(bare.split())


def element_text(element: Any, *, at_most: int | None = None) -> str | None:
    """The text in an element, as it is seen; None where there is none, or more than ``at_most`` characters."""
    parts, length = list[str](), 0
    for part in element.itertext():
        parts.append(part)
        length += len(part)
        if at_most is not None and length > 4 * at_most:
            return None
    text = seen("".join(parts))
    return text if text and (at_most is None or len(text) <= at_most) else None


def marks_of(element: Any) -> set[str]:
    """The words of an element's classes, ids and properties, lower case."""
    names = " ".join((element.get(name) or "")[:_LONGEST_MARK] for name in _MARKS)
    parts = _PART.findall(_CAMEL.sub(" ", names).lower())
    return {*parts, *_PART.findall(names.lower())} if parts else set()


def marks_around(element: Any) -> set[str]:
    """The marks of an element and of all that it lies in."""
    return set().union(*(marks_of(e) for e in (element, *element.iterancestors())))


def is_said_by(text: str, name: str, *, at_most: int = 8) -> bool:
    """Whether a text of a few words is one that a list of patterns (page_words.toml) has; its numbers are left out."""
    words = [word for word in bare_words(text) if not word.isdigit()]
    line = " ".join(words)
    return 0 < len(words) <= at_most and any(re.fullmatch(pattern, line) for pattern in page_words(name))


def is_cookie_notice(text: str) -> bool:
    """Whether a text asks for consent to cookies."""
    return "cookie" in text.lower() and len(text.split()) <= _COOKIE_NOTICE and _COOKIES.search(text) is not None


def find_heading(tree: Any, titles: Iterable[str]) -> Any:
    """The element that shows the article's headline: one of the page's ``titles``, else its first h1; None for none."""
    known = {bare_words(title) for title in titles if title}
    headings = [h for h in tree.xpath("//body//*[self::h1 or self::h2 or self::h3]") if element_text(h)]
    first = [heading for heading in headings if heading.tag == "h1"]
    shown = [heading for heading in headings if bare_words(element_text(heading)) in known]
    return next(iter([*(h for h in shown if h.tag == "h1"), *shown, *first]), None)
