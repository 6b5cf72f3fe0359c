"""What differs between two revisions of a view: projects, actors and facts that are new, ended, changed or gone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, Final

from graph.network.facts import Actor, Fact, Project
from graph.network.network import StakeholderNetwork
from queries.questions.changes.successors import FactKey, Successors, key_of

CHANGES: Final = ("new", "ended", "changed", "merged", "withdrawn", "moved")
_NOT_COMPARED: Final = frozenset({"id", "aliases", "numbers", "unnamed_participants", "approximate"})
_WORDED: Final = "ABOUT"  # its phrases are how a theme was found, not what it is
_DOING: Final = ("PARTICIPATES_IN", "FUNDS", "COLLABORATES_WITH", "NEEDS", "OFFERS")
_OF_A_FACT: Final = ("amount", "currency", "share", "since", "until", "status")


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that changed: of which type, what it is about by id, and what was and is said of it.

    `facts` show it; where something is gone they are those of before.
    """

    change: str
    type: str
    subject: tuple[str, ...]
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class Compared:
    """The same view of two revisions.

    Whether something is new or gone is looked up in all that the other revision says: what only left the view, as its
    project got another period, is neither.
    """

    earlier: StakeholderNetwork
    later: StakeholderNetwork
    successors: Successors

    @classmethod
    def of(cls, earlier: StakeholderNetwork, later: StakeholderNetwork) -> Compared:
        """The two networks with who is who between them."""
        return cls(earlier, later, Successors.between(earlier.whole or earlier, later.whole or later))

    def differences(self, since: date, until: date) -> Iterator[Difference]:
        """Everything that changed, and the projects that ended from `since` on and before `until`."""
        yield from self._nodes(self.earlier.projects, self.later.projects, "projects", "Project")
        yield from self._nodes(_acting(self.earlier), _acting(self.later), "actors", "Actor")
        yield from self._ended(since, until)
        yield from self._merged()
        yield from _with_roles(self._facts())

    def _nodes(
        self,
        then: Mapping[str, Project] | Mapping[str, Actor],
        now: Mapping[str, Project] | Mapping[str, Actor],
        kind: str,
        type: str,
    ) -> Iterator[Difference]:
        all_then, all_now = (getattr(network.whole or network, kind) for network in (self.earlier, self.later))
        ids = self.successors.now
        known = {ids.get(id, id): node for id, node in all_then.items()}
        for id, node in now.items():
            if id not in known:
                yield Difference("new", type, (id,), None, _said(node), self.later.facts_at(id))
            elif id not in self.successors.merged and (names := _differing(known[id], node)):
                before, after = ({name: getattr(side, name) for name in names} for side in (known[id], node))
                yield Difference("changed", type, (id,), before, after, self.later.facts_at(id))
        for id, node in then.items():
            if ids.get(id, id) not in all_now and id not in self.successors.split:
                yield Difference("withdrawn", type, (id,), _said(node), None, self.earlier.facts_at(id))

    def _ended(self, since: date, until: date) -> Iterator[Difference]:
        for id, project in self.later.projects.items():
            if project.last_day and since <= project.last_day < until:
                yield Difference("ended", "Project", (id,), None, {"ends": project.ends}, self.later.facts_at(id))

    def _merged(self) -> Iterator[Difference]:
        for id, ids in self.successors.merged.items():
            if id in self.later.actors or id in self.later.projects:
                type = "Actor" if id in self.later.actors else "Project"
                yield Difference("merged", type, (id,), {"ids": list(ids)}, {"ids": [id]}, self.later.facts_at(id))
        for id, ids in self.successors.split.items():
            if id in self.earlier.actors or id in self.earlier.projects:
                type = "Actor" if id in self.earlier.actors else "Project"
                yield Difference("changed", type, (id,), {"ids": [id]}, {"ids": list(ids)}, self.earlier.facts_at(id))

    def _facts(self) -> Iterator[Difference]:
        """Facts between nodes that both revisions have; of a new or withdrawn node its own difference tells."""
        ids = self.successors.now
        then = _Facts(self.earlier, {ids.get(id, id) for id in _nodes_of(self.earlier)}, self.successors.key)
        now = _Facts(self.later, set(_nodes_of(self.later)), lambda fact: key_of(fact, fact.start, fact.end))
        acting = {*_acting(self.earlier), *_acting(self.later)}
        for fact in {now.key(fact): fact for fact in self.later.facts if _is_of(fact, self.later, acting)}.values():
            ends = (fact.start, fact.end)
            same = then.by_key.get(now.key(fact))
            if same and (otherwise := _otherwise(same, fact)):
                yield Difference("changed", fact.type, ends, *otherwise, (fact,))
            elif same is None and then.lacks(fact) and now.nodes.intersection(ends) <= then.nodes:
                yield Difference("new", fact.type, ends, None, _stated(fact), (fact,))
        gone = [fact for fact in self.earlier.facts if _is_of(fact, self.earlier, acting)]
        for key, fact in {then.key(fact): fact for fact in gone}.items():
            if key not in now.by_key and now.lacks(fact) and then.nodes.intersection(key[1:3]) <= now.nodes:
                yield Difference("withdrawn", fact.type, (fact.start, fact.end), _stated(fact), None, (fact,))


