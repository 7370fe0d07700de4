"""A matplotlib figure as SVG that belongs to a page: small, the same bytes every time, in the colours of the theme.

matplotlib writes ``style`` attributes, which a strict Content-Security-Policy forbids; they become presentation
attributes. Colours that are tokens of ``style`` become CSS variables. Ids get a prefix made from the picture, so that
no two clash.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from html import escape

from lxml import etree
from matplotlib import rc_context
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from analysis.reporting.charts.svg_weight import lighten
from analysis.reporting.shown import digest
from analysis.reporting.style import RC, TOKENS

_SVG = "{http://www.w3.org/2000/svg}"
_XLINK = "{http://www.w3.org/1999/xlink}href"
_FALLBACK = {"ink": "currentColor", "soft": "currentColor"}  # JupyterLab has no variables of ours, but a theme
_VARIABLES = {t.light: f"var(--{t.name},{_FALLBACK.get(t.name, t.light)})" for t in TOKENS}
_NAMED = {"#000000": _VARIABLES["#1d1d1b"], "black": _VARIABLES["#1d1d1b"]}
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")  # XML cannot hold them
_NUMBER = re.compile(r"-?\d+\.\d{2,}")
_NUMERIC_ATTRIBUTES = ("d", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "width", "height", "points", "transform")
# The page sets the font; what is left are matplotlib's defaults.
_DROPPED = {"font", "font-family", "font-stretch", "font-style", "font-variant"}


def svg_markup(figure: Figure, alt: str) -> str:
    """``figure`` as an ``<svg role="img">`` labelled ``alt``, without fixed size."""
    root = _parse(figure)
    for element in list(root.iter(etree.Element)):
        _restyle(element)
        _round(element)
    lighten(root)
    body = _serialize(root)
    alt = _CONTROL.sub("\ufffd", alt)
    prefix = f"f{digest(body, alt)}-"
    body = re.sub(r'(\bid="|url\(#|href="#)', rf"\g<1>{prefix}", body)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{root.get("viewBox")}" role="img" '
        f'aria-label="{escape(alt)}" stroke-linejoin="round" font-size="9">{body}</svg>'
    )


def _parse(figure: Figure) -> etree._Element:
    buffer = io.BytesIO()
    with rc_context(dict(RC)), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph")  # that matplotlib's font lacks; the page shows text in the system's
        _lay_out(figure)
        nothing = {"Date": None, "Creator": None, "Format": None, "Type": None}
        figure.savefig(buffer, format="svg", metadata=nothing)
    parser = etree.XMLParser(remove_comments=True, resolve_entities=False, load_dtd=False, no_network=True)
    root = etree.fromstring(_CONTROL.sub("\ufffd", buffer.getvalue().decode()).encode(), parser)
    for element in [*root.iter(f"{_SVG}metadata"), *root.iter(f"{_SVG}style")]:
        element.getparent().remove(element)
    return root


def _lay_out(figure: Figure) -> None:
    """Lay ``figure`` out now, for good: where the layout is left to savefig, it draws everything twice."""
    engine = figure.get_layout_engine()
    if engine is not None:
        FigureCanvasSVG(figure)  # which measures text as the SVG does
        engine.execute(figure)
        figure.set_layout_engine(None)


def _restyle(element: etree._Element) -> None:
    for name, value in _declarations(element.attrib.pop("style", "")):
        if name not in _DROPPED:
            element.set(name, value)
    for name in ("fill", "stroke"):
        colour = element.get(name, "").lower()
        if colour in _VARIABLES or colour in _NAMED:
            element.set(name, _VARIABLES.get(colour) or _NAMED[colour])
    if element.tag == f"{_SVG}text" and "fill" not in element.attrib:
        element.set("fill", _VARIABLES["#1d1d1b"])
    if _XLINK in element.attrib:
        element.set("href", element.attrib.pop(_XLINK))


def _declarations(style: str) -> Iterator[tuple[str, str]]:
    for part in style.split(";"):
        name, _, value = part.partition(":")
        name, value = name.strip(), value.strip()
        if name == "font":  # "font: 700 9.5px 'DejaVu Sans'"
            size = re.search(r"([\d.]+)px", value)
            weight = re.search(r"\b(bold|[1-9]00)\b", value)
            yield from [("font-size", size.group(1))] if size else []
            yield from [("font-weight", weight.group(1))] if weight else []
        elif name == "font-size":
            yield name, value.removesuffix("px")
        elif name:
            yield name, value


def _round(element: etree._Element) -> None:
    for name in _NUMERIC_ATTRIBUTES:
        if name in element.attrib:
            short = _NUMBER.sub(_short_number, element.get(name, ""))
            element.set(name, re.sub(r"\s+", " ", short).strip())
    if element.get("transform", "").startswith("rotate(-0 "):
        del element.attrib["transform"]


def _short_number(match: re.Match[str]) -> str:
    """A number with one decimal: a tenth of a unit is a seventh of a pixel."""
    return f"{float(match[0]):.1f}".rstrip("0").rstrip(".")


def _serialize(root: etree._Element) -> str:
    for element in root.iter(etree.Element):
        if element.tag != f"{_SVG}text" and not (element.text or "").strip():
            element.text = None
        element.tail = None
    children = (etree.tostring(child, encoding="unicode") for child in root)
    return re.sub(r' xmlns(?::\w+)?="[^"]+"|<defs/>', "", "".join(children))
