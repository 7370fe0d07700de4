"""What an outlet's own corrections change: the attacks of an article with the values that it says are right.

In: the rows of an article's attacks, and its passages of the kind ``correction``. Out: the rows; where one bears what
was first printed (how many were killed or hurt, or attacks counted, the day, the place, who did it), it has what is
right, and says in ``corrected`` what was printed. The outlet's last word holds, so that its misprint is no dispute. A
correction that tells what is right but not what was wrong holds where the article has but one such value.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby, pairwise
from typing import Any, Literal, NamedTuple

from analysis.extraction.dates.dates import find_dates
from analysis.extraction.records import Attack
from analysis.language.counting import match_phrase, phrase_table
from analysis.language.expressions import read_words
from analysis.language.lexicon import Lexicon
from analysis.language.reading import Reading, SentenceReading
from analysis.reading.article import Article, Passage
from analysis.reading.sentences import split_sentences

_TOLLS = ("killed", "wounded")


class _Value(NamedTuple):
    """A number (its range), a day (first and last) or a name in a sentence, by its tokens."""

    kind: Literal["number", "day", "name"]
    first: int
    behind: int
    value: Any
    sentence: SentenceReading


@dataclass(frozen=True, slots=True)
class _Erratum:
    """What is right and what was printed (None where it is not told); ``columns`` are the numbers that are meant."""

    kind: Literal["number", "day", "name", "doer"]
    right: Any
    wrong: Any
    columns: Sequence[str] = ()


def correct_attacks(article: Article, attacks: Sequence[Attack], lexicon: Lexicon) -> list[Attack]:
    """The attacks of an article as its corrections have them."""
    rows = list(attacks)
    for passage in article.passages:
        if passage.kind == "correction" and passage.duplicate_of is None and rows:
            for erratum in _errata(article, passage, lexicon):
                rows = _applied(erratum, rows)
    return rows


def _errata(article: Article, passage: Passage, lexicon: Lexicon) -> Iterator[_Erratum]:
    own = Passage(passage.start, passage.end, "body")
    text = _line_numbers(lexicon).sub(lambda m: " " * len(m[0]), article.text)  # as long as before
    reading = Reading(replace(article, text=text, sentences=split_sentences(text, [own]), passages=(own,)), lexicon)
    values = sorted(_values(reading), key=lambda v: (v.sentence.index, v.first))
    named = [c for c in _TOLLS if any(f"toll:{c}" in w.tags for s in reading.sentences for w in read_words(s, lexicon))]
    words, sentences = lexicon["correction_words"], reading.sentences
    for kind in ("number", "day", "name"):
        alike = [v for v in values if v.kind == kind]
        pairs = [*_opposed(alike, words)]
        if not pairs and (kind == "number" or any(_holds(s.low, words[kind]) for s in sentences)):
            pairs = [*(_place if kind == "name" else _told_apart)(alike, words)]
        if not pairs and named and kind == "number" and any(_holds(s.low, words["number"]) for s in sentences):
            pairs = [(v.value, None) for v in alike if len(alike) == 1 and _follows(v, sentences, words)]
        yield from (
            _Erratum(kind, right, wrong, named or [*_TOLLS, "count"]) for right, wrong in pairs if right != wrong
        )
    yield from _doers(sentences, words)


@lru_cache(maxsize=8)
def _line_numbers(lexicon: Lexicon) -> re.Pattern[str]:
    """ "paragraph 2", "paragraphs 2, 4 and 5"."""
    lines = "|".join(map(re.escape, lexicon["correction_words"]["lines"]))
    return re.compile(rf"\b(?:{lines}) \d+(?:(?:, | and |, and |-)\d+)*")


def _values(reading: Reading) -> Iterator[_Value]:
    dates = find_dates(reading)
    for s in reading.sentences:
        firsts, ends = [start for start, _ in s.spans], [end for _, end in s.spans]
        own = [d for d in dates if s.start <= d.start < s.end]
        spans: list[tuple[Literal["number", "day"], Any, Any]] = [
            *(("number", q, (q.low, q.high)) for q in s.quantities_in(s.start, s.end, skip=own)),
            *(("day", d, (d.date_start, d.date_end, d.date_precision)) for d in own),
        ]
        for kind, span, value in spans:
            yield _Value(kind, bisect_left(firsts, span.start), bisect_left(ends, span.end) + 1, value, s)
        yield from _names(s, {i for i, start in enumerate(firsts) if any(d.start <= start < d.end for d in own)})


def _names(sentence: SentenceReading, taken: Collection[int]) -> Iterator[_Value]:
    """Runs of tokens in capitals that are no part of a date."""
    capital = [i not in taken and form[:1].isupper() for i, form in enumerate(sentence.raw)]
    for is_name, run in groupby(range(len(capital)), capital.__getitem__):
        first, *rest = run
        if is_name:
            behind = first + 1 + len(rest)
            yield _Value("name", first, behind, " ".join(sentence.raw[first:behind]), sentence)


def _opposed(values: Sequence[_Value], words: Mapping[str, Sequence[str]]) -> Iterator[tuple[Any, Any]]:
    """What is right and what was wrong, where a sentence sets one against the other: "three, not five"."""
    for _, told in groupby(values, lambda v: v.sentence.start):
        alike = [*told]
        pairs = [(i, found) for i, (a, b) in enumerate(pairwise(alike)) if (found := _opposite(a, b, words))]
        half = len(alike) // 2
        if [i for i, _ in pairs] == [half - 1] and 2 * half == len(
            alike
        ):  # "three killed and six hurt, not five and eight"
            yield from ((a.value, b.value)[:: pairs[0][1]] for a, b in zip(alike[:half], alike[half:], strict=True))
        else:
            yield from ((alike[i].value, alike[i + 1].value)[::order] for i, order in pairs)


def _opposite(a: _Value, b: _Value, words: Mapping[str, Sequence[str]]) -> Literal[1, -1] | None:
    """Whether of two values that follow each other the first is right and the second wrong (1), or the reverse (-1)."""
    before, between = a.sentence.low[: a.first], a.sentence.low[a.behind : b.first]
    to, not_ = words["to"], words["right_first"]
    if _ends(between, not_) or (_ends(before, to) and _ends(between, words["from"])):
        return 1
    if (_ends(before, words["from"]) and _ends(between, to)) or (_ends(before, not_) and _holds(between, words["but"])):
        return -1
    return None


def _told_apart(values: Sequence[_Value], words: Mapping[str, Sequence[str]]) -> Iterator[tuple[Any, Any]]:
    """Of two values the one that is told as first printed was wrong; one alone is right where it is told as such."""
    printed = [_holds(v.sentence.low, words["first_printed"]) for v in values]
    match values:
        case [a, b] if printed[0] and (a.sentence is b.sentence or not printed[1]):
            yield b.value, a.value
        case [a, b] if printed[1] and not printed[0]:
            yield a.value, b.value
        case [a] if not printed[0] and _holds(
            a.sentence.low[: a.first], [*words["right"], *(words["took_place"] if a.kind == "day" else ())]
        ):
            yield a.value, None


def _place(names: Sequence[_Value], words: Mapping[str, Sequence[str]]) -> Iterator[tuple[Any, None]]:
    """ "misstated the town. It took place in Orvel": the name right behind "in"."""
    for name in names:
        *before, last = ["", *name.sentence.low[: name.first]]
        is_told = last in ("in", "at", "near") and _holds(before, words["took_place"])
        if is_told and not _holds(name.sentence.low, words["first_printed"]):
            yield name.value, None


def _follows(value: _Value, sentences: Sequence[SentenceReading], words: Mapping[str, Sequence[str]]) -> bool:
    """Whether a value stands in a sentence behind one that tells of a misprint, and in none such."""
    said = [s for s in sentences if _holds(s.low, words["first_printed"])]
    return bool(said) and said[0].start < value.sentence.start and value.sentence not in said


def _doers(sentences: Sequence[SentenceReading], words: Mapping[str, Sequence[str]]) -> Iterator[_Erratum]:
    """Who did it, where the sentence behind one that tells what was printed (here ``wrong``) says so."""
    for told, s in pairwise(sentences):
        if not _holds(told.low, words["first_printed"]) or _holds(s.low, words["first_printed"]):
            continue
        by, did = (phrase_table(dict.fromkeys(words[kind], True), s.lexicon) for kind in ("done_by", "doers_did"))
        low = list(s.low)
        behind = [s.raw[found[1] :] for i in range(len(low)) if (found := match_phrase(low, i, by))]
        before = [s.raw[:i] for i in range(len(low)) if match_phrase(low, i, did)]
        named = (_name_of(forms, words["no_doer"]) for forms in (*behind, *before))
        if doer := next(filter(None, named), None):
            yield _Erratum("doer", doer, f" {' '.join(told.low)} ")


def _name_of(forms: Sequence[str], others: Collection[str]) -> str:
    """The first run of words that name somebody: "soldiers" of "It was soldiers who", "by soldiers on Monday"."""
    runs = (
        run for is_other, run in groupby(forms, lambda f: f.lower() in others or not f[0].isalnum()) if not is_other
    )
    return " ".join(next(runs, ()))


def _ends(words: Sequence[str], phrases: Sequence[str]) -> bool:
    """Whether words end with one of some phrases, a word ("in", "about") and marks behind it or not."""
    bare = [word for word in words if word[0].isalnum()]
    return any(f" {' '.join(bare[:end])}".endswith(f" {p}") for p in phrases for end in (len(bare), -1) if bare)


def _holds(words: Sequence[str], phrases: Sequence[str]) -> bool:
    line = f" {' '.join(words)} "
    return any(f" {phrase} " in line for phrase in phrases)


def _applied(erratum: _Erratum, rows: Sequence[Attack]) -> list[Attack]:
    if erratum.kind == "number":
        return _with_number(erratum, rows)
    if erratum.kind == "name":
        places = {r.place for r in rows if r.place}
        wrong = {erratum.wrong} if erratum.wrong else places if len(places) == 1 else set()
        return [
            _corrected(r, f"{r.place}", place=erratum.right) if r.place in wrong - {erratum.right} else r for r in rows
        ]
    if erratum.kind == "doer":
        return [
            _corrected(r, r.perpetrator, perpetrator=erratum.right)
            if r.perpetrator and f" {r.perpetrator.lower()} " in erratum.wrong
            else r
            for r in rows
        ]
    (start, end, precision), days = erratum.right, [(r.date_start, r.date_end) for r in rows]
    return [
        _corrected(r, f"{r.date_start}", date_start=start, date_end=end, date_precision=precision)
        if _is_misprint(day, erratum.wrong, days) and day != (start, end)
        else r
        for r, day in zip(rows, days, strict=True)
    ]


def _with_number(erratum: _Erratum, rows: Sequence[Attack]) -> list[Attack]:
    done = []
    for row in rows:
        for column in erratum.columns:
            printed = _range(row, column)
            if _is_misprint(printed, erratum.wrong, [_range(r, column) for r in rows]) and printed != erratum.right:
                low, high = erratum.right
                printed_as = f"{printed[0]} {'attacks' if column == 'count' else column}"
                row = _corrected(row, printed_as, **{f"{column}_low": low, f"{column}_high": high})
                break
        done.append(row)
    return done


def _range(row: Attack, column: str) -> tuple[int | None, int | None]:
    return getattr(row, f"{column}_low"), getattr(row, f"{column}_high")


def _is_misprint(printed: tuple[Any, Any], wrong: Any, all_printed: Sequence[Any]) -> bool:
    """Whether a value is what was wrong ("at least five" is five, too); if that is not told, the only one there is."""
    if printed == (None, None):
        return False
    if wrong is None:
        return len({other for other in all_printed if other != (None, None)}) == 1
    return printed[0] == wrong[0] and printed[1] in (None, wrong[1])


def _corrected(row: Attack, printed: str, **values: Any) -> Attack:
    note = f"the outlet's own correction ({printed} was first printed)"
    return replace(row, **values, corrected="; ".join(filter(None, [row.corrected, note])))
