"""The hold-out of gap pairs: what is right, what is drawn, and the figures, on networks and numbers small enough."""

from math import log
from typing import Any

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from benchmarks.holdout import YEARS, all_scores, area, dated, drawn_pairs, new_pairs, precision, report
from graph.network.facts import Project
from tests.unit.queries.small_networks import fact, network

KNOWN = {"p1": "u1 c1", "p2": "u1 f1", "p3": "m1 m2"}
LATER = {"q1": "c1 f1", "q2": "u1 c1", "q3": "m1 x9"}


def test_new_pairs_are_known_actors_without_a_tie_that_get_one() -> None:
    # c1–f1 is new; u1–c1 was tied before; x9 was not known.
    assert new_pairs(network(KNOWN), network(LATER)) == {("c1", "f1")}
    group = [fact("PARTICIPATES_IN", actor, "p3", "partner", expanded_from="alla") for actor in ("c1", "f1")]
    assert new_pairs(network(KNOWN, facts=group), network(LATER)) == set(), "a group has named both in one project"


def test_drawn_pairs_are_open_and_the_same_each_time() -> None:
    known = network(KNOWN)
    drawn = drawn_pairs(known, 50, {("c1", "f1")})
    assert drawn == drawn_pairs(known, 50, {("c1", "f1")})
    # Of ten pairs of five actors three are tied and one is not wanted.
    assert drawn == {
        (a, b) for a, b in (("c1", "m1"), ("c1", "m2"), ("f1", "m1"), ("f1", "m2"), ("m1", "u1"), ("m2", "u1"))
    }


def test_the_baselines_are_those_of_networkx() -> None:
    scores = all_scores(network(KNOWN), [("c1", "f1"), ("c1", "m1")])
    found = {name: scores[name].tolist() for name in ("common neighbours", "Adamic–Adar", "preferential attachment")}
    # u1, of degree 2, is the only common contact of c1 and f1; c1, f1 and m1 have one contact each.
    assert found["common neighbours"] == [1, 0]
    assert found["Adamic–Adar"] == pytest.approx([1 / log(2), 0])
    assert found["preferential attachment"] == [1, 1]
    assert scores["HUR"][0] > scores["HUR"][1]


@pytest.mark.parametrize("seed", range(5))
def test_the_area_is_that_of_scikit_learn(seed: int) -> None:
    random = np.random.default_rng(seed)
    scores, right = random.integers(6, size=40), random.random(40) < 0.3
    assert area(scores, right)[0] == pytest.approx(roc_auc_score(right, scores))


def test_the_error_of_the_area_is_that_of_the_placements() -> None:
    # Placements by hand: 3 is above both wrong ones (1), 1 above one of them and equal to none (1/2).
    mean, error = area(np.array([3, 1, 2, 0]), np.array([True, True, False, False]))
    assert (mean, error) == pytest.approx((0.75, 1.645 * 0.35355339 / 2**0.5))


def test_precision_counts_the_first() -> None:
    scores, right = np.array([0.9, 0.1, 0.8, 0.7]), np.array([True, True, False, True])
    assert [precision(scores, right, most) for most in (1, 2, 3)] == pytest.approx([1, 0.5, 2 / 3])
    ties = precision(np.zeros(1000), np.arange(1000) < 500, 200)
    assert 0.4 < ties < 0.6, "equal scores stand in random order, not as they were given"


def test_a_cut_is_reported_and_what_has_no_day_is_left_out(capsys: Any) -> None:
    whole = network(
        {"p1": "u1 c1 c2", "p2": "u1 f1 f2", "q1": "c1 f1", "q2": "c2 f2", "x1": "c1 f2"},
        projects=[
            *(Project(id, id, starts=str(YEARS[0] - 1)) for id in ("p1", "p2")),
            *(Project(id, id, starts=str(YEARS[0])) for id in ("q1", "q2")),
        ],
    )
    known = dated(whole)
    assert known.projects.keys() == {"p1", "p2", "q1", "q2"}
    report(known, YEARS[0])
    said = capsys.readouterr().out
    assert "known 2 projects, 5 actors; 4 listed, of which 2 of the 2 new pairs" in said
    # All four pairs across the two teams look the same to a common contact.
    assert "common neighbours          0.500 ± 0.000   0.500 ± 0.000    0.500" in said
