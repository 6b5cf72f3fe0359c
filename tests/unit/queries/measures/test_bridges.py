"""Oracles: cases by hand, the definition written out over every actor, networkx `articulation_points`."""

from __future__ import annotations

from itertools import combinations
from random import Random

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from queries.measures.bridges import SoleBridge, articulation, sole_bridges

GROUPS = {"Skellefteå kommun": "public", "Boliden": "business", "Northvolt": "business", "Rädda Barnen": "civil"}


def bridges(*participations: tuple[str, str], **groups: str) -> dict[str, list[SoleBridge]]:
    graph = nx.Graph(participations)
    return sole_bridges(graph, {actor for actor, _ in participations}, groups or GROUPS)


def test_a_municipality_between_industry_and_civil_society() -> None:
    found = bridges(
        ("Skellefteå kommun", "p"), ("Boliden", "p"), ("Skellefteå kommun", "q"), ("Rädda Barnen", "q"),
        ("Skellefteå kommun", "alone"),
    )  # fmt: skip

    assert found == {
        "Skellefteå kommun": [SoleBridge(("business", "civil"), ("p", "q"))],
        "Boliden": [],
        "Rädda Barnen": [],
    }


def test_who_meets_in_a_project_needs_no_bridge() -> None:
    found = bridges(("Skellefteå kommun", "p"), ("Boliden", "p"), ("Rädda Barnen", "p"))

    assert not any(found.values())


def test_a_second_link_by_another_actor_ends_it() -> None:
    first = [("v", "p"), ("a", "p"), ("v", "q"), ("c", "q")]

    assert bridges(*first, a="x", c="z", v="y")["v"] == [SoleBridge(("x", "z"), ("p", "q"))]
    assert not bridges(*first, ("w", "r"), ("a", "r"), ("w", "s"), ("c", "s"), a="x", c="z", v="y")["v"]


def test_the_only_one_of_its_group_who_works_with_another_group_links_its_colleagues_to_it() -> None:
    found = bridges(("v", "p"), ("colleague", "p"), ("v", "q"), ("c", "q"), v="x", colleague="x", c="z")

    assert found["v"] == [SoleBridge(("x", "z"), ("p", "q"))]
    assert found["c"] == []


def test_actors_without_group_can_be_the_link_but_not_its_end() -> None:
    assert bridges(("v", "p"), ("a", "p"), ("v", "q"), ("c", "q"), a="x", c="z")["v"]
    assert not bridges(("v", "p"), ("a", "p"), ("v", "q"), ("c", "q"), a="x", v="y")["v"]


def linked(
    contacts: nx.Graph, pair: tuple[str, str], groups: dict[str, str | None], through: str | None = None
) -> bool:
    """Whether a path of at most two ties joins the groups; with `through`, only the paths over that actor."""
    first, second = ([node for node in contacts if groups[node] == group and node != through] for group in pair)
    return any(
        (through is None and contacts.has_edge(a, c))
        or any(through in (None, v) for v in nx.common_neighbors(contacts, a, c))
        for a in first
        for c in second
    )


@given(st.integers(0, 10_000))
@settings(max_examples=150, deadline=None)
def test_equal_to_the_definition(seed: int) -> None:
    random = Random(seed)
    actors = [f"a{number}" for number in range(random.randint(1, 9))]
    groups = {actor: random.choice(["x", "y", "z", None]) for actor in actors}
    graph = nx.Graph((random.choice(actors), f"p{random.randint(1, 8)}") for _ in range(random.randint(1, 18)))
    graph.add_nodes_from(actors)
    contacts = nx.Graph(pair for p in graph if p[0] == "p" for pair in combinations(graph[p], 2))
    contacts.add_nodes_from(actors)

    expected = {
        actor: [
            pair
            for pair in combinations("xyz", 2)
            if linked(contacts, pair, groups, through=actor)
            and not linked(contacts.subgraph(set(actors) - {actor}), pair, groups)
        ]
        for actor in actors
    }

    found = sole_bridges(graph, set(actors), groups)
    assert {actor: [bridge.groups for bridge in row] for actor, row in found.items()} == expected


def test_who_loses_contact_by_hand() -> None:
    # A triangle; the chain d-e hangs on c, and f on d.
    graph = nx.Graph([("a", "b"), ("b", "c"), ("a", "c"), ("c", "d"), ("d", "e"), ("d", "f")])
    graph.add_edge("other", "component")

    assert articulation(graph) == {"c": frozenset("ab"), "d": frozenset("ef")}


def test_of_two_equal_pieces_the_one_with_the_first_id_is_the_main_one() -> None:
    assert articulation(nx.path_graph(["å", "v", "c"])) == {"v": frozenset("å")}


@given(st.integers(0, 25), st.floats(0, 0.2), st.integers(0, 10_000))
@settings(max_examples=100, deadline=None)
def test_points_equal_networkx_and_the_separated_are_all_but_the_largest_piece(n: int, p: float, seed: int) -> None:
    graph = nx.relabel_nodes(nx.gnp_random_graph(n, p, seed=seed), str)

    found = articulation(graph)

    assert set(found) == set(nx.articulation_points(graph))
    for point, separated in found.items():
        rest = graph.subgraph(nx.node_connected_component(graph, point) - {point})
        pieces = sorted(nx.connected_components(rest), key=lambda piece: (-len(piece), min(piece)))
        assert separated == set().union(*pieces[1:])
