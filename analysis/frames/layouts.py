"""What every frame holds, as plain data: the contract between the package and the notebooks.

Whoever writes frames checks what it has made by this (``tables``); what comes from elsewhere pandera checks, by schemas
made of it (``frames.SCHEMAS``). Nothing here loads pandas: a process that parses needs none.
The column descriptions are the codebook: ``python -m analysis codebook`` prints them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import get_args

from analysis.extraction.records import AttackKind, Credit, DatePrecision, Mode, Realis, Stance, Strength
from analysis.frames.columns import Column, day, key, number, number_range, share, text, truth
from analysis.reading.article import PassageKind, PublishedFrom

SEPARATOR = "; "

_COUNTRY = r"^[A-Z]{2}$"
ACTIONS = ("drop", "set", "set-incident", "merge", "split")
EVENT_TYPES = (
    "Battles",
    "Explosions/Remote violence",
    "Violence against civilians",
    "Protests",
    "Riots",
    "Strategic developments",
)


def _interval(meaning: str) -> dict[str, Column]:
    return {
        "date_start": day(f"{meaning}, first day (inclusive)"),
        "date_end": day(f"{meaning}, last day (inclusive)"),
        "date_precision": text(
            "day, week, month or year where the interval is one; period for any other", values=get_args(DatePrecision)
        ),
    }


_ARTICLE = {"article_id": key("the article, as in articles")}
_SPAN = {
    "start": number("first character of the span in articles.text (0-based)", required=True),
    "end": number("character after the last one of the span", required=True),
}


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a frame, in their order, and what must hold between them."""

    description: str
    columns: Mapping[str, Column]
    is_span: bool = False
    """Whether ``start`` must lie before ``end``."""
    ranges: tuple[str, ...] = ()
    """Whose ``_low`` must not exceed ``_high``."""


def _rows(id_name: str, one_row: str, columns: Mapping[str, Column], ranges: Iterable[str] = ()) -> Layout:
    """A frame with one stand-off span a row; its ids are the article's id, a letter and the span's first character."""
    ids = {id_name: key("stable id of the row: article, kind of row, first character", unique=True)}
    return _frame(one_row, {**ids, **_ARTICLE, **_SPAN, **columns}, is_span=True, ranges=ranges)


def _frame(one_row: str, columns: Mapping[str, Column], *, is_span: bool = False, ranges: Iterable[str] = ()) -> Layout:
    return Layout(f"one row per {one_row}", dict(columns), is_span, tuple(ranges))


