"""Captions: how they are recognised, put together where they are split, and seen to repeat one another."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.reading.blocks import Block
from analysis.reading.markers import any_of, credit_names, markers

# No caption has more words; one that only a bare agency name gives away has not more characters.
_CAPTION_WORDS, _SHORT_CAPTION = 180, 360
# A credit stands within so many characters of the end.
_TAIL = 160
# A credit that ends with a full stop has one of these.
_CREDIT_MARK = re.compile(r"[(/|]")
# A caption repeats an earlier one when so much of its runs of four words stands there too; a sentence, so much.
_RUN, _REPEATED_CAPTION, _REPEATED_SENTENCE = 4, 0.6, 0.8
# Shorter body paragraphs may be said twice ("He declined to comment.").
_SHORTEST_REPEATED_BODY = 12

Runs = frozenset[tuple[str, ...]]


def is_caption(block: Block) -> bool:
    """Whether a paragraph describes a photo: by how it begins, or by the credit that it ends with."""
    line = block.squeezed
    if len(block.words) > _CAPTION_WORDS or (block.start == 0 and _bare_credit(line)):
        return False
    begins = any_of("caption_lead").match(line)
    return begins is not None or _bare_credit(line) > 0 or credit_start(line) < len(line)


def caption_lead(squeezed: str) -> int:
    """Length of what stands before a caption's description ("Provided by Vale Press FILE -"), 0 where nothing does."""
    end = 0
    for _ in range(3):
        matches = (marker.pattern.match(squeezed, end) for marker in markers("caption_lead"))
        hit = next((match for match in matches if match and match.end() > end), None)
        if hit is None:
            break
        end = len(squeezed) - len(squeezed[hit.end() :].lstrip(" "))
    return end or _bare_credit(squeezed)


def _bare_credit(squeezed: str) -> int:
    """Length of bare names of agencies before the description: one where no full stop ends it ("Reuters Smoke over the
    harbour"), two before a full sentence, because "Twitter Inc. said so." is prose."""
    if len(squeezed) > _SHORT_CAPTION:
        return 0
    match = credit_names().match(squeezed)
    if match is None or (squeezed.endswith((".", '."')) and match[0].count(" ") < 2):
        return 0
    return match.end()


def credit_start(squeezed: str) -> int:
    """Where the photo credit at the end begins, the whole length where there is none."""
    begin = max(0, len(squeezed) - _TAIL)
    if squeezed.endswith((".", '."')) and not _CREDIT_MARK.search(squeezed, begin):
        return len(squeezed)  # as prose ends; the pattern would be tried 160 times
    match = any_of("caption_credit", end=r"\Z").search(squeezed, begin)
    return match.start() if match else len(squeezed)


def is_split_caption(above: Block, below: Block) -> bool:
    """Whether a caption, which has not ended its sentence, goes on in the next paragraph: that begins in lower case."""
    is_open = above.kind == "caption" and not above.ends_sentence and len(above.words) <= _CAPTION_WORDS
    goes_on = below.kind in (None, "caption") and below.squeezed[:1].islower()
    return is_open and goes_on and not caption_lead(below.squeezed)


def find_duplicates(blocks: Sequence[Block]) -> dict[int, int]:
    """Which passages repeat an earlier one, by index: headlines and body word for word, captions also in great part."""
    repeats: dict[int, int] = {}
    seen: dict[tuple[str, tuple[str, ...]], int] = {}
    captions: list[tuple[int, Runs]] = []
    for i, block in enumerate(blocks):
        fewest = _SHORTEST_REPEATED_BODY if block.kind == "body" else 1
        if block.kind in ("furniture", "dateline") or len(block.words) < fewest:
            continue
        key = ("heading" if block.kind in ("headline", "subhead") else str(block.kind), block.words)
        original = seen.setdefault(key, i)
        if original == i and block.kind == "caption":
            original = _repeated_caption(i, runs_of(block.words), captions)
        if original != i:
            repeats[i] = original
    return repeats


def _repeated_caption(index: int, runs: Runs, captions: list[tuple[int, Runs]]) -> int:
    """The earlier caption that this one repeats in great part, else its own index, remembered."""
    for original, earlier in captions:
        if runs and len(runs & earlier) >= _REPEATED_CAPTION * len(runs):
            return original
    captions.append((index, runs))
    return index


def runs_of(words: tuple[str, ...]) -> Runs:
    """All runs of four words."""
    return frozenset(words[i : i + _RUN] for i in range(len(words) - _RUN + 1))


def is_told(words: tuple[str, ...], earlier: Runs) -> bool:
    """Whether a sentence's words stand, for the greater part, in what earlier captions said."""
    runs = runs_of(words)
    return bool(runs) and len(runs & earlier) >= _REPEATED_SENTENCE * len(runs)
