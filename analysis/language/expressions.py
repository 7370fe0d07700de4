"""The words of a sentence with what the lexicons know of them: the first step of the attack cascade.

In: a stretch of text. Out: ``Word`` tuples in text order; a fixed expression ("car bomb", "opened fire") is one word.
There is no tagger: closed classes, event words, weapons, actors, victims and targets come from ``lexicons/*.toml``,
with plurals and verb forms made by rule. A word may be several things at once ("shot"); the next steps decide.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

import ahocorasick

from analysis.language.lexicon import Lexicon

Form = Literal["base", "third", "past", "participle", "gerund", "noun", "plural"]

_TOKEN = re.compile(r"(?:[A-Za-z]\.){2,}|\w+(?:[.'’\-]\w+)*|--|[^\w\s]")
_VOWEL_CONSONANT = re.compile(r"^[^aeiou]*[aeiou][bdgmnprt]$")
NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class EventForm:
    """One reading of an event word: its class in ``event_classes`` and its form."""

    event: str
    form: Form

    @property
    def is_noun(self) -> bool:
        return self.form in ("noun", "plural")


@dataclass(frozen=True, slots=True)
class Word:
    """A word or fixed expression: absolute offsets, lower-case text, tags of the lexicons, readings as event words."""

    start: int
    end: int
    lower: str
    tags: frozenset[str]
    events: tuple[EventForm, ...] = ()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All that the lexicons say of words, by their lower-case form.

    ``longest`` is the length of the longest expression that begins with a word, in words; ``compounds`` are the words
    that make of a weapon another thing; ``openers`` is the automaton of the forms that a sentence is read for.
    """

    tags: dict[str, frozenset[str]]
    events: dict[str, tuple[EventForm, ...]]
    longest: dict[str, int]
    compounds: frozenset[str]
    openers: Any


def read_words(text: str, start: int, end: int, lexicon: Lexicon) -> list[Word]:
    """The words of ``text[start:end]``."""
    known = vocabulary(lexicon)
    spans: list[tuple[int, int]] = []
    forms: list[str] = []
    for match in _TOKEN.finditer(text, start, end):
        spans.append(match.span())
        forms.append(match[0])
    forms = "\n".join(forms).lower().replace("’", "'").split("\n")  # at once: no token holds white space
    return _joined(spans, forms, known) if spans else []


def _joined(spans: Sequence[tuple[int, int]], forms: Sequence[str], known: Vocabulary) -> list[Word]:
    """The words; of expressions that begin with the same word the longest."""
    tags, events, longest = known.tags, known.events, known.longest
    words: list[Word] = []
    i, size = 0, len(forms)
    while i < size:
        first, form, n = i, forms[i], 1
        for n in range(min(longest.get(form, 1), size - i), 1, -1):
            several = " ".join(forms[i : i + n])
            if several in tags or several in events:
                form = several
                break
        else:
            n = 1
        i += n
        its_tags, its_events = tags.get(form, NONE), events.get(form, ())
        if not its_tags and not its_events:
            its_tags = _tags_of_part(form, tags)
        if "weapon" in its_tags and i < size and forms[i] in known.compounds:
            its_tags = _unarmed(its_tags)
        words.append(Word(spans[first][0], spans[i - 1][1], form, its_tags, its_events))
    return words


def _unarmed(tags: frozenset[str]) -> frozenset[str]:
    """Of a weapon's name that is part of another thing's: "gun violence", "missile defence"."""
    return frozenset(t for t in tags if not t.startswith("weapon"))


