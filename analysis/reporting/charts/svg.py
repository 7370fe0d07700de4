"""A matplotlib figure as SVG that belongs to a page: small, the same bytes every time, in the colours of the theme.

matplotlib writes ``style`` attributes, which a strict Content-Security-Policy forbids; they become presentation
attributes. Colours that are tokens of ``style`` become CSS variables. Ids get a prefix made from the picture, so that
no two clash. What matplotlib says of every element anew, groups of neighbours say once: a page of ten charts weighs
half as much, and what reads it (a browser, axe) has fewer elements to visit.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from html import escape
from itertools import groupby

from lxml import etree
from matplotlib import rc_context
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from analysis.reporting.shown import digest
from analysis.reporting.style import RC, TOKENS

_SVG = "{http://www.w3.org/2000/svg}"
_GROUP, _TEXT, _PATH, _MARK = (f"{_SVG}{name}" for name in ("g", "text", "path", "use"))
_XLINK = "{http://www.w3.org/1999/xlink}href"
_FALLBACK = {"ink": "currentColor", "soft": "currentColor"}  # JupyterLab has no variables of ours, but a theme
_VARIABLES = {t.light: f"var(--{t.name},{_FALLBACK.get(t.name, t.light)})" for t in TOKENS}
_INK = next(_VARIABLES[t.light] for t in TOKENS if t.name == "ink")
_VARIABLES |= {"#000000": _INK, "black": _INK}
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")  # XML cannot hold them
_NUMBER = re.compile(r"-?\d+\.\d{2,}")
_NUMERIC_ATTRIBUTES = ("d", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "width", "height", "points", "transform")
# The page sets the font; what is left are matplotlib's defaults.
_DROPPED = {"font", "font-family", "font-stretch", "font-style", "font-variant"}
# Inherited by children, or, as the clipping is, the same for the group as for each of its parts.
_SHARED = (
    *("clip-path", "fill", "stroke", "stroke-width", "stroke-linejoin", "stroke-linecap"),
    *("font-size", "text-anchor"),
)
_COST = len("<g></g>")
_STEP = re.compile(r" ?([A-Za-z]) ?([^A-Za-z]*?) ?(?=[A-Za-z]|$)")
_REFERENCE = re.compile(r"(?:^|url\()#([^)]+)")


def svg_markup(figure: Figure, alt: str) -> str:
    """``figure`` as an ``<svg role="img">`` labelled ``alt``, without fixed size."""
    root = _parse(figure)
    for element in list(root.iter(etree.Element)):
        _restyle(element)
        _round(element)
    _regroup(root)
    alt = _CONTROL.sub("\ufffd", alt)
    _number_ids(root, f"f{digest(_serialize(root), alt)}-")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{root.get("viewBox")}" role="img" '
        f'aria-label="{escape(alt)}" stroke-linejoin="round" font-size="9">{_serialize(root)}</svg>'
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
    for element in [*root.iter(f"{_SVG}metadata", f"{_SVG}style")]:
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
        if (colour := element.get(name, "").lower()) in _VARIABLES:
            element.set(name, _VARIABLES[colour])
    if element.tag == _TEXT and "fill" not in element.attrib:
        element.set("fill", _INK)
    if _XLINK in element.attrib:
        element.set("href", element.attrib.pop(_XLINK))


def _declarations(style: str) -> Iterator[tuple[str, str]]:
    for part in style.split(";"):
        name, _, value = (text.strip() for text in part.partition(":"))
        if name == "font":  # "font: 700 9.5px 'DejaVu Sans'"
            size = re.search(r"([\d.]+)px", value)
            weight = re.search(r"\b(bold|[1-9]00)\b", value)
            yield from [("font-size", size[1])] if size else []
            yield from [("font-weight", weight[1])] if weight else []
        elif name:
            yield name, value.removesuffix("px") if name == "font-size" else value


def _round(element: etree._Element) -> None:
    for name in _NUMERIC_ATTRIBUTES:
        if name in element.attrib:
            short = " ".join(_NUMBER.sub(_short_number, element.get(name, "")).split())
            element.set(name, _short_path(short) if name == "d" else short)
    if element.get("transform", "").startswith("rotate(-0 "):
        del element.attrib["transform"]


def _short_number(match: re.Match[str]) -> str:
    """A number with one decimal: a tenth of a unit is a seventh of a pixel."""
    return f"{float(match[0]):.1f}".rstrip("0").rstrip(".")


def _short_path(path: str) -> str:
    """The same line with H for what is level, V for what is upright, and no more spaces than it needs."""
    steps, x, y = [], "", ""
    for command, numbers in _STEP.findall(path):
        before, (x, y) = (x, y), (numbers.split(" ") if numbers else ["", ""])[-2:]
        level, upright = command == "L" and y == before[1], command == "L" and x == before[0]
        steps.append(f"H{x}" if level else f"V{y}" if upright else f"{command}{numbers}")
    return "".join(steps)


def _regroup(root: etree._Element) -> None:
    """Leave out of ``root`` what cannot be seen, and say once what neighbours have in common."""
    for path in list(root.iter(_PATH)):
        is_seen = path.get("fill") != "none" or path.get("stroke", "none") != "none"
        if not is_seen and path.getparent().tag == _GROUP:  # backgrounds without colour
            path.getparent().remove(path)
    for names in (("clip-path",), _SHARED, ("fill",)):
        if "clip-path" in names:  # each mark comes in a clipped group of its own
            for group in list(root.iter(_GROUP))[::-1]:
                _unwrap(group)
        for parent in [root, *root.iter(_GROUP)]:
            _gather(parent, names)


def _unwrap(group: etree._Element) -> None:
    """What a group says each of its parts can say, but for marks, which their place would move with what clips them."""
    said = {name: value for name, value in group.attrib.items() if name != "id"}
    if "transform" in said or ("clip-path" in said and group.find(_MARK) is not None):
        return
    for child in group:
        for name, value in said.items():
            child.set(name, child.get(name, value))
    parent = group.getparent()
    at = parent.index(group)
    parent[at : at + 1] = list(group)


def _gather(parent: etree._Element, names: tuple[str, ...]) -> None:
    """Neighbours that say the same of ``names`` become a group that says it, where that is shorter."""

    def look(child: etree._Element) -> tuple[tuple[str, str], ...]:
        return tuple((name, child.get(name, "")) for name in names if name in child.attrib)

    for said, run in [(said, list(run)) for said, run in groupby(list(parent), key=look)]:
        length = sum(len(name) + len(value) + 4 for name, value in said)
        if (len(run) - 1) * length <= _COST:
            continue
        group = parent
        if len(run) < len(parent) or parent.getparent() is None:
            group = etree.Element(_GROUP)
            parent.insert(parent.index(run[0]), group)
            group.extend(run)
        group.attrib.update(said)
        for child in run:
            for name, _ in said:
                del child.attrib[name]


def _number_ids(root: etree._Element, prefix: str) -> None:
    """Ids that something refers to, numbered after ``prefix``; all others are left out."""
    numbers: dict[str, str] = {}
    for element in root.iter(etree.Element):
        for name, value in element.attrib.items():
            if found := _REFERENCE.match(value):
                number = numbers.setdefault(found[1], f"{prefix}{len(numbers)}")
                element.set(name, value.replace(f"#{found[1]}", f"#{number}"))
    for element in root.iter(etree.Element):
        if (name := element.attrib.pop("id", "")) in numbers:
            element.set("id", numbers[name])


def _serialize(root: etree._Element) -> str:
    for element in root.iter(etree.Element):
        if element.tag != _TEXT and not (element.text or "").strip():
            element.text = None
        element.tail = None
    children = (etree.tostring(child, encoding="unicode") for child in root)
    return re.sub(r' xmlns(?::\w+)?="[^"]+"|<defs/>', "", "".join(children))
