"""Expectations by hand."""

from __future__ import annotations

from graph.network.facts import Actor
from queries.finding.organisations import organisations
from tests.unit.queries.small_networks import fact, network


def test_departments_and_predecessors_are_one_organisation_and_programmes_are_none() -> None:
    facts = [
        fact("PART_OF", "u2", "u1"),
        fact("FOLLOWS", "u3", "u2"),
        fact("PART_OF", "p1", "p2"),
        fact("COLLABORATES_WITH", "c1", "u1", "partnership"),
    ]
    found = organisations(network(facts=facts, actors=[Actor(id, id, "programme") for id in ("p1", "p2")]))
    assert found == {"u1": "u1", "u2": "u1", "u3": "u1"}
