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
from analysis.reporting.shown import Shown, day_text, safe_link

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
    basis = f"Based on {_count(articles, 'article')} by {_count(outlets, 'outlet')}"
    if not _missing(first) and not _missing(last):
        basis += f", {day_text(first)}" + (f" to {day_text(last)}" if pd.Timestamp(first) != pd.Timestamp(last) else "")
    html = f'<p class="answer">{escape(sentence)}</p><p class="basis">{escape(basis)}.</p>'
    facts = {"answer": sentence, "basis": basis, "articles": articles, "outlets": outlets}
    return Shown(html, "head", facts)


def key_figures(figures: Sequence[KeyFigure]) -> Shown:
    """Up to four key figures with their ranges and notes."""
    if len(figures) > _MOST_FIGURES:
        raise ValueError(f"A report has at most {_MOST_FIGURES} key figures, not {len(figures)}.")
    items = "".join(_key_figure(f) for f in figures)
    facts = [{"label": f.label, "value": _value_text(f), "range": _range(f), "note": f.note} for f in figures]
    return Shown(f'<dl class="key">{items}</dl>', "head", {"figures": facts})


def alerts(sentences: Iterable[str]) -> Shown:
    """What a reader should distrust: few articles, missing dates, withheld text. Nothing where there is nothing."""
    items = [s for s in sentences if s]
    if not items:
        return Shown("", "head", {"alerts": []})
    listed = "".join(f"<li>{escape(s)}</li>" for s in items)
    html = f'<aside class="alerts" aria-label="Read with care"><p>Read with care</p><ul>{listed}</ul></aside>'
    return Shown(html, "head", {"alerts": items})


def footer(
    *,
    corpus: str,
    fingerprint: str,
    articles: int,
    skipped: pd.DataFrame,
    parameters: Mapping[str, Any],
    command: str,
    packages: Sequence[str] = PACKAGES,
    corrections: Sequence[str] = (),
) -> Shown:
    """What this page was made from. ``skipped`` has path and reason; absolute paths lose their folders.

    ``corrections`` says what was corrected by hand, a sentence a correction; the line is left out where nothing was.
    """
    rows = {
        "Corpus": escape(_without_folders(corpus)),
        "Fingerprint": f"<code>{escape(fingerprint)}</code>",
        "Articles read": f"{articles:,}",
        "Skipped": _skipped(skipped),
        **({"Corrected by hand": _items(corrections)} if corrections else {}),
        "Parameters": "<br>".join(_parameter(k, v) for k, v in parameters.items()) or "none",
        "Versions": escape(", ".join(_versions(packages))),
        "Make it again": f"<code>{escape(_without_folders(command))}</code>",
    }
    items = "".join(f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in rows.items())
    facts = {"corpus": PurePath(corpus).name, "fingerprint": fingerprint, "skipped": len(skipped)}
    return Shown(f'<dl class="made">{items}</dl>', "foot", facts)


def _key_figure(figure: KeyFigure) -> str:
    value = escape(_value_text(figure))
    address = safe_link(figure.href)
    value = f'<a href="{escape(address)}">{value}</a>' if address else value
    bounds = _range(figure)
    spread = f'<span class="range">{escape(bounds)}</span>' if bounds and bounds != _value_text(figure) else ""
    note = f'<dd class="note">{escape(figure.note)}</dd>' if figure.note else ""
    words = " words" if len(_value_text(figure)) > _LONGEST_NUMBER else ""
    return f'<div><dt>{escape(figure.label)}</dt><dd class="value{words}">{value}{spread}</dd>{note}</div>'


def _value_text(figure: KeyFigure) -> str:
    if isinstance(figure.value, str):
        return figure.value
    return f"{figure.value:,}" if isinstance(figure.value, int) else f"{figure.value:.2f}".replace("-", "−")


def _range(figure: KeyFigure) -> str:
    return range_text(figure.low, figure.high)


def _skipped(frame: pd.DataFrame) -> str:
    if frame.empty:
        return "none"
    return _items([f"{p}: {r}" for p, r in zip(frame["path"], frame["reason"], strict=True)])


def _items(sentences: Sequence[str]) -> str:
    """The number of ``sentences`` and the first of them."""
    shown = "".join(f"<li>{escape(s)}</li>" for s in sentences[:_MOST_ITEMS])
    rest = f"<li>and {len(sentences) - _MOST_ITEMS:,} more</li>" if len(sentences) > _MOST_ITEMS else ""
    return f"{len(sentences):,}<ul>{shown}{rest}</ul>"


def _parameter(name: str, value: Any) -> str:
    shown = _without_folders(value) if isinstance(value, str) else value
    return f"<code>{escape(name)} = {escape(repr(shown))}</code>"


def _without_folders(text: str) -> str:
    return re.sub(r"(?<!\S)(?:/|[A-Za-z]:\\)\S+", lambda m: PurePath(m[0]).name, text)


def _versions(packages: Sequence[str]) -> Iterable[str]:
    for name in packages:
        try:
            yield f"{name} {version(name)}"
        except PackageNotFoundError:
            continue


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _missing(value: Any) -> bool:
    return value is None or bool(pd.isna(value))
