"""What the accounts of one attack say together: consensus, ranges, and what they disagree on."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import combinations
from typing import Any, Literal, TypeVar

from analysis.comparison.incidents.accounts import Account, AttackMention, are_elsewhere
from analysis.extraction.attacks.consensus import closest_times, hull, most_told
from analysis.extraction.attacks.identity import Range, Time, is_name, name_words, ranges_meet, times_apart
from analysis.extraction.records import Attack, DatePrecision

T = TypeVar("T")
TollKind = Literal["killed", "wounded"]
# Articles from which a day is no slip, and the letters by which a country and its force are told to be one.
_SEVERAL, _STEM = 2, 5
# On these columns each article has one vote.
_VOTED = ("place", "country", "weapon", "intercepted", "target")


@dataclass(frozen=True, slots=True)
class Incident:
    """A real-world attack; the columns mean what ``frames.INCIDENTS`` says."""

    incident_id: str
    date_start: date | None
    date_end: date | None
    date_precision: DatePrecision | None
    place: str | None
    country: str | None
    latitude: float | None
    longitude: float | None
    geo_precision: int | None
    event_type: str | None
    sub_event_type: str | None
    weapon: str | None
    intercepted: bool | None
    perpetrator: str | None
    target: str | None
    killed_low: int | None
    killed_high: int | None
    wounded_low: int | None
    wounded_high: int | None
    claimed_by: str | None
    denied_by: str | None
    first_reported: datetime | None
    n_mentions: int
    n_articles: int
    outlets: tuple[str, ...]
    disputed: tuple[str, ...]


def build_incident(accounts: Sequence[Account]) -> Incident:
    """The incident that ``accounts`` report. Each article has one vote; an outlet's later toll replaces its earlier
    one."""
    mentions = [m for a in accounts for m in a.mentions]
    rows = [a.mentions[0].attack for a in accounts]  # mentions of one article share their slots: the first will do
    times = [time for r in rows if (time := _time(r)).start or time.end]
    time = most_told(closest_times(times)) or Time(None, None, None)
    tolls = {"killed": _figures(accounts, "killed"), "wounded": _figures(accounts, "wounded")}
    killed, wounded = hull(tolls["killed"]), hull(tolls["wounded"])
    kinds = most_told((r.event_type, r.sub_event_type) for r in rows if r.event_type) or (None, None)
    disputed = tuple(_disputed(accounts, rows, times, tolls))
    voted: dict[str, Any] = {column: _voted(accounts, column) for column in _VOTED}
    there = [m.attack for m in mentions if (m.attack.place, m.attack.country) == (voted["place"], voted["country"])]
    points = ((r.latitude, r.longitude, r.geo_precision) for r in there if r.latitude is not None)
    latitude, longitude, geo_precision = most_told(points) or (None, None, None)
    return Incident(
        **voted,
        incident_id=_incident_id(time.start or time.end, mentions),
        date_start=time.start,
        date_end=time.end,
        date_precision=time.precision,
        latitude=latitude,
        longitude=longitude,
        geo_precision=geo_precision,
        event_type=kinds[0],
        sub_event_type=kinds[1],
        perpetrator=None if "perpetrator" in disputed else most_told(r.perpetrator for r in rows),
        killed_low=killed[0],
        killed_high=killed[1],
        wounded_low=wounded[0],
        wounded_high=wounded[1],
        claimed_by=most_told(m.attack.claimed_by for m in mentions),
        denied_by=most_told(m.attack.denied_by for m in mentions),
        first_reported=min((m.published for m in mentions if m.published), default=None),
        n_mentions=len(mentions),
        n_articles=len({a.article_id for a in accounts}),
        outlets=tuple(sorted({m.outlet for m in mentions if m.outlet})),
        disputed=disputed,
    )


def _voted(accounts: Sequence[Account], column: str) -> Any:
    """The value that most accounts give; of equals the one that more articles mention most, then the first as text."""
    said: list[Any] = []
    mentioned: dict[str, list[Any]] = {}
    for account in accounts:
        value = getattr(account.mentions[0].attack, column)
        if value is not None:
            said.append(value)
            mentioned.setdefault(account.article_id, []).extend([value] * len(account.mentions))
    votes, favourites = Counter(said), Counter(most_told(values) for values in mentioned.values())
    return min(votes, key=lambda v: (-votes[v], -favourites[v], str(v)), default=None)


def _time(row: Attack) -> Time:
    return Time(row.date_start, row.date_end, row.date_precision)


def _incident_id(day: date | None, mentions: Iterable[AttackMention]) -> str:
    """An id that rests on the attack's date and its lowest mention, whatever the order of the files."""
    digest = hashlib.sha256(min(m.attack_id for m in mentions).encode()).hexdigest()[:8]
    return f"{day.isoformat() if day else 'undated'}-{digest}"


