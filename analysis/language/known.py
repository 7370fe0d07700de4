"""What was told of a word before: a corpus says the same words again and again."""

from __future__ import annotations

from collections.abc import Callable, Sized
from typing import TypeVar

_Key = TypeVar("_Key", bound=Sized)
_Told = TypeVar("_Told")

_MOST = 65_536  # words: 840 articles have 56,000 different pieces between their spaces

_LONGEST = 60  # letters


class Known(dict[_Key, _Told]):
    """What ``tell`` says of each key, asked once: ``known[word]``.

    At 65,536 keys it begins anew; keys that are longer than any word are not kept.
    An ``lru_cache`` keeps the order of its use as well, and takes three times as long for that.
    """

    def __init__(self, tell: Callable[[_Key], _Told]) -> None:
        super().__init__()
        self._tell = tell

    def __missing__(self, key: _Key) -> _Told:
        told = self._tell(key)
        if len(key) <= _LONGEST:
            if len(self) >= _MOST:
                self.clear()
            self[key] = told
        return told
