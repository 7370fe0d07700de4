"""Which accounts of attacks are compared at all: those that share a block, never all pairs.

A block is named by country and day, place, or a rare name. A block that has grown too large to compare all of it is
sorted, and each account meets its neighbours only (the sorted neighbourhood of Hernández and Stolfo 1995): the number
of pairs grows with the number of accounts, not with its square.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import combinations

import numpy as np

from analysis.comparison.incidents.accounts import Account

Key = tuple[str, ...]

# All pairs of a block up to this size are compared; in a larger one ("Kabul" in ten years of news) so many neighbours.
LARGEST_BLOCK, NEIGHBOURS = 200, 40
# A date this long or shorter is put into one block for each of its days; a longer one into the block of its month.
DAYS_AS_DAYS = 7
# So many of its rarest names put an account into blocks, and no further name once these blocks have so many accounts:
# in a large corpus each name stands in many articles, and 50,000 accounts met a thousand others each.
RAREST, MET = 32, 100
# Blocks of a person's full name, which has at most so many words; in these, days part nobody.
PERSON, LONGEST_NAME = "person", 5
# So many pairs are held before they are sorted.
_AT_ONCE = 1_000_000
# Blocks of weapon and day, in which an account without a country meets those with one.
ARMED = "armed"


def pairs(accounts: Sequence[Account]) -> Iterator[tuple[int, int]]:
    """Pairs of indices of accounts of different articles that share a block, the lower first, each once."""
    counted = Counter(name for a in accounts for name in _names(a))
    blocks: dict[Key, list[int]] = {}
    for i, account in enumerate(accounts):
        for key in {*_when(account), *_where(account), *_who(account, counted)}:
            blocks.setdefault(key, []).append(i)
    del counted
    for i, j in _once(_of_blocks(blocks, accounts), len(accounts)):
        if accounts[i].article_id != accounts[j].article_id:
            yield i, j


def _of_blocks(blocks: Mapping[Key, Sequence[int]], accounts: Sequence[Account]) -> Iterator[tuple[int, int]]:
    for key, block in blocks.items():
        if len(block) > 1:
            yield from _of_block(key, block, accounts)


def _once(found: Iterable[tuple[int, int]], n: int) -> Iterator[tuple[int, int]]:
    """Each pair of ``n`` accounts once, in order. Kept as numbers: as pairs in a set they took .4 GB for 50,000."""
    known, fresh = np.zeros(0, dtype=np.int64), array("q")
    for i, j in found:
        fresh.append(i * n + j if i < j else j * n + i)
        if len(fresh) >= max(_AT_ONCE, len(known)):  # as many again each time, so that all sorting stays n log n
            known, fresh = np.union1d(known, np.asarray(fresh)), array("q")
    known = np.union1d(known, np.asarray(fresh))
    for first in range(0, len(known), _AT_ONCE):
        for code in known[first : first + _AT_ONCE].tolist():
            yield divmod(code, n)


def _of_block(key: Key, block: Sequence[int], accounts: Sequence[Account]) -> Iterator[tuple[int, int]]:
    if key[0] == PERSON and len(block) <= LARGEST_BLOCK:
        return combinations(block, 2)
    if key[0] == ARMED:  # with a country, the block of the country and the day will do
        nowhere = [i for i in block if not accounts[i].told.likely]
        return ((i, j) for i in nowhere[:NEIGHBOURS] for j in block[:LARGEST_BLOCK] if i != j)
    return _within(block, accounts)


def _within(block: Sequence[int], accounts: Sequence[Account]) -> Iterator[tuple[int, int]]:
    """Pairs of a block: those without a day with all, those with one with what happened in the same days."""
    undated = [i for i in block if not _is_dated(accounts[i])]
    dated = sorted((_start(accounts[i]), _signature(accounts[i]), i) for i in block if _is_dated(accounts[i]))
    if len(block) <= LARGEST_BLOCK:
        yield from combinations(undated, 2)
        yield from ((i, j) for i in undated for _, _, j in dated)
        yield from _neighbours(dated, len(dated))
        return
    days = {i: day.toordinal() for day, _, i in dated}
    ordered = sorted(block, key=lambda i: (_signature(accounts[i]), i))
    for n, i in enumerate(ordered):
        near = ordered[n + 1 : n + 1 + NEIGHBOURS]
        if i in days:
            day = days[i]
            yield from ((i, j) for j in near if abs(days.get(j, day) - day) <= DAYS_AS_DAYS + 1)
        else:
            yield from ((i, j) for j in near)
    yield from _neighbours(dated, NEIGHBOURS)


def _neighbours(dated: Sequence[tuple[date, tuple[str, ...], int]], most: int) -> Iterator[tuple[int, int]]:
    """Pairs of accounts no further apart than two intervals can be that meet, each with ``most`` that follow it."""
    for n, (day, _, i) in enumerate(dated):
        for later, _, j in dated[n + 1 : n + 1 + most]:
            if (later - day).days > DAYS_AS_DAYS + 1:
                break
            yield i, j


def _start(account: Account) -> date:
    return account.told.times[0].start or date.min


def _is_dated(account: Account) -> bool:
    """Whether an account has a date short enough to be kept apart from others by it."""
    return any(t.start and t.end and (t.end - t.start).days <= DAYS_AS_DAYS for t in account.told.times)


def _signature(account: Account) -> tuple[str, ...]:
    """What brings accounts of one attack side by side: its place, weapon and target."""
    told = account.told
    return tuple(" ".join(sorted(words)) for words in (told.places, told.families, told.names | told.nouns))


def _when(account: Account) -> Iterator[Key]:
    """Country and day, a day's slip either side; where either is unknown, weapon and day."""
    country = next(iter(account.told.likely), "")
    for start, end, _ in account.told.times:
        if start is not None and end is not None and (end - start).days <= DAYS_AS_DAYS:
            for n in range(-1, (end - start).days + 2):
                day = (start + timedelta(days=n)).isoformat()
                yield "day", country, day
                yield from ((ARMED, family, day) for family in account.told.families)
        elif known := (start or end):
            yield "month", country, known.isoformat()[:7]


def _where(account: Account) -> Iterator[Key]:
    yield from (("place", word) for word in account.told.places)


def _names(account: Account) -> frozenset[str]:
    """What may bring two accounts together that share nothing else: names, and the telling terms of their articles."""
    return account.told.names | account.context | account.wording.keys()


def _who(account: Account, counted: Mapping[str, int]) -> Iterator[Key]:
    """The rarest names; who is killed under a full name is met whatever the day."""
    if len(account.told.victims) <= LONGEST_NAME:
        yield from ((PERSON, a, b) for a, b in combinations(sorted(account.told.victims), 2))
    shared = [name for name in _names(account) if counted[name] > 1]
    met = 0
    for name in sorted(shared, key=lambda name: (counted[name], name))[:RAREST]:
        if met > MET:
            break
        met += counted[name]
        yield "name", name
