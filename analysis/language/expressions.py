"""The words of a sentence with what the lexicons know of them: the first step of the attack cascade.

In: a sentence's tokens. Out: ``Word`` tuples in text order; a fixed expression ("car bomb", "opened fire") is one word.
There is no tagger: closed classes, event words, weapons, actors, victims and targets come from ``lexicons/*.toml``,
with plurals and verb forms made by rule. A word may be several things at once ("shot"); the next steps decide.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from analysis.language.counting import spelled_numbers
from analysis.language.forms import Form, irregular_verb, regular_verb, singular_and_plural
from analysis.language.lexicon import Lexicon
from analysis.language.reading import SentenceReading

NONE: frozenset[str] = frozenset()
_QUOTES = frozenset("'‘")


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

    ``longest`` is the length of the longest expression of several that begins with a word, in words; ``compounds`` are
    the words that make of a weapon another thing; ``openers`` are the words of which a sentence must hold one to be
    read, or one of the expressions in ``opening``, which are kept by their longest words.
    """

    tags: Mapping[str, frozenset[str]]
    events: Mapping[str, tuple[EventForm, ...]]
    longest: Mapping[str, int]
    compounds: frozenset[str]
    openers: frozenset[str]
    opening: Mapping[str, Sequence[str]]


def is_opened(sentence: SentenceReading, lexicon: Lexicon) -> bool:
    """Whether a sentence holds a word or an expression that it is to be read for."""
    known = vocabulary(lexicon)
    if not known.openers.isdisjoint(sentence.words):
        return True
    held = known.opening.keys() & sentence.words
    line = f" {' '.join(sentence.low)} " if held else ""
    return any(f" {form} " in line for word in held for form in known.opening[word])


def read_words(sentence: SentenceReading, lexicon: Lexicon) -> list[Word]:
    """The words of a sentence; of expressions that begin with the same word the longest."""
    known = vocabulary(lexicon)
    tags, events, longest = known.tags, known.events, known.longest
    forms, spans = sentence.low, sentence.spans
    numbers = {q.start: q.end for q in sentence.quantities}
    words: list[Word] = []
    i, size = 0, len(forms)
    while i < size:
        first, form = i, forms[i]
        after = i + 1
        for n in range(min(longest[form], size - i), 1, -1) if form in longest else ():
            several = " ".join(forms[i : i + n])
            if several in tags or several in events:
                form, after = several, i + n
                break
        i = after
        if spans[first][0] in numbers and (after := _behind(spans, first, numbers[spans[first][0]])) > i:
            words.append(_number(forms[first:after], spans[first][0], spans[after - 1][1], tags))
            i = after
            continue
        its_tags, its_events = tags.get(form, NONE), events.get(form, ())
        end = spans[i - 1][1]
        if not its_tags and not its_events:
            if form.endswith("s'") and not _QUOTES.isdisjoint(forms[:first]):  # a quotation ends, this is no genitive
                form, end = form[:-1], end - 1
                its_tags, its_events = tags.get(form, NONE), events.get(form, ())
            else:
                its_tags = _tags_of_part(form, tags)
        if "weapon" in its_tags and i < size and forms[i] in known.compounds:
            its_tags = _unarmed(its_tags)
        if (
            i == first + 1
            and first
            and not _NAMED.isdisjoint(its_tags)
            and _is_team(sentence.raw, forms, first, its_tags)
        ):
            its_tags = _unarmed(its_tags) - {"outlaw"}
        words.append(Word(spans[first][0], end, form, its_tags, its_events))
        if form in _LIVES:
            _without_saying(words)
    return words


_LIVES = frozenset({"lives", "life"})


def _without_saying(words: list[Word]) -> None:
    """ "claimed four | lives": no word of saying."""
    for i in range(len(words) - 2, max(-1, len(words) - 7), -1):
        if words[i].lower.startswith("claim"):
            words[i] = replace(words[i], tags=words[i].tags - {"say"})


