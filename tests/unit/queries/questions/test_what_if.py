"""What would come of it, on eight actors drawn by hand."""

from typing import Any

import networkx as nx
import pytest

from graph.errors import InputError, NotFoundError
from graph.network.facts import Actor
from queries.answer import Answer
from queries.measures.reach import only_through, pieces, reachable_share
from queries.questions.what_if import QUESTION
from tests.unit.queries.small_networks import fact, network

# u1 holds two teams together: c1 and m1 in p1, f1 and c2 in p2. m1 meets f1 in p3, m2 meets nobody but u1 in p4.
# c3 and x1 meet in p5, apart from all others; p6 is u1's own.
NETWORK = network({"p1": "u1 c1 m1", "p2": "u1 f1 c2", "p3": "m1 f1", "p4": "u1 m2", "p5": "c3 x1", "p6": "u1"})


def ask(**given: Any) -> Answer:
    return QUESTION.ask(NETWORK, given)


def rows(answer: Answer, change: str) -> dict[tuple[str, str | None], tuple[Any, Any, list[str]]]:
    """Figure and actor → before, after, with whom."""
    return {
        (item["figure"], item["actor"] and item["actor"]["id"]): (
            item["before"],
            item["after"],
            [end["id"] for end in item["with"]],
        )
        for item in answer.items
        if item["change"] == change
    }


def test_without_the_one_in_the_middle() -> None:
    """Left of the seven others are c1–m1–f1–c2 on a line, m2 alone, and c3–x1.

    Before, u1's five contacts met each other over it; after, c1 and c2 are three ties apart, and so on.
    """
    answer = ask(without="U1")
    assert rows(answer, "loses") == {
        ("within_two", "c1"): (4, 2, ["c2", "m2"]),
        ("within_two", "c2"): (4, 2, ["c1", "m2"]),
        ("within_two", "f1"): (4, 3, ["m2"]),
        ("within_two", "m1"): (4, 3, ["m2"]),
        ("reach", "m2"): (4, 0, ["c1", "c2", "f1", "m1"]),
    }
    figures = rows(answer, "figure")
    assert figures["ties", None][:2] == (4, 4)  # c1–m1, f1–c2, m1–f1, c3–x1
    # Pairs in order: 5·4 + 2·1 of 7·6 before, 4·3 + 2·1 after.
    assert figures["reachable", None][:2] == (pytest.approx(22 / 42), pytest.approx(14 / 42))
    assert figures["largest", None][:2] == (5, 4)
    assert figures["alone", None][:2] == (0, 1)
    assert figures["projects_alone", None][:2] == (0, 1)
    assert figures["contacts", "u1"][:2] == (5, 0)


def test_who_takes_over_has_the_betweenness_of_networkx() -> None:
    rising = {key[1]: row[:2] for key, row in rows(ask(without="U1"), "figure").items() if key[0] == "betweenness"}
    then = NETWORK.collaboration
    now = then.subgraph(set(then) - {"u1"})
    expected = [nx.betweenness_centrality(graph) for graph in (then, now)]
    assert set(rising) == {"f1", "m1"}
    for actor, figures in rising.items():
        assert figures == pytest.approx(tuple(figure[str(actor)] for figure in expected))


def test_when_a_project_ends() -> None:
    """c1 and m1 met u1 and each other nowhere else; m1 still reaches u1 over f1, c1 nobody."""
    assert rows(ask(ends="p1"), "loses") == {
        ("contacts", "c1"): (2, 0, ["m1", "u1"]),
        ("contacts", "m1"): (3, 1, ["c1", "u1"]),
        ("contacts", "u1"): (5, 3, ["c1", "m1"]),
    }


def test_when_a_project_ends_that_held_two_parts_together() -> None:
    linked = network({"p1": "u1 c1", "p2": "c1 m1", "p3": "m1 f1 f2"})
    found = rows(QUESTION.ask(linked, {"ends": "p2"}), "loses")
    assert found["contacts", "c1"] == (2, 1, ["m1"])
    assert found["reach", "u1"] == (4, 1, ["m1", "f1", "f2"])
    assert found["reach", "c1"] == (4, 1, ["m1", "f1", "f2"])
    assert ("reach", "m1") not in found, "it is in the larger part"


