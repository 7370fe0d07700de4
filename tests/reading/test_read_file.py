"""Files of every kind → articles; what cannot be read says so."""

from __future__ import annotations

import codecs
import json
from datetime import datetime
from pathlib import Path

import pytest

from analysis.errors import UnreadableFile
from analysis.formats.corpus import Metadata
from analysis.formats.record import Record
from analysis.reading.article import Article
from analysis.reading.language import detect_language
from analysis.reading.read import FileReading, read_file

BODY = "Rockets struck the fuel depot in Harrow before dawn on Tuesday, killing two guards, the governor said."
MORE = "The governor said that crews had needed nine hours to put out the fire and that the road was closed."
HEAD = "Rockets hit fuel depot in Harrow"
TEXT = f"{HEAD}\n\nBy Ana Bell, Vale Press\n\n2031-03-05 06:40\n\nHARROW (VP) — {BODY}\n\n{MORE}\n"


def read(folder: Path, name: str, content: str | bytes, metadata: Metadata | None = None) -> FileReading:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_file(path, corpus=folder, metadata=metadata)


def only(folder: Path, name: str, content: str | bytes, metadata: Metadata | None = None) -> Article:
    (article,) = read(folder, name, content, metadata).articles
    return article


def test_what_the_text_states(tmp_path: Path) -> None:
    article = only(tmp_path, "depot.txt", TEXT)
    assert article.article_id == "depot"
    assert article.text == TEXT
    assert (article.outlet, article.authors, article.dateline) == ("Vale Press", ("Ana Bell",), "HARROW (VP)")
    assert (article.published, article.published_from) == (datetime(2031, 3, 5, 6, 40), "text")
    assert (article.title, article.language, article.path) == ("Rockets hit fuel depot in Harrow", "en", "depot.txt")


def test_metadata_comes_before_the_text(tmp_path: Path) -> None:
    row = Record(line=2, outlet="The Post", published=datetime(2031, 3, 6), title="Rockets hit fuel depot in Harrow")
    article = only(tmp_path, "depot.txt", TEXT, Metadata({"depot.txt": row}))
    assert (article.outlet, article.published, article.published_from) == ("The Post", datetime(2031, 3, 6), "metadata")
    assert article.authors == ("Ana Bell",)


@pytest.mark.parametrize("rule", ["-" * 40, "=====", "———", "_" * 12])
def test_articles_parted_by_a_rule_are_told(tmp_path: Path, rule: str) -> None:
    other = TEXT.replace("Harrow", "Tessel").replace("HARROW", "TESSEL")
    (problem,) = read(tmp_path, "two.txt", f"{TEXT}\n{rule}\n\n{other}").problems
    assert str(problem).startswith("two.txt: It looks like several articles")
    assert not problem.skipped
    within = f"{TEXT}\n{rule}\n\nA second strike\n\n{BODY} {MORE}\n\n{MORE}"  # parts of one article
    assert read(tmp_path, "one.txt", within).problems == ()


def test_no_date_is_guessed_from_prose(tmp_path: Path) -> None:
    article = only(
        tmp_path, "a.txt", f"{BODY}\n\nOn March 4, 2031 the depot burned; in 2019 it had burned too.\n\n{MORE}"
    )
    assert (article.published, article.published_from, article.outlet) == (None, None, None)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (codecs.BOM_UTF8 + TEXT.encode(), TEXT),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), TEXT),
        (TEXT.replace("\n", "\r\n").encode(), TEXT.replace("\n", "\r\n")),
        (
            (TEXT + "“Asleep,” she said — and café owners agreed.").encode("cp1252"),
            TEXT + "“Asleep,” she said — and café owners agreed.",
        ),
    ],
    ids=["utf-8-mark", "utf-16-mark", "windows-newlines", "cp1252"],
)
def test_decoded_text_is_the_file(tmp_path: Path, raw: bytes, text: str) -> None:
    assert only(tmp_path, "a.txt", raw).text == text


UNREADABLE = {
    "empty": ("a.txt", b"", "empty"),
    "blank": ("a.txt", b" \n\t\n", "white space"),
    "binary": ("a.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" * 9, "not text"),
    "cut-utf-16": ("a.txt", codecs.BOM_UTF16_LE + b"a", "not text"),
    "broken-json": ("a.json", b'{"text": "Rockets', "broken JSON"),
    "json-number": ("a.json", b"7", "not an object"),
    "json-empty-list": ("a.json", b"[]", "no record"),
    "json-without-text": ("a.json", b'{"title": "Rockets"}', "no text"),
    "jsonl-all-broken": ("a.jsonl", b"{\n{\n", "broken JSON"),
    "csv-without-text": ("a.csv", b"id,title\n1,Rockets\n", "no column"),
    "csv-only-header": ("a.csv", b"id,text\n", "no text"),
    "csv-open-quote": ("a.csv", b'id,text\n1,"Rockets\n', "broken CSV"),
    "html-without-article": ("a.html", b"<html><body><nav><a href='/'>Home</a></nav></body></html>", "no article"),
}


