"""A sentence prepared for the attack cascade: its words with the dates and entities inside it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache

from analysis.extraction.attacks.events.triggers import Trigger, read_triggers
from analysis.extraction.records import DateSpan, Entity
from analysis.language.expressions import EventForm, Word
from analysis.language.groups import CLAUSE_MARKS, Group, is_number
from analysis.language.lexicon import Lexicon
from analysis.language.numbers import Quantity
from analysis.language.patterns import Line, line_of, tagged_word
from analysis.language.reading import SentenceReading

PLACES = frozenset({"city", "site", "region"})
ACTORS = frozenset({"group", "force", "government", "institution"})
TOLLS = frozenset({"toll:killed", "toll:wounded"})
_LOCATING = frozenset({"in", "at", "near", "outside", "around"})
_LONGEST_NAME = 12
_SCORE = re.compile(r"\d{1,3}-\d{1,3}")


@dataclass(frozen=True, eq=False)
class Scene:
    """A sentence prepared for the slots; ``dates`` and ``entities`` are those inside it."""

    text: str
    words: Sequence[Word]
    dates: Sequence[DateSpan]
    entities: Sequence[Entity]
    lexicon: Lexicon
    reading: SentenceReading  # the tokens that the words are made of
    is_caption: bool = False
    is_headline: bool = False
    is_lead: bool = False
    is_upper_case: bool = False
    published: date | None = None
    home: str | None = None  # the country that the article is about, ISO alpha-2
    dateline: str | None = None  # where it was written: what "this city" means
    placed_before: Entity | None = None  # the town that was named last, in the sentence before: what "there" means
    named_before: DateSpan | None = None  # the day that was named last in the sentences before

    def entity_in(self, group: Group | None, kinds: frozenset[str]) -> Entity | None:
        """The first entity of one of ``kinds`` inside a group."""
        if group is None or not self.entities:
            return None
        return next((e for e in self.entities_in(group) if e.entity_kind in kinds), None)

    def entities_in(self, group: Group) -> list[Entity]:
        """The entities that begin inside a group."""
        start, end = self.words[group.first].start, self.words[group.last - 1].end
        return [e for e in self.entities if start <= e.start < end]

    @cached_property
    def _ends(self) -> Sequence[int]:
        return [word.end for word in self.words]

    def index_at(self, offset: int) -> int:
        """The word at or behind a character offset."""
        return bisect_right(self._ends, offset)

    def span_of(self, quantity: Quantity) -> tuple[int, int]:
        """The first word of a number and the word behind it."""
        return self.index_at(quantity.start), self.index_at(quantity.end - 1) + 1

    @cached_property
    def quantities(self) -> Sequence[Quantity]:
        """The numbers of the sentence without those in dates."""
        if not self.words:
            return ()
        return self.reading.quantities_in(self.words[0].start, self.words[-1].end, skip=self.dates)

    @cached_property
    def triggers(self) -> Sequence[Trigger]:
        """The event words of the sentence, read in their place."""
        found = read_triggers(self.words, self.lexicon, headline=self.is_headline, is_date=lambda i: is_dated(self, i))
        places = [e for e in self.entities if e.entity_kind in (*PLACES, "country")]
        return [replace(t, subject=self._behind_place(t.subject, places)) for t in found] if places else found

    def _behind_place(self, group: Group | None, places: Sequence[Entity]) -> Group | None:
        """A subject without the place that opens its clause: "in Quetta | gunmen killed"."""
        if group is None or group.first == 0 or self.words[group.first - 1].lower not in _LOCATING:
            return group
        start = self.words[group.first].start
        behind = next((self.index_at(e.end - 1) + 1 for e in places if e.start == start), group.first)
        return Group(behind, group.last) if behind < group.last else group

    @cached_property
    def asked(self) -> frozenset[str]:
        """What rules may ask of the whole sentence: its tags, and the tokens that stand in word lists."""
        return self.listed | self.tags

    @cached_property
    def listed(self) -> frozenset[str]:
        """The tokens that stand in one of the word lists, or begin an expression there: most sentences have few."""
        return _listed(self.lexicon) & self.reading.words

    @cached_property
    def plain_text(self) -> str:
        """The words in lower case with a space on each side."""
        return f" {' '.join([word.lower for word in self.words])} "

    @cached_property
    def line(self) -> Line:
        """The words with all that patterns may ask of them; the head of ``lexicons/attack_rules.toml`` lists it."""
        capitals, text = not self.is_upper_case, self.text
        pieces = [_piece(w.lower, w.tags, w.events, text[w.start].isupper() if capitals else None) for w in self.words]
        spans: list[tuple[DateSpan | Entity, str, str]] = [(d, "date,dated,", "dated,") for d in self.dates]
        spans += [(e, f"entity,is:{e.entity_kind},", "inside,") for e in self.entities]
        for span, begins, goes_on in spans:
            first = i = self.index_at(span.start)
            while i < len(pieces) and self.words[i].start < span.end:
                pieces[i] += begins if i == first else goes_on
                i += 1
        return line_of(pieces)

    def is_plain(self, i: int) -> bool:
        """Whether word ``i`` is in small letters and no lexicon knows it."""
        word = self.words[i]
        return not (word.tags or word.events or self.is_upper_case) and self.text[word.start].islower()

    @cached_property
    def tags(self) -> frozenset[str]:
        """All that the lexicons know of the words: their tags, and what kinds of event words there are."""
        found: set[str] = set().union(*[word.tags for word in self.words if word.tags])
        for word in self.words:
            if word.events:
                found.update(_event_tags(word.tags, word.events))
        return frozenset(found)

    @cached_property
    def has_score(self) -> bool:
        """Whether a word looks like the score of a match: 3-1."""
        return any(form[0].isdigit() and _SCORE.fullmatch(form) for form in self.reading.words)

    @cached_property
    def is_armed(self) -> bool:
        """Whether arms or an outlaw stand in the sentence."""
        if self.tags.isdisjoint(_ARMS):
            return False
        return any(not w.tags.isdisjoint(_ARMS) and "weak" not in w.tags for w in self.words)

    @cached_property
    def _tolls(self) -> Sequence[int]:
        return [i for i, w in enumerate(self.words) if w.tags & TOLLS] if self.tags & TOLLS else ()

    def is_told(self, at: int) -> bool:
        """Whether a day or a toll beside word ``at`` shows that an occasion is told of."""
        return any(d.date_precision == "day" for d in self.dates) or any(i != at for i in self._tolls)


_ARMS = frozenset({"outlaw", "weapon"})
_DECIDING = frozenset({"denied", "ended", "modal", "future"})
_PLANNING = frozenset({"planned", "hypothetical"})
_SUPPOSING, _VERBAL = frozenset({"negation", "modal", "future"}), frozenset({"be", "have", "do", "adverb"})
_PARTING = frozenset(
    {",", ";", ":", "(", ")", "--", "—", '"', "“", "”", "who", "which", "whose", "where", "when", "because", "while"}
    | {"although", "though", "whereas", "after", "since"}
)
_ENDING_NOUNS = frozenset(
    {"preposition", "be", "have", "say", "relative", "conjunction", "share", "attempted"}
    | {"hypothetical_determiner", "planned_determiner"}
)
_OWNERS = frozenset({"his", "her", "their", "its", "our", "my", "your", "'"})
_POSSESSIVE = frozenset({"possessive"})


@lru_cache(maxsize=8)
def _listed(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(form.partition(" ")[0] for forms in lexicon["word_lists"].values() for form in forms)


@lru_cache(maxsize=65_536)
def _piece(lower: str, tags: frozenset[str], events: tuple[EventForm, ...], capital: bool | None) -> str:
    """A word with what patterns may ask of it wherever it stands; ``capital`` is None in a text of capitals."""
    asked = {
        "untagged": not tags,
        "digit": lower[0].isdigit(),
        "mark": not lower[0].isalnum(),
        "clause": lower in CLAUSE_MARKS,
        "score": _SCORE.fullmatch(lower) is not None,
        "owning": "possessive" in tags or lower.endswith(("'s", "s'")) or lower in _OWNERS,
        "capital": capital is True,
        "named": capital is True and not events and tags <= _POSSESSIVE,
        "plain": capital is False and not events and not tags and lower[0].isalpha(),
    }
    verbal = bool(events) and not events[0].is_noun
    free = tags.isdisjoint(_DECIDING) and lower not in _PARTING
    manner = not tags and not events and lower.endswith("ly")
    asked |= {
        "finite": verbal,
        "manner": manner,
        "auxiliary": lower == "no longer"
        or (lower != "to" and tags.isdisjoint(_SUPPOSING) and (manner or not tags.isdisjoint(_VERBAL))),
        "premodifier": not verbal and lower not in CLAUSE_MARKS and lower != "no" and tags.isdisjoint(_ENDING_NOUNS),
        "free": free,
        "calm": free and ("weak_cue" in tags or tags.isdisjoint(_PLANNING)),
    }
    found = [*tags, *(tag for tag, holds in asked.items() if holds)]
    return tagged_word(lower, [*found, *_event_tags(tags, events)] if events else found)


@lru_cache(maxsize=4096)
def _event_tags(tags: frozenset[str], events: tuple[EventForm, ...]) -> Sequence[str]:
    """What patterns may ask of an event word: its classes, verb or noun, whether it names an attack or several."""
    named = [e.form for e in events if e.is_noun] if "weapon" not in tags else []
    found = ["attack"] * bool(named) + ["attacks"] * ("plural" in named) + [f"form:{events[0].form}"]
    return [*found, "event", *(f"event:{e.event}" for e in events)]


def phrase(scene: Scene, group: Group) -> str | None:
    """A group's name on one line: no determiners and numbers before it, nothing behind its last noun; None for a mere
    number or measure ("five", "a few hundred meters")."""
    inside = _opened(_whole(scene, _opened(_whole(scene, list(group.words(scene.words))))))[:_LONGEST_NAME]
    if not inside or _is_verb(inside):
        return None
    end = next((k for k in range(1, len(inside)) if _ends_name(scene, inside, k)), len(inside))
    inside = inside[:end]
    while len(inside) > 1 and (inside[-1].lower in _NO_END or inside[-1].tags == {"adverb"}):
        inside.pop()
    if all(is_number(w) or w.tags & {"approximator", "determiner"} for w in inside):
        return None
    if inside[-1].lower in scene.lexicon["dull_names"]["measures"]:
        return None
    text = " ".join(scene.text[inside[0].start : inside[-1].end].split())
    text = _NO_OWNER.sub("", text.strip(" \"“”'’,.-[]("))
    return text if any(c.isalpha() for c in text) else None


_NO_OWNER = re.compile(r"['’]S?$", re.IGNORECASE)
_NOUNS = frozenset({"person", "thing", "force", "outlaw"})
_NO_END = frozenset({"and", "or", "of", "another", "other", ",", "the", "a"})


def _opened(inside: list[Word]) -> list[Word]:
    """The words without what stands before the noun: "at least two officers", "night two officers" give
    "officers"."""
    if len(inside) > 3 and is_number(inside[0]) and inside[1].lower == "of" and "determiner" in inside[2].tags:
        inside = inside[3:]  # "one of its commanders"
    if len(inside) > 3 and is_number(inside[0]) and inside[1].lower == "and" and is_number(inside[2]):
        inside = inside[3:]  # "between | 20 and 30 people"
    number = next((k for k in range(1, min(4, len(inside) - 1)) if is_number(inside[k])), None)
    if number and "and" not in {w.lower for w in inside[:number]} and not any(w.tags for w in inside[:number]):
        inside = inside[number:]
    while len(inside) > 1 and (inside[0].tags & {"determiner", "approximator"} or is_number(inside[0])):
        inside = inside[1:]
    return inside


def _whole(scene: Scene, inside: list[Word]) -> list[Word]:
    """The words of what is counted or stood before: "an unknown number of | guards", "front of the | offices", "of our
    | posts"."""
    parts = scene.lexicon["dull_names"]["parts"]
    of = next((k for k in range(min(4, len(inside) - 1)) if inside[k].lower.endswith("of")), None)
    if of is None:
        return inside
    share = inside[of].lower.removesuffix("of").strip() or (inside[of - 1].lower if of else "")
    return inside[of + 1 :] if share in parts or (of == 0 and not share) else inside


