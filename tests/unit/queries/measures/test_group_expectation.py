"""Oracles: every set of actors of a project's size, every network of given numbers, a second curveball, scipy."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product
from random import Random

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from networkx.algorithms import bipartite
from scipy import stats

from queries.measures.configuration_model import fitted_model
from queries.measures.curveball import curveball_draws
from queries.measures.group_expectation import Expectation, _expectation, benjamini_hochberg, shared_projects
from queries.measures.matrices import biadjacency
from queries.measures.meetings import TwoGroupings, expected_meetings

TINY = nx.Graph([("a", "p"), ("a", "q"), ("b", "p"), ("c", "q"), ("c", "r"), ("d", "p"), ("d", "r")])
GROUPS = {"a": "x", "b": "x", "c": "y", "d": "y"}
COUNTIES = {"b": "n", "c": "n", "d": "s"}  # b is in x and in n, a in no county


def chance_by_trying(graph: nx.Graph, actors: str, first: dict[str, str], second: dict[str, str]) -> dict:
    """In how many projects each two groups are expected to meet, by trying every set of actors of a project's size."""
    model = fitted_model(graph, set(actors))
    odds = model.probabilities / (1 - model.probabilities)
    expected = dict.fromkeys(product(sorted(set(first.values())), sorted(set(second.values()))), 0.0)
    for project, column in zip(model.projects, model.project_class, strict=True):
        weights = {
            team: np.prod([odds[model.actor_class[model.actors.index(actor)], column] for actor in team])
            for team in combinations(actors, graph.degree(project))
        }
        for g, h in expected:
            met = sum(weight for team, weight in weights.items() if meet(team, first, second, g, h))
            expected[g, h] += met / sum(weights.values())
    return expected


def meet(team: tuple[str, ...], first: dict[str, str], second: dict[str, str], g: str, h: str) -> bool:
    return any(a != b and first.get(a) == g and second.get(b) == h for a in team for b in team)


@pytest.mark.parametrize(("first", "second"), [(GROUPS, GROUPS), (GROUPS, COUNTIES), (COUNTIES, COUNTIES)])
def test_expected_meetings_equal_trying_every_team_of_the_projects_size(first: dict, second: dict) -> None:
    model = fitted_model(TINY, set("abcd"))
    groups = TwoGroupings.of(model.actors, first, second)

    found = expected_meetings(model, groups)

    expected = chance_by_trying(TINY, "abcd", first, second)
    assert found == pytest.approx(np.array(list(expected.values())).reshape(groups.shape))


def every_network(graph: nx.Graph, actors: str, projects: str) -> Iterator[np.ndarray]:
    """All networks in which every actor and project has as many as here; curveball draws each equally often."""
    rows, columns = [graph.degree(actor) for actor in actors], [graph.degree(project) for project in projects]
    for cells in product([0, 1], repeat=len(actors) * len(projects)):
        drawn = np.array(cells).reshape(len(actors), len(projects))
        if drawn.sum(axis=1).tolist() == rows and drawn.sum(axis=0).tolist() == columns:
            yield drawn


def test_curveball_draws_every_network_with_these_numbers_equally_often() -> None:
    networks = {drawn.tobytes() for drawn in every_network(TINY, "abcd", "pqr")}
    actor, project = (places.astype(np.int64) for places in biadjacency(TINY, tuple("abcd"), tuple("pqr")).nonzero())

    counts: dict[bytes, int] = dict.fromkeys(networks, 0)
    for drawn in curveball_draws(actor, project, 4000, seed=5):
        cells = np.zeros((4, 3), dtype=np.int64)
        cells[drawn, project] = 1
        counts[cells.tobytes()] += 1  # a KeyError would be a network with other numbers

    # Draws follow each other, so the spread is some three times that of independent ones (√(4000·1/n)).
    expected = 4000 / len(networks)
    assert len(networks) == 12
    assert list(counts.values()) == pytest.approx([expected] * len(networks), abs=6 * expected**0.5)


def test_shared_projects_equal_the_mean_over_all_networks_with_these_numbers() -> None:
    found = shared_projects(TINY, set(GROUPS), GROUPS)
    networks = list(every_network(TINY, "abcd", "pqr"))
    between = [int((drawn[:2].any(axis=0) & drawn[2:].any(axis=0)).sum()) for drawn in networks]
    within = [int((drawn[:2].sum(axis=0) >= 2).sum()) for drawn in networks]

    assert found.n_draws == 2000
    for pair, counts, observed in (("xy", between, 2), ("xx", within, 1)):
        expectation = found.of[pair[0], pair[1]]
        assert expectation.observed == observed
        assert expectation.expected == pytest.approx(np.mean(counts), abs=0.05)
        assert expectation.z == pytest.approx((observed - np.mean(counts)) / np.std(counts), abs=0.15)


def second_curveball(projects_of: dict[str, set[str]], trades: int, random: Random) -> None:
    """Trade the projects that only one of two actors has, in place; all numbers stay (Strona et al. 2014)."""
    actors = sorted(projects_of)
    for _ in range(trades):
        a, b = random.sample(actors, 2)
        common = projects_of[a] & projects_of[b]
        pool = sorted(projects_of[a] ^ projects_of[b])
        random.shuffle(pool)
        share = len(projects_of[a]) - len(common)
        projects_of[a], projects_of[b] = common | set(pool[:share]), common | set(pool[share:])


