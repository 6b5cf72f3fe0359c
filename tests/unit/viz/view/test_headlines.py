"""The title of a map is what it shows; every sentence counted by hand from the networks made here."""

from dataclasses import replace

import pytest

from graph.network.facts import Place
from graph.network.network import StakeholderNetwork
from graph.network.view import View
from tests.unit.viz.networks import Notebook, demo
from viz.view.headlines import finding
from viz.view.scope import scope


def network(**projects: str) -> StakeholderNetwork:
    """Projects by name with the actors, named by letters, that take part in them."""
    note = Notebook()
    for project, actors in projects.items():
        note.project(project, project.capitalize())
        note.takes_part(project, "soress", "partner", *actors)
    return note.network()


@pytest.mark.parametrize(
    ("projects", "swedish", "english"),
    [
        ({"x": "AB"}, "X samlar två aktörer", "X brings two actors together"),
        ({"x": "AB", "y": "BC"}, "B binder ihop X och Y", "B ties together X and Y"),
        ({"x": "AB", "y": "AB", "z": "C"}, "Två aktörer binder ihop X och Y", "Two actors tie together X and Y"),
        ({"x": "ABC", "y": "ABD", "z": "B"}, "Två aktörer binder ihop X och Y", None),
        ({"x": "AB", "y": "BC", "z": "C"}, "Två aktörer binder ihop alla tre projekt", None),
        ({"x": "AB", "y": "BC", "z": "C", "v": "D"}, "Två aktörer binder ihop tre av fyra projekt", None),
        ({"x": "A", "y": "B"}, "Inga två projekt har en namngiven aktör gemensam", None),
        # two lots that nobody ties together
        ({"x": "A", "y": "A", "z": "B", "v": "B", "w": "B"}, "B deltar i 3 av 5 projekt", None),
        ({"x": "A", "y": "A", "z": "B", "v": "B"}, "A och B deltar i 2 av 4 projekt var, flest av alla", None),
        ({"x": "ABCDEFG", "y": "ABCDEFG", "z": "A"}, "A deltar i alla 3 projekt, B i 2 av dem", None),
        ({"x": "A"}, "", ""),
        ({}, "", ""),
    ],
)
def test_title_is_a_finding(projects: dict[str, str], swedish: str | None, english: str | None) -> None:
    made = network(**projects)
    if swedish is not None:
        assert finding(made, "sv") == swedish
    if english is not None:
        assert finding(made, "en") == english


def test_many_equal_ones_are_counted() -> None:
    assert finding(network(x="ABCDEFG", y="ABCDEFG", z="H"), "sv") == "7 aktörer deltar i mer än ett av de 3 projekten"


def test_groups_and_reference_groups_bind_nothing_together() -> None:
    note = Notebook()
    for project in ("x", "y"):
        note.project(project, project)
        note.takes_part(project, "s", "reference", "A")
        note.takes_part(project, "s", "partner", "B", expanded_from="alla")
        note.takes_part(project, "s", "partner", project * 2)
    assert finding(note.network(), "sv") == "Inga två projekt har en namngiven aktör gemensam"


@pytest.mark.parametrize(
    ("view", "swedish"),
    [
        (View(), "Hela underlaget"),
        (View(place=("se:25", "se:24")), "Norrbottens län och Västerbottens län"),
        (View(place=("se:25",), start="2021-03", end="2027"), "Norrbottens län · 2021–2027"),
        (View(start="2021"), "från 2021"),
        (View(end="2027", sector=("public",)), "Offentlig sektor · till 2027"),
        (View(start="2021", end="2021-06", status=("confirmed",)), "2021 · bekräftad"),
        (View(around="boliden-ab", as_of="12"), "Kring Boliden AB · som det var 12"),
    ],
)
def test_the_view_has_a_name(view: View, swedish: str) -> None:
    places = {
        id: Place(id, name, "county") for id, name in (("se:25", "Norrbottens län"), ("se:24", "Västerbottens län"))
    }
    assert scope(replace(demo(), view=view, places=places), "sv") == swedish
