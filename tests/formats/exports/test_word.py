"""Word files: what their reader sees, nothing that is deleted, hidden, or stands outside the text."""

from __future__ import annotations

from pathlib import Path

import pytest
from export_layouts import docx, rtf

from analysis.errors import UnreadableFile
from analysis.formats.exports.word import word_lines
from analysis.formats.source import Source
from analysis.reading.read import FileReading, read_file

BEGIN, END = "The blast near Harrow killed ", " people, the mayor said."


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


STYLES = (
    '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:style w:styleId="Hid"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:styleId="HidToo"><w:basedOn w:val="Hid"/></w:style><w:style w:styleId="Shown"/></w:styles>'
)
UNHIDDEN, HIDDEN_TOO, SHOWN = '<w:vanish w:val="0"/>', '<w:rStyle w:val="HidToo"/>', '<w:rStyle w:val="Shown"/>'
DOCX = {
    "changed": f"{run(BEGIN)}<w:del><w:r><w:delText>5</w:delText></w:r></w:del><w:ins>{run('6')}</w:ins>{run(END)}",
    "moved": f"{run(BEGIN)}<w:moveTo>{run('6')}</w:moveTo><w:moveFrom>{run('5')}</w:moveFrom>{run(END)}",
    "hidden": f"{run(BEGIN)}{run('5', '<w:vanish/>')}{run('6')}{run(END)}",
    "not-hidden": f"{run(BEGIN)}{run('6', UNHIDDEN)}{run(END)}",
    "hidden-by-style": f"{run(BEGIN)}{run('5', HIDDEN_TOO)}{run('6', SHOWN)}{run(END)}",
    "link": f"{run(BEGIN)}<w:hyperlink>{run('6')}</w:hyperlink>{run(END)}",
    "field": f"{run(BEGIN)}<w:r><w:instrText>PAGE 5</w:instrText></w:r>{run('6')}{run(END)}",
    "control": f"{run(BEGIN)}<w:sdt><w:sdtContent>{run('6')}</w:sdtContent></w:sdt>{run(END)}",
    "note": f'{run(BEGIN)}{run("6")}<w:r><w:footnoteReference w:id="5"/></w:r>{run(END)}',
    "comment": f'{run(BEGIN)}<w:commentRangeStart w:id="5"/>{run("6")}<w:commentRangeEnd w:id="5"/>{run(END)}',
    "joined": f"<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run(BEGIN)}</w:p><w:p>{run('6')}{run(END)}",
}
RTF = {
    "changed": r"{\deleted 5}{\revised 6}",
    "changed-in-line": r"\deleted 5\deleted0\revised 6\revised0 ",
    "hidden": r"{\v 5}6",
    "hidden-until-plain": r"\v 5\plain 6",
    "escaped": r"{\deleted\'35\u53?}6",
    "long-words": r"{\rtlch\fcs1 \insrsid12345678\charrsid12345678 6}",
    "note": r"6{\footnote\pard 5 of them soldiers.}",
    "comment": r"6{\*\annotation 5?}",
}


def read(tmp_path: Path, name: str, content: bytes) -> FileReading:
    (tmp_path / name).write_bytes(content)
    return read_file(tmp_path / name, corpus=tmp_path)


@pytest.mark.parametrize("inner", DOCX.values(), ids=DOCX)
def test_a_toll_of_docx_is_what_its_reader_sees(tmp_path: Path, inner: str) -> None:
    others = {"word/styles.xml": STYLES, "word/footer1.xml": "<a>Page 5</a>", "word/comments.xml": "<a>5</a>"}
    found = read(tmp_path, "a.docx", docx([""], runs=lambda _: inner, parts=others))
    assert [a.text for a in found.articles] == [f"{BEGIN}6{END}"]
    assert bool(found.problems) == any(tag in inner for tag in ("<w:del", "<w:ins>", "<w:move"))
    assert found.kind == "Word document"


@pytest.mark.parametrize("inner", RTF.values(), ids=RTF)
def test_a_toll_of_rtf_is_what_its_reader_sees(tmp_path: Path, inner: str) -> None:
    content = r"{\rtf1\ansi{\header Page 5\par}" + BEGIN + inner + END + r"\par{\footer 5\par}}"
    found = read(tmp_path, "a.rtf", content.encode())
    assert [" ".join(a.text.split()) for a in found.articles] == [" ".join(f"{BEGIN}6{END}".split())]
    assert bool(found.problems) == ("deleted" in inner)


def test_what_stands_in_for_plain_text_is_never_seen() -> None:
    said = "It was the mayor of Harrow who said so on Monday, and nobody else."
    text = rb"{\rtf1\ansi \'93" + said.encode() + rb"\'94 \u8212?\uc2\u8217 ??s the whole of the matter.\x010\x02\par}"
    text = text.replace(rb"\x010\x02", b"\x010\x02")
    assert word_lines(Source("a.rtf", text)).lines[0] == f"“{said}” —’s the whole of the matter.0"


def test_letters_of_rtf() -> None:
    lines = word_lines(Source("a.rtf", rtf(["Müller – “né” in Łódź {sic}"]))).lines
    assert lines[0] == "Müller – “né” in Łódź {sic}"


def test_addresses_of_links_are_no_text() -> None:
    link = rb'{\rtf1 See {\field{\*\fldinst{HYPERLINK "https://post.example/1"}}{\fldrslt the list}}.\par}'
    assert word_lines(Source("a.rtf", link)).lines[0] == "See the list."


def test_a_table_gives_a_line_for_each_cell() -> None:
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    table = f"</w:p><w:tbl><w:tr>{cell.format('Harrow')}{cell.format('6')}</w:tr></w:tbl><w:p>"
    assert [line for line in word_lines(Source("a.docx", docx([""], runs=lambda _: table))).lines if line] == [
        "Harrow",
        "6",
    ]


def test_one_article_in_a_word_file(tmp_path: Path) -> None:
    lines = ["Rockets hit depot", "By Ana Bell", f"HARROW, Vale — {BEGIN}6{END}", "A third was hurt, he said."]
    article = read(tmp_path, "a.docx", docx(lines)).articles[0]
    assert (article.title, article.authors, article.dateline) == ("Rockets hit depot", ("Ana Bell",), "HARROW, Vale")


BROKEN = {
    "before-2007": b"\xd0\xcf\x11\xe0" + bytes(99),
    "no-package": b"PK\x03\x04 and no more",
    "no-text": docx(["", " "]),
    "page": b"<html><body><p>A page.</p></body></html>",
    "entities": docx(
        ["x"], parts={"word/document.xml": '<!DOCTYPE d [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><d>&b;</d>'}
    ),
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN)
def test_what_is_no_word_file_is_told(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(UnreadableFile):
        read(tmp_path, "a.doc", content)


def test_an_entity_names_no_file(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret", encoding="utf-8")
    bait = f'<!DOCTYPE d [<!ENTITY x SYSTEM "file://{tmp_path}/secret">]>'
    body = "<w:p><w:r><w:t>The mill near Harrow burned. &x;</w:t></w:r></w:p>"
    word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    content = docx(["x"], parts={"word/document.xml": f"{bait}<w:document {word}>{body}</w:document>"})
    assert "secret" not in read(tmp_path, "a.docx", content).articles[0].text


def test_a_package_that_swells_is_refused(tmp_path: Path) -> None:
    content = docx(["x"], parts={"word/document.xml": " " * 201_000_000})
    assert len(content) < 1_000_000
    with pytest.raises(UnreadableFile, match="too large"):
        read(tmp_path, "a.docx", content)
