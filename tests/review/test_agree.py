"""Human coding: sheets to hand out, files as people fill them in, coefficients as the literature has them."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.cli.main import app
from analysis.comparison.coders import Code, agreement, disagreements, nominal_alpha
from analysis.errors import CorpusError, TableError
from analysis.formats.corpus import find_files
from analysis.frames.storage import Frames, withhold_text
from analysis.reporting.agreements import agreement_html, agreement_report, agreement_text
from analysis.review.coding import PROGRAM, Coding, Unit, program_codes, read_coding, variables
from analysis.review.coding_sheets import TO_CODE, draw_sheet, write_sheet
from analysis.running.pipeline import parse_corpus

PROJECT = Path(__file__).resolve().parents[2]

# Krippendorff (2011, Computing Krippendorff's Alpha-Reliability), section D: four observers, twelve units, gaps.
OBSERVERS = {
    "A": "1 2 3 3 2 1 4 1 2 . . .",
    "B": "1 2 3 3 2 2 4 1 2 5 . 3",
    "C": ". 3 3 3 2 3 4 2 2 5 1 .",
    "D": "1 2 3 3 2 4 4 1 2 5 1 .",
}


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(app, [str(a) for a in args])


def codes(said: dict[str, str]) -> list[Code]:
    """Codes of one variable: a word a unit for each coder, "." where there is none."""
    return [
        Code(coder, n, "v", label, float(label) if label.isdigit() else None)
        for coder, labels in said.items()
        for n, label in enumerate(labels.split())
        if label != "."
    ]


@pytest.fixture
def frames(corpus: Path) -> Frames:
    return parse_corpus(corpus)


def sentence(frames: Frames, words: str) -> str:
    """The id of the sentence that holds ``words``."""
    texts = frames.articles.set_index("article_id")["text"]
    rows = frames.sentences.to_dict("records")
    return next(
        r["sentence_id"] for r in rows if words in " ".join(texts[r["article_id"]][r["start"] : r["end"]].split())
    )


def coding_file(path: Path, rows: list[dict[str, str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def label(frames: Frames, path: Path, variable: str) -> list[str]:
    return [c.label for c in read_coding([path], frames).codes if c.variable == variable]


def test_alpha_of_the_published_example_with_missing_values() -> None:
    found = agreement(codes(OBSERVERS), list(OBSERVERS), "v")
    assert found is not None
    assert found.n_units == 11  # one unit was coded once
    assert found.alpha == pytest.approx(0.743, abs=0.001)
    assert found.alpha_interval == pytest.approx(0.849, abs=0.001)
    assert found.kappa is None  # four coders


def test_kappa_of_a_textbook_table() -> None:
    # 20 times both yes, 15 both no, 5 and 10 apart: Po = 0.7, Pe = 0.5, kappa = 0.4.
    a = "y " * 20 + "y " * 5 + "n " * 10 + "n " * 15
    b = "y " * 20 + "n " * 5 + "y " * 10 + "n " * 15
    found = agreement(codes({"a": a, "b": b}), ["a", "b"], "v")
    assert found is not None
    assert found.percent == pytest.approx(0.7)
    assert found.kappa == pytest.approx(0.4)


def test_where_everybody_says_one_thing_chance_leaves_nothing_to_measure() -> None:
    found = agreement(codes({"a": "y y y", "b": "y y y"}), ["a", "b"], "v")
    assert found is not None
    assert (found.percent, found.kappa, found.alpha, found.alpha_low) == (1.0, None, None, None)


def test_units_of_one_coder_are_no_agreement() -> None:
    assert agreement(codes({"a": "y . n", "b": ". y ."}), ["a", "b"], "v") is None


def test_a_later_code_replaces_an_earlier_one() -> None:
    twice = [Code("a", 1, "v", "y"), Code("a", 1, "v", "n"), Code("b", 1, "v", "n")]
    found = agreement(twice, ["a", "b"], "v")
    assert found is not None
    assert found.percent == 1.0
    assert disagreements(twice) == {}


labels = st.lists(st.lists(st.sampled_from("xyz"), min_size=2, max_size=4), min_size=2, max_size=12)


@settings(max_examples=25, deadline=None)
@given(labels)
def test_our_alpha_is_that_of_nltk(units: list[list[str]]) -> None:
    said = [Code(str(c), n, "v", value) for n, unit in enumerate(units) for c, value in enumerate(unit)]
    found = agreement(said, ["0", "1", "2", "3"], "v")
    counts = np.array([[unit.count(x) for x in "xyz"] for unit in units], dtype=float)
    assert found is not None
    assert found.alpha == (None if (own := nominal_alpha(counts)) is None else pytest.approx(own))


@settings(max_examples=25, deadline=None)
@given(labels)
def test_the_names_of_coders_and_labels_play_no_part(units: list[list[str]]) -> None:
    def of(names: str, rename: dict[str, str]) -> object:
        said = [Code(names[c], n, "v", rename[v]) for n, unit in enumerate(units) for c, v in enumerate(unit)]
        found = agreement(said, list(names), "v")
        assert found is not None
        return found.percent, None if found.alpha is None else round(found.alpha, 9)

    assert of("abcd", dict(zip("xyz", "xyz", strict=True))) == of("dcba", dict(zip("xyz", "zxy", strict=True)))


def test_the_program_is_one_more_coder(frames: Frames, tmp_path: Path) -> None:
    struck, threat = sentence(frames, "Rockets struck a fuel depot"), sentence(frames, "set off a wider war")
    said = {"is_attack": "yes", "kind": "incident", "killed": "2", "place": "MARROW  Bay", "date": "2031-05-06"}
    rows = [{"unit": struck, **said}, {"unit": threat, **dict.fromkeys(said, ""), "is_attack": "yes", "killed": "none"}]
    coding = read_coding([coding_file(tmp_path / "anna.csv", rows)], frames)
    program = {(c.unit.row, c.variable): c.label for c in program_codes(coding, frames)}
    assert coding.coders == ("anna",)
    assert program[struck, "is_attack"] == "yes"
    assert program[struck, "killed"] == "2"
    assert program[threat, "is_attack"] == "no"
    report = agreement_report(coding, frames)
    assert report.among.empty
    assert set(report.disputes["unit_id"]) == {threat}
    place = report.program.set_index("variable").loc["place"]
    assert (place["units"], place["agree"]) == (1, 1.0)


@pytest.mark.parametrize(
    "unit",
    [
        pytest.param({"unit": "wire:a95"}, id="mention"),
        pytest.param({"article_id": "wire", "start": "95", "end": "200"}, id="offsets"),
        pytest.param({"unit": "'wire:a95"}, id="guarded-by-a-spreadsheet"),
    ],
)
def test_units_may_be_named_in_several_ways(frames: Frames, tmp_path: Path, unit: dict[str, str]) -> None:
    coding = read_coding([coding_file(tmp_path / "x.csv", [{**unit, "coder": "ben", "killed": "2"}])], frames)
    assert [c.label for c in program_codes(coding, frames)] == ["2"]


def test_a_dropped_mention_can_still_be_talked_about(corpus: Path, tmp_path: Path) -> None:
    (corpus / "corrections.csv").write_text("row,action,reason\nwire:a298,drop,no attack\n", encoding="utf-8")
    frames = parse_corpus(corpus)
    coding = read_coding([coding_file(tmp_path / "x.csv", [{"unit": "wire:a298", "is_attack": "no"}])], frames)
    assert [c.label for c in program_codes(coding, frames)] == ["no"]


def test_long_and_wide_files_say_the_same(frames: Frames, tmp_path: Path) -> None:
    wide = coding_file(tmp_path / "w.csv", [{"coder": "a", "unit": "wire:a95", "killed": "2-3", "realis": "Actual"}])
    base = {"coder": "a", "unit": "wire:a95"}
    long = coding_file(tmp_path / "l.csv", [
        {**base, "variable": "killed", "value": "2–3"}, {**base, "variable": "realis", "value": "actual"}
    ])  # fmt: skip
    assert read_coding([wide], frames).codes == read_coding([long], frames).codes


@pytest.mark.parametrize(
    ("variable", "written", "expected"),
    [
        ("killed", "at least 3", "3 or more"),
        ("killed", "none", "none"),
        ("killed", "-", "none"),
        ("is_attack", "TRUE", "yes"),
        ("intercepted", "no", "no"),
        ("place", "  Marrow\u00a0 Bay ", "marrow bay"),
        ("date", "2031-05", "2031-05-01..2031-05-31"),
        ("stance", "Threat", "threat"),
    ],
)
def test_values_as_people_write_them(
    frames: Frames, tmp_path: Path, variable: str, written: str, expected: str
) -> None:
    path = coding_file(tmp_path / "x.csv", [{"unit": "wire:a95", variable: written}])
    assert label(frames, path, variable) == [expected]


def test_an_empty_cell_is_not_coded(frames: Frames, tmp_path: Path) -> None:
    path = coding_file(tmp_path / "x.csv", [{"unit": "wire:a95", "killed": " ", "place": "x"}])
    assert label(frames, path, "killed") == []


@pytest.mark.parametrize(
    ("row", "words"),
    [
        pytest.param({"unit": "wire:t9", "killed": "2"}, ["line 2", "no unit wire:t9"], id="no-such-unit"),
        pytest.param({"unit": "", "killed": "2"}, ["line 2", "no unit"], id="no-unit"),
        pytest.param({"unit": "wire:a95", "kiled": "2"}, ["line 1", "“kiled” is no variable", "killed"], id="mistyped"),
        pytest.param({"unit": "wire:a95", "killed": "few"}, ["line 2", "killed", "“few”"], id="no-number"),
        pytest.param({"unit": "wire:a95", "is_attack": "maybe"}, ["neither yes nor no"], id="neither-yes-nor-no"),
        pytest.param({"unit": "wire:a95", "realis": "real"}, ["hypothetical"], id="not-in-the-list"),
        pytest.param({"what": "wire:a95", "killed": "2"}, ["line 1", "nothing names the unit"], id="no-unit-column"),
        pytest.param({"article_id": "no", "start": "1", "end": "2", "killed": "2"}, ["no article no"], id="no-article"),
        pytest.param({"article_id": "wire", "start": "5", "end": "2", "killed": "2"}, ["line 2"], id="backwards"),
        pytest.param({"unit": "wire:a95", "variable": "killed"}, ["none “value”"], id="variable-without-value"),
        pytest.param({"unit": "wire:a95", "coder": PROGRAM, "killed": "2"}, ["another name"], id="called-program"),
    ],
)
def test_a_mistake_in_a_coding_file_is_an_error_that_helps(
    frames: Frames, tmp_path: Path, row: dict[str, str], words: list[str]
) -> None:
    with pytest.raises(TableError) as error:
        read_coding([coding_file(tmp_path / "x.csv", [row])], frames)
    assert all(w in str(error.value) for w in words), str(error.value)


def test_every_variable_of_a_sheet_can_be_coded() -> None:
    for names in TO_CODE.values():
        assert set(names) <= set(variables())


@pytest.fixture(scope="module")
def sample() -> Frames:
    return parse_corpus(PROJECT / "data" / "sample")


@pytest.mark.parametrize("of", ["attacks", "statements"])
def test_a_sheet_has_both_kinds_and_tells_nothing(sample: Frames, of: str) -> None:
    sheet = draw_sheet(sample, of=of, n=20, seed=7)
    assert len(sheet) == sheet["unit"].nunique() == 20
    is_one = "is_attack" if of == "attacks" else "is_statement"
    units = [Unit(*row, row=i) for i, *row in sample.sentences[sample.sentences["sentence_id"].isin(sheet["unit"])][
        ["sentence_id", "article_id", "start", "end"]
    ].itertuples(index=False)]  # fmt: skip
    coded = Coding(tuple(Code("x", u, is_one, "yes") for u in units), ("x",), tuple(units))
    said = {c.unit.row: c.label for c in program_codes(coded, sample)}
    assert sorted(said.values()).count("yes") == 10
    assert [said[u] for u in sheet["unit"]] != sorted(said.values())
    assert (sheet[[is_one, "coder", "note"]] == "").all(axis=None)


def test_a_sheet_is_drawn_by_its_seed(sample: Frames) -> None:
    turned = {name: sample[name].iloc[::-1].reset_index(drop=True) for name in sample}
    assert draw_sheet(sample, seed=7).equals(draw_sheet(turned, seed=7))
    assert not draw_sheet(sample, seed=7).equals(draw_sheet(sample, seed=8))


@pytest.mark.parametrize("n", [1, 2, 500])
def test_a_sheet_of_any_size(sample: Frames, n: int) -> None:
    assert 0 < len(draw_sheet(sample, n=n)) <= n


def test_a_sheet_without_text_is_an_error(sample: Frames) -> None:
    with pytest.raises(CorpusError, match="no words to code"):
        draw_sheet(withhold_text(sample))


def test_a_spreadsheet_runs_nothing_of_a_sheet(tmp_path: Path) -> None:
    write_sheet(pd.DataFrame({"unit": ["x:t0"], "words": ["=cmd()"]}), tmp_path / "s.csv")
    assert (tmp_path / "s.csv").read_bytes() == b"\xef\xbb\xbfunit,words\nx:t0,'=cmd()\n"


def test_coding_is_no_article(corpus: Path) -> None:
    (corpus / "coding").mkdir()
    coding_file(corpus / "coding" / "anna.csv", [{"unit": "wire:a95", "killed": "2"}])
    assert {p.name for p in find_files(corpus).articles} == {"wire.txt", "paper.txt"}


def test_from_sheet_to_page(corpus: Path, tmp_path: Path) -> None:
    assert run("coding-sheet", corpus, "--n", "4", "--out", tmp_path / "sheet.csv").exit_code == 0
    with (tmp_path / "sheet.csv").open(encoding="utf-8-sig", newline="") as file:
        sheet = list(csv.DictReader(file))
    for coder, answers in {"anna": "yes yes no no", "ben": "yes no no no", "cleo": "yes yes yes no"}.items():
        filled = [{**row, "is_attack": a} for row, a in zip(sheet, answers.split(), strict=False)]
        coding_file(tmp_path / f"{coder}.csv", filled)
    files = [tmp_path / f"{c}.csv" for c in ("anna", "ben", "cleo")]
    done = run("agree", corpus, *files, "--out", tmp_path / "agree.html")
    assert done.exit_code == 0, done.output
    assert "is_attack (anna, ben, cleo)" in done.output
    assert "is_attack (anna, program)" in done.output
    page = (tmp_path / "agree.html").read_text(encoding="utf-8")
    assert "<mark>" in page
    data = json.loads(run("agree", corpus, *files, "--format", "json").output)
    assert data["coders"] == ["anna", "ben", "cleo"]
    assert len(data["pairs"]) == 3


def test_files_in_the_corpus_are_found(corpus: Path) -> None:
    done = run("agree", corpus)
    assert (done.exit_code, "no coding here" in done.output) == (1, True)
    (corpus / "coding").mkdir()
    coding_file(corpus / "coding" / "anna.csv", [{"unit": "wire:a95", "killed": "2"}])
    assert "killed (anna, program)" in run("agree", corpus).output


def test_what_coders_write_is_escaped_and_does_not_steer_a_terminal(frames: Frames, tmp_path: Path) -> None:
    rows = [{"unit": "wire:a95", "coder": "<b>x\x1b[2J", "place": "<script>alert(1)</script>"}]
    report = agreement_report(read_coding([coding_file(tmp_path / "x.csv", rows)], frames), frames)
    page = agreement_html(report, frames, corpus="bay", command="x")
    assert "<script>alert" not in page
    assert "<b>x" not in page
    assert len(re.findall("<h1", page)) == 1
    assert any("alert" in line for line in agreement_text(report))
