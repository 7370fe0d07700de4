"""Killed and wounded of a stretch of a sentence, by the one codebook of numbers.

In: a sentence's scene and a slice of its words. Out: a ``Tolls``: two ranges, each None where nothing is said. The
attackers' dead are left out, a part ("including two children") is not added, coordinated victims are ("two soldiers
and a driver" is 3), a plural without number is 2 or more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from analysis.extraction.attacks.consensus import added, hull, left_of
from analysis.extraction.attacks.events.ages import n_aged
from analysis.extraction.attacks.events.scene import Scene
from analysis.extraction.attacks.identity import Range
from analysis.extraction.attacks.slots.toll_sufferers import PEOPLE, is_passive, sufferers
from analysis.language.expressions import Word
from analysis.language.groups import Group, group_starting, head, is_clause_mark, is_counted, is_number, tags_of
from analysis.language.lexicon import Lexicon
from analysis.language.patterns import Found
from analysis.language.rules import load_rules

_NOBODY: Range = (0, 0)
# two people under one word
_PAIRS = frozenset({"couple", "couples", "twins"})
_ALONE: Mapping[str, Range] = {"both": (2, 2), **dict.fromkeys(("another", "one", "he", "she"), (1, 1))}
_OTHER_PEOPLE = frozenset({"another", "his", "her", "their"})
_LASTLY = [",", "including"]
_COMING = frozenset({"a", "an", "one", "another", "his", "her", "their"})  # "her baby also died"
_SUPPOSED = frozenset({"modal", "future"})
_FATALLY, _OTHERS = frozenset({"fatally", "mortally"}), frozenset({"other", "others", "another"})
# Words for a toll that a number follows, and what stands right before it: "the toll rose to six".
_TOLLS, _ARRIVING = frozenset({"toll", "deaths", "fatalities"}), frozenset({"to", "at", "of", "was"})
# So many words behind a word for a toll its number may stand.
_TOLL_REACH = 30


@dataclass(frozen=True, slots=True)
class Tolls:
    """Ranges of the killed and the wounded; None is "not said".

    ``meant``: "struck", the wounded are all who were hit, the dead among them; "more", the killed come to those told
    before; "earlier", another toll has taken its place.
    """

    killed: Range | None = None
    wounded: Range | None = None
    meant: frozenset[str] = frozenset()


def find_tolls(scene: Scene, first: int, last: int, *, counted_only: bool = False) -> Tolls:
    """The tolls told by ``words[first:last]``; ``counted_only`` takes numbers only, not "a driver was hurt"."""
    words, weak = scene.words, scene.lexicon["toll_weak"]["words"]
    last = min([last, *(running.first for running in _found_by("toll_running", scene))])
    overtaken = [earlier.first for earlier in _found_by("toll_earlier", scene)]
    tables: dict[str, dict[str, Range]] = {"found": {}, "faint": {}, "earlier": {}}
    edge, before, meant = first, first, set()
    for i in range(first, last):
        if (kind := _kind(words, i)) is None or not _is_done(scene, i):
            continue
        groups, value = _toll_at(scene, i, edge, last, counted_only)
        if value:
            is_earlier = any(at <= i and not any(map(is_clause_mark, words[at:i])) for at in overtaken)
            told = tables["earlier" if is_earlier else "faint" if words[i].lower in weak else "found"]
            if _is_more(scene, groups, i) and kind == "killed" and kind not in told:
                meant.add("more")
            told[kind] = _with(told.get(kind), value, scene, groups, before, i)
            if kind == "killed" and (nth := _ordinal(scene, groups)):
                told[kind] = nth, nth
            tables["found"] |= _shared(words, i, value)
            before = i
        edge = max([i + 1, *(g.last for g in groups)])  # who is killed by this word is not hurt by the next one
    told = {**tables["faint"], **tables["found"]}
    if "killed" in told and told.get("wounded") == (1, 1) and [*_found_by("toll_since_dead", scene)]:
        del told["wounded"]
    if not told and tables["earlier"]:
        told, meant = tables["earlier"], {"earlier"}
    struck = _struck(scene, first, last, counted_only, told)
    if not told and "killed" not in struck and "wounded" in struck:
        meant.add("struck")
    told = {**_none_hurt(scene, first, last), **told, **struck}
    return Tolls(told.get("killed"), told.get("wounded"), frozenset(meant))


def _found_by(table: str, scene: Scene, first: int = 0) -> Iterator[Found]:
    """What the rules of ``table`` find in the sentence from word ``first`` on; a rule is asked only where its words
    stand."""
    for rule in load_rules(scene.lexicon, table):
        if rule.near is None or (rule.near.needs and rule.near.needs.isdisjoint(scene.reading.words)):
            continue
        if (found := rule.near.search(scene.line, first)) and rule.fires():
            yield found


def _with(told: Range | None, value: Range, scene: Scene, groups: Sequence[Group], before: int, i: int) -> Range:
    """What a sentence has told, and one toll more: added to it, what another source says, a part of it, all in all."""
    if told is None:
        return value
    if _is_more(scene, groups, i):  # "rose to 34 after five more people had died": 34 in all
        return told if scene.words[before].lower in _TOLLS else added([told, value])
    between = scene.words[before:i]
    if groups and _are_beside(scene, groups[0], before, i):
        return added([told, value])
    sources = scene.lexicon["toll_more"]["sources"]
    if any(w.lower in sources for w in between) and any("say" in w.tags or w.lower == "put" for w in between):
        return hull([told, value])
    # "died in hospital, bringing the number of dead to nine", "had risen to 72"
    sums_up = _is_numbered(scene, i) or scene.words[i].lower == "toll"
    return value if sums_up and (value[0] or 0) > (told[0] or 0) else told


def _are_beside(scene: Scene, group: Group, before: int, i: int) -> bool:
    """Whether others come to those told by word ``before``: "one is in critical condition | and four | are treated",
    "the driver died, while | his two passengers | died later"."""
    opening, joint = scene.words[group.first], scene.words[group.first - 1].lower
    conditions = [scene.words[j].lower.endswith("condition") for j in (before, i)]
    if joint not in {"and", "while"}:
        return joint == "," and all(conditions)
    return opening.lower in _OTHER_PEOPLE or (conditions[0] and is_number(opening))


def _is_more(scene: Scene, groups: Sequence[Group], i: int) -> bool:
    """ "A clerk was also killed", "two more people died": they come to others; not "Doral Venn was also killed"."""
    words = scene.words
    if not groups:
        return False
    inside = [w.lower for g in groups for w in g.words(words)]
    if any(w in scene.lexicon["toll_more"]["words"] for w in inside):
        return any(is_number(w) for g in groups for w in g.words(words))
    opening = words[groups[0].first]
    if opening.lower == "another" and words[groups[0].first - 1].lower in {";", "while"} and groups[0].first:
        return True  # "killed four; another died in hospital"
    beside = [w.lower for w in words[max(groups[0].last, i - 3) : i + 3]]
    return "also" in beside and (opening.lower in _COMING or is_number(opening))


def _ordinal(scene: Scene, groups: Sequence[Group]) -> int | None:
    """ "a third died", "a fifth victim": how many they are then."""
    for opening in (scene.words[g.first : g.first + 2] for g in groups):
        if len(opening) == 2 and opening[0].lower == "a":
            nth: int | None = scene.lexicon["ordinals"].get(opening[1].lower)
            return nth
    return None


def _kind(words: Sequence[Word], i: int) -> str | None:
    tags = words[i].tags
    if words[i].lower == "death" and i + 1 < len(words) and words[i + 1].lower.startswith("toll"):
        return None  # "four death tolls" are four counts, not four dead
    if words[i].lower == "dead" and i and words[i - 1].lower == "brain":
        return None
    if words[i].lower == "fell to" and any("weapon" in w.tags for w in words[i + 1 : i + 4]):
        return "killed"  # "fell to bullets"
    if "toll:wounded" in tags and i and words[i - 1].lower in _FATALLY:
        return "killed"
    return "killed" if "toll:killed" in tags else "wounded" if "toll:wounded" in tags else None


def _is_done(scene: Scene, i: int) -> bool:
    """Whether the name of a crime tells of one: "charged with the murder of", not "with five counts of murder"."""
    words, charged = scene.words, scene.lexicon["toll_charged"]["words"]
    named = words[i].lower == "murder" and any(w.lower in charged for w in words[max(0, i - 5) : i])
    return not named or (i + 1 < len(words) and words[i + 1].lower == "of")


def _toll_at(scene: Scene, i: int, edge: int, last: int, counted_only: bool) -> tuple[Sequence[Group], Range | None]:
    """Who suffers by the word at ``i``, and how many they are, or the number behind "toll"."""
    words = scene.words
    if _is_numbered(scene, i):
        return (), _toll_after(scene, i, last)
    if i > 1 and words[i - 1].lower == "to" and words[i - 2].lower in scene.lexicon["toll_failed"]["words"]:
        return (), _NOBODY  # "failed to injure its five crew"
    groups = sufferers(words, i, edge, scene.dates, scene.lexicon)
    felled = any(e.event == "fell" for e in words[i].events) and not is_passive(words, i)
    if felled and not any(tags_of(words, g) & PEOPLE for g in groups):
        return (), None  # "cut down 30 trees"
    if not groups:
        return (), _toll_after(scene, i, last) if words[i].lower in _TOLLS else None
    bare = counted_only and _ordinal(scene, groups) is None and not _is_more(scene, groups, i)
    count = _count(scene, groups, bare)
    return groups, count and _without_attackers(scene, groups[-1].last, count)


def _shared(words: Sequence[Word], i: int, value: Range) -> dict[str, Range]:
    """ "several people were killed and injured": some were killed, some hurt; nobody says how many of each."""
    if i + 2 >= len(words) or words[i + 1].lower not in {"and", "or"} or not is_passive(words, i):
        return {}
    kinds = _kind(words, i), _kind(words, i + 2)
    if None in kinds or kinds[0] == kinds[1] or value == (1, 1):
        return {}
    each: Range = value if value == _NOBODY else (1, None) if words[i + 1].lower == "and" else (None, value[1])
    return {"killed": each, "wounded": each} if each != (None, None) else {}


def _struck(scene: Scene, first: int, last: int, counted_only: bool, told: Mapping[str, Range]) -> dict[str, Range]:
    """ "At least five people have been shot", "shot five people": hurt, but for those of them who are said to be dead:
    "two of them fatally", "killing two", "two of whom died"."""
    words, struck = scene.words, scene.lexicon["toll_struck"]["words"]
    for i in range(first, last):
        parted = "toll:wounded" in words[i].tags and any(w.lower in _FATALLY for w in words[i + 1 : i + 5])
        if words[i].lower not in struck and not parted:  # "two were injured, one fatally"
            continue
        groups = sufferers(words, i, first, scene.dates, scene.lexicon)
        counted = any(is_number(w) for g in groups for w in g.words(words))
        if not groups or not any(tags_of(words, g) & PEOPLE or g.last == i for g in groups):
            continue  # "shot three times"
        count = _count(scene, groups, counted_only)
        if count and words[i - 1].lower in _FATALLY:
            return {} if told else {"killed": count}
        if count is None or (count[0] or 0) < 2 or not counted:
            continue
        dead = _dead_of(scene, max(i + 1, groups[-1].last), last, told.get("killed"))
        if dead is None:
            return {} if told else {"wounded": count}
        both = {**told, "killed": dead}
        left = left_of(count, dead)
        return both if told.get("wounded", count) != count or left in (None, count) else {**both, "wounded": left}
    return {}


def _dead_of(scene: Scene, first: int, last: int, killed: Range | None) -> Range | None:
    """How many of those struck are dead by the words behind: "four of them fatally", "killing three", "one is dead",
    not "killed two others"."""
    words = scene.words
    for i in range(first, last):
        if words[i].lower in _FATALLY:
            numbers = [q for q in scene.quantities if words[first].start <= q.start < words[i].start]
            return (numbers[-1].low, numbers[-1].high) if numbers else (1, 1)
        if "toll:killed" in words[i].tags:
            return None if any(w.lower in _OTHERS for w in words[first : i + 4]) else killed
    return None


def _count(scene: Scene, groups: Sequence[Group], counted_only: bool) -> Range | None:
    """How many some groups are together, "the mayor" and "two guards" three; the attackers among them are left out."""
    words = scene.words
    numbered = len(groups) > 1 and any(n_aged(words, g) or any(map(is_number, g.words(words))) for g in groups)
    animals = scene.lexicon["toll_animals"]["words"]
    victims = [
        g
        for g in groups
        if not (_are_attackers(inside := g.words(words)) and not _are_struck_from_air(scene, inside))
        and inside[-1].lower not in animals
    ]
    counts = [_count_member(scene, group, counted_only, numbered or not counted_only) for group in victims]
    known = [c for c in counts if c is not None]
    return added(known) if known else None


def _without_attackers(scene: Scene, at: int, count: Range) -> Range:
    """ "ten people, including the bomber": nine."""
    words = scene.words
    at += at < len(words) and words[at].lower == ","
    if at < len(words) and words[at].lower not in {"including", "among"}:  # "were killed on Monday, including"
        at = next((j + 1 for j in range(at, len(words) - 1) if [w.lower for w in words[j : j + 2]] == _LASTLY), at)
    if at + 1 >= len(words) or words[at].lower not in {"including", "among"}:
        return count
    group = group_starting(words, at + 1)
    if group is None or "attacker" not in head(words, group).tags:
        return count
    (n, _) = _count_member(scene, group, counted_only=False, by_grammar=True) or (0, 0)
    low, high = (end and max(0, end - (n or 0)) for end in count)
    return low, high


def _are_struck_from_air(scene: Scene, inside: Sequence[Word]) -> bool:
    """ "An air raid killed 12 militants": they are the victims, not who attacked."""
    table = scene.lexicon["toll_from_air"]
    return any(w.lower in table["words"] for w in inside) and any(t.event in table["events"] for t in scene.triggers)


def _are_attackers(inside: Sequence[Word]) -> bool:
    """Attackers, and nobody else: "the families of the gunmen" are others."""
    others = any("person" in w.tags and "attacker" not in w.tags for w in inside)
    return any("attacker" in w.tags for w in inside) and not others


def _count_member(scene: Scene, group: Group, counted_only: bool, by_grammar: bool) -> Range | None:
    words, inside = scene.words, group.words(scene.words)
    if by_grammar and (n := n_aged(words, group)):
        return (n, n)
    if len(inside) == 1 and inside[0].lower in _ALONE:
        return _ALONE[inside[0].lower]
    of = next((j for j in range(group.first + 1, group.last - 1) if words[j].lower == "of"), None)
    gathered = of is not None and words[of - 1].lower in scene.lexicon["toll_gathered"]["words"]
    if gathered and of is not None and is_number(words[of + 1]):  # "a family of four", "a group of six clerks"
        inside = words[of + 1 : group.last]
    elif of is not None and not is_number(words[of - 1]) and (_is_one(words[of - 1]) or not is_counted(inside[0])):
        group = Group(group.first, of)  # "a mother of four", "Doral Venn of the 40 guards": that belongs to her
        inside = group.words(words)
    end = next((w.start for w in inside if w.lower in {"including", "among"}), inside[-1].end)
    quantities = scene.reading.quantities_in(inside[0].start, end, articles=True, skip=scene.dates)
    numbers = [q for q in quantities if scene.text[q.start : q.end].lower() not in {"a", "an"}]
    quantities = numbers if numbers or counted_only else quantities  # "a list of 57 people"
    # "Image 31 of 32 Seven people": of numbers side by side the last counts, of others the first
    side = [k for k in range(1, len(quantities)) if scene.text[quantities[k - 1].end : quantities[k].start].isspace()]
    if quantities and not (gathered and quantities[0].is_article):
        first = quantities[max(side, default=0)]
        pairs = 2 if any(w.lower in _PAIRS for w in inside) else 1
        return first.low and first.low * pairs, first.high and first.high * pairs
    return _by_grammar(words, group) if by_grammar else None


def _is_one(word: Word) -> bool:
    return "person" in word.tags and "plural" not in word.tags


def _by_grammar(words: Sequence[Word], group: Group) -> Range | None:
    """One for a singular or a name, two or more for a plural or names joined by "and"."""
    inside, top = group.words(words), head(words, group)
    if any("uncounted" in w.tags for w in inside) or (group.first and words[group.first - 1].lower == "how"):
        return None
    if (
        top.lower in _PAIRS
        or (top.lower == "parents" and inside[0].lower in _COMING)
        or (inside[0].lower == "both" and "plural" in top.tags)
    ):
        return (2, 2)
    if "plural" in top.tags and top.tags & PEOPLE:
        return (2, None)
    joined = sum(w.lower == "and" for w in inside[1:])
    if any(w.tags & PEOPLE for w in inside) or _is_name(inside):
        return (joined + 1, joined + 1)
    return (1, 1) if len(inside) == 1 and inside[0].lower in {"him", "her"} else None


def _is_name(inside: Sequence[Word]) -> bool:
    """Words that no lexicon knows: a person's name, where somebody is killed; not "the travellers"."""
    return (
        2 <= len(inside) <= 6
        and not ("determiner" in inside[0].tags and inside[-1].lower.endswith("s"))
        and not any(w.tags & {"thing", "weapon", "pronoun", "relative"} or w.events for w in inside)
        and any(not w.tags and w.lower[0].isalpha() for w in inside)
    )


