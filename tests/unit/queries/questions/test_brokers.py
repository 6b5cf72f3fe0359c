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
    return {item["actor"]["id"]: item for item in QUESTION.ask(network, {"intervals": "no", **given}).items}


def test_the_actor_in_both_teams_is_first_with_the_betweenness_counted_by_hand() -> None:
    found = items(TWO_TEAMS)
    assert found["u1"]["rank"] == 1
    assert found["u1"]["betweenness"] == pytest.approx(4 / 6)


def test_those_who_lie_between_nobody_are_counted_and_not_listed() -> None:
    answer = QUESTION.ask(TWO_TEAMS, {})
    assert [item["actor"]["id"] for item in answer.items] == ["u1"]
    left_out = {entry["reason"]: entry for entry in answer.left_out}
    assert left_out["not_between"]["count"] == 4
    assert left_out["not_between"]["sentence"] == (
        "Aktörer som inte binder ihop andra: 4. De som de arbetar med möts ändå, eller så har de högst en sådan."
    )


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
        "U1 är enda länken mellan näringslivet och civilsamhället och mellan civilsamhället och offentlig sektor "
        "(2 projekt). Fråga om Projekt p1."
    )
    english = QUESTION.ask(TWO_TEAMS, {"intervals": False}, "en").items[0]["sentence"]
    assert english.startswith("U1 is the only link between business and civil society and between civil society")


def test_without_the_cut_point_the_smaller_side_loses_contact() -> None:
    unknown, companies = {"p1": "x1 x2 x3 x4", "p2": "x1 x5"}, {"p1": "c1 c2 c3 c4", "p2": "c1 c5"}
    found = items(network(unknown))["x1"]
    assert found["articulation"] == {"separates": ["x5"]}
    assert found["sentence"] == "Utan X1 tappar X5 kontakten med de andra. Fråga om Projekt p2."
    assert items(network(companies))["c1"]["sentence"] == (
        "Många når varandra genom C1, som samlar näringslivet. Utan den tappar C5 kontakten med de andra. "
        "Fråga om Projekt p1."
    )


def test_undefined_figures_are_null_and_actors_without_a_group_are_counted() -> None:
    answer = QUESTION.ask(network({"p1": "x1 c1", "p2": "x1 x2", "p3": "u1"}), {})
    (unknown,) = answer.items
    assert (unknown["group"], unknown["roles"], unknown["roles_z"], unknown["roles_two_mode"]) == (None,) * 4
    assert {"actor_without_group": 2}.items() <= {each["reason"]: each["count"] for each in answer.left_out}.items()


def test_members_of_a_group_phrase_are_no_brokers_unless_the_view_includes_them() -> None:
    expanded = [
        fact("PARTICIPATES_IN", "m1", project, "partner", expanded_from="alla kommuner") for project in ("p1", "p2")
    ]
    teams = {"p1": "c1", "p2": "f1"}
    assert items(network(teams, facts=expanded)) == {}
    included = items(network(teams, facts=expanded, view=View(expanded="include")))["m1"]
    assert included["betweenness"] == 1
    assert included["sole_bridge"] == [{"groups": ["business", "civil_society"], "projects": ["p1", "p2"]}]


def test_two_mode_figures_leave_members_of_a_group_phrase_out_unless_the_view_includes_them() -> None:
    expanded = [fact("PARTICIPATES_IN", "m1", p, "partner", expanded_from="alla kommuner") for p in ("p1", "p2")]
    # m1 lies between c1 and f1 by a project of its own, and on the phrase alone between the teams p1 and p2.
    teams = {"p1": "c2 u1", "p2": "f2 f3", "p3": "c1 m1", "p4": "m1 f1"}
    for expanded_in_view in ("exclude", "include"):
        whole = network(teams, facts=expanded, view=View(expanded=expanded_in_view))
        graph = whole.two_mode.copy()
        if expanded_in_view == "exclude":
            graph.remove_edges_from([("m1", "p1"), ("m1", "p2")])
        expected = nx.bipartite.betweenness_centrality(graph, [id for id in graph if not id.startswith("p")])
        assert items(whole)["m1"]["betweenness_two_mode"] == pytest.approx(expected["m1"])


