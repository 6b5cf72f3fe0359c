"""Pairs of projects written by hand, and the item that the question gives for them."""

from typing import Any

from graph.network.facts import Project
from queries.questions.overlaps import QUESTION
from tests.unit.queries.small_networks import fact, network

SAME = "Fossilfria transporter längs malmbanan med vätgas och elektrifierade lastbilar"
OTHER = "Ungdomars delaktighet i kulturarv, musik och slöjd genom lokala studiecirklar"
NEAR = "Ungdomars utbildning i kulturarv, musik och slöjd: transporter längs malmbanan"
ALIKE = "Fossilfria transporter längs malmbanan genom utbildning av förare"


def pair_of(first: Any, second: Any, teams: Any = None, facts: Any = (), **more: Any) -> Any:
    """The item of two projects: (summary, starts, ends) or a Project each."""
    projects = [
        each
        if isinstance(each, Project)
        else Project(id, f"Projekt {id}", summary=each[0], starts=each[1], ends=each[2])
        for id, each in (("a", first), ("b", second))
    ]
    return only(network(teams, projects=projects, facts=facts, **more))


def only(network: Any, **given: Any) -> Any:
    items = QUESTION.ask(network, {"none": "include", "owners": "all", "project": "a", **given}).items
    assert len(items) == 1
    return items[0]


def about(theme: Any, *projects: Any) -> Any:
    return [fact("ABOUT", project, theme) for project in projects]


def located(place: Any, *projects: Any) -> Any:
    return [fact("LOCATED_IN", project, place) for project in projects]
