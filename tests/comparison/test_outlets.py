"""Names of outlets: which are one, which may be, and that every count goes by it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pandas as pd
import pytest

from analysis.cli.checking import check_corpus
from analysis.comparison.outlets import alike_outlets, same_outlets
from analysis.comparison.wording import group_outlets
from analysis.errors import ParameterError
from analysis.frames.storage import Frames, read_frames
from analysis.language.lexicon import load_lexicon
from analysis.reporting.summaries.corpus import basis
from analysis.reporting.summaries.coverage import families_of, incident_reports, incident_sources
from analysis.running.corpora import open_corpus, select
from analysis.running.pipeline import parse_to

STORY = (
    "Rockets hit a depot in Tessel on Monday, wounding four guards, the mayor said. Smoke hung over the quay until "
    "evening, and the ferry did not sail. Workers cleared the road on Tuesday while the harbour master counted boats."
)
SPELLINGS = ("Harbour Post", "The Harbour Post", "HARBOUR POST", "harbour post", "Harbour  Post", "Harbour Post")
Make = Callable[..., Path]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """A corpus of one article for each outlet, all with the same story or each with its own."""

    def made(*outlets: str, texts: Mapping[str, str] | None = None, lexicon: str = "") -> Path:
        corpus = tmp_path / "corpus"
        corpus.mkdir(exist_ok=True)
        lines = ["file,outlet,published"]
        for i, outlet in enumerate(outlets):
            (corpus / f"a{i}.txt").write_text(f"Depot\n\n{(texts or {}).get(outlet, STORY)}\n", encoding="utf-8")
            lines.append(f'a{i}.txt,"{outlet}",2026-03-10T{10 + i}:00')
        (corpus / "metadata.csv").write_text("\n".join(lines), encoding="utf-8")
        if lexicon:
            (corpus / "lexicon.toml").write_text(lexicon, encoding="utf-8")
        return corpus

    return made


def names(*outlets: str) -> set[str]:
    """The outlets that are counted."""
    chosen = same_outlets(outlets, load_lexicon())
    return {chosen.get(name, name) for name in outlets}


ONE = [
    pytest.param(SPELLINGS, "Harbour Post", id="case-space-article"),
    pytest.param(("AP", "The Associated Press", "Associated Press"), "Associated Press", id="aliases-of-the-lexicon"),
    pytest.param(("Associated Press Newswires", "AP"), "Associated Press", id="services-of-an-agency"),
    pytest.param(("Agence France Presse -- English", "AFP - English", "AFP"), "AFP", id="languages-of-an-agency"),
    pytest.param(("Reuters News", "Reuters", "Reuters (Africa)"), "Reuters", id="places-of-an-agency"),
    pytest.param(("dpa International (Englischer Dienst)", "dpa"), "dpa", id="dpa"),
    pytest.param(("People's Quay", "People’s Quay", "People’s Quay"), "People’s Quay", id="apostrophes"),
    pytest.param(("The Quay", "The Quay", "Quay"), "The Quay", id="as-most-write-it"),
    pytest.param(("BBC News", "BBC News"), "BBC News", id="one-spelling-stays"),
]


@pytest.mark.parametrize(("outlets", "name"), ONE)
def test_spellings_of_one_outlet_are_one(outlets: tuple[str, ...], name: str) -> None:
    assert names(*outlets) == {name}


def test_the_order_of_articles_does_not_matter() -> None:
    lexicon = load_lexicon()
    assert same_outlets(SPELLINGS, lexicon) == same_outlets(SPELLINGS[::-1], lexicon)


@pytest.mark.parametrize("pair", [("Harbour Post", "Harbor Post"), ("Post-Herald", "Post Herald"), ("The", "Quay")])
def test_others_are_two(pair: tuple[str, str]) -> None:
    assert names(*pair) == set(pair)


ALIKE = [
    pytest.param("Harbour Post", "Harbor Post", True, id="spelling"),
    pytest.param("Harbour Post", "harbourpost.com", True, id="address"),
    pytest.param("Harbour Post", "Harbour Post Online", True, id="edition"),
    pytest.param("The Harbour Post (London)", "Harbour Post", True, id="place"),
    pytest.param("Harbour Post - Late Edition", "Harbour Post", True, id="edition-behind-it"),
    pytest.param("Harbour Post (London)", "Harbour Post (Vale)", False, id="two-places"),
    pytest.param("The Guardian (London)", "The Guardian", True, id="place-of-a-listed-one"),
    pytest.param("(London)", "Quay Courier", False, id="place-alone"),
    pytest.param("Channel 4 Quay", "Channel 5 Quay", False, id="numbers"),
    pytest.param("CNN", "CBN", False, id="short"),
    pytest.param("Harbour Post", "Quay Courier", False, id="others"),
    pytest.param("News", "Online", False, id="nothing-left"),
]


@pytest.mark.parametrize(("one", "other", "asked"), ALIKE)
def test_names_that_look_like_one_are_asked_about(one: str, other: str, asked: bool) -> None:
    assert bool(alike_outlets([one, other], load_lexicon())) is asked


def counted(frames: Frames) -> tuple[int, list[tuple[int, int]]]:
    """The outlets of all articles, and for each incident outlets and independent families."""
    sources = incident_sources(frames)
    return basis(frames)["outlets"], list(zip(sources["outlets"], sources["independent"], strict=True))


@pytest.mark.parametrize("whole", [100, 2], ids=["whole", "in-parts"])
def test_every_count_goes_by_the_outlet_and_the_frame_keeps_what_files_say(
    make: Make, tmp_path: Path, whole: int
) -> None:
    corpus, out = make(*SPELLINGS, "Quay Courier"), tmp_path / "frames"
    parse_to(out, corpus, workers=1, whole=whole)
    frames = open_corpus(out)
    assert counted(frames) == (2, [(2, 1)])
    assert families_of(frames)["n_outlets"].tolist() == [2] * 7
    assert frames.incidents["outlets"].tolist() == ["Harbour Post; Quay Courier"]
    assert list(read_frames(out)["articles"]["outlet"]) == [*SPELLINGS, "Quay Courier"]


def test_a_later_toll_replaces_that_of_the_same_outlet(make: Make) -> None:
    told = {"Quay Courier": STORY, "THE QUAY COURIER": STORY.replace("four guards", "nine guards")}
    (wounded,) = open_corpus(make(*told, texts=told)).incidents["wounded_low"]
    assert wounded == 9


def test_a_report_that_credits_an_outlet_by_its_full_name_is_not_independent_of_it(make: Make) -> None:
    credited = (
        "A depot in Tessel was hit by rockets on Monday and four guards were hurt, the Associated Press reported."
    )
    frames = open_corpus(make("AP", "Quay Courier", texts={"Quay Courier": credited}))
    assert set(incident_reports(frames)["credited"].dropna()) == {"AP"}
    assert counted(frames) == (2, [(2, 1)])


def test_any_spelling_selects_all(make: Make) -> None:
    frames = open_corpus(make(*SPELLINGS, "Quay Courier"))
    assert len(select(frames, outlets=["the harbour post"]).articles) == 6
    with pytest.raises(ParameterError, match=r"no article is by Harbor Post. There are: Harbour Post, Quay Courier\."):
        select(frames, outlets=["Harbor Post"])


def test_check_lists_what_is_one_outlet_and_what_may_be(make: Make) -> None:
    lines = check_corpus(make("Harbour Post", "The Harbour Post", "Harbor Post")).lines
    assert [line for line in lines if line.startswith("Taken for one outlet, 'Harbour Post': 'The Harbour Post'.")]
    assert [line for line in lines if line.startswith("One outlet or two? 'Harbor Post', 'Harbour Post':")]


SETTLED = [
    pytest.param('[[outlets]]\nname = "Nation"\n[[outlets]]\nname = "The Nation"\n', 2, id="two-after-all"),
    pytest.param('[[outlets]]\nname = "The Nation"\naliases = ["Nation", "Natoin"]\n', 1, id="one-after-all"),
]


@pytest.mark.parametrize(("lexicon", "outlets"), SETTLED)
def test_the_corpus_lexicon_settles_it(make: Make, lexicon: str, outlets: int) -> None:
    others = ["Natoin"] if outlets == 1 else []
    corpus = make(
        "Nation", "The Nation", *others, lexicon=lexicon.replace("[[outlets]]\n", '[[outlets]]\nkind = "newspaper"\n')
    )
    assert counted(open_corpus(corpus))[0] == outlets
    assert not [line for line in check_corpus(corpus).lines if "One outlet or two?" in line]


def test_frames_of_an_earlier_version_have_no_such_names(make: Make, tmp_path: Path) -> None:
    parse_to(tmp_path / "frames", make("Quay Courier"), workers=1)
    assert "same_outlets" not in (tmp_path / "frames" / "manifest.json").read_text(encoding="utf-8")
    assert isinstance(read_frames(tmp_path / "frames")["articles"], pd.DataFrame)


def test_any_spelling_makes_a_group_for_wording() -> None:
    terms = pd.DataFrame({"outlet": ["Harbour Post", "Quay Courier"], "term": ["quay", "quay"]})
    grouped = group_outlets(terms, ["papers: The HARBOUR Post, quay courier"])
    assert set(grouped["outlet"]) == {"papers"}
