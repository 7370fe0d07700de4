"""What one file yields, be it one article or a hundred thousand: the first are held, the others lie on disk."""

from __future__ import annotations

import os
import pickle
import weakref
from array import array
from collections.abc import Iterable, Sequence
from tempfile import TemporaryFile
from typing import Any, TypeVar, overload

T = TypeVar("T")

HELD = 200  # some megabytes, if they are articles


class Many(Sequence[T]):
    """A sequence that grows; beyond the first ``HELD``, what is in it is kept in a file that has no name."""

    def __init__(self, items: Iterable[T] = ()) -> None:
        self._held: list[T] = []
        self._places = array("q")
        self._file: Any = None
        for item in items:
            self.append(item)

    def append(self, item: T) -> None:
        if len(self._held) < HELD:
            self._held.append(item)
        else:
            self._places.append(self._put(item))

    def __len__(self) -> int:
        return len(self._held) + len(self._places)

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[T]: ...
    def __getitem__(self, at: int | slice) -> T | Sequence[T]:
        if isinstance(at, slice):
            return [self[i] for i in range(*at.indices(len(self)))]
        at = range(len(self))[at]
        if at < HELD:
            return self._held[at]
        self._file.seek(self._places[at - HELD])
        item: T = pickle.load(self._file)  # noqa: S301 (what this process has put there)
        return item

    def __setitem__(self, at: int, item: T) -> None:
        if at < HELD:
            self._held[at] = item
        else:
            self._places[at - HELD] = self._put(item)

    def _put(self, item: T) -> int:
        if self._file is None:
            self._file = TemporaryFile(prefix="dispatches-")  # noqa: SIM115 (closed with what it is part of)
            weakref.finalize(self, self._file.close)
        place: int = self._file.seek(0, os.SEEK_END)
        pickle.dump(item, self._file, pickle.HIGHEST_PROTOCOL)
        return place
