"""The lexicon of a corpus, with all that it adds checked before anything is read by it.

In: the corpus's ``lexicon.toml``. Out: the lexicon. What a step would stumble over, or pass over in silence, is told at
once, with the file, the entry and what to do: a table that no step knows, a kind of name that there is none of, a rule
that is no rule, a list, tag, class of events or of weapons that nothing defines.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from analysis.errors import LexiconError
from analysis.extraction.attacks.events import rules
from analysis.extraction.attacks.events.weapons import weapon_families
from analysis.extraction.citations.outlets import compile_outlets
from analysis.extraction.statements.vocabulary import vocabulary as statement_vocabulary
from analysis.language.expressions import vocabulary
from analysis.language.gazetteer import compile_gazetteer
from analysis.language.lexicon import Lexicon, load_lexicon
from analysis.language.patterns import tags_in
from analysis.language.rules import load_rules, rule_tables

# Tables whose rules are asked about event words; their entries may name classes of events.
_OF_EVENTS = ("events", "not_events")
_PATTERNS = ("before", "after", "near", "word", "unless_before", "unless_after", "unless_near")


def checked_lexicon(extra: Path | None) -> Lexicon:
    """The package's lexicons, extended with the TOML file ``extra`` where one is given.

    Raises LexiconError for the first thing in it that cannot be meant.
    """
    lexicon = load_lexicon(extra)
    return lexicon if extra is None else _checked(lexicon)


@lru_cache(maxsize=8)
def _checked(lexicon: Lexicon) -> Lexicon:
    compile_gazetteer(lexicon)
    compile_outlets(lexicon)
    vocabulary(lexicon)
    statement_vocabulary(lexicon)
    for table in rule_tables(lexicon):
        load_rules(lexicon, table)
    ours = load_lexicon()
    known = _known_tags(ours)
    for table in rules.TABLES:
        rules.compile_rules(lexicon, table)
        for number, entry in _added(lexicon, ours, table):
            where = f"{lexicon.source}, [[{table}]], entry {number} ({entry['name']})"
            for key in _OF_EVENTS:
                _require(entry.get(key, ()), lexicon["event_classes"], where, "class of events", "event_classes")
            asked = {tag for text in _texts(entry) for tag in tags_in(text)}
            _require(sorted(asked), known | _known_tags(lexicon), where, "tag", "clause_words")
    families = weapon_families(lexicon)
    _require(
        lexicon["weapon_classes"], families, f"{lexicon.source}, [weapon_classes]", "weapon class", "weapon_families"
    )
    return lexicon


def _added(lexicon: Lexicon, ours: Lexicon, table: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """The entries that a corpus adds to a table, with their numbers in its own file."""
    yield from enumerate(lexicon[table][len(ours[table]) :], 1)


def _texts(entry: Mapping[str, Any]) -> Iterator[str]:
    """The patterns of a rule: those around the word, and those that it asks of a group."""
    for key, value in entry.items():
        if key in _PATTERNS:
            yield value
        elif isinstance(value, dict):
            yield from (text for asks, text in value.items() if isinstance(text, str) and asks != "head")


@lru_cache(maxsize=8)
def _known_tags(lexicon: Lexicon) -> frozenset[str]:
    """All that a pattern may ask of a word: what the lexicons say, and what the package's own rules ask for."""
    words = vocabulary(lexicon)
    tags = frozenset().union(*words.tags.values()) | {f"event:{name}" for name in lexicon["event_classes"]}
    own = {tag for t in rules.TABLES for e in load_lexicon()[t] for text in _texts(e) for tag in tags_in(text)}
    return frozenset(tag.replace(" ", "_") for tag in tags) | own


def _require(names: Collection[str], known: Collection[str], where: str, what: str, table: str) -> None:
    for name in names:
        if name not in known:
            raise LexiconError(f"{where}: there is no {what} {name!r}. Mend the name, or add it to [{table}].")
