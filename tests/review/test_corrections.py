"""corrections.csv: what a person says is applied, marked and recorded; what matches nothing is an error with a line."""

from __future__ import annotations

import csv
import io
import tempfile
from contextlib import suppress
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import CorrectionError, TableError
from analysis.formats.csv_rows import read_csv_rows
from analysis.frames.layouts import LAYOUTS
from analysis.frames.storage import Frames, read_frames, write_frames
from analysis.language.lexicon import load_lexicon
from analysis.reporting.evidence import evidence
from analysis.reporting.head import made_from
from analysis.reporting.summaries.attacks import incident_table
from analysis.reporting.summaries.corpus import warnings_for_reader
from analysis.review.correcting import correct_rows
from analysis.review.corrections import COLUMNS, Correction, read_corrections
from analysis.review.values import read_interval, read_range, read_value
from analysis.running import corpora
from analysis.running.corpora import open_corpus
from analysis.running.pipeline import parse_corpus

HEADER = "row,action,column,value,reason,by\n"


def correct(corpus: Path, *lines: str) -> Frames:
    """The frames of ``corpus`` with these corrections."""
    (corpus / "corrections.csv").write_text(HEADER + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    return parse_corpus(corpus)


def row(frames: Frames, row_id: str) -> pd.Series:
    return frames.attacks.set_index("attack_id").loc[row_id]


def test_a_corpus_without_the_file_is_as_it_was(corpus: Path) -> None:
    assert read_corrections(corpus) == ()
    frames = parse_corpus(corpus)
    assert frames["edits"].empty
    assert frames.attacks["corrected"].isna().all()
    assert frames.incidents["corrected"].isna().all()


def test_a_dropped_mention_is_gone_and_the_record_keeps_it(corpus: Path) -> None:
    frames = correct(corpus, "wire:a298,drop,,,a claim is no attack,KL")
    assert "wire:a298" not in set(frames.attacks["attack_id"])
    assert frames.incidents["n_mentions"].item() == 4
    edit = frames["edits"].iloc[0]
    assert (edit["line"], edit["row"], edit["action"], edit["before"]) == (2, "wire:a298", "drop", "attack")
    assert (edit["reason"], edit["by"]) == ("a claim is no attack", "KL")
    text = frames.articles.set_index("article_id").loc["wire", "text"]
    assert "claimed responsibility" in text[edit["start"] : edit["end"] + 60]


def test_a_set_toll_changes_the_mention_and_marks_it_and_its_incident(corpus: Path) -> None:
    frames = correct(corpus, "wire:a95,set,wounded,5-7,counted in the list,KL")
    changed = row(frames, "wire:a95")
    assert (changed["wounded_low"], changed["wounded_high"]) == (5, 7)
    assert changed["corrected"] == "counted in the list"
    assert frames.attacks["corrected"].notna().sum() == 1
    assert frames.incidents["corrected"].item() == "counted in the list"
    assert frames["edits"][["before", "after"]].iloc[0].to_list() == ["5-", "5-7"]


def test_the_toll_of_an_incident_is_what_the_correction_says(corpus: Path) -> None:
    frames = correct(corpus, "wire:a95,set-incident,killed,3,the hospital's list,")
    incident = frames.incidents.iloc[0]
    assert (incident["killed_low"], incident["killed_high"], incident["corrected"]) == (3, 3, "the hospital's list")
    assert row(frames, "wire:a95")["killed_low"] == 2
    assert frames["edits"]["frame"].item() == "incidents"


def test_a_mention_is_split_off_and_merged_again(corpus: Path) -> None:
    split = correct(corpus, "wire:a298,split,,,another day,")
    assert len(split.incidents) == 2
    assert split.incidents["corrected"].eq("another day").all()
    assert row(split, "wire:a298")["incident_id"] != row(split, "wire:a95")["incident_id"]
    both = correct(corpus, "wire:a298,split,,,another day,", "wire:a298,merge,,paper:a0,no: the same,")
    assert both.incidents["n_mentions"].item() == 5
    assert set(both.incidents["corrected"].item().split("; ")) == {"another day", "no: the same"}


def test_what_is_no_longer_told_as_actual_belongs_to_no_incident(corpus: Path) -> None:
    frames = correct(corpus, "wire:a298,set,realis,denied,they deny it,")
    assert pd.isna(row(frames, "wire:a298")["incident_id"])
    assert frames.incidents["n_mentions"].item() == 4


def test_statements_and_credits_are_corrected_too(corpus: Path) -> None:
    plain = parse_corpus(corpus)
    statement, credit = plain.statements["statement_id"].iloc[0], plain.citations["citation_id"].iloc[0]
    frames = correct(corpus, f"{statement},set,side,Marrow Bay,the town's police,", f"{credit},drop,,,no credit,")
    assert frames.statements["side"].iloc[0] == "Marrow Bay"
    assert frames.statements["corrected"].iloc[0] == "the town's police"
    assert frames.citations.empty
    assert len(frames["edits"]) == 2


def test_a_row_that_another_pointed_to_leaves_no_pointer_behind() -> None:
    rows = {
        "articles": [{"article_id": "x"}],
        "attacks": [attack(0), attack(10, same_as="x:a0"), attack(20, same_as="x:a0", part_of="x:a0")],
        "statements": [],
        "citations": [],
    }
    kept = correct_rows(rows, [Correction(2, "x:a0", "drop", "", "", "why", "")], load_lexicon()).rows["attacks"]
    assert [(r["attack_id"], r["same_as"], r["part_of"]) for r in kept] == [
        ("x:a10", None, None),
        ("x:a20", "x:a10", None),
    ]


def attack(start: int, **more: object) -> dict[str, object]:
    base = {"attack_id": f"x:a{start}", "article_id": "x", "start": start, "end": start + 5, "trigger": "raid"}
    return {**base, "same_as": None, "part_of": None, **more}


@pytest.mark.parametrize(
    ("line", "words"),
    [
        pytest.param(
            "wire:a94,drop,,,x,", ["line 2", "no row wire:a94", "nearest", "wire:a95"], id="gone-names-nearest"
        ),
        pytest.param("wires:a94,drop,,,x,", ["line 2", "No article is called wires"], id="no-such-article"),
        pytest.param("wire:a95,omit,,,x,", ["line 2", "“omit” is no action", "set-incident"], id="unknown-action"),
        pytest.param("wire:a95,drop,,,,", ["line 2", "no reason"], id="no-reason"),
        pytest.param(",drop,,,x,", ["line 2", "no row is named"], id="no-row"),
        pytest.param("wire:t95,drop,,,x,", ["line 2", "wire:t95"], id="a-sentence-cannot-be-corrected"),
        pytest.param("wire:a95,set,toll,3,x,", ["line 2", "“toll”", "killed"], id="unknown-column"),
        pytest.param("wire:a95,set,incident_id,3,x,", ["line 2", "merge or split"], id="incident-id-is-not-set"),
        pytest.param("wire:s217,set,tone,0,x,", ["line 2", "“tone” cannot be set"], id="scores-are-measured"),
        pytest.param("wire:a95,set,killed,many,x,", ["line 2", "“many” is no number"], id="no-number"),
        pytest.param("wire:a95,set,killed,7-3,x,", ["line 2", "backwards", "3-7"], id="range-backwards"),
        pytest.param("wire:a95,set,killed_low,9,x,", ["line 2", "killed_low must not exceed"], id="range-crossed"),
        pytest.param("wire:a95,set,date,May,x,", ["line 2", "2031-03-04"], id="no-date"),
        pytest.param("wire:a95,set,realis,perhaps,x,", ["line 2", "hypothetical"], id="not-in-the-list"),
        pytest.param("wire:a95,set,country,Marrowland,x,", ["line 2", "country"], id="no-country-code"),
        pytest.param("wire:a95,set,part_of,wire:a1,x,", ["line 2", "no attack"], id="part-of-nothing"),
        pytest.param("wire:a95,merge,,,x,", ["line 2", "nothing to merge with"], id="merge-with-nothing"),
        pytest.param("wire:a95,merge,,wire:a356,x,", ["line 2", "a tally", "no incident"], id="a-tally-is-no-incident"),
        pytest.param("wire:a463,set-incident,killed,3,x,", ["told as hypothetical"], id="a-threat-has-no-incident"),
        pytest.param("wire:s217,split,,,x,", ["line 2", "only attacks"], id="statements-have-no-incident"),
    ],
)
def test_a_line_that_cannot_be_applied_is_an_error_that_says_what_to_do(
    corpus: Path, line: str, words: list[str]
) -> None:
    with pytest.raises(CorrectionError) as error:
        correct(corpus, line)
    assert all(w in str(error.value) for w in ["corrections.csv", *words]), str(error.value)


def test_all_lines_at_fault_are_told_at_once(corpus: Path) -> None:
    with pytest.raises(CorrectionError) as error:
        correct(corpus, "wire:a1,drop,,,x,", "wire:a95,set,killed,2,fine,", "wire:a2,drop,,,x,")
    assert [f"line {n}" in str(error.value) for n in (2, 3, 4)] == [True, False, True]


def test_a_row_dropped_by_one_line_cannot_be_set_by_another(corpus: Path) -> None:
    with pytest.raises(CorrectionError, match="line 3: line 2 has dropped wire:a95"):
        correct(corpus, "wire:a95,drop,,,x,", "wire:a95,set,killed,3,x,")


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("wire:a95,set,killed,2,x,", id="set-to-what-it-is"),
        pytest.param("wire:a95,merge,,wire:a0,x,", id="merged-already"),
        pytest.param("wire:a95,set-incident,killed,2,x,", id="incident-says-so"),
    ],
)
def test_a_line_that_changes_nothing_is_told_and_marks_nothing(corpus: Path, line: str) -> None:
    frames = correct(corpus, line)
    assert frames["edits"].empty
    assert frames.attacks["corrected"].isna().all()
    problem = frames["problems"].iloc[0]
    assert problem["path"] == "corrections.csv, line 2"
    assert not problem["skipped"]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        pytest.param(HEADER.encode() + b"wire:a298,drop,,,x,\n", None, id="utf-8"),
        pytest.param(b"\xef\xbb\xbf" + HEADER.encode() + b"wire:a298,drop,,,x,\r\n", None, id="bom-and-crlf"),
        pytest.param((HEADER + "wire:a298,drop,,,x,\n").encode("utf-16"), None, id="utf-16"),
        pytest.param(b"\nrow;action;reason\nwire:a298;drop;x\n", None, id="semicolons-and-fewer-columns"),
        pytest.param(b"Row,Action,Reason\n\nwire:a298,DROP,x\n,,\n", None, id="capitals-and-empty-lines"),
        pytest.param(HEADER.encode() + b"wire:a298,drop,,,caf\xe9,\n", "line 2.*UTF-8", id="latin-1"),
        pytest.param(b"", "empty", id="no-bytes"),
        pytest.param(b"\x89PNG\0\0", "UTF-8", id="a-picture"),
        pytest.param(b"id,what\n1,2\n", "no column “row”", id="other-columns"),
        pytest.param(b"row,action,reason,reason\na,b,c,d\n", "twice", id="column-twice"),
        pytest.param(b"row,action,reason\nwire:a298,drop,x,y\n", "line 2.*more values", id="ragged"),
        pytest.param(b'row,action,reason\nwire:a298,drop,"x\n', "CSV", id="open-quotation"),
        pytest.param(b"row,action,reason,colunm\nwire:a298,drop,x,\n", "colunm", id="mistyped-column"),
    ],
)
def test_files_as_spreadsheets_write_them(corpus: Path, raw: bytes, expected: str | None) -> None:
    (corpus / "corrections.csv").write_bytes(raw)
    if expected is None:
        assert "wire:a298" not in set(parse_corpus(corpus).attacks["attack_id"])
    else:
        with pytest.raises((CorrectionError, TableError), match=expected):
            parse_corpus(corpus)


