"""Statements without a cue: turns of a transcript, quotations carried on from the sentence before, told by an unlisted
verb, or signed.

News goes on quoting: ""…," she said. "…"" and then whole paragraphs between marks. Words in marks inside a sentence
that no cue reports (scare quotes, titles, nicknames) are not statements and are left alone.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from analysis.extraction.statements import tags
from analysis.extraction.statements.reports import Reported
from analysis.extraction.statements.sources import Source, main_subject, phrase_after
from analysis.extraction.statements.speakers.people import Mention
from analysis.extraction.statements.speakers.roles import NAMED_KINDS
from analysis.extraction.statements.speakers.scene import Scene
from analysis.extraction.statements.units import Unit, cut_unit
from analysis.language.quotations import Quotation
from analysis.language.reading import SentenceReading

_LONGEST_TITLE = 8
_LONG_PART = 4  # words of a quotation worked into a sentence without a cue
_TAIL = 80  # characters before a quotation in which the sentence before it ends
_SHORTEST = 4  # words of an uncued quotation that is more than a title
_MARKS = "\"“”'’`„«»"
_DASHES = "―—–-"
_LONGEST_NAME = 6  # words of who signs
_LONGEST_LINE = 160  # characters of a signature with what it tells of its person
_WHO = ("nouns", "unnamed", "bodies", "private_bodies", "works")  # lists of words for who can speak
_SIGNED = frozenset(("carried on", "quotation alone", "quotation"))  # rules of rows without a speaker of their own


def headed(scene: Scene, units: Sequence[Unit], *, spans: Sequence[tuple[int, int]]) -> list[Reported]:
    """Headlines and turns of a transcript, their speaker before a colon: "Ministry: no plans", "ANN LEE: Why?".

    ``spans`` are those of the paragraphs: a turn runs to the end of its own. Before the colon of a headline stands who
    can speak; other words say what or where it is.
    """
    article = scene.reading.article
    labelled = [label for unit in units if (label := _label(unit))]
    headlines = {s.start for k, s in enumerate(article.sentences) if k == 0 or article.kind_of(s) == "headline"}
    found = [row for unit in units if unit.start in headlines and (row := _credited(scene, unit))]
    if not labelled:
        return found
    ends = dict(spans)
    turns = Counter(u.raw[first:colon] for u, first, colon in labelled if u.start in ends)
    for unit, first, colon in labelled:
        before = unit.raw[first:colon]
        in_turn = unit.start in ends and turns[before] > 1
        shouted = len(before) > 1 and all(w.isupper() for w in before) and not unit.any(tags.COMMON, first, colon)
        headline = unit.start in headlines and not unit.kinds[colon - 1] & tags.HEADLINE_LABEL
        last = len(unit) - 1 - (unit.low[len(unit) - 1] in (".", ";"))
        spoken = in_turn or shouted or (headline and _can_speak(scene, *_span(unit, first, colon)))
        if spoken and last > colon + 1 and unit.quoted[colon + 1] in (-1, unit.quoted[first]):
            end = unit.spans[last][1]
            if in_turn:  # and one between marks goes on over the paragraphs that open with a mark again
                said = len(article.text[: ends[unit.start]].rstrip())
                end = max(said, unit.spans[unit.quote_end(colon + 1)][1]) if unit.quoted[colon + 1] >= 0 else said
            rule, source = "turn" if in_turn else "headline", Source(first, colon - 1, "before")
            found.append(Reported(unit.spans[colon + 1][0], end, rule, unit, None, source))
    return found


def _credited(scene: Scene, unit: Unit) -> Reported | None:
    """A headline that ends with who says so: "Rebels have left the port – army"."""
    size = len(unit)
    mark = next((k for k in range(size - 2, max(2, size - 6), -1) if unit.low[k] in (":", *_DASHES)), 0)
    if (
        not mark
        or unit.low[size - 1] not in {noun for of in _WHO for noun in scene.words[of]}
        or not unit.raw[size - 1].islower()
    ):
        return None
    told = unit.any(tags.VERB | tags.FINITE | tags.AUXILIARY | tags.ED, 1, mark) or "to" in unit.low[1:mark]
    if not told or unit.any(tags.VERB | tags.FINITE | tags.PREPOSITION | tags.QUOTED, mark + 1, size):
        return None
    return Reported(unit.start, unit.spans[mark - 1][1], "headline", unit, None, Source(mark + 1, size - 1, "after"))


def _label(unit: Unit) -> tuple[Unit, int, int] | None:
    """The capitalised words before a colon with which a unit opens, behind a mark or not: the first, the colon."""
    first = int(unit.low[0] in _MARKS)
    colon = unit.low.index(":", first + 1) if ":" in unit.low[first + 1 : first + 6] else 0
    named = colon and all(w[0].isupper() and w[-1].isalnum() for w in unit.raw[first:colon])
    return (unit, first, colon) if named else None


def _span(unit: Unit, first: int, end: int) -> tuple[int, int]:
    return unit.spans[first][0], unit.spans[end - 1][1]


def _can_speak(scene: Scene, start: int, end: int) -> bool:
    """Whether words name somebody: a person of the article, a role, a body."""
    named = any(e.entity_kind in NAMED_KINDS for e in scene.between(start, end))
    said = scene.forms(start, end)[1]
    if named or any(said[-1] in scene.words.cut[m.person.name] for m in scene.people.mentions if _is_known(m)):
        return True
    return any(word in scene.words[of] for word in said for of in _WHO)


def _is_known(mention: Mention) -> bool:
    """Whether a name is known as a person's: one word alone may be a town."""
    return " " in mention.person.name or mention.person.role is not None


