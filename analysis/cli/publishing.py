"""Corpora → reports: every notebook on every corpus, then the page that links them; lessons → what a class is given."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from analysis.cli.terminal import NOTHING
from analysis.errors import CorpusError, ParameterError
from analysis.formats.corpus import find_files
from analysis.frames.manifest import is_frames_folder, read_manifest
from analysis.frames.querying import n_articles
from analysis.frames.replacing import write_in_place
from analysis.frames.storage import Frames
from analysis.reporting.changes.page import changes_html
from analysis.reporting.changes.runs import changes_between
from analysis.reporting.pages.handouts import CODEBOOK, codebook_html, sheet_html
from analysis.reporting.pages.index import write_index
from analysis.reporting.pages.page import Sibling
from analysis.reporting.pages.parameters import parameters_for, read_notebook
from analysis.reporting.pages.render import (
    Edition,
    Rendered,
    make_edition,
    menu,
    render,
    render_reports,
    report_name,
    run_all,
    without_outputs,
)
from analysis.review.coding_sheets import draw_sheet, write_sheet
from analysis.running.corpora import SELECTION, open_corpus, selected

Tell = Callable[[str], None]
CHANGES = "changes.html"
_CHANGES_HERE = Sibling("What changed", CHANGES, current=True)
# Where each edition's pages lie below the folder of lessons, and the way from there to the front page.
PLACES: dict[Edition, tuple[str, str]] = {"student": ("", "../index.html"), "teacher": ("teacher", "../../index.html")}
# The sheet of the lesson on counting: so many sentences, drawn with this seed.
SENTENCES, SEED = 20, 7


@dataclass(frozen=True, slots=True)
class Published:
    """What a run wrote, what failed and why, and what could not be read."""

    written: tuple[Path, ...]
    failed: tuple[str, ...]
    problems: Sequence[Mapping[Hashable, Any]] = ()


def publish_corpus(
    corpus: Path,
    out: Path,
    *,
    notebooks: Path | None = None,
    only: str | None = None,
    parameters: Mapping[str, Any] | None = None,
    articles: Path | None = None,
    since: Path | None = None,
    workers: int | None = None,
    home: str = "",
    tell: Tell = print,
) -> Published:
    """Render the notebooks for one corpus into ``out``; a notebook that fails leaves its previous report in place.

    ``since`` is a folder with the frames of an earlier run: what changed since then becomes a page of its own.

    ``only`` is a notebook's name or path; ``parameters`` override its defaults; ``home`` is the address of the front
    page as seen from the reports, if there is one. Raises ParameterError for parameters that no notebook to be rendered
    knows, CorpusError where there is no such corpus or notebook.
    """
    chosen = find_notebooks(notebooks, only)
    text = {} if articles is None else {"articles": str(articles)}
    own = {"corpus": str(corpus), **text}
    for name in own.keys() & (parameters or {}).keys():
        raise ParameterError(f"{name}: the command itself names {own[name]}. Leave -p {name} out.")
    frames = open_corpus(corpus, **text)  # once here, so that the notebooks find it in the cache
    if frames.unmatched:
        tell(f"No text found for: {', '.join(frames.unmatched)}. Their evidence is shown as offsets.")
    if frames.changed:
        tell(f"The file is another than the one that was parsed (SHA-256): {', '.join(frames.changed)}.")
    if frames.read_otherwise:
        tell(
            f"The file is the one that was parsed, but read otherwise: {', '.join(frames.read_otherwise)}. Parse anew."
        )
    problems, n = frames["problems"].to_dict("records"), n_articles(frames)
    if not n:
        return Published((), (NOTHING.format(corpus),), problems)
    workers = 1 if workers is None and frames.stored else workers  # a kernel holds 1.4 GB of 100,000 articles
    values = {**(parameters or {}), **own}
    given = parameters_for(chosen, values).values()
    wanted = {name: value for of_one in given for name, value in of_one.items() if name in SELECTION}
    selected(frames, **wanted)  # what is wrong with it is said once, before any notebook runs
    changes = write_changes(frames, since, out / CHANGES, home=home, siblings=menu(chosen, beside=[_CHANGES_HERE]))
    del frames  # of a large corpus a kernel needs the memory
    beside = [Sibling(_CHANGES_HERE.name, CHANGES)] if changes else []
    links: dict[str, Any] = {"home": home, "codebook": home.replace("index.html", CODEBOOK) or CODEBOOK}
    written, failed = _collect(render_reports(chosen, out, values, workers=workers, beside=beside, **links), tell)
    codebook = [] if home else [write_codebook(out)]
    return Published(tuple(sorted([*changes, *written, *codebook])), tuple(sorted(failed)), problems)


def publish_all(
    data: Path, out: Path, *, since: Path | None = None, workers: int | None = None, tell: Tell = print
) -> Published:
    """Render all notebooks for every corpus below ``data`` into ``out/<corpus>/``, then ``out/index.html``.

    A notebook that fails does not stop the others: its previous report stands, and the index links it. ``since`` is a
    folder of frames of an earlier run, or one with such a folder for each corpus (``since/<corpus>``): what changed
    since then stands in the index. Raises CorpusError where it is neither.
    """
    corpora = [f for f in sorted(data.iterdir()) if f.is_dir() and is_corpus(f)] if data.is_dir() else []
    if not corpora:
        raise CorpusError(f"{data}: no corpus here. A corpus is a folder of articles, or of frames.")
    earlier = {corpus: _earlier(since, corpus.name) for corpus in corpora}
    if since is not None and not any(earlier.values()):
        raise CorpusError(f"{since}: no frames here, nor in a folder called like a corpus. `parse` makes them.")
    written: list[Path] = []
    failed: list[str] = []
    for corpus in corpora:
        tell(f"{corpus.name}:")
        home = "../index.html"
        result = publish_corpus(corpus, out / corpus.name, since=earlier[corpus], workers=workers, home=home, tell=tell)
        written += result.written
        failed += [f"{corpus.name}: {message}" for message in result.failed]
    return Published((*written, write_codebook(out, home="index.html"), write_index(out)), tuple(failed))


def publish_lessons(lessons: Path, out: Path, *, workers: int | None = None, tell: Tell = print) -> Published:
    """Each notebook in ``lessons``, run whole once, as ``out``/NAME.html and ``out``/notebooks/NAME.ipynb for students
    and ``out``/teacher/NAME.html with solutions and notes.

    A lesson that fails leaves what was there before, and its run beside it as NAME.failed.ipynb. Raises CorpusError
    where there are no lessons.
    """
    found = _notebooks_in(lessons)
    if not found:
        raise CorpusError(f"{lessons}: no lessons here. Name their folder.")

    def write(lesson: Path, executed: NotebookNode) -> tuple[Path, ...]:
        name, siblings, written = report_name(lesson), menu(found, lesson), []
        for edition, (folder, home) in PLACES.items():
            about: dict[str, Any] = {
                "siblings": siblings,
                "home": home,
                "codebook": home.replace("index.html", CODEBOOK),
            }
            written.append(out / folder / f"{lesson.stem}.html")
            write_in_place(written[-1], render(make_edition(executed, edition), name=name, **about))
        # The student's notebook has not run; its cells keep the tags, so that tools can find the exercises.
        notebook = without_outputs(make_edition(read_notebook(lesson), "student"))
        written.append(out / "notebooks" / lesson.name)
        write_in_place(written[-1], nbformat.writes(notebook) + "\n")  # type: ignore[no-untyped-call]
        return tuple(written)

    written, failed = _collect(run_all({lesson: {} for lesson in found}, out, write, workers=workers), tell)
    return Published(tuple(written), tuple(failed))


def publish_sheet(corpus: Path, out: Path) -> tuple[Path, ...]:
    """The coding sheet of the lesson on counting: coding-sheet.csv, and coding-sheet.html beside either edition."""
    frames = open_corpus(corpus)
    name = frames.manifest.corpus
    sheet = draw_sheet(frames, n=SENTENCES, seed=SEED)
    command = f"python -m analysis coding-sheet data/{name} --n {SENTENCES} --seed {SEED} --out sheet.csv"
    pages = [out / folder / "coding-sheet.html" for folder, _ in PLACES.values()]
    for page in pages:
        write_in_place(page, sheet_html(sheet, corpus=name, command=command))
    write_sheet(sheet, out / "coding-sheet.csv")
    return (*pages, out / "coding-sheet.csv")


def write_codebook(out: Path, *, home: str = "") -> Path:
    """The codebook as a page in ``out``; returns its path. The reports link to it."""
    path = out / CODEBOOK
    write_in_place(path, codebook_html(home=home))
    return path


def write_changes(frames: Frames, since: Path | None, path: Path, **links: Any) -> list[Path]:
    """The page at ``path`` that says what changed from the frames in ``since`` to ``frames``, where anything did.

    Where nothing did, or there is nothing to compare with, the page of an earlier run is removed: it would be stale.
    """
    changes = None if since is None else changes_between(open_corpus(since), frames)
    if changes is None or not changes.sections:
        path.unlink(missing_ok=True)
        return []
    write_in_place(path, changes_html(changes, frames, corpus=frames.manifest.corpus, **links))
    return [path]


def _collect(steps: Iterable[Rendered], tell: Tell) -> tuple[list[Path], list[str]]:
    """What was written and what failed, by the notebooks' names; each that is done is told at once."""
    done = []
    for step in steps:
        done.append(step)
        if step.error is None:
            tell(f"  {step.notebook.stem}: done")
    done.sort(key=lambda step: step.notebook.name)
    return [p for step in done for p in step.written], [str(step.error) for step in done if step.error is not None]


