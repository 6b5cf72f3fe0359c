"""Two teams of three around one actor, and what only that actor holds together."""

from typing import Any

import networkx as nx
import pytest

from graph.errors import InputError
from graph.network.view import View
from queries.questions.brokers import QUESTION
from queries.questions.brokers.ranking import ranks
from tests.unit.queries.small_networks import fact, network

# u1 sits in both teams. Of the 6 pairs of the 4 others, 4 meet only through u1: betweenness 4/6 (by hand).
TWO_TEAMS = network({"p1": "u1 c1 m1", "p2": "u1 f1 f2"})


def items(network: Any, **given: Any) -> Any:
    return {item["actor"]["id"]: item for item in QUESTION.ask(network, given).items}


def test_the_actor_in_both_teams_is_first_with_the_betweenness_counted_by_hand() -> None:
    found = items(TWO_TEAMS)
    assert found["u1"]["rank"] == 1
    assert found["u1"]["betweenness"] == pytest.approx(4 / 6)
    assert {found[id]["rank"] for id in ("c1", "m1", "f1", "f2")} == {2}


def test_figures_are_those_of_networkx() -> None:
    found = items(TWO_TEAMS)
    constraint = nx.constraint(TWO_TEAMS.collaboration, weight="weight")
    size = nx.effective_size(TWO_TEAMS.collaboration, weight="weight")
    two_mode = nx.bipartite.betweenness_centrality(TWO_TEAMS.two_mode, ["u1", "c1", "m1", "f1", "f2"])
    for id, item in found.items():
        assert item["constraint"] == pytest.approx(constraint[id])
        assert item["effective_size"] == pytest.approx(size[id])
        assert item["betweenness_two_mode"] == pytest.approx(two_mode[id])


def test_roles_are_those_counted_by_hand() -> None:
    # Open pairs around u1 (academia): c1–f1, c1–f2, m1–f1, m1–f2: always three different sectors, in both directions.
    roles = items(TWO_TEAMS)["u1"]["roles"]
    assert roles == {"coordinator": 0, "itinerant": 0, "gatekeeper": 0, "representative": 0, "liaison": 8}


def test_the_only_link_between_sectors_says_so_in_both_languages() -> None:
    item = items(TWO_TEAMS)["u1"]
    assert item["sole_bridge"] == [
        {"groups": ["business", "civil_society"], "projects": ["p1", "p2"]},
        {"groups": ["civil_society", "public"], "projects": ["p1", "p2"]},
    ]
    assert item["sentence"] == (
        "U1 är enda länken mellan näringsliv och civilsamhälle och mellan civilsamhälle och offentlig sektor "
        "(2 projekt)."
    )
    english = QUESTION.ask(TWO_TEAMS, {}, "en").items[0]["sentence"]
    assert english.startswith("U1 is the only link between business and civil society and between civil society")


def test_without_the_cut_point_the_smaller_side_loses_contact() -> None:
    found = items(network({"p1": "x1 c1 c2 c3", "p2": "x1 f1"}))
    assert found["x1"]["articulation"] == {"separates": ["f1"]}
    assert found["c1"]["articulation"] == {"separates": []}


def test_undefined_figures_are_null_and_actors_without_a_group_are_counted() -> None:
    answer = QUESTION.ask(network({"p1": "u1", "p2": "x1 x2"}), {})
    alone = next(item for item in answer.items if item["actor"]["id"] == "u1")
    unknown = next(item for item in answer.items if item["actor"]["id"] == "x1")
    assert (alone["constraint"], alone["effective_size"]) == (None, None)
    assert (unknown["group"], unknown["roles"], unknown["roles_z"], unknown["roles_two_mode"]) == (None,) * 4
    assert {"actor_without_group": 2}.items() <= {each["reason"]: each["count"] for each in answer.left_out}.items()
    assert alone["sentence"] == "U1 är ensam namngiven deltagare i 1 projekt (Projekt p1)."


