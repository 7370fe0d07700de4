"""The lexicons: TOML tables that an analyst edits, merged with those of a corpus, as one read-only object.

Every file in ``lexicons/`` holds top-level tables; a table's name is unique over all files. A corpus may add its own
``lexicon.toml``: lists are appended to, tables are extended, single values replaced. Code asks for a table by name.
"""

from __future__ import annotations

import difflib
import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from analysis.errors import LexiconError
from analysis.language.patterns import compile_pattern

_CHECKED = ("[actors]", "[places]", "[outlets]")  # by gazetteer.py, which knows what each key means


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """All tables by name. Of one content there is one lexicon (``load_lexicon``), so that what is compiled from it can
    be cached by its identity: a hash of the content was asked for 400 times an article."""

    tables: Mapping[str, Any]
    fingerprint: str
    source: str = ""  # the name of the file that extends the package's
    added: Mapping[str, int] = field(default_factory=dict)  # how many entries it adds to each table

    def where(self, table: str, number: int) -> str:
        """Where the entry ``number`` of a table stands, in its own file."""
        ours = len(self[table]) - self.added.get(table, 0)
        return f"{self.source}, [[{table}]], entry {number - ours}" if number > ours else f"[[{table}]], entry {number}"

    def __getitem__(self, name: str) -> Any:
        try:
            return self.tables[name]
        except KeyError:
            message = f"No lexicon defines the table [{name}]. Is a file of analysis/extraction/lexicons missing?"
            raise LexiconError(message) from None

    def get(self, name: str, default: Any = None) -> Any:
        return self.tables.get(name, default)


def load_lexicon(extra: Path | None = None) -> Lexicon:
    """The package's lexicons, extended with the TOML file ``extra`` where one is given.

    Raises LexiconError where a file is not TOML or a table has another shape than the one it extends.
    """
    return _extended() if extra is None else _extended(extra.name, extra.read_bytes())


@cache  # a corpus with a lexicon of its own asks for it twice: what takes long is read once
def _packaged() -> tuple[Mapping[str, Any], bytes]:
    """The tables of the package's own lexicons, and all that stands in their files."""
    tables, contents = dict[str, Any](), list[bytes]()
    for file in sorted(resources.files("analysis.extraction.lexicons").iterdir(), key=lambda f: f.name):
        if file.name.endswith(".toml"):
            contents.append(file.read_bytes())
            for name, value in _parse_toml(contents[-1], f"lexicons/{file.name}").items():
                if name in tables:
                    raise LexiconError(f"lexicons/{file.name}: [{name}] stands in another lexicon already. Rename one.")
                tables[name] = value
    return tables, b"".join(contents)


@lru_cache(maxsize=8)  # by content: who edits the file and opens the corpus again in the same notebook sees the change
def _extended(source: str = "", raw: bytes = b"") -> Lexicon:
    packaged, content = _packaged()
    tables, digest = dict(packaged), hashlib.sha256(raw)
    digest.update(content)
    added = _parse_toml(raw, source)
    for name, value in added.items():
        close = [] if name in tables else difflib.get_close_matches(name, list(tables), n=1, cutoff=0.8)
        if name not in tables:
            remedy = f"Use {close[0]}." if close else "The codebook lists the tables that there are."
            raise LexiconError(f"{source}: there is no table [{name}]. {remedy}")
        tables[name] = _merged(tables[name], value, f"{source}, [{name}]")
    for name, value in added.items():
        for entry in value if isinstance(value, list) else ():
            for pattern in entry.get("patterns", ()) if isinstance(entry, dict) else ():
                compile_pattern(pattern, tables["word_lists"], f"{source}, [{name}]")
    lengths = {name: len(value) for name, value in added.items() if isinstance(value, list)}
    return Lexicon(tables, digest.hexdigest(), source, lengths)


def _parse_toml(raw: bytes, source: str) -> dict[str, Any]:
    try:
        return tomllib.loads(raw.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        message = f"{source}: not valid TOML ({error}). Mend the line it names, or remove the file."
        raise LexiconError(message) from error


def _merged(base: Any, more: Any, where: str) -> Any:
    if isinstance(base, list) and isinstance(more, list):
        if not where.endswith(_CHECKED):
            for number, item in enumerate(more, 1):
                _check_item(base, item, f"{where}, entry {number}")
        return [*base, *more]
    if isinstance(base, dict) and isinstance(more, dict):
        return {**base, **{k: _merged(base[k], v, f"{where}.{k}") if k in base else v for k, v in more.items()}}
    if type(base) is type(more):
        return more
    shapes = f"expected {_kind(base)}, found {_kind(more)}"
    raise LexiconError(f"{where}: {shapes}. Give it the shape that lexicons/*.toml shows.")


def _check_item(base: list[Any], item: Any, where: str) -> None:
    """Raises LexiconError for an entry of another shape than those of the list that it is added to."""
    if not base:
        return
    _check_kind(base, item, where)
    if isinstance(item, dict):
        for key, value in item.items():
            known = [entry[key] for entry in base if isinstance(entry, dict) and key in entry]
            if known:
                _check_kind(known, value, f"{where}, {key}")


def _check_kind(known: list[Any], value: Any, where: str) -> None:
    kinds = dict.fromkeys(map(_kind, known))
    if _kind(value) not in kinds:
        shapes = f"expected {' or '.join(kinds)}, found {_kind(value)}"
        raise LexiconError(f"{where}: {shapes}. Give it the shape that lexicons/*.toml shows.")


def _kind(value: Any) -> str:
    names = {list: "a list", dict: "a table", str: "a string", bool: "true or false"}
    return names.get(type(value), type(value).__name__)
