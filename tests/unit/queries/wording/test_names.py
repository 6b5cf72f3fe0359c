"""Names as sentences have them."""

import pytest

from graph.network.facts import Project
from queries.wording.names import short_name


@pytest.mark.parametrize(
    ("project", "short"),
    [
        (Project("p", "Gruvans framtid", acronym="GF"), "GF"),
        (Project("p", "Gruvans framtid"), "Gruvans framtid"),
        (Project("p", "Ansökan: Gruvans framtid"), "Gruvans framtid"),
        (Project("p", "Ansökan om vatten"), "Ansökan om vatten"),
        (Project("p", "Ansökan:"), "Ansökan:"),
        (Project("p", "ö" * 60), "ö" * 60),
        (Project("p", "Gruvans framtid " * 10), "Gruvans framtid Gruvans framtid Gruvans framtid Gruvans …"),
    ],
)
def test_a_project_is_named_briefly(project: Project, short: str) -> None:
    assert short_name(project) == short
