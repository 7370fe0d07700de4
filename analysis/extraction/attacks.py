"""Attacks that an article reports: the cascade in reading order.

    attack_words       a sentence's words, with what the lexicons know of them
    attack_groups      noun groups around a word
    attack_triggers    event words read in their place; attack_needs, attack_exclusions: which are attacks at all
    attack_realis      told as having happened, planned, supposed or denied
    attack_slots       when, where (attack_places), who, whom, with what; attack_tolls: the dead and the wounded
    attack_mentions    what one sentence tells of one attack (attack_grading: is that enough to stand alone?)
    tallies            numbers of attacks over a time, apart from incidents
    attack_merging     the mentions of one attack put together
    attack_rows        rows, with what the other mentions add; attack_responsibility: claimed, denied, blamed

A hand-written cascade of finite-state steps as FASTUS was (Hobbs et al. 1997). The patterns are data (``events.toml``,
``realis.toml``, ``weapons.toml``, ``targets.toml``, ``clauses.toml``). Every row names the words that triggered it and
the rule that made it; ``explain_attacks`` also gives what was rejected, and why.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from analysis.extraction.attack_mention import Mention
from analysis.extraction.attack_mentions import Rejection, read_mentions
from analysis.extraction.attack_merging import merge_mentions
from analysis.extraction.attack_responsibility import Responsibility, find_responsibility, saying_mention
from analysis.extraction.attack_rows import (
    ArticleContext,
    incident_rows,
    only_country,
    only_group,
    tally_row,
    unreal_rows,
)
from analysis.extraction.attack_scene import Scene
from analysis.extraction.attack_words import NONE, find_sentences, read_words, vocabulary
from analysis.extraction.lexicon import Lexicon
from analysis.extraction.records import Attack, DateSpan, Entity, Statement
from analysis.extraction.tallies import find_tallies
from analysis.extraction.weapons import weapon_companions, weapon_families
from analysis.reading.article import Article

# So many sentences behind a number of attacks, a bare number may count attacks too.
_CARRIED = 2
# Sentences of the body that may lead it.
_LEAD = 4


@dataclass(frozen=True, slots=True)
class Explanation:
    """The attack rows of an article and the event words that made none, in text order."""

    attacks: Sequence[Attack]
    rejected: Sequence[Rejection]


def find_attacks(
    article: Article,
    lexicon: Lexicon,
    *,
    entities: Sequence[Entity],
    dates: Sequence[DateSpan],
    statements: Sequence[Statement] = (),
) -> list[Attack]:
    """The attacks and tallies of ``article`` in text order; ``statements`` tell who says so."""
    return list(explain_attacks(article, lexicon, entities=entities, dates=dates, statements=statements).attacks)


def explain_attacks(
    article: Article,
    lexicon: Lexicon,
    *,
    entities: Sequence[Entity],
    dates: Sequence[DateSpan],
    statements: Sequence[Statement] = (),
) -> Explanation:
    """As ``find_attacks``, with the rejected event words and the reasons."""
    told = _read(article, lexicon, entities, dates)
    actual = [m for m in told.mentions if m.realis == "actual"]
    families, companions = weapon_families(lexicon), weapon_companions(lexicon)
    clusters = merge_mentions(actual, families, companions, frozenset(told.headlines))
    context = ArticleContext(lexicon, told.entities, only_country(told.entities), only_group(told.entities))
    rows: list[tuple[Attack, int | None]] = [
        *incident_rows(clusters, told.responsible, context),
        *unreal_rows(m for m in told.mentions if m.realis != "actual"),
        *((replace(row, country=row.country or context.country), n) for row, n in told.tallies),
    ]
    merged = {id(m) for c in clusters for m in c.mentions}
    rejected = [*told.rejected, *(_without_attack(m) for m in actual if id(m) not in merged)]
    linked = _linked([_attributed(r, statements) for r in rows])
    return Explanation(linked, sorted(rejected, key=lambda r: (r.start, r.end)))


@dataclass(slots=True)
class _Told:
    """What the sentences of an article tell, before mentions are put together; ``headlines``: sentences' indices."""

    entities: Sequence[Entity]
    mentions: list[Mention] = field(default_factory=list)
    rejected: list[Rejection] = field(default_factory=list)
    tallies: list[tuple[Attack, int | None]] = field(default_factory=list)
    responsible: list[tuple[int, Responsibility]] = field(default_factory=list)
    headlines: set[int] = field(default_factory=set)


