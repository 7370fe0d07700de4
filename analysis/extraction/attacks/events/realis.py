"""Whether the text tells an attack as having happened: the fourth step of the attack cascade.

In: the words of a sentence and a trigger. Out: a ``Reading``: actual, hypothetical, planned or denied, or no event at
all (generic, habitual, a policy), each with the word that decided it. The cues stand in ``lexicons/realis.toml``.
"""

from __future__ import annotations

from collections.abc import Sequence

from analysis.extraction.attacks.events.occasions import (
    ACTUAL,
    CLAUSE_OPENERS,
    Reading,
    is_present,
    shared_auxiliary,
    topic,
)
from analysis.extraction.attacks.events.triggers import Trigger
from analysis.language.expressions import Word
from analysis.language.groups import is_clause_mark, is_manner, is_number

# How far a governing word may stand before the event word, in words of the same clause.
REACH = 9


# "for attacking", "involved in attacking": a gerund behind these names an activity, not an occasion
_GENERIC_BEFORE = frozenset(
    {"for", "in", "of", "from", "about", "without", "against", "than", "besides", "on", "spent"}
)


def read_realis(words: Sequence[Word], trigger: Trigger, *, told: bool) -> Reading:
    """How ``trigger`` is told. ``told`` says that the sentence gives a date in the past or a toll: then modal words of
    other clauses and habitual determiners weigh less."""
    if _is_presupposed(words, trigger):
        return ACTUAL
    if condition := _condition(words, trigger.at):
        return Reading("hypothetical", condition)
    pointed = trigger.voice == "noun" and trigger.at > 0 and words[trigger.at - 1].lower == "the"
    if not pointed and any(w.lower == "?" for w in words[trigger.at :]):
        return Reading(None, "question")
    if trigger.voice == "noun":
        return _noun(words, trigger, told)
    return _verb(words, trigger, told)


def _is_presupposed(words: Sequence[Word], trigger: Trigger) -> bool:
    """ "in connection with the killing of", "guilty of the murder of": whatever is said of it, the event happened."""
    i = trigger.at
    if trigger.voice != "noun" or i < 3 or words[i - 1].lower != "the" or "preposition" not in words[i - 2].tags:
        return False
    return bool(words[i - 3].tags & {"presupposing", "accusing"})


def _condition(words: Sequence[Word], i: int) -> str | None:
    """The word that opens a supposing clause around word ``i``; "until" and "unless" behind the event do not count."""
    for j in range(i - 1, max(-1, i - 14), -1):
        if words[j].lower in {";", ":", "(", "."} or (words[j].lower == "," and j < i - 6):
            return None
        if "condition" in words[j].tags and words[j].lower != "until":
            return words[j].lower
    return None


def _verb(words: Sequence[Word], trigger: Trigger, told: bool) -> Reading:
    i = trigger.at
    j = i - 1
    have = False
    while j >= 0 and (
        words[j].tags & {"be", "have", "do", "modal", "future", "negation", "adverb"}
        or words[j].lower == "to"
        or is_manner(words, j)
    ):
        word = words[j]
        if "negation" in word.tags and word.lower != "no longer":
            return Reading("denied", word.lower)
        if "modal" in word.tags:
            return Reading("hypothetical", word.lower)
        if "future" in word.tags:
            return Reading("planned", word.lower)
        if word.lower == "to":
            return _infinitive(words, j, trigger)
        if "habit" in word.tags and not told:
            return Reading(None, word.lower)
        have = have or "have" in word.tags
        j -= 1
    if (j >= 0 and words[j].lower in {"nobody", "none", "no one"}) or _has_no(words, trigger):
        return Reading("denied", "no")
    if shared := shared_auxiliary(words, i):
        return shared if shared.realis or not told or shared.cue == "being" else ACTUAL
    lasting = trigger.event in ("kidnap", "seize") and (
        words[i].lower.split()[0].endswith("ing") or words[i - 1].lower == "being"
    )
    if (
        not lasting
        and trigger.voice == "passive"
        and words[i - 1].lower == "being"
        and words[i - 2].lower in {"is", "are"}
    ):
        return Reading(None, "present tense")  # "people are being killed", whatever else the sentence tells
    if not lasting and (
        trigger.voice == "present" or (trigger.voice == "passive" and is_present(words, i) and not told)
    ):
        return Reading(None, "present tense")
    if trigger.voice == "participle":
        if i and words[i - 1].lower == "from" and any(w.lower == "prevented" for w in words[max(0, i - 8) : i]):
            return ACTUAL
        if i > 1 and words[i - 1].lower in {"for", "from"}:  # "refrained from targeting", "prepare for attacking"
            governor = next(
                (w for w in words[max(0, i - 3) : i - 1] if w.tags & {"planned", "hypothetical", "ended"}), None
            )
            if governor and "weak_cue" not in governor.tags:
                return Reading("planned" if "planned" in governor.tags else "hypothetical", governor.lower)
        if generic := topic(words, trigger):
            return generic
        if accusation := _accusation(words, i):
            return ACTUAL if _is_particular(words, trigger) else Reading(None, accusation)
        if i and words[i - 1].lower in _GENERIC_BEFORE and not told:
            return Reading(None, words[i - 1].lower)
        return _governed(words, i, told, default=ACTUAL)
    if i + 1 < len(words) and words[i + 1].tags & {"habit"} and not told:
        return Reading(None, words[i + 1].lower)
    return _denied_around(words, i) or ACTUAL


