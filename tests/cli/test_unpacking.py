"""``unpack``: an export becomes a folder of texts that reads as the export did."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from analysis.cli.main import app
from analysis.formats.corpus import find_files, read_metadata
from analysis.reading.article import Article
from analysis.reading.read import read_file

RECORDS = [
    {
        "id": "a/1",
        "text": "Shells hit the quay at Dorn on Monday, the harbour master said.\n\nTwo cranes burned.",
        "title": "Shells hit quay, cranes burn",
        "outlet": "Dorn Mail; Late",
        "published": "2031-03-12T14:05:00",
        "authors": ["Ana Bell", "Omar Reed"],
        "url": "https://dorn.example/1",
    },
    {"id": "A:1", "text": "Ferries ran again on Tuesday, one day after the shelling of the quay at Dorn."},
    {"id": "..", "outlet": "Dorn Mail", "text": 'The "late" edition, with a comma, told of the quay again.'},
]


def export(folder: Path) -> Path:
    folder.mkdir()
    (folder / "export.jsonl").write_text("\n".join(map(json.dumps, RECORDS)), encoding="utf-8")
    return folder / "export.jsonl"


def articles_of(corpus: Path) -> list[Article]:
    metadata = read_metadata(corpus)
    return [
        a for file in find_files(corpus).articles for a in read_file(file, corpus=corpus, metadata=metadata).articles
    ]


def test_what_is_unpacked_reads_as_the_export_did(tmp_path: Path) -> None:
    file, out = export(tmp_path / "in"), tmp_path / "out"
    done = CliRunner().invoke(app, ["unpack", str(file), "--out", str(out)])
    assert done.exit_code == 0, done.output
    assert "3 articles" in done.output
    facts = ("text", "outlet", "published", "title", "authors", "url", "language")
    before, after = articles_of(file.parent), articles_of(out)
    assert sorted(str([getattr(a, f) for f in facts]) for a in before) == sorted(
        str([getattr(a, f) for f in facts]) for a in after
    )
    assert not read_metadata(out).problems


def test_nothing_that_is_there_is_overwritten(tmp_path: Path) -> None:
    file, out = export(tmp_path / "in"), tmp_path / "out"
    out.mkdir()
    (out / "mine.txt").write_text("my notes", encoding="utf-8")
    done = CliRunner().invoke(app, ["unpack", str(file), "--out", str(out)])
    assert done.exit_code == 1
    assert "not empty" in done.output
    assert [p.name for p in out.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize("name", ["gone.docx", "empty.txt"])
def test_a_file_without_articles_leaves_no_folder(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    done = CliRunner().invoke(app, ["unpack", str(tmp_path / name), "--out", str(tmp_path / "out")])
    assert done.exit_code == 1
    assert name in done.output
    assert not (tmp_path / "out").exists()


def test_check_shows_what_was_read_of_each_file(tmp_path: Path) -> None:
    export(tmp_path / "in")
    (tmp_path / "in/one.txt").write_text(
        "Mortars fell on the ford at Ulm on Friday. Nobody was hurt.", encoding="utf-8"
    )
    (tmp_path / "in/photo.jpg").write_bytes(b"\xff\xd8\xff")
    done = CliRunner().invoke(app, ["check", str(tmp_path / "in")])
    assert done.exit_code == 0
    assert "export.jsonl: JSONL, 3 articles, 2 with outlet, 1 with day." in done.output
    assert "    2031-03-12 · Dorn Mail; Late · Shells hit quay, cranes burn, by Ana Bell, Omar Reed · " in done.output
    assert "plain text, one article a file: 1, 0 with outlet, 0 with day." in done.output
    assert "photo.jpg: This is a picture, not articles." in done.output


def test_a_file_that_holds_no_articles_is_told_for_what_it_is(tmp_path: Path) -> None:
    (tmp_path / "saved.zip").write_bytes(b"PK\x03\x04")
    done = CliRunner().invoke(app, ["unpack", str(tmp_path / "saved.zip"), "--out", str(tmp_path / "out")])
    assert done.exit_code == 1
    assert "This is an archive, not articles. Unpack it here" in done.output
    done = CliRunner().invoke(app, ["unpack", str(tmp_path), "--out", str(tmp_path / "out")])
    assert "this is a folder" in done.output


def test_check_names_what_wrote_a_file_and_what_two_files_share(tmp_path: Path) -> None:
    text = "Mortars fell on the ford at Ulm on Friday. Nobody was hurt."
    records = [
        {"maintext": f"{text} {n}", "date_publish": "2031-03-05", "url": f"https://v.example/{n}", "title": f"Ford {n}"}
        for n in range(3)
    ]
    (tmp_path / "a.json").write_text(json.dumps(records), encoding="utf-8")
    (tmp_path / "b.json").write_text(json.dumps(records[1:]), encoding="utf-8")
    done = CliRunner().invoke(app, ["check", str(tmp_path)])
    assert "a.json: JSON of news-please, 3 articles" in done.output
    assert "No outlet in 5" in done.output
    assert "An address, which they have, is no name." in done.output
    assert "The same 2 articles, the first 'Ford 1': a.json, b.json. Keep one" in done.output
