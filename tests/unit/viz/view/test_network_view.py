"""What a map shows of the demo network; counts by hand from the six pages."""

from dataclasses import replace

import pytest

from graph.network.facts import Fact
from queries.question import questions
from tests.unit.viz.networks import Notebook, demo, demo_brokerage, hostile, synthetic
from viz.view.build import network_view
from viz.view.network_view import NetworkView


@pytest.fixture
def view() -> NetworkView:
    return network_view(demo(), brokerage=demo_brokerage(), date="2026-11-22")


def test_groups_are_one_node_with_their_members(view: NetworkView) -> None:
    groups = {node.label: node for node in view.nodes if node.type == "group"}
    assert set(groups) == {"Samtliga kommuner i Norrbotten (14)", "Region 10 (10)"}
    assert groups["Region 10 (10)"].members[-1] == "Åsele kommun"
    assert {node.colour for node in groups.values()} == {"municipality"}


def test_everything_is_counted(view: NetworkView) -> None:
    # 14 + 10 municipalities, Arjeplog and Arvidsjaur in both, Lycksele and Sorsele shown by themselves
    assert view.grouped == 14 + 10 - 2 - 2
    assert view.shown == 6 + 29
    assert view.total == view.shown + view.grouped


def test_members_shown_by_themselves_are_tied_to_their_group(view: NetworkView) -> None:
    ties = {(edge.source, edge.target) for edge in view.edges if edge.type == "member"}
    assert ties == {("lycksele-kommun", "group:region 10"), ("sorsele-kommun", "group:region 10")}


def test_a_place_does_not_bring_a_member_out_of_its_group(view: NetworkView) -> None:
    network = demo()
    located = tuple(Fact("LOCATED_IN", id, "se", ()) for id in network.actors)
    assert network_view(replace(network, facts=network.facts + located)).shown == view.shown


def test_roles_decide_the_shapes(view: NetworkView) -> None:
    nodes = {node.name: node for node in view.nodes}
    assert nodes["Boliden AB"].type == "actor"
    assert nodes["Boliden AB"].also_funds
    assert nodes["Vinnova"].type == "funder"
    assert not nodes["Vinnova"].also_funds
    leads = {edge.source for edge in view.edges if edge.type == "leads"}
    assert leads == {"ivl-svenska-miljöinstitutet", "lycksele-kommun", "sorsele-kommun"}


def test_two_roles_of_one_actor_are_two_edges(view: NetworkView) -> None:
    roles = {edge.type for edge in view.edges if (edge.source, edge.target) == ("skellefteå-kommun", "greendeal")}
    assert roles == {"takes_part", "funds"}


def test_subtitle_names_the_view_and_speaks_of_named_actors_only(view: NetworkView) -> None:
    # Region Norrbotten takes part in one and funds two; members of the groups are not counted as named
    assert view.subtitle == (
        "Hela underlaget · Av de namngivna aktörerna deltar Luleå tekniska universitet och Skellefteå kommun i mer än "
        "ett av projekten i underlaget"
    )


def test_subtitle_of_disjoint_projects_claims_no_link() -> None:
    assert network_view(hostile()).subtitle.startswith("Hela underlaget · Ingen av de namngivna")
    assert network_view(hostile()).title == "Inga två projekt har en namngiven aktör gemensam"


def test_actors_without_a_tie_are_left_out_and_counted() -> None:
    network = demo()
    facts = tuple(fact for fact in network.facts if fact.start != "samforma")
    view = network_view(replace(network, facts=facts, left_out={"status_disputed": 3}))
    assert "samforma" not in {node.id for node in view.nodes}
    assert view.left_out == ("3 ifrågasatta uppgifter", "1 utan koppling")
    assert view.total == 55


def test_evidence_names_quote_source_and_status(view: NetworkView) -> None:
    edge = next(edge for edge in view.edges if edge.id.startswith("leads|ivl"))
    assert [(each.quote, each.source, each.status) for each in edge.evidence] == [
        ("IVL Svenska Miljöinstitutet", "soress", "asserted")
    ]
    assert view.sources["greendeal"].url == "https://example.org/green-deal"


def test_more_nodes_than_the_limit_become_communities() -> None:
    view = network_view(synthetic(1400))
    assert view.is_aggregated
    assert view.shown == 0
    assert view.grouped == sum(node.stands_for for node in view.nodes)
    assert view.grouped <= view.total == 1400
    assert all(edge.type == "bundle" for edge in view.edges)


def test_two_teams_too_large_to_draw_are_two_nodes() -> None:
    note = Notebook()
    for team in ("north", "south"):
        note.project(team, team)
        note.takes_part(team, "s", "partner", *(f"{team} {number}" for number in range(510)))
    view = network_view(note.network())
    assert len(view.nodes) == 2
    assert {node.stands_for for node in view.nodes} == {511}


def test_a_community_of_the_map_is_one_of_brokers() -> None:
    network = synthetic(200)
    answer = questions()["brokers"].ask(network, {"group": "community"}, "sv")
    of_brokers = {item["actor"]["id"]: item["group"] for item in answer.items}
    of_map = {id: str(community) for id, community in network_view(network).communities().items()}
    assert {id: of_map[id] for id in of_brokers} == of_brokers
    assert len(set(of_brokers.values())) > 5


def test_what_is_no_actor_joins_the_community_of_most_of_its_ties() -> None:
    note = Notebook()
    for project, actors in {"p": "abc", "q": "abc", "r": "xyz"}.items():
        note.project(project, project)
        note.takes_part(project, "s", "partner", *actors)
    note.funds("p", "s", "payer")
    note.funds("r", "s", "other")
    note.project("alone", "alone")
    found = network_view(note.network()).communities()
    assert found["a"] == found["b"] == found["c"] == found["p"] == found["q"] == found["payer"]
    assert found["x"] == found["y"] == found["z"] == found["r"] == found["other"]
    assert len({found["a"], found["x"], found["alone"]}) == 3
