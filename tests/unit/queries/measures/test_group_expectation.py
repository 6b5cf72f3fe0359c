"""Oracles: scipy's Poisson-binomial, sums over all networks of a tiny model, curveball swaps (Strona et al. 2014)."""

from __future__ import annotations

from itertools import product
from random import Random

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from networkx.algorithms import bipartite
from scipy import stats

from queries.measures.configuration_model import fitted_model
from queries.measures.group_expectation import Expectation, benjamini_hochberg, shared_projects

TINY = nx.Graph([("a", "p"), ("a", "q"), ("b", "p"), ("c", "q"), ("c", "r"), ("d", "p"), ("d", "r")])
GROUPS = {"a": "x", "b": "x", "c": "y", "d": "y"}


def every_network() -> list[tuple[float, np.ndarray]]:
    """All 2¹² networks of the tiny model with their probabilities: rows a–d, columns p–r."""
    model = fitted_model(TINY, set(GROUPS))
    rows = [model.actor_class[model.actors.index(actor)] for actor in "abcd"]
    columns = [model.project_class[model.projects.index(project)] for project in "pqr"]
    chance = model.probabilities[np.ix_(rows, columns)]
    networks = (np.array(cells).reshape(4, 3) for cells in product([0, 1], repeat=12))
    return [(float(np.prod(np.where(cells, chance, 1 - chance))), cells) for cells in networks]


def moments(count: object) -> tuple[float, float]:
    values = [(weight, count(cells)) for weight, cells in every_network()]  # type: ignore[operator]
    mean = sum(weight * value for weight, value in values)
    return mean, sum(weight * (value - mean) ** 2 for weight, value in values) ** 0.5


def test_shared_projects_equal_the_sum_over_all_networks() -> None:
    found = shared_projects(TINY, set(GROUPS), GROUPS)

    between = moments(lambda cells: int((cells[:2].any(axis=0) & cells[2:].any(axis=0)).sum()))
    within = moments(lambda cells: int((cells[:2].sum(axis=0) >= 2).sum()))

    assert found["x", "y"].observed == 2
    assert found["x", "x"].observed == 1
    assert found["x", "y"].expected == pytest.approx(between[0])
    assert found["x", "y"].z == pytest.approx((2 - between[0]) / between[1])
    assert found["x", "x"].expected == pytest.approx(within[0])
    assert found["x", "x"].z == pytest.approx((1 - within[0]) / within[1])


@pytest.mark.parametrize("seed", range(5))
def test_p_equals_scipys_poisson_binomial(seed: int) -> None:
    graph = bipartite.random_graph(30, 50, 0.1, seed=seed)
    graph = nx.relabel_nodes(graph, str)
    actors = {str(number) for number in range(30)}
    groups = {actor: "xyz"[int(actor) % 3] for actor in actors}
    model = fitted_model(graph, actors)
    chance = model.probabilities[np.ix_(model.actor_class, model.project_class)]
    absent = {group: np.prod(1 - chance[[groups[actor] == group for actor in model.actors]], axis=0) for group in "xyz"}

    for (g, h), found in shared_projects(graph, actors, groups).items():
        if g != h:
            count = stats.poisson_binom((1 - absent[g]) * (1 - absent[h]))
            two_sided = min(1, 2 * min(count.cdf(found.observed), count.sf(found.observed - 1)))
            assert found.p == pytest.approx(two_sided, rel=1e-6)
            assert found.z == pytest.approx((found.observed - count.mean()) / count.std())


def test_what_cannot_vary_has_no_z() -> None:
    graph = nx.Graph([("a", "p"), ("b", "p")])

    assert shared_projects(graph, {"a", "b"}, {"a": "x", "b": "y"})["x", "y"] == Expectation(1, 1.0, None, None)
    assert shared_projects(nx.Graph(), set(), {}) == {}


def curveball(projects_of: dict[str, set[str]], trades: int, random: Random) -> None:
    """Trade the projects that only one of two actors has, in place; all degrees stay."""
    actors = sorted(projects_of)
    for _ in range(trades):
        a, b = random.sample(actors, 2)
        common = projects_of[a] & projects_of[b]
        pool = sorted(projects_of[a] ^ projects_of[b])
        random.shuffle(pool)
        share = len(projects_of[a]) - len(common)
        projects_of[a], projects_of[b] = common | set(pool[:share]), common | set(pool[share:])


def test_agrees_with_curveball_swaps_where_projects_are_large() -> None:
    """Swaps keep every degree exactly, the model on average, so it expects some d/(d−1) times as many meetings."""
    graph = nx.relabel_nodes(bipartite.random_graph(60, 80, 0.3, seed=4), str)
    actors = {str(number) for number in range(60)}
    groups = {actor: {0: "x", 1: "y"}.get(int(actor) % 15) for actor in actors}
    members = {group: [actor for actor in sorted(actors) if groups[actor] == group] for group in "xy"}
    random, held, counts = Random(2014), {actor: set(graph[actor]) for actor in actors}, []
    for _ in range(400):
        curveball(held, 200, random)
        together = [set().union(*(held[actor] for actor in members[group])) for group in "xy"]
        counts.append(len(together[0] & together[1]))

    projects = np.mean(counts[20:])
    assert shared_projects(graph, actors, groups)["x", "y"].expected == pytest.approx(projects, rel=0.05)


def test_benjamini_hochberg_by_hand() -> None:
    # Three tests: .01·3/1, .02·3/2, .5·3/3, then made monotone from the largest down.
    assert benjamini_hochberg([0.5, None, 0.01, 0.02]) == pytest.approx([0.5, None, 0.03, 0.03])
    assert benjamini_hochberg([None]) == [None]
    assert benjamini_hochberg([]) == []


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_benjamini_hochberg_is_scipys(p_values: list[float]) -> None:
    assert benjamini_hochberg(p_values) == pytest.approx(stats.false_discovery_control(p_values).tolist())
