"""Names of places in a sentence that may say where something happened, known to the gazetteer or by their words.

A name locates behind a preposition of place ("in Harrowfen"), as what is hit ("shelled Harrowfen"), and before an
event noun ("the Harrowfen bombing"). "The Harrowfen mayor" locates nothing, "a farmer from Harrowfen" hardly anything.
The words that tell are data (``lexicons/place_words.toml``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from analysis.extraction.attacks.events.scene import PLACES, Scene, is_dated
from analysis.extraction.attacks.events.triggers import Trigger
from analysis.extraction.records import Entity
from analysis.language.gazetteer import compile_gazetteer, fold
from analysis.language.groups import is_clause_mark, is_number, tags_of
from analysis.language.lexicon import Lexicon
from analysis.language.tokens import words_of_name

# A site tells more than its town; a town more than a part of it or a street, which may be anywhere, and more than its
# region. A name that no list knows is mostly a town.
SITE, TOWN, PART, ADDRESS, REGION = 5, 4, 3, 2, 1
_RANKS = {"city": TOWN, "region": REGION}
# How many words farther away a name counts that says where somebody or something comes from.
_ORIGIN = 12
# How many words farther away the town counts whose police speak.
SPEAKING = 60
# What may hit a place by its bare name, what hits nothing else, and what falls "on" it within so many words.
_PLACES_HIT = frozenset(
    {"assault", "raid", "shell", "bomb", "hit", "strike", "air", "seize", "missile", "rocket", "drone"}
)
_ONLY_PLACES = frozenset({"raid", "shell", "bomb", "launch", "impact", "salvo"})
_FALLING, _AIM_REACH = frozenset({"launch", "impact", "salvo"}), 6
_ENDS_NAME = frozenset({"preposition", "conjunction", "adverb", "relative", "opener"})
# Words of a name, at most; before the word for a site.
_LONGEST, _LONGEST_BEFORE = 4, 3
# A longer word in capitals amid others is an outcry, no name.
_ACRONYM = 4
# The first name of a dateline: "LIMA, 5 May", "Lima (AP)".
_NAME_IN_DATELINE = re.compile(r"[^\W\d_][^,(\[:–—-]*")
_ITS = frozenset({"the", "country's", "nation's", "its"})
_PERSON, _PEOPLE = frozenset({"person"}), frozenset({"person", "plural"})
_CLOSED = frozenset({"preposition", "determiner", "conjunction", "relative", "pronoun", "adverb", "number"})
_NO_NAME = _CLOSED | {"calendar", "say", "be", "have", "person", "force", "outlaw", "possessive"}


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A name at word ``at``; ``cost``: words by which it counts as farther away than it stands."""

    at: int
    name: str
    rank: int
    entity: Entity | None = None
    cost: int = 0


