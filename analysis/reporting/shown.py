"""What a notebook cell shows: HTML that reads well in JupyterLab and that the report's template puts in its place."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any, Literal

import pandas as pd

Place = Literal["here", "head", "foot"]
METADATA_KEY = "dispatches"


@dataclass(frozen=True, slots=True)
class Shown:
    """A piece of a report. ``place`` is where the page puts it; ``facts`` are what the front page reads from it."""

    html: str
    place: Place = "here"
    facts: Mapping[str, Any] = field(default_factory=dict)

    def __html__(self) -> str:
        return self.html

    def _repr_html_(self) -> str:
        return self.html

    def _repr_mimebundle_(
        self, include: Any = None, exclude: Any = None
    ) -> tuple[dict[str, str], dict[str, dict[str, Any]]]:
        del include, exclude  # IPython passes them; there is one form only
        marks = {METADATA_KEY: {"place": self.place, "facts": dict(self.facts)}}
        return {"text/html": self.html, "text/plain": _plain(self.html)}, {"text/html": marks}


def nothing(sentence: str) -> Shown:
    """A sentence in the place of a figure or table that has no data."""
    return Shown(f'<p class="nodata">{escape(sentence)}</p>')


def digest(*parts: str) -> str:
    """Eight characters that stand for ``parts``: the same content has the same id in every run."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:8]


def counted(n: int, noun: str, plural: str = "") -> str:
    """A number with its noun: "0 rows", "1 row", "1,204 rows"."""
    return f"{n:,} {noun if n == 1 else plural or f'{noun}s'}"


def number_text(value: float, pattern: str = "{:.2f}") -> str:
    """``value`` by ``pattern``, with a real minus."""
    return pattern.format(value).replace("-", "−", 1)


def cell_text(value: Any) -> str:
    """``value`` as a reader expects it, not escaped; empty where it is missing. Days are ISO 8601."""
    if isinstance(value, list | tuple | set | frozenset):
        return "; ".join(str(v) for v in value)
    if value is None or pd.isna(value):
        return ""
    if isinstance(value, bool) or str(type(value).__name__) == "bool_":
        return "yes" if value else "no"
    if isinstance(value, pd.Timestamp):
        return value.strftime("%Y-%m-%d") if value == value.normalize() else value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, int) or (hasattr(value, "dtype") and value.dtype.kind in "iu"):
        return f"{int(value):,}"
    return str(value)


def short_id(row_id: Any) -> str:
    """What stands after the article in a row's id: "a1204" of "ap-2020:a1204"; enough for a link to the words."""
    return str(row_id).rsplit(":", 1)[-1]


def day_text(value: Any) -> str:
    """A day in words ("20 November 2020"), or "date not known"."""
    if value is None or pd.isna(value):
        return "date not known"
    day = pd.Timestamp(value)
    return f"{day.day} {day.strftime('%B %Y')}"


def safe_link(address: Any) -> str:
    """``address`` where it is a web address or an anchor of the page, else ''. Keeps javascript: and the like out."""
    text = "" if address is None or pd.isna(address) else str(address).strip()
    return text if re.match(r"(?:https?://[^\s]+|#[^\s]+)$", text) else ""


def _plain(html: str) -> str:
    text = re.sub(r"<svg.*?</svg>|<[^>]+>", " ", html, flags=re.DOTALL)
    return re.sub(r"\s+", " ", text).strip()[:300]
