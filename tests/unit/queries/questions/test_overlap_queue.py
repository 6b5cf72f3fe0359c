"""The pairs as work: what waits, in which order, and series as one; all projects are invented."""

from typing import Any

import pytest

from graph.decisions.verdicts import fingerprint
from graph.errors import InputError, NotFoundError
from graph.network.facts import Project, Verdict
from queries.questions.overlaps import QUESTION
from tests.unit.queries.small_networks import fact, network

SUMMARY = "Fossilfria transporter med vätgas och elektrifierade lastbilar"
TEAMS = {"h1": "m1 c1", "h2": "m1 c1", "h3": "m1 c1", "b1": "m2 c2", "b2": "m2 c2"}
PROJECTS = (
    Project("h1", "Vätgas i norr", summary=SUMMARY, starts="2016", ends="2017"),
    Project("h2", "Vätgas i norr fas 2", summary=SUMMARY, starts="2018", ends="2019"),
    Project("h3", "Vätgas i norr, fortsättning", summary=SUMMARY, starts="2020", ends="2021"),
    Project("b1", "Skolskjuts", summary="Barns resor till skolan", starts="2019", budget=5e6, currency="SEK"),
    Project("b2", "Skolskjuts", summary="Barns resor till skolan", starts="2019", budget=4e6, currency="EUR"),
)  # fmt: skip
SERIES = {("h1", "h2"), ("h2", "h3")}  # the third begins more than 24 months after the first ended


def whole(*verdicts: Verdict, facts: Any = ()) -> Any:
    return network(TEAMS, projects=PROJECTS, verdicts=verdicts, facts=facts)


def pairs(known: Any, **given: Any) -> list[tuple[str, str]]:
    items = QUESTION.ask(known, {"owners": "all", **given}).items
    return [(item["projects"][0]["id"], item["projects"][1]["id"]) for item in items]


def verdict(first: str, second: str, digest: str = "") -> Verdict:
    known = digest or fingerprint(whole(), (first, second))
    return Verdict(f"{first}{second}", "overlap", first, second, "duplicate", None, "Anna", "2026-01-01", known)


def test_only_pairs_that_wait_or_only_judged_ones() -> None:
    known = whole(verdict("b1", "b2"))
    assert set(pairs(known)) == {*SERIES, ("b1", "b2")}
    assert set(pairs(known, judged="no")) == SERIES
    assert pairs(known, judged="yes") == [("b1", "b2")]
    answer = QUESTION.ask(known, {"owners": "all", "judged": "no"})
    assert {"pair_not_sought": 1}.items() <= {row["reason"]: row["count"] for row in answer.left_out}.items()


def test_a_pair_waits_again_when_a_fact_of_it_has_changed() -> None:
    known = whole(verdict("b1", "b2", "of earlier facts"))
    assert ("b1", "b2") in pairs(known, judged="no")
    assert pairs(known, judged="yes") == []


def test_only_pairs_of_a_class_and_the_verdict_is_the_class() -> None:
    assert pairs(whole(), classes=["duplicate"]) == [("b1", "b2")]
    assert ("h1", "h2") in pairs(whole(verdict("h1", "h2")), classes=["duplicate"])
    with pytest.raises(InputError, match="mistake"):
        pairs(whole(), classes=["mistake"])


def test_orders() -> None:
    assert pairs(whole(), order="name")[0] == ("b1", "b2")  # Skolskjuts before Vätgas
    years = pairs(whole(), order="year")  # the later of each pair starts in 2020, 2019 and 2018
    assert years == [("h2", "h3"), ("b1", "b2"), ("h1", "h2")]
    likeness = [item["score"] for item in QUESTION.ask(whole(), {"owners": "all", "order": "likeness"}).items]
    assert likeness == sorted(likeness, reverse=True)


def test_most_money_first_and_what_nobody_says_last() -> None:
    paid = fact("FUNDS", "p1", "h3", amount=9e6, currency="SEK")
    assert pairs(whole(), order="money")[0] == ("b1", "b2")
    ordered = pairs(whole(facts=[paid]), order="money")
    assert ordered == [("h2", "h3"), ("b1", "b2"), ("h1", "h2")]  # 9 million, 5 million kronor and some euros, unknown


def test_a_series_is_one_entry_that_names_its_phases_in_order() -> None:
    answer = QUESTION.ask(whole(), {"owners": "all", "series": "together"})
    found = {item["stands_for"]: [project["id"] for project in item["series"]] for item in answer.items}
    assert found == {1: [], 2: ["h1", "h2", "h3"]}
    assert {"pair_in_series": 1}.items() <= {row["reason"]: row["count"] for row in answer.left_out}.items()
    apart = QUESTION.ask(whole(), {"owners": "all"})
    assert [(item["stands_for"], item["series"]) for item in apart.items] == [(1, [])] * 3


def test_the_next_open_pair_stands_for_a_series() -> None:
    known = whole(verdict("h1", "h2"))
    items = QUESTION.ask(known, {"owners": "all", "series": "together", "judged": "no"}).items
    series = [item for item in items if item["series"]]
    assert [[project["id"] for project in item["projects"]] for item in series] == [["h2", "h3"]]
    assert [item["stands_for"] for item in series] == [1]


def test_what_a_source_says_to_follow_makes_a_series() -> None:
    names = ("Alfa", "Beta", "Gamma")
    projects = [Project(id, name) for id, name in zip("abc", names, strict=True)]
    told = [fact("FOLLOWS", "b", "a"), fact("FOLLOWS", "c", "b")]
    known = network({"a": "m1", "b": "m1", "c": "m1"}, projects=projects, facts=told)
    (item,) = QUESTION.ask(known, {"owners": "all", "series": "together"}).items
    assert [project["name"] for project in item["series"]] == list(names)


def test_two_projects_are_compared_with_each_other_only() -> None:
    assert pairs(whole(), project="h1", other="b2", none="include") == [("b2", "h1")]
    with pytest.raises(InputError, match="project"):
        pairs(whole(), other="b2")
    with pytest.raises(NotFoundError):
        pairs(whole(), project="h1", other="Helt annat")
