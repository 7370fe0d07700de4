"""An article as read from disk: its text untouched, its passages and sentences as stand-off spans."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field, replace
from datetime import datetime

from analysis.formats.record import PassageKind, PublishedFrom
from analysis.reading.plain import Plain, read_plain

WORD = re.compile(r"\w+(?:['’.\-]\w+)*")


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of the text with one function; passages do not overlap and stand in text order.

    ``duplicate_of`` is the index (in ``Article.passages``) of the passage whose words this one repeats.
    """

    start: int
    end: int
    kind: PassageKind
    duplicate_of: int | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a headline, a body passage or a caption that is not a repetition.

    ``passage`` is the index of its passage in ``Article.passages``. Subheads count as headlines do.
    """

    start: int
    end: int
    passage: int


@dataclass(frozen=True, slots=True)
class Article:
    """One news article.

    ``text`` is the decoded text exactly as it stands in the file (byte-order mark removed, newlines untouched);
    for HTML the extracted text; for records (JSON, CSV) the text field. All offsets are characters of ``text``.
    ``path`` is relative to the corpus, with ``/``. ``published`` is naive, in the outlet's own time, midnight where
    only a day is known; ``published_from`` says where it was read. What is not known is None, or () for authors.
    ``captured`` is as in ``Record``; ``file_sha256`` is the digest of the file's bytes, whatever of them is the text.
    ``duplicate_of`` is the id of an article of the same file that says all that it says: another edition in an export.
    """

    article_id: str
    text: str
    path: str = ""
    outlet: str | None = None
    published: datetime | None = None
    published_from: PublishedFrom | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    dateline: str | None = None
    language: str | None = None
    url: str | None = None
    captured: datetime | None = None
    file_sha256: str | None = None
    duplicate_of: str | None = None
    passages: tuple[Passage, ...] = field(default=(), repr=False)
    sentences: tuple[Sentence, ...] = field(default=(), repr=False)

    @property
    def sha256(self) -> str:
        """SHA-256 of the text in UTF-8: what offsets are valid for (for a plain UTF-8 file, that of the file)."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def n_words(self) -> int:
        """Words of the sentences (headline, body, captions counted once), furniture left out."""
        read, _ = as_read(self)
        return sum(len(WORD.findall(read.text, s.start, s.end)) for s in read.sentences)

    @property
    def is_upper_case(self) -> bool:
        """Whether the body is set in capitals throughout, as on old wires, so that case tells nothing about names."""
        first = "".join(self.text[s.start : s.end] for s in self.sentences[:10])  # enough to tell, and cheap to ask
        letters = "".join(filter(str.isalpha, first[:600]))
        return len(letters) > 20 and sum(map(str.isupper, letters)) > 0.9 * len(letters)

    def kind_of(self, sentence: Sentence) -> PassageKind:
        """The kind of passage that a sentence stands in."""
        return self.passages[sentence.passage].kind


def as_read(article: Article) -> tuple[Article, Plain]:
    """The article with its plain text, its passages and sentences where they stand there; and the plain text."""
    plain = read_plain(article.text)
    if plain.starts is None:
        return article, plain
    passages = tuple(replace(p, start=plain.plain(p.start), end=plain.plain(p.end)) for p in article.passages)
    sentences = tuple(replace(s, start=plain.plain(s.start), end=plain.plain(s.end)) for s in article.sentences)
    return replace(article, text=plain.text, passages=passages, sentences=sentences), plain
