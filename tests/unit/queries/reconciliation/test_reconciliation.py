"""Names matched with actors: what identity would merge is certain, what it would ask of is not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.network.facts import Actor, Place, Project
from graph.network.network import StakeholderNetwork
from graph.network.view import EVERYTHING
from queries.reconciliation.actors import Reconciler, Sought
from tests.unit.queries.small_networks import fact

NORRBOTTEN, LULEA, UMEA = "se:25", "se:2580", "se:2480"
ACTORS = (
    Actor("ltu", "Luleå tekniska universitet", "university", ("LTU",), org_number="2021002841", pic="999876874"),
    Actor("ltu-ab", "LTU Business AB", "company"),
    Actor("lk", "Luleå kommun", "municipality", org_number="2120002742"),
    Actor("uk", "Umeå kommun", "municipality"),
    Actor("uu", "Umeå universitet", "university"),
    Actor("habo", "Habo kommun", "municipality"),
    Actor("håbo", "Håbo kommun", "municipality"),
    Actor("boliden", "Boliden AB", "company"),
    Actor("fgj", "Föreningen grävande journalister", "association", ("FGJ",)),
    Actor("fj", "Fältgruppen Jokkmokk", "association", ("FGJ",)),
    Actor("f-lulea", "Företagarna", "association"),
    Actor("f-umea", "Företagarna", "association"),
)
PLACES = (
    Place(NORRBOTTEN, "Norrbottens län", "county"),
    Place(LULEA, "Luleå kommun", "municipality", parents=(NORRBOTTEN,)),
    Place(UMEA, "Umeå kommun", "municipality"),
)
PROJECTS = (
    Project("p1", "Vätgas i Norrbotten", acronym="VIN", numbers=("2019-01234",)),
    Project("p2", "Trä i staden"),
    Project("p3", "Trä i staden"),
    Project("p4", "Bergets minne, fas 1", aliases=("Memory of the Mountain",), acronym="BERG"),
    Project("p5", "Bergteknik för alla", acronym="BERG"),
)
RECONCILER = Reconciler(
    StakeholderNetwork(
        revision=1,
        view=EVERYTHING,
        actors={each.id: each for each in ACTORS},
        projects={each.id: each for each in PROJECTS},
        themes={},
        places={each.id: each for each in PLACES},
        sources={},
        facts=(fact("LOCATED_IN", "f-lulea", LULEA), fact("LOCATED_IN", "f-umea", UMEA)),
    )
)


def found(name: str, **said: object) -> list[tuple[str, bool]]:
    sought = Sought(name, **said)  # type: ignore[arg-type]
    return [(each.found.id, each.is_certain) for each in RECONCILER.matches(sought, 10)]


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("Luleå University of Technology", "ltu"),
        ("LULEA TEKNISKA UNIVERSITET", "ltu"),
        ("Luleå tekniska universitet (LTU)", "ltu"),
        ("Lulea kommun", "lk"),
        ("Municipality of Luleå", "lk"),
        ("Umeå kommun", "uk"),
        ("Umeå universitet", "uu"),
        ("Boliden Aktiebolag", "boliden"),
        ("LTU", "ltu"),
        ("999876874", "ltu"),
        ("SE212000274201", "lk"),
        ("uk", "uk"),
    ],
)
def test_what_identity_would_merge_is_certain(name: str, id: str) -> None:
    matches = found(name)
    assert matches[0] == (id, True)
    assert not any(is_certain for _, is_certain in matches[1:])


@pytest.mark.parametrize(
    ("name", "id"), [("FGJ", "fj"), ("Luleo komun", "lk"), ("Lulae kommun", "lk"), ("Bolidn", "boliden")]
)
def test_an_abbreviation_of_two_or_a_slip_is_asked_of(name: str, id: str) -> None:
    assert found(name)[0] == (id, False)


def test_a_name_of_two_is_certain_only_with_what_tells_them_apart() -> None:
    assert found("Företagarna")[:2] == [("f-lulea", False), ("f-umea", False)]
    assert found("Företagarna", places=["Umeå"])[0] == ("f-umea", True)
    assert found("Företagarna", places=["Norrbotten"])[0] == ("f-lulea", True)
    assert found("Företagarna", places=[LULEA])[0] == ("f-lulea", True)


def test_what_contradicts_takes_certainty_away() -> None:
    assert found("Luleå kommun", kinds=["company"])[0] == ("lk", False)
    assert found("LTU", kinds=["company"])[0] == ("ltu", False)
    (first, *_) = RECONCILER.matches(Sought("Luleå kommun", identifiers={"org_number": ["2021002841"]}), 10)
    assert (first.found.id, first.score, first.is_certain) == ("ltu", 100, True)
    assert [message.say("en") for message in first.reasons] == ["The same number or id."]
    assert found("Luleå kommun", identifiers={"org_number": ["5560128074"]})[0] == ("lk", False)


def test_identifiers_of_two_are_certain_of_neither() -> None:
    both = {"org_number": ["212000-2742"], "pic": ["999876874"]}
    assert found("", identifiers=both) == [("lk", False), ("ltu", False)]


def test_only_the_kinds_asked_for_are_answered() -> None:
    assert found("Umeå universitet", within={"university"})[0] == ("uu", True)
    assert {id for id, _ in found("Umeå kommun", within={"university"})} <= {"uu", "ltu"}
    assert found("Umeå kommun", within=set()) == []


def test_letters_lost_leave_two_municipalities_open() -> None:
    assert found("Håbo kommun")[:2] == [("håbo", True), ("habo", False)]
    assert found("HABO KOMMUN")[:2] == [("habo", False), ("håbo", False)]


@pytest.mark.parametrize(
    ("text", "found", "is_certain"),
    [
        ("VÄTGAS I NORRBOTTEN", ["p1"], True),
        ("vin", ["p1"], True),
        ("p1", ["p1"], True),
        ("2019 01234", ["p1"], True),
        ("Memory of the mountain", ["p4"], True),
        ("Trä i staden", ["p2", "p3"], False),
        ("BERG", ["p4", "p5"], False),
        ("Bergets minne, fas 2", ["p4"], False),
        ("Vätgas i Norbotten", ["p1"], False),
        ("Något helt annat", [], False),
        ("", [], False),
    ],
)
def test_projects_are_found_by_title_acronym_and_number(text: str, found: list[str], is_certain: bool) -> None:
    matches = RECONCILER.projects.matches(text, (), 10)
    assert [each.found.id for each in matches] == found
    assert [each.is_certain for each in matches] == [is_certain and not place for place in range(len(found))]


def test_a_number_of_another_project_leaves_both_open() -> None:
    matches = RECONCILER.projects.matches("Memory of the mountain", ["2019-01234"], 10)
    assert [(each.found.id, each.score, each.is_certain) for each in matches] == [
        ("p1", 100, False),
        ("p4", 100, False),
    ]


def test_beginnings_come_before_later_words() -> None:
    assert [each.id for each in RECONCILER.beginning("lu")] == ["lk", "ltu"]
    assert [each.id for each in RECONCILER.beginning("bus")] == ["ltu-ab"]
    assert [each.id for each in RECONCILER.beginning("LTU")] == ["ltu", "ltu-ab"]


@settings(deadline=None, derandomize=True)
@given(st.text(), st.text(), st.integers(1, 3))
def test_whatever_is_written_is_answered_in_order(name: str, place: str, limit: int) -> None:
    matches = RECONCILER.matches(Sought(name, places=[place], identifiers={"org_number": [place]}), limit)
    scores = [each.score for each in matches]
    assert len(matches) <= limit
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= each.score <= 100 for each in matches)
    assert sum(each.is_certain for each in matches) <= 1
