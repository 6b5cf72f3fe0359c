"""Hiding a member of a consortium and ranking everyone for its place, on a world that can be counted by hand."""

from graph.network.facts import Project
from queries.evaluation.consortium import METHODS, Found, Hidden, found, hide
from tests.unit.queries.small_networks import fact, network

PROJECTS = [Project(id, f"Projekt {id}", starts="2020", ends="2023") for id in ("p1", "p2", "p3")]
THEMES = [fact("ABOUT", project, "skills") for project in ("p1", "p2", "p3")]
NETWORK = network({"p1": "u1 u2 c1 m1", "p2": "u1 u2 c1 m1", "p3": "f1"}, projects=PROJECTS, facts=THEMES)


def test_a_hidden_member_is_ranked_among_those_outside() -> None:
    told: list[tuple[int, int]] = []
    hidden = hide(NETWORK, 5, lambda _, done, total: told.append((done, total)))
    assert told == [(1, 2), (2, 2)], "p3 has one member, so that none can be hidden"
    for case in hidden:
        assert case.actor in NETWORK.tied_participants[case.project]
        assert case.places.keys() == set(METHODS)
        # Only f1 is outside beside it; each has one project left, and the hidden one still meets the others elsewhere.
        assert case.places["popularity"] == 1.5
        # By hand: f1 gets .35·½ + .25 + .1 for the sector it adds; a hidden university, of which there is another,
        # .35·½ + .2 + .1 for its contacts; a hidden company or municipality adds a sector too.
        assert case.places["partners"] == (2 if case.actor.startswith("u") else 1)


def test_the_same_members_are_hidden_every_time() -> None:
    first, second = (hide(NETWORK, 1) for _ in range(2))
    assert first == second


def test_the_figures_are_means_over_the_cases() -> None:
    hidden = [Hidden("p", "a", {"partners": place}) for place in (1.0, 4.0, 20.0, None)]
    assert found(hidden, "partners") == Found(hits=0.5, reciprocal_rank=(1 + 0.25 + 0.05) / 4)
