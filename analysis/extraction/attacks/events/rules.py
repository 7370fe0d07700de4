"""Rules over event words: what stands around one that tells of an attack, and around one that tells of something else.

A rule is an entry of ``lexicons/attack_rules.toml``, whose head says all that a rule may ask for. What it asks of
class, voice and number is sorted out once for all words of a kind; then what costs least is asked first: patterns last.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations
from typing import Any

from analysis.errors import LexiconError
from analysis.extraction.attacks.events.scene import ACTORS, Scene
from analysis.extraction.attacks.events.triggers import Trigger
from analysis.language.groups import Group, head, phrase_after, subject_of
from analysis.language.lexicon import Lexicon
from analysis.language.patterns import Found, Pattern, compile_pattern
from analysis.language.rules import Rule, load_rules
from analysis.language.tokens import words_of_name

# The tables whose rules are asked about event words.
TABLES = (
    *("attacks_in_words", "event_exclusions", "event_needs", "event_kinds", "bare_event_nouns", "attack_blows"),
    *("realis", "realis_noun", "realis_verb", "realis_governed", "realis_infinitive"),
)
# Words before the event word that a pattern may take up, where the rule says nothing else.
_REACH = 8
# Who or what makes of a group an armed side: words of the lexicons, and the names of actors and countries.
_ARMED, _ARMED_KINDS, _ARMED_SIDE = frozenset({"outlaw", "force"}), ACTORS | {"country"}, ("armed side",)
_FROM, _BETWEEN = frozenset({"from"}), frozenset({"between", "with", "among", "involving"})


@dataclass(slots=True)
class Asked:
    """An event word that rules are asked about, and the ``others`` of its sentence that may tell of attacks.

    ``told`` says whether a day or a toll is told, where that is not to be asked of the scene. ``cue`` is what decided
    the rule that held, '' where it has none; ``at_cue`` is its index, where a pattern found it.
    """

    scene: Scene
    trigger: Trigger
    others: Sequence[Trigger] = ()
    told: bool | None = None
    cue: str = ""
    at_cue: int = -1
    _groups: dict[str, Sequence[Group]] = field(default_factory=dict)
    _tags: dict[str, AbstractSet[str]] = field(default_factory=dict)
    _blows: bool | None = None

    def groups(self, name: str) -> Sequence[Group]:
        """The groups that a rule calls ``name``: none or one; of ``parties`` several."""
        if name not in self._groups:
            trigger, words = self.trigger, self.scene.words
            found: tuple[Group | None, ...]
            if name == "parties":
                found = (trigger.object, trigger.subject, trigger.agent)
            elif name == "speaker":
                found = (self._speaker(),)
            elif name == "side":
                found = (phrase_after(words, trigger.at, _BETWEEN, len(words)),)
            else:
                found = (getattr(trigger, name),)
            self._groups[name] = [group for group in found if group is not None]
        return self._groups[name]

    def tags(self, name: str) -> AbstractSet[str]:
        """What the lexicons know of the words of a group, and which kinds of names it holds (is:city), whether it
        names an armed side."""
        if name not in self._tags:
            scene, found = self.scene, self.groups(name)
            tags = set().union(*[w.tags for group in found for w in group.words(scene.words)])
            if scene.entities:
                kinds = {e.entity_kind for group in found for e in scene.entities_in(group)}
                tags.update([f"is:{kind}" for kind in kinds], _ARMED_SIDE if kinds & _ARMED_KINDS else ())
            if not tags.isdisjoint(_ARMED):
                tags.update(_ARMED_SIDE)
            self._tags[name] = tags
        return self._tags[name]

    @property
    def blows(self) -> bool:
        """Whether what stands around it speaks for blows."""
        if self._blows is None:
            self._blows = first_rule("attack_blows", self) is not None
        return self._blows

    def _speaker(self) -> Group | None:
        """Who attacks in words: of a noun also "attacks from the left"; before an adverb "the senator fiercely
        attacked", which small letters tell from a name."""
        trigger, words = self.trigger, self.scene.words
        if trigger.voice == "noun":
            return trigger.agent or phrase_after(words, trigger.at, _FROM, len(words))
        before = trigger.at - 1
        adverb = before > 0 and words[before].lower.endswith("ly") and self.scene.is_plain(before)
        return subject_of(words, before) if adverb and trigger.voice != "passive" else trigger.doer

    def keep(self, found: Found | None) -> bool:
        """Whether something was found; the word that a pattern calls ``cue`` is kept."""
        if found is not None and "cue" in found.groups:
            self.at_cue = found.groups["cue"][0]
            self.cue = self.scene.words[self.at_cue].lower
        return found is not None


Check = Callable[[Asked], bool]
# A rule, what a sentence must have before it is asked (``_anchors``), and what is asked
Compiled = tuple[Rule, frozenset[str], Sequence[Check]]


