"""Introductions around two teams that u1 holds together."""

from dataclasses import replace
from typing import Any

import pytest

from graph.errors import InputError
from graph.network.facts import Actor
from queries.questions.introductions import QUESTION as INTRODUCTIONS
from tests.unit.queries.questions.test_partners import NETWORK
from tests.unit.queries.small_networks import fact, network


def introductions(network: Any = NETWORK, **given: Any) -> Any:
    return INTRODUCTIONS.ask(network, given)


def test_a_common_contact_introduces_two_actors() -> None:
    item = introductions(a="m1", b="f1").items[0]
    assert [each["id"] for each in item["path"]] == ["m1", "p1", "u1", "p2", "f1"]
    assert (item["length"], item["middle"]["id"]) == (2, "u1")
    assert [each["quote"] for each in item["evidence"]] == ["m1–p1", "u1–p1", "u1–p2", "f1–p2"]
    assert item["sentence"] == "U1 kan presentera M1 för F1: möter M1 i Sökande och F1 i Gammalt."


def test_three_steps_are_the_longest() -> None:
    item = introductions(a="m1", b="c1").items[0]
    assert [each["id"] for each in item["path"]] == ["m1", "p1", "u1", "p2", "f1", "p3", "c1"]
    assert (item["length"], item["middle"]["id"]) == (3, "u1")
    far = introductions(network({"p1": "u1 u2", "p2": "u2 u3", "p3": "u3 u4", "p4": "u4 u5"}), a="u1", b="u5")
    assert far.items == ()
    assert "no_path" in {each["reason"] for each in far.left_out}


def test_paths_are_grouped_by_the_middle_the_strongest_first() -> None:
    # u2 meets both in teams of two (weight 1), u3 in teams of three (weight 1/2): by hand from Newman's weights.
    teams = {"p1": "u1 u2", "p2": "u2 u9", "p3": "u1 u3 c1", "p4": "u3 u9 c2", "p5": "c1 f1", "p6": "f1 u9"}
    items = introductions(network(teams), a="u1", b="u9").items
    assert [(item["length"], item["middle"]["id"]) for item in items] == [(2, "u2"), (2, "u3"), (3, "c1")]


def test_those_who_work_together_already_are_told_so() -> None:
    items = introductions(a="u1", b="f1").items
    assert [(item["length"], item["middle"], item["sentence"]) for item in items] == [
        (1, None, "U1 och F1 samarbetar redan i Gammalt.")
    ]


def test_a_stated_collaboration_is_evidence_too() -> None:
    stated = network({"p1": "c1 u1"}, facts=[fact("COLLABORATES_WITH", "f1", "u1", "joint lab")])
    item = introductions(stated, a="c1", b="f1").items[0]
    assert [each["kind"] for each in item["path"]] == [
        "company",
        "project",
        "university",
        "collaboration",
        "association",
    ]
    assert item["evidence"][-1]["quote"] == "f1–u1"


@pytest.mark.parametrize("given", [{"a": "u1"}, {"b": "u1"}, {"a": "u1", "b": "U1"}, {}])
def test_two_different_actors_are_needed(given: Any) -> None:
    with pytest.raises(InputError, match="introductions"):
        introductions(**given)


def test_of_equally_long_ways_those_over_actors_near_the_one_who_asks_come_first() -> None:
    # The strongest way is over u2 in teams of two; u3 sits in the asker's country, u4 in the county beside.
    teams = {"p1": "m1 u2", "p2": "u2 f1", "p3": "m1 u3 c1", "p4": "u3 f1 c2", "p5": "m1 u4 c3", "p6": "u4 f1 c4"}
    seats = [fact("LOCATED_IN", "m1", "se:2580"), fact("LOCATED_IN", "u4", "se:2480")]
    actors = [Actor("m1", "M1", country="SE"), Actor("u2", "U2", country="NO"), Actor("u3", "U3", country="SE")]
    near = network(teams, facts=seats, actors=actors)
    beside = replace(near.places["se:24"], neighbours=("se:25",))
    items = introductions(replace(near, places={**near.places, "se:24": beside}), a="m1", b="f1").items
    assert [item["middle"]["id"] for item in items] == ["u4", "u3", "u2"]


def test_a_way_over_two_is_as_near_as_the_farther_of_them() -> None:
    teams = {"p1": "m1 u2", "p2": "u2 u3", "p3": "u3 f1", "p4": "m1 u4 c1", "p5": "u4 u5", "p6": "u5 f1"}
    actors = [Actor(id, id.upper(), country=country) for id, country in [
        ("m1", "SE"), ("u2", "SE"), ("u3", "DE"), ("u4", "SE"), ("u5", "SE")
    ]]  # fmt: skip
    items = introductions(network(teams, actors=actors), a="m1", b="f1").items
    assert [item["middle"]["id"] for item in items] == ["u4", "u2"]
