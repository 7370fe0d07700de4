"""Small tables for the lessons: sentences with their scores, one event as everybody tells it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from analysis.extraction.tone.scoring import score_tone
from analysis.frames.querying import articles_of
from analysis.language.lexicon import Lexicon
from analysis.reporting.shown import Shown
from analysis.reporting.tables import table

Tables = Mapping[str, pd.DataFrame]


def numbered(sentences: Sequence[str], *, caption: str = "Sentences") -> Shown:
    """``sentences`` as a table with numbers, to be read aloud and marked on paper."""
    rows = pd.DataFrame({"no": range(1, len(sentences) + 1), "sentence": list(sentences)})
    return table(rows, caption=caption, labels={"no": "no."}, open_rows=len(rows))


def scores(sentences: Sequence[str], lexicon: Lexicon) -> pd.DataFrame:
    """Raw score and score without topic words of each sentence, in -1 to 1, and the words behind both. One row each."""
    found = [score_tone(sentence, lexicon) for sentence in sentences]
    return pd.DataFrame(
        {
            "sentence": list(sentences),
            "raw": [tone.compound for tone in found],
            "raw_words": [", ".join(tone.compound_words) for tone in found],
            "tone": [tone.tone for tone in found],
            "tone_words": [", ".join(tone.tone_words) for tone in found],
        }
    )


def repeated(sentence: str, *, times: Sequence[int], lexicon: Lexicon) -> pd.DataFrame:
    """The raw score of ``sentence`` said once, twice …: one row for each number of ``times``."""
    raw = [score_tone(" ".join([sentence] * n), lexicon).compound for n in times]
    return pd.DataFrame({"times": list(times), "raw": raw})


def most_told(frames: Tables) -> str:
    """The id of the incident that the most articles tell; of several, the first by id; empty where there is none."""
    incidents = frames["incidents"].sort_values(["n_articles", "incident_id"], ascending=[False, True])
    return "" if incidents.empty else str(incidents["incident_id"].iloc[0])


def mentions_of(frames: Tables, incident_id: str) -> pd.DataFrame:
    """The mentions of an incident with ``outlet`` and ``published`` of their articles, by day and place in the text."""
    mentions = frames["attacks"][frames["attacks"]["incident_id"] == incident_id]
    articles = articles_of(frames)[["article_id", "outlet", "published"]]
    return mentions.merge(articles, on="article_id").sort_values(
        ["published", "article_id", "start"], ignore_index=True
    )
