"""Phrases that stand for several organisations: expanded where the registers say who they are, else kept as phrases."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from graph.messages import Message
from graph.model.records import Node, Relation
from graph.model.vocabulary import ACTOR, PARTICIPATES_IN, PROJECT
from loaders.base import Reading
from loaders.enrichment.registered import RegisterFacts, own_id

UNNAMED: Final = "unnamed_participants"
_PLURAL: Final = re.compile(
    r"\w*(?:kommuner|regioner|företag|bolag|föreningar|organisationer|lärosäten|högskolor|myndigheter|parter|partners|"
    r"aktörer|näringsliv|municipalities|regions|companies|businesses|associations|organisations|universities|partners)"
    r"(?:na|a|en|et)?\b",
    re.IGNORECASE,
)
_CERTAIN: Final = ("kind", "org_number", "ror", "pic")
_ALL: Final = re.compile(r"(?:samtliga|deras|dess|övriga) .", re.IGNORECASE)
_SOME: Final = re.compile(
    r"(?:alla|flera|några|många|olika|diverse|ett antal|ett flertal|all|other|several|various|some|their) ",
    re.IGNORECASE,
)
_COUNTED: Final = re.compile(
    r"(?:\d+|två|tre|fyra|fem|sex|sju|åtta|nio|tio|two|three|four|five|six|seven|eight|nine|ten) (?=\w)", re.IGNORECASE
)
_AND_OTHERS: Final = re.compile(r"(?<!^)\b(?:m\. ?fl|m fl|mfl|med flera|et al)\.?$", re.IGNORECASE)


def stands_for_several(reading: Reading, name: str) -> bool:
    """Whether `name` is a phrase for several organisations rather than the name of one."""
    if reading.registry.group(name):
        return True
    return _is_several(name.strip()) and reading.organisation(name) is None


def _is_several(phrase: str) -> bool:
    if _ALL.match(phrase) or _AND_OTHERS.search(phrase):
        return True
    if some := _SOME.match(phrase):
        return any(map(_PLURAL.match, phrase[some.end() :].split(" ")))
    counted = _COUNTED.match(phrase)
    return counted is not None and any(map(_PLURAL.match, phrase[counted.end() :].split(" ", 2)[:2]))


def expand_groups(reading: Reading, facts: RegisterFacts) -> None:
    """Replace actors that are phrases for several organisations.

    Where the registers know the group, each member takes part in its place, with the same role and evidence and the
    phrase in `expanded_from`, unless it is in the project already under any of its names. Else the phrase goes to the
    project's `unnamed_participants`. Other ties of such a phrase (funding, collaboration) say nothing of any one
    member; they are left out and noted. An actor that the source gives a kind or an identifier is one organisation.
    """
    actors = _Actors.of(reading)
    phrases = {given_id: name for given_id, name in actors.unspecified() if stands_for_several(reading, name)}
    if not phrases:
        return
    relations, reading.relations = reading.relations, []
    reading.nodes = [node for node in reading.nodes if node.label != ACTOR.label or node.id not in phrases]
    expansion = _Expansion(reading, facts, actors.by_register(reading, phrases))
    for relation in relations:
        if relation.name == PARTICIPATES_IN.name and relation.start not in phrases:
            expansion.members[relation.end].add(actors.identity(reading, relation.start))
    for relation in relations:
        phrase = phrases.get(relation.start) if relation.ends[0] == ACTOR.label else None
        other = phrases.get(relation.end) if relation.ends[1] == ACTOR.label else None
        if phrase or other:
            expansion.replace(relation, phrase or other or "")
        else:
            # What a group gets together is the whole project's.
            reading.relations.append(relation.naming(None) if relation.third in phrases else relation)


@dataclass(slots=True)
class _Actors:
    """The names and certainties of a reading's actors, by given id."""

    names: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    certain: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, reading: Reading) -> _Actors:
        actors = cls()
        for node in reading.nodes:
            if node.label == ACTOR.label:
                actors._take_up(node)
        return actors

    def _take_up(self, node: Node) -> None:
        name, aliases = node.properties.get("name"), node.properties.get("aliases")
        if isinstance(name, str):
            self.names[node.id].append(name)
        if isinstance(aliases, tuple):
            self.names[node.id] += aliases
        if any(node.properties.get(key) for key in _CERTAIN):
            self.certain.add(node.id)

    def unspecified(self) -> Iterator[tuple[str, str]]:
        for given_id, names in self.names.items():
            if given_id not in self.certain:
                yield given_id, names[0]

    def identity(self, reading: Reading, given_id: str) -> str:
        """The register id of an actor; its given id when the registers do not know it."""
        found = (reading.organisation(name) for name in self.names.get(given_id, ()))
        return next((organisation.register_id for organisation in found if organisation), given_id)

    def by_register(self, reading: Reading, phrases: Mapping[str, str]) -> dict[str, str]:
        return {self.identity(reading, given_id): given_id for given_id in self.names if given_id not in phrases}


@dataclass(slots=True)
class _Expansion:
    """Replaces phrases; `given` leads from register ids to those of the reading, `members` from projects to actors."""

    reading: Reading
    facts: RegisterFacts
    given: dict[str, str]
    members: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def replace(self, relation: Relation, phrase: str) -> None:
        if relation.name != PARTICIPATES_IN.name:
            relations = Message(f"model.type_{relation.name}")
            self.reading.note(Message("loading.tie_of_several", relations=relations, phrase=phrase))
        elif group := self.reading.registry.group(phrase):
            for member in self.reading.registry.members(group):
                if member.register_id not in self.members[relation.end]:
                    self.members[relation.end].add(member.register_id)
                    given_id = self.given.setdefault(member.register_id, own_id(member))
                    self.facts.actor(given_id, member)
                    properties = {**relation.properties, "expanded_from": phrase}
                    self.reading.relation(relation.name, given_id, relation.end, relation.evidence, properties)
        else:
            evidence = {UNNAMED: relation.evidence}
            self.reading.node(PROJECT.label, relation.end, {UNNAMED: (phrase,)}, relation.evidence, evidence)
            self.reading.note(Message("loading.kept_phrase", phrase=phrase))
