"""Whether the text tells an attack as having happened: the fourth step of the attack cascade.

In: a trigger in its scene. Out: a ``Reading``: actual, hypothetical, planned or denied, or no event at all (generic,
habitual, a policy), each with the word that decided it. The rules stand in ``lexicons/attack_rules.toml``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from analysis.extraction.attacks.events.rules import Asked, first_rule
from analysis.extraction.attacks.events.scene import Scene
from analysis.extraction.attacks.events.triggers import Trigger
from analysis.extraction.records import Realis


@dataclass(frozen=True, slots=True)
class Reading:
    """``realis`` is None for what is no event on an occasion; ``cue`` is the deciding word, '' where nothing speaks
    against."""

    realis: Realis | None
    cue: str = ""


ACTUAL = Reading("actual")


def read_realis(scene: Scene, trigger: Trigger, *, told: bool) -> Reading:
    """How ``trigger`` is told. ``told`` says that the sentence gives a date in the past or a toll: then modal words of
    other clauses and habitual determiners weigh less."""
    tables = ["realis", "realis_noun" if trigger.voice == "noun" else "realis_verb"]
    if trigger.voice in ("noun", "participle"):
        tables.append("realis_governed")
    asked = Asked(scene, trigger, told=told)
    for table in tables:
        if rule := first_rule(table, asked):
            if rule.given["gives"] != "infinitive":
                break
            asked = Asked(scene, replace(trigger, at=asked.at_cue), told=told)
            rule = first_rule("realis_infinitive", asked)
            break
    else:
        return ACTUAL
    gives: Realis | None = rule.given["gives"] if rule and rule.given["gives"] != "none" else None
    return Reading(gives, rule.given.get("cue", asked.cue) if rule else "")
