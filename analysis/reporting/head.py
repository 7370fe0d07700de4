"""The head and foot of a report: the answer, its key figures, what to distrust, and what the page was made from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from importlib.metadata import PackageNotFoundError, version
from pathlib import PurePath
from typing import Any

import pandas as pd

from analysis.frames.ranges import range_text
from analysis.reporting.shown import Shown, counted, day_text, number_text, safe_link
from analysis.reporting.templates import fill

PACKAGES = ("dispatches", "pandas", "nltk", "vaderSentiment", "matplotlib", "seaborn")
_MOST_FIGURES = 4
_MOST_ITEMS = 20  # files skipped or corrections listed before "and n more"
_LONGEST_NUMBER = 7  # characters; longer values are set smaller


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A number that matters: ``label`` names it, ``low`` and ``high`` are its range, ``note`` what it does not say."""

    label: str
    value: int | float | str
    low: int | None = None
    high: int | None = None
    note: str = ""
    href: str = ""


def answer(sentence: str, *, articles: int, outlets: int, first: Any = None, last: Any = None) -> Shown:
    """The answer in one sentence, what it is based on, and between which days; stands under the page's title."""
    basis = f"Based on {counted(articles, 'article')} by {counted(outlets, 'outlet')}"
    if pd.notna(first) and pd.notna(last):
        basis += f", {day_text(first)}" + (f" to {day_text(last)}" if pd.Timestamp(first) != pd.Timestamp(last) else "")
    html = f'<p class="answer">{escape(sentence)}</p><p class="basis">{escape(basis)}.</p>'
    facts = {"answer": sentence, "basis": basis, "articles": articles, "outlets": outlets}
    return Shown(html, "head", facts)


def key_figures(figures: Sequence[KeyFigure]) -> Shown:
    """Up to four key figures with their ranges and notes."""
    if len(figures) > _MOST_FIGURES:
        raise ValueError(f"A report has at most {_MOST_FIGURES} key figures, not {len(figures)}.")
    facts = [
        {"label": f.label, "value": _value_text(f.value), "range": range_text(f.low, f.high), "note": f.note}
        for f in figures
    ]
    shown = [
        {**fact, "address": safe_link(f.href), "is_long": len(fact["value"]) > _LONGEST_NUMBER}
        for f, fact in zip(figures, facts, strict=True)
    ]
    return Shown(fill("key_figures", figures=shown), "head", {"figures": facts})


def alerts(sentences: Iterable[str]) -> Shown:
    """What a reader should distrust: few articles, missing dates, withheld text. Nothing where there is nothing."""
    items = [s for s in sentences if s]
    return Shown(fill("alerts", alerts=items), "head", {"alerts": items})


def footer(
    *,
    corpus: str,
    fingerprint: str,
    articles: int,
    skipped: pd.DataFrame,
    parameters: Mapping[str, Any],
    command: str,
    corrections: Sequence[str] = (),
) -> Shown:
    """What this page was made from. ``skipped`` has path and reason; absolute paths lose their folders.

    ``corrections`` says what was corrected by hand, a sentence a correction; the line is left out where nothing was.
    """
    plain = {k: repr(_without_folders(v) if isinstance(v, str) else v) for k, v in parameters.items()}
    html = fill(
        "made",
        corpus=_without_folders(corpus),
        fingerprint=fingerprint,
        articles=f"{articles:,}",
        skipped=[f"{p}: {r}" for p, r in zip(skipped["path"], skipped["reason"], strict=True)],
        corrections=corrections,
        parameters=list(plain.items()),
        versions=", ".join(_versions()),
        command=_without_folders(command),
        most=_MOST_ITEMS,
    )
    facts = {"corpus": PurePath(corpus).name, "fingerprint": fingerprint, "skipped": len(skipped)}
    return Shown(html, "foot", facts)


def _value_text(value: float | str) -> str:
    if isinstance(value, str):
        return value
    return f"{value:,}" if isinstance(value, int) else number_text(value)


def _without_folders(text: str) -> str:
    return re.sub(r"(?<!\S)(?:/|[A-Za-z]:\\)\S+", lambda m: PurePath(m[0]).name, text)


def _versions() -> Iterable[str]:
    for name in PACKAGES:
        try:
            yield f"{name} {version(name)}"
        except PackageNotFoundError:
            continue
