"""Which fields of a record hold what: the names in ``names.toml``, before them those of a corpus's ``fields.toml``."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache, cached_property
from typing import Any

from analysis.formats.lists import listed
from analysis.formats.record import Record, language_code, split_names, without_by
from analysis.formats.records.bodies import without_markup
from analysis.formats.text import whole_characters

_PRINTED = re.compile(r"""\s*(?:\{\s*['"].*\}|\[\s*(?:['"{].*)?\])\s*\Z""", re.DOTALL)
_LONGEST_VALUE = 5000
_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//\S+|www\.\S+/\S*|(?:urn|mailto|doi):\S+", re.IGNORECASE)
_FRONT_PAGE = re.compile(r"\Ahttps?://([\w-]+(?:\.[\w-]+)+)/?\Z", re.IGNORECASE)
_WEB_ADDRESS = re.compile(r"(?:https?:)?//[^\s/]+\.\S+|(?:[\w-]+\.)+[a-z]{2,}(?:[/:]\S*)?", re.IGNORECASE)
_MAIL = re.compile(r"\S+@\S+")
_DEEPEST = 5  # objects within objects


def table() -> dict[str, Any]:
    """``names.toml`` as it stands."""
    return listed(__package__, "names.toml")


@cache
def fields() -> Mapping[str, tuple[str, ...]]:
    """The names of fields by what they hold, as they are compared. A corpus may name more for each of these facts."""
    return {fact: tuple(map(same, names)) for fact, names in table()["fields"].items()}


def same(name: object) -> str:
    """A field's name as it is compared: without case, spaces, hyphens, underscores."""
    return re.sub(r"[\s_-]", "", str(name)).lower()


@cache
def shapes() -> tuple[tuple[frozenset[str], Mapping[str, Any]], ...]:
    """The entries of ``shape`` in ``names.toml``, each behind the fields that it is told by."""
    return tuple((frozenset(map(same, entry["fields"])), entry) for entry in table()["shape"])


class Fields:
    """A record by the names of its fields, and what it holds of each fact. ``own`` are names that come first."""

    def __init__(self, record: Mapping[Any, Any], own: Mapping[str, Sequence[str]]) -> None:
        self.by_name = {same(name): value for name, value in record.items()}
        self._own = own

    @cached_property
    def shape(self) -> Mapping[str, Any]:
        """What is known of records with these fields: the ``name`` of what writes them; empty where that is nothing."""
        return next((entry for told_by, entry in shapes() if told_by <= self.by_name.keys()), {})

    def values(self, fact: str) -> Iterator[Any]:
        """What stands in the fields of a fact, those with the surest name first."""
        told = [self.shape[fact]] if fact == "day" and fact in self.shape else []
        for name in (*map(same, [*self._own.get(fact, ()), *told]), *fields()[fact]):
            if name in self.by_name:
                yield self.by_name[name]
            elif "." in name:
                outer, _, inner = name.partition(".")
                within = self.by_name.get(outer)
                yield {same(k): v for k, v in within.items()}.get(inner) if isinstance(within, Mapping) else None

    def first(self, fact: str) -> str | None:
        """The first of a fact's values that is a text, or an object that has a name."""
        return next((without_markup(text) for value in self.values(fact) if (text := plain(value))), None)

    def body(self) -> str | None:
        """The text as it stands there: white space before and after it included."""
        return next((text for value in self.values("text") if (text := _body(value))), None)

    def outlet(self) -> str | None:
        """The outlet's name, or its host's; the address of a front page tells that, another address is no name."""
        found = (_FRONT_PAGE.sub(r"\1", text) for value in self.values("outlet") if (text := plain(value)))
        return next((without_markup(name) for name in found if not _ADDRESS.match(name)), None)

    def address(self) -> str | None:
        found = (plain(value) for value in self.values("address"))
        return next((address for address in found if address and is_address(address)), None)

    def days(self) -> list[str]:
        """What stands in the fields of the day of publication, as text."""
        return [text for value in self.values("day") if (text := plain(value))]

    def authors(self) -> tuple[str, ...]:
        return next((names for value in self.values("author") if (names := _people(value))), ())

    def stated(self, published: datetime | None) -> Record:
        """All that the record states beside its text, with the day that was read of it."""
        return Record(
            title=self.first("title"),
            outlet=self.outlet(),
            authors=self.authors(),
            published=published,
            url=self.address(),
            language=language_code(self.first("language")),
        )


def is_address(text: str) -> bool:
    """Whether a text is the address of a page."""
    return len(text) <= _LONGEST_VALUE and _WEB_ADDRESS.fullmatch(text) is not None


def plain(value: Any, depth: int = 0) -> str | None:
    """A value as text; of an object its name, of a list its first text. Half characters, which JSON's escapes can make,
    are replaced; a word for nothing ("null") is nothing."""
    if isinstance(value, str) and depth < _DEEPEST and (told := _printed(value)) is not value:
        value, depth = told, depth + 1
    if isinstance(value, Mapping | list) and depth < _DEEPEST:
        inner = [value.get(name) for name in table()["values"]["inside"]] if isinstance(value, Mapping) else value
        return next((text for v in inner if (text := plain(v, depth + 1))), None)
    if isinstance(value, bool) or not isinstance(value, str | int | float) or value != value:  # NaN
        return None
    text = whole_characters(str(value)).strip()
    return text if text and text.lower() not in table()["values"]["missing"] else None


def _printed(text: str) -> Any:
    """The object or list whose printed form a text is, as pandas writes it into a CSV file: None if unreadable."""
    if not _PRINTED.match(text):
        return text
    if len(text) > _LONGEST_VALUE:
        return None
    for read in (json.loads, ast.literal_eval):
        try:
            return read(text.strip())
        except (ValueError, SyntaxError, RecursionError, MemoryError):
            continue
    return None


def _body(value: Any) -> str | None:
    if isinstance(value, list) and value and all(isinstance(part, str) for part in value):
        value = "\n\n".join(value)  # its paragraphs
    if isinstance(value, Mapping):
        value = plain(value)
    told = value.strip() if isinstance(value, str) else ""
    return value if told.lower() not in ("", *table()["values"]["missing"]) and not is_address(told) else None


def _people(value: Any) -> tuple[str, ...]:
    value = _printed(value) if isinstance(value, str) else value
    value = value["name"] if isinstance(value, Mapping) and isinstance(value.get("name"), list) else value
    if isinstance(value, list):  # newspaper4k 0.9.6 lists "Ana Bell" and "Ana Bell; Li Wei"
        names = [name.strip() for v in value for name in without_by(plain(v) or "").split(";")]
    else:
        names = list(split_names(plain(value) or ""))
    names = [name.partition(" in ")[0] for name in names]  # "Ana Bell in Harrow", as the Guardian has it
    # WordPress's interface gives an author's number, Facebook's tags an address.
    return tuple(
        dict.fromkeys(n for n in names if n and not (_ADDRESS.match(n) or _MAIL.fullmatch(n) or n.isdecimal()))
    )
