"""Attack rows → accounts: what one article says of one attack, all its mentions together.

An account describes its attack as mentions within an article do (``identity.Description``), so that two accounts are
compared as two mentions are; beside it stand the names around the mentions and the article's wording, by which undated
accounts are told apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import lru_cache
from itertools import groupby, islice
from operator import itemgetter

from analysis.extraction.attacks.events.weapons import weapon_families
from analysis.extraction.attacks.identity import (
    Description,
    Range,
    Time,
    joined,
    may_have_grown,
    name_words,
    place_words,
)
from analysis.extraction.records import Attack
from analysis.extraction.terms import stem
from analysis.language.expressions import vocabulary
from analysis.language.gazetteer import compile_gazetteer
from analysis.language.lexicon import Lexicon
from analysis.language.tokens import tokenizer_of

# Characters on either side of a mention in which names are still about it, and before an event word in which a word of
# replying makes of it what is answered.
_WINDOW, _REPLY = 240, 24
# The toll is looked for in so many of the first mentions that give one: later ones recall other attacks, unless they
# may be the toll of a later hour.
_FIRST_TOLLS = 3
# So many names and terms tell what an article is about; a name tells as much as so many terms.
_TELLING, _NAME_COUNTS = 60, 3.0
_ENDS = frozenset(".!?…")
_NO_TERMS: Mapping[str, Sequence[str]] = {}
# A capital that does not open a sentence, a heading or a quotation; a number of two or three figures.
_NAME = re.compile(r"(?<=[\w,;:(-] )(?:[A-Z][\w’'-]{2,}|[1-9]\d{1,2}(?=\s[a-z]))")


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


@dataclass(frozen=True, slots=True)
class AttackMention:
    """An attack row with its ids and its article's outlet, time and text; ``same_as`` is the attack_id of an earlier
    mention. With ``around``, what the text tells has been read already, and ``text`` may be empty."""

    attack_id: str
    article_id: str
    attack: Attack
    outlet: str | None = None
    published: datetime | None = None
    same_as: str | None = None
    text: str = ""
    around: Around | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """What one article says of one attack.

    ``towns`` are those of its places that the gazetteer knows; ``kinds`` are sub-event types, ``context`` the names
    around its mentions, ``wording`` names and telling terms of the article with what each counts for, where it is about
    this attack (``is_lead``); ``is_answered``: it is told as what another attack answers; ``key`` is its place in any
    order.
    """

    mentions: Sequence[AttackMention]
    article_id: str
    key: str
    published: date | None
    told: Description
    towns: frozenset[str]
    kinds: frozenset[str]
    context: frozenset[str]
    wording: Mapping[str, float] = field(default_factory=dict)
    is_lead: bool = False
    is_answered: bool = False

    @property
    def outlet(self) -> str:
        """The outlet in lower case; the article where that is not known."""
        return (self.mentions[0].outlet or self.article_id).lower()


def is_actual(attack: Attack) -> bool:
    """Whether a mention belongs to an incident: no tally, and told as having happened."""
    return attack.kind == "incident" and attack.realis == "actual"


def telling_terms(terms: Iterable[tuple[str, str]], lexicon: Lexicon) -> dict[str, Sequence[str]]:
    """By article, from its id and its terms, the most frequent first: those that tell most.

    What the lexicons know ("bomb", "police", "killed") stands in many articles, and in the slots, where it tells more.
    """
    known = _known_terms(lexicon)
    return {
        article_id: list(islice((term for _, term in of_article if term not in known), _TELLING))
        for article_id, of_article in groupby(terms, key=itemgetter(0))
    }


@lru_cache(maxsize=8)
def _known_terms(lexicon: Lexicon) -> frozenset[str]:
    known = vocabulary(lexicon)
    return frozenset(map(stem, {*known.tags, *known.events}))


def make_accounts(
    mentions: Iterable[AttackMention], lexicon: Lexicon, telling: Mapping[str, Sequence[str]] = _NO_TERMS
) -> list[Account]:
    """What each article says of each attack, in order; all mentions of an article must be there. ``telling``: by
    article, its telling terms."""
    actual = [m for m in mentions if is_actual(m.attack)]
    actual.sort(key=lambda m: (m.article_id, m.attack.start, m.attack_id))
    accounts = [make_account(group, lexicon) for group in _by_same_as(actual)]
    lead: dict[str, Account] = {}  # the attack that an article is about: the first of those it mentions most
    for account in accounts:
        if account.article_id not in lead or len(account.mentions) > len(lead[account.article_id].mentions):
            lead[account.article_id] = account
    return [
        replace(a, wording=_wording(_named(a.mentions[0], lexicon), telling.get(a.article_id, ())), is_lead=True)
        if lead[a.article_id] is a
        else a
        for a in accounts
    ]


def _wording(names: frozenset[str], terms: Sequence[str]) -> Mapping[str, float]:
    """The names of an article and its terms that are none of them, with what each counts for."""
    named = frozenset(map(stem, names))
    others = [term for term in terms if term not in named][: max(0, _TELLING - len(names))]
    return {**dict.fromkeys(sorted(names), _NAME_COUNTS), **dict.fromkeys(others, 1.0)}


def _by_same_as(mentions: Iterable[AttackMention]) -> list[list[AttackMention]]:
    """Mentions that ``same_as`` joins; the references of one article may chain."""
    group_of: dict[str, list[AttackMention]] = {}
    groups: list[list[AttackMention]] = []
    for mention in mentions:
        if (group := group_of.get(mention.same_as or "")) is None:
            groups.append(group := [])
        group.append(mention)
        group_of[mention.attack_id] = group
    return groups


def make_account(mentions: Sequence[AttackMention], lexicon: Lexicon) -> Account:
    """The account of ``mentions``, which one article makes of one attack."""
    around = [m.around or read_around(m, lexicon) for m in mentions]
    gazetteer, rows = compile_gazetteer(lexicon), [m.attack for m in mentions]
    return Account(
        mentions=mentions,
        article_id=mentions[0].article_id,
        key=mentions[0].attack_id,
        published=mentions[0].published.date() if mentions[0].published else None,
        told=_described(rows, [a.is_newer for a in around], lexicon),
        towns=frozenset(r.place for r in rows if r.place and gazetteer.country_of_town(r.place, [r.country])),
        kinds=frozenset(m.attack.sub_event_type for m in mentions if m.attack.sub_event_type),
        context=frozenset(name for a in around for name in a.names),
        is_answered=all(a.is_answered for a in around),
    )


def _described(rows: Sequence[Attack], newer: Sequence[bool], lexicon: Lexicon) -> Description:
    """What the rows of one account say together: the first day, else the first time; all places, weapons and names.
    Not the kind: another outlet may call a robbery a shooting, an abduction a raid."""
    times = [Time(r.date_start, r.date_end, r.date_precision) for r in rows if r.date_start or r.date_end]
    time = next((t for t in times if t.precision == "day"), None) or next(iter(times), None)
    families, known = weapon_families(lexicon), vocabulary(lexicon)
    country = frozenset([r.country for r in rows if r.country][:1])
    places = frozenset(word for r in rows for word in place_words(r.place))
    weapons = frozenset(r.weapon for r in rows if r.weapon)
    words = frozenset(w for r in rows for w in name_words(r.target)) - frozenset(lexicon["dull_names"]["words"])
    nouns = frozenset(w for w in words if w in known.tags or w in known.events)
    killed = _best_toll([(r.killed_low, r.killed_high) for r in rows], newer)
    wounded = _best_toll([(r.wounded_low, r.wounded_high) for r in rows], newer)
    return Description(
        times=(time,) if time else (),
        days=frozenset({time.start} if time and time.start and time.precision == "day" else ()),
        countries=country if places else frozenset(),
        likely=country,
        places=places,
        ranks=frozenset({0}),
        weapons=weapons,
        families=frozenset(families.get(w, w) for w in weapons),
        killed=killed,
        wounded=wounded,
        names=words - nouns,
        nouns=nouns,
        victims=words - nouns if killed and killed[0][0] == 1 else frozenset(),
        doers=frozenset(w for r in rows for w in name_words(r.perpetrator)),
    )


def _best_toll(tolls: Sequence[Range], newer: Sequence[bool]) -> tuple[Range, ...]:
    """The toll that an article gives: one told as newer than the others ("the toll rose to nine"), else the highest of
    the first ones (the others count a part: "one in critical condition"), a number before a vague word ("scores")."""
    told = [(t, is_newer) for t, is_newer in zip(tolls, newer, strict=True) if t != (None, None)]
    exact = [(t, is_newer) for t, is_newer in told if not _is_vague(t)] or told
    latest = [t for t, is_newer in exact if is_newer][-1:] or [t for t, _ in exact[:_FIRST_TOLLS]]
    latest += [t for t, _ in exact[_FIRST_TOLLS:] if any(may_have_grown(t, first) for first in latest)]
    return (max(latest, key=lambda t: t[0] or t[1] or 0),) if latest else ()


def _is_vague(toll: Range) -> bool:
    low, high = toll
    return toll == (2, None) or (low is not None and high is not None and high > low)


def together(a: Account, b: Account) -> Account:
    """The account that two accounts of one attack make; one that knows the day says when and in which country."""
    first, second = sorted((a, b), key=lambda x: (not x.told.days, not x.told.times, x.key))
    told, country = joined(a.told, b.told), first.told.likely or second.told.likely
    return replace(
        first,
        key=min(a.key, b.key),
        mentions=(*a.mentions, *b.mentions),
        told=replace(
            told,
            times=first.told.times,
            days=first.told.days,
            likely=country,
            countries=country if told.places else frozenset(),
        ),
        towns=a.towns | b.towns,
        kinds=a.kinds | b.kinds,
        context=a.context | b.context,
        wording={**a.wording, **b.wording},
        is_lead=a.is_lead or b.is_lead,
    )


def are_elsewhere(a: Account, b: Account) -> bool:
    """Whether two accounts name other places, and neither names the other's beside: a bridge lies in its hills."""
    mine, theirs = a.told.places, b.told.places
    beside = (mine & (b.context | b.wording.keys())) | (theirs & (a.context | a.wording.keys()))
    return bool(mine and theirs and mine.isdisjoint(theirs) and not beside)


