"""What a notebook opens: a folder of articles or of frames, joined with its text, narrowed to outlets and days."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd

from analysis.comparison.outlets import outlet_key
from analysis.errors import CorpusError, FrameError, ParameterError, UnreadableFile, WriteError
from analysis.formats.elsewhere import BESIDE
from analysis.frames.layouts import LAYOUTS
from analysis.frames.manifest import is_frames_folder
from analysis.frames.querying import articles_of, columns_of, same_outlets_of
from analysis.frames.storage import Frames, read_frames
from analysis.running.cache import cache_folder, code_key, keep_only_newest

SELECTION = ("outlets", "since", "until", "language")  # parameters that keep a part of the articles


def open_corpus(
    corpus: str | Path,
    *,
    outlets: Sequence[str] = (),
    since: str = "",
    until: str = "",
    language: str = "",
    articles: str | Path = "",
) -> Frames:
    """The frames of ``corpus``: a folder of frames, or of articles, which are parsed (once; the result is cached).

    A relative folder is looked for here and in the folders above, so that a notebook runs from the project's root and
    from notebooks/. ``articles`` is a folder that holds the text of withheld articles (default: ``articles`` inside the
    corpus, where there is one). ``outlets``, ``since``, ``until`` (days, inclusive) and ``language`` keep a part of the
    articles; empty keeps all. With a day given, articles without a date are left out.
    """
    if isinstance(outlets, str):  # plain papermill hands over -p outlets NAME as text: letters are no outlets
        raise ParameterError(f"outlets: {outlets!r} is not a list. Write it as [{outlets!r}].")
    texts = {"corpus": corpus, "articles": articles, "language": language}
    for name, value in texts.items():
        if not isinstance(value, str | Path):  # plain papermill makes numbers of -p corpus 2031
            raise ParameterError(f"{name}: {value!r} is no text. With papermill write -r {name} {value}, not -p.")
    folder = find_folder(corpus)
    frames = _corrected(read_frames(folder), folder) if is_frames_folder(folder) else _parsed(folder)
    text = find_folder(articles) if articles else folder / "articles"
    if not frames.has_text and text.is_dir():
        frames = join_text(frames, text)
    return select(frames, outlets=outlets, since=since, until=until, language=language)


def find_folder(folder: str | Path) -> Path:
    """``folder`` below the working directory or the nearest of its parents that has it."""
    path = Path(folder).expanduser()
    for base in (Path.cwd(), *Path.cwd().parents):
        if (base / path).is_dir():
            return base / path
    raise CorpusError(f"{folder}: no such folder, neither here nor above. Give the path from the project's root.")


def _parsed(folder: Path) -> Frames:
    """The frames of a folder of articles, from the user's cache where nothing has changed since they were made."""
    kept = cache_folder("frames") / content_key(folder)
    if is_frames_folder(kept):
        keep_only_newest(kept)
        with contextlib.suppress(FrameError):  # a damaged cache is made anew
            return read_frames(kept)
    from analysis.running.pipeline import parse_corpus, parse_to  # load slowly: only where one must parse

    try:
        parse_to(kept, folder, keep=True)
    except WriteError:  # a cache that cannot be written costs time, not results
        return parse_corpus(folder, keep=True)
    keep_only_newest(kept)
    return read_frames(kept)


def _corrected(frames: Frames, folder: Path) -> Frames:
    """The frames with the corrections.csv that lies beside them, which parsing has not seen."""
    if not (folder / "corrections.csv").is_file():
        return frames
    from analysis.review.corrections import read_corrections  # with the readers and extractors, as above
    from analysis.review.regrouping import correct_frames

    return correct_frames(frames, read_corrections(folder))


def content_key(folder: Path) -> str:
    """Digest of what frames depend on: names and bytes of the corpus's files, this package's code and lexicons."""
    from analysis.formats.corpus import find_files

    digest = hashlib.sha256(code_key().encode())
    digest.update(folder.resolve().name.encode("utf-8", "surrogateescape"))
    for path in [*find_files(folder).articles, *(folder / name for name in BESIDE)]:
        if path.is_file():
            digest.update(path.relative_to(folder).as_posix().encode("utf-8", "surrogateescape"))
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:32]


