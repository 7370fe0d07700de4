"""How a mention refers: to the attack told before ("the attack"), to another one ("another bomb"), to something new
("an attack"); which attack another one answers or came after.

"Norland retaliated with air strikes over the killing of three sailors", "fired rockets in reply to the raid": the
second event word stands in a phrase of cause; what follows it behind a comma ("wounding dozens") belongs to the answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from analysis.extraction.attacks.events.scene import Scene, is_dated
from analysis.extraction.attacks.events.triggers import Trigger
from analysis.language.expressions import Word
from analysis.language.groups import is_clause_mark
from analysis.language.lexicon import Lexicon

_NAME_REACH = 10
# So many words open a sentence that tells of another: "In an unrelated".
_OPENING_REACH = 3
# How far the word of replying may stand before the phrase of cause, in words.
_REPLY_REACH = 16
_CLOSED = frozenset(
    {"determiner", "preposition", "number", "conjunction", "weapon", "adverb", "pronoun", "approximator"}
)
# "was also attacked" is another attack; "was also killed" mostly another victim of the same
_REPEATABLE = frozenset({"assault", "bomb", "air", "shell", "hit", "kidnap", "seize"})
_FURTHER = frozenset({"another", "second", "third", "fourth", "other", "others"})
# What befalls weapons: what is found or defused is one.
_BEFALLS_A_WEAPON = frozenset({"intercept", "find", "plant"})
# What befalls persons: whoever is named as its object is its victim.
_BEFALLS_A_PERSON = frozenset({"kill", "kidnap", "shoot", "wound", "torture"})


def is_definite_noun(scene: Scene, trigger: Trigger) -> bool:
    """ "the attack", "this bombing", "that strike"."""
    table = scene.lexicon["reference_words"]
    for j in range(trigger.at - 1, max(-1, trigger.at - 4), -1):
        word = scene.words[j]
        if word.lower in table["definite"] or word.lower in table["plural_definite"]:
            return True
        if word.lower.endswith(("'s", "’s")) and is_dated(scene, j):  # "Monday's attack"
            return True
        if is_clause_mark(word) or word.tags & {"preposition", "be", "say"}:
            return False
    return False


def is_other_event(scene: Scene, trigger: Trigger) -> bool:
    """ "another bomb", "a second attack", "a separate raid"; for verbs, what is hit or does the hitting is another."""
    table = set(scene.lexicon["reference_words"]["other"])
    words = scene.words
    nominal = trigger.voice == "noun"
    if nominal and any(w.lower in table for w in words[max(0, trigger.at - 3) : trigger.at] if not is_clause_mark(w)):
        return True
    if any(w.lower == "also" for w in words[max(0, trigger.at - 3) : trigger.at]) and trigger.event in _REPEATABLE:
        return True
    if not nominal and _in_another(words, trigger.at):
        return True
    is_found = trigger.voice == "passive" and trigger.event in _BEFALLS_A_WEAPON  # "another charge was defused"
    groups = [g for g in (trigger.subject if trigger.voice == "active" else trigger.object if is_found else None,) if g]
    if any(w.lower in {"another", "second", "other"} for g in groups for w in (words[g.first], words[g.last - 1])):
        return True
    # "In an unrelated incident, | a woman was shot dead"
    opening = [w.lower for w in words[:_OPENING_REACH]]
    told = opening[1:2] in (["a"], ["an"], ["another"]) if opening[0] == "in" else opening[1:2] == [","]
    return told and not nominal and any(w in scene.lexicon["reference_words"]["other_opening"] for w in opening)


def _in_another(words: Sequence[Word], at: int) -> bool:
    """ "was shot dead on Monday **in another attack**"."""
    return any(
        words[j].lower == "in" and words[j + 1].lower == "another" and any(w.events for w in words[j + 2 : j + 6])
        for j in range(at, min(at + _NAME_REACH, len(words) - 2))
    )


def is_elliptic(between: Sequence[Word]) -> bool:
    """ "a strike on a school killed two and another on a clinic killed five": another one stands between two verbs."""
    lower = [w.lower for w in between]
    return any(
        lower[i] in _FURTHER and lower[i - 1] in {"and", ",", ";", "a", "the"} and "preposition" in between[i + 1].tags
        for i in range(1, len(between) - 1)
    )


def is_further(group: Sequence[Word]) -> bool:
    """ "another", "a third": one more of the weapons told, and its noun understood."""
    return 0 < len(group) <= 2 and group[-1].lower in _FURTHER


def is_carrying_on(scene: Scene, triggers: Sequence[Trigger]) -> bool:
    """ "They killed three people", "that attack": what was told last goes on."""
    lead, table = triggers[0], scene.lexicon["reference_order"]
    before = [w.lower for t in triggers if t.voice == "noun" for w in scene.words[max(0, t.at - 2) : t.at]]
    if any(word in table["pointing"] for word in before):
        return True
    if lead.subject is None or lead.voice != "active":
        return False
    return [w.lower in table["carrying"] for w in lead.subject.words(scene.words)] == [True]


def recalls_weapon(scene: Scene, trigger: Trigger) -> bool:
    """ "fired the rockets", "dropped the bombs": a weapon that was named before. Not "the bomb that went off in X", by
    which lists tell one bomb from another."""
    table = scene.lexicon["reference_words"]
    if trigger.voice == "noun" or trigger.event not in ("launch", "impact", "intercept", "hit", "plant", "explode"):
        return False
    for group in (trigger.object, trigger.subject):
        if group is None:
            continue
        inside = group.words(scene.words)
        known = inside[0].lower in table["definite"] or inside[0].lower in table["plural_definite"]
        if known and any("weapon" in w.tags for w in inside[1:]):
            return True
    return False


def is_same_place(scene: Scene, triggers: Sequence[Trigger]) -> bool:
    """ "a bomb was found in the same street": where the attack told before was."""
    words, last = scene.words, max(t.at for t in triggers)
    return any(
        words[j].lower == "same"
        and words[j - 1].lower == "the"
        and words[j - 2].lower in {"in", "at", "on", "near", "outside", "under"}
        and "thing" in words[j + 1].tags | words[min(j + 2, len(words) - 1)].tags
        for j in range(max(2, last - _NAME_REACH), min(len(words) - 1, last + _NAME_REACH))
    )


def several_of(scene: Scene, triggers: Sequence[Trigger], counted: Iterable[int]) -> tuple[bool, int | None]:
    """Whether a mention tells of several attacks at once, be they ``counted`` by a tally, and of how many: 2 of "both
    attacks", 3 of "the three bombings"."""
    words = scene.words
    plural = (t.at for t in triggers if t.voice == "noun" and t.plural and "weapon" not in words[t.at].tags)
    noun = next(iter([*counted, *plural]), None)
    if noun is None:
        return False, None
    before = words[max(0, noun - 3) : noun]
    if any(w.lower == "both" for w in before):
        return True, 2
    start = before[0].start if before else words[noun].start
    numbers = scene.reading.quantities_in(start, words[noun].start, skip=scene.dates)
    return True, next((q.low for q in numbers if q.low and q.low == q.high), None)


