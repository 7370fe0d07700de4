"""Stance: by cue, by content, and which of the two decides."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.extraction.statements.stance import compiled_stances, find_stance
from analysis.language.lexicon import load_lexicon
from analysis.language.patterns import Pattern, compile_pattern, line_of, tagged_word
from analysis.language.reading import read_sentence

CASES = [
    pytest.param("that the bridge was open", "say", "assertion", (), id="assertion"),
    pytest.param("that the dam might fail", "warn", "warning", ("warn",), id="warning-by-cue"),
    pytest.param("that it had shelled the town", "deny", "denial", ("deny",), id="denial-by-cue"),
    pytest.param("the group had no part in the ambush", "say", "denial", ("no part in",), id="denial-by-content"),
    pytest.param("the army of burning the mill", "accuse", "accusation", ("accuse",), id="accusation-by-cue"),
    pytest.param("Varnia was behind the blast", "say", "accusation", ("was behind",), id="accusation-by-content"),
    pytest.param("a cowardly act", "call", "condemnation", ("cowardly",), id="condemnation-by-content"),
    pytest.param("the raid as a crime", "condemn", "condemnation", ("condemn",), id="condemnation-by-cue"),
    pytest.param("both sides to show restraint", "urge", "appeal for calm", ("restraint",), id="appeal"),
    pytest.param("to rebuild the school", "promise", "commitment", ("promise",), id="commitment"),
    pytest.param(
        "responsibility for the attack", "claim", "claim of responsibility", ("responsibility for",), id="claim"
    ),
    pytest.param(
        "a raid would meet a “crushing” answer",
        "warn",
        "threat of force",
        ("crushing",),
        id="force-beats-warning",
    ),
    pytest.param("to strike the harbour", "threaten", "threat of force", ("to strike",), id="threat-to-strike"),
    pytest.param("that it had no wish to strike anyone", "say", "assertion", (), id="to-strike-alone-is-no-threat"),
    pytest.param("to close the border", "threaten", "threat", ("threaten",), id="threat-without-force"),
    pytest.param("the raid", "claim responsibility", "claim of responsibility", ("claim responsibility",), id="cue"),
    pytest.param("responsibility", "deny responsibility", "denial", ("deny responsibility",), id="denied"),
    pytest.param("the attack", "claim", "claim of responsibility", ("the attack",), id="claimed-an-attack"),
    pytest.param("the attack was over", "claim", "assertion", (), id="a-claim-about-an-attack"),
    pytest.param(
        "its fighters had attacked the mill", "say", "claim of responsibility", ("its fighters had attacked",), id="own"
    ),
    pytest.param("the accusation", "reject", "denial", ("accusation",), id="rejected-accusation"),
    pytest.param("the figure nonsense", "call", "denial", ("nonsense",), id="called-nonsense"),
    pytest.param("We do not attack ferries", "say", "denial", ("We do not attack",), id="we-do-not"),
    pytest.param("it had no missiles", "say", "denial", ("had no missiles",), id="had-none"),
    pytest.param("us not to provoke anyone", "ask", "appeal for calm", ("not to provoke",), id="not-to-provoke"),
    pytest.param("a new raid would only feed the war", "say", "warning", ("would only",), id="would-only"),
    pytest.param("We will rebuild the mill", "say", "commitment", ("We will rebuild",), id="we-will"),
    pytest.param("Varnian jets had bombed it", "say", "accusation", ("Varnian jets had bombed",), id="their-jets"),
    pytest.param("the figure “a fairy tale”", "call", "denial", ("fairy tale",), id="called-a-fairy-tale"),
    pytest.param("No, that was last year", "reply", "denial", ("No, that",), id="no-comma"),
    pytest.param("one, no more", "say", "assertion", (), id="no-within-is-no-denial"),
    pytest.param("the raid murder", "call", "condemnation", ("murder",), id="called-murder"),
    pytest.param("that the murder was a year ago", "say", "assertion", (), id="a-murder-told-is-no-condemnation"),
    pytest.param("the rebels terrorists", "call", "accusation", ("terrorists",), id="called-terrorists"),
    pytest.param("the request had gone unanswered", "say", "accusation", ("had gone unanswered",), id="unanswered"),
    pytest.param("the rockets were fired from an orchard", "say", "assertion", (), id="fired-from-an-orchard"),
    pytest.param(
        "the rockets were fired from Varnia",
        "say",
        "accusation",
        ("rockets were fired from Varnia",),
        id="fired-from-a-country",
    ),
    pytest.param("Had it hit the mill, we would have burnt", "say", "assertion", (), id="had-it-hit-claims-nothing"),
    pytest.param(
        "three militants had been neutralised",
        "announce",
        "claim of responsibility",
        ("militants had been neutralised",),
        id="neutralised",
    ),
    pytest.param(
        "it would “respond with” fire if Varnian jets crossed the river",
        "say",
        "threat of force",
        ("would respond",),
        id="marks-inside-do-not-part-the-words",
    ),
    pytest.param(
        "they would meet an army", "warn", "threat of force", ("would meet an army",), id="would-meet-an-army"
    ),
    pytest.param(
        "If shells fell on the town, the talks would be over",
        "say",
        "warning",
        ("If shells fell on the town, the talks would be over",),
        id="condition-and-consequence",
    ),
    pytest.param("it was a step from war", "say", "warning", ("step from war",), id="a-step-from-war"),
    pytest.param(
        "Nobody here wants another war", "say", "appeal for calm", ("Nobody here wants another war",), id="nobody-wants"
    ),
    pytest.param("You will hear it from me", "say", "commitment", ("You will hear it from me",), id="you-will-hear"),
    pytest.param("it took revenge on nobody", "say", "assertion", (), id="revenge-told-is-no-threat"),
    pytest.param("We will respond at a time of our choosing", None, "threat of force", ("will respond",), id="no-cue"),
]


@pytest.mark.parametrize(("content", "lemma", "stance", "decided"), CASES)
def test_stance_and_the_words_that_decided(
    content: str, lemma: str | None, stance: str, decided: tuple[str, ...]
) -> None:
    assert find_stance(read_sentence(content, load_lexicon()), lemma) == (stance, decided)


IRONY = [
    pytest.param("Our missiles are all at home", "say", "denial", id="understatement"),
    pytest.param("Water has a source. So do rifles", "say", "threat", id="figure-of-speech"),
]


@pytest.mark.xfail(strict=True, reason="irony has no words of its own: a list of words cannot hear it")
@pytest.mark.parametrize(("content", "lemma", "stance"), IRONY)
def test_stance_behind_a_figure_of_speech(content: str, lemma: str, stance: str) -> None:
    assert find_stance(read_sentence(content, load_lexicon()), lemma)[0] == stance


def test_the_cue_as_written_is_the_word_that_decided() -> None:
    content = read_sentence("that the dam might fail", load_lexicon())
    assert find_stance(content, "warn", cue="warned") == ("warning", ("warned",))


LISTED = [phrase for rule in load_lexicon()["stances"] for phrase in rule["content"]]
WORDS = sorted({word.replace("*", "s") for phrase in LISTED for word in phrase.split()})


def whole_pattern(given: Mapping[str, Any]) -> Pattern | None:
    """All that a rule lists as one pattern, its phrases first and of them the longest."""
    phrases = sorted((phrase.replace("*", "~") for phrase in given["content"]), key=len, reverse=True)
    either = "|".join([*phrases, *given.get("patterns", ())])
    return compile_pattern(f"({either})", load_lexicon()["word_lists"]) if either else None


WHOLE = [(rule, whole_pattern(rule.given)) for rule in compiled_stances(load_lexicon()).rules]


@settings(max_examples=400, deadline=None)
@given(
    st.lists(st.sampled_from([*WORDS, *LISTED, "RIVER", "the\n", "mill,"]), max_size=8), st.sampled_from(["say", None])
)
def test_one_pass_over_all_phrases_finds_what_each_rule_finds(words: list[str], lemma: str | None) -> None:
    content, lexicon = " ".join(words).replace("*", ""), load_lexicon()
    sentence = read_sentence(content, lexicon)
    line = line_of([tagged_word(word, ["mark"] if not word[0].isalnum() else []) for word in sentence.low])
    found = []
    for rule, pattern in WHOLE:
        if pattern is not None and (lemma is None or lemma in rule.given.get("content_cues", [lemma])):
            match = pattern.search(line)
            if match is not None:
                first, last = match.groups.get("words", (match.first, match.last))
                words_of = content[sentence.spans[first][0] : sentence.spans[last - 1][1]]
                found.append((rule.given["stance"], (words_of,)))
    assert find_stance(sentence, lemma) == (found[0] if found else ("assertion", ()))