def test_when_two_start_a_project() -> None:
    """x1 comes two steps from c1's contacts m1 and u1, and to all six of their part; c1 also to c3."""
    answer = ask(together=["X1", "C1"])
    assert rows(answer, "gains") == {
        ("contacts", "x1"): (1, 2, ["c1"]),
        ("contacts", "c1"): (2, 3, ["x1"]),
        ("within_two", "x1"): (1, 4, ["m1", "u1"]),
        ("within_two", "c1"): (5, 7, ["c3"]),
        ("reach", "x1"): (1, 7, ["c1", "m1", "u1", "c2", "f1", "m2"]),
        ("reach", "c1"): (5, 7, ["x1", "c3"]),
    }
    assert rows(answer, "figure")["ties", None][:2] == (9, 10)
    assert "what-if" not in NETWORK.projects


def test_two_who_meet_already_gain_nothing_and_that_is_said() -> None:
    answer = ask(together=["U1", "C1"])
    assert rows(answer, "gains") == {}
    assert "already_together" in {each["reason"] for each in answer.left_out}


def test_nobody_is_cut_off_from_a_circle() -> None:
    circle = network({"p1": "u1 c1 m1", "p2": "c1 m1"})
    for given, reason in (({"without": "u1"}, "nobody_affected_without"), ({"ends": "p2"}, "nobody_affected_ends")):
        answer = QUESTION.ask(circle, given)
        assert rows(answer, "loses") == {}
        assert reason in {each["reason"] for each in answer.left_out}


def test_one_that_only_pays_can_start_a_project() -> None:
    paid = network({"p1": "u1 c1"}, facts=[fact("FUNDS", "p9", "p1")])
    found = rows(QUESTION.ask(paid, {"together": ["P9", "U1"]}), "gains")
    assert found["contacts", "p9"] == (0, 1, ["u1"])
    assert found["reach", "p9"] == (0, 2, ["u1", "c1"])


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"without": "u1", "ends": "p1"},
        {"together": ["u1"]},
        {"together": ["u1", "u1"]},
        {"together": ["u1", "c1", "m1"]},
    ],
)
def test_exactly_one_thing_is_supposed(given: dict[str, Any]) -> None:
    with pytest.raises(InputError, match="what-if"):
        ask(**given)


def test_a_name_that_is_not_there_is_not_found() -> None:
    with pytest.raises(NotFoundError):
        ask(without="Zzz")


def test_measures_are_those_of_networkx() -> None:
    graph = nx.gnm_random_graph(40, 45, seed=3)
    named = nx.relabel_nodes(graph, str)
    assert [len(piece) for piece in pieces(named, frozenset(named))] == sorted(
        map(len, nx.connected_components(named)), reverse=True
    )
    lengths = dict(nx.all_pairs_shortest_path_length(named))
    expected = sum(len(row) - 1 for row in lengths.values()) / (40 * 39)
    assert reachable_share(pieces(named, frozenset(named))) == pytest.approx(expected)
    hub = max(named, key=lambda node: len(named[node]))
    left = named.subgraph(set(named) - {hub})
    for contact, gone in only_through(named, hub).items():
        near = nx.single_source_shortest_path_length(left, contact, cutoff=2)
        assert gone == set(named[hub]) - set(near)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_sentences_are_whole_and_short(language: str) -> None:
    long = "En förening med ett mycket långt namn som ingen orkar läsa högt i ett sammanträde"
    actors = [Actor(id, f"{long} {id}") for id in ("u1", "c1", "c2", "m1", "m2", "f1", "c3", "x1")]
    named = network({"p1": "u1 c1 m1", "p2": "u1 f1 c2", "p3": "m1 f1", "p4": "u1 m2", "p5": "c3 x1"}, actors=actors)
    for given in ({"without": "u1"}, {"ends": "p1"}, {"together": ["x1", "c1"]}):
        for item in QUESTION.ask(named, given, language).items:
            assert item["sentence"].endswith((".", "…"))
            assert len(item["sentence"]) <= 220