def test_estimates_share_a_rank_where_their_errors_do_not_tell_them_apart() -> None:
    # By hand: a is more than .002 above c only; nobody is for certain above b; what is not 0 is above what is.
    values = {"a": 0.0105, "b": 0.009, "c": 0.008, "d": 0.0001, "e": 0.0}
    assert ranks(values, values, 0.001) == {"a": 1, "b": 1, "c": 2, "d": 4, "e": 5}
    assert ranks(values, values) == {"a": 1, "b": 2, "c": 3, "d": 4, "e": 5}


def test_beyond_a_fixed_amount_of_work_betweenness_is_estimated_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    ring = {f"p{number}": f"c{number} c{(number + 1) % 7}" for number in range(7)}
    assert QUESTION.ask(network(ring), {"intervals": "no"}).method == {
        "exact": True,
        "group": "sector",
        "ranked_by": "betweenness",
    }
    monkeypatch.setattr("queries.measures.betweenness.MOST_WORK", 48)
    answer = QUESTION.ask(network(ring), {})  # seven nodes times seven ties are 49
    assert answer.method == {**answer.method, "exact": False, "error": 0.001, "probability": 0.9, "seed": 0}
    # By hand: of the 15 pairs of others 3 have their only shortest path over each of a ring of seven.
    assert [item["betweenness"] for item in answer.items] == pytest.approx([3 / 15] * 7, abs=0.001)
    assert {item["rank"] for item in answer.items} == {1}
    assert all(item["sentence"].endswith("Platsen är uppskattad.") for item in answer.items)
    assert not any("rank_interval" in item for item in answer.items)  # of an estimate it would say nothing


def test_a_stated_collaboration_links_two_groups_and_contact_does_not() -> None:
    stated = [fact("COLLABORATES_WITH", "c1", "u1", "joint lab"), fact("COLLABORATES_WITH", "f1", "u1", "contact")]
    found = items(network({"p1": "u1 m1"}, facts=stated))
    assert [bridge["groups"] for bridge in found["u1"]["sole_bridge"]] == [["business", "public"]]
    assert "f1" not in found


def test_groups_by_county_kind_and_community() -> None:
    places = [fact("LOCATED_IN", "c1", "se:2580"), fact("LOCATED_IN", "f1", "se:24")]
    located = network({"p1": "u1 c1 m1", "p2": "u1 f1 f2", "p3": "c1 c2", "p4": "f1 f3"}, facts=places)
    by_county, by_kind, by_community = (items(located, group=by) for by in ("county", "kind", "community"))
    assert {id: item["group"] for id, item in by_county.items()} == {"u1": None, "c1": "se:25", "f1": "se:24"}
    assert by_kind["f1"]["group"] == "association"
    assert by_community["c1"]["group"] != by_community["f1"]["group"]


def test_those_who_sit_in_a_chosen_place_come_first_and_ranks_begin_anew() -> None:
    # By hand: of the 21 pairs of others c1 lies between 1 × 6, f1 the same, u1 between 3 × 4 of them.
    places = [fact("LOCATED_IN", id, "se:2580") for id in ("f1", "p1", "p2", "p3", "p4")]
    located = network({"p1": "u1 c1 m1", "p2": "u1 f1 f2 f4", "p3": "c1 c2", "p4": "f1 f3"}, facts=places)
    placed = located.of(View(place=("se:25",)))
    found = [(item["actor"]["id"], item["seated"], item["rank"]) for item in QUESTION.ask(placed, {}).items]
    assert found == [("f1", True, 1), ("u1", False, 1), ("c1", False, 2)]
    assert {item["seated"] for item in QUESTION.ask(located, {}).items} == {None}


