"""How an actor fits a brief, part by part, computed by hand."""

from dataclasses import replace
from typing import Any

import pytest

from graph.network.facts import Actor
from tests.unit.queries.questions.test_partners import FACTS, PROJECTS, partners
from tests.unit.queries.small_networks import fact, network

ENERGY = [fact("ABOUT", "p2", "energy"), fact("LOCATED_IN", "p2", "se:2580")]


def deep_in_energy(*facts: Any, **given: Any) -> Any:
    found = partners(network(projects=PROJECTS, facts=[*ENERGY, *facts]), theme="energy", **given)
    return {id: item["parts"]["themes"] for id, item in found.items()}


def test_a_project_that_the_actor_leads_counts_as_two() -> None:
    facts = [fact("PARTICIPATES_IN", "c1", "p2", "owner"), fact("PARTICIPATES_IN", "c2", "p2", "partner")]
    assert deep_in_energy(*facts) == {"c1": 0.75, "c2": 0.5}
    # Two halves of a project: 1 - (1 - ½·½)².
    assert deep_in_energy(*facts, fact("ABOUT", "p2", "skills")) == {"c1": 0.4375, "c2": 0.25}


def test_work_that_was_elsewhere_than_sought_counts_half() -> None:
    took_part = fact("PARTICIPATES_IN", "c1", "p2", "partner")
    assert deep_in_energy(took_part, place="se:2580") == {"c1": 0.5}
    assert deep_in_energy(took_part, place="se:24") == {"c1": 0.25}


def test_a_theme_beside_its_neighbour_is_one_field_of_work() -> None:
    took_part = [fact("PARTICIPATES_IN", "c1", "p2", "partner"), fact("ABOUT", "p2", "skills")]
    near = network(projects=PROJECTS, facts=[*ENERGY, *took_part])
    energy = replace(near.themes["energy"], neighbours=("skills",))
    assert partners(near, theme="energy")["c1"]["parts"]["themes"] == 0.25
    beside = replace(near, themes={**near.themes, "energy": energy})
    assert partners(beside, theme="energy")["c1"]["parts"]["themes"] == 0.5


@pytest.mark.parametrize(
    ("seat", "sought", "near"),
    [
        ("se:2580", "se:25", 1),  # in it
        ("se:2582", "se:2580", 1),  # next door
        ("se:2584", "se:2580", 0.5),  # same county
        ("se:2480", "se:25", 0.5),  # a municipality of the neighbouring county
        ("se:24", "se:25", 0.5),  # the neighbouring county itself
        ("se", "se:25", 0),
    ],
)
def test_place_is_how_near_the_actor_sits(seat: str, sought: str, near: float) -> None:
    facts = [fact("ABOUT", "p2", "energy"), fact("LOCATED_IN", "c1", seat)]
    sits = network({"p2": "c1"}, projects=PROJECTS, facts=facts)
    counties = {"se:24": replace(sits.places["se:24"], neighbours=("se:25",))}
    beside = replace(sits, places={**sits.places, **counties})
    assert partners(beside, theme="energy", place=sought)["c1"]["parts"]["place"] == near


def test_work_in_the_place_is_half_of_what_the_seat_lacks() -> None:
    facts = [*ENERGY, fact("LOCATED_IN", "c1", "se:2584"), fact("LOCATED_IN", "c2", "se")]
    worked = partners(network({"p2": "c1 c2"}, projects=PROJECTS, facts=facts), theme="energy", place="se:2580")
    assert {id: item["parts"]["place"] for id, item in worked.items()} == {"c1": 0.75, "c2": 0.5}


def test_a_role_counts_half_for_who_is_new_to_the_themes() -> None:
    seats = [fact("LOCATED_IN", "m2", "se:2582"), fact("LOCATED_IN", "m3", "se:2582")]
    teams = network({"p1": "u1", "p2": "m2", "p4": "m3"}, projects=PROJECTS, facts=[*FACTS[:3], FACTS[4], *seats])
    found = partners(teams, project="p1")
    # m2 has the sector and the theme that are missing, which is most; m3 the sector, half of it: ½ of 1 in 2.
    assert {id: item["parts"]["adds"] for id, item in found.items()} == {"m2": 1, "m3": 0.25}


def test_who_sits_nobody_knows_where_fills_no_role_without_work_on_the_themes() -> None:
    actors = [Actor("c1", "Myndigheten", "agency"), Actor("c2", "Verket", "agency")]
    facts = [*FACTS[:3], FACTS[4]]
    roles = network({"p1": "u1 m1", "p2": "c1", "p4": "c2"}, projects=PROJECTS, facts=facts, actors=actors)
    assert {id: item["adds"]["roles"] for id, item in partners(roles, project="p1").items()} == {
        "c1": [{"kind": "agency", "place": None}]
    }