def test_members_of_a_group_phrase_are_no_brokers_unless_the_view_includes_them() -> None:
    expanded = [
        fact("PARTICIPATES_IN", "m1", project, "partner", expanded_from="alla kommuner") for project in ("p1", "p2")
    ]
    teams = {"p1": "c1", "p2": "f1"}
    assert items(network(teams, facts=expanded))["m1"]["betweenness"] == 0
    assert items(network(teams, facts=expanded))["m1"]["sole_bridge"] == []
    assert "alla kommuner" in items(network(teams, facts=expanded))["m1"]["sentence"]
    included = items(network(teams, facts=expanded, view=View(expanded="include")))["m1"]
    assert included["betweenness"] == 1
    assert included["sole_bridge"] == [{"groups": ["business", "civil_society"], "projects": ["p1", "p2"]}]


def test_two_mode_figures_leave_members_of_a_group_phrase_out_unless_the_view_includes_them() -> None:
    expanded = [fact("PARTICIPATES_IN", "m1", p, "partner", expanded_from="alla kommuner") for p in ("p1", "p2")]
    teams = {"p1": "c1 u1", "p2": "f1 f2"}
    assert items(network(teams, facts=expanded))["m1"]["betweenness_two_mode"] == 0
    whole = network(teams, facts=expanded, view=View(expanded="include"))
    two_mode = nx.bipartite.betweenness_centrality(whole.two_mode, ["c1", "u1", "f1", "f2", "m1"])
    assert items(whole)["m1"]["betweenness_two_mode"] == pytest.approx(two_mode["m1"])


def test_estimates_share_a_rank_where_their_errors_do_not_tell_them_apart() -> None:
    # By hand: a is more than .002 above c only; nobody is for certain above b; what is not 0 is above what is.
    values = {"a": 0.0105, "b": 0.009, "c": 0.008, "d": 0.0001, "e": 0.0}
    assert ranks(values, values, 0.001) == {"a": 1, "b": 1, "c": 2, "d": 4, "e": 5}
    assert ranks(values, values) == {"a": 1, "b": 2, "c": 3, "d": 4, "e": 5}


def test_beyond_a_fixed_amount_of_work_betweenness_is_estimated_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    ring = {f"p{number}": f"c{number} c{(number + 1) % 7}" for number in range(7)}
    assert QUESTION.ask(network(ring), {}).method == {"exact": True, "group": "sector", "ranked_by": "betweenness"}
    monkeypatch.setattr("queries.measures.betweenness.MOST_WORK", 48)
    answer = QUESTION.ask(network(ring), {})  # seven nodes times seven ties are 49
    assert answer.method == {**answer.method, "exact": False, "error": 0.001, "probability": 0.9, "seed": 0}
    # By hand: of the 15 pairs of others 3 have their only shortest path over each of a ring of seven.
    assert [item["betweenness"] for item in answer.items] == pytest.approx([3 / 15] * 7, abs=0.001)
    assert {item["rank"] for item in answer.items} == {1}


def test_a_stated_collaboration_links_two_groups_and_contact_does_not() -> None:
    stated = [fact("COLLABORATES_WITH", "c1", "u1", "joint lab"), fact("COLLABORATES_WITH", "f1", "u1", "contact")]
    found = items(network({"p1": "u1 m1"}, facts=stated))
    assert [bridge["groups"] for bridge in found["u1"]["sole_bridge"]] == [["business", "public"]]
    assert found["f1"]["sentence"] == "F1 har inget samarbete med någon annan i urvalet, bara kontakt."


def test_groups_by_county_kind_and_community() -> None:
    places = [fact("LOCATED_IN", "c1", "se:2580"), fact("LOCATED_IN", "f1", "se:24")]
    located = network({"p1": "u1 c1 m1", "p2": "u1 f1 f2"}, facts=places)
    assert {id: item["group"] for id, item in items(located, group="county").items() if item["group"]} == {
        "c1": "se:25",
        "f1": "se:24",
    }
    assert items(located, group="kind")["f1"]["group"] == "association"
    communities = {id: item["group"] for id, item in items(located, group="community").items()}
    assert communities["c1"] == communities["m1"] != communities["f1"] == communities["f2"]


def test_an_unknown_group_is_refused() -> None:
    with pytest.raises(InputError, match="colour"):
        QUESTION.ask(TWO_TEAMS, {"group": "colour"})


def test_an_empty_network_says_why_there_is_no_answer() -> None:
    answer = QUESTION.ask(network(), {})
    assert answer.items == ()
    assert [each["reason"] for each in answer.left_out] == ["nothing_to_compare"]
