"""What lies around an actor, on seven actors drawn by hand."""

from dataclasses import replace

import networkx as nx
import pytest

from graph.network.network import StakeholderNetwork
from graph.network.view import View
from tests.unit.queries.small_networks import fact, network

# u1 meets c1 and m1 in p1, c1 meets m1 also in p2, m1 meets f1 and c2 in p3, c1 meets f1 and c2 in p4, f1 works
# alone in p5 and u1 in p6; c3 only pays for p1, c4 is said to be in contact with u1.
WHOLE = network(
    {"p1": "u1 c1 m1", "p2": "c1 m1", "p3": "m1 f1 c2", "p4": "c1 f1 c2", "p5": "f1", "p6": "u1"},
    facts=[
        fact("FUNDS", "c3", "p1"),
        fact("FUNDS", "c3", "p3"),
        fact("COLLABORATES_WITH", "c4", "u1", "contact"),
        fact("LOCATED_IN", "m1", "se:2580"),
        fact("LOCATED_IN", "f1", "se:2580"),
    ],
)


def around(actor: str, steps: int = 1, **more: str) -> StakeholderNetwork:
    return WHOLE.of(View.of({"around": actor, "steps": steps, **more}))


@pytest.mark.parametrize(
    ("actor", "steps", "actors", "projects"),
    [
        ("u1", 1, {"u1", "c1", "m1", "c3"}, {"p1", "p2", "p6"}),
        ("u1", 2, {"u1", "c1", "m1", "f1", "c2", "c3"}, {"p1", "p2", "p3", "p4", "p6"}),
        ("f1", 1, {"f1", "m1", "c2", "c1", "c3"}, {"p2", "p3", "p4", "p5"}),
        ("c3", 1, set(), set()),
        ("c4", 1, {"c4"}, set()),
    ],
)
def test_a_project_is_shown_whole_or_not_at_all(actor: str, steps: int, actors: set[str], projects: set[str]) -> None:
    part = around(actor, steps)
    assert set(part.projects) == projects
    assert set(part.actors) - {"c3", "c4"} == actors - {"c3", "c4"}
    for project in projects:
        assert part.tied_participants[project] == WHOLE.tied_participants[project]
    assert part.left_out == ({"project_outside_around": 6 - len(projects)} if len(projects) < 6 else {})


@pytest.mark.parametrize("steps", [1, 2, 3])
def test_the_actors_are_those_of_the_ego_graph_of_networkx(steps: int) -> None:
    assert set(around("u1", steps).collaboration) == set(nx.ego_graph(WHOLE.collaboration, "u1", radius=steps))


def test_facts_of_those_left_out_are_gone() -> None:
    assert {found.start for found in around("u1").of_type("LOCATED_IN")} == {"m1"}
    assert {(found.start, found.end) for found in around("u1").fundings} == {("c3", "p1")}


def test_it_is_cut_out_of_the_rest_of_the_view() -> None:
    asleep = replace(WHOLE.projects["p1"], ends="2020")
    whole = replace(WHOLE, projects={**WHOLE.projects, "p1": asleep})
    part = whole.of(View.of({"around": "u1", "from": "2024"}))
    assert set(part.projects) == {"p6"}
    assert part.left_out == {"project_outside_period": 1, "project_outside_around": 4}
