"""Every rule fires in the sentences that it must fire in, and in none that it must not."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.errors import LexiconError
from analysis.extraction.examples import all_rules, failed_examples, failed_in_corpus
from analysis.language.lexicon import load_lexicon
from analysis.language.rules import Rule

LEXICON = load_lexicon()
RULES = all_rules(LEXICON)


@pytest.mark.parametrize("rule", RULES, ids=[f"{rule.table}-{rule.name}" for rule in RULES])
def test_examples(rule: Rule) -> None:
    assert list(failed_examples(rule, LEXICON)) == []


@pytest.mark.parametrize("rule", RULES, ids=[f"{rule.table}-{rule.name}" for rule in RULES])
def test_every_rule_has_an_example(rule: Rule) -> None:
    assert rule.must


def test_a_corpus_proves_what_it_adds(tmp_path: Path) -> None:
    own = tmp_path / "lexicon.toml"
    own.write_text(
        '[number_phrases]\n"a clutch" = [4, 8]\n[number_examples]\n"A clutch of eggs" = { "A clutch" = "4-8" }\n'
    )
    assert failed_in_corpus(load_lexicon(own)) == []
    own.write_text('[number_examples]\n"A clutch of eggs" = { "A clutch" = "4-8" }\n')
    assert len(failed_in_corpus(load_lexicon(own))) == 1


def test_a_misspelt_table_of_rules_is_told_with_the_one_that_is_meant(tmp_path: Path) -> None:
    own = tmp_path / "lexicon.toml"
    own.write_text('[[event_exclusion]]\nname = "x"\nbefore = "toy"\nmust = ["A toy bomb fell."]\n')
    with pytest.raises(LexiconError, match=r"no table \[event_exclusion\]. Use event_exclusions"):
        load_lexicon(own)


def test_what_a_corpus_adds_in_vain_is_told_with_its_file_and_what_to_do(tmp_path: Path) -> None:
    own = tmp_path / "lexicon.toml"
    own.write_text('[[event_exclusions]]\nname = "toy"\nbefore = "paper"\nmust = ["A toy bomb fell on the port."]\n')
    (line,) = failed_in_corpus(load_lexicon(own))
    assert line.startswith("lexicon.toml, [[event_exclusions]] toy: does not fire")
    assert line.endswith("Mend the entry, or its example.")
