"""Counted attacks: numbers beside their noun, "twice", "the third in two weeks", "no attack since June"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache

from analysis.extraction.attacks.events.scene import TOLLS, Scene
from analysis.extraction.attacks.events.triggers import Trigger
from analysis.extraction.records import DateSpan, Realis
from analysis.extraction.tallies.tally import (
    Tally,
    armed_triggers,
    clause_end,
    counting,
    find_period,
    is_armed,
    is_attack_plural,
    is_long,
    is_supposed,
)
from analysis.language.groups import is_clause_mark, tags_of
from analysis.language.lexicon import Lexicon
from analysis.language.numbers import Quantity
from analysis.language.patterns import Found
from analysis.language.rules import Rule, load_rules

# The verb stands at most so many words before its count.
_REACH = 12
_SUPPOSING = frozenset({"modal", "future", "planned", "hypothetical"})


def rules_of(scene: Scene, table: str) -> list[Rule]:
    """The rules of a table for one of whose ``words`` the sentence has a word."""
    listed = scene.listed
    return [rule for rule, words in _anchored(scene.lexicon, table) if not words.isdisjoint(listed)]


@lru_cache(maxsize=32)
def _anchored(lexicon: Lexicon, table: str) -> Sequence[tuple[Rule, frozenset[str]]]:
    lists, rules = lexicon["word_lists"], load_rules(lexicon, table)
    forms = ([form for name in rule.given["words"] for form in lists[name]] for rule in rules)
    return [(rule, frozenset(f.partition(" ")[0] for f in its)) for rule, its in zip(rules, forms, strict=True)]


def matches(scene: Scene, table: str) -> Iterator[tuple[Rule, Found]]:
    """What the rules of a table find in a sentence, rule by rule; their lists of words (``words``) are asked first."""
    for rule in rules_of(scene, table):
        at, asked = 0, rule.near
        while asked and at < len(scene.words) and (found := asked.search(scene.line, at)):
            yield rule, found
            at = found.first + 1


def ordinals(scene: Scene) -> Iterator[Tally]:
    """ "the third attack in two weeks", "the second time in a month that the base was hit": a count by its last one."""
    words = scene.words
    for rule, found in matches(scene, "tally_ordinals"):
        first, noun = found.first, found.groups["noun"][0]
        period = find_period(scene, first, noun)
        end = noun
        if "that" in found.groups:
            end = found.groups["that"][0]
            if not _tells_of(scene, end):
                continue
        elif rule.given.get("long") and (period is None or period.date_precision == "day"):
            continue
        count = scene.lexicon["ordinals"].get(words[first].lower, 1)
        many = "that" not in found.groups and is_attack_plural(words[noun])
        counted = Quantity(words[first].start, words[first].end, 2 if many else count, None if many else count)
        rule.fires()
        yield Tally(first, clause_end(words, end), counted, noun, period, "tally.ordinal")


def _tells_of(scene: Scene, that: int) -> bool:
    """Whether the clause behind "the third time that" tells of an attack."""
    words, behind = scene.words, scene.words[that + 1 : that + 9]
    stop = next((k for k, w in enumerate(behind) if is_clause_mark(w) or "say" in w.tags), len(behind))
    if any(w.tags & {"modal", "future", "negation"} for w in behind[:stop]):
        return False
    told = [t for t in armed_triggers(scene) if that < t.at <= that + stop and is_armed(scene, t)]
    return any(not any("opener" in w.tags for w in words[that + 1 : t.at]) for t in told)


def none_told(scene: Scene) -> Iterator[Tally]:
    """ "a week without an attack", "no attack since June", "not a single strike this year": none, with a time."""
    words = scene.words
    for rule, found in matches(scene, "tally_none") if "attack" in scene.tags else ():
        first, noun = found.groups["none"][0], found.groups["noun"][0]
        period = find_period(scene, first, noun)
        since = any(w.lower == "since" for w in words[noun : noun + 10])
        if not (since or rule.given.get("timed") or is_long(scene, period, first, noun)):
            continue
        end = words[noun].end if words[first].lower == "without" else words[noun - 1].end
        supposed = any(w.tags & _SUPPOSING for w in words[max(0, first - 8) : first])
        supposed |= any(w.lower in {"asked", "demand", "demanded", "want", "wants"} for w in words[:first])
        realis: Realis = "hypothetical" if supposed else "actual"
        none = Quantity(words[first].start, end, 0, 0)
        start = max(0, first - 2) if rule.given.get("timed") else first
        rule.fires()
        yield Tally(start, clause_end(words, noun), none, noun, period, "tally.zero", realis)


def numbered(
    scene: Scene, quantities: Sequence[Quantity], nouns: Sequence[int], earlier: date | None
) -> Iterator[Tally]:
    """Numbers of attacks, the noun beside them or named once for several."""
    last: Tally | None = None
    for quantity in quantities if nouns else ():
        at, after = scene.span_of(quantity)
        tally = _counted(scene, quantity, at, after, nouns, last, earlier)
        if tally is not None:
            last = tally
            yield tally


def _counted(
    scene: Scene,
    quantity: Quantity,
    at: int,
    after: int,
    nouns: Sequence[int],
    last: Tally | None,
    earlier: date | None,
) -> Tally | None:
    """The tally of a number by the first rule that holds of it."""
    words = scene.words
    before = last.noun if last else max((n for n in nouns if n < at), default=None)
    for rule in load_rules(scene.lexicon, "tally_numbers"):
        groups = rule.match(scene.line, at, after)
        noun = groups["noun"][0] if groups and "noun" in groups else before
        if groups is None or noun is None or (rule.name == "tally.continued" and not _goes_on(scene, last, at)):
            continue
        if "noun" not in groups and at < nouns[0]:
            continue
        period = find_period(scene, min(at, noun), max(at, noun), earlier) if "noun" in groups else None
        realis: Realis | None = counting(scene, noun) if rule.name == "tally.counted" else "actual"
        table = scene.lexicon["tally_parts"]
        joined = words[noun].events[0].event in table["events"] or words[at].lower in table["pairs"]
        parts = rule.name == "tally.counted" and joined
        if realis is None or (parts and not is_long(scene, period, at, noun)):
            continue
        rule.fires()
        if rule.name == "tally.series":
            day = _date_behind(scene, after)
            return Tally(at, scene.index_at(day.end - 1) + 1, quantity, noun, day, rule.name) if day else None
        if "noun" not in groups:
            return Tally(at, clause_end(words, after), quantity, noun, find_period(scene, at, after), rule.name)
        first, end = (noun, max(after, noun + 1)) if noun < at else (at, clause_end(words, noun))
        return Tally(first, end, quantity, noun, period, rule.given.get("row", rule.name), realis)
    return None


def _goes_on(scene: Scene, last: Tally | None, at: int) -> bool:
    """Whether nothing but places and joints stands between a count and the number after it."""
    between = scene.words[max(last.noun, last.first) + 1 : at] if last else ()
    others = TOLLS | {"person"}
    return bool(between) and not any(w.tags & others or any(e.form == "past" for e in w.events) for w in between)


def _date_behind(scene: Scene, after: int) -> DateSpan | None:
    """The date right behind a number, with at most a preposition between."""
    return next((d for d in scene.dates if 0 <= scene.index_at(d.start) - after <= 1), None)


def counted_verbs(scene: Scene, quantities: Sequence[Quantity]) -> Iterator[Tally]:
    """Verbs that say how often: "has been attacked more than 30 times since May", "struck twice in three months"; a
    time longer than a day, or a perfect, shows that no single occasion is meant ("hit twice in the leg")."""
    counts = list(_times(scene, quantities))
    triggers = armed_triggers(scene) if counts else []
    for quantity, at, after in counts:
        verb = _counted_verb(scene, triggers, at)
        if verb is None or is_supposed(scene.words, verb.at):
            continue
        period = find_period(scene, min(verb.at, at), max(verb.at, after))
        perfect = any("have" in w.tags for w in scene.words[max(0, verb.at - 4) : verb.at])
        if perfect or is_long(scene, period, verb.at, after):
            yield Tally(verb.at, clause_end(scene.words, after - 1), quantity, verb.at, period, "tally.times")


def says_times(scene: Scene) -> bool:
    """Whether a sentence holds a noun for occasions: "times", "occasions"."""
    return not scene.listed.isdisjoint(scene.lexicon["word_lists"]["occasions"])


def _times(scene: Scene, quantities: Sequence[Quantity]) -> Iterator[tuple[Quantity, int, int]]:
    """Each "N times", "twice" with the indices of its first word and of the word behind it; "three times as many" is no
    count of occasions, "three times in May" is one."""
    words, adverbs = scene.words, scene.lexicon["tally_times"]["adverbs"]
    if not scene.listed.isdisjoint(adverbs):
        for i, word in enumerate(words):
            if word.lower in adverbs and not _compares(scene, i + 1):
                yield Quantity(word.start, word.end, adverbs[word.lower], adverbs[word.lower]), i, i + 1
    if says_times(scene):
        nouns = scene.lexicon["word_lists"]["occasions"]
        for quantity in quantities:
            _, after = scene.span_of(quantity)
            noun = next((j for j in range(after, min(after + 3, len(words))) if words[j].lower in nouns), None)
            if noun is not None and not is_clause_mark(words[noun - 1]) and not _compares(scene, noun + 1):
                yield Quantity(quantity.start, words[noun].end, quantity.low, quantity.high), after - 1, noun + 1


def _compares(scene: Scene, i: int) -> bool:
    if i >= len(scene.words) or scene.words[i].lower == "in":
        return False
    dated = any(scene.index_at(d.start) in (i, i + 1) for d in scene.dates)
    return scene.words[i].lower in scene.lexicon["tally_times"]["compared"] and not dated


def _counted_verb(scene: Scene, triggers: Sequence[Trigger], at: int) -> Trigger | None:
    """The nearest verb of armed force before the count, in its clause; nobody is "attacked" by three blows."""
    events = scene.lexicon["tally_times"]["events"]
    near = [t for t in triggers if t.voice != "noun" and t.event in events and at - _REACH < t.at < at]
    if not near:
        return None
    verb, words = near[-1], scene.words
    struck = tags_of(words, verb.object or verb.subject)
    parted = any(w.lower in {";", ":"} or "relative" in w.tags for w in words[verb.at + 1 : at])
    return None if parted or ("person" in struck and "plural" not in struck) else verb
