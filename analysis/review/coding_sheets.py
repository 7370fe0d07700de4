"""Coding sheets: sentences drawn by chance, to be coded by hand before anyone sees what the program says of them."""

from __future__ import annotations

from collections.abc import Mapping
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
    here = sentences[sentences["article_id"].isin(list(articles))].sort_values("sentence_id")
    found, rest = _strata(here.to_dict("records"), articles, frames, of)
    drawn = _drawn(found, rest, n, Random(seed))
    return pd.DataFrame([_line(row, articles[row["article_id"]], of) for row in drawn], columns=_columns(of))


def write_sheet(sheet: pd.DataFrame, path: Path) -> None:
    """``sheet`` as CSV that spreadsheets open with its letters right and run no formula of. Raises WriteError."""
    guarded = sheet.map(lambda v: guard(v) if isinstance(v, str) else v)
    write_in_place(path, f"\ufeff{guarded.to_csv(index=False, lineterminator=chr(10))}")


def _strata(
    sentences: list[dict[Any, Any]],
    articles: Mapping[str, Mapping[Any, Any]],
    frames: Mapping[str, pd.DataFrame],
    of: Of,
) -> tuple[list[dict[Any, Any]], list[dict[Any, Any]]]:
    """The sentences in which the program finds what is to be coded, and those in which it might have."""
    begins: dict[str, set[int]] = {}
    begin = "trigger_start" if of == "attacks" else "start"
    rows = columns_of(frames, of, ["article_id", begin, *(["realis"] if of == "attacks" else [])])
    rows = rows[rows["realis"] == "actual"] if of == "attacks" else rows
    for article_id, start in zip(rows["article_id"], rows[begin], strict=True):
        begins.setdefault(article_id, set()).add(int(start))
    lexicon = load_lexicon()
    keywords = frozenset(word.lower() for word in lexicon["keywords"])
    found, rest = [], []
    for row in sentences:
        words = str(articles[row["article_id"]]["text"])[row["start"] : row["end"]]
        if any(row["start"] <= b < row["end"] for b in begins.get(row["article_id"], ())):
            found.append(row)
        elif of == "statements" or not keywords.isdisjoint(_words(words, lexicon)):
            rest.append(row)
    return found, rest


def _words(text: str, lexicon: Lexicon) -> set[str]:
    """Its words in lower case, those of "rocket-propelled" one by one."""
    return {word for token in read_sentence(text, lexicon).words for word in token.split("-")}


def _drawn(found: list[dict[Any, Any]], rest: list[dict[Any, Any]], n: int, random: Random) -> list[dict[Any, Any]]:
    half = min(len(rest), max(n // 2, n - len(found)))
    drawn = random.sample(found, min(len(found), n - half)) + random.sample(rest, half)
    random.shuffle(drawn)
    return drawn


def _columns(of: Of) -> list[str]:
    return ["coder", "unit", "outlet", "published", "words", *TO_CODE[of], "note"]


def _line(row: Mapping[Any, Any], article: Mapping[Any, Any], of: Of) -> dict[str, str]:
    words = " ".join(str(article["text"])[row["start"] : row["end"]].split())
    known = {"outlet": article["outlet"], "published": article["published"]}
    told = {k: "" if pd.isna(v) else str(v)[:10] if k == "published" else str(v) for k, v in known.items()}
    return {
        "coder": "",
        "unit": row["sentence_id"],
        **told,
        "words": words,
        **dict.fromkeys(TO_CODE[of], ""),
        "note": "",
    }
