"""How far a map moves when the world hardly does: one actor or one project added, drawn from the earlier map and anew.

    python -m benchmarks.house.map

The demo, and made-up networks of 200 and 500 nodes. A node moves when it lies elsewhere than before; the distances are
shares of the width of the drawing before.
"""

from __future__ import annotations

import math
import random
import statistics
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from graph.network.facts import Actor, Fact, Project, Report
from graph.network.network import StakeholderNetwork
from queries.questions.brokers.between import brokerage
from tests.unit.viz.networks import demo, synthetic
from viz.drawing.drawing import Arrangement, Drawing
from viz.drawing.layout import draw
from viz.view.build import network_view

NETWORKS: Final[Mapping[str, Callable[[], StakeholderNetwork]]] = {
    "demo": demo,
    "200 nodes": lambda: synthetic(200),
    "500 nodes": lambda: synthetic(500),
}


def with_actor(network: StakeholderNetwork) -> StakeholderNetwork:
    """One actor more, in the first two projects."""
    projects = list(network.projects)[:2]
    newcomer = Actor("newcomer-0", "Nykomlingen AB", "company")
    return _with(network, {newcomer.id: newcomer}, {}, [(newcomer.id, projects)])


def with_project(network: StakeholderNetwork, number: int = 0) -> StakeholderNetwork:
    """One project more, with three actors drawn by lot and one that is new; another `number` is another project."""
    project, actor = f"addition-{number}", f"newcomer-{number}"
    members = [*random.Random(number).sample(list(network.actors), 3), actor]
    return _with(
        network,
        {actor: Actor(actor, f"Nykomlingen {number} AB", "company")},
        {project: Project(project, f"Projekt {number} till")},
        [(member, [project]) for member in members],
    )


CHANGES: Final = {"one actor more": with_actor, "one project more": with_project}


def _with(
    network: StakeholderNetwork,
    actors: Mapping[str, Actor],
    projects: Mapping[str, Project],
    ties: list[tuple[str, list[str]]],
) -> StakeholderNetwork:
    facts = tuple(_takes_part(actor, project) for actor, of in ties for project in of)
    return replace(
        network,
        actors={**network.actors, **actors},
        projects={**network.projects, **projects},
        facts=(*network.facts, *facts),
    )


def _takes_part(actor: str, project: str) -> Fact:
    report = Report(f"d│s│{actor}│{project}│partner│0", "d", "s", None, None, "asserted")
    return Fact("PARTICIPATES_IN", actor, project, (report,), discriminator="partner")


def drawn(network: StakeholderNetwork, previous: Arrangement | None = None) -> Drawing:
    """The map as the service draws it."""
    return draw(network_view(network, brokerage=brokerage(network)), previous)


def moves(before: Drawing, after: Drawing) -> list[float]:
    """For every node of both drawings how far it has moved, as a share of the width before."""
    return [
        math.dist(at, after.positions[id]) / before.bounds.width
        for id, at in before.positions.items()
        if id in after.positions
    ]


def _summary(before: Drawing, after: Drawing) -> str:
    distances = moves(before, after)
    kind = "" if after.layout == before.layout else f", {before.layout} became {after.layout}"
    moved, median = sum(distance > 0 for distance in distances), statistics.median(distances)
    return f"{moved} of {len(distances)} move, median {median:.1%}, most {max(distances):.1%}{kind}"


def measure() -> list[tuple[str, str]]:
    """Each network and change with what moves from the earlier map and anew."""
    rows = []
    for name, network in NETWORKS.items():
        before = drawn(network())
        for change, changed in CHANGES.items():
            more = changed(network())
            rows.append((f"{name}, {change}, from the earlier map", _summary(before, drawn(more, before.arrangement))))
            rows.append((f"{name}, {change}, anew", _summary(before, drawn(more))))
    return rows


if __name__ == "__main__":
    for name, figure in measure():
        print(f"{name}: {figure}")
