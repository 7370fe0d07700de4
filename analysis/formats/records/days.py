"""The days that records state: as dates, as Unix time, and as 3/4/2024, which other days of the file explain."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from analysis.formats.dates import read_date

_UNIX_TIME = re.compile(r"\d{10}(?:\d{3})?(?:\.\d{1,6})?")
# With dots the day stands first wherever that is written (CLDR 46: de, fi, pl, ru, tr …).
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?!\d)")
_SLASHED = re.compile(r"(\d{1,2})([/-])(\d{1,2})\2(\d{4})(?!\d)")


class Days:
    """The days of a file while it is read: what slashes mean in it is known when all of it is.

    ``unclear`` are those that could not be read, by the place of their record.
    """

    def __init__(self) -> None:
        self.unclear: list[tuple[int, str]] = []
        self._orders: set[str] = set()

    def read(self, stated: Sequence[str], at: int) -> datetime | None:
        """The first of the dates stated for the record at this place that can be read."""
        for text in stated:
            if day := _day(text):
                self._learn(text)
                return day
        self.unclear += [(at, text) for text in stated[:1]]
        return None

    def settled(self) -> Iterator[tuple[int, datetime]]:
        """The days that other days of the file explain: beside 25/04/2024, 03/04/2024 is in April."""
        if len(self._orders) == 1:
            order = self._orders.pop()
            left, self.unclear = self.unclear, []
            for at, text in left:
                if day := read_date(_SLASHED.sub(order, text)):
                    yield at, day
                else:
                    self.unclear.append((at, text))

    def _learn(self, text: str) -> None:
        found = _SLASHED.match(text)
        if found and found[1] != found[3]:
            self._orders.add(r"\4-\3-\1" if int(found[1]) > 12 else r"\4-\1-\3")


def _day(text: str) -> datetime | None:
    """A date, or seconds or milliseconds since 1970 (in UTC)."""
    if not _UNIX_TIME.fullmatch(text):
        return read_date(_DOTTED.sub(r"\3-\2-\1", text))
    seconds = float(text) / (1000 if len(text.partition(".")[0]) == 13 else 1)
    return datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None)
