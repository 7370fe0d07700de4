"""Where an attack's place lies: the towns of GeoNames by what the article says of them, or the corpus's own places."""

from __future__ import annotations

from pathlib import Path

import pytest
from attack_texts import article

from analysis.errors import LexiconError
from analysis.extraction.attacks.locating import Point, locate
from analysis.extraction.checked_lexicon import checked_lexicon
from analysis.extraction.parse import parse_article
from analysis.language.lexicon import load_lexicon
from analysis.language.towns import regions_named, towns_named

LEXICON = load_lexicon()
HERAT, NEAR_HERAT, HELMAND = (34.35, 62.2, 1), (34.35, 62.2, 2), (31.59, 64.37, 3)
ILLINOIS, MISSOURI = (39.8, -89.64, 1), (37.22, -93.3, 1)

TOLD = {
    "town": ("A bomb killed two people in Herat, Afghanistan, on Sunday.", HERAT),
    "near-a-town": ("A bomb killed two people near Herat, Afghanistan, on Sunday.", NEAR_HERAT),
    "region": ("A bomb killed two people in Helmand province, Afghanistan, on Sunday.", HELMAND),
    "town-in-a-region": ("Rockets killed nine in Lashkar Gah, Helmand province, Afghanistan.", (31.59, 64.37, 1)),
    "country": ("A bomb killed two people in Afghanistan on Sunday.", None),
    "state-behind-a-comma": ("Gunmen killed four people in Springfield, Illinois, on Monday.", ILLINOIS),
    "state-shortened": ("Gunmen killed four people in Springfield, Mo., on Monday.", MISSOURI),
    "state-elsewhere": ("Gunmen killed four people in Springfield on Monday. Police of Illinois came.", ILLINOIS),
    "one-of-many": ("Gunmen killed four people in Springfield on Monday, the U.S. police said.", None),
}


@pytest.mark.parametrize(("text", "point"), TOLD.values(), ids=TOLD.keys())
def test_where_an_article_tells(text: str, point: tuple[float, float, int] | None) -> None:
    attack = parse_article(article(text), LEXICON).attacks[0]
    found = (attack.latitude, attack.longitude, attack.geo_precision)
    assert found == (point or (None, None, None))


def test_a_place_is_looked_for_in_its_country_only() -> None:
    assert locate("Tripoli", "LY", LEXICON) != locate("Tripoli", "LB", LEXICON)
    assert locate("Herat", "FR", LEXICON) is None
    assert locate("Herat", None, LEXICON) is None
    assert locate(None, "AF", LEXICON) is None


def test_a_part_of_a_town_lies_near_it() -> None:
    assert locate("Tarn quarter, Herat", "AF", LEXICON) == Point(34.35, 62.2, 2)


def test_a_corpus_places_what_it_invents(tmp_path: Path) -> None:
    lexicon = checked_lexicon(own(tmp_path, 'kind = "city"\ncountry = "XA"\nlat = -38.5\nlon = 88'))
    assert locate("Harrowfen", "XA", lexicon) == Point(-38.5, 88.0, 1)


@pytest.mark.parametrize(
    "keys", ["lat = 91\nlon = 3", "lat = 1", 'lat = "1"\nlon = 2', "lat = true\nlon = 2", "lat = 1\nlon = nan"]
)
def test_degrees_that_are_none_are_told(keys: str, tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=r"lexicon.toml.* Harrowfen: lat \(-90 to 90\)"):
        checked_lexicon(own(tmp_path, keys))


def test_a_country_is_no_point(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="no country"):
        checked_lexicon(own(tmp_path, 'kind = "country"\ncountry = "XA"\nlat = 1\nlon = 2'))


def own(folder: Path, keys: str) -> Path:
    path = folder / "lexicon.toml"
    path.write_text(f'[[places]]\nname = "Harrowfen"\n{keys}\n', encoding="utf-8")
    return path


def test_every_name_of_the_tables_is_found() -> None:
    for table, named in (("towns.tsv", towns_named), ("regions.tsv", regions_named)):
        lines = (Path(__file__).parents[2] / "analysis" / "language" / table).read_text("utf-8").splitlines()[2:]
        names = [line.partition("\t")[0] for line in lines]
        assert all(named(name) for name in (*names[:99], *names[::97], *names[-99:]))
        assert not any(named(name) for name in ("", "A", "Zzz", "#", "# Made by", f"{names[0]}x"))
