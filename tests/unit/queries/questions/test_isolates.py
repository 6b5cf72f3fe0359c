"""Who is alone, and who of them comes first, of networks small enough to count by hand."""

from __future__ import annotations

from typing import Any

from graph.network.facts import Actor, Dataset, Project
from queries.questions.gaps import QUESTION
from tests.unit.queries.small_networks import fact, network, said_by, taking_part


def ask(network: Any, **given: Any) -> Any:
    return QUESTION.ask(network, {"of": "isolates", **given})


def about(theme: Any, *projects: Any) -> Any:
    return [fact("ABOUT", project, theme) for project in projects]


def test_isolates_worth_acting_on_come_first() -> None:
    """c1 to c5 are alone: c1 seeks partners, c2 has the theme of others in its county, c3 is fresher than c4."""
    projects = [
        Project(id, id, ends=ends)
        for id, ends in (("p1", "2015"), ("p2", "2016"), ("p3", "2019"), ("p4", "2018"), ("p5", "2020"), ("p6", None))
    ]
    teams = {"p1": "c1", "p2": "c2", "p3": "c3", "p4": "c4", "p5": "c5", "p6": "u1 m1"}
    facts = [
        fact("NEEDS", "c1", "skills"),
        *about("energy", "p2", "p6"),
        *(fact("LOCATED_IN", id, "se:2580") for id in ("c2", "u1")),
        fact("LOCATED_IN", "m1", "se:2480"),
    ]
    abroad = Actor("c5", "C5", "company", country="FI")
    answer = ask(network(teams, projects=projects, facts=facts, actors=[abroad]))
    actors = [item for item in answer.items if "actor" in item]
    assert [item["actor"]["id"] for item in actors] == ["c1", "c2", "c3", "c4", "c5"]
    seeking, near, *others = actors
    assert [theme["id"] for theme in seeking["needs"]] == ["skills"]
    assert seeking["sentence"].endswith("Söker partner inom kompetensförsörjning.")
    assert near["sentence"].endswith("I samma län arbetar U1 med energi.")
    assert ([actor["id"] for actor in near["near"]], near["theme"]["id"], near["next_step"]) == (
        ["u1"],
        "energy",
        "call",
    )
    assert (others[0]["near"], others[0]["theme"], others[0]["next_step"]) == ([], None, "none")
    assert [item["last_active"] for item in actors] == ["2015", "2016", "2019", "2018", "2020"]
    assert [item["here"] for item in actors] == [True, True, True, True, False]


def test_a_project_of_one_sector_comes_before_those_with_one_participant_and_names_another_sector_near() -> None:
    teams = {"p1": "c1", "p2": "c2 c3", "p3": "u1 c4"}
    facts = [*about("energy", "p1", "p2", "p3"), *(fact("LOCATED_IN", id, "se:2580") for id in ("p2", "u1", "c4"))]
    projects = [item for item in ask(network(teams, facts=facts)).items if "project" in item]
    assert [(item["project"]["id"], item["reason"]) for item in projects] == [("p2", "one_sector"), ("p1", "one_actor")]
    assert [actor["id"] for actor in projects[0]["near"]] == ["u1"]
    assert projects[0]["sentence"] == (
        "Alla i Projekt p2 kommer från samma sektor (näringsliv): C2 och C3. I samma län arbetar U1 med energi."
    )


def test_a_long_list_of_long_names_is_cut_until_one_can_take_it_in() -> None:
    names = [
        Actor(f"c{n}", f"Bolaget med det långa namnet nummer {n} " + "och ännu fler ord " * 3, "company")
        for n in range(5)
    ]
    item = next(item for item in ask(network({"p1": "c0 c1 c2 c3 c4"}, actors=names)).items if "project" in item)
    assert len(item["sentence"]) <= 220
    assert "och 4 till" in item["sentence"] or "och 3 till" in item["sentence"]


def test_isolates_say_why() -> None:
    facts = [
        fact("PARTICIPATES_IN", "m1", "p2", "partner", expanded_from="kommunerna"),
        fact("COLLABORATES_WITH", "f1", "f2", "contact"),
        *about("skills", "p4"),
    ]
    alone = network({"p1": "u1", "p2": "c1 c2", "p3": "u2 c1"}, projects=[Project("p4", "Tomt")], facts=facts)
    items = ask(alone).items
    found = {(item.get("actor") or item["project"])["id"]: item["reason"] for item in items}
    assert found == {
        "u1": "alone",
        "m1": "concerned",
        "f1": "contact",
        "f2": "contact",
        "p1": "one_actor",
        "p4": "no_actor",
    }
    assert ask(network({"p1": "c1 c2"})).items[0]["reason"] == "one_sector"
    assert ask(network({"p1": "c1 x1"})).items == ()  # x1 may be of another sector


def test_who_is_known_only_where_nobody_meets_is_no_isolate() -> None:
    """u1 is in a register of one beneficiary a project; c1 is there too, and alone in p3, which a list shows."""
    facts = said_by("register", *taking_part("u1 p1", "c1 p2")) + said_by("list", *taking_part("c1 p3", "c2 p4"))
    facts += said_by("list", *taking_part("u1 p4", expanded_from="alla"))  # which is not what u1 does itself
    datasets = [Dataset("register", shows_collaboration="no"), Dataset("list", shows_collaboration="yes")]
    known = network({"p1": "", "p2": "", "p3": "", "p4": ""}, facts=facts, datasets=datasets)
    answer = ask(known)
    found = {(item.get("actor") or item["project"])["id"]: item["sentence"] for item in answer.items}
    assert found.keys() == {"c1", "c2", "p3"}
    assert found["c1"] == "C1 är ensam namngiven deltagare i 1 projekt (Projekt p3)."
    left_out = {entry["reason"]: entry["count"] for entry in answer.left_out}
    assert left_out == {"actor_meetings_not_shown": 1, "project_meetings_not_shown": 2}
