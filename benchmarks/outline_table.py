"""The outlines of the map (analysis/reporting/charts/outlines.tsv), made of Natural Earth's 1:110m countries.

python benchmarks/outline_table.py

Natural Earth (naturalearthdata.com) is in the public domain; the npm package world-atlas holds it as TopoJSON, in which
a line that two countries share stands once. A line of the table: ``border`` between two countries or ``coast``, then
longitude and latitude of its first point and the steps to each further one, in twentieths of a degree. Borders are
Natural Earth's: those that are kept, whoever claims what.
"""

from __future__ import annotations

import json
import subprocess
import tarfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

TABLE = Path(__file__).parents[1] / "analysis" / "reporting" / "charts" / "outlines.tsv"
PACKAGE = "world-atlas@2.0.2"
PARTS = 20  # of a degree: 5 km, less than the outlines are off
TITLE = f"# Natural Earth 1:110m, public domain, by way of {PACKAGE}. Made by benchmarks/outline_table.py."


def arcs_of(shape: Any) -> Iterator[int]:
    """The numbers of the lines that a geometry is made of, in whatever depth."""
    if isinstance(shape, int):
        yield shape if shape >= 0 else ~shape  # run backwards
    else:
        for part in shape:
            yield from arcs_of(part)


def line_of(kind: str, arc: Iterable[tuple[int, int]], scale: list[float], start: list[float]) -> str:
    """A line of the table, without steps that are none at this scale."""
    x = y = 0
    last, steps = (0, 0), []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        here = (round(PARTS * (x * scale[0] + start[0])), round(PARTS * (y * scale[1] + start[1])))
        if not steps or here != last:
            steps.append(f"{here[0] - last[0]} {here[1] - last[1]}")
        last = here
    return "\t".join([kind, *steps])


def main() -> None:
    """Write the table."""
    with TemporaryDirectory() as folder:
        subprocess.run(["npm", "pack", PACKAGE], cwd=folder, check=True, capture_output=True)
        with tarfile.open(next(Path(folder).glob("*.tgz"))) as archive:
            archive.extractall(folder, filter="data")
        world = json.loads(Path(folder, "package", "countries-110m.json").read_text("utf-8"))
    used = Counter(arc for country in world["objects"]["countries"]["geometries"] for arc in arcs_of(country["arcs"]))
    scale, start = world["transform"]["scale"], world["transform"]["translate"]
    lines = [line_of("border" if used[i] > 1 else "coast", a, scale, start) for i, a in enumerate(world["arcs"])]
    TABLE.write_text("\n".join([TITLE, *lines, ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