def test_lines_are_counted_as_an_editor_does(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text('row,action,reason\n\n"a\nb",drop,x\nc,drop,y\n', encoding="utf-8")
    assert [r.line for r in read_csv_rows(path).rows] == [3, 5]


def test_corrections_are_part_of_fingerprint_and_cache(corpus: Path) -> None:
    plain, key = open_corpus(corpus), corpora.content_key(corpus)
    corrected = correct(corpus, "wire:a298,drop,,,x,")
    assert plain.manifest.fingerprint != corrected.manifest.fingerprint
    assert corpora.content_key(corpus) != key
    assert "wire:a298" not in set(open_corpus(corpus).attacks["attack_id"])


def test_frames_are_corrected_as_articles_are(corpus: Path, tmp_path: Path) -> None:
    lines = [
        "wire:a298,split,,,another day,",
        "wire:a0,set,killed,4,x,",
        "wire:a95,drop,,,y,",
        "paper:a0,set-incident,place,Marrow Quay,z,",
    ]
    write_frames(parse_corpus(corpus), tmp_path / "frames", with_text=False)
    parsed = correct(corpus, *lines)
    (tmp_path / "frames" / "corrections.csv").write_bytes((corpus / "corrections.csv").read_bytes())
    opened = open_corpus(tmp_path / "frames")
    for name in ("attacks", "edits"):
        pd.testing.assert_frame_equal(opened[name], parsed[name])
    columns = ["n_mentions", "killed_low", "killed_high", "place", "corrected"]
    key = ["n_mentions", "place"]
    assert opened.incidents[columns].sort_values(key).to_dict("list") == parsed.incidents[columns].sort_values(
        key
    ).to_dict("list")


def test_corrections_hold_in_a_part_of_the_articles(corpus: Path) -> None:
    correct(corpus, "wire:a95,set-incident,killed,3,the hospital's list,", "paper:a0,drop,,,x,")
    part = open_corpus(corpus, outlets=["Lantern Wire"])
    assert part.incidents[["killed_low", "corrected"]].iloc[0].to_list() == [3, "the hospital's list"]
    assert part["edits"]["row"].to_list() == ["wire:a95"]


def test_frames_with_corrections_come_back_as_they_were_written(corpus: Path, tmp_path: Path) -> None:
    frames = correct(corpus, "wire:a95,set,date,2031-05-05..2031-05-06,x,", "wire:a298,drop,,,x,KL")
    for format in ("parquet", "csv"):
        write_frames(frames, tmp_path / format, format=format)
        back = read_frames(tmp_path / format)
        pd.testing.assert_frame_equal(back["edits"], frames["edits"])
        pd.testing.assert_frame_equal(back.attacks, frames.attacks)


def test_frames_of_an_earlier_version_are_read_without_the_mark(corpus: Path, tmp_path: Path) -> None:
    write_frames(parse_corpus(corpus), tmp_path, format="csv")
    (tmp_path / "edits.csv").unlink()
    old = pd.read_csv(tmp_path / "attacks.csv", dtype="string").drop(columns="corrected")
    old.to_csv(tmp_path / "attacks.csv", index=False)
    assert read_frames(tmp_path).attacks["corrected"].isna().all()


def test_reports_mark_what_was_corrected(corpus: Path) -> None:
    frames = correct(corpus, "wire:a95,set,killed,3,<b>the list</b>,KL", "wire:a298,drop,,,no attack,")
    shown = evidence(frames.attacks, frames, caption="Mentions").html
    assert shown.count("Corrected:") == 1
    assert "&lt;b&gt;the list" in shown
    assert incident_table(frames)["incident"].item().endswith("(corrected)")
    assert any("Corrected by hand: 2 rows" in s for s in warnings_for_reader(frames))
    foot = made_from(frames, "1-attack-counts", {"corpus": "bay"}).html
    assert "Line 2: set wire:a95, killed: 2 → 3. &lt;b&gt;the list&lt;/b&gt; (KL)" in foot
    assert "Line 3: drop wire:a298 (was: attack). no attack" in foot


@pytest.mark.parametrize(
    ("written", "bounds"),
    [
        ("3", (3, 3)), ("3-5", (3, 5)), ("3–5", (3, 5)), ("3 to 5", (3, 5)), ("3..5", (3, 5)), ("3+", (3, None)),
        ("3 or more", (3, None)), ("at least 3", (3, None)), ("3-", (3, None)), ("up to 5", (None, 5)),
        ("-5", (None, 5)), ("", (None, None)), ("None", (None, None)), ("0", (0, 0)),
    ],
)  # fmt: skip
def test_ranges_as_people_write_them(written: str, bounds: tuple[int | None, int | None]) -> None:
    assert read_range(written) == bounds


@pytest.mark.parametrize(
    ("written", "days", "precision"),
    [
        ("2031-03-04", (date(2031, 3, 4), date(2031, 3, 4)), "day"),
        ("2031-02", (date(2031, 2, 1), date(2031, 2, 28)), "month"),
        ("2031", (date(2031, 1, 1), date(2031, 12, 31)), "year"),
        ("2031-03-04..2031-03-06", (date(2031, 3, 4), date(2031, 3, 6)), "period"),
        ("2031-03-03 .. 2031-03-09", (date(2031, 3, 3), date(2031, 3, 9)), "week"),
    ],
)
def test_dates_as_people_write_them(written: str, days: tuple[date, date], precision: str) -> None:
    interval = read_interval(written)
    assert interval is not None
    assert ((interval.start, interval.end), interval.precision) == (days, precision)


@given(
    st.text(max_size=30), st.sampled_from(["killed", "date", "realis", "intercepted", "country", "place", "part_of"])
)
def test_any_value_is_read_or_refused_in_words(written: str, column: str) -> None:
    with suppress(ValueError):  # any other error is a bug
        assert set(read_value("attacks", column, written)) <= set(LAYOUTS["attacks"].columns)


@given(st.lists(st.lists(st.text(max_size=8), min_size=6, max_size=6), max_size=5))
def test_any_table_is_read_or_refused(rows: list[list[str]]) -> None:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([COLUMNS, *rows])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "corrections.csv"
        path.write_text(text.getvalue(), encoding="utf-8", errors="surrogatepass", newline="")
        with suppress(CorrectionError, TableError):  # any other error is a bug
            assert len(read_corrections(Path(folder))) <= len(rows)