def _accusation(words: Sequence[Word], i: int) -> str | None:
    """ "accused **of** killing", "accuses the army of shelling": the accusing word before a gerund."""
    if i < 2 or words[i - 1].lower not in {"of", "for", "with"}:
        return None
    for j in range(i - 2, max(-1, i - 8), -1):
        if "accusing" in words[j].tags:
            return words[j].lower
        if is_clause_mark(words[j]) or words[j].events or words[j].tags & {"be", "have", "say", "relative"}:
            return None
    return None


def _is_particular(words: Sequence[Word], trigger: Trigger) -> bool:
    """ "accused of killing the six priests", not "accused of killing civilians"."""
    group = trigger.object
    if group is None:
        return trigger.event == "recall"
    opening = words[group.first]
    return bool(opening.tags & {"determiner", "number", "possessive"}) or is_number(opening) or not opening.tags


def _has_no(words: Sequence[Word], trigger: Trigger) -> bool:
    """ "no soldier was killed": the group that suffers is none."""
    group = trigger.object if trigger.voice == "passive" else trigger.subject
    return group is not None and words[group.first].lower in {"no", "nobody", "none", "no one"}


def _infinitive(words: Sequence[Word], to: int, trigger: Trigger) -> Reading:
    """The word that governs an infinitive: "tried to" happened, "ordered to" is a plan, any other is a purpose or
    wish."""
    for j in range(to - 1, max(-1, to - 6), -1):
        tags = words[j].tags
        if "attempted" in tags:
            outer = [w for w in words[max(0, j - 3) : j] if w.tags & {"modal", "future", "hypothetical_determiner"}]
            return Reading("hypothetical", outer[0].lower) if outer else Reading("actual", words[j].lower)
        if "planned" in tags or "future" in tags:
            return Reading("planned", words[j].lower)
        if tags & {"hypothetical", "ended", "denied"}:
            return Reading("hypothetical", words[j].lower)
        if is_clause_mark(words[j]):
            break
    if trigger.event == "kill" and to > 0 and words[to - 1].lower in {"bomb", "explosion"}:
        return ACTUAL
    return Reading("hypothetical", "to")


def _noun(words: Sequence[Word], trigger: Trigger, told: bool) -> Reading:
    i = trigger.at
    j = i - 1
    while (
        j >= 0
        and not is_clause_mark(words[j])
        and (
            "hypothetical_determiner" in words[j].tags
            or not words[j].tags & {"preposition", "be", "have", "say", "relative", "conjunction", "share"}
        )
        and i - j < 7
    ):
        tags = words[j].tags
        if words[j].lower == "no":
            return Reading("denied", "no")
        if "hypothetical_determiner" in tags:
            return Reading("hypothetical", words[j].lower)
        if "planned_determiner" in tags and not words[j].lower.startswith("threat"):
            return Reading("planned", words[j].lower)
        if "habit_determiner" in tags and (trigger.plural or words[i].lower.endswith("ing")) and not told:
            return Reading(None, words[j].lower)
        if (words[j].events and not words[j].events[0].is_noun) or "attempted" in tags:
            break
        j -= 1
    return _trend_after(words, trigger) or _modal_after(words, trigger) or _governed(words, i, told, default=ACTUAL)