def _is_verb(inside: Sequence[Word]) -> bool:
    """Whether the words begin with what happened to nobody named: "killed and seven", "died", "travelling"."""
    first = inside[0]
    alone = len(inside) == 1 or inside[1].lower in {"and", "or"}
    if not alone or first.tags & _NOUNS:
        return False
    return any(not e.is_noun for e in first.events) or (not first.tags and first.lower.endswith(("ed", "ing")))


def _ends_name(scene: Scene, inside: Sequence[Word], k: int) -> bool:
    """Whether a name ends before its word ``k``: "reservists | this month", "people | five years ago", "Americans |
    subsided", "soldiers | dead and seven", "the port | and possible revenge"."""
    word, last = inside[k], inside[k - 1]
    joined = last.lower in {"and", "of", "or", ",", "all", "both"} or "preposition" in last.tags
    if "calendar" in word.tags or word.lower in {"dead", "alive", "ago", "to death"}:
        return True
    if not joined and ("determiner" in word.tags or (is_number(word) and "person" in last.tags)):
        return True
    if word.lower == "and" and k + 1 < len(inside) and "hypothetical_determiner" in inside[k + 1].tags:
        return True
    if not joined and "person" in last.tags and any(not e.is_noun for e in word.events) and "toll:killed" in word.tags:
        return True  # "people | died and 50"
    noun = {*_NOUNS, "plural"}
    if scene.is_upper_case and not joined and not word.tags & noun and last.tags & noun:
        if word.lower.endswith("ing"):
            return "plural" in last.tags
        return word.lower.endswith("ed") and (k + 1 == len(inside) or inside[k + 1].lower == "and")
    is_noun = bool(last.tags & _NOUNS) or scene.text[last.start].isupper()
    plain = not word.tags and scene.text[word.start].islower()
    return not scene.is_upper_case and is_noun and plain and not joined and word.lower.endswith(("ed", "ing"))


def is_dated(scene: Scene, i: int) -> bool:
    """Whether word ``i`` stands in a time expression, be it one that no date could be given to."""
    if i >= len(scene.words):
        return False
    word = scene.words[i]
    return "calendar" in word.tags or any(d.start <= word.start < d.end for d in scene.dates)
