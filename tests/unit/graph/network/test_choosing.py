"""Whom sector and kind choose, and that they leave the network whole."""

from typing import Any

import pytest

from graph.network.choosing import any_chosen, chosen_part, is_chosen, not_chosen
from graph.network.view import EVERYTHING, View
from tests.unit.queries.small_networks import fact, network

TEAMS = {"p1": "u1 c1", "p2": "u1 m1", "p3": "c2"}
FUNDED = [fact("FUNDS", "p9", "p3"), fact("ABOUT", "p1", "skills"), fact("LOCATED_IN", "u1", "se:25")]


def seen(**options: Any) -> Any:
    return network(TEAMS, facts=FUNDED, view=EVERYTHING).of(View.of(options))


@pytest.mark.parametrize(
    ("options", "actors", "projects"),
    [
        ({}, "c1 c2 m1 p9 u1", "p1 p2 p3"),
        ({"sector": "business"}, "c1 c2", "p1 p3"),
        ({"sector": ["public", "academia"]}, "m1 u1", "p1 p2"),
        ({"kind": "municipality"}, "m1", "p2"),
        ({"sector": "funding"}, "p9", "p3"),
        ({"sector": "business", "kind": "municipality"}, "", ""),
    ],
)
def test_chosen_are_the_actors_and_the_projects_they_are_in_or_pay_for(
    options: Any, actors: str, projects: str
) -> None:
    view = seen(**options)
    assert [id for id in view.actors if is_chosen(view, id)] == actors.split()
    assert [id for id in view.projects if is_chosen(view, id)] == projects.split()
    assert not_chosen(view, view.actors) == len(view.actors) - len(actors.split())
    part = chosen_part(view)
    assert (list(part.actors), list(part.projects)) == (actors.split(), projects.split())


def test_the_network_stays_whole_and_is_worked_out_once() -> None:
    whole = network(TEAMS, facts=FUNDED, view=EVERYTHING)
    every, some = whole.of(View()), whole.of(View(sector=("business",)))
    assert some.collaboration.edges == every.collaboration.edges
    assert whole.of(View(kind=("company",))).collaboration is every.collaboration
    assert some.view.options()["sector"] == ["business"]
    every.cached("once", lambda: 1)
    assert some.cached("once", lambda: 2) == 1


def test_a_map_draws_the_chosen_with_their_ties_and_says_how_many_it_leaves_out() -> None:
    part = chosen_part(seen(kind="company"))
    assert {(each.type, each.start, each.end) for each in part.facts} == {
        ("PARTICIPATES_IN", "c1", "p1"),
        ("PARTICIPATES_IN", "c2", "p3"),
        ("ABOUT", "p1", "skills"),
    }
    assert part.left_out == {"actor_not_chosen": 3, "project_not_chosen": 1}
    assert set(chosen_part(seen(kind="company"), but="m1").actors) == {"c1", "c2", "m1"}


def test_of_nobody_only_a_view_that_chooses_has_no_one() -> None:
    assert any_chosen(seen(), ()) is True
    assert any_chosen(seen(kind="company"), ()) is False
