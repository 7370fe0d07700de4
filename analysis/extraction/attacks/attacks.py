"""Attacks that an article reports: the cascade in reading order.

    language/         tokens with what the lexicons know of them (expressions), noun groups around a word (groups)
    events/           event words read in their place (triggers), which are attacks at all, told as having happened,
                      planned, supposed or denied (sifting, realis)
    slots/            what one sentence tells of one attack (mentions): whom, with what, when, where, who did it, how
                      many died or were hurt, and whether that is enough to stand alone (grading)
    tallies/          numbers of attacks over a time, apart from incidents
    merging           the mentions of one attack put together (identity: the same attack?)
    rows              rows, with what the other mentions add (consensus), who claims, denies, is blamed, who says so

A hand-written cascade of finite-state steps as FASTUS was (Hobbs et al. 1997). The patterns are data (``events.toml``,
``realis.toml``, ``weapons.toml``, ``targets.toml``, ``clauses.toml``). Every row names the words that triggered it and
the rule that made it; ``explain_attacks`` also gives what was rejected, and why.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from analysis.extraction.attacks.accidents import may_be_verdict, parted, verdict_of
from analysis.extraction.attacks.consensus import ArticleContext
from analysis.extraction.attacks.events.scene import Scene
from analysis.extraction.attacks.events.sifting import Rejection
from analysis.extraction.attacks.events.told_days import day_it_happened, day_of_the_scene, tells_when
from analysis.extraction.attacks.merging import Cluster, merge_mentions
from analysis.extraction.attacks.rows import incident_rows, only_country, only_group, tally_row, unreal_row
from analysis.extraction.attacks.slots.mention import Mention
from analysis.extraction.attacks.slots.mentions import read_mentions
from analysis.extraction.attacks.slots.responsibility import Responsibility, attributed, denial_by, find_responsibility
from analysis.extraction.dates.dates import with_both_ends
from analysis.extraction.records import Attack, DateSpan, Entity, Statement
from analysis.extraction.tallies.containment import with_containers
from analysis.extraction.tallies.tallies import find_tallies
from analysis.extraction.tallies.tally import Tally
from analysis.extraction.tallies.uncounted import counts_on, starts_counting
from analysis.language.expressions import NONE, Word, is_opened, read_words, vocabulary
from analysis.language.groups import is_counted
from analysis.language.lexicon import Lexicon
from analysis.language.reading import Reading, SentenceReading

# So many sentences behind a number of attacks, a bare number may count attacks too.
_CARRIED = 2
# So many dates back the day may stand from which "two days after" counts.
_NAMED_BEFORE = 4
# Sentences of the body that may lead it.
_LEAD = 4


@dataclass(frozen=True, slots=True)
class Explanation:
    """The attack rows of an article and the event words that made none, in text order."""

    attacks: Sequence[Attack]
    rejected: Sequence[Rejection]


def find_attacks(
    reading: Reading,
    *,
    entities: Sequence[Entity],
    dates: Sequence[DateSpan],
    statements: Sequence[Statement] = (),
) -> list[Attack]:
    """The attacks and tallies of an article in text order; ``statements`` tell who says so."""
    return list(explain_attacks(reading, entities=entities, dates=dates, statements=statements).attacks)


def explain_attacks(
    reading: Reading,
    *,
    entities: Sequence[Entity],
    dates: Sequence[DateSpan],
    statements: Sequence[Statement] = (),
) -> Explanation:
    """As ``find_attacks``, with the rejected event words and the reasons."""
    article, lexicon = reading.article, reading.lexicon
    told = _read(reading, entities, dates)
    actual = [m for m in told.mentions if m.realis == "actual"]
    clusters = merge_mentions(actual, frozenset(i for i, s in told.scenes.items() if s.is_headline), lexicon)
    links = _headings_within(told.scenes)  # "Deputy accidentally shoots himself", of another article
    verdicts = {i: rule for i, scene in told.scenes.items() if i not in links and (rule := verdict_of(scene))}
    clusters, accidents = parted(clusters, verdicts)
    if lead := _undated_lead(clusters):
        lead.mentions[0] = replace(lead.mentions[0], hot=day_of_the_scene(reading, dates))
    country = only_country(told.entities, article.text, lexicon)
    context = ArticleContext(lexicon, told.entities, country, only_group(told.entities))
    members = [m for c in clusters for m in c.mentions]
    disowned = {m.trigger_start for m in members if m.is_disowned}
    said = {index for index, _ in told.responsible}
    bare = {id(m) for m in members if m.sentence not in said and _only_names(m, lexicon)}
    found = zip(incident_rows(clusters, told.responsible, context), members, strict=True)
    rows: list[tuple[Attack, int | None]] = [
        *(row for row, m in found if id(m) not in bare),
        *((unreal_row(m), None) for m in told.mentions if m.realis != "actual" and m.trigger_start not in disowned),
        *((replace(row, country=row.country or context.country), None) for row, _ in told.tallies),
    ]
    ruled_out = [m for c in accidents for m in c.mentions]
    merged = {m.trigger_start for m in (*members, *ruled_out)}
    rejected = [
        *told.rejected,
        *(_without_attack(m) for m in actual if m.trigger_start not in merged and not m.is_disowned),
    ]
    rejected += [_without_attack(m, "no attack, as a sentence says") for m in ruled_out]
    rejected += [_without_attack(m, "only names an attack told elsewhere") for m in members if id(m) in bare]
    starts = [s.start for s in article.sentences]
    linked = _linked(
        (attributed(row, statements, told.scenes[bisect_right(starts, row.trigger_start) - 1]), n) for row, n in rows
    )
    tallies = {(row.start, row.end): tally for row, tally in told.tallies}
    linked = with_containers(linked, tallies, article.text, lexicon)
    return Explanation(linked, sorted(rejected, key=lambda r: (r.start, r.end)))


def _undated_lead(clusters: Sequence[Cluster]) -> Cluster | None:
    """The attack that an article tells most of, where no mention says when it was."""
    lead = max(clusters, key=lambda c: len(c.mentions), default=None)
    return lead if lead and not any(m.date or m.hot for m in lead.mentions) else None


def _headings_within(scenes: Mapping[int, Scene]) -> Sequence[int]:
    """The headings amid the body."""
    body = next((i for i, scene in scenes.items() if not scene.is_headline), 0)
    return [i for i, scene in scenes.items() if scene.is_headline and i > body]


@dataclass(slots=True)
class _Told:
    """What the sentences of an article tell, before mentions are put together; ``scenes`` by the sentences' indices;
    ``counting``: the last sentence that counts attacks."""

    entities: Sequence[Entity]
    mentions: list[Mention] = field(default_factory=list)
    rejected: list[Rejection] = field(default_factory=list)
    tallies: list[tuple[Attack, Tally]] = field(default_factory=list)
    responsible: list[tuple[int, Responsibility]] = field(default_factory=list)
    scenes: dict[int, Scene] = field(default_factory=dict)
    counting: int = -_CARRIED - 1

    def is_counting(self, index: int) -> bool:
        """Whether the sentences right before the sentence ``index`` count attacks."""
        return index - self.counting <= _CARRIED


def _read(reading: Reading, entities: Sequence[Entity], dates: Sequence[DateSpan]) -> _Told:
    told = _Told(_trusted(reading, entities) if reading.article.is_upper_case else entities)
    dates = with_both_ends(dates, reading.article.text, reading.lexicon)
    for index, scene in _scenes(reading, told, dates):
        told.scenes[index] = scene
        carried = told.is_counting(index)
        counted = find_tallies(scene, told=[t for _, t in told.tallies], carried=carried)
        if counted or starts_counting(scene):
            told.counting = index
        mentions, rejected = read_mentions(scene, index, frozenset(t.noun for t in counted))
        if told.tallies and not scene.dates:
            mentions = [_one_of_counted(m, scene, told) for m in mentions]
        told.tallies += [(tally_row(scene, t), t) for t in counted]
        # "Dozens have been killed" behind a number of attacks: in all of them
        told.mentions += [m for m in mentions if not (carried and m.cue == "over a time")]
        told.rejected += rejected
        last_named = told.responsible[-1][1].who if told.responsible else None
        sayings = find_responsibility(scene, last_named)
        denied = next((m for m in mentions if m.realis == "denied"), None)
        if denied and not any(s.kind == "denial" for s in sayings) and (denial := denial_by(scene, denied.cue)):
            sayings.append(denial)
        told.responsible += [(index, r) for r in sayings]
        if sayings and sayings[0].kind != "blame" and all(m.is_cause for m in mentions):
            told.mentions.append(_saying(scene, index, sayings[0]))
        if any(s.kind == "denial" for s in sayings):
            told.mentions += [_disowned(m) for m in mentions if m.realis == "denied"]
        if not mentions and (day := day_it_happened(scene)):
            told.mentions.append(_happening(scene, index, day))
    return told


def _one_of_counted(mention: Mention, scene: Scene, told: _Told) -> Mention:
    """ "Two bombs shook Gao on Tuesday. **The first** killed three …": on the day, in the town of both."""
    order, words, (row, tally) = scene.lexicon["reference_order"], scene.words, told.tallies[-1]
    ordinals = {*order["first"], *order["second"], *order["others"]}
    firsts = [t.subject.first if t.subject else max(0, t.at - 2) for t in mention.triggers]
    named = (w.lower for t, first in zip(mention.triggers, firsts, strict=True) for w in words[first : t.at][:2])
    if ordinals.isdisjoint(named):
        return mention
    days = [d for s in told.scenes.values() if s.words[0].start <= row.start < s.words[-1].end for d in s.dates]
    day = tally.date or next((d for d in days if d.date_precision == "day"), None)
    place = mention.place or tally.place
    return replace(mention, date=day, place=place, place_chain=mention.place_chain or place)


def _saying(scene: Scene, index: int, saying: Responsibility) -> Mention:
    """A claim or denial that names no attack itself: it speaks of one told before."""
    return Mention(
        sentence=index,
        start=scene.words[0].start,
        end=scene.words[-1].end,
        cue=saying.kind,
        trigger_words=(scene.text[saying.start : saying.end],),
        trigger_start=saying.start,
        trigger_end=saying.end,
    )


def _disowned(mention: Mention) -> Mention:
    """What is denied, as a reference to an attack told before: "The army denied that it had shelled the market"."""
    return replace(mention, realis="actual", is_full=False, is_definite=True, is_disowned=True, perpetrator=None)


def _happening(scene: Scene, index: int, day: DateSpan) -> Mention:
    """ "It happened on Monday": the day of the attack told before."""
    return Mention(
        sentence=index,
        start=scene.words[0].start,
        end=scene.words[-1].end,
        trigger_words=(scene.text[scene.words[1].start : scene.words[1].end],),
        trigger_start=scene.words[1].start,
        trigger_end=scene.words[1].end,
        date=day,
    )


def _only_names(mention: Mention, lexicon: Lexicon) -> bool:
    """Whether a mention says nothing of its attack but that there was one: "the raid", "that attack"."""
    told = (mention.date, mention.place, mention.killed, mention.wounded, mention.target, mention.perpetrator)
    if mention.is_full or not mention.triggers or not mention.is_definite or any(slot is not None for slot in told):
        return False
    implied = {lexicon["event_classes"][t.event].get("weapon") for t in mention.triggers}
    return all(t.voice == "noun" for t in mention.triggers) and mention.weapon in {None, *implied}


def _without_attack(mention: Mention, reason: str = "refers to no attack that is told") -> Rejection:
    words = " … ".join(mention.trigger_words)
    return Rejection(mention.trigger_start, mention.trigger_end, words, reason)


def _trusted(reading: Reading, entities: Sequence[Entity]) -> Sequence[Entity]:
    """The entities without those that, in capitals, are common words ("A CAR" is no Central African Republic)."""
    known, text = vocabulary(reading.lexicon), reading.article.text
    return [
        e
        for e in entities
        if not known.tags.get(word := text[e.start : e.end].lower(), NONE) and word not in known.events
    ]


def _scenes(reading: Reading, told: _Told, dates: Sequence[DateSpan]) -> Iterator[tuple[int, Scene]]:
    """The sentences that hold an event word or a toll, prepared, by their index; also those right behind a number of
    attacks that may count on: "Two had happened since", "A few were duds"."""
    article, lexicon, entities = reading.article, reading.lexicon, told.entities
    starts_e, starts_d = [e.start for e in entities], [d.start for d in dates]
    published = article.published.date() if article.published else None
    home, shouted = only_country(entities, article.text, lexicon), article.is_upper_case
    first_body = next((i for i, s in enumerate(article.sentences) if article.kind_of(s) == "body"), 0)
    for index, sentence in enumerate(reading.sentences):
        start, end = sentence.start, sentence.end
        opened = is_opened(sentence, lexicon) or may_be_verdict(sentence, lexicon) or tells_when(sentence, lexicon)
        if not opened and not (told.is_counting(index) and counts_on(sentence)):
            continue
        kind = article.kind_of(sentence.sentence)
        own = dates[bisect_left(starts_d, start) : bisect_left(starts_d, end)]
        scene = Scene(
            article.text,
            _with_understood(_without_months(read_words(sentence, lexicon), own), told.scenes.get(index - 1)),
            own,
            entities[bisect_left(starts_e, start) : bisect_left(starts_e, end)],
            lexicon,
            sentence,
            is_caption=kind == "caption",
            is_lead=kind == "body" and index - first_body < _LEAD,
            is_headline=kind in ("headline", "subhead"),
            is_upper_case=shouted,
            published=published,
            home=home,
            dateline=article.dateline,
            placed_before=_last_town(
                entities, bisect_left(starts_e, start), reading.sentences[index - 1 if index else 0]
            ),
            named_before=_last_day(dates, bisect_left(starts_d, start)),
        )
        yield index, scene


def _last_town(entities: Sequence[Entity], behind: int, sentence: SentenceReading) -> Entity | None:
    """The last of the towns before number ``behind`` that stands in a sentence."""
    near = reversed(entities[max(0, behind - _NAMED_BEFORE) : behind])
    return next((e for e in near if e.entity_kind == "city" and e.start >= sentence.start), None)


def _without_months(words: Sequence[Word], dates: Sequence[DateSpan]) -> Sequence[Word]:
    """The words; "May" of a date supposes nothing."""
    months = {d.start for d in dates}.union(d.end for d in dates) if any(w.lower == "may" for w in words) else ()
    return (
        [
            replace(w, tags=w.tags - {"modal"}) if w.lower == "may" and (w.start in months or w.end in months) else w
            for w in words
        ]
        if months
        else words
    )


def _with_understood(words: Sequence[Word], before: Scene | None) -> Sequence[Word]:
    """The words; "On Monday **another** killed two" is one more of the bombs or gunmen of the sentence before."""
    at = next(
        (
            i
            for i, w in enumerate(words[:-2])
            if w.lower == "another" and any(e.form == "past" for e in words[i + 1].events)
        ),
        None,
    )
    if (
        before is None
        or at is None
        or not (is_counted(words[at + 2]) or words[at + 2].tags & {"determiner", "preposition"})
    ):
        return words
    doers = [t.subject for t in before.triggers if t.voice == "active" and t.subject]
    tags = before.words[doers[0].last - 1].tags if doers else NONE
    if not tags & {"weapon", "outlaw", "attacker"}:
        return words
    return [replace(w, tags=tags - {"plural"}) if i == at else w for i, w in enumerate(words)]


def _last_day(dates: Sequence[DateSpan], behind: int) -> DateSpan | None:
    """The last of the dates before number ``behind`` that is a day."""
    near = dates[max(0, behind - _NAMED_BEFORE) : behind]
    return next((d for d in reversed(near) if d.date_precision == "day"), None)


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
