"""Ranks under missing data where their spread is known by hand."""

import networkx as nx
import numpy as np
from scipy import sparse

from queries.measures.rank_intervals import REPLICATES, Teams, rank_intervals


def teams(*members: str) -> tuple[list[str], Teams]:
    actors = sorted({actor for team in members for actor in team.split()})
    cells = [(actors.index(actor), number) for number, team in enumerate(members) for actor in team.split()]
    rows, columns = zip(*cells, strict=True)
    size = len(actors)
    return actors, Teams(
        sparse.csr_array((np.ones(len(cells)), (rows, columns)), shape=(size, len(members))),
        sparse.csr_array((size, size)),
    )


def test_the_middle_of_a_large_star_stays_first_and_the_others_never_lie_between() -> None:
    # Forty teams of two around a: without a tenth of the participations it still meets dozens, the others one at most.
    actors, star = teams(*(f"a b{number}" for number in range(40)))
    everyone = np.arange(len(actors))
    for drop in ("participations", "actors"):
        found = rank_intervals(star, [everyone], drop, 0)
        assert found[0] == (1, 1)
        # In a replicate without a all share the first rank, so the highest is 2 and the lowest 1 or 2.
        assert all(interval is not None and interval[1] == 2 for interval in found[1:])


def test_actors_compete_only_with_those_they_are_ranked_with() -> None:
    # Two stars of different size, each actor ranked within its own: both middles are first.
    actors, two = teams(*(f"a b{number}" for number in range(40)), *(f"c d{number}" for number in range(30)))
    own = [np.array([row for row, actor in enumerate(actors) if actor[0] in letters]) for letters in ("ab", "cd")]
    found = rank_intervals(two, own, "participations", 0)
    assert found[actors.index("a")] == found[actors.index("c")] == (1, 1)


def test_the_seed_decides_and_intervals_hold_the_ranks_of_networkx_in_most_replicates() -> None:
    random = np.random.default_rng(5)
    actors, some = teams(*(" ".join(f"a{actor}" for actor in random.choice(30, 4, replace=False)) for _ in range(25)))
    everyone, steps = np.arange(len(actors)), []
    found = rank_intervals(some, [everyone], "participations", 1, lambda done, total: steps.append((done, total)))
    assert found == rank_intervals(some, [everyone], "participations", 1)
    assert found != rank_intervals(some, [everyone], "participations", 2)
    assert steps[-1] == (REPLICATES, REPLICATES)
    ties = (some.participations @ some.participations.T).toarray() > 0
    exact = nx.betweenness_centrality(nx.from_numpy_array(ties & ~np.eye(len(actors), dtype=bool)))
    first = max(exact, key=lambda row: exact[row])
    assert found[first][0] <= 2  # who is first with all data is among the first without a tenth of it


def test_what_is_stated_without_a_project_ties_too() -> None:
    line = sparse.csr_array(nx.to_numpy_array(nx.path_graph(3)))
    nothing = Teams(sparse.csr_array((3, 0)), line)
    assert rank_intervals(nothing, [np.arange(3)], "participations", 0) == [(2, 2), (1, 1), (2, 2)]
