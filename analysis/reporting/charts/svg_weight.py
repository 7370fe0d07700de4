"""The same picture in fewer bytes and elements: matplotlib says everything of everything, this says it once.

A page of ten charts weighs half as much after it, and what reads the page (a browser, axe) has fewer elements to visit.
"""

from __future__ import annotations

import re
from itertools import groupby

from lxml import etree

_SVG = "{http://www.w3.org/2000/svg}"
# Inherited by children, or, as the clipping is, the same for the group as for each of its parts.
_SHARED = (
    "clip-path",
    "fill",
    "stroke",
    "stroke-width",
    "stroke-linejoin",
    "stroke-linecap",
    "font-size",
    "text-anchor",
)
_REFERENCE = re.compile(r"url\(#([^)]+)\)|^#(.+)$")
_PATH_SPACE = re.compile(r" ?([A-Za-z]) ?")
_STEP = re.compile(r"([A-Za-z])([^A-Za-z]*)")
_GROUP = f"{_SVG}g"
_COST = len("<g></g>")


def lighten(root: etree._Element) -> None:
    """Leave out of ``root`` what cannot be seen, and say once what neighbours have in common."""
    _drop_invisible(root)
    _define_once(root)
    for group in list(root.iter(_GROUP))[::-1]:
        _share(group)
    for group in list(root.iter(_GROUP))[::-1]:
        _unwrap(group)
    for parent in [root, *root.iter(_GROUP)]:
        _gather(parent, _SHARED)
    for parent in [root, *root.iter(_GROUP)]:
        _gather(parent, ("fill",))
    for group in root.iter(_GROUP):
        _drop_repeated(group)
    for path in root.iter(f"{_SVG}path"):
        path.set("d", _short_path(path.get("d", "")))
    _short_ids(root)


def _drop_invisible(root: etree._Element) -> None:
    """Backgrounds without colour."""
    for path in list(root.iter(f"{_SVG}path")):
        parent = path.getparent()
        if path.get("fill") == "none" and path.get("stroke", "none") == "none" and parent.tag == _GROUP:
            parent.remove(path)


def _drop_repeated(group: etree._Element) -> None:
    """Marks that lie exactly on an earlier one of the same look: half the dots where many scores are 0."""
    seen = set()
    for mark in group.findall(f"{_SVG}use"):
        look = tuple(sorted(mark.attrib.items()))
        if look in seen:
            group.remove(mark)
        seen.add(look)


def _define_once(root: etree._Element) -> None:
    """Marks of one shape are defined once: matplotlib defines a dot for each colour."""
    first: dict[str, str] = {}
    same: dict[str, str] = {}
    for path in list(root.iter(f"{_SVG}path")):
        if path.getparent().tag == f"{_SVG}defs":
            shape = repr(sorted((key, value) for key, value in path.attrib.items() if key != "id"))
            same[path.get("id", "")] = first.setdefault(shape, path.get("id", ""))
            if first[shape] != path.get("id", ""):
                path.getparent().remove(path)
    for mark in root.iter(f"{_SVG}use"):
        name = mark.get("href", "").removeprefix("#")
        mark.set("href", f"#{same.get(name, name)}")
    for empty in [defs for defs in root.iter(f"{_SVG}defs") if not len(defs)]:
        empty.getparent().remove(empty)


def _share(group: etree._Element) -> None:
    """What all children say alike, the group says once: half the weight of a cloud of dots."""
    children = [child for child in group if child.tag != f"{_SVG}defs"]
    if not children or (len(children) == 1 and children[0].tag != f"{_SVG}use"):
        return
    for name in _SHARED:
        values = {child.get(name) for child in children}
        if len(values) == 1 and None not in values and group.get(name) is None:
            group.set(name, str(values.pop()))
            for child in children:
                del child.attrib[name]


def _unwrap(group: etree._Element) -> None:
    """A group that says nothing, or holds one thing only, is not needed: what it says, that thing can say."""
    parent = group.getparent()
    said = {name: value for name, value in group.attrib.items() if name != "id"}
    marks = any(child.tag == f"{_SVG}use" for child in group)  # their place would move what clips them
    if parent is None or (said and len(group) > 1) or "transform" in said or (marks and "clip-path" in said):
        return
    for child in group:
        for name, value in said.items():
            if name not in child.attrib:
                child.set(name, value)
    at = parent.index(group)
    parent[at : at + 1] = list(group)


def _gather(parent: etree._Element, names: tuple[str, ...]) -> None:
    """Neighbours that say the same of ``names`` become a group that says it, where that is shorter."""

    def look(child: etree._Element) -> tuple[tuple[str, str], ...]:
        return tuple((name, child.get(name, "")) for name in names if name in child.attrib)

    for said, run in [(said, list(run)) for said, run in groupby(list(parent), key=look)]:
        length = sum(len(name) + len(value) + 4 for name, value in said)
        if len(run) == len(parent) or (len(run) - 1) * length <= _COST:
            continue
        group = etree.Element(_GROUP, dict(said))
        parent.insert(parent.index(run[0]), group)
        for child in run:
            group.append(child)
            for name, _ in said:
                del child.attrib[name]


def _short_path(path: str) -> str:
    """The same line with H for what is level, V for what is upright, and no more spaces than it needs."""
    steps, x, y = [], "", ""
    for command, numbers in _STEP.findall(_PATH_SPACE.sub(r"\1", path)):
        before = (x, y)
        x, y = numbers.split()[-2:] if numbers else ("", "")
        if command != "L" or before[0] == "" or (x != before[0] and y != before[1]):
            steps.append(f"{command}{numbers}")
        else:
            steps.append(f"H{x}" if y == before[1] else f"V{y}")
    return "".join(steps)


def _short_ids(root: etree._Element) -> None:
    """Ids that something refers to, numbered; all others are left out."""
    found = (a or b for e in root.iter(etree.Element) for v in e.attrib.values() for a, b in _REFERENCE.findall(v))
    numbers = {name: str(i) for i, name in enumerate(dict.fromkeys(found))}
    for element in root.iter(etree.Element):
        name = element.attrib.pop("id", None)
        if name in numbers:
            element.set("id", numbers[name])
        for key, value in element.attrib.items():
            if key != "id" and (match := _REFERENCE.search(value)):
                old = match[1] or match[2]
                element.set(key, value.replace(f"#{old}", f"#{numbers[old]}"))