def ordinal_of(scene: Scene, lead: Trigger) -> int | None:
    """1 of "the first attack", 2 of "the second attack", which name those told before by their order."""
    table, at = scene.lexicon["reference_order"], lead.at
    if lead.voice != "noun" or lead.plural or at < 2 or scene.words[at - 2].lower != "the":
        return None
    word = scene.words[at - 1].lower
    return 1 if word in table["first"] else 2 if word in table["second"] else None


def is_indefinite_noun(scene: Scene, trigger: Trigger) -> bool:
    """ "an attack", "another bombing": a noun that brings up something new."""
    for word in reversed(scene.words[max(0, trigger.at - 4) : trigger.at]):
        if "determiner" in word.tags:
            return trigger.voice == "noun" and word.lower in {"a", "an", "another"}
        if is_clause_mark(word) or word.tags & {"preposition", "be", "say"}:
            return False
    return False


def telling_names(scene: Scene, triggers: Sequence[Trigger]) -> frozenset[str]:
    """Words of the victims and targets that tell one attack from another: names and head nouns."""
    dull = scene.lexicon["dull_names"]["heads"]
    found: set[str] = set()
    for trigger in triggers:
        groups = [trigger.object, trigger.subject if trigger.voice == "active" and trigger.event == "explode" else None]
        for group in groups:
            if group is None:
                continue
            for word in group.words(scene.words)[:_NAME_REACH]:
                if _is_telling(word) and word.lower not in dull:
                    found.add(word.lower.removesuffix("'s"))
    return frozenset(found)