def _behind(spans: Sequence[tuple[int, int]], i: int, end: int) -> int:
    """The token behind a number that begins with token ``i`` and ends at the character ``end``."""
    while i < len(spans) and spans[i][1] <= end:
        i += 1
    return i


def _number(forms: Sequence[str], start: int, end: int, tags: Mapping[str, frozenset[str]]) -> Word:
    """A number of several tokens is one word, and its bounds are no prepositions: "at least 20", "from five to ten"."""
    people = tags.get(forms[-1], NONE) & {"person", "plural"}  # "up to dozens"
    return Word(start, end, " ".join(forms), people | {"number"})


_NAMED = frozenset({"weapon", "outlaw"})


def _is_team(raw: Sequence[str], forms: Sequence[str], i: int, tags: frozenset[str]) -> bool:
    """ "the Rockets", "the Raiders": a name, where a plural with a capital stands behind "the"."""
    return (
        "plural" in tags
        and forms[i - 1] == "the"
        and raw[i].istitle()
        and raw[i - 1] == "the"
        and "contra" not in forms[i]
    )


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


@lru_cache(maxsize=8)
def vocabulary(lexicon: Lexicon) -> Vocabulary:
    """The vocabulary of a lexicon, compiled once."""
    tags: dict[str, set[str]] = {}
    for form, tag in _tagged(lexicon):
        tags.setdefault(form, set()).add(tag)
    events: dict[str, dict[EventForm, None]] = {}
    for form, reading in _event_forms(lexicon):
        events.setdefault(form, {})[reading] = None
    longest: dict[str, int] = {}
    for form in [*tags, *events]:
        first, n = form.split(" ", 1)[0], form.count(" ") + 1
        if n > 1:
            longest[first] = max(longest.get(first, n), n)
    openers = _openers(lexicon, tags, events)
    opening: dict[str, list[str]] = {}
    for form in openers:
        if " " in form and openers.isdisjoint(form.split(" ")):
            opening.setdefault(max(form.split(" "), key=len), []).append(form)
    return Vocabulary(
        {f: frozenset(t) for f, t in tags.items()},
        {f: tuple(r) for f, r in events.items()},
        longest,
        frozenset(lexicon["weapon_compounds"]["words"]),
        openers,
        opening,
    )


def _openers(
    lexicon: Lexicon, tags: Mapping[str, Iterable[str]], events: Mapping[str, Iterable[EventForm]]
) -> frozenset[str]:
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
    found.update(form for form, its in tags.items() if any(t == "weapon" or t.startswith("toll:") for t in its))
    found.update(
        [f"{form}'" for form in found if form.endswith("s") and " " not in form]
    )  # a genitive, or where a quotation ends
    return frozenset(found)


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
        ("number", (*spelled_numbers(lexicon), *lexicon["number_phrases"], *lexicon["number_scales"])),
        *((cue, lexicon["realis_cues"][cue]) for cue in lexicon["realis_cues"]),
    ):
        yield from ((form, tag) for form in forms)
    for form in ("killed", "wounded", "both"):
        yield from ((w, f"toll:{form}") for w in lexicon["toll_words"][form])


def _nouns(nouns: Iterable[str], tag: str) -> Iterator[tuple[str, str]]:
    for noun in nouns:
        singular, many = singular_and_plural(noun)
        yield singular, tag
        if many != singular:
            yield many, tag
            yield many, "plural"


def _event_forms(lexicon: Lexicon) -> Iterator[tuple[str, EventForm]]:
    for event, entry in lexicon["event_classes"].items():
        for noun in entry.get("nouns", ()):
            singular, many = singular_and_plural(noun)
            yield singular, EventForm(event, "noun")
            yield many, EventForm(event, "plural")
        for verb in entry.get("verbs", ()):
            yield from ((f, EventForm(event, form)) for f, form in regular_verb(verb))
        for verb in entry.get("irregular", ()):
            yield from ((f, EventForm(event, form)) for f, form in irregular_verb(verb))
