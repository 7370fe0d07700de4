"""What a corpus's own lexicon may not say, and what is told of it."""

from pathlib import Path

import pytest

from analysis.errors import LexiconError
from analysis.extraction.checked_lexicon import checked_lexicon
from analysis.language.lexicon import load_lexicon
from analysis.language.patterns import compile_pattern, line_of, tagged_word

RULE = '[[event_exclusions]]\nname = "own"\nmust = ["A zebra attacked."]\n'
BROKEN = {
    "kind": ('[[actors]]\nname = "Harrow Front"\nkind = "wizard"\n', "unknown kind 'wizard'"),
    "list-in-a-pattern": (f'{RULE}before = "@zebras"\n', "there is no list 'zebras'"),
    "list": (f'{RULE}words = ["zebras"]\n', "there is no list 'zebras'"),
    "tag": (f'{RULE}before = "<zebra>"\n', "there is no tag 'zebra'"),
    "class-of-events": (f'{RULE}events = ["gallop"]\n', "there is no class of events 'gallop'"),
    "key": (f'{RULE}bfore = "a"\n', "no rule asks for 'bfore'"),
    "table": ('[zebras]\nwords = ["zebra"]\n', "there is no table [zebras]"),
    "weapon": ('[weapon_classes]\nhoof = ["hoof/hooves"]\n', "there is no weapon class 'hoof'"),
    "no-name": ('[[toll_exclusions]]\nbefore = "a"\n', "[[toll_exclusions]], entry 1: a rule needs a name"),
    "no-pattern": (f'{RULE}before = "(a"\n', "[[event_exclusions]], entry 1 (own)"),
}


@pytest.mark.parametrize(("text", "told"), BROKEN.values(), ids=BROKEN.keys())
def test_what_cannot_be_meant_is_told_with_its_file(text: str, told: str, tmp_path: Path) -> None:
    (tmp_path / "lexicon.toml").write_text(text, encoding="utf-8")
    with pytest.raises(LexiconError) as error:
        checked_lexicon(tmp_path / "lexicon.toml")
    assert str(error.value).startswith("lexicon.toml")
    assert told in str(error.value)


def test_what_can_be_meant_is_taken(tmp_path: Path) -> None:
    (tmp_path / "lexicon.toml").write_text(f'{RULE}before = "<weapon> ..2"\nwords = ["accidents"]\n', encoding="utf-8")
    lexicon = checked_lexicon(tmp_path / "lexicon.toml")
    assert lexicon["event_exclusions"][-1]["name"] == "own"


def test_without_a_file_it_is_the_packages_own() -> None:
    assert checked_lexicon(None) is load_lexicon()


@pytest.mark.parametrize("item", ["@things", "grain_silo"])
def test_an_expression_matches_as_one_word_and_as_several(item: str) -> None:
    pattern = compile_pattern(f"a {item} burned", {"things": ["grain silo"]})
    for words in (["a", "grain silo", "burned"], ["a", "grain", "silo", "burned"]):
        found = pattern.search(line_of([tagged_word(word, ()) for word in words]))
        assert found is not None
        assert found.last == len(words)
