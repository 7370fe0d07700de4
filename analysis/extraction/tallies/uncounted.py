"""Tallies that give no number of attacks, or name none.

Plural and habitual uses of event words tell of two or more, the end open: "frequent attacks on the port in recent
months", "a wave of bombings since May", "the raids intensified", "shell the town almost daily". A number counts what a
sentence before named: "at least 40 since January", "not one in the eight days since", "A few of them were duds".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analysis.extraction.attacks.events.realis import read_realis
from analysis.extraction.attacks.events.scene import ACTORS, Scene, is_dated
from analysis.extraction.attacks.events.triggers import Trigger
from analysis.extraction.tallies.counts import rules_of
from analysis.extraction.tallies.tally import (
    Tally,
    armed_triggers,
    clause_end,
    find_period,
    is_armed,
    is_attack_plural,
    is_long,
    is_supposed,
)
from analysis.language.groups import subject_of, tags_of
from analysis.language.numbers import Quantity, has_number
from analysis.language.reading import SentenceReading
from analysis.language.rules import Rule, load_rules

_PRESUPPOSING = frozenset({"the", "these", "those", "its", "their", "his", "her"})


def open_tallies(scene: Scene) -> Iterator[Tally]:
    """The open quantities of attacks in a sentence."""
    words = scene.words
    nouns = rules_of(scene, "tally_nouns") if "attacks" in scene.tags else []
    verbs = rules_of(scene, "tally_verbs")
    if not nouns and not verbs:
        return
    found = [(i, *hit) for i, word in enumerate(words) if word.events and (hit := _cue(scene, i, nouns, verbs))]
    armed = {t.at: t for t in armed_triggers(scene)} if found else {}
    for i, cue, rule in found:
        name = rule.given.get("row", rule.name)
        trigger = armed.get(i) or (_habitual(scene, i) if name == "tally.frequency" else None)
        if trigger is None or not is_armed(scene, trigger) or not _is_real(scene, i, cue, trigger):
            continue
        first, last = min(i, cue), max(i, cue)
        period = None if name == "tally.containing" else find_period(scene, first, last)
        if period and period.date_precision == "day":
            if rule.name == "collective" or scene.index_at(period.start) < clause_end(words, last):
                continue  # "clashes continued on Monday" tells of an occasion
            period = None
        if rule.given.get("long") and not is_long(scene, period, first, last):
            continue
        rule.fires()
        many = Quantity(words[cue].start, words[cue].end, 2, None)
        yield Tally(first, clause_end(words, last), many, i, period, name)


def _cue(scene: Scene, i: int, nouns: Sequence[Rule], verbs: Sequence[Rule]) -> tuple[int, Rule] | None:
    """The word that makes of an event word a number of attacks, and the rule that says so."""
    word = scene.words[i]
    if is_attack_plural(word):
        rules = nouns if word.events[0].event != "aftermath" else ()
    else:
        rules = verbs if any(not e.is_noun for e in word.events) else ()
    for rule in rules:
        headline = rule.given.get("headline", scene.is_headline)
        if headline == scene.is_headline and (groups := rule.match(scene.line, i)) is not None:
            return groups.get("cue", (i, i))[0], rule
    return None


def _habitual(scene: Scene, i: int) -> Trigger | None:
    """ "exchanges fire with the army almost daily": the present of a verb that tells of no occasion, its subject an
    armed side."""
    event = next((e for e in scene.words[i].events if e.form in ("third", "base", "gerund")), None)
    subject = subject_of(scene.words, i)
    if event is None or subject is None or scene.lexicon["event_classes"][event.event]["needs"].endswith("object"):
        return None
    armed = tags_of(scene.words, subject) & {"force", "outlaw"} or scene.entity_in(subject, ACTORS | {"country"})
    return Trigger(i, event.event, "present", subject=subject) if armed else None


def _is_real(scene: Scene, i: int, cue: int, trigger: Trigger) -> bool:
    """Whether the many attacks are told as having happened."""
    words, start = scene.words, min(i, cue)
    presupposed = start > 0 and words[start - 1].lower in _PRESUPPOSING
    if presupposed and words[cue].lower.startswith("includ"):
        return True
    noun = trigger.voice == "noun"
    if trigger.voice == "infinitive" or noun != is_attack_plural(words[i]) or any(w.lower == "?" for w in words[i:]):
        return False
    realis = read_realis(scene, trigger, told=False).realis
    if presupposed and noun and cue < i:
        return realis in (None, "actual", "hypothetical")
    return realis in (None, "actual") and not is_supposed(words, i) and not (noun and is_supposed(words, start))


def understood(scene: Scene, quantities: Sequence[Quantity], told: Sequence[Tally]) -> Iterator[Tally]:
    """The counts of a sentence that name no attacks, for ``told`` right before counted some."""
    words = scene.words
    if any(w.lower == "?" for w in words[-2:]):
        return
    if (none := _none_since(scene)) is not None:
        yield none
        return
    for quantity in quantities:
        at, after = scene.span_of(quantity)
        if is_dated(scene, at) or any("condition" in w.tags for w in words[:at]):
            continue
        for rule in load_rules(scene.lexicon, "tally_understood"):
            if rule.match(scene.line, at, after) is None:
                continue
            period, inside, name = find_period(scene, at, after), None, rule.given["row"]
            if name == "tally.part":
                whole = _whole(told, quantity)
                if whole is None:
                    continue
                period, inside = period or whole.date, whole.inside or whole.quantity.start
            rule.fires()
            if name:
                yield Tally(at, clause_end(words, after), quantity, at, period, name, inside=inside)
            break


def counts_on(sentence: SentenceReading) -> bool:
    """Whether a sentence without a word for an attack may count some more: it holds "since" or a number."""
    return "since" in sentence.words or has_number(sentence.words, sentence.lexicon)


def starts_counting(scene: Scene) -> bool:
    """ "how many attacks there have been", "a list of the attacks": the number may follow in the next sentence."""
    if scene.listed.isdisjoint(scene.lexicon["word_lists"]["counting"]):
        return False
    (rule,) = load_rules(scene.lexicon, "tally_starts")
    return any(is_attack_plural(word) and rule.holds(scene.line, i) for i, word in enumerate(scene.words))


def _whole(told: Sequence[Tally], part: Quantity) -> Tally | None:
    """The count that a part is taken from: the last that is large enough; of the months of a series, what holds them
    all (``inside``)."""
    for tally in reversed(told):
        low, high = tally.quantity.low, tally.quantity.high
        if tally.rule == "tally.series" and tally.inside is not None:
            return tally
        if high != 0 and (high is None or part.low is None or part.low <= high) and tally.rule != "tally.part":
            return tally if low is not None or high is not None else None
    return None


def contains(whole: Tally, part: Tally) -> bool:
    """Whether the time of a count holds that of another, and nothing speaks against it."""
    if not (whole.date and part.date and whole.date.date_start and part.date.date_start) or whole.inside is not None:
        return False
    high = whole.quantity.high
    if high is not None and (part.quantity.low or part.quantity.high or 0) > high:
        return False
    if whole.actor and part.actor and whole.actor != part.actor:
        return False
    ends = whole.date.date_end, part.date.date_end
    begins = whole.date.date_start <= part.date.date_start
    return begins and ends[1] is not None and (ends[0] is None or ends[1] <= ends[0])


def _none_since(scene: Scene) -> Tally | None:
    """ "and not one in the eight days since", "There have been none since"."""
    words = scene.words
    for i, word in enumerate(words[:-1]):
        if word.lower in {"none", "not one", "not a single"}:
            last = clause_end(words, i)
            if any(words[j].lower == "since" or is_dated(scene, j) for j in range(i, last)):
                return Tally(
                    i, last, Quantity(word.start, word.end, 0, 0), i, find_period(scene, i, i), "tally.understood"
                )
    return None
