"""An executed notebook as the parts of a page: head, contents, body, foot, and the facts that the front page reads."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape, unescape
from itertools import groupby
from typing import Any

from nbformat import NotebookNode

from analysis.reporting.pages.cells import folded_code, output_html, prose
from analysis.reporting.pages.parameters import tags
from analysis.reporting.shown import Shown, fill
from analysis.reporting.style import TEMPLATE, theme_css

_STYLE = theme_css() + (TEMPLATE / "page.css").read_text(encoding="utf-8").replace("\n", "")
_SCRIPT = (TEMPLATE / "page.js").read_text(encoding="utf-8")
_HEADING = re.compile(r"<h([1-6])[^>]*>(.*?)</h\1>", re.DOTALL)
_ID = re.compile(r' id="([^"]*)"')
_ANCHOR_LINK = re.compile(r' href="#([^"]*)"')
_TAG = re.compile(r"<[^>]+>")
_PLACES = ("head", "here", "foot")
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

    ``contents`` are the sections' titles by their anchors, ``facts`` what the front page reads. ``home`` and
    ``codebook`` are the addresses of the front page and the codebook as seen from the page, if there are any.
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
        """The page as one self-contained file; its policy allows its own style and script, and pictures it holds."""
        facts = json.dumps(self.facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        allowed = f"style-src {_source_hash(_STYLE)}; script-src {_source_hash(_SCRIPT)}; img-src data:"
        policy = f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"
        inline = {"style": _STYLE, "script": _SCRIPT, "facts": facts.replace("<", "\\u003c")}
        return fill("page", page=self, policy=policy, **inline).strip() + "\n"


def sections_page(
    title: str, sentence: str, sections: Mapping[str, tuple[str, str, Shown]], *, foot: str, head: str = "", **more: Any
) -> str:
    """A page that says ``sentence``, then ``sections``: title, note and what is shown, by their anchors."""
    return Page(
        title=title,
        description=sentence,
        head=f'<p class="answer">{escape(sentence)}</p>{head}',
        main=fill("sections", sections=sections) or f'<p class="nodata">{escape(sentence)}</p>',
        foot=foot,
        contents={anchor: title for anchor, (title, _, _) in sections.items()},
        **more,
    ).html


def make_page(notebook: NotebookNode, *, name: str, **links: Any) -> Page:
    """The page of an executed ``notebook``; ``name`` is its title where it has no heading, ``links`` are its siblings,
    home and codebook."""
    pieces = list(_pieces(notebook))
    head, here, foot = ("\n".join(html for at, html in pieces if at == place and html) for place in _PLACES)
    heading, about, rest = _opening(here, name)
    main, contents = _anchored(rest)
    outputs = (output for cell in notebook.cells for output in cell.get("outputs", ()))
    facts = {key: value for output in outputs for key, value in _marks(output).get("facts", {}).items()}
    facts = {"title": _plain(heading), **facts}
    head = f'{head}\n<div class="about">{about}</div>' if about.strip() else head
    head, main, foot = _consistent([head, main, foot or "<p>Nothing is known of how it was made.</p>"])
    answer, corpus = (str(facts.get(name, "")) for name in ("answer", "corpus"))
    told = {"title": facts["title"], "heading": heading, "description": answer, "corpus": corpus, "facts": facts}
    return Page(head=head, main=main, foot=foot, contents=contents, **told, **links)


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
    return next((tag for tag in tags(cell) if tag in _FRAMES), "")


def _cell_pieces(cell: NotebookNode) -> Iterator[tuple[str, str]]:
    if cell.cell_type == "markdown":
        yield "here", prose(cell.source)
    elif cell.cell_type == "code":
        yield "here", folded_code(cell)
        yield from ((_marks(output).get("place", "here"), output_html(output)) for output in cell.outputs)


def _marks(output: NotebookNode) -> Mapping[str, Any]:
    marks: Mapping[str, Any] = output.get("metadata", {}).get("text/html", {}).get("dispatches", {})
    return marks


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
    seen: Counter[str] = Counter()
    level = 1

    def with_anchor(match: re.Match[str]) -> str:
        nonlocal level
        level = min(int(match[1]), level + 1)  # a heading may not skip a level
        text = _plain(match[2])
        letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
        slug = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:60] or "section"
        seen[slug] += 1
        anchor = slug if seen[slug] == 1 else f"{slug}-{seen[slug]}"
        if level == 2:
            contents[anchor] = text
        link = f'<a class="anchor" href="#{anchor}" aria-label="Link to this section: {escape(text)}">#</a>'
        return f'<h{level} id="{anchor}">{match[2]}{link}</h{level}>'

    return _HEADING.sub(with_anchor, html), contents


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