def _read(article: Article, lexicon: Lexicon, entities: Sequence[Entity], dates: Sequence[DateSpan]) -> _Told:
    shouted = article.is_upper_case
    told = _Told(_trusted(article, entities, lexicon) if shouted else entities)
    counting = -_CARRIED - 1
    for index, scene, headline in _scenes(article, lexicon, told.entities, dates, shouted):
        counted = find_tallies(scene, carried=index - counting <= _CARRIED)
        counting = index if counted else counting
        mentions, rejected = read_mentions(scene, index, headline=headline, counted=frozenset(t.noun for t in counted))
        told.tallies += [tally_row(scene, t) for t in counted]
        told.mentions += mentions
        told.rejected += rejected
        sayings = find_responsibility(scene)
        told.responsible += [(index, r) for r in sayings]
        told.mentions += [saying_mention(scene, index, r) for r in sayings[:1] if r.kind != "blame" and not mentions]
        if headline:
            told.headlines.add(index)
    return told


def _without_attack(mention: Mention) -> Rejection:
    return Rejection(
        mention.trigger_start,
        mention.trigger_end,
        " … ".join(mention.trigger_words),
        "refers to no attack that is told",
    )


def _trusted(article: Article, entities: Sequence[Entity], lexicon: Lexicon) -> Sequence[Entity]:
    """The entities without those that, in capitals, are common words ("A CAR" is no Central African Republic)."""
    known = vocabulary(lexicon)
    return [
        e
        for e in entities
        if not known.tags.get(word := article.text[e.start : e.end].lower(), NONE) and word not in known.events
    ]


def _scenes(
    article: Article, lexicon: Lexicon, entities: Sequence[Entity], dates: Sequence[DateSpan], shouted: bool
) -> Iterator[tuple[int, Scene, bool]]:
    """The sentences that hold an event word or a toll, prepared, with their index and whether they are headlines."""
    starts_e, starts_d = [e.start for e in entities], [d.start for d in dates]
    published = article.published.date() if article.published else None
    first_body = next((i for i, s in enumerate(article.sentences) if article.kind_of(s) == "body"), 0)
    found = find_sentences(article.text, [(s.start, s.end) for s in article.sentences], lexicon)
    for index in sorted({*found, *_counting_on(article, found)}):
        sentence = article.sentences[index]
        start, end = sentence.start, sentence.end
        words = read_words(article.text, start, end, lexicon)
        kind = article.kind_of(sentence)
        yield (
            index,
            Scene(
                article.text,
                words,
                dates[bisect_left(starts_d, start) : bisect_left(starts_d, end)],
                entities[bisect_left(starts_e, start) : bisect_left(starts_e, end)],
                lexicon,
                is_caption=kind == "caption",
                is_lead=kind == "body" and index - first_body < _LEAD,
                is_headline=kind in ("headline", "subhead"),
                is_upper_case=shouted,
                published=published,
            ),
            kind in ("headline", "subhead"),
        )


def _counting_on(article: Article, found: Iterable[int]) -> Iterator[int]:
    """Sentences right behind those with an event word that may count on: "Two had happened since"."""
    for index in {i + n for i in found for n in range(1, _CARRIED + 1) if i + n < len(article.sentences)}:
        sentence = article.sentences[index]
        if article.text.find("since", sentence.start, sentence.end) >= 0:
            yield index


def _attributed(item: tuple[Attack, int | None], statements: Sequence[Statement]) -> tuple[Attack, int | None]:
    """The row with the speaker of the innermost statement that its trigger stands in."""
    row, number = item
    around = [s for s in statements if s.start <= row.trigger_start < s.end and s.speaker]
    if not around:
        return item
    return replace(row, attribution=min(around, key=lambda s: s.end - s.start).speaker), number


def _linked(items: Iterable[tuple[Attack, int | None]]) -> list[Attack]:
    """Rows in text order; each points to the first of its attack by its index."""
    ordered = sorted(items, key=lambda i: (i[0].start, i[0].trigger_start, i[0].end, i[0].kind))
    first: dict[int, int] = {}
    rows: list[Attack] = []
    for index, (row, number) in enumerate(ordered):
        if number is not None and number in first:
            row = replace(row, same_as=first[number])
        elif number is not None:
            first[number] = index
        rows.append(row)
    return rows
