"""The templates of pages and their pieces (template/*.html.j2), filled in. What is not markup already is escaped."""

from __future__ import annotations

import re
from typing import Any

from jinja2 import Environment, FunctionLoader

from analysis.reporting.style import TEMPLATE

_INDENT = re.compile(r"\n\s*")
_IN_LINES = "page"  # the frame of every page; in the pieces line breaks and indents are for who reads the template


def _source(name: str) -> str:
    source = (TEMPLATE / f"{name}.html.j2").read_text(encoding="utf-8")
    return source if name == _IN_LINES else _INDENT.sub("", source)


_TEMPLATES = Environment(loader=FunctionLoader(_source), autoescape=True)


def fill(template: str, **values: Any) -> str:
    """``template`` with ``values``: text is escaped, what is ``Shown`` is not."""
    return _TEMPLATES.get_template(template).render(values)