def first_rule(table: str, asked: Asked) -> Rule | None:
    """The first rule of a table that holds of an event word."""
    trigger, stands = asked.trigger, asked.scene.asked
    for rule, anchors, checks in _rules(asked.scene.lexicon, table, trigger.event, trigger.voice, trigger.plural):
        if anchors and anchors.isdisjoint(stands):
            continue
        asked.cue = ""
        for check in checks:
            if not check(asked):
                break
        else:
            rule.fires()
            return rule
    return None


@lru_cache(maxsize=4096)
def _rules(lexicon: Lexicon, table: str, event: str, voice: str, plural: bool) -> Sequence[Compiled]:
    """The rules of a table that event words of one kind may be asked, with what is still to be checked."""
    need = lexicon["event_classes"][event]["needs"]
    return [
        (rule, anchors, checks)
        for rule, anchors, checks in compile_rules(lexicon, table)
        if need == rule.given.get("need", need)
        and event in rule.given.get("events", (event,))
        and event not in rule.given.get("not_events", ())
        and voice in rule.given.get("voice", (voice,))
        and plural == rule.given.get("plural", plural)
    ]


@lru_cache(maxsize=32)
def compile_rules(lexicon: Lexicon, table: str) -> Sequence[Compiled]:
    """The rules of a table with what they ask. Raises LexiconError for one that asks for what there is not."""
    found = []
    for rule in load_rules(lexicon, table):
        try:
            found.append((rule, _anchors(rule, lexicon), tuple(_checks(rule, lexicon, rule.where))))
        except KeyError as error:
            message = f"{rule.where}: there is no list {error} in [word_lists]. Mend the name, or add the list."
            raise LexiconError(message) from error
    return found


def _anchors(rule: Rule, lexicon: Lexicon) -> frozenset[str]:
    """What of ``Scene.asked`` a sentence must have before a rule can hold; empty where it need have nothing."""
    forms = [form.partition(" ")[0] for name in rule.given.get("words", ())[:1] for form in lexicon["word_lists"][name]]
    return frozenset(forms or rule.given.get("tags", ()))


_SORTED_OUT = frozenset({"events", "not_events", "voice", "plural", "reach", "need", "tags", "gives", "cue"})
_FLAGS: Mapping[str, Check] = {
    "capitals": lambda asked: asked.scene.is_upper_case,
    "headline": lambda asked: asked.scene.is_headline,
    "caption": lambda asked: asked.scene.is_caption,
    "armed": lambda asked: asked.scene.is_armed,
    "armed_beside": lambda asked: _is_armed_beside(asked.scene, asked.trigger.at),
    "score": lambda asked: asked.scene.has_score,
    "names": lambda asked: bool(asked.scene.entities or asked.scene.dates) or "calendar" in asked.scene.tags,
    "told": lambda asked: asked.scene.is_told(asked.trigger.at) if asked.told is None else asked.told,
    "beside": lambda asked: bool(asked.others),
    "blows": lambda asked: asked.blows,
}
_GROUPS = frozenset({"object", "subject", "agent", "doer", "parties", "speaker", "side"})


def _checks(rule: Rule, lexicon: Lexicon, where: str) -> Sequence[Check]:
    """What is to be asked of an event word, what costs least first."""
    found: list[tuple[int, Check]] = []
    lists = lexicon["word_lists"]
    reach = rule.given.get("reach", _REACH)
    for key, value in (*rule.given.items(), ("before", rule.before), ("after", rule.after), ("near", rule.near)):
        if key in _FLAGS:
            found.append((1 if key == "blows" else 0, _flag(key, value)))
        elif key == "words":
            found += [(1, _words(lists[name], rule.given.get("reach"))) for name in value]
        elif key in ("previous", "next"):
            forms = frozenset(form for name in value for form in lists.get(name, [name]))
            found.append((0, _beside(forms, -1 if key == "previous" else 1)))
        elif key == "expressions":
            found.append((1, _expressions(lists[value])))
        elif key == "other":
            found.append((1, _other(value)))
        elif key in _GROUPS:
            found += [(2, _group(key, asks, of, lexicon, where)) for asks, of in value.items()]
        elif key.startswith("unless_") or key == "word":
            found.append((3, _around(key, compile_pattern(value, lists, where), reach)))
        elif value is not None and key in ("before", "after", "near"):
            found.append((3, _around(key, value, reach)))
        elif key not in _SORTED_OUT and value is not None:
            raise LexiconError(f"{where}: no rule asks for {key!r}. Mend the key, or remove it.")
    return [check for _, check in sorted(found, key=lambda item: item[0])]


def _is_armed_beside(scene: Scene, at: int) -> bool:
    """Whether arms, an outlaw, the dead or the hurt stand beside word ``at``; votes and budgets hurt and die, too."""
    if scene.tags.isdisjoint(_BLOWS):
        return False
    soft = scene.lexicon["word_lists"]["soft"]
    beside = [w for i, w in enumerate(scene.words) if i != at and not w.tags.isdisjoint(_BLOWS)]
    return any("weak" not in w.tags and w.lower not in soft for w in beside)


_BLOWS = frozenset({"toll:killed", "toll:wounded", "outlaw", "weapon"})


