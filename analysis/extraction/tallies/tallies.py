"""Tallies: numbers of attacks over a time, each count with its own period one row; never added to incidents.

In: a prepared sentence and the tallies told right before it. Out: ``Tally`` rows in text order. "90 attacks in three
months", "no attacks since the truce", "and only three smaller ones in the north" (the noun understood), "from 31 in
April to 12 in May and up to 20 by late June" (named once for three). What counts is said by the rules of
``lexicons/tallies.toml``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from analysis.extraction.attacks.events.scene import Scene
from analysis.extraction.records import DateSpan
from analysis.extraction.tallies.counts import counted_verbs, none_told, numbered, ordinals, says_times
from analysis.extraction.tallies.slots import with_slots
from analysis.extraction.tallies.tally import Tally, is_attack_plural
from analysis.extraction.tallies.uncounted import contains, open_tallies, understood

_LEANING = frozenset({"tally.elliptical", "tally.series", "tally.continued", "tally.understood", "tally.part"})
_MEMBERS = frozenset({"including", "among", "them"})


def find_tallies(scene: Scene, *, told: Sequence[Tally] = (), carried: bool = False) -> list[Tally]:
    """The tallies of a sentence, in text order.

    ``told`` are those that the article told before; ``carried`` says that the sentences right before count attacks,
    with or without a number, so that a bare number may count some more ("at least 40 since January", "not one in the
    week since").
    """
    named = [i for i, w in enumerate(scene.words) if w.events]
    if not named and not carried:
        return []  # a third of the sentences; all but what is understood counts an event word
    nouns = [i for i in named if is_attack_plural(scene.words[i])] if "attacks" in scene.tags else []
    quantities = scene.quantities if carried or nouns or says_times(scene) else []
    found = [*ordinals(scene), *none_told(scene)]
    earlier = next((t.date.date_start for t in reversed(told) if t.date and t.date.date_start), None) if nouns else None
    for tallies in (numbered(scene, quantities, nouns, earlier), counted_verbs(scene, quantities), open_tallies(scene)):
        taken = {t.noun for t in found}
        found += [t for t in tallies if t.noun not in taken]
    if carried or found:
        free = [
            q for q in scene.quantities if all(q.end <= t.quantity.start or q.start >= t.quantity.end for t in found)
        ]
        none = any(t.rule == "tally.zero" for t in found)
        found += [t for t in understood(scene, free, [*told, *found]) if not (none and t.quantity.high == 0)]
    ordered = sorted(found, key=lambda t: (t.first, t.quantity.start))
    placed = [with_slots(scene, t, _base(t, ordered, told if carried else ())) for t in ordered]
    return [_within_article(t, told) for t in _within_sentence(scene, placed)]


def _base(tally: Tally, beside: Sequence[Tally], told: Sequence[Tally]) -> Tally | None:
    """The tally whose actor and target hold for another that names none: the nearest before it."""
    if tally.rule not in _LEANING:
        return None
    return next((t for t in reversed(beside) if t.first < tally.first), next(iter(reversed(told)), None))


def _within_sentence(scene: Scene, tallies: Sequence[Tally]) -> list[Tally]:
    """The months of a series lie within the open count that the sentence begins with: "an escalation in attacks, from
    six in August to 35 in September"; "12 attacks, including three in the capital"."""
    found: list[Tally] = []
    for tally in tallies:
        outer = next((k for k, t in enumerate(found) if t.rule in ("tally.trend", "tally.open")), None)
        if tally.rule == "tally.series" and outer is not None and tally.inside is None:
            tally = replace(tally, inside=found[outer].quantity.start)
            found[outer] = replace(found[outer], date=_joined(found[outer].date, tally.date))
        if tally.rule == "tally.continued" and found:
            at = scene.index_at(tally.quantity.start)
            if any(w.lower in _MEMBERS for w in scene.words[max(0, at - 4) : at]):
                tally = replace(tally, inside=found[-1].quantity.start)
        found.append(tally)
    return found


def _within_article(tally: Tally, told: Sequence[Tally]) -> Tally:
    """The months of a series lie within the last count told whose time holds them: "at least 40 since January … rose
    from six in January to 14 in February"."""
    if tally.rule != "tally.series" or tally.inside is not None:
        return tally
    return replace(tally, inside=next((w.quantity.start for w in reversed(told) if contains(w, tally)), None))


def _joined(whole: DateSpan | None, part: DateSpan | None) -> DateSpan | None:
    """The time of a series: from the first day of its first count to the last day of its last."""
    if whole is None or part is None or not (whole.date_end and part.date_end):
        return whole or part
    return replace(whole, date_end=max(whole.date_end, part.date_end), date_precision="period")