@pytest.mark.parametrize("density", [0.05, 0.3])
def test_agrees_with_curveball_swaps_whether_projects_are_small_or_large(density: float) -> None:
    graph = nx.relabel_nodes(bipartite.random_graph(60, 80, density, seed=4), str)
    graph.remove_nodes_from([node for node in list(graph) if not graph.degree(node)])
    actors = {str(number) for number in range(60)} & set(graph)
    groups = {actor: {0: "x", 1: "y", 2: "y"}.get(int(actor) % 6) for actor in actors}
    random, current, counts = Random(2014), {actor: set(graph[actor]) for actor in actors}, []
    for _ in range(800):
        second_curveball(current, 100, random)
        teams = [{p for a in actors if groups[a] == group for p in current[a]} for group in "xy"]
        counts.append(len(teams[0] & teams[1]))

    found = shared_projects(graph, actors, groups).of["x", "y"]

    error = np.std(counts) / 400**0.5
    assert found.expected == pytest.approx(np.mean(counts), abs=4 * error)
    assert found.z == pytest.approx((found.observed - np.mean(counts)) / np.std(counts), abs=0.3)


@pytest.mark.parametrize("shared", [6, 9, 14])
def test_mean_spread_and_p_are_those_of_the_exact_distribution(shared: int) -> None:
    """Two actors are in 20 each of 40 projects with four actors, all others in one project.

    A network in which the two share c projects leaves room for 80!/(2!ᶜ·3!⁴⁰⁻²ᶜ·4!ᶜ) ways to place the others, so c has
    Fisher's noncentral hypergeometric distribution with odds (1/2!)(1/4!)/(1/3!)² = 3/4, which scipy knows.
    """
    edges = [("x1", f"p{n}") for n in range(20)] + [("x2", f"p{n}") for n in range(20 - shared, 40 - shared)]
    graph = nx.Graph(edges)
    places = [f"p{n}" for n in range(40) for _ in range(4 - (graph.degree(f"p{n}") if f"p{n}" in graph else 0))]
    graph.add_edges_from((f"z{n}", project) for n, project in enumerate(places))
    exact = stats.nchypergeom_fisher(40, 20, 20, 0.75)

    found = shared_projects(graph, {node for node in graph if node[0] != "p"}, {"x1": "x", "x2": "y"}).of["x", "y"]

    assert found.observed == shared
    assert found.expected == pytest.approx(exact.mean(), abs=0.15)
    assert found.z == pytest.approx((shared - exact.mean()) / exact.std(), abs=0.2)
    two_sided = min(1, 2 * min(exact.cdf(shared), exact.sf(shared - 1)))
    assert found.p == pytest.approx(two_sided, rel=0.6)


def test_a_rare_meeting_is_as_likely_as_poisson_says() -> None:
    """One meeting of two who are in one of 250 projects each: a chance of 1/499 for x2, to be where x1 is."""
    graph = nx.Graph([("x1", "p0"), ("x2", "p0")])
    graph.add_edges_from((f"z{n}", f"p{1 + n // 2}") for n in range(498))

    found = shared_projects(graph, {node for node in graph if node[0] != "p"}, {"x1": "x", "x2": "y"}).of["x", "y"]

    assert found.expected == pytest.approx(1 / 499, abs=0.003)
    assert found.p == pytest.approx(2 / 499, rel=0.6)


@pytest.mark.parametrize("mean", [0.2, 3.0, 40.0])
@pytest.mark.parametrize("deviations", [-2, 2, 3])
def test_p_of_a_poisson_count_is_poissons(mean: float, deviations: int) -> None:
    draws = np.random.default_rng(1).poisson(mean, 20_000).astype(np.float64)
    observed = max(0, round(mean + deviations * mean**0.5))

    found = _expectation(observed, mean, draws)

    poisson = stats.poisson(mean)
    assert found.p == pytest.approx(min(1, 2 * min(poisson.cdf(observed), poisson.sf(observed - 1))), rel=0.35)


def test_what_cannot_vary_has_no_z() -> None:
    graph = nx.Graph([("a", "p"), ("b", "p")])

    found = shared_projects(graph, {"a", "b"}, {"a": "x", "b": "y"})

    assert found.of["x", "y"] == Expectation(1, 1.0, None, None, from_model=True)
    assert shared_projects(nx.Graph(), set(), {}).of == {}


def test_benjamini_hochberg_by_hand() -> None:
    # Three tests: .01·3/1, .02·3/2, .5·3/3, then made monotone from the largest down.
    assert benjamini_hochberg([0.5, None, 0.01, 0.02]) == pytest.approx([0.5, None, 0.03, 0.03])
    assert benjamini_hochberg([None]) == [None]
    assert benjamini_hochberg([]) == []


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_benjamini_hochberg_is_scipys(p_values: list[float]) -> None:
    assert benjamini_hochberg(p_values) == pytest.approx(stats.false_discovery_control(p_values).tolist())
