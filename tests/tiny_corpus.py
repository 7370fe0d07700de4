"""A tiny invented corpus that most tests share."""

from __future__ import annotations

from pathlib import Path

WIRE = """Rockets strike depot in Marrow Bay, killing two

Tamsin Oake - Lantern Wire

MARROW BAY (LW) — Rockets struck a fuel depot in Marrow Bay on Tuesday, killing two guards and wounding at least five
people, police said.

"We will find those who did this," said Colonel Idris Vane, a police spokesman.

The Cinder Brigade claimed responsibility for the attack. At least 12 attacks on depots have been reported since
January, officials said on condition of anonymity.

Any attack on the port could set off a wider war, the governor warned.
"""

PAPER = """Two guards killed at depot

By Orla Finch

Rockets struck a fuel depot in Marrow Bay on Tuesday, killing two guards and wounding at least five people, police said,
according to Lantern Wire.

The mayor of Marrow Bay, Pell Addison, said the town would not be intimidated.
"""

LEXICON = """
[[places]]
name = "Marrow Bay"
kind = "city"
country = "XA"

[[actors]]
name = "Cinder Brigade"
kind = "group"
side = "Cinder Brigade"
official = true

[[outlets]]
name = "Lantern Wire"
aliases = ["LW"]
kind = "agency"
"""

METADATA = """file,outlet,published,title,url,author
wire.txt,Lantern Wire,2031-05-07,"Rockets strike depot in Marrow Bay, killing two",https://lantern.example/1,Tamsin Oake
paper.txt,The Marrow Bee,2031-05-08,Two guards killed at depot,,Orla Finch
"""


def write_corpus(folder: Path) -> Path:
    """The tiny corpus: a wire story and a paper that borrows from it."""
    folder.mkdir(parents=True)
    texts = {"wire.txt": WIRE, "paper.txt": PAPER, "lexicon.toml": LEXICON, "metadata.csv": METADATA}
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder
