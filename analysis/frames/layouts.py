"""What every frame holds (layouts.toml): the contract by which rows are checked and from which the codebook is made."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any, Literal, get_args

from analysis.extraction.records import AttackKind, Credit, DatePrecision, Mode, Realis, Stance, Strength
from analysis.formats.record import PassageKind, PublishedFrom

SEPARATOR = "; "
"""Between several values in a cell of text."""

ACTIONS = ("drop", "set", "set-incident", "merge", "split")
EVENT_TYPES = (
    "Battles", "Explosions/Remote violence", "Violence against civilians", "Protests", "Riots",
    "Strategic developments",
)  # fmt: skip
_LISTS: Mapping[str, tuple[str, ...]] = {
    "ACTIONS": ACTIONS,
    "EVENT_TYPES": EVENT_TYPES,
    "AttackKind": get_args(AttackKind),
    "Credit": get_args(Credit),
    "DatePrecision": get_args(DatePrecision),
    "Mode": get_args(Mode),
    "PassageKind": get_args(PassageKind),
    "PublishedFrom": get_args(PublishedFrom),
    "Realis": get_args(Realis),
    "Stance": get_args(Stance),
    "Strength": get_args(Strength),
}

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
    added: bool = False
    """Whether frames of an earlier version lack it."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a frame, in their order."""

    description: str
    columns: Mapping[str, Column]
    added: bool = False

    @property
    def is_span(self) -> bool:
        """Whether its rows have a ``start``, which must lie before their ``end``."""
        return {"start", "end"} <= self.columns.keys()

    @property
    def ranges(self) -> list[str]:
        """The names whose ``_low`` must not exceed their ``_high``."""
        return [name.removesuffix("_low") for name in self.columns if name.endswith("_low")]


def _column(*, kind: str, values: str = "", low: float = 0, **more: Any) -> Column:
    match kind:
        case "key":
            return Column("text", required=True, filled=True, **more)
        case "number":
            return Column("number", low=low, **more)
        case "share":
            return Column("share", low=low, high=1, **more)
        case "degrees":
            return Column("share", low=low, **more)
        case _:
            return Column(kind, values=_LISTS[values] if values else (), **more)  # type: ignore[arg-type]


def _layout(*, one_row_per: str, columns: Mapping[str, Any], added: bool = False) -> Layout:
    return Layout(f"one row per {one_row_per}", {name: _column(**told) for name, told in columns.items()}, added)


LAYOUTS: Mapping[str, Layout] = {
    name: _layout(**told)
    for name, told in tomllib.loads(
        resources.files("analysis.frames").joinpath("layouts.toml").read_text("utf-8")
    ).items()
}