def are_in_other_towns(a: Account, b: Account) -> bool:
    """Whether two accounts are elsewhere, each in a town that is known, and name no victim in common: other attacks,
    however alike the words."""
    apart = bool(a.towns and b.towns) and a.towns.isdisjoint(b.towns) and are_elsewhere(a, b)
    return apart and a.told.victims.isdisjoint(b.told.victims)


def told_in_one_sentence(a: Account, b: Account) -> bool:
    """Whether one sentence of an article tells both: "fired rockets in reply to the killing"."""
    return any(_share_a_sentence(*sorted((x, y), key=lambda m: m.attack.start)) for x in a.mentions for y in b.mentions)


def _share_a_sentence(first: AttackMention, second: AttackMention) -> bool:
    ends = first.around.ends if first.around else _ends(first)
    between = 0 if ends else 2  # a comma and a blank
    return second.attack.start < first.attack.end + between


def read_around(mention: AttackMention, lexicon: Lexicon, named: frozenset[str] = frozenset()) -> Around:
    """What merging needs of the text of a mention's article, so that the text itself need not be at hand."""
    text, attack = mention.text, mention.attack
    newer, reply = _words(lexicon, "newer_tolls", "words"), _words(lexicon, "reference_words", "reply")
    before = max(0, attack.trigger_start - _REPLY)
    return Around(
        names=names_around(text, attack.start, attack.end, lexicon),
        ends=_ends(mention),
        is_newer=_has_any(newer, text, attack.start, attack.end, lexicon),  # "rose to nine", "the number was wrong"
        is_answered=_has_any(reply, text, before, attack.trigger_start, lexicon),  # "in reply to the killing"
        named=named,
    )


