"""Columns of frames by what they hold: text, a key, a number, a share, a truth, a day. What the schemas are made of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import pandas as pd
import pandera.pandas as pa

# Microseconds, not nanoseconds: those end in 1677 and 2262, and news writes of "the 1500s". pandera coerces to
# nanoseconds only, so that dates are coerced here.
MOMENT: Final = "datetime64[us]"


def text(meaning: str, *, required: bool = False, values: Iterable[str] = (), pattern: str | None = None) -> pa.Column:
    """Text, one of ``values`` or matching ``pattern`` where given; may be missing unless ``required``."""
    checks = [pa.Check.isin(list(values))] if values else []
    if pattern:
        checks.append(pa.Check.str_matches(pattern))
    return pa.Column("string", checks, nullable=not required, description=meaning)


def key(meaning: str, *, unique: bool = False) -> pa.Column:
    """Text that is never missing or empty."""
    return pa.Column("string", pa.Check.str_length(min_value=1), nullable=False, unique=unique, description=meaning)


def number(meaning: str, *, required: bool = False) -> pa.Column:
    """A whole number, 0 or more."""
    return pa.Column("Int64", pa.Check.ge(0), nullable=not required, description=meaning)


def share(meaning: str, *, low: float = 0.0, required: bool = False) -> pa.Column:
    """A number from ``low`` to 1."""
    return pa.Column("Float64", pa.Check.in_range(low, 1.0), nullable=not required, description=meaning)


def truth(meaning: str) -> pa.Column:
    """True, false, or not known."""
    return pa.Column("boolean", nullable=True, description=meaning)


def day(meaning: str) -> pa.Column:
    """A day or a moment, in the time of its place."""
    is_moment = pa.Check(pd.api.types.is_datetime64_any_dtype, error="must be dates")
    return pa.Column(None, is_moment, nullable=True, description=meaning, metadata={"type": MOMENT})


def number_range(name: str, meaning: str) -> dict[str, pa.Column]:
    """Two columns, ``NAME_low`` and ``NAME_high``, both inclusive; an open end is missing."""
    return {
        f"{name}_low": number(f"{meaning}, lower bound (inclusive); missing where the text gives none"),
        f"{name}_high": number(f"{meaning}, upper bound (inclusive); missing where the text leaves it open"),
    }
