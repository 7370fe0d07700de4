"""What the accounts of one attack say together: consensus, ranges, and what they disagree on."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal, TypeVar

from analysis.comparison.incidents.agreement import Account
from analysis.extraction.attacks.cluster import days_apart, ranges_meet
from analysis.extraction.attacks.slots.tolls import Range
from analysis.extraction.records import Attack, DatePrecision

if TYPE_CHECKING:
    from analysis.comparison.incidents.merging import AttackMention

T = TypeVar("T")
TollKind = Literal["killed", "wounded"]
# Articles from which a day is no slip, and the letters by which a country and its force are told to be one.
SEVERAL = 2
_STEM = 5


@dataclass(frozen=True, slots=True)
class Incident:
    """A real-world attack; the columns mean what ``frames.INCIDENTS`` says."""

    incident_id: str
    date_start: date | None
    date_end: date | None
    date_precision: DatePrecision | None
    place: str | None
    country: str | None
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
    rows = [_first_words(a) for a in accounts]
    start, end, precision = _date(rows)
    deaths, injuries = (
        _figures(accounts, lambda a: a.killed, "killed"),
        _figures(accounts, lambda a: a.wounded, "wounded"),
    )
    killed, wounded = hull(deaths), hull(injuries)
    event_type, sub_event_type = _most((r.event_type, r.sub_event_type) for r in rows if r.event_type) or (None, None)
    disputed = tuple(_disputed(accounts, rows, deaths, injuries))
    return Incident(
        incident_id=_incident_id(start or end, mentions),
        date_start=start,
        date_end=end,
        date_precision=precision,
        place=_most(r.place for r in rows if r.place),
        country=_most(r.country for r in rows if r.country),
        event_type=event_type,
        sub_event_type=sub_event_type,
        weapon=_most(r.weapon for r in rows if r.weapon),
        intercepted=_most(r.intercepted for r in rows if r.intercepted is not None),
        perpetrator=None if "perpetrator" in disputed else _most(r.perpetrator for r in rows if r.perpetrator),
        target=_most(r.target for r in rows if r.target),
        killed_low=killed[0],
        killed_high=killed[1],
        wounded_low=wounded[0],
        wounded_high=wounded[1],
        claimed_by=_most(m.attack.claimed_by for m in mentions if m.attack.claimed_by),
        denied_by=_most(m.attack.denied_by for m in mentions if m.attack.denied_by),
        first_reported=min((m.published for m in mentions if m.published), default=None),
        n_mentions=len(mentions),
        n_articles=len({a.article_id for a in accounts}),
        outlets=tuple(sorted({m.outlet for m in mentions if m.outlet})),
        disputed=disputed,
    )


def _first_words(account: Account) -> Attack:
    """The fullest mention of an account: mentions of one article share their slots, so the first will do."""
    return account.mentions[0].attack


def _incident_id(day: date | None, mentions: Iterable[AttackMention]) -> str:
    """An id that rests on the attack's date and its lowest mention, whatever the order of the files."""
    digest = hashlib.sha256(min(m.attack_id for m in mentions).encode()).hexdigest()[:8]
    return f"{day.isoformat() if day else 'undated'}-{digest}"


def _most(values: Iterable[T]) -> T | None:
    """The value most often given; of equals the one that sorts first as text."""
    counted = Counter(values)
    return min(counted, key=lambda v: (-counted[v], str(v))) if counted else None


def _date(rows: Sequence[Attack]) -> tuple[date | None, date | None, DatePrecision | None]:
    """The interval most often given; a day wins over any longer one."""
    dated = [(r.date_start, r.date_end, r.date_precision) for r in rows if r.date_start or r.date_end]
    days = [d for d in dated if d[2] == "day"]
    return _most(days or dated) or (None, None, None)


def _figures(accounts: Sequence[Account], of: Callable[[Account], Range | None], kind: TollKind) -> list[Range]:
    """Each source's last figure: earlier figures of the same outlet, or of the same party in whatever outlet, are
    overtaken."""
    last: dict[str, Range] = {}
    for account in sorted(accounts, key=lambda a: (str(_published(a) or ""), a.key)):
        parties = _party_figures(account, kind)
        figure = of(account)
        if figure in parties.values():  # then what the outlet says itself, if anything
            figure = _own_figure(account, kind)
        if figure is not None:
            last[(account.mentions[0].outlet or account.article_id).lower()] = figure
        outlet = (account.mentions[0].outlet or "").lower()  # what it once said itself is overtaken by what it says
        last.update({who: toll for who, toll in parties.items() if who.removeprefix("the ") not in outlet})
    return list(last.values())


