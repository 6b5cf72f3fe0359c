"""Who loses and who gains contact."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import networkx as nx

from queries.measures.reach import cut_off, nearest, only_through, pieces
from queries.questions.what_if.scenarios import Scenario

MOST: Final = 10
_TWO_STEPS: Final = 2


@dataclass(frozen=True, slots=True)
class Effect:
    """A `change` (`loses`, `gains`, `figure`) of a figure of an actor, or of the view where there is none.

    `others` are those it is about, the nearest first, of `n_others` in all.
    """

    change: str
    figure: str
    before: float | None
    after: float | None
    actor: str | None = None
    others: tuple[str, ...] = ()
    n_others: int = 0
    projects: tuple[str, ...] = ()


def lost(scenario: Scenario) -> Iterator[Effect]:
    """Who meets somebody nowhere else than in the project, or through nobody else than the actor; who is cut off."""
    if scenario.what == "ends":
        yield from _lost_ties(scenario)
    if scenario.what == "without":
        yield from _lost_common_contacts(scenario)
    yield from _lost_reach(scenario)


def _lost_ties(scenario: Scenario) -> Iterator[Effect]:
    before, after = scenario.before.collaboration, scenario.after.collaboration
    for actor in sorted(scenario.before.tied_participants.get(scenario.of[0], ())):
        contacts, left = frozenset(before[actor]), _contacts(after, actor)
        if gone := sorted(contacts - left):
            yield Effect("loses", "contacts", len(contacts), len(left), actor, tuple(gone[:MOST]), len(gone))


def _lost_common_contacts(scenario: Scenario) -> Iterator[Effect]:
    """Who is left alone is told of by its reach."""
    graph, leaver = scenario.before.collaboration, scenario.of[0]
    for actor, gone in only_through(graph, leaver).items():
        known = len(graph[leaver]) - 1
        if _contacts(scenario.after.collaboration, actor):
            yield Effect("loses", "within_two", known, known - len(gone), actor, tuple(sorted(gone)[:MOST]), len(gone))


def _lost_reach(scenario: Scenario) -> Iterator[Effect]:
    """Those cut off; who has no contact left when a project ends is told of by its contacts."""
    before, after = scenario.before.collaboration, scenario.after.collaboration
    then, now = (pieces(graph, scenario.actors) for graph in (before, after))
    sizes = {actor: (len(piece) - 1) for piece in now for actor in piece}
    for actor, gone_from in sorted(cut_off(then, now).items()):
        if scenario.what == "ends" and not _contacts(after, actor):
            continue
        others = tuple(nearest(before, actor, gone_from, MOST))
        reach = sizes[actor]
        yield Effect("loses", "reach", reach + len(gone_from), reach, actor, others, len(gone_from))


def gained(scenario: Scenario) -> Iterator[Effect]:
    """Whom two that start a project come within two steps of, each through the other, and whom they come to reach."""
    if scenario.what != "together":
        return
    before, after = scenario.before.collaboration, scenario.after.collaboration
    then, now = (
        {actor: piece for piece in pieces(graph, scenario.actors) for actor in piece} for graph in (before, after)
    )
    for actor, other in (scenario.of, scenario.of[::-1]):
        contacts = _contacts(before, actor)
        if other not in contacts:
            yield Effect("gains", "contacts", len(contacts), len(contacts) + 1, actor, (other,), 1)
        near, nearer = (_within(graph, actor) for graph in (before, after))
        if new := nearer - near - {other}:
            others = tuple(nearest(after, actor, new, MOST))
            yield Effect("gains", "within_two", len(near), len(nearer), actor, others, len(new))
        if reached := now[actor] - _piece(then, actor):
            others = tuple(nearest(after, actor, reached, MOST))
            reach = len(_piece(then, actor)) - 1
            yield Effect("gains", "reach", reach, reach + len(reached), actor, others, len(reached))


def _piece(of: Mapping[str, frozenset[str]], actor: str) -> frozenset[str]:
    return of.get(actor, frozenset({actor}))


def _contacts(graph: nx.Graph[str], actor: str) -> frozenset[str]:
    return frozenset(graph[actor]) if actor in graph else frozenset()


def _within(graph: nx.Graph[str], actor: str) -> frozenset[str]:
    """Those at most two ties away."""
    if actor not in graph:
        return frozenset()
    return frozenset(nx.single_source_shortest_path_length(graph, actor, cutoff=_TWO_STEPS)) - {actor}
