"""Do the rules do what their examples say, and the numbers mean what theirs say? Each example is read on its own.

A rule fires in a text where it decides (``watched_rules``), or where a row or a rejected event word bears its name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from analysis.extraction.attacks.attacks import explain_attacks
from analysis.extraction.parse import parse_article
from analysis.language.lexicon import Lexicon, load_lexicon
from analysis.language.reading import Reading, read_sentence
from analysis.language.rules import Rule, load_rules, rule_tables, watched_rules
from analysis.reading.article import Article, Passage
from analysis.reading.sentences import split_sentences

PUBLISHED = datetime(2031, 3, 12)  # a Wednesday; what "on Monday" means in an example


def all_rules(lexicon: Lexicon) -> Sequence[Rule]:
    """The rules of all tables of a lexicon, in order."""
    return [rule for table in rule_tables(lexicon) for rule in load_rules(lexicon, table)]


def fired(text: str, lexicon: Lexicon) -> frozenset[str]:
    """The names of the rules that fire in a text, those of rules of tables as "table: name"."""
    passages = (Passage(0, len(text), "body"),)
    article = Article(
        "example", text, published=PUBLISHED, passages=passages, sentences=split_sentences(text, passages)
    )
    with watched_rules() as watched:
        rows = parse_article(article, lexicon)
        told = explain_attacks(
            Reading(article, lexicon), entities=rows.entities, dates=rows.dates, statements=rows.statements
        )
    named: set[str] = {row.rule for row in rows.attacks} | {rejection.rule for rejection in told.rejected}
    named |= {name for row in rows.statements for name in (row.rule, row.stance)}
    return frozenset(named | {f"{rule.table}: {rule.name}" for rule in watched})


def failed_examples(rule: Rule, lexicon: Lexicon) -> Iterator[str]:
    """What of a rule's examples does not come out, a line for each."""
    known = {rule.name, rule.says, f"{rule.table}: {rule.name}"}
    for texts, wanted in ((rule.must, True), (rule.must_not, False)):
        for text in texts:
            if known.isdisjoint(fired(text, lexicon)) is wanted:
                yield f"[[{rule.table}]] {rule.name}: {'does not fire' if wanted else 'fires'} in {text!r}"


def numbers_in(text: str, lexicon: Lexicon) -> dict[str, str]:
    """The words of each number of a text and its range as [number_examples] writes it: "12", "5-", "-47", "45-55"."""
    found = {}
    for q in read_sentence(text, lexicon).quantities_in(0, len(text)):
        ends = ["" if end is None else str(end) for end in (q.low, q.high)]
        found[text[q.start : q.end]] = ends[0] if q.low == q.high else "-".join(ends)
    return found


def failed_in_corpus(lexicon: Lexicon) -> list[str]:
    """A line for each example that a corpus's own lexicon adds and that does not come out."""
    ours = load_lexicon()
    known = {(rule.table, rule.name) for rule in all_rules(ours)}
    own = [rule for rule in all_rules(lexicon) if (rule.table, rule.name) not in known]
    wrong = [line for rule in own for line in failed_examples(rule, lexicon)]
    for text, wanted in lexicon["number_examples"].items():
        if text not in ours["number_examples"] and (found := numbers_in(text, lexicon)) != wanted:
            wrong.append(f"[number_examples]: {text!r} gives {found}, not {wanted}")
    return [f"lexicon.toml, {line}. Mend the entry, or its example." for line in wrong]