def place_names(scene: Scene, triggers: Sequence[Trigger]) -> Iterator[PlaceName]:
    """Entities first, then names that the words around them show to be places."""
    reader = _Reader(scene, triggers, _tables(scene.lexicon), set())
    in_order = (reader.known, reader.sites, reader.by_kind, reader.bare, reader.hit)
    steps = (*in_order, reader.opened, reader.capital, reader.here, reader.there, reader.police)
    for step in steps:
        for place in step():
            reader.taken.add(place.at)
            yield place


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the names of one sentence; ``taken`` are the words that are parts of names already."""

    scene: Scene
    triggers: Sequence[Trigger]
    tables: Mapping[str, frozenset[str]]
    taken: set[int]

    def known(self) -> Iterator[PlaceName]:
        """The places among the entities that locate."""
        scene = self.scene
        for entity in scene.entities:
            at, behind = scene.index_at(entity.start), scene.index_at(entity.end - 1) + 1
            self.taken.update(range(at, behind))
            if entity.entity_kind not in PLACES or self._is_part_of_name(at, behind) or not self._locates(at, behind):
                continue
            first = self._longer(at)
            if first < at:
                yield PlaceName(first, self._name(first, behind), REGION, entity, self._cost(first))
                continue
            rank = _RANKS.get(entity.entity_kind) or self._site_rank(behind - 1)
            if rank == SITE and any("thing" in w.tags for w in scene.words[behind : behind + 2]):
                rank = ADDRESS  # "the Harrow Basin fuel depot"
            name = scene.text[entity.start : entity.end] if scene.is_upper_case else entity.entity
            yield PlaceName(at, name, rank, entity, self._cost(at))

    def sites(self) -> Iterator[PlaceName]:
        """ "at the Harrow Hill airport", "in Weaver Street", "at Camp Harrow": a name with the word for a site."""
        tables, words = self.tables, self.scene.words
        for i, word in enumerate(words):
            if word.lower in tables["sites"] and i and not self._goes_on(i):
                named = i
                while named and words[named - 1].lower in tables["generic"] and not self._may_name(named - 1):
                    named -= 1  # "the Harrow Hill refugee camp"
                start = self._start(named)
                generic = all(w.lower in tables["generic"] or w.lower in tables["offices"] for w in words[start:i])
                hit = any(t.object and t.object.first <= start < t.object.last for t in self.triggers)
                of = not self.scene.is_upper_case and words[i + 1 : i + 2] and words[i + 1].lower == "of"
                behind = self._end(i + 2) if of else 0
                if behind > i + 2 and self._is_capital(i):
                    yield PlaceName(i, self._name(i, behind), SITE)  # "the University of Harrow"
                elif not generic and (hit or self._is_behind(start)) and not self._is_house(start, i):
                    yield PlaceName(start, self._name(start, i + 1), self._site_rank(i))
            elif word.lower in tables["site_prefixes"] and not self.scene.is_upper_case and self._is_capital(i):
                end = self._end(i + 1)
                if end > i + 1 and i not in self.taken and self._is_behind(i):
                    yield PlaceName(i, self._name(i, end), SITE)

    def by_kind(self) -> Iterator[PlaceName]:
        """ "in the town of Harrowfen", "the Harrowfen neighborhood", "the Harrow and Fen neighborhoods"."""
        tables, words = self.tables, self.scene.words
        kinds, plurals, offices = tables["kinds"], tables["kinds_many"], tables["offices"]
        for i, word in enumerate(words):
            if word.lower not in kinds and word.lower not in plurals:
                continue
            rank = REGION if word.lower in tables["wide"] else PART if word.lower in tables["parts"] else TOWN
            told = self._told_behind(i)
            if told is not None:
                yield PlaceName(told, self._name(told, self._end(told)), TOWN)
            end = self._end(i + 2) if i + 2 < len(words) and words[i + 1].lower == "of" else 0
            if end > i + 2:
                if words[i + 2].lower not in offices:
                    yield PlaceName(i + 2, self._name(i + 2, end), rank, self._people_before(i))
            elif i and i not in self.taken and not self._goes_on(i) and words[i - 1].lower not in kinds:
                start = self._start(i)
                # "Adam Ward", not "in Harrow Ward": a capital shows that word ``i`` is a name itself
                surname = not self.scene.is_upper_case and self._is_capital(i) and not self._is_behind(start)
                if start == i or words[start].lower in offices or surname:
                    continue
                proper = not self.scene.is_upper_case and self._is_capital(i)  # "Harrow Valley"
                yield PlaceName(start, self._name(start, i + proper), rank)
                if word.lower in plurals and start > 1 and words[start - 1].lower == "and":
                    other = self._start(start - 1)
                    if other < start - 1:
                        yield PlaceName(other, self._name(other, start - 1), rank)

    def bare(self) -> Iterator[PlaceName]:
        """In mixed case also "in Harrowfen", "outside Harrowfen"."""
        for i, word in enumerate(self.scene.words):
            first = i + 1 if word.lower in self.tables["bare"] else 0
            while first and (end := self._unknown_end(first)):
                yield PlaceName(first, self._name(first, end), TOWN)
                behind = self.scene.words[end].lower if end < len(self.scene.words) else ""
                listed = behind == "and" or (behind == "," and self._is_list(end))
                first = end + 1 if listed else 0  # "in Harrowfen, Tarnwick and Lowport"

    def hit(self) -> Iterator[PlaceName]:
        """ "shelled Harrowfen", "the bombing of Harrowfen", "rockets fell on Harrowfen"; "attacked Harrowfen" where a
        town bears the name, or more is told of where it is."""
        scene, words = self.scene, self.scene.words
        for trigger in self.triggers:
            first = self._first_hit(trigger)
            end = self._unknown_end(first) if first and first not in self.taken else 0
            behind = words[end] if end < len(words) else None
            ends = behind is None or is_clause_mark(behind) or behind.tags & _ENDS_NAME or is_dated(scene, end)
            group = words[end - 1].lower in scene.lexicon["group_nouns"]["words"]
            if not end or group or not (ends or is_dated(scene, end + 2)):
                continue
            name = self._name(first, end)
            located = [w.lower for w in words[end : end + 2]] in ([",", "in"], [",", "near"])
            tags = tags_of(words, trigger.subject)  # "rockets hit Harrowfen", not "bullets hit Harrow"
            thrown = tags >= {"plural", "weapon"} and "weapon:gunfire" not in tags
            falls = thrown or trigger.event in _ONLY_PLACES
            if falls or located or compile_gazetteer(scene.lexicon).sizes(fold(name).strip()):
                yield PlaceName(first, name, TOWN)

    def _is_list(self, comma: int) -> bool:
        """Whether behind a comma stands one more name and an "and"."""
        end = self._unknown_end(comma + 1)
        return 0 < end < len(self.scene.words) and self.scene.words[end].lower == "and"

    def _first_hit(self, trigger: Trigger) -> int:
        """The first word of what a trigger hits, where that may be a place; 0 where it may not."""
        words = self.scene.words
        if trigger.event in _PLACES_HIT:
            return trigger.object.first if trigger.object else 0
        reach = min(trigger.at + _AIM_REACH, len(words) - 1) if trigger.event in _FALLING else 0
        behind = range(trigger.at + 1, reach)
        return next((j + 1 for j in behind if words[j].lower in {"on", "onto", "into"}), 0)

    def opened(self) -> Iterator[PlaceName]:
        """Capitals or not, "in San Tarno", "outside El Harrow": a name that opens as the names of places do."""
        tables, words = self.tables, self.scene.words
        for i in range(1, len(words) - 1):
            if words[i].lower not in tables["openers"] or i in self.taken:
                continue
            before = i - 1 if words[i - 1].lower not in tables["directions"] else i - 2
            end = self._end(i + 1)
            if before < 0 or end == i + 1 or words[before].lower not in tables["bare"]:
                continue
            if self.scene.is_upper_case or self._is_capital(i):
                yield PlaceName(i, self._name(i, end), TOWN)

    def capital(self) -> Iterator[PlaceName]:
        """ "in the capital": of the country that the article is about; "the capital of" names it itself."""
        scene, words = self.scene, self.scene.words
        for i, word in enumerate(words):
            if word.lower not in {"capital", "capital's"} or i < 2 or words[i - 1].lower not in _ITS:
                continue
            if i + 1 < len(words) and words[i + 1].lower == "of":
                continue
            city = _capitals(scene.lexicon).get(scene.home) if scene.home and self._is_behind(i) else None
            if city:
                yield PlaceName(i, city, TOWN, Entity(word.start, word.end, city, "city", None, scene.home))

    def here(self) -> Iterator[PlaceName]:
        """ "in this city", "near this northern port": the place of the dateline."""
        city, words = _NAME_IN_DATELINE.match(self.scene.dateline or ""), self.scene.words
        for i, word in enumerate(words if city else ()):
            if city and word.lower in self.tables["here"]:
                this = next((j for j in range(i - 1, max(0, i - 4), -1) if words[j].lower == "this"), None)
                if this is not None and self._is_behind(this):
                    yield PlaceName(i, city[0].strip(), TOWN)

    def there(self) -> Iterator[PlaceName]:
        """ "killed nine people there": in the town that this sentence or the one before named; not "there were"."""
        words = self.scene.words
        for i in range(1, len(words) if "there" in self.scene.reading.words else 0):
            around = words[i - 1].tags.union(*(w.tags for w in words[i + 1 : i + 2]))
            cities = [e for e in self.scene.entities if e.entity_kind == "city" and e.end < words[i].start]
            town = cities[-1] if cities else self.scene.placed_before
            if town and words[i].lower == "there" and around.isdisjoint({"be", "have", "modal", "say"}):
                yield PlaceName(i, town.entity, TOWN, town)

    def police(self) -> Iterator[PlaceName]:
        """ "Harrowfen police said": where nothing else is told, it was in their town."""
        scene, words = self.scene, self.scene.words
        for entity in scene.entities if "say" in scene.tags else ():
            behind = scene.index_at(entity.end - 1) + 1
            said = any("say" in w.tags for w in words[behind + 1 : behind + 3])
            if entity.entity_kind == "city" and said and words[behind].lower == "police":
                yield PlaceName(scene.index_at(entity.start), entity.entity, TOWN, entity, SPEAKING)

    def _locates(self, at: int, behind: int) -> bool:
        """Whether a name stands behind a preposition of place or another name that does, is or opens what a trigger
        hits ("shelled Harrowfen"), or stands right before an event noun or a thing that is hit ("a Harrowfen
        market")."""
        if self._is_locative(at, behind):
            return True
        words = self.scene.words
        hit = next((t.object for t in self.triggers if t.object and t.object.first <= at < t.object.last), None)
        if hit and not any("person" in w.tags for w in words[behind : hit.last]):
            return True
        next_word = words[behind] if behind < len(words) else None
        if next_word is None:
            return False
        thing = "thing" in next_word.tags and "person" not in next_word.tags
        return thing or any(e.is_noun for e in next_word.events)

    def _is_locative(self, at: int, behind: int) -> bool:
        """ "in Harrowfen", "fired at Harrowfen", "Harrowfen province"; "the Lima mayor" locates nothing."""
        words = self.scene.words
        after = words[behind + 1].lower if behind + 1 < len(words) else ""  # "the Jenin refugee camp"
        if behind < len(words) and words[behind].tags & _PEOPLE == _PERSON and after not in self.tables["sites"]:
            return False
        for j in range(at - 1, max(-1, at - 7), -1):
            word = words[j]
            if word.lower == "from" and j and words[j - 1].lower in self.tables["coming"]:
                return False  # "the dead came from Harrowfen"
            if word.lower.rpartition(" ")[2] in self.tables["before"]:
                return True
            if (word.events and not word.events[0].is_noun) or word.tags & {"say", "be", "relative"}:
                return False
        return behind < len(words) and words[behind].lower in self.tables["kinds"]

    def _told_behind(self, kind: int) -> int | None:
        """Where a name begins behind which stands what it is: "Harrowfen, a mining town in"."""
        words, j = self.scene.words, kind - 1
        while j > max(1, kind - 4) and self.scene.is_plain(j):
            j -= 1
        if j < 2 or "determiner" not in words[j].tags or words[j - 1].lower != "," or self.scene.is_upper_case:
            return None
        start, behind = self._start(j - 1), words[kind + 1] if kind + 1 < len(words) else None
        ends = behind is None or is_clause_mark(behind) or behind.tags & {"preposition", "relative"}
        return start if start < j - 1 and ends else None

    def _people_before(self, kind: int) -> Entity | None:
        """ "the **Norlandish** town of": the country that its people's name tells."""
        before = range(max(0, kind - 2), kind)
        at = {i: e for e in self.scene.entities if e.entity_kind == "country" for i in [self.scene.index_at(e.start)]}
        return next((at[i] for i in before if i in at), None)

    def _unknown_end(self, first: int) -> int:
        """The word behind an unknown name that begins with word ``first``; 0 where none does, or capitals show none."""
        scene, words = self.scene, self.scene.words
        small = (w for w in words if len(w.lower) > _ACRONYM and scene.text[w.start].islower())
        if scene.is_upper_case or (scene.is_headline and all("preposition" in w.tags for w in small)):
            return 0
        end = self._end(first)
        name = self._name(first, end)
        shouted = (name.isupper() and len(name) > _ACRONYM) or name.lower() in self.tables["directions"]
        owner = end < len(words) and words[end].lower in {"'s", "’s"}  # "outside Harrow's house"
        known = not owner or compile_gazetteer(scene.lexicon).sizes(fold(name).strip())
        return end if first < end < first + _LONGEST and known and not shouted and not is_dated(scene, first) else 0

    def _is_behind(self, at: int) -> bool:
        """Whether a preposition of place stands right before word ``at`` and its article."""
        words, j = self.scene.words, at - 1
        while j >= 0 and ("determiner" in words[j].tags or words[j].lower in {"'s", '"', "“"}):
            j -= 1
        return j >= 0 and words[j].lower.rpartition(" ")[2] in self.tables["before"]

    def _cost(self, at: int) -> int:
        """ "a farmer from Harrowfen", "the mayor of Harrowfen": less telling than another name."""
        before = [w for w in self.scene.words[max(0, at - 3) : at] if "determiner" not in w.tags]
        if not before:
            return 0
        belongs = before[-1].lower == "of" and len(before) > 1 and "person" in before[-2].tags
        return _ORIGIN if belongs or before[-1].lower in self.tables["origin"] else 0

    def _is_part_of_name(self, at: int, behind: int) -> bool:
        """ "George Washington University": a house that bears a name lies elsewhere."""
        words = self.scene.words
        if at == 0 or behind >= len(words) or words[behind].lower not in self.tables["houses"]:
            return False
        return self._is_capital(at - 1) and self._is_capital(behind)

    def _is_house(self, start: int, last: int) -> bool:
        """ "a lecturer at Harrow University": says who somebody is."""
        words = self.scene.words
        before = [w for w in words[max(0, start - 3) : start] if "determiner" not in w.tags]
        house = words[last].lower in self.tables["houses"]
        return house and len(before) > 1 and before[-2].tags & _PEOPLE == _PERSON

    def _goes_on(self, i: int) -> bool:
        """ "Harrow State Bureau", "Harrow Park neighborhood": in mixed case a capital or a kind behind shows that the
        name goes on."""
        if self.scene.is_upper_case or i + 1 >= len(self.scene.words) or not self._is_capital(i):
            return False
        behind = self.scene.words[i + 1].lower
        return self._is_capital(i + 1) or behind in self.tables["kinds"] or behind in self.tables["kinds_many"]

    def _longer(self, at: int) -> int:
        """The first word of a name of which the gazetteer knows but the end: "Valle del | Cauca"."""
        joints, joint = {w for j in self.tables["joints"] for w in words_of_name(j)}, at
        while joint and at - joint < 2 and self.scene.words[joint - 1].lower in joints:
            joint -= 1
        return joint - 1 if 0 < joint < at and self._may_name(joint - 1) else at

    def _site_rank(self, last: int) -> int:
        """The rank of a site by its last word: "Camp Harrow" is a place of its own, "Weaver Street" lies in a town."""
        return ADDRESS if self.scene.words[last].lower in self.tables["addresses"] else SITE

    def _end(self, start: int) -> int:
        end = start
        while end < len(self.scene.words) and end - start < _LONGEST and end not in self.taken and self._may_name(end):
            end += 1
        return end

    def _start(self, end: int) -> int:
        start = end
        while start > 0 and end - start < _LONGEST_BEFORE and start - 1 not in self.taken and self._may_name(start - 1):
            start -= 1
        return start

    def _may_name(self, i: int) -> bool:
        """Whether a word may be part of an unknown name: in mixed case a capital, in capitals a word that no lexicon
        knows."""
        word = self.scene.words[i]
        if not word.lower[0].isalpha() or word.events:
            return False
        if self.scene.is_upper_case:
            return not word.tags and word.lower not in self.tables["no_name"] and not is_number(word)
        kinds = self.tables["kinds"] | self.tables["sites"]
        owns = word.lower.endswith(("'s", "’s")) and not any(w.lower in kinds for w in self.scene.words[i + 1 : i + 2])
        return self._is_capital(i) and word.tags.isdisjoint(_NO_NAME) and not owns  # "Prince Harrow's County"

    def _is_capital(self, i: int) -> bool:
        return self.scene.text[self.scene.words[i].start].isupper()

    def _name(self, first: int, last: int) -> str:
        words = self.scene.words
        name = " ".join(self.scene.text[words[first].start : words[last - 1].end].split()) if first < last else ""
        return name.removesuffix(".") if name[-2:-1].islower() else name  # "Weaver St", "Washington, D.C."


@lru_cache(maxsize=8)
def _tables(lexicon: Lexicon) -> Mapping[str, frozenset[str]]:
    return {key: frozenset(words) for key, words in lexicon["place_words"].items()}


@lru_cache(maxsize=8)
def _capitals(lexicon: Lexicon) -> Mapping[str, str]:
    """The capital of each country by its ISO code: a string at the country, or true at the city itself."""
    places = [p for p in lexicon.get("places", ()) if p.get("capital") and p.get("country")]
    return {p["country"]: p["capital"] if isinstance(p["capital"], str) else p["name"] for p in places}
