"""Coverage-guided fuzzing of what people write beside the articles, and of frames that strangers hand on.

Run as `fuzz/parse.py` is. The first byte of an input chooses what its other bytes are: corrections.csv, a coding file,
metadata.csv, lexicon.toml, a manifest, or a frame as CSV or Parquet. Each is read and applied to the tiny corpus of the
tests: it is taken, or refused with an error that says so; anything else is a finding.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris
from driver import fuzz

PROJECT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(PROJECT), str(PROJECT / "tests")]
with atheris.instrument_imports(
    include=[
        "analysis.review",
        "analysis.reading",
        "analysis.frames.storage",
        "analysis.frames.dataframes",
        "analysis.frames.tables",
        "analysis.frames.references",
        "analysis.frames.spreadsheets",
    ],
    enable_loader_override=False,
):
    pass

from tiny_corpus import LEXICON, METADATA, write_corpus  # noqa: E402

from analysis.errors import DispatchesError  # noqa: E402
from analysis.extraction.parse import parse_article  # noqa: E402
from analysis.formats.corpus import read_metadata  # noqa: E402
from analysis.frames.dataframes import records  # noqa: E402
from analysis.frames.layouts import LAYOUTS  # noqa: E402
from analysis.frames.manifest import read_manifest  # noqa: E402
from analysis.frames.references import check_references  # noqa: E402
from analysis.frames.storage import read_frame, read_frames, write_frames  # noqa: E402
from analysis.language.lexicon import load_lexicon  # noqa: E402
from analysis.reading.read import read_file  # noqa: E402
from analysis.review.coding import program_codes, read_coding  # noqa: E402
from analysis.review.coding_sheets import draw_sheet  # noqa: E402
from analysis.review.correcting import correct_rows  # noqa: E402
from analysis.review.corrections import read_corrections  # noqa: E402
from analysis.review.regrouping import correct_incidents  # noqa: E402
from analysis.running.pipeline import parse_corpus  # noqa: E402

FOLDER = Path(tempfile.mkdtemp(prefix="fuzz-", dir="/dev/shm" if Path("/dev/shm").is_dir() else None))
CORPUS = write_corpus(FOLDER / "bay")
FRAMES = parse_corpus(CORPUS, workers=1)
ARTICLE = read_file(CORPUS / "wire.txt", corpus=CORPUS).articles[0]
NAMES = tuple(LAYOUTS)
ROWS = {name: records(FRAMES[name]) for name in LAYOUTS}


def _corrections(raw: bytes) -> None:
    (FOLDER / "corrections.csv").write_bytes(raw)
    corrections = read_corrections(FOLDER)
    corrected = correct_rows(ROWS, corrections)
    correct_incidents(ROWS["articles"], corrected.rows["attacks"], ROWS["incidents"], corrections, load_lexicon())


def _coding(raw: bytes) -> None:
    (FOLDER / "coding.csv").write_bytes(raw)
    program_codes(read_coding([FOLDER / "coding.csv"], FRAMES), FRAMES)


def _metadata(raw: bytes) -> None:
    (FOLDER / "metadata.csv").write_bytes(raw)
    metadata = read_metadata(FOLDER)
    read_file(CORPUS / "wire.txt", corpus=CORPUS, metadata=metadata)


def _lexicon(raw: bytes) -> None:
    """Half a second an input: everything is compiled anew."""
    (FOLDER / "lexicon.toml").write_bytes(raw)
    parse_article(ARTICLE, load_lexicon(FOLDER / "lexicon.toml"))
    sys.modules["analysis.language.lexicon"]._extended.cache_clear()


def _manifest(raw: bytes) -> None:
    (FOLDER / "manifest.json").write_bytes(raw)
    read_manifest(FOLDER)


def _frame(suffix: str, raw: bytes) -> None:
    name = NAMES[raw[0] % len(NAMES)] if raw else NAMES[0]
    place = FOLDER / "one"
    place.mkdir(exist_ok=True)
    for old in place.iterdir():
        old.unlink()
    (place / f"{name}.{suffix}").write_bytes(raw[1:])
    check_references({**FRAMES.tables, name: read_frame(place, name)})


KINDS = (
    _corrections, _coding, _metadata, _lexicon, _manifest,
    lambda raw: _frame("csv", raw), lambda raw: _frame("parquet", raw),
)  # fmt: skip


def try_input(data: bytes) -> None:
    """Read and apply one input; whatever is raised but an error of the package is a finding."""
    if data:
        try:
            KINDS[data[0] % len(KINDS)](data[1:])
        except DispatchesError as error:
            if not str(error).strip():
                raise AssertionError("nothing is said") from error


def write_seeds(folder: Path) -> None:
    """One file of each kind that is taken."""
    attack, statement = FRAMES.attacks["attack_id"].iloc[0], FRAMES.statements["statement_id"].iloc[0]
    lines = ["row,action,column,value,reason,by", f"{attack},set,killed,3-5,counted,KL", f"{statement},drop,,,none,KL"]
    lines += [f"{attack},set-incident,date,2031-05,the list,", f"{attack},split,,,another,KL", ""]
    seeds = [lines, [*draw_sheet(FRAMES, n=3).to_csv(index=False).split("\n")], [METADATA], [LEXICON]]
    for kind, text in enumerate(seeds):
        (folder / f"seed-{kind}").write_bytes(bytes([kind]) + "\n".join(text).encode())
    for kind, format in ((5, "csv"), (6, "parquet")):
        write_frames(FRAMES, FOLDER / "whole", format=format)  # type: ignore[arg-type]
        for i, name in enumerate(NAMES):
            raw = (FOLDER / "whole" / f"{name}.{format}").read_bytes()
            (folder / f"seed-{kind}-{name}").write_bytes(bytes([kind, i]) + raw[:6000])
    (folder / "seed-4").write_bytes(bytes([4]) + (FOLDER / "whole" / "manifest.json").read_bytes())
    assert len(read_frames(FOLDER / "whole")["articles"]) == len(FRAMES["articles"])


if __name__ == "__main__":
    fuzz(try_input, write_seeds)
