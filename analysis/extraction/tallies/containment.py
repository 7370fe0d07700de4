"""Which tally contains which tally and which incident, where the text says so: ``part_of``.

In: an article's attack rows in text order and the tallies that some of them came from. Out: the rows with ``part_of``,
the index of the containing row. The text says so by "including the raid of May 4", "the deadliest of 35 attacks",
"those attacks include", or by a number taken from one told before ("of these, six").
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from analysis.extraction.records import Attack
from analysis.extraction.tallies.tally import Tally
from analysis.language.lexicon import Lexicon

# Characters that may lie between a word of inclusion and the attack that is included.
_REACH = 90


def with_containers(
    rows: Sequence[Attack], tallies: Mapping[tuple[int, int], Tally], text: str, lexicon: Lexicon
) -> list[Attack]:
    """The rows with ``part_of``; ``tallies`` by the span of the row that tells them."""
    counted = {i: tallies[row.start, row.end] for i, row in enumerate(rows) if (row.start, row.end) in tallies}
    counted = {i: t for i, t in counted.items() if rows[i].kind == "tally"}
    if not counted:
        return list(rows)
    by_quantity = {t.quantity.start: i for i, t in counted.items()}
    return [
        replace(row, part_of=container)
        if (container := _container(i, rows, counted, by_quantity, text, lexicon)) is not None
        else row
        for i, row in enumerate(rows)
    ]


def _container(
    i: int,
    rows: Sequence[Attack],
    counted: Mapping[int, Tally],
    by_quantity: Mapping[int, int],
    text: str,
    lexicon: Lexicon,
) -> int | None:
    row = rows[i]
    if i in counted:
        inside = counted[i].inside
        found = by_quantity.get(inside) if inside is not None else None
        return found if found != i else None
    if row.kind != "incident" or row.realis != "actual":
        return None
    return next((k for k in sorted(counted, reverse=True) if _holds(rows[k], counted[k], row, text, lexicon)), None)


def _holds(whole: Attack, tally: Tally, part: Attack, text: str, lexicon: Lexicon) -> bool:
    """Whether a tally of the same sentence, or of the sentence before, contains an incident."""
    if whole.count_high == 0 or whole.realis != "actual":
        return False
    if whole.trigger_start < part.trigger_start:
        gap = text[whole.trigger_end : part.trigger_start]
        if len(gap) > 3 * _REACH:
            return False
        return _is_included(gap, lexicon) or (tally.rule == "tally.ordinal" and _is_named_next(gap, whole, part))
    gap = text[part.trigger_end : tally.quantity.start]
    if len(gap) > 3 * _REACH or _ends_sentence(gap):
        return False
    if tally.rule == "tally.ordinal":
        return whole.count_low != 2 or whole.count_high is not None
    return bool(_patterns(lexicon)[2].search(gap[-40:]))


def _is_included(gap: str, lexicon: Lexicon) -> bool:
    """ "…, including Tuesday's raid"; "not including" tells the contrary. The word stands in the tally's sentence, or
    opens the next."""
    including, excluding, _ = _patterns(lexicon)
    if excluding.search(gap):
        return False
    match = next(iter(reversed(list(including.finditer(gap)))), None)
    if match is None or len(gap) - match.end() > _REACH:
        return False
    return not _ends_sentence(gap[: match.start()]) and not _ends_sentence(gap[match.end() :])


def _is_named_next(gap: str, whole: Attack, part: Attack) -> bool:
    """ "the third attack in two weeks. Rockets fell on March 4": the others of the count follow, inside its time."""
    if gap.count("\n\n") > 0 or sum(1 for _ in _ENDS.finditer(gap)) > 1:
        return False
    if not (whole.date_start and whole.date_end and part.date_start and part.date_end):
        return False
    return whole.date_start <= part.date_start and part.date_end <= whole.date_end


_ENDS = re.compile(r"[.!?][\"”’')]*\s+(?=[A-Z“\"])")


def _ends_sentence(gap: str) -> bool:
    """Whether a sentence ends in a stretch of text; "Oct. 4" and "U.S. base" end none."""
    return any(_is_word(gap[: m.start()]) for m in _ENDS.finditer(gap))


def _is_word(before: str) -> bool:
    last = (before.rsplit(None, 1) or [""])[-1]
    return len(last) > 4 or last.islower()


@lru_cache(maxsize=8)
def _patterns(lexicon: Lexicon) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """The cues of inclusion, of exclusion and of membership."""
    table = lexicon["tally_containment"]
    including, excluding, member = (_alternatives(table[key]) for key in ("including", "not_including", "member"))
    return including, excluding, member


def _alternatives(phrases: Sequence[str]) -> re.Pattern[str]:
    longest_first = sorted(phrases, key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, longest_first)) + r")\b", re.IGNORECASE)
