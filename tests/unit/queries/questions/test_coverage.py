"""Who does what where, of networks small enough to count by hand."""

from __future__ import annotations

from typing import Any

import pytest

from graph.network.facts import Project
from graph.network.view import View
from queries.questions.gaps import QUESTION
from queries.questions.gaps.matrix import CoverageMatrix
from queries.wording.money import rounded_money
from tests.unit.queries.small_networks import fact, network


def ask(network: Any, **given: Any) -> Any:
    return QUESTION.ask(network, {"of": "coverage", **given})


def about(theme: Any, *projects: Any) -> Any:
    return [fact("ABOUT", project, theme) for project in projects]


def test_coverage_puts_a_need_without_a_project_first() -> None:
    projects = [
        Project("p1", "Vätgas", budget=1000, currency="SEK"),
        Project("p2", "Delad", budget=500, currency="SEK"),
    ]
    facts = [
        *about("skills", "p1", "p2"),
        fact("LOCATED_IN", "p1", "se:2580"),
        fact("LOCATED_IN", "p2", "se:25", amount=300.0, currency="SEK"),
        fact("LOCATED_IN", "p2", "se:24"),
        fact("NEEDS", "m1", "energy"),
        fact("LOCATED_IN", "m1", "se:2580"),
    ]
    cells = ask(network({"p1": "u1 m1", "p2": "u1"}, projects=projects, facts=facts)).items
    shown = [(c["place"]["id"], c["theme"]["id"], c["n_projects"], c["n_actors"], c["amount"]) for c in cells]
    assert shown == [
        ("se:25", "energy", 0, 0, None),
        ("se:24", "energy", 0, 0, None),
        ("se:24", "skills", 1, 1, None),  # p2 is in two counties: its part here is unknown
        ("se:25", "skills", 2, 2, 1300.0),  # all of p1 and the part of p2 meant for the county
    ]
    assert [each["id"] for each in cells[0]["needs"]] == ["m1"]
    assert cells[0]["sentence"] == (
        "M1 söker partner inom energi, men i de inlästa källorna har Norrbottens län inget projekt om det."
    )


def test_coverage_of_a_county_is_by_municipality() -> None:
    facts = [*about("skills", "p1"), fact("LOCATED_IN", "p1", "se:2580"), fact("LOCATED_IN", "p1", "se:2480")]
    cells = ask(network({"p1": "u1"}, facts=facts, view=View(place=("se:25",)))).items
    assert [each["place"]["id"] for each in cells] == ["se:2580"]


def test_a_wider_place_is_named_only_where_nothing_below_it_is() -> None:
    projects = [Project("p1", "Båda", budget=12_345_678, currency="SEK"), Project("p2", "Bara länet")]
    facts = [*about("skills", "p1", "p2"), *(fact("LOCATED_IN", "p1", place) for place in ("se:25", "se:2580"))]
    facts.append(fact("LOCATED_IN", "p2", "se:25"))
    view = View(place=("se:25",))
    cells = ask(network({"p1": "u1", "p2": "u1"}, projects=projects, facts=facts, view=view)).items
    assert {cell["place"]["id"]: cell["sentence"] for cell in cells} == {
        "se:25": "I de inlästa källorna har Norrbottens län (ej närmare angivet) 1 projekt om kompetensförsörjning "
        "med 1 aktör.",
        "se:2580": "I de inlästa källorna har Luleå kommun 1 projekt om kompetensförsörjning med 1 aktör. "
        "Känd budget: 12\N{NO-BREAK SPACE}mn\N{NO-BREAK SPACE}kr.",
    }


def test_the_matrix_begins_with_what_is_needed_and_missing() -> None:
    facts = [
        *about("skills", "p1", "p2"),
        *(fact("LOCATED_IN", id, "se:24") for id in ("p1", "p2")),
        fact("NEEDS", "m1", "energy"),
        fact("LOCATED_IN", "m1", "se:2580"),
    ]
    matrix = CoverageMatrix.of(ask(network({"p1": "u1 m1", "p2": "u1"}, facts=facts)).items)
    assert [theme["id"] for theme in matrix.themes] == ["energy", "skills"]
    assert [place["id"] for place in matrix.places] == ["se:25", "se:24"]
    assert [(cell["theme"]["id"], cell["place"]["id"]) for cell in matrix.needs()] == [("energy", "se:25")]
    assert matrix.cells["skills", "se:24"]["n_projects"] == 2


@pytest.mark.parametrize(
    ("amount", "currency", "text"),
    [
        (12_345_678, "SEK", "12 mn kr"),
        (1_340_000, "EUR", "1,3 mn EUR"),
        (2_000_000, "SEK", "2 mn kr"),
        (999_999, "SEK", "1 mn kr"),
        (851_200, "NOK", "850 000 NOK"),
    ],
)
def test_money_is_rounded_as_people_say_it(amount: float, currency: str, text: str) -> None:
    assert rounded_money(amount, currency, "sv").replace("\N{NO-BREAK SPACE}", " ") == text


def test_money_in_two_currencies_is_not_added_up() -> None:
    projects = [Project("p1", "A", budget=1000, currency="SEK"), Project("p2", "B", budget=10, currency="EUR")]
    facts = [*about("skills", "p1", "p2"), fact("LOCATED_IN", "p1", "se:25"), fact("LOCATED_IN", "p2", "se:25")]
    cell = ask(network({"p1": "u1", "p2": "u1"}, projects=projects, facts=facts)).items[0]
    assert (cell["amount"], cell["currency"], cell["amounts"]) == (None, None, {"EUR": 10, "SEK": 1000})
