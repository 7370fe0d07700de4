"""Event words read in their place: verb or noun, voice, subject, object, agent: the third step of the attack cascade.

In: the words of a sentence. Out: ``Trigger`` rows, in text order. Whether a trigger tells of an attack at all is for
``attack_needs``, whether it happened for ``attack_realis``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from analysis.extraction.attacks.events.shifts import shifted
from analysis.language.expressions import EventForm, Word
from analysis.language.forms import Form, irregular_verb
from analysis.language.groups import (
    AUXILIARY,
    Group,
    agent_after,
    before,
    group_after,
    group_ending,
    group_starting,
    is_clause_mark,
    is_manner,
    phrase_after,
    subject_of,
)
from analysis.language.lexicon import Lexicon

Voice = Literal["active", "passive", "participle", "infinitive", "present", "noun"]

_AGAINST = frozenset({"on", "against", "at", "into", "upon"})
_VICTIM_OF = frozenset({"of", "against"})
# Nouns of these are what befalls people: "the killing of".
_OF_PEOPLE = frozenset({"kill", "execute", "kidnap", "stab", "shoot", "rape", "torture"})
# An "of" behind these is theirs.
_PARTS = frozenset(
    {"start", "end", "beginning", "outbreak", "outskirts", "suburb", "city", "town", "village", "district", "province"}
    | {"north", "south", "east", "west", "centre", "center", "middle", "side", "wake", "aftermath", "anniversary"}
)
_HOURS = frozenset(
    {"dawn", "dusk", "noon", "midday", "midnight", "sunrise", "sunset", "night", "daybreak", "nightfall"}
)
_ARTICLES = frozenset({"a", "an", "the", "his", "her", "its", "their", "our", "another"})
# Without an object, "killed in the square" is a shortened passive; "attacked at dawn" is not.
_TRANSITIVE = frozenset(
    {"kill", "execute", "wound", "kidnap", "stab", "bomb", "plant"}
    | {"launch", "carry_out", "torture", "rape", "seize", "arson", "intercept"}
)


@dataclass(frozen=True, slots=True)
class Trigger:
    """An event word at index ``at`` of its sentence; groups are None where the sentence names none."""

    at: int
    event: str
    voice: Voice
    plural: bool = False
    subject: Group | None = None
    object: Group | None = None
    agent: Group | None = None

    @property
    def doer(self) -> Group | None:
        """Who or what does it, where the sentence says so."""
        return self.agent if self.voice in ("passive", "noun") else self.subject


def read_triggers(
    words: Sequence[Word], lexicon: Lexicon, *, headline: bool, is_date: Callable[[int], bool]
) -> list[Trigger]:
    """All event words of a sentence, read in their place; ``is_date(i)`` says whether word ``i`` stands in a date."""
    found: list[Trigger] = []
    for i, word in enumerate(words):
        if word.events and (trigger := _read(words, i, headline, is_date)):
            if word.lower.endswith(" on") and is_date(i + 1):  # "the missile fired on Tuesday"
                trigger = replace(trigger, event="launch", object=trigger.object or trigger.subject)
            if trigger.event == "under_fire":
                doer = phrase_after(words, i, frozenset({"from", "by"}), len(words))
                trigger = replace(trigger, voice="passive", object=subject_of(words, i), subject=None, agent=doer)
            if word.lower.endswith(" to") and trigger.event == "fell":  # "two marchers fell to army bullets"
                trigger = replace(trigger, voice="passive", object=trigger.subject, subject=None, agent=trigger.object)
            if parted := lexicon["event_parted"].get(trigger.event):
                trigger = _parted(words, i, parted) or trigger
            event = shifted(words, i, trigger.event, trigger.object, lexicon)
            found.append(trigger if event == trigger.event else replace(trigger, event=event))
    return found


def _parted(words: Sequence[Word], i: int, parted: Mapping[str, Any]) -> Trigger | None:
    """ "took four guests | hostage", "put two | to death": a verb and what goes with it ([event_parted])."""
    event, forms = parted["becomes"], {f: form for verb in parted["verbs"] for f, form in irregular_verb(verb)}
    verb = next((j for j in range(i - 1, max(-1, i - 9), -1) if words[j].lower in forms), None)
    if verb is None:
        return None
    form = forms[words[verb].lower]
    if "be" in _auxiliaries(words, verb)[0] and form != "gerund":
        return Trigger(i, event, "passive", False, None, subject_of(words, verb), agent_after(words, i, len(words)))
    voice: Voice = "present" if form in ("base", "third") else "active"
    return Trigger(i, event, voice, False, subject_of(words, verb), Group(verb + 1, i) if verb + 1 < i else None)


# "was found shot dead": these may stand between "be" and a participle
_FOUND = frozenset({"found", "left", "reported", "feared", "confirmed", "discovered"})
# "the beheaded body of a journalist": what was done to it happened
_REMAINS = frozenset({"body", "bodies", "corpse", "corpses", "remains"})


def _read(words: Sequence[Word], i: int, headline: bool, is_date: Callable[[int], bool]) -> Trigger | None:
    forms = {e.form: e for e in reversed(words[i].events)}
    if "weapon" in words[i].tags and "base" in forms and _is_done_now(words, i):
        return Trigger(i, forms["base"].event, "present", False, subject_of(words, i), group_after(words, i))
    noun = forms.get("noun") or forms.get("plural")
    verbs = {e.form: e for e in reversed(words[i].events) if not e.is_noun}
    if noun and (not verbs or not _is_verb_here(words, i, verbs, headline, is_date)):
        return _noun(words, i, noun)
    return _verb(words, i, verbs, headline, is_date) if verbs else None


def _is_done_now(words: Sequence[Word], i: int) -> bool:
    """ "jets **bomb** a bridge", "troops **shell** Harrowfen": the name of a weapon, said of those who have it."""
    armed = i > 0 and "plural" in words[i - 1].tags and bool(words[i - 1].tags & {"force", "outlaw"})
    behind = words[i + 1] if i + 1 < len(words) else None
    return armed and behind is not None and not behind.events and group_after(words, i) is not None


def _is_verb_here(
    words: Sequence[Word], i: int, verbs: Mapping[Form, EventForm], headline: bool, is_date: Callable[[int], bool]
) -> bool:
    """Whether a word that may be both ("attacks", "bombing", "shot") is a verb here."""
    previous = words[i - 1] if i else None
    follows = group_after(words, i)
    has_object = bool(follows) and not is_date(i + 1)
    if previous and previous.lower == "that" and "third" in verbs and has_object and not words[i + 1].events:
        return (
            i < 2 or "say" not in words[i - 2].tags
        )  # "a film that attacks the mayor": no plural stands behind "that"
    if previous and (
        ("determiner" in previous.tags and "plural" not in previous.tags) or "possessive" in previous.tags
    ):
        return False
    if "gerund" in verbs:
        at = i - 1 if i and (words[i - 1].tags == {"adverb"} or words[i - 1].lower.endswith("ly")) else i
        opening = words[at - 1] if at else None  # "accused of fatally shooting"
        opens = opening is None or is_clause_mark(opening) or bool(opening.tags & {"preposition", "conjunction", "be"})
        if (
            previous and "be" in previous.tags and verbs["gerund"].event in ("shoot", "clash")
        ):  # "fireworks were shooting"
            return True
        if not has_object or "weapon" in (previous.tags if previous else ()):
            return False
        told = any(e.form in ("past", "third") for e in words[i + 1].events)  # "shelling | killed four"
        return opens and not told and words[i + 1].lower != "of"
    if "past" in verbs:
        return True
    if "base" in verbs and has_object and _is_habit(words, i, follows):
        return True
    if previous and (previous.lower == "to" or previous.tags & {"modal", "future", "do"}):
        return not (previous.lower == "to" and not has_object and _object_free(words, i))
    if previous and (previous.lower in {"who", "that", "which", "they", "we", "you", "i"}):
        return True
    if previous and has_object and previous.tags & {"habit", "adverb"} and i > 1:
        return not words[i - 2].tags & {"determiner", "preposition"}
    return (
        headline
        and has_object
        and previous is not None
        and bool(previous.tags & {"plural", "force", "outlaw", "weapon"})
    )


def _is_habit(words: Sequence[Word], i: int, follows: Group | None) -> bool:
    """ "the rebels in the north attack ships": a bare singular cannot stand before a plural of things or people."""
    if follows is None or not {"plural"} & words[follows.last - 1].tags or words[i].events[0].form == "plural":
        return False
    return not any("determiner" in w.tags or w.lower in {"of", "'s"} for w in words[max(0, i - 2) : i]) and (
        follows.last - follows.first <= 3 and not words[i + 1].events
    )


def _object_free(words: Sequence[Word], i: int) -> bool:
    """ "a response to attacks": a noun behind a "to" that belongs to what stands before it."""
    return any(e.form == "plural" for e in words[i].events)


def _noun(words: Sequence[Word], i: int, form: EventForm) -> Trigger:
    limit = len(words)
    against = phrase_after(words, i, _suffering(form.event), limit)
    if against and against.first - i > 2 and words[against.first - 2].lower in _PARTS:
        against = None  # "massacres since the start of the war"
    if against and words[against.first].lower in _HOURS:
        against = None  # "the attack happened at dawn"
    agent = agent_after(words, i, limit)
    modifier = _modifier(words, i)
    if modifier and against is None and _suffers(words, form, modifier):  # "the mayor's murder"
        against = modifier
    else:
        agent = agent or modifier
    return Trigger(i, form.event, "noun", form.form == "plural", None, against, agent)


def _suffering(event: str) -> frozenset[str]:
    """The prepositions before what suffers an event noun: "the killing of", "the bombing of", "an attack on"."""
    if event in _OF_PEOPLE:
        return _VICTIM_OF | {"on"} if event == "rape" else _VICTIM_OF
    return _AGAINST | _VICTIM_OF if event in ("bomb", "air", "shell", "hijack", "sabotage", "gas") else _AGAINST


def _suffers(words: Sequence[Word], form: EventForm, modifier: Group) -> bool:
    """Whether the possessive before a noun of killing or taking is the victim, not the doer."""
    owner = words[modifier.last - 1]
    possessive = owner.lower.endswith(("'s", "s'", "'")) or owner.lower == "'"
    return form.event in _OF_PEOPLE and possessive and "outlaw" not in owner.tags


def _modifier(words: Sequence[Word], i: int) -> Group | None:
    """The words right before an event noun: "a Taliban assault", "the army's attack"."""
    j = i
    while (
        j > 0
        and not is_clause_mark(words[j - 1])
        and not words[j - 1].tags & {"preposition", "conjunction", "determiner", "be", "have", "say", "relative"}
        and not words[j - 1].events
    ):
        j -= 1
    return Group(j, i) if j < i else None


def _verb(
    words: Sequence[Word], i: int, verbs: Mapping[Form, EventForm], headline: bool, is_date: Callable[[int], bool]
) -> Trigger | None:
    form = verbs.get("past") or verbs.get("participle") or verbs.get("gerund") or verbs.get("base") or verbs["third"]
    auxiliaries, infinitive = _auxiliaries(words, i)
    follows = (None if is_date(i + 1) else group_after(words, i)) or _shared_object(words, i)
    limit = len(words)
    if "gerund" in verbs:
        if "be" in auxiliaries:
            now = not any(words[j].lower in {"was", "were", "been", "being"} for j in range(max(0, i - 3), i))
            return Trigger(i, form.event, "present" if now else "active", False, subject_of(words, i), follows)
        return Trigger(i, form.event, "participle", False, None, follows)
    passive = "be" in auxiliaries and "participle" in verbs
    if infinitive or auxiliaries & {"modal", "future", "do"}:
        voice: Voice = "infinitive" if infinitive else "active"
        if passive:
            return Trigger(i, form.event, "passive", False, None, subject_of(words, i), agent_after(words, i, limit))
        return Trigger(i, form.event, voice, False, subject_of(words, i), follows)
    if passive:
        return Trigger(i, form.event, "passive", False, None, subject_of(words, i), agent_after(words, i, limit))
    if follows is None and not auxiliaries and form.event in ("shoot", "stab") and _is_inserted(words, i):
        comma = max(j for j in range(i) if words[j].lower == ",")
        return Trigger(i, form.event, "passive", False, None, group_ending(words, comma - 1))
    if (
        "weapon" in words[i].tags
        and not auxiliaries
        and follows is None
        and not _is_bare_passive(words, i)
        and any("determiner" in w.tags or "number" in w.tags for w in words[max(0, i - 4) : i])
        and not any(w.tags & {"person", "outlaw", "force"} for w in words[max(0, i - 3) : i])
    ):
        return None  # "its single shot", "a very good shot at"
    if "past" in verbs or "have" in auxiliaries:
        by = i + 1 < limit and words[i + 1].lower == "by"
        if follows is None and not by and (fronted := _fronted(words, i)):
            return Trigger(i, form.event, "active", False, subject_of(words, i), fronted)
        bare = follows is None and (form.event in _TRANSITIVE or _is_bare_passive(words, i))
        bare = bare or (follows is None and form.event in ("shoot", "stab") and _is_reduced(words, i))
        if "have" not in auxiliaries and (by or bare):
            return _shortened_passive(words, i, form.event)  # a perfect is none: "the raid that they had led"
        if i + 1 < limit and words[i + 1].lower in _REMAINS:
            return Trigger(i, form.event, "passive", False, None, phrase_after(words, i, frozenset({"of"}), limit))
        is_one_word = " " not in words[i].lower  # not "gunmen aged 17 and 22 opened fire"
        if (
            is_one_word and _is_adjective(words, i) and not is_date(i - 1)
        ):  # "two wounded soldiers", not "on May 3 killed"
            return None
        return Trigger(i, form.event, "active", False, subject_of(words, i) or _sharing(words, i), follows)
    if "participle" in verbs:
        return _shortened_passive(words, i, form.event)
    subject = subject_of(words, i)
    # "another bomb exploded" is no bombing by another, "a bomb scare" no verb
    if "weapon" in words[i].tags or (i and words[i - 1].lower in _ARTICLES):
        return None
    if not subject or (follows is None and form.event not in ("explode", "clash")):
        return None
    return Trigger(i, form.event, "active" if headline else "present", False, subject, follows)


def _shared_object(words: Sequence[Word], i: int) -> Group | None:
    """ "shot and wounded | a judge": the object of joined verbs stands behind the last."""
    if i + 2 >= len(words) or words[i + 1].lower not in {"and", "or", ","}:
        return None
    joined = any(not e.is_noun for e in words[i + 2].events)
    return (group_after(words, i + 2) or _shared_object(words, i + 2)) if joined else None


def _sharing(words: Sequence[Word], i: int) -> Group | None:
    """The subject of a verb that "and" joins to others: of "the police used batons and | opened fire" who opens the
    clause."""
    j = before(words, i)
    if j < 2 or words[j].lower not in {"and", "but"}:
        return None
    opened = next((k for k in range(j - 1, -1, -1) if is_clause_mark(words[k]) or "opener" in words[k].tags), -1)
    group = group_starting(words, opened + 1)
    verb = next((k for k in range(group.first + 1, group.last) if _is_told_of(words, k)), None) if group else None
    return Group(group.first, verb) if group and verb else group


def _is_plain_past(word: Word) -> bool:
    """A past, be it of a verb of which no lexicon knows more than its ending: "the gunman | entered the shop and"."""
    return any(e.form == "past" for e in word.events) or (not word.tags and not word.events and word.lower[-2:] == "ed")


def _is_told_of(words: Sequence[Word], k: int) -> bool:
    """Whether an unknown word goes on about somebody: "gunmen | swept into a market and killed"."""
    told = not words[k].tags and not words[k].events
    return _is_plain_past(words[k]) or (told and bool(words[k - 1].tags & {"person", "outlaw", "force"}))


def _fronted(words: Sequence[Word], i: int) -> Group | None:
    """The object that stands before a relative clause: "a bomb that a dog found", "the men whom the army had shot"."""
    doer = subject_of(words, i)
    if doer is None or before(words, i) != doer.last - 1 or doer.first < 2:
        return None
    opening = words[doer.first - 1]
    if opening.lower not in {"that", "which", "whom"} or "say" in words[doer.first - 2].tags:
        return None
    return group_ending(words, doer.first - 2 - (words[doer.first - 2].lower == ","))


def _shortened_passive(words: Sequence[Word], i: int, event: str) -> Trigger:
    j = before(words, i)
    if j >= 0 and words[j].lower == ",":
        j -= 1
    suffers = subject_of(words, j) if j > 0 and words[j].lower in _FOUND else group_ending(words, j)
    if suffers is None and any("be" in w.tags for w in words[max(0, i - 10) : i]):
        suffers = _sharing(words, i)  # "were dragged from their cars and | taken away"
    return Trigger(i, event, "passive", False, None, suffers, agent_after(words, i, len(words)))


def _is_bare_passive(words: Sequence[Word], i: int) -> bool:
    """ "was found | shot dead", "were dragged from a bus and | shot": a participle whose "be" stands farther off."""
    if i == 0 or not any("be" in w.tags for w in words[max(0, i - 8) : i]):
        return False
    return words[i - 1].lower in _FOUND or (words[i - 1].lower == "and" and _sharing(words, i) is not None)


def _is_inserted(words: Sequence[Word], i: int) -> bool:
    """ "four men, | bound and shot in the head, | were found": a participle that two commas set off before the verb."""
    before = next((j for j in range(i - 1, max(0, i - 8), -1) if words[j].lower == ","), 0)
    behind = next((j for j in range(i + 1, min(len(words) - 1, i + 8)) if words[j].lower == ","), 0)
    inside = words[before + 1 : i] if before and behind else ()
    plain = not any(w.tags & {"be", "have", "say", "relative", "force", "outlaw"} for w in inside)
    return bool(inside) and plain and bool(words[behind + 1].tags & {"be", "have"})


def _is_reduced(words: Sequence[Word], i: int) -> bool:
    """ "a woman | shot on Saturday in Durban | died": the clause has another verb; "a vigil for five people | shot"."""
    group = group_ending(words, i - 1) if i else None
    if group and group.first and words[group.first - 1].lower in {"for", "of", "to", "among"}:
        return any("person" in w.tags for w in group.words(words))
    for word in words[i + 1 : i + 10]:
        if is_clause_mark(word) or word.tags & {"conjunction", "opener", "relative", "say"}:
            return False
        if word.tags & {"be", "have"} or word.lower in {"died", "dies", "succumbed"}:
            return True
    return False


def _is_adjective(words: Sequence[Word], i: int) -> bool:
    """ "the kidnapped nun", "two wounded soldiers": says who, not what happened."""
    previous, behind = words[i - 1] if i else None, words[i + 1].tags if i + 1 < len(words) else ()
    # "the drone that killed", "another struck a school"
    if previous is not None and ("relative" in previous.tags or "determiner" in behind):
        return False
    return previous is not None and (
        "determiner" in previous.tags
        or "number" in previous.tags
        or previous.lower[0].isdigit()
        or "possessive" in previous.tags
    )


def _auxiliaries(words: Sequence[Word], i: int) -> tuple[frozenset[str], bool]:
    """The tags of the auxiliaries before a verb, and whether it is an infinitive with "to"."""
    tags: set[str] = set()
    j = i - 1
    while j >= 0 and (words[j].tags & AUXILIARY or is_manner(words, j)):
        tags |= words[j].tags & {"be", "have", "do", "modal", "future", "negation"}
        j -= 1
    return frozenset(tags), j >= 0 and words[j].lower == "to"