def _figures(accounts: Sequence[Account], kind: TollKind) -> list[Range]:
    """Each source's last figure: earlier figures of the same outlet, or of the same party in whatever outlet, are
    overtaken."""
    last: dict[str, Range] = {}
    for account in sorted(_highest(accounts, kind), key=lambda a: (str(a.mentions[0].published or ""), a.key)):
        told = account.told.killed if kind == "killed" else account.told.wounded
        figure = told[0] if told else None
        parties = _party_figures(account, kind)
        if figure in parties.values():  # then what the outlet says itself, if anything else
            own = _own_figure(account, kind)
            figure = None if own and figure and ranges_meet(own, figure) else own
        if figure is not None:
            last[account.outlet] = figure
        elif parties:  # it has others say it now
            last.pop(account.outlet, None)
        own_sources = f"{account.outlet}: "  # "officials" are an outlet's own, and overtaken by what it says later
        last = {who: toll for who, toll in last.items() if not who.startswith(own_sources)}
        for who, toll in parties.items():
            named = is_name(who)
            if who.lower().removeprefix("the ") not in account.outlet:  # nor is its own name another source
                last[who.lower() if named else own_sources + who] = toll
    return list(last.values())


def _highest(accounts: Sequence[Account], kind: TollKind) -> Iterable[Account]:
    """Of each article the account with the highest toll: one that tells an attack in two parts does not correct
    itself."""
    highest: dict[str, Account] = {}
    for account in sorted(accounts, key=lambda a: (_size(getattr(a.told, kind)), a.mentions[0].attack.start, a.key)):
        highest[account.article_id] = account
    return highest.values()


def _size(tolls: Sequence[Range]) -> int:
    return max((t[0] or t[1] or 0 for t in tolls), default=-1)


def _party_figures(account: Account, kind: TollKind) -> dict[str, Range]:
    """The last figure of each party that the article has as its source: "the army says 12, the rebels 17". One figure
    for all is the outlet's as well, and one below what the outlet says itself a part of it: "two men were in intensive
    care, doctors said"."""
    own = _own_figure(account, kind)
    found = {source: toll for source, toll in _totals(account, kind) if source and not _is_below(toll, own)}
    return found if len(set(found.values())) > 1 or own not in (None, *found.values()) else {}


def _is_below(toll: Range, own: Range | None) -> bool:
    return own is not None and (toll[1] or toll[0] or 0) < (own[0] or own[1] or 0)


def _own_figure(account: Account, kind: TollKind) -> Range | None:
    """The highest figure that an article gives on nobody's word."""
    own = [toll for source, toll in _totals(account, kind) if not source]
    return max(own, key=lambda t: t[0] or t[1] or 0, default=None)


def _totals(account: Account, kind: TollKind) -> list[tuple[str | None, Range]]:
    """The tolls of an article's mentions and who tells them; a single one or a vague one counts no toll: "called it a
    murder"."""
    rows = [m.attack for m in account.mentions]
    tolls = [(r.attribution, (getattr(r, f"{kind}_low"), getattr(r, f"{kind}_high"))) for r in rows]
    return [(source, toll) for source, toll in tolls if toll not in ((None, None), (1, 1), (2, None))]


def _disputed(
    accounts: Sequence[Account], rows: Sequence[Attack], times: Sequence[Time], tolls: dict[str, list[Range]]
) -> list[str]:
    """The columns on which two articles, or of tolls two sources, give what cannot both be so."""
    doers = {r.perpetrator for r in rows if r.perpetrator}
    denying = {m.attack.denied_by for a in accounts for m in a.mentions}
    days = Counter(t.start for t in times if t.precision == "day")
    found = {
        # one article a day off is a slip of the clock
        "date": _any_pair(times, times_apart) or sum(n >= _SEVERAL for n in days.values()) > 1,
        "place": _any_pair(accounts, are_elsewhere),
        "weapon": _any_pair([f for a in accounts if (f := a.told.families)], frozenset.isdisjoint),
        "perpetrator": bool(doers & denying) or _any_pair([d for d in doers if is_name(d)], _are_other_parties),
        **{kind: _any_pair(ranges, lambda a, b: not ranges_meet(a, b)) for kind, ranges in tolls.items()},
    }
    return [column for column, is_disputed in found.items() if is_disputed]


def _are_other_parties(a: str, b: str) -> bool:
    """Whether two names are of other parties: not "Norland" and "Norlandic Air Force"."""
    stems_a, stems_b = ({word[:_STEM] for word in name_words(name) if len(word) > 3} for name in (a, b))
    return a.lower() != b.lower() and not stems_a & stems_b


def _any_pair(items: Iterable[T], differ: Callable[[T, T], bool]) -> bool:
    return any(differ(a, b) for a, b in combinations(items, 2))
