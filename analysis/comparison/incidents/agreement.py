"""How well two articles' accounts of an attack agree: the measure behind incidents.

An account is what one article says of one attack, all its mentions together. Days apart, other countries, other kinds
of attack contradict; days, places, weapons, tolls, names agree. An account without a day or a place needs more
agreement elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from analysis.comparison.incidents.evidence import Background, names_around, resemblance, shared_names
from analysis.extraction.attacks.cluster import days_apart, place_words, ranges_meet
from analysis.extraction.attacks.events.weapons import weapon_families
from analysis.extraction.attacks.slots.tolls import Range
from analysis.language.expressions import vocabulary
from analysis.language.lexicon import Lexicon

if TYPE_CHECKING:
    from analysis.comparison.incidents.merging import AttackMention

# Agreement from which two accounts are one attack: with the day known to both, and without.
SAME_DATED, SAME_UNDATED = 3.0, 2.75
# What the resemblance of two articles counts for, and at most; what a country guessed otherwise costs.
ALIKE, MOST_ALIKE, OTHER_COUNTRY = 12.0, 2.5, -1.5
SAME_PLACE = 2.25
SAME_STOPPED, _STOPPED = 1.5, "Disrupted weapons use"
OTHER_SETTING = 0.0
COMMON, UNLIKE, MANY_NAMES = 0.2, -1.5, 8
# Words of a full name.
FULL_NAME = 2
# The toll is looked for in so many of the first mentions that give one: later ones recall other attacks.
FIRST_TOLLS = 3
# Days within which news still tells of an attack without saying when it was.
RECENT = 30
# Characters between the mentions of one sentence, at most: a comma or a blank.
NEXT = 2
# Characters before an event word in which a word of replying makes of it what is answered.
REPLY = 24
_ENDS = frozenset(".!?…")
_WORD = re.compile(r"[^\W\d_]{3,}")
_TAKING = frozenset({"kidnap"})


@dataclass(frozen=True, slots=True)
class Account:
    """What one article says of one attack.

    ``names`` are words of its targets that no lexicon knows, ``nouns`` those that one does, ``context`` the names
    around its mentions, ``setting`` all names of the article where it is about this attack (``is_lead``), else
    ``context``; ``is_answered``: it is told as what another attack answers; ``key`` is its place in any order.
    """

    mentions: Sequence[AttackMention]
    article_id: str
    key: str
    published: date | None
    start: date | None
    end: date | None
    is_day: bool
    country: str | None
    places: frozenset[str]
    weapons: frozenset[str]
    families: frozenset[str]
    names: frozenset[str]
    nouns: frozenset[str]
    perpetrators: frozenset[str]
    kinds: frozenset[str]
    killed: Range | None
    wounded: Range | None
    is_taking: bool
    context: frozenset[str]
    setting: frozenset[str] = frozenset()
    is_lead: bool = False
    is_answered: bool = False


@dataclass(frozen=True, slots=True)
class Around:
    """What the text around a mention tells: the names there, whether a sentence ends with the mention, whether its toll
    is newer than others, whether it is told as what another attack answers; ``named`` are the names of the whole
    article."""

    names: frozenset[str]
    ends: bool
    is_newer: bool
    is_answered: bool
    named: frozenset[str] = frozenset()


def read_around(mention: AttackMention, lexicon: Lexicon, named: frozenset[str] = frozenset()) -> Around:
    """What merging needs of the text of a mention's article, so that the text itself need not be at hand."""
    text, start, end = mention.text, mention.attack.start, mention.attack.end
    return Around(
        names=names_around(text, start, end, lexicon),
        ends=_ends(mention),
        is_newer=_is_newer(text[start:end], lexicon),
        is_answered=_is_answered(mention, lexicon),
        named=named,
    )


