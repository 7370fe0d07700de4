"""Credits that an article gives to other outlets, agencies and institutes, with their strength.

Three sources of names: the lexicon's outlets, also described ("Syria's state news agency"); short names that mean the
one named last ("the Times said"); runs of capitalised words with an outlet's ending ("the Harbour Gazette reported"). A
name alone is no credit: in the text it needs a crediting word before it ("according to", "told"), a reporting verb or
noun after it; in a dateline it stands in brackets; in a caption it credits the picture. "The report said" goes to the
report that was introduced last. The article's own outlet is never a credit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from analysis.extraction.citations.mentions import Mention, find_mentions
from analysis.extraction.citations.strength import grade, make_grading
from analysis.extraction.citations.words import CreditWords, credit_words
from analysis.extraction.records import Citation, Credit, Entity
from analysis.language.gazetteer import fold
from analysis.language.lexicon import Lexicon
from analysis.language.reading import Reading
from analysis.reading.article import Article, Passage

_COUNTRY_KINDS = ("country", "people")


def find_citations(reading: Reading, *, entities: Sequence[Entity] = ()) -> list[Citation]:
    """Credits to others than the article's own outlet, in text order, each passage that repeats another left out.

    ``entities`` tell whose "state news agency" is meant. Where the outlet is not known, a byline that names one is
    taken for it.
    """
    article, lexicon = reading.article, reading.lexicon
    found = list(_credits(article, credit_words(lexicon), [e for e in entities if e.entity_kind in _COUNTRY_KINDS]))
    own = canonical_outlet(article.outlet, lexicon) if article.outlet else None
    signed = {c.cited for c in found if c.credit == "byline"} if own is None else {own}
    return [c for c in found if c.cited not in signed]


def _credits(article: Article, words: CreditWords, countries: Sequence[Entity]) -> Iterator[Citation]:
    """All credits, the outlet's own included; remembers who was named, and whose report was introduced last."""
    named: list[str] = []
    introduced: str | None = None
    grading = None
    for passage in article.passages:
        if passage.duplicate_of is not None:
            continue
        for mention in find_mentions(article.text, passage, words, countries):
            if mention.form == "report":
                introduced = None
                continue
            cited = mention.cited or _meant(mention.form, named, introduced, words)
            credit = _credit(article.text, passage, mention, cited, words) if cited else None
            named += [cited] if cited else []
            if cited and credit:
                introduced = cited if credit == "text" and not _is_translated(article.text, mention) else introduced
                grading = grading or make_grading(article, words)
                strength = grade(grading, passage, mention.start, mention.end, credit)
                yield Citation(mention.start, mention.end, cited, credit, strength)


def _is_translated(text: str, mention: Mention) -> bool:
    """Who translates a report does not make it: "the report, translated by Harbour News, said"."""
    return bool(re.search(r"translated by(?: the)?\s$", text[max(0, mention.start - 20) : mention.start]))


def canonical_outlet(name: str, lexicon: Lexicon) -> str:
    """The lexicon's name of an outlet; where it has none, the name itself without what stands in brackets."""
    plain = re.sub(r"\s*\([^)]*\)", "", name).strip()
    by_key = _outlet_keys(lexicon)
    return by_key.get(_key(plain)) or by_key.get(_key(name)) or plain


@lru_cache(maxsize=8)
def outlet_forms(lexicon: Lexicon) -> Mapping[str, str]:
    """The canonical name of each form under which an outlet of the lexicon may sign; research institutes don't."""
    return MappingProxyType(
        {
            form: outlet["name"]
            for outlet in lexicon.get("outlets", [])
            if outlet.get("kind") != "institute"
            for form in (outlet["name"].upper(), *outlet.get("aliases", []), outlet["name"])
        }
    )


def _key(name: str) -> str:
    return re.sub(r"[^a-z0-9]|^the ?", "", fold(name).lower())


@lru_cache(maxsize=8)
def _outlet_keys(lexicon: Lexicon) -> Mapping[str, str]:
    keys: dict[str, str] = {}
    for outlet in lexicon.get("outlets", []):
        for form in (outlet["name"], *outlet.get("aliases", [])):
            keys.setdefault(_key(form), outlet["name"])
    return MappingProxyType(keys)


def _meant(form: str, named: Sequence[str], introduced: str | None, words: CreditWords) -> str | None:
    """Whom a short name means: the last named that bears it, or the only one; "the report": the last credited."""
    if form.startswith("the "):
        fitting = words.anaphors.get(form[4:], frozenset())
        return introduced if introduced and words.kinds.get(introduced, "unlisted") in fitting else None
    bearers = words.shorts.get(form, ())
    for name in reversed(named):
        if name in bearers:
            return name
    return bearers[0] if len(bearers) == 1 else None


def _credit(text: str, passage: Passage, mention: Mention, cited: str, words: CreditWords) -> Credit | None:
    if passage.kind == "dateline":
        return "dateline"
    if passage.kind == "byline":
        return "byline"
    before = text[max(passage.start, mention.start - 80) : mention.start]
    after = text[mention.end : min(passage.end, mention.end + 80)]
    if passage.kind in ("caption", "furniture") or cited in words.photo_agencies:
        return "photo" if _is_photo(passage, before, after, words) else None
    if _is_dateline(text, passage, mention, before, after):
        return "dateline"
    if (
        mention.form.startswith("the ")
        or _speaks_for(before, cited, words)
        or words.before.search(before)
        or words.after.match(after)
    ):
        return "text"
    return "photo" if re.search(r"(?i)\(?(?:photo|image)[:/ ][^()]{0,40}$|\bvia\s$", before) else None


def _speaks_for(before: str, cited: str, words: CreditWords) -> bool:
    """ "A researcher of the Tidewater Institute": who is introduced as an institute's speaks from its work."""
    return words.kinds.get(cited) == "institute" and bool(re.search(r"\b(?:of|at|with|from)\s(?:the\s)?$", before))


def _is_photo(passage: Passage, before: str, after: str, words: CreditWords) -> bool:
    """In a caption a name stands behind a slash, in brackets, at the end, or beside a word for pictures."""
    if re.search(r"[/(]\s*$", before) or re.match(r"\s*(?:[/)]|Photo\b)", after):
        return True
    if passage.kind == "caption" and not after.strip(" .)\n"):
        return True
    return bool(words.photo.search(before[-40:]) or words.photo.match(after.lstrip()))


def _is_dateline(text: str, passage: Passage, mention: Mention, before: str, after: str) -> bool:
    """ "BAGHDAD (AP) —" at the head of a paragraph, where the dateline was not set apart."""
    head = text[passage.start : mention.start]
    return len(head) < 60 and before.endswith("(") and bool(re.match(r"\)\s*(?:[-–—:]|$|[A-Z\[])", after))
