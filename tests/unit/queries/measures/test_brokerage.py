"""Oracles: R sna 2.7 (tests/unit/reference), a count by three loops, and chains counted by hand."""

from __future__ import annotations

from dataclasses import astuple
from itertools import permutations
from random import Random

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from networkx.algorithms import bipartite

from queries.measures.brokerage import Roles, roles, standardised_roles, two_mode_roles
from tests.unit.queries.measures.reference_graphs import GRAPHS, numbers


@pytest.mark.parametrize("name", GRAPHS)
def test_counts_equal_sna(name: str) -> None:
    found = roles(*GRAPHS[name])

    assert {node: list(astuple(row)) for node, row in found.items() if row} == numbers("brokerage_raw.csv", name)


@pytest.mark.parametrize("name", GRAPHS)
def test_z_scores_equal_sna(name: str) -> None:
    found = standardised_roles(*GRAPHS[name], roles(*GRAPHS[name]))

    for node, row in found.items():
        assert row is not None
        assert list(astuple(row)) == pytest.approx(numbers("brokerage_z.csv", name)[node]), node


def role_of(a: str, v: str, c: str) -> str:
    if a == v == c:
        return "coordinator"
    if a == c:
        return "itinerant"
    if v == c:
        return "gatekeeper"
    return "representative" if a == v else "liaison"


@given(st.integers(0, 12), st.floats(0, 1), st.integers(0, 10_000))
@settings(max_examples=40, deadline=None)
def test_counts_equal_three_loops_and_actors_without_group_are_nobodys_end(n: int, p: float, seed: int) -> None:
    graph = nx.relabel_nodes(nx.gnp_random_graph(n, p, seed=seed), str)
    random = Random(seed)
    groups = {node: random.choice(["näring", "ideell", "offentlig", None]) for node in graph}
    known = {node: group for node, group in groups.items() if group}
    counts = {node: dict.fromkeys(Roles.__slots__, 0) for node in known}
    for a, v, c in permutations(known, 3):
        if graph.has_edge(a, v) and graph.has_edge(v, c) and not graph.has_edge(a, c):
            counts[v][role_of(known[a], known[v], known[c])] += 1

    assert roles(graph, groups) == {node: Roles(**counts[node]) if node in known else None for node in graph}


def test_an_actor_without_group_has_no_roles_and_gives_none() -> None:
    graph = nx.path_graph(["a", "v", "c"])
    groups = {"a": "x", "v": "x", "c": None}

    assert roles(graph, groups) == {"a": Roles(0, 0, 0, 0, 0), "v": Roles(0, 0, 0, 0, 0), "c": None}
    assert standardised_roles(graph, groups, roles(graph, groups))["c"] is None


def test_roles_that_cannot_vary_are_undefined() -> None:
    lone = nx.empty_graph(["a"])
    assert standardised_roles(lone, {"a": "x"}, roles(lone, {"a": "x"})) == {"a": Roles(None, None, None, None, None)}


def chains(*participations: tuple[str, str]) -> nx.Graph:
    return nx.Graph(participations)


def test_two_mode_chains_by_hand() -> None:
    # v meets a in p and in r, c in q; a and c share nothing: chains a-p-v-q-c and a-r-v-q-c, each in both directions.
    graph = chains(("a", "p"), ("v", "p"), ("a", "r"), ("v", "r"), ("v", "q"), ("c", "q"))

    liaison = two_mode_roles(graph, {"a", "v", "c"}, {"a": "x", "v": "y", "c": "z"})
    gate = two_mode_roles(graph, {"a", "v", "c"}, {"a": "x", "v": "x", "c": "z"})
    itinerant = two_mode_roles(graph, {"a", "v", "c"}, {"a": "x", "v": "y", "c": "x"})
    coordinator = two_mode_roles(graph, {"a", "v", "c"}, {"a": "x", "v": "x", "c": "x"})

    assert liaison["v"] == Roles(0, 0, 0, 0, 4)
    assert gate["v"] == Roles(0, 0, 2, 2, 0)
    assert itinerant["v"] == Roles(0, 4, 0, 0, 0)
    assert coordinator["v"] == Roles(4, 0, 0, 0, 0)
    assert liaison["a"] == liaison["c"] == Roles(0, 0, 0, 0, 0)


def test_a_shared_project_closes_every_chain_between_its_actors() -> None:
    # As above, but a and c meet in s, where v is not.
    graph = chains(("a", "p"), ("v", "p"), ("v", "q"), ("c", "q"), ("a", "s"), ("c", "s"))

    found = two_mode_roles(graph, {"a", "v", "c"}, {"a": "x", "v": "y", "c": "z"})

    assert found == dict.fromkeys(["a", "v", "c"], Roles(0, 0, 0, 0, 0))


def test_three_in_one_project_make_no_open_chain_and_one_without_group_counts_nowhere() -> None:
    graph = chains(("a", "p"), ("v", "p"), ("c", "p"), ("v", "q"), ("d", "q"))

    found = two_mode_roles(graph, {"a", "v", "c", "d"}, {"a": "x", "v": "x", "c": "y", "d": None})

    assert found["v"] == Roles(0, 0, 0, 0, 0)
    assert found["d"] is None


@given(st.integers(0, 10_000))
@settings(max_examples=25, deadline=None)
def test_two_modes_equal_one_mode_where_nobody_meets_twice(seed: int) -> None:
    ties = nx.relabel_nodes(nx.gnp_random_graph(9, 0.35, seed=seed), str)
    random = Random(seed)
    groups = {node: random.choice("xyz") for node in ties}
    graph = nx.Graph((actor, f"{a}-{b}") for a, b in ties.edges for actor in (a, b))
    graph.add_nodes_from(ties)

    assert two_mode_roles(graph, set(ties), groups) == roles(ties, groups)


@given(st.integers(1, 8), st.integers(0, 7), st.sampled_from([0, 0.2, 0.4, 0.7, 1]), st.integers(0, 10_000))
@settings(max_examples=40, deadline=None)
def test_two_modes_equal_all_chains_counted_one_by_one(n: int, m: int, p: float, seed: int) -> None:
    graph = nx.relabel_nodes(bipartite.random_graph(n, m, p, seed=seed), str)
    actors, random = {str(number) for number in range(n)}, Random(seed)
    groups = {actor: random.choice("xyz") for actor in sorted(actors)}
    counts = {actor: dict.fromkeys(Roles.__slots__, 0) for actor in actors}
    for a, v, c in permutations(actors, 3):
        if not set(graph[a]) & set(graph[c]):
            chains = len(set(graph[a]) & set(graph[v])) * len(set(graph[v]) & set(graph[c]))
            counts[v][role_of(groups[a], groups[v], groups[c])] += chains

    assert two_mode_roles(graph, actors, groups) == {actor: Roles(**counts[actor]) for actor in actors}