def proper_names(scene: Scene, triggers: Sequence[Trigger]) -> frozenset[str]:
    """Words of the own names of one who is killed, hurt or taken: "Mayor Ilse Brandt", "PEDRO LUNA"."""
    found: set[str] = set()
    for trigger in triggers:
        if trigger.object is not None and trigger.event in _BEFALLS_A_PERSON:
            found.update(_name_of(scene, trigger.object.words(scene.words)[:_NAME_REACH]))
    return frozenset(found)


def _name_of(scene: Scene, group: Sequence[Word]) -> list[str]:
    """The words of a group that no lexicon knows and that are a person's name: with a capital, and in a text of
    capitals behind a title or alone in the group."""
    if any("plural" in w.tags for w in group):
        return []
    named = [w for w in group if not w.tags and not w.events and w.lower[0].isalpha() and len(w.lower) > 2]
    if scene.is_upper_case:
        sure = any("person" in w.tags for w in group) or (len(named) == len(group) > 1)
        return [w.lower.removesuffix("'s") for w in named] if sure else []
    return [w.lower.removesuffix("'s").removesuffix("’s") for w in named if scene.text[w.start].isupper()]


def _is_telling(word: Word) -> bool:
    """Whether a word of a victim or target may tell one attack from another: a name, "mayor", "pipeline"; not
    "civilians"."""
    if word.events or not word.lower[0].isalpha() or {"person", "plural"} <= word.tags:
        return False
    return not word.tags & _CLOSED


def cause_start(words: Sequence[Word], last: int, trigger: Trigger, lexicon: Lexicon) -> int | None:
    """The word that opens the phrase of cause around ``trigger``, behind word ``last``; None where it stands in
    none."""
    if trigger.voice != "noun":
        return None
    table = lexicon["reference_words"]
    for j in range(trigger.at - 1, max(last, trigger.at - 8), -1):
        word = words[j]
        if is_clause_mark(word) or word.tags & {"say", "relative", "be", "modal"}:
            return None
        if word.lower in table["cause"]:
            near = words[max(0, j - _REPLY_REACH) : j]
            return j if any(w.lower in table["reply"] for w in near) else None
    return None


def returns_to_answer(words: Sequence[Word], cause: int, trigger: Trigger) -> bool:
    """Whether a participle behind a comma tells on about the answer and not about its cause."""
    between = words[cause + 1 : trigger.at]
    return trigger.voice == "participle" and any(w.lower in {",", "and"} for w in between[-3:])


def is_told_as_earlier(words: Sequence[Word], last: Trigger, trigger: Trigger, lexicon: Lexicon) -> bool:
    """Whether ``trigger`` tells of an attack before that of ``last``: "the attack came a week after rockets hurt two",
    "the shooting recalled the attack on a theatre",
    "the strike on a depot of the aircraft that had bombed a quarry"."""
    table = lexicon["reference_order"]
    between = words[last.at + 1 : trigger.at]
    lower = [w.lower for w in between]
    if last.voice == trigger.voice == "noun" and any(w in table["likening"] for w in lower[:4]):
        return True
    if last.voice == "noun" and any(w in table["coming"] for w in lower[:4]):
        return any(w in table["behind"] for w in lower)
    pluperfect = lower[-1:] == ["had"] and trigger.voice == "active" and trigger.object is not None
    if _ends_its_doer(words, last, trigger, lexicon):
        return False
    return pluperfect and any("relative" in w.tags for w in between) and not (between and "relative" in between[0].tags)


def _ends_its_doer(words: Sequence[Word], last: Trigger, trigger: Trigger, lexicon: Lexicon) -> bool:
    """ "Police shot dead a man who had stabbed two people": one attack, and its end."""
    guards, ends, does = lexicon["armed_targets"]["guards"], last.object, trigger.subject
    if last.doer is None or ends is None or does is None or not (ends.first < does.last and does.first < ends.last):
        return False
    return any(word.lower in guards for word in last.doer.words(words))
