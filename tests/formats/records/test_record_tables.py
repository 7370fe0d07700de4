"""Tables as spreadsheets and databases write them."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from record_stories import read_bytes

from analysis.errors import UnreadableFile
from analysis.formats.csv_rows import csv_lines, delimiter_of
from analysis.formats.records import tables

BODY = "Rockets struck the fuel depot in Harrow; before dawn on Tuesday, two guards died, the governor said."


def workbook(*rows: list[object], more: dict[str, list[object]] | None = None) -> bytes:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    for title, row in (more or {}).items():
        book.create_sheet(title).append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("first", "mark"),
    [
        ("title,text", ","),
        ("title;text", ";"),
        ("title\ttext", "\t"),
        ("text", ","),
        ('"a,b,c,d";title;text', ";"),
        ("title|text|date", "|"),
    ],
)
def test_mark_between_values(first: str, mark: str) -> None:
    assert delimiter_of(f"{first}\n1;2;3,4\t5,,,,", tables.n_known) == mark


@given(st.lists(st.lists(st.text(alphabet='a,;"\r\n\x0b\u2028\x85é', max_size=6), min_size=1, max_size=3), max_size=4))
def test_rows_are_those_that_were_written(rows: list[list[str]]) -> None:
    text = "".join(",".join('"{}"'.format(v.replace('"', '""')) for v in row) + "\r\n" for row in rows)
    assert [values for _, values in csv_lines(text)] == rows


def test_a_table_that_is_refused_says_why_and_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read_bytes(tmp_path, "a.csv", f"kop;datum;inhoud\nVuur;2031-03-05;{BODY}\n".encode("utf-16"))
    assert caught.value.reason == "The CSV file has no column with the articles' text (found: kop, datum, inhoud)."
    assert "fields.toml" in caught.value.remedy


def test_a_day_that_has_lost_its_format_is_a_day(tmp_path: Path) -> None:
    raw = workbook(["text", "date", "id"], [BODY, 47912, 47912], [BODY, datetime(2031, 3, 5, 6, 40), 2])
    reading = read_bytes(tmp_path, "a.xlsx", raw)
    assert [a.published for a in reading.articles] == [datetime(2031, 3, 5), datetime(2031, 3, 5, 6, 40)]
    assert [a.article_id for a in reading.articles] == ["a-47912", "a-2"]


def test_sheets_without_texts_are_named(tmp_path: Path) -> None:
    reading = read_bytes(tmp_path, "a.xlsx", workbook(["text"], [BODY], more={"Notes": ["What this is"], "Empty": []}))
    assert len(reading.articles) == 1
    assert [p.reason for p in reading.problems] == ["The sheet “Notes” has no column with the articles' text."]


def test_a_size_that_a_workbook_misstates_is_not_believed(tmp_path: Path) -> None:
    raw, out = workbook(["title", "text"], ["Fire", BODY]), BytesIO()
    with ZipFile(BytesIO(raw)) as whole, ZipFile(out, "w") as other:
        for part in whole.infolist():
            other.writestr(part, whole.read(part).replace(b'<dimension ref="A1:B2"', b'<dimension ref="A1"'))
    (article,) = read_bytes(tmp_path, "a.xlsx", out.getvalue()).articles
    assert (article.title, article.text) == ("Fire", BODY)


@pytest.mark.parametrize("raw", [b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"text\nRockets"], ids=["cut", "locked", "csv"])
def test_what_is_no_workbook_is_refused(tmp_path: Path, raw: bytes) -> None:
    with pytest.raises(UnreadableFile, match="cannot be opened"):
        read_bytes(tmp_path, "a.xlsx", raw)


def test_a_workbook_that_unpacks_to_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "HEAVIEST", 100_000)
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as parts:
        parts.writestr("xl/workbook.xml", b" " * 200_000)
    with pytest.raises(UnreadableFile, match="too many to be held"):
        read_bytes(tmp_path, "a.xlsx", out.getvalue())


def test_an_event_table_as_a_workbook_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="an event table of ACLED"):
        read_bytes(
            tmp_path,
            "a.xlsx",
            workbook(["EVENT_ID_CNTY", "EVENT_DATE", "SUB_EVENT_TYPE", "NOTES"], ["V1", 1, "x", BODY]),
        )


def rows(*bodies: str) -> str:
    found = (f"T{n},{body},2031-03-{n:02d},https://vale.example/{n}\n" for n, body in enumerate(bodies, 1))
    return "title,text,date,url\n" + "".join(found)


WHOLE = f'"{BODY}\n\nHe said ""no"", and left, and came."'


@pytest.mark.parametrize(
    ("broken", "lines"),
    [
        pytest.param(f'"{BODY}\n\nHe left, he said, and went', "lines 5 to 7 are", id="never-closed"),
        pytest.param(f'"{BODY} He said "no" and left."', "line 5 is", id="single-within"),
        pytest.param('"', "line 5 is", id="nothing-behind"),
    ],
)
def test_a_quotation_mark_that_does_not_close_loses_its_row_alone(tmp_path: Path, broken: str, lines: str) -> None:
    reading = read_bytes(tmp_path, "a.csv", rows(WHOLE, broken, WHOLE, WHOLE).encode())
    assert [a.title for a in reading.articles] == ["T1", "T3", "T4"]
    (problem,) = reading.problems
    assert problem.where == "a.csv:5"
    assert f"{lines} left out" in problem.reason


def test_rows_before_a_quotation_mark_that_does_not_close_are_read_where_no_row_can_be_told_behind_it(
    tmp_path: Path,
) -> None:
    reading = read_bytes(tmp_path, "a.csv", f'title,text\nT1,{WHOLE}\nT2,"{BODY}\nT3,{WHOLE}\n'.encode())
    assert [a.title for a in reading.articles] == ["T1"]
    assert [p.where for p in reading.problems] == ["a.csv:5"]


def test_a_text_that_looks_like_columns_begins_no_row(tmp_path: Path) -> None:
    broken = f'"{BODY}\nFirst, second, third, and fourth.\nOn 5 March 2031, they left, he said, for good'
    reading = read_bytes(tmp_path, "a.csv", rows(WHOLE, broken, WHOLE).encode())
    assert [a.title for a in reading.articles] == ["T1", "T3"]


@pytest.mark.parametrize("line", ['"a', '"', 'a"b,"', '"a,b,c,d'])
def test_a_table_of_broken_rows_takes_no_longer_than_its_length(tmp_path: Path, line: str) -> None:
    raw = rows(WHOLE, '"x') + f"{line}\n" * 100_000
    reading = read_bytes(tmp_path, "a.csv", raw.encode())  # hangs, if the rest is tried again and again
    assert reading.articles[0].title == "T1"


TITLE = "Coverage of Harrow, exported by somebody"


def test_a_title_above_the_names_of_columns_is_no_row(tmp_path: Path) -> None:
    names, row = ["Headline", "Publication", "Published", "Body"], ["Fire", "Vale Post", datetime(2031, 3, 5), BODY]
    book = read_bytes(tmp_path, "a.xlsx", workbook([TITLE], [], names, row)).articles
    lines = f'{TITLE}\n\n{";".join(names)}\nFire;Vale Post;2031-03-05;"{BODY}"\n'
    table = read_bytes(tmp_path, "b.csv", lines.encode()).articles
    for (article,) in (book, table):
        assert (article.title, article.outlet, article.text) == ("Fire", "Vale Post", BODY)
        assert article.published == datetime(2031, 3, 5)
    with pytest.raises(UnreadableFile, match=r"found: name, price"):
        read_bytes(tmp_path, "c.xlsx", workbook([TITLE], [], ["Name", "Price"], ["x", 3]))


def test_a_row_below_a_title_has_the_line_that_it_stands_in(tmp_path: Path) -> None:
    reading = read_bytes(tmp_path, "a.csv", f"{TITLE}\n\ntitle,text\nOne,{BODY!r}\nTwo,\n".encode())
    assert [p.where for p in reading.problems] == ["a.csv:5"]
