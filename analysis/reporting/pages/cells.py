"""Cells of an executed notebook as HTML: prose, folded code under a short name, outputs that cannot harm the page."""

from __future__ import annotations

import ast
import base64
import re
import warnings
from html import escape

import lxml.html
from lxml import etree
from nbformat import NotebookNode

from analysis.reporting.pages.parameters import syntax_of, tags

_ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_TOKEN = re.compile(r'<span class="(\w+)">([^<]*)</span>')
_STYLED = {"k", "kn", "kc", "ow", "s", "s1", "s2", "sa", "si", "c1", "mi", "mf"}
_UNSAFE_TAGS = ("script", "style", "iframe", "object", "embed", "link", "meta", "base", "form")
_LONGEST_NAME = 60
# A picture that the page does not hold would be asked for when it is opened: its description stands in its place.
_PICTURE_FROM_ELSEWHERE = re.compile(r'<img src="(?!data:image/)[^"]*" alt="([^"]*)"[^>]*>')


def prose(source: str) -> str:
    """Markdown as HTML. Raw HTML in it is shown, not used: a notebook may print an article's words."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
    renderer = IPythonRenderer(escape=True, allow_harmful_protocols=False, exclude_anchor_links=True)
    return _PICTURE_FROM_ELSEWHERE.sub(r"\1", str(MarkdownWithMath(renderer=renderer).render(source)))


def folded_code(cell: NotebookNode) -> str:
    """The code of ``cell`` behind its name; nothing where there is none."""
    if not cell.source.strip():
        return ""
    summary = f"<summary>Code: {escape(cell_name(cell))}</summary>"
    return f'<details class="code">{summary}<pre><code>{_coloured(cell.source)}</code></pre></details>'


def cell_name(cell: NotebookNode) -> str:
    """The title of the cell's metadata, its leading comment, or what it assigns or calls first."""
    title = cell.metadata.get("title") or ("parameters" if "parameters" in tags(cell) else "")
    first = cell.source.strip().split("\n", 1)[0]
    if not title and first.startswith("#"):
        title = first.lstrip("# ")
    name = re.sub(r"\s+", " ", str(title or _first_action(cell.source) or first)).strip()
    return name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1] + "…"


def output_html(output: NotebookNode) -> str:
    """One output as HTML: our own as it is, other HTML cleaned, pictures embedded, text escaped; stderr is left out."""
    if output.output_type == "stream":
        return _text(output.text) if output.name == "stdout" else ""
    if output.output_type == "error":
        return _text(f"{output.ename}: {output.evalue}")
    data = output.data
    if "text/html" in data:
        own = "dispatches" in output.get("metadata", {}).get("text/html", {})
        return str(data["text/html"]) if own else clean_html(str(data["text/html"]))
    for kind in ("image/svg+xml", "image/png", "image/jpeg"):
        if kind in data:
            return _picture(kind, data[kind], str(data.get("text/plain", "")))
    if "text/markdown" in data:
        return prose(str(data["text/markdown"]))
    return _text(str(data.get("text/plain", "")))


def clean_html(markup: str) -> str:
    """HTML of others without scripts, styles, event handlers and addresses that run code."""
    try:
        root = lxml.html.fragment_fromstring(markup, create_parent="div")
    except etree.ParserError:
        return ""
    for element in list(root.iter(*_UNSAFE_TAGS)):
        element.drop_tree()
    for element in root.iter(etree.Element):
        for name in list(element.attrib):
            value = re.sub(r"\s", "", element.attrib[name]).lower()
            web = name in ("href", "src", "action", "xlink:href")
            harmless = value.startswith(("#", "https:", "http:")) if name == "href" else value.startswith("data:image/")
            if name == "style" or name.startswith("on") or (web and not harmless):
                del element.attrib[name]
        if element.tag == "th" and not (element.text_content() or "").strip():
            element.tag = "td"  # pandas leaves the corner of its tables empty: a header that heads nothing
    return f'<div class="scroll">{lxml.html.tostring(root, encoding="unicode")}</div>'


def _picture(kind: str, data: str, plain: str) -> str:
    code = base64.b64encode(data.encode()).decode() if kind == "image/svg+xml" else re.sub(r"\s", "", data)
    return f'<p><img src="data:{kind};base64,{code}" alt="{escape(plain or "Picture without description")}"></p>'


def _text(text: str) -> str:
    plain = _ANSI.sub("", text).strip("\n")
    return f'<pre class="out">{escape(plain)}</pre>' if plain.strip() else ""


def _coloured(source: str) -> str:
    from pygments import highlight  # type: ignore[import-untyped]
    from pygments.formatters import HtmlFormatter  # type: ignore[import-untyped]
    from pygments.lexers import PythonLexer  # type: ignore[import-untyped]

    markup = highlight(source, PythonLexer(), HtmlFormatter(nowrap=True)).rstrip("\n")
    return _TOKEN.sub(lambda token: token[0] if token[1] in _STYLED else token[2], markup)


def _first_action(source: str) -> str:
    """What a cell assigns or calls first; empty where it does neither."""
    try:
        statements = syntax_of(source)
    except SyntaxError:
        return ""
    for node in statements:
        match node:
            case ast.Assign(targets=[target, *_]):
                return ast.unparse(target).replace("_", " ")
            case ast.Expr(value=ast.Call(func=function)) | ast.AnnAssign(value=ast.Call(func=function)):
                return ast.unparse(function).split(".")[-1].replace("_", " ")
    return ""