def join_text(frames: Frames, folder: Path) -> Frames:
    """The frames with the text of the articles in ``folder``, matched by SHA-256, whatever their files are called.

    An article that is not there, or not with the same words, stays withheld and is named in ``Frames.unmatched``;
    ``Frames.read_otherwise`` names those whose very file is there, ``Frames.changed`` those whose file is another one.
    """
    from analysis.formats.corpus import find_files, read_metadata
    from analysis.reading.read import read_file

    texts, files, names = dict[str, str](), set[str | None](), set[str]()
    metadata = read_metadata(folder)
    for file in find_files(folder).articles:
        try:
            read = read_file(file, corpus=folder, metadata=metadata).articles
        except UnreadableFile:
            continue  # it shows as unmatched
        texts.update({a.sha256: a.text for a in read})
        files.update(a.file_sha256 for a in read)
        names.add(file.name)
    table = frames.articles
    joined = table.assign(text=table["text"].fillna(table["sha256"].map(texts).astype("string")))
    lost = joined[joined["text"].isna()]
    is_there = lost["file_sha256"].isin(files - {None})
    is_other = ~is_there & lost["file_sha256"].notna() & lost["path"].str.split("/").str[-1].isin(names)
    unmatched, otherwise, changed = (tuple(t["article_id"]) for t in (lost, lost[is_there], lost[is_other]))
    found = frames.replaced(articles=joined)
    return replace(found, unmatched=unmatched, read_otherwise=otherwise, changed=changed)


def select(
    frames: Frames, *, outlets: Sequence[str] = (), since: str = "", until: str = "", language: str = ""
) -> Frames:
    """The frames of a part of the articles; incidents are merged anew from the mentions that remain.

    Raises ParameterError for an outlet that there is none of, or what is no day.
    """
    if not (outlets or since or until or language):
        return frames
    keep = selected(frames, outlets=outlets, since=since, until=until, language=language)
    return frames if keep.all() else _narrowed(frames, set(keep.index[keep]))


def selected(
    frames: Frames, *, outlets: Sequence[str] = (), since: str = "", until: str = "", language: str = ""
) -> pd.Series[bool]:
    """Which articles ``select`` keeps, by article_id. Raises what it raises."""
    table = articles_of(frames)
    by_key = {outlet_key(name): name for name in sorted(table["outlet"].dropna().unique())}
    by_key |= {outlet_key(name): other for name, other in same_outlets_of(frames).items()}
    unknown = sorted(name for name in outlets if outlet_key(name) not in by_key)
    if unknown:
        known = ", ".join(sorted(set(by_key.values()))) or "none"
        raise ParameterError(f"outlets: no article is by {', '.join(unknown)}. There are: {known}.")
    keep = pd.Series(True, index=table.index)
    if outlets:
        keep &= table["outlet"].isin([by_key[outlet_key(name)] for name in outlets])
    if since:
        keep &= (table["published"] >= pd.Timestamp(_day("since", since))).fillna(False)
    if until:
        keep &= (table["published"] < pd.Timestamp(_day("until", until)) + pd.Timedelta(days=1)).fillna(False)
    if language:
        keep &= (table["language"] == language).fillna(False)
    return keep.astype(bool).set_axis(table["article_id"])


def _day(name: str, value: str) -> date:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise ParameterError(f"{name}: {value!r} is not a day. Write it as 2024-02-27.") from None


def _narrowed(frames: Frames, ids: set[str]) -> Frames:
    from analysis.review.regrouping import (
        remerged,  # loads the extractors' lexicons, which a whole corpus does not need
    )

    part = frames.of_articles(ids)  # of stored frames none is read but those that incidents are made of
    attacks = part["attacks"]
    articles = columns_of(part, "articles", list(LAYOUTS["articles"].columns), articles=set(attacks["article_id"]))
    return part.replaced(incidents=remerged(articles, attacks, of=frames))