def _with_roles(differences: Iterable[Difference]) -> Iterator[Difference]:
    """One role gone and one new of an actor in a project is one that changed."""
    roles: dict[tuple[str, ...], list[Difference]] = defaultdict(list)
    for difference in differences:
        if difference.type == "PARTICIPATES_IN" and difference.change != "changed":
            roles[difference.subject].append(difference)
        else:
            yield difference
    for found in roles.values():
        yield from [_other_role(*found)] if [one.change for one in found] == ["new", "withdrawn"] else found


def _other_role(new: Difference, gone: Difference) -> Difference:
    before, after = ({"role": fact.discriminator} for fact in (gone.facts[0], new.facts[0]))
    return replace(new, change="changed", before=before, after=after)


def _acting(network: StakeholderNetwork) -> Mapping[str, Actor]:
    """The actors that do something in the view: one that only lies somewhere is nobody's news."""
    doing = {end for fact in network.of_type(*_DOING) for end in (fact.start, fact.end)}
    return {id: actor for id, actor in network.actors.items() if id in doing}


def _is_of(fact: Fact, network: StakeholderNetwork, acting: set[str]) -> bool:
    return all(id in acting for id in (fact.start, fact.end) if id in network.actors)


class _Facts:
    """All facts of one side by their key, with the actors and projects it knows, by the ids of the later side."""

    def __init__(self, network: StakeholderNetwork, nodes: set[str], key: Callable[[Fact], FactKey]) -> None:
        facts = (network.whole or network).facts
        self.nodes, self.key = nodes, key
        self.by_key = {key(fact): fact for fact in facts}
        self._reports = {(fact.type, report.key) for fact in facts for report in fact.reports}

    def lacks(self, fact: Fact) -> bool:
        """Whether no report of the fact is here, not even of others."""
        return self._reports.isdisjoint((fact.type, report.key) for report in fact.reports)


def _nodes_of(network: StakeholderNetwork) -> Iterator[str]:
    whole = network.whole or network
    yield from whole.actors
    yield from whole.projects


def _said(node: Actor | Project) -> dict[str, Any]:
    """What is known of a node, without its id."""
    values = {name: getattr(node, name) for name in _compared(node)}
    return {name: value for name, value in values.items() if value not in (None, ())}


def _compared(node: Actor | Project) -> list[str]:
    return [field.name for field in fields(node) if field.name not in _NOT_COMPARED]


def _differing(then: Actor | Project, now: Actor | Project) -> list[str]:
    return [name for name in _compared(now) if getattr(then, name) != getattr(now, name)]


def _otherwise(then: Fact, now: Fact) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """What two reports of one fact say differently: what was said and what is."""
    is_several = _is_in_several(then) or _is_in_several(now)
    before, after = (_values(fact, is_several=is_several) for fact in (then, now))
    names = [name for name in after if now.type != _WORDED and before[name] != after[name]]
    return ({name: before[name] for name in names}, {name: after[name] for name in names}) if names else None


def _is_in_several(fact: Fact) -> bool:
    """Whether its money is in several currencies, so that it has no one amount."""
    return len(fact.sums) > 1


def _values(fact: Fact, *, is_several: bool) -> dict[str, Any]:
    """What is compared of a fact; `amounts` by currency stand for an amount where that can be in several."""
    values = {name: getattr(fact, name) for name in _OF_A_FACT}
    if not is_several:
        return values
    return {"amounts": dict(fact.sums)} | {name: values[name] for name in values if name not in ("amount", "currency")}


def _stated(fact: Fact) -> dict[str, Any]:
    """What a fact says beside its ends."""
    values = _values(fact, is_several=_is_in_several(fact))
    if fact.discriminator:
        values["told"] = fact.discriminator
    return {name: value for name, value in values.items() if value is not None}
