"""An executed notebook as the parts of a page: head, contents, body, foot, and the facts that the front page reads."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from html import escape, unescape
from itertools import groupby
from typing import Any

from nbformat import NotebookNode

from analysis.reporting.pages.cells import folded_code, output_html, prose
from analysis.reporting.style import TEMPLATE, theme_css
from analysis.reporting.templates import fill

_HEADING = re.compile(r"<h([1-6])[^>]*>(.*?)</h\1>", re.DOTALL)
_ID = re.compile(r' id="([^"]*)"')
_ANCHOR_LINK = re.compile(r' href="#([^"]*)"')
_TAG = re.compile(r"<[^>]+>")
# Tags of a lesson's cells and what stands round them.
_FRAMES = {
    "exercise": ('<div class="exercise">', "</div>"),
    "solution": ('<details class="solution"><summary>Solution</summary>', "</details>"),
    "notes": ('<details class="notes"><summary>For the teacher</summary>', "</details>"),
}


@dataclass(frozen=True, slots=True)
class Sibling:
    """Another report of the same corpus."""

    name: str
    href: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """What the template fills in: ``heading`` (the title where it is empty), ``head``, ``main``, ``foot`` are HTML.

    ``contents`` are the sections' titles by their anchors, ``facts`` what the front page reads.
    """

    title: str
    head: str
    main: str
    foot: str
    heading: str = ""
    description: str = ""
    corpus: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    contents: Mapping[str, str] = field(default_factory=dict)
    siblings: Sequence[Sibling] = ()
    home: str = ""
    codebook: str = ""
    front: bool = False

    @property
    def html(self) -> str:
        """The page as one self-contained file."""
        return fill("page", page=self).strip() + "\n"

    @property
    def style(self) -> str:
        return style_sheet()

    @property
    def script(self) -> str:
        return script()

    @property
    def facts_json(self) -> str:
        text = json.dumps(self.facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return text.replace("<", "\\u003c")

    @property
    def policy(self) -> str:
        """Content-Security-Policy: nothing but this page's own style and script, and pictures that it holds itself."""
        allowed = f"style-src {_source_hash(style_sheet())}; script-src {_source_hash(script())}; img-src data:"
        return f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"


def make_page(
    notebook: NotebookNode, *, name: str, siblings: Sequence[Sibling] = (), home: str = "", codebook: str = ""
) -> Page:
    """The parts of the page for an executed ``notebook``; ``name`` is its title where it has no heading."""
    pieces = list(_pieces(notebook))
    here = "\n".join(html for place, html in pieces if place == "here")
    head, foot = ("\n".join(html for at, html in pieces if at == place and html) for place in ("head", "foot"))
    heading, about, rest = _opening(here, name)
    main, contents = _anchored(rest)
    facts = {"title": _plain(heading), **_facts(notebook)}
    head = f'{head}\n<div class="about">{about}</div>' if about.strip() else head
    head, main, foot = _consistent([head, main, foot or "<p>Nothing is known of how it was made.</p>"])
    return Page(
        title=facts["title"],
        head=head,
        main=main,
        foot=foot,
        heading=heading,
        description=str(facts.get("answer", "")),
        corpus=str(facts.get("corpus", "")),
        facts=facts,
        contents=contents,
        siblings=siblings,
        home=home,
        codebook=codebook,
    )


@cache
def style_sheet() -> str:
    """The style sheet of every page: the theme's variables and the hand-written rules."""
    return theme_css() + (TEMPLATE / "page.css").read_text(encoding="utf-8").replace("\n", "")


@cache
def script() -> str:
    """The script of every page."""
    return (TEMPLATE / "page.js").read_text(encoding="utf-8")


def _source_hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _pieces(notebook: NotebookNode) -> Iterator[tuple[str, str]]:
    """Each piece of the cells with its place; of a lesson, exercises are framed, solutions and notes folded."""
    for role, cells in groupby(notebook.cells, key=_role):
        pieces = [piece for cell in cells for piece in _cell_pieces(cell)]
        if not role:
            yield from pieces
            continue
        before, after = _FRAMES[role]
        yield "here", before + "\n".join(html for place, html in pieces if place == "here") + after
        yield from ((place, html) for place, html in pieces if place != "here")


def _role(cell: NotebookNode) -> str:
    return next((tag for tag in cell.metadata.get("tags", []) if tag in _FRAMES), "")


def _cell_pieces(cell: NotebookNode) -> Iterator[tuple[str, str]]:
    if cell.cell_type == "markdown":
        yield "here", prose(cell.source)
    elif cell.cell_type == "code":
        yield "here", folded_code(cell)
        for output in cell.outputs:
            yield str(_marks(output).get("place", "here")), output_html(output)


def _marks(output: NotebookNode) -> Mapping[str, Any]:
    marks: Mapping[str, Any] = output.get("metadata", {}).get("text/html", {}).get("dispatches", {})
    return marks


def _facts(notebook: NotebookNode) -> dict[str, Any]:
    outputs = (o for c in notebook.cells if c.cell_type == "code" for o in c.outputs)
    return {key: value for output in outputs for key, value in _marks(output).get("facts", {}).items()}


def _opening(html: str, name: str) -> tuple[str, str, str]:
    """Heading, what stands between it and the first code or section, and the rest; all other h1 become h2."""
    first = re.search(r"<h1[^>]*>(.*?)</h1>", html, re.DOTALL)
    if not first:
        return escape(name), "", html
    rest = html[first.end() :]
    end = re.search(r"<details|<h[1-6]|<figure|<div|<pre", rest)
    cut = end.start() if end else len(rest)
    rest = html[: first.start()] + rest[cut:]
    rest = re.sub(r"<(/?)h1\b", r"<\1h2", rest)
    return first[1].strip(), html[first.end() : first.end() + cut].strip(), rest


def _anchored(html: str) -> tuple[str, dict[str, str]]:
    contents: dict[str, str] = {}
    seen: dict[str, int] = {}
    level = 1

    def with_anchor(match: re.Match[str]) -> str:
        nonlocal level
        level = min(int(match[1]), level + 1)  # a heading may not skip a level
        text = _plain(match[2])
        anchor = _unique(_slug(text), seen)
        if level == 2:
            contents[anchor] = text
        link = f'<a class="anchor" href="#{anchor}" aria-label="Link to this section: {escape(text)}">#</a>'
        return f'<h{level} id="{anchor}">{match[2]}{link}</h{level}>'

    return _HEADING.sub(with_anchor, html), contents


def _slug(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:60] or "section"


def _unique(slug: str, seen: dict[str, int]) -> str:
    seen[slug] = seen.get(slug, 0) + 1
    return slug if seen[slug] == 1 else f"{slug}-{seen[slug]}"


def _consistent(parts: Sequence[str]) -> list[str]:
    """The parts with each id once, and without links to ids that the page does not have."""
    seen: set[str] = set()

    def once(match: re.Match[str]) -> str:
        if match[1] in seen:
            return ""
        seen.add(match[1])
        return match[0]

    unique = [_ID.sub(once, part) for part in parts]
    known = {"made", "main", *map(unescape, seen)}
    return [_ANCHOR_LINK.sub(lambda m: m[0] if unescape(m[1]) in known else "", part) for part in unique]


def _plain(html: str) -> str:
    return re.sub(r"\s+", " ", unescape(_TAG.sub("", html))).strip()