def make_account(mentions: Sequence[AttackMention], lexicon: Lexicon) -> Account:
    """The account of ``mentions``, which one article makes of one attack."""
    around = [m.around or read_around(m, lexicon) for m in mentions]
    rows = [m.attack for m in mentions]
    dated = next((r for r in rows if r.date_precision == "day"), None) or next(
        (r for r in rows if r.date_start or r.date_end), None
    )
    start, end = (dated.date_start, dated.date_end) if dated else (None, None)
    country = next((r.country for r in rows if r.country), None)
    families = weapon_families(lexicon)
    weapons = frozenset(r.weapon for r in rows if r.weapon)
    words = frozenset(w for r in rows if r.target for w in _WORD.findall(r.target.lower())) - frozenset(
        lexicon["dull_names"]["words"]
    )
    nouns = frozenset(w for w in words if vocabulary(lexicon).tags.get(w) or vocabulary(lexicon).events.get(w))
    names = words - nouns
    places = frozenset(w for r in rows for w in place_words(r.place))
    context = frozenset(n for a in around for n in a.names)
    newer = [a.is_newer for a in around]
    return Account(
        mentions=mentions,
        article_id=mentions[0].article_id,
        key=mentions[0].attack_id,
        published=mentions[0].published.date() if mentions[0].published else None,
        start=start,
        end=end,
        is_day=bool(dated and dated.date_precision == "day"),
        country=country,
        places=places,
        weapons=weapons,
        families=frozenset(families.get(w, w) for w in weapons),
        names=names,
        nouns=nouns,
        perpetrators=frozenset(w for r in rows if r.perpetrator for w in _WORD.findall(r.perpetrator.lower())),
        kinds=frozenset(r.sub_event_type for r in rows if r.sub_event_type),
        killed=_best_toll([(r.killed_low, r.killed_high) for r in rows], newer),
        wounded=_best_toll([(r.wounded_low, r.wounded_high) for r in rows], newer),
        is_taking=bool({r.rule.split(".")[0] for r in rows} & _TAKING),
        context=context,
        is_answered=all(a.is_answered for a in around),
    )


def _is_answered(mention: AttackMention, lexicon: Lexicon) -> bool:
    """ "in reply to the killing": a word of replying right before the event word."""
    at = mention.attack.trigger_start
    before = _WORD.findall(mention.text[max(0, at - REPLY) : at].lower())
    return not set(before).isdisjoint(lexicon["reference_words"]["reply"])


def _best_toll(tolls: Sequence[Range], newer: Sequence[bool]) -> Range | None:
    """The toll that an article gives: one told as newer than the others ("the toll rose to nine"), else the highest of
    the first ones (the others count a part: "one in critical condition"), a number before a vague word ("scores")."""
    told = [(t, is_newer) for t, is_newer in zip(tolls, newer, strict=True) if t != (None, None)]
    if not told:
        return None
    exact = [(t, is_newer) for t, is_newer in told if not _is_vague(t)] or told
    latest = [t for t, is_newer in exact if is_newer]
    return latest[-1] if latest else max((t for t, _ in exact[:FIRST_TOLLS]), key=lambda t: t[0] or t[1] or 0)


def _is_newer(text: str, lexicon: Lexicon) -> bool:
    """Whether a sentence gives a toll as overtaking another: "the number was wrong", "rose to nine"."""
    words = set(_WORD.findall(text.lower()))
    return not words.isdisjoint(lexicon["newer_tolls"]["words"])


def _is_vague(toll: Range) -> bool:
    low, high = toll
    return toll == (2, None) or (low is not None and high is not None and high > low)


def contradict(a: Account, b: Account) -> bool:
    """Whether two accounts cannot be of one attack."""
    if days_apart((a.start, a.end), (b.start, b.end)) and not _dies_once(a, b):
        return True
    if a.article_id == b.article_id and a.is_answered != b.is_answered and _told_apart(a, b):
        return True
    if a.country and b.country and a.country != b.country and a.places and b.places:
        return True
    return a.is_taking != b.is_taking and not a.names & b.names


def _told_apart(a: Account, b: Account) -> bool:
    """Whether one sentence of an article tells both: "fired rockets in reply to the killing"."""
    return any(_share_a_sentence(x, y) for x in a.mentions for y in b.mentions)


def _share_a_sentence(x: AttackMention, y: AttackMention) -> bool:
    first, second = sorted((x, y), key=lambda m: m.attack.start)
    if second.attack.start < first.attack.end:
        return True
    return not _ends(first) and second.attack.start <= first.attack.end + NEXT


def _ends(mention: AttackMention) -> bool:
    """Whether a sentence ends with the mention."""
    if mention.around is not None:
        return mention.around.ends
    return mention.text[: mention.attack.end].rstrip("\"”’'")[-1:] in _ENDS


def _dies_once(a: Account, b: Account) -> bool:
    """Whether both tell of the death of one person under a full name: nobody dies twice, whatever day is read."""
    single = all(x.killed is not None and x.killed[0] == 1 for x in (a, b))
    return single and len(a.names & b.names) >= FULL_NAME


def agree(a: Account, b: Account, behind: Background) -> float | None:
    """How far two accounts agree; None where that is not enough for one attack, or where they contradict."""
    score = likeness(a, b, behind)
    return score if score is not None and score >= (SAME_DATED if a.is_day and b.is_day else SAME_UNDATED) else None


