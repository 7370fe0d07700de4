"""The errors behind the figures, one a line: what was missed, what was invented, which values are wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import pandas as pd
from annotation import Gold, Span
from attack_figures import CLAIMS, SLOTS, TOLLS, match_attacks, trapped
from matching import same
from source_figures import citation_pairs, reuse_pairs
from statement_figures import COLUMNS, match_statements, same_speaker

LISTED = ("attacks", "not_attacks", "incidents", "statements", "citations", "reuse")
Frames = Mapping[str, pd.DataFrame]


def errors_of(frame: str, gold: Gold, frames: Frames) -> Iterator[str]:
    """The errors of one frame as lines of text."""
    texts = dict(zip(frames["articles"]["article_id"], frames["articles"]["text"], strict=True))
    if frame == "attacks":
        yield from _attack_errors(gold, frames, texts)
    elif frame == "not_attacks":
        yield from _trap_errors(gold, frames)
    elif frame == "incidents":
        yield from _incident_errors(gold, frames)
    elif frame == "statements":
        yield from _statement_errors(gold, frames, texts)
    else:
        pairs = citation_pairs if frame == "citations" else reuse_pairs
        yield from _set_errors(*pairs(gold, frames))


def _attack_errors(gold: Gold, frames: Frames, texts: Mapping[str, str]) -> Iterator[str]:
    match = match_attacks(gold, frames)
    yield from _unmatched(match.missed, match.spurious, texts)
    for expected, found in match.pairs:
        told = {slot: columns for slot, columns in TOLLS.items() if any(expected[c] for c in columns)}
        names = ["kind", "realis", *(c for columns in {**SLOTS, **CLAIMS, **told}.values() for c in columns)]
        yield from _wrong_values(expected, found, names, texts)


def _statement_errors(gold: Gold, frames: Frames, texts: Mapping[str, str]) -> Iterator[str]:
    match = match_statements(gold, frames)
    yield from _unmatched(match.missed, match.spurious, texts)
    for expected, found in match.pairs:
        if (expected.start, expected.end) != (found.start, found.end):
            yield f"EXTENT  {_quoted(expected, texts)}  not  {_quoted(found, texts)}"
        speaker = [] if same_speaker(expected.values, found.values) else ["speaker"]
        yield from _wrong_values(expected, found, [*speaker, *COLUMNS], texts)


def _unmatched(missed: Sequence[Span], spurious: Sequence[Span], texts: Mapping[str, str]) -> Iterator[str]:
    yield from (f"MISSED  {_quoted(span, texts)}" for span in missed)
    yield from (f"SPURIOUS  {_quoted(span, texts)}  [{span['rule']}]" for span in spurious)


def _wrong_values(expected: Span, found: Span, names: Sequence[str], texts: Mapping[str, str]) -> Iterator[str]:
    wrong = [f"{n}: {found[n] or '-'} not {expected[n] or '-'}" for n in names if not same(expected[n], found[n])]
    if wrong:
        yield f"WRONG  {_quoted(expected, texts)}  {'; '.join(wrong)}"


def _trap_errors(gold: Gold, frames: Frames) -> Iterator[str]:
    for trap, found in trapped(gold, frames):
        yield f"COUNTED  {trap['kind']}  {trap.article_id}  {trap['quote']!r}  by {found['trigger']!r}"


def _incident_errors(gold: Gold, frames: Frames) -> Iterator[str]:
    """For each incident of the gold, into which found ones its mentions went; for each found one, what it mixes."""
    match = match_attacks(gold, frames)
    split = Counter((g["incident"], f["incident_id"] or "none") for g, f in match.pairs if g["incident"])
    for row in gold.incidents:
        parts = {found: n for (key, found), n in split.items() if key == row["incident"]}
        yield f"{row['incident']}: {parts or 'not found'}"
    invented = Counter(span["incident_id"] for span in match.spurious if span["incident_id"])
    yield f"mentions that gold does not have, by incident: {dict(invented)}"


def _set_errors(expected: object, found: object) -> Iterator[str]:
    assert isinstance(expected, (set, dict))
    assert isinstance(found, (set, dict))
    yield from (f"MISSED  {sorted(pair)}" for pair in set(expected) - set(found))
    yield from (f"SPURIOUS  {sorted(pair)}" for pair in set(found) - set(expected))
    if isinstance(expected, dict) and isinstance(found, dict):
        both = expected.keys() & found.keys()
        yield from (f"WRONG  {sorted(p)}: {found[p]} not {expected[p]}" for p in both if expected[p] != found[p])


def _quoted(span: Span, texts: Mapping[str, str]) -> str:
    return f"{span.article_id} “{' '.join(texts[span.article_id][span.start : span.end].split())[:150]}”"