def _has_any(words: frozenset[str], text: str, start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether one of ``words`` is a token of a stretch of text; most stretches do not even hold its letters."""
    stretch = text[start:end].lower()
    held = any(word in stretch for word in words)
    return held and not words.isdisjoint(tokenizer_of(lexicon).forms(text, start, end)[1])


def _ends(mention: AttackMention) -> bool:
    """Whether a sentence ends with the mention."""
    return mention.text[: mention.attack.end].rstrip("\"”’'")[-1:] in _ENDS


def _named(mention: AttackMention, lexicon: Lexicon) -> frozenset[str]:
    """All names of the mention's article."""
    return mention.around.named if mention.around else names_around(mention.text, 0, len(mention.text), lexicon)


def names_around(text: str, start: int, end: int, lexicon: Lexicon) -> frozenset[str]:
    """The names and numbers in ``text`` within ``_WINDOW`` of a mention, in lower case; none where all is in
    capitals."""
    stretch = text[max(0, start - _WINDOW) : end + _WINDOW]
    if stretch.isupper():
        return frozenset()
    known, dull = vocabulary(lexicon).tags, _calendar(lexicon)
    found = {m[0].lower().replace("’", "'").removesuffix("'s").rstrip("'-") for m in _NAME.finditer(stretch)}
    return frozenset([name for name in found - dull if name not in known])


@lru_cache(maxsize=8)
def _calendar(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(lexicon["clause_words"]["calendar"]) | {"march", "may", "the"}


@lru_cache(maxsize=64)
def _words(lexicon: Lexicon, table: str, key: str) -> frozenset[str]:
    return frozenset(lexicon[table][key])
