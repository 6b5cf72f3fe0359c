"""Everything that is counted of a broker, for all actors of the collaboration network."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from graph.network.network import StakeholderNetwork
from queries.finding.grouping import Grouping
from queries.finding.meeting import met_in
from queries.measures.bridges import SoleBridge, articulation, sole_bridges
from queries.measures.brokerage import Roles, roles, standardised_roles, two_mode_roles
from queries.measures.structural_holes import StructuralHoles
from queries.measures.ties import Ties
from queries.questions.brokers.between import brokerage, is_exact, two_mode_brokerage


@dataclass(frozen=True, slots=True)
class Figures:
    """By actor; what is undefined is None. `exact` says whether betweenness in P is, else it is estimated."""

    exact: bool
    betweenness: Mapping[str, float]
    two_mode: Mapping[str, float]
    constraint: Mapping[str, float | None]
    effective_size: Mapping[str, float | None]
    roles: Mapping[str, Roles[int] | None]
    roles_z: Mapping[str, Roles[float | None] | None]
    roles_two_mode: Mapping[str, Roles[int] | None]
    bridges: Mapping[str, list[SoleBridge]]
    separates: Mapping[str, frozenset[str]]

    def is_broker(self, actor: str) -> bool:
        """Whether it lies between others, or is the only link of two groups or to somebody."""
        return bool(self.betweenness[actor] or self.bridges.get(actor) or self.separates.get(actor))


def figures(network: StakeholderNetwork, groups: Grouping) -> Figures:
    """The figures of a view; roles and only links are between `groups`.

    Sole bridges and two-mode figures are about who has met whom: like P they leave out participations that were
    expanded from a group phrase, unless the view includes those.
    """
    graph, (met, met_actors) = network.collaboration, met_in(network)
    with ThreadPoolExecutor() as pool:  # betweenness runs in compiled code, beside the others
        two_mode = pool.submit(two_mode_brokerage, network)
        ties = Ties(graph, "weight")
        ties.triangles.find()  # which both threads need
        betweenness = pool.submit(brokerage, network, ties)
        counts, holes = roles(graph, groups.of, ties), StructuralHoles(graph, ties=ties)
        return Figures(
            exact=is_exact(network, ties),
            constraint=holes.constraint(),
            effective_size=holes.effective_size(),
            roles=counts,
            roles_z=standardised_roles(graph, groups.of, counts),
            roles_two_mode=two_mode_roles(met, met_actors, groups.of, ties),
            bridges=sole_bridges(met, met_actors, groups.of),
            separates=articulation(graph),
            betweenness=betweenness.result(),
            two_mode=two_mode.result(),
        )
