"""Corpora → reports: every notebook on every corpus, then the page that links them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.corpora import open_corpus
from analysis.errors import CorpusError
from analysis.reading.corpus import find_files
from analysis.reporting.index import write_index
from analysis.reporting.render import render_reports
from analysis.storage import is_frames_folder

Tell = Callable[[str], None]


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
    workers: int | None = None,
    home: str = "",
    tell: Tell = print,
) -> Published:
    """Render the notebooks for one corpus into ``out``; a notebook that fails leaves its previous report in place.

    ``only`` is a notebook's name or path; ``parameters`` override its defaults; ``home`` is the address of the front
    page as seen from the reports, if there is one. Raises ParameterError for parameters that no notebook to be rendered
    knows, CorpusError where there is no such corpus or notebook.
    """
    chosen = find_notebooks(notebooks, only)
    values: dict[str, Any] = {**(parameters or {}), "corpus": str(corpus)}
    if articles is not None:
        values["articles"] = str(articles)
    frames = open_corpus(
        corpus, articles=articles or ""
    )  # parsed once here, so that the notebooks find it in the cache
    if frames.unmatched:
        tell(f"No text found for: {', '.join(frames.unmatched)}. Their evidence is shown as offsets.")
    written, failed = [], []
    for step in render_reports(chosen, out, values, workers=workers, home=home):
        if step.error is not None:
            failed.append(str(step.error))
        elif step.path is not None:
            tell(f"  {step.notebook.stem}: done")
            written.append(step.path)
    problems = frames["problems"].to_dict("records")
    return Published(tuple(sorted(written)), tuple(sorted(failed)), problems, len(frames["articles"]))


def publish_all(data: Path, out: Path, *, workers: int | None = None, tell: Tell = print) -> Published:
    """Render all notebooks for every corpus below ``data`` into ``out/<corpus>/``, then ``out/index.html``.

    A notebook that fails does not stop the others: its previous report stands, and the index links it.
    """
    corpora = [f for f in sorted(data.iterdir()) if f.is_dir() and is_corpus(f)] if data.is_dir() else []
    if not corpora:
        raise CorpusError(f"{data}: no corpus here. A corpus is a folder of articles, or of frames.")
    written: list[Path] = []
    failed: list[str] = []
    for corpus in corpora:
        tell(f"{corpus.name}:")
        result = publish_corpus(corpus, out / corpus.name, workers=workers, home="../index.html", tell=tell)
        written += result.written
        failed += [f"{corpus.name}: {message}" for message in result.failed]
    return Published((*written, write_index(out)), tuple(failed))


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
    here, project = Path("notebooks"), Path(__file__).resolve().parent.parent / "notebooks"
    return here if here.is_dir() else project
