"""A folder of articles: which files count, and what metadata.csv says."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from analysis.errors import CorpusError
from analysis.formats.corpus import check_unique_ids, find_files, read_metadata


def write(folder: Path, *names: str, text: str = "Rockets fell.") -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def test_files_are_sorted_flat_and_nested_and_only_articles(tmp_path: Path) -> None:
    write(tmp_path, "b.txt", "a/z.HTML", "a/b/c.jsonl", "d.md", "e.csv", "f.json", "g.htm")
    write(
        tmp_path, "metadata.csv", "README.md", "corrections.csv", "gold/x.txt", "a/frames/y.txt", ".h.txt", ".git/i.txt"
    )
    write(tmp_path, "photo.jpg", "lexicon.toml")
    files = find_files(tmp_path)
    names = [p.relative_to(tmp_path).as_posix() for p in files.articles]
    assert names == ["a/b/c.jsonl", "a/z.HTML", "b.txt", "d.md", "e.csv", "f.json", "g.htm"]
    assert [p.path for p in files.others] == ["photo.jpg"]
    assert files.lexicon == tmp_path / "lexicon.toml"


def test_links_out_of_the_corpus_are_not_followed(tmp_path: Path) -> None:
    write(tmp_path, "outside/secret.txt", "corpus/a.txt")
    (tmp_path / "corpus/link.txt").symlink_to(tmp_path / "outside/secret.txt")
    (tmp_path / "corpus/folder").symlink_to(tmp_path / "outside")
    (tmp_path / "corpus/same.txt").symlink_to(tmp_path / "corpus/a.txt")
    (tmp_path / "corpus/lost.txt").symlink_to(tmp_path / "nowhere.txt")
    files = find_files(tmp_path / "corpus")
    assert [p.name for p in files.articles] == ["a.txt", "same.txt"]
    assert [p.where for p in files.others] == ["folder", "link.txt", "lost.txt"]
    assert all("link to nothing, or out of it" in p.reason for p in files.others)


def test_every_file_that_is_not_read_is_named_with_what_to_do(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "photo.jpg", "old.wps", "all.zip", "notes", "page.xyz", "Thumbs.db", "deep/film.MP4")
    problems = {p.path: p for p in find_files(tmp_path).others}
    assert sorted(problems) == ["all.zip", "deep/film.MP4", "notes", "old.wps", "page.xyz", "photo.jpg"]
    assert "a document of an old Word" in problems["old.wps"].reason
    assert problems["all.zip"].remedy == "Unpack it here, or fetch it again if it does not open."
    assert "not known" in problems["notes"].reason
    assert all(p.skipped and p.remedy for p in problems.values())


def test_what_browsers_save_beside_a_page_is_part_of_it(tmp_path: Path) -> None:
    write(tmp_path, "page.html", "page_files/ad.html", "page_files/photo.jpg", "page_files/deep/style.css")
    write(tmp_path, "Seite.htm", "Seite-Dateien/a.js", "alone_files/b.html", "page_march/2.txt")
    files = find_files(tmp_path)
    names = [p.relative_to(tmp_path).as_posix() for p in files.articles]
    assert names == ["Seite.htm", "alone_files/b.html", "page.html", "page_march/2.txt"]
    assert files.others == ()


@pytest.mark.parametrize("name", ["nowhere", "a.txt"])
def test_a_corpus_is_a_folder(tmp_path: Path, name: str) -> None:
    write(tmp_path, "a.txt")
    with pytest.raises(CorpusError, match="corpus folder"):
        find_files(tmp_path / name)


def test_metadata_rows(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "sub/b.txt")
    row = 'a.txt,Vale Post,2031-03-05,"Rockets, again",,Ana Bell; Li Wei'
    rows = f"file,outlet,published,title,url,author\n{row}\nb.txt,,,,,\n"
    write(tmp_path, "metadata.csv", text="\ufeff" + rows)
    metadata = read_metadata(tmp_path)
    row = metadata.row("a.txt")
    assert row is not None
    assert (row.outlet, row.published, row.title) == ("Vale Post", datetime(2031, 3, 5), "Rockets, again")
    assert (row.url, row.authors, row.line) == (None, ("Ana Bell", "Li Wei"), 2)
    assert metadata.row("sub/b.txt") is not None
    assert metadata.problems == ()


def test_no_metadata_is_no_problem(tmp_path: Path) -> None:
    assert read_metadata(tmp_path).problems == ()


ODD = {
    "unknown-column": ("file,colour\na.txt,red\n", 1, "colour"),
    "missing-file": ("file\na.txt\nnowhere.txt\n", 3, "nowhere.txt"),
    "no-file": ("file,outlet\n,Post\n", 2, "names no file"),
    "bad-date": ("file,published\na.txt,5 March\n", 2, "5 March"),
    "month-only": ("file,published\na.txt,2031-13\n", 2, "2031-13"),
    "twice": ("file\na.txt\na.txt\n", 3, "line 2"),
    "too-many-values": ("file,title\na.txt,Rockets, again\n", 2, "more values"),
    "after-a-field-of-two-lines": ('file,title\na.txt,"Rockets\nagain"\nnowhere.txt,\n', 4, "nowhere.txt"),
}


@pytest.mark.parametrize(("text", "line", "words"), ODD.values(), ids=ODD.keys())
def test_odd_metadata_is_reported_with_its_line(tmp_path: Path, text: str, line: int, words: str) -> None:
    write(tmp_path, "a.txt")
    write(tmp_path, "metadata.csv", text=text)
    (problem,) = read_metadata(tmp_path).problems
    assert (problem.path, problem.line) == ("metadata.csv", line)
    assert words in problem.reason
    assert str(problem).startswith(f"metadata.csv:{line}: ")


@pytest.mark.parametrize(
    "text", ["outlet\nPost\n", 'file\n"a.txt\n', " "], ids=["no-file-column", "open-quote", "blank"]
)
def test_broken_metadata_is_an_error(tmp_path: Path, text: str) -> None:
    write(tmp_path, "metadata.csv", text=text)
    with pytest.raises(CorpusError, match=r"metadata\.csv"):
        read_metadata(tmp_path)


def test_clash_of_ids_names_both_files() -> None:
    files = [("a", "one/a.txt"), ("b", "b.txt"), ("a", "two/a.md")]
    with pytest.raises(CorpusError, match=r"'a': one/a\.txt and two/a\.md"):
        check_unique_ids(files)
    check_unique_ids(files[:2])


def test_metadata_may_be_parted_by_semicolons(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    (tmp_path / "metadata.csv").write_text(
        "file;outlet;published\na.txt;Vale Post, late;2031-03-12\n", encoding="utf-8"
    )
    metadata = read_metadata(tmp_path)
    row = metadata.row("a.txt")
    assert row is not None
    assert (row.outlet, row.published, metadata.problems) == ("Vale Post, late", datetime(2031, 3, 12), ())


def test_the_lock_of_an_open_document_is_nobodys_file(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "~$report.docx")
    files = find_files(tmp_path)
    assert [p.name for p in files.articles] == ["a.txt"]
    assert files.others == ()


DAYS = {
    "12 March 2031": datetime(2031, 3, 12),
    "March 12, 2031": datetime(2031, 3, 12),
    "12.03.2031": datetime(2031, 3, 12),
    "2031-03-12 06:40": datetime(2031, 3, 12, 6, 40),
    "spring": None,
    "03/04/2031": None,
}


@pytest.mark.parametrize("stated", DAYS)
def test_days_of_metadata_as_people_write_them(tmp_path: Path, stated: str) -> None:
    write(tmp_path, "a.txt")
    write(tmp_path, "metadata.csv", text=f'file,published\na.txt,"{stated}"\n')
    metadata = read_metadata(tmp_path)
    assert metadata.rows["a.txt"].published == DAYS[stated]
    assert [p.where for p in metadata.problems] == ([] if DAYS[stated] else ["metadata.csv:2"])


def test_a_day_of_metadata_that_can_be_two_is_told_unless_others_explain_it(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "b.txt")
    write(tmp_path, "metadata.csv", text="file,published\na.txt,03/04/2031\n")
    (problem,) = read_metadata(tmp_path).problems
    assert problem.reason == "'03/04/2031' can be read as two days."
    write(tmp_path, "metadata.csv", text="file,published\na.txt,03/04/2031\nb.txt,25/04/2031\n")
    metadata = read_metadata(tmp_path)
    assert (metadata.rows["a.txt"].published, metadata.problems) == (datetime(2031, 4, 3), ())