def test_a_sentence_names_the_role_the_theme_and_a_project_to_ask_about() -> None:
    # By hand: u1 is the only one that joins companies and municipalities in two places of the ring c1–u1–m1–m2–c2,
    # which has a second link over c2–m2; both are about energy where u1 meets them.
    about = [fact("ABOUT", project, "energy") for project in ("p1", "p2")]
    ring = network({"p1": "u1 c1", "p2": "u1 m1", "p3": "m1 m2", "p4": "m2 c2", "p5": "c2 c1"}, facts=about)
    item = items(ring)["u1"]
    assert item["theme"] == {"id": "energy", "name": "Energi"}
    assert [project["id"] for project in item["projects"]] == ["p1", "p2"]
    assert item["sentence"] == (
        "Många når varandra genom U1, en länk mellan näringslivet och offentlig sektor inom energi. "
        "Fråga om Projekt p1."
    )
    assert items(ring)["m2"]["sentence"].startswith(
        "Många når varandra genom M2, en dörröppnare mellan offentlig sektor och näringslivet."
    )


def test_an_unknown_group_is_refused() -> None:
    with pytest.raises(InputError, match="colour"):
        QUESTION.ask(TWO_TEAMS, {"group": "colour"})


def test_an_empty_network_says_why_there_is_no_answer() -> None:
    answer = QUESTION.ask(network(), {})
    assert answer.items == ()
    assert [each["reason"] for each in answer.left_out] == ["nothing_to_compare"]


def test_a_set_of_brokers_is_the_one_that_breaks_most() -> None:
    # Borgatti's F by hand: without c2 and c4 of the line c1–c5 no pair of the three left can reach each other.
    line = network({f"p{number}": f"c{number} c{number + 1}" for number in range(1, 5)})
    answer = QUESTION.ask(line, {"set": "2"})
    (item,) = answer.items
    assert [actor["id"] for actor in item["actors"]] == ["c2", "c4"]
    assert (item["fragmentation_before"], item["fragmentation_after"]) == (0, 1)
    assert item["sentence"] == (
        "Utan C2 och C4 splittras nätet mest: 100,0 % av alla par når då inte varandra, mot 0,0 % i dag."
    )
    assert answer.method == {"exact": True, "measure": "KPP-NEG"}
    chosen = network({"p1": "c1 m1", "p2": "m1 c2"}, view=View(sector=("business",)))
    assert QUESTION.ask(chosen, {"set": 1}).items[0]["actors"][0]["id"] == "c1"


def test_a_set_that_leaves_nobody_says_so_and_no_set_is_refused() -> None:
    answer = QUESTION.ask(TWO_TEAMS, {"set": 4})
    assert answer.items == ()
    assert [entry["reason"] for entry in answer.left_out] == ["set_too_large"]
    for size in (0, 21):
        with pytest.raises(InputError):
            QUESTION.ask(TWO_TEAMS, {"set": size})


def test_small_views_tell_how_sure_ranks_are_and_large_ones_when_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    # Forty partners of c1 alone: it stays first whatever tenth is missing.
    star = network({f"p{number}": f"c1 x{number}" for number in range(40)})
    (item,) = QUESTION.ask(star, {}).items
    assert (item["rank_interval"], item["rank_interval_actors"]) == ([1, 1], [1, 1])
    assert item["sentence"].endswith("Plats 1 också om en tiondel av uppgifterna saknas.")
    monkeypatch.setattr("queries.questions.brokers.UNASKED", 40)
    assert "rank_interval" not in QUESTION.ask(star, {}).items[0]
    asked = QUESTION.ask(star, {"intervals": "true"})
    assert asked.items[0]["rank_interval"] == [1, 1]
    assert {"replicates": 50, "dropped": 0.1, "seed": 0}.items() <= asked.method.items()
    with pytest.raises(InputError, match="intervals"):
        QUESTION.ask(star, {"intervals": "maybe"})
