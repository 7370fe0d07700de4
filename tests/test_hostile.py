"""What articles, file names, metadata, lexicons, corrections say stays words, in HTML, SVG, CSV, notebook, terminal."""

from __future__ import annotations

import ast
import csv
import io
import json
import re
import shutil
from pathlib import Path
from urllib.parse import unquote

import lxml.html
import nbformat
import pandas as pd
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from in_process import without_kernels
from lxml import etree
from nbformat.v4 import new_code_cell, new_notebook, new_output

from analysis.cli.main import app
from analysis.cli.publishing import publish_all
from analysis.frames.storage import read_frames, write_frames
from analysis.guarding import guard, unguard
from analysis.reporting.pages.parameters import in_force
from analysis.reporting.pages.render import render
from analysis.reporting.show import figure
from analysis.running.pipeline import parse_corpus

SCRIPT = '<script>alert("x")</script>'
PAYLOADS = {
    "script": SCRIPT,
    "end-of-script": f"</script></style></title></textarea>{SCRIPT}",
    "handler": '<img src=x onerror=alert(1)>" onmouseover="alert(1)" x="',
    "svg": '<svg onload=alert(1)><a xlink:href="javascript:alert(1)">x</a></svg>',
    "template": "{{ 7 * 7 }}{% import os %}{{ resources.page.__class__ }}${7*7}<%= 7*7 %>",
    "markdown": "[click](javascript:alert(1)) ![x](https://evil.example/x.png) <javascript:alert(1)>",
    "formula": "=cmd|' /C calc'!A0",
    "at-formula": '@SUM(1+1)*HYPERLINK("https://evil.example")',
    "terminal": "\x1b[2J\x1b]0;owned\x07\x9b31m\r gone \u202e nedda \x1b]8;;https://evil.example\x1b\\ \x9d0;\u2067",
    "mathematics": "$\\frac$ and $x^",
    "braces": '"]}\' ; import os; os.system("id") #',
}
FIELDS = ["title", "outlet", "url", "author", "text"]


