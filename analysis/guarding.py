"""Text that a spreadsheet would run as a formula ("=cmd", "@SUM") starts with an apostrophe, which it hides.

Found words begin as they like. The apostrophe can be taken away again: guarded text that had one gets a second.
"""

from __future__ import annotations

import re

_FORMULA = re.compile(r"'*[=+\-@\t\r\n]")
_GUARDED = re.compile(r"'+[=+\-@\t\r\n]")


def guard(text: str) -> str:
    """``text`` so that a spreadsheet shows it and does not run it."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguard(text: str) -> str:
    """The text that ``guard`` was given."""
    return text[1:] if _GUARDED.match(text) else text
