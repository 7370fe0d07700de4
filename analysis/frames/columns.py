"""Columns of frames by what they hold: text, a key, a number, a share, a truth, a day. What the schemas are made of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "number", "share", "truth", "day"]


@dataclass(frozen=True, slots=True)
class Column:
    """What a column may hold; ``values``, ``pattern``, ``low`` and ``high`` only bind where they are given."""

    kind: Kind
    meaning: str
    required: bool = False
    """Never missing."""
    filled: bool = False
    """Never empty text."""
    unique: bool = False
    values: tuple[str, ...] = ()
    pattern: str | None = None
    low: float | None = None
    """Inclusive, as ``high``."""
    high: float | None = None


def text(meaning: str, *, required: bool = False, values: Iterable[str] = (), pattern: str | None = None) -> Column:
    """Text, one of ``values`` or matching ``pattern`` where given; may be missing unless ``required``."""
    return Column("text", meaning, required, values=tuple(values), pattern=pattern)


def key(meaning: str, *, unique: bool = False) -> Column:
    """Text that is never missing or empty."""
    return Column("text", meaning, required=True, filled=True, unique=unique)


def number(meaning: str, *, required: bool = False) -> Column:
    """A whole number, 0 or more."""
    return Column("number", meaning, required, low=0)


def share(meaning: str, *, low: float = 0.0, required: bool = False) -> Column:
    """A number from ``low`` to 1."""
    return Column("share", meaning, required, low=low, high=1.0)


def truth(meaning: str, *, required: bool = False) -> Column:
    """True, false, or not known."""
    return Column("truth", meaning, required)


def day(meaning: str) -> Column:
    """A day or a moment, in the time of its place."""
    return Column("day", meaning)


def number_range(name: str, meaning: str) -> dict[str, Column]:
    """Two columns, ``NAME_low`` and ``NAME_high``, both inclusive; an open end is missing."""
    return {
        f"{name}_low": number(f"{meaning}, lower bound (inclusive); missing where the text gives none"),
        f"{name}_high": number(f"{meaning}, upper bound (inclusive); missing where the text leaves it open"),
    }