def likeness(a: Account, b: Account, behind: Background) -> float | None:
    """What speaks for one attack less what speaks against it; None where two accounts contradict."""
    if contradict(a, b):
        return None
    dated = a.is_day and b.is_day
    score = 1.0 if dated and a.start == b.start else 0.5 if dated else 0.0
    if not dated and a.start and b.start:
        score += 0.5
    score += _places(a.places, b.places, behind) + _countries(a, b)
    score += _alike(a, b, behind)
    score += _reported(a, b) + _shared_names(a, b, behind)
    score += 1.0 if a.weapons & b.weapons else _overlap(a.families, b.families, 0.5, -1.5)
    score += _tolls(a.killed, b.killed) + _tolls(a.wounded, b.wounded)
    score += min(2.0, 1.0 * len(a.names & b.names)) + (0.5 if a.nouns & b.nouns else 0.0)
    return score + (0.5 if a.perpetrators & b.perpetrators else 0.0) + _kinds(a, b)


def _kinds(a: Account, b: Account) -> float:
    """The same kind of attack; few are stopped in time, and two of these in one place and month are mostly one."""
    if not a.kinds & b.kinds:
        return 0.0
    return SAME_STOPPED if a.kinds == b.kinds == {_STOPPED} else 0.25


def _shared_names(a: Account, b: Account, behind: Background) -> float:
    """What the names around two accounts count for; the names around a mere recollection are of other attacks."""
    places = a.places & b.places
    if a.is_lead and b.is_lead:
        return shared_names(a.context, b.context, places, behind)
    return max(OTHER_SETTING, shared_names(a.context, b.context, places, behind))


def _alike(a: Account, b: Account, behind: Background) -> float:
    """What the resemblance of two articles counts for; against one attack only where both articles are about theirs."""
    score = ALIKE * (resemblance(a.setting, b.setting, behind) - COMMON)
    against = a.is_lead and b.is_lead and min(len(a.setting), len(b.setting)) >= MANY_NAMES
    return max(UNLIKE if against else 0.0, min(MOST_ALIKE, score))


def _places(a: frozenset[str], b: frozenset[str], behind: Background) -> float:
    """A village shared tells more than a capital."""
    shared = max((behind.places.get(word, 1.0) for word in a & b), default=None)
    if shared is None:
        return -1.5 if a and b else 0.0
    return SAME_PLACE * (0.5 + 0.5 * shared)


def _countries(a: Account, b: Account) -> float:
    """A country without a named place is but guessed from the article: another one speaks against, no more."""
    if a.country is None or b.country is None:
        return 0.0
    return 0.5 if a.country == b.country else OTHER_COUNTRY


def together(a: Account, b: Account) -> Account:
    """The account that two accounts of one attack make; a known day wins over a longer or unknown date."""
    first, second = (
        (a, b) if (not a.is_day, a.start is None, a.key) <= (not b.is_day, b.start is None, b.key) else (b, a)
    )
    return replace(
        first,
        key=min(a.key, b.key),
        mentions=(*a.mentions, *b.mentions),
        country=first.country or second.country,
        places=a.places | b.places,
        weapons=a.weapons | b.weapons,
        families=a.families | b.families,
        names=a.names | b.names,
        context=a.context | b.context,
        setting=a.setting | b.setting,
        is_lead=a.is_lead or b.is_lead,
        nouns=a.nouns | b.nouns,
        perpetrators=a.perpetrators | b.perpetrators,
        kinds=a.kinds | b.kinds,
        killed=first.killed or second.killed,
        wounded=first.wounded or second.wounded,
        is_taking=a.is_taking and b.is_taking,
    )


def _reported(a: Account, b: Account) -> float:
    """News without a day tells of the last weeks: a date outside of them, or reports far apart, speak against one
    attack."""
    if (a.start and b.start) or a.published is None or b.published is None:
        return 0.0
    first, second = (a.start or a.published), (b.start or b.published)
    return 0.5 if abs((first - second).days) <= 3 else 0.0 if abs((first - second).days) <= RECENT else -1.5


def _overlap(a: frozenset[str], b: frozenset[str], shared: float, apart: float) -> float:
    if not a or not b:
        return 0.0
    return shared if a & b else apart


def _tolls(a: Range | None, b: Range | None) -> float:
    """Tolls that meet agree; others disagree a little only, for a toll grows while the news runs."""
    if a is None or b is None or (a == (0, 0) and b == (0, 0)):
        return 0.0
    if a == b and (a[0] or 0) > 1:
        return 1.5
    return 1.0 if ranges_meet(a, b) else -0.5
