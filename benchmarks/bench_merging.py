"""How long merging takes as the corpus grows: mentions of invented attacks, each in one to five outlets.

The cost grows with the number of mentions, not with its square: compare the medians of the three sizes.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import islice

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from analysis.comparison.incidents.accounts import AttackMention, make_accounts
from analysis.comparison.incidents.merging import merge_accounts
from analysis.extraction.records import Attack
from analysis.language.lexicon import load_lexicon

SIZES = (1_000, 10_000, 50_000)
ATTACKS_A_DAY = 10
WEAPONS = ("bomb", "rocket", "gunfire", "drone", "airstrike")


def invented(draw: random.Random) -> Iterator[AttackMention]:
    """Mentions without end, day after day."""
    number = 0
    while True:
        day = date(2001, 1, 1) + timedelta(days=number // ATTACKS_A_DAY)
        number += 1
        place, weapon, toll = f"Town{draw.randrange(400)}", draw.choice(WEAPONS), draw.randrange(20)
        attack = Attack(
            start=0, end=20, kind="incident", realis="actual", rule="bomb.noun",
            trigger="attack", trigger_start=0, trigger_end=6,
            date_start=day, date_end=day, date_precision="day",
            place=place, country=draw.choice(("XA", "XB", "XC")), weapon=weapon,
            killed_low=toll, killed_high=toll, target=f"House{draw.randrange(5000)}",
        )  # fmt: skip
        text = f"The {weapon} at {place}, said Colonel Officer{draw.randrange(3000)} of Brigade{draw.randrange(200)}."
        for outlet in range(draw.randrange(1, 6)):
            article = f"a{number}-{outlet}"
            printed = datetime(day.year, day.month, day.day, 12)
            yield AttackMention(f"{article}:a0", article, attack, f"outlet{outlet}", printed, None, text)


@pytest.mark.parametrize("size", SIZES)
def test_merging(benchmark: BenchmarkFixture, size: int) -> None:
    mentions = list(islice(invented(random.Random(7)), size))
    lexicon = load_lexicon()
    benchmark.pedantic(lambda: merge_accounts(make_accounts(mentions, lexicon), lexicon), rounds=1, warmup_rounds=0)
    benchmark.extra_info["mentions"] = size