def _earlier(since: Path | None, corpus: str) -> Path | None:
    """The frames of an earlier run of ``corpus``: in a folder of its name, or in ``since`` itself."""
    if since is None:
        return None
    if is_frames_folder(since / corpus):
        return since / corpus
    return since if is_frames_folder(since) and read_manifest(since).corpus == corpus else None


def is_corpus(folder: Path) -> bool:
    """Whether ``folder`` holds frames or at least one file that may be an article."""
    return is_frames_folder(folder) or bool(find_files(folder).articles)


def find_notebooks(folder: Path | None = None, only: str | None = None) -> list[Path]:
    """The notebooks to render, by name: all in ``folder`` (default: notebooks/ here or in the project), or one."""
    if only is not None and only.endswith(".ipynb"):
        if not Path(only).is_file():
            raise CorpusError(f"{only}: no such notebook.")
        return [Path(only)]
    if folder is None:
        here, project = Path("notebooks"), Path(__file__).resolve().parents[2] / "notebooks"
        folder = here if here.is_dir() else project
    found = _notebooks_in(folder)
    if only is not None:
        known = ", ".join(p.stem for p in found)
        found = [p for p in found if p.stem == only]
        if not found:
            raise CorpusError(f"{only}: no such notebook in {folder}. There are: {known or 'none'}.")
    if not found:
        raise CorpusError(f"{folder}: no notebooks here. Name their folder with --notebooks.")
    return found


def _notebooks_in(folder: Path) -> list[Path]:
    return sorted(p for p in folder.glob("*.ipynb") if not p.name.endswith(".failed.ipynb"))