def _is_numbered(scene: Scene, i: int) -> bool:
    """ "the number of dead", "the number of people killed"."""
    words, numbers = scene.words, scene.lexicon["toll_numbers"]["words"]
    at = next((j for j in range(i - 1, max(0, i - 4), -1) if words[j].lower in numbers), None)
    return at is not None and any("determiner" in w.tags for w in words[max(0, at - 2) : at])


def _toll_after(scene: Scene, i: int, last: int) -> Range | None:
    """ "the death toll rose to six", "passed 200": the number behind "toll"."""
    words = scene.words
    end = words[min(last, len(words), i + _TOLL_REACH) - 1].end
    found = [
        (words[scene.index_at(q.start) - 1].lower, q)
        for q in scene.reading.quantities_in(words[i].end, end, skip=scene.dates)
    ]
    best = next((f for f in found if f[0] in _ARRIVING), None) or next(iter(found), None)
    if best is None or any(w.tags & _SUPPOSED for w in words[i : scene.index_at(best[1].start)]):
        return None  # "the toll could rise to 40"
    before, toll = best
    if toll.low == toll.high is not None and before in scene.lexicon["toll_exceeded"]["words"]:
        return toll.high + 1, None
    return toll.low, toll.high


def _none_hurt(scene: Scene, first: int, last: int) -> dict[str, Range]:
    """Nobody killed, nobody hurt, by a fixed expression ("without casualties") or behind a "not"."""
    forms, none = _none(scene.lexicon), dict[str, Range]()
    for nobody in _found_by("toll_nobody", scene, first) if first < last else ():
        tags = frozenset().union(*(w.tags for w in scene.words[slice(*nobody.groups["hurt"])]))
        none |= {kind: _NOBODY for kind in ("killed", "wounded") if tags & {f"toll:{kind}", "toll:both"}}
    if first >= last or forms.keys().isdisjoint(scene.reading.words):
        return none
    low = [w.lower for w in scene.words[first:last]]
    stretch = f" {' '.join(low)} "
    found = [k for word in forms.keys() & scene.reading.words for form, k in forms[word] if form in stretch]
    return none | {kind: _NOBODY for kinds in found for kind in kinds}


@lru_cache(maxsize=8)
def _none(lexicon: Lexicon) -> Mapping[str, Sequence[tuple[str, tuple[str, ...]]]]:
    """The expressions for nobody by their first word, and whether nobody was killed, wounded or either."""
    found: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for kind, forms in lexicon["toll_none"].items():
        kinds = ("killed", "wounded") if kind == "both" else (kind,)
        for form in forms:
            found.setdefault(form.partition(" ")[0], []).append((f" {form} ", kinds))
    return found
