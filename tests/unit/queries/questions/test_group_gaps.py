"""Gaps and clusters between groups, of networks small enough to count by hand."""

from __future__ import annotations

from typing import Any

import pytest

from graph.errors import InputError
from graph.network.facts import Actor, Dataset, Project, Verdict
from graph.network.view import View
from queries.measures.group_expectation import Expectation, shared_projects
from queries.questions.gaps import QUESTION, groups
from queries.wording.names import rounded
from tests.unit.queries.small_networks import fact, network

CHAIN = {"p1": "u1 c1", "p2": "u1 f1"}  # c1 and f1 meet only through u1


def ask(network: Any, **given: Any) -> Any:
    return QUESTION.ask(network, {"of": "groups", **given})


def test_groups_are_counted_beside_the_configuration_model() -> None:
    teams = {"p1": "u1 c1", "p2": "u1 c2", "p3": "u2 c1", "p4": "f1 f2"}
    answer = ask(network(teams))
    model = shared_projects(network(teams).two_mode, {"u1", "u2", "c1", "c2", "f1", "f2"}, _sectors(network(teams)))
    found = {tuple(item["groups"]): item for item in answer.items}
    assert found["academia", "business"]["observed"] == 3
    assert found["academia", "business"]["expected"] == model.of["academia", "business"].expected
    assert {item["reading"] for item in answer.items} == {"inconclusive"}
    assert answer.method["swaps"] == 2000


def test_a_register_that_names_one_participant_a_project_gives_no_finding_but_the_reason() -> None:
    register = Dataset("d", shows_collaboration="no")
    answer = ask(network({f"p{n}": f"u{n % 5}" for n in range(40)} | {"p40": "u1 c1"}, datasets=[register]))
    assert answer.items == ()
    reasons = {left_out["reason"]: left_out for left_out in answer.left_out}
    assert reasons["project_not_showing"]["count"] == 41
    assert "en deltagare per projekt" in reasons["project_not_showing"]["sentence"]
    assert "no_meeting_shown" in reasons
    assert "too_few_groups" not in reasons


def test_groups_are_those_of_actors_who_sit_in_the_place() -> None:
    located = [fact("LOCATED_IN", id, "se:2580") for id in ("u1", "c1", "p1", "p2", "p3")]
    facts = [*located, fact("LOCATED_IN", "f1", "se:2480")]
    teams = {"p1": "u1 c1", "p2": "u1 f1 x1", "p3": "u1"}
    answer = ask(network(teams, facts=facts, view=View(place=("se:25",))))
    assert [(item["groups"], item["observed"]) for item in answer.items] == [
        (["academia", "academia"], 0),
        (["academia", "business"], 1),
        (["business", "business"], 0),
    ]
    reasons = {left_out["reason"]: left_out["count"] for left_out in answer.left_out}
    assert (reasons["project_one_actor"], reasons["project_one_actor_here"]) == (1, 1)  # p3, and p2 with u1 only
    assert (answer.method["projects"], answer.method["actors"]) == (1, 2)


def _sectors(network: Any) -> Any:
    return {id: actor.sector for id, actor in network.actors.items()}


def test_a_clear_gap_and_a_clear_cluster_are_read_as_such() -> None:
    apart = {f"p{number}": f"u{number % 7} u{number % 11 + 20}" for number in range(60)}
    apart |= {f"q{number}": f"c{number % 7} c{number % 11 + 20}" for number in range(60)}
    readings = {tuple(item["groups"]): item["reading"] for item in ask(network(apart)).items}
    assert readings == {
        ("academia", "business"): "gap",
        ("academia", "academia"): "cluster",
        ("business", "business"): "cluster",
    }


def gap_on_energy(*more: Any, **given: Any) -> Any:
    """Academia and business apart: everybody on energy, u0 and c0 in most projects."""
    teams = {f"p{n}": f"u{n % 7} u{n % 11 + 20}" for n in range(60)}
    teams |= {f"q{n}": f"c{n % 7} c{n % 11 + 20}" for n in range(60)}
    days = [Project(id, id, starts="2015", ends="2020") for id in teams]
    about = [fact("ABOUT", id, "energy") for id in teams]
    apart = network(teams, projects=days, facts=[*about, *more], **given)
    return next(item for item in ask(apart).items if item["reading"] == "gap")


