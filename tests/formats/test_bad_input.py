"""Broken, hostile and oversized files: each says what is wrong with it, and the others are read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from analysis.errors import LexiconError, UnreadableFile
from analysis.formats.pages.webpage import read_webpage
from analysis.reading.read import LONGEST_ARTICLE, read_file
from analysis.running.pipeline import parse_corpus

BODY = "Rockets struck the fuel depot in Harrow before dawn on Tuesday, killing two guards, the governor said."

GROWING = "".join(f"<!ENTITY e{i} '{10 * f'&e{i - 1};'}'>" for i in range(1, 12))
ENTITIES = f"<!DOCTYPE html [<!ENTITY e0 'ha'>{GROWING}]><html><body><p>{BODY} &e11;</p></body></html>"

UNREADABLE: list[tuple[str, str, bytes, str]] = [
    ("empty", "a.txt", b"", "is empty"),
    ("white-space", "a.txt", b" \n\t\xc2\xa0\n", "white space"),
    ("binary", "a.txt", bytes(range(256)) * 20, "not text"),
    ("control-characters", "a.txt", b"Rockets hit\x00 the depot", "not text"),
    ("utf-16-without-a-mark", "a.txt", BODY.encode("utf-16-le"), "not text"),
    ("a-line-of-fifty-megabytes", "a.txt", b"words " * 9_000_000, "longer than"),
    ("html-nested-to-any-depth", "a.html", b"<div>" * 100_000 + BODY.encode(), "not an HTML page"),
    ("html-without-article", "a.html", b"<html><body><p>Hi</p></body></html>", "holds no article"),
    ("json-nested-to-any-depth", "a.json", b"[" * 100_000 + b"]" * 100_000, "broken JSON"),
    ("json-cut-off", "a.json", b'{"text": "Rockets', "broken JSON"),
    ("json-of-numbers", "a.json", b"[1, 2]", "not an object"),
    ("json-null", "a.json", b"null", "not an object"),
    ("json-without-text", "a.json", b'{"body": 5}', "no text"),
    ("json-too-long", "a.json", b'{"text": "' + b"word " * (LONGEST_ARTICLE // 4) + b'"}', "longer than"),
    (
        "json-with-a-number-of-5,000-digits",
        "a.json",
        b'{"text": "Rockets fell.", "id": ' + b"9" * 5_000 + b"}",
        "digits",
    ),
    ("csv-with-a-zero-byte", "a.csv", b"text\nRockets\0\n", "not text"),
    ("csv-open-quote", "a.csv", b'text\n"Rockets', "broken CSV"),
    ("csv-of-ten-thousand-columns", "a.csv", ",".join(f"c{i}" for i in range(10_000)).encode() + b"\n1", "no column"),
]


@pytest.mark.parametrize(("name", "raw", "reason"), [case[1:] for case in UNREADABLE], ids=[c[0] for c in UNREADABLE])
def test_a_file_that_cannot_be_read_says_why_and_what_to_do(tmp_path: Path, name: str, raw: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(raw)
    with pytest.raises(UnreadableFile) as caught:
        read_file(tmp_path / name, corpus=tmp_path)
    assert caught.value.path == name
    assert reason in caught.value.reason
    assert caught.value.remedy.endswith(".")


def page(head: str, more: str) -> str:
    return f"<html><head>{head}</head><body><article><h1>Fire</h1><p>{BODY}</p><p>{more}</p></article></body></html>"


READABLE: list[tuple[str, str, bytes]] = [
    ("byte-order-mark", "a.txt", b"\xef\xbb\xbf" + BODY.encode()),
    ("utf-16-with-mark", "a.txt", BODY.encode("utf-16")),
    ("two-encodings-in-one-file", "a.txt", f"{BODY} Café.\n".encode() + "Café.".encode("latin-1")),
    ("bidirectional-override", "a.txt", f"{BODY} \u202edne\u202c".encode()),
    ("unclosed-markup", "a.html", f"<html><body><script>alert(1)</script><p>{BODY}<b><i></p><td>".encode()),
    (
        "half-a-character",
        "a.json",
        b'{"text": "' + BODY.encode() + b' \\ud83d", "title": "\\udc00", "author": ["\\ud800"]}',
    ),
    ("ten-thousand-columns", "a.csv", ("text," + ",".join(f"c{i}" for i in range(10_000)) + f'\n"{BODY}"').encode()),
    (
        "unknown-encoding-declared",
        "a.html",
        page('<meta charset="no-such-thing">', "Café owners agreed.").encode("cp1252"),
    ),
    ("wrong-encoding-declared", "a.html", page('<meta charset="utf-8">', "Café owners agreed.").encode("cp1252")),
    ("twenty-thousand-attributes", "a.html", page("", f"<i {' '.join(f'a{i}' for i in range(20_000))}>x</i>").encode()),
    (
        "a-mark-in-each-of-twenty-thousand-attributes",
        "a.html",
        page("", "<i {}>x</i>".format(" ".join(f'a{i}="x>y"' for i in range(20_000)))).encode(),
    ),
    ("impossible-day", "a.json", f'{{"text": "{BODY}", "date": "0001-01-01T00:00:00+14:00"}}'.encode()),
    ("day-that-is-no-day", "a.json", f'{{"text": "{BODY}", "date": [{{}}], "title": {{"name": {{}}}}}}'.encode()),
    ("ragged-rows", "a.csv", f'text,title\n"{BODY}",a,b,c\n"{BODY}"\n'.encode()),
    ("one-word", "a.txt", b"Rockets"),
]


@pytest.mark.parametrize(("name", "raw"), [case[1:] for case in READABLE], ids=[case[0] for case in READABLE])
def test_an_odd_file_is_read_and_every_frame_can_be_written(tmp_path: Path, name: str, raw: bytes) -> None:
    (tmp_path / name).write_bytes(raw)
    frames = parse_corpus(tmp_path, workers=1)
    assert len(frames.articles) >= 1
    frames.articles["text"].map(lambda text: text.encode("utf-8"))


def test_a_column_named_twice_is_told_and_the_article_read(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f'text,title,Title\n"{BODY}",One,Two\n')
    (tmp_path / "metadata.csv").write_text("file,outlet,outlet\na.csv,Post,Courier\n")
    frames = parse_corpus(tmp_path, workers=1)
    assert list(frames.articles["title"]) == ["Two"]
    assert not frames["problems"]["skipped"].any()
    assert sorted(frames["problems"]["path"] + " " + frames["problems"]["reason"]) == [
        "a.csv:1 The column 'title' stands there 2 times.",
        "metadata.csv:1 The column 'outlet' stands there 2 times.",
    ]


@pytest.mark.skipif(os.name == "nt", reason="no name has a line break there")
def test_a_line_break_in_a_file_name_breaks_no_message(tmp_path: Path) -> None:
    (tmp_path / "a\nb.txt").write_text(BODY)
    (tmp_path / "c\r\nd.txt").write_text(" ")
    frames = parse_corpus(tmp_path, workers=1)
    assert list(frames.articles["path"]) == ["a\ufffdb.txt"]
    assert list(frames["problems"]["path"]) == ["c\ufffd\ufffdd.txt"]


ATTRIBUTES = ["a{}", 'a{}="x>y"', "a{}='>'", 'a{}="<b>"', 'a{}= "/"', 'a{}="']


@pytest.mark.parametrize("attribute", ATTRIBUTES)
def test_a_tag_of_very_many_attributes_loses_them(monkeypatch: pytest.MonkeyPatch, attribute: str) -> None:
    """libxml2 holds each against all before it: none may reach it, whatever their values are."""
    given: list[str] = []
    monkeypatch.setattr("trafilatura.load_html", given.append)
    tag = " ".join(attribute.format(i) for i in range(20_000))
    with pytest.raises(UnreadableFile):  # as no page was parsed
        read_webpage(page("", f"<i {tag}>x</i>").encode(), "a.html")
    assert len(given[0]) < 1_000
    assert BODY in given[0]


def test_bad_files_lose_nothing_else(tmp_path: Path) -> None:
    for i, (_, name, raw, _) in enumerate(UNREADABLE):
        if len(raw) < 1_000_000:
            (tmp_path / f"{i}-{name}").write_bytes(raw)
    (tmp_path / "good.txt").write_text(BODY)
    frames = parse_corpus(tmp_path, workers=1)
    assert list(frames.articles["article_id"]) == ["good"]
    assert len(frames["problems"]) == sum(len(raw) < 1_000_000 for _, _, raw, _ in UNREADABLE)


def test_links_out_of_the_corpus_and_round_in_circles_are_not_followed(tmp_path: Path) -> None:
    corpus, outside = tmp_path / "corpus", tmp_path / "secret.txt"
    corpus.mkdir()
    outside.write_text(BODY)
    (corpus / "good.txt").write_text(BODY)
    (corpus / "link.txt").symlink_to(outside)
    (corpus / "dangling.txt").symlink_to(tmp_path / "nowhere.txt")
    (corpus / "loop").symlink_to(corpus)
    assert list(parse_corpus(corpus, workers=1).articles["article_id"]) == ["good"]


def test_a_page_gets_no_file_of_this_machine(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("open sesame")
    entity = f'<!DOCTYPE html [<!ENTITY x SYSTEM "{(tmp_path / "secret.txt").as_uri()}">]>'
    (tmp_path / "a.html").write_text(entity + page("", "&x; and more words that follow it."))
    (article,) = read_file(tmp_path / "a.html", corpus=tmp_path).articles
    assert "sesame" not in article.text


def test_a_file_of_more_records_than_memory_holds_is_told_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "all.csv"  # .jsonl is read line by line, whatever its size
    with path.open("wb") as file:
        file.truncate(300_000_000)  # takes no room on the disk
    with pytest.raises(UnreadableFile, match=r"300,000,000 bytes.*split -l 1000"):
        read_file(path, corpus=tmp_path)


def test_one_record_too_long_loses_no_other(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(f'{{"text": "{BODY}"}}\n{{"text": "{"word " * (LONGEST_ARTICLE // 4)}"}}\n')
    frames = parse_corpus(tmp_path, workers=1)
    assert list(frames.articles["article_id"]) == ["a-1"]
    assert frames["problems"]["path"].item() == "a.jsonl:2"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("قال متحدث باسم الشرطة إن صاروخا أصاب مستودعا للوقود في المدينة، وقتل حارسان. ", id="arabic"),
        pytest.param("דובר המשטרה אמר כי רקטה פגעה במחסן דלק בעיר והרגה שני שומרים. ", id="hebrew"),
        pytest.param("警方发言人表示，火箭弹击中了该市的一个燃料库，造成两名警卫死亡。", id="chinese"),
    ],
)
def test_other_scripts_are_read_and_nothing_is_made_of_them(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_text(text * 3, encoding="utf-8")
    frames = parse_corpus(tmp_path, workers=1)
    assert len(frames.articles) == 1
    assert frames.articles["language"].fillna("unknown").item() != "en"
    assert len(frames.attacks) == len(frames.statements) == 0


@pytest.mark.skipif(os.name == "nt", reason="pipes of POSIX")
def test_what_is_no_file_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "folder.txt").mkdir()
    os.mkfifo(tmp_path / "pipe.txt")  # to open it would wait for ever
    (tmp_path / "good.txt").write_text(BODY)
    assert list(parse_corpus(tmp_path, workers=1).articles["article_id"]) == ["good"]


BROKEN_LEXICONS = [
    pytest.param(b"[[places]\nname=", "not valid TOML", id="no-toml"),
    pytest.param('[[places]]\nname="Oss"'.encode("utf-16"), "not valid TOML", id="utf-16"),
    pytest.param(b"a = " + b"[" * 5_000 + b"]" * 5_000, "not valid TOML", id="nested-to-any-depth"),
    pytest.param(b'places = "Oss"', "expected a list", id="other-shape"),
    pytest.param(b'[[place]]\nname = "Oss"', r"no table \[place\]. Use places", id="misspelled-table"),
    pytest.param(b'[[places]]\nname = "---"', "without a letter", id="name-of-marks"),
    pytest.param(b'[[places]]\nname = "Oss"\naliases = [" "]', "Oss: a name without", id="blank-alias"),
    pytest.param(b'[[outlets]]\nname = "Oss"\nkind = "paper"\naliases = [".*"]', "Oss: ", id="outlet-of-marks"),
    pytest.param(b'[[actors]]\nname = "Oss"\nofficial = "yes"', "true or false", id="word-for-a-truth-value"),
    pytest.param(b"stopwords = [7]", "entry 1: expected a string, found int", id="number-among-words"),
    pytest.param(b'stances = ["threat"]', "entry 1: expected a table", id="word-among-tables"),
    pytest.param(b'[[stances]]\nstance = "threat"\ncontent = "woe"', "content: expected a list", id="no-brackets"),
    pytest.param(b'[[stances]]\nstance = "threat"\ncontent = []\npatterns = ["("]', "no pattern", id="no-pattern"),
]


@pytest.mark.parametrize(("raw", "message"), BROKEN_LEXICONS)
def test_a_broken_lexicon_is_named_before_anything_is_written(tmp_path: Path, raw: bytes, message: str) -> None:
    (tmp_path / "good.txt").write_text(BODY)
    (tmp_path / "lexicon.toml").write_bytes(raw)
    with pytest.raises(LexiconError, match=rf"lexicon\.toml.*{message}"):
        parse_corpus(tmp_path, workers=1)


@pytest.mark.skipif(os.name == "nt", reason="names of files are text there")
def test_a_file_name_that_is_not_text_is_read_all_the_same(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")).write_text(BODY)
    frames = parse_corpus(tmp_path, workers=1)
    assert list(frames.articles["path"]) == ["caf\ufffd.txt"]


ODD_METADATA = [
    ("../secret.txt,Post,2031-01-01", "leaves the corpus"),
    ("/etc/hosts,Post,2031-01-01", "leaves the corpus"),
    ("/,Post,2031-01-01", "leaves the corpus"),
    ("good.txt,Post,2031-02-30", "no ISO 8601 date"),
    ("good.txt,Post,9999-12-31", "cannot be the day of publication"),
    ("good.txt,Post,0001-01-01", "cannot be the day of publication"),
    ("nowhere.txt,Post,2031-01-01", "There is no file"),
    ("[x*.txt,Post,2031-01-01", "There is no file"),
    (",Post,2031-01-01", "names no file"),
    pytest.param(f"{'x' * 5_000},Post,2031-01-01", "There is no file", id="name-of-5,000-letters"),
    ("good.txt,Post,2031-01-01,c,d", "more values than columns"),
]


@pytest.mark.parametrize(("line", "reason"), ODD_METADATA)
def test_an_odd_line_of_metadata_is_told_and_loses_nothing(tmp_path: Path, line: str, reason: str) -> None:
    (tmp_path / "good.txt").write_text(BODY)
    (tmp_path / "metadata.csv").write_text(f"file,outlet,published\n{line}\n")
    frames = parse_corpus(tmp_path, workers=1)
    assert list(frames.articles["article_id"]) == ["good"]
    assert reason in frames["problems"]["reason"].item()


def test_names_that_differ_in_case_or_composition_only_are_two_articles(tmp_path: Path) -> None:
    for name in ("Cafe\u0301.txt", "Caf\u00e9.txt", "caf\u00e9.txt"):
        (tmp_path / name).write_text(f"{name} {BODY}")
    if len(list(tmp_path.iterdir())) < 3:
        pytest.skip("the file system takes them for one name")
    frames = parse_corpus(tmp_path, workers=1)
    assert frames.articles["article_id"].nunique() == 3


def test_the_same_text_twice_is_two_articles(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(BODY)
    frames = parse_corpus(tmp_path, workers=1)
    assert len(frames.articles) == 2
    assert frames.articles["sha256"].nunique() == 1
