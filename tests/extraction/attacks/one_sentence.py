"""One invented sentence, read as an article of its own, with what was found in it and what was rejected."""

from __future__ import annotations

from datetime import datetime

from analysis.extraction.attacks.attacks import Explanation, explain_attacks
from analysis.extraction.dates.dates import find_dates
from analysis.extraction.entities import find_entities
from analysis.language.lexicon import load_lexicon
from analysis.language.reading import Reading
from analysis.reading.article import Article, Passage, Sentence


def explained(text: str) -> Explanation:
    """One sentence of a body, published on Wednesday, 12 March 2031."""
    passages, sentences = (Passage(0, len(text), "body"),), (Sentence(0, len(text), 0),)
    made = Article("invented", text, published=datetime(2031, 3, 12), passages=passages, sentences=sentences)
    reading = Reading(made, load_lexicon())
    return explain_attacks(reading, entities=find_entities(reading), dates=find_dates(reading), statements=())