def carried_on(
    scene: Scene,
    quotations: Sequence[Quotation],
    units: Sequence[Unit],
    reported: Sequence[Reported],
    *,
    spans: Sequence[tuple[int, int]],
) -> list[Reported]:
    """Statements made of the quotations that ``reported`` leaves uncovered; ``spans`` are those of the paragraphs."""
    text, starts = scene.text, [start for start, _ in spans]
    unit_starts = [u.start for u in units]
    done = sorted(reported, key=lambda r: r.start)
    of_unit: dict[int, list[Reported]] = {}
    for row in done:
        of_unit.setdefault(row.unit.start, []).append(row)
    out: list[Reported] = []
    before: Reported | None = None  # of the rows that begin before the quotation the one told last
    reach = k = 0  # where those rows end, and how many they are
    for quotation in quotations:
        while k < len(done) and done[k].start < quotation.end:
            before, reach, k = _later(before, done[k]), max(reach, done[k].end), k + 1
        if reach > quotation.start:
            continue
        i = max(0, bisect_right(unit_starts, quotation.start) - 1)
        unit = units[i]
        last = _later(before, out[-1]) if out else before
        found = _uncued(scene, quotation, unit, last, starts)
        if found is None and i and unit.start not in of_unit:
            found = _worked_in(text, quotation, unit, of_unit.get(units[i - 1].start, ()), starts)
        if found is None:
            continue
        of_unit.setdefault(unit.start, [])
        follows = out and found.rule == out[-1].rule == "carried on"
        if follows and not _has_words(text, out[-1].end, found.start):
            out[-1] = replace(out[-1], end=found.end)
        else:
            out.append(found)
    return [_signed(scene, row) if row.rule in _SIGNED else row for row in out]


def _later(one: Reported | None, other: Reported) -> Reported:
    """Of two rows the one told later; the first of two told at once."""
    if one is None or max(other.start, other.unit.start) > max(one.start, one.unit.start):
        return other
    return one


def _has_words(text: str, start: int, end: int) -> bool:
    return any(map(str.isalnum, text[start:end]))


