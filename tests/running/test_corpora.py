"""What a notebook opens: folders of articles or frames, with text joined and articles selected."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.errors import CorpusError, ParameterError
from analysis.frames.layouts import LAYOUTS
from analysis.frames.storage import Frames, read_frames, write_frames
from analysis.running import corpora
from analysis.running.corpora import open_corpus
from analysis.running.pipeline import parse_corpus


@pytest.fixture
def withheld(corpus: Path, tmp_path: Path) -> Path:
    out = tmp_path / "withheld"
    write_frames(parse_corpus(corpus), out, format="csv", with_text=False)
    return out


def same(a: Frames, b: Frames) -> bool:
    return all(a[name].equals(b[name]) for name in LAYOUTS)


def test_articles_and_their_frames_open_alike(corpus: Path, tmp_path: Path) -> None:
    frames = parse_corpus(corpus)
    write_frames(frames, tmp_path / "f")
    assert same(open_corpus(corpus), frames)
    assert same(open_corpus(tmp_path / "f"), frames)


def test_a_folder_of_articles_is_parsed_once(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = open_corpus(corpus)
    monkeypatch.setattr("analysis.running.pipeline.parse_to", lambda *_, **__: pytest.fail("parsed again"))
    assert same(open_corpus(corpus), first)


def test_a_changed_article_is_parsed_again(corpus: Path) -> None:
    before = open_corpus(corpus)
    (corpus / "third.txt").write_text(
        "A shell hit a mill in Marrow Bay on Monday, killing one man.\n", encoding="utf-8"
    )
    assert len(open_corpus(corpus).articles) == len(before.articles) + 1


def test_a_damaged_cache_is_made_anew(corpus: Path, own_cache: Path) -> None:
    first = open_corpus(corpus)
    cached = next(own_cache.rglob("attacks.parquet"))
    cached.write_bytes(b"broken")
    assert same(open_corpus(corpus), first)


def test_withheld_text_is_joined_back_by_its_digest(corpus: Path, withheld: Path) -> None:
    (corpus / "wire.txt").rename(corpus / "another name.txt")
    joined = open_corpus(withheld, articles=corpus)
    texts = joined.articles.set_index("article_id")["text"]
    assert texts["wire"] == (corpus / "another name.txt").read_text(encoding="utf-8")
    assert joined.unmatched == ()


def test_a_text_with_other_words_stays_withheld_and_is_named(corpus: Path, withheld: Path) -> None:
    (corpus / "wire.txt").write_text("Something else altogether.\n", encoding="utf-8")
    joined = open_corpus(withheld, articles=corpus)
    assert joined.unmatched == joined.changed == ("wire",)
    assert joined.articles.set_index("article_id")["text"].isna()["wire"]


def test_a_file_that_is_the_same_and_reads_otherwise_is_told_from_another_one(corpus: Path, withheld: Path) -> None:
    path = withheld / "articles.csv"
    digest = read_frames(withheld).articles.set_index("article_id")["sha256"]["wire"]
    told = path.read_text("utf-8").replace(
        f"{digest},", f"{'0' * 64},", 1
    )  # as another version of an extractor left it
    path.write_text(told, "utf-8")
    joined = open_corpus(withheld, articles=corpus)
    assert (joined.unmatched, joined.read_otherwise, joined.changed) == (("wire",), ("wire",), ())


def test_articles_inside_a_folder_of_frames_are_joined_without_asking(corpus: Path, withheld: Path) -> None:
    corpus.rename(withheld / "articles")
    assert open_corpus(withheld).has_text


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        pytest.param({}, {"wire", "paper"}, id="all"),
        pytest.param({"outlets": ["Lantern Wire"]}, {"wire"}, id="outlet"),
        pytest.param({"since": "2031-05-08"}, {"paper"}, id="since-is-inclusive"),
        pytest.param({"until": "2031-05-07"}, {"wire"}, id="until-is-inclusive"),
        pytest.param({"language": "en"}, {"wire", "paper"}, id="language"),
        pytest.param({"since": "2032-01-01"}, set(), id="none-left"),
    ],
)
def test_a_part_of_the_articles(corpus: Path, selection: dict[str, object], expected: set[str]) -> None:
    frames = open_corpus(corpus, **selection)
    assert set(frames.articles["article_id"]) == expected
    for name in LAYOUTS:
        if "article_id" in frames[name].columns:
            assert set(frames[name]["article_id"]) <= expected, name
    assert (frames.incidents["n_articles"] <= len(expected)).all()


def test_incidents_of_a_part_keep_their_ids_and_count_anew(corpus: Path) -> None:
    whole, part = open_corpus(corpus), open_corpus(corpus, outlets=["Lantern Wire"])
    assert set(part.incidents["incident_id"]) <= set(whole.incidents["incident_id"])
    mentions = part.attacks["incident_id"].value_counts()
    assert part.incidents.set_index("incident_id")["n_mentions"].to_dict() == mentions.to_dict()


@pytest.mark.parametrize(
    ("selection", "message"),
    [
        pytest.param({"outlets": ["Nobody's Gazette"]}, "Lantern Wire", id="unknown-outlet-lists-the-known"),
        pytest.param({"outlets": "Lantern Wire"}, r"\['Lantern Wire'\]", id="text-instead-of-a-list"),
        pytest.param({"since": "last week"}, "2024-02-27", id="no-day"),
    ],
)
def test_a_mistaken_selection_is_an_error_that_helps(corpus: Path, selection: dict[str, object], message: str) -> None:
    with pytest.raises(ParameterError, match=message):
        open_corpus(corpus, **selection)


def test_a_folder_is_found_from_below(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (corpus.parent / "notebooks").mkdir()
    monkeypatch.chdir(corpus.parent / "notebooks")
    assert corpora.find_folder("bay") == corpus
    with pytest.raises(CorpusError, match="no such folder"):
        corpora.find_folder("nowhere")


NUMBERS = [
    pytest.param({"corpus": 2031}, "corpus: 2031 is no text. With papermill write -r corpus 2031", id="corpus"),
    pytest.param({"articles": 7}, "articles: 7 is no text", id="articles"),
    pytest.param({"language": 1.5}, "language: 1.5 is no text", id="language"),
    pytest.param({"since": 2031}, "since: 2031 is not a day. Write it as 2024-02-27", id="since"),
]


@pytest.mark.parametrize(("given", "told"), NUMBERS)
def test_a_number_for_a_text_is_told_in_a_sentence(corpus: Path, given: dict[str, object], told: str) -> None:
    with pytest.raises(ParameterError, match=told):
        open_corpus(**{"corpus": corpus, **given})  # type: ignore[arg-type]
