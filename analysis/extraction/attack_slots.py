"""Who, whom, when, where, with what: the slots of one mention of an attack: the fifth step of the attack cascade.

In: a ``Scene`` (a sentence with its words, dates and entities) and the triggers of one mention. Each function gives
one slot or None: missing is missing. The dateline is not the place, the day of a saying not the date, a photo's day
neither.
"""

from __future__ import annotations

from collections.abc import Sequence

from analysis.extraction.attack_forces import force_of
from analysis.extraction.attack_groups import Group, group_starting, is_clause_mark, subject_of, tags_of
from analysis.extraction.attack_scene import ACTORS, PLACES, Scene, is_dated, phrase
from analysis.extraction.attack_triggers import Trigger
from analysis.extraction.records import DateSpan

# "in 1991" far from the event word dates something else; a day may stand at the other end of the sentence
_LONG_DATE_REACH = 14


def find_date(scene: Scene, triggers: Sequence[Trigger], first: int, last: int) -> DateSpan | None:
    """The date that stands nearest to the triggers, days before longer spans; not the day of a saying, not a day to
    come."""
    best: tuple[float, DateSpan] | None = None
    for span in scene.dates:
        at = scene.index_at(span.start)
        if not first <= at < last or not _may_date(scene, span, triggers):
            continue
        distance = min(abs(at - t.at) + (3 if at < t.at else 0) for t in triggers)
        distance += 12 * _is_day_of_saying(scene, at) + (0 if span.date_precision == "day" else 4)
        if span.date_precision != "day" and distance > _LONG_DATE_REACH and at > 2:
            continue
        if best is None or distance < best[0]:
            best = (distance, span)
    if best and best[0] > 5 and any(w.lower in scene.lexicon["law_words"]["words"] for w in scene.words):
        return None  # the day in court
    if best is None or best[0] > 40 or (best[0] >= 16 and _is_day_of_saying(scene, scene.index_at(best[1].start))):
        return None
    return best[1]


def _may_date(scene: Scene, span: DateSpan, triggers: Sequence[Trigger]) -> bool:
    if span.date_start is None and span.date_end is None:
        return False
    if scene.is_caption and all(t.voice == "noun" for t in triggers):
        return False
    day = span.date_start or span.date_end
    return scene.published is None or day is None or day <= scene.published


def _is_day_of_saying(scene: Scene, at: int) -> bool:
    """ "police said Friday", "said in a statement on Friday": a verb of saying right before."""
    for j in range(at - 1, max(-1, at - 6), -1):
        word = scene.words[j]
        if "say" in word.tags or word.lower in scene.lexicon["say_words"]["aftermath"]:
            return True
        if is_clause_mark(word) or word.events or (word.tags & {"be", "relative", "conjunction"}):
            return False
    return False


# What aircraft do as well as anyone
_FROM_ABOVE = frozenset({"strike", "hit", "bomb", "carry_out", "assault", "launch", "shoot", "kill", "wound", "raid"})


def find_weapon(scene: Scene, triggers: Sequence[Trigger], first: int, last: int) -> str | None:
    """The class of the weapon: named in the mention, else implied by the event word."""
    classes = scene.lexicon["event_classes"]
    named: list[tuple[int, str]] = []
    for i in range(first, last):
        word = scene.words[i]
        weapons = [t.removeprefix("weapon:") for t in word.tags if t.startswith("weapon:")]
        if not weapons or ("weak" in word.tags and not _is_used(i, triggers)):
            continue
        named.append((min(abs(i - t.at) for t in triggers), weapons[0]))
    implied = [classes[t.event]["weapon"] for t in triggers if "weapon" in classes[t.event]]
    if any(w.lower.startswith("suicide") for w in scene.words[first:last]) and (
        named or implied or any(t.event == "assault" for t in triggers)
    ):
        return "suicide bomb"
    if any(t.event in _FROM_ABOVE for t in triggers) and (carried := _carried(scene, triggers)):
        if all(n in ("bomb", "gunfire", "airstrike", "vehicle bomb") for _, n in named):
            return carried  # a bomb that falls is no planted one
        named.append((1, carried))
    specific = [i for i in implied if i not in ("bomb", "gunfire", "vehicle")]
    if specific:
        return str(specific[0])
    if named:
        near = sorted(named)
        better = next(
            (w for _, w in near if w in ("vehicle bomb", "drone", "missile", "rocket", "grenade", "mine")), None
        )
        return (
            better
            if better and near[0][1] in ("bomb", "airstrike", "gunfire", better) and near[0][0] < 12
            else near[0][1]
        )
    return str(implied[0]) if implied else None


def _carried(scene: Scene, triggers: Sequence[Trigger]) -> str | None:
    """The weapon class of what carries it: "warplanes hit", "aircraft carried out strikes"."""
    for trigger in triggers:
        for group in (trigger.subject, trigger.agent):
            if group and (weapon := _carrier(scene, group)):
                return weapon
    return None


def _carrier(scene: Scene, group: Group) -> str | None:
    inside = {w.lower for w in group.words(scene.words)}
    return next((str(k) for k, words in scene.lexicon["weapon_carriers"].items() if inside & set(words)), None)