def _trend_after(words: Sequence[Word], trigger: Trigger) -> Reading | None:
    """ "the attacks intensified" tells of many; "the attack did not come" of none."""
    behind = words[trigger.at + 1 : trigger.at + 9]
    if trigger.plural and (many := [w for w in words[max(0, trigger.at - 4) : trigger.at] if "trend_of" in w.tags]):
        return Reading(None, many[0].lower)
    for k, word in enumerate(behind):
        if is_clause_mark(word) or "say" in word.tags:
            return None
        if trigger.plural and "trend" in word.tags and k < 5:
            return Reading(None, word.lower)
        if "negation" in word.tags and any("failed_to" in w.tags for w in behind[k + 1 : k + 3]):
            return Reading("denied", word.lower)
    return None


def _modal_after(words: Sequence[Word], trigger: Trigger) -> Reading | None:
    """ "an attack near the city would risk many lives": the event is the subject of a supposition."""
    if words[trigger.at - 1].lower in {"the", "that", "this"} if trigger.at else False:
        return None
    for word in words[trigger.at + 1 : trigger.at + 8]:
        if is_clause_mark(word) or word.tags & {"say", "relative"} or (word.events and not word.events[0].is_noun):
            return None
        if "modal" in word.tags:
            return Reading("hypothetical", word.lower)
        if "future" in word.tags:
            return Reading("planned", word.lower)
    return None


def _governed(words: Sequence[Word], i: int, told: bool, default: Reading) -> Reading:
    """The reading that a governing word before word ``i`` imposes: "threats of", "to prevent", "stop", "denied"."""
    gap = False
    for j in range(i - 1, max(-1, i - REACH), -1):
        word = words[j]
        if word.lower in {";", ":", "(", ")", "--", "—", '"', "“", "”"} or (word.lower == "," and i - j > 3):
            break
        if word.lower == ",":
            gap = True
        if word.lower in CLAUSE_OPENERS:
            break
        if gap:
            continue
        if "denied" in word.tags:
            return default if any("share" in w.tags for w in words[j + 1 : i]) else Reading("denied", word.lower)
        if "ended" in word.tags:
            return Reading(None, word.lower)
        if word.lower == "to" and j + 1 < i and not is_clause_mark(words[j + 1]) and words[j + 1].events:
            return _infinitive(words, j, Trigger(j + 1, words[j + 1].events[0].event, "infinitive"))
        if "modal" in word.tags:
            return Reading("hypothetical", word.lower)
        if "future" in word.tags:
            return Reading("planned", word.lower)
        if "negation" in word.tags and i - j < 5 and not any("share" in w.tags for w in words[j + 1 : i]):
            return Reading("denied", word.lower)
        if word.lower in {"of", "to", "from", "about", "against", "that"} or i - j <= 3:
            for governor in words[max(0, j - 1) : j + 1]:
                threat = i - j <= 2 and governor.lower.startswith("threat")
                if (threat or not told) and "planned" in governor.tags and "weak_cue" not in governor.tags:
                    return Reading("planned", governor.lower)
                if not told and "hypothetical" in governor.tags and "weak_cue" not in governor.tags:
                    return Reading("hypothetical", governor.lower)
    return default


def _denied_around(words: Sequence[Word], i: int) -> Reading | None:
    """ "denied that its fighters attacked the post": a denial in the clause above."""
    for j in range(i - 1, max(-1, i - 12), -1):
        if words[j].lower in {";", "."}:
            return None
        if "denied" in words[j].tags and words[j].lower not in {"false", "rejected"}:
            shared = any("share" in w.tags for w in words[j + 1 : i])  # "denied that it was behind the blast"
            return None if shared else Reading("denied", words[j].lower)
        if words[j].lower == "," or (words[j].tags & {"say"} and "denied" not in words[j].tags):
            return None
    return None