def _party_figures(account: Account, kind: TollKind) -> dict[str, Range]:
    """The last figure of each party that the article names as its source: "the army says 12, the rebels 17". One
    figure for all is the outlet's as well, and a single one or a vague one counts no toll: "called it a murder"."""
    found = {
        source.lower(): toll
        for m in account.mentions
        if (toll := _told(m.attack, kind)) and _is_total(toll) and (source := m.attack.attribution) and _is_name(source)
    }
    return found if len(set(found.values())) > 1 or _own_figure(account, kind) not in (None, *found.values()) else {}


def _own_figure(account: Account, kind: TollKind) -> Range | None:
    """The highest figure that an article gives on nobody's word."""
    tolls = [_told(m.attack, kind) for m in account.mentions if not _is_named_source(m.attack.attribution)]
    return max((t for t in tolls if t and _is_total(t)), key=lambda t: t[0] or t[1] or 0, default=None)


def _told(attack: Attack, kind: TollKind) -> Range | None:
    toll = (attack.killed_low, attack.killed_high) if kind == "killed" else (attack.wounded_low, attack.wounded_high)
    return toll if toll != (None, None) else None


def _is_total(toll: Range) -> bool:
    return toll not in ((1, 1), (2, None))


def _is_named_source(source: str | None) -> bool:
    return source is not None and _is_name(source)


def hull(figures: Sequence[Range]) -> Range:
    """The range from the lowest to the highest figure. "At least 14" beside 17 ends at 17; alone, or above all closed
    figures, it stays open."""
    low = min((f[0] for f in figures if f[0] is not None), default=None)
    high = max((f[1] for f in figures if f[1] is not None), default=None)
    open_from = max((f[0] for f in figures if f[1] is None and f[0] is not None), default=0)
    return low, (high if high is not None and high >= open_from else None)


def _published(account: Account) -> datetime | None:
    return account.mentions[0].published


def _disputed(
    accounts: Sequence[Account], rows: Sequence[Attack], deaths: Sequence[Range], injuries: Sequence[Range]
) -> list[str]:
    """The columns on which two articles, or of tolls two sources, give what cannot both be so."""
    found = []
    if _any_pair(rows, lambda a, b: days_apart((a.date_start, a.date_end), (b.date_start, b.date_end))) or (
        _are_two_days(rows)
    ):
        found.append("date")
    if _any_pair(accounts, _other_places):
        found.append("place")
    if _any_pair(accounts, lambda a, b: bool(a.families and b.families and not a.families & b.families)):
        found.append("weapon")
    named = {r.perpetrator for r in rows}
    denying = {m.attack.denied_by for a in accounts for m in a.mentions} - {None}
    blamed = [r.perpetrator for r in rows if r.perpetrator and _is_name(r.perpetrator)]
    if named & denying or _any_pair(blamed, _are_other_parties):
        found.append("perpetrator")
    if _apart(deaths):
        found.append("killed")
    if _apart(injuries):
        found.append("wounded")
    return found


def _other_places(a: Account, b: Account) -> bool:
    """Whether two accounts name other places, and neither names the other's beside: a bridge lies in its hills."""
    beside = (a.places & b.context) | (b.places & a.context)
    return bool(a.places and b.places and not a.places & b.places and not beside)


def _apart(ranges: Sequence[Range]) -> bool:
    return _any_pair(ranges, lambda a, b: not ranges_meet(a, b))


def _are_two_days(rows: Sequence[Attack]) -> bool:
    """Whether two days are each given by several articles: one article a day off is a slip of the clock."""
    days = Counter(r.date_start for r in rows if r.date_precision == "day")
    return sum(n >= SEVERAL for n in days.values()) > 1


def _is_name(doer: str) -> bool:
    """Whether a doer stands under a name: "gunmen" contradict nobody."""
    return doer[0].isupper() and not doer.isupper()


def _are_other_parties(a: str, b: str) -> bool:
    """Whether two names are of other parties: not "Norland" and "Norlandic Air Force"."""
    stems_a, stems_b = ({w[:_STEM].lower() for w in name.split() if len(w) > 3} for name in (a, b))
    return a.lower() != b.lower() and not stems_a & stems_b


def _any_pair(items: Sequence[T], differ: Callable[[T, T], bool]) -> bool:
    return any(differ(a, b) for i, a in enumerate(items) for b in items[i + 1 :])