def _tags_of_part(form: str, tags: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The tags of a word that no lexicon knows as it stands: of a genitive's noun, of a compound's last part."""
    if form.endswith(("'s", "s'")):
        return (tags.get(form[:-2] if form.endswith("'s") else form[:-1], NONE) - {"plural"}) | {"possessive"}
    if "-" in form:
        return tags.get(form.rsplit("-", 1)[1], NONE) & {"person", "outlaw", "force", "thing", "plural"}
    return NONE


@cache
def vocabulary(lexicon: Lexicon) -> Vocabulary:
    """The vocabulary of a lexicon, compiled once."""
    tags: dict[str, set[str]] = {}
    for form, tag in _tagged(lexicon):
        tags.setdefault(form, set()).add(tag)
    events: dict[str, list[EventForm]] = {}
    for form, reading in _event_forms(lexicon):
        readings = events.setdefault(form, [])
        if reading not in readings:
            readings.append(reading)
    longest: dict[str, int] = {}
    for form in [*tags, *events]:
        first, n = form.split(" ", 1)[0], form.count(" ") + 1
        longest[first] = max(longest.get(first, 1), n)
    automaton = ahocorasick.Automaton()
    for form in _openers(lexicon, tags, events):
        automaton.add_word(form, len(form))
    automaton.make_automaton()
    return Vocabulary(
        {f: frozenset(t) for f, t in tags.items()},
        {f: tuple(r) for f, r in events.items()},
        longest,
        frozenset(lexicon["weapon_compounds"]["words"]),
        automaton,
    )


def _openers(
    lexicon: Lexicon, tags: Mapping[str, Iterable[str]], events: Mapping[str, Sequence[EventForm]]
) -> set[str]:
    """The forms of which a sentence must hold one to be read: event words that need no weapon or attack beside them,
    weapons, the words of death and injury, of claims and denials."""
    needy = {
        name
        for name, entry in lexicon["event_classes"].items()
        if entry["needs"].startswith(("weapon-", "attack-", "laid "))
    }
    found = {form for form, readings in events.items() if any(r.event not in needy for r in readings)}
    table = lexicon["responsibility"]
    found.update(form for key in ("claim", "claim_passive", "deny") for form in table[key] if " " in form)
    return found | {
        form for form, known in tags.items() if "weapon" in known or any(t.startswith("toll:") for t in known)
    }


def find_sentences(text: str, spans: Sequence[tuple[int, int]], lexicon: Lexicon) -> list[int]:
    """The indices of the ``spans`` that hold a word to begin with, by one pass over the text (Aho and Corasick
    1975)."""
    lowered = text.lower()
    if len(lowered) != len(text):  # a letter that grows in lower case would shift all offsets
        lowered = "".join(c if len(c.lower()) > 1 else c.lower() for c in text)
    lowered = lowered.replace("’", "'")
    starts = [start for start, _ in spans]
    found: set[int] = set()
    for last, size in vocabulary(lexicon).openers.iter(lowered):
        first = last - size + 1
        if (first and lowered[first - 1].isalnum()) or lowered[last + 1 : last + 2].isalnum():
            continue
        at = bisect_right(starts, first) - 1
        if at >= 0 and last < spans[at][1]:
            found.add(at)
    return sorted(found)


def _tagged(lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    for tag, forms in lexicon["clause_words"].items():
        yield from ((form, tag) for form in forms)
    for tag, nouns in (*lexicon["armed_actors"].items(), *lexicon["victims"].items()):
        yield from _nouns(nouns, tag)
    for weapon, nouns in lexicon["weapon_classes"].items():
        for form, tag in _nouns(nouns, f"weapon:{weapon}"):
            yield form, tag
            yield form, "weapon"
    for tag, forms in (
        ("weak", lexicon["weapon_weak"]["words"]),
        ("say", lexicon["say_words"]["words"]),
        ("attacker", lexicon["attackers"]["words"]),
        ("vessel", lexicon["event_vessels"]["words"]),
        ("number", (*lexicon["number_words"], *lexicon["number_phrases"], *lexicon["number_scales"])),
        *((cue, lexicon["realis_cues"][cue]) for cue in lexicon["realis_cues"]),
    ):
        yield from ((form, tag) for form in forms)
    for form in ("killed", "wounded", "both"):
        yield from ((w, f"toll:{form}") for w in lexicon["toll_words"][form])


def _nouns(nouns: Iterable[str], tag: str) -> Iterator[tuple[str, str]]:
    for noun in nouns:
        singular, _, given = noun.partition("/")
        yield singular, tag
        if (many := given or plural(singular)) != singular:
            yield many, tag
            yield many, "plural"


def _event_forms(lexicon: Lexicon) -> Iterator[tuple[str, EventForm]]:
    for event, entry in lexicon["event_classes"].items():
        for noun in entry.get("nouns", ()):
            singular, _, given = noun.partition("/")
            yield singular, EventForm(event, "noun")
            yield given or plural(singular), EventForm(event, "plural")
        for verb in entry.get("verbs", ()):
            yield from ((f, EventForm(event, form)) for f, form in _regular(verb))
        for verb in entry.get("irregular", ()):
            yield from ((f, EventForm(event, form)) for f, form in _irregular(verb))


def plural(noun: str) -> str:
    """The regular plural: "act of sabotage" → "acts of sabotage", "ambush" → "ambushes", "embassy" → "embassies"."""
    head, of, rest = noun.partition(" of ")
    if head.endswith(("s", "x", "ch", "sh")):
        head += "es"
    elif head.endswith("y") and head[-2:-1] not in "aeiou":
        head = head[:-1] + "ies"
    else:
        head += "s"
    return head + of + rest


def _regular(verb: str) -> Iterator[tuple[str, Form]]:
    """The five forms of a regular verb; a particle stays behind: "gunned down"."""
    stem, space, particle = verb.partition(" ")
    rest = space + particle
    doubled = stem + stem[-1] if _VOWEL_CONSONANT.search(stem) or stem.endswith(("nap", "gun")) else stem
    yield verb, "base"
    yield plural(stem) + rest, "third"
    past = (
        stem + "d"
        if stem.endswith("e")
        else stem[:-1] + "ied"
        if stem.endswith("y") and stem[-2] not in "aeiou"
        else doubled + "ed"
    )
    yield past + rest, "past"
    yield past + rest, "participle"
    yield (stem[:-1] if stem.endswith("e") else doubled) + "ing" + rest, "gerund"


_FORMS: tuple[Form, ...] = ("base", "third", "past", "participle", "gerund")


def _irregular(verb: str) -> Iterator[tuple[str, Form]]:
    """The five forms of an irregular verb, given one after the other, each with the same particle."""
    words = verb.split(" ")
    size = len(words) // 5
    for i, form in enumerate(_FORMS):
        yield " ".join(words[i * size : (i + 1) * size]), form