@pytest.mark.parametrize(("name", "raw", "reason"), UNREADABLE.values(), ids=UNREADABLE.keys())
def test_unreadable_file_says_why_and_what_to_do(tmp_path: Path, name: str, raw: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile) as raised:
        read(tmp_path, name, raw)
    assert raised.value.path == name
    assert reason in raised.value.reason
    assert raised.value.remedy.endswith(".")


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="could not be opened"):
        read_file(tmp_path / "gone.txt", corpus=tmp_path)


def test_json_object(tmp_path: Path) -> None:
    record = {
        "body": BODY,
        "headline": "Rockets",
        "published_at": "2031-03-05T08:00:00+02:00",
        "publisher": {"name": "Post"},
    }
    article = only(
        tmp_path, "a.json", json.dumps({**record, "authors": ["Ana Bell", {"name": "Li Wei"}], "language": "en-GB"})
    )
    assert (article.article_id, article.text, article.title) == ("a", BODY, "Rockets")
    assert (article.published, article.published_from) == (datetime(2031, 3, 5, 8), "record")
    assert (article.outlet, article.authors, article.language) == ("Post", ("Ana Bell", "Li Wei"), "en")


def test_ids_of_records(tmp_path: Path) -> None:
    records = [{"id": 7, "text": BODY}, {"text": MORE}]
    assert [a.article_id for a in read(tmp_path, "a.json", json.dumps(records)).articles] == ["a-7", "a-2"]


def test_one_bad_line_loses_no_other(tmp_path: Path) -> None:
    lines = [
        json.dumps({"id": "x", "text": BODY}),
        "{",
        "",
        json.dumps({"id": "y"}),
        json.dumps({"id": "z", "text": MORE}),
    ]
    reading = read(tmp_path, "a.jsonl", "\n".join(lines))
    assert [a.article_id for a in reading.articles] == ["a-x", "a-z"]
    assert [p.where for p in reading.problems] == ["a.jsonl:2", "a.jsonl:4"]


def test_csv_rows(tmp_path: Path) -> None:
    rows = f'id,text,source,date,byline\n1,"{BODY}\n\n{MORE}",Post,2031-03-05,By Ana Bell and Li Wei\n2,,Post,,\n'
    reading = read(tmp_path, "a.csv", rows)
    (article,) = reading.articles
    assert article.text == f"{BODY}\n\n{MORE}"
    assert (article.article_id, article.outlet, article.authors) == ("a-1", "Post", ("Ana Bell", "Li Wei"))
    assert [(p.where, p.reason) for p in reading.problems] == [("a.csv:5", "The record has no text.")]


def test_metadata_fills_gaps_of_records(tmp_path: Path) -> None:
    row = Record(line=2, outlet="Export", title="All records")
    lines = json.dumps({"text": BODY, "outlet": "Post"}) + "\n" + json.dumps({"text": MORE})
    articles = read(tmp_path, "a.jsonl", lines, Metadata({"a.jsonl": row})).articles
    assert [(a.outlet, a.title) for a in articles] == [("Post", None), ("Export", None)]


MARKDOWN = f"""---
title: "Rockets hit fuel depot"
author: Ana Bell
date: 2031-03-05
outlet: Vale Post
---

# Rockets hit fuel depot

![Smoke over the depot](smoke.jpg)

{BODY[:60]}
{BODY[60:].lstrip()} See [our map](https://vale.example/map).

## A second strike

* * *

[Read the report](#)

> {MORE}
"""


def test_markdown(tmp_path: Path) -> None:
    article = only(tmp_path, "a.md", MARKDOWN)
    assert article.text == MARKDOWN
    assert (article.title, article.outlet, article.authors) == ("Rockets hit fuel depot", "Vale Post", ("Ana Bell",))
    assert (article.published, article.published_from) == (datetime(2031, 3, 5), "record")
    kinds = ["furniture", "headline", "caption", "body", "subhead", "furniture", "furniture", "body"]
    assert [p.kind for p in article.passages] == kinds
    sentences = [article.text[s.start : s.end] for s in article.sentences]
    assert sentences[:2] == ["Rockets hit fuel depot", "Smoke over the depot"]
    assert sentences[-2:] == ["A second strike", MORE]


def test_language(tmp_path: Path) -> None:
    german = "Der Gouverneur sagte, dass die Feuerwehr neun Stunden gebraucht habe, um den Brand im Lager zu löschen, "
    assert only(tmp_path, "a.txt", german * 2 + "und dass die Straße gesperrt bleibe.").language == "de"
    quoting = "„The gate was shut and they knew that“, sagte er. "
    assert only(tmp_path, "c.txt", german * 2 + quoting).language == "de"
    assert only(tmp_path, "b.txt", "Rockets fell on Harrow.").language is None


def test_english_that_names_towns_of_west_africa_is_english() -> None:
    said = "Gunmen killed two men in Jos on Monday, one in Kaduna on Tuesday and five in Sokoto on Sunday, police said."
    assert detect_language(said) == "en"