def _n_words(unit: Unit, quotation: Quotation) -> int:
    """The words of a quotation; contractions and compounds are those that they are made of."""
    first, last = unit.at(quotation.start), unit.at(quotation.end)
    return sum(
        [1 + unit.low[k].count("'") + unit.low[k].count("-") for k in range(first, last) if unit.kinds[k] & tags.WORD]
    )


def _is_closed(said: str) -> bool:
    """Whether words end with the stop of a sentence, or with a dash."""
    return said.rstrip().rstrip(_MARKS).rstrip(" ])").endswith((".", "?", "!", "…", "—", "–", "-"))


def _uncued(
    scene: Scene, quotation: Quotation, unit: Unit, last: Reported | None, starts: Sequence[int]
) -> Reported | None:
    """A quotation with a speaker beside it whose verb is no listed cue: ""…," the boy mused"; "She beamed: "…"";

    one of whole sentences after a sentence of its speaker's, or after a statement, in its paragraph or as a paragraph
    of its own after it; whole sentences that nobody is said to say, somebody's words all the same.
    """
    text, (start, end, _) = scene.text, quotation
    i, after = unit.at(start), unit.at(end)
    opens, closes = unit.low[i - 1], unit.low[unit.back_over(tags.CLOSING, after - 1)]
    size, is_closed = _n_words(unit, quotation), _is_closed(text[start:end])
    begins = opens in ("", ".", "?", "!")
    if size >= _SHORTEST and begins and closes in (",", "?", "!") and not unit.kinds[after] & tags.COORDINATOR:
        source = phrase_after(unit, after)
        told = min(unit.next(tags.ED, source.first + 1) - 1, source.last) if source else len(unit)
        if source and told + 1 < len(unit):
            return Reported(start, end, "quotation, speaker", unit, None, Source(source.first, told, "after"))
    if (size >= _SHORTEST or is_closed) and opens == ":":
        return Reported(start, end, "colon", unit, None, _announced(unit, i - 1))
    if size >= _SHORTEST and is_closed and begins and (beside := _beside(scene, start, end, last)):
        return Reported(start, end, "quotation alone", *beside)
    if last and is_closed:
        here, there = bisect_right(starts, start), bisect_right(starts, max(last.start, last.unit.end - 1))
        begin = starts[here - 1] if here else start
        in_paragraph = here == there and _is_closed(text[max(begin, start - _TAIL) : start])
        if in_paragraph or (here - there == 1 and not _has_words(text, begin, start) and size >= _SHORTEST):
            return replace(last, start=start, end=end, rule="carried on")
    if is_closed and (begins or opens in (":", "]")) and size >= _SHORTEST:
        alone = Reported(start, end, "quotation alone", unit, None, None)
        return alone if size >= _LONGEST_TITLE or _signed(scene, alone).source else None
    return None


def _announced(unit: Unit, colon: int) -> Source | None:
    """Who speaks behind a colon: the subject, or in a line without a verb whom the words come from."""
    by = next((k for k in range(colon - 1, 0, -1) if unit.low[k] in ("by", "from")), 0)
    if by and not unit.any(tags.VERB, 0, colon):
        return phrase_after(unit, by + 1)
    subject = main_subject(unit, colon)
    if subject is None:
        return None
    owner = unit.next(tags.OWNS, subject.first)  # "*Tenn's* answer was curt"
    told = owner < subject.last and unit.starts("told noun", owner + 1)
    return Source(subject.first, owner, "shared") if told else subject


def _beside(scene: Scene, start: int, end: int, last: Reported | None) -> tuple[Unit, None, Source] | None:
    """Somebody of whom the sentence before a quotation tells something else than speech, or with whom the one behind
    begins where the quotation opens its paragraph: The mayor shrugged. “…” · “…” The mayor shrugged."""
    before = next(iter(scene.sentences_before(start, 1)), None)
    if before and not scene.text[before.end : start].strip(" ") and not (last and last.unit.end > before.start):
        return _spoken_of(scene, before)
    behind = scene.sentence_after(end)
    opens = before is None or "\n" in scene.text[before.end : start]
    return _spoken_of(scene, behind) if behind and opens and scene.text[end : behind.start] == " " else None


