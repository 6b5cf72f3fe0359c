"""An answer: items with the view, the revision, what was considered, what was left out and how it was computed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NotRequired

from typing_extensions import TypedDict  # pydantic takes that of typing from Python 3.12 on

from graph.errors import ConflictError, InputError
from graph.messages import Message, ended, message
from graph.model.names import theme_name
from graph.network.facts import Actor, Fact, Place, Project, Theme
from graph.network.network import StakeholderNetwork
from queries.cursor import read_numbers, write_cursor

_NAMED = "group_not_named"


class Named(TypedDict):
    """A theme or place inside an item."""

    id: str
    name: str


class Reference(TypedDict):
    """A node inside an item; the kind is an actor's, else `project`, `theme` or `place`."""

    id: str
    name: str
    kind: str | None


class Evidence(TypedDict):
    """What one source says for a fact, and where.

    Of money that a funder gives also the amount that it states, `recipient` being the actor whose part it is (null: the
    whole project's), whether that is `counted`: what another dataset states of the same grant is not added, and
    `approximate` where it is said with *about*.
    """

    source: str
    quote: str | None
    locator: str | None
    status: str
    dataset: str
    amount: NotRequired[float]
    currency: NotRequired[str | None]
    recipient: NotRequired[str | None]
    counted: NotRequired[bool]
    approximate: NotRequired[bool]


class LeftOut(TypedDict):
    """What the view or the question left out, and why; `names` where there are some to tell."""

    reason: str
    count: int
    sentence: str
    names: NotRequired[list[str]]


class Considered(TypedDict):
    """How much of the network the answer is about; the open periods are those of the projects."""

    actors: int
    projects: int
    open_periods: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question found in one view of one revision; ready for JSON.

    `method` says how the figures were computed (`exact`, `seed`, bounds, weights). Items are the records that the
    question names; every one has a `sentence`.
    """

    question: str
    view: Mapping[str, Any]
    revision: int
    considered: Considered
    left_out: tuple[LeftOut, ...]
    method: Mapping[str, Any]
    items: tuple[Mapping[str, Any], ...] = field(repr=False)

    def envelope(self, limit: int | None = None, cursor: str | None = None) -> dict[str, Any]:
        """The answer as HTTP, `--json` and Python give it: `limit` items from `cursor` on, all when None.

        Raises:
            InputError: `limit` below 1, or no cursor of ours.
            ConflictError: the cursor belongs to an earlier revision, whose order no longer holds.
        """
        if limit is not None and limit < 1:
            raise InputError(Message("errors.limit", limit=limit))
        first = self._offset(cursor) if cursor else 0
        last = len(self.items) if limit is None else first + limit
        return {
            "question": self.question,
            "view": dict(self.view),
            "revision": self.revision,
            "considered": dict(self.considered),
            "left_out": list(self.left_out),
            "method": dict(self.method),
            "items": list(self.items[first:last]),
            "total": len(self.items),
            "next": write_cursor([self.revision, last]) if last < len(self.items) else None,
        }

    def _offset(self, cursor: str) -> int:
        revision, offset = read_numbers(cursor, 2)
        if revision != self.revision:
            raise ConflictError(Message("errors.cursor_revision", then=str(revision), now=str(self.revision)))
        return offset


def answered(
    question: str,
    network: StakeholderNetwork,
    language: str,
    items: Iterable[Mapping[str, Any]],
    *,
    method: Mapping[str, Any],
    left_out: Mapping[str, int] | None = None,
) -> Answer:
    """The answer to a question on a network; what the view left out is listed before what the question did.

    An answer without items always says why, and a sentence ends once, also after "AB." or a name that was cut.
    """
    items = tuple({**item, "sentence": ended(item["sentence"])} for item in items)
    reasons = {**network.left_out, **(left_out or {})}
    if not items and not any((left_out or {}).values()):
        reasons["nothing_to_compare"] = 1
    return Answer(
        question=question,
        view=network.view.options(),
        revision=network.revision,
        considered={
            "actors": len(collaborators(network)),
            "projects": len(network.projects),
            "open_periods": network.open_periods,
        },
        left_out=tuple(_left_out(network, reason, count, language) for reason, count in reasons.items() if count),
        method=method,
        items=items,
    )


def collaborators(network: StakeholderNetwork) -> frozenset[str]:
    """The actors of the collaboration network: all that take part or are said to collaborate."""
    stated = {end for fact in network.of_type("COLLABORATES_WITH") for end in (fact.start, fact.end)}
    return frozenset(stated.union(network.projects_of))


def reference(node: Actor | Project | Theme | Place, language: str = "sv") -> Reference:
    """A node as an item refers to it; only a theme has a name in each language."""
    match node:
        case Actor():
            return {"id": node.id, "name": node.name, "kind": node.kind}
        case Project() | Place():
            return {"id": node.id, "name": node.name, "kind": type(node).__name__.lower()}
        case Theme():
            return {"id": node.id, "name": theme_name(node, language), "kind": "theme"}


def referred(id: str, network: StakeholderNetwork, language: str) -> Reference:
    """The actor, project, theme or place of this id; an id that the network does not know is a place's."""
    node = network.actors.get(id) or network.projects.get(id) or network.themes.get(id) or network.places.get(id)
    return reference(node, language) if node else {"id": id, "name": id, "kind": "place"}


