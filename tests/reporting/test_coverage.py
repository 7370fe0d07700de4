"""Coverage by outlet: figures given, attributions, what one outlet has alone, voices; and the lines of words."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.comparison.concordance import concordance
from analysis.frames.dataframes import make_frame
from analysis.frames.layouts import LAYOUTS
from analysis.language.lexicon import Lexicon, load_lexicon
from analysis.reporting.summaries.coverage import (
    actors_by_outlet,
    alone_table,
    attributions,
    incident_reports,
    voices,
)

TEXT = "Militias raided Orvel. The Lantern Wire counted two dead. A militia took responsibility."
SENTENCES = ((0, 22), (23, 57), (58, 88))
LEXICON = load_lexicon()


def span(frame: str, article: str, start: int, end: int, **more: object) -> dict[str, object]:
    letter = {"citation": "c", "attack": "a", "sentence": "t", "entity": "e", "statement": "s"}[frame]
    return {f"{frame}_id": f"{article}:{letter}{start}", "article_id": article, "start": start, "end": end, **more}


def told(article: str, start: int, incident: str, **more: object) -> dict[str, object]:
    facts = {"kind": "incident", "realis": "actual", "trigger": "hit", "rule": "invented", "incident_id": incident}
    return span("attack", article, start, start + 5, trigger_start=start, trigger_end=start + 3, **facts, **more)


def frames(text: str | None = TEXT) -> dict[str, pd.DataFrame]:
    article = {"n_words": 9, "n_keywords": 0, "sha256": "ab", "path": "x", "text": text}
    said = {"mode": "indirect", "stance": "assertion", "rule": "invented"}
    rows: dict[str, list[dict[str, object]]] = {
        "articles": [{"article_id": a, "outlet": outlet, **article} for a, outlet in (("bee", "Bee"), ("echo", None))],
        "sentences": [span("sentence", a, s, e, passage="p") for a in ("bee", "echo") for s, e in SENTENCES],
        "attacks": [
            told("bee", 9, "i1", date_start="2031-05-06"),
            told("bee", 40, "i1", killed_low=2, attribution="Lantern Wire"),
            told("bee", 41, "i2", claimed_by="Cinder Brigade"),
            told("echo", 9, "i1", perpetrator="Cinder Brigade"),
        ],
        "citations": [
            span("citation", "bee", 27, 39, cited="Lantern Wire", credit="text", strength="rewritten"),
            span("citation", "bee", 0, 5, cited="Lantern Wire", credit="photo"),
        ],
        "entities": [span("entity", "bee", 16, 21, entity="Orvel", entity_kind="site")],
        "statements": [
            span("statement", "bee", 0, 9, side="Orvel", anonymous=False, **said),
            span("statement", "bee", 10, 19, anonymous=True, **said),
        ],
        "terms": [
            {"article_id": "bee", "term": "militia", "count": 2, "shared": 0, "starts": "0; 60"},
            {"article_id": "bee", "term": "count", "count": 1, "shared": 0},
        ],
    }  # fmt: skip
    return {name: make_frame(name, rows.get(name, [])) for name in LAYOUTS}


def test_which_figures_each_article_gives_of_an_incident() -> None:
    reports = incident_reports(frames()).set_index(["incident_id", "article_id"])
    bee, echo = reports.loc[("i1", "bee")], reports.loc[("i1", "echo")]
    assert bee[["toll", "date", "perpetrator", "claim"]].tolist() == [True, True, False, False]
    assert echo[["toll", "date", "perpetrator", "claim"]].tolist() == [False, False, True, False]
    assert (bee["attack_id"], bee["n_mentions"], bee["attributed"]) == ("bee:a9", 2, "Lantern Wire")
    assert echo["outlet"] == "outlet not known"


def test_a_report_is_credited_only_if_all_of_its_mentions_are() -> None:
    credited = incident_reports(frames()).set_index(["incident_id", "article_id"])["credited"]
    assert pd.isna(credited["i1", "bee"])
    assert credited["i2", "bee"] == "Lantern Wire"


def test_attributions_leave_out_photos() -> None:
    (row,) = attributions(frames()).to_dict("records")
    assert (row["outlet"], row["cited"], row["articles"], row["rewritten"], row["quoted from"]) == (
        "Bee", "Lantern Wire", 1, 1, 0,
    )  # fmt: skip


def test_what_one_outlet_has_alone() -> None:
    tables = frames()
    tables["entities"] = pd.concat([tables["entities"].assign(article_id=f"bee{n}") for n in range(3)])
    tables["articles"] = pd.concat(
        [tables["articles"], *(tables["articles"].head(1).assign(article_id=f"bee{n}") for n in range(3))]
    )
    alone = alone_table(tables)
    assert list(zip(alone["what"], alone["which"], strict=True)) == [("incident", "i2"), ("site", "Orvel")]
    assert actors_by_outlet(frames()).to_dict() == {"Bee": {"Orvel": 1}}


def test_what_unknown_outlets_have_alone_is_nobodys() -> None:
    nameless = frames()
    nameless["articles"] = nameless["articles"].assign(outlet=pd.array([None, None], dtype="string"))
    assert alone_table(nameless).empty


def test_voices_count_sides_and_unnamed_speakers() -> None:
    said = voices(frames())
    assert said[["side", "statements", "anonymous"]].to_numpy().tolist() == [["Orvel", 1, 0], ["not stated", 1, 1]]


WANTED = pd.DataFrame({"outlet": ["Bee", "Bee"], "term": ["militia", "count"]})


def words(table: pd.DataFrame) -> list[str]:
    return [TEXT[s:e] for s, e in zip(table["start"], table["end"], strict=True)]


def test_each_word_leads_to_its_lines() -> None:
    assert words(concordance(frames(), WANTED, LEXICON)) == ["Militias", "militia", "counted"]
    assert words(concordance(frames(), WANTED, LEXICON, per_term=1)) == ["Militias", "counted"]


def test_of_withheld_text_the_places_of_contested_words_are_known() -> None:
    uses = concordance(frames(None), WANTED, LEXICON)
    assert list(zip(uses["term"], uses["start"], strict=True)) == [("militia", 0), ("militia", 60)]


def test_lines_that_another_outlet_shares_are_left_out() -> None:
    tables = frames()
    ends = {"start_a": 0, "end_a": 22, "start_b": 0, "end_b": 22}
    tables["reused"] = make_frame("reused", [{"article_a": "bee", "article_b": "echo", **ends}])
    assert words(concordance(tables, WANTED, LEXICON)) == ["militia", "counted"]


@pytest.mark.parametrize("summary", [incident_reports, attributions, actors_by_outlet, alone_table, voices])
def test_nothing_in_nothing_out(summary: object) -> None:
    assert summary({name: make_frame(name, []) for name in LAYOUTS}).empty  # type: ignore[operator]


def test_no_wanted_word_no_line() -> None:
    assert concordance(frames(), WANTED.iloc[:0], Lexicon({"stopwords": []}, "t")).empty
