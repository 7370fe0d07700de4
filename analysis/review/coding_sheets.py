"""Coding sheets: sentences drawn by chance, to be coded by hand before anyone sees what the program says of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any, Literal

import pandas as pd

from analysis.errors import CorpusError
from analysis.frames.querying import columns_of
from analysis.frames.replacing import write_in_place
from analysis.guarding import guard
from analysis.language.lexicon import Lexicon, load_lexicon
from analysis.language.reading import read_sentence

Of = Literal["attacks", "statements"]
Drawn = tuple[dict[Any, Any], str]  # a row of sentences and its words
TO_CODE: Mapping[Of, tuple[str, ...]] = {
    "attacks": ("is_attack", "kind", "realis", "killed", "wounded", "date", "place", "perpetrator"),
    "statements": ("is_statement", "speaker", "side", "official", "mode", "stance"),
}


def draw_sheet(frames: Mapping[str, pd.DataFrame], *, of: Of = "attacks", n: int = 20, seed: int = 7) -> pd.DataFrame:
    """A sheet of ``n`` sentences to code, one row each: coder (empty), unit, outlet, day, words, the variables, a note.

    For attacks, half are sentences in which the program counts an attack, half such that hold an attack word (of
    keywords.toml) and no counted attack; for statements, half have a statement. Where there are too few of one kind,
    the other fills up. They come shuffled: their order tells nothing. The same frames, ``n`` and ``seed`` draw the
    same sheet. Raises CorpusError where there is no text to show.
    """
    told = columns_of(frames, "articles", ["article_id", "outlet", "published", "text"]).dropna(subset=["text"])
    if told.empty:
        raise CorpusError("No article has its text here, so that there are no words to code. Use a corpus with text.")
    articles = {row["article_id"]: row for row in told.to_dict("records")}
    sentences = columns_of(frames, "sentences", ["sentence_id", "article_id", "start", "end"])
    here = sentences[sentences["article_id"].isin(list(articles))].sort_values("sentence_id").to_dict("records")
    texts = [str(articles[row["article_id"]]["text"])[row["start"] : row["end"]] for row in here]
    found, rest = _strata(list(zip(here, texts, strict=True)), frames, of)
    half, random = min(len(rest), max(n // 2, n - len(found))), Random(seed)
    drawn = random.sample(found, min(len(found), n - half)) + random.sample(rest, half)
    random.shuffle(drawn)
    rows = [
        {
            "unit": sentence["sentence_id"],
            "outlet": articles[sentence["article_id"]]["outlet"],
            "published": None if pd.isna(day := articles[sentence["article_id"]]["published"]) else str(day)[:10],
            "words": " ".join(words.split()),
        }
        for sentence, words in drawn
    ]
    columns = ["coder", "unit", "outlet", "published", "words", *TO_CODE[of], "note"]
    return pd.DataFrame(rows, columns=columns, dtype="string").fillna("").astype(object)


def write_sheet(sheet: pd.DataFrame, path: Path) -> None:
    """``sheet`` as CSV that spreadsheets open with its letters right and run no formula of. Raises WriteError."""
    guarded = sheet.map(lambda v: guard(v) if isinstance(v, str) else v)
    write_in_place(path, f"\ufeff{guarded.to_csv(index=False, lineterminator=chr(10))}")


def _strata(sentences: Sequence[Drawn], frames: Mapping[str, pd.DataFrame], of: Of) -> tuple[list[Drawn], list[Drawn]]:
    """The sentences in which the program finds what is to be coded, and those in which it might have."""
    begins: dict[str, set[int]] = defaultdict(set)
    begin = "trigger_start" if of == "attacks" else "start"
    rows = columns_of(frames, of, ["article_id", begin, *(["realis"] if of == "attacks" else [])])
    rows = rows[rows["realis"] == "actual"] if of == "attacks" else rows
    for article_id, start in zip(rows["article_id"], rows[begin], strict=True):
        begins[article_id].add(int(start))
    lexicon = load_lexicon()
    keywords = frozenset(word.lower() for word in lexicon["keywords"])
    found, rest = [], []
    for row, words in sentences:
        if any(row["start"] <= b < row["end"] for b in begins[row["article_id"]]):
            found.append((row, words))
        elif of == "statements" or not keywords.isdisjoint(_words(words, lexicon)):
            rest.append((row, words))
    return found, rest


def _words(text: str, lexicon: Lexicon) -> set[str]:
    """Its words in lower case, those of "rocket-propelled" one by one."""
    return {word for token in read_sentence(text, lexicon).words for word in token.split("-")}