def test_a_gap_names_the_most_active_and_central_of_either_side_that_have_not_met() -> None:
    item = gap_on_energy()
    assert item["could_meet"]["theme"] == {"id": "energy", "name": "Energi"}
    first, second = item["could_meet"]["sides"]
    # 60 projects over 7 actors: the first four are in nine, each with others; u0 to u3 also have most contacts.
    assert [(member["actor"]["id"], member["n_projects"]) for member in first] == [("u0", 9), ("u1", 9), ("u2", 9)]
    assert [member["actor"]["id"] for member in second] == ["c0", "c1", "c2"]
    assert (first[0]["project"]["id"], first[0]["last_active"]) == ("p7", "2020")
    assert [report["quote"] for report in first[0]["evidence"]] == ["u0–p7"]
    assert (item["next_step"], item["sentence"]) == (
        "call",
        "Akademi och näringsliv möts i färre projekt än väntat: 0 projekt, väntat ungefär 62. "
        "Om energi kunde U0 och U1 möta C0 och C1.",
    )


def test_who_has_met_is_abroad_or_was_decided_about_is_not_brought_together() -> None:
    abroad = Actor("u0", "U0", "university", country="NO")
    decided = Verdict("c0│u1", "collaboration", "c0", "u1", "no_collaboration", None, "Åsa", "2026-11-22", "")
    sides = gap_on_energy(fact("COLLABORATES_WITH", "c1", "u1"), actors=[abroad], verdicts=[decided])["could_meet"][
        "sides"
    ]
    # u0 is abroad; u1 has met c1 and is not to meet c0, so that c2 is the first for it.
    assert [[member["actor"]["id"] for member in side] for side in sides] == [["u1", "u2", "u3"], ["c2", "c3", "c4"]]


def test_where_no_theme_brings_two_together_nobody_is_named() -> None:
    apart = {f"p{n}": f"u{n % 7} u{n % 11 + 20}" for n in range(60)}
    apart |= {f"q{n}": f"c{n % 7} c{n % 11 + 20}" for n in range(60)}
    facts = [fact("ABOUT", id, "energy" if id[0] == "p" else "skills") for id in apart]
    item = next(item for item in ask(network(apart, facts=facts)).items if item["reading"] == "gap")
    assert (item["could_meet"], item["next_step"]) == (None, "none")


def test_an_actor_alone_in_its_sector_and_its_county_meets_nobody() -> None:
    seats = [fact("LOCATED_IN", id, "se:2580") for id in ("c2", "m1")]
    teams = {"p1": "c1 m1", "p2": "c2 u1", "p3": "c1 f1"}
    items = ask(network(teams, facts=seats), group="sector,county").items
    # p1: c1 and m1; in p2 c2 is alone in both.
    assert {tuple(item["groups"]): item["observed"] for item in items}["business", "se:25"] == 1


@pytest.mark.parametrize(
    ("observed", "expected", "p", "q", "reading"),
    [
        (8, 10.0, 0.001, 0.04, "gap"),
        (9, 10.0, 0.001, 0.04, "inconclusive"),
        (25, 20.0, 0.001, 0.04, "cluster"),
        (24, 20.0, 0.001, 0.04, "inconclusive"),
        (3, 8.7, 0.049, 0.2, "inconclusive"),
        (3, 4.9, 0.5, 0.6, "inconclusive"),
        (3, 5.0, 0.5, 0.6, "as_expected"),
        (0, 0.0, None, None, "inconclusive"),
        (5, 5.0, None, None, "as_expected"),
    ],
)
def test_the_reading_by_the_definition(observed: int, expected: float, p: Any, q: Any, reading: str) -> None:
    assert groups.reading(Expectation(observed, expected, None, p, from_model=True), q) == reading


@pytest.mark.parametrize(
    ("value", "text"),
    [(327.4, "ungefär 330"), (13640.5, "ungefär 14\N{NO-BREAK SPACE}000"), (8.49, "ungefär 8"), (0.3, "färre än ett")],
)
def test_numbers_are_rounded_as_people_speak(value: float, text: str) -> None:
    assert rounded(value, "sv") == text


def test_groups_can_be_counties_or_both_and_nothing_else() -> None:
    located = [
        fact("LOCATED_IN", "c1", "se:2580"),
        fact("LOCATED_IN", "f1", "se:2480"),
        fact("LOCATED_IN", "u1", "se:24"),
    ]
    both = network(CHAIN, facts=located)
    assert {tuple(i["groups"]) for i in ask(both, group="county").items} >= {("se:24", "se:25")}
    assert ("business", "se:25") in {tuple(i["groups"]) for i in ask(both, group="sector,county").items}
    with pytest.raises(InputError, match="colour"):
        ask(both, group="colour")


def test_without_groups_the_answer_says_so() -> None:
    answer = ask(network({"p1": "x1 x2"}))
    assert answer.items == ()
    assert {"too_few_groups", "actor_without_group"} <= {each["reason"] for each in answer.left_out}