def _spoken_of(scene: Scene, sentence: SentenceReading) -> tuple[Unit, None, Source] | None:
    """The person who is the subject of a sentence: a name with titles, a pronoun, an office with its article."""
    unit = cut_unit(scene.reading, sentence.start, sentence.end, ())
    subject = main_subject(unit, len(unit) - 1)
    if subject is None:
        return None
    first, end = subject.first, min(subject.first + _LONGEST_NAME, len(unit))
    nouns = scene.words["nouns"]
    if mention := next(iter(scene.people.within(*_span(unit, first, end))), None):
        end = unit.at(mention.end)
        titled = all(
            w in nouns or w.rstrip(".") in scene.words.titles for w in unit.low[first : unit.at(mention.start)]
        )
        named = titled and _is_known(mention) and not unit.kinds[end - 1] & tags.OWNS
        return (unit, None, Source(first, end - 1, "shared")) if named else None
    if unit.low[first] in ("he", "she", "they"):
        return unit, None, Source(first, first, "shared")
    role = next((k for k in range(first + 1, min(first + 4, end)) if unit.low[k] in nouns), 0)
    if role and unit.kinds[first] & tags.DETERMINER and not unit.any(tags.PREPOSITION | tags.OWNS, first + 1, role + 1):
        return unit, None, Source(first, role, "shared")
    return None


def _worked_in(
    text: str, quotation: Quotation, unit: Unit, before: Sequence[Reported], starts: Sequence[int]
) -> Reported | None:
    """A sentence that works in more words of the quotation before it: “…,” she said. That makes it “…”.

    ``before`` are the rows of the unit before this one.
    """
    if _n_words(unit, quotation) < _LONG_PART or quotation.start <= unit.start + 1:
        return None
    last = max((r for r in before if r.cue is not None), key=lambda r: r.end, default=None)
    if last is None or unit.start - last.unit.end > 2 or last.rule != "before" or text[last.start] not in _MARKS:
        return None
    if bisect_right(starts, unit.start) != bisect_right(starts, last.unit.start):
        return None
    end = unit.spans[-1][unit.quoted[len(unit) - 1] >= 0]
    return replace(last, start=unit.start, end=end, rule="carried on") if unit.start < end else None


def _signed(scene: Scene, row: Reported) -> Reported:
    """A row with its signer as source, where its quotation is signed: behind a dash, or with an office under it."""
    text, end = scene.text, row.end
    while text[end : end + 1] and text[end] in _MARKS:
        end += 1
    rest = text[end : end + _LONGEST_LINE]
    line = rest.lstrip().partition("\n")[0]
    dashed = line[:1] in _DASHES
    if not line or rest[: rest.index(line)].count("\n") not in (range(3) if dashed else (1, 2)):
        return row
    said = line.lstrip(_DASHES).strip()
    name, _, office = said.partition(",")
    whole = len(line) < len(rest.lstrip()) or end + _LONGEST_LINE >= len(text)
    if not dashed and not (
        whole and said[-1].isalnum() and not scene.words["nouns"].isdisjoint(scene.words.cut[office])
    ):
        return row
    name = name.partition("(")[0].rstrip(" .\xa0")
    at = text.index(said, end)
    unit = cut_unit(scene.reading, at, at + len(name), ())
    named = 0 < len(unit) <= _LONGEST_NAME and name[0].isupper() and "." not in said[len(name) : -1]
    if not named or unit.any(tags.FINITE | tags.AUXILIARY, 0, len(unit)):
        return row  # a dash that goes on: “The bridge held” — Tenn was sure of it
    return replace(row, unit=unit, cue=None, source=Source(0, len(unit) - 1, "after"), via=None)