def write_hostile(folder: Path) -> Path:
    """A corpus whose every field is an attack: texts, file names, metadata, records, lexicon, corrections."""
    folder.mkdir(parents=True)
    rows = [["file", "outlet", "published", "title", "url", "author"]]
    for i, (name, payload) in enumerate(PAYLOADS.items()):
        line = payload.replace("\r", " ")
        text = (
            f"{line}\n\nMARROW BAY — Rockets struck a depot in {line} on Tuesday, killing two guards, police said.\n\n"
            f'"We will find those who did {line} this," said Colonel {line}, a police spokesman of {line}.\n\n'
            f"The {line} Brigade claimed responsibility for the attack in Marrow Bay, according to {line}.\n"
        )
        file = f"{i} {name} {re.sub('[^ -.0-[^-~]', '', payload)[:80]}.txt"
        (folder / file).write_text(text, encoding="utf-8")
        url, day = f"javascript:alert({i})//{line}", f"2031-05-{i + 1:02d}"
        rows.append([file, f"{payload} Post", day, f"{payload} strike", url, payload])
    with (folder / "metadata.csv").open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(rows)
    said = {payload: f"{payload}\n\nA depot burned, an officer of {payload} said." for payload in PAYLOADS.values()}
    records = [{**dict.fromkeys([*FIELDS, "id"], payload), "text": text} for payload, text in said.items()]
    (folder / "records.json").write_text(json.dumps(records), encoding="utf-8")
    (folder / f"{SCRIPT.replace('/', '')}.txt").write_bytes(b"")
    lexicon = [
        f'[[{table}]]\nname = {json.dumps(payload)}\nkind = "{kind}"\naliases = ["depot"]\n'
        for payload in (SCRIPT, PAYLOADS["formula"])
        for table, kind in (("places", "city"), ("outlets", "agency"))
    ]
    (folder / "lexicon.toml").write_text("\n".join(lexicon), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The hostile corpus, its frames as CSV in ``frames``, and its reports in ``out``."""
    room = tmp_path_factory.mktemp("hostile")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(room / "cache"))
        without_kernels(patch)
        corpus = write_hostile(room / "data" / "<b>bay {{ 7*7 }}")
        frames = parse_corpus(corpus, workers=1)
        attack, statement = frames.attacks["attack_id"].iloc[0], frames.statements["statement_id"].iloc[0]
        lines = [["row", "action", "column", "value", "reason", "by"]]
        lines += [[attack, "set", "perpetrator", SCRIPT, PAYLOADS["handler"], PAYLOADS["formula"]]]
        lines += [[statement, "set", "speaker", PAYLOADS["template"], PAYLOADS["terminal"], SCRIPT]]
        with (corpus / "corrections.csv").open("w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows(lines)
        frames = parse_corpus(corpus, workers=1)
        write_frames(frames, room / "frames", format="csv")
        result = publish_all(room / "data", room / "out", tell=lambda _: None)
    assert result.failed == ()
    return room


def pages(published: Path) -> list[Path]:
    return sorted((published / "out").rglob("*.html"))


UNSAFE_TAGS = {"iframe", "object", "embed", "base", "form", "link", "applet", "foreignobject", "audio", "video"}


def harms(html: str) -> list[str]:
    """What in a page could run or load something, however it got there."""
    found = []
    document = lxml.html.document_fromstring(html)
    for element in document.iter(etree.Element):
        tag = str(element.tag).rsplit("}", 1)[-1].lower()
        if tag in UNSAFE_TAGS or (tag == "img" and not element.get("src", "data:image/").startswith("data:image/")):
            found.append(tag)
        for name, value in element.attrib.items():
            bare = re.sub(r"[\s\x00-\x20]", "", value).lower()
            if name.lower().startswith("on") or name.lower() in ("srcdoc", "style", "formaction"):
                found.append(f"{tag} {name}")
            if name in ("href", "src", "xlink:href", "action", "cite") and not re.match(
                r"https?://|#|\.\.?/|[\w%-]+(/[^:]*)?\.html|data:text/csv|data:image/|\S*\.html$", bare
            ):
                found.append(f"{tag} {name}={value[:60]}")
    return found


def test_no_page_can_run_or_load_anything(published: Path) -> None:
    assert len(pages(published)) >= 5
    for path in pages(published):
        assert harms(path.read_text(encoding="utf-8")) == [], path.name


def test_each_page_has_its_own_two_scripts_only_and_a_policy_that_lets_in_nothing_else(published: Path) -> None:
    for path in pages(published):
        document = lxml.html.document_fromstring(path.read_text(encoding="utf-8"))
        assert [s.get("type", "") for s in document.iter("script")] == ["", "application/json"]
        (policy,) = document.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
        assert rules["default-src"] == "'none'"
        assert rules["base-uri"] == rules["form-action"] == "'none'"
        assert re.fullmatch(r"'sha256-[\w+/=]+'", rules["script-src"])
        assert rules["img-src"] == "data:"
        json.loads(document.get_element_by_id("report-facts").text)


def test_templates_and_markdown_in_words_stay_words(published: Path) -> None:
    every = "".join(path.read_text(encoding="utf-8") for path in pages(published))
    documents = [lxml.html.document_fromstring(path.read_text(encoding="utf-8")) for path in pages(published)]
    text = "".join(document.text_content() for document in documents)
    assert "{{ 7 * 7 }}" in text
    assert "49{%" not in every
    assert SCRIPT not in re.sub(r"<script type=.*?</script>", "", every, flags=re.DOTALL)
    assert "alert(" in text  # it is shown, as words


def test_no_cell_of_a_download_is_a_formula(published: Path) -> None:
    seen = 0
    for path in pages(published):
        for link in lxml.html.document_fromstring(path.read_text(encoding="utf-8")).xpath("//a[@download]/@href"):
            for row in csv.reader(io.StringIO(unquote(link.split(",", 1)[1]))):
                assert not [c for c in row if re.match(r"[=@\t\r]|[+-][^\d.]", c)], row
                seen += 1
    assert seen > 20


def test_no_cell_of_a_frame_is_a_formula_and_all_come_back_as_they_were(published: Path) -> None:
    for path in (published / "frames").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.reader(lines):
                assert not [c for c in row if re.match(r"[=@\t\r]|[+-][^\d.]", c)], path.name
    frames = parse_corpus(published / "data" / "<b>bay {{ 7*7 }}", workers=1)
    found = read_frames(published / "frames")
    for name in frames:
        pd.testing.assert_frame_equal(found[name], frames[name])


@pytest.mark.parametrize("command", ["parse", "check", "explain", "diff", "report", "coding-sheet", "agree"])
def test_no_command_prints_what_steers_a_terminal(tmp_path: Path, command: str) -> None:
    corpus = write_hostile(tmp_path / "bay")
    if command == "agree":
        name = next(p.stem for p in corpus.glob("*.txt") if " terminal " in p.name)
        with (tmp_path / "codes.csv").open("w", encoding="utf-8", newline="") as out:
            rows = [[PAYLOADS["terminal"], name, 0, 9, PAYLOADS["terminal"], "yes"], ["b", name, 0, 9, "x", "no"]]
            csv.writer(out).writerows([["coder", "article_id", "start", "end", "place", "is_attack"], *rows])
    arguments = {
        "parse": ["parse", corpus, "--out", tmp_path / "out", "--workers", "1"],
        "check": ["check", corpus],
        "explain": ["explain", next(p for p in corpus.iterdir() if " terminal " in p.name), "--corpus", corpus],
        "diff": ["diff", corpus, corpus],
        "agree": ["agree", corpus, tmp_path / "codes.csv", "--out", tmp_path / "agree.html"],
        "coding-sheet": ["coding-sheet", corpus, "--out", tmp_path / f"{SCRIPT.replace('/', '')}\x9b.csv"],
        "report": ["report", corpus, "--out", tmp_path / "out", "-p", f"minimum={PAYLOADS['terminal']}"],
    }[command]
    done = CliRunner().invoke(app, [str(a) for a in arguments])
    assert done.output
    assert "Traceback" not in done.output
    assert not [c for c in done.output if not c.isprintable() and c != "\n"]
    for page in tmp_path.glob("*.html"):
        assert harms(page.read_text(encoding="utf-8")) == []
    for sheet in tmp_path.glob("*script*.csv"):
        cells = [cell for row in csv.reader(io.StringIO(sheet.read_text(encoding="utf-8-sig"))) for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


hostile_text = st.one_of(
    st.sampled_from(list(PAYLOADS.values())),
    st.text(alphabet=st.sampled_from("\"'\\\n\r{}$#()N;ab \u2028\x00"), max_size=30),
)


@settings(max_examples=60, deadline=None)
@given(values=st.dictionaries(st.sampled_from(["corpus", "since"]), hostile_text))
def test_a_parameter_is_a_value_whatever_it_says(values: dict[str, str]) -> None:
    from papermill.parameterize import parameterize_notebook

    source = "corpus: str = 'data'  # folder\nsince: str = ''"
    notebook = new_notebook(cells=[new_code_cell(source, metadata={"tags": ["parameters"]})])
    notebook.metadata.update(papermill={}, kernelspec={"name": "python3", "language": "python"})
    for cell in notebook.cells:
        cell.metadata.setdefault("papermill", {})
    injected = parameterize_notebook(notebook, values).cells
    body = ast.parse("\n".join(c.source for c in injected)).body
    assert all(isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Constant) for node in body)
    named = {node.targets[0].id: node.value.value for node in body if isinstance(node, ast.Assign)}
    assert named == values
    shown = ast.parse(in_force(source, values)).body
    assert len(shown) == 2
    assert all(isinstance(node.value, ast.Constant) for node in shown)


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_outputs_and_prose_of_a_notebook_are_harmless(payload: str) -> None:
    cell = new_code_cell("1", outputs=[
        new_output("display_data", {"text/html": f"<div>{payload}<p>{payload}</p></div>"}),
        new_output("display_data", {"text/markdown": f"# {payload}\n\n{payload}"}),
        new_output("display_data", {"text/plain": payload}),
        new_output("display_data", {"image/svg+xml": f"<svg>{payload}</svg>", "text/plain": payload}),
        new_output("stream", name="stdout", text=payload),
    ])  # fmt: skip
    html = render(new_notebook(cells=[nbformat.v4.new_markdown_cell(f"# {payload}\n\n{payload}"), cell]), name=payload)
    assert harms(html) == []
    assert len(lxml.html.document_fromstring(html).xpath("//script")) == 2


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_words_in_a_chart_are_harmless(payload: str) -> None:
    import matplotlib.pyplot as plt

    from analysis.reporting.style import RC

    with plt.rc_context(dict(RC)):
        drawing, axes = plt.subplots()
        axes.bar([payload, "other"], [1, 2])
        axes.set_title(payload)
    html = figure(drawing, title=payload, caption=payload, alt=payload, n=2).html
    root = lxml.html.fragment_fromstring(html)
    assert not root.xpath(".//script")
    assert harms(f"<html><body>{html}</body></html>") == []
    etree.fromstring(re.search(r"<svg.*</svg>", html, re.DOTALL)[0])


@given(st.text(alphabet=st.sampled_from("'=+-@\t\rab ")))
def test_guarded_text_is_no_formula_and_comes_back(text: str) -> None:
    assert guard(text)[:1] not in ("=", "+", "-", "@", "\t", "\r")
    assert unguard(guard(text)) == text


BANNED_CALLS = {"eval", "exec", "compile", "__import__"}
# What one process of a run hands on to itself or to the next, in a file without a name or a folder of that run's own.
HANDED_ON = {"formats/many.py": {"pickle"}, "running/scratch.py": {"pickle"}}
BANNED_MODULES = {"pickle", "marshal", "shelve", "dill", "cloudpickle", "subprocess", "yaml", "pty"}


def test_the_package_runs_no_text_as_code(project: Path) -> None:
    for path in sorted((project / "analysis").rglob("*.py")):
        banned = BANNED_MODULES - HANDED_ON.get(path.relative_to(project / "analysis").as_posix(), set())
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            where = f"{path.name}:{getattr(node, 'lineno', 0)}"
            if isinstance(node, ast.Import | ast.ImportFrom):
                modules = [a.name for a in node.names] if isinstance(node, ast.Import) else [node.module or ""]
                assert not banned & {m.split(".")[0] for m in modules}, where
            if isinstance(node, ast.Call):
                called = node.func.id if isinstance(node.func, ast.Name) else ""
                attribute = node.func.attr if isinstance(node.func, ast.Attribute) else ""
                assert called not in BANNED_CALLS, where
                assert attribute not in ("system", "popen", "read_pickle", "to_pickle", "loads_pickle"), where
                assert not [k for k in node.keywords if k.arg in ("shell", "allow_pickle")], where


def test_the_hostile_corpus_is_read_whole(tmp_path: Path) -> None:
    frames = parse_corpus(write_hostile(tmp_path / "bay"), workers=1)
    assert len(frames.articles) == 2 * len(PAYLOADS)
    assert len(frames["problems"]) == 1
    shutil.rmtree(tmp_path / "bay")