ARTICLES = _frame(
    "article",
    {
        "article_id": key("the file's stem (and the record's id, where a file holds several)", unique=True),
        "outlet": text("who published it"),
        "published": day("when it was published, in the outlet's own time; midnight where only the day is known"),
        "published_from": text(
            "where that date was read: metadata.csv, the page's HTML, the record, or the text",
            values=get_args(PublishedFrom),
        ),
        "title": text("headline"),
        "authors": text("names in the byline"),
        "dateline": text("the dateline as printed (place, agency), not the place of any attack"),
        "language": text(
            "ISO 639-1 code found by py3langid; rows are extracted from English only", pattern=r"^[a-z]{2,3}$"
        ),
        "n_words": number(
            "words of headline, body and unique captions; furniture and repetitions left out", required=True
        ),
        "n_keywords": number(
            "how often an attack word of lexicons/keywords.toml stands anywhere in the file: the naive count",
            required=True,
        ),
        "sha256": key("SHA-256 of the text in UTF-8: what the offsets are valid for"),
        "path": key("the file, relative to the corpus"),
        "url": text("where it was published"),
        "text": text("the text exactly as it stands in the file; missing where it is withheld"),
    },
)
PASSAGES = _rows(
    "passage_id",
    "stretch of the file",
    {
        "kind": text("what the stretch is for", required=True, values=get_args(PassageKind)),
        "duplicate_of": text("passage_id of the passage whose words this one repeats"),
    },
)
SENTENCES = _rows("sentence_id", "sentence of headline, subhead, body, unique caption", {"passage": key("passage_id")})
DATES = _rows(
    "date_id", "time expression that denotes a calendar interval", _interval("the interval that the expression denotes")
)
_EVENT = {
    **_interval("when it happened"),
    "place": text("where it happened (never the dateline)"),
    "country": text("ISO 3166-1 alpha-2; user-assigned codes (XA …) for invented countries", pattern=_COUNTRY),
    "event_type": text("ACLED event type", values=EVENT_TYPES),
    "sub_event_type": text("ACLED sub-event type"),
    "weapon": text("class of weapon"),
    "intercepted": truth("true where the text says that it was intercepted, failed or was foiled"),
    "perpetrator": text("who did it, by the text"),
    "target": text("against whom or what"),
}
_TOLL = {
    **number_range("killed", "victims killed, attackers not counted"),
    **number_range("wounded", "victims wounded, attackers not counted"),
}
_RESPONSIBILITY = {
    "claimed_by": text("who claimed responsibility"),
    "denied_by": text("who denied responsibility"),
}
_CORRECTED = {"corrected": text("why the row was corrected by hand (corrections.csv); missing where it was not")}
ATTACKS = _rows(
    "attack_id",
    "mention of an attack",
    {
        "incident_id": text("the incident that the mention tells of; missing for tallies and what is not actual"),
        "kind": text(
            "incident: one operation on one occasion; tally: a number of attacks over a time",
            required=True,
            values=get_args(AttackKind),
        ),
        "realis": text("actual, or told as hypothetical, planned or denied", required=True, values=get_args(Realis)),
        **number_range("count", "number of attacks of a tally"),
        **_EVENT,
        **_TOLL,
        "attribution": text("who says that it happened"),
        **_RESPONSIBILITY,
        "part_of": text("attack_id of the tally that contains it, where the text says so"),
        "trigger": text("the words that made the program see an attack, those that belong together joined by …"),
        "trigger_start": number("first character of the leading trigger", required=True),
        "trigger_end": number("character after the leading trigger", required=True),
        "rule": key("name of the rule that made the row"),
        **_CORRECTED,
    },
    ranges=("count", "killed", "wounded"),
)
INCIDENTS = _frame(
    "real-world attack, merged over mentions and outlets",
    {
        "incident_id": key("stable id of the incident", unique=True),
        **_EVENT,
        **_TOLL,
        **_RESPONSIBILITY,
        "first_reported": day("publication of the earliest article that reports it"),
        "n_mentions": number("mentions merged", required=True),
        "n_articles": number("articles that mention it", required=True),
        "outlets": text("outlets that report it"),
        "disputed": text("columns on which articles disagree"),
        **_CORRECTED,
    },
    ranges=("killed", "wounded"),
)
STATEMENTS = _rows(
    "statement_id",
    "reported statement; the span is its content without cue and speaker",
    {
        "speaker": text("the name resolved within the article, or the description of an unnamed speaker"),
        "speaker_start": number("first character of the mention of the speaker"),
        "speaker_end": number("character after that mention"),
        "role": text("role, from title or apposition"),
        "affiliation": text("body or group that the speaker belongs to"),
        "side": text("country or group that the speaker speaks for"),
        "official": truth("speaks for a government, military, police, parliament, armed group or international body"),
        "anonymous": truth("the speaker is not named"),
        "reported_via": text("outlets or reports between the speaker and this article, outermost first"),
        "nested_in": text("statement_id of the statement that contains it"),
        "mode": text(
            "direct: 90 % or more of the words in quotation marks; mixed: some; indirect: none",
            required=True,
            values=get_args(Mode),
        ),
        "cue": text("the words that report speech"),
        "stance": text("what the statement does, by cue and content", required=True, values=get_args(Stance)),
        "stance_words": text("the words that decided the stance"),
        "compound": share("VADER's compound of the statement as it stands, -1 to 1", low=-1.0),
        "compound_words": text("words that made it, strongest first"),
        "tone": share(
            "VADER's compound with topic words (attack, war, killed …), names and titles masked, -1 to 1", low=-1.0
        ),
        "tone_words": text("words that made it, strongest first"),
        "rule": key("name of the rule that made the row"),
        **_CORRECTED,
    },
)
CITATIONS = _rows(
    "citation_id",
    "credit given to another outlet, agency or institute",
    {
        "cited": key("canonical name of the one credited"),
        "credit": text("where the credit stands", required=True, values=get_args(Credit)),
        "strength": text(
            "what is taken: the text whole (dateline, byline, published there first); facts in own words; words in "
            "quotation marks; nothing but the name; missing for a photo credit",
            values=get_args(Strength),
        ),
        **_CORRECTED,
    },
)
_PAIR = {"article_a": key("one article of the pair, the first by id"), "article_b": key("the other one")}
OVERLAPS = _frame(
    "pair of articles that share wording",
    {
        **_PAIR,
        "containment_a": share("share of a's body words that stand in b", required=True),
        "containment_b": share("share of b's body words that stand in a", required=True),
        "longest_run": number("words of the longest shared passage", required=True),
        "origin": text("article_id of the likely source, 'common wire', or missing where it cannot be known"),
    },
)
REUSED = _frame(
    "aligned passage of a pair",
    {
        **_PAIR,
        "start_a": number("first character in a", required=True),
        "end_a": number("character after the passage in a", required=True),
        "start_b": number("first character in b", required=True),
        "end_b": number("character after the passage in b", required=True),
    },
)
ENTITIES = _rows(
    "entity_id",
    "mention of an actor or place",
    {
        "entity": key("canonical name"),
        "entity_kind": key("person, group, force, government, institution, people; country, region, city, site"),
        "side": text("country or group that it belongs to"),
        "country": text("ISO 3166-1 alpha-2", pattern=_COUNTRY),
    },
)
TERMS = _frame(
    "term per article (stemmed, stop words out)",
    {
        **_ARTICLE,
        "term": key("stemmed term"),
        "count": number("how often headline, body and unique captions use it", required=True),
        "shared": number("how many of these stand in passages that an article of another outlet has too"),
        "starts": text(
            "where it stands, if it is a word of contested.toml: first characters in articles.text; of other terms the "
            "places are not kept, since together they would be the text"
        ),
    },
)
PROBLEMS = _frame(
    "file or record that could not be read, or line of metadata.csv that is odd",
    {
        "path": key("the file, relative to the corpus; with the line or record, where there is one"),
        "reason": key("what is wrong"),
        "remedy": key("what to do about it"),
        "skipped": truth("true where an article was lost by it", required=True),
    },
)
EDITS = _rows(
    "edit_id",
    "line of corrections.csv; the span is that of the row that it corrects, also where the row was dropped",
    {
        "line": number("line of corrections.csv", required=True),
        "row": key("id of the row corrected"),
        "frame": key("the frame that the row stands or stood in"),
        "action": text("what the line does", required=True, values=ACTIONS),
        "column": text("the column that it sets"),
        "before": text("what the program had found"),
        "after": text("what stands there now"),
        "reason": key("why, in the words of whoever corrected it"),
        "by": text("who corrected it"),
    },
)

LAYOUTS: Mapping[str, Layout] = {
    "articles": ARTICLES,
    "passages": PASSAGES,
    "sentences": SENTENCES,
    "dates": DATES,
    "attacks": ATTACKS,
    "incidents": INCIDENTS,
    "statements": STATEMENTS,
    "citations": CITATIONS,
    "overlaps": OVERLAPS,
    "reused": REUSED,
    "entities": ENTITIES,
    "terms": TERMS,
    "problems": PROBLEMS,
    "edits": EDITS,
}
