"""The kinds of files that articles come in: by what each is recognised, and what reads it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

from analysis.formats.fields import read_csv, read_json, read_jsonl
from analysis.formats.markdown import read_markdown
from analysis.formats.record import Record, Records
from analysis.formats.text import decode
from analysis.formats.webpage import read_webpage


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file, told by the ``suffixes`` of its name; ``read`` takes its bytes and its name for messages.

    ``holds_many`` says that one file may hold thousands of articles.
    """

    suffixes: tuple[str, ...]
    read: Callable[[bytes, str], Records]
    holds_many: bool = False


PLAIN_TEXT = Kind((".txt",), lambda raw, name: Records((Record(decode(raw, name)),)))
KINDS = (
    Kind((".html", ".htm"), lambda raw, name: Records((read_webpage(raw, name),))),
    Kind((".json",), read_json, holds_many=True),
    Kind((".jsonl",), read_jsonl, holds_many=True),
    Kind((".csv",), read_csv, holds_many=True),
    Kind((".md",), lambda raw, name: Records((read_markdown(decode(raw, name)),))),
    PLAIN_TEXT,
)


def kind_of(path: PurePath) -> Kind | None:
    """The kind of a file; None where it is none that can be read."""
    return next((kind for kind in KINDS if path.suffix.lower() in kind.suffixes), None)
