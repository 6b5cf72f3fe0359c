"""The errors of estimates on a network of random teams, whose exact figures others' tests hold against networkx."""

import numpy as np

from queries.evaluation.brokers import errors
from queries.questions.brokers.between import ERROR
from tests.unit.queries.small_networks import network


def test_estimates_keep_their_bound_and_know_who_lies_between_nobody() -> None:
    random = np.random.default_rng(4)
    teams = {f"p{team}": " ".join(f"c{actor}" for actor in random.choice(60, 4, replace=False)) for team in range(25)}
    found = list(errors(network(teams), 2))
    assert [(estimate.of, estimate.seed) for estimate in found] == [
        ("collaboration", 0),
        ("two_mode", 0),
        ("collaboration", 1),
        ("two_mode", 1),
    ]
    assert all(0 < estimate.mean <= estimate.largest <= 2 * ERROR for estimate in found)
    assert not any(estimate.wrong_zeros for estimate in found)
