"""Sector and kind choose what each question lists; figures and sentences stay those of the whole network."""

from typing import Any

from graph.network.network import StakeholderNetwork
from graph.network.view import EVERYTHING, View
from queries.question import questions
from tests.unit.queries.small_networks import fact, network

# c1 – u1 – m1 – c2: u1 and m1 lie between; c3 is alone
TEAMS = {"p1": "c1 u1", "p2": "u1 m1", "p3": "m1 c2", "p4": "c3"}
FACTS = [
    *(fact("ABOUT", project, "skills") for project in TEAMS),
    *(fact("LOCATED_IN", project, "se:25") for project in TEAMS),
    *(
        fact("PARTICIPATES_IN", owner, project, "owner")
        for owner, project in (("c1", "p1"), ("m1", "p2"), ("c2", "p3"))
    ),
]


def answered(question: str, options: dict[str, Any], **values: Any) -> Any:
    whole: StakeholderNetwork = network(TEAMS, facts=FACTS, view=EVERYTHING)
    return questions()[question].ask(whole.of(View.of(options)), values)


def left_out(answer: Any) -> dict[str, int]:
    return {entry["reason"]: entry["count"] for entry in answer.left_out}


def test_brokers_are_ranked_among_the_chosen_by_figures_of_the_whole() -> None:
    whole = {item["actor"]["id"]: item for item in answered("brokers", {}, intervals="no").items}
    chosen = answered("brokers", {"kind": "municipality"}, intervals="no")
    assert {item["actor"]["id"]: item for item in chosen.items} == {"m1": {**whole["m1"], "rank": 1}}
    assert whole["m1"]["articulation"]["separates"]  # so it is not only among municipalities that someone is lost
    assert left_out(chosen)["actor_not_chosen"] == len(whole) - 1


def test_isolates_are_the_chosen_and_their_projects() -> None:
    assert answered("gaps", {"sector": "public"}, of="isolates").items == ()
    found = answered("gaps", {"sector": "business"}, of="isolates").items
    assert [(item.get("actor") or item["project"])["id"] for item in found] == ["c3", "p4"]


def test_of_a_gap_both_ends_are_chosen() -> None:
    for options in ({"sector": "business"}, {"kind": ["company", "university"]}):
        pairs = [[actor["id"][0] for actor in item["actors"]] for item in answered("gaps", options).items]
        assert all(set(pair) <= set("cu") for pair in pairs)
    assert {actor["id"] for item in answered("gaps", {}).items for actor in item["actors"]} >= {"m1", "u1"}


def test_of_overlapping_projects_one_is_owned_by_a_chosen_actor() -> None:
    every = answered("overlaps", {}, none="include", owners="all")
    some = answered("overlaps", {"kind": "municipality"}, none="include", owners="all")
    pairs = {tuple(project["id"] for project in item["projects"]) for item in every.items}
    assert {tuple(project["id"] for project in item["projects"]) for item in some.items} == {
        pair for pair in pairs if "p2" in pair
    }
    about = answered("overlaps", {"kind": "municipality"}, project="p1", none="include", owners="all")
    assert [[project["id"] for project in item["projects"]] for item in about.items] == [["p1", "p2"]]


def test_partners_and_teams_are_chosen_too() -> None:
    partners = answered("partners", {"kind": "company"}, project="p2")
    assert {item["actor"]["kind"] for item in partners.items} == {"company"}
    teams = answered("consortium", {"kind": "company"}, theme="skills")
    assert {member["actor"]["kind"] for item in teams.items for member in item["members"]} == {"company"}


def test_introductions_go_through_the_chosen() -> None:
    assert answered("introductions", {"kind": "university"}, a="c1", b="m1").items
    through = answered("introductions", {"kind": "company"}, a="c1", b="m1")
    assert (through.items, left_out(through)["path_not_chosen"]) == ((), 1)


def test_what_would_come_of_it_is_told_of_the_chosen() -> None:
    def losing(**options: str) -> set[str]:
        items = answered("what-if", options, without="u1").items
        return {item["actor"]["kind"] for item in items if item["change"] == "loses"}

    assert losing(kind="company") == {"company"} < losing()
