"""Weights of themes: expected values by hand, from ln((1 + n) / (1 + n of the theme)) + 1."""

from __future__ import annotations

from math import log

import pytest

from graph.network.view import View
from queries.finding.themes import theme_weights
from tests.unit.queries.small_networks import fact, network

NETWORK = network(
    {"p1": "u1 c1", "p2": "u1 m1", "p3": "m1 c1", "p4": "u1 c1"},
    facts=[
        fact("ABOUT", "p1", "skills"),
        fact("ABOUT", "p2", "skills"),
        fact("ABOUT", "p3", "skills"),
        fact("ABOUT", "p3", "energy", "vindkraft"),
        fact("ABOUT", "p3", "energy", "solceller"),
    ],
)
# Three projects have a known theme: all three skills, one energy; the fourth says nothing.
WEIGHTS = {"skills": 1.0, "energy": log(4 / 2) + 1}


def test_a_rare_theme_weighs_more_than_one_that_every_project_has() -> None:
    assert theme_weights(NETWORK) == pytest.approx(WEIGHTS)


def test_a_view_of_one_theme_leaves_the_weights_as_they_are() -> None:
    assert theme_weights(NETWORK.of(View(theme=("energy",)))) == pytest.approx(WEIGHTS)


def test_a_theme_of_no_project_counts_as_the_rarest() -> None:
    assert theme_weights(network({"p1": "u1"}, facts=[fact("ABOUT", "p1", "skills")])) == pytest.approx(
        {"skills": 1.0, "energy": log(2) + 1}
    )