def _is_used(i: int, triggers: Sequence[Trigger]) -> bool:
    """Whether a weak weapon word ("device", "shot") is what a trigger fires, plants or explodes."""
    groups = [g for t in triggers for g in (t.subject, t.object, t.agent) if g]
    return any(g.first <= i < g.last for g in groups) and any(
        t.event in ("explode", "plant", "launch", "hit", "shell", "kill", "wound", "intercept") for t in triggers
    )


def find_perpetrator(scene: Scene, triggers: Sequence[Trigger]) -> str | None:
    """Who did it: an armed or named subject or agent of a trigger."""
    for trigger in triggers:
        if trigger.event == "intercept":
            continue
        if trigger.event == "capture":
            return phrase(scene, trigger.object) if trigger.object else None
        doer = trigger.agent if trigger.voice in ("passive", "noun") else trigger.subject
        doer = doer or _replier(scene, trigger)
        if doer is None or is_dated(scene, doer.first):
            continue
        if entity := scene.entity_in(doer, ACTORS):
            return entity.entity
        country = scene.entity_in(doer, frozenset({"country"}))
        if country and country.country and _carrier(scene, doer):  # "Norlandish jets"
            title = scene.lexicon["force_titles"]["aerial"]
            return force_of(country.country, title, scene.lexicon) or country.entity
        is_armed = any(w.tags & {"outlaw", "force"} and "weapon" not in w.tags for w in doer.words(scene.words))
        if is_armed and (who := _without_carrier(scene, phrase(scene, doer))) is not None:
            return who
        if (
            (trigger.voice != "noun" or trigger.agent is None)
            and trigger.event not in ("explode", "hit", "wound")
            and (state := scene.entity_in(doer, frozenset({"country", "person"})))
        ):
            return state.entity
        if (
            trigger.voice == "noun"
            and (state := scene.entity_in(doer, frozenset({"country"})))
            and trigger.event in ("air", "drone", "strike", "missile", "rocket", "shell")
        ):
            return state.entity
    return None


def _without_carrier(scene: Scene, name: str | None) -> str | None:
    """ "army helicopters" give "army"; mere "jets" nobody."""
    carriers = {w for words in scene.lexicon["weapon_carriers"].values() for w in words if w != "air force"}
    kept = name.split() if name else []
    while kept and kept[-1].lower() in carriers:
        kept.pop()
    return " ".join(kept) or None


def _replier(scene: Scene, trigger: Trigger) -> Group | None:
    """ "Norland retaliated with air strikes": who replies with a noun of force uses it."""
    if trigger.voice != "noun":
        return None
    reply = scene.lexicon["reference_words"]["reply"]
    for j in range(trigger.at - 1, max(0, trigger.at - 8), -1):
        word = scene.words[j]
        if word.lower == "with" and scene.words[j - 1].lower in reply:
            return subject_of(scene.words, j - 1)
        if is_clause_mark(word) or word.tags & {"say", "relative"}:
            return None
    return None


def find_target(scene: Scene, triggers: Sequence[Trigger]) -> str | None:
    """Whom or what it hit: the object of a trigger; things and people before names."""
    classes = scene.lexicon["event_classes"]
    found: list[tuple[int, str]] = []
    for trigger in triggers:
        group = trigger.object
        if group is None or classes[trigger.event].get("object") in ("weapon", "attack"):
            continue
        inside = group.words(scene.words)
        if (
            any("weapon" in w.tags and "weak" not in w.tags for w in inside)
            or inside[0].tags & {"pronoun"}
            or is_dated(scene, group.first)
        ):
            continue
        known = any(w.tags & {"person", "thing", "force", "outlaw"} for w in inside) or scene.entity_in(
            group, ACTORS | PLACES | {"person", "country"}
        )
        name = phrase(scene, group)
        if name:
            found.append((0 if known else 1, name))
    return min(found, key=lambda f: f[0])[1] if found else _aimed_at(scene, triggers)


# "exploded at a bank", "fired rockets at the base": what a weapon hits stands behind these
_AIMS = frozenset({"at", "in", "near", "outside", "inside", "under", "on", "against", "into", "beneath", "upon"})
_AIMING = frozenset({"explode", "plant", "launch", "ram", "shoot", "suicide_bomb", "impact", "salvo"})


def _aimed_at(scene: Scene, triggers: Sequence[Trigger]) -> str | None:
    """The thing or person behind the weapon's preposition; a place's name is a place."""
    for trigger in triggers:
        if trigger.event not in _AIMING:
            continue
        for j in range(trigger.at + 1, min(trigger.at + 12, len(scene.words) - 1)):
            word = scene.words[j]
            if word.lower in {";", ":"} or word.tags & {"relative", "say"}:
                break
            if word.lower in _AIMS and (group := group_starting(scene.words, j + 1)):
                tags = tags_of(scene.words, group)
                if tags & {"thing", "person", "force"} and "weapon" not in tags and not is_dated(scene, j + 1):
                    return phrase(scene, group)
    return None
