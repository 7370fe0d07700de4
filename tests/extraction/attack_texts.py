"""Invented texts as articles, in an invented country at war, for the tables of attack slots."""

from __future__ import annotations

import re
from datetime import datetime

from analysis.extraction.attacks.attacks import find_attacks
from analysis.extraction.dates.dates import find_dates
from analysis.extraction.entities import find_entities
from analysis.extraction.records import Attack
from analysis.extraction.statements.statements import find_statements
from analysis.language.lexicon import Lexicon, load_lexicon
from analysis.language.reading import Reading
from analysis.reading.article import Article, Passage, Sentence

PUBLISHED = datetime(2031, 3, 12)  # a Wednesday

_ACTORS = [
    {"name": "Harrow Front", "kind": "group", "side": "Harrow Front", "aliases": ["the Front"]},
    {"name": "Fen Column", "kind": "group", "side": "Fen Column", "aliases": ["the Column"]},
    {"name": "Norlandish Army", "kind": "force", "side": "Norland", "country": "XN", "aliases": []},
    {"name": "Norlandish Air Force", "kind": "force", "side": "Norland", "country": "XN", "aliases": []},
    {"name": "Interior Ministry of Norland", "kind": "government", "side": "Norland", "country": "XN"},
]
_PLACES = [
    {"name": "Norland", "kind": "country", "country": "XN", "demonyms": ["Norlandish"]},
    {"name": "Sudmark", "kind": "country", "country": "XS", "demonyms": ["Sudmarkian"]},
    {"name": "Oxenmouth", "kind": "city", "country": "XN", "capital": True},
    {"name": "Tarnwick", "kind": "city", "country": "XN"},
    {"name": "Lowport", "kind": "city", "country": "XS"},
    {"name": "Ember Hills", "kind": "region", "country": "XN"},
    {"name": "Camp Teasel", "kind": "site", "country": "XN"},
    {"name": "Amber Zone", "kind": "site", "country": "XN"},
]


def _lexicon() -> Lexicon:
    base = load_lexicon()
    tables = {**base.tables, "actors": [*base["actors"], *_ACTORS], "places": [*base["places"], *_PLACES]}
    return Lexicon(tables, "invented Norland")


LEXICON = _lexicon()


def article(text: str, *, published: datetime | None = PUBLISHED) -> Article:
    """Paragraphs as body, without a full stop as headline; sentences end before a capital or a quotation mark."""
    passages, sentences = [], []
    for paragraph in re.finditer(r"[^\n]+", text):
        start, end = paragraph.span()
        passages.append(Passage(start, end, "body" if paragraph[0][-1] in '.?!"' else "headline"))
        for sentence in re.finditer(r"\S.*?(?:[.?!]\"?(?=\s[A-Z\"]|$)|$)", paragraph[0]):
            sentences.append(Sentence(start + sentence.start(), start + sentence.end(), len(passages) - 1))
    return Article("invented", text, published=published, passages=tuple(passages), sentences=tuple(sentences))


def attacks(text: str, *, published: datetime | None = PUBLISHED) -> list[Attack]:
    """The actual incidents' rows in text order, with statements read."""
    made = article(text, published=published)
    entities = find_entities(Reading(made, LEXICON))
    rows = find_attacks(
        Reading(made, LEXICON),
        entities=entities,
        dates=find_dates(Reading(made, LEXICON)),
        statements=find_statements(Reading(made, LEXICON), entities=entities),
    )
    return [row for row in rows if row.kind == "incident" and row.realis == "actual"]
