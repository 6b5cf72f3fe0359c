"""Rows of the table of classes that judged pairs asked for; all texts are invented, shares computed by hand."""

from dataclasses import replace
from typing import Any

import pytest

from graph.network.facts import Project
from queries.questions.overlaps import QUESTION
from tests.unit.queries.questions.overlap_pairs import OTHER, SAME, about, located, only, pair_of
from tests.unit.queries.small_networks import fact, network


def test_complementary_needs_more_than_one_partner_of_many() -> None:
    facts = [*located("se:25", "a", "b"), *about("skills", "a"), *about("energy", "b")]
    teams = {"a": "u1 c1 c2", "b": "u1 f1"}
    # u1 is in both projects, weight ln(3/3)+1 = 1; c1, c2 and f1 in one, ln(3/2)+1 = 1.405: 1 / (1 + 3 × 1.405) = 0.19.
    assert pair_of((SAME, "2020", "2022"), (OTHER, "2021", "2023"), teams, facts)["class"] == "none"
    # Two of many say more than one: 2 / (2 + 8 × 1.405) = 0.15, and yet they work together.
    teams = {"a": "u1 u2 c1 c2 c3 c4 c5", "b": "u1 u2 f1 f2 f3"}
    assert pair_of((SAME, "2020", "2022"), (OTHER, "2021", "2023"), teams, facts)["class"] == "complementary"


@pytest.mark.parametrize("title", ["Tekniskt stöd för {}", "Technical Assistance {}"])
def test_the_running_of_a_fund_is_like_no_initiative(title: Any) -> None:
    projects = [Project(id, title.format(where), summary=SAME) for id, where in (("a", "Norrland"), ("b", "Småland"))]
    assert only(network({"a": "m1", "b": "m2"}, projects=projects))["class"] == "none"
    here = network({"a": "m1", "b": "m2"}, projects=projects, facts=located("se:25", "a", "b"))
    assert only(here)["class"] == "none"
    begun = [replace(projects[0], starts="2014", ends="2020"), replace(projects[1], starts="2021", ends="2027")]
    assert only(network({"a": "m1", "b": "m1"}, projects=begun))["class"] == "continuation"


def test_one_application_in_each_of_two_regions_is_one_work_and_not_one_record() -> None:
    places = located("se:25", "a") + located("se:24", "b")
    item = pair_of(Project("a", "Garantier"), Project("b", "Garantier"), {"a": "c1", "b": "c1"}, places)
    assert item["class"] == "overlapping"
    assert item["sentence"].startswith("Garantier och Garantier ser ut att vara delar av samma arbete.")
    assert pair_of(Project("a", "Garantier"), Project("b", "Garantier"), {"a": "c1", "b": "c1"})["class"] == "duplicate"


def test_where_no_place_is_known_the_same_programme_stands_for_it() -> None:
    themes = about("skills", "a", "b")
    paid = [fact("FUNDS", "p1", project) for project in ("a", "b")]
    teams = {"a": "c1", "b": "f1"}
    periods = (SAME, "2020", "2022"), (SAME, "2021", "2023")
    item = pair_of(*periods, teams, themes + paid)
    assert item["class"] == "overlapping"
    assert item["sentence"].startswith(
        "Projekt a (C1) och Projekt b (F1) gör liknande saker samtidigt inom samma program."
    )
    assert pair_of(*periods, teams, themes)["class"] == "look_alike", "nothing says that they are near each other"
    assert pair_of(*periods, teams, paid)["class"] == "none", "nothing says that they are elsewhere"
    apart = located("se:25", "a") + located("se:24", "b")
    assert pair_of(*periods, teams, themes + paid + apart)["class"] == "look_alike", "a national programme is no place"


def test_the_same_title_and_owner_go_on_under_another_acronym() -> None:
    before = Project("a", "Fyrtorn", acronym="Pre-FT", summary=SAME, starts="2015-04", ends="2015-11")
    after = Project("b", "Fyrtorn", acronym="e-FT", summary=OTHER, starts="2016-04", ends="2019")
    assert pair_of(before, after, {"a": "u1", "b": "u1"})["class"] == "continuation"
    assert pair_of(before, after, {"a": "u1", "b": "c1"})["class"] == "none"


def test_titles_alone_do_not_make_payments_of_one_agreement_a_continuation() -> None:
    agreement = "Överenskommelse mellan högskolan och Infrastruktur för beräkningar om {} (bilaga 4)"
    before = Project("a", agreement.format("lagring"), starts="2019", ends="2019")
    after = Project("b", agreement.format("molnet"), starts="2020", ends="2020")
    item = pair_of(before, after, {"a": "u1", "b": "u1"})
    assert (item["class"], item["parts"]["text"] > 0.5) == ("none", True)
    both = replace(before, summary=SAME), replace(after, summary=SAME)
    assert pair_of(both[0], both[1], {"a": "u1", "b": "u1"})["class"] == "continuation"


def test_a_title_without_summary_is_one_record_only_in_the_same_period() -> None:
    def form(starts: Any, **more: Any) -> Any:
        title = "Anmälan om återvändarbidrag"
        first = Project("a", title, starts="2014-05", ends="2015-04", **more)
        return pair_of(first, replace(first, id="b", starts=starts), {"a": "u1", "b": "u1"})["class"]

    assert (form("2014-05"), form("2014-08")) == ("duplicate", "overlapping")  # nine months of twelve in common
    assert form("2014-08", summary=SAME) == "duplicate"


def test_a_project_known_by_its_id_alone_is_like_no_other() -> None:
    numbers = [Project(id, id) for id in ("register:19301", "register:19302")]
    teams = {project.id: "u1 c1" for project in numbers}
    answer = QUESTION.ask(network(teams, projects=numbers), {"owners": "all", "none": "include"})
    assert (answer.items, answer.method["candidates"]) == ((), 0)
    one = QUESTION.ask(
        network(teams, projects=numbers), {"project": "register:19301", "owners": "all", "none": "include"}
    )
    assert [item["parts"]["text"] for item in one.items] == [None]
