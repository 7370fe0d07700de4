"""What a format is: by what its files are recognised, and what reads them; and what such a reader is handed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import Any

from analysis.errors import UnreadableFile
from analysis.formats.record import Records
from analysis.formats.text import decode

_LINE_END = re.compile(r"\r\n?|\n")


@dataclass
class Source:
    """A file as its reader gets it: its bytes, and its name for messages.

    ``fields`` are names that the corpus gives to the fields of its records: "title" → ("kop", "Überschrift").
    """

    name: str
    raw: bytes
    fields: Mapping[str, Sequence[str]] = field(default_factory=dict)
    path: Path | None = None
    """The file, where it is too large to be held: there are its ``lines`` and nothing else."""

    @property
    def sha256(self) -> str:
        """The digest of the file, in hexadecimal digits."""
        if self.path is None:
            return hashlib.sha256(self.raw).hexdigest()
        with self.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    @cached_property
    def text(self) -> str:
        """The bytes as text (see ``decode``). Raises UnreadableFile where they are none."""
        return decode(self.raw, self.name)

    @property
    def lines(self) -> Iterator[str]:
        """The lines of the text, whatever ends them, one by one; behind the last one the text is held no more."""
        if self.path is not None:
            yield from self._lines_of(self.path)
            return
        start, text = 0, self.text
        del self.text
        for end in _LINE_END.finditer(text):
            yield text[start : end.start()]
            start = end.end()
        yield text[start:]

    def _lines_of(self, path: Path) -> Iterator[str]:
        try:
            with path.open(encoding="utf-8-sig") as file:
                yield from file
        except UnicodeDecodeError as error:
            reason = f"The file is too large to be held, and no text in UTF-8 ({error.reason})."
            raise UnreadableFile(self.name, reason, "Save it as UTF-8 text, or split it.") from error

    def library(self, module: str, package: str) -> Any:
        """A module of a package that only this kind of file needs. Raises UnreadableFile where it is not installed."""
        try:
            return import_module(module)
        except ImportError as error:
            reason = f"Reading it needs the package {package}, which is not installed."
            raise UnreadableFile(self.name, reason, "Install it: pip install 'dispatches[formats]'.") from error


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file, told by the ``suffixes`` of its name and, where other kinds share them, by what it holds.

    ``name`` is what people call it. ``recognises`` must be cheap, and raise nothing but UnreadableFile; None: the
    suffix tells enough. ``read`` raises UnreadableFile where the file holds no article. ``holds_many``: one file may
    hold thousands; ``by_lines``: it is read line by line, however large it is.
    """

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[Source], Records]
    recognises: Callable[[Source], bool] | None = None
    holds_many: bool = False
    by_lines: bool = False

    def fits(self, source: Source) -> bool:
        """Whether a file with one of the suffixes is of this kind."""
        try:
            return self.recognises is None or self.recognises(source)
        except UnreadableFile:  # what is no text is of no kind of text
            return False
