"""How the first brokers, gaps and overlaps moved between two revisions, by asking the questions of both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final

from graph.network.network import StakeholderNetwork
from queries.finding.paths import tie_facts
from queries.question import questions
from queries.questions.changes.differences import Compared, Difference

FIRST: Final[Mapping[str, int]] = {"brokers": 10, "gaps": 20, "overlaps": 50}
"""How many of each answer are watched."""

Item = Mapping[str, Any]
Subject = tuple[str, ...]


def moved(compared: Compared, language: str, left_out: Counter[str]) -> Iterator[Difference]:
    """Brokers that changed places, gaps that are new or closed, groups read otherwise, overlaps of another class.

    `left_out` counts what cannot be compared.
    """
    asked = _Both(compared, language)
    brokers = list(_brokers(asked))
    if asked.exact:
        yield from brokers
    else:
        left_out["brokers_estimated"] = 1
    yield from _pairs(asked)
    yield from _groups(asked)
    yield from _overlaps(asked)


class _Both:
    """The answers of both revisions to a question, what they are about by the ids of the later one."""

    def __init__(self, compared: Compared, language: str) -> None:
        self.compared, self._language = compared, language
        self.exact = True

    def items(
        self, question: str, subject: Callable[[Item], Sequence[Item]], **values: str
    ) -> tuple[dict[Subject, Item], dict[Subject, Item]]:
        """Items by the ids of their subject, in order."""
        ids = self.compared.successors.now
        found: list[dict[Subject, Item]] = []
        for network in (self.compared.earlier, self.compared.later):
            answer = questions()[question].ask(network, values, self._language)
            self.exact &= bool(answer.method["exact"])
            found.append({_subject(ids, subject(item)): item for item in answer.items})
        return found[0], found[1]


def _subject(ids: Mapping[str, str], ends: Sequence[Item]) -> Subject:
    return tuple(sorted(ids.get(end["id"], end["id"]) for end in ends))


def _brokers(asked: _Both) -> Iterator[Difference]:
    before, after = (
        {id: item for id, item in items.items() if item["betweenness"]}
        for items in asked.items("brokers", lambda item: [item["actor"]], intervals="no")
    )
    first = FIRST["brokers"]
    for id in {**dict(islice(after.items(), first)), **dict(islice(before.items(), first))}:
        then, now = (_figures(items.get(id), "rank", "betweenness") for items in (before, after))
        if (then or {}).get("rank") != (now or {}).get("rank"):
            yield Difference("moved", "brokers", id, then, now, ())


def _pairs(asked: _Both) -> Iterator[Difference]:
    """Gaps that are new among the first, and those that were among the first and have met since."""
    before, after = asked.items("gaps", lambda item: item["actors"], of="pairs")
    places_then, places_now = _places(before), _places(after)
    later = asked.compared.later
    for pair in islice(after, FIRST["gaps"]):
        if pair not in before:
            yield Difference("moved", "gaps", pair, None, {"rank": places_now[pair]}, ())
    for pair in islice(before, FIRST["gaps"]):
        if len(pair) > 1 and later.collaboration.has_edge(*pair):
            facts = tie_facts(later, *pair)[1]
            yield Difference("moved", "gaps", pair, {"rank": places_then[pair]}, None, facts)


def _groups(asked: _Both) -> Iterator[Difference]:
    before, after = (
        {tuple(item["groups"]): item for item in questions()["gaps"].ask(network, {"of": "groups"}).items}
        for network in (asked.compared.earlier, asked.compared.later)
    )
    for groups, item in after.items():
        then, now = _figures(before.get(groups), "reading"), _figures(item, "reading")
        if then and then != now:
            yield Difference("moved", "groups", groups, then, now, ())


def _overlaps(asked: _Both) -> Iterator[Difference]:
    before, after = asked.items("overlaps", lambda item: item["projects"])
    first = FIRST["overlaps"]
    for pair in {**dict(islice(after.items(), first)), **dict(islice(before.items(), first))}:
        then, now = (_figures(items.get(pair), "class") for items in (before, after))
        if then != now and (now or _all_known(asked.compared.later, pair)):
            yield Difference("moved", "overlaps", pair, then, now, ())


def _all_known(network: StakeholderNetwork, projects: Subject) -> bool:
    return all(id in network.projects for id in projects)


def _figures(item: Item | None, *names: str) -> dict[str, Any] | None:
    return {name: item[name] for name in names} if item else None


def _places(items: Mapping[Subject, Item]) -> dict[Subject, int]:
    return {subject: place for place, subject in enumerate(items, start=1)}
