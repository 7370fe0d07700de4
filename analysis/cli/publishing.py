"""Corpora → reports: every notebook on every corpus, then the page that links them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.errors import CorpusError
from analysis.formats.corpus import find_files
from analysis.frames.manifest import is_frames_folder, read_manifest
from analysis.frames.querying import n_articles
from analysis.frames.replacing import write_in_place
from analysis.frames.storage import Frames
from analysis.reporting.changes.page import changes_html
from analysis.reporting.changes.runs import changes_between
from analysis.reporting.pages.handouts import CODEBOOK, codebook_html
from analysis.reporting.pages.index import write_index
from analysis.reporting.pages.page import Sibling
from analysis.reporting.pages.render import menu, render_reports
from analysis.running.corpora import open_corpus

Tell = Callable[[str], None]
CHANGES = "changes.html"
_CHANGES_HERE = Sibling("What changed", CHANGES, current=True)


@dataclass(frozen=True, slots=True)
class Published:
    """What a run wrote, which notebooks failed and why, what could not be read, and how many articles there are."""

    written: tuple[Path, ...]
    failed: tuple[str, ...]
    problems: Sequence[Mapping[Hashable, Any]] = ()
    n_articles: int = 0


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
    values: dict[str, Any] = {**(parameters or {}), "corpus": str(corpus)}
    if articles is not None:
        values["articles"] = str(articles)
    frames = open_corpus(corpus, articles=articles or "")  # once here, so that the notebooks find it in the cache
    if frames.unmatched:
        tell(f"No text found for: {', '.join(frames.unmatched)}. Their evidence is shown as offsets.")
    problems, n = frames["problems"].to_dict("records"), n_articles(frames)
    workers = 1 if workers is None and frames.in_parts else workers  # a kernel holds 1.4 GB of 100,000 articles
    written: list[Path] = []
    failed: list[str] = []
    codebook = home.replace("index.html", CODEBOOK) or CODEBOOK
    written += write_changes(frames, since, out / CHANGES, home=home, siblings=menu(chosen, beside=[_CHANGES_HERE]))
    del frames  # of a large corpus a kernel needs the memory
    beside = [Sibling(_CHANGES_HERE.name, CHANGES)] if written else []
    for step in render_reports(chosen, out, values, workers=workers, home=home, codebook=codebook, beside=beside):
        if step.error is not None:
            failed.append(str(step.error))
        elif step.path is not None:
            tell(f"  {step.notebook.stem}: done")
            written.append(step.path)
    written += [] if home else [write_codebook(out)]
    return Published(tuple(sorted(written)), tuple(sorted(failed)), problems, n)


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


def write_codebook(out: Path, *, home: str = "") -> Path:
    """The codebook as a page in ``out``; returns its path. The reports link to it."""
    path = out / CODEBOOK
    write_in_place(path, codebook_html(home=home))
    return path


def write_changes(
    frames: Frames, since: Path | None, path: Path, *, home: str = "", siblings: Sequence[Sibling] = ()
) -> list[Path]:
    """The page at ``path`` that says what changed from the frames in ``since`` to ``frames``, where anything did.

    Where nothing did, or there is nothing to compare with, the page of an earlier run is removed: it would be stale.
    """
    changes = None if since is None else changes_between(open_corpus(since), frames)
    if changes is None or not changes.sections:
        path.unlink(missing_ok=True)
        return []
    html = changes_html(changes, frames, corpus=frames.manifest.corpus, home=home, siblings=siblings)
    write_in_place(path, html)
    return [path]


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
    folder = folder or _default_folder()
    found = sorted(p for p in folder.glob("*.ipynb") if not p.name.endswith(".failed.ipynb"))
    if only is not None:
        known = ", ".join(p.stem for p in found)
        found = [p for p in found if p.stem == only]
        if not found:
            raise CorpusError(f"{only}: no such notebook in {folder}. There are: {known or 'none'}.")
    if not found:
        raise CorpusError(f"{folder}: no notebooks here. Name their folder with --notebooks.")
    return found


def _default_folder() -> Path:
    here, project = Path("notebooks"), Path(__file__).resolve().parents[2] / "notebooks"
    return here if here.is_dir() else project
