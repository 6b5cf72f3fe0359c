"""Precision and recall of themes over project and theme, counted by hand on three labelled projects."""

import pytest

from graph.errors import InputError
from graph.network.facts import Project
from queries.evaluation.themes import Agreement, agreements, read_labels
from tests.unit.queries.small_networks import fact, network

NETWORK = network(
    dict.fromkeys(("x:1", "x:2", "y:1"), "u1"),
    projects=[Project(id, id) for id in ("x:1", "x:2", "y:1")],
    facts=[fact("ABOUT", "x:1", "skills"), fact("ABOUT", "x:1", "energy"), fact("ABOUT", "y:1", "energy")],
)
ROWS = [
    {"project": "x:1", "themes": "skills;housing", "split": "fit"},
    {"project": "x:2", "themes": "energy", "split": "fit"},
    {"project": "y:1", "themes": "energy", "split": "test"},
    {"project": "z:1", "themes": "energy", "split": "test"},  # not in the network
]


def test_every_theme_of_every_labelled_project_counts_once() -> None:
    assert agreements(NETWORK, read_labels(ROWS)) == {
        ("fit", "all"): Agreement(right=1, found=2, labelled=3),
        ("fit", "x"): Agreement(right=1, found=2, labelled=3),
        ("test", "all"): Agreement(right=1, found=1, labelled=1),
        ("test", "y"): Agreement(right=1, found=1, labelled=1),
    }


def test_precision_and_recall_are_shares_and_none_of_nothing() -> None:
    found = Agreement(right=1, found=2, labelled=3)
    assert (found.precision, found.recall) == (1 / 2, 1 / 3)
    nothing = Agreement(0, 0, 0)
    assert (nothing.precision, nothing.recall) == (None, None)


def test_a_file_without_a_column_is_refused() -> None:
    with pytest.raises(InputError, match="split"):
        read_labels([{"project": "x:1", "themes": "energy"}])
