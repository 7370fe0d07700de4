"""diff: what changed between two runs, whatever the ids; the same run twice has not changed."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from analysis.cli.main import app
from analysis.cli.publishing import publish_all, write_changes
from analysis.errors import CorpusError
from analysis.frames.storage import Frames, withhold_text, write_frames
from analysis.reporting.changes.matching import match_articles, match_rows, match_runs
from analysis.reporting.changes.page import changes_html, changes_text
from analysis.reporting.changes.runs import RunChanges, Section, changes_between
from analysis.reporting.pages.index import write_index
from analysis.running.corpora import open_corpus
from analysis.running.pipeline import parse_corpus

LATER = """Third guard dies after depot attack

Tamsin Oake - Lantern Wire

MARROW BAY (LW) — A third guard has died of wounds from Tuesday's rocket attack on a fuel depot in Marrow Bay, police
said. Two days ago, gunmen ambushed a patrol near Tollen Ford, killing four soldiers, the army said.
"""


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(app, [str(a) for a in args])


@pytest.fixture
def before(corpus: Path) -> Frames:
    return parse_corpus(corpus)


@pytest.fixture
def after(corpus: Path, before: Frames) -> Frames:
    """A week later: one article more, one toll corrected."""
    assert len(before.articles) == 2
    (corpus / "later.txt").write_text(LATER, encoding="utf-8")
    with (corpus / "metadata.csv").open("a", encoding="utf-8") as file:
        file.write("later.txt,Lantern Wire,2031-05-09,Third guard dies after depot attack,,Tamsin Oake\n")
    lines = "row,action,column,value,reason,by\nwire:a95,set-incident,wounded,9,the hospital's list,KL\n"
    (corpus / "corrections.csv").write_text(lines, encoding="utf-8")
    return parse_corpus(corpus)


def section(changes: RunChanges, name: str) -> Section:
    return next(s for s in changes.sections if s.name == name)


def renumbered(frames: Frames) -> Frames:
    """The same run with other incident ids."""
    incidents = frames.incidents.assign(incident_id="other-" + frames.incidents["incident_id"])
    return frames.replaced(incidents=incidents, attacks=frames.attacks.assign(
        incident_id="other-" + frames.attacks["incident_id"]
    ))  # fmt: skip


def test_a_run_has_not_changed_since_itself(before: Frames) -> None:
    changes = changes_between(before, before)
    assert (changes.sections, changes.sentence, changes.cautions) == ((), "Nothing changed.", ())


def test_new_ids_alone_are_no_change(before: Frames) -> None:
    assert changes_between(before, renumbered(before)).sections == ()


def test_another_order_of_rows_is_no_change(before: Frames) -> None:
    turned = before.replaced(**{n: before[n].iloc[::-1].reset_index(drop=True) for n in before})
    assert changes_between(before, turned).sections == ()


def test_withheld_text_alone_is_no_change_of_articles_or_incidents(before: Frames) -> None:
    names = {s.name for s in changes_between(before, withhold_text(before)).sections}
    assert not names & {"incidents", "tallies", "statements", "tone", "sources"}


def test_what_a_week_brings(before: Frames, after: Frames) -> None:
    changes = changes_between(before, after)
    assert section(changes, "articles").table["article"].to_list() == ["later"]
    new = section(changes, "incidents").table
    assert (new["change"] == "new").all()
    assert new["why"].eq("in new articles").any()
    revised = section(changes, "revised").table
    wounded = revised[revised["what"] == "wounded"].iloc[0]
    assert (wounded["before"], wounded["after"]) == ("5 or more", "9")
    assert section(changes, "statements").summary.endswith("statements")
    assert section(changes, "corrections").table["reason"].to_list() == ["the hospital's list"]


def test_what_comes_one_way_goes_the_other(before: Frames, after: Frames) -> None:
    there, back = match_runs(before, after), match_runs(after, before)
    for name in ("articles", "mentions", "statements", "incidents"):
        one, other = getattr(there, name), getattr(back, name)
        assert set(one.new) == set(other.removed)
        assert set(one.pairs) == {(b, a) for a, b in other.pairs}


def test_a_split_incident_is_told_as_one_that_was_one(before: Frames, corpus: Path) -> None:
    lines = "row,action,column,value,reason,by\nwire:a298,split,,,another day,\n"
    (corpus / "corrections.csv").write_text(lines, encoding="utf-8")
    after = parse_corpus(corpus)
    assert "was one with" in section(changes_between(before, after), "incidents").table["why"].item()
    assert "is now one with" in section(changes_between(after, before), "incidents").table["why"].item()


def test_a_dropped_tally_is_told(before: Frames, corpus: Path) -> None:
    lines = "row,action,column,value,reason,by\nwire:a356,drop,,,counted elsewhere,\n"
    (corpus / "corrections.csv").write_text(lines, encoding="utf-8")
    tallies = section(changes_between(before, parse_corpus(corpus)), "tallies").table
    assert tallies[["change", "tally"]].iloc[0].to_list() == ["removed", "12 or more"]


def test_a_renamed_file_is_the_same_article(before: Frames, corpus: Path) -> None:
    (corpus / "wire.txt").rename(corpus / "wire-story.txt")
    metadata = (corpus / "metadata.csv").read_text(encoding="utf-8")
    (corpus / "metadata.csv").write_text(metadata.replace("wire.txt", "wire-story.txt"), encoding="utf-8")
    changes = changes_between(before, parse_corpus(corpus))
    assert [s.name for s in changes.sections] == ["articles"]
    assert section(changes, "articles").table["what"].item() == "file name"


def test_a_rewritten_article_keeps_its_incident(before: Frames, corpus: Path) -> None:
    text = (corpus / "wire.txt").read_text(encoding="utf-8")
    (corpus / "wire.txt").write_text("UPDATED\n\n" + text.replace("killing two guards", "killing six guards"), "utf-8")
    after = parse_corpus(corpus)
    changes = changes_between(before, after)
    assert match_runs(before, after).rewritten == {"wire"}
    assert section(changes, "articles").table["what"].item() == "text"
    assert not [s for s in changes.sections if s.name == "incidents"]


def test_two_corpora_are_a_caution(before: Frames, corpus: Path) -> None:
    other = corpus.parent / "hill"
    shutil.copytree(corpus, other)
    (other / "paper.txt").unlink()
    assert "two corpora" in changes_between(before, parse_corpus(other)).cautions[0]


def test_empty_runs_compare(before: Frames, tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    empty = parse_corpus(tmp_path / "none")
    assert changes_between(empty, empty).sections == ()
    assert changes_between(empty, before).sections
    assert changes_between(before, empty).sections


spans = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 15)), max_size=8, unique=True)


def rows(of: list[tuple[int, int]]) -> pd.DataFrame:
    made = [(f"x:a{n}", "x", start, start + width, str(width)) for n, (start, width) in enumerate(of)]
    return pd.DataFrame(made, columns=["attack_id", "article_id", "start", "end", "trigger"])


@given(spans, spans, st.booleans())
def test_a_row_is_matched_at_most_once_and_only_where_they_touch(
    a: list[tuple[int, int]], b: list[tuple[int, int]], rewritten: bool
) -> None:
    articles = match_articles(*(pd.DataFrame({"article_id": ["x"], "sha256": ["0"]}) for _ in "ab"))
    wanted = frozenset({"x"} if rewritten else ())
    found = match_rows(rows(a), rows(b), articles, wanted, "attack_id", "trigger")
    assert len({x for x, _ in found.pairs}) == len({y for _, y in found.pairs}) == len(found.pairs)
    assert len(found.pairs) + len(found.new) == len(b)
    assert len(found.pairs) + len(found.removed) == len(a)
    if not rewritten:
        for x, y in found.pairs:
            (s, w), (t, v) = a[int(x[3:])], b[int(y[3:])]
            assert s < t + v
            assert t < s + w


@given(spans)
def test_rows_match_themselves(a: list[tuple[int, int]]) -> None:
    articles = match_articles(*(pd.DataFrame({"article_id": ["x"], "sha256": ["0"]}) for _ in "ab"))
    found = match_rows(rows(a), rows(a), articles, frozenset(), "attack_id", "trigger")
    assert (found.new, found.removed) == ((), ())


def test_the_command_prints_text_json_and_a_page(before: Frames, after: Frames, tmp_path: Path) -> None:
    write_frames(before, tmp_path / "a")
    write_frames(after, tmp_path / "b", format="csv")
    done = run("diff", tmp_path / "a", tmp_path / "b", "--out", tmp_path / "d.html")
    assert done.exit_code == 0, done.output
    assert "Articles: 1 new article" in done.output
    assert "<title>What changed" in (tmp_path / "d.html").read_text(encoding="utf-8")
    data = json.loads(run("diff", tmp_path / "a", tmp_path / "b", "--format", "json").output)
    assert data["changes"]["articles"][0]["article"] == "later"


def test_a_folder_without_frames_is_an_error(tmp_path: Path, corpus: Path) -> None:
    done = run("diff", tmp_path / "nowhere", corpus)
    assert (done.exit_code, "nowhere" in done.output, "Traceback" in done.output) == (1, True, False)


def test_what_articles_say_does_not_steer_a_terminal(before: Frames, after: Frames, tmp_path: Path) -> None:
    title = after.articles["title"].mask(after.articles["article_id"] == "later", "\x1b[2J\x9bgone \u202e‮")
    write_frames(before, tmp_path / "a")
    write_frames(after.replaced(articles=after.articles.assign(title=title)), tmp_path / "b")
    for extra in ([], ["--format", "json"]):
        output = run("diff", tmp_path / "a", tmp_path / "b", *extra).output
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", output)


def test_the_page_is_self_contained_escaped_and_the_same_twice(before: Frames, after: Frames) -> None:
    title = after.articles["title"].mask(after.articles["article_id"] == "later", "<script>alert(1)</script>")
    after = after.replaced(articles=after.articles.assign(title=title))
    pages = [changes_html(changes_between(before, after), after, corpus="bay") for _ in range(2)]
    assert pages[0] == pages[1]
    assert "<script>alert" not in pages[0]
    assert not re.search(r'(?:src|href)="(?:https?:)?//(?!lantern)', pages[0])
    assert len(re.findall("<h1", pages[0])) == 1
    anchors = set(re.findall(r'id="([^"]+)"', pages[0]))
    assert set(re.findall(r'href="#([^"]+)"', pages[0])) <= anchors


def test_long_sections_are_cut_on_a_terminal() -> None:
    table = pd.DataFrame({"article": [f"a{i}" for i in range(60)], "change": "new"})
    made = RunChanges("x", "y", (Section("articles", "Articles", "60 new articles", table),))
    lines = list(changes_text(made))
    assert lines[-1] == "  and 35 more"


def test_the_index_tells_what_changed_and_forgets_it(before: Frames, after: Frames, tmp_path: Path) -> None:
    write_frames(before, tmp_path / "since")
    page = tmp_path / "reports" / "bay" / "changes.html"
    assert write_changes(after, tmp_path / "since", page, home="../index.html") == [page]
    index = write_index(tmp_path / "reports").read_text(encoding="utf-8")
    assert 'href="bay/changes.html"' in index
    assert "1 new article" in index
    first = page.read_bytes()
    write_changes(after, tmp_path / "since", page, home="../index.html")
    assert page.read_bytes() == first
    write_frames(after, tmp_path / "since")
    assert write_changes(after, tmp_path / "since", page) == []
    assert not page.exists()
    assert "changes.html" not in write_index(tmp_path / "reports").read_text(encoding="utf-8")


def test_since_without_frames_is_an_error_before_anything_runs(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "since").mkdir()
    with pytest.raises(CorpusError, match="no frames"):
        publish_all(corpus.parent, tmp_path / "reports", since=tmp_path / "since")
    assert not (tmp_path / "reports").exists()


def test_a_corpus_of_articles_may_stand_for_its_frames(
    before: Frames, after: Frames, corpus: Path, tmp_path: Path
) -> None:
    write_frames(before, tmp_path / "a")
    made = changes_between(open_corpus(tmp_path / "a"), open_corpus(corpus))
    assert made.sentence == changes_between(before, after).sentence