def _flag(key: str, wanted: bool) -> Check:
    asks = _FLAGS[key]
    return lambda asked: asks(asked) == wanted


def _words(forms: Sequence[str], reach: int | None) -> Check:
    """Whether a word of a list stands in the sentence, within ``reach`` words where that is given; an expression of
    several words anywhere."""
    single = frozenset(form for form in forms if " " not in form)
    several = [(form.partition(" ")[0], form) for form in forms if " " in form]
    firsts = frozenset(first for first, _ in several)

    def check(asked: Asked) -> bool:
        scene, at = asked.scene, asked.trigger.at
        asked.cue = ""
        if not single.isdisjoint(scene.listed):
            words = scene.words if reach is None else scene.words[max(0, at - reach) : at + reach + 1]
            asked.cue = min((w.lower for w in words if w.lower in single), default="")
        if not asked.cue and not firsts.isdisjoint(scene.listed):
            asked.cue = next((form for _, form in several if f" {form} " in scene.plain_text), "")
        return bool(asked.cue)

    return check


def _beside(forms: frozenset[str], step: int) -> Check:
    """Whether the word right before or right behind is one of some."""

    def check(asked: Asked) -> bool:
        words, at = asked.scene.words, asked.trigger.at + step
        asked.cue = words[at].lower if 0 <= at < len(words) and words[at].lower in forms else ""
        return bool(asked.cue)

    return check


def _expressions(forms: Sequence[str]) -> Check:
    """Whether an event word is a part of an expression."""
    cuts: dict[str, list[tuple[str, str, str]]] = {}
    for form in forms:
        parts = words_of_name(form)
        for i, j in combinations(range(len(parts) + 1), 2):
            around = f" {' '.join(parts[:i])}".rstrip(), f"{' '.join(parts[j:])} ".lstrip()
            cuts.setdefault(" ".join(parts[i:j]), []).append((*around, form))

    def check(asked: Asked) -> bool:
        words, at = asked.scene.words, asked.trigger.at
        found = cuts.get(words[at].lower)
        if not found:
            return False
        left = " " + " ".join([w.lower for w in words[max(0, at - 6) : at]])
        right = " ".join([w.lower for w in words[at + 1 : at + 7]]) + " "
        asked.cue = next((form for b, a, form in found if left.endswith(b) and right.startswith(a)), "")
        return bool(asked.cue)

    return check


def _other(asks: Mapping[str, Any]) -> Check:
    """Whether another event word tells of one of ``events``, of none of ``not_events``, at most ``before`` words ahead
    of it."""

    def check(asked: Asked) -> bool:
        return any(
            o.event in asks.get("events", (o.event,))
            and o.event not in asks.get("not_events", ())
            and ("before" not in asks or 0 < asked.trigger.at - o.at <= asks["before"])
            for o in asked.others
        )

    return check


def _group(name: str, asks: str, value: Any, lexicon: Lexicon, where: str) -> Check:
    """One question about a group: whether the sentence has it (``given``), what is in it (``has``, ``lacks``), what it
    is from end to end (``is``, ``is_not``), what it begins with, what follows it, whether its head is in a list."""
    if asks == "given":
        return lambda asked: bool(asked.groups(name)) is value
    if asks in ("any_of", "none_of"):
        tags = frozenset(value)
        return lambda asked: tags.isdisjoint(asked.tags(name)) == (asks == "none_of")
    if asks == "opens" and isinstance(value, list):
        forms = frozenset(value)
        return lambda asked: any(asked.scene.words[g.first].lower in forms for g in asked.groups(name))
    if asks == "head":
        heads = frozenset(lexicon["word_lists"][value])

        def has_head(asked: Asked) -> bool:
            forms = [head(asked.scene.words, group).lower for group in asked.groups(name)]
            asked.cue = next((f for form in forms for f in (form, form.removesuffix("s")) if f in heads), "")
            return bool(asked.cue)

        return has_head
    pattern = compile_pattern(value, lexicon["word_lists"], f"{where}, {name}.{asks}")
    wanted = asks not in ("lacks", "is_not")

    def check(asked: Asked) -> bool:
        for group in asked.groups(name):
            line = asked.scene.line
            if asks in ("has", "lacks"):
                found = pattern.search(line, group.first, group.last)
            elif asks in ("is", "is_not"):
                found = pattern.covers(line, group.first, group.last)
            else:
                found = pattern.starts_at(line, group.first if asks == "opens" else group.last)
            if asked.keep(found):
                return wanted
        return not wanted

    return check


def _around(key: str, pattern: Pattern, reach: int) -> Check:
    """Whether a pattern holds of what stands around an event word, or does not."""

    def check(asked: Asked) -> bool:
        line, at = asked.scene.line, asked.trigger.at
        if key == "word":
            return pattern.starts_at(line, at) is not None
        if key.endswith("before"):
            found = pattern.ends_at(line, at, reach)
        elif key.endswith("after"):
            found = pattern.starts_at(line, at + 1)
        else:
            found = pattern.search(line, 0, at) or pattern.search(line, at + 1)
        return asked.keep(found) != key.startswith("unless_")

    return check
