"""The hold-out of gap pairs on networks small enough to count by hand, beside networkx and scikit-learn."""

from __future__ import annotations

from datetime import date
from typing import Any

import networkx as nx
import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from graph.network.facts import Project
from graph.network.view import EVERYTHING
from queries.evaluation.gaps.figures import area, places_among, reciprocal_and_hits
from queries.evaluation.gaps.hold_out import hold_out
from queries.evaluation.gaps.newcomers import introductions
from queries.evaluation.gaps.predictors import blocks
from queries.evaluation.gaps.split import are_wrong, drawn_pairs, matched_pairs, split
from queries.questions.gaps.pairs.profile import Profiles
from tests.unit.queries.small_networks import fact, network

DAY = date(2018, 1, 1)
BEFORE = {"p1": "u1 c1", "p2": "u1 f1", "p3": "m1 m2", "p4": "m2 u1"}
AFTER = {"q1": "c1 f1", "q2": "u1 c1", "q3": "m1 x9"}


def whole(facts: Any = (), undated: str = "x1") -> Any:
    dated = [
        *(Project(id, f"Projekt {id}", starts="2017") for id in BEFORE),
        *(Project(id, id, starts="2018-01-01") for id in AFTER),
    ]
    return network({**BEFORE, **AFTER, undated: "c1 m1"}, projects=dated, facts=facts, view=EVERYTHING)


def named(cut: Any, pairs: Any) -> set[tuple[str, str]]:
    return {(cut.contacts.nodes[a], cut.contacts.nodes[b]) for a, b in pairs.tolist()}


def test_new_pairs_are_known_actors_without_a_tie_that_get_one() -> None:
    cut = split(whole(), DAY)
    # c1–f1 is new; u1–c1 was tied before; x9 was not known; nobody says when x1 began.
    assert named(cut, cut.new) == {("c1", "f1")}
    assert [(cut.contacts.nodes[known], new) for known, new in cut.introduced] == [("m1", "x9")]
    group = [fact("PARTICIPATES_IN", actor, "p3", "partner", expanded_from="alla") for actor in ("c1", "f1")]
    assert len(split(whole(group), DAY).new) == 0, "a group has named both in one project"


def test_drawn_pairs_are_open_did_not_come_to_be_and_are_the_same_each_time() -> None:
    cut = split(whole(), DAY)
    drawn = drawn_pairs(cut, 50)
    assert drawn.tolist() == drawn_pairs(cut, 50).tolist()
    # Of ten pairs of five actors four are tied and one is new.
    assert named(cut, drawn) == {("c1", "m1"), ("c1", "m2"), ("f1", "m1"), ("f1", "m2"), ("m1", "u1")}
    assert are_wrong(cut, drawn).all()


def test_matched_pairs_have_as_many_projects() -> None:
    cut = split(whole(), DAY)
    right, alike = matched_pairs(cut, np.repeat(cut.new, 40, axis=0))
    # c1, f1 and m1 are in one project each; c1–f1 itself is right, so one end is m1.
    assert named(cut, alike) <= {("c1", "m1"), ("f1", "m1")}
    assert len(right) == len(alike) > 0


def test_the_baselines_are_those_of_networkx() -> None:
    cut = split(whole(), DAY)
    nodes = cut.contacts.nodes
    profiles = Profiles(cut.known, nodes)
    ((_, block),) = blocks(cut, profiles)
    graph = cut.known.collaboration
    pairs = [(a, b) for a in nodes for b in nodes if a < b]
    expected = {
        "adamic_adar": nx.adamic_adar_index(graph, pairs),
        "resource_allocation": nx.resource_allocation_index(graph, pairs),
        "preferential_attachment": nx.preferential_attachment(graph, pairs),
        "common_neighbours": ((a, b, len(list(nx.common_neighbors(graph, a, b)))) for a, b in pairs),
    }
    for method, scores in expected.items():
        for a, b, score in scores:
            assert block[method][cut.contacts.place[a], cut.contacts.place[b]] == pytest.approx(score), method


@pytest.mark.parametrize("seed", range(5))
def test_the_area_is_that_of_scikit_learn(seed: int) -> None:
    random = np.random.default_rng(seed)
    scores, right = random.integers(6, size=40).astype(float), random.random(40) < 0.3
    assert area(scores[right], scores[~right]) == pytest.approx(roc_auc_score(right, scores))


def test_places_are_among_the_wrong_ones() -> None:
    places = places_among(np.array([5.0, 2.0, 1.0]), np.array([3.0, 2.0, 2.0, 0.0]))
    assert places.tolist() == [1, 3, 4]  # 2 stands in the middle of two equal ones in places 2 and 3
    # By hand: (1 + 1/3 + 1/4) / 3 of one actor, 1/20 of another.
    assert reciprocal_and_hits([places, np.array([20.0])]) == pytest.approx(((1 + 1 / 3 + 1 / 4) / 3 / 2 + 0.025, 0.5))


def test_a_hold_out_reports_every_method_and_newcomers() -> None:
    found = hold_out(whole(), DAY)
    assert (found.projects, found.actors, found.ties, found.new) == (4, 5, 4, 1)
    # Open pairs with a common contact: c1–f1, c1–m2, f1–m2 by u1, m1–u1 by m2.
    assert found.open == 4
    # u1 is of degree 3, m2 of degree 2: m1–u1 is nearer by resource allocation than any other.
    assert found.figures["resource_allocation"].auc_random > found.figures["preferential_attachment"].auc_random
    assert found.newcomers.pairs == 1


def test_a_newcomer_is_compared_by_what_it_begins_with() -> None:
    teams = {"p1": "u1", "p2": "u2", "p3": "c2", "q1": "u1 x6 x7 x8 x9"}
    titles = {"p1": "Vätgas", "p2": "Fisk", "p3": "Skog", "q1": "Vätgas"}
    projects = [Project(id, title, starts="2019" if id == "q1" else "2017") for id, title in titles.items()]
    told = network(teams, projects=projects, view=EVERYTHING)
    found = introductions(told, split(told, DAY))
    # u1 has done what they begin with; whoever it is matched with has not.
    assert 0 < found.pairs <= 4
    assert (found.parts["text"], found.profile, found.contacts) == (1, 1, 0.5)
