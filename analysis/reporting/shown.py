"""What a notebook cell shows: HTML that reads well in JupyterLab and that the report's template puts in its place."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any, Literal

import numpy as np
import pandas as pd
from jinja2 import Environment, FunctionLoader

from analysis.reporting.style import TEMPLATE

Place = Literal["here", "head", "foot"]
METADATA_KEY = "dispatches"
_IN_LINES = "page"  # the frame of every page; in the pieces line breaks and indents are for who reads the template


def _source(name: str) -> str:
    source = (TEMPLATE / f"{name}.html.j2").read_text(encoding="utf-8")
    return source if name == _IN_LINES else re.sub(r"\n\s*", "", source)


_TEMPLATES = Environment(loader=FunctionLoader(_source), autoescape=True)


def fill(template: str, **values: Any) -> str:
    """``template`` (template/*.html.j2) with ``values``: text is escaped, what is ``Shown`` is not."""
    return _TEMPLATES.get_template(template).render(values)


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

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, str], dict[str, dict[str, Any]]]:
        plain = " ".join(re.sub(r"<svg.*?</svg>|<[^>]+>", " ", self.html, flags=re.DOTALL).split())[:300]
        marks = {METADATA_KEY: {"place": self.place, "facts": dict(self.facts)}}
        return {"text/html": self.html, "text/plain": plain}, {"text/html": marks}


def nothing(sentence: str) -> Shown:
    """A sentence in the place of a figure or table that has no data."""
    return Shown(f'<p class="nodata">{escape(sentence)}</p>')


def digest(*parts: str) -> str:
    """Eight characters that stand for ``parts``: the same content has the same id in every run."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:8]


def count(n: int, noun: str, plural: str = "") -> str:
    """A number with its noun: "no incident", "1 incident", "1,204 incidents"."""
    return f"no {noun}" if n == 0 else f"{n:,} {noun if n == 1 else plural or f'{noun}s'}"


def number_text(value: float, pattern: str = "{:.2f}") -> str:
    """``value`` by ``pattern``, with a real minus."""
    return pattern.format(value).replace("-", "−", 1)


def cell_text(value: Any) -> str:
    """``value`` as a reader expects it, not escaped; empty where it is missing. Days are ISO 8601."""
    if isinstance(value, list | tuple | set | frozenset):
        return "; ".join(str(v) for v in value)
    if value is None or pd.isna(value):
        return ""
    if isinstance(value, bool | np.bool_):
        return "yes" if value else "no"
    if isinstance(value, pd.Timestamp):
        return value.strftime("%Y-%m-%d") if value == value.normalize() else value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, int | np.integer):
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
