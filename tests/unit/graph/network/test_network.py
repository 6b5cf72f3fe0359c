import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.network.facts import Fact
from graph.network.network import StakeholderNetwork
from graph.network.view import View
from tests.unit.graph.networks import fact, network, takes_part

# By hand: p joins a, b, c (each pair 1/2), q joins a, b (1), r has d alone.
FOUR = [takes_part(actor, "p") for actor in "abc"] + [takes_part(actor, "q") for actor in "ab"] + [takes_part("d", "r")]


def weights(of: StakeholderNetwork) -> dict[tuple[str, str], float]:
    return {(a, b): data["weight"] for a, b, data in of.collaboration.edges(data=True)}


def test_weights_of_four_actors_computed_by_hand() -> None:
    found = network(*FOUR)
    assert weights(found) == {("a", "b"): 1.5, ("a", "c"): 0.5, ("b", "c"): 0.5}
    assert list(found.collaboration) == ["a", "b", "c", "d"], "d collaborates with nobody and is there"


@given(st.sets(st.tuples(st.sampled_from("abcdef"), st.sampled_from("pqrst")), min_size=1))
def test_weights_equal_newmans_in_networkx(pairs: set[tuple[str, str]]) -> None:
    found = network(*(takes_part(*pair) for pair in pairs))
    bipartite = nx.Graph(pairs)
    shared = [node for node in bipartite if node in set("pqrst") and bipartite.degree(node) > 1]
    actors = {actor for actor, _ in pairs}
    oracle = nx.bipartite.collaboration_weighted_projected_graph(bipartite.subgraph([*actors, *shared]), actors)
    assert set(found.collaboration) == set(oracle)
    assert {frozenset(edge) for edge in found.collaboration.edges} == {frozenset(edge) for edge in oracle.edges}
    for a, b, data in oracle.edges(data=True):
        assert found.collaboration[a][b]["weight"] == pytest.approx(data["weight"])


def test_a_second_role_adds_nothing() -> None:
    assert weights(network(*FOUR, takes_part("a", "q", "owner"))) == weights(network(*FOUR))


def test_references_and_funders_only_do_not_collaborate() -> None:
    found = network(*FOUR, takes_part("e", "p", "reference"), fact("FUNDS", "f", "p"), fact("FUNDS", "c", "q"))
    assert weights(found) == weights(network(*FOUR))
    assert set(found.collaboration) == set("abcd")
    assert set(found.two_mode) == {*"abcd", *"pqr"}
    assert found.participants == {"p": ("a", "b", "c"), "q": ("a", "b"), "r": ("d",)}
    assert "e" not in found.projects_of
    assert found.funders_of == {"p": ("f",), "q": ("c",)}


def test_a_partner_that_is_also_a_reference_is_a_partner() -> None:
    assert weights(network(*FOUR, takes_part("c", "q", "reference"), takes_part("c", "p", "reference"))) == weights(
        network(*FOUR)
    )


def test_funding_is_in_the_two_mode_network_when_the_view_says_so() -> None:
    funding = [fact("FUNDS", "f", "p"), fact("FUNDS", "c", "q")]
    excluded, included = (network(*FOUR, *funding, view=View(funding=each)) for each in ("exclude", "include"))
    assert set(included.two_mode.edges) - set(excluded.two_mode.edges) == {("c", "q"), ("p", "f")}
    assert included.two_mode.nodes["f"] == {"bipartite": 0}
    assert weights(included) == weights(excluded)
    assert "f" not in included.collaboration


def test_the_two_mode_network_has_two_modes_and_isolates() -> None:
    found = network(*FOUR, fact("COLLABORATES_WITH", "x", "y", "friends"), fact("FUNDS", "f", "alone"))
    modes = nx.get_node_attributes(found.two_mode, "bipartite")
    assert {id for id, mode in modes.items() if mode == 1} == {"p", "q", "r", "alone"}
    assert {id for id, mode in modes.items() if mode == 0} == {*"abcd", "x", "y"}
    assert found.two_mode.degree("alone") == found.two_mode.degree("x") == 0
    assert all(modes[one] != modes[other] for one, other in found.two_mode.edges)


GROUP = [takes_part(actor, "p", "participant", expanded_from="alla kommuner") for actor in ("g", "h")]


def test_a_group_makes_ties_only_when_the_view_says_so() -> None:
    excluded = network(*FOUR, *GROUP)
    assert weights(excluded) == weights(network(*FOUR))
    assert set(excluded.collaboration) == {*"abcd", "g", "h"}
    assert set(excluded.participants["p"]) == {*"abc", "g", "h"}
    assert excluded.tied_participants["p"] == ("a", "b", "c")
    assert excluded.two_mode.has_edge("g", "p")
    included = network(*FOUR, *GROUP, view=View(expanded="include"))
    assert weights(included)["a", "b"] == pytest.approx(1 + 1 / 4)
    assert weights(included)["g", "h"] == pytest.approx(1 / 4)


def test_stated_collaborations_add_one_each_and_contacts_nothing() -> None:
    stated = [
        fact("COLLABORATES_WITH", "a", "b", "friends"),
        fact("COLLABORATES_WITH", "a", "b", None),
        fact("COLLABORATES_WITH", "a", "b", "contact"),
        fact("COLLABORATES_WITH", "a", "d", "contact"),
        fact("COLLABORATES_WITH", "c", "e", "friends"),
        fact("COLLABORATES_WITH", "e", "e", "friends"),
        fact("COLLABORATES_WITH", "k", "l", "contact"),
    ]
    found = network(*FOUR, *stated)
    assert weights(found) == {("a", "b"): 3.5, ("a", "c"): 0.5, ("b", "c"): 0.5, ("c", "e"): 1.0}
    assert set(found.collaboration) == set("abcdekl")


def test_facts_are_found_by_their_type() -> None:
    about: Fact = fact("ABOUT", "p", "klimat", "gröna saker")
    found = network(*FOUR, about, fact("LOCATED_IN", "p", "se:25"), fact("LOCATED_IN", "p", "se:24"))
    assert found.of_type("ABOUT") == (about,)
    assert found.themes_of == {"p": ("klimat",)}
    assert found.places_of == {"p": ("se:24", "se:25")}
    assert len(found.participations) == len(FOUR)
    assert found.of_type() == ()


def test_open_periods_are_counted() -> None:
    assert network(*FOUR).open_periods == 3


def test_an_empty_network_has_empty_graphs() -> None:
    empty = network()
    assert (len(empty.collaboration), len(empty.two_mode), empty.open_periods) == (0, 0, 0)
