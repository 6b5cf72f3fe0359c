"""Consortia around a small world whose best teams can be found by looking at every one."""

from itertools import combinations
from typing import Any

import pytest

from graph.errors import InputError
from graph.network.facts import Project
from queries.questions.consortium import OBJECTIVES, QUESTION
from queries.questions.consortium.rules import Rules
from queries.questions.consortium.team import Composing
from queries.questions.partners.brief import read_brief
from queries.questions.partners.fit import fits
from tests.unit.queries.small_networks import fact, network

PROJECTS = [Project(f"p{number}", f"Projekt {number}", starts="2020", ends="2023") for number in range(1, 6)]
FACTS = [
    *(fact("ABOUT", project, "skills") for project in ("p1", "p2", "p5")),
    *(fact("ABOUT", project, "energy") for project in ("p3", "p4")),
    fact("LOCATED_IN", "m1", "se:2580"),
    fact("LOCATED_IN", "c1", "se:2582"),
]
# c1 and u1 have met (p2); u2 and c2 do energy, u3 does skills and has met nobody.
NETWORK = network({"p1": "m1", "p2": "u1 c1", "p3": "u2", "p4": "u2 c2", "p5": "u3"}, projects=PROJECTS, facts=FACTS)


def ask(asked: Any = NETWORK, **given: Any) -> Any:
    return QUESTION.ask(asked, given)


def ids(item: Any) -> Any:
    return {member["actor"]["id"] for member in item["members"]}


def test_a_team_covers_what_is_sought_with_as_few_as_need_be() -> None:
    first = ask(theme="skills, energy", most=2).items[0]
    assert (first["rank"], first["coverage"], first["missing"]["themes"]) == (1, 1, [])
    assert len(first["members"]) == 2
    assert [theme["id"] for theme in first["members"][0]["adds"]["themes"]] == ["energy"], "rare, so it weighs more"
    assert first["sentence"].startswith("U2 och C1 täcker tillsammans allt som söks")


def test_the_rules_hold_in_every_alternative() -> None:
    for item in ask(theme="skills, energy", kinds="municipality=1,company=2", most=4, must="U1", without="U2").items:
        assert {"m1", "c1", "c2", "u1"} == ids(item)


def test_trust_and_novelty_are_those_counted_by_hand() -> None:
    only = ask(theme="skills", must="U1,C1,U3", most=3).items
    # Of the pairs u1–c1, u1–u3 and c1–u3 the first has met, the others have not and share nobody.
    assert [(item["trust"], item["novelty"]) for item in only] == [(pytest.approx(1 / 3), pytest.approx(2 / 3))]
    assert only[0]["sentence"] == "C1, U1 och U3 täcker tillsammans allt som söks; 1 av 3 par har redan arbetat ihop."


def test_a_team_of_one_is_told_as_one() -> None:
    alone = ask(theme="energy", most=1)
    assert {ids(item).pop(): item["sentence"] for item in alone.items} == {
        "u2": "Med U2 täcks allt som söks.",
    }
    # c1 is in and has not worked with energy; u3 has, and the two work together.
    facts = [*FACTS, fact("COLLABORATES_WITH", "c1", "u3")]
    known = network({"p1": "c1", "p3": "u3"}, projects=PROJECTS, facts=facts)
    beside = ask(known, project="p1", theme="energy", most=1).items
    assert [ids(item) for item in beside] == [{"u3"}]
    assert beside[0]["sentence"].startswith("Med U3 täcks ")
    assert beside[0]["sentence"].endswith("; den har arbetat med alla som redan är med.")


def test_alternatives_differ_in_what_they_are_best_at_and_tell_the_price() -> None:
    items = ask(theme="skills, energy", most=3).items
    by = {name: item for item in items for name in item["best_at"]}
    assert by.keys() == OBJECTIVES.keys()
    assert by["trust"]["trust"] >= max(item["trust"] for item in items)
    assert by["novelty"]["novelty"] >= max(item["novelty"] for item in items)


def test_the_consortium_of_a_project_is_in_already() -> None:
    answer = ask(project="p2", most=2)
    assert [actor["id"] for actor in answer.method["consortium"]] == ["c1", "u1"]
    assert all(ids(item).isdisjoint({"c1", "u1"}) for item in answer.items)


@pytest.mark.parametrize("objective", OBJECTIVES.values(), ids=OBJECTIVES)
def test_the_search_is_as_good_as_looking_at_every_team(objective: Any) -> None:
    brief = read_brief(NETWORK, {"theme": ("skills", "energy")})
    rules = Rules(3, {"company": 1}, frozenset(), frozenset())
    composing = Composing(NETWORK, brief, rules, fits(NETWORK, brief))

    def value(team: Any) -> float:
        figures = composing.figures(team)
        parts = {"coverage": figures.coverage, "trust": figures.trust or 0, "novelty": figures.novelty or 0}
        return sum(weight * parts[name] for name, weight in objective.items())

    everyone = [fit.actor for fit in composing.candidates]
    allowed = [
        team
        for size in (1, 2, 3)
        for team in combinations(everyone, size)
        if any(actor.startswith("c") for actor in team) and composing.is_lean(team)
    ]
    assert value(composing.compose(objective)) == pytest.approx(max(map(value, allowed)))


def test_nobody_is_in_who_adds_nothing() -> None:
    # m1, u1, c1 and u3 have all worked on skills, u1 and c1 together; one of them is enough for every objective.
    for item in ask(theme="skills", most=4).items:
        assert len(item["members"]) == 1
    assert [ids(item) for item in ask(theme="skills", most=4, must="U1,C1").items] == [{"u1", "c1"}]


def test_rules_that_nobody_can_keep_are_told_as_the_reason() -> None:
    answer = ask(theme="skills", kinds="union=1")
    assert answer.items == ()
    assert {"reason": "no_team", "count": 1}.items() <= answer.left_out[-1].items()


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({}, "name a project"),
        ({"theme": "skills", "kinds": "wizard=1"}, "wizard"),
        ({"theme": "skills", "kinds": "company=many"}, "company=1"),
        ({"theme": "skills", "must": "U1", "without": "U1"}, "U1"),
        ({"theme": "skills", "kinds": "company=3", "most": 2}, "room for 2"),
        ({"theme": "skills", "most": 0, "must": "U1"}, "room for 0"),
    ],
)
def test_rules_that_make_no_sense_are_refused(given: Any, why: str) -> None:
    with pytest.raises(InputError, match=why):
        ask(**given)


@pytest.mark.parametrize(("seat", "missing"), [("se:2580", []), ("se:2480", ["university"])])
def test_a_role_is_played_where_the_work_is(seat: str, missing: list[str]) -> None:
    facts = [fact("ABOUT", "p1", "skills"), fact("LOCATED_IN", "u1", seat)]
    asked = network({"p1": "u1"}, projects=PROJECTS[:1], facts=facts)
    item = ask(asked, theme="skills", place="se:25", kinds="university=1").items[0]
    assert ids(item) == {"u1"}
    assert [role["kind"] for role in item["missing"]["roles"]] == missing
