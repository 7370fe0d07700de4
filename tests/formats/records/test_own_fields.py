"""fields.toml: what a corpus calls the fields of its records."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.errors import CorpusError
from analysis.formats.corpus import find_files, read_metadata
from analysis.running.corpora import content_key
from analysis.running.pipeline import parse_corpus

BODY = "Rockets struck the fuel depot in Harrow before dawn on Tuesday and killed two guards."
TABLE = f"kop;krant;wanneer;inhoud;title\nVuur in Harrow;De Vaal;2031-03-05;{BODY};Other\n"


def make(folder: Path, fields: str) -> Path:
    (folder / "a.csv").write_text(TABLE)
    (folder / "fields.toml").write_text(fields)
    return folder


def test_its_names_come_first(tmp_path: Path) -> None:
    make(tmp_path, '[fields]\ntext = "Inhoud"\ntitle = ["kop"]\noutlet = ["krant"]\nday = ["x", "wanneer"]\n')
    articles = parse_corpus(tmp_path, workers=1).articles
    assert articles[["title", "outlet"]].to_numpy().tolist() == [["Vuur in Harrow", "De Vaal"]]
    assert str(articles["published"].item()) == "2031-03-05 00:00:00"
    assert [p.name for p in find_files(tmp_path).articles] == ["a.csv"]
    assert find_files(tmp_path).others == ()


def test_a_fact_may_be_called_as_records_call_it(tmp_path: Path) -> None:
    make(tmp_path, '[fields]\nbody = "inhoud"\nheadline = "kop"\nPublisher = "krant"\npublished = "wanneer"\n')
    assert read_metadata(tmp_path).fields == {
        "text": ("inhoud",),
        "title": ("kop",),
        "outlet": ("krant",),
        "day": ("wanneer",),
    }
    articles = parse_corpus(tmp_path, workers=1).articles
    assert articles[["title", "outlet"]].to_numpy().tolist() == [["Vuur in Harrow", "De Vaal"]]


def test_what_was_kept_of_a_run_is_not_taken_for_another(tmp_path: Path) -> None:
    make(tmp_path, '[fields]\ntext = ["inhoud"]\n')
    key = content_key(tmp_path)
    assert list(parse_corpus(tmp_path, workers=1, keep=True).articles["title"]) == ["Other"]
    make(tmp_path, '[fields]\ntext = ["inhoud"]\ntitle = ["kop"]\n')
    assert list(parse_corpus(tmp_path, workers=1, keep=True).articles["title"]) == ["Vuur in Harrow"]
    assert content_key(tmp_path) != key


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ('[fields]\nkop = ["kop"]', "records hold no 'kop'. Fields are named for text, title"),
        ("[fields]\ntitle = 7", "title is no list of names"),
        ('[fields]\ntitle = ["kop", " "]', "title is no list of names"),
        ('title = ["kop"]', r"only \[fields\] may stand there"),
        ("[fields", "not valid TOML"),
    ],
)
def test_a_broken_table_is_told_before_anything_is_read(tmp_path: Path, fields: str, message: str) -> None:
    with pytest.raises(CorpusError, match=rf"fields\.toml: {message}"):
        read_metadata(make(tmp_path, fields))
