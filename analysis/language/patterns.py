"""Patterns over the words of a sentence, as rules in TOML write them, run by Python's regular expressions.

A sentence becomes one line in which each word carries its tags; a pattern becomes a regular expression over that line.
Both are made of whole words, so that a match has a first and a last word. What a pattern may say, item by item::

    bomb  's  ,          the word itself, in lower case; an expression with low lines: car_bomb
    *ing  attack~        a word with that ending, with that beginning
    <weapon>             a word with the tag; <weapon|thing> either, <force&plural> both, <!be|have> neither
    @law                 a word of the list ``law``
    .                    any word; ..5 at most five words, as few as will do
    (of|for the|@law)    alternatives, each of several items
    item?  item*  item+  item{2,3}      as in regular expressions
    !(of a|<weapon>)     what does not follow here; takes up no word
    head:(…)             the words of the group, kept under a name
    ^  $                 the sentence begins, ends here
    \\?                   a mark that would mean something else

It is the cascaded finite-state grammar of FASTUS (Hobbs et al. 1997) and of CoreNLP's TokensRegex, in few lines.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from analysis.errors import LexiconError

_TAGS = "\x1f"  # between a word and its tags
_FARTHEST = 60  # words; no pattern looks farther back
_REST = r"[^ ]*+"  # of a word and its tags, all of it: no match ends within
_BEFORE_NEXT = r"(?=[\s)|]|$)"
_ITEM = re.compile(
    rf"""\s*(?:
      (?P<tag><(?P<without>!?)(?P<tags>[\w:&|\ -]+)>)
    | @(?P<list>\w+)
    | (?P<gap>\.\.\d+)
    | (?P<lookahead>!\()
    | (?P<name>\w+):\(
    | (?P<mark>[()|])
    | (?P<repeat>[?*+]|\{{\d*,?\d*\}}){_BEFORE_NEXT}
    | (?P<any>\.)(?=[\s)|?*+{{]|$)
    | (?P<edge>[\^$]){_BEFORE_NEXT}
    | \*(?P<ending>\w+)
    | (?P<beginning>[\w'-]+)~
    | (?P<word>(?![<@])(?:\\.|[^\s()|?*+{{\\])+)
    )""",
    re.VERBOSE,
)


@dataclass(eq=False, slots=True)
class Line:
    """A sentence's words with their tags in one string; ``starts`` holds where each word begins, and the end."""

    text: str
    starts: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.starts) - 1


def tagged_word(word: str, tags: Iterable[str]) -> str:
    """A word in lower case with its tags, as a line holds it; a blank in one of them is a low line there."""
    return f" {word.replace(' ', '_')}{_TAGS},{','.join(tags).replace(' ', '_')},"


def line_of(pieces: Sequence[str]) -> Line:
    """The line of words that ``tagged_word`` made."""
    return Line("".join(pieces), tuple(accumulate(map(len, pieces), initial=0)))


class Found(NamedTuple):
    """Words ``first`` to ``last`` (exclusive) of a sentence that a pattern matched, and those of its named groups."""

    first: int
    last: int
    groups: Mapping[str, tuple[int, int]]


@dataclass(frozen=True, eq=False)
class Pattern:
    """A pattern, compiled when it is first asked: of hundreds of rules an article needs few.

    Each way to ask gives the words that it matched, or None. No match has more than ``reach`` words.
    """

    source: str
    body: str
    reach: int
    lists: Mapping[str, Collection[str]]

    @cached_property
    def _anywhere(self) -> re.Pattern[str]:
        return re.compile(self.body)

    @cached_property
    def _ending(self) -> re.Pattern[str]:
        return re.compile(rf"(?:{self.body})\Z")

    @cached_property
    def needs(self) -> frozenset[str]:
        """Words of which whatever it matches holds one, where there are any: "attack~" is a word's beginning."""
        return _needs(self.source, self.lists)

    def search(self, line: Line, first: int = 0, last: int | None = None) -> Found | None:
        """The first match among the words ``first`` to ``last`` (exclusive)."""
        end = line.starts[len(line) if last is None else last]
        return _found(line, self._anywhere.search(line.text, line.starts[first], end))

    def starts_at(self, line: Line, i: int) -> Found | None:
        """The match whose first word is word ``i``."""
        return _found(line, self._anywhere.match(line.text, line.starts[min(i, len(line))]))

    def covers(self, line: Line, first: int, last: int) -> Found | None:
        """The match of the words ``first`` to ``last`` (exclusive) from end to end."""
        return _found(line, self._ending.match(line.text, line.starts[first], line.starts[last]))

    def ends_at(self, line: Line, i: int, within: int = _FARTHEST) -> Found | None:
        """The match whose last word stands right before word ``i``, begun no more than ``within`` words before it."""
        first = max(0, i - min(within, self.reach))
        return _found(line, self._ending.search(line.text, line.starts[first], line.starts[max(0, i)]))


def compile_pattern(source: str, lists: Mapping[str, Collection[str]], where: str = "") -> Pattern:
    """The pattern that ``source`` writes; ``lists`` are the word lists it may name.

    Raises LexiconError, which says ``where`` (a file and a rule), for what is no pattern.
    """
    try:
        return Pattern(source, *_translated(source, lists), lists)
    except (ValueError, KeyError) as error:
        reason = f"there is no list {error}" if isinstance(error, KeyError) else str(error)
        raise LexiconError(f"{where}: {source!r} is no pattern ({reason}). Mend it, or remove it.") from error


def tags_in(source: str) -> frozenset[str]:
    """The tags that a pattern asks words for."""
    found = (item["tags"] for item in _ITEM.finditer(source) if item["tags"])
    return frozenset(tag.strip() for tags in found for tag in re.split(r"[|&]", tags))


def _found(line: Line, match: re.Match[str] | None) -> Found | None:
    if match is None:
        return None
    groups = {name: _words(line, *match.span(name)) for name in match.re.groupindex if match.start(name) >= 0}
    return Found(*_words(line, *match.span()), groups)


def _words(line: Line, start: int, end: int) -> tuple[int, int]:
    return bisect_right(line.starts, start) - 1, bisect_left(line.starts, end)


def _translated(source: str, lists: Mapping[str, Collection[str]]) -> tuple[str, int]:
    """The regular expression of a pattern, and how many words it takes up at the most."""
    parts: list[str] = []
    groups = [_Group(takes_words=True)]  # those that are open
    at = 0
    while at < len(source.rstrip()):
        item = _ITEM.match(source, at)
        if item is None or item.end() == at:
            raise ValueError(f"at {source[at : at + 12]!r}")
        parts.append(_item(item, lists))
        _count(item, groups, lists)
        at = item.end()
    if len(groups) > 1:
        raise ValueError("a bracket is not closed")
    return "".join(parts), groups[0].longest()


@dataclass(slots=True)
class _Group:
    """How many words the alternatives of a group take up: the longest so far, this one, and its last item."""

    takes_words: bool
    most: int = 0
    this: int = 0
    last: int | None = None

    def add(self, words: int | None) -> None:
        self.this, self.last = self.this + (words or 0), words

    def longest(self) -> int:
        return min(_FARTHEST, max(self.most, self.this)) if self.takes_words else 0


def _count(item: re.Match[str], groups: list[_Group], lists: Mapping[str, Collection[str]]) -> None:
    """Notes how many words an item adds. Raises ValueError for a bracket or a repetition that belongs to nothing."""
    here, kind, mark = groups[-1], item.lastgroup, item["mark"]
    if kind in ("lookahead", "name") or mark == "(":
        groups.append(_Group(takes_words=kind != "lookahead"))
    elif mark == "|":
        here.most, here.this, here.last = max(here.most, here.this), 0, None
    elif mark == ")":
        if len(groups) == 1:
            raise ValueError("a bracket was not opened")
        groups.pop()
        groups[-1].add(here.longest())
    elif kind == "repeat":
        if here.last is None:
            raise ValueError("nothing to repeat")
        most = item["repeat"].strip("{}").rpartition(",")[2]
        times = int(most) if most.isdecimal() else 1 if most == "?" else _FARTHEST
        here.add(here.last * (times - 1))
        here.last = None
    elif kind == "gap":
        here.add(int(item["gap"][2:]))
    elif kind in ("list", "word"):
        here.add(max(map(_n_words, lists[item["list"]] if kind == "list" else [item["word"]]), default=1))
    else:
        here.add(None if kind == "edge" else 1)


def _item(item: re.Match[str], lists: Mapping[str, Collection[str]]) -> str:
    """The regular expression of one item."""
    kind = item.lastgroup
    match kind:
        case "tag":
            return _tagged(item["tags"], without=bool(item["without"]))
        case "list":
            return _one_of(lists[item["list"]])
        case "gap":
            return rf"(?: [^ ]++){{0,{item['gap'][2:]}}}?"
        case "lookahead":
            return "(?!"
        case "name":
            return f"(?P<{item['name']}>"
        case "open":
            return "(?:"
        case "any":
            return "(?: [^ ]++)"
        case "edge":
            return r"\A" if item["edge"] == "^" else r"\Z"
        case "ending":
            return rf"(?: [^ {_TAGS}]*{re.escape(item['ending'])}{_TAGS}{_REST})"
        case "beginning":
            return rf"(?: {re.escape(item['beginning'])}[^ {_TAGS}]*{_TAGS}{_REST})"
        case "word":
            return _one_of([re.sub(r"\\(.)", r"\1", item["word"])])
        case _:
            return item[0].strip()


def _needs(source: str, lists: Mapping[str, Collection[str]]) -> frozenset[str]:
    """Words of which each match holds one; empty where that cannot be told."""
    levels: list[list[list[frozenset[str]]]] = [[[]]]  # of groups within each other: alternatives, what each needs
    opened: list[bool] = []  # whether those groups take up words
    for item in _ITEM.finditer(source):
        here = levels[-1][-1]
        match item.lastgroup:
            case "word" | "beginning":
                here.append(frozenset({_first(re.sub(r"\\(.)", r"\1", item[0].strip()))}))
            case "list":
                here.append(frozenset(map(_first, lists[item["list"]])))
            case "repeat" if item["repeat"][0] in "?*" or item["repeat"].startswith(("{0", "{,")):
                here[-1:] = [frozenset()]
            case "lookahead" | "name":
                levels.append([[]])
                opened.append(item.lastgroup == "name")
            case "mark" if item["mark"] == "(":
                levels.append([[]])
                opened.append(True)
            case "mark" if item["mark"] == "|":
                levels[-1].append([])
            case "mark":
                found = _of_any(levels.pop())
                levels[-1][-1].append(found if opened.pop() else frozenset())
            case "tag" | "gap" | "any" | "edge" | "ending":
                here.append(frozenset())
    return _of_any(levels[0])


def _of_any(alternatives: Sequence[Sequence[frozenset[str]]]) -> frozenset[str]:
    """What all alternatives need: of each the rarest words."""
    best = [min((words for words in branch if words), key=_commonness, default=frozenset()) for branch in alternatives]
    return frozenset().union(*best) if all(best) else frozenset()


def _commonness(words: Collection[str]) -> float:
    """How many sentences hold one of some words, by a rule of thumb: of a word's length, as Zipf found."""
    return sum(0.3 ** len(word) for word in words)


def _n_words(form: str) -> int:
    return len(form.replace("_", " ").split()) or 1


def _first(form: str) -> str:
    """The first word of an expression: "car" of "car_bomb"."""
    return form.replace("_", " ").partition(" ")[0] or form


def _one_of(words: Collection[str]) -> str:
    """One of some words; an expression also as so many words, where no lexicon makes one word of it."""
    ordered = [w.replace(" ", "_") for w in sorted(words, key=lambda w: (-len(w), w))]
    forms = "|".join(map(re.escape, ordered))
    parted = (
        "".join(rf" {re.escape(part)}{_TAGS}{_REST}" for part in w.split("_")) for w in ordered if _n_words(w) > 1
    )
    return "(?:" + "|".join([rf" (?:{forms}){_TAGS}{_REST}", *parted]) + ")"


def _tagged(tags: str, *, without: bool) -> str:
    """A word with any (or none, or all) of some tags."""
    every = [rf"(?=[^ ]*,{re.escape(tag.strip())},)" for tag in tags.split("&")] if "&" in tags else []
    any_of = "|".join(re.escape(tag.strip()) for tag in tags.split("|"))
    asked = "".join(every) or rf"(?=[^ ]*,(?:{any_of}),)"
    asked = asked.replace("(?=", "(?!") if without else asked
    return rf"(?: [^ {_TAGS}]+{_TAGS}{asked}{_REST})"