def named(node: Theme | Place, language: str = "sv") -> Named:
    """A theme or place where no other node is possible, so that it needs no kind."""
    return {"id": node.id, "name": theme_name(node, language) if isinstance(node, Theme) else node.name}


def evidence(facts: Iterable[Fact]) -> list[Evidence]:
    """What the reports of these facts say, and where."""
    return [piece for fact in facts for piece in _evidence(fact)]


def _evidence(fact: Fact) -> Iterator[Evidence]:
    counting = {report.key for report in fact.counting} if fact.parts else set()
    for report in fact.reports:
        piece: Evidence = {
            "source": report.source,
            "quote": report.quote,
            "locator": report.locator,
            "status": report.status,
            "dataset": report.dataset,
        }
        if (grant := report.grant) and grant.amount is not None:
            piece |= {"amount": grant.amount, "currency": grant.currency, "recipient": grant.recipient}
            piece["counted"] = report.key in counting
            if grant.approximate:
                piece["approximate"] = True
        yield piece


def shared_ranks(scores: Iterable[float]) -> list[int]:
    """The rank of each score, the highest first; scores must come in falling order, equal ones share the rank."""
    ranks: list[int] = []
    before: float | None = None
    for place, score in enumerate(scores, start=1):
        ranks.append(ranks[-1] if ranks and score == before else place)
        before = score
    return ranks


def weighted_mean(parts: Mapping[str, float | None], weights: Mapping[str, float]) -> float | None:
    """The mean of the parts that could be computed, by their weights; None when none of them could."""
    known = {name: value for name, value in parts.items() if value is not None}
    total = sum(weights[name] for name in known)
    return round(sum(weights[name] * value for name, value in known.items()) / total, 10) if total > 0 else None


def score(parts: Mapping[str, float | None], weights: Mapping[str, float]) -> float:
    """The mean of the parts that have a weight, what is unknown counting 0; 0 when there is no weight."""
    return weighted_mean({name: parts[name] or 0.0 for name in weights}, weights) or 0.0


def _left_out(network: StakeholderNetwork, reason: str, count: int, language: str) -> LeftOut:
    entry: LeftOut = {
        "reason": reason,
        "count": count,
        "sentence": message(f"questions.left_out_{reason}", language, count=count),
    }
    if reason == _NAMED:
        entry["names"] = sorted(
            {name for project in network.projects.values() for name in project.unnamed_participants}
        )
    return entry
