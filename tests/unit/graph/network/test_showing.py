"""What datasets can show, on networks small enough to see it."""

from typing import Any

import pytest

from graph.network.facts import Dataset
from graph.network.view import View
from tests.unit.queries.small_networks import fact, network, said_by, taking_part


def test_a_project_shows_collaboration_when_a_dataset_of_its_participations_does() -> None:
    facts = [
        *said_by("register", *taking_part("u1 p1", "u1 p2")),
        *said_by("shared", *taking_part("u1 p2", "c1 p2")),
        # the sheet speaks of p1 without saying who takes part
        *said_by("shared", fact("ABOUT", "p1", "skills")),
    ]
    datasets = [Dataset("register", shows_collaboration="no"), Dataset("shared", shows_collaboration="yes")]
    known = network({"p1": "", "p2": ""}, facts=facts, datasets=datasets)
    assert known.showing == {"shared"}
    assert (known.shows_collaboration("p1"), known.shows_collaboration("p2")) == (False, True)
    part = known.of(View(dataset=("register",)))
    assert (part.shows_collaboration("p1"), part.shows_collaboration("p2")) == (False, False)


def test_of_a_project_without_participants_the_dataset_that_names_it_counts() -> None:
    facts = [*said_by("shared", fact("ABOUT", "p1", "skills")), *said_by("register", fact("ABOUT", "p2", "skills"))]
    datasets = [Dataset("register", shows_collaboration="no"), Dataset("shared", shows_collaboration="yes")]
    known = network({"p1": "", "p2": "", "p3": ""}, facts=facts, datasets=datasets)
    assert [known.shows_collaboration(id) for id in ("p1", "p2", "p3", "unknown")] == [True, False, False, False]


@pytest.mark.parametrize(
    ("facts", "shows"),
    [
        (taking_part("u1 p1", "c1 p2"), False),
        (taking_part("u1 p1", "c1 p1"), True),
        ([*taking_part("u1 p1"), *taking_part("c1 p1", told="reference")], False),
        ([*taking_part("u1 p1"), *taking_part("m1 p1", "m2 p1", expanded_from="kommunerna")], False),
        ([*taking_part("u1 p1"), fact("COLLABORATES_WITH", "c1", "u1", "partnership")], True),
        ([*taking_part("u1 p1"), fact("COLLABORATES_WITH", "c1", "u1", "contact")], False),
    ],
)
@pytest.mark.parametrize("datasets", [(), (Dataset("list"),)])
def test_where_nobody_says_the_facts_of_the_dataset_do(facts: Any, shows: bool, datasets: Any) -> None:
    """Reports of a dataset that nobody described, or of one stored before datasets said so."""
    known = network({"p1": "", "p2": ""}, facts=said_by("list", *facts), datasets=datasets)
    assert known.shows_collaboration("p1") is shows


def test_what_is_said_wins_over_what_the_facts_would_say() -> None:
    facts = said_by("list", *taking_part("u1 p1", "c1 p1"))
    datasets = [Dataset("list", shows_collaboration="no")]
    assert not network({"p1": ""}, facts=facts, datasets=datasets).shows_collaboration("p1")
